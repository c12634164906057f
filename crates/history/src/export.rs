//! Everything of one organisation as JSON Lines (`bellwether.export/1`): out of one engine and
//! into another, byte for byte.
//!
//! One JSON object a line, each with one key that says what it is: `export` (the form, whose
//! record it is), then for each `entry` of the journal in order the `risk`, `particulars`
//! and `setting` versions that it wrote, the `seal`ed document and the `attachment` that it brought, and at
//! last `end` with the digest of the last entry. Bodies stand as they are stored, so that every
//! digest can be checked from the file alone. The key that seals are signed with stays behind.

use std::{
    collections::HashSet,
    io::{BufRead, Read, Write},
};

use base64::{Engine as _, prelude::BASE64_STANDARD};
use bellwether_domain::Date;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use crate::{
    Broken, Deed, Digest, Entry, ExportError, LoadError, OrganisationId, ReadError, RiskId, Seq,
    Standing, Store, Verification, attachment, commit,
    engine::{Param, Row, Session},
    rows, seal, verify,
};

/// The longest line that is read: the largest attachment in base 64, with room to spare.
const LONGEST_LINE: u64 = 64 * 1024 * 1024;

/// How many entries are written out at a time, so that memory does not grow with the journal.
const STRIDE: u32 = 256;

/// The name and version of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
enum Format {
    #[serde(rename = "bellwether.export/1")]
    V1,
}

/// A line of an export.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase", deny_unknown_fields)]
enum Line<'a> {
    Export {
        format: Format,
        organisation: OrganisationId,
        created: Timestamp,
    },
    #[serde(borrow)]
    Entry(&'a RawValue),
    Risk {
        seq: Seq,
        id: RiskId,
        effective: Date,
        standing: Standing,
        #[serde(borrow)]
        body: &'a RawValue,
    },
    Particulars {
        seq: Seq,
        effective: Date,
        #[serde(borrow)]
        body: &'a RawValue,
    },
    Setting {
        seq: Seq,
        key: String,
        effective: Date,
        #[serde(borrow)]
        body: &'a RawValue,
    },
    Seal {
        seq: Seq,
        document: String,
    },
    Attachment {
        sha256: Digest,
        base64: String,
    },
    End {
        entries: u32,
        head: Digest,
    },
}

impl Store {
    /// Writes out everything of an organisation, from one unchanging state, and says how many
    /// entries that was.
    ///
    /// # Errors
    /// When there is no such organisation, or the database or the output fails.
    pub fn export(
        &self,
        organisation: &OrganisationId,
        out: &mut dyn Write,
    ) -> Result<u32, ExportError> {
        self.engine.read(organisation, |session| {
            let created = created(session, organisation)?
                .ok_or_else(|| ExportError::NoSuchOrganisation(organisation.clone()))?;
            let mut writer = Writer { session, out, attached: HashSet::new() };
            let whose = organisation.clone();
            writer.line(&Line::Export { format: Format::V1, organisation: whose, created })?;
            let (mut entries, mut head) = (0, Digest::ZERO);
            while let Some((last, hash)) = writer.stride(organisation, Seq(entries + 1))? {
                (entries, head) = (last.0, hash);
            }
            writer.line(&Line::End { entries, head })?;
            writer.out.flush()?;
            Ok(entries)
        })
    }

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
            let end = take_in(session, &organisation, &mut reader)?;
            let verification = verify::verify(session, &organisation)?;
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

/// When the organisation was first kept here; `None` where it was not.
fn created(
    session: &mut dyn Session,
    organisation: &OrganisationId,
) -> Result<Option<Timestamp>, ReadError> {
    let found = session.query(
        "SELECT id, created FROM organisation WHERE id = ?1",
        &[Param::Text(organisation.as_str())],
    )?;
    let read = |row| rows::read("organisation", row, |row| rows::timestamp(row, 1));
    found.first().map(read).transpose()
}

struct Writer<'a> {
    session: &'a mut dyn Session,
    out: &'a mut dyn Write,
    attached: HashSet<Digest>,
}

