//! `bellwether remembered`: how documents are read by what was said of those before.

use std::{io::Write, process::ExitCode};

use crate::{args::Remembered, command::plan::line, failure::Failure, host};

pub(crate) fn run(args: &Remembered) -> Result<ExitCode, Failure> {
    let mut out = host::out();
    if let Some(name) = &args.forget {
        let app = host::open_existing(&args.place)?;
        let by = host::authority(args.by.as_deref(), &args.reason, app.today()?)?;
        let committed = app.author(by).forget(name)?;
        writeln!(out, "Forgotten, as journal entry {}.", committed.seq)?;
        return Ok(ExitCode::SUCCESS);
    }
    let all = host::open_to_read(&args.place)?.remembered()?;
    if all.is_empty() {
        writeln!(out, "Nothing is remembered: documents are read by themselves.")?;
    }
    for own in all {
        writeln!(out, "{}  from {}", own.name, own.from)?;
        for words in own.words {
            writeln!(out, "          {}", line(&words))?;
        }
    }
    Ok(ExitCode::SUCCESS)
}
