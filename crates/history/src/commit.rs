//! The one door: a change is checked against what its author saw, and kept whole with its entry.

use std::collections::HashSet;

use bellwether_domain::Date;
use jiff::Timestamp;

use crate::{
    ATTACHMENT_CEILING, Actor, Authority, Change, CommitError, Committed, Deed, Digest, Entry,
    EntryFormat, Fault, Import, Moment, OrganisationId, ReadError, Seq, Store, Subject, Write,
    Written, conflict,
    engine::{Param, Query, Row, Session},
    settings, store,
    versions::Versions,
};

impl Store {
    /// Makes a change: its entry in the journal and all its versions, in one transaction that is
    /// on the disk when this returns.
    ///
    /// # Errors
    /// [`CommitError::Stale`] when a write began from a version that is no longer in force, with
    /// both versions of each; otherwise when the change or the database does not allow it.
    /// Nothing is written then.
    pub fn commit(
        &self,
        organisation: &OrganisationId,
        change: &Change,
        at: Moment,
    ) -> Result<Committed, CommitError> {
        self.commit_keeping(organisation, change, None, at)
    }

    /// Makes a change that brings a document in, and keeps the document's bytes with it; one that
    /// is empty or larger than [`ATTACHMENT_CEILING`] is known by its digest alone.
    ///
    /// # Errors
    /// As [`Store::commit`]; also when the bytes cannot be kept. Nothing is written then.
    pub fn commit_import(
        &self,
        organisation: &OrganisationId,
        change: &Change,
        document: &[u8],
        at: Moment,
    ) -> Result<Committed, CommitError> {
        let fits = !document.is_empty() && document.len() <= ATTACHMENT_CEILING;
        let (Deed::Import(import), true) = (&change.deed, fits) else {
            return self.commit(organisation, change, at);
        };
        let sha256 = Digest::of(document);
        let size = u32::try_from(document.len()).ok();
        let deed = Deed::Import(Import { sha256, size, ..import.clone() });
        let change = Change { deed, ..change.clone() };
        self.keep_outside(organisation, sha256, document)?;
        self.commit_keeping(organisation, &change, Some((sha256, document)), at)
    }

    fn commit_keeping(
        &self,
        organisation: &OrganisationId,
        change: &Change,
        document: Option<(Digest, &[u8])>,
        at: Moment,
    ) -> Result<Committed, CommitError> {
        sound(change)?;
        let bodies = change.writes.iter().map(Body::of).collect::<Result<Vec<_>, _>>()?;
        self.engine.write(organisation, |session| {
            let asked = conflict::asked(organisation, &change.writes);
            let (begun, stands) = begin_asking(session, organisation, at.now, asked)?;
            let conflicts = conflict::found(session, organisation, &change.writes, &stands)?;
            if !conflicts.is_empty() {
                return Err(CommitError::Stale(conflicts));
            }
            let written = change.writes.iter().zip(&bodies).map(written).collect();
            let entry = begun.entry(organisation, &change.authority, change.deed.clone(), written);
            let committed = append(session, &entry)?;
            write_versions(session, &entry, &change.writes, bodies)?;
            if let Some((sha256, bytes)) = document {
                self.keeping.keep(session, organisation, sha256, bytes)?;
            }
            Ok(committed)
        })
    }
}

/// Where the next entry stands in the journal, held for this transaction.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Begun {
    pub(crate) seq: Seq,
    pub(crate) recorded: Timestamp,
    pub(crate) previous: Digest,
}

/// Finds the place of an organisation's next entry, and makes the organisation where it is new.
pub(crate) fn begin(
    session: &mut dyn Session,
    organisation: &OrganisationId,
    now: Timestamp,
) -> Result<Begun, ReadError> {
    Ok(begin_asking(session, organisation, now, vec![])?.0)
}

/// Does so, and brings the answers to what else is to be asked before anything is written.
fn begin_asking(
    session: &mut dyn Session,
    organisation: &OrganisationId,
    now: Timestamp,
    mut asked: Vec<Query>,
) -> Result<(Begun, Vec<Vec<Row>>), ReadError> {
    asked.push(store::last_entry(organisation));
    let mut answers = session.query_all(&asked)?;
    let head = store::read_head(&answers.pop().unwrap_or_default())?;
    if head.is_none() {
        claim(session, organisation, now)?;
    }
    // Kept to the microsecond, which both engines and the canonical form can tell.
    let now = Timestamp::from_microsecond(now.as_microsecond()).unwrap_or(now);
    let begun = Begun {
        seq: head.map_or(Seq::FIRST, |head| head.seq.next()),
        // The journal's order is the truth; a clock that goes back must not turn it round.
        recorded: head.map_or(now, |head| head.recorded.max(now)),
        previous: head.map_or(Digest::ZERO, |head| head.hash),
    };
    Ok((begun, answers))
}

