//! Reading the journal: its entries, and the issues of the register that were brought in.

use std::{collections::BTreeMap, ops::RangeInclusive, sync::Arc};

use jiff::Timestamp;

use crate::{
    Deed, Entry, Issue, OrganisationId, ReadError, Seq, Store,
    cache::{Cached, Erasures, Kind},
    engine::{Param, Query, Row, Session, Value},
    entries as journal_entries, entries_where, erasures, rows, view,
};

/// Who made an entry, and the last one that erased something.
const NAMES: &str = concat!(
    "SELECT j.seq, a.name, ",
    erasures!(),
    " FROM journal j LEFT JOIN actor a \
     ON a.organisation = j.organisation AND a.number = j.actor \
     WHERE j.organisation = ?1 AND j.seq = ?2"
);

/// An entry whole.
const WHOLE: &str = entries_where!("j.organisation = ?1 AND j.seq = ?2");

impl Store {
    /// The journal's entries with numbers in the range, in order.
    ///
    /// # Errors
    /// When the database fails or holds something that cannot be read.
    pub fn journal(
        &self,
        organisation: &OrganisationId,
        range: RangeInclusive<Seq>,
    ) -> Result<Vec<Entry>, ReadError> {
        self.engine.read(organisation, |session| entries(session, organisation, range))
    }

    /// The entries of these numbers: a server is asked for all of them at once, and one that was
    /// read before is not read again. An entry never changes but for the name of who made it,
    /// which may be taken away.
    ///
    /// # Errors
    /// When the database fails or holds something that cannot be read.
    pub fn entries_of(
        &self,
        organisation: &OrganisationId,
        seqs: &[Seq],
    ) -> Result<Vec<Arc<Entry>>, ReadError> {
        let ask = |seqs: &[Seq], sql: &'static str| -> Vec<Query> {
            let whose = Value::Text(organisation.to_string());
            let params = |seq: &Seq| vec![whose.clone(), Value::Integer(seq.0.into())];
            seqs.iter().map(|seq| Query { sql, params: params(seq) }).collect()
        };
        if seqs.is_empty() {
            return Ok(vec![]);
        }
        self.engine.read(organisation, |session| {
            let (mut known, mut missing) = (Vec::with_capacity(seqs.len()), vec![]);
            let mut erasures = 0;
            for row in session.query_all(&ask(seqs, NAMES))?.iter().flatten() {
                let decode = |row: &Row| Ok((rows::seq(row, 0)?, rows::integer(row, 2)?));
                let (seq, erased) = rows::read("journal entry", row, decode)?;
                erasures = erased;
                let key = (organisation.clone(), Kind::Entry, seq.0.into(), erased);
                match self.cache.get(&key) {
                    Some(Cached::Entry(entry, name))
                        if name.as_deref() == rows::optional(row, 1) =>
                    {
                        known.push(entry);
                    }
                    _ => missing.push(seq),
                }
            }
            for row in session.query_all(&ask(&missing, WHOLE))?.iter().flatten() {
                let entry = Arc::new(journal_entries::read(row)?);
                let name = rows::optional(row, 2).map(str::to_owned);
                let bytes = rows::text(row, 1).map_or(0, str::len);
                let key = (organisation.clone(), Kind::Entry, entry.seq.0.into(), erasures);
                self.cache.put(key, Cached::Entry(Arc::clone(&entry), name), bytes);
                known.push(entry);
            }
            Ok(known)
        })
    }

    /// The last entries of the journal, newest first: at most `count` of them, from before the
    /// entry `before` where one is given.
    ///
    /// # Errors
    /// When the database fails or holds something that cannot be read.
    pub fn latest_entries(
        &self,
        organisation: &OrganisationId,
        before: Option<Seq>,
        count: u32,
    ) -> Result<Vec<Entry>, ReadError> {
        self.engine.read(organisation, |session| latest(session, organisation, before, count))
    }

    /// The issues of the register that were brought in and not taken back, by the date they speak of
    /// and then in the order of entry; `known` leaves out what was recorded after a moment.
    ///
    /// # Errors
    /// When the database fails or holds something that cannot be read.
    pub fn issues(
        &self,
        organisation: &OrganisationId,
        known: Option<Timestamp>,
    ) -> Result<Vec<Issue>, ReadError> {
        self.engine.read(organisation, |session| {
            let until = up_to(session, organisation, known)?;
            let found = session.query(
                concat!(
                    "SELECT seq, ",
                    erasures!(),
                    " FROM journal \
                     WHERE organisation = ?1 AND kind = 'import' AND kind <> 'edit' \
                     AND seq <= ?2 ORDER BY seq"
                ),
                &until,
            )?;
            let undone = undone(session, organisation, known)?;
            let mut issues = Vec::with_capacity(found.len());
            for row in &found {
                let decode = |row: &Row| Ok((rows::seq(row, 0)?, rows::integer(row, 1)?));
                let (seq, erasures) = rows::read("journal entry", row, decode)?;
                if !undone.contains_key(&seq) {
                    issues.extend(self.issue(session, organisation, (seq, erasures))?);
                }
            }
            issues.sort_by_key(|issue| (issue.effective, issue.seq));
            Ok(issues)
        })
    }

    /// The entries that are taken back, each with the entry that took it back; `known` leaves out
    /// what was recorded after a moment.
    ///
    /// # Errors
    /// When the database fails or holds something that cannot be read.
    pub fn taken_back(
        &self,
        organisation: &OrganisationId,
        known: Option<Timestamp>,
    ) -> Result<BTreeMap<Seq, Seq>, ReadError> {
        self.engine.read(organisation, |session| undone(session, organisation, known))
    }

    /// The issue that an entry brought in, from the cache where it was read before.
    fn issue(
        &self,
        session: &mut dyn Session,
        organisation: &OrganisationId,
        (seq, erasures): (Seq, Erasures),
    ) -> Result<Option<Issue>, ReadError> {
        let key = (organisation.clone(), Kind::Issue, seq.0.into(), erasures);
        if let Some(Cached::Issue(issue)) = self.cache.get(&key) {
            return Ok(Some(issue));
        }
        let Some(entry) = entries(session, organisation, seq..=seq)?.pop() else {
            return Ok(None);
        };
        let Deed::Import(import) = entry.deed else { return Ok(None) };
        let (effective, recorded) = (entry.effective, entry.recorded);
        let bytes = size_of_val(import.risks.as_slice()) + size_of::<Issue>();
        let issue = Issue { seq, effective, recorded, import };
        self.cache.put(key, Cached::Issue(issue.clone()), bytes);
        Ok(Some(issue))
    }
}

