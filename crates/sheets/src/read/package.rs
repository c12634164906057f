//! A packed file (XLSX, ODS, DOCX are ZIP archives): its parts, unpacked within bounds. Word also
//! writes the parts of a document one after the other into one XML file.
//!
//! What a part claims of its own size is not believed; the bytes that come out are counted.

use std::{
    collections::{BTreeMap, HashSet},
    io::{self, Cursor, Read},
};

use zip::{ZipArchive, result::ZipError};

use super::limits::{FREELY_UNPACKED, MOST_PARTS, MOST_RATIO, MOST_UNPACKED, unpacks_too_far};
use crate::ReadError;

/// An opened archive that counts what it unpacks.
pub(crate) struct Package<'a> {
    archive: Archive<'a>,
    /// What the file is, for messages ("Excel workbook").
    kind: &'static str,
    /// Bytes that may still be unpacked.
    left: u64,
    counted: HashSet<usize>,
}

enum Archive<'a> {
    Zip(ZipArchive<Cursor<&'a [u8]>>),
    /// Parts by their names, each the XML between two marks.
    Flat(BTreeMap<String, &'a str>),
}

impl<'a> Package<'a> {
    /// Opens the archive and looks at its table of contents only.
    pub(crate) fn open(bytes: &'a [u8], kind: &'static str) -> Result<Self, ReadError> {
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|e| damaged(kind, e))?;
        if archive.len() > MOST_PARTS {
            return Err(ReadError::TooLarge {
                found: format!("{} parts inside", archive.len()),
                limit: format!("{MOST_PARTS} parts"),
            });
        }
        let by_ratio = (bytes.len() as u64).saturating_mul(MOST_RATIO).max(FREELY_UNPACKED);
        let left = by_ratio.min(MOST_UNPACKED);
        Ok(Self { archive: Archive::Zip(archive), kind, left, counted: HashSet::new() })
    }

    /// The parts of a package that is one XML file (flat OPC).
    pub(crate) fn flat(text: &'a str, kind: &'static str) -> Self {
        let mut parts = BTreeMap::new();
        for piece in text.split("<pkg:part ").skip(1) {
            let name = piece.split_once("pkg:name=\"").and_then(|(_, rest)| rest.split_once('"'));
            let data = piece.split_once("<pkg:xmlData").and_then(|(_, rest)| rest.split_once('>'));
            let data = data.and_then(|(_, rest)| rest.split_once("</pkg:xmlData>"));
            if let (Some((name, _)), Some((data, _))) = (name, data) {
                parts.insert(name.trim_start_matches('/').to_owned(), data);
            }
        }
        Self { archive: Archive::Flat(parts), kind, left: MOST_UNPACKED, counted: HashSet::new() }
    }

    /// What the file is, for messages.
    pub(crate) fn kind(&self) -> &'static str {
        self.kind
    }

    /// The names of its parts.
    pub(crate) fn names(&self) -> Vec<String> {
        match &self.archive {
            Archive::Zip(archive) => {
                archive.file_names().flatten().map(|name| name.into_owned()).collect()
            }
            Archive::Flat(parts) => parts.keys().cloned().collect(),
        }
    }

    /// One part as bytes; `None` where there is none of that name.
    pub(crate) fn bytes(&mut self, name: &str) -> Result<Option<Vec<u8>>, ReadError> {
        let name = name.trim_start_matches('/');
        let archive = match &mut self.archive {
            Archive::Zip(archive) => archive,
            Archive::Flat(parts) => {
                return Ok(parts.get(name).map(|text| text.as_bytes().to_vec()));
            }
        };
        let Some(index) = archive.index_for_name(name) else { return Ok(None) };
        // The claimed size is good enough to begin with, up to what is small either way.
        let claimed = archive.by_index_raw(index).map_or(0, |file| file.size());
        let mut bytes = Vec::with_capacity(claimed.min(FREELY_UNPACKED) as usize);
        self.unpack(index, &mut bytes)?;
        Ok(Some(bytes))
    }

    /// Pours one part out as it is unpacked; nothing where there is none of that name.
    pub(crate) fn pour(&mut self, name: &str, to: &mut impl io::Write) -> Result<(), ReadError> {
        let Archive::Zip(archive) = &self.archive else { return Ok(()) };
        match archive.index_for_name(name.trim_start_matches('/')) {
            Some(index) => self.unpack(index, to),
            None => Ok(()),
        }
    }

    /// One part as text; `None` where there is none of that name.
    pub(crate) fn text(&mut self, name: &str) -> Result<Option<String>, ReadError> {
        Ok(self.bytes(name)?.map(|bytes| match String::from_utf8(bytes) {
            Ok(text) => text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text),
            // A byte-order mark decides; without one, stray bytes show as lozenges.
            Err(error) => encoding_rs::UTF_8.decode(error.as_bytes()).0.into_owned(),
        }))
    }

    /// Unpacks, counts and drops every part not yet counted, so that another reader may open the
    /// same file without bounds of its own.
    pub(crate) fn count_rest(&mut self) -> Result<(), ReadError> {
        let Archive::Zip(archive) = &self.archive else { return Ok(()) };
        for index in 0..archive.len() {
            if !self.counted.contains(&index) {
                self.unpack(index, &mut io::sink())?;
            }
        }
        Ok(())
    }

    fn unpack(&mut self, index: usize, to: &mut impl io::Write) -> Result<(), ReadError> {
        let kind = self.kind;
        let Archive::Zip(archive) = &mut self.archive else { return Ok(()) };
        let file = archive.by_index(index).map_err(|error| damaged(kind, error))?;
        let mut bounded = file.take(self.left.saturating_add(1));
        let size = io::copy(&mut bounded, to).map_err(|error| ReadError::Damaged {
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

fn damaged(kind: &'static str, error: ZipError) -> ReadError {
    match error {
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => ReadError::Protected { kind },
        other => ReadError::Damaged { kind, detail: other.to_string() },
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
    fn the_parts_of_a_flat_package_are_read_by_name() {
        let text = r#"<pkg:package><pkg:part pkg:name="/word/a.xml" pkg:contentType="x"><pkg:xmlData><a/></pkg:xmlData></pkg:part>
            <pkg:part pkg:name="/word/b.bin"><pkg:binaryData>AA==</pkg:binaryData></pkg:part></pkg:package>"#;
        let mut package = Package::flat(text, "file");
        assert_eq!(package.text("/word/a.xml").unwrap().unwrap(), "<a/>");
        assert_eq!(package.names(), ["word/a.xml"]);
        assert_eq!(package.text("word/b.bin").unwrap(), None);
    }

    #[test]
    fn a_truncated_archive_is_damaged() {
        let bytes = packed(&[("a.xml", b"<a/>".to_vec())]);
        let opened = Package::open(&bytes[..bytes.len() - 30], "file");
        assert!(matches!(opened.err(), Some(ReadError::Damaged { .. })));
    }
}
