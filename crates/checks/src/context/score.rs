//! An assessment in numbers.

use bellwether_domain::{Assessment, Number, Scheme, assessment::Rating};

/// An assessment in numbers.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Score {
    /// Likelihood.
    pub likelihood: Option<Number>,
    /// Impact.
    pub impact: Option<Number>,
    /// The stated score; where none is stated, what the matrix gives.
    pub score: Option<Number>,
}

impl Score {
    pub(super) fn of(assessment: &Assessment, matrix: Option<&Scheme>) -> Option<Self> {
        let number = |rating: &Option<Rating>| rating.as_ref()?.value;
        let (likelihood, impact) = (number(&assessment.likelihood), number(&assessment.impact));
        let score = assessment.scored(matrix).map(|scored| scored.value);
        let any = likelihood.is_some() || impact.is_some() || score.is_some();
        any.then_some(Self { likelihood, impact, score })
    }

    /// Likelihood and impact, where both are known.
    pub fn cell(&self) -> Option<(Number, Number)> {
        Some((self.likelihood?, self.impact?))
    }

    /// Whether the score is known and reaches a threshold.
    pub fn reaches(&self, threshold: f64) -> bool {
        self.score.is_some_and(|score| score.get() >= threshold)
    }

    /// Whether both scores are known and this one is the lower.
    pub fn below(&self, other: &Self) -> bool {
        matches!((self.score, other.score), (Some(a), Some(b)) if a < b)
    }

    /// "4 × 5 = 20", or as much of it as is known.
    pub fn words(&self) -> String {
        match (self.cell(), self.score) {
            (Some((l, i)), Some(score)) => format!("{l} × {i} = {score}"),
            (Some((l, i)), None) => format!("{l} × {i}"),
            (None, Some(score)) => score.to_string(),
            (None, None) => "not scored".to_owned(),
        }
    }
}
