//! Papers to print, to put before people and to go on editing: Word and OpenDocument text.

mod colour;
pub mod docx;
mod draw;
mod grid;
mod keep;
pub mod odt;
mod running;

pub use draw::draw;
