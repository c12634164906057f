//! Looking after the database: `backup`, `restore`, `export`, `doctor`.

use std::{
    fs::File,
    io::{BufWriter, Write},
    path::Path,
    process::ExitCode,
};

use anstyle::{AnsiColor, Style};
use bellwether_app::AppError;
use bellwether_history::Store;

use super::{erase, publish, retention};
use crate::{
    args::{Backup, Doctor, Export, Restore},
    failure::Failure,
    host,
};

pub(crate) fn backup(args: &Backup) -> Result<ExitCode, Failure> {
    let app = host::open_to_read(&args.place)?;
    app.store().backup(&args.to)?;
    let mut out = host::out();
    writeln!(out, "Backed up to {}. Check it with: bellwether verify {0}", args.to.display())?;
    for organisation in app.store().organisations().map_err(AppError::from)? {
        for outside in app.store().outside(&organisation).map_err(AppError::from)? {
            writeln!(
                out,
                "Not in it: {} of the files of {organisation}, which lie at {}. Back that up too, \
                 or export everything.",
                outside.files, outside.place
            )?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

pub(crate) fn restore(args: &Restore) -> Result<ExitCode, Failure> {
    let outside = host::outside(&args.outside)?;
    let keys = host::keys(&args.key)?;
    let upgrading = &host::by_the_program()?;
    let erase = |store: &Store| match &args.erased.erased_in {
        Some(newer) => erase_since(store, newer),
        None => Ok(ExitCode::SUCCESS),
    };
    let (absent, erased) = bellwether_history::restore_after(
        &args.from,
        Path::new(&args.database),
        outside,
        host::upgrading(upgrading, keys.as_ref()),
        erase,
    )?;
    let mut out = host::out();
    writeln!(out, "Restored to {}; its record holds.", args.database)?;
    for absent in &absent {
        writeln!(out, "Not to be had: {}.", host::absent(absent))?;
    }
    Ok(if absent.is_empty() { erased } else { ExitCode::from(1) })
}

/// Erases from every record of a copy what was erased from it since it was made.
fn erase_since(store: &Store, newer: &Path) -> Result<ExitCode, Failure> {
    let mut code = ExitCode::SUCCESS;
    for organisation in store.organisations().map_err(AppError::from)? {
        let erased = erase::as_in(store, &organisation, newer)?;
        if erased != ExitCode::SUCCESS {
            code = erased;
        }
    }
    Ok(code)
}

pub(crate) fn export(args: &Export) -> Result<ExitCode, Failure> {
    let app = host::open_to_read(&args.place)?;
    if args.to == Path::new("-") {
        let mut out = BufWriter::new(std::io::stdout().lock());
        app.store().export(app.organisation(), &mut out)?;
        return Ok(ExitCode::SUCCESS);
    }
    let failed = |error: std::io::Error| host::not_made(&args.to, &error);
    let file = File::create_new(&args.to).map_err(failed)?;
    let mut out = BufWriter::new(&file);
    let exported = app.store().export(app.organisation(), &mut out);
    drop(out);
    let exported = exported.map_err(Failure::from).and_then(|entries| {
        file.sync_all().map_err(failed)?;
        Ok(entries)
    });
    let entries = exported.inspect_err(|_| {
        // Half an export is none.
        let _ = std::fs::remove_file(&args.to);
    })?;
    writeln!(host::out(), "Exported {entries} journal entries to {}.", args.to.display())?;
    Ok(ExitCode::SUCCESS)
}

pub(crate) fn doctor(args: &Doctor) -> Result<ExitCode, Failure> {
    if args.clock_was_wrong {
        return clock_was_wrong(args);
    }
    let app = host::open_to_read(&args.place)?;
    let mut remarks = app.doctor(args.owner.owner_database.as_deref())?;
    if let Some(folder) = &args.published {
        remarks.extend(publish::remarks(&app, folder)?);
    }
    let mut out = host::out();
    for remark in &remarks {
        let (mark, colour) =
            if remark.sound { ("well", AnsiColor::Green) } else { ("ill", AnsiColor::Red) };
        let style = Style::new().fg_color(Some(colour.into())).bold();
        writeln!(out, "{style}{mark:>5}{style:#}  {}", remark.words)?;
    }
    let past = retention::remark(&app)?;
    for words in past.into_iter().chain(host::open_to_others(&args.place)) {
        let style = Style::new().fg_color(Some(AnsiColor::Yellow.into())).bold();
        writeln!(out, "{style} mind{style:#}  {words}")?;
    }
    let sound = remarks.iter().all(|remark| remark.sound);
    Ok(if sound { ExitCode::SUCCESS } else { ExitCode::from(1) })
}

fn clock_was_wrong(args: &Doctor) -> Result<ExitCode, Failure> {
    let app = host::open_existing(&args.place)?;
    let reason = args.reason.as_deref().unwrap_or_default();
    let by = host::authority(args.by.as_deref(), reason, app.today()?)?;
    let committed = app.author(by).clock_was_wrong()?;
    writeln!(
        host::out(),
        "Said so in journal entry {}, recorded at {}: changes can be made again.",
        committed.seq,
        committed.recorded
    )?;
    Ok(ExitCode::SUCCESS)
}
