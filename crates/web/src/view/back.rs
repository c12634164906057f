//! The list that a reader came from, so that the way back is one step: it goes along in the
//! addresses of a risk, its form and what comes of it.

use super::{
    Filter, Frame,
    address::{self, Query},
};

/// The lists that lead to risks, each with the words for going back to it.
const LISTS: [(&str, &str); 8] = [
    ("/", "Back to the register"),
    ("/actions", "Back to the actions"),
    ("/changes", "Back to the changes"),
    ("/checks", "Back to the checks"),
    ("/closed", "Back to the closed risks"),
    ("/evidence", "Back to the evidence"),
    ("/heat-map", "Back to the heat map"),
    ("/history", "Back to the history"),
];

/// What of an address says how much of a list is shown, and filters nothing.
const PAGING: [&str; 2] = ["page", "per-page"];

/// The longest address that is kept, in bytes; a longer one is none of ours.
const LONGEST: usize = 2_000;

/// A list as it was filtered, sorted and paged.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Back {
    list: usize,
    pairs: Vec<(String, String)>,
}

impl Back {
    /// The name of the field that holds it.
    pub const NAME: &str = "back";

    /// The list at a path; `None` where it is no list, and for the whole register, to which every
    /// page leads anyway.
    pub fn to(path: &str, pairs: &[(&'static str, String)]) -> Option<Self> {
        let list = LISTS.iter().position(|(own, _)| *own == path)?;
        let pairs: Vec<_> =
            pairs.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect();
        (list > 0 || !pairs.is_empty()).then_some(Self { list, pairs })
    }

    /// Reads `/actions?due=overdue`. Only the program's own lists are read, so that no address
    /// that somebody made up leads elsewhere.
    pub fn read(text: &str) -> Option<Self> {
        let (path, query) = text.split_once('?').unwrap_or((text, ""));
        let list = LISTS.iter().position(|(own, _)| *own == path)?;
        let pairs = form_urlencoded::parse(query.as_bytes()).into_owned().collect();
        (text.len() <= LONGEST).then_some(Self { list, pairs })
    }

    /// The list that an address or a form says the reader came from.
    pub(crate) fn asked(query: &mut Query) -> Option<Self> {
        query.get(Self::NAME).and_then(Self::read)
    }

    /// As an address holds it.
    pub fn text(&self) -> String {
        let pairs = self.pairs.iter().map(|(name, value)| (name.as_str(), value.clone()));
        format!("{}{}", self.path(), address::query(pairs))
    }

    fn path(&self) -> &'static str {
        LISTS.get(self.list).map_or("/", |(path, _)| path)
    }

    /// What the link says.
    pub fn words(&self) -> &'static str {
        match LISTS.get(self.list) {
            Some((_, words)) if self.list > 0 => words,
            _ if self.pairs.iter().all(|(name, _)| PAGING.contains(&name.as_str())) => {
                "Back to the register"
            }
            _ => "Back to the filtered register",
        }
    }

    /// The address of the list, as at the date of a page, at the row of a risk.
    pub fn link(&self, frame: &Frame, key: &str) -> String {
        let pairs = self.pairs.iter().map(|(name, value)| (name.as_str(), value.clone()));
        let moment = frame.moment().map(|(name, value)| -> (&str, String) { (name, value) });
        let anchor =
            if matches!(self.path(), "/" | "/closed") { row_id(key) } else { String::new() };
        let anchor = if anchor.is_empty() { anchor } else { format!("#{anchor}") };
        format!("{}{}{anchor}", self.path(), address::query(pairs.chain(moment)))
    }

    /// The filter of the register that it stands for, where it is the register.
    pub fn filter(&self) -> Option<Filter> {
        if self.list > 0 || self.pairs.is_empty() {
            return None;
        }
        let text = self.text();
        Some(Filter::read(&mut Query::parse(text.trim_start_matches("/?"))))
    }
}

/// What the row of a risk is called on its list.
pub fn row_id(key: &str) -> String {
    format!("risk-{}", address::segment(key))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_our_own_lists_are_led_back_to() {
        for text in ["//example.org", "https://example.org/", "/assets/x", "/risks/1", "", "\\/"] {
            assert_eq!(Back::read(text), None, "{text}");
        }
        let back = Back::read("/actions?due=overdue&owner=A+%26+B").unwrap();
        assert_eq!(back.text(), "/actions?due=overdue&owner=A+%26+B");
        assert_eq!(back.link(&Frame::default(), "7"), "/actions?due=overdue&owner=A+%26+B");
    }

    #[test]
    fn the_whole_register_needs_no_way_back() {
        assert_eq!(Back::to("/", &[]), None);
        let back = Back::to("/", &[("owner", "AB".to_owned())]).unwrap();
        assert_eq!(back.link(&Frame::default(), "R/1"), "/?owner=AB#risk-R%2F1");
        assert_eq!(back.filter().and_then(|filter| filter.owner).as_deref(), Some("AB"));
    }
}
