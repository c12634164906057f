//! The journal, its versions and its seals: everything that was ever true of a register, by whom
//! and since when.
//!
//! Everything here is synchronous: a store call takes microseconds to milliseconds, so a server
//! runs it on its blocking pool and nothing else needs to know.

pub mod change;
pub mod ids;
pub mod journal;
pub mod version;

pub use change::{Change, Committed, Conflict, ParticularsWrite, RiskWrite, Write};
pub use ids::{Actor, Digest, NotADigest, NotAnOrganisation, OrganisationId, RiskId, Seq};
pub use journal::{Deed, Entry, Import, Issue, Subject, Written};
pub use version::{AsAt, Particulars, ParticularsVersion, RiskVersion, Standing, View};
