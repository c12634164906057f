//! How long things are kept, and taking out what is past that.

#![allow(clippy::unwrap_used, reason = "a test may fail")]
#![allow(dead_code, reason = "each test file uses its part of the common helpers")]

mod common;

use std::{
    path::Path,
    sync::atomic::{AtomicU8, Ordering},
};

use bellwether_app::{
    Ambient, App,
    evidence::{Beside, NewFile},
    import::{Decisions, Upload},
};
use bellwether_history::{Authority, OrganisationId, Store};
use bellwether_intake::Options;
use common::{bellwether, refused, stdout};
use jiff::Timestamp;

/// A machine of the spring of 2011.
struct LongAgo(AtomicU8);

impl Ambient for LongAgo {
    fn now(&self) -> Timestamp {
        "2011-04-05T10:00:00Z".parse().unwrap()
    }

    fn random(&self) -> [u8; 16] {
        [self.0.fetch_add(1, Ordering::Relaxed); 16]
    }
}

/// Two issues and a survey that was withdrawn, all of 2011.
fn kept_since_2011(database: &Path) {
    let store = Store::open(database.to_str().unwrap()).unwrap();
    let app = App::new(store, OrganisationId::default(), Box::new(LongAgo(AtomicU8::new(1))));
    let by = |date: &str| Authority::read("Lee Mole", "agreed", date.parse().unwrap()).unwrap();
    let mut survey = None;
    for (date, impact) in [("2011-03-01", "4,16"), ("2011-04-01", "3,12")] {
        let text =
            format!("No,Risk,Lead,Likelihood,Impact,Score\n1,The quay gives way,AB,4,{impact}\n");
        let name = format!("issue of {date}.csv");
        let upload = Upload { name: &name, bytes: text.as_bytes() };
        let date_of = Some(date.parse().unwrap());
        let plan = app.plan_import(upload, date_of, &Options::default()).unwrap();
        app.author(by(date)).apply_import(&plan, &Decisions::default()).unwrap();
        let file = NewFile { name: "survey.txt", media: None, bytes: b"the survey" };
        survey.get_or_insert_with(|| {
            app.author(by(date)).attach(file, Beside::Register).unwrap().seq
        });
    }
    app.author(by("2011-04-02")).detach(survey.unwrap()).unwrap();
}

#[test]
fn what_is_past_its_time_goes_when_somebody_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let database = folder.path().join("my.db");
    kept_since_2011(&database);
    let run = |words: &[&str]| {
        let mut run = bellwether();
        run.args(words).arg("--database").arg(&database);
        run
    };
    let before = stdout(&mut run(&["retention"]));
    assert_eq!(
        before,
        "Documents that were imported: always\n\
         Evidence that was withdrawn: always\n\
         Names of those who made changes: always\n\
         What was told of closed risks: always\n\
         Nothing is past the time that it is kept.\n"
    );
    assert!(stdout(&mut run(&["erase", "--past-retention"])).contains("Nothing is past"));
    let set = ["retention", "--documents", "7", "--evidence", "1", "--names", "6"];
    stdout(&mut run(&[&set[..], &["--by", "Ada Quay"]].concat()));
    let listed = stdout(&mut run(&["retention"]));
    for told in [
        "Documents that were imported: 7 years after the next issue took their place",
        "Evidence that was withdrawn: 1 year after it was withdrawn",
        "issue of 2011-03-01.csv (entry 1), replaced on 5 April 2011",
        "survey.txt (entry 2), withdrawn on 5 April 2011",
        "the name Lee Mole, whose last change was on 5 April 2011",
    ] {
        assert!(listed.contains(told), "{told}: {listed}");
    }
    assert!(!listed.contains("2011-04-01"), "the last document stands: {listed}");
    let doctor = stdout(&mut run(&["doctor"]));
    assert!(doctor.contains("Past the time that they are kept: 2 files and 1 name"), "{doctor}");

    let dry = stdout(&mut run(&["erase", "--past-retention", "--dry-run"]));
    assert!(dry.contains("files, whole: 2") && dry.contains("Nothing was changed"), "{dry}");
    // Nobody can be asked here.
    bellwether().args(["erase", "--past-retention", "--database"]).arg(&database).assert().code(3);
    let gone = stdout(&mut run(&["erase", "--past-retention", "--yes", "--by", "Ada Quay"]));
    assert!(gone.contains("Erased by journal entry 6"), "{gone}");
    assert!(gone.contains("a former officer (A1) now, by journal entry 7"), "{gone}");
    assert!(stdout(&mut run(&["retention"])).contains("Nothing is past"));
    let proof = stdout(&mut run(&["verify"]));
    assert!(proof.contains("holds") && proof.contains("Erased by entry 6: 4"), "{proof}");
    let always = ["retention", "--documents", "always", "--by", "Ada Quay"];
    stdout(&mut run(&always));
    assert!(stdout(&mut run(&["retention"])).contains("Documents that were imported: always"));
}

#[test]
fn what_was_told_of_closed_risks_goes_and_what_others_tell_stays() {
    let folder = tempfile::tempdir().unwrap();
    let database = folder.path().join("my.db");
    let run = |words: &[&str]| {
        let mut run = bellwether();
        run.args(words).arg("--database").arg(&database);
        run
    };
    let head = "No,Risk,Lead,Likelihood,Impact,Score,Action\n";
    let quay =
        "1,The quay gives way in a spring tide,AB,4,4,16,Ask whoever lives beside the quay\n";
    let lock = "2,The lock keeper Mabel Thrupp retires early,AB,4,3,12,Ask whoever lives beside the quay\n";
    for (date, text) in
        [("2011-03-01", format!("{head}{quay}{lock}")), ("2011-04-01", format!("{head}{quay}"))]
    {
        let file = folder.path().join(format!("{date}.csv"));
        std::fs::write(&file, text).unwrap();
        let file = file.to_str().unwrap();
        let said = ["--missing", "close", "--by", "Ada Quay", "--reason", "An issue"];
        stdout(&mut run(&[&["import", file, "--as-at", date][..], &said].concat()));
    }
    stdout(&mut run(&["retention", "--closed", "5", "--by", "Ada Quay"]));
    let listed = stdout(&mut run(&["retention"]));
    for told in [
        "What was told of closed risks: 5 years after the risk was closed",
        "what was told of risk 2, closed on 1 April 2011: 1 text",
    ] {
        assert!(listed.contains(told), "{told}: {listed}");
    }
    let doctor = stdout(&mut run(&["doctor"]));
    assert!(doctor.contains("Past the time that they are kept: 1 closed risk"), "{doctor}");

    let gone = stdout(&mut run(&["erase", "--past-retention", "--yes", "--by", "Ada Quay"]));
    assert!(gone.contains("versions of risks: 2"), "{gone}");
    let then = ["report", "--as-at", "2011-03-15", "--format", "json"];
    let then = stdout(&mut run(&then));
    assert!(!then.contains("Thrupp") && then.contains("[erased by entry"), "{then}");
    assert!(then.contains("The quay gives way"), "{then}");
    assert_eq!(then.matches("Ask whoever lives beside the quay").count(), 2, "{then}");
    assert!(stdout(&mut run(&["retention"])).contains("Nothing is past"));
    let proof = stdout(&mut run(&["verify"]));
    assert!(proof.contains("holds"), "{proof}");
}

#[test]
fn a_time_that_is_none_is_refused() {
    for years in ["0", "101", "soon", "-3"] {
        let words = refused(bellwether().args(["retention", "--names", years]), 2);
        assert!(words.contains("give a number of years from 1 to 100, or always") || years == "-3");
    }
}
