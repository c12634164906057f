//! An entry of the journal, and the two forms that it is written in.
//!
//! Form 1 names who made a change by a name; form 2 by a number, so that a name can be taken away
//! and the chain holds. Both stay readable for good.

use std::fmt;

use bellwether_domain::{Date, RegisterId};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::journal::{Deed, Written};
use crate::{Actor, Digest, Hex, OrganisationId, Seq};

/// Random bytes that keep a short text from being guessed by its digest.
pub type Salt = Hex<16>;

/// The name and version of an entry's canonical form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum EntryFormat {
    /// `bellwether.entry/1`: with the name of who made it.
    #[serde(rename = "bellwether.entry/1")]
    V1,
    /// `bellwether.entry/2`: with a register, a number for who made it, and a salt.
    #[default]
    #[serde(rename = "bellwether.entry/2")]
    V2,
}

/// One accepted change, as the journal keeps it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Entry {
    /// Which form this is.
    pub format: EntryFormat,
    /// Whose journal it stands in.
    pub organisation: OrganisationId,
    /// The register that it speaks of.
    pub register: RegisterId,
    /// Its number.
    pub seq: Seq,
    /// When we were told; never earlier than the entry before it, whatever the clock says.
    pub recorded: Timestamp,
    /// Who made the change.
    pub actor: Actor,
    /// Why.
    pub reason: String,
    /// From which day it is true.
    pub effective: Date,
    /// What kind of change it is.
    pub deed: Deed,
    /// What it wrote, each with the digest of the stored body.
    pub writes: Vec<Written>,
    /// The digest of the entry before it.
    pub previous: Digest,
    /// What stands in the second form beside that; `None` in the first.
    #[serde(skip)]
    pub second: Option<Second>,
}

/// What an entry of the second form has beside what both have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Second {
    /// The number of who made it, within the organisation.
    pub actor: u32,
    /// Where the entry is the first to name them: the digest of their salt and name.
    pub names: Option<Digest>,
    /// Random bytes of its own.
    pub salt: Salt,
}

/// The digest by which the entry that first names an actor knows their name.
pub(crate) fn naming(salt: Salt, name: &str) -> Digest {
    Hex(Sha256::new().chain_update(salt.0).chain_update(name).finalize().into())
}

/// Why the text of an entry cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Unread {
    /// It is of a form, or a deed, that this program does not know.
    Newer(String),
    /// It is no entry.
    Wrong(String),
}

impl fmt::Display for Unread {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Newer(what) => write!(f, "{what} was written by a newer Bellwether"),
            Self::Wrong(problem) => f.write_str(problem),
        }
    }
}

/// The first form.
#[derive(Serialize, Deserialize)]
struct One {
    format: EntryFormat,
    organisation: OrganisationId,
    seq: Seq,
    recorded: Timestamp,
    actor: String,
    reason: String,
    effective: Date,
    deed: Deed,
    writes: Vec<Written>,
    previous: Digest,
}

/// The second form.
#[derive(Serialize, Deserialize)]
struct Two {
    format: EntryFormat,
    organisation: OrganisationId,
    register: RegisterId,
    seq: Seq,
    recorded: Timestamp,
    actor: u32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    names: Option<Digest>,
    salt: Salt,
    reason: String,
    effective: Date,
    deed: Deed,
    writes: Vec<Written>,
    previous: Digest,
}

/// What tells what an entry is before it is read.
#[derive(Deserialize)]
struct Told {
    format: String,
    deed: ToldDeed,
}

#[derive(Deserialize)]
struct ToldDeed {
    kind: String,
}

impl Entry {
    /// Whether the name of who made it was taken away.
    pub fn is_nameless(&self) -> bool {
        self.second.is_some_and(|second| self.actor.0 == unknown(second.actor))
    }

    /// The canonical form (RFC 8785): the bytes that the chain is made of.
    ///
    /// # Errors
    /// When a value has no JSON form, which none of the types here allows.
    pub fn canonical(&self) -> Result<String, serde_json::Error> {
        let Self { format, organisation, register, seq, recorded, effective, previous, .. } =
            self.clone();
        let (reason, deed, writes) = (self.reason.clone(), self.deed.clone(), self.writes.clone());
        let actor = self.actor.0.clone();
        match self.second {
            None => serde_json_canonicalizer::to_string(&One {
                format,
                organisation,
                seq,
                recorded,
                actor,
                reason,
                effective,
                deed,
                writes,
                previous,
            }),
            Some(Second { actor, names, salt }) => serde_json_canonicalizer::to_string(&Two {
                format,
                organisation,
                register,
                seq,
                recorded,
                actor,
                names,
                salt,
                reason,
                effective,
                deed,
                writes,
                previous,
            }),
        }
    }

    /// Reads an entry's text; `name` is that of the actor whose number it gives, where it is known
    /// still.
    pub(crate) fn read(text: &str, name: Option<&str>) -> Result<Self, Unread> {
        let wrong = |error: serde_json::Error| Unread::Wrong(error.to_string());
        let told: Told = serde_json::from_str(text).map_err(wrong)?;
        let format: EntryFormat = serde_json::from_value(told.format.clone().into())
            .map_err(|_| Unread::Newer(format!("an entry of the form “{}”", told.format)))?;
        if !Deed::KINDS.contains(&told.deed.kind.as_str()) {
            return Err(Unread::Newer(format!("an entry of the kind “{}”", told.deed.kind)));
        }
        match format {
            EntryFormat::V1 => serde_json::from_str(text).map(Self::first).map_err(wrong),
            EntryFormat::V2 => {
                serde_json::from_str(text).map(|two| Self::second(two, name)).map_err(wrong)
            }
        }
    }

    fn first(one: One) -> Self {
        let One { format, organisation, seq, recorded, reason, effective, deed, .. } = one;
        let (actor, register) = (Actor(one.actor), RegisterId::default());
        let (writes, previous, second) = (one.writes, one.previous, None);
        Self {
            format,
            organisation,
            register,
            seq,
            recorded,
            actor,
            reason,
            effective,
            deed,
            writes,
            previous,
            second,
        }
    }

    fn second(two: Two, name: Option<&str>) -> Self {
        let Two { format, organisation, register, seq, recorded, reason, effective, deed, .. } =
            two;
        let second = Some(Second { actor: two.actor, names: two.names, salt: two.salt });
        let actor = Actor(name.map_or_else(|| unknown(two.actor), str::to_owned));
        let (writes, previous) = (two.writes, two.previous);
        Self {
            format,
            organisation,
            register,
            seq,
            recorded,
            actor,
            reason,
            effective,
            deed,
            writes,
            previous,
            second,
        }
    }
}

/// What somebody is called whose name was taken away.
fn unknown(actor: u32) -> String {
    format!("a former officer (A{actor})")
}
