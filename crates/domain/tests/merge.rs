//! Two edits at once: what only one changed stands, what both changed is told with both texts.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

use std::collections::BTreeSet;

use bellwether_domain::{
    Action, Assessment, Control, Number, Place, Reading, Risk, RiskField, Stage, due,
    merge::{MergeConflict, merge},
    place::{ActionField, ControlField, Key, Named},
};
use proptest::prelude::*;

fn action(description: &str, owner: &str, due_text: &str) -> Action {
    Action {
        description: description.into(),
        owners: vec![owner.into()],
        due: Some(due::read(due_text, "2025-03-14".parse().unwrap())),
        ..Action::default()
    }
}

fn control(words: &str) -> Control {
    Control::new(words)
}

fn rating(n: i32) -> Option<Reading<Number>> {
    Some(Reading::read(n.to_string(), Number::from(n)))
}

fn risk() -> Risk {
    let mut risk = Risk {
        reference: Some("7".into()),
        description: Some("The roof of the archive leaks".into()),
        owners: vec!["AB".into()],
        controls: vec![control("Buckets stand ready"), control("The roof is looked at monthly")],
        actions: vec![
            action("Survey the roof", "AB", "Mar-25"),
            action("Let the repair", "CD", "Jun-25"),
            action("Move the maps downstairs", "AB", "Sep-25"),
        ],
        ..Risk::default()
    };
    *risk.assessments.slot(Stage::Current) = Some(Assessment {
        likelihood: rating(3),
        impact: rating(4),
        score: rating(12),
        ..Assessment::default()
    });
    risk
}

fn changed(change: impl FnOnce(&mut Risk)) -> Risk {
    let mut risk = risk();
    change(&mut risk);
    risk
}

#[test]
fn different_fields_both_stand() {
    let mine = changed(|risk| {
        risk.description = Some("Rain comes into the archive".into());
        risk.assessments.current.as_mut().unwrap().impact = rating(5);
        risk.actions[0].owners = vec!["EF".into()];
    });
    let theirs = changed(|risk| {
        risk.category = Some("Estates".into());
        risk.assessments.current.as_mut().unwrap().likelihood = rating(2);
        risk.actions[0].due = action("", "", "Apr-25").due;
        risk.extra.insert("Trend".into(), "up".into());
    });
    let merged = merge(&risk(), &mine, &theirs);
    assert_eq!(merged.conflicts, []);
    let both = changed(|risk| {
        risk.description = Some("Rain comes into the archive".into());
        risk.category = Some("Estates".into());
        let current = risk.assessments.current.as_mut().unwrap();
        (current.likelihood, current.impact) = (rating(2), rating(5));
        risk.actions[0] = action("Survey the roof", "EF", "Apr-25");
        risk.extra.insert("Trend".into(), "up".into());
    });
    assert_eq!(merged.risk, both);
}

#[test]
fn one_field_changed_by_both_is_told_with_all_three_texts() {
    let mine = changed(|risk| risk.owners = vec!["CD".into()]);
    let theirs = changed(|risk| risk.owners = vec!["AB".into(), "EF".into()]);
    let merged = merge(&risk(), &mine, &theirs);
    let told = MergeConflict {
        place: Place::Risk(RiskField::Owners).into(),
        item: None,
        base: Some("AB".into()),
        mine: Some("CD".into()),
        theirs: Some("AB / EF".into()),
    };
    assert_eq!(merged.conflicts, [told]);
    assert_eq!(merged.risk.owners, ["CD"]);
}

#[test]
fn a_date_that_both_moved_names_its_action_and_its_place() {
    let mine = changed(|risk| {
        risk.actions.remove(0);
        risk.actions[0].due = action("", "", "Aug-25").due;
    });
    let theirs = changed(|risk| risk.actions[1].due = action("", "", "Oct-25").due);
    let merged = merge(&risk(), &mine, &theirs);
    let [told] = &merged.conflicts[..] else { panic!("{:?}", merged.conflicts) };
    let place =
        Named { at: Place::Action(Key::At(1), ActionField::Due), item: "Let the repair".into() };
    assert_eq!((&told.place, told.item), (&place, Some(0)));
    assert_eq!((told.mine.as_deref(), told.theirs.as_deref()), (Some("Aug-25"), Some("Oct-25")));
    assert_eq!(merged.risk.actions.len(), 2, "the action that only I took away is gone");
}

