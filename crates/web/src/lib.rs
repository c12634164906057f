//! The pages and the JSON over HTTP.
//!
//! An address is an [`action`] that fetches values from the use cases and hands them to a
//! [`page`], a pure function to markup, put together from [`component`]s. What a page shows is
//! worked out in [`view`]; what was typed is read in [`form`].

pub mod action;
mod assets;
mod body;
pub mod component;
pub mod desk;
pub mod error;
mod fault;
pub mod form;
mod key;
mod listen;
mod named;
pub mod page;
mod said;
mod security;
mod serve;
mod shape;
pub mod view;
pub mod words;
mod work;

pub use listen::Bounds;
pub use serve::{router, serve, serve_within};
