//! What was true: the register as at a date, one risk as at a date, and all its versions.

use std::{
    collections::{BTreeSet, HashMap},
    num::NonZero,
    sync::Arc,
    thread,
};

use bellwether_domain::Date;
use jiff::Timestamp;

use crate::{
    Around, AsAt, Head, OrganisationId, ParticularsVersion, ReadError, RegisterKey, RiskId,
    RiskVersion, Seq, Store, View,
    cache::{Cached, Erasures, Kind},
    engine::{Param, Row, Session, Value},
    entries, erasures,
    rolled::{self, Days, KeptView, parted},
    rows,
};

/// Beyond this many versions to be read, one query for all is quicker than one for each.
const FEW: usize = 16;

/// As few versions are read by one processor.
const MANY: usize = 256;

impl Store {
    /// The whole register as at a date: of each risk the latest version that was effective then.
    ///
    /// # Errors
    /// When the database fails or holds something that cannot be read.
    pub fn view(&self, register: &RegisterKey, as_at: AsAt) -> Result<View, ReadError> {
        self.engine.read(&register.organisation, |session| self.view_in(session, register, as_at))
    }

    /// One risk as at a date, live or closed; `None` where there was none yet.
    ///
    /// # Errors
    /// When the database fails or holds something that cannot be read.
    pub fn risk(
        &self,
        register: &RegisterKey,
        id: RiskId,
        as_at: AsAt,
    ) -> Result<Option<RiskVersion>, ReadError> {
        self.engine.read(&register.organisation, |session| {
            match horizon(session, &register.organisation, as_at.known)? {
                Some(head) => risk_at(session, register, id, as_at.effective, head),
                None => Ok(None),
            }
        })
    }

    /// One risk as at a date, by the entries up to one.
    ///
    /// # Errors
    /// When the database fails or holds something that cannot be read.
    pub fn risk_by(
        &self,
        register: &RegisterKey,
        id: RiskId,
        effective: Date,
        until: Seq,
    ) -> Result<Option<RiskVersion>, ReadError> {
        self.engine.read(&register.organisation, |session| {
            risk_at(session, register, id, effective, until)
        })
    }

    /// Where a day falls among the versions of a risk; `None` where there is no such risk.
    ///
    /// # Errors
    /// When the database fails or holds something that cannot be read.
    pub fn risk_around(
        &self,
        register: &RegisterKey,
        id: RiskId,
        effective: Date,
    ) -> Result<Option<Around>, ReadError> {
        self.engine.read(&register.organisation, |session| {
            let Some(begins) = day_after(session, register, id, Date::ZERO)? else {
                return Ok(None);
            };
            let in_force = risk_at(session, register, id, effective, Seq::LAST)?;
            let next = match effective.tomorrow() {
                Ok(tomorrow) => day_after(session, register, id, tomorrow)?,
                Err(_) => None,
            };
            Ok(Some(Around { begins, in_force, next }))
        })
    }

    /// The particulars as at a date; `None` before the first.
    ///
    /// # Errors
    /// When the database fails or holds something that cannot be read.
    pub fn particulars(
        &self,
        register: &RegisterKey,
        as_at: AsAt,
    ) -> Result<Option<ParticularsVersion>, ReadError> {
        self.engine.read(&register.organisation, |session| {
            match horizon(session, &register.organisation, as_at.known)? {
                Some(head) => self.particulars_in(session, register, as_at.effective, head),
                None => Ok(None),
            }
        })
    }

    /// All versions of a risk, oldest first: by the date they are effective, then by entry.
    ///
    /// # Errors
    /// When the database fails or holds something that cannot be read.
    pub fn risk_versions(
        &self,
        register: &RegisterKey,
        id: RiskId,
        known: Option<Timestamp>,
    ) -> Result<Vec<RiskVersion>, ReadError> {
        self.engine.read(&register.organisation, |session| {
            let Some(head) = horizon(session, &register.organisation, known)? else {
                return Ok(vec![]);
            };
            // Written so that SQLite goes by the risk and not through the whole journal: it keeps
            // the order of a CROSS JOIN, and looks nothing up by `+v.seq`.
            let found = session.query(
                "SELECT v.version, v.risk, v.effective, v.seq, v.live, v.body, j.recorded, i.ids \
                 FROM risk_version v CROSS JOIN journal j \
                 LEFT JOIN identity i \
                 ON i.organisation = v.organisation AND i.version = v.version \
                 WHERE j.organisation = v.organisation AND j.seq = v.seq \
                 AND v.organisation = ?1 AND v.register = ?4 AND v.risk = ?2 AND +v.seq <= ?3 \
                 ORDER BY v.effective, v.version",
                &[
                    Param::Text(register.organisation.as_str()),
                    Param::Text(&id.to_string()),
                    Param::Integer(head.0.into()),
                    Param::Text(register.id.as_str()),
                ],
            )?;
            let read = |row| rows::read("risk version", row, rows::risk_version);
            found.iter().map(read).collect()
        })
    }

