//! The journal: who changed what, when, why and from which day, one entry a change.

use std::collections::BTreeMap;

use bellwether_domain::{ActionId, Covers, Date, RegisterId};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::{Digest, OrganisationId, PublicKey, RiskId, Seq, Signature, Standing};

/// What kind of change an entry records.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Deed {
    /// A published register was brought in.
    Import(Import),
    /// Something was changed by hand.
    Edit,
    /// A risk was taken off the register.
    Close,
    /// A closed risk was put back.
    Reopen,
    /// An earlier entry was wrong and is put right.
    Correct {
        /// The entry that was wrong.
        corrects: Seq,
    },
    /// Something was set for the register: how it is judged or read.
    Set,
    /// The register was frozen as it stood.
    Seal(Seal),
    /// Evidence was put beside a risk or the register.
    Attach(Attachment),
    /// Evidence was taken back; its bytes stay for the history.
    Withdraw {
        /// The entry that attached it.
        attached: Seq,
    },
    /// What an entry did was taken back: what stood before it stands again.
    Undo {
        /// The entry that is taken back.
        undoes: Seq,
    },
    /// The name of somebody who made changes was taken away.
    Anonymise {
        /// Their number.
        actor: u32,
    },
    /// The record was brought to the next form.
    Upgrade(Upgrade),
    /// Seals are signed with another key from here on.
    Rotate(Rotation),
    /// The clock was wrong when entries before were recorded: from here on it is gone by again.
    Clock {
        /// The moment that the last of them was recorded as.
        was: Timestamp,
    },
    /// Words or a file that must not be kept were taken out of the record.
    Erase(Erasure),
}

impl Deed {
    /// The kind of deed, as the journal writes it.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Import(_) => "import",
            Self::Edit => "edit",
            Self::Close => "close",
            Self::Reopen => "reopen",
            Self::Correct { .. } => "correct",
            Self::Set => "set",
            Self::Seal(_) => "seal",
            Self::Attach(_) => "attach",
            Self::Withdraw { .. } => "withdraw",
            Self::Undo { .. } => "undo",
            Self::Anonymise { .. } => "anonymise",
            Self::Upgrade(_) => "upgrade",
            Self::Rotate(_) => "rotate",
            Self::Clock { .. } => "clock",
            Self::Erase(_) => "erase",
        }
    }

    /// Every kind there is.
    pub(crate) const KINDS: [&'static str; 15] = [
        "import",
        "edit",
        "close",
        "reopen",
        "correct",
        "set",
        "seal",
        "attach",
        "withdraw",
        "undo",
        "anonymise",
        "upgrade",
        "rotate",
        "clock",
        "erase",
    ];

    /// The risk that it brings evidence of.
    pub(crate) fn about(&self) -> Option<RiskId> {
        if let Self::Attach(attachment) = self { attachment.risk } else { None }
    }
}

/// The document that an import brought in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Import {
    /// The register's title, as the document gives it.
    pub title: Option<String>,
    /// The file's name, without its folder.
    pub file: String,
    /// The digest of the file's bytes: the same file again changes nothing.
    pub sha256: Digest,
    /// Its length in bytes, where the file itself is kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub size: Option<u32>,
    /// What it was read as ("csv", "pdf", …).
    pub format: String,
    /// How many things were noticed when it was read.
    pub diagnostics: u32,
    /// The risks that the document holds, in its order.
    pub risks: Vec<RiskId>,
    /// What was asked about it and how that was answered, by the question's key.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub answers: BTreeMap<String, String>,
    /// What the document had a place for; `None` where it speaks of everything.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub covers: Option<Covers>,
}

/// What was made when the record was brought to the next form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Upgrade {
    /// For how many versions ids of controls and actions were made, which stand beside them.
    pub versions: u32,
    /// The digest of these: a line each, the version's number and its ids, in order.
    pub identities: Digest,
}

/// A change of the key that seals are signed with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rotation {
    /// The public half of the key until then.
    pub from: PublicKey,
    /// The public half of the key from then on.
    pub to: PublicKey,
    /// The old key's signature over the [`Handover`]'s canonical bytes; `None` where the old key was
    /// not to be had.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signature: Option<Signature>,
}

/// What an old key signs where it gives way to another.
#[derive(Debug, Serialize)]
pub struct Handover<'a> {
    /// `bellwether.rotation/1`.
    pub format: &'static str,
    /// Whose register.
    pub organisation: &'a OrganisationId,
    /// The journal entry that the change is.
    pub seq: Seq,
    /// The entry before it.
    pub previous: Digest,
    /// The old key.
    pub from: PublicKey,
    /// The new one.
    pub to: PublicKey,
}

