//! What an officer chose on the way to a plan: the date, corrected columns, which part is shown.

use bellwether_domain::Date;
use bellwether_history::OrganisationId;
use bellwether_intake::{Heads, Options, Target};
use maud::{Markup, html};

use crate::view::{Frame, address};

/// What the reader chose on the way here.
#[derive(Debug, Default)]
pub struct Choice {
    /// The date given by hand.
    pub date: Option<Date>,
    /// Readings of columns that were corrected.
    pub map: Vec<(String, Target)>,
    /// The row that holds the headings, by what it says.
    pub head: Option<String>,
    /// The first column of the table, from one.
    pub head_column: Option<usize>,
    /// Whether rows with one reference are one risk.
    pub joined: bool,
    /// The register that it goes to, where that is another than the one shown.
    pub register: Option<OrganisationId>,
    /// Which part of the document is shown, from one.
    pub part: Option<usize>,
    /// The kind of remarks that is shown in full.
    pub remarks: Option<String>,
    /// Whether every change is spelt out.
    pub all_changes: bool,
    /// Who would accept it, and why, where the form was sent and something was still open.
    pub sent: Option<(String, String)>,
}

impl Choice {
    /// How the document is to be read, but for its date and its name.
    pub(crate) fn options(&self) -> Options {
        let column = self.head_column.and_then(|column| column.checked_sub(1)?.try_into().ok());
        let heads = |row: String| Heads { row, column: column.unwrap_or_default() };
        let heads = self.head.clone().map(heads);
        Options { map: self.map.clone(), heads, joined: self.joined, ..Options::default() }
    }

    /// What the readings hang on.
    pub(super) fn pairs(&self) -> Vec<(&'static str, String)> {
        let date = self.date.map(|date| ("date", date.to_string()));
        let map = self.map.iter().map(|(heading, target)| ("map", format!("{heading}={target}")));
        let register = self.register.as_ref().map(|name| ("register", name.to_string()));
        let head = self.head.clone().map(|head| ("headings", head));
        let column = self.head_column.filter(|column| head.is_some() && *column > 1);
        let column = column.map(|column| ("first-column", column.to_string()));
        let joined = self.joined.then(|| ("joined", "yes".to_owned()));
        let shape = head.into_iter().chain(column).chain(joined);
        date.into_iter().chain(map).chain(shape).chain(register).collect()
    }

    /// The same document for the register that is shown.
    pub(super) fn here(&self, frame: &Frame) -> String {
        let pairs = self.pairs().into_iter().filter(|(name, _)| *name != "register");
        format!("{}{}", frame.path, address::query(pairs))
    }

    /// The same reading, at another part of the document.
    pub(super) fn address(&self, frame: &Frame, part: Option<usize>) -> String {
        let part = part.map(|part| ("part", (part + 1).to_string()));
        format!("{}{}", frame.path, address::query(self.pairs().into_iter().chain(part)))
    }

    /// The same reading with something more to show.
    pub(super) fn with(&self, frame: &Frame, name: &'static str, value: String) -> String {
        let pairs = self.pairs().into_iter().chain([(name, value)]);
        format!("{}{}", frame.path, address::query(pairs))
    }

    /// What the readings hang on, for a form.
    pub(super) fn hidden(&self) -> Markup {
        html! { @for (name, value) in self.pairs() { input type="hidden" name=(name) value=(value); } }
    }
}