/// Makes the organisation where it is new.
pub(crate) fn claim(
    session: &mut dyn Session,
    organisation: &OrganisationId,
    now: Timestamp,
) -> Result<(), Fault> {
    session.execute(
        "INSERT INTO organisation (id, created) VALUES (?1, ?2) ON CONFLICT (id) DO NOTHING",
        &[Param::Text(organisation.as_str()), Param::Integer(now.as_microsecond())],
    )
}

impl Begun {
    /// The entry that stands there.
    pub(crate) fn entry(
        &self,
        organisation: &OrganisationId,
        authority: &Authority,
        deed: Deed,
        writes: Vec<Written>,
    ) -> Entry {
        Entry {
            format: EntryFormat::V1,
            organisation: organisation.clone(),
            seq: self.seq,
            recorded: self.recorded,
            actor: Actor(authority.actor.to_string()),
            reason: authority.reason.to_string(),
            effective: authority.effective,
            deed,
            writes,
            previous: self.previous,
        }
    }
}

/// A write's text as stored, and its digest.
struct Body {
    text: String,
    sha256: Digest,
}

impl Body {
    fn of(write: &Write) -> Result<Self, serde_json::Error> {
        let text = match write {
            Write::Risk(write) => serde_json::to_string(&*write.risk)?,
            Write::Particulars(write) => serde_json::to_string(&*write.particulars)?,
            Write::Setting(write) => serde_json_canonicalizer::to_string(&write.value)?,
        };
        Ok(Self { sha256: Digest::of(&text), text })
    }
}

/// Whether the change can be kept at all, whatever the store holds.
fn sound(change: &Change) -> Result<(), CommitError> {
    let mut seen = HashSet::new();
    for write in &change.writes {
        let (subject, effective) = match write {
            Write::Risk(write) => (format!("risk {}", write.id), write.effective),
            Write::Particulars(write) => ("the particulars".to_owned(), write.effective),
            Write::Setting(write) if !settings::is_key(&write.key) => {
                return Err(CommitError::SettingKey(write.key.clone()));
            }
            Write::Setting(write) => (format!("the setting {}", write.key), write.effective),
        };
        in_order(effective)?;
        if !seen.insert((subject.clone(), effective)) {
            return Err(CommitError::Twice { subject, effective });
        }
    }
    in_order(change.authority.effective)
}

/// Dates are stored as text that sorts; a negative year would not.
fn in_order(date: Date) -> Result<(), CommitError> {
    if date.year() < 0 { Err(CommitError::BeforeTime(date)) } else { Ok(()) }
}

fn written((write, body): (&Write, &Body)) -> Written {
    let (subject, effective) = match write {
        Write::Risk(write) => {
            (Subject::Risk { id: write.id, standing: write.standing }, write.effective)
        }
        Write::Particulars(write) => (Subject::Particulars, write.effective),
        Write::Setting(write) => (Subject::Setting { key: write.key.clone() }, write.effective),
    };
    Written { subject, effective, sha256: body.sha256 }
}

/// Adds an entry to the journal.
pub(crate) fn append(session: &mut dyn Session, entry: &Entry) -> Result<Committed, CommitError> {
    let body = entry.canonical()?;
    let hash = insert_entry(session, entry, &body)?;
    Ok(Committed { seq: entry.seq, recorded: entry.recorded, hash })
}

/// Adds an entry whose text is `body`, and gives the text's digest.
pub(crate) fn insert_entry(
    session: &mut dyn Session,
    entry: &Entry,
    body: &str,
) -> Result<Digest, Fault> {
    let hash = Digest::of(body);
    let about = entry.deed.about().map(|risk| risk.to_string());
    session.execute(
        "INSERT INTO journal (organisation, seq, recorded, kind, hash, body, about) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        &[
            Param::Text(entry.organisation.as_str()),
            Param::Integer(entry.seq.0.into()),
            Param::Integer(entry.recorded.as_microsecond()),
            Param::Text(entry.deed.kind()),
            Param::Text(&hash.to_string()),
            Param::Text(body),
            about.as_deref().map_or(Param::Null, Param::Text),
        ],
    )?;
    Ok(hash)
}

fn write_versions(
    session: &mut dyn Session,
    entry: &Entry,
    writes: &[Write],
    bodies: Vec<Body>,
) -> Result<(), CommitError> {
    let mut versions = Versions::of(&entry.organisation);
    for (write, body) in writes.iter().zip(bodies) {
        let at = |effective| (entry.seq, effective);
        match write {
            Write::Risk(write) => {
                if write.expected.is_none() {
                    versions.introduce(write.id);
                }
                versions.risk(at(write.effective), (write.id, write.standing), body.text);
            }
            Write::Particulars(write) => versions.particulars(at(write.effective), body.text),
            Write::Setting(write) => {
                versions.setting(at(write.effective), write.key.clone(), body.text);
            }
        }
        versions.put_many(session)?;
    }
    Ok(versions.put(session)?)
}
