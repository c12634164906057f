//! The journal: each change with who, when, why and from which day.

use bellwether_domain::Diagnostic;
use bellwether_history::{Deed, Digest, Entry, Subject, Written};
use maud::{Markup, html};

use super::layout::layout;
use crate::{
    component::diagnostics,
    view::Frame,
    words::{count, day, sentence, short_day},
};

/// The page of the journal; `noticed` is what the reading of the issue in force noticed.
pub fn history(frame: &Frame, entries: &[Entry], noticed: &[Diagnostic]) -> Markup {
    let content = html! {
        header .page-head {
            div {
                h1 { "History" }
                p .lede { "The journal, newest first. Entries are never changed: each carries the digest of the one before it." }
            }
        }
        div .stack {
            section .panel {
                div .panel-head { h2 { "Journal" } p { "Times are UTC" } }
                ol .timeline.journal { @for entry in entries { (self::entry(frame, entry)) } }
                @if let Some(last) = entries.last().filter(|entry| entry.seq.0 > 1) {
                    p .older { a href=(frame.link("/history", &[("before", last.seq.to_string())])) { "Older entries" } }
                }
            }
            @if !noticed.is_empty() {
                section .panel #noticed {
                    div .panel-head {
                        h2 { "Noticed when the issue shown was read" }
                        p { (count(noticed.len(), "remark")) }
                    }
                    div .panel-body { (diagnostics::grouped(noticed, None)) }
                }
            }
        }
    };
    layout(frame, "History", &content)
}

fn entry(frame: &Frame, entry: &Entry) -> Markup {
    let risks = entry.writes.iter().filter(|w| matches!(w.subject, Subject::Risk { .. })).count();
    let recorded = entry.recorded.to_zoned(jiff::tz::TimeZone::UTC);
    html! {
        li id={ "entry-" (entry.seq) } {
            h3 {
                (deed(entry))
                small { "from " a .plain href=(frame.at_path("/", entry.effective)) { (day(entry.effective)) } }
            }
            p {
                "Recorded by " strong { (entry.actor) } " on " (short_day(recorded.date())) " at " (recorded.strftime("%H:%M"))
                @if !entry.reason.is_empty() { ": " (entry.reason) }
            }
            p .muted.small {
                @if entry.deed != Deed::Set { (count(risks, "version")) " of risks written" } @else { "No risk was changed" }
                @if let Deed::Import(import) = &entry.deed {
                    ", " (count(import.risks.len(), "risk")) " in the document, "
                    (count(usize::try_from(import.diagnostics).unwrap_or(0), "remark")) " on reading"
                }
            }
            p .digest { "Entry " (entry.seq) " · after " (short(&entry.previous.to_string())) }
        }
    }
}

fn short(digest: &str) -> &str {
    digest.get(..16).unwrap_or(digest)
}

fn deed(entry: &Entry) -> String {
    match &entry.deed {
        Deed::Import(import) => format!("Brought in {} ({})", import.file, import.format),
        Deed::Edit => "Edited".to_owned(),
        Deed::Close => "Risk closed".to_owned(),
        Deed::Reopen => "Risk reopened".to_owned(),
        Deed::Correct { corrects } => format!("Correction of entry {corrects}"),
        Deed::Set => entry.writes.first().map_or("Set".to_owned(), set),
        other => sentence(other.kind()),
    }
}

/// What was set, by its key; `null` withdraws it, and has but one digest.
fn set(written: &Written) -> String {
    let Subject::Setting { key } = &written.subject else { return "Set".to_owned() };
    let done = if written.sha256 == Digest::of("null") { "stands again" } else { "set aside" };
    let mut parts = key.split('/');
    match (parts.next(), parts.next(), parts.next()) {
        (Some("checks"), _, _) => "Settings of the checks".to_owned(),
        (Some("waiver"), Some(rule), Some("-")) => format!("{rule} on the register {done}"),
        (Some("waiver"), Some(rule), Some(risk)) => format!("{rule} on risk {risk} {done}"),
        _ => "Set".to_owned(),
    }
}
