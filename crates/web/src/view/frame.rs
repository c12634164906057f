//! What stands around every page: whose register it is, which issue is shown, and what to keep
//! in the links.

use bellwether_domain::Date;
use jiff::Timestamp;

use super::{Asked, Back, address};
use crate::words::sentence;

/// The pages of the program, as its navigation names them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "each is the page of its name")]
pub enum Page {
    Register,
    HeatMap,
    Actions,
    Changes,
    Checks,
    Papers,
    History,
    Import,
}

impl Page {
    /// All, in the order of the navigation.
    pub const ALL: [Self; 8] = [
        Self::Register,
        Self::HeatMap,
        Self::Actions,
        Self::Changes,
        Self::Checks,
        Self::Papers,
        Self::History,
        Self::Import,
    ];

    /// Its name.
    pub fn title(self) -> &'static str {
        match self {
            Self::Register => "Register",
            Self::HeatMap => "Heat map",
            Self::Actions => "Actions",
            Self::Changes => "Changes",
            Self::Checks => "Checks",
            Self::Papers => "Papers",
            Self::History => "History",
            Self::Import => "Import",
        }
    }

    /// Its address.
    pub fn path(self) -> &'static str {
        match self {
            Self::Register => "/",
            Self::HeatMap => "/heat-map",
            Self::Actions => "/actions",
            Self::Changes => "/changes",
            Self::Checks => "/checks",
            Self::Papers => "/papers",
            Self::History => "/history",
            Self::Import => "/import",
        }
    }
}

/// The lists that come in pages.
const LISTS: [&str; 5] = ["/", "/actions", "/changes", "/checks", "/closed"];

/// What stands around a page.
#[derive(Debug, Clone, Default)]
pub struct Frame {
    /// Whose register it is.
    pub organisation: Option<String>,
    /// Its title.
    pub title: Option<String>,
    /// Which page of the navigation this is.
    pub page: Option<Page>,
    /// This page's own path.
    pub path: String,
    /// The rest of its query, without the date.
    pub pairs: Vec<(&'static str, String)>,
    /// The date shown; `None` where there is no register yet.
    pub as_at: Option<Date>,
    /// The dates of the issues, oldest first.
    pub issues: Vec<Date>,
    /// The date that a page shows where none is asked for; `None` where there is no register yet.
    pub latest: Option<Date>,
    /// The day it is where the body is.
    pub today: Option<Date>,
    /// Whether the date shown is the newest, or later.
    pub is_latest: bool,
    /// The moment by which everything shown was recorded; `None` where all is shown.
    pub known: Option<Timestamp>,
    /// How many rows stand on a page of a list, where the reader chose; every list keeps to it.
    pub rows: Option<usize>,
    /// The list that links to risks lead back to: this page where it is one, else the one that
    /// the reader came from.
    pub back: Option<Back>,
}

impl Frame {
    /// The register's title without the organisation's name, which stands above it already.
    pub fn short_title(&self) -> Option<String> {
        short_title(self.organisation.as_deref(), self.title.as_deref())
    }

    /// The date shown, where it is another than a page without a date shows.
    pub fn asked(&self) -> Option<Date> {
        self.as_at.filter(|date| Some(*date) != self.latest)
    }

    /// The date, where it had to be asked for, and the moment, where one was, as pairs of an
    /// address.
    pub fn moment(&self) -> impl Iterator<Item = (&'static str, String)> {
        self.asked().map(|date| ("as-at", date.to_string())).into_iter().chain(self.known_pair())
    }

    /// How many rows stand on a page, as a pair of an address.
    pub fn rows_pair(&self) -> Option<(&'static str, String)> {
        Some(("per-page", self.rows?.to_string()))
    }

    fn known_pair(&self) -> Option<(&'static str, String)> {
        Some(("known-at", self.known?.to_string()))
    }