#[test]
fn what_one_changed_and_the_other_took_away_is_kept_and_told() {
    let without = changed(|risk| drop(risk.actions.remove(1)));
    let moved = changed(|risk| risk.actions[1].due = action("", "", "Oct-25").due);
    for (mine, theirs) in [(&without, &moved), (&moved, &without)] {
        let merged = merge(&risk(), mine, theirs);
        let [told] = &merged.conflicts[..] else { panic!("{:?}", merged.conflicts) };
        assert_eq!(told.base.as_deref(), Some("Let the repair · CD · Jun-25"));
        let kept = [&told.mine, &told.theirs].into_iter().flatten().next().unwrap();
        assert_eq!(kept, "Let the repair · CD · Oct-25");
        assert_eq!(merged.risk.actions, moved.actions);
    }
}

#[test]
fn a_control_that_both_reworded_is_told_and_new_ones_of_both_are_kept() {
    let mine = changed(|risk| {
        risk.controls[1] = control("The roof is looked at weekly");
        risk.controls.insert(0, control("A warden sleeps in"));
    });
    let theirs = changed(|risk| {
        risk.controls[1] = control("The roof is looked at daily");
        risk.controls.push(control("Insurance covers water"));
    });
    let merged = merge(&risk(), &mine, &theirs);
    let words: Vec<&str> = merged.risk.controls.iter().map(|c| c.description.as_str()).collect();
    assert_eq!(
        words,
        [
            "A warden sleeps in",
            "Buckets stand ready",
            "The roof is looked at weekly",
            "Insurance covers water",
        ]
    );
    let [told] = &merged.conflicts[..] else { panic!("{:?}", merged.conflicts) };
    assert_eq!(told.place.at, Place::Control(Key::At(1), ControlField::Description));
    assert_eq!(told.item, Some(2));
}

#[test]
fn the_same_action_added_by_both_is_one() {
    let new = || action("Buy tarpaulins", "GH", "May-25");
    let mine = changed(|risk| risk.actions.push(new()));
    let theirs = changed(|risk| {
        risk.actions.insert(0, new());
        risk.actions.push(action("Train the wardens", "GH", "TBC"));
    });
    let merged = merge(&risk(), &mine, &theirs);
    assert_eq!(merged.conflicts, []);
    assert_eq!(merged.risk.actions.len(), 5);
}

#[test]
fn an_order_that_one_side_changed_stands() {
    let mine = changed(|risk| risk.actions.reverse());
    let theirs = changed(|risk| risk.actions.insert(1, action("Train wardens", "GH", "TBC")));
    for (mine, theirs) in [(&mine, &theirs), (&theirs, &mine)] {
        let merged = merge(&risk(), mine, theirs).risk;
        let words: Vec<&str> = merged.actions.iter().map(|a| a.description.as_str()).collect();
        assert_eq!(
            words,
            ["Move the maps downstairs", "Let the repair", "Survey the roof", "Train wardens"]
        );
    }
}

/// Few words and few values, so that two edits meet often.
fn any_risk() -> impl Strategy<Value = Risk> {
    let words = || proptest::option::of("[ab]{0,2}");
    let number = || proptest::option::of(1..4_i32);
    let item = || {
        prop_oneof![
            Just("Survey the roof"),
            Just("Survey the roofs"),
            Just("Let the repair"),
            Just("Train the wardens"),
        ]
    };
    let owner = || prop_oneof![Just("AB"), Just("CD")];
    let date = prop_oneof![Just("Mar-25"), Just("Ongoing"), Just("TBC")];
    let actions = proptest::collection::vec((item(), owner(), date), 0..5);
    let assessment = proptest::option::of((number(), number(), words()));
    let extra = proptest::collection::hash_map("[XY]", "[ab]", 0..3);
    let lists = (
        proptest::collection::vec(owner(), 0..3),
        proptest::collection::vec(item(), 0..4),
        actions,
        assessment,
        extra,
    );
    (words(), words(), lists).prop_map(|(title, description, lists)| {
        let (owners, controls, actions, assessment, extra) = lists;
        let mut risk = Risk {
            title,
            description,
            owners: owners.into_iter().map(str::to_owned).collect(),
            controls: controls.into_iter().map(control).collect(),
            actions: actions.into_iter().map(|(what, who, by)| action(what, who, by)).collect(),
            extra: extra.into_iter().collect(),
            ..Risk::default()
        };
        *risk.assessments.slot(Stage::Current) =
            assessment.map(|(likelihood, impact, level)| Assessment {
                likelihood: likelihood.and_then(rating),
                impact: impact.and_then(rating),
                level,
                ..Assessment::default()
            });
        risk
    })
}

