//! The figures of the page of changes, each counted a second way from the two register documents.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

mod support;

use std::{collections::BTreeMap, sync::Arc};

use bellwether_domain::{Action, ActionStatus, Reading, Register, Risk, Stage, due};
use support::{bring_in, empty, get, invented};

fn dated(action: &mut Action, text: &str) {
    action.due = Some(due::read(text, "2025-09-12".parse().unwrap()));
}

/// A risk of a register, to be changed.
fn of(register: &mut Register, place: usize) -> &mut Risk {
    Arc::make_mut(&mut register.risks[place])
}

/// The earlier issue, and a later one with a change of every kind.
fn two() -> (Register, Register) {
    let (earlier, mut later) = (invented::earlier(), invented::register());
    // Status and date say at once that two actions are done: two actions, four fields.
    for (risk, action) in [(0, 0), (4, 0)] {
        let action = &mut Arc::make_mut(&mut later.risks[risk]).actions[action];
        action.status = Some(Reading::read("B", ActionStatus::Blue));
        dated(action, "Complete");
    }
    // One slips and has another owner; two come sooner; one has another status alone.
    dated(&mut of(&mut later, 2).actions[0], "Mar-26");
    of(&mut later, 2).actions[0].owners = vec!["EF".into()];
    dated(&mut of(&mut later, 0).actions[1], "September 2025 and ongoing");
    dated(&mut of(&mut later, 4).actions[1], "August 2025");
    of(&mut later, 3).actions[0].status = Some(Reading::read("A", ActionStatus::Amber));
    // Two go without a word; a risk has another owner and another wording; one is closed.
    of(&mut later, 4).actions.pop();
    of(&mut later, 1).actions.pop();
    of(&mut later, 1).owners = vec!["HB".into()];
    of(&mut later, 1).cause = Some("Too few are trained".into());
    later.risks.remove(6);
    (earlier, later)
}

/// The tiles: each figure by its words.
fn tiles(page: &str) -> BTreeMap<String, usize> {
    let strip = page.split("aria-label=\"In short\"").nth(1).unwrap();
    let strip = strip.split("</section>").next().unwrap();
    let text = |from: &str| from.split('<').next().unwrap().to_owned();
    strip
        .split("class=\"term\">")
        .skip(1)
        .map(|tile| {
            let figure = tile.split("class=\"figure\">").nth(1).unwrap();
            (text(tile), text(figure).parse().unwrap())
        })
        .collect()
}

/// The risks of both, by their number.
fn pairs<'a>(a: &'a Register, b: &'a Register) -> Vec<(&'a Risk, &'a Risk)> {
    let twin = |one: &'a Arc<Risk>| {
        let other = b.risks.iter().find(|other| other.reference == one.reference)?;
        Some((&**one, &**other))
    };
    a.risks.iter().filter_map(twin).collect()
}

/// How many actions of risks on both have the same words on both and something else besides.
fn actions(a: &Register, b: &Register, differ: impl Fn(&Action, &Action) -> bool) -> usize {
    let of = |(was, is): (&Risk, &Risk)| {
        let twin = |one: &Action| {
            let same = |other: &&Action| other.description == one.description;
            is.actions.iter().find(same).is_some_and(|other| differ(one, other))
        };
        was.actions.iter().filter(|one| twin(one)).count()
    };
    pairs(a, b).into_iter().map(of).sum()
}

/// How many actions of risks on both are only on the second.
fn only_on_second(a: &Register, b: &Register) -> usize {
    let lacks = |risk: &Risk, own: &Action| {
        risk.actions.iter().all(|action| action.description != own.description)
    };
    let of = |(was, is): (&Risk, &Risk)| is.actions.iter().filter(|own| lacks(was, own)).count();
    pairs(a, b).into_iter().map(of).sum()
}

fn risks(a: &Register, b: &Register, differ: impl Fn(&Risk, &Risk) -> bool) -> usize {
    pairs(a, b).into_iter().filter(|(was, is)| differ(was, is)).count()
}

