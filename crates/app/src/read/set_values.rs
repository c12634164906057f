//! What an entry of the journal set: each figure, before and after.

use std::collections::BTreeMap;

use bellwether_checks::Settings;
use bellwether_history::{Entry, SettingVersion, Subject};
use jiff::Timestamp;
use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;

use crate::{App, AppError, settings::body::Body};

/// A figure of a setting, before and after.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SetValue {
    /// The setting that it is of: "checks", "body", "look", "pack", "retention".
    pub setting: String,
    /// Which figure, by the name it is kept under ("steps.likelihood").
    pub name: String,
    /// What it was; `None` where it was not set.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub before: Option<Value>,
    /// What it is; `None` where it is not set any more.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after: Option<Value>,
}

impl App {
    /// What an entry set, as was known by a moment.
    pub(super) fn figures(
        &self,
        entry: &Entry,
        known: Option<Timestamp>,
    ) -> Result<Vec<SetValue>, AppError> {
        let known =
            known.map(|at| self.store.known_by(&self.register.organisation, at)).transpose()?;
        let mut figures = Vec::new();
        for written in &entry.writes {
            let Subject::Setting { key } = &written.subject else { continue };
            let Some(whole) = Whole::of(key) else { continue };
            let mut versions = self.store.setting_versions(&self.register, key)?;
            versions.retain(|version| known.is_none_or(|head| Some(version.seq) <= head));
            if whole.is_undated() {
                versions.sort_by_key(|version| version.seq);
            }
            let own = |version: &SettingVersion| {
                version.seq == entry.seq && version.effective == written.effective
            };
            let Some(at) = versions.iter().position(own) else { continue };
            let said = |version: Option<&SettingVersion>| {
                whole.figures(version.map_or(&Value::Null, |version| &version.value))
            };
            let (after, before) =
                (said(versions.get(at)), said(at.checked_sub(1).and_then(|at| versions.get(at))));
            let setting = key.split('/').next().unwrap_or_default();
            figures.extend(differing(setting, &before, &after));
        }
        Ok(figures)
    }
}

/// How the value of a setting is made whole: with what holds where it says nothing.
enum Whole {
    Checks,
    Body,
    Retention,
    AsKept,
}

impl Whole {
    /// Of the settings that hold figures.
    fn of(key: &str) -> Option<Self> {
        match key.split('/').next()? {
            "checks" => Some(Self::Checks),
            "body" => Some(Self::Body),
            "retention" => Some(Self::Retention),
            "look" | "pack" | "publication" => Some(Self::AsKept),
            _ => None,
        }
    }

    /// Whether its last word holds on every day.
    fn is_undated(&self) -> bool {
        matches!(self, Self::Body | Self::Retention)
    }

    fn figures(&self, value: &Value) -> BTreeMap<String, Value> {
        let whole = match self {
            Self::Checks => with_usual::<Settings>(value),
            Self::Body => with_usual::<Body>(value),
            Self::Retention | Self::AsKept => value.clone(),
        };
        let mut figures = BTreeMap::new();
        flatten("", whole, &mut figures);
        figures
    }
}

/// A value with what is usual for all that it leaves out; as it is where it cannot be read.
fn with_usual<T: Default + DeserializeOwned + Serialize>(value: &Value) -> Value {
    let read =
        if value.is_null() { Ok(T::default()) } else { serde_json::from_value(value.clone()) };
    read.and_then(|read: T| serde_json::to_value(read)).unwrap_or_else(|_| value.clone())
}

/// The figures within a value, each under the names that lead to it.
fn flatten(name: &str, value: Value, figures: &mut BTreeMap<String, Value>) {
    match value {
        Value::Object(fields) => {
            for (own, value) in fields {
                let name = if name.is_empty() { own } else { format!("{name}.{own}") };
                flatten(&name, value, figures);
            }
        }
        Value::Null => {}
        value => drop(figures.insert(name.to_owned(), value)),
    }
}

fn differing(
    setting: &str,
    before: &BTreeMap<String, Value>,
    after: &BTreeMap<String, Value>,
) -> Vec<SetValue> {
    let gone = before.keys().filter(|name| !after.contains_key(*name));
    let names = after.keys().chain(gone);
    let differs = names.filter(|name| before.get(*name) != after.get(*name));
    let figure = |name: &String| SetValue {
        setting: setting.to_owned(),
        name: name.clone(),
        before: before.get(name).map(short),
        after: after.get(name).map(short),
    };
    differs.map(figure).collect()
}

/// As many characters of a text are told: a template or a picture is long.
const MOST_CHARACTERS: usize = 200;

fn short(value: &Value) -> Value {
    let cut = value.as_str().and_then(|text| {
        let (end, _) = text.char_indices().nth(MOST_CHARACTERS)?;
        Some(format!("{}… ({} bytes)", text.get(..end)?, text.len()))
    });
    cut.map_or_else(|| value.clone(), Value::from)
}
