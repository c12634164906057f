//! Rich Text (RTF) as Word, WordPad and LibreOffice write it: paragraphs and tables in reading
//! order.
//!
//! The document as it would be printed: tracked deletions, comments, notes, pictures and hidden
//! text left out, list markers as the file has them, each header and footer once.

mod characters;
mod group;
mod plain;
mod rows;
#[cfg(test)]
mod tests;
mod tokens;
mod walk;

pub(crate) use plain::plain;

use std::collections::HashSet;

use self::walk::Walk;
use super::blocks::Rows;
use crate::{
    ReadError,
    sheet::{Document, Sheet},
};

const KIND: &str = "Rich Text document";

/// Whether the bytes begin as such a file does.
pub(crate) fn is_rtf(bytes: &[u8]) -> bool {
    bytes.trim_ascii_start().starts_with(b"{\\rtf")
}

/// Reads a document.
pub(crate) fn read(bytes: &[u8]) -> Result<Document, ReadError> {
    let read = Walk::read(bytes.trim_ascii_start())?;
    let mut rows = Rows::default();
    running(read.headers, &mut rows)?;
    rows.body(read.body)?;
    running(read.footers, &mut rows)?;
    Ok(Document { sheets: vec![Sheet { rows: rows.finish(), ..Sheet::default() }] })
}

/// Headers or footers as running text, those that say the same once.
fn running(lines: Vec<String>, rows: &mut Rows) -> Result<(), ReadError> {
    let mut seen = HashSet::new();
    for line in lines {
        if !line.is_empty() && seen.insert(line.clone()) {
            rows.running(line)?;
        }
    }
    Ok(())
}

fn damaged(detail: &str) -> ReadError {
    ReadError::Damaged { kind: KIND, detail: detail.to_owned() }
}
