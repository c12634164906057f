//! The texts of a PDF: what its pages show, and every string that it keeps beside: its properties,
//! notes on its pages, fields of a form, bookmarks.

use hayro_interpret::hayro_syntax::{
    Pdf,
    object::{Array, Dict, MaybeRef, Object, Stream},
};

use super::Walk;
use crate::read::{self, guard};

/// How deep values are followed in values.
const DEEPEST: usize = 32;

impl Walk<'_> {
    pub(super) fn pdf(&mut self, bytes: &[u8]) {
        match read::cells(bytes) {
            Ok((_, document)) => self.cells(&document),
            Err(_) => drop(self.unseen.insert("pages, which cannot be read as text")),
        }
        // Hostile files can drive the library into a panic.
        let kept = guard::caught(|| Pdf::new(bytes.to_vec()).ok().map(|pdf| Strings::of(&pdf)));
        let Ok(Some(kept)) = kept else {
            self.unseen.insert("properties and notes");
            return;
        };
        kept.texts.iter().for_each(|text| (self.see)(text));
        for part in &kept.parts {
            self.file(part, super::DEEPEST);
        }
        if kept.has_pictures {
            self.unseen.insert("pictures");
        }
    }
}

#[derive(Default)]
struct Strings {
    texts: Vec<String>,
    /// What describes the file, and what is attached to it.
    parts: Vec<Vec<u8>>,
    has_pictures: bool,
}

impl Strings {
    fn of(pdf: &Pdf) -> Self {
        let mut own = Self::default();
        for object in pdf.objects() {
            own.object(&object, 0);
        }
        let about = pdf.metadata();
        let named = [&about.title, &about.author, &about.subject, &about.keywords, &about.creator];
        own.texts.extend(named.into_iter().flatten().map(|bytes| text(bytes)));
        own
    }

    fn object(&mut self, object: &Object<'_>, depth: usize) {
        if depth > DEEPEST {
            return;
        }
        match object {
            Object::String(string) => self.texts.push(text(string.as_bytes())),
            Object::Dict(dict) => self.dict(dict, depth),
            Object::Array(array) => self.array(array, depth),
            Object::Stream(stream) => self.stream(stream, depth),
            _ => {}
        }
    }

    fn dict(&mut self, dict: &Dict<'_>, depth: usize) {
        for (_, value) in dict.entries() {
            // What is referred to is met as an object of its own.
            if let MaybeRef::NotRef(value) = value {
                self.object(&value, depth + 1);
            }
        }
    }

    fn array(&mut self, array: &Array<'_>, depth: usize) {
        for value in array.raw_iter() {
            if let MaybeRef::NotRef(value) = value {
                self.object(&value, depth + 1);
            }
        }
    }

    fn stream(&mut self, stream: &Stream<'_>, depth: usize) {
        let dict = stream.dict();
        self.dict(dict, depth);
        let is = |key: &str, of: &[&str]| {
            let name: Option<hayro_interpret::hayro_syntax::object::Name<'_>> = dict.get(key);
            name.is_some_and(|name| of.contains(&name.as_str()))
        };
        self.has_pictures |= is("Subtype", &["Image"]);
        if is("Type", &["Metadata", "EmbeddedFile"])
            && let Ok(bytes) = stream.decoded()
        {
            self.parts.push(bytes.into_owned());
        }
    }
}

/// A string as it is meant: with a mark UTF-16 or UTF-8, else of one byte a character.
fn text(bytes: &[u8]) -> String {
    match bytes {
        [0xFE, 0xFF, rest @ ..] => {
            let units: Vec<u16> =
                rest.as_chunks().0.iter().map(|pair| u16::from_be_bytes(*pair)).collect();
            String::from_utf16_lossy(&units)
        }
        [0xEF, 0xBB, 0xBF, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        bytes => encoding_rs::WINDOWS_1252.decode_without_bom_handling(bytes).0.into_owned(),
    }
}
