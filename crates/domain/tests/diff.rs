//! What changed, said as a committee would say it.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

use bellwether_domain::{
    Action, Assessment, Number, Reading, Register, Risk, Stage,
    diff::{ChangeKind, Direction, diff_particulars, diff_registers, diff_risks},
    due,
    similar::pair_risks,
};
use proptest::prelude::*;

fn day(text: &str) -> bellwether_domain::Date {
    text.parse().unwrap()
}

fn action(description: &str, due_text: &str) -> Action {
    Action {
        description: description.into(),
        owners: vec!["AB".into()],
        due: Some(due::read(due_text, day("2025-03-14"))),
        ..Action::default()
    }
}

fn risk() -> Risk {
    let mut risk = Risk {
        reference: Some("7".into()),
        category: Some("Estates".into()),
        description: Some("The roof leaks".into()),
        owners: vec!["AB".into()],
        actions: vec![action("Survey the roof", "Mar-25"), action("Let the repair", "Jun-25")],
        ..Risk::default()
    };
    *risk.assessments.slot(Stage::Current) = Some(Assessment {
        score: Some(Reading::read("12", Number::from(12))),
        ..Assessment::default()
    });
    risk
}

fn kinds(before: &Risk, after: &Risk) -> Vec<ChangeKind> {
    diff_risks(before, after).into_iter().map(|change| change.kind).collect()
}

#[test]
fn a_later_date_is_a_slip_and_an_earlier_one_is_not() {
    let mut after = risk();
    after.actions[1] = action("Let the repair", "Sep-25");
    assert_eq!(kinds(&risk(), &after), [ChangeKind::ActionSlipped]);
    assert_eq!(kinds(&after, &risk()), [ChangeKind::ActionBroughtForward]);
    assert_eq!(diff_risks(&risk(), &after)[0].direction, Some(Direction::Up));
}

#[test]
fn a_date_that_gives_way_to_none_is_lost_unless_the_action_is_done() {
    for words in ["TBC", "Ongoing", "when the lease is signed"] {
        let mut after = risk();
        after.actions[1] = action("Let the repair", words);
        assert_eq!(kinds(&risk(), &after), [ChangeKind::ActionUndated], "{words}");
        assert_eq!(kinds(&after, &risk()), [ChangeKind::ActionRedated], "{words}");
    }
    let mut after = risk();
    after.actions[1].due = None;
    assert_eq!(kinds(&risk(), &after), [ChangeKind::ActionUndated]);
    after.actions[1] = action("Let the repair", "Complete");
    after.actions[1].status =
        Some(Reading::read("Complete", bellwether_domain::ActionStatus::Complete));
    let told = kinds(&risk(), &after);
    assert!(told.iter().all(|kind| *kind == ChangeKind::ActionCompleted), "{told:?}");
}

#[test]
fn each_field_names_its_kind() {
    let mut after = risk();
    after.description = Some("The roof leaks into the archive".into());
    after.owners = vec!["CD".into()];
    after.assessments.current.as_mut().unwrap().score = Some(Reading::read("16", Number::from(16)));
    after.actions.remove(0);
    after.actions.push(action("Insure the archive", "TBC"));
    assert_eq!(
        kinds(&risk(), &after),
        [
            ChangeKind::Reworded,
            ChangeKind::Reowned,
            ChangeKind::Rescored,
            ChangeKind::ActionAdded,
            ChangeKind::ActionRemoved,
        ]
    );
    let directions: Vec<_> =
        diff_risks(&risk(), &after).into_iter().map(|change| change.direction).collect();
    assert_eq!(directions, [None, None, Some(Direction::Up), None, None]);
}

#[test]
fn twins_of_one_wording_pair_by_owner_and_date() {
    let mut before = risk();
    before.actions = vec![action("Report to board", "Mar-25"), action("Report to board", "Jun-25")];
    let mut after = before.clone();
    after.actions.reverse();
    assert_eq!(kinds(&before, &after), []);
}

#[test]
fn registers_part_into_new_gone_changed_and_same() {
    let other = |number: &str, wording: &str| Risk {
        reference: Some(number.into()),
        description: Some(wording.into()),
        ..Risk::default()
    };
    let before = [risk(), other("8", "Grants end"), other("9", "Fire in the store")];
    let mut moved = risk();
    moved.category = Some("Buildings".into());
    let after = [other("8", "Grants end"), moved, other("10", "Staff cannot be recruited")];
    let (b, a): (Vec<_>, Vec<_>) = (before.iter().collect(), after.iter().collect());
    let diff = diff_registers(&b, &a, &pair_risks(&b, &a));
    assert_eq!((diff.new, diff.gone, diff.same), (vec![2], vec![2], vec![0]));
    assert_eq!(diff.changed.len(), 1);
    assert_eq!((diff.changed[0].before, diff.changed[0].after), (0, 1));
}

#[test]
fn the_particulars_are_compared_too() {
    let before = Register { title: Some("Risk register".into()), ..Register::default() };
    let after = Register { title: Some("Strategic risks".into()), ..Register::default() };
    let changes = diff_particulars(&before, &after);
    assert_eq!(changes.len(), 1);
    assert_eq!(changes[0].what, "title");
    assert!(diff_particulars(&after, &after).is_empty());
}

fn any_risk() -> impl Strategy<Value = Risk> {
    let words = || proptest::option::of("[a-c ]{0,6}");
    let actions = proptest::collection::vec(("[a-c]{1,3}", "(Mar-25|Ongoing|TBC)"), 0..5);
    (words(), words(), words(), actions).prop_map(|(reference, title, description, actions)| Risk {
        reference,
        title,
        description,
        actions: actions.iter().map(|(words, due)| action(words, due)).collect(),
        ..Risk::default()
    })
}

proptest! {
    #[test]
    fn nothing_changed_is_no_change(risk in any_risk()) {
        prop_assert!(diff_risks(&risk, &risk).is_empty());
    }

    #[test]
    fn every_risk_is_accounted_for_once(
        before in proptest::collection::vec(any_risk(), 0..8),
        after in proptest::collection::vec(any_risk(), 0..8),
    ) {
        let (b, a): (Vec<_>, Vec<_>) = (before.iter().collect(), after.iter().collect());
        let diff = diff_registers(&b, &a, &pair_risks(&b, &a));
        prop_assert_eq!(diff.new.len() + diff.changed.len() + diff.same.len(), a.len());
        prop_assert_eq!(diff.gone.len() + diff.changed.len() + diff.same.len(), b.len());
    }

    #[test]
    fn the_document_reads_back_as_it_was(risks in proptest::collection::vec(any_risk(), 0..4)) {
        let risks = risks.into_iter().map(Into::into).collect();
        let register = Register { risks, ..Register::default() };
        let text = register.to_json();
        let back = Register::from_json(&text).unwrap();
        prop_assert_eq!(back.to_json(), text);
    }
}
