//! Word documents (DOCX, DOCM, and the same as one XML file): paragraphs and tables in reading
//! order.
//!
//! The document as it would be printed: insertions but not deletions, no comments, no hidden text,
//! list numbers reckoned, each header and footer once.

mod body;
mod numbering;
mod run;
mod styles;
#[cfg(test)]
mod tests;

use std::collections::{BTreeSet, HashSet};

use self::{numbering::Numbering, styles::Styles};
use super::{blocks::Rows, package::Package, page, relations::relations};
use crate::{
    ReadError,
    sheet::{Document, Sheet},
};

const KIND: &str = "Word document";

/// Reads a document.
pub(crate) fn read(bytes: &[u8]) -> Result<Document, ReadError> {
    packaged(Package::open(bytes, KIND)?)
}

/// Reads a document that is one XML file of parts.
pub(crate) fn read_flat(text: &str) -> Result<Document, ReadError> {
    packaged(Package::flat(text, KIND))
}

/// Reads a document as Word 2003 wrote it in XML: all in one part, with hardly other names.
pub(crate) fn read_2003(text: &str) -> Result<Document, ReadError> {
    let mut rows = Rows::default();
    rows.body(body::read(text, Numbering::default(), &Styles::read(text))?)?;
    Ok(Document { sheets: vec![Sheet { rows: rows.finish(), ..Sheet::default() }] })
}

fn packaged(mut package: Package<'_>) -> Result<Document, ReadError> {
    let root = relations(&mut package, "_rels/.rels", "")?;
    let main = root.values().find(|(kind, _)| kind.ends_with("/officeDocument"));
    let main = main.map_or("word/document.xml", |(_, path)| path.as_str()).to_owned();
    let (folder, file) = main.rsplit_once('/').unwrap_or(("", &main));
    let related = relations(&mut package, &format!("{folder}/_rels/{file}.rels"), folder)?;
    let mut part = |kind: &str| -> Result<Vec<String>, ReadError> {
        let paths = related.values().filter(|(found, _)| found.ends_with(kind));
        let paths: BTreeSet<&String> = paths.map(|(_, path)| path).collect();
        let mut texts = Vec::new();
        for path in paths {
            texts.extend(package.text(path)?);
        }
        Ok(texts)
    };
    let numbering = part("/numbering")?;
    let numbering = numbering.first().map(|text| Numbering::read(text)).unwrap_or_default();
    let styles = part("/styles")?;
    let styles = styles.first().map(|text| Styles::read(text)).unwrap_or_default();
    let headers = part("/header")?;
    let footers = part("/footer")?;
    let text = package.text(&main)?.ok_or_else(|| ReadError::Damaged {
        kind: KIND,
        detail: "its text is missing".to_owned(),
    })?;

    let mut rows = Rows::default();
    running(&headers, &numbering, &styles, &mut rows)?;
    rows.body(body::read(&text, numbering.clone(), &styles)?)?;
    running(&footers, &numbering, &styles, &mut rows)?;
    let size = page::of_word(&text);
    Ok(Document { sheets: vec![Sheet { rows: rows.finish(), size, ..Sheet::default() }] })
}

/// Headers or footers as running text, those that say the same once.
fn running(
    parts: &[String],
    numbering: &Numbering,
    styles: &Styles,
    rows: &mut Rows,
) -> Result<(), ReadError> {
    let mut seen = HashSet::new();
    for part in parts {
        for line in body::read(part, numbering.clone(), styles)?.lines() {
            if !line.is_empty() && seen.insert(line.clone()) {
                rows.running(line)?;
            }
        }
    }
    Ok(())
}
