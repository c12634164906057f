//! A paper in whichever format is drawn from one.

use bellwether_papers::{
    format::{Format, WriteError},
    html, ods,
    paper::Paper,
    xlsx,
};

use crate::{docx, odt, picture};

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

/// The same in the body's own look: its picture at the head, and a PDF by its template, each empty
/// where it has none. One that does not set the paper gives way to ours, which is said.
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
        return marked(paper, format, logo);
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

/// A paper in another format, with the body's own mark at its head where there is one.
fn marked(paper: &Paper, format: Format, logo: &[u8]) -> Result<Option<Drawn>, WriteError> {
    let takes = matches!(format, Format::Html | Format::Docx | Format::Odt | Format::Xlsx);
    if logo.is_empty() || !takes {
        let plain = |bytes| Drawn { bytes, remarks: vec![] };
        return Ok(draw(paper, format)?.map(plain));
    }
    let mark = picture::mark(logo);
    let remark = "The body’s own mark was not used: it is no picture that can be read.";
    let remarks = if mark.is_none() { vec![remark.to_owned()] } else { vec![] };
    let bytes = draw(&Paper { mark, ..paper.clone() }, format)?;
    Ok(bytes.map(|bytes| Drawn { bytes, remarks }))
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
