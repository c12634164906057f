//! Bringing a register in: choose a file or paste its text.

use maud::{Markup, html};

use super::layout::layout;
use crate::view::Frame;

/// The form.
pub fn import(frame: &Frame, most_megabytes: usize) -> Markup {
    let first = frame.as_at.is_none();
    let content = html! {
        header .page-head {
            div {
                h1 { @if first { "Bring in your register" } @else { "Bring in an issue of the register" } }
                p .lede {
                    "Take the register as it is published: nothing needs retyping. You see what was read, beside where it stood, before anything is kept."
                }
            }
        }
        form .drop method="post" action="/import" enctype="multipart/form-data" data-drop {
            div {
                label for="file" { "A file: PDF, Word, Excel, OpenDocument, RTF, CSV, HTML or text, up to " (most_megabytes) " MB" }
                input #file type="file" name="file";
            }
            p .or { "or" }
            div {
                label for="text" { "Text copied out of one" }
                textarea #text name="text" spellcheck="false" {}
            }
            div .drop-last {
                div {
                    label for="date" { "Date the register speaks of, if the document does not say" }
                    input #date type="date" name="date";
                }
                button .button-primary type="submit" { "Read it" }
            }
        }
        p .muted.small.below { "Nothing is kept or changed until you accept the plan on the next page. Older issues may be brought in later: each goes to its own place in the history. " @if !first { a href="/remembered" { "What is remembered of documents" } } }
    };
    layout(frame, "Import", &content)
}
