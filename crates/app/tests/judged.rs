//! What was judged is kept until something changes, and how the counts moved is told by rule.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail")]

mod support;

use std::sync::Arc;

use bellwether_app::{
    App, AppError, ToSeal,
    check::{Judged, When},
    edit::Leave,
    import::{Decision, Decisions, Upload},
    settings::waivers::{Answer, Place},
};
use bellwether_checks::{
    Settings,
    group::{blocking, counts, short_list},
};
use bellwether_history::{Authority, Keys, OrganisationId, Seq, Store};
use bellwether_intake::Options;
use support::{Bench, day};

#[path = "../../history/tests/server/mod.rs"]
#[allow(unreachable_pub, dead_code, reason = "the store's own suite uses all of it")]
mod server;

fn issue(first_due: &str, second_score: u8) -> String {
    format!(
        "No,Theme,Risk,Lead,Likelihood,Impact,Score,Action,Action lead,By when,RAG\n\
         1,Buildings,Rain comes through the roof of the archive because the lead is old,AB,4,4,16,Survey the roof of the archive,AB,{first_due},A\n\
         2,Buildings,Nobody applies for the post of archivist because the pay is low,CD,3,{second_score},{},Advertise the post of archivist again,CD,Mar-25,A\n",
        3 * second_score,
    )
}

fn bring_in(app: &App, date: &str, text: &str) {
    let upload = Upload { name: "register.csv", bytes: text.as_bytes() };
    let plan = app.plan_import(upload, Some(day(date)), &Options::default()).unwrap();
    let decisions = Decisions::all(Decision::Close);
    app.author(Authority::read("the clerk", "as issued", plan.as_at).unwrap())
        .apply_import(&plan, &decisions)
        .unwrap();
}

fn said(date: &str, reason: &str) -> Authority {
    Authority::read("the clerk", reason, day(date)).unwrap()
}

fn judge(app: &App, date: &str) -> Arc<Judged> {
    app.judge(&app.snapshot(Some(day(date)), None).unwrap()).unwrap()
}

type DeedOf = Box<dyn Fn(&App)>;

/// One thing after another, each of which changes what the checks say, by either of two servers.
fn deeds() -> Vec<DeedOf> {
    let strict = Settings { severe: 9.0, off: ["TXT-08".to_owned()].into(), ..Settings::default() };
    vec![
        Box::new(|app| bring_in(app, "2025-06-13", &issue("Nov-24", 4))),
        Box::new(|app| {
            let snapshot = app.snapshot(Some(day("2025-06-13")), None).unwrap();
            let judged = app.judge(&snapshot).unwrap();
            let place =
                Place::of(judged.findings.iter().find(|finding| judged.blocks(finding)).unwrap());
            let answer = Answer { by: "AB".into(), expires: day("2025-08-31"), whole: false };
            app.author(said("2025-06-13", "on order")).waive(&snapshot, &place, &answer).unwrap();
        }),
        Box::new(move |app| {
            app.author(said("2025-06-01", "agreed")).set_checks(&strict, None).unwrap();
        }),
        // An older issue: what is new against it is another.
        Box::new(|app| bring_in(app, "2024-12-13", &issue("Nov-24", 2))),
        Box::new(|app| {
            let snapshot = app.snapshot(Some(day("2025-06-13")), None).unwrap();
            let authority =
                Authority::read("the clerk", "it came about", day("2025-07-01")).unwrap();
            let leave = Leave::default();
            app.author(authority).close(snapshot.view.risks[0].id, leave).unwrap();
        }),
        Box::new(|app| {
            let kept = app.waivers(day("2025-06-13")).unwrap();
            app.author(said("2025-06-20", "the parts came")).withdraw(&kept[0].key).unwrap();
        }),
        Box::new(|app| {
            let clerk = said("2025-06-13", "for the board");
            app.author(clerk)
                .seal(ToSeal { name: "Board", as_at: Some(day("2025-06-13")), ..ToSeal::default() })
                .unwrap();
        }),
    ]
}

/// What was gathered by what stood before is what is gathered anew.
fn same_groups(kept: &Judged, wanted: &Judged) {
    assert_eq!(kept.findings, wanted.findings);
    assert_eq!(kept.groups, wanted.groups);
    let short = |judged: &Judged| {
        short_list(&judged.groups).map(|group| group.message.clone()).collect::<Vec<_>>()
    };
    assert_eq!(short(kept), short(wanted));
    let headline = kept.headline();
    assert_eq!(headline, wanted.headline());
    let gathered = (counts(&kept.groups), blocking(&kept.groups));
    assert_eq!((headline.counts, headline.blocking), gathered);
    assert_eq!((kept.places, kept.new), (wanted.places, wanted.new));
    assert_eq!(kept.owners(), wanted.owners());
    assert_eq!(kept.blocks_sign_off(), wanted.blocks_sign_off());
}