    /// All versions of the particulars, oldest first.
    ///
    /// # Errors
    /// When the database fails or holds something that cannot be read.
    pub fn particulars_versions(
        &self,
        register: &RegisterKey,
        known: Option<Timestamp>,
    ) -> Result<Vec<ParticularsVersion>, ReadError> {
        self.engine.read(&register.organisation, |session| {
            let Some(head) = horizon(session, &register.organisation, known)? else {
                return Ok(vec![]);
            };
            let found = session.query(
                "SELECT v.version, v.effective, v.seq, v.body, j.recorded \
                 FROM particulars_version v \
                 JOIN journal j ON j.organisation = v.organisation AND j.seq = v.seq \
                 WHERE v.organisation = ?1 AND v.register = ?3 AND v.seq <= ?2 \
                 ORDER BY v.effective, v.version",
                &up_to(register, head),
            )?;
            let read = |row| rows::read("particulars version", row, rows::particulars_version);
            found.iter().map(read).collect()
        })
    }

    /// Every risk ever known, live or closed, each as it was last: what a new document's rows
    /// are matched with.
    ///
    /// # Errors
    /// When the database fails or holds something that cannot be read.
    pub fn every_risk(&self, register: &RegisterKey) -> Result<Vec<RiskVersion>, ReadError> {
        self.engine.read(&register.organisation, |session| {
            match horizon(session, &register.organisation, None)? {
                Some(head) => self.risks_in(session, register, Date::MAX, head),
                None => Ok(vec![]),
            }
        })
    }

    /// The last entry that was known at a moment; `None` where there was none yet. Where the clock was
    /// wrong once, times overlap, and what was known goes by this number.
    ///
    /// # Errors
    /// When the database fails or holds something that cannot be read.
    pub fn known_by(
        &self,
        organisation: &OrganisationId,
        known: Timestamp,
    ) -> Result<Option<Seq>, ReadError> {
        self.engine.read(organisation, |session| horizon(session, organisation, Some(known)))
    }

    /// The dates from which something on the register is different, oldest first.
    ///
    /// # Errors
    /// When the database fails or holds something that cannot be read.
    pub fn dates(
        &self,
        register: &RegisterKey,
        known: Option<Timestamp>,
    ) -> Result<Vec<Date>, ReadError> {
        self.engine.read(&register.organisation, |session| {
            if known.is_none() {
                let dates = self.dates_now(session, register)?;
                return Ok(dates.iter().copied().collect());
            }
            match horizon(session, &register.organisation, known)? {
                Some(head) => rolled::dates_since(session, register, (Seq(0), head))
                    .map(|dates| dates.into_iter().collect::<BTreeSet<_>>().into_iter().collect()),
                None => Ok(vec![]),
            }
        })
    }

