//! What is past the time that a body keeps it.

#![allow(clippy::unwrap_used, reason = "tests may fail")]

use std::{
    collections::BTreeMap,
    sync::{
        Arc,
        atomic::{AtomicI64, AtomicU8, Ordering},
    },
};

use bellwether_app::{
    Ambient, App,
    evidence::{Beside, NewFile},
    import::{Decision, Decisions, Upload},
    past_retention::PastRetention,
    settings::{
        SetError,
        retention::{Retention, RetentionKind, Years},
    },
};
use bellwether_history::{Authority, OrganisationId, Seq, Store};
use bellwether_intake::Options;
use jiff::Timestamp;

const FIRST: &str = "No,Risk,Lead,Likelihood,Impact,Score\n1,The quay wall gives way,AB,4,4,16\n";
const SECOND: &str = "No,Risk,Lead,Likelihood,Impact,Score\n1,The quay wall gives way,AB,4,3,12\n";

/// A machine whose calendar the test turns.
#[derive(Clone)]
struct Calendar(Arc<AtomicI64>, Arc<AtomicU8>);

impl Calendar {
    fn in_year(&self, year: i64) {
        self.0.store((year - 1970) * 31_556_952 + 10_000_000, Ordering::Relaxed);
    }
}

impl Ambient for Calendar {
    fn now(&self) -> Timestamp {
        Timestamp::from_second(self.0.fetch_add(1, Ordering::Relaxed)).unwrap()
    }

    fn random(&self) -> [u8; 16] {
        [self.1.fetch_add(1, Ordering::Relaxed); 16]
    }
}

fn by(name: &str, date: &str) -> Authority {
    Authority::read(name, "as agreed", date.parse().unwrap()).unwrap()
}

fn bring_in(app: &App, text: &str, name: &str, date: &str) {
    let upload = Upload { name: "register.csv", bytes: text.as_bytes() };
    let plan = app.plan_import(upload, Some(date.parse().unwrap()), &Options::default()).unwrap();
    app.author(by(name, date)).apply_import(&plan, &Decisions::all(Decision::Close)).unwrap();
}

fn attach(app: &App, name: &str, bytes: &[u8]) -> Seq {
    let file = NewFile { name, media: None, bytes };
    app.author(by("Ada Quay", "2010-06-01")).attach(file, Beside::Register).unwrap().seq
}

/// Two issues, by one who has left and one who stays, and three files: one withdrawn, one withdrawn
/// that stands elsewhere, and that one.
fn harbour() -> (App, Calendar, Seq) {
    let calendar = Calendar(Arc::default(), Arc::default());
    calendar.in_year(2010);
    let store = Store::in_memory().unwrap();
    let app = App::new(store, OrganisationId::default(), Box::new(calendar.clone()));
    bring_in(&app, FIRST, "Lee Mole", "2010-03-01");
    let withdrawn = attach(&app, "survey.txt", b"the survey");
    let twice = attach(&app, "photo.txt", b"the photo");
    attach(&app, "photo again.txt", b"the photo");
    calendar.in_year(2012);
    app.author(by("Ada Quay", "2012-01-01")).detach(withdrawn).unwrap();
    app.author(by("Ada Quay", "2012-01-01")).detach(twice).unwrap();
    calendar.in_year(2014);
    bring_in(&app, SECOND, "Ada Quay", "2014-03-01");
    (app, calendar, withdrawn)
}

fn rules(all: &[(RetentionKind, u16)]) -> Retention {
    Retention(all.iter().map(|(kind, n)| (*kind, Years::new(*n).unwrap())).collect())
}

fn names(past: &PastRetention) -> Vec<(&str, &str)> {
    let file = |kind: RetentionKind| kind.name();
    let files = past.files.values().map(|past| (file(past.kind), past.name.as_str()));
    files.chain(past.names.keys().map(|name| ("names", name.as_str()))).collect()
}

#[test]
fn what_is_past_its_time_is_named_and_nothing_else() {
    let (app, calendar, survey) = harbour();
    calendar.in_year(2018);
    assert!(app.past_retention().unwrap().is_empty(), "without a rule all is kept");
    let all = rules(&[
        (RetentionKind::Documents, 7),
        (RetentionKind::Evidence, 7),
        (RetentionKind::Names, 7),
    ]);
    app.author(by("Ada Quay", "2018-05-01")).set_retention(&all, None).unwrap();
    // The name's last change was in 2010; the survey went in 2012, the document in 2014.
    assert_eq!(names(&app.past_retention().unwrap()), [("names", "Lee Mole")]);
    calendar.in_year(2019);
    let two = [("evidence", "survey.txt"), ("names", "Lee Mole")];
    assert_eq!(names(&app.past_retention().unwrap()), two);
    calendar.in_year(2022);
    let past = app.past_retention().unwrap();
    let three = [("documents", "register.csv"), two[0], two[1]];
    assert_eq!(names(&past), three, "the photo stands elsewhere, the last document in force");
    // What was erased and taken away is not past any more.
    let files: Vec<Seq> = past.files.keys().copied().collect();
    let plan = app.plan_erasure(vec![], &files).unwrap();
    app.author(by("Ada Quay", "2022-05-01")).erase(&plan, "kept long enough").unwrap();
    app.author(by("Ada Quay", "2022-05-01")).anonymise(past.names.keys().next().unwrap()).unwrap();
    assert!(app.past_retention().unwrap().is_empty());
    assert_eq!(app.file(survey).unwrap(), None);
    assert!(app.store().verify(app.organisation()).unwrap().broken.is_none());
}

#[test]
fn rules_are_set_once_and_from_what_was_seen() {
    let (app, _, _) = harbour();
    let seven = rules(&[(RetentionKind::Evidence, 7)]);
    let clerk = by("Ada Quay", "2014-05-01");
    let set = app.author(clerk.clone()).set_retention(&seven, None).unwrap();
    assert_eq!(app.retention().unwrap().seq, Some(set.seq));
    assert!(matches!(
        app.author(clerk.clone()).set_retention(&seven, Some(set.seq)),
        Err(SetError::Same)
    ));
    let none = Retention(BTreeMap::new());
    assert!(matches!(
        app.author(clerk.clone()).set_retention(&none, None),
        Err(SetError::Overtaken)
    ));
    app.author(clerk).set_retention(&none, Some(set.seq)).unwrap();
    assert_eq!(app.retention().unwrap().retention, none);
    assert_eq!((Years::new(0), Years::new(101)), (None, None));
}

#[test]
fn withdrawing_that_is_taken_back_stops_the_time() {
    let (app, calendar, survey) = harbour();
    let clerk = by("Ada Quay", "2014-05-01");
    app.author(clerk).set_retention(&rules(&[(RetentionKind::Evidence, 1)]), None).unwrap();
    calendar.in_year(2020);
    assert_eq!(names(&app.past_retention().unwrap()), [("evidence", "survey.txt")]);
    let evidence = app.evidence().unwrap();
    let kept = evidence.iter().find(|kept| kept.entry.seq == survey).unwrap();
    let undoing = app.plan_undo(kept.withdrawn.as_ref().unwrap().seq).unwrap();
    app.author(by("Ada Quay", "2020-05-01")).undo(&undoing).unwrap();
    assert!(app.past_retention().unwrap().is_empty());
}
