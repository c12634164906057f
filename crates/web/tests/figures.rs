//! Every figure of the pages that a committee reads, counted a second way: from the register
//! document alone, by rules written down here once more.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail")]

mod support;

use std::{collections::BTreeMap, sync::Arc};

use axum::Router;
use bellwether_app::{
    Ambient, App,
    import::{Decision, Decisions, Upload},
};
use bellwether_domain::Date;
use bellwether_history::{Authority, OrganisationId, Store};
use bellwether_intake::Options;
use jiff::Timestamp;
use serde_json::Value;
use support::{
    get,
    second::{Count, GROUPS, Page},
};

/// A machine on a day long after the last issue, whose dice count.
#[derive(Default)]
struct Later(std::sync::atomic::AtomicU64);

impl Ambient for Later {
    fn now(&self) -> Timestamp {
        "2026-11-28T10:30:00Z".parse().unwrap()
    }

    fn random(&self) -> [u8; 16] {
        let next = self.0.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        u128::from(next).to_be_bytes()
    }
}

/// A register without a matrix: scores that are not stated, that are a word, whose rating is off the
/// scale, between two steps or missing; and dates of every kind.
const ODD: &str = "\
Ref,Risk,Owner,Likelihood,Impact,Score,Action,Lead,By when,RAG
1,The pier is flooded by a spring tide,AB,2,4,,Raise the deck,AB,1 Feb 2026,Amber
,,,,,,Paint the rail,AB,February 2026 then ongoing,Green
2,The ferry is late and nobody is told,CD,44,4,,Count the boats,CD,30 April 2026,Red
3,The fog horn is not heard at night,AB,3,5,15,Ask the board for a louder one,AB,TBC,Amber
,,,,,,Walk the wall,CD,Ongoing,Green
4,The sea gate sticks when it is cold,CD,2.5,4,10,Mend the gate,CD,31 December 2026,Amber
5,Gulls take the lunch of visitors,AB,,,,Put up a sign,AB,Project started March 2026,Amber
6,The crew is not trained for fire,AB,5,5,25,Train the crew,AB,Complete,Blue
7,The chain of the buoy wears out,CD,1,1,1,Inspect the chain,CD,Every year in June,Green
8,The crane is out of its inspection,CD,4,,,Look at the crane,CD,,Amber
9,The tide tables are misprinted,AB,2,2,High,Read the proofs,AB,until 30 April 2026,Amber
";

fn pages(issues: &[(&str, &[u8], Option<Date>)]) -> Router {
    let store = Store::in_memory().unwrap();
    let app = App::new(store, OrganisationId::default(), Box::<Later>::default());
    for (name, bytes, date) in issues {
        let upload = Upload { name, bytes };
        let plan = app.plan_import(upload, *date, &Options::default()).unwrap();
        let mut decisions = Decisions::all(Decision::Close);
        decisions.answer("off-scale", "keep");
        let clerk = Authority::read("Ada Reader", "as issued", plan.as_at).unwrap();
        app.author(clerk).apply_import(&plan, &decisions).unwrap();
    }
    bellwether_web::router(Arc::new(app))
}

fn sample() -> Router {
    let read = |name: &str| {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../sample/northshire");
        std::fs::read(format!("{folder}/{name}")).unwrap()
    };
    pages(&[("q3.txt", &read("2025-q3.txt"), None), ("q4.txt", &read("2025-q4.txt"), None)])
}

fn odd() -> Router {
    pages(&[("odd.csv", ODD.as_bytes(), Some(jiff::civil::date(2026, 3, 31)))])
}

/// The register document at a date.
async fn document(router: &Router, date: &str) -> Value {
    get(router, &format!("/register.json?as-at={date}")).await.json()
}

async fn page(router: &Router, path: &str, date: &str) -> Page {
    let join = if path.contains('?') { '&' } else { '?' };
    Page(get(router, &format!("{path}{join}as-at={date}")).await.text)
}

#[tokio::test]
async fn the_front_page_of_the_sample() {
    let router = sample();
    let count = Count::of(&document(&router, "2025-12-12").await, "2025-12-12");
    let before = Count::of(&document(&router, "2025-09-12").await, "2025-09-12");
    assert!(count.risks.len() > 20 && before.risks.len() > 20, "the sample is there");
    front(&router, &count, Some(&before)).await;
    let today = Count::of(&document(&router, "2026-11-28").await, "2026-11-28");
    let front = Page(get(&router, "/").await.text);
    assert_eq!(front.figure("Actions overdue"), count.groups["overdue"]);
    assert_eq!(front.figure("Overdue today"), today.groups["overdue"]);
    assert_eq!((count.groups["overdue"], today.groups["overdue"]), (1, 23));
}

#[tokio::test]
async fn the_front_page_of_an_odd_register() {
    let router = odd();
    let count = Count::of(&document(&router, "2026-03-31").await, "2026-03-31");
    front(&router, &count, None).await;
    let page = page(&router, "/", "2026-03-31").await;
    assert!(page.0.contains(">computed<"), "a score that nobody states is marked");
    assert!(page.0.contains(">L44 × I4<"), "a rating off the scale has no score");
}

