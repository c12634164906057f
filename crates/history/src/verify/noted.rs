//! What is known of a record from elsewhere: heads that were noted, a key that was published. A
//! record that somebody wrote anew from end to end follows from itself; it does not agree with
//! these.

use std::collections::BTreeMap;

use crate::{Digest, Entry, PublicKey, Rotation, Seq};

/// What was noted of an organisation's record, outside the database.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Noted {
    /// The digests that entries had.
    pub heads: BTreeMap<Seq, Digest>,
    /// The public half of the key that it seals with.
    pub key: Option<PublicKey>,
}

impl Noted {
    /// Whether an entry is the one that was noted.
    pub(super) fn agrees(&self, seq: Seq, hash: Digest) -> Result<(), String> {
        match self.heads.get(&seq) {
            Some(noted) if *noted != hash => Err(format!(
                "it is not the entry that was noted elsewhere ({noted}): the record was written anew"
            )),
            _ => Ok(()),
        }
    }

    /// What is missing at the end of a record, where the next entry would be `next`.
    pub(super) fn beyond(&self, next: Seq, signing: &Signing) -> Option<String> {
        let cut = self.heads.keys().find(|seq| **seq >= next);
        let cut =
            cut.map(|seq| format!("entry {seq} was noted elsewhere, and the record ends before"));
        cut.or_else(|| {
            let unused = self.key.is_some() && signing.trusted.is_none();
            unused.then(|| "no seal is signed with the key that was given".to_owned())
        })
    }
}

/// With which key seals are signed along the way.
pub(super) struct Signing {
    /// The key of the last seal, or the one that it gave way to.
    now: Option<PublicKey>,
    /// The key that was given.
    given: Option<PublicKey>,
    /// It, once it has signed, or the one that it handed over to.
    trusted: Option<PublicKey>,
}

impl Signing {
    pub(super) fn of(given: Option<PublicKey>) -> Self {
        Self { now: None, given, trusted: None }
    }

    /// The key of the last seal, or the one that it gave way to; `None` before the first.
    pub(super) fn now(&self) -> Option<PublicKey> {
        self.now
    }

    /// Takes a seal. A record of the first form may go on with another key without a word: it lay in
    /// the database, and stayed behind in a move.
    pub(super) fn seals(&mut self, entry: &Entry, key: PublicKey) -> Result<(), String> {
        if entry.second.is_some() && self.now.is_some_and(|now| now != key) {
            return Err("it is signed with a key that no entry made the record's own".to_owned());
        }
        if self.given == Some(key) && self.trusted.is_none() {
            self.trusted = self.given;
        }
        if self.trusted.is_some_and(|trusted| trusted != key) {
            return Err("it is signed with another key than the one that was given".to_owned());
        }
        self.now = Some(key);
        Ok(())
    }

    /// Takes a change of key.
    pub(super) fn rotates(&mut self, rotation: &Rotation) -> Result<(), String> {
        if self.now != Some(rotation.from) {
            return Err("it changes a key that was not in use".to_owned());
        }
        if self.trusted == Some(rotation.from) && rotation.signature.is_some() {
            self.trusted = Some(rotation.to);
        }
        self.now = Some(rotation.to);
        Ok(())
    }
}