fn nothing_stale(open: impl Fn(Bench) -> App) {
    let clock = Bench::default();
    let servers = [open(clock.clone()), open(clock.clone())];
    bring_in(&servers[0], "2025-03-14", &issue("Nov-24", 3));
    let dates = ["2025-03-14", "2025-06-13", "2025-06-30", "2025-07-01", "2025-09-01"];
    for (n, deed) in deeds().into_iter().enumerate() {
        // Both have judged every date before one of them changes something.
        for server in &servers {
            dates.iter().for_each(|date| drop(judge(server, date)));
        }
        deed(&servers[n % 2]);
        let fresh = open(clock.clone());
        for date in dates {
            let wanted = judge(&fresh, date);
            let shown = fresh.snapshot(Some(day(date)), None).unwrap();
            for server in &servers {
                let kept = server.snapshot(Some(day(date)), None).unwrap();
                assert_eq!((&kept.view, &kept.register), (&shown.view, &shown.register));
                assert_eq!(kept.timeline.issues, shown.timeline.issues, "deed {n}, {date}");
                assert_eq!(kept.timeline.changed, shown.timeline.changed, "deed {n}, {date}");
                assert_eq!(kept.previous, shown.previous, "deed {n}, {date}");
                let (first, again) = (judge(server, date), judge(server, date));
                assert_eq!(first.findings, wanted.findings, "deed {n}, {date}");
                assert_eq!(first.waived, wanted.waived, "deed {n}, {date}");
                assert_eq!(first.expired, wanted.expired, "deed {n}, {date}");
                assert_eq!(first.settings, wanted.settings, "deed {n}, {date}");
                assert!(Arc::ptr_eq(&first, &again), "judged twice for nothing");
                same_groups(&first, &wanted);
                let new = server.judge_since(&kept).unwrap();
                same_groups(&new, &fresh.judge_since(&shown).unwrap());
            }
        }
    }
}

fn open_at(location: &str) -> impl Fn(Bench) -> App {
    let location = location.to_owned();
    move |clock| {
        // Servers that share a database are given one key.
        let keys = Keys::given(&"07".repeat(32)).unwrap();
        let store = Store::open(location.as_str()).unwrap().with_keys(keys);
        App::new(store, OrganisationId::default(), Box::new(clock))
    }
}

#[test]
fn what_another_server_wrote_is_judged_anew_on_sqlite() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("register.db");
    nothing_stale(open_at(path.to_str().unwrap()));
}

#[test]
fn what_another_server_wrote_is_judged_anew_on_postgres() {
    let Some(server) = server::Server::shared() else { return };
    nothing_stale(open_at(&server.address("bellwether", &server.database())));
}

#[test]
fn a_page_that_was_read_before_a_change_does_not_pass_for_one_after_it() {
    let folder = tempfile::tempdir().unwrap();
    let app = open_at(folder.path().join("register.db").to_str().unwrap())(Bench::default());
    bring_in(&app, "2025-03-14", &issue("Nov-24", 3));
    let before = app.snapshot(Some(day("2025-03-14")), None).unwrap();
    let off = Settings { off: ["ACT-04".to_owned()].into(), ..Settings::default() };
    app.author(said("2025-03-14", "agreed")).set_checks(&off, None).unwrap();
    // The page holds the register of before and the settings of after: neither entry’s.
    app.judge(&before).unwrap();
    let after = judge(&app, "2025-03-14");
    assert!(after.findings.iter().all(|finding| finding.rule != "ACT-04"));
    assert_eq!(after.settings, off);
}

#[test]
fn what_is_found_of_a_pair_stands_of_both() {
    let folder = tempfile::tempdir().unwrap();
    let app = open_at(folder.path().join("register.db").to_str().unwrap())(Bench::default());
    bring_in(
        &app,
        "2025-03-14",
        &issue("Nov-24", 3)
            .replace("Advertise the post of archivist again", "Survey the roof of the archive"),
    );
    let judged = judge(&app, "2025-03-14");
    let own = |n| judged.of_risk(n).filter(|finding| finding.rule == "DUP-01").count();
    assert_eq!((own(0), own(1)), (1, 1));
    assert_eq!(judged.of_risk(7).count(), 0);
}