#[tokio::test]
async fn every_tile_counts_risks_or_actions() {
    let (a, b) = two();
    let app = empty();
    bring_in(&app, &a, "june.json");
    bring_in(&app, &b, "september.json");
    let router = bellwether_web::router(app);
    let page = get(&router, "/changes").await.text;

    let score = |risk: &Risk| {
        risk.assessments.get(Stage::Current).and_then(|a| a.score_value()).map(|n| n.get())
    };
    let status = |action: &Action| action.status.as_ref().map(|status| status.text.clone());
    let last = |action: &Action| {
        action.due.as_ref().and_then(|due| due.milestones.iter().map(|m| m.to).max())
    };
    let done =
        |was: &Action, is: &Action| status(is) == Some("B".into()) && status(was) != status(is);
    let wording = |risk: &Risk| {
        [&risk.title, &risk.description, &risk.cause, &risk.event, &risk.consequence]
            .map(Clone::clone)
    };
    let numbers = |register: &Register| -> Vec<Option<String>> {
        register.risks.iter().map(|risk| risk.reference.clone()).collect()
    };
    let only = |one: &Register, other: &Register| {
        numbers(one).iter().filter(|number| !numbers(other).contains(number)).count()
    };
    let counted = [
        ("Score now up", risks(&a, &b, |was, is| score(is) > score(was))),
        ("Score now down", risks(&a, &b, |was, is| score(is) < score(was))),
        ("New risks", only(&b, &a)),
        ("Reopened", 0),
        ("Closed", only(&a, &b)),
        ("Risks re-worded", risks(&a, &b, |was, is| wording(was) != wording(is))),
        ("Risks re-owned", risks(&a, &b, |was, is| was.owners != is.owners)),
        ("Risks of another status", 0),
        ("Actions added", only_on_second(&a, &b)),
        ("Actions removed", only_on_second(&b, &a)),
        ("Actions completed", actions(&a, &b, done)),
        ("Actions slipped", actions(&a, &b, |was, is| !done(was, is) && last(is) > last(was))),
        (
            "Actions that lost their date",
            actions(&a, &b, |was, is| {
                let open = |action| status(action) != Some("B".into());
                open(was) && open(is) && last(was).is_some() && last(is).is_none()
            }),
        ),
        (
            "Actions brought forward",
            actions(&a, &b, |was, is| !done(was, is) && last(is).is_some() && last(is) < last(was)),
        ),
        ("Actions re-owned", actions(&a, &b, |was, is| was.owners != is.owners)),
        (
            "Actions of another status",
            actions(&a, &b, |was, is| !done(was, is) && status(was) != status(is)),
        ),
        (
            "Risks unchanged",
            risks(&a, &b, |was, is| {
                let said = |risk: &Risk| {
                    let mut risk = risk.clone();
                    for stage in Stage::ALL {
                        risk.assessments.slot(stage).iter_mut().for_each(|a| a.label = None);
                    }
                    risk
                };
                said(was) == said(is)
            }),
        ),
    ];
    let tiles = tiles(&page);
    assert_eq!(tiles.len(), counted.len(), "{tiles:?}");
    for (words, number) in counted {
        assert_eq!(tiles.get(words), Some(&number), "{words}: {tiles:?}");
    }
    assert!(counted.iter().filter(|(_, number)| *number > 0).count() >= 13);
    assert_eq!(tiles["Actions completed"], 2, "two actions, though four fields say so");
}

#[tokio::test]
async fn a_score_that_is_gone_or_new_has_its_tile() {
    let (a, _) = two();
    let mut b = Register { as_at: Some("2025-09-12".parse().unwrap()), ..a.clone() };
    let none = |risk: &mut Arc<Risk>| *Arc::make_mut(risk).assessments.slot(Stage::Current) = None;
    b.risks.iter_mut().take(2).for_each(none);
    let app = empty();
    bring_in(&app, &a, "june.json");
    bring_in(&app, &b, "september.json");
    let tiles = tiles(&get(&bellwether_web::router(app), "/changes").await.text);
    assert_eq!(tiles.get("Score now gone"), Some(&2), "{tiles:?}");
    assert_eq!(tiles.get("Score now given"), None);
    assert_eq!(tiles["Score now down"], 0);
}

#[tokio::test]
async fn each_change_says_who_made_it_and_why() {
    let (a, b) = two();
    let app = empty();
    bring_in(&app, &a, "june.json");
    bring_in(&app, &b, "september.json");
    let router = bellwether_web::router(app);
    let changes = get(&router, "/changes.json").await.json();
    let mut told = 0;
    for changed in changes["changed"].as_array().unwrap() {
        let by = changed["by"].as_array().unwrap();
        assert_eq!(by.len(), changed["changes"].as_array().unwrap().len());
        for by in by {
            assert_eq!((&by["who"], &by["why"]), (&"Ada Reader".into(), &"For the board".into()));
            assert_eq!(by["entry"], 2);
            told += 1;
        }
    }
    assert!(told > 10);
    assert_eq!(changes["closed"][0]["by"]["entry"], 2);
    let page = get(&router, "/changes").await.text;
    assert!(page.contains("Ada Reader</a>, from 12 Sep 2025: For the board"), "{page}");
}

#[tokio::test]
async fn any_two_days_can_be_compared() {
    let (a, b) = two();
    let app = empty();
    bring_in(&app, &a, "june.json");
    bring_in(&app, &b, "september.json");
    let router = bellwether_web::router(app);
    let address = "/changes?from=2025-09-12&from-day=2025-07-01&to=2025-06-13&to-day=2025-10-01";
    let page = get(&router, address).await.text;
    assert!(page.contains("Between 1 July 2025 and 1 October 2025."), "{page}");
    assert_eq!(tiles(&page)["Actions completed"], 2);
}

#[tokio::test]
async fn many_changes_come_in_pages_and_no_row_is_lost() {
    let app = empty();
    let mut earlier = invented::many(401);
    earlier.as_at = Some(invented::before());
    for place in 0..401 {
        of(&mut earlier, place).description = Some(format!("Pier {place} sinks"));
    }
    let mut later = earlier.clone();
    later.as_at = Some(invented::as_at());
    for place in 0..401 {
        of(&mut later, place).owners = vec![format!("H{place}")];
    }
    // Twenty come: the first page begins with them.
    earlier.risks.truncate(381);
    bring_in(&app, &earlier, "earlier.json");
    bring_in(&app, &later, "later.json");
    let router = bellwether_web::router(app);
    let rows = |text: &str| -> Vec<String> {
        let rows = text.split("data-stop>Pier ").skip(1);
        rows.map(|row| row.split(' ').next().unwrap().to_owned()).collect()
    };
    let [first, second, all] = ["", "?page=2", "?page=all"].map(|page| format!("/changes{page}"));
    let (first, second) = (get(&router, &first).await.text, get(&router, &second).await.text);
    assert!(first.contains("Rows 1 to 250 of 401"));
    assert!(first.contains("page=1#every"), "a tile leads to the page where its list begins");
    assert_eq!((rows(&first).len(), rows(&second).len()), (250, 151));
    let told = [rows(&first), rows(&second)].concat();
    assert_eq!(told, rows(&get(&router, &all).await.text));
    let distinct: std::collections::BTreeSet<_> = told.iter().collect();
    assert_eq!(distinct.len(), 401);
}
