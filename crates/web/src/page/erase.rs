//! The page that erases what must not be kept: what it is, what that takes out, and the form that says
//! why.

use std::collections::BTreeSet;

use bellwether_app::erase::ErasurePlan;
use bellwether_history::{Seq, Text};
use maud::{Markup, html};

use super::layout::layout;
use crate::{component::change::entry_link, form::Byline, view::Frame};

/// The form as typed so far.
#[derive(Debug, Clone, Default)]
pub struct Form {
    /// The words, a line each.
    pub words: String,
    /// The numbers of the entries that brought files.
    pub entry: String,
    /// By which right.
    pub right: String,
    /// By whom and why.
    pub by: Byline,
    /// The digest of the last entry when the plan was shown.
    pub head: String,
}

/// How far it is.
pub enum Step<'a> {
    /// What is to go is asked.
    Ask,
    /// What would go is shown.
    Confirm(&'a ErasurePlan),
    /// It is erased by an entry, but for what could not be done beside the record.
    Done(Seq, &'a [String]),
}

/// What the page knows beside the form.
pub struct Beside<'a> {
    /// What is past its time, where that is offered.
    pub past: &'a Markup,
    /// Whether the program publishes papers.
    pub publishes: bool,
}

/// The page.
pub fn erase(
    frame: &Frame,
    form: &Form,
    step: &Step<'_>,
    problems: &[String],
    beside: &Beside<'_>,
) -> Markup {
    let title = "Erase what must not be kept";
    let content = html! {
        header .page-head {
            div {
                h1 { (title) }
                p .lede {
                    "Somebody’s personal data, or the wrong document, is taken out of every version, reason, "
                    "name, sealed document and file for good. The entry that does it says who, why and by which "
                    "right, and the record still proves itself."
                }
            }
            nav .pager aria-label="Back" { a .button href=(frame.link("/history", &[])) { "Back to the journal" } }
        }
        @if !problems.is_empty() {
            section .notice.notice-error role="alert" {
                h2 { "Nothing was erased" }
                @for problem in problems { p { (crate::words::sentence(problem)) "." } }
            }
        }
        @match step {
            Step::Ask => { (ask(form)) (beside.past) },
            Step::Confirm(plan) => {
                (goes(frame, plan))
                (stays(frame, plan, beside.publishes))
                (confirm(form, plan))
            }
            Step::Done(seq, left) => (done(frame, *seq, left)),
        }
    };
    layout(frame, title, &content)
}

fn ask(form: &Form) -> Markup {
    html! {
        form .panel.waive method="post" action="/erase/plan" {
            div .waive-fields {
                div .waive-why {
                    label for="words" { "The words, a line each" }
                    textarea #words name="words" rows="3" autocomplete="off" aria-describedby="words-how" { (form.words) }
                    p #words-how .muted.small { "Found in capitals or small letters, but not within longer words. A file that holds them goes whole." }
                }
                div {
                    label for="entry" { "Or the entry that brought a file" }
                    input #entry name="entry" value=(form.entry) autocomplete="off" aria-describedby="entry-how";
                    p #entry-how .muted.small { "Its number, as the journal gives it; several with commas between them." }
                }
                div .waive-do { button .button-primary type="submit" { "Show what would go" } }
            }
        }
    }
}

