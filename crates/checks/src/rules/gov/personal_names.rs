//! # Personal names in a paper to be published
//!
//! ## What it finds
//!
//! A register whose key of owners gives the name of a person: two words or more, or an initial
//! and a name, none of which is a word for a post or a body (*head, director, manager, officer,
//! team, board …*). One finding for the register, naming the initials.
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

use super::super::prelude::*;

pub(crate) const RULE: Rule = Rule {
    id: "GOV-18",
    name: "personal-names",
    title: "Personal names in a paper to be published",
    severity: Severity::Medium,
    kind: Kind::Deterministic,
    starred: true,
    help: "Give posts in the public version; keep names in the restricted one.",
    source: include_str!("personal_names.rs"),
    run,
};

fn run(on: &Context<'_>, out: &mut Findings) {
    let named: Vec<&str> = on
        .register
        .people
        .iter()
        .filter(|person| is_personal(&person.name))
        .map(|person| person.initials.as_str())
        .collect();
    if !named.is_empty() {
        let message = format!(
            "The key names {}.",
            plural(named.len(), "person").replace("persons", "people")
        );
        out.register(message, named.join(", "));
    }
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
