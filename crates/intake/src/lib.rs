//! Reads a published register as it stands, without loss, and says how sure it is.
//!
//! The way of the data: [`read`] (bytes → [`sheet`]s of cells with provenance) → `locate` (tables,
//! headers, repeats) → `map` (columns → fields) → `parse` (cells → values) → `assemble`
//! (rows → risks). Nothing here knows of SQL or HTTP.

pub mod sheet;
