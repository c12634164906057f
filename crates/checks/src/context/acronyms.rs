//! The acronyms of a register.

use std::collections::BTreeMap;

use super::Context;
use crate::{Finding, Findings, RiskView, Text};

/// Every acronym in the wording of the risks and actions.
pub(crate) type Acronyms<'a> = BTreeMap<&'a str, Acronym>;

/// An acronym as the register has it.
#[derive(Debug)]
pub(crate) struct Acronym {
    /// How often it stands there.
    pub(crate) times: usize,
    /// Whether it is written out anywhere.
    pub(crate) explained: bool,
    /// The risk where it stands first, and the action if it is one, by their places.
    first: (usize, Option<usize>),
}

impl Acronym {
    /// Something about it, where it stands first.
    pub(crate) fn report<'f>(
        &self,
        on: &Context<'_>,
        out: &'f mut Findings,
        message: String,
    ) -> Option<&'f mut Finding> {
        let (risk, action) = self.first;
        let risk = on.risks.get(risk)?;
        Some(match action {
            Some(action) => {
                let action = risk.actions.get(action)?;
                out.action(risk, action, message, action.action.description.as_str())
            }
            None => out.risk(risk, message, risk.statement),
        })
    }
}

pub(crate) fn of<'a>(risks: &[RiskView<'a>]) -> Acronyms<'a> {
    let mut all = Acronyms::new();
    for (i, risk) in risks.iter().enumerate() {
        gather(&mut all, risk.statement, risk.text, (i, None));
        for (j, action) in risk.actions.iter().enumerate() {
            gather(&mut all, &action.action.description, action.text, (i, Some(j)));
        }
    }
    all
}

fn gather<'a>(all: &mut Acronyms<'a>, text: &'a str, read: &Text, first: (usize, Option<usize>)) {
    let may_hold_one = read.has_capitals || !text.is_ascii();
    if !may_hold_one || !text.chars().any(char::is_lowercase) {
        return;
    }
    for (start, token) in tokens(text) {
        let Some(acronym) = acronym(token) else { continue };
        let before = text.get(..start).unwrap_or_default();
        let after = text.get(start + token.len()..).unwrap_or_default();
        let seen = all.entry(acronym).or_insert(Acronym { first, times: 0, explained: false });
        seen.times += 1;
        seen.explained |=
            before.ends_with('(') && after.starts_with(')') || after.starts_with(" (");
    }
}

/// Runs of letters and digits, each with where it starts.
fn tokens(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let base = text.as_ptr() as usize;
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|token| token.len() > 1)
        .map(move |token| (token.as_ptr() as usize - base, token))
}

/// The capitals of a token that is an acronym.
fn acronym(token: &str) -> Option<&str> {
    const KNOWN: &[&str] = &["UK", "EU", "PDF", "II", "III", "IV", "VI", "VII", "VIII", "IX", "NB"];
    let letters = token.strip_suffix('s').unwrap_or(token);
    let capitals = letters.chars().all(char::is_uppercase) && letters.chars().count() > 1;
    (capitals && !KNOWN.contains(&letters)).then_some(letters)
}
