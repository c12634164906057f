//! A packed file (XLSX, ODS, DOCX are ZIP archives): its parts, unpacked within bounds.
//!
//! What a part claims of its own size is not believed; the bytes that come out are counted.

use std::{
    collections::HashSet,
    io::{self, Cursor, Read},
};

use zip::{ZipArchive, result::ZipError};

use super::limits::{FREELY_UNPACKED, MOST_PARTS, MOST_RATIO, MOST_UNPACKED, unpacks_too_far};
use crate::IntakeError;

/// An opened archive that counts what it unpacks.
pub(crate) struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    /// What the file is, for messages ("Excel workbook").
    kind: &'static str,
    /// Bytes that may still be unpacked.
    left: u64,
    counted: HashSet<usize>,
}

impl<'a> Package<'a> {
    /// Opens the archive and looks at its table of contents only.
    pub(crate) fn open(bytes: &'a [u8], kind: &'static str) -> Result<Self, IntakeError> {
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|e| damaged(kind, e))?;
        if archive.len() > MOST_PARTS {
            return Err(IntakeError::TooLarge {
                found: format!("{} parts inside", archive.len()),
                limit: format!("{MOST_PARTS} parts"),
            });
        }
        let by_ratio = (bytes.len() as u64).saturating_mul(MOST_RATIO).max(FREELY_UNPACKED);
        let left = by_ratio.min(MOST_UNPACKED);
        Ok(Self { archive, kind, left, counted: HashSet::new() })
    }

    /// What the file is, for messages.
    pub(crate) fn kind(&self) -> &'static str {
        self.kind
    }

    /// The names of its parts.
    pub(crate) fn names(&self) -> Vec<String> {
        self.archive.file_names().flatten().map(|name| name.into_owned()).collect()
    }

    /// One part as bytes; `None` where there is none of that name.
    pub(crate) fn bytes(&mut self, name: &str) -> Result<Option<Vec<u8>>, IntakeError> {
        let name = name.trim_start_matches('/');
        let Some(index) = self.archive.index_for_name(name) else { return Ok(None) };
        // The claimed size is good enough to begin with, up to what is small either way.
        let claimed = self.archive.by_index_raw(index).map_or(0, |file| file.size());
        let mut bytes = Vec::with_capacity(claimed.min(FREELY_UNPACKED) as usize);
        self.unpack(index, &mut bytes)?;
        Ok(Some(bytes))
    }

    /// Pours one part out as it is unpacked; nothing where there is none of that name.
    pub(crate) fn pour(&mut self, name: &str, to: &mut impl io::Write) -> Result<(), IntakeError> {
        match self.archive.index_for_name(name.trim_start_matches('/')) {
            Some(index) => self.unpack(index, to),
            None => Ok(()),
        }
    }

    /// One part as text; `None` where there is none of that name.
    pub(crate) fn text(&mut self, name: &str) -> Result<Option<String>, IntakeError> {
        Ok(self.bytes(name)?.map(|bytes| match String::from_utf8(bytes) {
            Ok(text) => text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text),
            // A byte-order mark decides; without one, stray bytes show as lozenges.
            Err(error) => encoding_rs::UTF_8.decode(error.as_bytes()).0.into_owned(),
        }))
    }

    /// Unpacks, counts and drops every part not yet counted, so that another reader may open the
    /// same file without bounds of its own.
    pub(crate) fn count_rest(&mut self) -> Result<(), IntakeError> {
        for index in 0..self.archive.len() {
            if !self.counted.contains(&index) {
                self.unpack(index, &mut io::sink())?;
            }
        }
        Ok(())
    }

    fn unpack(&mut self, index: usize, to: &mut impl io::Write) -> Result<(), IntakeError> {
        let kind = self.kind;
        let file = self.archive.by_index(index).map_err(|error| damaged(kind, error))?;
        let mut bounded = file.take(self.left.saturating_add(1));
        let size = io::copy(&mut bounded, to).map_err(|error| IntakeError::Damaged {
            kind,
            detail: format!("a part does not unpack: {error}"),
        })?;
        if size > self.left {
            return Err(unpacks_too_far());
        }
        // A part that is read again counts again: any number of sheets may be said to lie in it.
        self.left -= size;
        self.counted.insert(index);
        Ok(())
    }
}

fn damaged(kind: &'static str, error: ZipError) -> IntakeError {
    match error {
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => {
            IntakeError::Protected { kind }
        }
        other => IntakeError::Damaged { kind, detail: other.to_string() },
    }
}

/// An archive of parts, for the tests of every reader.
#[cfg(test)]
pub(crate) fn packed<T: AsRef<[u8]>>(parts: &[(&str, T)]) -> Vec<u8> {
    use std::io::Write;

    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        zip.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes.as_ref()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_is_read_by_name() {
        let bytes = packed(&[("a.xml", b"\xEF\xBB\xBF<a/>".to_vec())]);
        let mut package = Package::open(&bytes, "file").unwrap();
        assert_eq!(package.text("/a.xml").unwrap().unwrap(), "<a/>");
        assert_eq!(package.text("b.xml").unwrap(), None);
        assert_eq!(package.names(), ["a.xml"]);
    }

    #[test]
    fn a_bomb_is_refused() {
        let bytes = packed(&[("a.xml", vec![b' '; 40 * 1024 * 1024])]);
        assert!(bytes.len() < 100_000);
        let mut package = Package::open(&bytes, "file").unwrap();
        assert_eq!(package.count_rest(), Err(unpacks_too_far()));
        let mut package = Package::open(&bytes, "file").unwrap();
        assert_eq!(package.bytes("a.xml"), Err(unpacks_too_far()));
    }

    #[test]
    fn a_part_that_is_read_again_counts_again() {
        let bytes = packed(&[("a.xml", vec![b' '; 20 * 1024 * 1024])]);
        let mut package = Package::open(&bytes, "file").unwrap();
        assert!(package.bytes("a.xml").is_ok());
        assert_eq!(package.count_rest(), Ok(()));
        assert_eq!(package.bytes("a.xml"), Err(unpacks_too_far()));
    }

    #[test]
    fn a_truncated_archive_is_damaged() {
        let bytes = packed(&[("a.xml", b"<a/>".to_vec())]);
        let opened = Package::open(&bytes[..bytes.len() - 30], "file");
        assert!(matches!(opened.err(), Some(IntakeError::Damaged { .. })));
    }
}
