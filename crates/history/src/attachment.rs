//! Evidence: files kept by the digest of their content, once each, in the database or in a store
//! outside it.
//!
//! Outside, the bytes are written first and the entry after them, so that no entry ever speaks of
//! bytes that were not kept; and whatever is read is checked against its digest.

mod folder;
pub(crate) mod keeping;
pub(crate) mod outside;

use crate::{
    Attachment, AttachmentStore, Authority, CommitError, Committed, Deed, Digest, Entry, Moment,
    OrganisationId, ReadError, RegisterKey, RiskId, Seq, Store, commit,
    engine::{Param, Row, Session},
    entries, entries_where, journal, rows,
};
use keeping::{Lies, lies};

/// The largest file that is kept unless the store is told otherwise, in bytes: 20 MiB.
pub const LARGEST_ATTACHMENT: usize = 20 * 1024 * 1024;

/// The most that a store can be told to keep, and the largest document kept with an import, in
/// bytes: 100 MiB.
pub const ATTACHMENT_CEILING: usize = 100 * 1024 * 1024;

/// A file that was put beside a risk or the register, and whether it still stands there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// The entry that brought it: who, when, why and from which day.
    pub entry: Entry,
    /// The file.
    pub attachment: Attachment,
    /// The entry that withdrew it, where one did. Its bytes stay for the history.
    pub withdrawn: Option<Entry>,
}

/// Where the files of an organisation lie that are not in the database.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outside {
    /// The address of the store that they were given to.
    pub place: String,
    /// How many there are.
    pub files: u64,
}

impl Store {
    /// Keeps attachments in a store outside the database from now on. Those in the database stay
    /// there; those outside are looked for in this store, whichever they were given to.
    #[must_use]
    pub fn with_attachments_in(mut self, outside: AttachmentStore) -> Self {
        self.keeping.outside = Some(outside);
        self
    }

    /// Changes the largest size of an attachment, at most to [`ATTACHMENT_CEILING`].
    #[must_use]
    pub fn with_attachment_limit(mut self, bytes: usize) -> Self {
        self.keeping.largest = bytes.min(ATTACHMENT_CEILING);
        self
    }

    /// The largest attachment that is kept, in bytes.
    pub fn attachment_limit(&self) -> usize {
        self.keeping.largest
    }

    /// Keeps a file as evidence from a day on, with an entry in the journal. The size and the
    /// digest that `attachment` gives are replaced by those of `bytes`.
    ///
    /// # Errors
    /// When the file is empty or larger than the limit, or when the database or the store outside
    /// it fails.
    pub fn attach(
        &self,
        register: &RegisterKey,
        authority: &Authority,
        attachment: Attachment,
        bytes: &[u8],
        at: Moment,
    ) -> Result<Committed, CommitError> {
        let (size, most) = (bytes.len(), self.keeping.largest);
        if bytes.is_empty() || size > most {
            return Err(CommitError::AttachmentSize { name: attachment.name, size, most });
        }
        let size = u32::try_from(size).unwrap_or(u32::MAX);
        let attachment = Attachment { size, sha256: Digest::of(bytes), ..attachment };
        self.keep_outside(&register.organisation, attachment.sha256, bytes)?;
        self.engine.write(&register.organisation, |session| {
            let begun = commit::begin(session, register, authority, at)?;
            self.keeping.keep(session, &register.organisation, attachment.sha256, bytes)?;
            let deed = Deed::Attach(attachment);
            let entry = begun.entry(deed, vec![]);
            commit::append(session, &entry, &begun)
        })
    }

    /// Takes an attachment back from a day on, with an entry in the journal. Its bytes stay.
    ///
    /// # Errors
    /// When `attached` is no entry that attached a file, or it is withdrawn already, or when the
    /// database fails.
    pub fn withdraw(
        &self,
        register: &RegisterKey,
        authority: &Authority,
        attached: Seq,
        at: Moment,
    ) -> Result<Committed, CommitError> {
        self.engine.write(&register.organisation, |session| {
            let begun = commit::begin(session, register, authority, at)?;
            let kept = kept(session, &register.organisation)?;
            match kept.into_iter().find(|kept| kept.entry.seq == attached) {
                None => return Err(CommitError::NoSuchAttachment(attached)),
                Some(Kept { withdrawn: Some(entry), .. }) => {
                    return Err(CommitError::Withdrawn { attached, by: entry.seq });
                }
                Some(_) => {}
            }
            let deed = Deed::Withdraw { attached };
            let entry = begun.entry(deed, vec![]);
            commit::append(session, &entry, &begun)
        })
    }

    /// Every file that was attached, oldest first, also those withdrawn.
    ///
    /// # Errors
    /// When the database fails or holds something that cannot be read.
    pub fn attachments(&self, organisation: &OrganisationId) -> Result<Vec<Kept>, ReadError> {
        self.engine.read(organisation, |session| kept(session, organisation))
    }

