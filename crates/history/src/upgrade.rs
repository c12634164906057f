//! Bringing a record of an earlier form to the next: once for each organisation, by an entry of its
//! own, in the transaction that brings the schema up to date.

use crate::{
    Authority, CommitError, Deed, Fault, Moment, OrganisationId, ReadError, commit,
    engine::Session, entries, identity, rows,
};

/// Who brings a record up to date, when, and whom to tell how far it is.
#[derive(Clone, Copy)]
pub struct Upgrading<'a> {
    /// Who, why, and on which day.
    pub authority: &'a Authority,
    /// The moment, and chance for the ids that are made.
    pub at: Moment,
    /// Is told in words what is being done.
    pub progress: &'a dyn Fn(&str),
}

/// The organisations of a database.
pub(crate) fn organisations(session: &mut dyn Session) -> Result<Vec<OrganisationId>, ReadError> {
    let found = session.query("SELECT id FROM organisation ORDER BY id", &[])?;
    let read = |row| rows::read("organisation", row, |row| rows::parsed(row, 0));
    found.iter().map(read).collect()
}

/// Brings an organisation's record to the next form, unless it is of that already.
pub(crate) fn organisation(
    session: &mut dyn Session,
    organisation: &OrganisationId,
    Upgrading { authority, at, progress }: Upgrading<'_>,
) -> Result<(), ReadError> {
    if entries::is_of_the_next_form(session, organisation)? {
        return Ok(());
    }
    progress(&format!("{organisation}: following each control and action through the history"));
    let begun = commit::begin(session, organisation, authority, at)?;
    let made = identity::make(session, organisation, &mut begun.chance())?;
    progress(&format!(
        "{organisation}: ids for the controls and actions of {} versions",
        made.versions
    ));
    let entry = begun.entry(organisation, authority, Deed::Upgrade(made), vec![]);
    commit::append(session, &entry, &begun).map(drop).map_err(|error| match error {
        CommitError::Read(error) => error,
        other => Fault::Other(other.to_string()).into(),
    })
}
