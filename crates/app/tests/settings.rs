//! What a body sets for its own register holds from its day, and the past stays as it was judged.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail")]

mod support;

use std::borrow::Borrow;

use bellwether_app::{
    App,
    check::{Chosen, Declined, Refused},
    import::{Decision, Decisions, Outcome, Plan, Upload},
    read::Sought,
    settings::{
        SetError,
        body::{Body, Zone},
        waivers::{Answer, Place},
    },
};
use bellwether_checks::{Finding, Settings, Severity, suggest};
use bellwether_domain::Field;
use bellwether_history::{
    Authority, Change, Deed, OrganisationId, SettingWrite, Store, Subject, Write,
};
use bellwether_intake::{Options, Target};
use support::{Bench, day};

fn app() -> App {
    App::new(Store::in_memory().unwrap(), OrganisationId::default(), Box::<Bench>::default())
}

const HEADINGS: &str =
    "No,Theme,Risk,Lead,Hazel,Likelihood,Impact,Score,Action,Action lead,By when,RAG\n";

fn issue(first_due: &str) -> String {
    format!(
        "{HEADINGS}\
         1,Buildings,Rain comes through the roof of the archive because the lead is old,AB,wet,4,4,16,Survey the roof of the archive,AB,{first_due},A\n\
         2,Buildings,Nobody applies for the post of archivist because the pay is low,CD,dry,3,3,9,Advertise the post of archivist again,CD,Mar-27,G\n\
         3,buildings,The grant ends and is not renewed because the funder has closed,CD,dry,3,3,9,Find another funder for the archive,CD,Mar-27,G\n"
    )
}

fn plan(app: &App, text: &str, date: &str, map: &[(&str, Target)]) -> Plan {
    let map = map.iter().map(|(heading, target)| ((*heading).to_owned(), *target)).collect();
    let upload = Upload { name: "register.csv", bytes: text.as_bytes() };
    app.plan_import(upload, Some(day(date)), &Options { map, ..Options::default() }).unwrap()
}

fn accept(app: &App, plan: &Plan) {
    let decisions = Decisions::all(Decision::Close);
    let outcome = app
        .author(Authority::read("the clerk", "as issued", plan.as_at).unwrap())
        .apply_import(plan, &decisions)
        .unwrap();
    assert!(matches!(outcome, Outcome::Applied { .. }));
}

fn said(date: &str, reason: &str) -> Authority {
    Authority::read("the clerk", reason, day(date)).unwrap()
}

/// A register of one issue whose first action is overdue.
fn begun() -> App {
    let app = app();
    accept(&app, &plan(&app, &issue("Nov-24"), "2025-03-14", &[]));
    app
}

fn findings(app: &App, date: &str) -> Vec<Finding> {
    let judged = app.judge(&app.snapshot(Some(day(date)), None).unwrap()).unwrap();
    judged.findings.iter().map(|finding| Finding::clone(finding)).collect()
}

fn of<'a, F: Borrow<Finding> + 'a>(
    findings: impl IntoIterator<Item = &'a F>,
    rule: &str,
) -> Vec<&'a Finding> {
    findings.into_iter().map(Borrow::borrow).filter(|finding| finding.rule == rule).collect()
}

#[test]
fn settings_hold_from_their_day_and_the_past_is_judged_as_it_was() {
    let app = begun();
    let off = Settings { off: ["ACT-04".to_owned()].into(), severe: 9.0, ..Settings::default() };
    app.author(said("2025-06-01", "agreed in June")).set_checks(&off, None).unwrap();
    assert_eq!(of(&findings(&app, "2025-05-31"), "ACT-04").len(), 1);
    assert!(of(&findings(&app, "2025-06-01"), "ACT-04").is_empty());
    assert_eq!(app.checks(day("2025-05-31")).unwrap().settings, Settings::default());
    let now = app.checks(day("2025-06-01")).unwrap();
    assert_eq!((&now.settings, now.since), (&off, Some(day("2025-06-01"))));
    let [set] = &app.checks_set().unwrap()[..] else { panic!() };
    assert_eq!((set.entry.reason.as_str(), &set.settings), ("agreed in June", &off));
    // The defaults again, from what stands.
    let back = app.author(said("2025-07-01", "too lax")).set_checks(&Settings::default(), now.seq);
    back.unwrap();
    assert_eq!(of(&findings(&app, "2025-07-01"), "ACT-04").len(), 1);
}

