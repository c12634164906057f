//! The page that takes an entry of the journal back: what comes back, and the form.

use bellwether_app::undo::{Restored, Undoing};
use bellwether_history::{Hindsight, Seq};
use maud::{Markup, html};

use super::{history::deed, layout::layout};
use crate::{
    component::change::{self, entry_link},
    form::Byline,
    view::{Frame, Issue},
    words::{count, day, sentence},
};

/// An entry and what taking it back would do.
pub struct TakingBack<'a> {
    /// What would be done.
    pub undoing: &'a Undoing,
    /// The last entry of the journal when it was shown.
    pub head: Option<Seq>,
    /// By whom and why, as typed so far.
    pub by: &'a Byline,
    /// What is to be put right, in sentences.
    pub problems: &'a [String],
}

/// The page.
pub fn undo(frame: &Frame, issue: &Issue<'_>, taking: &TakingBack<'_>) -> Markup {
    let Undoing { entry, restores, .. } = taking.undoing;
    let title = format!("Take back entry {}", entry.seq);
    let content = html! {
        header .page-head {
            div {
                h1 { (title) }
                p .lede { "What stood before it holds again, by a new entry. Both stay in the journal." }
            }
            nav .pager aria-label="Back" { a .button href=(entry_link(frame, entry.seq)) { "Back to the journal" } }
        }
        @if !taking.problems.is_empty() {
            section .notice.notice-error role="alert" {
                h2 { "Nothing was taken back" }
                @for problem in taking.problems { p { (problem) } }
            }
        }
        section .panel aria-labelledby="taken-back" {
            div .panel-head { h2 #taken-back { "The entry" } }
            dl .facts.panel-body {
                dt { "What" } dd { (deed(entry, &Hindsight::default())) ", from " (day(entry.effective)) }
                dt { "By" } dd { (entry.actor) }
                @if !entry.reason.is_empty() { dt { "Why" } dd { (entry.reason) } }
            }
        }
        section .panel.below aria-labelledby="comes-back" {
            div .panel-head { h2 #comes-back { "What comes back" } p { (count(restores.len(), "thing")) } }
            @if restores.is_empty() { p .panel-body.muted { "Nothing: all that it said is so without it." } }
            @else { ol .timeline { @for restored in restores { (one(issue, restored)) } } }
        }
        (form(taking))
    };
    layout(frame, &title, &content)
}

fn one(issue: &Issue<'_>, restored: &Restored) -> Markup {
    html! {
        li {
            h3 {
                (sentence(&restored.what))
                small { "from " (day(restored.effective)) @if let Some(turned) = restored.turned { ": " (turned) } }
            }
            @if !restored.changes.is_empty() { (change::list(issue, &restored.changes)) }
        }
    }
}

fn form(taking: &TakingBack<'_>) -> Markup {
    let (entry, by) = (&taking.undoing.entry, taking.by);
    html! {
        form .panel.waive.below method="post" action={ "/history/" (entry.seq) "/undo" } {
            @if let Some(head) = taking.head { input type="hidden" name="head" value=(head); }
            div .waive-fields {
                div .waive-why {
                    label for="reason" { "Why it is taken back" }
                    input #reason name="reason" value=(by.reason) required maxlength="2000" autocomplete="off" placeholder="For example: it was last quarter’s file";
                }
                div {
                    label for="who" { "Your name, for the journal" }
                    input #who name="who" value=(by.who) required maxlength="200" autocomplete="name";
                }
                div .waive-do { button .button-primary type="submit" { "Take back entry " (entry.seq) } }
            }
        }
    }
}
