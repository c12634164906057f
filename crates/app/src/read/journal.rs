//! The journal as people read it: what each entry changed, of whom and on which day.

use std::collections::BTreeMap;

use bellwether_domain::{
    Date,
    diff::{FieldChange, diff_risks},
};
use bellwether_history::{
    AsAt, Deed, Entry, Recounted, RiskId, RiskVersion, Seq, Standing, Subject,
};
use jiff::{Timestamp, tz::TimeZone};
use serde::Serialize;

use super::{KinTold, SetValue};
use crate::{App, AppError, undo::is_void};

/// So many risks of one entry are told one by one.
const MOST_TOLD: usize = 5;

/// Which entries are asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sought {
    /// By whom, whatever the case.
    pub who: Option<String>,
    /// Recorded on which day (UTC).
    pub day: Option<Date>,
}

impl Sought {
    fn has(&self, entry: &Entry) -> bool {
        let who = self.who.as_ref().map(|who| who.trim().to_lowercase());
        who.is_none_or(|who| entry.actor.0.to_lowercase() == who)
            && self.day.is_none_or(|day| entry.recorded.to_zoned(TimeZone::UTC).date() == day)
    }
}

/// An entry and what it changed.
#[derive(Debug, Clone, Serialize)]
pub struct Told {
    /// The entry, and what is seen of it from afterwards.
    #[serde(flatten)]
    pub recounted: Recounted,
    /// The first risks that it changed.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub risks: Vec<Touched>,
    /// How many more it wrote of.
    #[serde(skip_serializing_if = "is_none")]
    pub more: usize,
    /// The risks that came out of others with it, or went into others.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub kin: Vec<KinTold>,
    /// The figures that it set.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub figures: Vec<SetValue>,
    /// The entry that took it back.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub taken_back: Option<Seq>,
}

fn is_none(more: &usize) -> bool {
    *more == 0
}

/// A risk that an entry wrote of.
#[derive(Debug, Clone, Serialize)]
pub struct Touched {
    /// Its id.
    pub id: RiskId,
    /// Its number.
    #[serde(rename = "ref")]
    pub reference: Option<String>,
    /// What it says.
    pub wording: String,
    /// Whether it came on to the register.
    pub added: bool,
    /// Whether it went off it.
    pub closed: bool,
    /// Whether it never came on to it: what had added it was taken back.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub unmade: bool,
    /// Whether it came back.
    pub reopened: bool,
    /// What changed in it.
    pub changes: Vec<FieldChange>,
}

impl App {
    /// The journal, newest first, each entry with what it changed: at most `count` of those that
    /// are sought, from before the entry `before` and recorded by `known`.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn told(
        &self,
        sought: &Sought,
        known: Option<Timestamp>,
        before: Option<Seq>,
        count: u32,
    ) -> Result<Vec<Told>, AppError> {
        let keep = |entry: &Entry| sought.has(entry);
        let entries =
            self.store.recounted_where(&self.register.organisation, known, before, count, &keep)?;
        let undone = self.store.taken_back(&self.register.organisation, known)?;
        entries.into_iter().map(|recounted| self.tell(recounted, known, &undone)).collect()
    }

    fn tell(
        &self,
        recounted: Recounted,
        known: Option<Timestamp>,
        undone: &BTreeMap<Seq, Seq>,
    ) -> Result<Told, AppError> {
        let entry = &recounted.entry;
        // What an import pins at the next issue repeats what stood.
        let own = entry.writes.iter().filter(|written| written.effective == entry.effective);
        let mut ids: Vec<RiskId> = own
            .filter_map(|written| match written.subject {
                Subject::Risk { id, .. } => Some(id),
                _ => None,
            })
            .collect();
        ids.dedup();
        let more = ids.len().saturating_sub(MOST_TOLD);
        let mut risks = Vec::new();
        for id in ids.into_iter().take(MOST_TOLD) {
            let versions = self.store.risk_versions(&self.register, id, known)?;
            risks.extend(touched(entry, &versions, undone));
        }
        let taken_back = undone.get(&entry.seq).copied();
        let kin = match &entry.deed {
            Deed::Import(import) => {
                self.kin_of(import, AsAt { effective: entry.effective, known })?
            }
            _ => vec![],
        };
        let figures = self.figures(entry, known)?;
        Ok(Told { recounted, risks, more, kin, figures, taken_back })
    }
}

/// What an entry changed of a risk, by all its versions in the order of their days.
fn touched(
    entry: &Entry,
    versions: &[RiskVersion],
    undone: &BTreeMap<Seq, Seq>,
) -> Option<Touched> {
    let own =
        |version: &RiskVersion| version.seq == entry.seq && version.effective == entry.effective;
    let at = versions.iter().position(own)?;
    let version = versions.get(at)?;
    // What was brought in, taken back and is brought in again is new again.
    let past = versions.get(..at).unwrap_or_default();
    let undoes = matches!(entry.deed, Deed::Undo { .. });
    let before = past.last().filter(|_| undoes || !past.iter().all(|v| is_void(undone, v.seq)));
    let live = |version: &RiskVersion| version.standing == Standing::Live;
    let was = before.map(live);
    let closed = was == Some(true) && !live(version);
    // Nothing spoke of it before what is taken back.
    let unmade = closed
        && matches!(entry.deed, Deed::Undo { undoes } if past.iter().all(|v| v.seq >= undoes));
    Some(Touched {
        id: version.id,
        reference: version.risk.reference.clone(),
        wording: version.risk.wording().to_owned(),
        added: was.is_none(),
        closed: closed && !unmade,
        unmade,
        reopened: was == Some(false) && live(version),
        changes: before.map(|b| diff_risks(&b.risk, &version.risk)).unwrap_or_default(),
    })
}
