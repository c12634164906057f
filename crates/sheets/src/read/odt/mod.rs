//! OpenDocument text (ODT, and the same as one XML file, FODT): paragraphs and tables in reading
//! order.
//!
//! The document as it would be printed: comments, notes and hidden text left out, list numbers
//! reckoned, each header and footer once. Tracked deletions are left out as struck words are.

mod changes;
mod lists;
mod styles;
#[cfg(test)]
mod tests;
mod walk;

use std::collections::HashSet;

use self::{lists::Lists, styles::Styles};
use super::{
    blocks::{Body, Rows},
    package::Package,
    page,
};
use crate::{
    ReadError,
    sheet::{Document, Sheet},
};

const KIND: &str = "OpenDocument text";

/// Reads a document.
pub(crate) fn read(bytes: &[u8]) -> Result<Document, ReadError> {
    let mut package = Package::open(bytes, KIND)?;
    let manifest = package.text("META-INF/manifest.xml")?.unwrap_or_default();
    if manifest.contains("encryption-data") {
        return Err(ReadError::Protected { kind: KIND });
    }
    let styles = package.text("styles.xml")?.unwrap_or_default();
    let content = package.text("content.xml")?.ok_or_else(|| damaged("its content is missing"))?;
    parts(&styles, &content)
}

/// Reads a document that is one XML file.
pub(crate) fn read_flat(text: &str) -> Result<Document, ReadError> {
    parts(text, text)
}

fn parts(shared: &str, content: &str) -> Result<Document, ReadError> {
    let mut styles = Styles::default();
    let mut lists = Lists::default();
    let mut own = vec![shared];
    if content != shared {
        own.push(content);
    }
    for part in own {
        styles.read(part);
        lists.read(part);
    }
    let mut rows = Rows::default();
    running(&walk::headers(shared, &styles, &lists)?, &mut rows)?;
    rows.body(walk::body(content, &styles, &lists)?)?;
    running(&walk::footers(shared, &styles, &lists)?, &mut rows)?;
    let size = page::of_opendocument(shared, content);
    Ok(Document { sheets: vec![Sheet { rows: rows.finish(), size, ..Sheet::default() }] })
}

/// Headers or footers as running text, those that say the same once.
fn running(parts: &[Body], rows: &mut Rows) -> Result<(), ReadError> {
    let mut seen = HashSet::new();
    for line in parts.iter().flat_map(Body::lines) {
        if !line.is_empty() && seen.insert(line.clone()) {
            rows.running(line)?;
        }
    }
    Ok(())
}

fn damaged(detail: &str) -> ReadError {
    ReadError::Damaged { kind: KIND, detail: detail.to_owned() }
}
