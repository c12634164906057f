//! What a document says, and what we take it to mean, side by side.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The words of the document and our reading of them.
///
/// `text` is never rewritten. `value` is `None` where the words could not be read: that is a
/// fact to show, not an error to hide.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
pub struct Reading<T> {
    /// The words exactly as the document has them, white space collapsed.
    pub text: String,
    /// What they were read as.
    pub value: Option<T>,
}

impl<T> Reading<T> {
    /// Words that were read as `value`.
    pub fn read(text: impl Into<String>, value: T) -> Self {
        Self { text: text.into(), value: Some(value) }
    }

    /// Words that could not be read.
    pub fn unread(text: impl Into<String>) -> Self {
        Self { text: text.into(), value: None }
    }
}
