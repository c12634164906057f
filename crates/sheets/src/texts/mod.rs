//! Every text of a file, wherever it stands in it: for whoever must know whether it holds some words.
//!
//! Not what a reader of the file is shown, as [`crate::read`] gives it, but all that is written in
//! it: comments, authors, properties, what is hidden, what is attached. A text comes once for each
//! way in which it may be meant, since a file may spell it with entities, escapes or tags within it.

mod mail;
mod markup;
mod pdf;

use std::{
    collections::BTreeSet,
    io::{Cursor, Read},
};

use encoding_rs::WINDOWS_1252;

use crate::read::{self, package::Package};

/// How deep files are looked for in files.
const DEEPEST: usize = 4;

/// How much of some bytes is taken as text at a time, and how much of it again with the next part.
const PART: usize = 1024 * 1024;
const AGAIN: usize = 16 * 1024;

/// Hands over every text of a file. Gives what of it could not be looked into, in words that follow
/// “its”: “pictures”.
pub fn each_text(bytes: &[u8], see: &mut dyn FnMut(&str)) -> BTreeSet<&'static str> {
    let mut walk = Walk { see, unseen: BTreeSet::new() };
    walk.file(bytes, 0);
    walk.unseen
}

struct Walk<'s> {
    see: &'s mut dyn FnMut(&str),
    unseen: BTreeSet<&'static str>,
}

impl Walk<'_> {
    fn file(&mut self, bytes: &[u8], depth: usize) {
        self.raw(bytes);
        if depth > DEEPEST {
            self.unseen.insert("files within files");
        } else if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
            self.package(bytes, depth);
        } else if read::pdf::is_pdf(bytes) {
            self.pdf(bytes);
        } else if bytes.starts_with(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1") {
            self.compound(bytes, depth);
        } else if read::rtf::is_rtf(bytes) {
            let text = read::rtf::plain(bytes);
            (self.see)(&text);
        } else if is_picture(bytes) {
            self.unseen.insert("pictures");
        } else {
            match read::text::decode(bytes) {
                Ok(text) => self.text(&text, depth),
                Err(crate::ReadError::Empty) => {}
                Err(_) => drop(self.unseen.insert("parts of a kind that is not read")),
            }
        }
    }

    /// Bytes as text of one or of two bytes a character, whatever they are.
    fn raw(&mut self, bytes: &[u8]) {
        let wide = |part: &[u8]| {
            let units: Vec<u16> =
                part.as_chunks().0.iter().map(|pair| u16::from_le_bytes(*pair)).collect();
            String::from_utf16_lossy(&units)
        };
        for from in (0..bytes.len()).step_by(PART - AGAIN) {
            let part = bytes.get(from..bytes.len().min(from + PART)).unwrap_or_default();
            match std::str::from_utf8(part) {
                Ok(text) => (self.see)(text),
                Err(_) => {
                    (self.see)(&String::from_utf8_lossy(part));
                    (self.see)(&WINDOWS_1252.decode_without_bom_handling(part).0);
                }
            }
            // Text of two bytes a character has zeros or is no UTF-8.
            if part.contains(&0) || std::str::from_utf8(part).is_err() {
                (self.see)(&wide(part));
                (self.see)(&wide(part.get(1..).unwrap_or_default()));
            }
        }
    }

    /// A text, and what is written in it in another way: tags and entities, the encodings of mail.
    fn text(&mut self, text: &str, depth: usize) {
        (self.see)(text);
        if text.contains(['<', '&']) {
            self.markup(text);
        }
        self.mail(text, depth);
    }

    fn markup(&mut self, text: &str) {
        if !markup::each_text(text, self.see) {
            self.unseen.insert("tags of thousands of attributes");
        }
    }

    /// A file of packed parts, each by its name.
    fn package(&mut self, bytes: &[u8], depth: usize) {
        let Ok(mut package) = Package::open(bytes, "packed file") else {
            self.unseen.insert("parts, which cannot be unpacked");
            return;
        };
        for name in package.names() {
            (self.see)(&name);
            if is_of_no_words(&name) {
                continue;
            }
            match package.bytes(&name) {
                Ok(part) => self.file(&part.unwrap_or_default(), depth + 1),
                Err(_) => drop(self.unseen.insert("parts, which cannot be unpacked")),
            }
        }
    }

    /// A file of streams, as the older programs of an office write it, and as mail is kept.
    fn compound(&mut self, bytes: &[u8], depth: usize) {
        let Ok(mut compound) = cfb::CompoundFile::open(Cursor::new(bytes)) else {
            self.unseen.insert("parts, which cannot be told apart");
            return;
        };
        let streams: Vec<_> =
            compound.walk().filter(cfb::Entry::is_stream).map(|e| e.path().to_owned()).collect();
        for path in streams {
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            let mut part = Vec::new();
            let is_read = compound
                .open_stream(&path)
                .and_then(|stream| stream.take(bytes.len() as u64).read_to_end(&mut part));
            match (is_read, name.as_str()) {
                (Err(_), _) => drop(self.unseen.insert("parts, which cannot be told apart")),
                (Ok(_), "WordDocument" | "PowerPoint Document") => {
                    self.raw(&part);
                    self.unseen.insert("text, which is of an old kind");
                }
                (Ok(_), "__substg1.0_10090102" | "EncryptedPackage") => {
                    self.unseen.insert("text, which is packed or locked");
                }
                // A file that is attached, else text of some kind.
                (Ok(_), "__substg1.0_37010102" | "Package") => self.file(&part, depth + 1),
                (Ok(_), _) => self.raw(&part),
            }
        }
        if let Ok((_, document)) = read::cells(bytes) {
            self.cells(&document);
        }
    }

    /// The text of each cell, and all of them in a row, over the ends of lines.
    fn cells(&mut self, document: &crate::sheet::Document) {
        for sheet in &document.sheets {
            let mut all = String::new();
            for row in &sheet.rows {
                for cell in &row.cells {
                    (self.see)(&cell.text);
                    all.push_str(&cell.text);
                    all.push(' ');
                }
            }
            (self.see)(&all);
        }
    }
}

/// Whether bytes begin as a picture, a film or sound does.
fn is_picture(bytes: &[u8]) -> bool {
    const BEGINNINGS: [&[u8]; 12] = [
        b"\x89PNG",
        b"\xFF\xD8\xFF",
        b"GIF8",
        b"BM",
        b"II*\0",
        b"MM\0*",
        b"RIFF",
        b"\x01\0\0\0",
        b"\xD7\xCD\xC6\x9A",
        b"ID3",
        b"OggS",
        b"fLaC",
    ];
    BEGINNINGS.iter().any(|beginning| bytes.starts_with(beginning))
        || bytes.get(4..8).is_some_and(|kind| kind == b"ftyp")
}

/// Whether a part of a package holds no words: fonts, and what a printer was set to.
fn is_of_no_words(name: &str) -> bool {
    let name = name.to_lowercase();
    let ends = [".odttf", ".fntdata", ".ttf", ".otf", "/"];
    ends.iter().any(|end| name.ends_with(end)) || name.contains("printersettings")
}

#[cfg(test)]
mod tests;
