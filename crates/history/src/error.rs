//! What can go wrong with a store, each in one sentence that says what to do.

mod commit;
mod export;
mod fault;
mod open;
mod read;

pub use commit::CommitError;
pub use export::{ExportError, LoadError};
pub use fault::Fault;
pub use open::{BackupError, OpenError};
pub use read::ReadError;
