//! The journal seen from afterwards: which entries changed what had been said already.

use std::collections::{BTreeMap, BTreeSet};

use bellwether_domain::Date;
use jiff::Timestamp;
use serde::Serialize;

use crate::{
    Deed, Entry, OrganisationId, ReadError, RiskId, Seq, Store, Written,
    engine::{Param, Session},
    entries, entries_where, journal, rows, view,
};

/// What an entry meant for what had been said before it, and what became of what it said.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Hindsight {
    /// The day up to which the register had spoken already, where that is later than the entry's
    /// own day: the entry is back-dated.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub back_dated: Option<Date>,
    /// The entries of which it says something anew from the same day, or that it says it corrects.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub corrects: BTreeSet<Seq>,
    /// The entries that do so with this one.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub corrected_by: BTreeSet<Seq>,
    /// How many risks it speaks of that no entry before it spoke of.
    #[serde(skip_serializing_if = "is_none")]
    pub adds: usize,
}

fn is_none(adds: &usize) -> bool {
    *adds == 0
}

/// An entry of the journal and what is seen of it from afterwards.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Recounted {
    /// The entry as it was made.
    #[serde(flatten)]
    pub entry: Entry,
    /// What is seen from afterwards.
    #[serde(flatten)]
    pub hindsight: Hindsight,
}

impl Store {
    /// The last entries of the journal, newest first, each with what is seen from afterwards: at
    /// most `count`, from before the entry `before` and recorded by `known` where these are given.
    ///
    /// # Errors
    /// When the database fails or holds something that cannot be read.
    pub fn recounted(
        &self,
        organisation: &OrganisationId,
        known: Option<Timestamp>,
        before: Option<Seq>,
        count: u32,
    ) -> Result<Vec<Recounted>, ReadError> {
        self.recounted_where(organisation, known, before, count, &|_| true)
    }

    /// The same of those entries alone that `keep` keeps.
    ///
    /// # Errors
    /// When the database fails or holds something that cannot be read.
    pub fn recounted_where(
        &self,
        organisation: &OrganisationId,
        known: Option<Timestamp>,
        before: Option<Seq>,
        count: u32,
        keep: &dyn Fn(&Entry) -> bool,
    ) -> Result<Vec<Recounted>, ReadError> {
        self.engine.read(organisation, |session| {
            let Some(head) = view::horizon(session, organisation, known)? else {
                return Ok(vec![]);
            };
            let end = before.map_or(head.next(), |before| before.min(head.next()));
            let entries = kept(session, organisation, (end, count), keep)?;
            let said = said(session, organisation, head)?;
            let added = added(&said);
            let mut corrections = corrections(session, organisation, &said, &entries)?;
            corrections.extend(declared(session, organisation, head)?);
            let recount = |entry: Entry| {
                let seq = entry.seq;
                let later = |(later, earlier): &(Seq, Seq)| (*later == seq).then_some(*earlier);
                let earlier = |(later, earlier): &(Seq, Seq)| (*earlier == seq).then_some(*later);
                let hindsight = Hindsight {
                    back_dated: back_dated(&entry, &said),
                    corrects: corrections.iter().filter_map(later).collect(),
                    corrected_by: corrections.iter().filter_map(earlier).collect(),
                    adds: added.values().filter(|first| **first == seq).count(),
                };
                Recounted { entry, hindsight }
            };
            Ok(entries.into_iter().map(recount).collect())
        })
    }
}

/// The last entries before one that are kept, newest first.
fn kept(
    session: &mut dyn Session,
    organisation: &OrganisationId,
    (mut end, count): (Seq, u32),
    keep: &dyn Fn(&Entry) -> bool,
) -> Result<Vec<Entry>, ReadError> {
    let most = usize::try_from(count).unwrap_or(usize::MAX);
    let mut kept = Vec::new();
    while kept.len() < most {
        let found = journal::latest(session, organisation, Some(end), count)?;
        let Some(last) = found.last() else { break };
        end = last.seq;
        kept.extend(found.into_iter().filter(|entry| keep(entry)));
    }
    kept.truncate(most);
    Ok(kept)
}

/// Which entry said something of a risk from a day on: by risk, then day, then entry.
struct Said {
    risk: RiskId,
    effective: Date,
    seq: Seq,
}