    /// Every file that was attached to a risk or one of its actions, oldest first, also those
    /// withdrawn.
    ///
    /// # Errors
    /// When the database fails or holds something that cannot be read.
    pub fn attachments_of(
        &self,
        organisation: &OrganisationId,
        risk: RiskId,
    ) -> Result<Vec<Kept>, ReadError> {
        self.engine.read(organisation, |session| kept_of(session, organisation, risk))
    }

    /// The bytes of an attachment; `None` where there are none of that digest.
    ///
    /// # Errors
    /// When the database or the store outside it fails, or the bytes are not those that were kept.
    pub fn attachment(
        &self,
        organisation: &OrganisationId,
        sha256: Digest,
    ) -> Result<Option<Vec<u8>>, ReadError> {
        // A slow store outside holds up no transaction.
        let found =
            self.engine.read(organisation, |session| lies(session, organisation, sha256))?;
        found.map(|lies| self.keeping.fetch(organisation, sha256, lies)).transpose()
    }

    /// Where the files of an organisation lie that are not in the database.
    ///
    /// # Errors
    /// When the database fails.
    pub fn outside(&self, organisation: &OrganisationId) -> Result<Vec<Outside>, ReadError> {
        self.engine.read(organisation, |session| {
            let found = session.query(
                "SELECT place, count(*) FROM attachment \
                 WHERE organisation = ?1 AND place IS NOT NULL GROUP BY place ORDER BY place",
                &[Param::Text(organisation.as_str())],
            )?;
            let decode = |row: &_| {
                let files = u64::try_from(rows::integer(row, 1)?).unwrap_or_default();
                Ok(Outside { place: rows::text(row, 0)?.to_owned(), files })
            };
            found.iter().map(|row| rows::read("attachment", row, decode)).collect()
        })
    }

    /// Gives bytes to the store outside, where there is one and the database has them not: before
    /// anything speaks of them. Bytes that are there already are written again, which mends them.
    pub(crate) fn keep_outside(
        &self,
        organisation: &OrganisationId,
        sha256: Digest,
        bytes: &[u8],
    ) -> Result<(), ReadError> {
        let Some(outside) = &self.keeping.outside else { return Ok(()) };
        let given = self.outside(organisation)?.iter().any(|given| given.place == outside.place());
        outside.is_ready(given)?;
        let found =
            self.engine.read(organisation, |session| lies(session, organisation, sha256))?;
        match found {
            Some(Lies::Here(_)) => Ok(()),
            _ => Ok(self.keeping.put(organisation, sha256, bytes)?),
        }
    }
}

fn kept(session: &mut dyn Session, organisation: &OrganisationId) -> Result<Vec<Kept>, ReadError> {
    // The index of kinds leaves edits out, and serves only where the question does too.
    let found = session.query(
        entries_where!(
            "j.organisation = ?1 AND j.kind IN ('attach', 'withdraw', 'undo') \
             AND j.kind <> 'edit' ORDER BY j.seq"
        ),
        &[Param::Text(organisation.as_str())],
    )?;
    in_pairs(&found)
}

/// The files of a risk, by way of all that was ever withdrawn: that is little.
fn kept_of(
    session: &mut dyn Session,
    organisation: &OrganisationId,
    risk: RiskId,
) -> Result<Vec<Kept>, ReadError> {
    let found = session.query(
        concat!(
            entries_where!("j.organisation = ?1 AND j.risk = ?2"),
            " UNION ALL ",
            entries_where!(
                "j.organisation = ?1 AND j.kind IN ('withdraw', 'undo') AND j.kind <> 'edit' \
                 ORDER BY 1"
            )
        ),
        &[Param::Text(organisation.as_str()), Param::Text(&risk.to_string())],
    )?;
    in_pairs(&found)
}

/// Each file that entries brought, with the entry that withdrew it.
fn in_pairs(found: &[Row]) -> Result<Vec<Kept>, ReadError> {
    let entries = found.iter().map(entries::read).collect::<Result<Vec<_>, _>>()?;
    let undone = journal::undone_by(entries.iter().rev());
    let withdrew = |attach: Seq| {
        let by = |entry: &&Entry| match entry.deed {
            Deed::Withdraw { attached } => attached == attach && !undone.contains_key(&entry.seq),
            _ => undone.get(&attach) == Some(&entry.seq),
        };
        entries.iter().find(by).cloned()
    };
    let kept = |entry: &Entry| match &entry.deed {
        Deed::Attach(attachment) => Some(Kept {
            entry: entry.clone(),
            attachment: attachment.clone(),
            withdrawn: withdrew(entry.seq),
        }),
        _ => None,
    };
    Ok(entries.iter().filter_map(kept).collect())
}
