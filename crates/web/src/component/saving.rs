//! What a form of settings ends in: from when, by whom and why; and what it says where nothing was saved.

use maud::{Markup, html};

use crate::form::Byline;

/// What is to be put right before anything is saved, in sentences; nothing where all is well.
pub fn unsaved(problems: &[String]) -> Markup {
    html! {
        @if !problems.is_empty() {
            section .notice.notice-error role="alert" {
                h2 { "Nothing was saved" }
                ul .plain-list { @for problem in problems { li { (problem) } } }
            }
        }
    }
}

/// From when, as typed so far.
pub fn from_when(effective: &str) -> Markup {
    html! {
        div .edit-when {
            label for="effective" { "From" }
            input #effective type="date" name="effective" value=(effective) required;
        }
    }
}

/// In whose name and why, as typed so far; `such_as` is shown where no reason is given yet.
pub fn who_and_why(by: &Byline, such_as: Option<&str>) -> Markup {
    html! {
        div {
            label for="who" { "Your name, for the journal" }
            input #who name="who" value=(by.who) required autocomplete="name";
        }
        div .edit-why {
            label for="reason" { "Why" }
            input #reason name="reason" value=(by.reason) required placeholder=[such_as];
        }
    }
}
