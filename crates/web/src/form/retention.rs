//! What the form of how long things are kept holds, as typed; and the rules that it describes.

use std::collections::BTreeMap;

use bellwether_app::settings::retention::{Retention, RetentionKind, Years};

use super::Byline;
use crate::view::address::Query;

/// What the form says, as typed.
#[derive(Debug, Clone, Default)]
pub struct RetentionTyped {
    /// The years of each kind; empty where it is kept for good.
    pub years: BTreeMap<RetentionKind, String>,
    /// By whom and why.
    pub by: Byline,
}

impl RetentionTyped {
    /// The form before anything is typed.
    pub fn of(retention: &Retention) -> Self {
        let years = |(kind, years): (&RetentionKind, &Years)| (*kind, years.get().to_string());
        Self { years: retention.0.iter().map(years).collect(), ..Self::default() }
    }

    pub(crate) fn read(form: &Query) -> Self {
        let own = |name: &str| form.get(name).unwrap_or_default().to_owned();
        let years = RetentionKind::ALL.map(|kind| (kind, own(kind.name())));
        Self { years: years.into(), by: Byline::read(|name| form.get(name)) }
    }

    /// The rules that it describes, or everything of it that cannot be read, in sentences.
    pub(crate) fn retention(&self) -> Result<Retention, Vec<String>> {
        let mut rules = BTreeMap::new();
        let mut problems = Vec::new();
        for (kind, typed) in self.years.iter().filter(|(_, typed)| !typed.trim().is_empty()) {
            match typed.trim().parse().ok().and_then(Years::new) {
                Some(years) => drop(rules.insert(*kind, years)),
                None => problems.push(format!(
                    "{}: “{typed}” is no number of years from 1 to 100. Leave it empty to keep them \
                     always.",
                    kind.title()
                )),
            }
        }
        if problems.is_empty() { Ok(Retention(rules)) } else { Err(problems) }
    }
}
