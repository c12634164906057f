//! Readings of columns that somebody corrected: remembered for documents of the same headings,
//! so that the next issue needs no question.

use std::collections::{BTreeMap, BTreeSet};

use bellwether_domain::{Date, Diagnostic, Severity, similar::folded};
use bellwether_history::{AsAt, Digest, Seq, SettingWrite, Write};
use bellwether_intake::{ColumnReading, Intake, Options, Target};

use super::{InForce, shape, value};
use crate::{App, AppError};

/// The readings for a document's headings.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Columns {
    /// Those that an earlier import of the same headings left behind, and that were used again.
    pub remembered: Vec<(String, Target)>,
    /// What to keep that is not kept already.
    pub(super) keep: Vec<Keep>,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) struct Keep {
    pub(super) key: String,
    pub(super) expected: Option<Seq>,
    pub(super) readings: BTreeMap<String, String>,
}

impl Columns {
    /// The writes that remember them, in the change that brings the document in.
    pub(crate) fn writes(&self, effective: Date) -> impl Iterator<Item = Write> {
        self.keep.iter().cloned().map(move |Keep { key, expected, readings }| {
            let value = readings.into_iter().map(|(name, target)| (name, target.into())).collect();
            let value = serde_json::Value::Object(value);
            Write::Setting(SettingWrite { key, effective, expected, value })
        })
    }
}

/// Columns of a document that are remembered together.
pub(super) struct Memory {
    pub(super) key: String,
    /// The columns, each by the name that it is kept under and the one that the document gives it.
    columns: Vec<(String, ColumnReading, String)>,
}

impl Memory {
    /// What a document's columns are remembered under. A heading means the same wherever it stands
    /// among the others; a place only while all headings stand as they stood.
    pub(super) fn of(all: &[ColumnReading]) -> Vec<Self> {
        let columns = || all.iter();
        let headings: BTreeSet<String> =
            columns().map(|column| folded(&column.heading)).filter(|h| !h.is_empty()).collect();
        if headings.is_empty() {
            return vec![];
        }
        let lines: Vec<String> = headings.into_iter().collect();
        let order: Vec<String> =
            columns().map(|c| format!("{}: {}", c.column, folded(&c.heading))).collect();
        let memory = |by_place: bool, key: String| {
            let named = columns().map(|column| (column.name_among(all), column));
            let own = named.filter(|(name, column)| (*name == column.place()) == by_place);
            let columns = own.map(|(name, column)| (folded(&name), column.clone(), name)).collect();
            Self { key, columns }
        };
        vec![
            memory(false, format!("columns/{}", Digest::of(lines.join("\n")))),
            memory(true, format!("columns/places/{}", Digest::of(order.join("\n")))),
        ]
    }

    /// The readings that the reader gives for its columns now, by the names they are kept under.
    fn given(&self, map: &[(String, Target)]) -> BTreeMap<String, Target> {
        let given = |column: &ColumnReading| map.iter().find(|(name, _)| column.is_named(name));
        let all = self.columns.iter();
        all.filter_map(|(key, column, _)| Some((key.clone(), given(column)?.1))).collect()
    }

    /// Those of a kind of readings that speak of its columns, under the names that the document
    /// gives these.
    pub(super) fn in_own_words(
        &self,
        readings: &BTreeMap<String, Target>,
    ) -> Vec<(String, Target)> {
        let named = |key: &String| self.columns.iter().find(|(own, ..)| own == key);
        let own = readings.iter().filter_map(|(key, t)| Some((named(key)?.2.clone(), *t)));
        own.collect()
    }
}

impl InForce {
    /// The remembered readings under a key; a target that this program does not know is left out.
    pub(super) fn readings(&self, key: &str) -> Result<BTreeMap<String, Target>, AppError> {
        let Some(version) = self.version(key).filter(|version| !version.value.is_null()) else {
            return Ok(BTreeMap::new());
        };
        let read: BTreeMap<String, String> = value(version)?;
        let known = read.into_iter().filter_map(|(h, target)| Some((h, target.parse().ok()?)));
        Ok(known.collect())
    }
}

