//! An erasure is signed with the key that seals are: whoever holds the database alone can add an
//! entry that looks like one, and cannot sign it.

use ed25519_dalek::Signer;

use super::Store;
use crate::{
    CommitError, Digest, Entry, Erasure, ErasureSignature, ErasureStatement, Hex, OrganisationId,
    PublicKey, Seq, commit::Begun, engine::Session, keys, seal,
};

impl Store {
    /// An erasure with its signature, where seals are made and their key is to be had.
    pub(super) fn signing(
        &self,
        session: &mut dyn Session,
        (organisation, begun): (&OrganisationId, &Begun),
        erasure: Erasure,
    ) -> Result<Erasure, CommitError> {
        let Some(last) = seal::last_key(session, organisation)? else { return Ok(erasure) };
        let own = self.keys.of(organisation).unwrap_or_default();
        let Some(key) = own.iter().find(|key| keys::public(key) == last) else {
            return Ok(erasure);
        };
        let bytes = statement(organisation, (begun.seq, begun.previous), &erasure)?;
        let signature = Hex(key.sign(bytes.as_bytes()).to_bytes());
        Ok(Erasure { signed: Some(ErasureSignature { key: last, signature }), ..erasure })
    }
}

fn statement(
    organisation: &OrganisationId,
    (seq, previous): (Seq, Digest),
    erasure: &Erasure,
) -> Result<String, serde_json::Error> {
    let Erasure { right, texts, actors, .. } = erasure;
    let format = "bellwether.erasure/1";
    serde_json_canonicalizer::to_string(&ErasureStatement {
        format,
        organisation,
        seq,
        previous,
        right,
        texts,
        actors,
    })
}

/// Whether an erasure is signed as it has to be: `now` is the key of the last seal. Gives whether it
/// is signed, or need not be.
pub(crate) fn check(
    entry: &Entry,
    erasure: &Erasure,
    now: Option<PublicKey>,
) -> Result<bool, String> {
    let Some(signed) = &erasure.signed else { return Ok(now.is_none()) };
    if now != Some(signed.key) {
        return Err("it is signed with a key that is not the record's own".to_owned());
    }
    let bytes = statement(&entry.organisation, (entry.seq, entry.previous), erasure);
    let bytes = bytes.map_err(|error| error.to_string())?;
    seal::signed(&signed.key.0, &signed.signature, bytes.as_bytes())
        .map(|()| true)
        .ok_or_else(|| "its signature is not that of its key".to_owned())
}
