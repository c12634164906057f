//! Writing an export.

use std::{collections::HashSet, io::Write};

use base64::{Engine as _, prelude::BASE64_STANDARD};
use jiff::Timestamp;
use serde_json::value::RawValue;

use super::{Format, Line};
use crate::{
    Deed, Digest, Entry, ExportError, OrganisationId, ReadError, Second, Seq, Store, actors,
    attachment::keeping::{self, Keeping},
    engine::{Param, Row, Session},
    entries, entries_where, identity, rows, seal, verify,
};

/// How many entries are written out at a time, so that memory does not grow with the journal.
const STRIDE: u32 = 256;

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
            let mut writer =
                Writer { session, out, keeping: &self.keeping, attached: HashSet::new() };
            let whose = organisation.clone();
            writer.line(&Line::Export { format: Format::V2, organisation: whose, created })?;
            let (mut entries, mut head) = (0, Digest::ZERO);
            while let Some((last, hash)) = writer.stride(organisation, Seq(entries + 1))? {
                (entries, head) = (last.0, hash);
            }
            writer.line(&Line::End { entries, head })?;
            writer.out.flush()?;
            Ok(entries)
        })
    }
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
    keeping: &'a Keeping,
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
        let versions = verify::versions_of(organisation, from, until);
        let entries = self.session.query(
            entries_where!("j.organisation = ?1 AND j.seq BETWEEN ?2 AND ?3 ORDER BY j.seq"),
            &verify::span(organisation, from, until),
        )?;
        let hashes = self.session.query(
            "SELECT seq, hash FROM journal \
             WHERE organisation = ?1 AND seq BETWEEN ?2 AND ?3 ORDER BY seq",
            &verify::span(organisation, from, until),
        )?;
        let risks = self.session.query(
            "SELECT version, seq, risk, effective, live, body, register FROM risk_version \
             WHERE organisation = ?1 AND version BETWEEN ?2 AND ?3 ORDER BY version",
            &versions,
        )?;
        let particulars = self.session.query(
            "SELECT version, seq, effective, body, register FROM particulars_version \
             WHERE organisation = ?1 AND version BETWEEN ?2 AND ?3 ORDER BY version",
            &versions,
        )?;
        let settings = self.session.query(
            "SELECT version, seq, name, effective, body, register FROM setting_version \
             WHERE organisation = ?1 AND version BETWEEN ?2 AND ?3 ORDER BY version",
            &versions,
        )?;
        let (mut risks, mut particulars) = (risks.iter().peekable(), particulars.iter().peekable());
        let mut settings = settings.iter().peekable();
        let mut last = None;
        for (row, hash) in entries.iter().zip(&hashes) {
            let entry = entries::read(row)?;
            self.raw("journal entry", row, 1, |body| Ok(Line::Entry(body)))?;
            let body = rows::read("journal entry", row, |row| rows::text(row, 1).map(Digest::of))?;
            let was = rows::read("journal entry", hash, |row| rows::parsed(row, 1))?;
            if was != body {
                self.line(&Line::Erased { seq: entry.seq, was })?;
            }
            self.actor(&entry)?;
            let own = |row: &&Row| matches!(rows::seq(row, 1), Ok(seq) if seq == entry.seq);
            while let Some(row) = risks.next_if(own) {
                self.risk(row)?;
            }
            while let Some(row) = particulars.next_if(own) {
                self.raw("particulars version", row, 3, |body| {
                    let (seq, effective) = (rows::seq(row, 1)?, rows::parsed(row, 2)?);
                    let register = rows::parsed(row, 4)?;
                    Ok(Line::Particulars { seq, register, effective, body })
                })?;
            }
            while let Some(row) = settings.next_if(own) {
                self.raw("setting version", row, 4, |body| {
                    let (seq, key) = (rows::seq(row, 1)?, rows::text(row, 2)?.to_owned());
                    let (effective, register) = (rows::parsed(row, 3)?, rows::parsed(row, 5)?);
                    Ok(Line::Setting { seq, register, key, effective, body })
                })?;
            }
            self.beside(organisation, &entry)?;
            last = Some((entry.seq, was));
        }
        Ok(last)
    }

    fn risk(&mut self, row: &Row) -> Result<(), ExportError> {
        self.raw("risk version", row, 5, |body| {
            Ok(Line::Risk {
                seq: rows::seq(row, 1)?,
                register: rows::parsed(row, 6)?,
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
            Deed::Attach(kept) => self.file(organisation, kept.sha256)?,
            Deed::Import(import) if import.size.is_some() => {
                self.file(organisation, import.sha256)?;
            }
            Deed::Upgrade(_) => self.identities(organisation, entry.seq)?,
            _ => {}
        }
        Ok(())
    }

    /// The actor whom an entry is the first to name. What the database lacks is left for the walk to
    /// find.
    fn actor(&mut self, entry: &Entry) -> Result<(), ExportError> {
        let Some(Second { actor: number, names: Some(_), .. }) = entry.second else {
            return Ok(());
        };
        let Some((_, known)) = actors::known(self.session, &entry.organisation, number)? else {
            return Ok(());
        };
        let (name, salt) = known.unzip();
        self.line(&Line::Actor { seq: entry.seq, number, name, salt })
    }

    /// The ids that stand beside versions.
    fn identities(&mut self, organisation: &OrganisationId, seq: Seq) -> Result<(), ExportError> {
        let mut all = Vec::new();
        identity::each(self.session, organisation, |version, ids| {
            all.push((version, ids.to_owned()));
            Ok(())
        })?;
        for (version, ids) in &all {
            let ids = serde_json::from_str(ids).map_err(std::io::Error::from)?;
            self.line(&Line::Identity { seq, version: *version, ids })?;
        }
        Ok(())
    }

    /// Some bytes, once, wherever they lie. What the database lacks is left for the walk to find.
    fn file(&mut self, organisation: &OrganisationId, sha256: Digest) -> Result<(), ExportError> {
        if self.attached.insert(sha256)
            && let Some(lies) = keeping::lies(self.session, organisation, sha256)?
        {
            let bytes = self.keeping.fetch(organisation, sha256, lies)?;
            self.line(&Line::Attachment { sha256, base64: BASE64_STANDARD.encode(bytes) })?;
        }
        Ok(())
    }
}
