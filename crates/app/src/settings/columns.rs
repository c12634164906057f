//! Readings of columns that somebody corrected: remembered for documents of the same headings,
//! so that the next issue needs no question.

use std::collections::{BTreeMap, BTreeSet};

use bellwether_domain::{Diagnostic, Severity, similar::folded};
use bellwether_history::{AsAt, Digest, Seq, SettingWrite, Write};
use bellwether_intake::{Intake, Options, Target};

use super::{InForce, value};
use crate::{App, AppError};

/// The readings for a document's headings.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Columns {
    /// Those that an earlier import of the same headings left behind, and that were used again.
    pub remembered: Vec<(String, Target)>,
    /// What to keep, where it is not kept already.
    keep: Option<Keep>,
}

#[derive(Debug, Clone, PartialEq)]
struct Keep {
    key: String,
    expected: Option<Seq>,
    readings: BTreeMap<String, String>,
}

impl Columns {
    /// The write that remembers them, in the change that brings the document in.
    pub(crate) fn write(&self, effective: bellwether_domain::Date) -> Option<Write> {
        let Keep { key, expected, readings } = self.keep.clone()?;
        let value = serde_json::Value::Object(
            readings.into_iter().map(|(heading, target)| (heading, target.into())).collect(),
        );
        Some(Write::Setting(SettingWrite { key, effective, expected, value }))
    }
}

impl InForce {
    /// The remembered readings under a key; a target that this program does not know is left out.
    fn readings(&self, key: &str) -> Result<BTreeMap<String, Target>, AppError> {
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
        effective: bellwether_domain::Date,
    ) -> Result<(Intake, Columns), AppError> {
        let Some(key) = key(&intake) else { return Ok((intake, Columns::default())) };
        let settings = self.in_force(AsAt::latest())?;
        let known = settings.readings(&key)?;
        let said: BTreeSet<String> = options.map.iter().map(|(h, _)| folded(h)).collect();
        let remembered: Vec<(String, Target)> = known
            .iter()
            .filter(|(h, _)| !said.contains(*h))
            .map(|(h, t)| (h.clone(), *t))
            .collect();
        let remembered = in_own_words(&intake, remembered);
        let mut intake = intake;
        if !remembered.is_empty() {
            let map = options.map.iter().chain(&remembered).cloned().collect();
            intake = bellwether_intake::read(bytes, &Options { map, ..options.clone() })?;
            intake.register.diagnostics.push(noted(&remembered));
        }
        let given = in_own_words(&intake, options.map.clone());
        let all: BTreeMap<String, Target> =
            remembered.iter().chain(&given).map(|(h, t)| (folded(h), *t)).collect();
        let keep = if all == known || all.is_empty() {
            None
        } else {
            let then = self.in_force(AsAt::date(effective))?;
            let readings = all.into_iter().map(|(h, t)| (h, t.to_string())).collect();
            let expected = then.version(&key).map(|version| version.seq);
            Some(Keep { key, expected, readings })
        };
        Ok((intake, Columns { remembered, keep }))
    }
}

/// The readings that speak of a column of the document, under its heading as it stands there.
fn in_own_words(intake: &Intake, readings: Vec<(String, Target)>) -> Vec<(String, Target)> {
    let own = |heading: &str| {
        let heading = folded(heading);
        intake.columns.iter().find(|column| folded(&column.heading) == heading)
    };
    readings.into_iter().filter_map(|(h, t)| Some((own(&h)?.heading.clone(), t))).collect()
}

/// The key for a document's headings, whatever their order; `None` where it has none.
fn key(intake: &Intake) -> Option<String> {
    let headings: BTreeSet<String> = intake
        .columns
        .iter()
        .map(|column| folded(&column.heading))
        .filter(|h| !h.is_empty())
        .collect();
    if headings.is_empty() {
        return None;
    }
    let lines: Vec<String> = headings.into_iter().collect();
    Some(format!("columns/{}", Digest::of(lines.join("\n"))))
}

fn noted(remembered: &[(String, Target)]) -> Diagnostic {
    let readings: Vec<String> =
        remembered.iter().map(|(heading, target)| format!("“{heading}” as {target}")).collect();
    Diagnostic {
        code: "columns-remembered".into(),
        severity: Severity::Info,
        message: format!(
            "read {} as when a document with the same headings was brought in",
            readings.join(", ")
        ),
        help: "give another reading of a column where this document means something else"
            .to_owned(),
        source: None,
    }
}
