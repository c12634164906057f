//! The totals of a whole published register, counted by hand, as at 16 March 2018.

#![allow(missing_docs, reason = "tests")]

use std::collections::BTreeMap;

use bellwether_domain::due::{judge, read};
use bellwether_domain::{ActionStatus, Date};

const REGISTER: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../../../shared/registers/west-midlands-2018/expected.json"
);

#[test]
fn the_totals_of_the_published_register_hold() {
    let Ok(text) = std::fs::read_to_string(REGISTER) else {
        assert!(std::env::var_os("CI").is_none(), "{REGISTER} is not here");
        return;
    };
    let document: serde_json::Value = serde_json::from_str(&text).unwrap();
    let as_at = Date::constant(2018, 3, 16);
    let mut verdicts: BTreeMap<String, usize> = BTreeMap::new();
    let mut due: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for risk in document["risks"].as_array().unwrap() {
        for action in risk["actions"].as_array().unwrap() {
            let status = match action["status"].as_str() {
                Some("G") => Some(ActionStatus::Green),
                Some("A") => Some(ActionStatus::Amber),
                Some("R") => Some(ActionStatus::Red),
                other => panic!("a status that the register does not use: {other:?}"),
            };
            let judged = judge(&read(action["target"].as_str().unwrap(), as_at), status, as_at);
            *verdicts.entry(judged.verdict.to_string()).or_default() += 1;
            if let Some(next) = judged.next_due {
                due.entry(next.to_string())
                    .or_default()
                    .push(risk["ref"].as_str().unwrap().to_owned());
            }
        }
    }
    let totals = [
        ("CONT", 123),
        ("DONE", 1),
        ("DONE+C", 5),
        ("LATER", 2),
        ("LATER+C", 2),
        ("MIX", 1),
        ("OVERDUE", 7),
        ("PASSED+C", 15),
        ("PAST-GREEN", 4),
        ("REC", 2),
        ("SOON", 13),
        ("SOON+C", 4),
        ("STARTED", 1),
        ("STARTED+C", 1),
        ("TBD", 5),
        ("UNTIL", 1),
    ];
    let counted: Vec<(&str, usize)> =
        verdicts.iter().map(|(code, n)| (code.as_str(), *n)).collect();
    assert_eq!(counted, totals);
    assert_eq!(totals.iter().map(|(_, n)| n).sum::<usize>(), 187);
    let list: Vec<(&str, usize)> =
        due.iter().map(|(day, risks)| (day.as_str(), risks.len())).collect();
    assert_eq!(
        list,
        [
            ("2018-03-31", 3),
            ("2018-04-30", 14),
            ("2018-05-31", 1),
            ("2018-06-30", 2),
            ("2018-07-31", 2),
            ("2018-12-31", 1),
            ("2019-02-28", 2)
        ]
    );
    assert_eq!(due["2018-03-31"].len(), 3);
    for (day, risks) in [
        ("2018-03-31", vec!["19", "23", "34"]),
        ("2018-05-31", vec!["4"]),
        ("2018-06-30", vec!["2", "3"]),
        ("2018-07-31", vec!["35", "35"]),
        ("2018-12-31", vec!["24"]),
        ("2019-02-28", vec!["38", "39"]),
    ] {
        assert_eq!(due[day], risks, "due on {day}");
    }
}
