//! What history is made of, independent of any database.

pub(crate) mod authority;
pub(crate) mod change;
pub(crate) mod entry;
pub(crate) mod ids;
pub(crate) mod journal;
pub(crate) mod moment;
pub(crate) mod verification;
pub(crate) mod version;
