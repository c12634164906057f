//! The one door: a change is checked against what its author saw, and kept whole with its entry.

use std::collections::HashSet;

use bellwether_domain::{Date, Risk, identity};
use jiff::{SignedDuration, Timestamp};

use crate::{
    ATTACHMENT_CEILING, Actor, Authority, Change, CommitError, Committed, Deed, Digest, Entry,
    EntryFormat, Fault, Hex, Import, Moment, OrganisationId, ReadError, RegisterKey, RiskWrite,
    Salt, Second, Seq, Store, Subject, Write, Written,
    actors::{self, Acting},
    conflict,
    engine::{Param, Query, Row, Session},
    entries,
    model::moment::Chance,
    settings,
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
        register: &RegisterKey,
        change: &Change,
        at: Moment,
    ) -> Result<Committed, CommitError> {
        self.commit_keeping(register, change, None, at)
    }

    /// Makes a change that brings a document in, and keeps the document's bytes with it; one that
    /// is empty or larger than [`ATTACHMENT_CEILING`] is known by its digest alone.
    ///
    /// # Errors
    /// As [`Store::commit`]; also when the bytes cannot be kept. Nothing is written then.
    pub fn commit_import(
        &self,
        register: &RegisterKey,
        change: &Change,
        document: &[u8],
        at: Moment,
    ) -> Result<Committed, CommitError> {
        let fits = !document.is_empty() && document.len() <= ATTACHMENT_CEILING;
        let (Deed::Import(import), true) = (&change.deed, fits) else {
            return self.commit(register, change, at);
        };
        let sha256 = Digest::of(document);
        let size = u32::try_from(document.len()).ok();
        let deed = Deed::Import(Import { sha256, size, ..import.clone() });
        let change = Change { deed, ..change.clone() };
        self.keep_outside(&register.organisation, sha256, document)?;
        self.commit_keeping(register, &change, Some((sha256, document)), at)
    }

    fn commit_keeping(
        &self,
        register: &RegisterKey,
        change: &Change,
        document: Option<(Digest, &[u8])>,
        at: Moment,
    ) -> Result<Committed, CommitError> {
        sound(change)?;
        let mut chance = at.chance();
        let bodies = change.writes.iter().map(|write| Body::of(write, &mut chance));
        let bodies = bodies.collect::<Result<Vec<_>, _>>()?;
        self.engine.write(&register.organisation, |session| {
            let asked = conflict::asked(register, &change.writes);
            let (begun, stands) =
                begin_asking(session, register, &change.authority, (at.now, chance), asked)?;
            begun.is_timely(at.now)?;
            let conflicts = conflict::found(session, register, &change.writes, &stands)?;
            if !conflicts.is_empty() {
                return Err(CommitError::Stale(conflicts));
            }
            let written = change.writes.iter().zip(&bodies).map(written).collect();
            let entry = begun.entry(change.deed.clone(), written);
            let committed = append(session, &entry, &begun)?;
            write_versions(session, register, (&entry, &change.writes), bodies)?;
            if let Some((sha256, bytes)) = document {
                self.keeping.keep(session, &register.organisation, sha256, bytes)?;
            }
            Ok(committed)
        })
    }
}

/// How far apart the clocks of servers may be, and one clock from itself after it was set.
pub(crate) const APART: SignedDuration = SignedDuration::from_mins(5);

/// Where the next entry stands in the journal, held for this transaction.
#[derive(Debug)]
pub(crate) struct Begun {
    pub(crate) seq: Seq,
    pub(crate) recorded: Timestamp,
    pub(crate) previous: Digest,
    register: RegisterKey,
    authority: Authority,
    acting: Acting,
    salt: Salt,
    chance: Chance,
}

/// Finds the place of an organisation's next entry, and makes the organisation where it is new.
pub(crate) fn begin(
    session: &mut dyn Session,
    register: &RegisterKey,
    authority: &Authority,
    at: Moment,
) -> Result<Begun, CommitError> {
    let begun = begin_whenever(session, register, authority, at)?;
    begun.is_timely(at.now)?;
    Ok(begun)
}

/// Does so whatever the clock says: for an entry that must be made all the same.
pub(crate) fn begin_whenever(
    session: &mut dyn Session,
    register: &RegisterKey,
    authority: &Authority,
    at: Moment,
) -> Result<Begun, ReadError> {
    Ok(begin_asking(session, register, authority, (at.now, at.chance()), vec![])?.0)
}

