//! # Personal names in a paper to be published
//!
//! ## What it finds
//!
//! A register whose key of owners gives the name of a person: two words or more, or an initial
//! and a name, none of which is a word for a post or a body (*head, director, manager, officer,
//! team, board …*). Where the key names nobody: an owner written as a person, with initials or a
//! title before the surname ("A. Bee", "Cllr Bee"). Besides, people named in the wording of risks and
//! actions: a title before a surname, or a common first name before a word with a capital that is no
//! street, ward, house or the like ("Ann Bee (on the board)"). One finding for the register, naming
//! them.
//!
//! ## Why
//!
//! A published paper should name posts: names are personal data (UK GDPR), and a paper with
//! them may be exempt from publication (Local Government Act 1972, Schedule 12A, paragraphs 1
//! and 2).
//!
//! ## Example
//!
//! "AB = A. Bee" under the table.
//!
//! ## What to do
//!
//! Give posts in the public version and keep the names in the restricted one.
//!
//! ## Settings
//!
//! None.

use std::iter;

use super::super::prelude::*;
use crate::read::{is_first, is_surname};

pub(crate) const RULE: Rule = Rule {
    id: "GOV-18",
    name: "personal-names",
    title: "Personal names in a paper to be published",
    severity: Severity::Medium,
    kind: Kind::Deterministic,
    starred: true,
    help: "Give posts in the public version; keep names in the restricted one.",
    source: include_str!("personal_names.rs"),
    looks: &[(Sight::Register(Aspects::WORDS.and(Aspects::OWNERS)), run)],
};

fn run(on: &Context<'_>, out: &mut Findings) {
    let key: Vec<&str> = on
        .register
        .people
        .iter()
        .filter(|person| is_personal(&person.name))
        .map(|person| person.initials.as_str())
        .collect();
    let prose = in_prose(on);
    let and_prose = match prose.len() {
        0 => String::new(),
        count => format!(" The wording names {}: {}.", people(count), list(&prose)),
    };
    if !key.is_empty() {
        let message = format!("The key of owners names {}.{and_prose}", people(key.len()));
        out.register(message, key.join(", "));
        return;
    }
    let owners = owners_by_name(on);
    if !owners.is_empty() {
        let message = format!("The owners named are {}.{and_prose}", people(owners.len()));
        out.register(message, list(&owners));
    } else if !prose.is_empty() {
        out.register(and_prose.trim_start().to_owned(), list(&prose));
    }
}

/// The people named in the wording of risks and actions, each once, in the order in which they stand.
fn in_prose<'a>(on: &Context<'a>) -> Vec<&'a str> {
    let mut all: Vec<&str> = Vec::new();
    let texts = on.risks.iter().flat_map(|risk| {
        let actions =
            risk.actions.iter().map(|action| (action.action.description.as_str(), action.text));
        iter::once((risk.statement, risk.text)).chain(actions)
    });
    for name in texts.flat_map(|(text, read)| &read.told(text).people) {
        if !all.contains(&name.as_str()) {
            all.push(name);
        }
    }
    all
}

fn people(count: usize) -> String {
    plural(count, "person").replace("persons", "people")
}

/// The owners that are written as people. Where some have a first name that is known, or all are written as
/// people are, the others of two words that name no part of a body are people too.
pub(in crate::rules) fn owners_by_name<'a>(on: &Context<'a>) -> Vec<&'a str> {
    const FEWEST: usize = 3;
    let known = |owner: &str| is_full_name(owner) && first_of(owner).is_some_and(is_first);
    let all = || on.owners.iter().copied();
    let of_people = all().any(known)
        || (on.owners.len() >= FEWEST && all().all(|o| is_full_name(o) || names_a_person(o)));
    all().filter(|owner| names_a_person(owner) || (of_people && is_full_name(owner))).collect()
}

fn first_of(owner: &str) -> Option<&str> {
    owner.split_whitespace().next()
}

