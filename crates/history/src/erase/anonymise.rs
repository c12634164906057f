//! A name that is taken away: of a leaver who asks for it.

use crate::{
    ActorName, Authority, CommitError, Committed, Deed, Moment, RegisterKey, Store, actors, commit,
    engine::Param, rows,
};

impl Store {
    /// Takes somebody's name away, with an entry that says so: what they did is then by “a former
    /// officer” of a number, and the chain holds.
    ///
    /// # Errors
    /// When nobody of the name made an entry that knows them by a number, or the database fails.
    pub fn anonymise(
        &self,
        register: &RegisterKey,
        authority: &Authority,
        whom: &ActorName,
        at: Moment,
    ) -> Result<(Committed, u32), CommitError> {
        self.engine.write(&register.organisation, |session| {
            let begun = commit::begin(session, register, authority, at)?;
            let found = session.query(
                "SELECT number FROM actor WHERE organisation = ?1 AND name = ?2",
                &[Param::Text(register.organisation.as_str()), Param::Text(whom.as_str())],
            )?;
            let row = found.first().ok_or_else(|| CommitError::NoSuchActor(whom.to_string()))?;
            let actor = rows::read("actor", row, |row| rows::seq(row, 0))?.0;
            let entry = begun.entry(Deed::Anonymise { actor }, vec![]);
            let committed = commit::append(session, &entry, &begun)?;
            actors::forget(session, &register.organisation, actor)?;
            Ok((committed, actor))
        })
    }
}