#[test]
fn settings_that_cannot_stand_are_refused() {
    let app = begun();
    let strict = Settings { severe: 10.0, ..Settings::default() };
    let wrong = Settings { owner_share: 3.0, ..Settings::default() };
    let wrong = app.author(said("2025-06-01", "why not")).set_checks(&wrong, None);
    assert!(matches!(wrong, Err(SetError::Faults(_))));
    let same = app.author(said("2025-06-01", "why not")).set_checks(&Settings::default(), None);
    assert!(matches!(same, Err(SetError::Same)));
    app.author(said("2025-06-01", "first")).set_checks(&strict, None).unwrap();
    let other = Settings { severe: 11.0, ..Settings::default() };
    let late = app.author(said("2025-06-01", "second")).set_checks(&other, None);
    assert!(matches!(late, Err(SetError::Overtaken)), "{late:?}");
}

/// Five risks, two of which have no number; later one more comes between these two.
fn without_numbers(more: &str) -> String {
    format!(
        "{HEADINGS}\
         1,Buildings,Rain comes through the roof of the archive,AB,wet,4,4,16,Survey the roof of the archive,AB,Mar-27,A\n\
         2,Buildings,Nobody applies for the post of archivist,CD,dry,3,3,9,Advertise the post again,CD,Mar-27,G\n\
         3,Buildings,The grant ends and is not renewed,CD,dry,3,3,9,Find another funder,CD,Mar-27,G\n\
         ,Water,Otters undermine the east bank,CD,dry,3,3,9,Lay matting along the bank,CD,Nov-24,G\n\
         {more}\
         ,Water,Reed blocks the screens at the ford,CD,dry,3,3,9,Hire a weed boat,CD,Nov-24,A\n"
    )
}

const MINK: &str =
    ",Water,Mink burrow under the weir,CD,dry,3,3,9,Set traps by the weir,CD,Nov-24,A\n";

/// The wordings of the risks of which a rule's findings are set aside.
fn set_aside(app: &App, rule: &str) -> Vec<(String, Option<usize>)> {
    let snapshot = app.snapshot(None, None).unwrap();
    let judged = app.judge(&snapshot).unwrap();
    let own = judged.waived.iter().filter(|(finding, _)| finding.rule == rule);
    let risk = |position: usize| snapshot.register.risks[position].wording().to_owned();
    own.map(|(finding, _)| (risk(finding.positions().next().unwrap()), finding.action)).collect()
}

#[test]
fn a_waiver_stays_with_its_risk_whatever_comes_before_it() {
    let app = app();
    accept(&app, &plan(&app, &without_numbers(""), "2025-03-14", &[]));
    let snapshot = app.snapshot(None, None).unwrap();
    let answer = Answer { by: "CD".into(), expires: day("2025-12-31"), whole: false };
    for (rule, action) in [("IMP-11", None), ("ACT-04", Some(1))] {
        let (rule, risk) = (rule.to_owned(), Some("#5".to_owned()));
        let place = Place { rule, risk, action, other_risk: None };
        app.author(said("2025-03-14", "the boat is on order"))
            .waive(&snapshot, &place, &answer)
            .unwrap();
    }
    accept(&app, &plan(&app, &without_numbers(MINK), "2025-06-13", &[]));
    let reed = "Reed blocks the screens at the ford".to_owned();
    assert_eq!(set_aside(&app, "IMP-11"), [(reed.clone(), None)]);
    assert_eq!(set_aside(&app, "ACT-04"), [(reed, Some(1))]);
    // Set aside anew where it is now, it is one waiver still.
    let snapshot = app.snapshot(None, None).unwrap();
    let (rule, risk) = ("IMP-11".to_owned(), Some("#6".to_owned()));
    let place = Place { rule, risk, action: None, other_risk: None };
    app.author(said("2025-06-13", "still on order")).waive(&snapshot, &place, &answer).unwrap();
    assert_eq!(app.waivers(day("2025-06-13")).unwrap().len(), 2);
}

