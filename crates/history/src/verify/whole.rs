//! The whole database: what stands beside the records, and the record of every organisation.

use std::collections::BTreeMap;

use super::{Noted, Verification};
use crate::{OrganisationId, ReadError, Store, engine::survey::Survey};

/// What a walk through a whole database found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proof {
    /// What is wrong beside the records: damage, a schema that is not the program's, rows of
    /// organisations that are not listed.
    pub faults: Vec<String>,
    /// What could not be looked at, and what to do.
    pub unseen: Vec<String>,
    /// The record of every organisation that is listed.
    pub records: Vec<(OrganisationId, Verification)>,
}

impl Proof {
    /// Whether everything that was looked at is what was written.
    pub fn holds(&self) -> bool {
        let sound =
            |(_, walked): &(_, Verification)| walked.broken.is_none() && walked.absent.is_empty();
        self.faults.is_empty() && self.records.iter().all(sound)
    }
}

impl Store {
    /// Walks the record of every organisation, and looks at all that stands beside them and decides
    /// what is shown. `owner` is the address of the owner of a PostgreSQL database's tables, who can
    /// see what is hidden from others; `noted` is what was noted of records elsewhere.
    ///
    /// # Errors
    /// When the database fails. What is wrong with it is no error but a finding.
    pub fn prove(
        &self,
        owner: Option<&str>,
        noted: &BTreeMap<OrganisationId, Noted>,
    ) -> Result<Proof, ReadError> {
        self.prove_by(&self.engine.survey(owner)?, noted)
    }

    /// Does so, where the database was looked at as a whole.
    pub(crate) fn prove_by(
        &self,
        survey: &Survey,
        noted: &BTreeMap<OrganisationId, Noted>,
    ) -> Result<Proof, ReadError> {
        let nothing = Noted::default();
        let mut records = vec![];
        for organisation in self.organisations()? {
            let noted = noted.get(&organisation).unwrap_or(&nothing);
            let walked = self.verify_noted(&organisation, noted)?;
            records.push((organisation, walked));
        }
        let damaged = survey.damaged.iter().map(|damage| format!("it is damaged ({damage})"));
        let faults = damaged.chain(survey.faults.iter().cloned()).collect();
        Ok(Proof { faults, unseen: survey.unseen.clone(), records })
    }
}
