//! `bellwether check`: what an auditor would say of a register.

use std::{fmt::Write as _, io::Write as _, path::Path, process::ExitCode, sync::Arc};

use bellwether_app::check::grouped;
use bellwether_checks::{
    Finding, Gathered, Group, Settings, Subject, Waiver,
    group::{choose, group},
    report, rule,
};
use bellwether_domain::{Date, Register, scales::Steps};
use bellwether_intake::Options;
use bellwether_papers::{
    compose::{self, Found, FoundAtSeal, Material, Setting},
    format::Format,
};

use crate::{
    apart::READER,
    args::{Check, Findings},
    command::convert::one,
    failure::Failure,
    host,
};

/// What was found, by whichever settings it was judged.
struct Judged {
    register: Register,
    settings: Settings,
    as_at: Date,
    findings: Vec<Finding>,
    waived: Vec<(Finding, Waiver)>,
    expired: Vec<Waiver>,
    since: Option<Date>,
    sealed: Option<FoundAtSeal>,
}

pub(crate) fn run(args: &Check) -> Result<ExitCode, Failure> {
    if let Some(unknown) = args.rule.iter().find(|name| rule(name).is_none()) {
        return Err(Failure::NoSuchRule(unknown.clone()));
    }
    let mut judged = match &args.file {
        Some(file) => of_file(args, file)?,
        None => of_database(args)?,
    };
    judged.findings.retain(|finding| named(args, finding.rule));
    judged.waived.retain(|(finding, _)| named(args, finding.rule) && severe(args, finding));
    judged.expired.retain(|waiver| named(args, &waiver.rule));
    let Judged { register, settings, findings, .. } = &judged;
    // Who accepted an import has seen what was remarked on it.
    let groups = match &args.file {
        None => grouped(findings, register, settings),
        Some(_) => group(findings, register, settings),
    };
    // What they say is counted in the whole register, however much of it is asked for.
    let (findings, groups) = choose(findings, &groups, |_, finding| severe(args, finding));
    judged.findings = findings;
    let file = args.file.as_deref().map(host::name);
    let Judged { register, findings, as_at, waived, expired, .. } = &judged;
    let as_at = *as_at;
    let fails =
        args.fail_on.is_some_and(|least| findings.iter().any(|f| f.severity <= least.into()));
    let printed = match args.format {
        Findings::Text => (report::text(findings, &groups, register, as_at)
            + &set_aside(waived, expired))
            .into_bytes(),
        Findings::Json => report::json(findings, &groups, (waived, expired), as_at).into_bytes(),
        Findings::Sarif => {
            report::sarif(findings, &groups, waived, as_at, file.as_deref()).into_bytes()
        }
        Findings::Html => paper(judged, groups)?,
    };
    let mut out = host::out();
    out.write_all(&printed)?;
    out.flush()?;
    Ok(if fails { ExitCode::from(1) } else { ExitCode::SUCCESS })
}

/// The paper for the auditor, as `report --paper findings` makes it.
fn paper(judged: Judged, groups: Vec<Group>) -> Result<Vec<u8>, Failure> {
    let Judged { register, as_at, findings, waived, expired, since, sealed, .. } = judged;
    let found = Found { findings, groups, waived, expired, since, sealed };
    let material = Material::alone(register, as_at, Steps::default());
    let paper = compose::findings(&material, &found, &Setting::default());
    Ok(bellwether_press::draw(&paper, Format::Html)?.unwrap_or_default())
}

/// A file is judged as at its own date, or the one asked for; today where neither is known.
fn of_file(args: &Check, file: &Path) -> Result<Judged, Failure> {
    let bytes = host::read_file(file)?;
    let name = host::name(file);
    let read = |as_at| {
        let options = Options {
            as_at,
            file_name: Some(name.clone()),
            table: args.table.clone(),
            ..Options::default()
        };
        READER
            .read(&bytes, &options)
            .map_err(|source| Failure::Intake { path: name.clone(), source })
    };
    let mut intake = read(None)?;
    // The date asked for is the one to judge at; it only dates a document that has no date.
    if intake.register.as_at.is_none() && args.as_at.is_some() {
        intake = read(args.as_at)?;
    }
    one(&name, &intake)?;
    let as_at = args.as_at.or(intake.register.as_at).unwrap_or_else(host::today);
    let subject = Subject::new(&intake.register, as_at);
    let preset = args.preset.map(bellwether_checks::Preset::from);
    let settings = preset.map(bellwether_checks::Preset::settings).unwrap_or_default();
    let findings = bellwether_checks::check(&subject, &settings);
    Ok(Judged {
        register: intake.register,
        settings,
        as_at,
        findings,
        waived: vec![],
        expired: vec![],
        since: None,
        sealed: None,
    })
}

/// A kept register is judged by its body's own settings and waivers.
fn of_database(args: &Check) -> Result<Judged, Failure> {
    let app = host::open_to_read(&args.place)?;
    let snapshot = app.snapshot(args.as_at, None)?;
    let judged = app.judge_since(&snapshot)?;
    let sealed = app.found_at_seal(&snapshot, None)?;
    let (as_at, settings, since) = (judged.as_at, judged.settings.clone(), judged.since);
    let Gathered { findings, waived, expired, .. } = Gathered::clone(&judged);
    let findings = findings.iter().map(|finding| Finding::clone(finding)).collect();
    let own = |(finding, waiver)| (Arc::unwrap_or_clone(finding), waiver);
    let waived = waived.into_iter().map(own).collect();
    let register = Arc::unwrap_or_clone(snapshot.register);
    Ok(Judged { register, settings, as_at, findings, waived, expired, since, sealed })
}

/// Whether a finding is as severe as was asked for.
fn severe(args: &Check, finding: &Finding) -> bool {
    args.severity.is_none_or(|least| finding.severity <= least.into())
}

/// Whether a rule was asked for.
fn named(args: &Check, id: &str) -> bool {
    let same = |name: &String| rule(name).is_some_and(|rule| rule.id.eq_ignore_ascii_case(id));
    args.rule.is_empty() || args.rule.iter().any(same)
}

/// What somebody has answered for, in a line each; nothing where there is nothing.
fn set_aside(waived: &[(Finding, Waiver)], expired: &[Waiver]) -> String {
    let mut text = String::new();
    if !waived.is_empty() {
        let _ = writeln!(text, "\nWAIVED ({}, not counted above)", waived.len());
        for (finding, waiver) in waived {
            let Waiver { by, expires, reason, .. } = waiver;
            let (rule, place) = (finding.rule, finding.place());
            let _ = writeln!(text, "  • {rule}, {place}: {by}, until {expires}: {reason}");
        }
    }
    for waiver in expired {
        let Waiver { rule, by, expires, .. } = waiver;
        let of = match &waiver.risk {
            Some(risk) => format!("on risk {risk}"),
            None if waiver.whole => "as a whole".to_owned(),
            None => "on the register".to_owned(),
        };
        let _ = writeln!(
            text,
            "\nThe waiver of {rule} {of} ({by}) ran out on {expires}: its finding stands again."
        );
    }
    text
}