    /// The same by all that is known, rolled forward from what was found before.
    fn dates_now(
        &self,
        session: &mut dyn Session,
        register: &RegisterKey,
    ) -> Result<Days, ReadError> {
        let Some(head) = entries::head(session, &register.organisation)? else {
            return Ok(Arc::default());
        };
        let (mut after, mut dates) = (Seq(0), Arc::default());
        if let Some((kept, known)) = self.rolled.dates(register)
            && rolled::reaches(session, &register.organisation, kept, head)?
        {
            (after, dates) = (kept.seq, known);
        }
        if after < head.seq {
            let since = rolled::dates_since(session, register, (after, head.seq))?;
            Arc::make_mut(&mut dates).extend(since);
            self.rolled.keep_dates(register, head, Arc::clone(&dates));
        }
        Ok(dates)
    }

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
    fn risks_in(
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

    fn particulars_in(
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

/// The first day, not before another, from which a version of a risk holds.
fn day_after(
    session: &mut dyn Session,
    register: &RegisterKey,
    id: RiskId,
    not_before: Date,
) -> Result<Option<Date>, ReadError> {
    let found = session.query(
        "SELECT effective FROM risk_version WHERE organisation = ?1 AND register = ?2 \
         AND risk = ?3 AND effective >= ?4 ORDER BY effective LIMIT 1",
        &[
            Param::Text(register.organisation.as_str()),
            Param::Text(register.id.as_str()),
            Param::Text(&id.to_string()),
            Param::Text(&not_before.to_string()),
        ],
    )?;
    found.first().map(|row| rows::read("version", row, |row| rows::parsed(row, 0))).transpose()
}

/// The last entry that was recorded by `known`: the journal's order is that of recording and its
/// numbers have no gaps, so that a moment is a number, found by halving. Where the clock was said to
/// have been wrong, it starts again: the last stretch that begins by `known` is looked through.
pub(crate) fn horizon(
    session: &mut dyn Session,
    organisation: &OrganisationId,
    known: Option<Timestamp>,
) -> Result<Option<Seq>, ReadError> {
    let Some(known) = known else {
        return Ok(entries::head(session, organisation)?.map(|head| head.seq));
    };
    let found = session.query(
        "WITH RECURSIVE stretch (low) AS ( \
             SELECT coalesce(max(seq), 0) FROM journal WHERE organisation = ?1 \
             AND kind = 'clock' AND kind <> 'edit' AND recorded <= ?2), \
         last (low, high) AS ( \
             SELECT CAST(low AS BIGINT), coalesce( \
                 (SELECT min(seq) - 1 FROM journal WHERE organisation = ?1 \
                     AND kind = 'clock' AND kind <> 'edit' AND seq > low), \
                 (SELECT max(seq) FROM journal WHERE organisation = ?1), 0) FROM stretch \
             UNION ALL \
             SELECT CASE WHEN j.recorded <= ?2 THEN j.seq ELSE low END, \
                 CASE WHEN j.recorded <= ?2 THEN high ELSE j.seq - 1 END \
             FROM last JOIN journal j ON j.organisation = ?1 AND j.seq = (low + high + 1) / 2 \
             WHERE low < high) \
         SELECT low FROM last WHERE low = high AND low > 0",
        &[Param::Text(organisation.as_str()), Param::Integer(known.as_microsecond())],
    )?;
    found.first().map(|row| rows::read("journal entry", row, |row| rows::seq(row, 0))).transpose()
}

/// The number of the last entry that was recorded by `known`, for a query: nothing is known before
/// the first, and everything where no moment is given.
pub(crate) fn known_by(
    session: &mut dyn Session,
    organisation: &OrganisationId,
    known: Option<Timestamp>,
) -> Result<i64, ReadError> {
    match known {
        None => Ok(i64::MAX),
        Some(_) => Ok(horizon(session, organisation, known)?.map_or(0, |seq| seq.0.into())),
    }
}

pub(crate) fn in_force<'a>(
    register: &'a RegisterKey,
    effective: &'a str,
    head: Seq,
) -> [Param<'a>; 4] {
    let [whose, head, register] = up_to(register, head);
    [whose, Param::Text(effective), head, register]
}

/// Whose entries, up to which, and of which register.
pub(crate) fn up_to(register: &RegisterKey, head: Seq) -> [Param<'_>; 3] {
    [
        Param::Text(register.organisation.as_str()),
        Param::Integer(head.0.into()),
        Param::Text(register.id.as_str()),
    ]
}

/// The number of each risk's version in force, an index look-up a risk, however long its history; and
/// the last entry that erased something.
fn risk_numbers(
    session: &mut dyn Session,
    register: &RegisterKey,
    effective: Date,
    head: Seq,
) -> Result<(Vec<i64>, Erasures), ReadError> {
    let found = session.query(
        concat!(
            "SELECT (SELECT v.version FROM risk_version v \
             WHERE v.organisation = r.organisation AND v.register = ?4 AND v.risk = r.id \
             AND v.effective <= ?2 AND v.seq <= ?3 \
             ORDER BY v.effective DESC, v.version DESC LIMIT 1), ",
            erasures!(),
            " FROM risk r WHERE r.organisation = ?1"
        ),
        &in_force(register, &effective.to_string(), head),
    )?;
    // A risk that was not known yet has none. Sorted out here: the engines would look up twice.
    let known = found.iter().filter(|row| row.first() != Some(&Value::Null));
    let read = |row| rows::read("risk version", row, |row| rows::integer(row, 0));
    let mut numbers = known.map(read).collect::<Result<Vec<_>, _>>()?;
    numbers.sort_unstable();
    let erasures = |row| rows::read("risk version", row, |row| rows::integer(row, 1));
    Ok((numbers, found.first().map(erasures).transpose()?.unwrap_or_default()))
}

fn risk_bodies(
    session: &mut dyn Session,
    register: &RegisterKey,
    effective: Date,
    head: Seq,
) -> Result<Vec<Row>, ReadError> {
    Ok(session.query(
        "SELECT v.version, v.risk, v.effective, v.seq, v.live, v.body, j.recorded, i.ids \
         FROM (SELECT (SELECT w.version FROM risk_version w \
             WHERE w.organisation = r.organisation AND w.register = ?4 AND w.risk = r.id \
             AND w.effective <= ?2 AND w.seq <= ?3 \
             ORDER BY w.effective DESC, w.version DESC LIMIT 1) AS version \
         FROM risk r WHERE r.organisation = ?1) p \
         JOIN risk_version v ON v.organisation = ?1 AND v.version = p.version \
         JOIN journal j ON j.organisation = ?1 AND j.seq = v.seq \
         LEFT JOIN identity i ON i.organisation = ?1 AND i.version = v.version",
        &in_force(register, &effective.to_string(), head),
    )?)
}

fn risk_body(
    session: &mut dyn Session,
    organisation: &OrganisationId,
    number: i64,
) -> Result<Option<Row>, ReadError> {
    let found = session.query(
        "SELECT v.version, v.risk, v.effective, v.seq, v.live, v.body, j.recorded, i.ids \
         FROM risk_version v \
         JOIN journal j ON j.organisation = v.organisation AND j.seq = v.seq \
         LEFT JOIN identity i ON i.organisation = v.organisation AND i.version = v.version \
         WHERE v.organisation = ?1 AND v.version = ?2",
        &[Param::Text(organisation.as_str()), Param::Integer(number)],
    )?;
    Ok(found.into_iter().next())
}

/// One risk's version in force, by the entries up to `head`.
pub(crate) fn risk_at(
    session: &mut dyn Session,
    register: &RegisterKey,
    id: RiskId,
    effective: Date,
    head: Seq,
) -> Result<Option<RiskVersion>, ReadError> {
    let found = session.query(
        "SELECT v.version, v.risk, v.effective, v.seq, v.live, v.body, j.recorded, i.ids \
         FROM risk_version v \
         JOIN journal j ON j.organisation = v.organisation AND j.seq = v.seq \
         LEFT JOIN identity i ON i.organisation = v.organisation AND i.version = v.version \
         WHERE v.organisation = ?1 AND v.register = ?5 AND v.risk = ?2 AND v.effective <= ?3 \
         AND v.seq <= ?4 ORDER BY v.effective DESC, v.version DESC LIMIT 1",
        &[
            Param::Text(register.organisation.as_str()),
            Param::Text(&id.to_string()),
            Param::Text(&effective.to_string()),
            Param::Integer(head.0.into()),
            Param::Text(register.id.as_str()),
        ],
    )?;
    found.first().map(|row| rows::read("risk version", row, rows::risk_version)).transpose()
}

/// The particulars in force, by the entries up to `head`.
pub(crate) fn particulars_at(
    session: &mut dyn Session,
    register: &RegisterKey,
    effective: Date,
    head: Seq,
) -> Result<Option<ParticularsVersion>, ReadError> {
    let row = particulars_row(session, register, effective, head)?;
    let read = |row| rows::read("particulars version", &row, rows::particulars_version);
    row.map(read).transpose()
}

fn particulars_row(
    session: &mut dyn Session,
    register: &RegisterKey,
    effective: Date,
    head: Seq,
) -> Result<Option<Row>, ReadError> {
    let found = session.query(
        "SELECT v.version, v.effective, v.seq, v.body, j.recorded \
         FROM particulars_version v \
         JOIN journal j ON j.organisation = v.organisation AND j.seq = v.seq \
         WHERE v.organisation = ?1 AND v.register = ?4 AND v.effective <= ?2 AND v.seq <= ?3 \
         ORDER BY v.effective DESC, v.version DESC LIMIT 1",
        &in_force(register, &effective.to_string(), head),
    )?;
    Ok(found.into_iter().next())
}
