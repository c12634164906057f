//! Walking the chain: whether the record is what was written, and where it first is not.

mod named;
mod noted;
mod whole;

use std::collections::{BTreeMap, HashMap, VecDeque};

use jiff::Timestamp;

use crate::{
    Absent, Broken, Deed, Digest, Entry, EntryFormat, OrganisationId, ReadError, Seq, Store,
    Subject, Text, Verification, Written,
    attachment::keeping::{self, Keeping, Lies},
    engine::{Param, Row, Session, Value},
    erase::{self, list::List, signed},
    identity,
    model::entry::Unread,
    rows, seal,
};
use named::Named;
pub use noted::Noted;
use noted::Signing;
pub use whole::Proof;

/// How many entries are walked at a time, so that memory does not grow with the journal.
const STRIDE: u32 = 256;

impl Store {
    /// Walks an organisation's journal from its first entry: every entry must follow from the
    /// one before, and every version must be what its entry says it wrote.
    ///
    /// That entries were cut off the end cannot be seen from the chain alone: compare `head`
    /// with one noted earlier, or give it to [`Store::verify_noted`].
    ///
    /// # Errors
    /// When the database fails. What is wrong with the record is no error but a finding.
    pub fn verify(&self, organisation: &OrganisationId) -> Result<Verification, ReadError> {
        self.verify_noted(organisation, &Noted::default())
    }

    /// Does so, and compares the record with what was noted of it elsewhere.
    ///
    /// # Errors
    /// As [`Store::verify`].
    pub fn verify_noted(
        &self,
        organisation: &OrganisationId,
        noted: &Noted,
    ) -> Result<Verification, ReadError> {
        self.engine
            .read(organisation, |session| verify(session, organisation, &self.keeping, noted))
    }
}

pub(crate) fn verify(
    session: &mut dyn Session,
    organisation: &OrganisationId,
    keeping: &Keeping,
    noted: &Noted,
) -> Result<Verification, ReadError> {
    let mut walk = Walk::new(organisation, noted);
    walk.list = List::of(session, organisation)?;
    loop {
        let from = walk.next;
        let until = Seq(from.0.saturating_add(STRIDE - 1));
        let entries = journal_rows(session, organisation, from, until)?;
        let is_last = entries.len() < STRIDE as usize;
        let until = if is_last { Seq::LAST } else { until };
        let mut versions = version_rows(session, organisation, from, until)?;
        for row in &entries {
            let step = match walk.step(row, &mut versions)? {
                Ok((entry, hash)) => walk.beside(session, keeping, &entry, hash)?,
                Err(problem) => Err(problem),
            };
            if let Err(problem) = step {
                return Ok(walk.done(Some(problem)));
            }
        }
        if versions.front().is_some() {
            let problem = "a version names it, and it is not there".to_owned();
            return Ok(walk.done(Some(problem)));
        }
        if is_last {
            let gap = beyond(session, organisation, walk.next)?;
            let problem = match gap {
                true => Some(MISSING.to_owned()),
                false => walk.named.whole(session, organisation)?,
            };
            let problem = problem.or_else(|| noted.beyond(walk.next, &walk.signing));
            return Ok(walk.done(problem));
        }
    }
}

/// What became of the bytes that an entry brought.
enum File {
    Sound,
    Erased,
    Absent,
    Broken,
}

const MISSING: &str = "it is missing, and later ones are there";

struct Walk<'a> {
    organisation: &'a OrganisationId,
    next: Seq,
    recorded: Timestamp,
    format: EntryFormat,
    named: Named,
    noted: &'a Noted,
    signing: Signing,
    list: List,
    found: Verification,
}

impl<'a> Walk<'a> {
    fn new(organisation: &'a OrganisationId, noted: &'a Noted) -> Self {
        Self {
            organisation,
            next: Seq::FIRST,
            recorded: Timestamp::MIN,
            format: EntryFormat::V1,
            named: Named::default(),
            noted,
            signing: Signing::of(noted.key),
            list: List::default(),
            found: Verification {
                entries: 0,
                versions: 0,
                seals: 0,
                attachments: 0,
                documents: 0,
                absent: vec![],
                erased: BTreeMap::new(),
                keys: vec![],
                unsigned: vec![],
                unsigned_erasures: vec![],
                head: Digest::ZERO,
                broken: None,
            },
        }
    }