/// Whether an owner is written as people are, "Ann Bee", and names no post and no part of a body.
fn is_full_name(owner: &str) -> bool {
    const PARTS: &[&str] = &[
        "accounts",
        "adult",
        "adults",
        "affairs",
        "archives",
        "assets",
        "business",
        "care",
        "catering",
        "children",
        "client",
        "commercial",
        "communications",
        "community",
        "compliance",
        "contracts",
        "control",
        "corporate",
        "customer",
        "data",
        "democratic",
        "design",
        "development",
        "digital",
        "directorate",
        "division",
        "economic",
        "education",
        "emergency",
        "engineering",
        "environment",
        "environmental",
        "estates",
        "events",
        "facilities",
        "finance",
        "financial",
        "fire",
        "fleet",
        "force",
        "fundraising",
        "governance",
        "harbour",
        "health",
        "highways",
        "housing",
        "human",
        "information",
        "infrastructure",
        "internal",
        "law",
        "learning",
        "legal",
        "leisure",
        "library",
        "maintenance",
        "management",
        "market",
        "marketing",
        "master",
        "medical",
        "monitoring",
        "museum",
        "neighbourhood",
        "nursing",
        "operations",
        "parks",
        "patient",
        "payroll",
        "people",
        "performance",
        "planning",
        "policy",
        "port",
        "procurement",
        "programme",
        "property",
        "protection",
        "public",
        "quality",
        "records",
        "recruitment",
        "regeneration",
        "registry",
        "research",
        "resilience",
        "resources",
        "revenues",
        "risk",
        "safeguarding",
        "safety",
        "sales",
        "school",
        "section",
        "security",
        "social",
        "staff",
        "standards",
        "strategy",
        "street",
        "student",
        "students",
        "support",
        "surveyor",
        "systems",
        "technical",
        "technology",
        "theatre",
        "trading",
        "training",
        "transport",
        "trust",
        "trustees",
        "trustee",
        "university",
        "volunteer",
        "warden",
        "waste",
        "works",
        "workforce",
        "youth",
    ];
    let name = owner.split(['(', ',']).next().unwrap_or_default().trim();
    let words: Vec<&str> = name.split_whitespace().collect();
    (2..=3).contains(&words.len())
        && words.iter().all(|word| is_surname(word) || matches!(*word, "Ed" | "Jo" | "Al" | "Bo"))
        && !words.iter().any(|word| PARTS.contains(&word.to_lowercase().as_str()))
        && is_personal(name)
}

/// Whether an owner is written as a person: initials or a title, and a surname.
pub(in crate::rules) fn names_a_person(owner: &str) -> bool {
    const TITLES: &[&str] =
        &["mr", "mrs", "ms", "miss", "dr", "prof", "professor", "cllr", "councillor", "sir", "rev"];
    let name = owner.split(['(', ',']).next().unwrap_or_default();
    let parts: Vec<&str> = name.split([' ', '.']).filter(|part| !part.is_empty()).collect();
    let Some((surname, before)) = parts.split_last() else { return false };
    let is_name = |part: &str| {
        part.starts_with(char::is_uppercase) && part.chars().skip(1).any(char::is_lowercase)
    };
    let titled = |part: &&str| TITLES.contains(&part.to_lowercase().as_str());
    let initial = |part: &&str| part.len() == 1 && part.starts_with(char::is_uppercase);
    let opens = before.first().is_some_and(|first| titled(first) || initial(first));
    opens && is_name(surname) && is_personal(name)
}

