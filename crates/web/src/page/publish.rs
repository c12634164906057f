//! What of a seal is published for everybody, and the forms that publish it and take it back.

use bellwether_history::Seq;
use bellwether_press::publication::{Issue, Placed};
use maud::{Markup, html};

use super::layout::layout;
use crate::{
    view::{Frame, address},
    words::{count, day},
};

/// The forms as typed so far.
#[derive(Debug, Clone, Default)]
pub struct Typed {
    /// Under which terms it may be used.
    pub licence: String,
    /// Why it is withdrawn.
    pub why: String,
    /// By whom it is published or withdrawn.
    pub who: String,
}

/// What was just done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names speak for themselves")]
pub enum Done {
    Published,
    Withdrawn,
}

/// What the page shows.
pub struct Publishing<'a> {
    /// The seal.
    pub seal: Seq,
    /// What would be said of its papers.
    pub issue: &'a Issue,
    /// How many risks are public.
    pub risks: usize,
    /// That something is left out, where it is.
    pub left_out: Option<String>,
    /// What is published of it already.
    pub before: Option<&'a Placed>,
    /// Whether the program was given a folder to write into.
    pub may_write: bool,
    /// The forms as typed so far.
    pub typed: &'a Typed,
    /// What was just done.
    pub done: Option<Done>,
    /// What stands in the way, in a sentence.
    pub problem: Option<&'a str>,
}

/// The page.
pub fn publish(frame: &Frame, shown: &Publishing<'_>) -> Markup {
    let stands = shown.before.filter(|placed| placed.issue.withdrawn.is_none());
    let content = html! {
        header .page-head {
            div {
                h1 { "Publish a sealed register" }
                p .lede {
                    "The papers of “" (shown.issue.meeting) "” and their data, for everybody: without what is not for "
                    "the public. Each says from which seal it is, and how to verify it."
                }
            }
            nav .pager aria-label="Back" { a .button href=(frame.link("/seals", &[])) { "Back to the seals" } }
        }
        @if let Some(problem) = shown.problem {
            section .notice.notice-error role="alert" { h2 { "Nothing was changed" } p { (problem) } }
        }
        (done(shown))
        (what(frame, shown))
        @if shown.may_write {
            (form(shown, stands.is_some()))
            @if stands.is_some() { (withdraw(shown)) }
        } @else {
            p .panel.nothing.below { "To publish from here the program wants a folder: whoever looks after it starts it with " code { "bellwether serve --publish-to FOLDER" } "." }
        }
    };
    layout(frame, "Publish a sealed register", &content)
}

fn done(shown: &Publishing<'_>) -> Markup {
    let (Some(done), Some(placed)) = (shown.done, shown.before) else { return html! {} };
    html! {
        p .notice.notice-done role="status" {
            @match done {
                Done::Published => { strong { "Published." } " Everybody who can reach the folder can read " (at(placed)) "." }
                Done::Withdrawn => { strong { "Withdrawn." } " In the place of the papers stands that they were, and why: " (at(placed)) "." }
            }
        }
    }
}

/// A link to the page of what is published.
fn at(placed: &Placed) -> Markup {
    let address = format!("/published/{}/", address::segment(&placed.folder));
    html! { a href=(address) { (address) } }
}

fn what(frame: &Frame, shown: &Publishing<'_>) -> Markup {
    let of = [("of", format!("seal-{}", shown.seal)), ("version", "public".to_owned())];
    let look = |paper: &str| format!("/papers/{paper}.html{}", address::query(of.clone()));
    html! {
        section .panel aria-labelledby="what" {
            div .panel-head { h2 #what { "What is for the public" } p { a href=(frame.link("/restricted", &[])) { "What is not" } } }
            dl .facts.panel-body {
                dt { "Register" } dd { (shown.issue.title) ", as at " strong { (day(shown.issue.as_at)) } }
                dt { "Sealed" } dd { "for “" (shown.issue.meeting) "” as " a href=(frame.link(&format!("/seals#seal-{}", shown.seal), &[])) { "journal entry " (shown.seal) } }
                dt { "It holds" } dd {
                    (count(shown.risks, "risk"))
                    @if let Some(left_out) = &shown.left_out { ". " (left_out) }
                }
                dt { "Look at it" } dd {
                    a href=(look("register")) { "The register" } ", " a href=(look("pack")) { "the pack for the meeting" } ", as everybody would see them"
                }
                dt { "Published" } dd {
                    @match shown.before {
                        None => "Not yet",
                        Some(placed) => @match &placed.issue.withdrawn {
                            Some(withdrawn) => { "Withdrawn on " (day(withdrawn.on)) ": " (withdrawn.why) " (" (at(placed)) ")" }
                            None => { (count(placed.issue.files.len(), "file")) ": " (at(placed)) }
                        }
                    }
                }
            }
        }
    }
}

fn form(shown: &Publishing<'_>, again: bool) -> Markup {
    let kept = shown.before.and_then(|placed| placed.issue.licence.as_deref());
    let licence = if shown.typed.licence.is_empty() {
        kept.unwrap_or_default()
    } else {
        &shown.typed.licence
    };
    html! {
        form .panel.waive.below method="post" action={ "/seals/" (shown.seal) "/publish" } {
            div .waive-fields {
                div .waive-why {
                    label for="licence" { "Terms of use, where there are some" }
                    input #licence name="licence" value=(licence) maxlength="500" autocomplete="off" placeholder="For example: Open Government Licence v3.0";
                }
                (who(shown, "who-publishes"))
                div .waive-do {
                    button .button-primary type="submit" { @if again { "Publish it again, as it is now" } @else { "Publish it for everybody" } }
                }
            }
        }
    }
}

fn withdraw(shown: &Publishing<'_>) -> Markup {
    html! {
        form .panel.waive.below method="post" action={ "/seals/" (shown.seal) "/publish" } {
            input type="hidden" name="withdraw" value="yes";
            div .panel-head { h2 { "Take it back" } p { "The address stays, and says that the papers were withdrawn, and why. Whoever has a copy keeps it." } }
            div .waive-fields {
                div .waive-why {
                    label for="why" { "Why, for everybody to read" }
                    input #why name="why" value=(shown.typed.why) required maxlength="2000" autocomplete="off";
                }
                (who(shown, "who-withdraws"))
                div .waive-do { button type="submit" { "Withdraw it" } }
            }
        }
    }
}

fn who(shown: &Publishing<'_>, id: &str) -> Markup {
    html! {
        div {
            label for=(id) { "Your name, for the journal" }
            input id=(id) name="who" value=(shown.typed.who) required autocomplete="name";
        }
    }
}
