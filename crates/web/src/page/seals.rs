//! The seals, and the form that seals the register for a meeting.

use bellwether_domain::Date;
use bellwether_history::{Deed, Entry, Seq};
use jiff::{Timestamp, tz::TimeZone};
use maud::{Markup, html};

use super::layout::layout;
use crate::{
    form::Byline,
    view::{Frame, Issue, address},
    words::{count, day, sentence, short_day, thousands},
};

/// The page of seals, newest first; `done` is the one that was just made, and `untold` why the
/// witness does not know of it.
pub fn seals(frame: &Frame, seals: &[Entry], done: Option<Seq>, untold: Option<&str>) -> Markup {
    let made = done.and_then(|seq| seals.iter().find(|entry| entry.seq == seq));
    let content = html! {
        header .page-head {
            div {
                h1 { "Seals" }
                p .lede { "A seal freezes the register as a meeting saw it, under a signature, so that anyone can prove later what stood there." }
            }
            div .page-do { a .button href=(frame.link("/seals/new", &[])) { "Seal the register" } }
        }
        @if let Some((entry, name)) = made.and_then(|entry| Some((entry, name(entry)?))) {
            p .notice.notice-done role="status" {
                strong { "Sealed." } " The register as at " (day(entry.effective)) " stands for “" (name) "” as "
                a href={ "#seal-" (entry.seq) } { "journal entry " (entry.seq) } "."
            }
        }
        @if let Some(untold) = untold {
            section .notice.notice-error role="alert" {
                h2 { "The witness was not told of this seal" }
                p { (sentence(untold)) "." }
            }
        }
        @if seals.is_empty() {
            div .panel.nothing { p { "Nothing is sealed yet." } p { a href=(frame.link("/seals/new", &[])) { "Seal the register for a meeting" } } }
        } @else {
            section .panel {
                div .panel-head { h2 { "Sealed registers" } p { (count(seals.len(), "seal")) ", newest first. Times are UTC" } }
                ol .timeline.journal.seals { @for entry in seals { (one(frame, entry)) } }
            }
        }
    };
    layout(frame, "Seals", &content)
}

/// What a seal is for.
fn name(entry: &Entry) -> Option<&str> {
    match &entry.deed {
        Deed::Seal(seal) => Some(&seal.name),
        _ => None,
    }
}

fn one(frame: &Frame, entry: &Entry) -> Markup {
    let Deed::Seal(seal) = &entry.deed else { return html! {} };
    let then = [("as-at", entry.effective.to_string()), ("known-at", entry.recorded.to_string())];
    html! {
        li id={ "seal-" (entry.seq) } {
            h3 { (seal.name) small { "as at " (day(entry.effective)) } }
            p {
                "Sealed by " strong { (entry.actor) } " on " (moment(entry.recorded))
                @if !entry.reason.is_empty() { ": " (entry.reason) }
            }
            @if let Some(earlier) = seal.corrects { p .small { strong { "Puts right" } " the seal of " a href={ "#seal-" (earlier) } { "entry " (earlier) } "." } }
            p .seal-links {
                a href={ "/" (address::query(then)) } { "The register as it was sealed" }
                a href={ "/seals/" (entry.seq) ".json" } download { "The sealed document" }
                a href={ "/seals/" (entry.seq) "/publish" } { "Publish it" span .unseen { ": " (seal.name) } }
                a href=(frame.link(&format!("/history#entry-{}", entry.seq), &[("before", entry.seq.next().to_string())])) { "Journal entry " (entry.seq) }
            }
            p .digest { "SHA-256 " (seal.register) }
        }
    }
}

fn moment(recorded: Timestamp) -> String {
    let recorded = recorded.to_zoned(TimeZone::UTC);
    format!("{} at {}", short_day(recorded.date()), recorded.strftime("%H:%M"))
}

/// The form of a seal, as typed so far.
#[derive(Debug, Clone, Default)]
pub struct SealForm {
    /// What it is for.
    pub name: String,
    /// By whom and why.
    pub by: Byline,
    /// The seal that it puts right.
    pub corrects: Option<Seq>,
    /// Whether a day ahead of today is meant.
    pub ahead: bool,
}

/// What would be sealed.
pub struct Sealing<'a> {
    /// The date that it speaks of.
    pub as_at: Date,
    /// The last entry of the journal when it was shown.
    pub head: Option<&'a Entry>,
    /// How many risks are off the register by then.
    pub closed: usize,
    /// How many findings would block sign-off.
    pub blocking: usize,
    /// The seals there are, newest first.
    pub seals: &'a [Entry],
    /// The form as typed so far.
    pub form: &'a SealForm,
    /// What is to be put right, in sentences.
    pub problems: &'a [String],
}

