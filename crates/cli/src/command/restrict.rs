//! `bellwether restrict`: what of the register is not for the public.

use std::{io::Write, process::ExitCode};

use bellwether_app::{App, read::Snapshot, settings::restricted::told};
use bellwether_domain::{Covered, Mark, Restricted};

use crate::{
    args::{Restrict, What},
    failure::Failure,
    host,
};

pub(crate) fn run(args: &Restrict) -> Result<ExitCode, Failure> {
    let Some(what) = &args.what else { return list(args) };
    let app = host::open_existing(&args.place)?;
    let snapshot = app.snapshot(None, None)?;
    let what = found(&app, &snapshot, what)?;
    let today = app.today()?;
    let known = app.marks(today)?;
    let mut marks = known.marks;
    marks.retain(|mark| mark.what != what);
    let told = told(&snapshot, &app.evidence()?, &what);
    if !args.lift {
        marks.push(Mark { what, paragraph: args.under.trim().to_owned() });
    }
    let by = host::authority(args.by.as_deref(), &args.reason, today)?;
    let committed = app.set_marks(&marks, known.seq, &by)?;
    let now = if args.lift { "for the public again" } else { "not for the public" };
    writeln!(host::out(), "{told} is {now}, as journal entry {}.", committed.seq)?;
    Ok(ExitCode::SUCCESS)
}

fn list(args: &Restrict) -> Result<ExitCode, Failure> {
    let app = host::open_to_read(&args.place)?;
    let snapshot = app.snapshot(None, None)?;
    let (marks, evidence) = (marks(&app)?, app.evidence()?);
    let mut out = host::out();
    if marks.is_empty() {
        writeln!(out, "Nothing is restricted: all of the register is for the public.")?;
    }
    for mark in marks {
        let under = match mark.paragraph.as_str() {
            "" => String::new(),
            paragraph => format!(", under {paragraph}"),
        };
        writeln!(out, "{}{under}", told(&snapshot, &evidence, &mark.what))?;
    }
    Ok(ExitCode::SUCCESS)
}

fn marks(app: &App) -> Result<Vec<Mark>, Failure> {
    Ok(app.marks(app.today()?)?.marks)
}

/// What is meant, by what the register calls it.
fn found(app: &App, snapshot: &Snapshot, what: &What) -> Result<Restricted, Failure> {
    Ok(match what {
        What::Risk(number) => Restricted::Risk(snapshot.find(number)?.id),
        What::Action(number, at) => {
            let own = snapshot.find(number)?.risk.actions.get(at.saturating_sub(1));
            let id = own.and_then(|action| action.id);
            Restricted::Action(id.ok_or_else(|| Failure::NoSuchAction(number.clone(), *at))?)
        }
        What::Attachment(called) => {
            Restricted::Attachment(app.find_evidence(called)?.attachment.sha256.to_string())
        }
        What::Category(words) => Restricted::Category(words.clone()),
        What::Heading(name) => {
            let is_own = snapshot.register.risks.iter().any(|risk| risk.extra.contains_key(name));
            let covered = if is_own { Covered::Extra(name.clone()) } else { name.parse()? };
            Restricted::Heading(covered.to_string())
        }
    })
}
