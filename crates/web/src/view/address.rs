//! Queries of addresses: read with every problem named, written back the same.

use std::{cell::RefCell, collections::BTreeSet, fmt::Write as _};

use bellwether_domain::Date;
use jiff::Timestamp;

/// The pairs of a query, empty values left out (a form sends every field it has).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Query {
    pairs: Vec<(String, String)>,
    /// What could not be understood, in words.
    problems: Vec<String>,
    /// The names that were asked for.
    asked: RefCell<BTreeSet<String>>,
}

impl Query {
    /// Reads the part of an address after the question mark.
    pub fn parse(text: &str) -> Self {
        let pairs = form_urlencoded::parse(text.as_bytes())
            .map(|(name, value)| (name.into_owned(), value.trim().to_owned()))
            .filter(|(_, value)| !value.is_empty())
            .collect();
        Self { pairs, ..Self::default() }
    }

    /// The value of a name; the last counts where it stands twice.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.asked.borrow_mut().insert(name.to_owned());
        self.pairs.iter().rev().find(|(n, _)| n == name).map(|(_, value)| value.as_str())
    }

    /// Every value of a name, in order.
    pub fn all<'q>(&'q self, name: &'q str) -> impl Iterator<Item = &'q str> {
        self.asked.borrow_mut().insert(name.to_owned());
        self.pairs.iter().filter(move |(n, _)| n == name).map(|(_, value)| value.as_str())
    }

    /// The value of a name as a type; one that cannot be read is a problem, not a default.
    pub fn read<T>(
        &mut self,
        name: &str,
        wants: &str,
        parse: impl Fn(&str) -> Option<T>,
    ) -> Option<T> {
        let value = self.get(name)?;
        let read = parse(value);
        if read.is_none() {
            let problem = format!("“{value}” in “{name}” is not {wants}.");
            self.problems.push(problem);
        }
        read
    }

    /// The value of a name as a date.
    pub fn date(&mut self, name: &str) -> Option<Date> {
        self.read(name, "a date: write it as 2018-03-16", |text| text.parse().ok())
    }

    /// The moment by which everything shown was recorded, where one is asked for.
    pub fn known_at(&mut self) -> Option<Timestamp> {
        self.read("known-at", "a moment: write it as 2018-03-16T17:00:00Z", |text| {
            // A form sends a plus sign as a space.
            text.replace(' ', "+").parse().ok()
        })
    }

    /// Declines every name that was not asked for by now. What leaves the house is never more than was
    /// asked for: a slip such as `public=yes` would give the whole register.
    pub fn nothing_else(&mut self) {
        let known = self.asked.borrow().iter().cloned().collect::<Vec<_>>().join(", ");
        let asked = self.asked.borrow();
        let strange: BTreeSet<&str> = self.pairs.iter().map(|(name, _)| name.as_str()).collect();
        let problem = |name: &&str| {
            let known = if known.is_empty() { "none" } else { &known };
            format!("“{name}” is no name that this address knows: {known}.")
        };
        let strange = strange.iter().filter(|name| !asked.contains(**name)).map(problem);
        let problems: Vec<String> = strange.collect();
        drop(asked);
        self.problems.extend(problems);
    }

    /// What could not be understood.
    pub fn problems(&self) -> &[String] {
        &self.problems
    }
}

/// Writes pairs as a query with its question mark; nothing for none.
pub fn query<'a>(pairs: impl IntoIterator<Item = (&'a str, String)>) -> String {
    let mut text = form_urlencoded::Serializer::new(String::new());
    for (name, value) in pairs {
        if !value.is_empty() {
            text.append_pair(name, &value);
        }
    }
    let text = text.finish();
    if text.is_empty() { text } else { format!("?{text}") }
}

/// A segment of a path, with everything but letters, digits and `-._~` escaped.
pub fn segment(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            // Writing to a String cannot fail.
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn empty_fields_are_as_good_as_absent() {
        let query = Query::parse("q=&owner=AB");
        assert_eq!(query.get("q"), None);
        assert_eq!(query.get("owner"), Some("AB"));
    }

    #[test]
    fn a_bad_date_is_a_problem_that_says_what_to_write() {
        let mut query = Query::parse("as-at=tomorrow");
        assert_eq!(query.date("as-at"), None);
        assert_eq!(
            query.problems(),
            ["“tomorrow” in “as-at” is not a date: write it as 2018-03-16."]
        );
    }

    #[test]
    fn a_name_that_nobody_asked_for_is_a_problem_where_nothing_else_may_stand() {
        let mut query = Query::parse("as-at=2018-03-16&public=yes");
        query.date("as-at");
        query.known_at();
        query.nothing_else();
        assert_eq!(
            query.problems(),
            ["“public” is no name that this address knows: as-at, known-at."]
        );
    }

    #[test]
    fn a_moment_is_one_with_its_offset() {
        let moment = |text| Query::parse(text).known_at().map(|known| known.to_string());
        let utc = Some("2018-03-16T17:00:00Z".to_owned());
        assert_eq!(moment("known-at=2018-03-16T17:00:00Z"), utc);
        assert_eq!(moment("known-at=2018-03-16T18:00:00%2B01:00"), utc);
        assert_eq!(moment("known-at=2018-03-16T18:00:00+01:00"), utc);
        let mut query = Query::parse("known-at=2018-03-16");
        assert_eq!((query.known_at(), query.problems().len()), (None, 1));
    }

    #[test]
    fn a_reference_of_any_letters_is_one_segment() {
        assert_eq!(segment("R/1 é"), "R%2F1%20%C3%A9");
    }
}
