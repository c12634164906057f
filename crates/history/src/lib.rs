//! The journal, its versions and its seals: everything that was ever true of a register, by whom
//! and since when.
//!
//! Everything here is synchronous: a store call takes microseconds to milliseconds, so a server
//! runs it on its blocking pool and nothing else needs to know.

mod cache;
mod commit;
mod engine;
mod error;
mod journal;
mod migrate;
mod model;
mod rows;
mod store;
mod verify;
mod view;

pub use error::{CommitError, Fault, OpenError, ReadError};
pub use model::{
    change::{Change, Committed, Conflict, ParticularsWrite, RiskWrite, Write},
    ids::{Actor, Digest, NotADigest, NotAnOrganisation, OrganisationId, RiskId, Seq},
    journal::{Deed, Entry, EntryFormat, Import, Issue, Subject, Written},
    version::{AsAt, Particulars, ParticularsVersion, RiskVersion, Standing, View},
};
pub use store::{Head, Location, Store};
pub use verify::{Broken, Verification};
