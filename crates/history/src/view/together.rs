//! A register as at a date, put together: rolled forward from what was kept, or read anew.

use std::{collections::HashMap, num::NonZero, sync::Arc, thread};

use bellwether_domain::Date;

use super::queries::{horizon, in_force, particulars_row, risk_bodies, risk_body, risk_numbers};
use crate::{
    AsAt, Head, ParticularsVersion, ReadError, RegisterKey, RiskVersion, Seq, Store, View,
    cache::{Cached, Kind},
    engine::{Row, Session},
    entries, erasures,
    rolled::{self, KeptView, parted},
    rows,
};

/// Beyond this many versions to be read, one query for all is quicker than one for each.
const FEW: usize = 16;

/// As few versions are read by one processor.
const MANY: usize = 256;

impl Store {
    pub(crate) fn view_in(
        &self,
        session: &mut dyn Session,
        register: &RegisterKey,
        as_at: AsAt,
    ) -> Result<View, ReadError> {
        let (risks, closed) = (Arc::default(), Arc::default());
        let nothing = View { as_at, head: None, particulars: None, risks, closed };
        if as_at.known.is_none() {
            return match entries::head(session, &register.organisation)? {
                Some(head) => self.view_now(session, register, as_at, head),
                None => Ok(nothing),
            };
        }
        let Some(head) = horizon(session, &register.organisation, as_at.known)? else {
            return Ok(nothing);
        };
        let all = self.risks_in(session, register, as_at.effective, head)?;
        let particulars = self.particulars_in(session, register, as_at.effective, head)?;
        let (risks, closed) = parted(all, particulars.as_ref());
        Ok(View { head: Some(head), particulars, risks, closed, ..nothing })
    }

    /// The view by all that is known, rolled forward from the one that was put together before, where
    /// there is one. What nothing was written of since is what it was.
    fn view_now(
        &self,
        session: &mut dyn Session,
        register: &RegisterKey,
        as_at: AsAt,
        head: Head,
    ) -> Result<View, ReadError> {
        let effective = as_at.effective;
        let kept = match self.rolled.view(register, effective) {
            Some(kept) if kept.head == head => return Ok(kept.view(as_at)),
            Some(kept) if rolled::reaches(session, &register.organisation, kept.head, head)? => {
                Some(kept)
            }
            _ => None,
        };
        let particulars = self.particulars_in(session, register, effective, head.seq)?;
        let kept = match kept {
            Some(kept) => {
                let range = (kept.head.seq, head.seq);
                let since = rolled::written_since(session, register, effective, range)?;
                let read = |row| {
                    let number = rows::read("risk version", row, |row| rows::integer(row, 0))?;
                    Ok((number, rows::read("risk version", row, rows::risk_version)?))
                };
                let since = since.iter().map(read).collect::<Result<Vec<_>, ReadError>>()?;
                kept.rolled(head, particulars, since)
            }
            None => {
                let all = self.numbered(session, register, effective, head.seq)?;
                KeptView::new(head, particulars, all)
            }
        };
        let view = kept.view(as_at);
        self.rolled.keep_view(register, effective, kept);
        Ok(view)
    }

    /// Every risk's version in force, from the cache where it was read before.
    pub(super) fn risks_in(
        &self,
        session: &mut dyn Session,
        register: &RegisterKey,
        effective: Date,
        head: Seq,
    ) -> Result<Vec<RiskVersion>, ReadError> {
        let numbered = self.numbered(session, register, effective, head)?;
        Ok(numbered.into_iter().map(|(_, version)| version).collect())
    }

