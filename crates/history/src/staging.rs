//! Uploads that wait between their plan and its acceptance.
//!
//! They are rows, so that one server can accept what was planned on another; a bounded few of
//! them for each organisation, and each for a day. Nothing has been promised yet: whoever waits
//! too long is asked to choose the file again. They are no part of the record and stand apart from it:
//! in a file of their own beside a SQLite database, in a table that a server does not log.

use jiff::{SignedDuration, Timestamp};

use crate::{
    Digest, OrganisationId, ReadError, Store,
    engine::{Param, Session, Value},
    rows,
};

/// The most uploads of an organisation that wait at a time.
const MOST_FILES: usize = 32;

/// The most bytes they hold together.
const MOST_BYTES: i64 = 256 * 1024 * 1024;

/// How long each is kept.
const HELD: SignedDuration = SignedDuration::from_hours(24);

/// An upload that waits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Staged {
    /// The file's name, without its folder.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

impl Store {
    /// Keeps an upload, and lets go of those that have waited too long; of the longest waiting
    /// too, where there are too many. The digest names it.
    ///
    /// # Errors
    /// When the database fails.
    pub fn stage(
        &self,
        organisation: &OrganisationId,
        staged: &Staged,
        now: Timestamp,
    ) -> Result<Digest, ReadError> {
        let sha256 = Digest::of(&staged.bytes);
        self.engine.waiting(organisation, |session| {
            let whose = Param::Text(organisation.as_str());
            session.execute(
                "DELETE FROM staged WHERE organisation = ?1 AND staged <= ?2",
                &[whose, oldest(now)],
            )?;
            session.execute(
                "INSERT INTO staged (organisation, sha256, name, staged, body) \
                 VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT (organisation, sha256) DO UPDATE \
                 SET name = excluded.name, staged = excluded.staged",
                &[
                    whose,
                    Param::Text(&sha256.to_string()),
                    Param::Text(&staged.name),
                    Param::Integer(now.as_microsecond()),
                    Param::Bytes(&staged.bytes),
                ],
            )?;
            make_room(session, organisation, sha256)
        })?;
        Ok(sha256)
    }

    /// The upload of a digest; `None` where it has waited too long, or never was.
    ///
    /// # Errors
    /// When the database fails or holds something that cannot be read, or the bytes are not those of
    /// the digest.
    pub fn staged(
        &self,
        organisation: &OrganisationId,
        sha256: Digest,
        now: Timestamp,
    ) -> Result<Option<Staged>, ReadError> {
        let found = self.engine.waiting(organisation, |session| {
            session.query(
                "SELECT sha256, name, body FROM staged \
                 WHERE organisation = ?1 AND sha256 = ?2 AND staged > ?3",
                &[
                    Param::Text(organisation.as_str()),
                    Param::Text(&sha256.to_string()),
                    oldest(now),
                ],
            )
        })?;
        let Some(mut row) = found.into_iter().next() else { return Ok(None) };
        let body = row.pop();
        rows::read("staged upload", &row, |row| {
            let Some(Value::Bytes(bytes)) = body else {
                return Err("its body should be bytes".to_owned());
            };
            Ok(Staged { name: rows::text(row, 1)?.to_owned(), bytes })
        })
        .and_then(|staged| match Digest::of(&staged.bytes) == sha256 {
            true => Ok(Some(staged)),
            false => Err(ReadError::Upload),
        })
    }

    /// Lets an upload go, once its plan is accepted.
    ///
    /// # Errors
    /// When the database fails.
    pub fn unstage(&self, organisation: &OrganisationId, sha256: Digest) -> Result<(), ReadError> {
        self.engine.waiting(organisation, |session| drop_staged(session, organisation, sha256))
    }
}

impl Store {
    /// Lets go of those uploads that have waited too long: whoever serves does so now and then, for
    /// nobody may come to bring another.
    ///
    /// # Errors
    /// When the database fails.
    pub fn unstage_old(
        &self,
        organisation: &OrganisationId,
        now: Timestamp,
    ) -> Result<(), ReadError> {
        if !self.engine.may_wait() {
            return Ok(());
        }
        self.engine.waiting(organisation, |session| {
            let whose = Param::Text(organisation.as_str());
            let old = "DELETE FROM staged WHERE organisation = ?1 AND staged <= ?2";
            Ok(session.execute(old, &[whose, oldest(now)])?)
        })
    }

    /// Lets every upload of an organisation go.
    pub(crate) fn unstage_all(&self, organisation: &OrganisationId) -> Result<(), ReadError> {
        if !self.engine.may_wait() {
            return Ok(());
        }
        self.engine.waiting(organisation, |session| {
            let whose = Param::Text(organisation.as_str());
            Ok(session.execute("DELETE FROM staged WHERE organisation = ?1", &[whose])?)
        })
    }
}

/// What was staged at this moment or earlier has waited too long.
fn oldest(now: Timestamp) -> Param<'static> {
    let moment = now.checked_sub(HELD).unwrap_or(Timestamp::MIN);
    Param::Integer(moment.as_microsecond())
}

/// Lets the longest waiting go where there are too many, but never the one just put in.
fn make_room(
    session: &mut dyn Session,
    organisation: &OrganisationId,
    newest: Digest,
) -> Result<(), ReadError> {
    let found = session.query(
        "SELECT sha256, CAST(length(body) AS BIGINT) FROM staged WHERE organisation = ?1 \
         ORDER BY staged DESC, sha256",
        &[Param::Text(organisation.as_str())],
    )?;
    let (mut files, mut bytes) = (0, 0);
    for row in &found {
        let decode = |row: &_| Ok((rows::parsed(row, 0)?, rows::integer(row, 1)?));
        let (sha256, length): (Digest, i64) = rows::read("staged upload", row, decode)?;
        files += 1;
        bytes += length;
        if sha256 != newest && (files > MOST_FILES || bytes > MOST_BYTES) {
            drop_staged(session, organisation, sha256)?;
        }
    }
    Ok(())
}

fn drop_staged(
    session: &mut dyn Session,
    organisation: &OrganisationId,
    sha256: Digest,
) -> Result<(), ReadError> {
    session.execute(
        "DELETE FROM staged WHERE organisation = ?1 AND sha256 = ?2",
        &[Param::Text(organisation.as_str()), Param::Text(&sha256.to_string())],
    )?;
    Ok(())
}