/// The tiles and the rows of the register's page.
async fn front(router: &Router, count: &Count, before: Option<&Count>) {
    let page = page(router, "/", &count.date).await;
    assert_eq!(page.figure("Risks"), count.risks.len());
    let (term, severe) = count.severe();
    assert_eq!(page.figure(&term), severe, "{term}");
    if let Some(before) = before {
        let (up, down, new) = count.moved(before);
        assert_eq!(page.figure_ending(" up"), up);
        assert_eq!(page.figure_ending(" down"), down);
        assert_eq!(page.figure("New risks"), new);
    }
    assert_eq!(page.figure("Actions overdue"), count.groups["overdue"]);
    assert_eq!(page.figure("Actions with no date"), count.groups["undated"]);
    assert!(page.0.contains(&format!(" + {} continuous", count.groups["continuous"])));
    assert!(page.0.contains(&format!(
        "</span> <span class=\"figure\">{}<small> of {}<",
        count.groups["overdue"],
        count.actions()
    )));
    let findings = get(router, &format!("/checks.json?as-at={}", count.date)).await.json();
    let findings = findings["groups"].as_array().unwrap();
    let grave = findings.iter().filter(|finding| finding["blocks"] == true).count();
    assert_eq!(page.figure("Would block sign-off"), grave);
    let rows = page.rows();
    assert_eq!(rows.len(), count.risks.len());
    for (row, risk) in rows.iter().zip(&count.risks) {
        let reference = &risk.reference;
        assert_eq!(&row.reference(), reference);
        assert_eq!(row.chips(), risk.chips, "risk {reference}");
        assert_eq!(row.actions_said(), risk.actions_said(), "risk {reference}");
        if let Some(due) = risk.due_said() {
            assert_eq!(row.due_said(), due, "risk {reference}");
        }
    }
}

#[tokio::test]
async fn the_actions_of_both() {
    for (router, date) in
        [(sample(), "2025-12-12"), (sample(), "2026-11-28"), (odd(), "2026-03-31")]
    {
        let count = Count::of(&document(&router, date).await, date);
        let page = page(&router, "/actions?page=all", date).await;
        let strip = page.between("aria-label=\"By date\"", "</nav>");
        for (group, title) in GROUPS {
            let wanted = count.groups[group];
            assert_eq!(strip.contains(&format!(">{title}<")), wanted > 0, "{date} {title}");
            if wanted > 0 {
                assert_eq!(Page(strip.clone()).figure(title), wanted, "{date} {title}");
                let section = page.between(&format!("id=\"{group}\""), "</section>");
                assert!(section.contains(&format!("<span class=\"tally\">{wanted}</span>")));
                assert_eq!(section.matches("data-stop").count(), wanted, "{date} {title}");
            }
        }
        assert_eq!(count.groups.values().sum::<usize>(), count.actions());
        assert!(page.0.contains(&format!("<strong>{} actions</strong>", count.actions())));
        let lede = format!("{} actions across {} risks", count.actions(), count.risks.len());
        assert!(page.0.contains(&lede), "{lede}");
    }
}

#[tokio::test]
async fn the_heat_map_of_both() {
    for (router, date) in [(sample(), "2025-12-12"), (odd(), "2026-03-31")] {
        let count = Count::of(&document(&router, date).await, date);
        for stage in ["inherent", "current", "target"] {
            let cells: BTreeMap<(String, String), Vec<String>> = count.cells(stage);
            let scored = count.risks.iter().any(|risk| risk.is_scored(stage));
            if !scored {
                continue;
            }
            let page = page(&router, &format!("/heat-map?stage={stage}"), date).await;
            let links = format!("stage={stage}&amp;likelihood=");
            // Each cell that holds a risk leads to it, in the drawing and in the table.
            assert_eq!(page.0.matches(&links).count(), cells.len() * 2, "{date} {stage}");
            for ((likelihood, impact), references) in &cells {
                let link = format!("{links}{likelihood}&amp;impact={impact}");
                let drawn = page.between(&link, "</title>");
                let risks = if references.len() == 1 { "risk" } else { "risks" };
                let said = format!(": {} {risks}: {}", references.len(), references.join(", "));
                assert!(drawn.contains(&said), "{date} {stage} {likelihood} {impact}: {drawn}");
            }
            let placed: usize = cells.values().map(Vec::len).sum();
            let outside = count.risks.len() - placed;
            let said =
                format!("{outside} {} not placed", if outside == 1 { "risk" } else { "risks" });
            assert_eq!(page.0.contains(&said), outside > 0, "{date} {stage} {outside}");
        }
    }
}

/// The odd register at its next issue: ratings move where no score is stated, where it is given as a
/// share, and off the scale.
fn odd_later() -> String {
    let text = ODD.replace("AB,2,4,,Raise", "AB,3,4,,Raise").replace("AB,3,5,15,", "AB,3,4,12,");
    let text = text.replace("CD,44,4,,Count", "CD,43,4,,Count").replace("CD,1,1,1,", "CD,1,1,,");
    text.replace("AB,5,5,25,", "AB,5,4,20/25,")
}

