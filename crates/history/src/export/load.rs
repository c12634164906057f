//! Taking an export in.

use std::io::{BufRead, Read};

use base64::{Engine as _, prelude::BASE64_STANDARD};

use super::Line;
use crate::{
    ATTACHMENT_CEILING, Broken, Digest, Entry, LoadError, OrganisationId, ReadError, Seq, Store,
    Verification, attachment::Keeping, commit, engine::Session, seal, verify, versions::Versions,
};

/// The longest line that is read: the largest attachment in base 64, with room to spare.
const LONGEST_LINE: u64 = 2 * ATTACHMENT_CEILING as u64;

impl Store {
    /// Takes in an export whole, into an organisation that has no journal here yet, once its
    /// chain, seals and attachments have been walked.
    ///
    /// # Errors
    /// When a line cannot be read, when the record does not hold, or when the organisation has a
    /// journal already. Nothing is kept then.
    pub fn load(&self, input: &mut dyn BufRead) -> Result<Loaded, LoadError> {
        let (loaded, broken) = self.load_unless(input, true)?;
        match broken {
            None => Ok(loaded),
            Some(broken) => Err(LoadError::Broken(broken)),
        }
    }

    /// Takes an export in; leaves it out if it is `strict` and the record does not hold.
    fn load_unless(
        &self,
        input: &mut dyn BufRead,
        strict: bool,
    ) -> Result<(Loaded, Option<Broken>), LoadError> {
        let mut reader = Reader { input, number: 0, text: String::new() };
        let (organisation, created) = match reader.next()? {
            Some(Line::Export { organisation, created, .. }) => (organisation, created),
            _ => return Err(LoadError::NotAnExport),
        };
        self.engine.write(&organisation, |session| {
            commit::claim(session, &organisation, created)?;
            if crate::store::head(session, &organisation)?.is_some() {
                return Err(LoadError::Taken(organisation.clone()));
            }
            let end = take_in(session, &organisation, &self.keeping, &mut reader)?;
            let verification = verify::verify(session, &organisation, &self.keeping)?;
            if strict && let Some(broken) = verification.broken {
                return Err(LoadError::Broken(broken));
            }
            if verification.broken.is_none() && end != (verification.entries, verification.head) {
                return Err(LoadError::CutShort);
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

/// Walks the record in an export, with no database and no network.
///
/// # Errors
/// When the text is no export, or is cut short. What is wrong with the record is no error but a
/// finding.
pub fn verify_export(input: &mut dyn BufRead) -> Result<Loaded, LoadError> {
    let store = Store::in_memory().map_err(LoadError::Open)?;
    Ok(store.load_unless(input, false)?.0)
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
            Err(_) if self.number == 1 => Err(LoadError::NotAnExport),
            Err(error) => Err(LoadError::Line { number: self.number, problem: error.to_string() }),
        }
    }
}

/// Takes in the lines up to the end, and gives what the end says stood before it.
fn take_in(
    session: &mut dyn Session,
    organisation: &OrganisationId,
    keeping: &Keeping,
    reader: &mut Reader<'_>,
) -> Result<(u32, Digest), LoadError> {
    let mut versions = Versions::of(organisation);
    let mut last = Seq(0);
    loop {
        let number = reader.number + 1;
        let wrong = |problem: String| LoadError::Line { number, problem };
        let own = |seq: Seq| match seq == last {
            true => Ok(()),
            false => Err(wrong(format!("it belongs to entry {seq} and stands after {last}"))),
        };
        match reader.next()?.ok_or(LoadError::CutShort)? {
            Line::Export { .. } => return Err(wrong("another export begins here".to_owned())),
            Line::Entry(body) => {
                let entry: Entry =
                    serde_json::from_str(body.get()).map_err(|error| wrong(error.to_string()))?;
                if entry.organisation != *organisation {
                    return Err(wrong(format!("it belongs to {}", entry.organisation)));
                }
                if entry.seq != last.next() {
                    return Err(wrong(format!("entry {} follows entry {last}", entry.seq)));
                }
                last = entry.seq;
                commit::insert_entry(session, &entry, body.get())?;
            }
            Line::Risk { seq, id, effective, standing, body } => {
                own(seq)?;
                versions.introduce(id);
                versions.risk((seq, effective), (id, standing), body.to_string());
            }
            Line::Particulars { seq, effective, body } => {
                own(seq)?;
                versions.particulars((seq, effective), body.to_string());
            }
            Line::Setting { seq, key, effective, body } => {
                own(seq)?;
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
