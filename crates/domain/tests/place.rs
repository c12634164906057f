//! Every place of a register, one by one: what stands there can be read by name, is seen to have
//! changed, is merged, is written and read back, and is put back as it was.

#![allow(clippy::panic, clippy::unwrap_used, reason = "a test may fail")]

use bellwether_domain::{
    Action, ActionId, ActionStatus, Assessment, AssessmentPart, Control, ControlId, Field, Level,
    Number, Person, Place, Rag, Reading, Register, Response, Risk, RiskState, Scheme, Stage,
    diff::{diff_particulars, diff_risks, same_risk},
    due,
    merge::merge,
    place::{ActionField, ActionKey, ControlField, ControlKey, Edit, Key, RegisterField, Value},
    scheme::Band,
};

fn due_on(text: &str) -> due::Due {
    due::read(text, "2025-03-14".parse().unwrap())
}

/// A risk that says something everywhere; its second action and control are kept under ids.
fn risk() -> Risk {
    let words = |text: &str| Some(text.to_owned());
    let rating = |n: i32| Some(Reading::read(n.to_string(), Number::from(n)));
    let action = |words: &str| Action {
        description: words.into(),
        owners: vec!["AB".into(), "CD".into()],
        due: Some(due_on("Apr-25")),
        status: Some(Reading::read("A", ActionStatus::Amber)),
        ..Action::default()
    };
    let mut risk = Risk {
        reference: words("7"),
        category: words("Archive"),
        title: words("Damp"),
        description: words("Water reaches the stacks"),
        cause: words("The roof is old"),
        event: words("A gutter overflows"),
        consequence: words("Maps are lost"),
        owners: vec!["AB".into()],
        status: Some(Reading::read("Open", RiskState::Open)),
        response: Some(Reading::read("Treat", Response::Treat)),
        controls: vec![Control::new("Buckets stand ready"), Control::new("The roof is looked at")],
        actions: vec![action("Survey the roof"), action("Move the maps downstairs")],
        ..Risk::default()
    };
    risk.controls[1].id = Some(ControlId::from_random([1; 16]));
    risk.actions[1].id = Some(ActionId::from_random([2; 16]));
    risk.extra.insert("Trend [of late]".into(), "up".into());
    for stage in Stage::ALL {
        *risk.assessments.slot(stage) = Some(Assessment {
            label: words("As scored"),
            likelihood: rating(3),
            impact: rating(4),
            score: rating(12),
            level: words("High"),
        });
    }
    risk
}

fn register() -> Register {
    let step = |n: i32| Level { value: Number::from(n), label: format!("Step {n}") };
    let band = |label: &str, from: i32, colour| Band {
        label: label.into(),
        from: from.into(),
        colour,
        shade: None,
    };
    let person = |initials: &str, name: &str, role: Option<&str>| Person {
        initials: initials.into(),
        name: name.into(),
        role: role.map(str::to_owned),
    };
    Register {
        title: Some("Archive risks".into()),
        organisation: Some("The county archive".into()),
        stages: Stage::ALL.into_iter().map(|stage| (stage, format!("As {stage}"))).collect(),
        headings: Field::all().map(|field| (field, field.plain().to_owned())).collect(),
        rating_headings: [
            (Stage::Inherent, AssessmentPart::Score, "Raw score"),
            (Stage::Current, AssessmentPart::Score, "Score now"),
        ]
        .into_iter()
        .map(|(stage, part, words)| {
            (stage, [(part.into(), words.to_owned())].into_iter().collect())
        })
        .collect(),
        scheme: Some(Scheme {
            likelihood: vec![step(1), step(2)],
            impact: vec![step(1), step(2)],
            bands: vec![
                band("Low", 1, Some(Rag::Green)),
                band("High", 3, Some(Rag::Red)),
                band("High", 4, None),
            ],
            ..Scheme::product(2)
        }),
        people: vec![
            person("AB", "A. Bee", Some("Keeper")),
            person("CD", "C. Dee", None),
            person("AB", "Another", Some("Porter")),
        ],
        ..Register::default()
    }
}

/// Another value of the same kind.
fn other(value: &Value) -> Value {
    match value.clone() {
        Value::Words(words) => (words + " still").into(),
        Value::Owners(_) => vec!["EF".to_owned()].into(),
        Value::RiskStatus(_) => Reading::read("Closed", RiskState::Closed).into(),
        Value::Response(_) => Reading::read("Tolerate", Response::Tolerate).into(),
        Value::Rating(_) => Reading::read("5", Number::from(5)).into(),
        Value::Due(_) => due_on("Jun-25").into(),
        Value::ActionStatus(_) => Reading::read("R", ActionStatus::Red).into(),
        Value::Number(_) => Number::from(9).into(),
        Value::Band(band) => Band { colour: Some(Rag::Blue), ..band }.into(),
        Value::Scheme(_) => Scheme::product(3).into(),
        Value::Control(_) | Value::Action(_) => panic!("a whole item comes or goes"),
    }
}

