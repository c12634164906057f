//! The journal's rows: how an entry is asked for, read and written.

use jiff::Timestamp;

use crate::{
    Deed, Digest, Entry, Fault, OrganisationId, ReadError, Seq,
    engine::{Param, Query, Row, Session, Value},
    model::entry::Unread,
    rows,
};

/// The beginning of a query for entries, to be read by [`read`]: `seq, body, name`.
#[macro_export]
macro_rules! entries_where {
    ($rest:literal) => {
        concat!(
            "SELECT j.seq, j.body, a.name FROM journal j LEFT JOIN actor a \
             ON a.organisation = j.organisation AND a.number = j.actor WHERE ",
            $rest
        )
    };
}

/// The last entry of a journal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Head {
    /// Its number.
    pub seq: Seq,
    /// When it was recorded.
    pub recorded: Timestamp,
    /// Its digest.
    pub hash: Digest,
}

/// Reads a row of [`entries_where`].
pub(crate) fn read(row: &Row) -> Result<Entry, ReadError> {
    let text =
        rows::text(row, 1).map_err(|problem| rows::corrupt("journal entry", row, problem))?;
    let name = rows::optional(row, 2);
    Entry::read(text, name).map_err(|unread| match unread {
        Unread::Newer(what) => ReadError::Newer(what),
        Unread::Wrong(problem) => rows::corrupt("journal entry", row, problem),
    })
}

/// The last entry of the journal; `None` before the first.
pub(crate) fn head(
    session: &mut dyn Session,
    organisation: &OrganisationId,
) -> Result<Option<Head>, ReadError> {
    let found = session.query_all(&[last_entry(organisation)])?;
    read_head(found.first().map_or(&[], Vec::as_slice))
}

/// Asks for the last entry of the journal.
pub(crate) fn last_entry(organisation: &OrganisationId) -> Query {
    Query {
        sql: "SELECT seq, recorded, hash FROM journal WHERE organisation = ?1 \
              ORDER BY seq DESC LIMIT 1",
        params: vec![Value::Text(organisation.to_string())],
    }
}

/// Reads the answer to [`last_entry`].
pub(crate) fn read_head(found: &[Row]) -> Result<Option<Head>, ReadError> {
    let decode = |row: &_| {
        Ok(Head {
            seq: rows::seq(row, 0)?,
            recorded: rows::timestamp(row, 1)?,
            hash: rows::parsed(row, 2)?,
        })
    };
    found.first().map(|row| rows::read("journal entry", row, decode)).transpose()
}

/// Adds an entry whose text is `body`, and gives the text's digest.
pub(crate) fn insert(
    session: &mut dyn Session,
    entry: &Entry,
    body: &str,
) -> Result<Digest, Fault> {
    let hash = Digest::of(body);
    let risk = entry.deed.about().map(|risk| risk.to_string());
    let actor = entry.second.map(|second| i64::from(second.actor));
    session.execute(
        "INSERT INTO journal \
         (organisation, seq, recorded, kind, hash, body, risk, register, actor) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
        &[
            Param::Text(entry.organisation.as_str()),
            Param::Integer(entry.seq.0.into()),
            Param::Integer(entry.recorded.as_microsecond()),
            Param::Text(entry.deed.kind()),
            Param::Text(&hash.to_string()),
            Param::Text(body),
            risk.as_deref().map_or(Param::Null, Param::Text),
            Param::Text(entry.register.as_str()),
            actor.map_or(Param::Null, Param::Integer),
        ],
    )?;
    Ok(hash)
}

/// Has the chain know an entry by another digest than its text's: that of the text before words were
/// erased from it.
pub(crate) fn rename(
    session: &mut dyn Session,
    organisation: &OrganisationId,
    seq: Seq,
    was: Digest,
) -> Result<(), Fault> {
    session.execute(
        "UPDATE journal SET hash = ?3 WHERE organisation = ?1 AND seq = ?2",
        &[
            Param::Text(organisation.as_str()),
            Param::Integer(seq.0.into()),
            Param::Text(&was.to_string()),
        ],
    )
}

/// Whether an organisation's record was brought to the next form, or began in it.
pub(crate) fn is_of_the_next_form(
    session: &mut dyn Session,
    organisation: &OrganisationId,
) -> Result<bool, ReadError> {
    let found = session.query(
        entries_where!(
            "j.organisation = ?1 AND (j.seq = 1 OR j.kind = 'upgrade' AND j.kind <> 'edit')"
        ),
        &[Param::Text(organisation.as_str())],
    )?;
    let mut entries = found.iter().map(read).collect::<Result<Vec<_>, _>>()?.into_iter();
    let next = |entry: Entry| entry.second.is_some() || matches!(entry.deed, Deed::Upgrade(_));
    Ok(found.is_empty() || entries.any(next))
}