/// What goes.
fn goes(frame: &Frame, plan: &ErasurePlan) -> Markup {
    let erasable = &plan.erasable;
    let none = BTreeSet::new();
    html! {
        section .panel aria-labelledby="goes" {
            div .panel-head { h2 #goes { "What goes, for good" } }
            dl .facts.panel-body {
                @for (of, number) in &erasable.counts {
                    dt { (kind(*of)) }
                    dd {
                        (number) " (" (numbers(frame, erasable.texts.get(of).unwrap_or(&none))) ")"
                        @if *of == Text::File { @for name in plan.files.values().flatten() { br; bdi { (name) } } }
                    }
                }
                @for (number, name) in &erasable.names {
                    dt { "A name" }
                    dd { (name) ": what they did is by a former officer (A" (number) ")" }
                }
                dt { "Uploads" } dd { "All that wait to be accepted" }
            }
        }
    }
}

/// What stays, or could not be looked into.
fn stays(frame: &Frame, plan: &ErasurePlan, publishes: bool) -> Markup {
    let within = &plan.erasable.within;
    html! {
        section .panel.below aria-labelledby="stays" {
            div .panel-head { h2 #stays { "What stays" } }
            div .panel-body {
                @if !within.is_empty() {
                    p { "Longer words that hold them: " @for (n, word) in within.iter().take(20).enumerate() { @if n > 0 { ", " } "“" (word) "”" } @if within.len() > 20 { " and more" } ". Give them as well if they are to go." }
                }
                @if !plan.imports.is_empty() {
                    p { "What was read from the document of " (numbers(frame, &plan.imports)) ", but for the words: give those as well that are to go." }
                }
                @if !plan.seals.is_empty() {
                    p { "Whoever was told of the seal of " (numbers(frame, &plan.seals)) " keeps the title that it had: see to their line yourself, and leave what stands before the time in it." }
                }
                @for (seq, name) in &plan.unread {
                    p { bdi { (name) } " of " a .plain href=(entry_link(frame, *seq)) { "entry " (seq) } " could not be looked into: if it holds them, erase it by the number of its entry." }
                }
                @if publishes { p { "What was published from here is made again, and written without it where it holds it." } }
                @else { p { "What was published is not looked at: " code { "bellwether erase --again --published FOLDER" } " writes it again." } }
                p { "Backups, exports and papers from before, and what others were given, are as they were: see to those yourself." }
            }
        }
    }
}

fn confirm(form: &Form, plan: &ErasurePlan) -> Markup {
    html! {
        form .panel.waive.below method="post" action="/erase" {
            input type="hidden" name="words" value=(form.words);
            input type="hidden" name="entry" value=(form.entry);
            input type="hidden" name="head" value=(plan.erasable.head);
            div .waive-fields {
                div {
                    label for="right" { "By which right" }
                    input #right name="right" value=(form.right) required maxlength="2000" autocomplete="off" placeholder="For example: UK GDPR, article 17";
                }
                div .waive-why {
                    label for="reason" { "Why, without the words" }
                    input #reason name="reason" value=(form.by.reason) required maxlength="2000" autocomplete="off";
                }
                div {
                    label for="who" { "Your name, for the journal" }
                    input #who name="who" value=(form.by.who) required maxlength="200" autocomplete="name";
                }
                div .waive-do { button .button-primary type="submit" { "Erase all of this for good" } }
            }
        }
    }
}

fn done(frame: &Frame, seq: Seq, left: &[String]) -> Markup {
    html! {
        section .notice role="status" {
            h2 { "Erased by " a href=(entry_link(frame, seq)) { "entry " (seq) } }
            p { "Something beside the record is not done yet:" }
            ul { @for words in left { li { (words) } } }
            p { "Whoever looks after the program does it with " code { "bellwether erase --again" } "." }
        }
    }
}

fn kind(of: Text) -> &'static str {
    match of {
        Text::Entry => "What the journal says",
        Text::Risk => "Versions of risks",
        Text::Particulars => "Versions of the title, headings and key",
        Text::Setting => "Settings",
        Text::Sealed => "Sealed documents",
        Text::File => "Files, whole",
    }
}

fn numbers(frame: &Frame, entries: &BTreeSet<Seq>) -> Markup {
    const MOST: usize = 12;
    html! {
        (if entries.len() == 1 { "entry " } else { "entries " })
        @for (n, seq) in entries.iter().take(MOST).enumerate() {
            @if n > 0 { ", " }
            a .plain href=(entry_link(frame, *seq)) { (seq) }
        }
        @if entries.len() > MOST { " and " (entries.len() - MOST) " more" }
    }
}