    /// Takes one entry, `seq, body, hash, recorded, kind, risk, register, actor`, and the versions
    /// that name it.
    fn step(
        &mut self,
        row: &Row,
        versions: &mut VecDeque<Row>,
    ) -> Result<Result<(Entry, Digest), String>, ReadError> {
        let entry = match rows::text(row, 1).map(|body| Entry::read(body, None)) {
            Ok(Err(Unread::Newer(what))) => return Err(ReadError::Newer(what)),
            Ok(Err(Unread::Wrong(problem))) | Err(problem) => Err(problem),
            Ok(Ok(entry)) => Ok(entry),
        };
        Ok(self.follow(row, entry).and_then(|(entry, hash)| {
            self.versions(&entry, versions)?;
            Ok((entry, hash))
        }))
    }

    /// Checks an entry alone: its place, its digest, its form, and the columns beside its text.
    fn follow(
        &mut self,
        row: &Row,
        entry: Result<Entry, String>,
    ) -> Result<(Entry, Digest), String> {
        if rows::seq(row, 0)? != self.next {
            return Err(MISSING.to_owned());
        }
        let body = rows::text(row, 1)?;
        let hash: Digest = rows::parsed(row, 2)?;
        let unlike = "its text is not the one its hash was made of";
        let digests = (hash, Digest::of(body));
        self.is_now(Text::Entry, digests, (self.next, body), || unlike.to_owned())?;
        let entry = entry?;
        if entry.canonical().map_err(|error| error.to_string())? != body {
            return Err("its text is not in canonical form".to_owned());
        }
        self.follows(&entry)?;
        let about = entry.deed.about().map_or(Value::Null, |risk| Value::Text(risk.to_string()));
        let actor = entry.second.map_or(Value::Null, |two| Value::Integer(two.actor.into()));
        if rows::timestamp(row, 3)? != entry.recorded
            || rows::text(row, 4)? != entry.deed.kind()
            || row.get(5) != Some(&about)
            || rows::text(row, 6)? != entry.register.as_str()
            || row.get(7) != Some(&actor)
        {
            return Err("the columns beside its text say something else".to_owned());
        }
        Ok((entry, hash))
    }

    /// Checks the versions that an entry wrote: each where it was written, and none beside them.
    fn versions(&mut self, entry: &Entry, versions: &mut VecDeque<Row>) -> Result<(), String> {
        // What is in force is chosen by the numbers: they are those of the entry's own order.
        let mut written: HashMap<(u8, i64), &Written> = HashMap::new();
        let mut counts = [entry.seq.before_its_versions(); 3];
        for one in &entry.writes {
            let kind = kind_of(one);
            if let Some(count) = counts.get_mut(usize::from(kind)) {
                *count += 1;
                written.insert((kind, *count), one);
            }
        }
        while let Some(row) = versions.front() {
            if rows::seq(row, 0)? != entry.seq {
                break;
            }
            let found = version(row)?;
            let place = (kind_of(&found), rows::integer(row, 6)?);
            let unlike = || format!("{} was not written so by it", describe(&found));
            let wrote = written.remove(&place).ok_or_else(unlike)?;
            if (&wrote.subject, wrote.effective) != (&found.subject, found.effective) {
                return Err(unlike());
            }
            let digests = (wrote.sha256, found.sha256);
            self.is_now(text_of(&found), digests, (entry.seq, rows::text(row, 4)?), unlike)?;
            if rows::text(row, 7)? != entry.register.as_str() {
                return Err(format!("{} is of another register", describe(&found)));
            }
            if let Subject::Risk { id, .. } = found.subject {
                self.named.risks.insert(id);
                self.named.risk_versions += 1;
            }
            versions.pop_front();
            self.found.versions += 1;
        }
        match written.values().next() {
            Some(lost) => Err(format!("{} that it wrote is missing", describe(lost))),
            None => Ok(()),
        }
    }

    /// Whether a text that an entry brought, known by the first digest, is what it was or what an
    /// erasure left of it, which says so itself.
    fn is_now(
        &mut self,
        of: Text,
        (was, found): (Digest, Digest),
        (brought, text): (Seq, &str),
        unlike: impl FnOnce() -> String,
    ) -> Result<(), String> {
        let now = self.list.now(of, was, brought);
        match now.by {
            Some(by) if now.digest != Some(found) => {
                Err(format!("{}, nor what was left when entry {by} erased words of it", unlike()))
            }
            Some(by) => {
                *self.found.erased.entry(by).or_default() += 1;
                erase::marked(text, by)
            }
            None if was == found => Ok(()),
            None => Err(unlike()),
        }
    }

