//! The page that says what happened and what to do.

use maud::{Markup, html};

use super::layout::layout;
use crate::view::Frame;

/// What happened, what to do, and where.
pub fn error(
    frame: &Frame,
    title: &str,
    what: &str,
    advice: &str,
    link: Option<(&str, &str)>,
    choices: &[(String, String)],
) -> Markup {
    let content = html! {
        div .message {
            h1 { (title) }
            p { (what) }
            @if !advice.is_empty() { p { (advice) } }
            @if !choices.is_empty() {
                ul .plain-list { @for (path, words) in choices { li { a href=(path) { (words) } } } }
            }
            @if let Some((path, words)) = link { p { a .button.button-primary href=(path) { (words) } } }
        }
    };
    layout(frame, title, &content)
}
