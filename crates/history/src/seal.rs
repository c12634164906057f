//! Seals: the register frozen as at a date, its canonical bytes hashed, chained and signed.

use bellwether_domain::{Date, RegisterId};
use ed25519_dalek::{Signer, SigningKey, VerifyingKey};
use jiff::Timestamp;

use crate::{
    Actor, AsAt, Authority, CommitError, Committed, Deed, Digest, Entry, Hex, Moment,
    OrganisationId, ReadError, Seal, Seq, Signature, Statement, Store,
    commit::{self, Begun},
    engine::{Param, Session},
    entries, entries_where, rows,
};

/// A seal to be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sealing {
    /// Who seals, why, and the date that the sealed document speaks of.
    pub authority: Authority,
    /// What for ("Audit committee, 22 March 2018").
    pub name: String,
    /// The seal that this one puts right, where it puts one right.
    pub corrects: Option<Seq>,
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
    /// Seals the register as at a date. The organisation's key is made from `at` where it
    /// has none yet.
    ///
    /// # Errors
    /// When there is nothing to seal, when `corrects` names no seal, or when the database fails.
    pub fn seal(
        &self,
        organisation: &OrganisationId,
        sealing: &Sealing,
        at: Moment,
    ) -> Result<Committed, CommitError> {
        self.engine.write(organisation, |session| {
            let begun = commit::begin(session, organisation, &sealing.authority, at)?;
            let as_at = sealing.authority.effective;
            let view = self.view_in(session, organisation, AsAt::date(as_at))?;
            if view.particulars.is_none() && view.risks.is_empty() {
                return Err(CommitError::NothingToSeal(as_at));
            }
            if let Some(corrected) = sealing.corrects
                && document(session, organisation, corrected)?.is_none()
            {
                return Err(CommitError::NoSuchSeal(corrected));
            }
            let document = view.register().to_json();
            let register = digest(&document)?;
            let of = RegisterId::default();
            let key = key(session, organisation, begun.chance().draw())?;
            let statement = statement(organisation, &begun, sealing, (&of, register));
            let signature = key.sign(serde_json_canonicalizer::to_string(&statement)?.as_bytes());
            let seal = Seal {
                name: sealing.name.clone(),
                register,
                corrects: sealing.corrects,
                key: Hex(key.verifying_key().to_bytes()),
                signature: Hex(signature.to_bytes()),
            };
            let entry = begun.entry(organisation, &sealing.authority, Deed::Seal(seal), vec![]);
            let committed = commit::append(session, &entry, &begun)?;
            keep(session, organisation, committed.seq, &document)?;
            Ok(committed)
        })
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
fn digest(document: &str) -> Result<Digest, serde_json::Error> {
    // Read as plain JSON, so that a seal holds however the document's form grows.
    let value: serde_json::Value = serde_json::from_str(document)?;
    Ok(Digest::of(serde_json_canonicalizer::to_string(&value)?))
}

fn statement<'a>(
    organisation: &'a OrganisationId,
    begun: &Begun,
    sealing: &'a Sealing,
    (register_id, register): (&'a RegisterId, Digest),
) -> Statement<'a> {
    Statement {
        format: "bellwether.seal/2",
        organisation,
        of: Some(register_id),
        seq: begun.seq,
        previous: begun.previous,
        recorded: begun.recorded,
        as_at: sealing.authority.effective,
        name: &sealing.name,
        register,
        corrects: sealing.corrects,
    }
}

/// The organisation's key, made from `randomness` where it has none.
fn key(
    session: &mut dyn Session,
    organisation: &OrganisationId,
    randomness: [u8; 32],
) -> Result<SigningKey, CommitError> {
    let found = session.query(
        "SELECT secret FROM signing_key WHERE organisation = ?1",
        &[Param::Text(organisation.as_str())],
    )?;
    if let Some(row) = found.first() {
        let secret: Hex<32> = rows::parsed(row, 0).map_err(|_| ReadError::Corrupt {
            table: "signing key",
            key: organisation.to_string(),
            problem: "it is no key".to_owned(),
        })?;
        return Ok(SigningKey::from_bytes(&secret.0));
    }
    session.execute(
        "INSERT INTO signing_key (organisation, secret) VALUES (?1, ?2)",
        &[Param::Text(organisation.as_str()), Param::Text(&Hex(randomness).to_string())],
    )?;
    Ok(SigningKey::from_bytes(&randomness))
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

/// Whether a seal's document is the one that was sealed, and its signature the key's own.
pub(crate) fn check(entry: &Entry, seal: &Seal, document: Option<&str>) -> Result<(), String> {
    let document = document.ok_or("the document that it sealed is missing")?;
    let found = digest(document).map_err(|error| format!("its document is not JSON: {error}"))?;
    if found != seal.register {
        return Err("the document is not the one that was sealed".to_owned());
    }
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

fn signed(key: &[u8; 32], signature: &Signature, bytes: &[u8]) -> Option<()> {
    let key = VerifyingKey::from_bytes(key).ok()?;
    let signature = ed25519_dalek::Signature::from_bytes(&signature.0);
    key.verify_strict(bytes, &signature).ok()
}