#[test]
fn a_waiver_that_knows_no_ids_is_understood_by_the_register_of_its_day() {
    let app = app();
    accept(&app, &plan(&app, &without_numbers(""), "2025-03-14", &[]));
    let value = serde_json::json!({
        "rule": "IMP-11", "risk": "#5", "reason": "all know", "by": "CD", "expires": "2025-12-31"
    });
    let (key, effective) = ("waiver/IMP-11/#5/-".to_owned(), day("2025-03-14"));
    let write = SettingWrite { key, effective, expected: None, value };
    let change = Change {
        authority: said("2025-03-14", "all know"),
        deed: Deed::Set,
        writes: vec![Write::Setting(write)],
    };
    let at = bellwether_app::moment(&Bench::default());
    app.store().commit(app.register(), &change, at).unwrap();
    accept(&app, &plan(&app, &without_numbers(MINK), "2025-06-13", &[]));
    let reed = "Reed blocks the screens at the ford".to_owned();
    assert_eq!(set_aside(&app, "IMP-11"), [(reed, None)]);
}

#[test]
fn a_rule_is_set_aside_as_a_whole_until_a_day() {
    let app = begun();
    let snapshot = app.snapshot(Some(day("2025-03-14")), None).unwrap();
    let place = Place::of(of(&findings(&app, "2025-03-14"), "ACT-04")[0]);
    let answer = Answer { by: "AB".into(), expires: day("2025-06-30"), whole: true };
    app.author(said("2025-03-14", "the dates are kept elsewhere"))
        .waive(&snapshot, &place, &answer)
        .unwrap();
    let judge = |date| app.judge(&app.snapshot(Some(day(date)), None).unwrap()).unwrap();
    let judged = judge("2025-06-30");
    assert!(of(judged.findings.iter(), "ACT-04").is_empty());
    assert!(
        judged
            .findings
            .iter()
            .filter(|finding| judged.blocks(finding))
            .all(|finding| finding.rule != "ACT-04")
    );
    assert!(judged.waived.iter().all(|(_, waiver)| waiver.whole && waiver.risk.is_none()));
    assert!(!of(judge("2025-07-01").findings.iter(), "ACT-04").is_empty());
}

#[test]
fn a_finding_is_waived_until_a_day_and_the_waiver_withdrawn() {
    let app = begun();
    let snapshot = app.snapshot(Some(day("2025-03-14")), None).unwrap();
    let place = Place::of(of(&findings(&app, "2025-03-14"), "ACT-04")[0]);
    let answer = Answer { by: "AB".into(), expires: day("2025-06-30"), whole: false };
    app.author(said("2025-03-14", "the parts are on order"))
        .waive(&snapshot, &place, &answer)
        .unwrap();
    let judge = |date| app.judge(&app.snapshot(Some(day(date)), None).unwrap()).unwrap();
    let judged = judge("2025-06-30");
    assert!(of(judged.findings.iter(), "ACT-04").is_empty());
    let [(finding, waiver)] = &judged.waived[..] else { panic!("{:?}", judged.waived) };
    assert_eq!((finding.rule, waiver.by.as_str()), ("ACT-04", "AB"));
    assert_eq!(waiver.reason, "the parts are on order");
    assert!(
        judged
            .findings
            .iter()
            .filter(|finding| judged.blocks(finding))
            .all(|finding| finding.severity == Severity::High)
    );
    // It runs out, and the finding stands.
    let judged = judge("2025-07-01");
    assert_eq!((of(judged.findings.iter(), "ACT-04").len(), judged.expired.len()), (1, 1));
    // It is made anew, and withdrawn.
    let snapshot = app.snapshot(Some(day("2025-07-01")), None).unwrap();
    let longer = Answer { expires: day("2025-12-31"), ..answer };
    app.author(said("2025-07-01", "still on order")).waive(&snapshot, &place, &longer).unwrap();
    let kept = app.waivers(day("2025-07-01")).unwrap();
    assert_eq!(kept.len(), 1, "one finding has one waiver");
    app.author(said("2025-08-01", "the parts came")).withdraw(&kept[0].key).unwrap();
    assert!(app.waivers(day("2025-08-01")).unwrap().is_empty());
    assert_eq!(of(&findings(&app, "2025-08-01"), "ACT-04").len(), 1);
    assert_eq!(judge("2025-07-31").waived.len(), 1, "the past stays");
    let again = app.author(said("2025-08-01", "again")).withdraw(&kept[0].key);
    assert!(matches!(again, Err(SetError::Gone)));
    assert_eq!(app.store().verify(app.organisation()).unwrap().broken, None);
}

