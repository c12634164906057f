//! A paper that takes long: how far it is, and that it can be stopped.

use maud::{Markup, html};

use super::layout::layout;
use crate::view::Frame;

/// How far a paper is.
pub enum Step<'a> {
    /// It is being made.
    AtWork {
        /// For so many seconds.
        seconds: u64,
        /// Where it is stopped.
        stop: &'a str,
    },
    /// It is made, and handed out here.
    Made(&'a str),
    /// It was stopped; where it was asked for.
    Stopped(&'a str),
}

/// The page.
pub fn making(step: &Step<'_>) -> Markup {
    let (title, content) = match step {
        Step::AtWork { seconds, stop } => (
            "Making the paper",
            html! {
                p role="status" {
                    "A long register takes a while. "
                    @if *seconds > 1 { "It has taken " (seconds) " seconds so far." }
                }
                p { progress aria-label="The paper is being made" {} }
                p .hint { "This page looks again by itself, and the paper opens or is saved when it is there." }
                form method="post" action=(stop) { button type="submit" { "Stop" } }
            },
        ),
        Step::Made(at) => (
            "The paper is made",
            html! {
                p role="status" { "Your browser opens or saves it now." }
                p { a .button.button-primary href=(at) { "Open or save it" } " " a .button href="/papers" { "Back to the papers" } }
            },
        ),
        Step::Stopped(of) => (
            "Stopped",
            html! {
                p role="status" { "The paper was not made." }
                p { a .button.button-primary href="/papers" { "Back to the papers" } " " a .button href=(of) { "Make it after all" } }
            },
        ),
    };
    layout(&Frame::default(), title, &html! { div .message { h1 { (title) } (content) } })
}
