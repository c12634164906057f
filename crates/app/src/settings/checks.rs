//! Thresholds, and rules on or off.

use bellwether_checks::Settings;
use bellwether_domain::Date;
use bellwether_history::{AsAt, Committed, Entry, Seq};
use serde_json::{Map, Value};

use super::{InForce, SetError, value_or_usual};
use crate::{App, AppError, Author};

/// The key they are kept under.
const KEY: &str = "checks";

/// The settings of the checks as they are in force on a day.
#[derive(Debug, Clone, PartialEq)]
pub struct Checks {
    /// What is set; the catalogue's defaults where nothing is.
    pub settings: Settings,
    /// The entry that set them: what a change begins from. `None` before the first.
    pub seq: Option<Seq>,
    /// Since when they hold.
    pub since: Option<Date>,
}

/// One time the checks were set.
#[derive(Debug, Clone, PartialEq)]
pub struct ChecksSet {
    /// What was set.
    pub settings: Settings,
    /// The entry that set it: who, when and why.
    pub entry: Entry,
    /// From which day it holds.
    pub effective: Date,
}

impl InForce {
    pub(crate) fn checks(&self) -> Result<Checks, AppError> {
        let Some(version) = self.version(KEY) else {
            return Ok(Checks { settings: Settings::default(), seq: None, since: None });
        };
        let settings = value_or_usual(version)?;
        Ok(Checks { settings, seq: Some(version.seq), since: Some(version.effective) })
    }
}

impl App {
    /// The settings of the checks in force on a day.
    ///
    /// # Errors
    /// When the store cannot be read, or holds settings that this program does not know.
    pub fn checks(&self, as_at: Date) -> Result<Checks, AppError> {
        self.in_force(AsAt::date(as_at))?.checks()
    }

    /// How many days ahead the body calls soon, of the settings in force.
    ///
    /// # Errors
    /// When the store cannot be read, or holds settings that this program does not know.
    pub(crate) fn soon_days(&self, as_at: AsAt) -> Result<u16, AppError> {
        let mut versions = self.store.setting_versions(&self.register, KEY)?;
        let known = |known| self.store.known_by(&self.register.organisation, known);
        let known = as_at.known.map(known).transpose()?;
        versions.retain(|version| {
            version.effective <= as_at.effective
                && known.is_none_or(|head| Some(version.seq) <= head)
        });
        let settings: Option<Settings> = versions.last().map(value_or_usual).transpose()?;
        Ok(settings.unwrap_or_default().soon_days)
    }

    /// Every time the checks were set, the latest date first.
    ///
    /// # Errors
    /// When the store cannot be read, or holds settings that this program does not know.
    pub fn checks_set(&self) -> Result<Vec<ChecksSet>, AppError> {
        let mut all = Vec::new();
        for version in self.store.setting_versions(&self.register, KEY)?.iter().rev() {
            let entries =
                self.store.journal(&self.register.organisation, version.seq..=version.seq)?;
            let settings: Settings = value_or_usual(version)?;
            let effective = version.effective;
            all.extend(entries.into_iter().map(|entry| ChecksSet {
                settings: settings.clone(),
                entry,
                effective,
            }));
        }
        Ok(all)
    }
}

impl Author<'_> {
    /// Sets the checks from a day on. `began` is the entry whose settings the author saw.
    ///
    /// # Errors
    /// When the settings cannot stand, say what is in force already, when
    /// somebody else has set them meanwhile, or the store cannot keep them.
    pub fn set_checks(
        &self,
        settings: &Settings,
        began: Option<Seq>,
    ) -> Result<Committed, SetError> {
        let faults = settings.faults();
        if !faults.is_empty() {
            return Err(SetError::Faults(faults));
        }
        if self.checks(self.authority.effective)?.settings == *settings {
            return Err(SetError::Same);
        }
        self.set(KEY.to_owned(), began, differing(settings))
    }
}

/// Only what differs from the catalogue's defaults: what the body has set itself.
fn differing(settings: &Settings) -> Value {
    let object = |settings: &Settings| match serde_json::to_value(settings) {
        Ok(Value::Object(object)) => object,
        // A struct of plain fields is an object.
        _ => Map::new(),
    };
    let (mut own, defaults) = (object(settings), object(&Settings::default()));
    own.retain(|name, value| defaults.get(name) != Some(value));
    Value::Object(own)
}
