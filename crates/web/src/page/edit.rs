//! Changing a risk: one form, which works without a script; where two meet, both texts.

use bellwether_app::edit::{Began, Overtaken, Problem, owners::Doubt};
use bellwether_domain::{Date, Risk, diff::FieldChange};
use maud::{Markup, html};

use super::{
    edit_choice::choices,
    edit_fields::{Fields, name_of},
    edit_owners,
    layout::layout,
};
use crate::{
    component::change,
    form::edit::EditTyped,
    view::{Frame, Issue},
    words::{count, day, sentence},
};

/// What the page shows.
pub struct EditPage<'a> {
    /// Which risk it is.
    pub subject: Subject,
    /// The risk as typed so far.
    pub risk: &'a Risk,
    /// From when, by whom and why, as typed so far.
    pub typed: &'a EditTyped,
    /// What came of sending it, where it was sent.
    pub answer: Answer<'a>,
    /// How many empty rows for actions there are.
    pub spare: usize,
    /// Whom the form says to be meant by owners that the register does not know.
    pub answers: &'a [(String, String)],
}

/// Which risk a form describes.
pub enum Subject {
    /// One that is not on the register yet.
    New,
    /// One that is.
    Risk {
        /// How an address names it.
        key: String,
        /// How a reader does.
        number: String,
        /// The version that the form begins from.
        began: Began,
        /// Whether it is off the register.
        closed: bool,
    },
}

impl Subject {
    fn title(&self) -> String {
        match self {
            Self::New => "New risk".to_owned(),
            Self::Risk { number, closed, .. } => {
                let what = if *closed { "Put back" } else { "Edit" };
                format!("{what} risk {number}").trim_end().to_owned()
            }
        }
    }

    fn is_closed(&self) -> bool {
        matches!(self, Self::Risk { closed: true, .. })
    }
}

