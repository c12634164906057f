//! Where the bytes of attachments are kept, and how they are found again.

use super::{LARGEST_ATTACHMENT, outside::AttachmentStore};
use crate::{
    Digest, Fault, OrganisationId, ReadError,
    engine::{Param, Session, Value},
};

/// Where attachments are kept, and how large they may be.
#[derive(Debug)]
pub(crate) struct Keeping {
    pub(crate) outside: Option<AttachmentStore>,
    pub(super) largest: usize,
}

impl Default for Keeping {
    fn default() -> Self {
        Self { outside: None, largest: LARGEST_ATTACHMENT }
    }
}

impl Keeping {
    /// Gives bytes to the store outside, where there is one.
    pub(crate) fn put(
        &self,
        organisation: &OrganisationId,
        sha256: Digest,
        bytes: &[u8],
    ) -> Result<(), Fault> {
        match &self.outside {
            Some(outside) => outside.put(organisation, sha256, bytes),
            None => Ok(()),
        }
    }

    /// Keeps some bytes, once: their row, which holds them or says in which store outside they
    /// were put.
    pub(crate) fn keep(
        &self,
        session: &mut dyn Session,
        organisation: &OrganisationId,
        sha256: Digest,
        bytes: &[u8],
    ) -> Result<(), ReadError> {
        let (organisation, sha256) = (Param::Text(organisation.as_str()), sha256.to_string());
        let sha256 = Param::Text(&sha256);
        let kept = match &self.outside {
            None => session.execute(
                "INSERT INTO attachment (organisation, sha256, body) VALUES (?1, ?2, ?3) \
                 ON CONFLICT (organisation, sha256) DO UPDATE \
                 SET body = excluded.body, place = NULL WHERE attachment.body IS NULL",
                &[organisation, sha256, Param::Bytes(bytes)],
            ),
            Some(outside) => session.execute(
                "INSERT INTO attachment (organisation, sha256, place) VALUES (?1, ?2, ?3) \
                 ON CONFLICT (organisation, sha256) DO UPDATE \
                 SET place = excluded.place WHERE attachment.body IS NULL",
                &[organisation, sha256, Param::Text(outside.place())],
            ),
        };
        Ok(kept?)
    }

    /// The bytes that lie somewhere, checked.
    pub(crate) fn fetch(
        &self,
        organisation: &OrganisationId,
        sha256: Digest,
        lies: Lies,
    ) -> Result<Vec<u8>, ReadError> {
        let (bytes, place) = match (lies, &self.outside) {
            (Lies::Here(bytes), _) => (bytes, None),
            (Lies::Outside(place), None) => return Err(ReadError::Elsewhere { sha256, place }),
            (Lies::Outside(_), Some(outside)) => {
                let place = outside.place().to_owned();
                match outside.get(organisation, sha256)? {
                    Some(bytes) => (bytes, Some(place)),
                    None => return Err(ReadError::Missing { sha256, place }),
                }
            }
        };
        match place {
            _ if Digest::of(&bytes) == sha256 => Ok(bytes),
            Some(place) => Err(ReadError::Altered { sha256, place }),
            None => Err(ReadError::Corrupt {
                table: "attachment",
                key: sha256.to_string(),
                problem: "its bytes are not those that were kept".to_owned(),
            }),
        }
    }
}

/// Where some bytes lie.
pub(crate) enum Lies {
    /// In the database.
    Here(Vec<u8>),
    /// In a store outside it, at this address.
    Outside(String),
}

/// Where the bytes of a digest lie; `None` where there are none.
pub(crate) fn lies(
    session: &mut dyn Session,
    organisation: &OrganisationId,
    sha256: Digest,
) -> Result<Option<Lies>, ReadError> {
    let found = session.query(
        "SELECT body, place FROM attachment WHERE organisation = ?1 AND sha256 = ?2",
        &[Param::Text(organisation.as_str()), Param::Text(&sha256.to_string())],
    )?;
    let Some(row) = found.into_iter().next() else { return Ok(None) };
    let mut row = row.into_iter();
    match (row.next(), row.next()) {
        (Some(Value::Bytes(bytes)), _) => Ok(Some(Lies::Here(bytes))),
        (_, Some(Value::Text(place))) => Ok(Some(Lies::Outside(place))),
        _ => Err(ReadError::Corrupt {
            table: "attachment",
            key: sha256.to_string(),
            problem: "it should hold bytes or say where they are".to_owned(),
        }),
    }
}