impl App {
    /// Reads a document again by what is remembered for its headings, where something is; what
    /// the reader says now (`options.map`) goes before.
    pub(crate) fn by_memory(
        &self,
        bytes: &[u8],
        options: &Options,
        intake: Intake,
        effective: Date,
    ) -> Result<(Intake, Columns), AppError> {
        let memories = Memory::of(&intake.columns);
        let settings = self.in_force(AsAt::latest())?;
        let mut columns = Columns::default();
        for memory in &memories {
            let known = settings.readings(&memory.key)?;
            let given = memory.given(&options.map);
            let mut used: BTreeMap<String, Target> = known.clone();
            used.retain(|key, _| {
                !given.contains_key(key) && memory.columns.iter().any(|(own, ..)| own == key)
            });
            columns.remembered.extend(memory.in_own_words(&used));
            used.extend(given);
            if used != known && !used.is_empty() {
                let then = self.in_force(AsAt::date(effective))?;
                let expected = then.version(&memory.key).map(|version| version.seq);
                let readings = used.into_iter().map(|(key, t)| (key, t.to_string())).collect();
                columns.keep.push(Keep { key: memory.key.clone(), expected, readings });
            }
        }
        let mut intake = intake;
        let given = || options.map.iter().chain(&columns.remembered);
        let apart = self.kept_apart(&intake, given, effective)?;
        columns.remembered.extend(apart);
        if !columns.remembered.is_empty() {
            let map = options.map.iter().chain(&columns.remembered).cloned().collect();
            let said = std::mem::take(&mut intake.register.diagnostics);
            intake = self.reader.read(bytes, &Options { map, ..options.clone() })?;
            // What is said of how it was read before holds of this reading, too.
            let remembered = said.into_iter().filter(|own| own.code == shape::REMEMBERED);
            intake.register.diagnostics.extend(remembered);
            intake.register.diagnostics.push(noted(&columns.remembered));
        }
        Ok((intake, columns))
    }
}

impl App {
    /// The columns that the register keeps under their own headings, and that the document has read
    /// as a field whose own column it lacks: "Objective" is no category where the category is the
    /// theme.
    fn kept_apart<'a, G: Iterator<Item = &'a (String, Target)>>(
        &self,
        intake: &Intake,
        given: impl Fn() -> G,
        effective: Date,
    ) -> Result<Vec<(String, Target)>, AppError> {
        let read = |column: &ColumnReading| {
            column.target.field().filter(|_| column.target.stage().is_none())
        };
        let view = self.store.view(&self.register, AsAt::date(effective))?;
        let Some(particulars) = view.particulars.as_ref() else { return Ok(vec![]) };
        let headings = &particulars.particulars.headings;
        let moved = intake.columns.iter().filter(|column| {
            let own = read(column).and_then(|field| headings.get(&field));
            let is_other = own.is_some_and(|own| !column.is_named(own));
            let alone =
                intake.columns.iter().filter(|other| read(other) == read(column)).count() == 1;
            is_other && alone && !given().any(|(name, _)| column.is_named(name))
        });
        let has = |column: &&ColumnReading| {
            view.risks
                .iter()
                .any(|version| version.risk.extra.keys().any(|own| column.is_named(own)))
        };
        Ok(moved.filter(has).map(|column| (intake.name_of(column), Target::Extra)).collect())
    }
}

pub(super) fn noted(remembered: &[(String, Target)]) -> Diagnostic {
    let readings: Vec<String> =
        remembered.iter().map(|(heading, target)| format!("“{heading}” as {target}")).collect();
    Diagnostic {
        code: "columns-remembered".into(),
        severity: Severity::Info,
        message: format!(
            "Read {} as when a document with the same headings was brought in.",
            readings.join(", ")
        ),
        help: "Choose another reading where this document means something else by it.".to_owned(),
        source: None,
    }
}