impl Writer<'_> {
    fn line(&mut self, line: &Line<'_>) -> Result<(), ExportError> {
        serde_json::to_writer(&mut *self.out, line).map_err(std::io::Error::from)?;
        self.out.write_all(b"\n")?;
        Ok(())
    }

    /// Writes out some entries with what belongs to each, and says which was the last; `None` where
    /// there are none.
    fn stride(
        &mut self,
        organisation: &OrganisationId,
        from: Seq,
    ) -> Result<Option<(Seq, Digest)>, ExportError> {
        let until = Seq(from.0.saturating_add(STRIDE - 1));
        let span = [
            Param::Text(organisation.as_str()),
            Param::Integer(from.0.into()),
            Param::Integer(until.0.into()),
        ];
        let entries = self.session.query(
            "SELECT seq, body FROM journal WHERE organisation = ?1 AND seq BETWEEN ?2 AND ?3 \
             ORDER BY seq",
            &span,
        )?;
        let risks = self.session.query(
            "SELECT version, seq, risk, effective, live, body FROM risk_version \
             WHERE organisation = ?1 AND seq BETWEEN ?2 AND ?3 ORDER BY seq, version",
            &span,
        )?;
        let particulars = self.session.query(
            "SELECT version, seq, effective, body FROM particulars_version \
             WHERE organisation = ?1 AND seq BETWEEN ?2 AND ?3 ORDER BY seq, version",
            &span,
        )?;
        let settings = self.session.query(
            "SELECT version, seq, name, effective, body FROM setting_version \
             WHERE organisation = ?1 AND seq BETWEEN ?2 AND ?3 ORDER BY seq, version",
            &span,
        )?;
        let (mut risks, mut particulars) = (risks.iter().peekable(), particulars.iter().peekable());
        let mut settings = settings.iter().peekable();
        let mut last = None;
        for row in &entries {
            let entry = rows::read("journal entry", row, rows::entry)?;
            self.raw("journal entry", row, 1, |body| Ok(Line::Entry(body)))?;
            let own = |row: &&Row| matches!(rows::seq(row, 1), Ok(seq) if seq == entry.seq);
            while let Some(row) = risks.next_if(own) {
                self.risk(row)?;
            }
            while let Some(row) = particulars.next_if(own) {
                self.raw("particulars version", row, 3, |body| {
                    let (seq, effective) = (rows::seq(row, 1)?, rows::parsed(row, 2)?);
                    Ok(Line::Particulars { seq, effective, body })
                })?;
            }
            while let Some(row) = settings.next_if(own) {
                self.raw("setting version", row, 4, |body| {
                    let (seq, key) = (rows::seq(row, 1)?, rows::text(row, 2)?.to_owned());
                    Ok(Line::Setting { seq, key, effective: rows::parsed(row, 3)?, body })
                })?;
            }
            self.beside(organisation, &entry)?;
            let body = rows::read("journal entry", row, |row| rows::text(row, 1).map(Digest::of))?;
            last = Some((entry.seq, body));
        }
        Ok(last)
    }

    fn risk(&mut self, row: &Row) -> Result<(), ExportError> {
        self.raw("risk version", row, 5, |body| {
            Ok(Line::Risk {
                seq: rows::seq(row, 1)?,
                id: rows::parsed(row, 2)?,
                effective: rows::parsed(row, 3)?,
                standing: rows::standing(row, 4)?,
                body,
            })
        })
    }

    /// Writes a line whose body stands as it is stored.
    fn raw<'b>(
        &mut self,
        table: &'static str,
        row: &'b Row,
        column: usize,
        line: impl FnOnce(&'b RawValue) -> Result<Line<'b>, String>,
    ) -> Result<(), ExportError> {
        let line = rows::read(table, row, |_| {
            let body = rows::text(row, column)?;
            line(serde_json::from_str(body).map_err(|error| error.to_string())?)
        })?;
        self.line(&line)
    }

    /// The document or the bytes that an entry brought.
    fn beside(&mut self, organisation: &OrganisationId, entry: &Entry) -> Result<(), ExportError> {
        match &entry.deed {
            Deed::Seal(_) => {
                if let Some(document) = seal::document(self.session, organisation, entry.seq)? {
                    self.line(&Line::Seal { seq: entry.seq, document })?;
                }
            }
            Deed::Attach(kept) if self.attached.insert(kept.sha256) => {
                if let Some(bytes) = attachment::bytes(self.session, organisation, kept.sha256)? {
                    let base64 = BASE64_STANDARD.encode(bytes);
                    self.line(&Line::Attachment { sha256: kept.sha256, base64 })?;
                }
            }
            _ => {}
        }
        Ok(())
    }
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
    reader: &mut Reader<'_>,
) -> Result<(u32, Digest), LoadError> {
    let (mut risks, mut particulars, mut settings) = (0, 0, 0);
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
                risks += 1;
                let place = commit::Place { organisation, seq, version: risks, effective };
                commit::introduce(session, organisation, id)?;
                commit::insert_risk(session, &place, (id, standing), body.get())?;
            }
            Line::Particulars { seq, effective, body } => {
                own(seq)?;
                particulars += 1;
                let place = commit::Place { organisation, seq, version: particulars, effective };
                commit::insert_particulars(session, &place, body.get())?;
            }
            Line::Setting { seq, key, effective, body } => {
                own(seq)?;
                settings += 1;
                let place = commit::Place { organisation, seq, version: settings, effective };
                commit::insert_setting(session, &place, &key, body.get())?;
            }
            Line::Seal { seq, document } => {
                own(seq)?;
                seal::keep(session, organisation, seq, &document)?;
            }
            Line::Attachment { sha256, base64 } => {
                let bytes =
                    BASE64_STANDARD.decode(base64).map_err(|error| wrong(error.to_string()))?;
                attachment::keep(session, organisation, sha256, &bytes)?;
            }
            Line::End { entries, head } => {
                return match reader.next()? {
                    None => Ok((entries, head)),
                    Some(_) => Err(wrong("something stands after it".to_owned())),
                };
            }
        }
    }
}
