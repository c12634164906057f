//! `bellwether report`: the register of any date, as it is known or was known then.

use std::{io::Write, process::ExitCode};

use bellwether_domain::Register;
use bellwether_papers::{csv, text};

use crate::{
    args::{Form, Report},
    failure::Failure,
    host,
};

pub(crate) fn run(args: &Report) -> Result<ExitCode, Failure> {
    let dialect = args.csv.dialect(args.format).ok_or(Failure::NotCsv("--format"))?;
    let app = host::open_to_read(&args.place)?;
    let snapshot = app.snapshot(args.as_at, args.known_at)?;
    print(&snapshot.register, args.format, dialect, snapshot.as_at)
}

/// Prints a register on standard output.
pub(crate) fn print(
    register: &Register,
    form: Form,
    dialect: csv::Dialect,
    today: bellwether_domain::Date,
) -> Result<ExitCode, Failure> {
    let printed = match form {
        Form::Json => register.to_json(),
        Form::Csv => csv::csv(register, dialect)?,
        Form::Text => text::text(register, host::width(), today),
    };
    let mut out = anstream::stdout().lock();
    out.write_all(printed.as_bytes())?;
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}
