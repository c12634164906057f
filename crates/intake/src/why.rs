//! Why a document was read as it was: the readings that competed, the tables and what spoke for
//! each, what of it speaks against the reading that won.

use serde::{Deserialize, Serialize};

use crate::{ColumnReading, FileFormat, sheet};

/// Why a document was read as it was.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Why {
    /// The ways to divide it that were tried, the best first; empty where the file says by itself
    /// where its cells end.
    pub ways: Vec<Tried>,
    /// The tables of the reading that won, in the order of the document.
    pub tables: Vec<TableSeen>,
    /// What speaks against the reading that won, each with the part of its confidence that it
    /// leaves (from 0 to 1).
    pub against: Vec<(f32, String)>,
}

/// One way to divide a text into cells.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Tried {
    /// The way, in words ("a cell a line").
    pub way: String,
    /// What it came to, or why it was declined.
    pub came_to: Result<Worth, String>,
}

/// What a reading is worth among others of the same text.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub struct Worth {
    /// The risks that it found.
    pub risks: usize,
    /// The facts that it found about them.
    pub facts: usize,
    /// How plausible it is, from 0 to 1.
    pub confidence: f32,
    /// What decides: the facts times the third power of the confidence.
    pub weight: f32,
}

/// A table of a document, and what spoke for and against its being a register.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct TableSeen {
    /// The sheet it stands on, where the document has sheets.
    pub sheet: Option<String>,
    /// Its headings.
    pub heads: Vec<String>,
    /// The row of its headings, as the document counts, where it has such a row.
    pub row: Option<u32>,
    /// How many rows it has.
    pub rows: usize,
    /// What it was taken for.
    pub taken: Taken,
    /// What spoke for its being a register (above nought) and against it.
    pub weighed: Vec<(i32, String)>,
    /// Its columns, where it is no part of the register that was read.
    pub columns: Vec<ColumnReading>,
}

/// What a table was taken for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Taken {
    /// The register, or a part of it.
    Register,
    /// The actions of the register's risks.
    Actions,
    /// An earlier issue of the same risks.
    Earlier,
    /// Nothing of the register.
    Other,
}

/// What a heading could be read as, and how well its words and its cells agree with that.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Weighed {
    /// The field, as it is named for a column ("owners"); "extra" for none.
    pub field: String,
    /// The words that the heading reads as.
    pub phrase: String,
    /// How well the heading says them, from 0 to 1; a little more where a group over it agrees.
    pub heading: f32,
    /// How well the cells agree, from 0.3 to 1.
    pub cells: f32,
}

/// What was seen of a document that was declined: what somebody who knows better can begin from.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Seen {
    /// Why nothing of it was read as a register.
    pub reason: String,
    /// What the file was.
    pub format: FileFormat,
    /// The document as rows of cells.
    pub document: sheet::Document,
    /// Why it was read so.
    pub why: Why,
}

impl Seen {
    /// The columns of its likeliest table: the one with the most of a register's fields.
    pub fn columns(&self) -> &[ColumnReading] {
        let fields = |table: &&TableSeen| {
            let fields = table.columns.iter().filter(|column| column.target.field().is_some());
            (fields.count(), table.rows)
        };
        self.why.tables.iter().max_by_key(fields).map_or(&[], |table| &table.columns)
    }
}