    /// An address in this program, speaking of the same date as this page.
    pub fn link(&self, path: &str, pairs: &[(&'static str, String)]) -> String {
        let (path, anchor) = path
            .split_once('#')
            .map_or((path, String::new()), |(path, anchor)| (path, format!("#{anchor}")));
        let rows = self.rows_pair().filter(|_| LISTS.contains(&path));
        let query = address::query(pairs.iter().cloned().chain(rows).chain(self.moment()));
        format!("{path}{query}{anchor}")
    }

    /// This page as at another date.
    pub fn at(&self, date: Date) -> String {
        let date = (Some(date) != self.latest).then(|| ("as-at", date.to_string()));
        let pairs = self.pairs.iter().cloned().chain(self.rows_pair());
        let pairs = pairs.chain(date).chain(self.known_pair());
        format!("{}{}", self.path, address::query(pairs))
    }

    /// This page as at the same date, by all that is known now.
    pub fn as_known_now(&self) -> String {
        let all = Self { known: None, ..self.clone() };
        self.as_at.map_or_else(|| all.link(&self.path, &self.pairs), |date| all.at(date))
    }

    /// Another page as at another date.
    pub fn at_path(&self, path: &str, date: Date) -> String {
        Self {
            path: path.to_owned(),
            pairs: vec![],
            latest: self.latest,
            known: self.known,
            ..Self::default()
        }
        .at(date)
    }

    /// The page of a risk.
    pub fn risk(&self, key: &str) -> String {
        self.risk_at(key, "")
    }

    /// A page under that of a risk ("/edit"), from which the way back to the list stays known.
    pub fn risk_at(&self, key: &str, under: &str) -> String {
        let back: Vec<_> = self.back_pair().into_iter().collect();
        self.link(&format!("/risks/{}{under}", address::segment(key)), &back)
    }

    /// The list to lead back to, as a pair of an address.
    pub fn back_pair(&self) -> Option<(&'static str, String)> {
        Some((Back::NAME, self.back.as_ref()?.text()))
    }

    /// The frame of a list, of which a part is shown.
    #[must_use]
    pub fn on_page(mut self, asked: Asked) -> Self {
        self.rows = asked.rows;
        let page = asked.part.map(|part| ("page", part.key()));
        let pairs: Vec<_> =
            self.pairs.iter().cloned().chain(page).chain(self.rows_pair()).collect();
        self.back = Back::to(&self.path, &pairs);
        self
    }

    /// The frame of a page to which a reader came from a list.
    #[must_use]
    pub fn from_list(mut self, back: Option<Back>) -> Self {
        self.back = back;
        self
    }

    /// The same page as JSON.
    pub fn json(&self) -> String {
        let path = match self.path.as_str() {
            "/" => "/register",
            path => path,
        };
        self.link(&format!("{path}.json"), &self.pairs)
    }

    /// The table of the same page as CSV, where it shows one.
    pub fn csv(&self) -> Option<String> {
        let path = match self.path.as_str() {
            "/" => "/register.csv",
            "/actions" => "/actions.csv",
            "/closed" => "/closed.csv",
            _ => return None,
        };
        Some(self.link(path, &self.pairs))
    }

    /// The issue in force on the date shown, the one before it and the one after.
    pub fn around(&self) -> (Option<Date>, Option<Date>) {
        let Some(as_at) = self.as_at else { return (None, None) };
        let in_force = self.issues.iter().rev().copied().find(|date| *date <= as_at);
        let before = self.issues.iter().rev().copied().find(|date| Some(*date) < in_force);
        let after = self.issues.iter().copied().find(|date| *date > as_at);
        (before.filter(|_| in_force.is_some()), after)
    }
}

/// A register's title without its organisation's name, and not in capitals throughout.
pub fn short_title(organisation: Option<&str>, title: Option<&str>) -> Option<String> {
    let title = title?;
    let lower = title.to_lowercase();
    let owner = organisation.unwrap_or_default().to_lowercase();
    // Only where lower case has the same length may one be cut by the other.
    let rest = lower
        .strip_prefix(&owner)
        .filter(|_| lower.len() == title.len() && !owner.is_empty())
        .and_then(|rest| title.get(title.len() - rest.len()..))
        .map(|rest| rest.trim_start_matches([' ', '-', '–', '—', ':', ',', '|']))
        .filter(|rest| !rest.is_empty());
    let title = rest.unwrap_or(title);
    let shouts = title.contains(' ') && !title.chars().any(char::is_lowercase);
    Some(if shouts { sentence(&title.to_lowercase()) } else { title.to_owned() })
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn frame() -> Frame {
        Frame {
            path: "/actions".to_owned(),
            pairs: vec![("owner", "AB".to_owned())],
            as_at: Some(date(2025, 6, 13)),
            issues: vec![date(2025, 3, 14), date(2025, 6, 13), date(2025, 9, 12)],
            latest: Some(date(2025, 9, 12)),
            ..Frame::default()
        }
    }

    #[test]
    fn links_keep_the_date_of_an_older_issue() {
        assert_eq!(frame().risk("R/1"), "/risks/R%2F1?as-at=2025-06-13");
        assert_eq!(frame().link("/checks#x", &[]), "/checks?as-at=2025-06-13#x");
        assert_eq!(frame().at(date(2025, 3, 14)), "/actions?owner=AB&as-at=2025-03-14");
        assert_eq!(frame().at(date(2025, 9, 12)), "/actions?owner=AB");
        assert_eq!(frame().json(), "/actions.json?owner=AB&as-at=2025-06-13");
    }

    #[test]
    fn links_keep_today() {
        let today = Frame { as_at: Some(date(2025, 11, 3)), is_latest: true, ..frame() };
        assert_eq!(today.risk("1"), "/risks/1?as-at=2025-11-03");
        assert_eq!(today.at(date(2025, 9, 12)), "/actions?owner=AB");
    }

    #[test]
    fn the_last_issue_has_its_own_address_once_something_was_changed_by_hand() {
        let edited = Frame { latest: Some(date(2025, 9, 20)), ..frame() };
        assert_eq!(edited.at(date(2025, 9, 12)), "/actions?owner=AB&as-at=2025-09-12");
        assert_eq!(edited.at(date(2025, 9, 20)), "/actions?owner=AB");
    }

    #[test]
    fn links_keep_the_moment_by_which_all_was_known() {
        let then = Frame { known: "2025-07-01T09:30:00Z".parse().ok(), ..frame() };
        let known = "known-at=2025-07-01T09%3A30%3A00Z";
        assert_eq!(then.link("/", &[]), format!("/?as-at=2025-06-13&{known}"));
        assert_eq!(then.at(date(2025, 9, 12)), format!("/actions?owner=AB&{known}"));
        assert_eq!(then.as_known_now(), "/actions?owner=AB&as-at=2025-06-13");
    }

    #[test]
    fn the_issues_around_a_date_between_two_are_those_of_the_one_in_force() {
        let between = Frame { as_at: Some(date(2025, 7, 1)), ..frame() };
        assert_eq!(between.around(), (Some(date(2025, 3, 14)), Some(date(2025, 9, 12))));
        assert_eq!(Frame::default().around(), (None, None));
    }

    #[test]
    fn the_title_does_not_say_again_whose_register_it_is() {
        let short = |title| short_title(Some("Saltmere Harbour"), Some(title));
        assert_eq!(short("SALTMERE HARBOUR - RISK REGISTER").as_deref(), Some("Risk register"));
        assert_eq!(short("Saltmere Harbour").as_deref(), Some("Saltmere Harbour"));
        assert_eq!(short("Corporate risks").as_deref(), Some("Corporate risks"));
    }
}