/// The entries that are taken back, each with the entry that did.
fn undone(
    session: &mut dyn Session,
    organisation: &OrganisationId,
    known: Option<Timestamp>,
) -> Result<BTreeMap<Seq, Seq>, ReadError> {
    let until = up_to(session, organisation, known)?;
    let found = session.query(
        entries_where!(
            "j.organisation = ?1 AND j.kind = 'undo' AND j.kind <> 'edit' \
             AND j.seq <= ?2 ORDER BY j.seq DESC"
        ),
        &until,
    )?;
    let entries = found.iter().map(journal_entries::read).collect::<Result<Vec<_>, _>>()?;
    Ok(undone_by(&entries))
}

/// The entries that are taken back by some of these, the newest of which is the first: what takes
/// an entry back may have been taken back itself.
pub(crate) fn undone_by<'e>(
    newest_first: impl IntoIterator<Item = &'e Entry>,
) -> BTreeMap<Seq, Seq> {
    let mut undone = BTreeMap::new();
    for entry in newest_first {
        if let Deed::Undo { undoes } = entry.deed
            && !undone.contains_key(&entry.seq)
        {
            undone.insert(undoes, entry.seq);
        }
    }
    undone
}

/// Whose journal, and up to which entry: the last that was known at a moment.
fn up_to<'a>(
    session: &mut dyn Session,
    organisation: &'a OrganisationId,
    known: Option<Timestamp>,
) -> Result<[Param<'a>; 2], ReadError> {
    let until = view::known_by(session, organisation, known)?;
    Ok([Param::Text(organisation.as_str()), Param::Integer(until)])
}

pub(crate) fn latest(
    session: &mut dyn Session,
    organisation: &OrganisationId,
    before: Option<Seq>,
    count: u32,
) -> Result<Vec<Entry>, ReadError> {
    let found = session.query(
        entries_where!("j.organisation = ?1 AND j.seq < ?2 ORDER BY j.seq DESC LIMIT ?3"),
        &[
            Param::Text(organisation.as_str()),
            Param::Integer(before.map_or(i64::MAX, |seq| seq.0.into())),
            Param::Integer(count.into()),
        ],
    )?;
    found.iter().map(journal_entries::read).collect()
}

pub(crate) fn entries(
    session: &mut dyn Session,
    organisation: &OrganisationId,
    range: RangeInclusive<Seq>,
) -> Result<Vec<Entry>, ReadError> {
    let found = session.query(
        entries_where!("j.organisation = ?1 AND j.seq BETWEEN ?2 AND ?3 ORDER BY j.seq"),
        &[
            Param::Text(organisation.as_str()),
            Param::Integer(range.start().0.into()),
            Param::Integer(range.end().0.into()),
        ],
    )?;
    found.iter().map(journal_entries::read).collect()
}
