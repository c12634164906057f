//! The journal, its versions and its seals.
