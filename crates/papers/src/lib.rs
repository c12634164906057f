//! The register on paper and on screen: one file per format.
//!
//! Every paper is a pure function of a [`bellwether_domain::Register`]: [`compose`] says what stands
//! on it, as a [`paper::Paper`], and one file a format writes that. The register document itself
//! (JSON) is [`bellwether_domain::Register::to_json`].

pub mod columns;
pub mod compose;
pub mod csv;
pub mod fit;
pub mod format;
mod grid;
pub mod html;
pub mod ics;
pub mod jsonl;
pub mod ods;
pub mod paper;
pub mod text;
pub mod xlsx;
pub mod xml;
