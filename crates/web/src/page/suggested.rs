//! What the checks suggest: beside each finding the edit that would put it right, and under a group the
//! button that accepts those that were ticked or filled in.

use bellwether_checks::{Asks, Finding, Suggestion, suggest};
use bellwether_domain::Date;
use maud::{Markup, html};

use super::filters;
use crate::{
    component::finding::pairs,
    view::{Frame, Issue, address},
    words::thousands,
};

/// What is suggested for the findings of one group, as one form.
pub struct Suggested {
    id: String,
    of: Vec<Option<Suggestion>>,
    /// Days before it have passed.
    from: Date,
    owners: Vec<(String, String)>,
}

/// Bytes of a text for which an edit is offered beside what is found in it.
const MOST_OFFERED: usize = 4_000;

impl Suggested {
    /// What would put these findings right; nothing on a page of an earlier date.
    pub fn of(frame: &Frame, issue: &Issue<'_>, group: &str, places: &[&Finding]) -> Self {
        let all = places.iter().filter(|_| frame.is_latest);
        let of: Vec<Option<Suggestion>> =
            all.map(|finding| suggest(finding, issue.register).filter(is_handy)).collect();
        let anybody = of.iter().flatten().any(|one| one.asks == Asks::Owner(vec![]));
        let owners = if anybody { filters::owners(issue, filters::answer) } else { Vec::new() };
        Self { id: format!("accept-{group}"), of, owners, from: issue.as_at }
    }

    /// The edit that one of the findings is offered, with a box for what it asks for.
    pub fn one(&self, number: usize, finding: &Finding) -> Markup {
        let Some(Some(suggestion)) = self.of.get(number) else { return html! {} };
        let (form, answer) = (self.id.as_str(), format!("answer-{number}"));
        let Suggestion { title, from, before, asks, .. } = suggestion;
        let place = finding.place();
        html! {
            div .offer {
                input type="hidden" form=(form) name={ "place-" (number) } value=(address::query(pairs(finding)));
                @if *asks != Asks::Words { input type="hidden" form=(form) name={ "from-" (number) } value=(from); }
                @match asks {
                    Asks::Nothing => label .check {
                        input type="checkbox" form=(form) name="take" value=(number);
                        span { (title) ": " @if !from.is_empty() { del { (from) } " " } ins { (before) } span .unseen { ", " (place) } }
                    },
                    Asks::Words => label {
                        span { (title) " " span .muted { (joint(from, before)) } span .unseen { ", " (place) } }
                        input form=(form) name=(answer) autocomplete="off";
                    },
                    Asks::Day => label {
                        span { (title) span .unseen { ", " (place) } }
                        input type="date" form=(form) name=(answer) min=(self.from);
                    },
                    Asks::Owner(among) => label {
                        span { (title) span .unseen { ", " (place) } }
                        select form=(form) name=(answer) {
                            option value="" { "Choose" }
                            @for owner in among { option value=(owner) { (owner) } }
                            @if among.is_empty() { @for (owner, words) in &self.owners { option value=(owner) { (words) } } }
                        }
                    },
                }
            }
        }
    }

    /// In whose name, and the button.
    pub fn accept(&self, frame: &Frame, title: &str) -> Markup {
        let ticked = self.of.iter().flatten().any(|one| one.asks == Asks::Nothing);
        html! {
            @if self.of.iter().any(Option::is_some) {
                form .offers id=(self.id) method="post" action="/checks/accept" {
                    @if let Some(date) = frame.asked() { input type="hidden" name="as-at" value=(date); }
                    label { span { "Your name, for the journal" } input name="who" required autocomplete="name"; }
                    button type="submit" { "Accept what is " @if ticked { "ticked" } @else { "filled in" } span .unseen { ": " (title) } }
                }
            }
        }
    }
}

/// Whether an edit is small enough to be offered beside what is found: it stands there several times,
/// and nobody reads a long text twice to see one word.
fn is_handy(suggestion: &Suggestion) -> bool {
    suggestion.from.len().max(suggestion.before.len()) <= MOST_OFFERED
}

/// The words after which a box goes on: "… because".
fn joint(from: &str, before: &str) -> String {
    let stands = from.trim_end().trim_end_matches('.');
    match before.strip_prefix(stands).map(str::trim) {
        Some(joint) if !joint.is_empty() => format!("“… {joint}”"),
        _ => String::new(),
    }
}

/// Says that more than one was accepted, beside what the last entry says.
pub fn many(accepted: usize) -> Markup {
    html! { @if accepted > 1 { (thousands(accepted)) " suggestions were accepted, each as an entry of its own. The last of them: " } }
}
