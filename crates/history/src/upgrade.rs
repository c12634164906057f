//! Bringing a record of an earlier form to the next: once for each organisation, by an entry of its
//! own, in the transaction that brings the schema up to date.

use std::collections::BTreeMap;

use crate::{
    Authority, CommitError, Deed, Fault, Hex, Keys, Moment, OrganisationId, ReadError, RegisterKey,
    commit,
    engine::{Session, Upgrader},
    entries, identity, keys, rows,
};

/// Who brings a record up to date, when, and whom to tell how far it is.
#[derive(Clone, Copy)]
pub struct Upgrading<'a> {
    /// Who, why, and on which day.
    pub authority: &'a Authority,
    /// The moment, and chance for the ids that are made.
    pub at: Moment,
    /// Where the keys are to be kept that an older record holds; `None` for beside a SQLite file.
    pub keys: Option<&'a Keys>,
    /// Is told in words what is being done.
    pub progress: &'a dyn Fn(&str),
}

impl Upgrader for Upgrading<'_> {
    fn tell(&self, words: &str) {
        (self.progress)(words);
    }

    fn organisations(&self, session: &mut dyn Session) -> Result<Vec<OrganisationId>, ReadError> {
        rows::organisations(session)
    }

    fn take_keys_out(&self, session: &mut dyn Session) -> Result<(), ReadError> {
        let found = session.query("SELECT organisation, secret FROM signing_key", &[])?;
        let decode = |row: &_| Ok((rows::parsed(row, 0)?, rows::parsed(row, 1)?));
        let secrets: BTreeMap<OrganisationId, Hex<32>> = found
            .iter()
            .map(|row| rows::read("signing key", row, decode))
            .collect::<Result<_, _>>()?;
        let place = self.keys.cloned().unwrap_or_else(Keys::nowhere);
        keys::take_out(&place, &secrets)?.iter().for_each(|words| self.tell(words));
        Ok(())
    }

    fn bring(
        &self,
        session: &mut dyn Session,
        organisation: &OrganisationId,
    ) -> Result<(), ReadError> {
        self::organisation(session, organisation, *self)
    }
}

/// Brings an organisation's record to the next form, unless it is of that already.
pub(crate) fn organisation(
    session: &mut dyn Session,
    organisation: &OrganisationId,
    Upgrading { authority, at, progress, .. }: Upgrading<'_>,
) -> Result<(), ReadError> {
    if entries::is_of_the_next_form(session, organisation)? {
        return Ok(());
    }
    progress(&format!("{organisation}: following each control and action through the history"));
    // Whatever the clock says: a wrong one is put right by this program.
    let register = RegisterKey::from(organisation.clone());
    let begun = commit::begin_whenever(session, &register, authority, at)?;
    let made = identity::make(session, organisation, &mut begun.chance())?;
    progress(&format!(
        "{organisation}: ids for the controls and actions of {} versions",
        made.versions
    ));
    let entry = begun.entry(Deed::Upgrade(made), vec![]);
    commit::append(session, &entry, &begun).map(drop).map_err(|error| match error {
        CommitError::Read(error) => error,
        other => Fault::Other(other.to_string()).into(),
    })
}
