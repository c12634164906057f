//! How the scores of risks went from issue to issue, and how long they have stood in the highest band.

use bellwether_domain::{Date, calendar::short_date, stage_label::undated, words::counted};
use bellwether_figures::course::{self, panels};

use super::Material;
use crate::{
    compose::{
        build::{self, Plain, heading, paragraph},
        course::{Course, High, highest, is_high},
        scored::Scores,
    },
    paper::{Align, Block, Cell},
};

/// How many issues the table has room for: the last ones.
const ISSUES: usize = 6;

/// How many risks are drawn: the highest.
const DRAWN: usize = 12;

/// Whether there is an issue before the last.
pub(super) fn holds(of: &Material) -> bool {
    of.history.issues.len() > 1 && !of.history.risks.is_empty() && of.scores().tell_now()
}

pub(super) fn blocks(of: &Material) -> Vec<Block> {
    let scores = of.scores();
    let mut risks: Vec<(usize, Option<Course>)> =
        (0..of.register.risks.len()).map(|at| (at, Course::of(of, at, &scores))).collect();
    // The highest first; those of one height in the register's order.
    let now = |at: usize| scores.score(of.register.risks.get(at)?, scores.now());
    risks.sort_by_key(|(at, _)| std::cmp::Reverse(now(*at)));
    let label = of.register.stage_label(scores.now()).trim_end_matches(':');
    // The columns have the days.
    let label = undated(label).unwrap_or_else(|| label.to_owned());
    let mut blocks = vec![paragraph(format!("{label}: what each risk scored at each issue."))];
    if scores.scheme().and_then(highest).is_some() {
        blocks.push(paragraph(at_height(of, &risks, &scores)));
    }
    blocks.push(table(of, &risks, &scores).block());
    let drawn: Vec<course::Course> = risks
        .iter()
        .filter_map(|(at, course)| {
            let name = build::reference(of.register.risks.get(*at)?, *at);
            Some(course.as_ref().filter(|course| course.has_time())?.drawn(name))
        })
        .take(DRAWN)
        .collect();
    if !drawn.is_empty() {
        let title = match drawn.len() < risks.len() {
            true => format!("The {} highest, drawn", drawn.len()),
            false => "The same, drawn".to_owned(),
        };
        blocks.push(heading(2, title));
        blocks.push(Block::Figure(panels(&drawn, scores.scheme(), |score| scores.band(score))));
    }
    blocks
}

/// "3 risks stand in the highest band, High; the longest, SR03, since 14 March 2025 (182 days)."
fn at_height(of: &Material, risks: &[(usize, Option<Course>)], scores: &Scores) -> String {
    let band = scores.scheme().and_then(highest).map(|band| band.label.clone()).unwrap_or_default();
    let high = |score| scores.scheme().is_some_and(|scheme| is_high(scheme, score));
    // Also those of which no course is known stand there.
    let standing = risks.iter().filter_map(|(at, course)| {
        let risk = of.register.risks.get(*at)?;
        scores.score(risk, scores.now()).filter(|score| high(*score))?;
        Some((course.as_ref().and_then(Course::high), build::reference(risk, *at)))
    });
    let standing: Vec<(Option<High>, String)> = standing.collect();
    if standing.is_empty() {
        return format!("No risk stands in the highest band, {band}.");
    }
    let stand = if standing.len() == 1 { "stands" } else { "stand" };
    let told = format!("{} {stand} in the highest band, {band}", counted(standing.len(), "risk"));
    let Some(first) = standing.iter().filter_map(|(high, _)| *high).min() else {
        return format!("{told}.");
    };
    let longest = standing.iter().filter(|(high, _)| high.is_some_and(|h| h.since == first.since));
    let longest: Vec<&str> = longest.map(|(_, name)| name.as_str()).collect();
    let since = first.since(short_date);
    format!("{told}: the longest {}, {since} ({}).", longest.join(", "), first.days())
}

fn table(of: &Material, risks: &[(usize, Option<Course>)], scores: &Scores) -> Plain {
    let skipped = of.history.issues.len().saturating_sub(ISSUES);
    let mut days: Vec<Date> = of.history.issues.iter().skip(skipped).copied().collect();
    if days.last() != Some(&of.as_at) {
        days.push(of.as_at);
    }
    let headings: Vec<String> = days.iter().map(|day| short_date(*day)).collect();
    let with_height = scores.scheme().and_then(highest).is_some();
    let mut columns = vec![("Ref", 8, Align::Start), ("Risk", 50, Align::Start)];
    columns.extend(headings.iter().map(|heading| (heading.as_str(), 10, Align::Centre)));
    if with_height {
        columns.extend([("In the highest band since", 14, Align::Start), ("Days", 8, Align::End)]);
    }
    let mut table = Plain::new(&columns);
    for (at, course) in risks {
        let Some(risk) = of.register.risks.get(*at) else { continue };
        let mut cells =
            vec![build::named(build::reference(risk, *at)), Cell::plain(risk.wording())];
        for day in &days {
            let then = course.as_ref().and_then(|course| course.on(*day));
            let now = || scores.score(risk, scores.now()).filter(|_| *day == of.as_at);
            let score = then.or_else(now).map(|score| scores.number(score));
            cells.push(score.unwrap_or_else(|| Cell::plain("–")));
        }
        if with_height {
            let high = course.as_ref().and_then(Course::high);
            cells.push(Cell::plain(high.map(|high| high.day(short_date)).unwrap_or_default()));
            let days = high.map(|high| high.figure()).unwrap_or_default();
            let number = high.filter(High::is_exact).map(|_| days.clone());
            cells.push(Cell { number, ..Cell::plain(days) });
        }
        table.row(cells);
    }
    table
}
