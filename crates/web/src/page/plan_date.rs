//! What is asked of a document that does not say which day it speaks of, before there can be a plan.

use maud::{Markup, html};

use super::{layout::layout, plan_choice::Choice};
use crate::view::Frame;

/// The question; its answer leads to the plan.
pub fn ask(frame: &Frame, file: &str, choice: &Choice) -> Markup {
    let content = html! {
        header .page-head {
            div {
                h1 { "Which day does this register speak of?" }
                p .lede { bdi { (file) } " does not say. Nothing has been changed." }
            }
            nav .pager aria-label="Back" { a .button href="/import" { "Another document" } }
        }
        form .panel.waive method="get" action=(frame.path) {
            (choice.hidden())
            div .waive-fields {
                div {
                    label for="date" { "The day, as on the cover or in the minutes of the meeting" }
                    input #date type="date" name="date" required;
                }
                div .waive-do { button .button-primary type="submit" { "Show the plan" } }
            }
        }
    };
    layout(frame, "Which day does this register speak of?", &content)
}
