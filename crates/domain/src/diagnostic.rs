//! What was noticed while a document was read: each repair, doubt and loss, with its place.

use std::{borrow::Cow, fmt};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How much a diagnostic matters.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Something done that a reader may want to know.
    Info,
    /// Something repaired or doubted: check it.
    Warning,
    /// Something that could not be read.
    Error,
}

/// A place in a document. Pages, rows and columns count from one; for a text a row is a line.
#[derive(
    Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize, JsonSchema,
)]
pub struct Source {
    /// The sheet, where the document has sheets.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sheet: Option<String>,
    /// The page, where it has pages.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub page: Option<u32>,
    /// The row or line.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub row: Option<u32>,
    /// The column.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub column: Option<u32>,
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut parts = Vec::new();
        if let Some(sheet) = &self.sheet {
            parts.push(format!("sheet “{sheet}”"));
        }
        for (name, number) in [("page", self.page), ("row", self.row), ("column", self.column)] {
            if let Some(number) = number {
                parts.push(format!("{name} {number}"));
            }
        }
        f.write_str(&parts.join(", "))
    }
}

/// One thing noticed: what was done and what to check, in plain words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Diagnostic {
    /// A stable name ("row-shifted"), for filters and documentation.
    pub code: Cow<'static, str>,
    /// How much it matters.
    pub severity: Severity,
    /// What was found and what was done about it.
    pub message: String,
    /// What the reader should check or do.
    pub help: String,
    /// Where it stands.
    pub source: Option<Source>,
}
