//! Every file that was attached to the register, its risks and their actions.

use bellwether_app::{evidence::stands, read::Snapshot};
use bellwether_domain::Mark;
use bellwether_history::Kept;
use maud::{Markup, html};

use super::layout::layout;
use crate::{
    component::evidence::{Item, form, list, restricted},
    key::key_of,
    view::Frame,
    words::count,
};

/// The page; `most` is the largest file in mebibytes.
pub fn evidence(
    frame: &Frame,
    snapshot: &Snapshot,
    kept: &[Kept],
    marks: &[Mark],
    most: usize,
) -> Markup {
    let as_at = frame.as_at.filter(|_| !frame.is_latest);
    let known = |kept: &&Kept| frame.known.is_none_or(|moment| kept.entry.recorded <= moment);
    let newest = || kept.iter().rev().filter(known);
    let item = |kept| Item {
        kept,
        beside: beside(frame, snapshot, kept),
        restricted: restricted(marks, kept),
    };
    let standing: Vec<_> = newest().filter(|k| stands(k, as_at, frame.known)).map(item).collect();
    let withdrawn: Vec<_> = newest().filter(|kept| kept.withdrawn.is_some()).map(item).collect();
    let content = html! {
        header .page-head {
            div {
                h1 { "Evidence" }
                p .lede { "Files attached to the register, its risks and their actions. Each is known by the digest of its content, and stays for the history when it is withdrawn." }
            }
        }
        div .stack {
            section .panel {
                div .panel-head { h2 { "Attached" } p { (count(standing.len(), "file")) @if frame.is_latest { " · " a href=(frame.link("/restricted", &[])) { "What is not for the public" } } } }
                div .panel-body {
                    (list(frame, &standing))
                    @if frame.is_latest && frame.known.is_none() { (form("/evidence", None, most)) }
                }
            }
            @if !withdrawn.is_empty() {
                section .panel #withdrawn {
                    div .panel-head { h2 { "Withdrawn" } p { (count(withdrawn.len(), "file")) } }
                    div .panel-body { (list(frame, &withdrawn)) }
                }
            }
        }
    };
    layout(frame, "Evidence", &content)
}

fn beside(frame: &Frame, snapshot: &Snapshot, kept: &Kept) -> Markup {
    let Some(risk) = kept.attachment.risk else { return html! { "The register" } };
    let Some(key) = key_of(snapshot, risk) else { return html! { "A risk not on it then" } };
    let all = || snapshot.view.risks.iter().chain(snapshot.view.closed.iter());
    let version = all().find(|version| version.id == risk);
    let number = version.and_then(|version| version.risk.reference.as_deref());
    html! {
        a href=(frame.risk(&key)) { "Risk " (number.unwrap_or("without a number")) }
        @if let Some(mark) = &kept.attachment.action { span .under { "Action " (mark.number) } }
    }
}
