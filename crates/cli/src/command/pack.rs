//! `bellwether pack`: the sections of the pack for a meeting, and the words on its cover.

use std::{io::Write, process::ExitCode};

use bellwether_app::{App, check::When};
use bellwether_domain::calendar::long_date;
use bellwether_history::Seq;
use bellwether_papers::compose::Pack;

use crate::{
    args::{self, KeepPack},
    failure::Failure,
    host,
};

pub(crate) fn run(args: &KeepPack) -> Result<ExitCode, Failure> {
    let seal = args.seal.map(|seq| When::Seal(Seq(seq)));
    let of = seal.or(args.as_at.map(When::Date));
    if !args.as_before && args.pack.is_silent() {
        return list(&host::open_to_read(&args.place)?, of);
    }
    let app = host::open_existing(&args.place)?;
    let of = match of {
        Some(of) => of,
        None => When::Date(app.snapshot(None, None)?.as_at),
    };
    let known = app.pack(Some(of), None)?;
    let begun = match known.before {
        Some(before) if args.as_before => before,
        _ => known.pack,
    };
    let pack = over(&args.pack, begun)?;
    let by = host::authority(args.by.as_deref(), &args.reason, app.today()?)?;
    let committed = app.author(by).set_pack(of, &pack, known.seq)?;
    writeln!(host::out(), "Kept as journal entry {}.", committed.seq)?;
    Ok(ExitCode::SUCCESS)
}

/// A pack with what is said in the place of what it said.
///
/// # Errors
/// When there is no check of a name.
pub(crate) fn over(said: &args::Pack, pack: Pack) -> Result<Pack, Failure> {
    let mut pack = said.over(pack);
    if !said.findings().is_empty() {
        let rules = said.findings().iter().map(|name| {
            let known = bellwether_checks::rule(name);
            known.map(|rule| rule.id.to_owned()).ok_or_else(|| Failure::NoSuchRule(name.clone()))
        });
        pack.findings = rules.collect::<Result<_, _>>()?;
    }
    Ok(pack)
}

fn list(app: &App, of: Option<When>) -> Result<ExitCode, Failure> {
    let kept = app.pack(of, None)?;
    let cover = &kept.pack.cover;
    let dated = cover.date.parse().map_or_else(|_| cover.date.clone(), long_date);
    let facts = [
        ("Meeting", &cover.meeting),
        ("Date of the meeting", &dated),
        ("Agenda item", &cover.item),
        ("Author", &cover.author),
        ("Contact", &cover.contact),
        ("Purpose", &cover.purpose),
        ("Recommendation", &cover.recommendation),
        ("Implications", &cover.implications),
        ("For members alone", &cover.members),
        ("Under", &cover.under),
    ];
    let mut out = host::out();
    for (name, words) in facts.into_iter().filter(|(_, words)| !words.is_empty()) {
        writeln!(out, "{name}: {words}")?;
    }
    if !cover.deep.is_empty() {
        writeln!(out, "Deep dives: {}", cover.deep.join(", "))?;
    }
    if !kept.pack.findings.is_empty() {
        writeln!(out, "Findings of: {}", kept.pack.findings.join(", "))?;
    }
    writeln!(out, "Sections:")?;
    for chosen in kept.pack.sections() {
        writeln!(out, "  {}: {}", chosen.section, chosen.heading())?;
    }
    if kept.before.is_some() {
        writeln!(
            out,
            "The meeting before is over: its words are kept with it. --as-before begins from them."
        )?;
    }
    Ok(ExitCode::SUCCESS)
}