/// How often something stands in a list.
fn count<T: PartialEq>(list: &[T], item: &T) -> usize {
    list.iter().filter(|other| *other == item).count()
}

/// The conflicts as a set, told from one side.
fn told(conflicts: &[MergeConflict], turned: bool) -> BTreeSet<String> {
    let tell = |conflict: &MergeConflict| {
        let MergeConflict { place, base, mine, theirs, .. } = conflict;
        let (one, two) = if turned { (theirs, mine) } else { (mine, theirs) };
        format!("{place:?} {base:?} {one:?} {two:?}")
    };
    conflicts.iter().map(tell).collect()
}

proptest! {
    #[test]
    fn one_edit_alone_stands_as_it_is(base in any_risk(), edit in any_risk()) {
        for (mine, theirs) in [(&edit, &base), (&base, &edit), (&edit, &edit)] {
            let merged = merge(&base, mine, theirs);
            prop_assert_eq!(&merged.risk, &edit);
            prop_assert!(merged.conflicts.is_empty());
        }
    }

    #[test]
    fn both_are_told_the_same(base in any_risk(), mine in any_risk(), theirs in any_risk()) {
        let (here, there) = (merge(&base, &mine, &theirs), merge(&base, &theirs, &mine));
        prop_assert_eq!(told(&here.conflicts, false), told(&there.conflicts, true));
    }

    #[test]
    fn nothing_that_one_added_is_lost(
        base in any_risk(), mine in any_risk(), theirs in any_risk(),
    ) {
        let merged = merge(&base, &mine, &theirs);
        for side in [&mine, &theirs] {
            for action in side.actions.iter().filter(|action| {
                !base.actions.iter().any(|known| {
                    bellwether_domain::similar::likeness(&known.description, &action.description)
                        > 0.4
                })
            }) {
                prop_assert!(
                    count(&merged.risk.actions, action) >= count(&side.actions, action),
                    "{:?}", action.description,
                );
            }
            for control in side.controls.iter().filter(|control| {
                !base.controls.iter().any(|known| {
                    bellwether_domain::similar::likeness(&known.description, &control.description)
                        > 0.4
                })
            }) {
                prop_assert!(
                    count(&merged.risk.controls, control) >= count(&side.controls, control),
                );
            }
            for heading in side.extra.keys().filter(|h| !base.extra.contains_key(*h)) {
                prop_assert!(merged.risk.extra.contains_key(heading));
            }
        }
    }

    #[test]
    fn a_field_that_only_one_changed_has_that_change(
        base in any_risk(), mine in any_risk(), theirs in any_risk(),
    ) {
        let merged = merge(&base, &mine, &theirs).risk;
        if theirs.description == base.description {
            prop_assert_eq!(&merged.description, &mine.description);
        }
        if mine.description == base.description {
            prop_assert_eq!(&merged.description, &theirs.description);
        }
        if mine.owners == base.owners {
            prop_assert_eq!(&merged.owners, &theirs.owners);
        }
    }

    #[test]
    fn what_is_merged_once_is_settled(base in any_risk(), mine in any_risk(), theirs in any_risk()) {
        let merged = merge(&base, &mine, &theirs);
        if merged.conflicts.is_empty() {
            let again = merge(&theirs, &merged.risk, &theirs);
            prop_assert_eq!(again.risk, merged.risk);
        }
    }
}
