//! What there is to say of a thing that was looked at, in words.

/// One thing that was looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remark {
    /// Whether it is as it should be.
    pub sound: bool,
    /// What was found, and what to do where it is not.
    pub words: String,
}

impl Remark {
    pub(crate) fn sound(words: impl Into<String>) -> Self {
        Self { sound: true, words: words.into() }
    }

    pub(crate) fn unsound(words: impl Into<String>) -> Self {
        Self { sound: false, words: words.into() }
    }
}
