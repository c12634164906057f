//! `bellwether check`: what an auditor would say of a register.

use std::{io::Write, path::Path, process::ExitCode};

use bellwether_app::Ambient;
use bellwether_checks::{Finding, Settings, Subject, report, rule};
use bellwether_domain::Date;
use bellwether_intake::Options;

use crate::{
    args::{Check, Findings},
    failure::Failure,
    host::{self, Host},
};

pub(crate) fn run(args: &Check) -> Result<ExitCode, Failure> {
    if let Some(unknown) = args.rule.iter().find(|name| rule(name).is_none()) {
        return Err(Failure::NoSuchRule(unknown.clone()));
    }
    let (mut findings, as_at) = match &args.file {
        Some(file) => of_file(args, file)?,
        None => of_database(args)?,
    };
    findings.retain(|finding| shown(args, finding));
    let file = args.file.as_deref().map(host::name);
    let printed = match args.format {
        Findings::Text => report::text(&findings, as_at),
        Findings::Json => report::json(&findings, as_at),
        Findings::Sarif => report::sarif(&findings, as_at, file.as_deref()),
    };
    let mut out = anstream::stdout().lock();
    out.write_all(printed.as_bytes())?;
    out.flush()?;
    let fails =
        args.fail_on.is_some_and(|least| findings.iter().any(|f| f.severity <= least.into()));
    Ok(if fails { ExitCode::from(1) } else { ExitCode::SUCCESS })
}

/// A file is judged as at its own date, or the one asked for; today where neither is known.
fn of_file(args: &Check, file: &Path) -> Result<(Vec<Finding>, Date), Failure> {
    let bytes = host::read_file(file)?;
    let name = host::name(file);
    let read = |as_at| {
        let options = Options { as_at, file_name: Some(name.clone()), ..Options::default() };
        bellwether_intake::read(&bytes, &options)
            .map_err(|source| Failure::Intake { path: name.clone(), source })
    };
    let mut intake = read(None)?;
    // The date asked for is the one to judge at; it only dates a document that has no date.
    if intake.register.as_at.is_none() && args.as_at.is_some() {
        intake = read(args.as_at)?;
    }
    let as_at = args.as_at.or(intake.register.as_at).unwrap_or_else(|| Host.today());
    let subject = Subject::new(&intake.register, as_at);
    Ok((bellwether_checks::check(&subject, &Settings::default()), as_at))
}

fn of_database(args: &Check) -> Result<(Vec<Finding>, Date), Failure> {
    let app = host::open_existing(&args.place)?;
    let judged = app.judge(&app.snapshot(args.as_at, None)?)?;
    Ok((judged.findings, judged.as_at))
}

fn shown(args: &Check, finding: &Finding) -> bool {
    let named = |name: &String| rule(name).is_some_and(|rule| rule.id == finding.rule);
    let rules = args.rule.is_empty() || args.rule.iter().any(named);
    let severe = args.severity.is_none_or(|least| finding.severity <= least.into());
    rules && severe
}
