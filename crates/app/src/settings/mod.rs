//! What a body sets for its own register: where it is ([`body`]), how it is judged ([`checks`]),
//! which findings somebody has answered for ([`waivers`]), what is not for the public
//! ([`restricted`]), what stands in its packs ([`pack`]), what was put out for everybody
//! ([`publication`]), how its papers look ([`look`]), how its
//! documents' columns are read ([`columns`]) and their tables lie (`shape`; both are looked through
//! and forgotten by [`remembered`]), and how long what need
//! not be kept is kept ([`retention`]).
//!
//! A setting is versioned like a risk: it holds from a day, has an author and a reason, and its
//! past stays.

pub mod body;
pub mod checks;
pub mod columns;
mod error;
pub mod look;
pub mod pack;
pub mod publication;
pub mod remembered;
pub mod restricted;
pub mod retention;
pub(crate) mod shape;
pub mod waivers;

use std::collections::BTreeMap;

use bellwether_history::{
    AsAt, Change, CommitError, Committed, Deed, Seq, SettingVersion, SettingWrite, Write,
};
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::{App, AppError, Author};

pub use error::SetError;

/// The settings in force on a day, by key.
pub(crate) struct InForce(BTreeMap<String, SettingVersion>);

impl InForce {
    /// The version of a setting, withdrawn or not.
    fn version(&self, key: &str) -> Option<&SettingVersion> {
        self.0.get(key)
    }

    /// The settings whose keys begin so and that were not withdrawn.
    fn under<'a>(&'a self, prefix: &'a str) -> impl Iterator<Item = &'a SettingVersion> {
        self.0.values().filter(move |v| v.key.starts_with(prefix) && !v.value.is_null())
    }
}

impl App {
    /// The settings in force.
    pub(crate) fn in_force(&self, as_at: AsAt) -> Result<InForce, AppError> {
        Ok(InForce(self.store.settings(&self.register, as_at)?))
    }
}

impl Author<'_> {
    /// Makes a new version of a setting, from the one that its author saw.
    fn set(&self, key: String, expected: Option<Seq>, value: Value) -> Result<Committed, SetError> {
        let effective = self.authority.effective;
        let change = Change {
            authority: self.authority.clone(),
            deed: Deed::Set,
            writes: vec![Write::Setting(SettingWrite { key, effective, expected, value })],
        };
        match self.store.commit(&self.register, &change, self.moment()) {
            Ok(committed) => Ok(committed),
            Err(CommitError::Stale(_)) => Err(SetError::Overtaken),
            Err(error) => Err(AppError::from(error).into()),
        }
    }
}

/// Reads the value of a setting as what it should be.
fn value<T: DeserializeOwned>(version: &SettingVersion) -> Result<T, AppError> {
    serde_json::from_value(version.value.clone()).map_err(|error| AppError::Setting {
        key: version.key.clone(),
        seq: version.seq,
        problem: error.to_string(),
    })
}

/// The same, and what it is where nobody set it if that was taken back to.
fn value_or_usual<T: DeserializeOwned + Default>(version: &SettingVersion) -> Result<T, AppError> {
    if version.value.is_null() { Ok(T::default()) } else { value(version) }
}
