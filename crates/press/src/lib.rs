//! Papers to print, to put before people and to go on editing: PDF, Word and OpenDocument text.

pub mod apart;
mod colour;
pub mod docx;
mod draw;
#[cfg(feature = "pdf")]
mod fonts;
mod grid;
mod keep;
pub mod odt;
#[cfg(feature = "pdf")]
pub mod pdf;
mod picture;
pub mod publication;
mod running;

pub use draw::{Drawn, draw, draw_as, set, try_look};
