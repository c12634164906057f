//! The 38 phrases of a real register as at 16 March 2018, each with the careful reading of it.

#![allow(missing_docs, reason = "tests")]

use bellwether_domain::ActionStatus::{Amber, Green};
use bellwether_domain::due::{Explanation, MilestoneState, explain};
use bellwether_domain::{ActionStatus, Date};

fn register_date() -> Date {
    Date::constant(2018, 3, 16)
}

/// "2017-09-30 done “Report … to board”" for each milestone.
fn points(reading: &Explanation) -> String {
    let point = |m: &bellwether_domain::due::Milestone| {
        let state = match m.state {
            MilestoneState::Planned => "planned",
            MilestoneState::Done => "done",
            MilestoneState::Started => "started",
            MilestoneState::Unknown => "unknown",
        };
        let label = if m.label.is_empty() { String::new() } else { format!(" “{}”", m.label) };
        format!("{} {state}{label}", m.to)
    };
    reading.milestones.iter().map(point).collect::<Vec<_>>().join("; ")
}

/// Phrase, status, milestones, tail, next due, late since, verdict.
type Row = (
    &'static str,
    ActionStatus,
    &'static str,
    &'static str,
    &'static str,
    &'static str,
    &'static str,
);

const TABLE: &[Row] = &[
    ("Ongoing", Amber, "", "continuous", "", "", "CONT"),
    ("TBD", Amber, "", "none", "", "", "TBD"),
    ("Apr-18", Amber, "2018-04-30 planned", "none", "2018-04-30", "", "SOON"),
    ("Nov-17", Amber, "2017-11-30 unknown", "none", "", "2017-11-30", "OVERDUE"),
    ("Nov-17", Green, "2017-11-30 unknown", "none", "", "2017-11-30", "PAST-GREEN"),
    (
        "April 2018 and ongoing",
        Amber,
        "2018-04-30 planned",
        "continuous",
        "2018-04-30",
        "",
        "SOON+C",
    ),
    (
        "Ongoing activity. June 2018 - produce an action plan and strategy and ongoing",
        Amber,
        "2018-06-30 planned “produce an action plan and strategy”",
        "continuous",
        "2018-06-30",
        "",
        "LATER+C",
    ),
    (
        "Report taken to board Sept 17 then ongoing",
        Amber,
        "2017-09-30 done “Report … to board”",
        "continuous",
        "",
        "",
        "DONE+C",
    ),
    ("Mar-18", Amber, "2018-03-31 planned", "none", "2018-03-31", "", "SOON"),
    (
        "June 2017 then ongoing",
        Amber,
        "2017-06-30 unknown",
        "continuous",
        "",
        "2017-06-30",
        "PASSED+C",
    ),
    ("Jul-18", Amber, "2018-07-31 planned", "none", "2018-07-31", "", "LATER"),
    (
        "01/02/2017 then each year",
        Green,
        "2017-02-28 unknown; 2018-02-28 unknown",
        "recurring(annual)",
        "2019-02-28",
        "2018-02-28",
        "REC",
    ),
    (
        "May-17 launch Economic Strategy, Business Crime Strategy May 2018",
        Amber,
        "2017-05-31 unknown “launch Economic Strategy”; 2018-05-31 planned “Business Crime Strategy”",
        "none",
        "2018-05-31",
        "2017-05-31",
        "MIX",
    ),
    (
        "Nov 2017 and ongoing",
        Amber,
        "2017-11-30 unknown",
        "continuous",
        "",
        "2017-11-30",
        "PASSED+C",
    ),
    ("Apr-17", Green, "2017-04-30 unknown", "none", "", "2017-04-30", "PAST-GREEN"),
    (
        "July 2017 and ongoing",
        Amber,
        "2017-07-31 unknown",
        "continuous",
        "",
        "2017-07-31",
        "PASSED+C",
    ),
    (
        "Paper was taken to Group in January 2017 then ongoing",
        Amber,
        "2017-01-31 done “Paper … to Group”",
        "continuous",
        "",
        "",
        "DONE+C",
    ),
    ("July-17 & ongoing", Amber, "2017-07-31 unknown", "continuous", "", "2017-07-31", "PASSED+C"),
    ("May-17 & ongoing", Amber, "2017-05-31 unknown", "continuous", "", "2017-05-31", "PASSED+C"),
    ("May-17", Green, "2017-05-31 unknown", "none", "", "2017-05-31", "PAST-GREEN"),
    (
        "01/11/2017 and ongoing",
        Green,
        "2017-11-30 unknown",
        "continuous",
        "",
        "2017-11-30",
        "PASSED+C",
    ),
    (
        "Report taken to board Sept 17.",
        Green,
        "2017-09-30 done “Report … to board”",
        "none",
        "",
        "",
        "DONE",
    ),
    (
        "Sept 2017 and ongoing",
        Amber,
        "2017-09-30 unknown",
        "continuous",
        "",
        "2017-09-30",
        "PASSED+C",
    ),
    (
        "Project started Sept 2017",
        Green,
        "2017-09-30 started “Project started”",
        "none",
        "",
        "",
        "STARTED",
    ),
    (
        "01/09/2017 report to board then ongoing",
        Amber,
        "2017-09-30 unknown “report to board”",
        "continuous",
        "",
        "2017-09-30",
        "PASSED+C",
    ),
    ("Oct-17", Amber, "2017-10-31 unknown", "none", "", "2017-10-31", "OVERDUE"),
    (
        "01/07/2017 - independent trustees appointed and ongoing",
        Amber,
        "2017-07-31 done “independent trustees appointed”",
        "continuous",
        "",
        "",
        "DONE+C",
    ),
    (
        "March 2018 then ongoing",
        Amber,
        "2018-03-31 planned",
        "continuous",
        "2018-03-31",
        "",
        "SOON+C",
    ),
    (
        "Ongoing - project end date 2018",
        Amber,
        "2018-12-31 planned “project”",
        "until(2018-12-31)",
        "2018-12-31",
        "",
        "UNTIL",
    ),
    (
        "Pilot started Autumn 2017 and ongoing",
        Amber,
        "2017-11-30 started “Pilot started”",
        "continuous",
        "",
        "",
        "STARTED+C",
    ),
    (
        "Sept 2017 then ongoing",
        Amber,
        "2017-09-30 unknown",
        "continuous",
        "",
        "2017-09-30",
        "PASSED+C",
    ),
    (
        "01/12/2017 and ongoing",
        Amber,
        "2017-12-31 unknown",
        "continuous",
        "",
        "2017-12-31",
        "PASSED+C",
    ),
    ("March 2017 ongoing", Green, "2017-03-31 unknown", "continuous", "", "2017-03-31", "PASSED+C"),
    ("Mar-17", Green, "2017-03-31 unknown", "none", "", "2017-03-31", "PAST-GREEN"),
    ("Complete - ongoing", Green, "", "continuous", "", "", "DONE+C"),
    (
        "Sept 2017 report to group, then ongoing",
        Amber,
        "2017-09-30 unknown “report to group”",
        "continuous",
        "",
        "2017-09-30",
        "PASSED+C",
    ),
    (
        "01/02/2017 and ongoing",
        Green,
        "2017-02-28 unknown",
        "continuous",
        "",
        "2017-02-28",
        "PASSED+C",
    ),
    (
        "Proposals to Group Sept 2017",
        Amber,
        "2017-09-30 unknown “Proposals to Group”",
        "none",
        "",
        "2017-09-30",
        "OVERDUE",
    ),
    (
        "July 2017 then ongoing",
        Amber,
        "2017-07-31 unknown",
        "continuous",
        "",
        "2017-07-31",
        "PASSED+C",
    ),
];