fn said(
    session: &mut dyn Session,
    organisation: &OrganisationId,
    head: Seq,
) -> Result<Vec<Said>, ReadError> {
    let found = session.query(
        "SELECT risk, effective, seq FROM risk_version WHERE organisation = ?1 AND seq <= ?2 \
         ORDER BY risk, effective, version",
        &[Param::Text(organisation.as_str()), Param::Integer(head.0.into())],
    )?;
    let decode = |row: &_| {
        Ok(Said {
            risk: rows::parsed(row, 0)?,
            effective: rows::parsed(row, 1)?,
            seq: rows::seq(row, 2)?,
        })
    };
    found.iter().map(|row| rows::read("risk version", row, decode)).collect()
}

/// The entry that first spoke of each risk.
fn added(said: &[Said]) -> BTreeMap<RiskId, Seq> {
    let mut first = BTreeMap::new();
    for said in said {
        let seq = first.entry(said.risk).or_insert(said.seq);
        *seq = said.seq.min(*seq);
    }
    first
}

/// The day up to which the register had spoken before an entry, where that is after its own.
fn back_dated(entry: &Entry, said: &[Said]) -> Option<Date> {
    let speaks = matches!(
        entry.deed,
        Deed::Import(_) | Deed::Edit | Deed::Close | Deed::Reopen | Deed::Correct { .. }
    );
    if !speaks {
        return None;
    }
    let before = said.iter().filter(|said| said.seq < entry.seq).map(|said| said.effective).max();
    before.filter(|spoken| *spoken > entry.effective)
}

/// The pairs of a later entry and an earlier one of which it says something anew, where either is
/// among `entries`.
fn corrections(
    session: &mut dyn Session,
    organisation: &OrganisationId,
    said: &[Said],
    entries: &[Entry],
) -> Result<BTreeSet<(Seq, Seq)>, ReadError> {
    let mut known: BTreeMap<Seq, Entry> =
        entries.iter().map(|entry| (entry.seq, entry.clone())).collect();
    let shown: BTreeSet<Seq> = entries.iter().map(|entry| entry.seq).collect();
    let mut found = BTreeSet::new();
    for pair in said.windows(2) {
        let [earlier, later] = pair else { continue };
        let at_one_day = earlier.risk == later.risk && earlier.effective == later.effective;
        let is_shown = shown.contains(&earlier.seq) || shown.contains(&later.seq);
        if !at_one_day || !is_shown || found.contains(&(later.seq, earlier.seq)) {
            continue;
        }
        for seq in [earlier.seq, later.seq] {
            if !known.contains_key(&seq) {
                let entries = journal::entries(session, organisation, seq..=seq)?;
                known.extend(entries.into_iter().map(|entry| (entry.seq, entry)));
            }
        }
        let says = |said: &Said| known.get(&said.seq).and_then(|entry| of_risk(entry, said));
        // What an import pins at the next issue is at another day than its own, and no correction.
        let own = known.get(&later.seq).is_some_and(|entry| entry.effective == later.effective);
        if own && says(earlier).map(|w| w.sha256) != says(later).map(|w| w.sha256) {
            found.insert((later.seq, earlier.seq));
        }
    }
    Ok(found)
}

/// The corrections that say themselves which entry they put right.
fn declared(
    session: &mut dyn Session,
    organisation: &OrganisationId,
    head: Seq,
) -> Result<Vec<(Seq, Seq)>, ReadError> {
    let found = session.query(
        entries_where!(
            "j.organisation = ?1 AND j.kind IN ('correct', 'seal', 'undo') AND j.kind <> 'edit' \
             AND j.seq <= ?2 ORDER BY j.seq"
        ),
        &[Param::Text(organisation.as_str()), Param::Integer(head.0.into())],
    )?;
    let mut declared = Vec::new();
    for row in &found {
        let entry = entries::read(row)?;
        let corrects = match entry.deed {
            Deed::Correct { corrects } | Deed::Undo { undoes: corrects } => Some(corrects),
            Deed::Seal(seal) => seal.corrects,
            _ => None,
        };
        declared.extend(corrects.map(|corrects| (entry.seq, corrects)));
    }
    Ok(declared)
}

/// What an entry wrote of a risk from a day on.
fn of_risk<'a>(entry: &'a Entry, said: &Said) -> Option<&'a Written> {
    use crate::Subject::Risk;
    entry.writes.iter().find(|written| {
        matches!(&written.subject, Risk { id, .. } if *id == said.risk)
            && written.effective == said.effective
    })
}
