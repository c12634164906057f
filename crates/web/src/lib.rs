//! The pages and the JSON over HTTP.
//!
//! An address is an [`action`] that fetches values from the use cases and hands them to a
//! [`page`], a pure function to markup, put together from [`component`]s. What a page shows is
//! worked out in [`view`].

pub mod action;
mod assets;
pub mod component;
pub mod error;
mod named;
pub mod page;
mod security;
mod serve;
pub mod view;
pub mod words;

pub use serve::{router, serve};
