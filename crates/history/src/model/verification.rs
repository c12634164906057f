//! What a walk along a record found.

use std::collections::BTreeMap;

use crate::{Digest, PublicKey, Seq};

/// What a walk along the journal found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verification {
    /// How many entries hold.
    pub entries: u32,
    /// How many versions hold.
    pub versions: u64,
    /// How many seals hold.
    pub seals: u32,
    /// How many attachments hold.
    pub attachments: u32,
    /// How many documents that were brought in and kept hold.
    pub documents: u32,
    /// The files outside the database that cannot be shown to be what they were: the record holds,
    /// and they are missing, altered, or in a place that was not given.
    pub absent: Vec<Absent>,
    /// How many texts and files each erasure took out, of those that the record still knows.
    pub erased: BTreeMap<Seq, u32>,
    /// The keys that signed the seals, in the order of their first use.
    pub keys: Vec<PublicKey>,
    /// The entries that went on with another key without a signature of the one before: whoever made
    /// them did not have that.
    pub unsigned: Vec<Seq>,
    /// The erasures since the first seal that are not signed with the key of seals: whoever made
    /// them did not have it.
    pub unsigned_erasures: Vec<Seq>,
    /// The digest of the last entry that holds: the same on every faithful copy.
    pub head: Digest,
    /// The first entry that does not hold; `None` where all do.
    pub broken: Option<Broken>,
}

/// An entry that does not hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Broken {
    /// Its number.
    pub seq: Seq,
    /// What is wrong with it.
    pub problem: String,
}

/// A file outside the database that cannot be shown to be what it was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Absent {
    /// The entry that brought it.
    pub seq: Seq,
    /// Its name.
    pub name: String,
    /// What stands in the way, and what to do.
    pub problem: String,
}
