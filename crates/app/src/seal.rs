//! Freezing the register for a meeting.

use bellwether_domain::Date;
use bellwether_history::{Authority, Committed, Entry, Sealed, Sealing, Seq};

use crate::{App, AppError};

impl App {
    /// Seals the register as at a date, by default that of the last change, and gives the date.
    ///
    /// # Errors
    /// When it is for nothing that has a name, when there is nothing to seal, when `corrects` names
    /// no seal, or the store fails.
    pub fn seal(
        &self,
        name: &str,
        as_at: Option<Date>,
        corrects: Option<Seq>,
        authority: Authority,
    ) -> Result<(Committed, Date), AppError> {
        let name = name.trim();
        if name.is_empty() {
            return Err(AppError::NoSealName);
        }
        let as_at = match as_at {
            Some(date) => date,
            None => self.snapshot(None, None)?.as_at,
        };
        let authority = Authority { effective: as_at, ..authority };
        let sealing = Sealing { authority, name: name.to_owned(), corrects };
        Ok((self.store.seal(&self.organisation, &sealing, self.moment())?, as_at))
    }

    /// The seals as entries of the journal, newest first.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn seals(&self) -> Result<Vec<Entry>, AppError> {
        let mut entries = self.store.seal_entries(&self.organisation)?;
        entries.reverse();
        Ok(entries)
    }

    /// A seal with the document that it froze.
    ///
    /// # Errors
    /// When the entry is no seal, or the store cannot be read.
    pub fn sealed(&self, seq: Seq) -> Result<Sealed, AppError> {
        let seals = self.store.seals(&self.organisation)?;
        seals.into_iter().find(|sealed| sealed.seq == seq).ok_or(AppError::NoSuchSeal(seq))
    }
}
