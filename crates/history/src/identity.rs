//! The ids of the controls and actions of versions that were written before there were any: they
//! stand beside the versions, whose text the journal knows by its digest.

use std::collections::BTreeMap;

use bellwether_domain::{Date, Risk, RiskId, identity};
use sha2::{Digest as _, Sha256};

use crate::{
    Fault, Hex, OrganisationId, ReadError, Upgrade,
    engine::{Param, Row, Session, Value},
    model::{moment::Chance, version::Ids},
    rows,
};

/// How many rows are read at a time.
const STRIDE: i64 = 1_000;

/// The digest of rows, a line each in the order of the versions.
#[derive(Default)]
pub(crate) struct Lines {
    digest: Sha256,
    count: u32,
}

impl Lines {
    fn add(&mut self, version: i64, ids: &str) {
        self.digest.update(format!("{version} {ids}\n"));
        self.count += 1;
    }

    /// What an entry says of them.
    pub(crate) fn done(self) -> Upgrade {
        Upgrade { versions: self.count, identities: Hex(self.digest.finalize().into()) }
    }
}

/// Makes ids for all versions of an organisation: each control and action is followed from the
/// version that a change began from to the one that it wrote, as an import recognises it.
pub(crate) fn make(
    session: &mut dyn Session,
    organisation: &OrganisationId,
    chance: &mut Chance,
) -> Result<Upgrade, ReadError> {
    let mut lines = Lines::default();
    let mut said: BTreeMap<RiskId, BTreeMap<Date, Risk>> = BTreeMap::new();
    let mut last = i64::MIN;
    loop {
        let found = session.query(
            "SELECT version, risk, effective, body FROM risk_version \
             WHERE organisation = ?1 AND version > ?2 ORDER BY version LIMIT ?3",
            &[Param::Text(organisation.as_str()), Param::Integer(last), Param::Integer(STRIDE)],
        )?;
        let Some(row) = found.last() else { break };
        last = rows::read("risk version", row, |row| rows::integer(row, 0))?;
        let mut kept = Vec::with_capacity(found.len());
        for row in &found {
            let decode = |row: &Row| {
                let id: RiskId = rows::parsed(row, 1)?;
                Ok((rows::integer(row, 0)?, id, rows::parsed(row, 2)?, rows::json(row, 3)?))
            };
            let (version, id, day, mut risk): (i64, _, Date, Risk) =
                rows::read("risk version", row, decode)?;
            let of_risk = said.entry(id).or_default();
            let began = of_risk.range(..=day).next_back().or_else(|| of_risk.iter().next());
            if let Some((_, began)) = began {
                identity::carry(began, &mut risk);
            }
            identity::complete(&mut risk, || chance.half());
            let ids = serde_json::to_string(&Ids::of(&risk))
                .map_err(|error| Fault::Other(error.to_string()))?;
            lines.add(version, &ids);
            let Risk { actions, controls, .. } = risk;
            of_risk.insert(day, Risk { actions, controls, ..Risk::default() });
            kept.push(row_of(organisation, version, ids));
        }
        keep(session, kept)?;
    }
    Ok(lines.done())
}

pub(crate) fn row_of(organisation: &OrganisationId, version: i64, ids: String) -> Row {
    vec![Value::Text(organisation.to_string()), Value::Integer(version), Value::Text(ids)]
}

/// Keeps rows whose versions are there.
pub(crate) fn keep(session: &mut dyn Session, rows: Vec<Row>) -> Result<(), Fault> {
    session
        .execute_each("INSERT INTO identity (organisation, version, ids) VALUES (?1, ?2, ?3)", rows)
}

/// Goes through all rows of an organisation in order, a stretch at a time.
pub(crate) fn each(
    session: &mut dyn Session,
    organisation: &OrganisationId,
    mut see: impl FnMut(i64, &str) -> Result<(), ReadError>,
) -> Result<(), ReadError> {
    let mut last = i64::MIN;
    loop {
        let found = session.query(
            "SELECT version, ids FROM identity WHERE organisation = ?1 AND version > ?2 \
             ORDER BY version LIMIT ?3",
            &[Param::Text(organisation.as_str()), Param::Integer(last), Param::Integer(STRIDE)],
        )?;
        if found.is_empty() {
            return Ok(());
        }
        for row in &found {
            let decode = |row: &Row| Ok((rows::integer(row, 0)?, rows::text(row, 1)?.to_owned()));
            let (version, ids) = rows::read("identity", row, decode)?;
            see(version, &ids)?;
            last = version;
        }
    }
}

/// What an upgrade entry should say of the rows that are there.
pub(crate) fn all(
    session: &mut dyn Session,
    organisation: &OrganisationId,
) -> Result<Upgrade, ReadError> {
    let mut lines = Lines::default();
    each(session, organisation, |version, ids| {
        lines.add(version, ids);
        Ok(())
    })?;
    Ok(lines.done())
}
