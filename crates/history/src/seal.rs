//! Seals: the register frozen as at a date, its canonical bytes hashed, chained and signed.

use bellwether_domain::Date;
use ed25519_dalek::{Signer, SigningKey, VerifyingKey};
use jiff::Timestamp;

use crate::{
    Actor, AsAt, Authority, CommitError, Committed, Deed, Digest, Entry, Handover, Hex,
    MeetingName, Moment, OrganisationId, PublicKey, ReadError, RegisterKey, Rotation, Seal, Seq,
    Signature, Statement, Store,
    commit::{self, Begun},
    engine::{Param, Session},
    entries, entries_where,
    erase::{self, list::Now},
    keys,
    model::moment::Chance,
    rows,
};

/// A seal to be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sealing {
    /// Who seals, why, and the date that the sealed document speaks of.
    pub authority: Authority,
    /// What for ("Audit committee, 22 March 2018").
    pub name: MeetingName,
    /// The seal that this one puts right, where it puts one right.
    pub corrects: Option<Seq>,
    /// Whether to go on with a new key, by an entry of its own, signed by the old one where that is
    /// to be had.
    pub new_key: bool,
}

/// A seal and the document that it froze.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sealed {
    /// The journal entry that the seal is.
    pub seq: Seq,
    /// When it was made.
    pub recorded: Timestamp,
    /// By whom.
    pub actor: Actor,
    /// The date that the document speaks of.
    pub as_at: Date,
    /// The seal.
    pub seal: Seal,
    /// The register document as it was frozen.
    pub document: String,
}

impl Store {
    /// Seals the register as at a date. The first seal makes the organisation's key, from `at`.
    ///
    /// # Errors
    /// When there is nothing to seal, when `corrects` names no seal, when the key that signed the last
    /// seal is not to be had and no new one is asked for, or when the database fails.
    pub fn seal(
        &self,
        register: &RegisterKey,
        sealing: &Sealing,
        at: Moment,
    ) -> Result<Committed, CommitError> {
        self.engine.write(&register.organisation, |session| {
            let mut begun = commit::begin(session, register, &sealing.authority, at)?;
            let as_at = sealing.authority.effective;
            let view = self.view_in(session, register, AsAt::date(as_at))?;
            if view.particulars.is_none() && view.risks.is_empty() {
                return Err(CommitError::NothingToSeal(as_at));
            }
            if let Some(corrected) = sealing.corrects
                && document(session, &register.organisation, corrected)?.is_none()
            {
                return Err(CommitError::NoSuchSeal(corrected));
            }
            let document = view.register().to_json();
            let sealed = digest(&document)?;
            let mut chance = begun.chance();
            let (key, rotates) =
                self.key(session, &register.organisation, sealing.new_key, &mut chance)?;
            if let Some((from, old)) = rotates {
                let rotation =
                    rotation(&register.organisation, &begun, (from, old.as_ref()), &key)?;
                let deed = Deed::Rotate(rotation);
                let entry = begun.entry(deed, vec![]);
                commit::append(session, &entry, &begun)?;
                let at = Moment { seed: chance.draw(), ..at };
                begun = commit::begin(session, register, &sealing.authority, at)?;
            }
            let statement = statement((register, &begun), sealing, sealed);
            let signature = key.sign(serde_json_canonicalizer::to_string(&statement)?.as_bytes());
            let seal = Seal {
                name: sealing.name.to_string(),
                register: sealed,
                corrects: sealing.corrects,
                key: keys::public(&key),
                signature: Hex(signature.to_bytes()),
            };
            let entry = begun.entry(Deed::Seal(seal), vec![]);
            let committed = commit::append(session, &entry, &begun)?;
            keep(session, &register.organisation, committed.seq, &document)?;
            Ok(committed)
        })
    }

    /// The key to sign with; where it is another than signed the last seal, that one's public half,
    /// and itself where it is to be had.
    fn key(
        &self,
        session: &mut dyn Session,
        organisation: &OrganisationId,
        is_new: bool,
        chance: &mut Chance,
    ) -> Result<(SigningKey, Option<Gives>), CommitError> {
        let last = last_key(session, organisation)?;
        let mut own = self.keys.of(organisation)?;
        let old = last.and_then(|last| own.iter().find(|key| keys::public(key) == last)).cloned();
        let lost = || CommitError::NoKey(self.keys.to_string());
        match (last, old, is_new) {
            (Some(_), old, false) => Ok((old.ok_or_else(lost)?, None)),
            (None, _, false) if !own.is_empty() => Ok((own.pop().ok_or_else(lost)?, None)),
            (last, old, _) => {
                // On the disk before anything is signed with it.
                let key = SigningKey::from_bytes(&chance.draw());
                self.keys.keep(organisation, &key)?;
                Ok((key, last.map(|last| (last, old))))
            }
        }
    }