#[tokio::test]
async fn the_changes_of_both() {
    let (march, june) = (jiff::civil::date(2026, 3, 31), jiff::civil::date(2026, 6, 30));
    let later = odd_later();
    let odd = pages(&[
        ("odd.csv", ODD.as_bytes(), Some(march)),
        ("next.csv", later.as_bytes(), Some(june)),
    ]);
    for (router, from, to) in
        [(sample(), "2025-09-12", "2025-12-12"), (odd, "2026-03-31", "2026-06-30")]
    {
        let (before, after) = (document(&router, from).await, document(&router, to).await);
        let (was, is) = (Count::of(&before, from), Count::of(&after, to));
        let page = Page(get(&router, &format!("/changes?from={from}&to={to}")).await.text);
        let tiles = Page(page.between("aria-label=\"In short\"", "</section>"));
        let (up, down, new) = is.moved(&was);
        assert!(up + down > 1, "something moves");
        assert_eq!((tiles.figure_ending(" up"), tiles.figure_ending(" down")), (up, down), "{to}");
        assert_eq!(tiles.figure("New risks"), new, "{to}");
        let numbers = |count: &Count| -> Vec<String> {
            count.risks.iter().map(|risk| risk.reference.clone()).collect()
        };
        let (old, now) = (numbers(&was), numbers(&is));
        let gone = old.iter().filter(|number| !now.contains(number)).count();
        assert_eq!(tiles.figure("Closed"), gone, "{to}");
        let moved = Page(page.between("id=\"moved\"", "</section>"));
        assert_eq!(moved.rows().len(), up + down, "{to}");
        let actions = |document: &Value, only: &[String]| -> BTreeMap<String, Value> {
            let risks = document["risks"].as_array().unwrap().iter();
            let both =
                risks.filter(|risk| only.iter().any(|number| risk["ref"] == number.as_str()));
            let all = both.flat_map(|risk| risk["actions"].as_array().unwrap());
            all.map(|action| (action["id"].as_str().unwrap().to_owned(), action.clone())).collect()
        };
        let (had, has) = (actions(&before, &now), actions(&after, &old));
        let lacks = |one: &BTreeMap<String, Value>, other: &BTreeMap<String, Value>| {
            one.keys().filter(|id| !other.contains_key(*id)).count()
        };
        assert_eq!(tiles.figure("Actions added"), lacks(&has, &had), "{to}");
        assert_eq!(tiles.figure("Actions removed"), lacks(&had, &has), "{to}");
        let reowned = has.iter().filter(|(id, action)| {
            had.get(*id).is_some_and(|was| was["owners"] != action["owners"])
        });
        assert_eq!(tiles.figure("Actions re-owned"), reowned.count(), "{to}");
    }
}

#[tokio::test]
async fn the_checks_of_both() {
    for (router, date, earlier) in
        [(sample(), "2025-12-12", Some("2025-09-12")), (odd(), "2026-03-31", None)]
    {
        let register = |document: Value| -> bellwether_domain::Register {
            serde_json::from_value(document).unwrap()
        };
        let own = register(document(&router, date).await);
        let mut before = Vec::new();
        if let Some(earlier) = earlier {
            before.push(register(document(&router, earlier).await));
        }
        let before: Vec<&bellwether_domain::Register> = before.iter().collect();
        let subject = bellwether_checks::Subject::new(&own, date.parse().unwrap());
        let found = bellwether_checks::check(
            &subject.with_earlier(&before),
            &bellwether_checks::Settings::default(),
        );
        let page = page(&router, "/checks?page=all", date).await;
        let told = get(&router, &format!("/checks.json?as-at={date}")).await.json();
        assert_eq!(told["findings"].as_array().unwrap().len(), found.len(), "{date}");
        let strip = Page(page.between("aria-label=\"By severity\"", "</nav>"));
        for severity in bellwether_checks::Severity::ALL {
            let all = told["groups"].as_array().unwrap().iter();
            let letter = severity.letter().to_string();
            let groups: Vec<&Value> =
                all.filter(|group| group["severity"] == letter.as_str()).collect();
            // The register as a whole is one place.
            let places =
                groups.iter().map(|group| group["places"].as_array().unwrap().len().max(1));
            let (groups, places) = (groups.len(), places.sum::<usize>());
            let name = bellwether_web::words::sentence(&severity.to_string());
            let tile = strip.between(&format!("<span class=\"term\">{name}: "), "</a>");
            let (number, rest) = tile.split_once("<small>").unwrap_or((&tile, ""));
            let digits = |text: &str| -> usize {
                text.chars().filter(char::is_ascii_digit).collect::<String>().parse().unwrap_or(0)
            };
            assert_eq!(digits(number.split("<small").next().unwrap()), groups, "{date} {severity}");
            if places > groups {
                assert_eq!(
                    digits(rest.split("place").next().unwrap()),
                    places,
                    "{date} {severity}"
                );
            }
        }
        let count = Count::of(&document(&router, date).await, date);
        let late = found.iter().filter(|finding| finding.rule == "ACT-04").count();
        assert_eq!(late, count.groups["overdue"], "{date}");
    }
}
