//! `bellwether restrict`: what of the register is not for the public.

use std::{collections::BTreeSet, io::Write, process::ExitCode};

use bellwether_app::{
    App,
    read::Snapshot,
    settings::restricted::{told, whole},
};
use bellwether_domain::{Covered, LaidOut, Mark, Restricted};

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
    marks.retain(|mark| !mark.what.is_as(&what));
    let told = told(&snapshot, &app.evidence()?, &what);
    if !args.lift {
        marks.push(Mark { what, paragraph: args.under.trim().to_owned() });
    }
    let by = host::authority(args.by.as_deref(), &args.reason, today)?;
    let committed = app.author(by).set_marks(&marks, known.seq)?;
    let now = if args.lift { "for the public again" } else { "not for the public" };
    let mut out = host::out();
    writeln!(out, "{told} is {now}, as journal entry {}.", committed.seq)?;
    for seal in app.published_seals()? {
        writeln!(
            out,
            "The papers of seal {seal} are published as they were: bellwether publish {seal} --to \
             FOLDER writes them again."
        )?;
    }
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
        What::Category(words) => category(app, snapshot, words)?,
        What::Heading(name) => Restricted::Heading(whole(&heading(snapshot, name)?).to_string()),
    })
}

/// A category that a risk is of, or that is marked already: another would keep nothing back.
fn category(app: &App, snapshot: &Snapshot, words: &str) -> Result<Restricted, Failure> {
    let all = snapshot.view.risks.iter().chain(snapshot.view.closed.iter());
    let known: BTreeSet<&str> =
        all.filter_map(|version| version.risk.category.as_deref()).map(str::trim).collect();
    let is = |own: &str| own.to_lowercase() == words.trim().to_lowercase();
    let what = Restricted::Category(words.to_owned());
    let is_marked = marks(app)?.iter().any(|mark| mark.what == what);
    if is_marked || known.iter().any(|own| is(own)) {
        return Ok(what);
    }
    let known = known.into_iter().map(str::to_owned).collect();
    Err(Failure::NoSuchCategory { name: words.to_owned(), known })
}

/// What stands under a heading, by the body's own words for it or its name.
fn heading(snapshot: &Snapshot, name: &str) -> Result<Covered, Failure> {
    let register = &snapshot.register;
    if register.risks.iter().any(|risk| risk.extra.contains_key(name)) {
        return Ok(Covered::Extra(name.to_owned()));
    }
    let is = |own: &str| own.trim().to_lowercase() == name.trim().to_lowercase();
    let whole =
        |column: &LaidOut| [&column.groups[..], std::slice::from_ref(&column.heading)].concat();
    let is_headed = |column: &&LaidOut| {
        let all = whole(column);
        is(&column.heading) || is(&all.join(": ")) || is(&all.join(" / ")) || is(&all.join(" "))
    };
    let columns = register.layout.columns().iter().filter(is_headed);
    let fields = register.headings.iter().filter(|(_, own)| is(own));
    let of_fields = fields.filter_map(|(field, _)| field.name().parse().ok());
    let mut found: Vec<Covered> = columns.map(|column| column.of.clone()).collect();
    if found.is_empty() {
        found.extend(of_fields);
    }
    let covered = match found.as_slice() {
        [] => name.parse::<Covered>()?,
        [one] => one.clone(),
        several => {
            let known = several.iter().map(|own| format!("heading={own}")).collect();
            return Err(Failure::HeadingOfSeveral { name: name.to_owned(), known });
        }
    };
    if covered.can_be_withheld() { Ok(covered) } else { Err(Failure::NotWithheld(name.to_owned())) }
}
