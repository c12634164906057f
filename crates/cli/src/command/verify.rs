//! `bellwether verify`: whether the record is what was written.

use std::{io::Write, process::ExitCode};

use bellwether_app::AppError;

use crate::{args::Verify, failure::Failure, host};

pub(crate) fn run(args: &Verify) -> Result<ExitCode, Failure> {
    let app = host::open_existing(&args.database)?;
    let found = app.store().verify(app.organisation()).map_err(AppError::from)?;
    let mut out = anstream::stdout().lock();
    if let Some(broken) = found.broken {
        return Err(Failure::Broken { seq: broken.seq.to_string(), problem: broken.problem });
    }
    writeln!(
        out,
        "The record holds: {} journal entries and {} versions follow from one another.\nHead {}",
        found.entries, found.versions, found.head
    )?;
    Ok(ExitCode::SUCCESS)
}
