//! The register on paper and on screen: one file per format.
//!
//! Every paper is a pure function of a [`bellwether_domain::Register`]. The register document
//! itself (JSON) is [`bellwether_domain::Register::to_json`].

pub mod columns;
pub mod csv;
pub mod fit;
pub mod paper;
pub mod text;
pub mod xml;
