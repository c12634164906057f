//! Whoever changes something: every use case that writes is asked of an author, and there is none
//! without a name, a reason and a day.

use std::ops::Deref;

use bellwether_history::{ActorName, Authority, Committed};

use crate::{App, AppError};

/// The register, and who is about to change it. What it lets be read is the same as without them.
#[derive(Clone)]
pub struct Author<'a> {
    app: &'a App,
    /// Who, why and from when.
    pub authority: Authority,
}

impl App {
    /// Somebody who changes the register.
    pub fn author(&self, authority: Authority) -> Author<'_> {
        Author { app: self, authority }
    }
}

impl Deref for Author<'_> {
    type Target = App;

    fn deref(&self) -> &App {
        self.app
    }
}

impl Author<'_> {
    /// The same with what is done holding from another day.
    pub(crate) fn from(&self, effective: bellwether_domain::Date) -> Self {
        let authority = Authority { effective, ..self.authority.clone() };
        Self { authority, ..*self }
    }

    /// Takes somebody's name away: what they did is then by a number, and the record holds. Gives
    /// the entry and the number.
    ///
    /// # Errors
    /// When nobody of the name has a number, or the store fails.
    pub fn anonymise(&self, whom: &ActorName) -> Result<(Committed, u32), AppError> {
        Ok(self.store.anonymise(&self.register, &self.authority, whom, self.moment())?)
    }

    /// Says that the clock was wrong when the last entries were recorded.
    ///
    /// # Errors
    /// When the last entry is not ahead of the clock, or the store fails.
    pub fn clock_was_wrong(&self) -> Result<Committed, AppError> {
        Ok(self.store.clock_was_wrong(&self.register, &self.authority, self.moment())?)
    }
}