#[test]
fn a_waiver_needs_a_name_a_reason_a_day_and_a_finding() {
    let app = begun();
    let snapshot = app.snapshot(None, None).unwrap();
    let place = Place::of(of(&findings(&app, "2025-03-14"), "ACT-04")[0]);
    let answer = |by: &str, expires| Answer { by: by.into(), expires: day(expires), whole: false };
    let on = said("2025-03-14", "on order");
    let nobody = app.author(on.clone()).waive(&snapshot, &place, &answer("", "2025-06-30"));
    assert!(matches!(nobody, Err(SetError::NoName)));
    let past = app.author(on.clone()).waive(&snapshot, &place, &answer("AB", "2025-03-13"));
    assert!(matches!(past, Err(SetError::Expired { .. })));
    let hidden =
        app.author(on.clone()).waive(&snapshot, &place, &answer("A\u{202e}B", "2025-06-30"));
    assert!(matches!(hidden, Err(SetError::Name(_))));
    let other = Place { risk: Some("2".into()), ..place };
    let other = app.author(on).waive(&snapshot, &other, &answer("AB", "2025-06-30"));
    assert!(matches!(other, Err(SetError::Gone)));
}

/// What the checks suggest for the findings of some rules, as somebody would accept it.
fn suggested(app: &App, answers: &[(&str, &str, &str)]) -> Vec<Chosen> {
    let snapshot = app.snapshot(None, None).unwrap();
    let found = findings(app, "2025-03-14");
    let chosen = answers.iter().map(|(rule, risk, answer)| {
        let of =
            |finding: &&Finding| finding.rule == *rule && finding.risk.as_deref() == Some(*risk);
        let finding = found.iter().find(of).unwrap();
        let from = suggest(finding, &snapshot.register).unwrap().from;
        Chosen { place: Place::of(finding), from: Some(from), answer: (*answer).to_owned() }
    });
    chosen.collect()
}

#[test]
fn a_suggestion_is_an_edit_like_any_other() {
    let app = begun();
    let snapshot = app.snapshot(None, None).unwrap();
    let chosen = suggested(&app, &[("IMP-07", "3", "")]);
    let done = app.accept(&snapshot, &chosen, &"the clerk".parse().unwrap()).unwrap().entries;
    assert_eq!(done.len(), 1);
    let last = app.journal(None, 1).unwrap().remove(0);
    assert_eq!((last.seq, last.actor.to_string().as_str()), (done[0].seq, "the clerk"));
    assert!(last.reason.contains("“buildings” is now “Buildings” (IMP-07)"), "{}", last.reason);
    assert!(!findings(&app, "2025-03-14").iter().any(|finding| finding.rule == "IMP-07"));
    let again =
        app.accept(&app.snapshot(None, None).unwrap(), &chosen, &"the clerk".parse().unwrap());
    let Err(Refused::Declined(problems)) = again else {
        panic!("there is nothing left: {again:?}")
    };
    assert!(matches!(problems.as_slice(), [Declined::Changed(_)]));
}

#[test]
fn what_a_suggestion_asks_for_goes_on_from_what_stands() {
    let app = begun();
    // Both of one risk: the second begins from the first, and each is an entry of its own.
    let more = "leading to the loss of its maps.";
    let chosen = suggested(&app, &[("IMP-07", "3", ""), ("TXT-03", "3", more)]);
    let done =
        app.accept(&app.snapshot(None, None).unwrap(), &chosen, &"AB".parse().unwrap()).unwrap();
    assert_eq!(done.entries.len(), 2);
    let snapshot = app.snapshot(None, None).unwrap();
    let risk = &snapshot.find("3").unwrap().risk;
    assert_eq!(risk.category.as_deref(), Some("Buildings"));
    let words = risk.description.clone().unwrap();
    assert!(words.ends_with(", leading to the loss of its maps"), "{words}");
}