    /// The seals as journal entries, oldest first, without their documents.
    ///
    /// # Errors
    /// When the database fails or holds something that cannot be read.
    pub fn seal_entries(&self, organisation: &OrganisationId) -> Result<Vec<Entry>, ReadError> {
        self.engine.read(organisation, |session| {
            let found = session.query(
                entries_where!(
                    "j.organisation = ?1 AND j.kind = 'seal' AND j.kind <> 'edit' ORDER BY j.seq"
                ),
                &[Param::Text(organisation.as_str())],
            )?;
            found.iter().map(entries::read).collect()
        })
    }

    /// The seals, oldest first, each with its document.
    ///
    /// # Errors
    /// When the database fails or holds something that cannot be read.
    pub fn seals(&self, organisation: &OrganisationId) -> Result<Vec<Sealed>, ReadError> {
        self.engine.read(organisation, |session| {
            let found = session.query(
                entries_where!(
                    "j.organisation = ?1 AND j.kind = 'seal' AND j.kind <> 'edit' ORDER BY j.seq"
                ),
                &[Param::Text(organisation.as_str())],
            )?;
            let mut seals = Vec::with_capacity(found.len());
            for row in &found {
                let entry = entries::read(row)?;
                let document = document(session, organisation, entry.seq)?;
                if let (Deed::Seal(seal), Some(document)) = (entry.deed, document) {
                    let (seq, recorded, actor) = (entry.seq, entry.recorded, entry.actor);
                    let as_at = entry.effective;
                    seals.push(Sealed { seq, recorded, actor, as_at, seal, document });
                }
            }
            Ok(seals)
        })
    }
}

/// The digest of a document's canonical bytes, whatever its order and spacing.
pub(crate) fn digest(document: &str) -> Result<Digest, serde_json::Error> {
    // Read as plain JSON, so that a seal holds however the document's form grows.
    let value: serde_json::Value = serde_json::from_str(document)?;
    Ok(Digest::of(serde_json_canonicalizer::to_string(&value)?))
}

fn statement<'a>(
    (of, begun): (&'a RegisterKey, &Begun),
    sealing: &'a Sealing,
    register: Digest,
) -> Statement<'a> {
    Statement {
        format: "bellwether.seal/2",
        organisation: &of.organisation,
        of: Some(&of.id),
        seq: begun.seq,
        previous: begun.previous,
        recorded: begun.recorded,
        as_at: sealing.authority.effective,
        name: sealing.name.as_str(),
        register,
        corrects: sealing.corrects,
    }
}

/// The public half of a key that gives way, and the key itself where it is to be had.
type Gives = (PublicKey, Option<SigningKey>);

/// The public half of the key that seals are signed with; `None` before the first seal.
pub(crate) fn last_key(
    session: &mut dyn Session,
    organisation: &OrganisationId,
) -> Result<Option<PublicKey>, ReadError> {
    let found = session.query(
        entries_where!(
            "j.organisation = ?1 AND j.kind IN ('seal', 'rotate') AND j.kind <> 'edit' \
             ORDER BY j.seq DESC LIMIT 1"
        ),
        &[Param::Text(organisation.as_str())],
    )?;
    Ok(found.first().map(entries::read).transpose()?.and_then(|entry| match entry.deed {
        Deed::Seal(seal) => Some(seal.key),
        Deed::Rotate(rotation) => Some(rotation.to),
        _ => None,
    }))
}

/// A change of key, signed by the old one where that is to be had.
fn rotation(
    organisation: &OrganisationId,
    begun: &Begun,
    (from, old): (PublicKey, Option<&SigningKey>),
    new: &SigningKey,
) -> Result<Rotation, serde_json::Error> {
    let to = keys::public(new);
    let handover = handover(organisation, (begun.seq, begun.previous), (from, to))?;
    let signature = old.map(|old| Hex(old.sign(handover.as_bytes()).to_bytes()));
    Ok(Rotation { from, to, signature })
}

