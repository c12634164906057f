//! # No version, meeting or sign-off data
//!
//! ## What it finds
//!
//! A register whose title names no version, meeting or approval (*version, draft, v2, board,
//! committee, cabinet, meeting, approved*) and that has no column which does. One finding for
//! the register.
//!
//! ## Why
//!
//! Which of two printed registers did the committee see? Without version and meeting nobody can
//! say.
//!
//! ## Example
//!
//! A title and a date.
//!
//! ## What to do
//!
//! Put version, meeting and approval at the head of the paper.
//!
//! ## Settings
//!
//! None.

use super::super::prelude::*;

pub(crate) const RULE: Rule = Rule {
    id: "GOV-17",
    name: "no-sign-off",
    title: "No version, meeting or sign-off data",
    severity: Severity::Medium,
    kind: Kind::Deterministic,
    starred: true,
    help: "Put version, meeting and approval at the head of the paper.",
    source: include_str!("no_sign_off.rs"),
    looks: &[(Sight::Register(Aspects::NONE), run)],
};

fn run(on: &Context<'_>, out: &mut Findings) {
    const SAID: &[&str] = &[
        "version",
        "draft",
        "board",
        "committee",
        "cabinet",
        "meeting",
        "approved",
        "approval",
        "signed off",
        "sign off",
    ];
    let title = words::lowered(on.register.title.as_deref().unwrap_or_default());
    let title = words::words(&title);
    let versioned = title.iter().any(|word| {
        word.strip_prefix('v').is_some_and(|n| n.starts_with(|c: char| c.is_ascii_digit()))
    });
    let named = words::first_phrase(&title, SAID).is_some() || versioned;
    if !on.risks.is_empty() && !named && !on.has_column(SAID) {
        let title = on.register.title.as_deref().unwrap_or_default();
        out.register("No version, meeting or approval is named.", title);
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::finds;

    #[test]
    fn finds_a_bare_title() {
        finds(
            &RULE,
            r"
            title Strategic risk register
            1 | Buildings | The boiler fails | AB | 4x4 3x4 2x4
            ",
            &["*"],
        );
    }

    #[test]
    fn silent_with_a_version() {
        finds(
            &RULE,
            r"
            title Strategic risk register v2.1
            1 | Buildings | The boiler fails | AB | 4x4 3x4 2x4
            ",
            &[],
        );
    }

    #[test]
    fn silent_with_a_meeting() {
        finds(
            &RULE,
            r"
            title Risk register for the Audit Committee
            1 | Buildings | The boiler fails | AB | 4x4 3x4 2x4
            ",
            &[],
        );
    }
}
