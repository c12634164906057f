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
    AsAt, Digest, Head, OrganisationId, ParticularsVersion, ReadError, RegisterKey, RiskId,
    RiskVersion, Seq, Standing, View,
    engine::{Param, Row, Session},
    erasures, rows,
};

/// How many views are kept at most.
const MOST: usize = 16;

/// How many risks they may hold in all; one view is kept whatever its size.
const MOST_RISKS: usize = 60_000;

/// Beyond this many entries since, a view is read anew.
const MOST_ENTRIES: u32 = 10_000;

/// Each risk's version in force with its number, by the numbers.
type Numbered = Arc<Vec<(i64, RiskVersion)>>;

/// How much may have been written since a view was put together from all its versions.
const MOST_SINCE: usize = 256;

/// Beyond this many new versions a view is put together from all its versions.
const FEW: usize = 16;

/// What is kept, the last used first.
#[derive(Debug, Default)]
pub(crate) struct Rolled {
    views: Mutex<Vec<(Key, KeptView)>>,
    dates: Mutex<Vec<(RegisterKey, Head, Days)>>,
}

/// The days from which something is different.
pub(crate) type Days = Arc<BTreeSet<Date>>;

type Key = (RegisterKey, Date);

/// A view by an entry.
#[derive(Debug, Clone)]
pub(crate) struct KeptView {
    /// The entry.
    pub(crate) head: Head,
    particulars: Option<ParticularsVersion>,
    risks: Arc<Vec<RiskVersion>>,
    closed: Arc<Vec<RiskVersion>>,
    /// All versions that it was put together from, and those that were written since.
    numbered: Numbered,
    since: Vec<(i64, RiskVersion)>,
}

impl KeptView {
    /// Puts a view together from every risk's version in force, in the order of their numbers.
    pub(crate) fn new(
        head: Head,
        particulars: Option<ParticularsVersion>,
        numbered: Vec<(i64, RiskVersion)>,
    ) -> Self {
        let all = numbered.iter().map(|(_, version)| version.clone()).collect();
        let (risks, closed) = parted(all, particulars.as_ref());
        Self { head, particulars, risks, closed, numbered: numbered.into(), since: vec![] }
    }

    /// The same by a later entry, with what was written until then in the order of its numbers.
    pub(crate) fn rolled(
        mut self,
        head: Head,
        particulars: Option<ParticularsVersion>,
        since: Vec<(i64, RiskVersion)>,
    ) -> Self {
        let place = |version: &ParticularsVersion| (version.seq, version.effective);
        let is_same = self.particulars.as_ref().map(place) == particulars.as_ref().map(place);
        let few = is_same && self.since.len() + since.len() <= MOST_SINCE;
        if few && let Some(risks) = self.with(&since) {
            self.since.extend(since);
            return Self { head, risks, ..self };
        }
        self.since.extend(since);
        Self::new(head, particulars, roll(&self.numbered, self.since))
    }

    /// The risks with new versions of some of them; `None` where one comes, goes, or there are many.
    fn with(&self, since: &[(i64, RiskVersion)]) -> Option<Arc<Vec<RiskVersion>>> {
        if since.is_empty() {
            return Some(Arc::clone(&self.risks));
        }
        if since.len() > FEW {
            return None;
        }
        let order = self.particulars.as_ref().map(|version| version.particulars.order.as_slice());
        let order = order.unwrap_or_default();
        let mut risks = Vec::clone(&self.risks);
        for (_, version) in since {
            let place = risks.iter().position(|own| own.id == version.id)?;
            let slot = risks.get_mut(place)?;
            if version.standing == Standing::Closed {
                return None;
            }
            if version.effective < slot.effective {
                continue;
            }
            *slot = version.clone();
            // What the body's order does not name stands by its number: the newest is the last.
            if !order.contains(&version.id) {
                risks.get_mut(place..)?.rotate_left(1);
            }
        }
        Some(Arc::new(risks))
    }

    /// The view as it was asked for.
    pub(crate) fn view(&self, as_at: AsAt) -> View {
        View {
            as_at,
            head: Some(self.head.seq),
            particulars: self.particulars.clone(),
            risks: Arc::clone(&self.risks),
            closed: Arc::clone(&self.closed),
        }
    }
}

