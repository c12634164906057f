//! Where an action stands is the same with the words and without them.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

use bellwether_domain::{Action, ActionStatus, Date, Reading, due};

const PHRASES: &str = include_str!("due_phrases.txt");

#[test]
fn an_action_stands_where_it_is_judged_to_stand() {
    let written = Date::constant(2018, 3, 16);
    let statuses = [None, Some(ActionStatus::Green), Some(ActionStatus::Blue)];
    let mut compared = 0;
    for phrase in PHRASES.lines().filter(|line| !line.trim().is_empty()).map(Some).chain([None]) {
        for status in statuses {
            let action = Action {
                due: phrase.map(|phrase| due::read(phrase, written)),
                status: status.map(|status| Reading::read(status.name(), status)),
                ..Action::default()
            };
            for as_at in [Date::constant(2017, 1, 1), written, Date::constant(2019, 6, 30)] {
                let (judged, stands) = (action.judged(as_at, 45), action.stands(as_at, 45));
                let wanted = (judged.verdict, judged.group(), judged.is_soon);
                assert_eq!((stands.verdict, stands.group, stands.is_soon), wanted, "{phrase:?}");
                let dates = (judged.next_due, judged.late_since);
                assert_eq!((stands.next_due, stands.late_since), dates, "{phrase:?}");
                compared += 1;
            }
        }
    }
    assert!(compared > 900, "{compared}");
}
