//! The journal: each change with who, when, why and from which day.

use std::collections::BTreeSet;

use bellwether_domain::Diagnostic;
use bellwether_history::{Deed, Digest, Entry, Hindsight, Recounted, Seq, Subject, Written};
use maud::{Markup, html};

use super::layout::layout;
use crate::{
    component::{change::entry_link, diagnostics, evidence},
    view::{Frame, address},
    words::{count, day, sentence, short_day},
};

/// The page of the journal; `noticed` is what the reading of the issue in force noticed.
pub fn history(frame: &Frame, entries: &[Recounted], noticed: &[Diagnostic]) -> Markup {
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
                ol .timeline.journal { @for recounted in entries { (entry(frame, recounted)) } }
                @if let Some(last) = entries.last().map(|last| &last.entry).filter(|entry| entry.seq.0 > 1) {
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

fn entry(frame: &Frame, Recounted { entry, hindsight }: &Recounted) -> Markup {
    let risks = entry.writes.iter().filter(|w| matches!(w.subject, Subject::Risk { .. })).count();
    let recorded = entry.recorded.to_zoned(jiff::tz::TimeZone::UTC);
    let then = [("as-at", entry.effective.to_string()), ("known-at", entry.recorded.to_string())];
    let known = format!("/{}", address::query(then));
    html! {
        li id={ "entry-" (entry.seq) } {
            h3 {
                (deed(entry, hindsight))
                small { "from " a .plain href=(frame.at_path("/", entry.effective)) { (day(entry.effective)) } }
            }
            p {
                "Recorded by " strong { (entry.actor) } " on "
                a .plain href=(known) title="The register as it was known then" { (short_day(recorded.date())) " at " (recorded.strftime("%H:%M")) }
                @if !entry.reason.is_empty() { ": " (entry.reason) }
            }
            p .muted.small {
                @if !matches!(entry.deed, Deed::Set | Deed::Attach(_) | Deed::Withdraw { .. }) { (count(risks, "version")) " of risks written" } @else { "No risk was changed" }
                @if let Deed::Import(import) = &entry.deed {
                    ", " (count(import.risks.len(), "risk")) " in the document, "
                    (count(usize::try_from(import.diagnostics).unwrap_or(0), "remark")) " on reading"
                }
                @if let Some(size) = brought(&entry.deed) {
                    ". " a href=(evidence::address(entry)) download { "The file itself" } " (" (evidence::size(size)) ")"
                }
            }
            (seen_from_afterwards(frame, hindsight, entry))
            p .digest { "Entry " (entry.seq) " · after " (short(&entry.previous.to_string())) }
        }
    }
}

/// What an entry changed of what had been said already, and what was said anew since.
fn seen_from_afterwards(frame: &Frame, hindsight: &Hindsight, entry: &Entry) -> Markup {
    html! {
        @if let Some(spoken) = hindsight.back_dated {
            p .small {
                strong { "Back-dated" } ": it speaks from " (day(entry.effective))
                ", when the register already spoke of " (day(spoken)) "."
            }
        }
        @if !hindsight.corrects.is_empty() {
            p .small { strong { "Corrects" } " what " (numbers(frame, &hindsight.corrects)) " said from the same day." }
        }
        @if !hindsight.corrected_by.is_empty() {
            p .small { strong { "Corrected" } " since by " (numbers(frame, &hindsight.corrected_by)) "." }
        }
    }
}

/// The numbers of entries, each a link to where it stands in the journal.
fn numbers(frame: &Frame, seqs: &BTreeSet<Seq>) -> Markup {
    html! {
        (if seqs.len() == 1 { "entry " } else { "entries " })
        @for (position, seq) in seqs.iter().enumerate() {
            @if position > 0 { (if position + 1 == seqs.len() { " and " } else { ", " }) }
            a .plain href=(entry_link(frame, *seq)) { (seq) }
        }
    }
}

fn short(digest: &str) -> &str {
    digest.get(..16).unwrap_or(digest)
}

fn deed(entry: &Entry, hindsight: &Hindsight) -> String {
    match &entry.deed {
        Deed::Import(import) => format!("Brought in {} ({})", import.file, import.format),
        Deed::Edit if hindsight.adds > 0 => "Risk added".to_owned(),
        Deed::Edit => "Edited".to_owned(),
        Deed::Close => "Risk closed".to_owned(),
        Deed::Reopen => "Risk reopened".to_owned(),
        Deed::Correct { corrects } => format!("Correction of entry {corrects}"),
        Deed::Set => entry.writes.first().map_or("Set".to_owned(), set),
        Deed::Attach(file) => format!("Attached {}", file.name),
        Deed::Withdraw { attached } => format!("Withdrew the file of entry {attached}"),
        other => sentence(other.kind()),
    }
}

/// The length of the file that an entry brought, where it is kept.
fn brought(deed: &Deed) -> Option<u32> {
    match deed {
        Deed::Attach(file) => Some(file.size),
        Deed::Import(import) => import.size,
        _ => None,
    }
}

/// What was set, by its key; `null` withdraws it, and has but one digest.
fn set(written: &Written) -> String {
    let Subject::Setting { key } = &written.subject else { return "Set".to_owned() };
    let done = if written.sha256 == Digest::of("null") { "stands again" } else { "set aside" };
    let mut parts = key.split('/');
    match (parts.next(), parts.next(), parts.next()) {
        (Some("body"), _, _) => "What this body said of itself".to_owned(),
        (Some("checks"), _, _) => "Settings of the checks".to_owned(),
        (Some("waiver"), Some(rule), Some("-")) => format!("{rule} on the register {done}"),
        (Some("waiver"), Some(rule), Some(risk)) => format!("{rule} on risk {risk} {done}"),
        _ => "Set".to_owned(),
    }
}