#[test]
fn of_a_selection_each_action_is_changed_where_it_stands() {
    let app = app();
    let copies = format!(
        "{HEADINGS}\
         1,Mill,The wheel breaks,AB,wet,4,4,16,Mend the axle,AB,Ongoing,A\n\
         ,,,,,,,,Mend the axle,AB,Ongoing,A\n\
         ,,,,,,,,Mend the axle,AB,Ongoing,A\n\
         ,,,,,,,,Grease the bearings,AB,TBD,R\n\
         ,,,,,,,,Dredge the race,AB,Ongoing,A\n"
    );
    for date in ["2025-03-14", "2025-06-13"] {
        accept(&app, &plan(&app, &copies, date, &[]));
    }
    let snapshot = app.snapshot(None, None).unwrap();
    let found = findings(&app, "2025-06-13");
    let of = |rule: &str, answer: &str| -> Vec<Chosen> {
        let of_rule = found.iter().filter(|finding| finding.rule == rule);
        let chosen = |finding: &Finding| Chosen {
            place: Place::of(finding),
            from: None,
            answer: answer.into(),
        };
        of_rule.map(chosen).collect()
    };
    let copies = of("DUP-02", "");
    assert_eq!(copies.len(), 2);
    let chosen: Vec<Chosen> = [copies, of("ACT-02", "2025-09-30")].concat();
    let done = app.accept(&snapshot, &chosen, &"AB".parse().unwrap()).unwrap().entries;
    assert_eq!(done.len(), 3);
    let actions = || -> Vec<String> {
        let snapshot = app.snapshot(None, None).unwrap();
        let actions = &snapshot.find("1").unwrap().risk.actions;
        let due = |due: &Option<bellwether_domain::Due>| due.clone().unwrap().text;
        actions.iter().map(|a| format!("{}: {}", a.description, due(&a.due))).collect()
    };
    let after = [
        "Mend the axle: Ongoing",
        "Grease the bearings: 30 September 2025",
        "Dredge the race: Ongoing",
    ];
    assert_eq!(actions(), after);
    for entry in done.iter().rev() {
        let on = Authority::read("AB", "kept apart", day("2025-06-13")).unwrap();
        app.author(on).undo(&app.plan_undo(entry.seq).unwrap()).unwrap();
    }
    assert_eq!(actions().len(), 5);
}

#[test]
fn where_one_answer_is_wanting_nothing_is_accepted() {
    let app = begun();
    let snapshot = app.snapshot(None, None).unwrap();
    let chosen = suggested(&app, &[("IMP-07", "3", ""), ("TXT-03", "3", " ")]);
    let Err(Refused::Declined(problems)) = app.accept(&snapshot, &chosen, &"AB".parse().unwrap())
    else {
        panic!()
    };
    assert!(matches!(problems.as_slice(), [Declined::NoWords(_)]), "{problems:?}");
    let stale = Chosen { from: Some("Bildings".to_owned()), ..chosen[0].clone() };
    let Err(Refused::Declined(problems)) = app.accept(&snapshot, &[stale], &"AB".parse().unwrap())
    else {
        panic!()
    };
    assert!(matches!(problems.as_slice(), [Declined::Changed(_)]), "{problems:?}");
    assert!(findings(&app, "2025-03-14").iter().any(|finding| finding.rule == "IMP-07"));
}