    /// Checks what an entry has beside its versions, and goes on to the next.
    fn beside(
        &mut self,
        session: &mut dyn Session,
        keeping: &Keeping,
        entry: &Entry,
        hash: Digest,
    ) -> Result<Result<(), String>, ReadError> {
        match &entry.deed {
            Deed::Seal(sealed) => {
                let document = seal::document(session, self.organisation, entry.seq)?;
                let now = self.list.now(Text::Sealed, sealed.register, entry.seq);
                let mut checked = seal::check(document.as_deref(), now);
                if let Some(by) = now.by {
                    *self.found.erased.entry(by).or_default() += 1;
                }
                // A name that was erased is signed for, and cannot be shown to be.
                let name = self.list.now(Text::Entry, hash, entry.seq);
                if name.by.is_none() {
                    checked = checked.and_then(|()| seal::check_signature(entry, sealed));
                }
                if let Err(problem) = checked.and_then(|()| self.signing.seals(entry, sealed.key)) {
                    return Ok(Err(problem));
                }
                self.found.seals += 1;
                if !self.found.keys.contains(&sealed.key) {
                    self.found.keys.push(sealed.key);
                }
            }
            Deed::Rotate(rotation) => {
                let checked = seal::check_rotation(entry, rotation);
                if let Err(problem) = checked.and_then(|()| self.signing.rotates(rotation)) {
                    return Ok(Err(problem));
                }
                if rotation.signature.is_none() {
                    self.found.unsigned.push(entry.seq);
                }
            }
            Deed::Erase(erasure) => match signed::check(entry, erasure, self.signing.now()) {
                Ok(true) => {}
                Ok(false) => self.found.unsigned_erasures.push(entry.seq),
                Err(problem) => return Ok(Err(problem)),
            },
            Deed::Attach(kept) => {
                match self.file(session, keeping, (entry.seq, &kept.name), kept.sha256)? {
                    File::Sound => self.found.attachments += 1,
                    File::Absent | File::Erased => {}
                    File::Broken => {
                        return Ok(Err(format!("the attachment {} is not what it was", kept.name)));
                    }
                }
            }
            Deed::Import(import) if import.size.is_some() => {
                match self.file(session, keeping, (entry.seq, &import.file), import.sha256)? {
                    File::Sound => self.found.documents += 1,
                    File::Absent | File::Erased => {}
                    File::Broken => {
                        return Ok(Err(format!("the document {} is not what it was", import.file)));
                    }
                }
            }
            Deed::Upgrade(made) => {
                let rows = identity::all(session, self.organisation)?;
                if rows != *made || made.versions != self.named.risk_versions {
                    let problem = "the ids that it made are not those that stand there";
                    return Ok(Err(problem.to_owned()));
                }
                self.named.upgraded = true;
            }
            _ => {}
        }
        if let Err(problem) = self.named.see(session, entry, &self.list)? {
            return Ok(Err(problem));
        }
        if let Err(problem) = self.noted.agrees(entry.seq, hash) {
            return Ok(Err(problem));
        }
        self.format = entry.format;
        self.found.head = hash;
        self.found.entries += 1;
        (self.recorded, self.next) = (entry.recorded, entry.seq.next());
        Ok(Ok(()))
    }

    /// Looks at the bytes that an entry brought. Those in the database are part of the record;
    /// what is wrong with those outside it is noted, and the walk goes on.
    fn file(
        &mut self,
        session: &mut dyn Session,
        keeping: &Keeping,
        (seq, name): (Seq, &str),
        sha256: Digest,
    ) -> Result<File, ReadError> {
        if let Some(by) = self.list.now(Text::File, sha256, seq).by {
            *self.found.erased.entry(by).or_default() += 1;
            return Ok(File::Erased);
        }
        let lies = match keeping::lies(session, self.organisation, sha256)? {
            None => return Ok(File::Broken),
            Some(Lies::Here(bytes)) if Digest::of(&bytes) == sha256 => return Ok(File::Sound),
            Some(Lies::Here(_)) => return Ok(File::Broken),
            Some(outside) => outside,
        };
        if let Err(error) = keeping.fetch(self.organisation, sha256, lies) {
            let (name, problem) = (name.to_owned(), error.to_string());
            self.found.absent.push(Absent { seq, name, problem });
            return Ok(File::Absent);
        }
        Ok(File::Sound)
    }

    fn follows(&self, entry: &Entry) -> Result<(), String> {
        if entry.seq != self.next || entry.organisation != *self.organisation {
            return Err("its text belongs to another entry".to_owned());
        }
        if entry.previous != self.found.head {
            return Err("it does not follow from the entry before it".to_owned());
        }
        if entry.format == EntryFormat::V1 && self.format == EntryFormat::V2 {
            return Err("it is of an earlier form than the entry before it".to_owned());
        }
        if entry.recorded < self.recorded && !matches!(entry.deed, Deed::Clock { .. }) {
            return Err("it was recorded before the entry before it".to_owned());
        }
        Ok(())
    }

