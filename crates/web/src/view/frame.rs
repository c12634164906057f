//! What stands around every page: whose register it is, which issue is shown, and what to keep
//! in the links.

use bellwether_domain::Date;

use super::address;

/// The pages of the program, as its navigation names them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "each is the page of its name")]
pub enum Page {
    Register,
    HeatMap,
    Actions,
    Changes,
    Checks,
    History,
    Import,
}

impl Page {
    /// All, in the order of the navigation.
    pub const ALL: [Self; 7] = [
        Self::Register,
        Self::HeatMap,
        Self::Actions,
        Self::Changes,
        Self::Checks,
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
            Self::History => "/history",
            Self::Import => "/import",
        }
    }
}

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
    /// Whether the date shown is the newest.
    pub is_latest: bool,
}

impl Frame {
    /// The date as a pair of an address, where it is not the newest.
    fn date_pair(&self) -> Option<(&'static str, String)> {
        (!self.is_latest).then(|| Some(("as-at", self.as_at?.to_string()))).flatten()
    }

    /// An address in this program, speaking of the same date as this page.
    pub fn link(&self, path: &str, pairs: &[(&'static str, String)]) -> String {
        let (path, anchor) = path
            .split_once('#')
            .map_or((path, String::new()), |(path, anchor)| (path, format!("#{anchor}")));
        let query = address::query(pairs.iter().cloned().chain(self.date_pair()));
        format!("{path}{query}{anchor}")
    }

    /// This page as at another date.
    pub fn at(&self, date: Date) -> String {
        let date = match self.issues.last() {
            Some(last) if *last == date => None,
            _ => Some(("as-at", date.to_string())),
        };
        format!("{}{}", self.path, address::query(self.pairs.iter().cloned().chain(date)))
    }

    /// Another page as at another date.
    pub fn at_path(&self, path: &str, date: Date) -> String {
        Self {
            path: path.to_owned(),
            pairs: vec![],
            issues: self.issues.clone(),
            ..Self::default()
        }
        .at(date)
    }

    /// The page of a risk.
    pub fn risk(&self, key: &str) -> String {
        self.link(&format!("/risks/{}", address::segment(key)), &[])
    }

    /// The same page as JSON.
    pub fn json(&self) -> String {
        let path = match self.path.as_str() {
            "/" => "/register",
            path => path,
        };
        self.link(&format!("{path}.json"), &self.pairs)
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
