//! From rows to values: what is stored is checked as it is read, and never guessed at.

use std::{fmt::Display, str::FromStr, sync::Arc};

use jiff::Timestamp;
use serde::de::DeserializeOwned;

use crate::{
    OrganisationId, ParticularsVersion, ReadError, RiskVersion, Seq, SettingVersion, Standing,
    engine::{Row, Session, Value},
    model::version::Ids,
};
use bellwether_domain::Risk;

/// What is wrong with a value; the reader of the row says where.
type Problem = String;

/// Reads a row, naming table and key (its first columns) where it cannot be read.
pub(crate) fn read<T>(
    table: &'static str,
    row: &Row,
    decode: impl FnOnce(&Row) -> Result<T, Problem>,
) -> Result<T, ReadError> {
    decode(row).map_err(|problem| corrupt(table, row, problem))
}

/// What is said of a row that cannot be read.
pub(crate) fn corrupt(table: &'static str, row: &Row, problem: Problem) -> ReadError {
    let key = match row.first() {
        Some(Value::Integer(number)) => number.to_string(),
        Some(Value::Text(text)) => text.clone(),
        _ => "without a key".to_owned(),
    };
    ReadError::Corrupt { table, key, problem }
}

/// The organisations of a database.
pub(crate) fn organisations(session: &mut dyn Session) -> Result<Vec<OrganisationId>, ReadError> {
    let found = session.query("SELECT id FROM organisation ORDER BY id", &[])?;
    found.iter().map(|row| read("organisation", row, |row| parsed(row, 0))).collect()
}

/// Text, where there is any.
pub(crate) fn optional(row: &Row, column: usize) -> Option<&str> {
    if let Some(Value::Text(text)) = row.get(column) { Some(text) } else { None }
}

pub(crate) fn integer(row: &Row, column: usize) -> Result<i64, Problem> {
    match row.get(column) {
        Some(Value::Integer(number)) => Ok(*number),
        other => Err(format!("column {column} should be a whole number and is {}", kind(other))),
    }
}

pub(crate) fn text(row: &Row, column: usize) -> Result<&str, Problem> {
    match row.get(column) {
        Some(Value::Text(text)) => Ok(text),
        other => Err(format!("column {column} should be text and is {}", kind(other))),
    }
}

fn kind(value: Option<&Value>) -> &'static str {
    match value {
        None => "missing",
        Some(Value::Null) => "empty",
        Some(Value::Integer(_)) => "a number",
        Some(Value::Text(_)) => "text",
        Some(Value::Bytes(_)) => "bytes",
    }
}

/// A value that is spelt as the program spells it: the database compares texts, and would take the
/// same value otherwise spelt for another.
pub(crate) fn parsed<T: FromStr<Err: Display> + Display>(
    row: &Row,
    column: usize,
) -> Result<T, Problem> {
    let text = text(row, column)?;
    let value: T = text.parse().map_err(|error| format!("“{text}”: {error}"))?;
    let spelt = value.to_string();
    if spelt == text { Ok(value) } else { Err(format!("“{text}” is not spelt “{spelt}”")) }
}

pub(crate) fn json<T: DeserializeOwned>(row: &Row, column: usize) -> Result<T, Problem> {
    serde_json::from_str(text(row, column)?).map_err(|error| error.to_string())
}

pub(crate) fn seq(row: &Row, column: usize) -> Result<Seq, Problem> {
    let number = integer(row, column)?;
    u32::try_from(number).map(Seq).map_err(|_| format!("{number} is no journal number"))
}

pub(crate) fn timestamp(row: &Row, column: usize) -> Result<Timestamp, Problem> {
    Timestamp::from_microsecond(integer(row, column)?).map_err(|error| error.to_string())
}

pub(crate) fn standing(row: &Row, column: usize) -> Result<Standing, Problem> {
    match integer(row, column)? {
        0 => Ok(Standing::Closed),
        1 => Ok(Standing::Live),
        other => Err(format!("{other} is neither 0 (closed) nor 1 (live)")),
    }
}

/// What a version of a risk is read from, where it is `v`, its entry `j` and its identities `i`.
macro_rules! risk_version_columns {
    () => {
        "v.version, v.risk, v.effective, v.seq, v.live, v.body, j.recorded, i.ids"
    };
}
pub(crate) use risk_version_columns;

/// A version of a risk, from its columns (`risk_version_columns`).
pub(crate) fn risk_version(row: &Row) -> Result<RiskVersion, Problem> {
    let id = parsed(row, 1)?;
    let mut risk = Risk { id: Some(id), ..json(row, 5)? };
    if let Some(ids) = optional(row, 7) {
        serde_json::from_str::<Ids>(ids).map_err(|error| error.to_string())?.lay_over(&mut risk)?;
    }
    Ok(RiskVersion {
        id,
        effective: parsed(row, 2)?,
        seq: seq(row, 3)?,
        standing: standing(row, 4)?,
        risk: Arc::new(risk),
        recorded: timestamp(row, 6)?,
    })
}

/// `version, effective, seq, body, recorded`.
pub(crate) fn particulars_version(row: &Row) -> Result<ParticularsVersion, Problem> {
    Ok(ParticularsVersion {
        effective: parsed(row, 1)?,
        seq: seq(row, 2)?,
        particulars: Arc::new(json(row, 3)?),
        recorded: timestamp(row, 4)?,
    })
}

/// `version, key, effective, seq, body, recorded`.
pub(crate) fn setting_version(row: &Row) -> Result<SettingVersion, Problem> {
    Ok(SettingVersion {
        key: text(row, 1)?.to_owned(),
        effective: parsed(row, 2)?,
        seq: seq(row, 3)?,
        value: json(row, 4)?,
        recorded: timestamp(row, 5)?,
    })
}
