//! `bellwether accept`: lists what the checks suggest, or accepts it.

use std::{io::Write as _, process::ExitCode};

use bellwether_app::{check::Chosen, settings::waivers::Place};
use bellwether_checks::{Asks, Finding, Suggestion, rule, suggest};

use crate::{args::Accept, failure::Failure, host};

pub(crate) fn run(args: &Accept) -> Result<ExitCode, Failure> {
    if let Some(unknown) = args.rule.iter().find(|name| rule(name).is_none()) {
        return Err(Failure::NoSuchRule(unknown.clone()));
    }
    let looks = args.dry_run || args.rule.is_none();
    let app = if looks { host::open_to_read } else { host::open_existing }(&args.place)?;
    let snapshot = app.snapshot(None, None)?;
    let judged = app.judge(&snapshot)?;
    let of = |finding: &Finding| Some((finding.clone(), suggest(finding, &snapshot.register)?));
    let standing = judged.findings.iter().map(AsRef::as_ref);
    let wanted = standing.filter(|finding| is_wanted(args, finding));
    let all: Vec<(Finding, Suggestion)> = wanted.filter_map(of).collect();
    let mut out = host::out();
    if all.is_empty() {
        return Err(Failure::NothingSuggested);
    }
    if looks {
        for (finding, suggestion) in &all {
            writeln!(out, "{}", line(finding, suggestion, args.answer.as_deref()))?;
        }
        if args.rule.is_some() {
            writeln!(out, "Nothing was changed: this was a dry run.")?;
        }
        return Ok(ExitCode::SUCCESS);
    }
    // What follows from one risk is hardly what follows from the next.
    let told = |(_, suggestion): &(Finding, Suggestion)| suggestion.asks == Asks::Words;
    if all.len() > 1 && all.iter().any(told) {
        return Err(Failure::OneAtATime(all.len()));
    }
    let answer = args.answer.clone().unwrap_or_default();
    let chosen = all.iter().map(|(finding, suggestion)| Chosen {
        place: Place::of(finding),
        from: Some(suggestion.from.clone()),
        answer: answer.clone(),
    });
    let chosen: Vec<Chosen> = chosen.collect();
    let by = host::authority(args.by.as_deref(), "Accepted", snapshot.as_at)?;
    let accepted = app.accept(&snapshot, &chosen, &by.actor)?;
    for (finding, suggestion) in &all {
        writeln!(out, "{}", line(finding, suggestion, args.answer.as_deref()))?;
    }
    let numbers: Vec<String> = accepted.entries.iter().map(|entry| entry.seq.to_string()).collect();
    match numbers.as_slice() {
        [] => writeln!(out, "The register says so already: nothing was changed.")?,
        [one] => writeln!(out, "Accepted, as journal entry {one}.")?,
        [first, .., last] => {
            writeln!(out, "{} accepted, as journal entries {first} to {last}.", numbers.len())?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn is_wanted(args: &Accept, finding: &Finding) -> bool {
    let of_rule = |name: &String| rule(name).is_some_and(|rule| rule.id == finding.rule);
    args.rule.as_ref().is_none_or(of_rule)
        && args.risk.as_ref().is_none_or(|risk| finding.risk.as_ref() == Some(risk))
        && args.action.is_none_or(|action| finding.action == Some(action))
}

/// "TXT-02, risk 3: add the cause: Records are lost because …".
fn line(finding: &Finding, suggestion: &Suggestion, answer: Option<&str>) -> String {
    let (place, rule) = (finding.place(), finding.rule);
    let Suggestion { title, from, before, asks, .. } = suggestion;
    let asked = match (asks, answer) {
        (Asks::Nothing, _) | (_, Some(_)) => suggestion.with(answer.unwrap_or_default()).to,
        (Asks::Words, None) => format!("{before}…"),
        (Asks::Day, None) => "give the date".to_owned(),
        (Asks::Owner(among), None) if among.is_empty() => "give the owner".to_owned(),
        (Asks::Owner(among), None) => format!("one of {}", among.join(", ")),
    };
    if asked.is_empty() {
        return format!("{rule}, {place}: {title}: “{from}”");
    }
    let was = if from.is_empty() || *asks == Asks::Words {
        String::new()
    } else {
        format!("“{from}” → ")
    };
    format!("{rule}, {place}: {title}: {was}{asked}")
}