#[test]
fn a_column_known_by_its_place_alone_is_remembered_while_the_headings_stand_as_they_stood() {
    let app = app();
    // The last column has no heading, and two have the same.
    let issue = |wood: &str, last: &str| {
        format!(
            "Ref,Risk,Likelihood,Impact,Score,Note,Owner,Note,\n\
             1,The depot floods after heavy rain,4,5,20,{wood},AB,Low,{last}\n\
             2,Fraud by a supplier goes unseen,2,3,6,{wood},CD,High,{last}\n"
        )
    };
    let (category, cause) = (Target::Field(Field::Category), Target::Field(Field::Cause));
    let said = [("column 9", category), ("Column 6", cause)];
    let first = plan(&app, &issue("Rain", "North"), "2025-03-14", &said);
    assert_eq!(first.intake.register.risks[0].category.as_deref(), Some("North"));
    accept(&app, &first);
    let next = plan(&app, &issue("Hail", "East"), "2025-06-13", &[]);
    let remembered = [("column 6".to_owned(), cause), ("column 9".to_owned(), category)];
    assert_eq!(next.columns.remembered, remembered);
    let risk = &next.intake.register.risks[0];
    assert_eq!((risk.cause.as_deref(), risk.category.as_deref()), (Some("Hail"), Some("East")));
    // With a column between, the places are others'.
    let moved = issue("Hail", "East").replace("Ref,Risk", "Ref,Office,Risk");
    let moved = moved.replace(",The depot", ",X,The depot").replace(",Fraud", ",Y,Fraud");
    let same_headings = issue("Hail", "East").replace("Note,Owner,Note", "Owner,Note,Note");
    for other in [moved, same_headings] {
        let other = plan(&app, &other, "2025-06-13", &[]);
        assert!(other.columns.remembered.is_empty(), "{:?}", other.columns.remembered);
    }
    // A heading that is a column's own is remembered as that, however it was named.
    let by_place = plan(&app, &issue("Hail", "East"), "2025-06-13", &[("column 7", Target::Extra)]);
    accept(&app, &by_place);
    let last = plan(&app, &issue("Snow", "West"), "2025-09-12", &[]);
    assert!(last.columns.remembered.contains(&("Owner".to_owned(), Target::Extra)));
}

#[test]
fn a_corrected_column_is_remembered_for_the_next_issue() {
    let app = app();
    let control = "control".parse().unwrap_or(Target::Ignore);
    let first = plan(&app, &issue("Nov-24"), "2025-03-14", &[("HAZEL", control)]);
    assert!(first.columns.remembered.is_empty());
    accept(&app, &first);
    // The next issue, its columns the same: nobody says anything, and it is read alike.
    let next = plan(&app, &issue("Dec-24"), "2025-06-13", &[]);
    assert_eq!(next.columns.remembered, [("Hazel".to_owned(), control)]);
    let targets = |plan: &Plan| -> Vec<Target> {
        plan.intake.columns.iter().map(|column| column.target).collect()
    };
    assert_eq!(targets(&next), targets(&first));
    assert!(next.intake.columns.iter().all(|column| column.confidence >= 0.6));
    let noted = |plan: &Plan| {
        plan.intake.register.diagnostics.iter().any(|d| d.code == "columns-remembered")
    };
    assert!(noted(&next) && !noted(&first));
    accept(&app, &next);
    let entries = app.journal(None, 2).unwrap();
    let set =
        |n: usize| entries[n].writes.iter().any(|w| matches!(w.subject, Subject::Setting { .. }));
    assert!(!set(0) && set(1), "kept once, in the change that brought the document in");
    // Another document is read without it; a new word goes before the old.
    let other = plan(&app, &issue("Dec-24").replace("Hazel", "Birch"), "2025-09-12", &[]);
    assert!(other.columns.remembered.is_empty());
    let anew = plan(&app, &issue("Jan-25"), "2025-09-12", &[("Hazel", Target::Extra)]);
    assert!(anew.columns.remembered.is_empty());
    accept(&app, &anew);
    let last = plan(&app, &issue("Feb-25"), "2025-12-12", &[]);
    assert_eq!(last.columns.remembered, [("Hazel".to_owned(), Target::Extra)]);
}

