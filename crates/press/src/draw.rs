//! A paper in whichever format is drawn from one.

use bellwether_papers::{
    format::{Format, WriteError},
    html, ods,
    paper::Paper,
    xlsx,
};

use crate::{docx, odt};

/// The paper as the bytes of a file; `None` in a format that is no drawing of a paper but a form of
/// the register. The same paper gives the same bytes.
///
/// # Errors
/// When the paper holds what the format has no room for.
pub fn draw(paper: &Paper, format: Format) -> Result<Option<Vec<u8>>, WriteError> {
    Ok(Some(match format {
        Format::Html => html::write(paper).into_bytes(),
        Format::Pdf => pdf(paper)?,
        Format::Docx => docx::write(paper)?,
        Format::Odt => odt::write(paper)?,
        Format::Xlsx => xlsx::write(paper)?,
        Format::Ods => ods::write(paper)?,
        Format::Text | Format::Json | Format::Jsonl | Format::Csv | Format::Ics => return Ok(None),
    }))
}

#[cfg(feature = "pdf")]
fn pdf(paper: &Paper) -> Result<Vec<u8>, WriteError> {
    let set = crate::pdf::write(paper, &crate::pdf::Look::default());
    set.map(|pdf| pdf.bytes).map_err(|error| WriteError::Pdf(error.to_string()))
}

#[cfg(not(feature = "pdf"))]
fn pdf(_: &Paper) -> Result<Vec<u8>, WriteError> {
    Err(WriteError::Pdf("this program was built without what sets PDF".into()))
}