/// What came of sending the form.
pub enum Answer<'a> {
    /// It was not sent yet.
    Fresh,
    /// It would change this; nothing was written.
    Preview(Vec<FieldChange>),
    /// It cannot be kept as it is.
    Problems(&'a [Problem]),
    /// It names owners whom the register does not know.
    Asked(&'a [Doubt]),
    /// Somebody else changed the same.
    Overtaken(&'a Overtaken),
    /// A later version would cover it.
    Later(Date),
    /// It would begin on a day after today, which this is.
    Ahead(Date),
    /// Its ratings are beyond the scales in use: what is said of that.
    OffScale(String),
    /// It was declined for another reason.
    Declined(String),
}

/// The page.
pub fn edit(frame: &Frame, issue: &Issue<'_>, page: &EditPage<'_>) -> Markup {
    let title = page.subject.title();
    let is_new = matches!(page.subject, Subject::New);
    let problems = match page.answer {
        Answer::Problems(problems) => problems,
        _ => &[],
    };
    let fields =
        Fields { issue, risk: page.risk, problems, as_at: page.typed.effective, spare: page.spare };
    let content = html! {
        header .page-head {
            div {
                p .eyebrow { @if is_new { "To the register" } @else { (title) @if let Some(category) = &page.risk.category { " · " (category) } } }
                h1 .risk-title { @if is_new || page.risk.wording().trim().is_empty() { (title) } @else { (page.risk.wording()) } }
            }
            nav .pager aria-label="Back" {
                @match &page.subject {
                    Subject::New => a .button href=(frame.back.as_ref().map_or_else(|| frame.link("/", &[]), |back| back.link(frame, ""))) { (frame.back.as_ref().map_or("Back to the register", |back| back.words())) },
                    Subject::Risk { key, .. } => a .button href=(frame.risk(key)) { "Leave it as it is" },
                }
            }
        }
        (answer(issue, page))
        @if page.subject.is_closed() {
            (turn(frame, page, "reopen", "Put it back on the register"))
        } @else {
            form #edit .stack method="post" action=(frame.path) {
                (way_back(frame))
                @if let Subject::Risk { began, .. } = &page.subject {
                    input type="hidden" name="began" value=(began.seq);
                    input type="hidden" name="began-as-at" value=(began.as_at);
                }
                // The Return key in a field sends the first button: that one looks, and keeps nothing.
                button .unseen type="submit" name="do" value="look" tabindex="-1" aria-hidden="true" formnovalidate {}
                (edit_owners::answered(page.answers))
                @if let Answer::Asked(doubts) = page.answer { (edit_owners::asked(doubts)) }
                @if let (Answer::Overtaken(overtaken), Subject::Risk { began, .. }) = (&page.answer, &page.subject) {
                    (choices(issue, *began, overtaken, page.typed.effective))
                }
                // What is new is first said in words, then scored.
                @if is_new { (fields.wording()) (fields.assessments()) }
                @else { (fields.assessments()) (fields.wording()) }
                (fields.actions())
                (fields.rest())
                (keep(page))
            }
            @if !is_new { (turn(frame, page, "close", "Take it off the register")) }
        }
    };
    layout(frame, &title, &content)
}

/// The list that the reader came from, kept by the form.
fn way_back(frame: &Frame) -> Markup {
    html! { @if let Some((name, value)) = frame.back_pair() { input type="hidden" name=(name) value=(value); } }
}

/// What came of sending the form, said first.
fn answer(issue: &Issue<'_>, page: &EditPage<'_>) -> Markup {
    match &page.answer {
        Answer::Fresh | Answer::Overtaken(_) | Answer::Asked(_) => html! {},
        Answer::Preview(changes) if changes.is_empty() => html! {
            section .notice role="status" { p { strong { "Nothing is changed yet." } } }
        },
        Answer::Preview(changes) => html! {
            section .panel.edit-preview role="status" {
                div .panel-head {
                    h2 { @if matches!(page.subject, Subject::New) { "What this would add" } @else { "What this would change" } }
                    p { (count(changes.len(), "change")) ". Nothing is saved yet." }
                }
                div .panel-body { (change::list(issue, changes)) }
            }
        },
        Answer::Problems(problems) => html! {
            section .notice.notice-error role="alert" {
                h2 { "Nothing was saved: " (count(problems.len(), "thing")) " to put right" }
                ul .plain-list {
                    @for problem in *problems {
                        li {
                            @match problem.place.as_ref().and_then(|place| name_of(&place.at, problem.item)) {
                                Some(name) => a href={ "#" (name) } { (sentence(&problem.message)) "." },
                                None => a href="#reason" { (sentence(&problem.message)) "." },
                            }
                        }
                    }
                }
            }
        },
        Answer::Later(next) => html! {
            section .notice.notice-warning role="alert" {
                h2 { "Nothing was saved: the register says something else from " (day(*next)) }
                p { "A change from " (day(page.typed.effective)) " would hold only until then. Give " (day(*next)) " or a later date below, or tick that it is to hold only until then." }
            }
        },
        Answer::Ahead(today) => html! {
            section .notice.notice-warning role="alert" {
                h2 { "Nothing was saved: " (day(page.typed.effective)) " is ahead of today, " (day(*today)) }
                p { "Give today or an earlier day below; or tick that it is meant to hold from then." }
            }
        },
        Answer::OffScale(words) => html! {
            section .notice.notice-warning role="alert" {
                h2 { "Nothing was saved: off the scale" }
                p { (sentence(words)) ". Tick that below if it is so." }
            }
        },
        Answer::Declined(words) => html! {
            section .notice.notice-error role="alert" { h2 { "Nothing was saved" } p { (sentence(words)) "." } }
        },
    }
}

/// From when, by whom and why, and the buttons.
fn keep(page: &EditPage<'_>) -> Markup {
    html! {
        section .accept.edit-keep aria-label="Save" {
            (beside(page, ""))
            div .edit-do {
                button .button-primary type="submit" name="do" value="save" { "Save" }
                button type="submit" name="do" value="look" formnovalidate { "Look at it first" }
            }
        }
    }
}

/// The fields that every change has.
fn beside(page: &EditPage<'_>, prefix: &str) -> Markup {
    let id = |name: &str| format!("{prefix}{name}");
    let typed = page.typed;
    let later = match page.answer {
        Answer::Later(next) => Some(next),
        _ => None,
    };
    html! {
        div .edit-why {
            label for=(id("reason")) { "Why" }
            input id=(id("reason")) name="reason" value=(typed.by.reason) required maxlength="2000" autocomplete="off" placeholder="For example: agreed at the risk group of 3 March";
        }
        div {
            label for=(id("who")) { "Your name, for the journal" }
            input id=(id("who")) name="who" value=(typed.by.who) required autocomplete="name";
        }
        div .edit-when {
            label for=(id("effective")) { "True from" }
            input id=(id("effective")) type="date" name="effective" value=(typed.effective) required;
        }
        @if matches!(page.answer, Answer::Ahead(_)) || typed.leave.ahead {
            label .check { input type="checkbox" name="ahead" checked[typed.leave.ahead]; "It is meant to hold from " (day(typed.effective)) }
        }
        @if matches!(page.answer, Answer::OffScale(_)) || typed.leave.off_scale {
            label .check { input type="checkbox" name="off-scale" checked[typed.leave.off_scale]; "The ratings are meant, though beyond the scales in use" }
        }
        @if later.is_some() || typed.leave.until_next {
            label .check { input type="checkbox" name="until-next" checked[typed.leave.until_next]; "Only until " @match later { Some(next) => (day(next)), None => "the next version" } }
        }
    }
}

/// Taking the risk off the register, or putting it back.
fn turn(frame: &Frame, page: &EditPage<'_>, what: &str, title: &str) -> Markup {
    html! {
        details .panel.edit-turn open[page.subject.is_closed()] {
            summary .panel-head.chevron { h2 { (title) } }
            form .panel-body method="post" action=(frame.path) {
                (way_back(frame))
                p .muted.small { @if page.subject.is_closed() { "It comes back with its last wording." } @else { "Its history stays, and it can be put back." } }
                div .edit-turn-row {
                    (beside(page, &format!("{what}-")))
                    button type="submit" name="do" value=(what) { (title) }
                }
            }
        }
    }
}