#[test]
fn the_counts_move_by_rule_between_dates_and_seals() {
    let folder = tempfile::tempdir().unwrap();
    let app = open_at(folder.path().join("register.db").to_str().unwrap())(Bench::default());
    bring_in(&app, "2025-03-14", &issue("Nov-24", 3));
    assert_eq!(app.moved(None, When::Date(day("2025-03-14")), None).unwrap(), None);
    let clerk = said("2025-03-14", "for the board");
    let to_seal = ToSeal { name: "Board, March", ..ToSeal::default() };
    let sealed = app.author(clerk).seal(to_seal).unwrap().committed;
    // After the seal it comes to light that the first action was not due yet.
    bring_in(&app, "2025-03-14", &issue("Nov-26", 3));
    bring_in(&app, "2025-06-13", &issue("Nov-26", 3));
    let overdue = |from, to| {
        let moved = app.moved(from, to, None).unwrap().unwrap();
        let of = |n: &&bellwether_app::check::RuleMoved| n.rule == "ACT-04";
        let rule = moved.rules.iter().find(of).map(|n| (n.before, n.after));
        (rule, moved.from.as_at, moved.to.as_at)
    };
    let (march, june) = (day("2025-03-14"), day("2025-06-13"));
    // The second action falls due at the end of March.
    assert_eq!(overdue(None, When::Date(june)), (Some((0, 1)), march, june));
    let seal = When::Seal(sealed.seq);
    assert_eq!(overdue(Some(seal), When::Date(march)), (Some((1, 0)), march, march));
    let moved = app.moved(Some(seal), When::Date(june), None).unwrap().unwrap();
    assert_eq!(moved.from.seal.unwrap().name, "Board, March");
    assert_eq!(app.seal_names().unwrap().len(), 1);
    assert_eq!(format!("{seal}").parse(), Ok(seal));
    let none = app.moved(Some(When::Seal(Seq(99))), When::Date(june), None);
    assert!(matches!(none, Err(AppError::NoSuchSeal(Seq(99)))));
}

#[test]
fn what_was_not_there_at_the_issue_before_is_new() {
    let store = Store::in_memory().unwrap();
    let app = App::new(store, OrganisationId::default(), Box::<Bench>::default());
    bring_in(&app, "2025-03-14", &issue("Nov-24", 4));
    let since = |date| app.judge_since(&app.snapshot(Some(day(date)), None).unwrap()).unwrap();
    let first = since("2025-03-14");
    assert_eq!(first.since, None);
    assert!(first.findings.iter().all(|finding| finding.new.is_none()), "nothing to compare with");
    let third = "3,Buildings,The lift fails because it is old,EF,3,3,9,Mend the lift,EF,Nov-24,A\n";
    bring_in(&app, "2025-06-13", &(issue("Nov-24", 4) + third));
    let judged = since("2025-06-13");
    assert_eq!(judged.since, Some(day("2025-03-14")));
    let overdue = judged.findings.iter().filter(|finding| finding.rule == "ACT-04");
    let overdue: Vec<_> = overdue.map(|f| (f.risk.as_deref().unwrap(), f.new)).collect();
    // The second fell due between the two issues.
    assert_eq!(overdue, [("1", Some(false)), ("2", Some(true)), ("3", Some(true))]);
    let group = judged.groups.iter().find(|group| group.rules[0] == "ACT-04").unwrap();
    assert_eq!((group.findings.len(), group.new), (3, Some(2)));
    // A look that does not ask shows the same findings.
    assert_eq!(judge(&app, "2025-06-13").findings.len(), judged.findings.len());
}

#[test]
fn words_that_were_erased_are_in_no_finding_that_was_kept() {
    let folder = tempfile::tempdir().unwrap();
    let app = support::app(&folder);
    bring_in(&app, "2025-03-14", &issue("Nov-24", 4));
    let known = app.store().head(app.organisation()).unwrap().unwrap().recorded;
    bring_in(&app, "2025-06-13", &issue("Dec-24", 4));
    let then = || {
        let snapshot = app.snapshot(Some(day("2025-03-14")), Some(known)).unwrap();
        format!("{:?}", app.judge(&snapshot).unwrap().findings)
    };
    let now = || format!("{:?}", judge(&app, "2025-06-13").findings);
    assert!(then().contains("Survey the roof") && now().contains("Survey the roof"));
    let words = vec!["Survey the roof of the archive".parse().unwrap()];
    let plan = app.plan_erasure(words, &[]).unwrap();
    app.author(said("2025-06-14", "It must go")).erase(&plan, "A right").unwrap();
    assert!(!now().contains("Survey the roof"));
    assert!(!then().contains("Survey the roof"));
}
