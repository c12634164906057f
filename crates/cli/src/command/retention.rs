//! `bellwether retention`: how long what need not be kept for ever is kept, and what is past it; and
//! `bellwether erase --past-retention`, which takes that out.

use std::{io::Write, process::ExitCode};

use bellwether_app::{
    App, Author, erase::ErasurePlan, past_retention::PastRetention,
    settings::retention::RetentionKind,
};
use bellwether_domain::{calendar::long_date, words::counted};
use bellwether_history::{Seq, Words};

use super::{erase, plan};
use crate::{
    args::{Erase, KeepRetention},
    failure::Failure,
    host,
};

/// By which right what is past its time goes, where nothing else is said.
const RIGHT: &str = "the body's own rules of how long things are kept";

/// Why it goes, likewise.
const REASON: &str = "Past the time that it is kept";

pub(crate) fn run(args: &KeepRetention) -> Result<ExitCode, Failure> {
    let terms = [
        (RetentionKind::Documents, args.documents),
        (RetentionKind::Evidence, args.evidence),
        (RetentionKind::Names, args.names),
        (RetentionKind::Closed, args.closed),
    ];
    if terms.iter().all(|(_, term)| term.is_none()) {
        return list(args);
    }
    let app = host::open_existing(&args.place)?;
    let known = app.retention()?;
    let mut retention = known.retention;
    for (kind, term) in terms {
        match term.map(|term| term.0) {
            Some(Some(years)) => drop(retention.0.insert(kind, years)),
            Some(None) => drop(retention.0.remove(&kind)),
            None => {}
        }
    }
    let by = host::authority(args.by.as_deref(), &args.reason, app.today()?)?;
    let committed = app.author(by).set_retention(&retention, known.seq)?;
    writeln!(host::out(), "Kept as journal entry {}.", committed.seq)?;
    Ok(ExitCode::SUCCESS)
}

fn list(args: &KeepRetention) -> Result<ExitCode, Failure> {
    let app = host::open_to_read(&args.place)?;
    let (retention, past) = (app.retention()?.retention, app.past_retention()?);
    let mut out = host::out();
    for kind in RetentionKind::ALL {
        match retention.0.get(&kind) {
            Some(years) => writeln!(out, "{}: {years} {}", kind.title(), kind.runs_from())?,
            None => writeln!(out, "{}: always", kind.title())?,
        }
    }
    if past.is_empty() {
        writeln!(out, "Nothing is past the time that it is kept.")?;
    } else {
        show(&mut out, &past)?;
        writeln!(out, "It stays until somebody takes it out: bellwether erase --past-retention")?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Says what is past its time.
fn show(out: &mut dyn Write, past: &PastRetention) -> Result<(), Failure> {
    writeln!(out, "Past the time that it is kept:")?;
    for (seq, file) in &past.files {
        let (name, since) = (plan::line(&file.name), long_date(file.since));
        let what = match file.kind {
            RetentionKind::Documents => "replaced on",
            _ => "withdrawn on",
        };
        writeln!(out, "  {name} (entry {seq}), {what} {since}")?;
    }
    for (name, since) in &past.names {
        let name = plan::line(name.as_str());
        writeln!(out, "  the name {name}, whose last change was on {}", long_date(*since))?;
    }
    for risk in past.risks.values() {
        let (name, since) = (plan::line(&risk.name), long_date(risk.since));
        let texts = counted(risk.words.len(), "text");
        writeln!(out, "  what was told of risk {name}, closed on {since}: {texts}")?;
    }
    Ok(())
}

/// Takes out what is past its time: files and the words of closed risks by one entry, each name by one
/// of its own.
pub(super) fn erase_past(args: &Erase) -> Result<ExitCode, Failure> {
    let app = if args.dry_run { host::open_to_read } else { host::open_existing }(&args.place)?;
    let past = app.past_retention()?;
    let mut out = host::out();
    if past.is_empty() {
        writeln!(out, "Nothing is past the time that it is kept.")?;
        return Ok(ExitCode::SUCCESS);
    }
    let files: Vec<Seq> = past.files.keys().copied().collect();
    let words: Vec<Words> = past.risks.values().flat_map(|risk| &risk.words).cloned().collect();
    let planned = match files.is_empty() && words.is_empty() {
        true => None,
        false => Some(app.plan_erasure(words.clone(), &files)?),
    };
    show(&mut out, &past)?;
    if let Some(planned) = &planned {
        erase::show(&mut out, planned, args.published.as_deref())?;
    }
    if args.dry_run {
        writeln!(out, "Nothing was changed: this was a dry run.")?;
        return Ok(ExitCode::SUCCESS);
    }
    if !args.yes && !host::can_ask() {
        return Err(Failure::EraseUnasked);
    }
    if !args.yes && !host::confirm("Take all of this out for good?")? {
        writeln!(out, "Nothing was changed.")?;
        return Ok(ExitCode::SUCCESS);
    }
    let reason = args.reason.as_deref().unwrap_or(REASON);
    let author = app.author(host::authority(args.by.as_deref(), reason, app.today()?)?);
    let (left, gone) = match &planned {
        Some(planned) => all_go(&author, planned, args.right.as_deref().unwrap_or(RIGHT))?,
        None => (vec![], None),
    };
    for name in past.names.keys() {
        let (done, number) = author.anonymise(name)?;
        writeln!(
            out,
            "A name is a former officer (A{number}) now, by journal entry {}.",
            done.seq
        )?;
    }
    drop(out);
    erase::finished(args, &app, left, gone.map(|seq| (&words[..], seq)))
}

/// Erases files and words; gives what could not be done beside the record, and the entry.
fn all_go(
    author: &Author<'_>,
    planned: &ErasurePlan,
    right: &str,
) -> Result<(Vec<String>, Option<Seq>), Failure> {
    let erased = author.erase(planned, right)?;
    let (seq, hash) = (erased.committed.seq, erased.committed.hash);
    writeln!(host::out(), "Erased by journal entry {seq}.\nHead {seq}={hash}")?;
    Ok((erased.left, Some(seq)))
}

/// What `doctor` says of it.
pub(super) fn remark(app: &App) -> Result<Option<String>, Failure> {
    let past = app.past_retention()?;
    let (files, names, risks) = (past.files.len(), past.names.len(), past.risks.len());
    Ok((!past.is_empty()).then(|| {
        let what: Vec<String> = [(files, "file"), (names, "name"), (risks, "closed risk")]
            .into_iter()
            .filter(|(count, _)| *count > 0)
            .map(|(count, what)| counted(count, what))
            .collect();
        format!(
            "Past the time that they are kept: {} (bellwether retention lists them).",
            what.join(" and ")
        )
    }))
}
