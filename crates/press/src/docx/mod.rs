//! A paper as Word (Office Open XML): headings, lists and tables in real styles, heading rows that
//! repeat, pictures with the words that stand for them, no text boxes; a document to go on editing.

mod body;
mod parts;
mod words;

use bellwether_papers::{paper::Paper, xml};

use crate::keep;

/// Why no document came about.
pub use zip::result::ZipError;

/// A paper as a Word document.
///
/// # Errors
/// When the parts cannot be packed; with the memory at hand that does not happen.
pub fn write(paper: &Paper) -> Result<Vec<u8>, ZipError> {
    let size = keep::table_size(paper);
    let mut body = body::Body::new(paper, size);
    let document = body.document(paper);
    let mut files: Vec<(String, Vec<u8>)> = vec![
        ("[Content_Types].xml".into(), parts::content_types()),
        ("_rels/.rels".into(), parts::relations()),
        ("docProps/core.xml".into(), parts::core(paper)),
        ("docProps/app.xml".into(), parts::app(paper)),
        ("word/document.xml".into(), document.bytes()),
        ("word/_rels/document.xml.rels".into(), parts::document_relations(&body.pictures)),
        ("word/styles.xml".into(), parts::styles(paper, size)),
        ("word/settings.xml".into(), parts::settings()),
        ("word/numbering.xml".into(), parts::numbering()),
        ("word/header1.xml".into(), parts::header(paper)),
        ("word/footer1.xml".into(), parts::footer(paper)),
    ];
    for (number, picture) in (1..).zip(body.pictures) {
        for (ends, bytes) in picture.parts() {
            files.push((format!("word/media/image{number}.{ends}"), bytes));
        }
    }
    xml::package(&files)
}
