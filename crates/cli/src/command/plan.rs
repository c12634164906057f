//! How a plan looks in the terminal.

use std::{
    collections::BTreeMap,
    io::{self, Write},
};

use anstyle::{AnsiColor, Style};
use bellwether_app::import::{Carried, Fate, Plan};
use bellwether_domain::{
    ActionField, Field, Place, Severity, calendar::long_date, diff::FieldChange, words::counted,
};

/// As much of a wording as fits a line.
pub(crate) fn line(text: &str) -> String {
    const MOST: usize = 76;
    let plain: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    if plain.chars().count() <= MOST {
        return plain;
    }
    plain.chars().take(MOST - 1).chain(['…']).collect()
}

/// Prints what was read and what bringing it in would do.
pub(crate) fn print(out: &mut impl Write, plan: &Plan) -> io::Result<()> {
    let (bold, dim) = (Style::new().bold(), Style::new().dimmed());
    let register = &plan.intake.register;
    let actions: usize = register.risks.iter().map(|risk| risk.actions.len()).sum();
    writeln!(
        out,
        "{bold}{}{bold:#}: {}, {}, as at {}",
        line(&plan.file),
        counted(register.risks.len(), "risk"),
        counted(actions, "action"),
        long_date(plan.as_at)
    )?;
    noticed(out, plan)?;
    if let Some(already) = &plan.already {
        writeln!(out, "This very file was brought in before (journal entry {}).", already.seq)?;
        if plan.is_settled() {
            return Ok(());
        }
    }
    let counts = plan.counts();
    let closed = match counts.close {
        0 => String::new(),
        close => format!(", {close} closed by the document"),
    };
    writeln!(
        out,
        "\n{bold}Plan{bold:#}: {} new, {} changed{closed}, {} back on the register, {} the same, {} missing",
        counts.create, counts.change, counts.reopen, counts.same, counts.missing
    )?;
    if plan.in_print > 0 {
        writeln!(
            out,
            "{}: in spaces, quotes, dashes or capitals alone, and so unchanged.",
            counted(plan.in_print, "difference")
        )?;
    }
    if plan.fills() > 0 {
        writeln!(
            out,
            "What later issues have no place for goes on through them: filled in for {}.",
            counted(plan.fills(), "risk")
        )?;
    }
    for question in plan.questions.iter().filter(|question| question.otherwise.is_some()) {
        let otherwise =
            question.options.iter().filter(|o| Some(&o.key) != question.otherwise.as_ref());
        let otherwise: Vec<&str> = otherwise.map(|option| option.argument.as_str()).collect();
        let taken = question.answer(&plan.decisions) == question.otherwise.as_deref();
        let then = if taken { "" } else { " Let go, as asked." };
        writeln!(
            out,
            "{}{then} {dim}({} says otherwise){dim:#}",
            question.words,
            otherwise.join(" or ")
        )?;
    }
    if let Some(until) = plan.until {
        writeln!(
            out,
            "{dim}An older issue: it goes to its own place in history and speaks until the issue \
             of {}.{dim:#}",
            long_date(until)
        )?;
    }
    for change in &plan.particulars {
        let (before, after) = (change.before.as_deref(), change.after.as_deref());
        changed(out, &change.what, before, after)?;
    }
    // A first import is all new: the list would only repeat the document.
    if counts.create + counts.close < plan.risks.len() || counts.missing + counts.close > 0 {
        for planned in &plan.risks {
            let name = planned.reference.as_deref().unwrap_or("–");
            let (mark, changes): (_, &[FieldChange]) = match &planned.fate {
                Fate::Same => continue,
                Fate::Create => ("new", &[]),
                Fate::Close(changes) => ("closed", changes),
                Fate::Reopen(changes) => ("back", changes),
                Fate::Change(changes) => ("changed", changes),
            };
            writeln!(out, "{bold}{mark:>8} {name}{bold:#}  {}", line(&planned.wording))?;
            if let Some(why) = &planned.why {
                writeln!(out, "{:>9}{why}", "")?;
            }
            if let Fate::Close(_) = planned.fate {
                let day = long_date(planned.effective);
                writeln!(
                    out,
                    "{:>9}The document lists it as closed: off the register from {day}",
                    ""
                )?;
            }
            for change in changes {
                changed(out, &place(change), change.before.as_deref(), change.after.as_deref())?;
            }
            for carried in &planned.carried {
                print_carried(out, carried)?;
            }
        }
        let yellow = Style::new().fg_color(Some(AnsiColor::Yellow.into()));
        for missing in &plan.missing {
            let words = line(&missing.wording);
            writeln!(out, "{yellow}{:>8} {}{yellow:#}  {words}", "missing", missing.name())?;
            if let Some(why) = &missing.why {
                writeln!(out, "{:>9}{why}", "")?;
            }
        }
    }
    Ok(())
}

