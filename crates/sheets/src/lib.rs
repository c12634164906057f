//! Bytes → [`sheet`]s of cells with where they stood: spreadsheets, PDF, Word, web pages, Markdown
//! and text, each in bounded memory and time. Nothing here knows what a register is.

mod error;
mod read;
pub mod recognise;
pub mod sheet;
mod texts;
pub mod words;

pub use error::ReadError;
pub use read::{
    FileFormat, IsLabel, MOST_CELLS, Reading, cells, delimited, is_even, panics_are_caught, read,
    seen_by,
};
pub use texts::each_text;
