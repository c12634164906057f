//! Taking an export in.

use std::{
    collections::{BTreeMap, HashSet},
    io::{BufRead, Read},
};

use base64::{Engine as _, prelude::BASE64_STANDARD};
use bellwether_domain::RegisterId;

use super::Line;
use crate::{
    ATTACHMENT_CEILING, Broken, Digest, Entry, LoadError, Noted, OrganisationId, ReadError,
    RegisterKey, Seq, Store, Upgrading, Verification, actors, attachment::keeping::Keeping, commit,
    engine::Session, entries, identity, model::entry::Unread, seal, upgrade, verify,
    versions::Versions,
};

/// The longest line that is read: the largest attachment in base 64, with room to spare.
const LONGEST_LINE: u64 = 2 * ATTACHMENT_CEILING as u64;

impl Store {
    /// Takes in an export whole, into an organisation that has no journal here yet, once its
    /// chain, seals and attachments have been walked. What is of an earlier form is then brought to
    /// the next.
    ///
    /// # Errors
    /// When a line cannot be read, when the record does not hold, or when the organisation has a
    /// journal already. Nothing is kept then.
    pub fn load(
        &self,
        input: &mut dyn BufRead,
        upgrading: Upgrading<'_>,
    ) -> Result<Loaded, LoadError> {
        let (loaded, broken) = self.load_unless(input, Some(upgrading), &BTreeMap::new())?;
        match broken {
            None => Ok(loaded),
            Some(broken) => Err(LoadError::Broken(broken)),
        }
    }

    /// Takes an export in; where it is to be kept, leaves it out if the record does not hold.
    fn load_unless(
        &self,
        input: &mut dyn BufRead,
        upgrading: Option<Upgrading<'_>>,
        noted: &BTreeMap<OrganisationId, Noted>,
    ) -> Result<(Loaded, Option<Broken>), LoadError> {
        let mut reader = Reader { input, number: 0, text: String::new() };
        let (organisation, created) = match reader.next()? {
            Some(Line::Export { organisation, created, .. }) => (organisation, created),
            _ => return Err(LoadError::NotAnExport),
        };
        self.engine.write(&organisation, |session| {
            commit::claim(session, &organisation, created)?;
            if crate::entries::head(session, &organisation)?.is_some() {
                return Err(LoadError::Taken(organisation.clone()));
            }
            let end = take_in(session, &organisation, &self.keeping, &mut reader)?;
            let noted = noted.get(&organisation).cloned().unwrap_or_default();
            let verification = verify::verify(session, &organisation, &self.keeping, &noted)?;
            if upgrading.is_some()
                && let Some(broken) = verification.broken
            {
                return Err(LoadError::Broken(broken));
            }
            if verification.broken.is_none() && end != (verification.entries, verification.head) {
                return Err(LoadError::CutShort);
            }
            if let Some(upgrading) = upgrading {
                upgrade::organisation(session, &organisation, upgrading)?;
            }
            let organisation = organisation.clone();
            let broken = verification.broken.clone();
            Ok((Loaded { organisation, verification }, broken))
        })
    }
}

/// An export that was taken in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Loaded {
    /// Whose record it is.
    pub organisation: OrganisationId,
    /// What the walk along it found.
    pub verification: Verification,
}

/// Walks the record in an export, with no database and no network; `noted` is what was noted of
/// records elsewhere.
///
/// # Errors
/// When the text is no export, or is cut short. What is wrong with the record is no error but a
/// finding.
pub fn verify_export(
    input: &mut dyn BufRead,
    noted: &BTreeMap<OrganisationId, Noted>,
) -> Result<Loaded, LoadError> {
    let store = Store::in_memory().map_err(LoadError::Open)?;
    Ok(store.load_unless(input, None, noted)?.0)
}

struct Reader<'a> {
    input: &'a mut dyn BufRead,
    number: u64,
    text: String,
}

impl Reader<'_> {
    /// The next line; `None` at the end of the input.
    fn next(&mut self) -> Result<Option<Line<'_>>, LoadError> {
        self.text.clear();
        self.number += 1;
        let length = self.input.take(LONGEST_LINE).read_line(&mut self.text)?;
        if length == 0 {
            return Ok(None);
        }
        if !self.text.ends_with('\n') {
            return Err(LoadError::CutShort);
        }
        match serde_json::from_str(&self.text) {
            Ok(line) => Ok(Some(line)),
            Err(_) if self.number == 1 => Err(begins(&self.text)),
            Err(error) => Err(LoadError::Line { number: self.number, problem: error.to_string() }),
        }
    }
}

