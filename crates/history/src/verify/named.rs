//! What entries name: actors, registers and risks. Each has its row and no row is without them.

use std::collections::{BTreeMap, BTreeSet};

use bellwether_domain::RegisterId;
use jiff::Timestamp;

use crate::{
    Deed, Digest, Entry, OrganisationId, ReadError, RiskId, Seq, Text, actors,
    engine::{Param, Row, Session},
    erase::list::List,
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
    /// When the first entry was recorded: the organisation is listed since then.
    began: Option<Timestamp>,
    /// The files that entries brought.
    files: BTreeSet<Digest>,
    seals: i64,
    entries: i64,
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
        list: &List,
    ) -> Result<Result<(), String>, ReadError> {
        self.registers.entry(entry.register.clone()).or_insert(entry.seq);
        self.began.get_or_insert(entry.recorded);
        self.entries += 1;
        match &entry.deed {
            Deed::Anonymise { actor } => drop(self.forgotten.insert(*actor)),
            Deed::Seal(_) => self.seals += 1,
            Deed::Erase(erasure) => self.forgotten.extend(&erasure.actors),
            _ => {}
        }
        let file = match &entry.deed {
            Deed::Attach(kept) => Some(kept.sha256),
            Deed::Import(import) => import.size.map(|_| import.sha256),
            _ => None,
        };
        if let Some(sha256) =
            file.filter(|file| list.now(Text::File, *file, entry.seq).by.is_none())
        {
            self.files.insert(sha256);
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
        if let Some(problem) = self.beside(session, whose)? {
            return Ok(Some(problem));
        }
        if !self.upgraded && identity::all(session, organisation)?.versions > 0 {
            return Ok(Some("there are ids beside versions that no entry made".to_owned()));
        }
        Ok(None)
    }

    /// What is wrong with what stands beside the entries.
    fn beside(
        &self,
        session: &mut dyn Session,
        whose: &[Param<'_>],
    ) -> Result<Option<String>, ReadError> {
        let found = session.query("SELECT id, created FROM organisation WHERE id = ?1", whose)?;
        let read = |row| rows::read("organisation", row, |row| rows::timestamp(row, 1));
        let problem = match (found.first().map(read).transpose()?, self.began) {
            (None, None) => None,
            (None, Some(_)) => Some("the organisation is not listed"),
            (Some(_), None) => Some("the organisation is listed, and has no entries"),
            (Some(created), Some(began)) if created != began => {
                Some("the organisation is listed as of another time than its first entry")
            }
            _ => None,
        };
        if problem.is_some() {
            return Ok(problem.map(str::to_owned));
        }
        let found =
            session.query("SELECT sha256 FROM attachment WHERE organisation = ?1", whose)?;
        let of = |row: &Row| rows::parsed(row, 0);
        let files: BTreeSet<Digest> =
            found.iter().map(|row| rows::read("attachment", row, of)).collect::<Result<_, _>>()?;
        if files != self.files {
            return Ok(Some("the files are not those that entries brought".to_owned()));
        }
        let found = session.query(
            "SELECT (SELECT count(*) FROM journal WHERE organisation = ?1), \
             (SELECT count(*) FROM sealed_document WHERE organisation = ?1)",
            whose,
        )?;
        let counted = |row: &Row| Ok((rows::integer(row, 0)?, rows::integer(row, 1)?));
        let counts = found.first().map(|row| rows::read("count", row, counted)).transpose()?;
        let (entries, seals) = counts.unwrap_or_default();
        Ok(if entries != self.entries {
            Some("there are entries that have no place in the journal".to_owned())
        } else if seals != self.seals {
            Some("there are sealed documents that no entry sealed".to_owned())
        } else {
            None
        })
    }
}