#[test]
fn each_place_of_a_risk_changed_alone_is_seen_merged_kept_and_taken_back() {
    let before = risk();
    let places: Vec<Place> = Place::all(&before).collect();
    assert_eq!(places.len(), 10 + 12 + 2 + 8 + 1);
    for place in places {
        assert_eq!(place.to_string().parse(), Ok(place.clone()));
        let from = place.say(&before);
        let words = from.as_ref().map(Value::words);
        assert_eq!(place.words(&before).as_deref(), words.as_deref(), "{place}");
        let to = from.as_ref().map(other);
        let edit = Edit { at: place.clone(), from, to };
        let mut after = before.clone();
        edit.make(&mut after).unwrap();

        let seen = diff_risks(&before, &after);
        let reworded_control = matches!(place, Place::Control(Key::At(_), _));
        if reworded_control {
            // Only an id says that a control of other words is the same.
            assert_eq!(seen.len(), 2, "{place}");
        } else {
            assert_eq!(seen.iter().map(|s| &s.place.at).collect::<Vec<_>>(), [&place]);
        }
        let merged = merge(&before, &before, &after);
        assert_eq!((merged.risk, merged.conflicts.len()), (after.clone(), 0), "{place}");
        let mut third = before.clone();
        let field = if place == Place::Risk(bellwether_domain::RiskField::Title) {
            bellwether_domain::RiskField::Cause
        } else {
            bellwether_domain::RiskField::Title
        };
        field.put(&mut third, Some("Quite another".to_owned().into())).unwrap();
        let both = merge(&before, &third, &after).risk;
        assert_eq!(place.say(&both), edit.to, "{place}");

        let json = serde_json::to_string(&after).unwrap();
        assert_ne!(json, serde_json::to_string(&before).unwrap());
        let told = serde_json::to_string(&edit).unwrap();
        assert_eq!(serde_json::from_str::<Edit>(&told).unwrap(), edit);
        let mut back = serde_json::from_str::<Risk>(&json).unwrap();
        assert!(edit.make(&mut back).is_err(), "made twice at {place}");
        edit.turned().make(&mut back).unwrap();
        assert_eq!(back, before, "{place}");
    }
}

#[test]
fn each_place_of_a_risk_can_be_emptied_and_filled_again() {
    let before = risk();
    for place in Place::all(&before) {
        let emptied = Edit { at: place.clone(), from: place.say(&before), to: None };
        let mut after = before.clone();
        let is_wording =
            matches!(place, Place::Control(..) | Place::Action(_, ActionField::Description));
        if emptied.make(&mut after).is_err() {
            assert!(is_wording, "{place}");
            assert_eq!(after, before);
            continue;
        }
        assert_eq!(diff_risks(&before, &after).len(), 1, "{place}");
        emptied.turned().make(&mut after).unwrap();
        assert!(same_risk(&after, &before), "{place}");
    }
}

#[test]
fn a_whole_item_comes_and_goes() {
    let before = risk();
    let actions =
        before.actions.iter().enumerate().map(|(at, action)| {
            Place::Action(ActionKey::of_action(at, action), ActionField::Whole)
        });
    let controls = before.controls.iter().enumerate().map(|(at, control)| {
        Place::Control(ControlKey::of_control(at, control), ControlField::Whole)
    });
    for place in actions.chain(controls) {
        assert_eq!(place.to_string().parse(), Ok(place.clone()));
        let gone = Edit { at: place.clone(), from: place.say(&before), to: None };
        let mut after = before.clone();
        gone.make(&mut after).unwrap();
        let seen = diff_risks(&before, &after);
        assert_eq!(seen.iter().map(|s| &s.place.at).collect::<Vec<_>>(), [&place]);
        gone.turned().make(&mut after).unwrap();
        assert_eq!(after, before, "{place}");
    }
}

#[test]
fn each_place_beside_the_risks_changed_alone_is_seen_kept_and_taken_back() {
    let before = register();
    let mut kinds = 0;
    for place in RegisterField::all(&before) {
        let named = Place::Register(place.clone());
        assert_eq!(named.to_string().parse(), Ok(named));
        let Some(from) = place.say(&before) else { continue };
        kinds += 1;
        let mut after = before.clone();
        place.put(&mut after, Some(other(&from))).unwrap();
        let seen = diff_particulars(&before, &after);
        assert_eq!(seen.iter().map(|s| &s.place).collect::<Vec<_>>(), [&place]);
        let mut back = Register::from_json(&after.to_json()).unwrap();
        assert_eq!(back, after);
        place.put(&mut back, Some(from)).unwrap();
        assert_eq!(diff_particulars(&before, &back), [], "{place:?}");
    }
    assert_eq!(kinds, 2 + 19 + 3 + 2 + 1 + 4 + 4 + 3 + 5);
}

#[test]
fn a_value_of_another_kind_is_refused_and_changes_nothing() {
    let before = risk();
    for place in Place::all(&before) {
        let wrong = match place.say(&before) {
            Some(Value::Words(_)) => Value::from(vec!["AB".to_owned()]),
            _ => Value::from("words".to_owned()),
        };
        let mut after = before.clone();
        assert!(place.put(&mut after, Some(wrong)).is_err(), "{place}");
        assert_eq!(after, before, "{place}");
    }
}

#[test]
fn a_name_that_no_place_has_is_refused() {
    for wrong in ["", "owner", "action-due", "action-due[0]", "later-score", "current-owners"] {
        assert!(wrong.parse::<Place>().is_err(), "{wrong}");
    }
}
