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

/// A paper as the bytes of a file, and what a reader of it should know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drawn {
    /// The file.
    pub bytes: Vec<u8>,
    /// Sentences: characters that no font has, a look that did not set the paper.
    pub remarks: Vec<String>,
}

/// The same, a PDF in the body's own look: a template and a picture, each empty where it has none.
/// One that does not set the paper gives way to ours, which is said.
///
/// # Errors
/// When the paper holds what the format has no room for.
pub fn draw_as(
    paper: &Paper,
    format: Format,
    template: &str,
    logo: &[u8],
) -> Result<Option<Drawn>, WriteError> {
    if format != Format::Pdf {
        let plain = |bytes| Drawn { bytes, remarks: vec![] };
        return Ok(draw(paper, format)?.map(plain));
    }
    match set(paper, template, logo) {
        Ok(drawn) => Ok(Some(drawn)),
        Err(error) if template.is_empty() && logo.is_empty() => Err(WriteError::Pdf(error)),
        Err(error) => {
            let mut drawn = set(paper, "", &[]).map_err(WriteError::Pdf)?;
            drawn.remarks.push(format!("The body’s own look was not used: {error}."));
            Ok(Some(drawn))
        }
    }
}

/// Whether a look sets a paper.
///
/// # Errors
/// With the typesetter's own words, the line and its hints, where it does not.
pub fn try_look(paper: &Paper, template: &str, logo: &[u8]) -> Result<(), String> {
    set(paper, template, logo).map(|_| ())
}

fn pdf(paper: &Paper) -> Result<Vec<u8>, WriteError> {
    set(paper, "", &[]).map(|drawn| drawn.bytes).map_err(WriteError::Pdf)
}

#[cfg(feature = "pdf")]
fn set(paper: &Paper, template: &str, logo: &[u8]) -> Result<Drawn, String> {
    let template = (!template.is_empty()).then(|| template.to_owned());
    let logo = (!logo.is_empty()).then(|| logo.to_owned());
    let set = crate::pdf::write(paper, &crate::pdf::Look { template, logo });
    set.map(|pdf| Drawn { bytes: pdf.bytes, remarks: pdf.remarks }).map_err(|e| e.to_string())
}

#[cfg(not(feature = "pdf"))]
fn set(_: &Paper, _: &str, _: &[u8]) -> Result<Drawn, String> {
    Err("this program was built without what sets PDF".into())
}
