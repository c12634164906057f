//! A risk's texts, read once for all the rules, and kept for as long as the risk is what it is.

mod acronyms;
mod people;
mod runs;
mod text;

use bellwether_domain::Risk;

use crate::context::statement;

pub(crate) use acronyms::Said;
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
