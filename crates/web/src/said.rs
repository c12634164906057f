//! What went wrong, as far as it is told: to whoever asked, and in the log.

/// What went wrong and what to do, as its page says it.
#[derive(Debug, Clone)]
pub(crate) struct Said {
    pub(crate) title: &'static str,
    pub(crate) what: String,
    pub(crate) advice: &'static str,
    pub(crate) link: Option<(&'static str, &'static str)>,
    /// What may have been meant: addresses with their words.
    pub(crate) choices: Vec<(String, String)>,
    /// The number of the request, where it is to be told to whoever looks after the program.
    pub(crate) number: Option<String>,
}

/// What a page does not say of what went wrong, for the log.
#[derive(Debug, Clone)]
pub(crate) struct Cause(pub(crate) String);

/// The number of a request, under which the log speaks of it.
#[derive(Debug, Clone)]
pub(crate) struct Number(pub(crate) String);
