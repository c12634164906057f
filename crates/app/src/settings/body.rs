//! What a body says of itself: where it is, and with that which day it is; and how many steps its
//! scales have, where its register does not print them.

use bellwether_domain::{Date, scales::Steps};
use bellwether_history::{Committed, Entry, Head, Seq};
use jiff::{
    Timestamp,
    tz::{TimeZone, TimeZoneDatabase},
};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::SetError;
use crate::{App, AppError, Author};

/// The key it is kept under.
const KEY: &str = "body";

/// Where a body is that does not say.
const HOME: &str = "Europe/London";

/// A time zone by its IANA name, from the list that the program carries: the same on every
/// machine.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Zone(TimeZone);

impl Zone {
    /// The zone of a name, whatever its capitals.
    pub fn named(name: &str) -> Option<Self> {
        TimeZoneDatabase::bundled().get(name.trim()).ok().map(Self)
    }

    /// Its IANA name.
    pub fn name(&self) -> &str {
        self.0.iana_name().unwrap_or("UTC")
    }

    /// The day it is there at a moment.
    pub fn day(&self, moment: Timestamp) -> Date {
        moment.to_zoned(self.0.clone()).date()
    }

    /// The names that may be given, in the order of the alphabet.
    pub fn names() -> Vec<String> {
        let bundled = TimeZoneDatabase::bundled();
        let mut names: Vec<String> = bundled.available().map(|name| name.to_string()).collect();
        names.retain(|name| name == "UTC" || name.contains('/') && !name.starts_with("Etc/"));
        names.sort_unstable();
        names
    }
}

impl Default for Zone {
    fn default() -> Self {
        Self::named(HOME).unwrap_or(Self(TimeZone::UTC))
    }
}

impl TryFrom<String> for Zone {
    type Error = String;

    fn try_from(name: String) -> Result<Self, String> {
        Self::named(&name).ok_or_else(|| format!("no time zone is called “{name}”"))
    }
}

impl From<Zone> for String {
    fn from(zone: Zone) -> Self {
        zone.name().to_owned()
    }
}

/// What a body says of itself.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Body {
    /// Where it is.
    pub zone: Zone,
    /// How many steps its scales have, where its register prints no matrix.
    pub steps: Steps,
}

/// What a body last said of itself.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct BodySaid {
    /// What it said.
    pub body: Body,
    /// The entry that set it: what a change begins from. `None` before the first.
    pub seq: Option<Seq>,
    /// The day on which it was said.
    since: Option<Date>,
}

/// One time a body said it.
#[derive(Debug, Clone, PartialEq)]
pub struct BodySet {
    /// What it said.
    pub body: Body,
    /// The entry: who, when and why.
    pub entry: Entry,
}

impl App {
    /// What the body says of itself. It holds whatever date is shown: which day it is cannot
    /// hang on a day.
    ///
    /// # Errors
    /// When the store cannot be read, or holds what this program does not know.
    pub fn body(&self) -> Result<BodySaid, AppError> {
        let versions = self.store.setting_versions(&self.register, KEY)?;
        let Some(last) = versions.iter().max_by_key(|version| version.seq) else {
            return Ok(BodySaid::default());
        };
        Ok(BodySaid {
            body: super::value_or_usual(last)?,
            seq: Some(last.seq),
            since: Some(last.effective),
        })
    }

    /// The day it is where the body is, by what it had said up to an entry, the last.
    pub(crate) fn today_by(&self, head: Option<Head>) -> Result<Date, AppError> {
        let said = match head.and_then(|head| self.shown.body(head)) {
            Some(said) => said,
            None => {
                let said = self.body()?;
                if let Some(head) = head.filter(|head| said.seq.is_none_or(|seq| seq <= head.seq)) {
                    self.shown.keep_body(head, &said);
                }
                said
            }
        };
        Ok(said.body.zone.day(self.ambient.now()))
    }

    /// Every time the body said something of itself, the latest first.
    ///
    /// # Errors
    /// When the store cannot be read, or holds what this program does not know.
    pub fn body_set(&self) -> Result<Vec<BodySet>, AppError> {
        let mut versions = self.store.setting_versions(&self.register, KEY)?;
        versions.sort_by_key(|version| std::cmp::Reverse(version.seq));
        let mut all = Vec::new();
        for version in versions {
            let body: Body = super::value_or_usual(&version)?;
            let entries =
                self.store.journal(&self.register.organisation, version.seq..=version.seq)?;
            all.extend(entries.into_iter().map(|entry| BodySet { body: body.clone(), entry }));
        }
        Ok(all)
    }

    /// The day it is where the body is: one for the pages, the checks, the command line and every
    /// server, wherever these run.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn today(&self) -> Result<Date, AppError> {
        Ok(self.body()?.body.zone.day(self.ambient.now()))
    }
}

impl Author<'_> {
    /// Keeps what the body says of itself. `began` is the entry that its author saw.
    ///
    /// # Errors
    /// When it is what is known already, when somebody else has said something
    /// meanwhile, or the store cannot keep it.
    pub fn set_body(&self, body: &Body, began: Option<Seq>) -> Result<Committed, SetError> {
        let known = self.body()?;
        if known.body == *body {
            return Err(SetError::Same);
        }
        if known.seq != began {
            return Err(SetError::Overtaken);
        }
        // Further west it may still be the day before the last word: that one is not undone by it.
        let effective = known
            .since
            .map_or(self.authority.effective, |since| self.authority.effective.max(since));
        self.from(effective).set(KEY.to_owned(), began, differing(body))
    }
}

/// Only what the body has said itself.
fn differing(body: &Body) -> Value {
    let of = |body: &Body| serde_json::to_value(body).unwrap_or_default();
    let (mut own, usual) = (of(body), of(&Body::default()));
    if let Value::Object(own) = &mut own {
        own.retain(|name, value| usual.get(name) != Some(value));
    }
    own
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_day_is_that_of_the_place() {
        let moment: Timestamp = "2026-06-30T23:30:00Z".parse().unwrap();
        let day = |name| Zone::named(name).unwrap().day(moment).to_string();
        assert_eq!(Zone::default().name(), "Europe/London");
        assert_eq!(day("europe/london"), "2026-07-01", "summer time");
        assert_eq!(day("America/Lima"), "2026-06-30");
        assert_eq!(day("Pacific/Kiritimati"), "2026-07-01");
        assert_eq!(Zone::named("Europe/Utopia"), None);
    }

    #[test]
    fn every_name_that_is_offered_is_one() {
        let names = Zone::names();
        assert!(names.len() > 300 && names.contains(&"Europe/London".to_owned()));
        assert!(names.iter().all(|name| Zone::named(name).is_some()));
    }
}
