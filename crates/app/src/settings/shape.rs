//! Where tables begin and which of their rows are one risk, as somebody said: remembered for
//! documents with the same row of headings, so that the next issue needs no question.

use std::collections::BTreeMap;

use bellwether_domain::{Date, Diagnostic, Severity};
use bellwether_history::{AsAt, Digest};
use bellwether_intake::{ColumnReading, Heads, Intake, IntakeError, Options, sheet::Document};

use super::{
    InForce,
    columns::{self, Columns, Keep, Memory},
    value,
};
use crate::{App, AppError};

/// How the keys of these settings begin.
const SHAPES: &str = "shapes/";

/// What was said of documents with a row of headings.
#[derive(Debug, Clone, PartialEq)]
struct Shape {
    heads: Heads,
    /// Whether the table begins with that row on somebody's word.
    begins: bool,
    /// Whether rows with one reference are one risk.
    joined: bool,
}

impl Shape {
    fn key(&self) -> String {
        format!("{SHAPES}{}", Digest::of(&self.heads.row))
    }

    fn kept(&self) -> BTreeMap<String, String> {
        let yes = |is_so: bool| if is_so { "yes" } else { "no" }.to_owned();
        [
            ("row", self.heads.row.clone()),
            ("column", self.heads.column.to_string()),
            ("begins", yes(self.begins)),
            ("joined", yes(self.joined)),
        ]
        .into_iter()
        .map(|(name, value)| (name.to_owned(), value))
        .collect()
    }

    fn of(kept: &BTreeMap<String, String>) -> Option<Self> {
        let is_so = |name: &str| kept.get(name).is_some_and(|value| value == "yes");
        let heads =
            Heads { row: kept.get("row")?.clone(), column: kept.get("column")?.parse().ok()? };
        Some(Self { heads, begins: is_so("begins"), joined: is_so("joined") })
    }

    /// What was said of a document now; `None` where nothing was.
    fn said(options: &Options, intake: &Intake) -> Option<Self> {
        let joined = options.joined;
        if let Some(heads) = options.heads.clone() {
            return Some(Self { heads, begins: true, joined });
        }
        let (sheet, row) = intake.headings.first().filter(|_| joined)?;
        let sheet = intake.document.sheets.get(usize::from(*sheet))?;
        let row = Heads::words(sheet.rows.get(usize::try_from(*row).ok()?)?)?;
        Some(Self { heads: Heads { row, column: 0 }, begins: false, joined })
    }
}

impl InForce {
    /// What is remembered of documents that have a row of this one.
    fn shape(&self, document: &Document) -> Result<Option<Shape>, AppError> {
        for version in self.under(SHAPES) {
            let shape = Shape::of(&value(version)?);
            if let Some(shape) = shape.filter(|shape| shape.heads.find(document).is_some()) {
                return Ok(Some(shape));
            }
        }
        Ok(None)
    }
}

impl App {
    /// The options with what is remembered of a document's shape; `None` where nothing is, or the
    /// reader says it now.
    pub(crate) fn by_shape(
        &self,
        options: &Options,
        document: &Document,
    ) -> Result<Option<Options>, AppError> {
        if options.heads.is_some() || options.joined {
            return Ok(None);
        }
        let shape = self.in_force(AsAt::latest())?.shape(document)?;
        Ok(shape.map(|shape| Options {
            heads: shape.begins.then_some(shape.heads),
            joined: shape.joined,
            ..options.clone()
        }))
    }

    /// The options with what is remembered of a document that was declined: where its table
    /// begins, what its columns are.
    pub(crate) fn rescued(
        &self,
        options: &Options,
        error: &IntakeError,
    ) -> Result<Option<Options>, AppError> {
        let Some(seen) = error.seen() else { return Ok(None) };
        if let Some(shaped) = self.by_shape(options, &seen.document)? {
            return Ok(Some(shaped));
        }
        if !options.map.is_empty() {
            return Ok(None);
        }
        let columns: &[ColumnReading] = seen.columns();
        let settings = self.in_force(AsAt::latest())?;
        let mut map = Vec::new();
        for memory in Memory::of(columns) {
            map.extend(memory.in_own_words(&settings.readings(&memory.key)?));
        }
        Ok((!map.is_empty()).then(|| Options { map, ..options.clone() }))
    }

    /// Keeps what was said of a document's shape, where that is not kept already.
    pub(crate) fn remember_shape(
        &self,
        options: &Options,
        intake: &Intake,
        columns: &mut Columns,
        effective: Date,
    ) -> Result<(), AppError> {
        let Some(shape) = Shape::said(options, intake) else { return Ok(()) };
        let known = self.in_force(AsAt::latest())?;
        let kept = known.version(&shape.key()).filter(|version| !version.value.is_null());
        let kept: Option<BTreeMap<String, String>> = kept.map(value).transpose()?;
        if kept.as_ref() != Some(&shape.kept()) {
            let then = self.in_force(AsAt::date(effective))?;
            let expected = then.version(&shape.key()).map(|version| version.seq);
            columns.keep.push(Keep { key: shape.key(), expected, readings: shape.kept() });
        }
        Ok(())
    }
}

/// The code of what is said of a table that lies as was said before.
pub(super) const REMEMBERED: &str = "shape-remembered";

/// What is said of a document that was read by what is remembered of those like it.
pub(crate) fn noted(options: &Options) -> Diagnostic {
    if options.heads.is_none() && !options.joined {
        return columns::noted(&options.map);
    }
    Diagnostic {
        code: REMEMBERED.into(),
        severity: Severity::Info,
        message: "The table is taken to lie as was said when a document with the same headings was brought in."
            .to_owned(),
        help: "Say where it begins if it lies otherwise in this document.".to_owned(),
        source: None,
    }
}
