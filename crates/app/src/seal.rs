//! Freezing the register for a meeting.

use bellwether_domain::Date;
use bellwether_history::{Committed, Entry, MeetingName, NoAuthority, Sealed, Sealing, Seq};

use crate::{App, AppError, Author};

/// What is to be sealed.
#[derive(Debug, Clone, Copy, Default)]
pub struct ToSeal<'a> {
    /// What it is for: the meeting.
    pub name: &'a str,
    /// As at which date; by default that of the last change.
    pub as_at: Option<Date>,
    /// The seal that it puts right.
    pub corrects: Option<Seq>,
    /// Whether a day ahead of today is meant.
    pub ahead: bool,
    /// Whether to go on with a new key.
    pub new_key: bool,
}

/// A seal that was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SealedNow {
    /// Its entry, with the head that is to be noted elsewhere.
    pub committed: Committed,
    /// The date that the register speaks of.
    pub as_at: Date,
    /// Why the witness does not know of it, where there is one: the seal stands all the same.
    pub untold: Option<String>,
}

impl Author<'_> {
    /// Seals the register as at a date, and tells the witness where there is one.
    ///
    /// # Errors
    /// When it is for nothing that has a name, when there is nothing to seal, when the day is ahead
    /// of today and nobody said that it is meant, when `corrects` names no seal, when the key is
    /// not to be had, or the store fails.
    pub fn seal(&self, to_seal: ToSeal<'_>) -> Result<SealedNow, AppError> {
        let ToSeal { name, as_at, corrects, ahead, new_key } = to_seal;
        let name: MeetingName = name.parse().map_err(|refused| match refused {
            NoAuthority::NoName => AppError::NoSealName,
            other => AppError::SealName(other),
        })?;
        let as_at = match as_at {
            Some(date) => date,
            None => self.snapshot(None, None)?.as_at,
        };
        let today = self.today()?;
        if as_at > today && !ahead {
            return Err(AppError::SealAhead { as_at, today });
        }
        let authority = self.from(as_at).authority;
        let sealing = Sealing { authority, name: name.clone(), corrects, new_key };
        let committed = self.store.seal(&self.register, &sealing, self.moment())?;
        let Committed { seq, recorded, hash } = committed;
        let line = format!("{seq}={hash} {} {recorded} {name}", self.register.organisation);
        let told = self.witness.as_ref().map_or(Ok(()), |witness| witness.tell(&line, hash));
        let untold = told.err().map(|problem| format!("{problem}. Note it there yourself: {line}"));
        Ok(SealedNow { committed, as_at, untold })
    }
}

impl App {
    /// The seals as entries of the journal, newest first.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn seals(&self) -> Result<Vec<Entry>, AppError> {
        let mut entries = self.store.seal_entries(&self.register.organisation)?;
        entries.reverse();
        Ok(entries)
    }

    /// The entry of a seal, without the document that it froze.
    ///
    /// # Errors
    /// When the entry is no seal, or the store cannot be read.
    pub(crate) fn seal_entry(&self, seq: Seq) -> Result<Entry, AppError> {
        let entries = self.store.seal_entries(&self.register.organisation)?;
        entries.into_iter().find(|entry| entry.seq == seq).ok_or(AppError::NoSuchSeal(seq))
    }

    /// A seal with the document that it froze.
    ///
    /// # Errors
    /// When the entry is no seal, or the store cannot be read.
    pub fn sealed(&self, seq: Seq) -> Result<Sealed, AppError> {
        let seals = self.store.seals(&self.register.organisation)?;
        seals.into_iter().find(|sealed| sealed.seq == seq).ok_or(AppError::NoSuchSeal(seq))
    }
}
