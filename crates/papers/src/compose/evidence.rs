//! Files that are kept as evidence, as a paper lists them: by name, digest and day. One that is not
//! for the public is not named in a public paper.

use std::collections::BTreeMap;

use bellwether_domain::{Date, calendar::short_date};

use super::build::{self, Plain};
use crate::paper::{Align, Cell};

/// A file that is kept as evidence of a risk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evidence {
    /// The day from which it stands.
    pub from: Date,
    /// The day from which it was withdrawn, where it was.
    pub withdrawn: Option<Date>,
    /// Which file it is.
    pub file: EvidenceFile,
}

/// Which file is kept as evidence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EvidenceFile {
    /// A file that may be named.
    Named {
        /// Its name.
        name: String,
        /// The SHA-256 of its bytes, in hexadecimal.
        digest: String,
        /// What it speaks of: the words of an action; `None` for the risk.
        action: Option<String>,
    },
    /// One that is not for those who read the paper, by this paragraph; empty where none is given.
    Withheld(String),
}

/// The evidence of risks, by their places in the register from nought, oldest first.
pub type EvidenceOf = BTreeMap<usize, Vec<Evidence>>;

/// The files that may be named, in a table; empty where there is none.
pub(super) fn table<'a>(all: impl IntoIterator<Item = &'a Evidence>) -> Plain {
    let mut table = Plain::new(&[
        ("File", 34, Align::Start),
        ("Evidence of", 26, Align::Start),
        ("From", 14, Align::Start),
        ("SHA-256", 40, Align::Start),
    ]);
    for Evidence { from, file, .. } in all {
        let EvidenceFile::Named { name, digest, action } = file else { continue };
        table.row(vec![
            build::named(name.clone()),
            Cell::plain(action.as_deref().unwrap_or("The risk")),
            Cell::plain(short_date(*from)),
            Cell::plain(broken(digest)),
        ]);
    }
    table
}

/// A digest in groups of eight, which a narrow column can break.
pub(super) fn broken(digest: &str) -> String {
    let digits: Vec<char> = digest.chars().collect();
    digits.chunks(8).map(|own| own.iter().collect::<String>()).collect::<Vec<_>>().join(" ")
}

/// Adds the paragraphs by which files of these risks are left out to those of a paper.
pub(super) fn note_left_out<'a>(
    all: impl IntoIterator<Item = &'a Evidence>,
    left_out: &mut Option<Vec<String>>,
) {
    for own in all {
        let EvidenceFile::Withheld(paragraph) = &own.file else { continue };
        let paragraphs = left_out.get_or_insert_default();
        if !paragraph.is_empty() && !paragraphs.contains(paragraph) {
            paragraphs.push(paragraph.clone());
        }
    }
}
