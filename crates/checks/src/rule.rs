//! A rule: what it is called, how much it matters, how sure it can be, and what decides it.

use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{Aspects, Context, Findings, Severity};

/// How a rule decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// Two careful readers find exactly the same.
    Deterministic,
    /// By words and patterns; the page says how, and it can err.
    Text,
    /// It needs a person: the finding is a question.
    Question,
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Deterministic => "exact",
            Self::Text => "by its wording; can err",
            Self::Question => "a question for a person",
        })
    }
}

/// How sure a finding is; severity says how much it would matter.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs, reason = "the words speak for themselves")]
pub enum Confidence {
    Low,
    Medium,
    High,
}

/// What the findings of a rule at one place follow from. What follows from a risk alone need not be
/// found again until the risk is another; settings, scales and language are part of every sight.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Sight {
    /// The risk alone, whatever day it is.
    Risk,
    /// The risk as at a day.
    Day,
    /// The risk and what it was in earlier issues.
    Past,
    /// Other risks too, or the register as a whole: so much of what is told of risks.
    Register(Aspects),
}

/// What decides a rule at what it looks at: of a risk alone it finds the same whichever other risks
/// it is given beside it.
pub type Look = (Sight, fn(&Context<'_>, &mut Findings));

/// One rule of the catalogue.
#[derive(Debug)]
pub struct Rule {
    /// Its number in the catalogue ("ACT-04").
    pub id: &'static str,
    /// Its name, as its file and page are called ("overdue").
    pub name: &'static str,
    /// Its title in words.
    pub title: &'static str,
    /// How much a finding matters; some rules raise it by the risk's score.
    pub severity: Severity,
    /// How it decides.
    pub kind: Kind,
    /// Whether the catalogue wants it first.
    pub starred: bool,
    /// The one thing to do about a finding.
    pub help: &'static str,
    /// Its source, whose `//!` lines are its page.
    pub source: &'static str,
    /// What decides it, by what it looks at.
    pub looks: &'static [Look],
}

impl Rule {
    /// How sure its findings are, unless one says otherwise.
    pub fn confidence(&self) -> Confidence {
        match self.kind {
            Kind::Deterministic => Confidence::High,
            Kind::Text => Confidence::Medium,
            Kind::Question => Confidence::Low,
        }
    }

    /// Whether it only repeats what was noticed when the document was read: who accepted the import has
    /// seen it.
    pub fn is_remark_of_import(&self) -> bool {
        matches!(
            self.id,
            "IMP-01" | "IMP-02" | "IMP-03" | "IMP-04" | "IMP-05" | "IMP-06" | "IMP-08"
        )
    }

    /// The letters before the dash: which section of the catalogue it stands in.
    pub fn section(&self) -> &'static str {
        self.id.split('-').next().unwrap_or_default()
    }

    /// Its page in Markdown: the doc comment of its file.
    pub fn docs(&self) -> String {
        self.source
            .lines()
            .map_while(|line| line.strip_prefix("//!"))
            .map(|line| format!("{}\n", line.strip_prefix(' ').unwrap_or(line)))
            .collect()
    }
}