/// Does so, and brings the answers to what else is to be asked before anything is written.
fn begin_asking(
    session: &mut dyn Session,
    register: &RegisterKey,
    authority: &Authority,
    (now, mut chance): (Timestamp, Chance),
    mut asked: Vec<Query>,
) -> Result<(Begun, Vec<Vec<Row>>), ReadError> {
    asked.push(actors::asked(register, &authority.actor));
    asked.push(entries::last_entry(&register.organisation));
    // Before anything is read that another writer may be changing.
    claim(session, &register.organisation, now)?;
    let mut answers = session.query_all(&asked)?;
    let head = entries::read_head(&answers.pop().unwrap_or_default())?;
    let acting = answers.pop().unwrap_or_default();
    let acting = actors::found(&acting, &authority.actor, &mut chance)?;
    let now = to_the_microsecond(now);
    let begun = Begun {
        seq: head.map_or(Seq::FIRST, |head| head.seq.next()),
        // The journal's order is the truth; a clock that goes back must not turn it round.
        recorded: head.map_or(now, |head| head.recorded.max(now)),
        previous: head.map_or(Digest::ZERO, |head| head.hash),
        register: register.clone(),
        authority: authority.clone(),
        acting,
        salt: Hex(chance.half()),
        chance,
    };
    Ok((begun, answers))
}

/// What both engines and the canonical form can tell.
fn to_the_microsecond(now: Timestamp) -> Timestamp {
    Timestamp::from_microsecond(now.as_microsecond()).unwrap_or(now)
}

/// Keeps other writers of the organisation waiting until the transaction ends, by its row, which is
/// made where it is new: also who finds it made meanwhile locks it. On SQLite there is no other.
pub(crate) fn claim(
    session: &mut dyn Session,
    organisation: &OrganisationId,
    now: Timestamp,
) -> Result<(), Fault> {
    session.execute(
        "INSERT INTO organisation (id, created) VALUES (?1, ?2) \
         ON CONFLICT (id) DO UPDATE SET created = organisation.created WHERE 1 = 0",
        &[Param::Text(organisation.as_str()), Param::Integer(now.as_microsecond())],
    )
}

impl Begun {
    /// Whether the entry before is no further ahead of the clock than two clocks may be apart.
    fn is_timely(&self, now: Timestamp) -> Result<(), CommitError> {
        let recorded = self.recorded;
        match recorded.duration_since(now) > APART {
            true => Err(CommitError::Clock { recorded, now }),
            false => Ok(()),
        }
    }

    /// An entry that starts from the clock again, which was wrong.
    pub(crate) fn starting_again(self, now: Timestamp) -> Result<Self, CommitError> {
        match self.is_timely(now) {
            Ok(()) => Err(CommitError::ClockIsRight(self.recorded)),
            Err(_) => Ok(Self { recorded: to_the_microsecond(now), ..self }),
        }
    }

    /// Chance for what the entry makes.
    pub(crate) fn chance(&self) -> Chance {
        self.chance.clone()
    }

    /// The entry that stands there.
    pub(crate) fn entry(&self, deed: Deed, writes: Vec<Written>) -> Entry {
        let Self { register, authority, .. } = self;
        Entry {
            format: EntryFormat::V2,
            organisation: register.organisation.clone(),
            register: register.id.clone(),
            seq: self.seq,
            recorded: self.recorded,
            actor: Actor(authority.actor.to_string()),
            reason: authority.reason.to_string(),
            effective: authority.effective,
            deed,
            writes,
            previous: self.previous,
            second: Some(Second {
                actor: self.acting.number,
                names: self.acting.names(),
                salt: self.salt,
            }),
        }
    }
}

/// A write's text as stored, and its digest.
struct Body {
    text: String,
    sha256: Digest,
}

impl Body {
    /// Whatever control or action has no id gets one: it is kept for the first time. The id of the
    /// risk itself stands in its row.
    fn of(write: &Write, chance: &mut Chance) -> Result<Self, serde_json::Error> {
        let text = match write {
            Write::Risk(RiskWrite { risk, .. })
                if risk.id.is_none() && identity::is_complete(risk) =>
            {
                serde_json::to_string(&**risk)?
            }
            Write::Risk(write) => {
                let mut risk = Risk { id: None, ..(*write.risk).clone() };
                identity::complete(&mut risk, || chance.half());
                serde_json::to_string(&risk)?
            }
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

/// Adds an entry to the journal, with what it is the first to name.
pub(crate) fn append(
    session: &mut dyn Session,
    entry: &Entry,
    begun: &Begun,
) -> Result<Committed, CommitError> {
    let body = entry.canonical()?;
    let hash = entries::insert(session, entry, &body)?;
    begun.acting.keep(session, entry)?;
    Ok(Committed { seq: entry.seq, recorded: entry.recorded, hash })
}

fn write_versions(
    session: &mut dyn Session,
    register: &RegisterKey,
    (entry, writes): (&Entry, &[Write]),
    bodies: Vec<Body>,
) -> Result<(), CommitError> {
    let mut versions = Versions::of(register);
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
