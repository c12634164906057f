//! A risk's texts, read once for all the rules, and kept for as long as the risk is what it is.

mod acronyms;
mod people;
mod runs;
mod text;

use bellwether_domain::Risk;

pub(crate) use acronyms::Said;
pub(crate) use people::{is_first, is_surname};
pub use text::Text;

/// The texts of a risk.
#[derive(Debug)]
pub(crate) struct Read {
    /// Its statement.
    pub(crate) statement: Text,
    /// Its controls' descriptions.
    pub(crate) controls: Vec<Text>,
    /// Its actions' descriptions.
    pub(crate) actions: Vec<Text>,
}

impl Read {
    pub(crate) fn of(risk: &Risk) -> Self {
        Self {
            statement: Text::of(statement(risk)),
            controls: risk.controls.iter().map(|control| Text::of(&control.description)).collect(),
            actions: risk.actions.iter().map(|action| Text::of(&action.description)).collect(),
        }
    }
}

/// What a risk says: its description, else its event, else its title.
pub(crate) fn statement(risk: &Risk) -> &str {
    [&risk.description, &risk.event, &risk.title]
        .into_iter()
        .find_map(|words| words.as_deref())
        .unwrap_or_default()
}
