//! The journal: each change with who, when, why and from which day.

use std::collections::BTreeSet;

use bellwether_app::{
    read::{Sought, Told, Touched},
    settings::publication::seal_of,
};
use bellwether_history::{
    Deed, Digest, Entry, Erasure, Hindsight, Recounted, RiskId, Seq, Subject, Text, Written,
    erased_by,
};
use maud::{Markup, html};

use super::{
    layout::{known_at, layout},
    waive::done_notice,
};
use crate::{
    component::{
        change::{self, entry_link},
        diagnostics, evidence,
    },
    form::settings,
    view::{Frame, Issue, address},
    words::{count, day, sentence, short_day},
};

/// So many changes of one risk are told in the journal; its page tells them all.
const MOST_CHANGES: usize = 4;

/// The page of the journal.
/// `done` is the entry that was just made.
pub fn history(
    frame: &Frame,
    issue: &Issue<'_>,
    sought: &Sought,
    entries: &[Told],
    done: Option<&Entry>,
) -> Markup {
    let noticed = &issue.register.diagnostics;
    let older = |last: Seq| {
        let mut pairs = frame.pairs.clone();
        pairs.push(("before", last.to_string()));
        frame.link("/history", &pairs)
    };
    let content = html! {
        header .page-head {
            div {
                h1 { "History" }
                p .lede {
                    "The journal, newest first. Entries are not changed: each carries the digest of the one before it. "
                    "What must not be kept can be " a href="/erase" { "erased" } ", by an entry that says so."
                }
            }
            nav .pager aria-label="Seals" { a .button href=(frame.link("/seals", &[])) { "Seals" } }
        }
        (done_notice(frame, done))
        div .stack {
            section .panel {
                div .panel-head { h2 { "Journal" } p { "Times are UTC" } }
                (seek(frame, sought, entries))
                @if entries.is_empty() { p .panel-body.muted { "No entry is by this person on this day." } }
                ol .timeline.journal { @for told in entries { (entry(frame, issue, told)) } }
                @if let Some(last) = entries.last().map(|last| last.recounted.entry.seq).filter(|seq| seq.0 > 1) {
                    p .older { a href=(older(last)) { "Older entries" } }
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

/// What to look for: a person, a day, or both.
fn seek(frame: &Frame, sought: &Sought, entries: &[Told]) -> Markup {
    let people: BTreeSet<&str> =
        entries.iter().map(|told| told.recounted.entry.actor.0.as_str()).collect();
    html! {
        form .between.panel-body method="get" action="/history" aria-label="Look for entries" {
            (known_at(frame))
            div { label for="by" { "By" } input #by name="who" list="people" autocomplete="off" value=[sought.who.as_ref()]; }
            datalist #people { @for person in people { option value=(person) {} } }
            div { label for="on" { "Recorded on" } input #on type="date" name="day" value=[sought.day]; }
            button type="submit" { "Look" }
            @if *sought != Sought::default() { a href=(frame.link("/history", &[])) { "All entries" } }
        }
    }
}

/// The first risks that an entry changed, each with what changed in it; those that came together.
fn touched(frame: &Frame, issue: &Issue<'_>, told: &Told) -> Markup {
    let effective = told.recounted.entry.effective;
    let name = |risk: &Touched| {
        let words = risk.reference.clone().unwrap_or_else(|| change::clipped(&risk.wording));
        let link = frame.at_path(&format!("/risks/{}", risk.id), effective);
        html! { a .plain href=(link) { (words) } }
    };
    let (added, changed): (Vec<_>, Vec<_>) = told.risks.iter().partition(|risk| risk.added);
    html! {
        @if !told.risks.is_empty() {
            ul .journal-risks {
                @for risk in changed {
                    li {
                        (name(risk))
                        @if risk.closed { " · closed" }
                        @if risk.unmade { " · never came on to the register" }
                        @if risk.reopened { " · back on the register" }
                        @for change in risk.changes.iter().take(MOST_CHANGES) { " · " (change::in_short(issue, change)) }
                        @if risk.changes.len() > MOST_CHANGES { " · and " (count(risk.changes.len() - MOST_CHANGES, "more change")) }
                    }
                }
                @if !added.is_empty() {
                    li { "Added: " @for (n, risk) in added.iter().enumerate() { @if n > 0 { ", " } (name(risk)) } }
                }
                @for kin in &told.kin {
                    @let link = |id| frame.at_path(&format!("/risks/{id}"), effective);
                    @let (of, to) = (kin.kinship.from, kin.kinship.to);
                    li {
                        @if kin.kinship.merged { a .plain href=(link(of)) { (kin.from_name) } " went into " a .plain href=(link(to)) { (kin.to_name) } }
                        @else { a .plain href=(link(to)) { (kin.to_name) } " came out of " a .plain href=(link(of)) { (kin.from_name) } }
                    }
                }
                @if told.more > 0 { li { a .plain href=(frame.at_path("/", effective)) { "and " (count(told.more, "more risk")) } } }
            }
        }
    }
}

fn entry(frame: &Frame, issue: &Issue<'_>, told: &Told) -> Markup {
    let Recounted { entry, hindsight } = &told.recounted;
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
            (touched(frame, issue, told))
            @if !told.figures.is_empty() {
                ul .journal-risks { @for figure in &told.figures { li { (settings::figure(figure)) } } }
            }
            @if let Some(risk) = waived(entry) {
                ul .journal-risks { li { a .plain href=(frame.at_path(&format!("/risks/{risk}"), entry.effective)) { (called(issue, risk)) } } }
            }
            p .muted.small {
                @if let Deed::Erase(erasure) = &entry.deed { (erased(erasure)) }
                @else if !matches!(entry.deed, Deed::Set | Deed::Attach(_) | Deed::Withdraw { .. }) { (count(risks, "version")) " of risks written" } @else { "No risk was changed" }
                @if let Deed::Import(import) = &entry.deed {
                    ", " (count(import.risks.len(), "risk")) " in the document, "
                    (count(usize::try_from(import.diagnostics).unwrap_or(0), "remark")) " on reading"
                }
                @if let Some(size) = brought(&entry.deed) {
                    ". " a href=(evidence::address(entry)) download { "The file itself" } " (" (evidence::size(size)) ")"
                }
            }
            (seen_from_afterwards(frame, told))
            p .digest { "Entry " (entry.seq) " · after " (short(&entry.previous.to_string())) }
            @if let Some(seal) = published(entry) {
                p .small { a href={ "/seals/" (seal) "/publish" } { "Withdraw them, or publish them again" span .unseen { ": seal " (seal) } } }
            } @else if told.taken_back.is_none() && can_be_taken_back(&entry.deed) && frame.known.is_none() {
                p .small { a href={ "/history/" (entry.seq) "/undo" } rel="nofollow" { "Take back" span .unseen { " entry " (entry.seq) } "…" } }
            }
        }
    }
}

/// What an erasure took out, counted.
fn erased(erasure: &Erasure) -> String {
    let files = erasure.texts.iter().filter(|text| text.of == Text::File).count();
    let counts = [
        (erasure.texts.len() - files, "text changed", "texts changed"),
        (files, "file gone", "files gone"),
        (erasure.actors.len(), "name gone", "names gone"),
    ];
    let told = counts.iter().filter(|(number, ..)| *number > 0);
    let told = told
        .map(|(number, one, many)| format!("{number} {}", if *number == 1 { one } else { many }));
    told.collect::<Vec<_>>().join(", ")
}

/// Whether an entry is of a kind that can be taken back.
fn can_be_taken_back(deed: &Deed) -> bool {
    !matches!(
        deed,
        Deed::Seal(_)
            | Deed::Upgrade(_)
            | Deed::Anonymise { .. }
            | Deed::Rotate(_)
            | Deed::Clock { .. }
            | Deed::Erase(_)
    )
}

/// What an entry changed of what had been said already, and what was said anew since.
fn seen_from_afterwards(frame: &Frame, told: &Told) -> Markup {
    let Recounted { entry, hindsight } = &told.recounted;
    let mut corrected_by = hindsight.corrected_by.clone();
    corrected_by.retain(|by| told.taken_back != Some(*by));
    let undoes = matches!(entry.deed, Deed::Undo { .. });
    html! {
        @if let Some(by) = told.taken_back {
            p .small { strong { "Taken back" } " by " (numbers(frame, &BTreeSet::from([by]))) ": what it said does not hold." }
        }
        @if let Some(spoken) = hindsight.back_dated {
            p .small {
                strong { "Back-dated" } ": it speaks from " (day(entry.effective))
                ", when the register already spoke of " (day(spoken)) "."
            }
        }
        @if !hindsight.corrects.is_empty() && !undoes {
            p .small { strong { "Corrects" } " what " (numbers(frame, &hindsight.corrects)) " said from the same day." }
        }
        @if !corrected_by.is_empty() {
            p .small { strong { "Corrected" } " since by " (numbers(frame, &corrected_by)) "." }
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

/// What an entry did, in a few words.
pub(super) fn deed(entry: &Entry, hindsight: &Hindsight) -> String {
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
        Deed::Seal(seal) => format!("Sealed for {}", seal.name),
        Deed::Undo { undoes } => format!("Took back entry {undoes}"),
        Deed::Anonymise { actor } => format!("Took away the name of A{actor}"),
        Deed::Upgrade(_) => "Brought the record up to date".to_owned(),
        Deed::Clock { was } => {
            format!("The clock was wrong: it stood at {was}. Times start again here")
        }
        Deed::Erase(erasure) => format!("Erased words or files, by right of {}", erasure.right),
        Deed::Rotate(_) => "Went on to seal with a new key".to_owned(),
        other => sentence(other.kind()),
    }
}

/// The length of the file that an entry brought, where it is kept.
fn brought(deed: &Deed) -> Option<u32> {
    let (name, size) = match deed {
        Deed::Attach(file) => (&file.name, Some(file.size)),
        Deed::Import(import) => (&import.file, import.size),
        _ => return None,
    };
    size.filter(|_| erased_by(name).is_none())
}

/// The risk that a waiver speaks of.
fn waived(entry: &Entry) -> Option<RiskId> {
    let Subject::Setting { key } = &entry.writes.first()?.subject else { return None };
    key.strip_prefix("waiver/")?.split('/').nth(1)?.parse().ok()
}

/// The seal whose papers an entry put out or took back.
fn published(entry: &Entry) -> Option<Seq> {
    let Subject::Setting { key } = &entry.writes.first()?.subject else { return None };
    seal_of(key)
}

/// What a risk is called on the register.
fn called<'a>(issue: &'a Issue<'_>, risk: RiskId) -> &'a str {
    let known = issue.register.risks.iter().find(|own| own.id == Some(risk));
    known.and_then(|own| own.reference.as_deref()).unwrap_or("The risk")
}

/// What was set, by its key; `null` withdraws it, and has but one digest.
fn set(written: &Written) -> String {
    let Subject::Setting { key } = &written.subject else { return "Set".to_owned() };
    let done = if written.sha256 == Digest::of("null") { "stands again" } else { "set aside" };
    let mut parts = key.split('/');
    match (parts.next(), parts.next(), parts.next()) {
        (Some("body"), _, _) => "What this body said of itself".to_owned(),
        (Some("retention"), _, _) => "How long things are kept".to_owned(),
        (Some("publication"), Some(seal), _) => {
            format!("The public papers of {}", seal.replace('-', " "))
        }
        (Some("columns" | "shapes"), ..) => "What is remembered of documents".to_owned(),
        (Some("restricted"), _, _) => "What is not for the public".to_owned(),
        (Some("look"), _, _) => "How papers look".to_owned(),
        (Some("pack"), Some(seal), _) => format!("The pack of {}", seal.replace('-', " ")),
        (Some("pack"), None, _) => "The pack for the next meeting".to_owned(),
        (Some("checks"), _, _) => "Settings of the checks".to_owned(),
        (Some("waiver"), Some(rule), Some("-")) => format!("{rule} on the register {done}"),
        (Some("waiver"), Some(rule), Some(_)) => format!("{rule} on a risk {done}"),
        _ => "Set".to_owned(),
    }
}
