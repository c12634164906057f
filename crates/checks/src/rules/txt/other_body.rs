//! # Subject is another body
//!
//! ## What it finds
//!
//! A statement that begins with a body which the organisation does not run itself ("The council
//! …", "The probation service's …"). The bodies are a setting; one whose name stands in the
//! name of the register's own organisation is left out, unless the organisation is the
//! commissioner or the panel that oversees it. Where the register does not name its organisation, a
//! council, a force or the like may be the body itself, and is left out. It goes by the first words. One finding for each
//! risk.
//! Silent where the register is not in English.
//!
//! ## Why
//!
//! Who holds another body to account, or works with it, cannot treat its risks: the risk needs
//! to be put as one of partnership or of oversight.
//!
//! ## Example
//!
//! "The contractor does not train its drivers", in the register of the body that hired it.
//!
//! ## What to do
//!
//! Say what the risk is to *this* body, and what it can do: oversight, funding, escalation.
//!
//! ## Settings
//!
//! `other_bodies`: the bodies, in lower case and without "the".

use super::super::prelude::*;
use bellwether_domain::RiskField;

pub(crate) const RULE: Rule = Rule {
    id: "TXT-07",
    name: "other-body",
    title: "Subject is another body",
    severity: Severity::Info,
    kind: Kind::Text,
    starred: false,
    help: "Put it as the risk to this organisation: of partnership, or of oversight.",
    source: include_str!("other_body.rs"),
    looks: &[(Sight::Risk, run)],
};

fn run(on: &Context<'_>, out: &mut Findings) {
    if !on.is_english() {
        return;
    }
    let own = words::folded(on.register.organisation.as_deref().unwrap_or_default());
    let oversees = own.contains("commissioner") || own.contains("panel");
    let is_named = !own.trim().is_empty();
    let own = format!(" {own} ");
    let bodies: Vec<(&String, Vec<&str>)> = on
        .settings
        .other_bodies
        .iter()
        .filter(|body| oversees || !own.contains(&format!(" {body} ")))
        .filter(|body| is_named || !MAY_BE_OURS.contains(&body.as_str()))
        .map(|body| (body, body.split(' ').collect()))
        .collect();
    for risk in &on.risks {
        let mut said = risk.words();
        if let [first, rest @ ..] = said
            && matches!(*first, "the" | "our" | "a" | "an")
        {
            said = rest;
        }
        if let Some((body, _)) = bodies.iter().find(|(_, words)| begins(said, words)) {
            let message = format!("It speaks of another body, not of this one: {body}.");
            out.risk(risk, message, risk.statement).field(RiskField::Description);
        }
    }
}

/// Kinds of body that keep registers of their own. Where the register does not say whose it is, "the
/// council" may be the body itself.
const MAY_BE_OURS: &[&str] = &[
    "constabulary",
    "council",
    "fire service",
    "force",
    "local authority",
    "nhs",
    "police",
    "police service",
];

/// Whether the words begin with a body and go on with a verb or a possessive: "police stations
/// close" speaks of stations.
fn begins(said: &[&str], body: &[&str]) -> bool {
    let (Some(last), Some(word)) = (body.last(), said.get(body.len() - 1)) else { return false };
    let before = said.iter().zip(body).take(body.len() - 1).all(|(a, b)| a == b);
    let possessive = word.strip_suffix("'s") == Some(last) || word.strip_suffix('\'') == Some(last);
    let next = said.get(body.len()).copied();
    before && (possessive || (word == last && next.is_none_or(is_verb)))
}

fn is_verb(word: &str) -> bool {
    const VERBS: &[&str] = &[
        "is", "are", "was", "were", "does", "do", "did", "has", "have", "had", "will", "would",
        "may", "might", "can", "could", "cannot", "must", "should", "fails", "fail", "and", "or",
        "cjs", "ctu", "cps",
    ];
    VERBS.contains(&word) || word.ends_with("n't")
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::finds;

    #[test]
    fn finds_statements_about_others() {
        finds(
            &RULE,
            r"
            organisation Northshire Police Commissioner
            1 | Order | The contractor does not train its drivers | AB | 4x4 3x4 2x4
            2 | Order | The probation service's offices close | AB | 4x4 3x4 2x4
            3 | Order | The police do not answer calls | AB | 4x4 3x4 2x4
            ",
            &["1", "2", "3"],
        );
    }

    #[test]
    fn silent_on_what_may_be_the_body_itself_where_it_is_not_named() {
        finds(
            &RULE,
            r"
            1 | Order | The council does not repair its roads | AB | 4x4 3x4 2x4
            2 | Order | The force has no spare cars | AB | 4x4 3x4 2x4
            3 | Order | The contractor does not train its drivers | AB | 4x4 3x4 2x4
            ",
            &["3"],
        );
    }

    #[test]
    fn silent_on_the_body_itself_and_on_things_named_after_another() {
        finds(
            &RULE,
            r"
            organisation Northshire Council
            1 | Order | The council does not repair its roads | AB | 4x4 3x4 2x4
            2 | Order | Police stations in the county close | AB | 4x4 3x4 2x4
            ",
            &[],
        );
    }
}
