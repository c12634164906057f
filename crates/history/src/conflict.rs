//! Whether a change began from what still stands.

use std::collections::HashMap;

use bellwether_domain::Date;

use crate::{
    Conflict, OrganisationId, ReadError, RiskId, Seq, Write,
    engine::{Param, Session, Value},
    rows, settings, view,
};

/// Beyond this many writes, one query for all is quicker than one for each.
const FEW: usize = 16;

/// Which writes began from something other than what is in force on their date.
pub(crate) fn conflicts(
    session: &mut dyn Session,
    organisation: &OrganisationId,
    writes: &[Write],
) -> Result<Vec<Conflict>, ReadError> {
    let mut conflicts = Vec::new();
    let ever = Seq(u32::MAX);
    let mut in_force = InForce::new(writes.len() > FEW);
    for write in writes {
        match write {
            Write::Risk(write) => {
                let (id, effective) = (write.id, write.effective);
                if in_force.risk(session, organisation, id, effective)? != write.expected {
                    let mut version =
                        |until| view::risk_at(session, organisation, id, effective, until);
                    let began = write.expected.map(&mut version).transpose()?.flatten();
                    let stands = version(ever)?;
                    conflicts.push(Conflict::Risk { id, effective, began, stands });
                }
            }
            Write::Particulars(write) => {
                let effective = write.effective;
                if particulars_in_force(session, organisation, effective)? != write.expected {
                    let mut version =
                        |until| view::particulars_at(session, organisation, effective, until);
                    let began = write.expected.map(&mut version).transpose()?.flatten();
                    let stands = version(ever)?;
                    conflicts.push(Conflict::Particulars { effective, began, stands });
                }
            }
            Write::Setting(write) => {
                let (key, effective) = (&write.key, write.effective);
                let mut version =
                    |until| settings::setting_at(session, organisation, key, effective, until);
                let stands = version(ever)?;
                if stands.as_ref().map(|stands| stands.seq) != write.expected {
                    let began = write.expected.map(&mut version).transpose()?.flatten();
                    let key = key.clone();
                    conflicts.push(Conflict::Setting { key, effective, began, stands });
                }
            }
        }
    }
    Ok(conflicts)
}

/// Which version of each risk is in force, asked for one by one or, for many, a date at a time.
struct InForce {
    many: bool,
    by_date: HashMap<Date, HashMap<RiskId, Seq>>,
}

impl InForce {
    fn new(many: bool) -> Self {
        Self { many, by_date: HashMap::new() }
    }

    fn risk(
        &mut self,
        session: &mut dyn Session,
        organisation: &OrganisationId,
        id: RiskId,
        effective: Date,
    ) -> Result<Option<Seq>, ReadError> {
        if !self.many {
            return risk_in_force(session, organisation, id, effective);
        }
        if let Some(known) = self.by_date.get(&effective) {
            return Ok(known.get(&id).copied());
        }
        let known = risks_in_force(session, organisation, effective)?;
        let found = known.get(&id).copied();
        self.by_date.insert(effective, known);
        Ok(found)
    }
}

fn risk_in_force(
    session: &mut dyn Session,
    organisation: &OrganisationId,
    id: RiskId,
    effective: Date,
) -> Result<Option<Seq>, ReadError> {
    let found = session.query(
        "SELECT seq FROM risk_version WHERE organisation = ?1 AND risk = ?2 AND effective <= ?3 \
         ORDER BY effective DESC, version DESC LIMIT 1",
        &[
            Param::Text(organisation.as_str()),
            Param::Text(&id.to_string()),
            Param::Text(&effective.to_string()),
        ],
    )?;
    found.first().map(|row| rows::read("risk version", row, |row| rows::seq(row, 0))).transpose()
}

fn risks_in_force(
    session: &mut dyn Session,
    organisation: &OrganisationId,
    effective: Date,
) -> Result<HashMap<RiskId, Seq>, ReadError> {
    let found = session.query(
        "SELECT r.id, (SELECT v.seq FROM risk_version v \
             WHERE v.organisation = r.organisation AND v.risk = r.id AND v.effective <= ?2 \
             ORDER BY v.effective DESC, v.version DESC LIMIT 1) \
         FROM risk r WHERE r.organisation = ?1",
        &[Param::Text(organisation.as_str()), Param::Text(&effective.to_string())],
    )?;
    let known = found.iter().filter(|row| row.get(1) != Some(&Value::Null));
    let decode = |row: &_| Ok((rows::parsed(row, 0)?, rows::seq(row, 1)?));
    known.map(|row| rows::read("risk", row, decode)).collect()
}

fn particulars_in_force(
    session: &mut dyn Session,
    organisation: &OrganisationId,
    effective: Date,
) -> Result<Option<Seq>, ReadError> {
    let found = session.query(
        "SELECT seq FROM particulars_version WHERE organisation = ?1 AND effective <= ?2 \
         ORDER BY effective DESC, version DESC LIMIT 1",
        &[Param::Text(organisation.as_str()), Param::Text(&effective.to_string())],
    )?;
    found.first().map(|row| rows::read("particulars", row, |row| rows::seq(row, 0))).transpose()
}
