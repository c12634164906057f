//! `bellwether erase`: takes words and files that must not be kept out of the record, with a plan
//! first.

use std::{
    collections::BTreeSet,
    fs, io,
    io::Write,
    path::{Path, PathBuf},
    process::ExitCode,
};

use bellwether_app::{App, AppError, erase::ErasurePlan};
use bellwether_history::{
    CommitError, Erasable, LoadError, Location, OrganisationId, Seq, Store, Text, Words,
};

use super::{plan, publish, retention, verify::is_database};
use crate::{args::Erase, failure::Failure, host};

/// How many longer words are named.
const MOST_WORDS: usize = 10;

pub(crate) fn run(args: &Erase) -> Result<ExitCode, Failure> {
    if args.again {
        let app = host::open_existing(&args.place)?;
        let left = app.finish_erasing()?;
        return finished(args, &app, left, None);
    }
    if args.past_retention {
        return retention::erase_past(args);
    }
    let words = words(args)?;
    if words.is_empty() && args.file.is_empty() {
        return Err(Failure::NothingToErase);
    } else if !(args.yes || args.dry_run || host::can_ask()) {
        return Err(Failure::EraseUnasked);
    }
    let app = if args.dry_run { host::open_to_read } else { host::open_existing }(&args.place)?;
    let files: Vec<Seq> = args.file.iter().copied().map(Seq).collect();
    let planned = app.plan_erasure(words, &files)?;
    if args.dry_run {
        show(&mut host::out(), &planned, args.published.as_deref())?;
        writeln!(host::out(), "Nothing was changed: this was a dry run.")?;
        return Ok(ExitCode::SUCCESS);
    }
    let (right, reason) =
        [&args.right, &args.reason].map(|said| said.as_deref().unwrap_or_default()).into();
    let by = host::authority(args.by.as_deref(), reason, app.today()?)?;
    if planned.erasing.would_stay(right, &by) {
        return Err(AppError::from(CommitError::ErasedAgain).into());
    }
    show(&mut host::out(), &planned, args.published.as_deref())?;
    if !args.yes && !host::confirm("Erase all of this for good?")? {
        writeln!(host::out(), "Nothing was changed.")?;
        return Ok(ExitCode::SUCCESS);
    }
    let erased = app.author(by).erase(&planned, right)?;
    let (seq, hash) = (erased.committed.seq, erased.committed.hash);
    writeln!(host::out(), "Erased by journal entry {seq}.\nHead {seq}={hash}")?;
    finished(args, &app, erased.left, Some((&planned.erasing.words, seq)))
}

/// Erases from a copy that was just made of a record what was erased since from a newer copy: a
/// database, a backup or an export.
pub(super) fn as_in(
    store: &Store,
    organisation: &OrganisationId,
    newer: &Path,
) -> Result<ExitCode, Failure> {
    let by = host::by_the_program()?;
    let newer = if is_database(newer)? {
        Store::examine(newer)?
    } else {
        let copy = Store::in_memory()?;
        let input = host::read_file(newer)?;
        copy.load(&mut input.as_slice(), host::upgrading(&by, None))?;
        copy
    };
    if let Some(broken) = newer.verify(organisation).map_err(AppError::from)?.broken {
        let seq = broken.seq.to_string();
        return Err(Failure::NewerAltered { seq, problem: broken.problem });
    }
    let left = newer.left_by_erasures(organisation).map_err(AppError::from)?;
    let by = host::authority(None, "What was erased from a newer copy", by.effective)?;
    let at = bellwether_app::moment(&host::Host);
    let erased =
        store.erase_as_in(&organisation.clone().into(), &left, &by, at).map_err(AppError::from)?;
    let mut out = host::out();
    let Some(erased) = erased else {
        writeln!(out, "Nothing of what was erased since stands in it.")?;
        return Ok(ExitCode::SUCCESS);
    };
    // Whoever made the copy takes it away where it does not hold.
    if let Some(broken) = store.verify(organisation).map_err(AppError::from)?.broken {
        return Err(LoadError::Broken(broken).into());
    }
    writeln!(
        out,
        "What was erased since is erased from it by journal entry {}.",
        erased.committed.seq
    )?;
    for words in &erased.left {
        writeln!(out, "Not done yet: {words}. Do it again with: bellwether erase --again.")?;
    }
    Ok(if erased.left.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(1) })
}

/// The words as given, or a line each from standard input.
fn words(args: &Erase) -> Result<Vec<Words>, Failure> {
    let mut words = vec![];
    for given in &args.words {
        if given == "-" {
            let lines = io::read_to_string(io::stdin())?;
            let lines = lines.lines().filter(|line| !line.trim().is_empty());
            words.extend(lines.map(str::parse).collect::<Result<Vec<Words>, _>>()?);
        } else {
            words.push(given.parse()?);
        }
    }
    Ok(words)
}

