//! The facts of a register as set down apart from the program, in the form that the scorer takes.

use std::{fs, path::Path};

use indexmap::IndexMap;
use serde::Deserialize;

/// What a document says, fact by fact.
#[derive(Debug, Clone, Default, Deserialize)]
pub(crate) struct Facts {
    pub(crate) as_at: Option<String>,
    pub(crate) as_at_iso: Option<String>,
    #[serde(default)]
    pub(crate) owners_key: IndexMap<String, String>,
    pub(crate) risks: Vec<RiskFacts>,
}

/// What it says of one risk.
#[derive(Debug, Clone, Default, Deserialize)]
pub(crate) struct RiskFacts {
    #[serde(rename = "ref")]
    pub(crate) reference: Option<String>,
    pub(crate) category: Option<String>,
    pub(crate) risk: String,
    pub(crate) risk_full: Option<String>,
    pub(crate) cause: Option<String>,
    pub(crate) consequence: Option<String>,
    pub(crate) gross: Option<Ratings>,
    pub(crate) current: Option<Ratings>,
    pub(crate) residual: Option<Ratings>,
    pub(crate) target: Option<Ratings>,
    #[serde(default)]
    pub(crate) owners: Vec<String>,
    #[serde(default)]
    pub(crate) actions: Vec<ActionFacts>,
    #[serde(default)]
    pub(crate) controls: Vec<String>,
}

/// What it says of one action.
#[derive(Debug, Clone, Default, Deserialize)]
pub(crate) struct ActionFacts {
    pub(crate) description: String,
    pub(crate) description_full: Option<String>,
    #[serde(default)]
    pub(crate) owners: Vec<String>,
    pub(crate) target: Option<String>,
    pub(crate) status: Option<String>,
}

/// One assessment.
#[derive(Debug, Clone, Default, Deserialize)]
pub(crate) struct Ratings {
    pub(crate) likelihood: Option<Said>,
    pub(crate) impact: Option<Said>,
    pub(crate) score: Option<Said>,
    pub(crate) level: Option<Said>,
}

/// A rating as the document writes it.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(untagged)]
pub(crate) enum Said {
    Number(f64),
    Words(String),
}

impl Facts {
    /// Reads the facts beside a document.
    pub(crate) fn load(path: &Path) -> Self {
        let text = fs::read_to_string(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
        serde_json::from_str(&text).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
    }

    /// The first issue of the sample register.
    pub(crate) fn sample() -> Self {
        Self::load(&Path::new(env!("CARGO_MANIFEST_DIR")).join(SAMPLE))
    }

    /// The same, changed risk by risk.
    pub(crate) fn each(mut self, change: impl FnMut(&mut RiskFacts)) -> Self {
        self.risks.iter_mut().for_each(change);
        self
    }
}

const SAMPLE: &str = "../../sample/northshire/2025-q1.expected.json";

impl RiskFacts {
    /// The whole wording.
    pub(crate) fn wording(&self) -> &str {
        self.risk_full.as_deref().unwrap_or(&self.risk)
    }
}

impl ActionFacts {
    /// The whole wording.
    pub(crate) fn wording(&self) -> &str {
        self.description_full.as_deref().unwrap_or(&self.description)
    }
}

impl Said {
    /// The number, where it is one.
    pub(crate) fn whole(&self) -> usize {
        match self {
            Self::Number(value) => *value as usize,
            Self::Words(words) => words.parse().unwrap_or_default(),
        }
    }
}

impl std::fmt::Display for Said {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Number(value) => write!(f, "{value}"),
            Self::Words(words) => f.write_str(words),
        }
    }
}