/// Prints what only a person can decide, with the options and what answers them beforehand.
pub(crate) fn print_questions(out: &mut impl Write, plan: &Plan) -> io::Result<()> {
    let bold = Style::new().bold();
    for question in plan.open() {
        writeln!(out, "\n{bold}To be answered{bold:#}: {}", question.words)?;
        for concern in question.concerns.iter() {
            writeln!(out, "{:>8}  {}", line(&concern.name), line(&concern.words))?;
        }
        for option in question.options.iter().cloned().chain(question.instead()) {
            writeln!(out, "  {}  {}", option.argument, option.words)?;
        }
    }
    Ok(())
}

/// What becomes of an edit by hand that holds from a later day.
fn print_carried(out: &mut impl Write, carried: &Carried) -> io::Result<()> {
    let day = long_date(carried.effective);
    if !carried.changes.is_empty() {
        writeln!(out, "         and in what was said by hand from {day} on:")?;
    }
    for change in &carried.changes {
        changed(out, &place(change), change.before.as_deref(), change.after.as_deref())?;
    }
    for conflict in &carried.conflicts {
        let (stands, document) = (conflict.mine.as_deref(), conflict.theirs.as_deref());
        let words = |text: Option<&str>| text.map_or_else(|| "(none)".to_owned(), line);
        writeln!(out, "         said by hand from {day} on, and stands: {}", words(stands))?;
        writeln!(out, "         the document has: {}", words(document))?;
    }
    Ok(())
}

fn noticed(out: &mut impl Write, plan: &Plan) -> io::Result<()> {
    for (heading, target) in &plan.columns.remembered {
        let heading = line(heading);
        writeln!(out, "Read “{heading}” as {target}, as last time (--map says otherwise)")?;
    }
    let mut kinds: BTreeMap<(std::cmp::Reverse<Severity>, &str), usize> = BTreeMap::new();
    for diagnostic in &plan.intake.register.diagnostics {
        *kinds.entry((std::cmp::Reverse(diagnostic.severity), &diagnostic.code)).or_default() += 1;
    }
    if kinds.is_empty() {
        return Ok(());
    }
    let words: Vec<String> =
        kinds.iter().map(|((_, code), count)| format!("{count} {code}")).collect();
    writeln!(out, "Noticed while reading: {} (convert --to text shows each)", words.join(", "))
}

fn changed(
    out: &mut impl Write,
    what: &str,
    before: Option<&str>,
    after: Option<&str>,
) -> io::Result<()> {
    let dim = Style::new().dimmed();
    let words = |text: Option<&str>| text.map_or_else(|| "(none)".to_owned(), line);
    writeln!(out, "{:>9}{dim}{}:{dim:#} {} → {}", "", line(what), words(before), words(after))
}

/// One field of a risk, before and after.
pub(crate) fn change(out: &mut impl Write, change: &FieldChange) -> io::Result<()> {
    changed(out, &place(change), change.before.as_deref(), change.after.as_deref())
}

/// Where a change stands, in words.
fn place(change: &FieldChange) -> String {
    let at = &change.place.at;
    let field = || match at.field() {
        Some(Field::Reference) => "number",
        Some(Field::Description) => "wording",
        Some(Field::Owners | Field::ActionOwners) => "owner",
        Some(Field::Controls) => "control",
        Some(Field::ActionDue) => "due",
        Some(Field::ActionStatus) => "status",
        Some(other) => other.name(),
        None => "",
    };
    match at {
        Place::Action(_, ActionField::Whole | ActionField::Description) => "action".to_owned(),
        Place::Action(..) => format!("{} of “{}”", field(), line(&change.place.item)),
        Place::Assessment(stage, _) => format!("{stage} {}", field()),
        Place::Extra(heading) => heading.clone(),
        Place::Register(field) => field.what(),
        Place::Risk(_) | Place::Control(..) => field().to_owned(),
    }
}
