//! Duplication.