fn is_personal(name: &str) -> bool {
    const POSTS: &[&str] = &[
        "head",
        "director",
        "manager",
        "officer",
        "chief",
        "lead",
        "leader",
        "chair",
        "team",
        "board",
        "committee",
        "group",
        "department",
        "service",
        "services",
        "office",
        "council",
        "executive",
        "commissioner",
        "treasurer",
        "secretary",
        "coordinator",
        "president",
        "engineer",
        "analyst",
        "deputy",
        "assistant",
        "senior",
        "all",
        "project",
        "unit",
        "governor",
        "clerk",
        "auditor",
        "audit",
        "advisor",
        "adviser",
        "administrator",
        "owner",
        "member",
        "members",
        "partner",
        "developer",
        "designer",
        "consultant",
        "supervisor",
    ];
    let name = words::lowered(name);
    let words = words::words(&name);
    words.len() > 1 && !words.iter().any(|word| POSTS.contains(word))
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::finds;

    #[test]
    fn finds_names_in_the_key() {
        finds(
            &RULE,
            r"
            key AB = A. Bee
            1 | Buildings | The boiler fails | AB | 4x4 3x4 2x4
            ",
            &["*"],
        );
    }

    #[test]
    fn finds_names_in_the_column_of_owners() {
        let found = finds(
            &RULE,
            r"
            1 | Buildings | The boiler fails | A. Bee (engineer) / B C Dee | 4x4 3x4 2x4
            - Mend the boiler | Cllr Eff | Apr-18 | A
            ",
            &["*"],
        );
        assert_eq!(found[0].evidence, "A. Bee (engineer), B C Dee and Cllr Eff");
    }

    #[test]
    fn finds_first_names_in_the_column_of_owners() {
        let found = finds(
            &RULE,
            r"
            1 | Buildings | The boiler fails | Yusuf Tarn | 4x4 3x4 2x4
            - Mend the boiler | Ottoline Beck | Apr-18 | A
            - Buy a spare | Head of Works / Adult Care / Estates Yard | Apr-18 | A
            ",
            &["*"],
        );
        assert_eq!(found[0].evidence, "Ottoline Beck and Yusuf Tarn");
        let found = finds(
            &RULE,
            r"
            1 | Buildings | The boiler fails | Ottoline Beck | 4x4 3x4 2x4
            - Mend the boiler | Wystan Tarn | Apr-18 | A
            - Buy a spare | Perpetua Fell | Apr-18 | A
            ",
            &["*"],
        );
        assert_eq!(found.len(), 1);
    }

    #[test]
    fn finds_names_in_the_wording() {
        let found = finds(
            &RULE,
            r"
            1 | Buildings | The boiler fails in Thomas Street | AB | 4x4 3x4 2x4
            - Work led by the board (Ann Bee is on it) and Cllr Eff's group | AB | Apr-18 | A
            - Ask Ann Bee for a key to Dr Barnard House, and James. | AB | Apr-18 | A
            ",
            &["*"],
        );
        assert_eq!(
            found[0].message,
            "The wording names 3 people: Ann Bee, Cllr Eff and Dr Barnard."
        );
    }

    #[test]
    fn finds_ranks_and_whom_a_title_makes_plain() {
        let found = finds(
            &RULE,
            r"
            1 | Buildings | Since Priya Dee left, Mrs Lane's post is vacant | AB | 4x4 3x4 2x4
            - Inspector Dave Eff to find a store with Sgt Gee | AB | Apr-18 | A
            - Superintendent Registrar to move to Priya Street | AB | Apr-18 | A
            ",
            &["*"],
        );
        assert_eq!(found[0].evidence, "Priya Dee, Mrs Lane, Dave Eff and Sgt Gee");
    }

    #[test]
    fn silent_on_posts_and_groups_in_the_column_of_owners() {
        finds(
            &RULE,
            r"
            1 | Buildings | The boiler fails | Head of Buildings / AB / A Team | 4x4 3x4 2x4
            2 | Buildings | The roof leaks | Human Resources / IT / Client | 4x4 3x4 2x4
            ",
            &[],
        );
    }

    #[test]
    fn silent_on_posts() {
        finds(
            &RULE,
            r"
            key AB = Head of Buildings
            1 | Buildings | The boiler fails | AB | 4x4 3x4 2x4
            ",
            &[],
        );
    }

    #[test]
    fn silent_without_a_key() {
        finds(
            &RULE,
            r"
            1 | Buildings | The boiler fails | AB | 4x4 3x4 2x4
            ",
            &[],
        );
    }
}
