//! Registers as at a date that were put together before, rolled forward by what was written since.
//!
//! A view is the latest version of each risk, and an entry can only add versions: so the view by
//! one entry and the versions of the entries after it give the view by the last. What is kept is
//! known by the journal's last entry and its digest: a database that was put in another's place is
//! read anew.

use std::{
    collections::{BTreeSet, HashMap},
    sync::{Arc, Mutex, PoisonError},
};

use bellwether_domain::Date;

use crate::{
    Digest, Head, OrganisationId, ReadError, RiskId, RiskVersion, Seq,
    engine::{Param, Row, Session},
    entries::REGISTER,
    erasures, rows,
};

/// How many views are kept at most.
const MOST: usize = 16;

/// How many risks they may hold in all; one view is kept whatever its size.
const MOST_RISKS: usize = 60_000;

/// Beyond this many entries since, a view is read anew.
const MOST_ENTRIES: u32 = 10_000;

/// Each risk's version in force with its number, by the numbers.
pub(crate) type Numbered = Arc<Vec<(i64, RiskVersion)>>;

/// What is kept, the last used first.
#[derive(Debug, Default)]
pub(crate) struct Rolled {
    views: Mutex<Vec<KeptView>>,
    dates: Mutex<Vec<(OrganisationId, Head, Days)>>,
}

/// The days from which something is different.
pub(crate) type Days = Arc<BTreeSet<Date>>;

type Key = (OrganisationId, Date);
type KeptView = (Key, Head, Numbered);

impl Rolled {
    /// Lets go of everything.
    pub(crate) fn clear(&self) {
        self.views.lock().unwrap_or_else(PoisonError::into_inner).clear();
        self.dates.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }

    /// The view that was kept, and the entry that it goes up to.
    pub(crate) fn view(
        &self,
        organisation: &OrganisationId,
        effective: Date,
    ) -> Option<(Head, Numbered)> {
        let mut all = self.views.lock().unwrap_or_else(PoisonError::into_inner);
        let is = |((whose, day), ..): &KeptView| whose == organisation && *day == effective;
        let place = all.iter().position(is)?;
        all.get_mut(..=place)?.rotate_right(1);
        all.first().map(|(_, head, view)| (*head, Arc::clone(view)))
    }

    /// Keeps a view in place of that of an entry before.
    pub(crate) fn keep_view(
        &self,
        organisation: &OrganisationId,
        effective: Date,
        head: Head,
        view: Numbered,
    ) {
        let key = (organisation.clone(), effective);
        let mut all = self.views.lock().unwrap_or_else(PoisonError::into_inner);
        if all.iter().any(|(own, kept, _)| *own == key && kept.seq > head.seq) {
            return;
        }
        all.retain(|(own, ..)| *own != key);
        all.insert(0, (key, head, view));
        let mut risks = 0;
        let room = all.iter().take_while(|(.., view)| {
            risks += view.len();
            risks <= MOST_RISKS
        });
        let room = room.count().clamp(1, MOST);
        all.truncate(room);
    }

    /// The days from which something is different, as far as they were kept.
    pub(crate) fn dates(&self, organisation: &OrganisationId) -> Option<(Head, Days)> {
        let all = self.dates.lock().unwrap_or_else(PoisonError::into_inner);
        let own = all.iter().find(|(whose, ..)| whose == organisation)?;
        Some((own.1, Arc::clone(&own.2)))
    }

    /// Keeps the days from which something is different.
    pub(crate) fn keep_dates(&self, organisation: &OrganisationId, head: Head, dates: Days) {
        let mut all = self.dates.lock().unwrap_or_else(PoisonError::into_inner);
        if all.iter().any(|(whose, kept, _)| whose == organisation && kept.seq > head.seq) {
            return;
        }
        all.retain(|(whose, ..)| whose != organisation);
        all.insert(0, (organisation.clone(), head, dates));
        all.truncate(MOST);
    }
}

