//! The two ends of a comparison: an issue or a seal from the list, or any day.

use bellwether_app::check::{SealName, When};
use maud::{Markup, html};

use crate::{
    view::{Frame, address::Query},
    words::{day, short_day},
};

/// What to compare; `None` where nothing was asked.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Between {
    /// The earlier end.
    pub from: Option<When>,
    /// The later end.
    pub to: Option<When>,
}

impl Between {
    /// Reads both from an address: a day that was typed goes before what was chosen from the list.
    pub fn read(query: &mut Query) -> Self {
        let mut end = |list, typed| {
            let day = query.date(typed).map(When::Date);
            let wants = "a date such as 2018-03-16, or the entry of a seal such as seal-12";
            let chosen = query.read(list, wants, |text| text.parse().ok());
            day.or(chosen)
        };
        Self { from: end("from", "from-day"), to: end("to", "to-day") }
    }

    /// Whether anything was asked.
    pub fn is_chosen(&self) -> bool {
        *self != Self::default()
    }

    /// The same as pairs of an address.
    pub fn pairs(self) -> Vec<(&'static str, String)> {
        let pair = |name, when: Option<When>| when.map(|when| (name, when.to_string()));
        pair("from", self.from).into_iter().chain(pair("to", self.to)).collect()
    }
}

/// One end to choose.
pub fn end(
    frame: &Frame,
    name: &str,
    label: &str,
    now: Option<When>,
    seals: &[SealName],
) -> Markup {
    let listed = |when: When| match when {
        When::Date(date) => frame.issues.contains(&date),
        When::Seal(seq) => seals.iter().any(|seal| seal.seq == seq),
    };
    let own = now.filter(|when| !listed(*when));
    let option = |when: When, words: String| {
        html! { option value=(when) selected[now == Some(when)] { (words) } }
    };
    html! {
        fieldset .between-end {
            legend { (label) }
            div {
                label for={ "moved-" (name) } { "Issue or seal" }
                select id={ "moved-" (name) } name=(name) {
                    @if let Some(when @ When::Date(date)) = own { (option(when, day(date))) }
                    @if now.is_none() { option value="" { "–" } }
                    optgroup label="Issues" { @for date in frame.issues.iter().rev() { (option(When::Date(*date), day(*date))) } }
                    @if !seals.is_empty() {
                        optgroup label="Seals" { @for seal in seals { (option(When::Seal(seal.seq), format!("{} ({})", seal.name, short_day(seal.as_at)))) } }
                    }
                }
            }
            div {
                label for={ "moved-" (name) "-day" } { "or any day" }
                input id={ "moved-" (name) "-day" } type="date" name={ (name) "-day" };
            }
        }
    }
}
