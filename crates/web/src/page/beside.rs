//! A register that stands beside the one shown: what it is, and how to see it.

use bellwether_app::read::Snapshot;
use bellwether_history::OrganisationId;
use maud::{Markup, html};

use super::layout::layout;
use crate::{
    view::Frame,
    words::{count, day},
};

/// The page.
pub fn beside(frame: &Frame, name: &OrganisationId, snapshot: Option<&Snapshot>) -> Markup {
    let content = html! {
        header .page-head {
            div {
                h1 { "The register “" (name) "”" }
                @match snapshot {
                    Some(snapshot) => p .lede {
                        @if let Some(title) = &snapshot.register.title { (title) ". " }
                        "It holds " (count(snapshot.register.risks.len(), "risk")) " as at " strong { (day(snapshot.as_at)) } "."
                    },
                    None => p .lede { "It speaks from a day that is yet to come." },
                }
            }
        }
        div .panel {
            div .panel-head { h2 { "Kept beside this register" } }
            div .panel-body {
                p { "It is kept in the same database, with a history, checks and seals of its own. Nothing of it is on the pages of this register, and nothing here was changed." }
                p .below { "To see it and to go on with it, start the program for it, with the same database:" }
                pre .below { code { "bellwether open --organisation " (name) } }
                p .below { "or, where a server shows it, " code { "bellwether serve --organisation " (name) } "." }
                p .below { a href="/" { "Back to the register here" } }
            }
        }
    };
    layout(frame, &format!("The register “{name}”"), &content)
}
