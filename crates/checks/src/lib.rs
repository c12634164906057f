//! What an auditor would say of a register, before the auditor does.
//!
//! [`check`] judges one register as at a date (and, where a rule asks for it, against earlier
//! issues of the same register) by the catalogue in [`RULES`]: one file a rule, whose doc comment
//! is its page. It is a pure function: no clock, no files, no database. What comes out is a sorted
//! list of [`Finding`]s; [`report`] prints it as text, JSON or SARIF, [`waiver`] sets aside what
//! somebody has answered for.

mod aspect;
mod context;
mod deeds;
pub mod docs;
mod finding;
mod found;
pub mod group;
mod history;
mod kept;
mod language;
#[cfg(test)]
mod messages;
mod own;
mod preset;
mod read;
pub mod report;
mod rule;
mod rules;
mod settings;
mod suggest;
mod telling;
#[cfg(test)]
mod testing;
mod verbs;
pub mod waiver;
mod watching;
mod words;

use std::sync::Arc;

use bellwether_domain::scales::Steps;
use bellwether_domain::{Date, Register};

pub use aspect::Aspects;
pub use finding::{Counts, Finding, Findings, Fix, Severity};
pub use found::Found;
pub use group::{FindingPlace, Gathered, Group, Headline, Listed, OwnersOwn, Standing};
pub use kept::KeptFindings;
pub use own::{Own, answering, by_owner, to_answer};
pub use preset::Preset;
pub use rule::{Confidence, Kind, Look, Rule, Sight};
pub use rules::RULES;
pub use settings::{Settings, SettingsError};
pub use suggest::{Asks, Suggestion, suggest};
pub use waiver::Waiver;

pub use context::{ActionView, Context, RiskView, Score};
pub use read::Text;

/// What is judged: a register, the date it is judged at, and what came before it.
#[derive(Debug, Clone, Copy)]
pub struct Subject<'a> {
    /// The register.
    pub register: &'a Register,
    /// The date that verdicts on dates go by; never today's, unless today is what was asked for.
    pub as_at: Date,
    /// Earlier issues of the same register, oldest first; empty where there are none.
    pub earlier: &'a [&'a Register],
    /// How many steps its scales have, where it prints no matrix and its body says so.
    pub steps: Steps,
    /// The numbers of risks that are known and not on the register: they were closed.
    pub closed: &'a [&'a str],
}

impl<'a> Subject<'a> {
    /// A register on its own.
    pub fn new(register: &'a Register, as_at: Date) -> Self {
        Self { register, as_at, earlier: &[], steps: Steps::default(), closed: &[] }
    }

    /// The same by the scales that its body gives.
    #[must_use]
    pub fn with_steps(self, steps: Steps) -> Self {
        Self { steps, ..self }
    }

    /// The same beside risks that were closed, by their numbers.
    #[must_use]
    pub fn with_closed(self, closed: &'a [&'a str]) -> Self {
        Self { closed, ..self }
    }

    /// The same with the issues before it, oldest first.
    #[must_use]
    pub fn with_earlier(self, earlier: &'a [&'a Register]) -> Self {
        Self { earlier, ..self }
    }
}

/// Judges a register by every rule that the settings leave on.
///
/// Sorted by severity, then in the order of the catalogue, then by place in the register.
pub fn check(subject: &Subject<'_>, settings: &Settings) -> Vec<Finding> {
    let found = KeptFindings::default().check(subject, settings);
    found.into_iter().map(Arc::unwrap_or_clone).collect()
}

/// The rule of an id ("ACT-04") or a name ("overdue"); blind to case.
pub fn rule(id_or_name: &str) -> Option<&'static Rule> {
    RULES.iter().copied().find(|rule| {
        rule.id.eq_ignore_ascii_case(id_or_name) || rule.name.eq_ignore_ascii_case(id_or_name)
    })
}
