//! `bellwether due`: how one target date is read, and what it comes to.

use std::{io::Write, process::ExitCode};

use bellwether_domain::{calendar::long_date, due};

use crate::{args::Due, failure::Failure, host};

pub(crate) fn run(args: &Due) -> Result<ExitCode, Failure> {
    let as_at = args.as_at.unwrap_or_else(host::today);
    let status = args.status.as_deref().and_then(bellwether_intake::status);
    let explained = due::explain(&args.text, status, as_at);
    let mut out = anstream::stdout().lock();
    if args.json {
        let json = serde_json::to_string_pretty(&explained).map_err(std::io::Error::from)?;
        writeln!(out, "{json}")?;
        return Ok(ExitCode::SUCCESS);
    }
    let bold = anstyle::Style::new().bold();
    let dim = anstyle::Style::new().dimmed();
    writeln!(out, "{bold}{}{bold:#}", explained.words)?;
    writeln!(out, "{dim}{:>10}{dim:#}  {}", "as at", long_date(as_at))?;
    writeln!(out, "{dim}{:>10}{dim:#}  {}", "verdict", explained.verdict)?;
    for milestone in &explained.milestones {
        let label = if milestone.label.is_empty() { "–" } else { &milestone.label };
        writeln!(
            out,
            "{dim}{:>10}{dim:#}  {} to {}  {label}",
            "milestone", milestone.from, milestone.to
        )?;
    }
    writeln!(out, "{dim}{:>10}{dim:#}  {}", "then", explained.tail)?;
    if let Some(day) = explained.next_due {
        writeln!(out, "{dim}{:>10}{dim:#}  {}", "next due", long_date(day))?;
    }
    if let Some(day) = explained.late_since {
        writeln!(out, "{dim}{:>10}{dim:#}  {}", "late since", long_date(day))?;
    }
    for flag in &explained.flags {
        writeln!(out, "{dim}{:>10}{dim:#}  {flag}", "check")?;
    }
    Ok(ExitCode::SUCCESS)
}