#[test]
fn today_is_the_day_where_the_body_is_for_every_server() {
    let folder = tempfile::tempdir().unwrap();
    let (app, other) = (support::app(&folder), support::app(&folder));
    assert_eq!(app.today().unwrap(), day("2026-01-05"), "nine in the morning in London");
    let honolulu = Body { zone: Zone::named("Pacific/Honolulu").unwrap(), ..Body::default() };
    let here = said("2026-01-05", "the office moved");
    let first = app.author(here.clone()).set_body(&honolulu, None).unwrap().seq;
    assert_eq!(other.today().unwrap(), day("2026-01-04"), "eleven the evening before");
    assert!(matches!(
        app.author(here.clone()).set_body(&honolulu, Some(first)),
        Err(SetError::Same)
    ));
    assert!(matches!(app.author(here).set_body(&Body::default(), None), Err(SetError::Overtaken)));
    other.author(said("2026-01-04", "and back")).set_body(&Body::default(), Some(first)).unwrap();
    assert_eq!(app.today().unwrap(), day("2026-01-05"));
    assert_eq!(app.body_set().unwrap().len(), 2);
}

#[test]
fn a_heading_that_stands_beside_a_field_is_not_taken_for_it_where_its_column_is_left_out() {
    let app = app();
    let all = "Ref,Risk,Owner,Likelihood,Impact,Score,Theme,Objective\n\
        1,The pier is flooded by a spring tide,AB,2,4,8,Safety,Open pier\n\
        2,The ferry is late and nobody is told,CD,3,3,9,Service,Good news\n";
    accept(&app, &plan(&app, all, "2025-03-14", &[]));
    let stood = app.snapshot(None, None).unwrap().register.risks[0].clone();
    assert_eq!((stood.category.as_deref(), stood.extra.len()), (Some("Safety"), 1));

    let thin = all.replace(",Theme", "").replace(",Safety", "").replace(",Service", "");
    let next = plan(&app, &thin, "2025-06-13", &[]);
    assert_eq!(next.columns.remembered, [("Objective".to_owned(), Target::Extra)]);
    assert_eq!(next.counts().same, 2, "{:?}", next.risks);
}

#[test]
fn the_journal_says_which_figures_were_set() {
    let app = begun();
    let settings =
        Settings { severe: 12.0, off: ["ACT-05".to_owned()].into(), ..Settings::default() };
    app.author(said("2025-03-14", "as the board has it")).set_checks(&settings, None).unwrap();
    let mut body = app.body().unwrap().body;
    body.steps.likelihood = Some(6);
    app.author(said("2025-03-14", "six steps")).set_body(&body, None).unwrap();
    let told = app.told(&Sought::default(), None, None, 9).unwrap();
    let figures = |at: usize| -> Vec<(String, String, String)> {
        let text = |value: &Option<serde_json::Value>| {
            value.as_ref().map(ToString::to_string).unwrap_or_default()
        };
        let own = told[at].figures.iter();
        own.map(|f| (f.name.clone(), text(&f.before), text(&f.after))).collect()
    };
    let of = |name: &str, before: &str, after: &str| {
        (name.to_owned(), before.to_owned(), after.to_owned())
    };
    assert_eq!(figures(0), [of("steps.likelihood", "", "6")]);
    assert_eq!(figures(1), [of("off", "[]", "[\"ACT-05\"]"), of("severe", "15.0", "12.0")]);
    assert_eq!(figures(2), [], "an import sets none");
}

#[test]
fn a_waiver_in_the_name_of_its_author_loses_it_with_them() {
    let app = begun();
    let snapshot = app.snapshot(Some(day("2025-03-14")), None).unwrap();
    let place = Place::of(of(&findings(&app, "2025-03-14"), "ACT-04")[0]);
    let answer = Answer { by: "the clerk".into(), expires: day("2025-06-30"), whole: false };
    app.author(said("2025-03-14", "the parts are on order"))
        .waive(&snapshot, &place, &answer)
        .unwrap();
    let by = || {
        let judged = app.judge(&app.snapshot(Some(day("2025-03-14")), None).unwrap()).unwrap();
        let listed = app.waivers(day("2025-03-14")).unwrap();
        (judged.waived[0].1.by.clone(), listed[0].waiver.by.clone())
    };
    assert_eq!(by(), ("the clerk".to_owned(), "the clerk".to_owned()));
    let leaver = "the clerk".parse().unwrap();
    let by_another = Authority::read("Ada Quay", "they left", day("2025-03-14")).unwrap();
    let (_, number) = app.author(by_another).anonymise(&leaver).unwrap();
    let former = format!("a former officer (A{number})");
    assert_eq!(by(), (former.clone(), former));
}