/// What was taken out of the record. The words are gone; by the digests `verify` tells what was
/// erased from what was altered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Erasure {
    /// By which right ("UK GDPR, article 17").
    pub right: String,
    /// Every text that it changed, and every file that it took away.
    pub texts: Vec<Erased>,
    /// The numbers of those whose name it took away.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub actors: Vec<u32>,
    /// By whoever holds the key that seals are signed with; `None` before the first seal, and where
    /// the key was not to be had.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signed: Option<ErasureSignature>,
}

/// By whom an erasure was made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ErasureSignature {
    /// The public half of the key.
    pub key: PublicKey,
    /// Its signature over the [`ErasureStatement`]'s canonical bytes.
    pub signature: Signature,
}

/// What is signed of an erasure.
#[derive(Debug, Serialize)]
pub struct ErasureStatement<'a> {
    /// `bellwether.erasure/1`.
    pub format: &'static str,
    /// Whose register.
    pub organisation: &'a OrganisationId,
    /// The journal entry that the erasure is.
    pub seq: Seq,
    /// The entry before it.
    pub previous: Digest,
    /// By which right.
    pub right: &'a str,
    /// Every text that it changed, and every file that it took away.
    pub texts: &'a [Erased],
    /// The numbers of those whose name it took away.
    pub actors: &'a [u32],
}

/// A text that an erasure changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Erased {
    /// Of which kind it is.
    pub of: Text,
    /// The digest that it had.
    pub was: Digest,
    /// The digest of what was left of it; `None` where nothing was.
    pub now: Option<Digest>,
}

/// A kind of text that the chain knows by its digest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Text {
    /// An entry of the journal.
    Entry,
    /// A version of a risk.
    Risk,
    /// A version of the particulars.
    Particulars,
    /// A version of a setting.
    Setting,
    /// The document of a seal, by the digest of its canonical bytes.
    Sealed,
    /// A file: evidence, or a document that was brought in.
    File,
}

/// The register frozen as at a date: the document's digest, signed by the organisation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seal {
    /// What it was sealed for ("Audit committee, 22 March 2018").
    pub name: String,
    /// The digest of the register document's canonical bytes (RFC 8785).
    pub register: Digest,
    /// The seal that this one puts right, where it puts one right.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub corrects: Option<Seq>,
    /// The key that signed it.
    pub key: PublicKey,
    /// The signature over the [`Statement`]'s canonical bytes.
    pub signature: Signature,
}

/// What a seal's signature says.
#[derive(Debug, Serialize)]
pub struct Statement<'a> {
    /// `bellwether.seal/2`; `bellwether.seal/1` in an entry of the first form.
    pub format: &'static str,
    /// Whose register.
    pub organisation: &'a OrganisationId,
    /// Which register; not in `bellwether.seal/1`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub of: Option<&'a RegisterId>,
    /// The journal entry that the seal is.
    pub seq: Seq,
    /// The entry before it: the head of everything that the seal covers.
    pub previous: Digest,
    /// When it was sealed.
    pub recorded: Timestamp,
    /// The date that the document speaks of.
    pub as_at: Date,
    /// What it was sealed for.
    pub name: &'a str,
    /// The digest of the document.
    pub register: Digest,
    /// The seal that it puts right.
    pub corrects: Option<Seq>,
}

/// A file kept as evidence, known by its content.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attachment {
    /// The risk it speaks of; `None` for the register.
    pub risk: Option<RiskId>,
    /// The action of the risk that it speaks of, where it speaks of one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub action: Option<ActionMark>,
    /// The file's name, without its folder.
    pub name: String,
    /// Its media type ("application/pdf"), as the sender gave it.
    pub media: String,
    /// Its length in bytes.
    pub size: u32,
    /// The digest of its bytes.
    pub sha256: Digest,
}

/// Which action of a risk is meant: by its id, with its place and words as they were.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ActionMark {
    /// Its id. An entry of the first form has none: it is found when it is read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<ActionId>,
    /// Its place among the actions of the risk then, from one.
    pub number: u32,
    /// Its words then.
    pub words: String,
}

/// A published issue of the register that was imported. Where two stand at one date, the one
/// with the higher number is the correction of the other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Issue {
    /// The entry that brought it in.
    pub seq: Seq,
    /// The date that it speaks of.
    pub effective: Date,
    /// When it was brought in.
    pub recorded: Timestamp,
    /// The document.
    pub import: Import,
}

/// One version that an entry wrote.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Written {
    /// Of what.
    pub subject: Subject,
    /// From which day it is true.
    pub effective: Date,
    /// The digest of the version's body as stored.
    pub sha256: Digest,
}

/// What a version is a version of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "of", rename_all = "lowercase")]
pub enum Subject {
    /// A risk.
    Risk {
        /// Which.
        id: RiskId,
        /// Whether it is on the register.
        standing: Standing,
    },
    /// The register's particulars.
    Particulars,
    /// A setting.
    Setting {
        /// Which.
        key: String,
    },
}
