//! How the counts moved between two dates or seals.

use std::{collections::BTreeMap, fmt, str::FromStr};

use bellwether_checks::{Counts, Finding, Headline, RULES};
use bellwether_domain::Date;
use bellwether_history::{Deed, Seq};
use jiff::Timestamp;
use serde::Serialize;

use super::{Basis, Judged};
use crate::{App, AppError, read::Snapshot};

/// What a reader compares: the register as at a date, or as it was sealed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// As at a date, by all that is known.
    Date(Date),
    /// As a seal froze it: at its date, by what was known then.
    Seal(Seq),
}

impl fmt::Display for When {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Date(date) => date.fmt(f),
            Self::Seal(seq) => write!(f, "seal-{seq}"),
        }
    }
}

impl FromStr for When {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        match text.strip_prefix("seal-") {
            Some(seq) => seq.parse().map(|seq| Self::Seal(Seq(seq))).map_err(|_| ()),
            None => text.parse().map(Self::Date).map_err(|_| ()),
        }
    }
}

/// A seal by its name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SealName {
    /// Its entry in the journal.
    pub seq: Seq,
    /// What it was sealed for.
    pub name: String,
    /// The date it speaks of.
    pub as_at: Date,
}

/// One end of a comparison.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Point {
    /// The date it was judged at.
    pub as_at: Date,
    /// The seal, where it is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub seal: Option<SealName>,
    /// How many stood of each severity.
    pub counts: Counts,
    /// How many would have blocked a sign-off, by the settings of the time.
    pub blocking: usize,
}

impl Point {
    fn of(as_at: Date, seal: Option<SealName>, tally: &Tally) -> Self {
        Self { as_at, seal, counts: tally.counts, blocking: tally.blocking }
    }
}

/// How often one rule found something, then and now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct RuleMoved {
    /// The rule's number.
    pub rule: &'static str,
    /// How many stood at the earlier point.
    pub before: usize,
    /// How many stand at the later one.
    pub after: usize,
}

/// How the counts moved from one point to another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Moved {
    /// The earlier.
    pub from: Point,
    /// The later.
    pub to: Point,
    /// Every rule that found something at either, in the order of the catalogue.
    pub rules: Vec<RuleMoved>,
}

impl App {
    /// How the counts moved between two points; each judged by the settings and waivers of its
    /// own. Without a first point it is the issue before the second; `None` where there is none.
    /// `known` leaves out of a date what was recorded after a moment.
    ///
    /// # Errors
    /// When the register had not begun, there is no such seal, or the store cannot be read.
    pub fn moved(
        &self,
        from: Option<When>,
        to: When,
        known: Option<Timestamp>,
    ) -> Result<Option<Moved>, AppError> {
        let (snapshot, seal) = self.at(to, known)?;
        let Some(from) = from.or_else(|| {
            let before = snapshot.timeline.before(snapshot.as_at);
            before.map(When::Date)
        }) else {
            return Ok(None);
        };
        let after = self.tally(&snapshot)?;
        let to = Point::of(snapshot.as_at, seal, &after);
        let (snapshot, seal) = self.at(from, known)?;
        let before = self.tally(&snapshot)?;
        let from = Point::of(snapshot.as_at, seal, &before);
        Ok(Some(Moved { from, to, rules: rules(&before, &after) }))
    }

    /// How many stood at one point.
    pub(crate) fn point(&self, when: When, known: Option<Timestamp>) -> Result<Point, AppError> {
        let (snapshot, seal) = self.at(when, known)?;
        Ok(Point::of(snapshot.as_at, seal, &*self.tally(&snapshot)?))
    }

    /// The seals by name, the newest first.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn seal_names(&self) -> Result<Vec<SealName>, AppError> {
        let entries = self.store.seal_entries(&self.register.organisation)?;
        let name = |entry: bellwether_history::Entry| match entry.deed {
            Deed::Seal(seal) => {
                Some(SealName { seq: entry.seq, name: seal.name, as_at: entry.effective })
            }
            _ => None,
        };
        Ok(entries.into_iter().rev().filter_map(name).collect())
    }

    fn at(
        &self,
        when: When,
        known: Option<Timestamp>,
    ) -> Result<(Snapshot, Option<SealName>), AppError> {
        let seq = match when {
            When::Date(date) => return Ok((self.snapshot(Some(date), known)?, None)),
            When::Seal(seq) => seq,
        };
        let (recorded, name) = self.seal_of(seq)?;
        Ok((self.snapshot(Some(name.as_at), Some(recorded))?, Some(name)))
    }

    /// A seal's name, and when it was made.
    ///
    /// # Errors
    /// When there is no such seal, or the store cannot be read.
    pub(crate) fn seal_of(&self, seq: Seq) -> Result<(Timestamp, SealName), AppError> {
        let name = self.seal_names()?.into_iter().find(|name| name.seq == seq);
        let entry = self.store.journal(&self.register.organisation, seq..=seq)?.pop();
        name.and_then(|name| Some((entry?.recorded, name))).ok_or(AppError::NoSuchSeal(seq))
    }
}

/// How often the rules found something on one date.
#[derive(Debug)]
pub(crate) struct Tally {
    basis: Basis,
    counts: Counts,
    blocking: usize,
    rules: BTreeMap<&'static str, usize>,
    /// What each finding is known by, whether it was answered for or not; sorted. `None` where nobody
    /// asked for it.
    found: Option<Vec<u64>>,
}

impl Tally {
    /// Counts what was judged, and knows `each` finding where that is asked for.
    pub(crate) fn of(judged: &Judged, basis: Basis, each: bool) -> Self {
        let Headline { counts, blocking, rules } = judged.headline().clone();
        let rules = rules.into_iter().collect();
        let known = || {
            let all = judged.found().all();
            let mut known: Vec<u64> = all.iter().map(|finding| finding.identity()).collect();
            known.sort_unstable();
            known
        };
        let found = each.then(known);
        Self { basis, counts, blocking, rules, found }
    }

    /// Whether each finding is known.
    pub(super) fn knows_each(&self) -> bool {
        self.found.is_some()
    }

    /// What it follows from.
    pub(super) fn basis(&self) -> &Basis {
        &self.basis
    }

    /// Whether it was found then.
    pub(super) fn found(&self, finding: &Finding) -> bool {
        let found = self.found.as_deref().unwrap_or_default();
        found.binary_search(&finding.identity()).is_ok()
    }

    fn count(&self, rule: &str) -> usize {
        self.rules.get(rule).copied().unwrap_or_default()
    }
}

fn rules(before: &Tally, after: &Tally) -> Vec<RuleMoved> {
    let moved = |id| RuleMoved { rule: id, before: before.count(id), after: after.count(id) };
    let all = RULES.iter().map(|rule| moved(rule.id));
    all.filter(|moved| moved.before + moved.after > 0).collect()
}
