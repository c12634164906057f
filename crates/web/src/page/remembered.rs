//! How documents are read by what was said of those before, and the form that forgets it.

use bellwether_app::settings::remembered::Remembered;
use bellwether_history::Entry;
use maud::{Markup, html};

use super::{layout::layout, waive::done_notice};
use crate::{
    component::saving,
    form::Byline,
    view::Frame,
    words::{count, day},
};

/// The form as typed so far.
#[derive(Debug, Clone, Default)]
pub struct Typed {
    /// What is to be forgotten.
    pub name: String,
    /// By whom and why.
    pub by: Byline,
}

/// The page.
pub fn remembered(
    frame: &Frame,
    all: &[Remembered],
    typed: &Typed,
    problems: &[String],
    done: Option<&Entry>,
) -> Markup {
    let content = html! {
        header .page-head {
            div {
                h1 { "Remembered of documents" }
                p .lede { "What was said of a document’s columns and of where its table begins is kept, and the next one with the same headings is read by it. What is forgotten is asked again." }
            }
            nav .pager aria-label="Back" { a .button href=(frame.link("/import", &[])) { "Back to the import" } }
        }
        (done_notice(frame, done))
        (saving::unsaved(problems))
        @if all.is_empty() {
            p .panel.nothing { "Nothing is remembered: documents are read by themselves." }
        } @else {
            form .stack method="post" action="/remembered" {
                section .panel {
                    div .panel-head { h2 { "What is remembered" } p { (count(all.len(), "thing")) } }
                    ul .picks.panel-body {
                        @for own in all {
                            li { label .check {
                                input type="radio" name="name" value=(own.name) required checked[own.name == typed.name];
                                span {
                                    @for words in &own.words { (words) br; }
                                    span .muted { "From " (day(own.from)) }
                                }
                            } }
                        }
                    }
                }
                section .accept.edit-keep aria-label="Forget" {
                    (saving::who_and_why(&typed.by, Some("The document is laid out otherwise by now")))
                    div .edit-do { button .button-primary type="submit" { "Forget it" } }
                }
            }
        }
    };
    layout(frame, "Remembered of documents", &content)
}
