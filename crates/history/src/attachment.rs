//! Evidence: files kept by the digest of their content, once each, in the database.

use bellwether_domain::Date;
use jiff::Timestamp;

use crate::{
    Actor, Attachment, CommitError, Committed, Deed, Digest, OrganisationId, ReadError, Store,
    commit,
    engine::{Param, Session, Value},
};

/// The largest file that is kept, in bytes: 20 MiB.
pub const LARGEST_ATTACHMENT: usize = 20 * 1024 * 1024;

impl Store {
    /// Keeps a file as evidence from a day on, with an entry in the journal. The size and the
    /// digest that `attachment` gives are replaced by those of `bytes`.
    ///
    /// # Errors
    /// When the file is larger than [`LARGEST_ATTACHMENT`] or empty, or when the database fails.
    pub fn attach(
        &self,
        organisation: &OrganisationId,
        (actor, reason, effective): (&Actor, &str, Date),
        attachment: Attachment,
        bytes: &[u8],
        now: Timestamp,
    ) -> Result<Committed, CommitError> {
        let size = u32::try_from(bytes.len()).unwrap_or(u32::MAX);
        if bytes.is_empty() || bytes.len() > LARGEST_ATTACHMENT {
            return Err(CommitError::AttachmentSize { name: attachment.name, size });
        }
        let attachment = Attachment { size, sha256: Digest::of(bytes), ..attachment };
        self.engine.write(organisation, |session| {
            let begun = commit::begin(session, organisation, now)?;
            keep(session, organisation, attachment.sha256, bytes)?;
            let deed = Deed::Attach(attachment);
            let entry = begun.entry(organisation, (actor, reason, effective), deed, vec![]);
            commit::append(session, &entry)
        })
    }

    /// The bytes of an attachment; `None` where there are none of that digest.
    ///
    /// # Errors
    /// When the database fails, or the bytes are not those that were kept.
    pub fn attachment(
        &self,
        organisation: &OrganisationId,
        sha256: Digest,
    ) -> Result<Option<Vec<u8>>, ReadError> {
        self.engine.read(organisation, |session| {
            let Some(bytes) = bytes(session, organisation, sha256)? else { return Ok(None) };
            if Digest::of(&bytes) == sha256 {
                return Ok(Some(bytes));
            }
            Err(ReadError::Corrupt {
                table: "attachment",
                key: sha256.to_string(),
                problem: "its bytes are not those that were kept".to_owned(),
            })
        })
    }
}

/// Keeps some bytes, once.
pub(crate) fn keep(
    session: &mut dyn Session,
    organisation: &OrganisationId,
    sha256: Digest,
    bytes: &[u8],
) -> Result<(), ReadError> {
    session.execute(
        "INSERT INTO attachment (organisation, sha256, body) VALUES (?1, ?2, ?3) \
         ON CONFLICT (organisation, sha256) DO NOTHING",
        &[
            Param::Text(organisation.as_str()),
            Param::Text(&sha256.to_string()),
            Param::Bytes(bytes),
        ],
    )?;
    Ok(())
}

/// The bytes that are kept under a digest, unchecked.
pub(crate) fn bytes(
    session: &mut dyn Session,
    organisation: &OrganisationId,
    sha256: Digest,
) -> Result<Option<Vec<u8>>, ReadError> {
    let found = session.query(
        "SELECT body FROM attachment WHERE organisation = ?1 AND sha256 = ?2",
        &[Param::Text(organisation.as_str()), Param::Text(&sha256.to_string())],
    )?;
    match found.into_iter().next().and_then(|row| row.into_iter().next()) {
        None => Ok(None),
        Some(Value::Bytes(bytes)) => Ok(Some(bytes)),
        Some(_) => Err(ReadError::Corrupt {
            table: "attachment",
            key: sha256.to_string(),
            problem: "its body should be bytes".to_owned(),
        }),
    }
}
