//! A paper in whichever format is drawn from one.

use bellwether_papers::{
    format::{Format, WriteError},
    html, ods,
    paper::{Paper, Standing, Version},
    xlsx,
};
use serde::{Deserialize, Serialize};

use crate::{
    apart::{self, Asked},
    docx, odt,
};

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
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
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
/// When the paper holds what the format has no room for, or as many others are being set as may.
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
        Err(WriteError::Pdf(error)) if !template.is_empty() || !logo.is_empty() => {
            let mut drawn = set(paper, "", &[])?;
            drawn.remarks.push(format!("The body’s own look was not used: {error}."));
            Ok(Some(drawn))
        }
        drawn => drawn.map(Some),
    }
}

/// A paper in another format, with the body's own mark at its head where there is one.
fn marked(paper: &Paper, format: Format, logo: &[u8]) -> Result<Option<Drawn>, WriteError> {
    let takes =
        matches!(format, Format::Html | Format::Docx | Format::Odt | Format::Xlsx | Format::Ods);
    if logo.is_empty() || !takes {
        let plain = |bytes| Drawn { bytes, remarks: vec![] };
        return Ok(draw(paper, format)?.map(plain));
    }
    let mark = match apart::mark(logo) {
        Err(WriteError::Busy) => return Err(WriteError::Busy),
        mark => mark.unwrap_or(None),
    };
    let remark = "The body’s own mark was not used: it is no picture that can be read.";
    let remarks = if mark.is_none() { vec![remark.to_owned()] } else { vec![] };
    let bytes = draw(&Paper { mark, ..paper.clone() }, format)?;
    Ok(bytes.map(|bytes| Drawn { bytes, remarks }))
}

/// A paper as PDF in exactly this look: a template and a picture, each empty where it has none.
///
/// # Errors
/// [`WriteError::Pdf`] with the typesetter's own words, the line and its hints, or with what setting it
/// takes too much of; [`WriteError::Busy`] when as many others are being set as may.
pub fn set(paper: &Paper, template: &str, logo: &[u8]) -> Result<Drawn, WriteError> {
    apart::set(&Asked { paper, template, logo })
}

/// Whether a look sets a paper, whoever may read it and whatever it stands on: a template sees both.
///
/// # Errors
/// As for [`set`], where there is a paper that it does not set.
pub fn try_look(paper: &Paper, template: &str, logo: &[u8]) -> Result<(), WriteError> {
    let sealed = Standing::Sealed {
        meeting: "A meeting".into(),
        digest: "0".repeat(64),
        entry: 1,
        head: "0".repeat(64),
    };
    for version in [Version::Restricted, Version::Public] {
        for standing in [Standing::Draft, sealed.clone()] {
            set(&Paper { version, standing, ..paper.clone() }, template, logo)?;
        }
    }
    Ok(())
}

fn pdf(paper: &Paper) -> Result<Vec<u8>, WriteError> {
    set(paper, "", &[]).map(|drawn| drawn.bytes)
}