/// The page that seals.
pub fn seal(frame: &Frame, issue: &Issue<'_>, sealing: &Sealing<'_>) -> Markup {
    let content = html! {
        header .page-head {
            div {
                h1 { "Seal the register" }
                p .lede { "For a meeting, a return or an audit. What is sealed stays as it is, whatever is changed later; a seal cannot be undone, only put right by another." }
            }
            nav .pager aria-label="Back" { a .button href=(frame.link("/seals", &[])) { "Back to the seals" } }
        }
        @if !sealing.problems.is_empty() {
            section .notice.notice-error role="alert" {
                h2 { "Nothing was sealed" }
                @for problem in sealing.problems { p { (problem) } }
            }
        }
        section .panel.waive.seal-what aria-labelledby="seal-what" {
            div .panel-head { h2 #seal-what { "What will be sealed" } p { a href=(frame.link("/", &[])) { "Look at it" } } }
            (particulars(frame, issue, sealing))
            form .seal-date method="get" action="/seals/new" {
                div { label for="seal-as-at" { "Another date" } input #seal-as-at type="date" name="as-at" value=(sealing.as_at) required; }
                button type="submit" { "Show" }
            }
        }
        (form(frame, sealing))
    };
    layout(frame, "Seal the register", &content)
}

fn particulars(frame: &Frame, issue: &Issue<'_>, sealing: &Sealing<'_>) -> Markup {
    let title = frame.short_title().unwrap_or_else(|| "Risk register".to_owned());
    html! {
        dl .facts.panel-body {
            dt { "Register" } dd { (title) @if let Some(owner) = &frame.organisation { ", " (owner) } }
            dt { "As at" } dd { strong { (day(sealing.as_at)) } }
            dt { "It holds" } dd {
                (count(issue.rows.len(), "risk")) ", " (count(issue.action_count(), "action"))
                @if sealing.closed > 0 { "; not the " a href=(frame.link("/closed", &[])) { (count(sealing.closed, "closed risk")) } }
            }
            dt { "Checks" } dd {
                @if sealing.blocking == 0 { "Nothing that would block sign-off" }
                @else { a href=(frame.link("/checks#first", &[])) { (thousands(sealing.blocking)) " that would block sign-off" } }
            }
            @if let Some(head) = sealing.head {
                dt { "Last change" } dd {
                    a href=(frame.link(&format!("/history#entry-{}", head.seq), &[])) { "Journal entry " (head.seq) }
                    ", " (moment(head.recorded)) " by " (head.actor)
                }
            }
        }
    }
}

fn form(frame: &Frame, sealing: &Sealing<'_>) -> Markup {
    let form = sealing.form;
    html! {
        form .panel.waive.below method="post" action="/seals" {
            input type="hidden" name="as-at" value=(sealing.as_at);
            @if let Some(head) = sealing.head { input type="hidden" name="head" value=(head.seq); }
            div .waive-fields.seal-fields {
                div .waive-why {
                    label for="name" { "What it is for" }
                    input #name name="name" value=(form.name) required maxlength="200" autocomplete="off" placeholder="For example: Audit Committee, 18 December";
                }
                div .waive-why {
                    label for="reason" { "Why" }
                    input #reason name="reason" value=(form.by.reason) required maxlength="2000" autocomplete="off" placeholder="For example: as presented to the committee";
                }
                div {
                    label for="who" { "Your name, for the journal" }
                    input #who name="who" value=(form.by.who) required maxlength="200" autocomplete="name";
                }
                @if !sealing.seals.is_empty() {
                    div {
                        label for="corrects" { "Puts right an earlier seal" }
                        select #corrects name="corrects" {
                            option value="" { "None" }
                            @for entry in sealing.seals {
                                option value=(entry.seq) selected[form.corrects == Some(entry.seq)] {
                                    (sentence(name(entry).unwrap_or_default())) ", as at " (short_day(entry.effective))
                                }
                            }
                        }
                    }
                }
                @if frame.today.is_some_and(|today| sealing.as_at > today) {
                    div .waive-why { label { input type="checkbox" name="ahead" value="keep" checked[form.ahead] required; " " (day(sealing.as_at)) " is ahead of today, and is meant" } }
                }
                div .waive-do { button .button-primary type="submit" { "Seal the register as at " (day(sealing.as_at)) } }
            }
        }
    }
}