/// What an old key signs where it gives way.
fn handover(
    organisation: &OrganisationId,
    (seq, previous): (Seq, Digest),
    (from, to): (PublicKey, PublicKey),
) -> Result<String, serde_json::Error> {
    let format = "bellwether.rotation/1";
    serde_json_canonicalizer::to_string(&Handover { format, organisation, seq, previous, from, to })
}

/// Whether the signature of a change of key, where it has one, is the old key's own.
pub(crate) fn check_rotation(entry: &Entry, rotation: &Rotation) -> Result<(), String> {
    let Some(signature) = &rotation.signature else { return Ok(()) };
    let keys = (rotation.from, rotation.to);
    let bytes = handover(&entry.organisation, (entry.seq, entry.previous), keys)
        .map_err(|error| error.to_string())?;
    signed(&rotation.from.0, signature, bytes.as_bytes())
        .ok_or_else(|| "its signature is not that of the old key".to_owned())
}

/// Keeps the document of a seal.
pub(crate) fn keep(
    session: &mut dyn Session,
    organisation: &OrganisationId,
    seq: Seq,
    document: &str,
) -> Result<(), ReadError> {
    session.execute(
        "INSERT INTO sealed_document (organisation, seq, body) VALUES (?1, ?2, ?3)",
        &[Param::Text(organisation.as_str()), Param::Integer(seq.0.into()), Param::Text(document)],
    )?;
    Ok(())
}

/// The document of a seal; `None` where the entry is no seal.
pub(crate) fn document(
    session: &mut dyn Session,
    organisation: &OrganisationId,
    seq: Seq,
) -> Result<Option<String>, ReadError> {
    let found = session.query(
        "SELECT seq, body FROM sealed_document WHERE organisation = ?1 AND seq = ?2",
        &[Param::Text(organisation.as_str()), Param::Integer(seq.0.into())],
    )?;
    let read =
        |row| rows::read("sealed document", row, |row| rows::text(row, 1).map(str::to_owned));
    found.first().map(read).transpose()
}

/// Whether a seal's document is the one that was sealed, or what an erasure left of it.
pub(crate) fn check(document: Option<&str>, now: Now) -> Result<(), String> {
    let document = document.ok_or("the document that it sealed is missing")?;
    if !is_as_written(document) {
        return Err("its document is not as the program writes one".to_owned());
    }
    let found = digest(document).map_err(|error| format!("its document is not JSON: {error}"))?;
    if Some(found) != now.digest {
        return Err(match now.by {
            Some(by) => format!("the document is not what entry {by} left of it"),
            None => "the document is not the one that was sealed".to_owned(),
        });
    }
    match now.by {
        Some(by) => erase::marked(document, by),
        None => Ok(()),
    }
}

/// Whether a document is spelt as the program spells it: its digest tells nothing of spaces, escapes
/// or members that stand twice.
fn is_as_written(document: &str) -> bool {
    let value = serde_json::from_str::<serde_json::Value>(document);
    let spelt = value.and_then(|value| serde_json::to_string_pretty(&value));
    spelt.is_ok_and(|spelt| document.strip_suffix('\n') == Some(&*spelt))
}

/// Whether a seal's signature is its key's own.
pub(crate) fn check_signature(entry: &Entry, seal: &Seal) -> Result<(), String> {
    let statement = Statement {
        format: if entry.second.is_some() { "bellwether.seal/2" } else { "bellwether.seal/1" },
        organisation: &entry.organisation,
        of: entry.second.map(|_| &entry.register),
        seq: entry.seq,
        previous: entry.previous,
        recorded: entry.recorded,
        as_at: entry.effective,
        name: &seal.name,
        register: seal.register,
        corrects: seal.corrects,
    };
    let bytes = serde_json_canonicalizer::to_string(&statement).map_err(|e| e.to_string())?;
    signed(&seal.key.0, &seal.signature, bytes.as_bytes())
        .ok_or_else(|| "its signature is not that of its key".to_owned())
}

pub(crate) fn signed(key: &[u8; 32], signature: &Signature, bytes: &[u8]) -> Option<()> {
    let key = VerifyingKey::from_bytes(key).ok()?;
    let signature = ed25519_dalek::Signature::from_bytes(&signature.0);
    key.verify_strict(bytes, &signature).ok()
}
