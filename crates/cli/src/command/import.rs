//! `bellwether import`: the plan, then one transaction.

use std::{collections::BTreeMap, io::Write, process::ExitCode};

use bellwether_app::{
    App, AppError,
    import::{Outcome, Plan, Upload},
};
use bellwether_history::Location;
use bellwether_intake::{Intake, IntakeError, Options};

use crate::{
    apart::READER,
    args::Import,
    command::{answers, convert::options, erase, plan},
    failure::Failure,
    host,
};

pub(crate) fn run(args: &Import) -> Result<ExitCode, Failure> {
    let bytes = host::read_file(&args.file)?;
    if bytes.starts_with(EXPORT) {
        return load(args, &bytes);
    }
    let file = host::name(&args.file);
    // The file is read before the database is touched: a bad file leaves nothing behind.
    let options = options(&args.reading, &file);
    let (mut options, mut intake) = match READER.read(&bytes, &options) {
        Ok(intake) => (options, intake),
        Err(refusal) => remembered(args, &bytes, &options, refusal)
            .map_err(|source| Failure::Intake { path: file.clone(), source })?,
    };
    if options.as_at.or(intake.register.as_at).is_none() {
        options.as_at = Some(answers::day(&file)?.ok_or(AppError::NoDate)?);
        // Years that are not written follow from the day.
        let again = READER.read(&bytes, &options);
        intake = again.map_err(|source| Failure::Intake { path: file.clone(), source })?;
    }
    // A dry run makes no database.
    let open = if args.dry_run { host::open_or_empty } else { host::open };
    let made = !args.dry_run && !host::exists(&args.place.database);
    let app = open(&args.place)?;
    let upload = Upload { name: &file, bytes: &bytes };
    let done = bring_in(args, &app, made, |app| app.plan_intake(upload, &options, intake));
    let is_empty = matches!(app.store().head(app.organisation()), Ok(None));
    drop(app);
    // What was refused leaves no empty database behind.
    if made && done.is_err() && is_empty {
        host::unmake(&args.place.database);
    }
    done
}

/// Reads a document that was declined by what the database remembers of those like it, where there
/// is a database.
fn remembered(
    args: &Import,
    bytes: &[u8],
    options: &Options,
    refusal: IntakeError,
) -> Result<(Options, Intake), IntakeError> {
    if refusal.seen().is_none() || !host::exists(&args.place.database) {
        return Err(refusal);
    }
    let sentence = refusal.to_string();
    let again = || IntakeError::Declined { sentence, seen: None };
    let Ok(app) = host::open(&args.place) else { return Err(refusal) };
    app.read_rescued(bytes, options, refusal).map_err(|error| match error {
        AppError::Intake(own) => own,
        _ => again(),
    })
}

/// Shows the plan and carries it out, unless it is for show alone.
fn bring_in(
    args: &Import,
    app: &App,
    made: bool,
    plan: impl FnOnce(&App) -> Result<Plan, AppError>,
) -> Result<ExitCode, Failure> {
    let planned = plan(app)?;
    let planned = app.answered(&planned, answers::given(&args.answers))?;
    let mut out = host::out();
    plan::print(&mut out, &planned)?;
    if args.dry_run {
        plan::print_questions(&mut out, &planned)?;
        writeln!(out, "Nothing was changed: this was a dry run.")?;
        return Ok(ExitCode::SUCCESS);
    }
    out.flush()?;
    let planned = answers::asked(app, planned)?;
    let by = host::authority(args.by.as_deref(), &args.reason, planned.as_at)?;
    let outcome = app.author(by).apply_import(&planned, &planned.decisions)?;
    match outcome {
        Outcome::Unchanged => {
            writeln!(out, "Nothing was changed: the register says this already.")?;
        }
        Outcome::Applied { committed, .. } => {
            let (place, seq) = (Location::from(args.place.database.as_str()), committed.seq);
            if made {
                writeln!(out, "Made the database {place}.")?;
            }
            writeln!(
                out,
                "Kept in {place} as journal entry {seq}. See it with: bellwether serve --database {place}"
            )?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// How an export begins (`bellwether.export/1`).
const EXPORT: &[u8] = b"{\"export\":{";

/// Takes a whole export in: everything of an organisation, from another engine or version.
fn load(args: &Import, mut bytes: &[u8]) -> Result<ExitCode, Failure> {
    let mut out = host::out();
    if args.dry_run {
        let loaded = bellwether_history::verify_export(&mut bytes, &BTreeMap::new())?;
        if let Some(broken) = loaded.verification.broken {
            return Err(bellwether_history::LoadError::Broken(broken).into());
        }
        writeln!(
            out,
            "An export of {}: {} journal entries. Nothing was changed: this was a dry run.",
            loaded.organisation, loaded.verification.entries
        )?;
        return Ok(ExitCode::SUCCESS);
    }
    let made = !host::exists(&args.place.database);
    let by = host::by_the_program()?;
    let app = host::open(&args.place)?;
    let loaded = app.store().load(&mut bytes, host::upgrading(&by, None)).map_err(Failure::from);
    let taken = loaded.and_then(|loaded| {
        let erased = args.erased.erased_in.as_deref().map_or(Ok(ExitCode::SUCCESS), |newer| {
            erase::as_in(app.store(), &loaded.organisation, newer)
        })?;
        Ok((loaded, erased))
    });
    drop(app);
    let (loaded, code) = taken.inspect_err(|_| {
        // An export that is not taken in leaves nothing behind.
        if made {
            host::unmake(&args.place.database);
        }
    })?;
    if made {
        writeln!(out, "Made the database {}.", args.place.database)?;
    }
    writeln!(
        out,
        "Took in the whole record of {}: {} journal entries, {} versions.",
        loaded.organisation, loaded.verification.entries, loaded.verification.versions
    )?;
    Ok(code)
}
