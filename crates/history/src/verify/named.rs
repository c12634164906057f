//! What entries name: actors, registers and risks. Each has its row and no row is without them.

use std::collections::{BTreeMap, BTreeSet};

use bellwether_domain::RegisterId;

use crate::{
    Deed, Entry, OrganisationId, ReadError, RiskId, Seq, actors,
    engine::{Param, Row, Session},
    identity,
    model::entry::naming,
    rows,
};

/// What was named on the way.
#[derive(Default)]
pub(super) struct Named {
    /// Every risk that has a version.
    pub(super) risks: BTreeSet<RiskId>,
    /// How many versions of risks there are.
    pub(super) risk_versions: u32,
    /// Whether ids were made for what was written before there were any.
    pub(super) upgraded: bool,
    registers: BTreeMap<RegisterId, Seq>,
    /// Of each actor the entry that first names them, and whether their name is known still.
    actors: BTreeMap<u32, (Seq, bool)>,
    /// Those whose name an entry took away.
    forgotten: BTreeSet<u32>,
}

impl Named {
    /// Takes an entry: whom it names is who they were.
    pub(super) fn see(
        &mut self,
        session: &mut dyn Session,
        entry: &Entry,
    ) -> Result<Result<(), String>, ReadError> {
        self.registers.entry(entry.register.clone()).or_insert(entry.seq);
        if let Deed::Anonymise { actor } = entry.deed {
            self.forgotten.insert(actor);
        }
        let Some(second) = entry.second else { return Ok(Ok(())) };
        let number = second.actor;
        let is_new = !self.actors.contains_key(&number);
        let Some(names) = second.names else {
            let problem = || format!("it names no actor, and A{number} is not known");
            return Ok(if is_new { Err(problem()) } else { Ok(()) });
        };
        let last = self.actors.keys().next_back().copied().unwrap_or(0);
        if !is_new || number != last + 1 {
            return Ok(Err(format!("it names A{number} out of turn")));
        }
        let known = match actors::known(session, &entry.organisation, number)? {
            Some((seq, known)) if seq == entry.seq => known,
            _ => return Ok(Err(format!("the actor A{number} that it names is missing"))),
        };
        let is_known = known.is_some();
        if known.is_some_and(|(name, salt)| naming(salt, &name) != names) {
            return Ok(Err(format!("A{number} is called something else than it named them")));
        }
        self.actors.insert(number, (entry.seq, is_known));
        Ok(Ok(()))
    }

    /// What is wrong with the rows of all that was named, at the end.
    pub(super) fn whole(
        &self,
        session: &mut dyn Session,
        organisation: &OrganisationId,
    ) -> Result<Option<String>, ReadError> {
        let altered = |(number, (_, is_known)): (&u32, &(Seq, bool))| {
            self.forgotten.contains(number) == *is_known
        };
        if let Some((number, _)) = self.actors.iter().find(|actor| altered(*actor)) {
            return Ok(Some(match self.forgotten.contains(number) {
                true => format!("A{number} has a name that was taken away"),
                false => format!("the name of A{number} is missing, and no entry took it away"),
            }));
        }
        let whose = &[Param::Text(organisation.as_str())];
        let found = session.query("SELECT number FROM actor WHERE organisation = ?1", whose)?;
        if found.len() != self.actors.len() {
            return Ok(Some("there are actors that no entry names".to_owned()));
        }
        let found = session.query("SELECT id, seq FROM register WHERE organisation = ?1", whose)?;
        let of = |row: &Row| Ok((rows::parsed(row, 0)?, rows::seq(row, 1)?));
        let rows: BTreeMap<RegisterId, Seq> =
            found.iter().map(|row| rows::read("register", row, of)).collect::<Result<_, _>>()?;
        if rows != self.registers {
            return Ok(Some("the registers are not those that entries speak of".to_owned()));
        }
        let found = session.query("SELECT id FROM risk WHERE organisation = ?1", whose)?;
        let of = |row: &Row| rows::parsed(row, 0);
        let risks: BTreeSet<RiskId> =
            found.iter().map(|row| rows::read("risk", row, of)).collect::<Result<_, _>>()?;
        if risks != self.risks {
            return Ok(Some("the risks are not those that entries wrote of".to_owned()));
        }
        let found = session.query("SELECT id FROM organisation WHERE id = ?1", whose)?;
        if found.is_empty() && !self.registers.is_empty() {
            return Ok(Some("the organisation is not listed".to_owned()));
        }
        if !self.upgraded && identity::all(session, organisation)?.versions > 0 {
            return Ok(Some("there are ids beside versions that no entry made".to_owned()));
        }
        Ok(None)
    }
}