/// Whether what was kept by an entry can be rolled forward to the last: whether that entry is
/// still what it was, not too far back, and nothing was erased since.
pub(crate) fn reaches(
    session: &mut dyn Session,
    organisation: &OrganisationId,
    kept: Head,
    head: Head,
) -> Result<bool, ReadError> {
    if kept == head {
        return Ok(true);
    }
    if kept.seq >= head.seq || head.seq.0 - kept.seq.0 > MOST_ENTRIES {
        return Ok(false);
    }
    let found = session.query(
        concat!("SELECT hash, ", erasures!(), " FROM journal WHERE organisation = ?1 AND seq = ?2"),
        &[Param::Text(organisation.as_str()), Param::Integer(kept.seq.0.into())],
    )?;
    let decode = |row: &Row| Ok((rows::parsed(row, 0)?, rows::integer(row, 1)?));
    let found = found.first().map(|row| rows::read("journal entry", row, decode)).transpose()?;
    let kept_seq = i64::from(kept.seq.0);
    Ok(found.is_some_and(|(hash, erased): (Digest, _)| hash == kept.hash && erased <= kept_seq))
}

/// The versions of risks that entries after one wrote, as at a day.
pub(crate) fn written_since(
    session: &mut dyn Session,
    organisation: &OrganisationId,
    effective: Date,
    (after, until): (Seq, Seq),
) -> Result<Vec<Row>, ReadError> {
    let (after, until) = between(after, until);
    Ok(session.query(
        "SELECT v.version, v.risk, v.effective, v.seq, v.live, v.body, j.recorded, i.ids \
         FROM risk_version v \
         JOIN journal j ON j.organisation = v.organisation AND j.seq = v.seq \
         LEFT JOIN identity i ON i.organisation = v.organisation AND i.version = v.version \
         WHERE v.organisation = ?1 AND v.version > ?2 AND v.version <= ?3 \
         AND v.register = ?4 AND v.effective <= ?5 ORDER BY v.version",
        &[
            Param::Text(organisation.as_str()),
            Param::Integer(after),
            Param::Integer(until),
            Param::Text(REGISTER),
            Param::Text(&effective.to_string()),
        ],
    )?)
}

/// The days of the versions that entries after one wrote.
pub(crate) fn dates_since(
    session: &mut dyn Session,
    organisation: &OrganisationId,
    (after, until): (Seq, Seq),
) -> Result<Vec<Date>, ReadError> {
    let (after, until) = between(after, until);
    let found = session.query(
        "SELECT effective FROM risk_version \
         WHERE organisation = ?1 AND version > ?2 AND version <= ?3 AND register = ?4 \
         UNION SELECT effective FROM particulars_version \
         WHERE organisation = ?1 AND version > ?2 AND version <= ?3 AND register = ?4",
        &[
            Param::Text(organisation.as_str()),
            Param::Integer(after),
            Param::Integer(until),
            Param::Text(REGISTER),
        ],
    )?;
    found.iter().map(|row| rows::read("version", row, |row| rows::parsed(row, 0))).collect()
}

/// The numbers of the versions that the entries after one wrote, up to another.
fn between(after: Seq, until: Seq) -> (i64, i64) {
    (after.next().before_its_versions(), until.next().before_its_versions())
}

/// A view with what was written since: of each risk the version of the latest day, and of one day
/// the last that was written.
pub(crate) fn roll(view: &[(i64, RiskVersion)], since: Vec<(i64, RiskVersion)>) -> Numbered {
    let mut newer: HashMap<RiskId, (i64, RiskVersion)> = HashMap::new();
    let order = |(number, version): &(i64, RiskVersion)| (version.effective, *number);
    for each in since {
        if newer.get(&each.1.id).is_none_or(|known| order(known) < order(&each)) {
            newer.insert(each.1.id, each);
        }
    }
    let mut rolled = Vec::with_capacity(view.len() + newer.len());
    for each in view {
        match newer.get(&each.1.id) {
            Some(other) if order(other) > order(each) => {}
            Some(_) => {
                newer.remove(&each.1.id);
                rolled.push(each.clone());
            }
            None => rolled.push(each.clone()),
        }
    }
    rolled.extend(newer.into_values());
    rolled.sort_by_key(|(number, _)| *number);
    Arc::new(rolled)
}
