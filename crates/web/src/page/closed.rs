//! Risks that are off the register: a list of them, and those that a search finds.

use bellwether_app::read::Closing;
use bellwether_domain::Field;
use bellwether_history::{Deed, Import};
use maud::{Markup, html};

use super::layout::{layout, stays};
use crate::{
    component::{pages, score, who},
    view::{Frame, Issue, Paging, back::row_id},
    words::{count, day, short_day, thousands},
};

/// A closed risk, with how an address names it.
pub struct Shut {
    /// How an address names it.
    pub key: String,
    /// The risk and its closing.
    pub closing: Closing,
}

impl Shut {
    fn reference(&self) -> &str {
        self.closing.version.risk.reference.as_deref().unwrap_or("–")
    }

    fn wording(&self) -> &str {
        self.closing.version.risk.wording()
    }
}

/// What the page of closed risks shows.
pub struct ClosedPage<'a> {
    /// Those on this page, the last closed first.
    pub shown: &'a [Shut],
    /// How many there are of them on all pages.
    pub paging: Paging,
    /// How many there are whatever is searched for.
    pub all: usize,
    /// Words that are searched for.
    pub text: Option<&'a str>,
}

/// The page of closed risks.
pub fn closed(frame: &Frame, issue: &Issue<'_>, page: &ClosedPage<'_>) -> Markup {
    let content = html! {
        header .page-head {
            div {
                h1 { "Closed risks" }
                p .lede { (count(page.all, "risk")) " off the register by " (day(issue.as_at)) ". Each keeps its last wording and its history, and can be put back." }
            }
            nav .pager aria-label="Back" { a .button href=(frame.link("/", &[])) { "Back to the register" } }
        }
        @if page.all > 0 {
            details .filters open {
                summary .chevron { "Search" }
                form method="get" action="/closed" role="search" aria-label="Search the closed risks" {
                    (stays(frame))
                    div .field-search.is-set[page.text.is_some()] {
                        label for="f-q" { "Search" }
                        input #f-q type="search" name="q" value=[page.text] placeholder="Words in a risk, its actions or owners" autocomplete="off";
                    }
                    div .field-do { button type="submit" data-needless { "Search" } }
                }
            }
        }
        div data-swap {
            @if page.text.is_some() {
                p .counted role="status" {
                    span { strong { (thousands(page.paging.total)) } " of " (count(page.all, "closed risk")) }
                    a href=(frame.link("/closed", &[])) { "Clear all" }
                }
            }
            @if page.shown.is_empty() {
                div .panel.nothing { p { @if page.text.is_some() { "No closed risk matches." } @else { "No risk is closed." } } }
            } @else {
                (table(frame, issue, page.shown))
                (pages::pages(frame, &page.paging, "risk", &frame.pairs))
            }
        }
    };
    layout(frame, "Closed risks", &content)
}

fn table(frame: &Frame, issue: &Issue<'_>, shown: &[Shut]) -> Markup {
    let heading = |field, otherwise| issue.register.heading(field, otherwise);
    html! {
        div .sheet {
            table .cards role="table" aria-label="Closed risks" {
                thead role="rowgroup" { tr role="row" {
                    th role="columnheader" scope="col" .col-ref { (heading(Field::Reference, "Ref")) }
                    th role="columnheader" scope="col" { (heading(Field::Description, "Risk")) }
                    th role="columnheader" scope="col" .col-owner { (heading(Field::Owners, "Owner")) }
                    th role="columnheader" scope="col" .col-score { "Last score" }
                    th role="columnheader" scope="col" .col-date { "Closed" }
                    th role="columnheader" scope="col" .col-why { "By whom, and why" }
                } }
                tbody role="rowgroup" { @for shut in shown { (row(frame, issue, shut)) } }
            }
        }
    }
}

fn row(frame: &Frame, issue: &Issue<'_>, shut: &Shut) -> Markup {
    let risk = &shut.closing.version.risk;
    let last = risk.assessments.get(issue.now()).filter(|assessment| !assessment.is_blank());
    html! {
        tr role="row" id=(row_id(&shut.key)) {
            td .col-ref role="cell" { (shut.reference()) }
            td .wide role="cell" {
                a .risk-wording href=(frame.risk(&shut.key)) data-stop { (shut.wording()) }
                @if let Some(category) = &risk.category { span .under { (category) } }
            }
            td .col-owner role="cell" { (who::initials(issue, &risk.owners)) }
            td .col-score role="cell" data-label="Last score" {
                @match last {
                    Some(last) => (score::chip(last, &issue.bands)),
                    None => span .muted { "–" span .unseen { " not scored" } },
                }
            }
            td .col-date role="cell" data-label="Closed" { (short_day(shut.closing.since)) }
            td .col-why.wide role="cell" { (by_whom(&shut.closing)) }
        }
    }
}

/// "By Ada Reader: it can no longer happen".
fn by_whom(closing: &Closing) -> Markup {
    html! {
        @if let Some(into) = &closing.into { span .under { "It went into " (into) } }
        @if let Some(entry) = &closing.entry {
            (entry.actor)
            @if !entry.reason.is_empty() { ": " (entry.reason) }
            @if let Deed::Import(import) = &entry.deed { span .under { (listed(closing, import, ["Not in ", "Closed in "])) } }
        }
    }
}

/// Whether the document that closed a risk lacked it or listed it as closed, in words, and its name.
fn listed(closing: &Closing, import: &Import, [lacked, listed]: [&str; 2]) -> Markup {
    let is_listed = import.risks.contains(&closing.version.id);
    html! { (if is_listed { listed } else { lacked }) (import.file) }
}

/// When, by whom and why a risk was closed, in a sentence for its own page.
pub(super) fn said(closing: &Closing) -> Markup {
    if closing.unmade {
        return unmade(closing);
    }
    html! {
        "Closed on " strong { (day(closing.since)) }
        @if let Some(entry) = &closing.entry {
            " by " (entry.actor)
            @if let Deed::Import(import) = &entry.deed { ", when " (listed(closing, import, ["it was not in ", "it was listed as closed in "])) }
            @if !entry.reason.is_empty() { ": " (entry.reason.trim_end_matches('.')) }
        }
        "."
    }
}

/// Of a risk that never came on to the register: what was taken back, by whom and why.
fn unmade(closing: &Closing) -> Markup {
    html! {
        "It never came on to the register"
        @if let Some(entry) = &closing.entry {
            ": "
            @if let Deed::Undo { undoes } = entry.deed { "entry " (undoes) ", which added it, was taken back by " (entry.actor) }
            @if !entry.reason.is_empty() { " (" (entry.reason.trim_end_matches('.')) ")" }
        }
        "."
    }
}

/// The closed risks that a search of the register finds beside those on it.
pub(super) fn found(frame: &Frame, found: &[Shut], total: usize, text: &str) -> Markup {
    html! {
        @if total > 0 {
            section .panel.below #closed {
                div .panel-head {
                    h2 { "Closed risks that match " span .tally { (thousands(total)) } }
                    @if total > found.len() { p { a href=(frame.link("/closed", &[("q", text.to_owned())])) { "Show all" } } }
                }
                ul .shut-list {
                    @for shut in found {
                        li {
                            span .ref { (shut.reference()) }
                            a href=(frame.risk(&shut.key)) { (shut.wording()) }
                            span .muted { "closed " (short_day(shut.closing.since)) }
                        }
                    }
                }
            }
        }
    }
}
