//! The page that says what happened and what to do.

use maud::{Markup, html};

use super::layout::layout;
use crate::{said::Said, view::Frame};

/// What happened, what to do, and where.
pub(crate) fn error(frame: &Frame, said: &Said) -> Markup {
    let Said { title, what, advice, link, choices, number } = said;
    let content = html! {
        div .message {
            h1 { (title) }
            p { (what) }
            @if !advice.is_empty() { p { (advice) } }
            @if let Some(number) = number { p .hint { "Number of this request: " (number) } }
            @if !choices.is_empty() {
                ul .plain-list { @for (path, words) in choices { li { a href=(path) { (words) } } } }
            }
            @if let Some((path, words)) = link { p { a .button.button-primary href=(path) { (words) } } }
        }
    };
    layout(frame, title, &content)
}
