//! Findings as people and programs read them.
//!
//! A register's quality is shown as counts by severity, never as one composite figure.

mod json;
mod sarif;
mod text;

pub use json::json;
pub use sarif::sarif;
pub use text::text;