pub(super) fn show(
    out: &mut dyn Write,
    planned: &ErasurePlan,
    published: Option<&Path>,
) -> Result<(), Failure> {
    let ErasurePlan { erasable, files, unread, imports, seals, .. } = planned;
    writeln!(out, "This goes out of the record for good:")?;
    for (of, count) in &erasable.counts {
        writeln!(out, "  {}", line(erasable, *of, *count))?;
    }
    for name in files.values().flatten() {
        writeln!(out, "    {}", plan::line(name))?;
    }
    for (number, name) in &erasable.names {
        let name = plan::line(name);
        writeln!(out, "  the name {name}: what they did is by a former officer (A{number})")?;
    }
    let within: Vec<String> = erasable
        .within
        .iter()
        .take(MOST_WORDS)
        .map(|word| format!("“{}”", plan::line(word)))
        .collect();
    if !within.is_empty() {
        let more = if erasable.within.len() > MOST_WORDS { " …" } else { "" };
        writeln!(out, "Longer words that hold them stay: {}{more}", within.join(", "))?;
    }
    if !imports.is_empty() {
        writeln!(
            out,
            "What was read from the document of {} stays, but for the words: give those as well that \
             are to go.",
            numbers(imports)
        )?;
    }
    if !seals.is_empty() {
        writeln!(
            out,
            "Whoever was told of the seal of {} (--witness) keeps the title that it had: see to their \
             line yourself, and leave what stands before the time in it.",
            numbers(seals)
        )?;
    }
    for (seq, name) in unread {
        let name = plan::line(name);
        writeln!(
            out,
            "Could not be looked into: {name}. If it holds them, add --file {seq} (attachments \
             --get {seq} shows it)."
        )?;
    }
    match published {
        Some(folder) => writeln!(
            out,
            "What is published in {} is made again, and written without it where it holds it.",
            folder.display()
        )?,
        None => writeln!(
            out,
            "What is published is not looked at: give its folder as --published FOLDER."
        )?,
    }
    Ok(())
}

/// What goes of a kind of text.
fn line(erasable: &Erasable, of: Text, count: usize) -> String {
    let what = match of {
        Text::Entry => "what the journal says",
        Text::Risk => "versions of risks",
        Text::Particulars => "versions of the register's title, headings and key",
        Text::Setting => "settings",
        Text::Sealed => "sealed documents",
        Text::File => "files, whole",
    };
    let entries = erasable.texts.get(&of).cloned().unwrap_or_default();
    format!("{what}: {count} ({})", numbers(&entries))
}

fn numbers(entries: &BTreeSet<Seq>) -> String {
    let numbers: Vec<String> = entries.iter().map(Seq::to_string).collect();
    match numbers.as_slice() {
        [one] => format!("entry {one}"),
        many => format!("entries {}", many.join(", ")),
    }
}

/// What is left to do, by the program or by whoever looks after it.
pub(super) fn finished(
    args: &Erase,
    app: &App,
    mut left: Vec<String>,
    erased: Option<(&[Words], Seq)>,
) -> Result<ExitCode, Failure> {
    let mut out = host::out();
    if let Some(folder) = &args.published
        && let Err(problem) = publish::renew(app, (folder, args.by.as_deref()), erased)
    {
        left.push(format!("what is published in {}: {problem}", folder.display()));
    }
    for words in &left {
        writeln!(out, "Not done yet: {words}. Do it again with: bellwether erase --again.")?;
    }
    for copy in copies(Path::new(&args.place.database)) {
        writeln!(out, "{} is as before: it was kept at an upgrade. Delete it.", copy.display())?;
    }
    if let Location::Postgres(_) = Location::from(args.place.database.as_str()) {
        writeln!(
            out,
            "The server’s own files hold what went until it clears them up: VACUUM FULL, by the owner \
             of the tables, does so at once; its archive of logs is yours to see to."
        )?;
    }
    writeln!(
        out,
        "Backups, exports and papers from before, and what others were given, are as they were: \
         see to those yourself."
    )?;
    Ok(if left.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(1) })
}

/// The copies that upgrades kept beside a database.
fn copies(database: &Path) -> Vec<PathBuf> {
    let (Some(folder), Some(name)) = (database.parent(), database.file_name()) else {
        return vec![];
    };
    let folder = if folder == Path::new("") { Path::new(".") } else { folder };
    let begins = format!("{}.schema-", name.to_string_lossy());
    let is_copy = |path: &PathBuf| {
        path.file_name().is_some_and(|name| name.to_string_lossy().starts_with(&begins))
    };
    let files = fs::read_dir(folder).into_iter().flatten().flatten().map(|file| file.path());
    let mut copies: Vec<PathBuf> = files.filter(is_copy).collect();
    copies.sort();
    copies
}
