//! The scoring matrix: the body's own scales and what each cell scores.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{Number, Rag};

/// One step of a scale.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Level {
    /// The step's number, ascending along the scale.
    pub value: Number,
    /// The body's word for it; empty where it has none.
    pub label: String,
}

/// A band of scores with the body's own word and colour ("High", red, from 15).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Band {
    /// The body's word for the band.
    pub label: String,
    /// The lowest score in the band; it ends where the next begins.
    pub from: Number,
    /// The colour the body gives it, where it says.
    pub colour: Option<Rag>,
}

/// The scales and the matrix in force: of any size, and not always a product.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Scheme {
    /// The likelihood scale, ascending.
    pub likelihood: Vec<Level>,
    /// The impact scale, ascending.
    pub impact: Vec<Level>,
    /// The score of each cell: rows by impact ascending, columns by likelihood ascending.
    pub scores: Vec<Vec<Number>>,
    /// Bands of scores, ascending; empty where the document states none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub bands: Vec<Band>,
}

impl Scheme {
    /// An unlabelled square scheme of `size` steps that multiplies, for bodies that state none.
    pub fn product(size: u8) -> Self {
        let scale =
            |n: u8| (1..=i32::from(n)).map(|v| Level { value: v.into(), label: String::new() });
        let scores = (1..=i32::from(size))
            .map(|impact| (1..=i32::from(size)).map(|l| Number::from(l * impact)).collect())
            .collect();
        Self {
            likelihood: scale(size).collect(),
            impact: scale(size).collect(),
            scores,
            bands: vec![],
        }
    }

    /// What the matrix says for a likelihood and an impact; `None` off the scale.
    pub fn score(&self, likelihood: Number, impact: Number) -> Option<Number> {
        let column = self.likelihood.iter().position(|l| l.value == likelihood)?;
        let row = self.impact.iter().position(|l| l.value == impact)?;
        self.scores.get(row)?.get(column).copied()
    }

    /// The highest score on the matrix.
    pub fn highest(&self) -> Option<Number> {
        self.scores.iter().flatten().copied().max()
    }

    /// The band that a score falls in, where the body has bands.
    pub fn band(&self, score: Number) -> Option<&Band> {
        self.bands.iter().rev().find(|band| score >= band.from)
    }
}
