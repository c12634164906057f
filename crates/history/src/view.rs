//! What was true: the register as at a date, one risk as at a date, and all its versions.

use std::collections::HashMap;

use bellwether_domain::Date;
use jiff::Timestamp;

use crate::{
    AsAt, OrganisationId, Particulars, ParticularsVersion, ReadError, RiskId, RiskVersion, Seq,
    Standing, Store, View,
    cache::{Cached, Kind},
    engine::{Param, Row, Session, Value},
    entries::REGISTER,
    rows, store,
};

/// Beyond this many versions to be read, one query for all is quicker than one for each.
const FEW: usize = 16;

impl Store {
    /// The whole register as at a date: of each risk the latest version that was effective then.
    ///
    /// # Errors
    /// When the database fails or holds something that cannot be read.
    pub fn view(&self, organisation: &OrganisationId, as_at: AsAt) -> Result<View, ReadError> {
        self.engine.read(organisation, |session| self.view_in(session, organisation, as_at))
    }

    /// One risk as at a date, live or closed; `None` where there was none yet.
    ///
    /// # Errors
    /// When the database fails or holds something that cannot be read.
    pub fn risk(
        &self,
        organisation: &OrganisationId,
        id: RiskId,
        as_at: AsAt,
    ) -> Result<Option<RiskVersion>, ReadError> {
        self.engine.read(organisation, |session| {
            match horizon(session, organisation, as_at.known)? {
                Some(head) => risk_at(session, organisation, id, as_at.effective, head),
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
        organisation: &OrganisationId,
        id: RiskId,
        known: Option<Timestamp>,
    ) -> Result<Vec<RiskVersion>, ReadError> {
        self.engine.read(organisation, |session| {
            let Some(head) = horizon(session, organisation, known)? else { return Ok(vec![]) };
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
                    Param::Text(organisation.as_str()),
                    Param::Text(&id.to_string()),
                    Param::Integer(head.0.into()),
                    Param::Text(REGISTER),
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
        organisation: &OrganisationId,
        known: Option<Timestamp>,
    ) -> Result<Vec<ParticularsVersion>, ReadError> {
        self.engine.read(organisation, |session| {
            let Some(head) = horizon(session, organisation, known)? else { return Ok(vec![]) };
            let found = session.query(
                "SELECT v.version, v.effective, v.seq, v.body, j.recorded \
                 FROM particulars_version v \
                 JOIN journal j ON j.organisation = v.organisation AND j.seq = v.seq \
                 WHERE v.organisation = ?1 AND v.register = ?3 AND v.seq <= ?2 \
                 ORDER BY v.effective, v.version",
                &up_to(organisation, head),
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
    pub fn every_risk(&self, organisation: &OrganisationId) -> Result<Vec<RiskVersion>, ReadError> {
        self.engine.read(organisation, |session| match horizon(session, organisation, None)? {
            Some(head) => self.risks_in(session, organisation, Date::MAX, head),
            None => Ok(vec![]),
        })
    }

    /// The dates from which something on the register is different, oldest first.
    ///
    /// # Errors
    /// When the database fails or holds something that cannot be read.
    pub fn dates(
        &self,
        organisation: &OrganisationId,
        known: Option<Timestamp>,
    ) -> Result<Vec<Date>, ReadError> {
        self.engine.read(organisation, |session| {
            let Some(head) = horizon(session, organisation, known)? else { return Ok(vec![]) };
            let found = session.query(
                "SELECT effective FROM risk_version \
                 WHERE organisation = ?1 AND register = ?3 AND seq <= ?2 \
                 UNION SELECT effective FROM particulars_version \
                 WHERE organisation = ?1 AND register = ?3 AND seq <= ?2 ORDER BY 1",
                &up_to(organisation, head),
            )?;
            let read = |row| rows::read("version", row, |row| rows::parsed(row, 0));
            found.iter().map(read).collect()
        })
    }

    pub(crate) fn view_in(
        &self,
        session: &mut dyn Session,
        organisation: &OrganisationId,
        as_at: AsAt,
    ) -> Result<View, ReadError> {
        let nothing = View { as_at, head: None, particulars: None, risks: vec![], closed: vec![] };
        let Some(head) = horizon(session, organisation, as_at.known)? else {
            return Ok(nothing);
        };
        let particulars = self.particulars_in(session, organisation, as_at.effective, head)?;
        let all = self.risks_in(session, organisation, as_at.effective, head)?;
        let (mut risks, closed): (Vec<_>, Vec<_>) =
            all.into_iter().partition(|version| version.standing == Standing::Live);
        if let Some(version) = &particulars {
            in_order(&mut risks, &version.particulars);
        }
        Ok(View { head: Some(head), particulars, risks, closed, ..nothing })
    }

    /// Every risk's version in force, from the cache where it was read before.
    fn risks_in(
        &self,
        session: &mut dyn Session,
        organisation: &OrganisationId,
        effective: Date,
        head: Seq,
    ) -> Result<Vec<RiskVersion>, ReadError> {
        let numbers = risk_numbers(session, organisation, effective, head)?;
        let mut versions: HashMap<i64, RiskVersion> = HashMap::with_capacity(numbers.len());
        for number in &numbers {
            let key = (organisation.clone(), Kind::Risk, *number);
            if let Some(Cached::Risk(version)) = self.cache.get(&key) {
                versions.insert(*number, version);
            }
        }
        let missing: Vec<i64> =
            numbers.iter().copied().filter(|number| !versions.contains_key(number)).collect();
        let found = if missing.len() > FEW {
            risk_bodies(session, organisation, effective, head)?
        } else {
            let mut found = Vec::new();
            for number in missing {
                found.extend(risk_body(session, organisation, number)?);
            }
            found
        };
        for row in &found {
            let number = rows::read("risk version", row, |row| rows::integer(row, 0))?;
            if versions.contains_key(&number) {
                continue;
            }
            let version = rows::read("risk version", row, rows::risk_version)?;
            let bytes = rows::text(row, 5).map_or(0, str::len);
            let key = (organisation.clone(), Kind::Risk, number);
            self.cache.put(key, Cached::Risk(version.clone()), bytes);
            versions.insert(number, version);
        }
        Ok(numbers.iter().filter_map(|number| versions.remove(number)).collect())
    }

    fn particulars_in(
        &self,
        session: &mut dyn Session,
        organisation: &OrganisationId,
        effective: Date,
        head: Seq,
    ) -> Result<Option<ParticularsVersion>, ReadError> {
        let found = session.query(
            "SELECT version FROM particulars_version \
             WHERE organisation = ?1 AND register = ?4 AND effective <= ?2 AND seq <= ?3 \
             ORDER BY effective DESC, version DESC LIMIT 1",
            &in_force(organisation, &effective.to_string(), head),
        )?;
        let Some(row) = found.first() else { return Ok(None) };
        let number = rows::read("particulars version", row, |row| rows::integer(row, 0))?;
        let key = (organisation.clone(), Kind::Particulars, number);
        if let Some(Cached::Particulars(version)) = self.cache.get(&key) {
            return Ok(Some(version));
        }
        let Some(row) = particulars_row(session, organisation, effective, head)? else {
            return Ok(None);
        };
        let version = rows::read("particulars version", &row, rows::particulars_version)?;
        let bytes = rows::text(&row, 3).map_or(0, str::len);
        self.cache.put(key, Cached::Particulars(version.clone()), bytes);
        Ok(Some(version))
    }
}

/// The last entry that was recorded by `known`: the journal's order is that of recording and its
/// numbers have no gaps, so that a moment is a number, found by halving.
pub(crate) fn horizon(
    session: &mut dyn Session,
    organisation: &OrganisationId,
    known: Option<Timestamp>,
) -> Result<Option<Seq>, ReadError> {
    let Some(known) = known else {
        return Ok(store::head(session, organisation)?.map(|head| head.seq));
    };
    let found = session.query(
        "WITH RECURSIVE last (low, high) AS ( \
             SELECT CAST(0 AS BIGINT), coalesce(max(seq), 0) FROM journal WHERE organisation = ?1 \
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

pub(crate) fn in_force<'a>(
    organisation: &'a OrganisationId,
    effective: &'a str,
    head: Seq,
) -> [Param<'a>; 4] {
    let [whose, head, register] = up_to(organisation, head);
    [whose, Param::Text(effective), head, register]
}

/// Whose entries, up to which, and of which register.
pub(crate) fn up_to(organisation: &OrganisationId, head: Seq) -> [Param<'_>; 3] {
    [Param::Text(organisation.as_str()), Param::Integer(head.0.into()), Param::Text(REGISTER)]
}

/// The number of each risk's version in force: an index look-up a risk, however long its history.
fn risk_numbers(
    session: &mut dyn Session,
    organisation: &OrganisationId,
    effective: Date,
    head: Seq,
) -> Result<Vec<i64>, ReadError> {
    let found = session.query(
        "SELECT (SELECT v.version FROM risk_version v \
             WHERE v.organisation = r.organisation AND v.register = ?4 AND v.risk = r.id \
             AND v.effective <= ?2 AND v.seq <= ?3 \
             ORDER BY v.effective DESC, v.version DESC LIMIT 1) \
         FROM risk r WHERE r.organisation = ?1",
        &in_force(organisation, &effective.to_string(), head),
    )?;
    // A risk that was not known yet has none. Sorted out here: the engines would look up twice.
    let known = found.iter().filter(|row| row.first() != Some(&Value::Null));
    let read = |row| rows::read("risk version", row, |row| rows::integer(row, 0));
    let mut numbers = known.map(read).collect::<Result<Vec<_>, _>>()?;
    numbers.sort_unstable();
    Ok(numbers)
}

fn risk_bodies(
    session: &mut dyn Session,
    organisation: &OrganisationId,
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
        &in_force(organisation, &effective.to_string(), head),
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
    organisation: &OrganisationId,
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
            Param::Text(organisation.as_str()),
            Param::Text(&id.to_string()),
            Param::Text(&effective.to_string()),
            Param::Integer(head.0.into()),
            Param::Text(REGISTER),
        ],
    )?;
    found.first().map(|row| rows::read("risk version", row, rows::risk_version)).transpose()
}

/// The particulars in force, by the entries up to `head`.
pub(crate) fn particulars_at(
    session: &mut dyn Session,
    organisation: &OrganisationId,
    effective: Date,
    head: Seq,
) -> Result<Option<ParticularsVersion>, ReadError> {
    let row = particulars_row(session, organisation, effective, head)?;
    let read = |row| rows::read("particulars version", &row, rows::particulars_version);
    row.map(read).transpose()
}

fn particulars_row(
    session: &mut dyn Session,
    organisation: &OrganisationId,
    effective: Date,
    head: Seq,
) -> Result<Option<Row>, ReadError> {
    let found = session.query(
        "SELECT v.version, v.effective, v.seq, v.body, j.recorded \
         FROM particulars_version v \
         JOIN journal j ON j.organisation = v.organisation AND j.seq = v.seq \
         WHERE v.organisation = ?1 AND v.register = ?4 AND v.effective <= ?2 AND v.seq <= ?3 \
         ORDER BY v.effective DESC, v.version DESC LIMIT 1",
        &in_force(organisation, &effective.to_string(), head),
    )?;
    Ok(found.into_iter().next())
}

/// Puts the risks in the body's own order; those it does not name come after, oldest first.
fn in_order(risks: &mut [RiskVersion], particulars: &Particulars) {
    let places: HashMap<RiskId, usize> =
        particulars.order.iter().enumerate().map(|(place, id)| (*id, place)).collect();
    risks.sort_by_key(|version| places.get(&version.id).copied().unwrap_or(usize::MAX));
}