    fn done(self, problem: Option<String>) -> Verification {
        let broken = problem.map(|problem| Broken { seq: self.next, problem });
        Verification { broken, ..self.found }
    }
}

/// Which table a version stands in.
fn kind_of(written: &Written) -> u8 {
    match written.subject {
        Subject::Risk { .. } => 0,
        Subject::Particulars => 1,
        Subject::Setting { .. } => 2,
    }
}

/// Its kind of text.
fn text_of(written: &Written) -> Text {
    match written.subject {
        Subject::Risk { .. } => Text::Risk,
        Subject::Particulars => Text::Particulars,
        Subject::Setting { .. } => Text::Setting,
    }
}

fn describe(written: &Written) -> String {
    match &written.subject {
        Subject::Risk { id, .. } => format!("the version of risk {id} at {}", written.effective),
        Subject::Particulars => format!("the particulars at {}", written.effective),
        Subject::Setting { key } => format!("the setting {key} at {}", written.effective),
    }
}

/// `seq, subject, effective, live, body, kind, version, register`, as the journal would name it.
fn version(row: &Row) -> Result<Written, String> {
    let subject = match rows::text(row, 5)? {
        "particulars" => Subject::Particulars,
        "setting" => Subject::Setting { key: rows::text(row, 1)?.to_owned() },
        _ => Subject::Risk { id: rows::parsed(row, 1)?, standing: rows::standing(row, 3)? },
    };
    let sha256 = Digest::of(rows::text(row, 4)?);
    Ok(Written { subject, effective: rows::parsed(row, 2)?, sha256 })
}

pub(crate) fn journal_rows(
    session: &mut dyn Session,
    organisation: &OrganisationId,
    from: Seq,
    until: Seq,
) -> Result<Vec<Row>, ReadError> {
    Ok(session.query(
        "SELECT seq, body, hash, recorded, kind, risk, register, actor FROM journal \
         WHERE organisation = ?1 AND seq BETWEEN ?2 AND ?3 ORDER BY seq",
        &span(organisation, from, until),
    )?)
}

pub(crate) fn version_rows(
    session: &mut dyn Session,
    organisation: &OrganisationId,
    from: Seq,
    until: Seq,
) -> Result<VecDeque<Row>, ReadError> {
    let found = session.query(
        "SELECT seq, risk, effective, live, body, 'risk', version, register FROM risk_version \
         WHERE organisation = ?1 AND version BETWEEN ?2 AND ?3 \
         UNION ALL SELECT seq, '', effective, 1, body, 'particulars', version, register \
         FROM particulars_version \
         WHERE organisation = ?1 AND version BETWEEN ?2 AND ?3 \
         UNION ALL SELECT seq, name, effective, 1, body, 'setting', version, register \
         FROM setting_version \
         WHERE organisation = ?1 AND version BETWEEN ?2 AND ?3 ORDER BY 1",
        &versions_of(organisation, from, until),
    )?;
    Ok(found.into())
}

/// Whose versions, and between which numbers: those that these entries wrote, and with the first
/// and the last entry those that none can have written.
pub(crate) fn versions_of(organisation: &OrganisationId, from: Seq, until: Seq) -> [Param<'_>; 3] {
    [
        Param::Text(organisation.as_str()),
        Param::Integer(if from > Seq::FIRST { from.before_its_versions() + 1 } else { i64::MIN }),
        Param::Integer(if until < Seq::LAST {
            until.next().before_its_versions()
        } else {
            i64::MAX
        }),
    ]
}

/// Whose entries, and between which numbers.
pub(crate) fn span(organisation: &OrganisationId, from: Seq, until: Seq) -> [Param<'_>; 3] {
    [
        Param::Text(organisation.as_str()),
        Param::Integer(from.0.into()),
        Param::Integer(until.0.into()),
    ]
}

/// Whether the journal goes on at or after a number.
fn beyond(
    session: &mut dyn Session,
    organisation: &OrganisationId,
    from: Seq,
) -> Result<bool, ReadError> {
    let found = session.query(
        "SELECT seq FROM journal WHERE organisation = ?1 AND seq >= ?2 ORDER BY seq LIMIT 1",
        &[Param::Text(organisation.as_str()), Param::Integer(from.0.into())],
    )?;
    Ok(!found.is_empty())
}