/// The risks that are on the register, in the body's own order, and those that are off it; risks that
/// the order does not name come after, oldest first.
pub(crate) fn parted(
    all: Vec<RiskVersion>,
    particulars: Option<&ParticularsVersion>,
) -> (Arc<Vec<RiskVersion>>, Arc<Vec<RiskVersion>>) {
    let (mut risks, closed): (Vec<_>, Vec<_>) =
        all.into_iter().partition(|version| version.standing == Standing::Live);
    if let Some(version) = particulars {
        let order = version.particulars.order.iter().enumerate();
        let places: HashMap<RiskId, usize> = order.map(|(place, id)| (*id, place)).collect();
        risks.sort_by_key(|version| places.get(&version.id).copied().unwrap_or(usize::MAX));
    }
    (risks.into(), closed.into())
}

impl Rolled {
    /// Lets go of everything.
    pub(crate) fn clear(&self) {
        self.views.lock().unwrap_or_else(PoisonError::into_inner).clear();
        self.dates.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }

    /// The view that was kept.
    pub(crate) fn view(&self, register: &RegisterKey, effective: Date) -> Option<KeptView> {
        let mut all = self.views.lock().unwrap_or_else(PoisonError::into_inner);
        let is = |((whose, day), _): &(Key, KeptView)| whose == register && *day == effective;
        let place = all.iter().position(is)?;
        all.get_mut(..=place)?.rotate_right(1);
        all.first().map(|(_, kept)| kept.clone())
    }

    /// Keeps a view in place of that of an entry before.
    pub(crate) fn keep_view(&self, register: &RegisterKey, effective: Date, view: KeptView) {
        let key = (register.clone(), effective);
        let mut all = self.views.lock().unwrap_or_else(PoisonError::into_inner);
        if all.iter().any(|(own, kept)| *own == key && kept.head.seq > view.head.seq) {
            return;
        }
        all.retain(|(own, _)| *own != key);
        all.insert(0, (key, view));
        let mut risks = 0;
        let room = all.iter().take_while(|(_, view)| {
            risks += view.numbered.len();
            risks <= MOST_RISKS
        });
        let room = room.count().clamp(1, MOST);
        all.truncate(room);
    }

    /// The days from which something is different, as far as they were kept.
    pub(crate) fn dates(&self, register: &RegisterKey) -> Option<(Head, Days)> {
        let all = self.dates.lock().unwrap_or_else(PoisonError::into_inner);
        let own = all.iter().find(|(whose, ..)| whose == register)?;
        Some((own.1, Arc::clone(&own.2)))
    }

    /// Keeps the days from which something is different.
    pub(crate) fn keep_dates(&self, register: &RegisterKey, head: Head, dates: Days) {
        let mut all = self.dates.lock().unwrap_or_else(PoisonError::into_inner);
        if all.iter().any(|(whose, kept, _)| whose == register && kept.seq > head.seq) {
            return;
        }
        all.retain(|(whose, ..)| whose != register);
        all.insert(0, (register.clone(), head, dates));
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
    register: &RegisterKey,
    effective: Date,
    (after, until): (Seq, Seq),
) -> Result<Vec<Row>, ReadError> {
    let (after, until) = between(after, until);
    Ok(session.query(
        concat!(
            "SELECT ",
            rows::risk_version_columns!(),
            " FROM risk_version v \
         JOIN journal j ON j.organisation = v.organisation AND j.seq = v.seq \
         LEFT JOIN identity i ON i.organisation = v.organisation AND i.version = v.version \
         WHERE v.organisation = ?1 AND v.version > ?2 AND v.version <= ?3 \
         AND v.register = ?4 AND v.effective <= ?5 ORDER BY v.version"
        ),
        &[
            Param::Text(register.organisation.as_str()),
            Param::Integer(after),
            Param::Integer(until),
            Param::Text(register.id.as_str()),
            Param::Text(&effective.to_string()),
        ],
    )?)
}

/// The days of the versions that entries after one wrote.
pub(crate) fn dates_since(
    session: &mut dyn Session,
    register: &RegisterKey,
    (after, until): (Seq, Seq),
) -> Result<Vec<Date>, ReadError> {
    let (after, until) = between(after, until);
    let found = session.query(
        "SELECT effective FROM risk_version \
         WHERE organisation = ?1 AND version > ?2 AND version <= ?3 AND register = ?4 \
         UNION SELECT effective FROM particulars_version \
         WHERE organisation = ?1 AND version > ?2 AND version <= ?3 AND register = ?4",
        &[
            Param::Text(register.organisation.as_str()),
            Param::Integer(after),
            Param::Integer(until),
            Param::Text(register.id.as_str()),
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
fn roll(view: &[(i64, RiskVersion)], since: Vec<(i64, RiskVersion)>) -> Vec<(i64, RiskVersion)> {
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
    rolled
}