#[test]
fn every_phrase_of_the_table_reads_as_a_careful_person_reads_it() {
    let mut wrong = Vec::new();
    for (phrase, status, milestones, tail, next, late, verdict) in TABLE {
        let reading = explain(phrase, Some(*status), register_date());
        let day = |date: Option<Date>| date.map(|d| d.to_string()).unwrap_or_default();
        let got = [
            points(&reading),
            reading.tail.to_string(),
            day(reading.next_due),
            day(reading.late_since),
            reading.verdict.to_string(),
        ];
        if got.each_ref().map(String::as_str) != [*milestones, *tail, *next, *late, *verdict] {
            wrong.push(format!("{phrase}\n  read {got:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_doubts_of_the_table_are_flagged() {
    let flags =
        |phrase| serde_json::to_string(&explain(phrase, None, register_date()).flags).unwrap();
    assert_eq!(flags("01/11/2017 and ongoing"), r#"["false-day-precision"]"#);
    assert_eq!(flags("Ongoing - project end date 2018"), r#"["year-ambiguous"]"#);
    assert_eq!(flags("Complete - ongoing"), r#"["done-undated","contradiction"]"#);
    assert_eq!(flags("Sept 2017 then ongoing"), "[]");
}

#[test]
fn the_explanation_has_the_promised_form() {
    let explained = explain("Sept 2017 then ongoing", None, register_date());
    assert_eq!(
        serde_json::to_string(&explained).unwrap(),
        concat!(
            r#"{"text":"Sept 2017 then ongoing","milestones":[{"from":"2017-09-01","to":"2017-09-30","#,
            r#""precision":"month","label":"","state":"unknown"}],"tail":"continuous","next_due":null,"#,
            r#""late_since":"2017-09-30","verdict":"PASSED+C","words":"Was due by 30 September 2017 and not "#,
            r#"recorded as done, then continuous","flags":[]}"#
        )
    );
}
