//! What is said of a pack is the meeting's own; what serves the next one is remembered.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail")]

mod support;

use bellwether_app::{App, AppError, ToSeal, check::When, paper::Asked, settings::SetError};
use bellwether_domain::Register;
use bellwether_history::{Authority, OrganisationId, Seq, Store};
use bellwether_papers::compose::{Cover, Pack};
use support::{Bench, bring_in, day};

fn register(date: &str) -> Register {
    let document = serde_json::json!({
        "format": "bellwether.register/1", "title": "Risks of the lido", "organisation": null,
        "as_at": date, "scheme": null, "people": [],
        "risks": [{
            "ref": "L1", "category": null, "title": null, "description": "The pump fails",
            "cause": null, "event": null, "consequence": null, "owners": ["AB"],
            "assessments": {}, "controls": [], "actions": [], "status": null, "response": null,
            "extra": {}, "source": null
        }],
        "diagnostics": []
    });
    Register::from_json(&document.to_string()).unwrap()
}

fn app() -> App {
    let store = Store::in_memory().unwrap();
    let app = App::new(store, OrganisationId::default(), Box::<Bench>::default());
    bring_in(&app, &register("2025-11-15"));
    app
}

fn said(reason: &str) -> Authority {
    Authority::read("the clerk", reason, day("2025-11-15")).unwrap()
}

fn words(recommendation: &str) -> Pack {
    let cover = Cover {
        recommendation: recommendation.to_owned(),
        author: "A. Clerk".to_owned(),
        ..Cover::default()
    };
    let sections = vec!["register=Annex".parse().unwrap(), "cover".parse().unwrap()];
    Pack { sections, cover, ..Pack::default() }
}

fn keep(app: &App, of: When, pack: &Pack) -> Result<Seq, SetError> {
    let began = app.pack(Some(of), None)?.seq;
    app.author(said("for the meeting")).set_pack(of, pack, began).map(|done| done.seq)
}

fn seal(app: &App, name: &str) -> When {
    let to_seal = ToSeal { name, ..ToSeal::default() };
    When::Seal(app.author(said("as presented")).seal(to_seal).unwrap().committed.seq)
}

#[test]
fn words_stand_until_the_meeting_has_them_and_its_seal_keeps_them() {
    let app = app();
    let of = When::Date(day("2025-11-15"));
    keep(&app, of, &words("That it be noted.")).unwrap();
    // A change of the register in between is of the same meeting.
    let later = app.pack(Some(When::Date(day("2025-12-01"))), None).unwrap();
    assert_eq!(later.pack, words("That it be noted."));
    let sealed = seal(&app, "Lido Committee");
    assert_eq!(app.pack(Some(sealed), None).unwrap().pack, words("That it be noted."));
    let next = app.pack(Some(of), None).unwrap();
    assert_eq!(next.pack.cover.recommendation, "", "said to the meeting that is over");
    assert_eq!(next.pack.cover.author, "A. Clerk");
    assert_eq!(next.pack.sections, words("").sections, "remembered");
    assert_eq!(next.before, Some(words("That it be noted.")));
    keep(&app, of, &words("That it be approved.")).unwrap();
    assert_eq!(app.pack(Some(sealed), None).unwrap().pack, words("That it be noted."));
}

#[test]
fn a_seal_may_be_given_words_of_its_own() {
    let app = app();
    let sealed = seal(&app, "Lido Committee");
    keep(&app, sealed, &words("That it be approved.")).unwrap();
    assert_eq!(app.pack(Some(sealed), None).unwrap().pack, words("That it be approved."));
    assert_eq!(app.pack(None, None).unwrap().pack, Pack::default());
}

#[test]
fn a_meeting_whose_day_has_passed_is_over() {
    let app = app();
    let mut pack = words("That it be noted.");
    pack.cover.date = "2025-11-20".to_owned();
    keep(&app, When::Date(day("2025-11-15")), &pack).unwrap();
    let on = |date| app.pack(Some(When::Date(day(date))), None).unwrap().pack.cover.recommendation;
    assert_eq!(on("2025-11-20"), "That it be noted.");
    assert_eq!(on("2025-11-21"), "");
}

#[test]
fn the_same_is_not_kept_twice_nor_over_what_somebody_else_said() {
    let app = app();
    let of = When::Date(day("2025-11-15"));
    let began = app.pack(Some(of), None).unwrap().seq;
    keep(&app, of, &words("One.")).unwrap();
    assert!(matches!(keep(&app, of, &words("One.")), Err(SetError::Same)));
    let late = app.author(said("late")).set_pack(of, &words("Two."), began);
    assert!(matches!(late, Err(SetError::Overtaken)));
    let long = words(&"x".repeat(30_001));
    assert!(matches!(keep(&app, of, &long), Err(SetError::TooLong { most: 30_000, .. })));
}

#[test]
fn it_is_taken_back_like_any_other_deed() {
    let app = app();
    let of = When::Date(day("2025-11-15"));
    let seq = keep(&app, of, &words("One.")).unwrap();
    let undoing = app.plan_undo(seq).unwrap();
    app.author(said("a slip")).undo(&undoing).unwrap();
    let kept = app.pack(Some(of), None).unwrap();
    assert_eq!(kept.pack, Pack::default());
    keep(&app, of, &words("Two.")).unwrap();
}

#[test]
fn the_first_issue_is_compared_with_nothing_and_no_paper_with_what_is_not_before_it() {
    let app = app();
    let first = seal(&app, "Board, 20 November");
    let since = |of: Option<When>, since: Option<When>| {
        let made = app.material_since(Asked { of, since, ..Asked::default() });
        made.map(|(material, _)| material.since.map(|since| since.as_at))
    };
    assert_eq!(since(None, None).unwrap(), None);
    assert_eq!(since(Some(first), None).unwrap(), None, "nor is it by its seal");
    bring_in(&app, &register("2025-12-15"));
    let second = seal(&app, "Board, 20 December");
    let (november, december) = (day("2025-11-15"), day("2025-12-15"));
    assert_eq!(since(Some(first), None).unwrap(), None);
    assert_eq!(since(Some(second), None).unwrap(), Some(november));
    assert_eq!(since(Some(second), Some(first)).unwrap(), Some(november));
    let on = |day| Some(When::Date(day));
    // What was said of the day since it was sealed.
    assert_eq!(since(on(december), Some(second)).unwrap(), Some(december));
    for (of, other) in [
        (Some(first), Some(second)),
        (Some(second), on(december)),
        (on(december), on(december)),
        (on(december), on(day("2030-01-01"))),
    ] {
        let declined = since(of, other).unwrap_err();
        assert!(matches!(declined, AppError::NotBefore { .. }), "{declined}");
    }
}
