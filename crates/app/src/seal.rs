//! Freezing the register for a meeting.

use bellwether_domain::Date;
use bellwether_history::{Actor, Committed, Sealing, Seq};

use crate::{App, AppError};

impl App {
    /// Seals the register as at a date, by default that of the last change, and gives the date.
    ///
    /// # Errors
    /// When there is nothing to seal, when `corrects` names no seal, or the store fails.
    pub fn seal(
        &self,
        name: &str,
        as_at: Option<Date>,
        corrects: Option<Seq>,
        actor: Actor,
        reason: &str,
    ) -> Result<(Committed, Date), AppError> {
        let as_at = match as_at {
            Some(date) => date,
            None => self.timeline(None)?.latest,
        };
        let sealing =
            Sealing { actor, reason: reason.to_owned(), name: name.to_owned(), as_at, corrects };
        let mut seed = [0; 32];
        let (first, second) = seed.split_at_mut(16);
        first.copy_from_slice(&self.ambient.random());
        second.copy_from_slice(&self.ambient.random());
        let now = self.ambient.now();
        Ok((self.store.seal(&self.organisation, &sealing, now, seed)?, as_at))
    }
}