    /// The same, each with its number.
    fn numbered(
        &self,
        session: &mut dyn Session,
        register: &RegisterKey,
        effective: Date,
        head: Seq,
    ) -> Result<Vec<(i64, RiskVersion)>, ReadError> {
        let (numbers, erasures) = risk_numbers(session, register, effective, head)?;
        let mut versions: HashMap<i64, RiskVersion> = HashMap::with_capacity(numbers.len());
        for number in &numbers {
            let key = (register.organisation.clone(), Kind::Risk, *number, erasures);
            if let Some(Cached::Risk(version)) = self.cache.get(&key) {
                versions.insert(*number, version);
            }
        }
        let missing: Vec<i64> =
            numbers.iter().copied().filter(|number| !versions.contains_key(number)).collect();
        let found = if missing.len() > FEW {
            risk_bodies(session, register, effective, head)?
        } else {
            let mut found = Vec::new();
            for number in missing {
                found.extend(risk_body(session, &register.organisation, number)?);
            }
            found
        };
        let unknown = |row: &&Row| {
            rows::integer(row, 0).map_or(true, |number| !versions.contains_key(&number))
        };
        for (number, version, bytes) in all_read(&found.iter().filter(unknown).collect::<Vec<_>>())?
        {
            let key = (register.organisation.clone(), Kind::Risk, number, erasures);
            self.cache.put(key, Cached::Risk(version.clone()), bytes);
            versions.insert(number, version);
        }
        let taken = |number: &i64| Some((*number, versions.remove(number)?));
        Ok(numbers.iter().filter_map(taken).collect())
    }

    pub(super) fn particulars_in(
        &self,
        session: &mut dyn Session,
        register: &RegisterKey,
        effective: Date,
        head: Seq,
    ) -> Result<Option<ParticularsVersion>, ReadError> {
        let found = session.query(
            concat!(
                "SELECT version, ",
                erasures!(),
                " FROM particulars_version \
                 WHERE organisation = ?1 AND register = ?4 AND effective <= ?2 AND seq <= ?3 \
                 ORDER BY effective DESC, version DESC LIMIT 1"
            ),
            &in_force(register, &effective.to_string(), head),
        )?;
        let Some(row) = found.first() else { return Ok(None) };
        let decode = |row: &Row| Ok((rows::integer(row, 0)?, rows::integer(row, 1)?));
        let (number, erasures) = rows::read("particulars version", row, decode)?;
        let key = (register.organisation.clone(), Kind::Particulars, number, erasures);
        if let Some(Cached::Particulars(version)) = self.cache.get(&key) {
            return Ok(Some(version));
        }
        let Some(row) = particulars_row(session, register, effective, head)? else {
            return Ok(None);
        };
        let version = rows::read("particulars version", &row, rows::particulars_version)?;
        let bytes = rows::text(&row, 3).map_or(0, str::len);
        self.cache.put(key, Cached::Particulars(version.clone()), bytes);
        Ok(Some(version))
    }
}

/// Reads versions with their numbers and the bytes that they are stored in. Of many a part is read by
/// each processor: what takes the time is to make their text out.
fn all_read(found: &[&Row]) -> Result<Vec<(i64, RiskVersion, usize)>, ReadError> {
    let processors = thread::available_parallelism().map_or(1, NonZero::get);
    let part = found.len().div_ceil(processors).max(MANY);
    if found.len() <= part {
        return read_part(found);
    }
    let parts: Vec<Result<Vec<_>, ReadError>> = thread::scope(|scope| {
        let begin = |rows| {
            let begun = thread::Builder::new().spawn_scoped(scope, move || read_part(rows));
            (rows, begun.ok())
        };
        let begun: Vec<(&[&Row], Option<_>)> = found.chunks(part).map(begin).collect();
        // A part that nobody else could read is read here.
        let done = |(rows, part): (&[&Row], Option<thread::ScopedJoinHandle<'_, _>>)| {
            part.and_then(|part| part.join().ok()).unwrap_or_else(|| read_part(rows))
        };
        begun.into_iter().map(done).collect()
    });
    let mut all = Vec::with_capacity(found.len());
    for part in parts {
        all.extend(part?);
    }
    Ok(all)
}

fn read_part(rows: &[&Row]) -> Result<Vec<(i64, RiskVersion, usize)>, ReadError> {
    let read = |row: &&Row| {
        let number = rows::read("risk version", row, |row| rows::integer(row, 0))?;
        let version = rows::read("risk version", row, rows::risk_version)?;
        Ok((number, version, rows::text(row, 5).map_or(0, str::len)))
    };
    rows.iter().map(read).collect()
}
