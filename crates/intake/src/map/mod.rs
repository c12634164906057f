//! Columns → fields: what the heading says and what the cells hold, both weighed.

mod aspects;
mod choose;
mod clusters;
pub(crate) mod contents;
mod draft;
mod families;
mod folded;
pub(crate) mod heading;
mod lexicon;
mod mended;
mod neighbours;
mod partners;
mod questions;
mod ratings;
mod stages;
mod unheaded;
pub(crate) mod vocabulary;

use bellwether_domain::{Diagnostic, Field};

use crate::{
    Target,
    locate::{Column, Table, columns},
    sheet::Sheet,
    why::Weighed,
};

pub(crate) use contents::Contents;
pub(crate) use mended::mended;

/// One column and what it is read as.
#[derive(Debug, Clone)]
pub(crate) struct Mapped {
    pub(crate) column: Column,
    pub(crate) target: Target,
    pub(crate) confidence: f32,
    pub(crate) evidence: Vec<String>,
    /// What its heading could be, the likeliest first.
    pub(crate) weighed: Vec<Weighed>,
    pub(crate) contents: Contents,
    /// The group's words over a rating, where there are any.
    pub(crate) label: Option<String>,
    /// The number that ties an action to its owner, date and status: "Action 2", "Action 2 owner".
    pub(crate) family: Option<u8>,
}

impl Mapped {
    /// Whether a reader means this column: by its heading, with or without its group, or by its
    /// place ("column 7").
    pub(crate) fn is_named(&self, name: &str) -> bool {
        let place = format!("column {}", self.column.index + 1);
        means(name, [&self.column.heading, &self.column.path(), &place])
    }

    /// What it is kept under where it fits no field: its heading, or its place where it has none.
    pub(crate) fn own_heading(&self) -> String {
        let heading = self.column.path();
        if heading.is_empty() { format!("Column {}", self.column.index + 1) } else { heading }
    }

    /// Whether the reader has said what it is.
    pub(crate) fn is_given(&self) -> bool {
        self.evidence.first().is_some_and(|why| why == GIVEN)
    }

    /// The field, where the column is one.
    pub(crate) fn field(&self) -> Option<Field> {
        self.target.field()
    }
}

/// Why a column is read as the reader has said.
const GIVEN: &str = "given by the reader";

/// Whether a name is one of those that a column has, whatever its case and punctuation.
pub(crate) fn means<const N: usize>(name: &str, own: [&str; N]) -> bool {
    let name = heading::words(name);
    !name.is_empty() && own.iter().any(|own| heading::words(own) == name)
}

/// A table with every column read.
#[derive(Debug)]
pub(crate) struct Mapping {
    pub(crate) columns: Vec<Mapped>,
    pub(crate) diagnostics: Vec<Diagnostic>,
}

impl Mapping {
    /// The columns of a field, in order.
    pub(crate) fn of(&self, field: Field) -> impl Iterator<Item = &Mapped> {
        self.columns.iter().filter(move |column| column.field() == Some(field))
    }

    /// The first column of a field.
    pub(crate) fn first(&self, field: Field) -> Option<&Mapped> {
        self.of(field).next()
    }

    /// The fields that hold the wording of a risk.
    pub(crate) const WORDING: [Field; 5] =
        [Field::Description, Field::Title, Field::Event, Field::Consequence, Field::Cause];

    /// The columns that hold the wording of a risk.
    pub(crate) fn wording(&self) -> impl Iterator<Item = &Mapped> {
        Self::WORDING.iter().flat_map(|field| self.of(*field))
    }

    /// Whether the rows explain the steps of a scale: each begins with another rating word.
    fn is_key(&self) -> bool {
        let Some(first) = self.columns.iter().find(|column| column.contents.said > 0) else {
            return false;
        };
        let cells = &first.contents;
        matches!(first.target, Target::Rating(..))
            && cells.rating >= 0.6
            && cells.number < 0.5
            && cells.distinct >= 1.0
            && cells.said <= 12
            && self.first(Field::Reference).is_none()
    }

    /// Whether the columns merely name and describe things: tools, documents, words.
    fn is_list(&self) -> bool {
        const RISKY: [&str; 6] =
            ["risk", "hazard", "threat", "opportunity", "uncertainty", "failure"];
        let speaks = |column: &Mapped| {
            let words = heading::words(&column.column.path());
            words.iter().any(|word| RISKY.contains(&word.as_str()))
        };
        let plain = |column: &Mapped| {
            matches!(
                column.field(),
                None | Some(
                    Field::Title
                        | Field::Description
                        | Field::Category
                        | Field::Reference
                        | Field::Status
                )
            )
        };
        self.columns.iter().all(plain) && !self.columns.iter().any(speaks)
    }

    /// How much of a register the columns make: 0 where there is no wording.
    pub(crate) fn worth(&self) -> usize {
        if self.wording().next().is_none() || self.is_key() || self.is_list() {
            return 0;
        }
        self.columns
            .iter()
            .filter(|column| column.field().is_some() && column.contents.said > 0)
            .count()
    }
}

/// Reads the columns of a table; `corrected` are readings that the reader has given.
pub(crate) fn map(table: &Table, sheet: &Sheet, corrected: &[(String, Target)]) -> Mapping {
    let columns = columns::join_ticks(table.columns.clone(), sheet, &table.body);
    let columns = aspects::join(columns, sheet, &table.body);
    let mut drafts: Vec<draft::Draft> =
        columns.into_iter().map(|column| draft::Draft::new(column, sheet, &table.body)).collect();
    choose::settle(&mut drafts);
    let mut diagnostics = Vec::new();
    let mut columns = stages::settle(drafts, table, sheet, &mut diagnostics);
    for column in &mut columns {
        if let Some((_, target)) = corrected.iter().find(|(name, _)| column.is_named(name)) {
            column.target = *target;
            column.confidence = 1.0;
            column.evidence = vec![GIVEN.to_owned()];
        }
    }
    Mapping { columns, diagnostics }
}
