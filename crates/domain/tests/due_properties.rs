//! What must hold of any text at all.

#![allow(missing_docs, clippy::unwrap_used, reason = "tests")]

use bellwether_domain::due::{
    Context, Due, Group, Quarters, Tail, Verdict, judge, read, read_with,
};
use bellwether_domain::{ActionStatus, Date};
use proptest::prelude::*;

fn any_date() -> impl Strategy<Value = Date> {
    (2000_i16..2060, 1_i8..=12, 1_i8..=28).prop_map(|(y, m, d)| Date::new(y, m, d).unwrap())
}

fn any_status() -> impl Strategy<Value = Option<ActionStatus>> {
    prop_oneof![
        Just(None),
        Just(Some(ActionStatus::Green)),
        Just(Some(ActionStatus::Amber)),
        Just(Some(ActionStatus::Complete)),
        Just(Some(ActionStatus::Cancelled)),
    ]
}

/// Cells made of the words of target dates, in any order.
fn any_cell() -> impl Strategy<Value = String> {
    let word = prop::sample::select(vec![
        "Sept",
        "March",
        "2017",
        "2018/19",
        "18",
        "31",
        "1st",
        "0",
        "Q3",
        "H1",
        "FY25",
        "-",
        "–",
        "/",
        ".",
        ",",
        ";",
        ":",
        "(",
        ")",
        "&",
        "and",
        "then",
        "ongoing",
        "on going",
        "until",
        "from",
        "to",
        "by",
        "before",
        "after",
        "was",
        "now",
        "revised",
        "every",
        "each",
        "year",
        "months",
        "6",
        "monthly",
        "annually",
        "bi",
        "complete",
        "started",
        "taken",
        "not",
        "TBC",
        "N/A",
        "end",
        "of",
        "mid",
        "early",
        "spring",
        "term",
        "week",
        "commencing",
        "within",
        "next",
        "Board",
        "report",
        "Easter",
        "100%",
        "?",
        "→",
        "'",
        "due",
        "phase",
        "twice",
        "a",
        "Fri",
        "99999",
        "2018-03-31",
        "01/02/2017",
        "\n",
        "\u{a0}",
        "31/02/",
        "half",
        "second",
        "asap",
        "in",
        "Rhagfyr",
        "between",
    ]);
    let glue = prop::sample::select(vec![" ", " ", " ", ""]);
    prop::collection::vec((word, glue), 0..14).prop_map(|parts| {
        parts.into_iter().fold(String::new(), |cell, (word, glue)| cell + word + glue)
    })
}

fn holds(
    text: &str,
    typed: Date,
    seen: Date,
    status: Option<ActionStatus>,
) -> Result<(), TestCaseError> {
    let due = read(text, typed);
    prop_assert_eq!(&due.text, &text.split_whitespace().collect::<Vec<_>>().join(" "));
    prop_assert_eq!(&due, &read(text, typed));
    for milestone in &due.milestones {
        prop_assert!(milestone.from <= milestone.to, "{:?}", milestone);
    }
    let json = serde_json::to_string(&due).unwrap();
    let back: Due = serde_json::from_str(&json).unwrap();
    prop_assert_eq!(&back, &due, "the document form keeps everything");
    let judged = judge(&due, status, seen);
    prop_assert!(judged.next_due.is_none_or(|next| next >= seen), "{:?}", judged);
    prop_assert!(judged.late_since.is_none_or(|late| late < seen), "{:?}", judged);
    prop_assert!(!judged.words.is_empty());
    match judged.group() {
        Group::Overdue => {
            prop_assert!(judged.late_since.is_some() || judged.verdict == Verdict::Overdue)
        }
        Group::Passed => prop_assert!(judged.late_since.is_some(), "{:?}", judged),
        Group::Soon => prop_assert!(judged.is_soon && judged.next_due.is_some(), "{:?}", judged),
        Group::Later => prop_assert!(!judged.is_soon && judged.next_due.is_some(), "{:?}", judged),
        _ => {}
    }
    // What is late stays late until someone says otherwise.
    let later = judge(&due, status, Date::constant(2100, 1, 1));
    if judged.late_since.is_some() {
        prop_assert!(later.late_since >= judged.late_since);
    }
    // What has no date cannot come to have one.
    if due.milestones.is_empty() && due.tail == Tail::None {
        prop_assert_eq!(judged.verdict, later.verdict);
    }
    read_with(text, &Context { quarters: Quarters::Calendar, ..Context::new(typed) });
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn cells_of_date_words_keep_the_promises(
        text in any_cell(), typed in any_date(), seen in any_date(), status in any_status()
    ) {
        holds(&text, typed, seen, status)?;
    }

    #[test]
    fn any_text_keeps_the_promises(
        text in "\\PC{0,60}", typed in any_date(), seen in any_date(), status in any_status()
    ) {
        holds(&text, typed, seen, status)?;
    }

    #[test]
    fn every_day_is_read_in_every_format(day in any_date(), typed in any_date()) {
        let names = [
            "Jan", "Feb", "March", "April", "May", "June", "July", "Aug", "Sept", "Oct", "Nov", "December",
        ];
        let (y, m, d, name) = (day.year(), day.month(), day.day(), names[usize::try_from(day.month()).unwrap() - 1]);
        let mut forms = vec![
            format!("{d} {name} {y}"),
            format!("{d}-{name}-{:02}", y % 100),
            format!("by {name} {d}, {y}"),
        ];
        if d != 1 {
            forms.extend([format!("{d:02}/{m:02}/{y}"), format!("{d}.{m}.{:02}", y % 100), format!("{y}-{m:02}-{d:02}")]);
        }
        for form in forms {
            let due = read(&form, typed);
            prop_assert_eq!(due.milestones.len(), 1, "{}", &form);
            prop_assert_eq!((due.milestones[0].from, due.milestones[0].to), (day, day), "{}", &form);
        }
    }
}

#[test]
fn a_cell_longer_than_any_date_is_left_unread_at_once() {
    let hostile = "Sept 2017 then every ".repeat(50_000);
    let due = read(&hostile, Date::constant(2018, 3, 16));
    assert!(due.milestones.is_empty());
    assert_eq!(
        due.flags.iter().map(ToString::to_string).collect::<Vec<_>>(),
        ["unread", "too-long"]
    );
}

#[test]
fn the_longest_cells_are_read_in_a_moment() {
    for unit in [
        "1-", "every ", "next ", "Sept - ", "12 ", "(", "then ", "was ", "Q1 & ", "a,", "1/", "to ",
    ] {
        let cell = unit.repeat(1_990 / unit.len());
        let due = read(&cell, Date::constant(2018, 3, 16));
        assert_eq!(due.text, cell.trim(), "the words are kept whole");
        let judged = judge(&due, None, Date::constant(2040, 1, 1));
        assert!(judged.next_due.is_none_or(|next| next >= Date::constant(2040, 1, 1)), "{cell}");
    }
}
