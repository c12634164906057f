//! How the body's document lays out its table: its columns in their order, each under its own
//! heading and the headings over it. Papers are laid out by it; nothing is judged by it.

use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize};

use crate::Covered;

/// One column of the body's table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct LaidOut {
    /// What stands in it: a field (`owners`), a rating (`current-score`) or `extra:` with its heading.
    #[schemars(with = "String")]
    pub of: Covered,
    /// Its own heading, as the document has it; empty where it has none.
    pub heading: String,
    /// The headings over it, outermost first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub groups: Vec<String>,
}

/// The columns of the body's table, from the left; each thing once. In a register document a column
/// of something that is not known here is passed over.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, JsonSchema)]
pub struct Layout(Vec<LaidOut>);

impl Layout {
    /// The columns, from the left.
    pub fn columns(&self) -> &[LaidOut] {
        &self.0
    }

    /// Whether nothing is known of it.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether it has a column of something.
    pub fn has(&self, of: &Covered) -> bool {
        self.0.iter().any(|column| column.of == *of)
    }

    /// The same, with the columns that only another layout has: each after the one that it follows
    /// there.
    #[must_use]
    pub fn with_those_of(mut self, other: &Self) -> Self {
        let mut after = None;
        for column in &other.0 {
            match self.0.iter().position(|own| own.of == column.of) {
                Some(known) => after = Some(known),
                None => {
                    let at = after.map_or(0, |known| known + 1);
                    self.0.insert(at, column.clone());
                    after = Some(at);
                }
            }
        }
        self
    }
}

impl FromIterator<LaidOut> for Layout {
    fn from_iter<T: IntoIterator<Item = LaidOut>>(columns: T) -> Self {
        let mut own = Self::default();
        for column in columns {
            if !own.has(&column.of) {
                own.0.push(column);
            }
        }
        own
    }
}

impl Serialize for Covered {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Layout {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        struct Said {
            of: String,
            heading: String,
            #[serde(default)]
            groups: Vec<String>,
        }
        let said = Vec::<Said>::deserialize(deserializer)?;
        let known =
            |Said { of, heading, groups }| Some(LaidOut { of: of.parse().ok()?, heading, groups });
        Ok(said.into_iter().filter_map(known).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn layout(names: &[&str]) -> Layout {
        let column = |name: &&str| LaidOut {
            of: name.parse().unwrap(),
            heading: name.to_uppercase(),
            groups: vec![],
        };
        names.iter().map(column).collect()
    }

    fn names(layout: &Layout) -> Vec<String> {
        layout.columns().iter().map(|column| column.of.to_string()).collect()
    }

    #[test]
    fn a_column_that_one_issue_lacks_stays_after_its_neighbour() {
        let whole = layout(&["reference", "owners", "description", "current-score", "action"]);
        let part = layout(&["reference", "action", "extra:Trend"]);
        assert_eq!(
            names(&part.with_those_of(&whole)),
            ["reference", "owners", "description", "current-score", "action", "extra:Trend"]
        );
        let turned = layout(&["action", "reference"]);
        assert_eq!(
            names(&turned.with_those_of(&whole)),
            ["action", "reference", "owners", "description", "current-score"]
        );
    }

    #[test]
    fn it_reads_back_and_passes_over_what_it_does_not_know() {
        let whole = layout(&["reference", "current-score", "extra:Raised: by whom"]);
        let text = serde_json::to_string(&whole).unwrap();
        assert_eq!(serde_json::from_str::<Layout>(&text).unwrap(), whole);
        let later = text.replace("\"reference\"", "\"appetite\"");
        assert_eq!(names(&serde_json::from_str(&later).unwrap()), names(&whole)[1..]);
    }
}
