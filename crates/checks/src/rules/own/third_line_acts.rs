//! # Third line owns first-line work
//!
//! ## What it finds
//!
//! A risk, or an action that is no audit itself, owned by internal audit: the owner as written,
//! or the post that the key of owners gives for the initials, says *internal audit*, *head of audit*,
//! *chief audit executive*, *audit manager*, *audit partner* or another post of audit, or *auditor* where
//! it is no external one; a committee of audit is none. It goes by these words; where the register
//! gives no posts nothing can be said. An action whose description says *audit* is left
//! out, and so is one that looks at compliance or controls. One finding for each risk and each action.
//!
//! ## Why
//!
//! The third line gives assurance on what the first and second do (the Institute of Internal
//! Auditors' three lines model). Who does the work cannot audit it.
//!
//! ## Example
//!
//! "Rewrite the procurement manual", owned by the head of internal audit.
//!
//! ## What to do
//!
//! Give it to whoever runs the matter; keep internal audit for the assurance.
//!
//! ## Settings
//!
//! None.

use super::super::prelude::*;
use bellwether_domain::{ActionField, RiskField};

pub(crate) const RULE: Rule = Rule {
    id: "OWN-08",
    name: "third-line-acts",
    title: "Third line owns first-line work",
    severity: Severity::Medium,
    kind: Kind::Text,
    starred: false,
    help: "Give it to whoever runs the matter, and keep internal audit for the assurance.",
    source: include_str!("third_line_acts.rs"),
    looks: &[(Sight::Register(Aspects::WORDS.and(Aspects::OWNERS)), run)],
};

fn run(on: &Context<'_>, out: &mut Findings) {
    let third: Vec<&str> = on.owners.iter().copied().filter(|o| is_third_line(on, o)).collect();
    if third.is_empty() {
        return;
    }
    for risk in &on.risks {
        if let Some(owner) = risk.risk.owners.iter().find(|owner| third.contains(&owner.as_str())) {
            let message = "Internal audit owns the risk that it is to give assurance on.";
            out.risk(risk, message, said(on, owner)).field(RiskField::Owners);
        }
    }
    for (risk, action) in on.actions() {
        if action.words().iter().any(|word| word.starts_with("audit")) || assures(action.words()) {
            continue;
        }
        if let Some(owner) =
            action.action.owners.iter().find(|owner| third.contains(&owner.as_str()))
        {
            let message = "Internal audit does the work that it is to give assurance on.";
            out.action(risk, action, message, said(on, owner)).field(ActionField::Owners);
        }
    }
}

/// "Review compliance with the payroll controls": it looks whether others do what they are to do.
fn assures(words: &[&str]) -> bool {
    let looks = matches!(
        words.first(),
        Some(
            &("review"
                | "check"
                | "test"
                | "assess"
                | "verify"
                | "examine"
                | "evaluate"
                | "report")
        )
    );
    let at_what = |word: &&str| {
        matches!(
            *word,
            "compliance" | "control" | "controls" | "assurance" | "adequacy" | "effectiveness"
        )
    };
    looks && words.iter().any(at_what)
}

fn post<'a>(on: &Context<'a>, owner: &str) -> Option<&'a str> {
    on.register.person(owner)?.role.as_deref()
}

fn is_third_line(on: &Context<'_>, owner: &str) -> bool {
    const SAID: &[&str] = &[
        "internal audit",
        "head of audit",
        "director of audit",
        "chief audit executive",
        "audit manager",
        "audit lead",
        "audit partner",
        "audit partnership",
        "audit team",
        "audit service",
        "audit services",
        "audit section",
        "hia",
        "cae",
    ];
    let text = words::lowered(post(on, owner).unwrap_or(owner));
    let words = words::words(&text);
    // An energy auditor is none of the third line.
    let of_line = |before: &str| {
        matches!(
            before,
            "internal" | "chief" | "senior" | "principal" | "lead" | "trainee" | "the" | "our"
        )
    };
    let audits = || {
        words.iter().enumerate().any(|(at, word)| {
            let before = at.checked_sub(1).and_then(|at| words.get(at)).copied();
            word.starts_with("auditor") && before.is_none_or(of_line)
        })
    };
    let others = ["external", "committee", "chair", "clinical"];
    !words.iter().any(|word| others.contains(word))
        && (words::first_phrase(&words, SAID).is_some() || audits())
}

/// The owner with the post that the key gives.
fn said(on: &Context<'_>, owner: &str) -> String {
    post(on, owner).map_or_else(|| owner.to_owned(), |post| format!("{owner}, {post}"))
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::finds;

    #[test]
    fn finds_an_auditor_by_post_or_by_the_key() {
        finds(
            &RULE,
            r"
            key AB = A. Bee, Head of Internal Audit
            key CD = C. Dee, Treasurer
            1 | Money | Invoices are paid twice | AB | 4x4 3x4 2x4
            - Rewrite the procurement manual | AB | Apr-18 | A
            - Train the clerks | Chief Internal Auditor | Apr-18 | A
            - Renew the vault | Audit Manager | Apr-18 | A
            ",
            &["1", "1.1", "1.2", "1.3"],
        );
    }

    #[test]
    fn silent_on_an_audit_and_on_other_posts() {
        finds(
            &RULE,
            r"
            key AB = A. Bee, Head of Internal Audit
            key CD = C. Dee, Treasurer
            key EF = E. Eff
            1 | Money | Invoices are paid twice | CD | 4x4 3x4 2x4
            - Audit of the ledgers | AB | Apr-18 | A
            - Train the clerks | EF / Chair of the audit committee | Apr-18 | A
            - Write the letter | External auditor | Apr-18 | A
            - Lag the pipes | Heat auditor | Apr-18 | A
            - Test the controls on overtime | AB | Apr-18 | A
            ",
            &[],
        );
    }
}
