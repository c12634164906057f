//! Likelihood × impact, before controls, now, and after the planned actions.

use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{Number, Reading, Scheme};

/// A likelihood, an impact or a score: its words and the number they stand for.
pub type Rating = Reading<Number>;

/// Which of the three assessments (Orange Book 2023, Annex 3: inherent, residual, target;
/// "residual" is never used inside, because bodies mean either of the last two by it).
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum Stage {
    /// Before any control: gross, raw.
    Inherent,
    /// With the controls that exist now.
    Current,
    /// After the planned actions.
    Target,
}

impl Stage {
    /// All three, in the order of time.
    pub const ALL: [Self; 3] = [Self::Inherent, Self::Current, Self::Target];

    /// The field's own word, for bodies whose document gives no label.
    pub fn name(self) -> &'static str {
        match self {
            Self::Inherent => "inherent",
            Self::Current => "current",
            Self::Target => "target",
        }
    }
}

impl fmt::Display for Stage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// One scoring of one risk.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
pub struct Assessment {
    /// The document's own heading over it ("Gross Risk").
    pub label: Option<String>,
    /// How likely.
    pub likelihood: Option<Rating>,
    /// How bad.
    pub impact: Option<Rating>,
    /// The score as stated; never recomputed.
    pub score: Option<Rating>,
    /// A rating word, class or colour beside the score or in its place ("High", "IV", "amber").
    pub level: Option<String>,
}

impl Assessment {
    /// The number of the stated score.
    pub fn score_value(&self) -> Option<Number> {
        self.score.as_ref()?.value
    }

    /// What it scores: as stated, else what the matrix has in its cell. `None` where a score is
    /// stated in words alone.
    pub fn scored(&self, scheme: Option<&Scheme>) -> Option<Scored> {
        if self.score.is_some() {
            return self.score_value().map(|value| Scored { value, is_computed: false });
        }
        let (likelihood, impact) = self.cell()?;
        let value = scheme?.score(likelihood, impact)?;
        Some(Scored { value, is_computed: true })
    }

    /// Likelihood and impact as numbers: the cell of the matrix it stands in.
    pub fn cell(&self) -> Option<(Number, Number)> {
        Some((self.likelihood.as_ref()?.value?, self.impact.as_ref()?.value?))
    }

    /// Whether the document says anything of this assessment.
    pub fn is_blank(&self) -> bool {
        self.likelihood.is_none()
            && self.impact.is_none()
            && self.score.is_none()
            && self.level.is_none()
    }
}

/// What an assessment scores.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Scored {
    /// The score.
    pub value: Number,
    /// Whether the register states none and it was taken from the matrix.
    pub is_computed: bool,
}

/// The assessments of one risk, by stage.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
pub struct Assessments {
    /// Before any control.
    pub inherent: Option<Assessment>,
    /// With the controls that exist now.
    pub current: Option<Assessment>,
    /// After the planned actions.
    pub target: Option<Assessment>,
}

impl Assessments {
    /// The assessment of a stage.
    pub fn get(&self, stage: Stage) -> Option<&Assessment> {
        match stage {
            Stage::Inherent => self.inherent.as_ref(),
            Stage::Current => self.current.as_ref(),
            Stage::Target => self.target.as_ref(),
        }
    }

    /// The place where the assessment of a stage is kept.
    pub fn slot(&mut self, stage: Stage) -> &mut Option<Assessment> {
        match stage {
            Stage::Inherent => &mut self.inherent,
            Stage::Current => &mut self.current,
            Stage::Target => &mut self.target,
        }
    }
}
