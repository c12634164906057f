//! Reading the journal: its entries, and the issues of the register that were brought in.

use std::{collections::BTreeSet, ops::RangeInclusive};

use jiff::Timestamp;

use crate::{
    Deed, Entry, Issue, OrganisationId, ReadError, Seq, Store,
    cache::{Cached, Kind},
    engine::{Param, Session},
    entries as journal_entries, entries_where, rows,
};

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
            let found = session.query(
                "SELECT seq, kind FROM journal \
                 WHERE organisation = ?1 AND kind IN ('import', 'undo') AND kind <> 'edit' \
                 AND recorded <= ?2 ORDER BY seq DESC",
                &[
                    Param::Text(organisation.as_str()),
                    Param::Integer(known.map_or(i64::MAX, |known| known.as_microsecond())),
                ],
            )?;
            let mut issues = Vec::with_capacity(found.len());
            let mut undone = BTreeSet::new();
            // The newest first: what takes an entry back may have been taken back itself.
            for row in &found {
                let seq = rows::read("journal entry", row, |row| rows::seq(row, 0))?;
                if undone.contains(&seq) {
                    continue;
                }
                if rows::optional(row, 1) == Some("import") {
                    issues.extend(self.issue(session, organisation, seq)?);
                } else if let Some(entry) = entries(session, organisation, seq..=seq)?.pop()
                    && let Deed::Undo { undoes } = entry.deed
                {
                    undone.insert(undoes);
                }
            }
            issues.sort_by_key(|issue| (issue.effective, issue.seq));
            Ok(issues)
        })
    }

    /// The issue that an entry brought in, from the cache where it was read before.
    fn issue(
        &self,
        session: &mut dyn Session,
        organisation: &OrganisationId,
        seq: Seq,
    ) -> Result<Option<Issue>, ReadError> {
        let key = (organisation.clone(), Kind::Issue, seq.0.into());
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
