//! The scoring matrix: the body's own scales and what each cell scores.

use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{Number, Rag, Shade};

/// One step of a scale.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Level {
    /// The step's number, ascending along the scale.
    pub value: Number,
    /// The body's word for it; empty where it has none.
    pub label: String,
}

impl Level {
    /// The body's word for it, or its number where it has none.
    pub fn word(&self) -> String {
        if self.label.is_empty() { self.value.to_string() } else { self.label.clone() }
    }

    /// The step by its number and its word ("4 Likely"); the word alone where it says the number
    /// itself ("4 - Likely").
    pub fn in_full(&self) -> String {
        let number = self.value.to_string();
        let label = self.label.trim();
        let rest = label.strip_prefix(number.as_str());
        let says_it = rest.is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphanumeric()));
        if says_it { label.to_owned() } else { format!("{number} {label}").trim_end().to_owned() }
    }
}

/// A band of scores with the body's own word and colour ("High", red, from 15).
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct Band {
    /// The body's word for the band.
    pub label: String,
    /// The lowest score in the band; it ends where the next begins.
    pub from: Number,
    /// The colour the body gives it, where it says.
    pub colour: Option<Rag>,
    /// The shade that the document paints it in, as `#rrggbb`, where it does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>")]
    pub shade: Option<Shade>,
}

/// Two bands are the same however they are painted: a shade is no part of what changed.
impl PartialEq for Band {
    fn eq(&self, other: &Self) -> bool {
        (&self.label, self.from, self.colour) == (&other.label, other.from, other.colour)
    }
}

impl Eq for Band {}

impl fmt::Display for Band {
    /// "High from 15 (red)".
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} from {}", self.label, self.from)?;
        self.colour.map_or(Ok(()), |colour| write!(f, " ({colour})"))
    }
}

/// One of the two scales.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Axis {
    /// How likely.
    #[default]
    Likelihood,
    /// How bad.
    Impact,
}

impl Axis {
    /// The other one.
    pub fn other(self) -> Self {
        match self {
            Self::Likelihood => Self::Impact,
            Self::Impact => Self::Likelihood,
        }
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Likelihood => "likelihood",
            Self::Impact => "impact",
        }
    }

    /// Its name as it stands over an axis.
    pub fn title(self) -> &'static str {
        match self {
            Self::Likelihood => "Likelihood",
            Self::Impact => "Impact",
        }
    }
}

fn ordered(scale: &[Level], falls: bool) -> Vec<&Level> {
    let mut levels: Vec<&Level> = scale.iter().collect();
    if falls {
        levels.reverse();
    }
    levels
}

/// How the document draws its matrix; as most bodies do where nothing else is said: likelihood
/// across, rising to the right, impact rising upwards.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, rename_all = "kebab-case")]
pub struct Drawn {
    /// The scale that runs across; the other runs up and down.
    #[serde(skip_serializing_if = "is_usual")]
    pub across: Axis,
    /// Whether the step on the left is the highest.
    #[serde(skip_serializing_if = "is_usual")]
    pub highest_left: bool,
    /// Whether the step at the bottom is the highest.
    #[serde(skip_serializing_if = "is_usual")]
    pub highest_below: bool,
}

impl Drawn {
    /// How a document draws it.
    pub fn of(rows_are_likelihood: bool, highest_left: bool, highest_below: bool) -> Self {
        let across = if rows_are_likelihood { Axis::Impact } else { Axis::Likelihood };
        Self { across, highest_left, highest_below }
    }
}

impl fmt::Display for Drawn {
    /// "; drawn with impact across, the highest below"; nothing where it is the usual way.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if is_usual(self) {
            return Ok(());
        }
        write!(f, "; drawn with {} across", self.across.name())?;
        let ends = [
            (self.highest_left, ", the highest left"),
            (self.highest_below, ", the highest below"),
        ];
        ends.into_iter().filter(|(is, _)| *is).try_for_each(|(_, words)| f.write_str(words))
    }
}

fn is_usual<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

/// The scales and the matrix in force: of any size, and not always a product.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
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
    /// How the document draws the matrix; left out where it is the usual way.
    #[serde(default, skip_serializing_if = "is_usual")]
    pub drawn: Drawn,
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
            drawn: Drawn::default(),
        }
    }

    /// What the matrix says for a likelihood and an impact; `None` off the scale.
    pub fn score(&self, likelihood: Number, impact: Number) -> Option<Number> {
        let column = self.likelihood.iter().position(|l| l.value == likelihood)?;
        let row = self.impact.iter().position(|l| l.value == impact)?;
        self.scores.get(row)?.get(column).copied()
    }

    /// The steps of a scale, ascending.
    pub fn scale(&self, axis: Axis) -> &[Level] {
        match axis {
            Axis::Likelihood => &self.likelihood,
            Axis::Impact => &self.impact,
        }
    }

    /// The steps over the columns of the matrix as the document draws it, from the left.
    pub fn columns(&self) -> Vec<&Level> {
        ordered(self.scale(self.drawn.across), self.drawn.highest_left)
    }

    /// The steps beside its rows, from the top.
    pub fn rows(&self) -> Vec<&Level> {
        ordered(self.scale(self.drawn.across.other()), !self.drawn.highest_below)
    }

    /// Likelihood and impact where a column and a row meet.
    pub fn cell(&self, column: &Level, row: &Level) -> (Number, Number) {
        match self.drawn.across {
            Axis::Likelihood => (column.value, row.value),
            Axis::Impact => (row.value, column.value),
        }
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

impl fmt::Display for Scheme {
    /// "likelihood 1 Rare, 2 Likely; impact 1 Low, 2 High; scores 1 2 | 2 4".
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let steps =
            |levels: &[Level]| levels.iter().map(Level::in_full).collect::<Vec<_>>().join(", ");
        let row =
            |row: &Vec<Number>| row.iter().map(Number::to_string).collect::<Vec<_>>().join(" ");
        let rows = self.scores.iter().map(row).collect::<Vec<_>>().join(" | ");
        write!(
            f,
            "likelihood {}; impact {}; scores {rows}",
            steps(&self.likelihood),
            steps(&self.impact)
        )?;
        let bands: Vec<String> = self.bands.iter().map(Band::to_string).collect();
        if !bands.is_empty() {
            write!(f, "; bands {}", bands.join(", "))?;
        }
        self.drawn.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_says_its_number_once() {
        let step = |value: i32, label: &str| {
            Level { value: value.into(), label: label.to_owned() }.in_full()
        };
        assert_eq!(step(1, "Rare"), "1 Rare");
        assert_eq!(step(1, "1 - Rare"), "1 - Rare");
        assert_eq!(step(1, "10 year event"), "1 10 year event");
        assert_eq!(step(3, ""), "3");
    }
}
