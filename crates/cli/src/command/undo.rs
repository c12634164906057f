//! `bellwether undo`: takes a journal entry back, with a plan first; `bellwether anonymise`: takes a
//! name out of the record.

use std::{io::Write, process::ExitCode};

use bellwether_domain::calendar::long_date;
use bellwether_history::Seq;

use super::plan;
use crate::{
    args::{Anonymise, Undo},
    failure::Failure,
    host,
};

pub(crate) fn run(args: &Undo) -> Result<ExitCode, Failure> {
    let app = if args.dry_run { host::open_to_read } else { host::open_existing }(&args.place)?;
    let undoing = app.plan_undo(Seq(args.entry))?;
    let entry = &undoing.entry;
    let mut out = host::out();
    writeln!(
        out,
        "Entry {} ({}, from {}, by {}: {})",
        entry.seq,
        entry.deed.kind(),
        long_date(entry.effective),
        entry.actor,
        plan::line(&entry.reason)
    )?;
    for restored in &undoing.restores {
        let turned = restored.turned.map_or(String::new(), |turned| format!(": {turned}"));
        let what = plan::line(&restored.what);
        writeln!(out, "  from {}, {what}{turned}", long_date(restored.effective))?;
        for change in &restored.changes {
            plan::change(&mut out, change)?;
        }
    }
    if undoing.restores.is_empty() {
        writeln!(out, "  changed nothing that is not so without it")?;
    }
    if args.dry_run {
        writeln!(out, "Nothing was changed: this was a dry run.")?;
        return Ok(ExitCode::SUCCESS);
    }
    let by = host::authority(args.by.as_deref(), &args.reason, entry.effective)?;
    let done = app.author(by).undo(&undoing)?;
    writeln!(out, "Taken back as journal entry {}.", done.seq)?;
    Ok(ExitCode::SUCCESS)
}

pub(crate) fn anonymise(args: &Anonymise) -> Result<ExitCode, Failure> {
    let app = host::open_existing(&args.place)?;
    let by = host::authority(args.by.as_deref(), &args.reason, app.today()?)?;
    let (done, number) = app.author(by).anonymise(&args.name)?;
    writeln!(
        host::out(),
        "What they did is by a former officer (A{number}) now, by journal entry {}. The name may \
         still stand in reasons, documents, older backups and exports.",
        done.seq
    )?;
    Ok(ExitCode::SUCCESS)
}
