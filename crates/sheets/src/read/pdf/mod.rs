//! A PDF with a text layer → rows of cells.
//!
//! The page is drawn onto a [`canvas`]: glyphs with their places, filled areas, ruled lines. Ruled
//! lines make a [`grid`] whose boxes are the cells; where there are none, [`columns`] are found by
//! the white between them. What is left is running text. Nothing goes by wording.

mod bands;
mod breaks;
mod canvas;
mod cells;
mod centred;
mod characters;
mod columns;
mod dots;
mod fonts;
mod gap;
mod gaps;
mod grid;
mod layout;
mod limits;
mod marks;
mod open;
mod parts;
mod pieces;
mod reaching;
mod row;
mod running;
mod scan;
mod sequence;
mod shared;
mod sketch;
mod starts;
mod tall;
mod turn;
mod values;
mod white;
mod within;
mod words;

use super::{guard, page};
use crate::ReadError;
use crate::recognise::{Picture, Recogniser};
use crate::sheet::{Document, Sheet};

pub(crate) use scan::{MOST_PAGES, MOST_POINTS};

/// Whether the bytes are a PDF: its mark may stand after some other bytes.
pub(crate) fn is_pdf(bytes: &[u8]) -> bool {
    let head = bytes.get(..bytes.len().min(1024)).unwrap_or_default();
    head.windows(5).any(|window| window == b"%PDF-")
}

/// Reads the text layer of a PDF; pages without one by whoever reads words out of pictures.
///
/// # Errors
/// When the file is damaged, protected, a scan, without readable text, or beyond the limits of
/// [`limits`].
pub(crate) fn read(bytes: &[u8], eyes: &dyn Recogniser) -> Result<Document, ReadError> {
    document(open::pages(bytes, eyes)?)
}

/// Reads pictures as the pages of a scan.
///
/// # Errors
/// When no words are recognised on them.
pub(crate) fn seen(pictures: &[Picture], eyes: &dyn Recogniser) -> Result<Document, ReadError> {
    let pages = pictures.iter().map(|page| scan::picture(page, eyes));
    let pages = guard::caught(|| pages.collect::<Result<Vec<_>, _>>());
    let unlike = || ReadError::Unrecognised("it draws more than a page does".to_owned());
    document(pages.map_err(|_| unlike())?.map_err(open::not_seen)?)
}

fn document(pages: Vec<canvas::Canvas>) -> Result<Document, ReadError> {
    let (rows, pages) = sequence::rows(pages)?;
    if rows.is_empty() {
        return Err(ReadError::Empty);
    }
    let size = page::most_common(&pages);
    Ok(Document { sheets: vec![Sheet { rows, pages: pages.into(), size, ..Sheet::default() }] })
}
