//! Whether a change began from what still stands.

use std::collections::{BTreeSet, HashMap};

use bellwether_domain::Date;

use crate::{
    Conflict, ReadError, RegisterKey, RiskId, Seq, Write,
    engine::{Query, Row, Session, Value},
    rows, settings, view,
};

/// Beyond this many writes, one query for all the risks is quicker than one for each.
const FEW: usize = 16;

/// Asks which versions are in force where a change writes: of the risks, if they are many, a date
/// at a time, and else write by write.
pub(crate) fn asked(register: &RegisterKey, writes: &[Write]) -> Vec<Query> {
    let whose = [register.organisation.as_str(), register.id.as_str()]
        .map(|name| Value::Text(name.to_owned()));
    let dates = dates(writes).into_iter().map(|date| Query {
        sql: "SELECT r.id, (SELECT v.seq FROM risk_version v \
                 WHERE v.organisation = r.organisation AND v.register = ?2 AND v.risk = r.id \
                 AND v.effective <= ?3 \
                 ORDER BY v.effective DESC, v.version DESC LIMIT 1) \
             FROM risk r WHERE r.organisation = ?1",
        params: whose.iter().cloned().chain([Value::Text(date.to_string())]).collect(),
    });
    dates.chain(one_by_one(writes).map(|write| in_force(&whose, write))).collect()
}

/// Which writes began from something other than what is in force on their date, by the answers to
/// what was [`asked`].
pub(crate) fn found(
    session: &mut dyn Session,
    register: &RegisterKey,
    writes: &[Write],
    answers: &[Vec<Row>],
) -> Result<Vec<Conflict>, ReadError> {
    let mut answers = answers.iter();
    let mut many = HashMap::new();
    for (date, answer) in dates(writes).into_iter().zip(&mut answers) {
        many.insert(date, risks_in_force(answer)?);
    }
    let mut conflicts = Vec::new();
    for write in writes {
        let stands = match write {
            Write::Risk(write) if many.contains_key(&write.effective) => {
                many.get(&write.effective).and_then(|risks| risks.get(&write.id)).copied()
            }
            _ => answers.next().map(|answer| seq(answer)).transpose()?.flatten(),
        };
        if stands != began(write) {
            conflicts.push(conflict(session, register, write)?);
        }
    }
    Ok(conflicts)
}

/// The dates at which all risks are asked for together.
fn dates(writes: &[Write]) -> BTreeSet<Date> {
    let dates = writes.iter().filter_map(|write| match write {
        Write::Risk(write) => Some(write.effective),
        _ => None,
    });
    if writes.len() > FEW { dates.collect() } else { BTreeSet::new() }
}

/// The writes that are asked for each on its own.
fn one_by_one(writes: &[Write]) -> impl Iterator<Item = &Write> {
    let few = writes.len() <= FEW;
    writes.iter().filter(move |write| few || !matches!(write, Write::Risk(_)))
}

/// Asks for the entry of the version in force where a write stands.
fn in_force(whose: &[Value], write: &Write) -> Query {
    let (sql, subject, effective) = match write {
        Write::Risk(write) => (
            "SELECT seq FROM risk_version \
             WHERE organisation = ?1 AND register = ?2 AND risk = ?3 AND effective <= ?4 \
             ORDER BY effective DESC, version DESC LIMIT 1",
            Some(write.id.to_string()),
            write.effective,
        ),
        Write::Particulars(write) => (
            "SELECT seq FROM particulars_version \
             WHERE organisation = ?1 AND register = ?2 AND effective <= ?3 \
             ORDER BY effective DESC, version DESC LIMIT 1",
            None,
            write.effective,
        ),
        Write::Setting(write) => (
            "SELECT seq FROM setting_version \
             WHERE organisation = ?1 AND register = ?2 AND name = ?3 AND effective <= ?4 \
             ORDER BY effective DESC, version DESC LIMIT 1",
            Some(write.key.clone()),
            write.effective,
        ),
    };
    let subject = subject.into_iter().chain([effective.to_string()]).map(Value::Text);
    Query { sql, params: whose.iter().cloned().chain(subject).collect() }
}

fn seq(answer: &[Row]) -> Result<Option<Seq>, ReadError> {
    answer.first().map(|row| rows::read("version", row, |row| rows::seq(row, 0))).transpose()
}

fn risks_in_force(answer: &[Row]) -> Result<HashMap<RiskId, Seq>, ReadError> {
    let known = answer.iter().filter(|row| row.get(1) != Some(&Value::Null));
    let decode = |row: &_| Ok((rows::parsed(row, 0)?, rows::seq(row, 1)?));
    known.map(|row| rows::read("risk", row, decode)).collect()
}

/// The version that a write began from.
fn began(write: &Write) -> Option<Seq> {
    match write {
        Write::Risk(write) => write.expected,
        Write::Particulars(write) => write.expected,
        Write::Setting(write) => write.expected,
    }
}

/// Brings both versions: the one that a write began from, and the one that stands.
fn conflict(
    session: &mut dyn Session,
    register: &RegisterKey,
    write: &Write,
) -> Result<Conflict, ReadError> {
    Ok(match write {
        Write::Risk(write) => {
            let (id, effective) = (write.id, write.effective);
            let mut version = |until| view::risk_at(session, register, id, effective, until);
            let began = write.expected.map(&mut version).transpose()?.flatten();
            Conflict::Risk { id, effective, began, stands: version(Seq::LAST)? }
        }
        Write::Particulars(write) => {
            let effective = write.effective;
            let mut version = |until| view::particulars_at(session, register, effective, until);
            let began = write.expected.map(&mut version).transpose()?.flatten();
            Conflict::Particulars { effective, began, stands: version(Seq::LAST)? }
        }
        Write::Setting(write) => {
            let (key, effective) = (write.key.clone(), write.effective);
            let mut version =
                |until| settings::setting_at(session, register, &key, effective, until);
            let began = write.expected.map(&mut version).transpose()?.flatten();
            let stands = version(Seq::LAST)?;
            Conflict::Setting { key, effective, began, stands }
        }
    })
}
