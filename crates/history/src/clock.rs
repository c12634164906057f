//! A clock that was wrong once: what was recorded by it stays, and an entry says from where on the
//! clock is gone by again.

use jiff::Timestamp;

use crate::{
    Authority, CommitError, Committed, Deed, Head, Moment, OrganisationId, RegisterKey, Remark,
    Store,
    commit::{self, APART},
};

impl Store {
    /// Says that the clock was wrong when the last entries were recorded, by an entry that is
    /// recorded by the clock as it is now. What is known at a moment then goes by the entries: all
    /// that stand before the last one that was recorded by it.
    ///
    /// # Errors
    /// When the last entry is not ahead of the clock, or the database fails.
    pub fn clock_was_wrong(
        &self,
        register: &RegisterKey,
        authority: &Authority,
        at: Moment,
    ) -> Result<Committed, CommitError> {
        self.engine.write(&register.organisation, |session| {
            let begun = commit::begin_whenever(session, register, authority, at)?;
            let deed = Deed::Clock { was: begun.recorded };
            let begun = begun.starting_again(at.now)?;
            let entry = begun.entry(deed, vec![]);
            commit::append(session, &entry, &begun)
        })
    }
}

/// What there is to say of a last entry that lies ahead of the clock.
pub(crate) fn remark(
    organisation: &OrganisationId,
    head: Option<Head>,
    now: Timestamp,
) -> Option<Remark> {
    let recorded = head?.recorded;
    (recorded.duration_since(now) > APART).then(|| {
        Remark::unsound(format!(
            "The last entry of {organisation} was recorded at {recorded}, and the clock says {now}: \
             nothing can be changed until one of the two is put right. Set the clock; if it was wrong \
             then, say so: bellwether doctor --clock-was-wrong --reason \"…\"."
        ))
    })
}