/// What is wrong with a first line that cannot be read.
fn begins(line: &str) -> LoadError {
    let told: Option<serde_json::Value> = serde_json::from_str(line).ok();
    let format = told.as_ref().and_then(|line| line["export"]["format"].as_str());
    match format.filter(|format| format.starts_with("bellwether.export/")) {
        Some(format) => ReadError::Newer(format!("an export of the form “{format}”")).into(),
        None => LoadError::NotAnExport,
    }
}

/// Takes in the lines up to the end, and gives what the end says stood before it.
fn take_in(
    session: &mut dyn Session,
    organisation: &OrganisationId,
    keeping: &Keeping,
    reader: &mut Reader<'_>,
) -> Result<(u32, Digest), LoadError> {
    let main = RegisterKey::from(organisation.clone());
    let mut versions = Versions::of(&main);
    let mut registers = HashSet::new();
    let mut last = Seq(0);
    loop {
        let number = reader.number + 1;
        let wrong = |problem: String| LoadError::Line { number, problem };
        let own = |seq: Seq| match seq == last {
            true => Ok(()),
            false => Err(wrong(format!("it belongs to entry {seq} and stands after {last}"))),
        };
        // This program keeps one; the line is checked with the entry that it belongs to.
        let ours = |register: &RegisterId| match *register == main.id {
            true => Ok(()),
            false => Err(LoadError::from(ReadError::Newer(format!("the register {register}")))),
        };
        match reader.next()?.ok_or(LoadError::CutShort)? {
            Line::Export { .. } => return Err(wrong("another export begins here".to_owned())),
            Line::Entry(body) => {
                let entry = Entry::read(body.get(), None).map_err(|unread| match unread {
                    Unread::Newer(what) => ReadError::Newer(what).into(),
                    Unread::Wrong(problem) => wrong(problem),
                })?;
                if entry.organisation != *organisation {
                    return Err(wrong(format!("it belongs to {}", entry.organisation)));
                }
                if entry.seq != last.next() {
                    return Err(wrong(format!("entry {} follows entry {last}", entry.seq)));
                }
                last = entry.seq;
                entries::insert(session, &entry, body.get())?;
                if registers.insert(entry.register.clone()) {
                    actors::keep_register(session, &entry)?;
                }
            }
            Line::Erased { seq, was } => {
                own(seq)?;
                entries::rename(session, organisation, seq, was)?;
            }
            Line::Actor { seq, number, name, salt } => {
                own(seq)?;
                let known = name.as_deref().zip(salt);
                actors::keep(session, organisation, number, seq, known)?;
            }
            Line::Identity { seq, version, ids } => {
                own(seq)?;
                versions.put(session)?;
                let row = identity::row_of(organisation, version, ids.to_string());
                identity::keep(session, vec![row])?;
            }
            Line::Risk { seq, register, id, effective, standing, body } => {
                own(seq)?;
                ours(&register)?;
                versions.introduce(id);
                versions.risk((seq, effective), (id, standing), body.to_string());
            }
            Line::Particulars { seq, register, effective, body } => {
                own(seq)?;
                ours(&register)?;
                versions.particulars((seq, effective), body.to_string());
            }
            Line::Setting { seq, register, key, effective, body } => {
                own(seq)?;
                ours(&register)?;
                versions.setting((seq, effective), key, body.to_string());
            }
            Line::Seal { seq, document } => {
                own(seq)?;
                seal::keep(session, organisation, seq, &document)?;
            }
            Line::Attachment { sha256, base64 } => {
                let bytes =
                    BASE64_STANDARD.decode(base64).map_err(|error| wrong(error.to_string()))?;
                file(session, organisation, keeping, sha256, &bytes)?;
            }
            Line::End { entries, head } => {
                if reader.next()?.is_some() {
                    return Err(wrong("something stands after it".to_owned()));
                }
                versions.put(session)?;
                return Ok((entries, head));
            }
        }
        versions.put_many(session)?;
    }
}

/// Keeps the bytes that an export brings. Those that are not what they are called stay in the
/// database, where the walk finds them and nothing is kept: they never reach a store outside.
fn file(
    session: &mut dyn Session,
    organisation: &OrganisationId,
    keeping: &Keeping,
    sha256: Digest,
    bytes: &[u8],
) -> Result<(), ReadError> {
    if Digest::of(bytes) != sha256 {
        return Keeping::default().keep(session, organisation, sha256, bytes);
    }
    keeping.put(organisation, sha256, bytes)?;
    keeping.keep(session, organisation, sha256, bytes)
}
