//! A paper as PDF: tagged for screen readers (PDF/UA-1), fit for the archive (PDF/A-2a), with its
//! fonts inside, and the same bytes for the same paper on every machine.
//!
//! The pages are set by Typst, of which nothing shows outside this module. How they look is a Typst
//! file ([`LOOK`]) that a body can copy and change; it sees the paper as a value, so that no word of
//! a register is ever read as code, and it reads no file and no network.

mod fault;
mod glyphs;
mod value;
mod world;

use std::panic::{AssertUnwindSafe, catch_unwind};

use bellwether_domain::Date;
use bellwether_papers::paper::Paper;
use thiserror::Error;
use typst::{
    comemo,
    foundations::{Datetime, Smart},
};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};

use self::world::Desk;

/// The look that papers have unless a body gives its own: a Typst file to copy and change.
pub const LOOK: &str = include_str!("../../templates/look.typ");

/// How a paper looks.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Look {
    /// A Typst file in place of [`LOOK`].
    pub template: Option<String>,
    /// The body's mark at the head of the first page: an SVG, PNG, JPEG, GIF or WebP picture.
    pub logo: Option<Vec<u8>>,
}

/// A paper as PDF.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pdf {
    /// The file.
    pub bytes: Vec<u8>,
    /// How many pages it has.
    pub pages: usize,
    /// What a reader should know of it, each a sentence: characters that no font has.
    pub remarks: Vec<String>,
}

/// Why a paper could not be set.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum PdfError {
    /// The body's own look is at fault.
    #[error("the template does not set this paper: {0}")]
    Template(String),
    /// The logo is no picture.
    #[error("the logo is no picture that can be read: give an SVG, PNG, JPEG, GIF or WebP file")]
    Logo,
    /// The logo has more dots than a mark at the head of a page wants.
    #[error(
        "the logo is {0} × {1} dots: give one of no more than {most} million, such as 4000 × 4000",
        most = crate::picture::MOST_DOTS / 1_000_000
    )]
    LogoTooLarge(usize, usize),
    /// The typesetter did not do what it should.
    #[error("the paper could not be set as PDF: {0}")]
    Typesetter(String),
}

/// Sets a paper as PDF.
///
/// # Errors
/// [`PdfError::Template`] with the line and the typesetter's own words when the look given is at
/// fault, [`PdfError::Logo`] when the logo is no picture, [`PdfError::LogoTooLarge`] when it is too large a one.
pub fn write(paper: &Paper, look: &Look) -> Result<Pdf, PdfError> {
    // The typesetter is a large program by others, and what it is given is written by anybody.
    let set = catch_unwind(AssertUnwindSafe(|| set(paper, look)));
    // What it remembers of a paper is worth nothing to the next one.
    comemo::evict(0);
    set.unwrap_or_else(|_| Err(PdfError::Typesetter("it stopped within".into())))
}

fn set(paper: &Paper, look: &Look) -> Result<Pdf, PdfError> {
    let logo = look.logo.as_deref().map(world::logo);
    let (paper_value, missing) = value::value(paper);
    let desk = Desk::new(look.template.as_deref(), paper_value, logo.transpose()?)?;
    let at_fault = |errors: &[typst::diag::SourceDiagnostic]| {
        let said = fault::said(&desk, errors);
        match look.template {
            Some(_) => PdfError::Template(said),
            None => PdfError::Typesetter(said),
        }
    };
    let document: PagedDocument =
        typst::compile(&desk).output.map_err(|errors| at_fault(&errors))?;
    let options = options(paper).map_err(PdfError::Typesetter)?;
    let bytes = typst_pdf::pdf(&document, &options).map_err(|errors| at_fault(&errors))?;
    Ok(Pdf {
        bytes,
        pages: document.pages().len(),
        remarks: missing.sentence().into_iter().collect(),
    })
}

/// What kind of PDF it is. PDF/A wants a date: a paper that speaks of no day is PDF/UA alone, so that
/// none is invented.
fn options(paper: &Paper) -> Result<PdfOptions, String> {
    let timestamp = paper.as_at.and_then(midnight).map(Timestamp::new_utc);
    let mut standards = vec![PdfStandard::Ua_1];
    if timestamp.is_some() {
        standards.push(PdfStandard::A_2a);
    }
    Ok(PdfOptions {
        ident: Smart::Auto,
        creator: Smart::Custom(Some("Bellwether".to_owned())),
        timestamp,
        standards: PdfStandards::new(&standards).map_err(|error| error.message().to_string())?,
        ..PdfOptions::default()
    })
}

fn midnight(day: Date) -> Option<Datetime> {
    let (month, of_month) = (u8::try_from(day.month()).ok()?, u8::try_from(day.day()).ok()?);
    Datetime::from_ymd_hms(i32::from(day.year()), month, of_month, 0, 0, 0)
}
