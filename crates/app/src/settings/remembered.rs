//! What is remembered of documents by their headings, as people look through it and forget it.

use std::collections::BTreeMap;

use bellwether_domain::Date;
use bellwether_history::{AsAt, Committed, SettingVersion};
use serde_json::Value;

use super::{InForce, SetError, value};
use crate::{App, AppError, Author};

/// How the keys of what is remembered begin.
const KINDS: [&str; 2] = ["columns/", "shapes/"];

/// As many digits name what is remembered.
const DIGITS: usize = 8;

/// Something that is remembered of documents with the same headings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remembered {
    /// What it is called to forget it: eight digits.
    pub name: String,
    /// What is remembered, in sentences without a full stop.
    pub words: Vec<String>,
    /// From which day.
    pub from: Date,
    key: String,
}

impl Remembered {
    fn of(version: &SettingVersion) -> Result<Self, AppError> {
        let kept: BTreeMap<String, String> = value(version)?;
        let is = |name: &str, own: &str| kept.get(name).is_some_and(|value| value == own);
        let words = if version.key.starts_with("shapes/") {
            let row = kept.get("row").map(String::as_str).unwrap_or_default();
            let row = row.split_whitespace().collect::<Vec<_>>().join(" ");
            let begins =
                is("begins", "yes").then(|| format!("The table begins with the row “{row}”"));
            let joined = is("joined", "yes")
                .then(|| format!("Under “{row}” rows with one reference are one risk"));
            begins.into_iter().chain(joined).collect()
        } else {
            kept.iter().map(|(heading, field)| format!("“{heading}” is read as {field}")).collect()
        };
        let name = version.key.rsplit('/').next().unwrap_or_default();
        let name = name.chars().take(DIGITS).collect();
        Ok(Self { name, words, from: version.effective, key: version.key.clone() })
    }
}

impl InForce {
    fn remembered(&self) -> Result<Vec<(Remembered, &SettingVersion)>, AppError> {
        let all = KINDS.into_iter().flat_map(|kind| self.under(kind));
        all.map(|version| Ok((Remembered::of(version)?, version))).collect()
    }
}

impl App {
    /// What is remembered of documents by their headings.
    ///
    /// # Errors
    /// When the store cannot be read, or holds what this program does not know.
    pub fn remembered(&self) -> Result<Vec<Remembered>, AppError> {
        let in_force = self.in_force(AsAt::latest())?;
        Ok(in_force.remembered()?.into_iter().map(|(own, _)| own).collect())
    }
}

impl Author<'_> {
    /// Forgets something that is remembered: the next document with these headings is read by itself.
    ///
    /// # Errors
    /// When nothing is called so, somebody else changed it meanwhile, or the store cannot keep it.
    pub fn forget(&self, name: &str) -> Result<Committed, SetError> {
        let in_force = self.in_force(AsAt::latest())?;
        let found = in_force.remembered()?.into_iter().find(|(own, _)| own.name == name.trim());
        let (own, version) = found.ok_or(SetError::NotRemembered)?;
        let effective = self.authority.effective.max(version.effective);
        self.from(effective).set(own.key, Some(version.seq), Value::Null)
    }
}
