//! The parts that pages are put together from: pure functions from values to markup.

pub mod between;
pub mod change;
pub mod diagnostics;
pub mod due;
pub mod evidence;
pub mod finding;
pub mod matrix;
pub mod pages;
mod paper;
pub mod saving;
pub mod score;
pub mod segments;
pub mod source;
pub mod who;
pub mod word_diff;
