//! What is asked of the database for a view: the versions in force, by the entries up to one.

use bellwether_domain::Date;
use jiff::Timestamp;

use crate::{
    OrganisationId, ParticularsVersion, ReadError, RegisterKey, RiskId, RiskVersion, Seq,
    cache::Erasures,
    engine::{Param, Row, Session, Value},
    entries, erasures, rows,
};

/// The first day, not before another, from which a version of a risk holds.
pub(super) fn day_after(
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
pub(super) fn risk_numbers(
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

pub(super) fn risk_bodies(
    session: &mut dyn Session,
    register: &RegisterKey,
    effective: Date,
    head: Seq,
) -> Result<Vec<Row>, ReadError> {
    Ok(session.query(
        concat!(
            "SELECT ",
            rows::risk_version_columns!(),
            " FROM (SELECT (SELECT w.version FROM risk_version w \
             WHERE w.organisation = r.organisation AND w.register = ?4 AND w.risk = r.id \
             AND w.effective <= ?2 AND w.seq <= ?3 \
             ORDER BY w.effective DESC, w.version DESC LIMIT 1) AS version \
         FROM risk r WHERE r.organisation = ?1) p \
         JOIN risk_version v ON v.organisation = ?1 AND v.version = p.version \
         JOIN journal j ON j.organisation = ?1 AND j.seq = v.seq \
         LEFT JOIN identity i ON i.organisation = ?1 AND i.version = v.version"
        ),
        &in_force(register, &effective.to_string(), head),
    )?)
}

pub(super) fn risk_body(
    session: &mut dyn Session,
    organisation: &OrganisationId,
    number: i64,
) -> Result<Option<Row>, ReadError> {
    let found = session.query(
        concat!(
            "SELECT ",
            rows::risk_version_columns!(),
            " FROM risk_version v \
         JOIN journal j ON j.organisation = v.organisation AND j.seq = v.seq \
         LEFT JOIN identity i ON i.organisation = v.organisation AND i.version = v.version \
         WHERE v.organisation = ?1 AND v.version = ?2"
        ),
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
        concat!(
            "SELECT ",
            rows::risk_version_columns!(),
            " FROM risk_version v \
         JOIN journal j ON j.organisation = v.organisation AND j.seq = v.seq \
         LEFT JOIN identity i ON i.organisation = v.organisation AND i.version = v.version \
         WHERE v.organisation = ?1 AND v.register = ?5 AND v.risk = ?2 AND v.effective <= ?3 \
         AND v.seq <= ?4 ORDER BY v.effective DESC, v.version DESC LIMIT 1"
        ),
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

pub(super) fn particulars_row(
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
