//! Rows that name another row as their parent, as task trackers export them: what is unrated and
//! stands under a risk is a step of what is done about it.

use std::collections::HashMap;

use bellwether_domain::{Action, Date, Field, Risk, Source, Stage, due};

use super::Walked;
use crate::{
    map::{Mapping, heading},
    note,
    parse::status,
    sheet::Sheet,
};

/// Makes actions of the risks that are steps of others.
pub(super) fn gather(walked: &mut Walked, mapping: &Mapping, as_at: Date, sheet: &Sheet) {
    let begins = |path: &String| heading::words(path).first().is_some_and(|word| word == "parent");
    let named = |heading: &str| {
        let words = heading::words(heading);
        words
            .iter()
            .any(|word| matches!(word.as_str(), "id" | "key" | "no" | "number" | "code" | "ref"))
    };
    let columns: Vec<String> = mapping
        .columns
        .iter()
        .filter(|column| column.field().is_none() && column.contents.said > 0)
        .map(|column| column.column.path())
        .filter(begins)
        .collect();
    if columns.is_empty() {
        return;
    }
    let mut by_name: HashMap<&str, usize> = HashMap::new();
    for (place, risk) in walked.risks.iter().enumerate() {
        let own = risk.extra.iter().filter(|(path, _)| named(path) && !begins(path));
        let own = own.map(|(_, value)| value.as_str()).chain(risk.reference.as_deref());
        for name in own {
            by_name.entry(name).or_insert(place);
        }
    }
    let parents: Vec<Option<usize>> = walked
        .risks
        .iter()
        .enumerate()
        .map(|(place, risk)| {
            let parent =
                columns.iter().find_map(|path| by_name.get(risk.extra.get(path)?.as_str()));
            parent.copied().filter(|parent| *parent != place && is_step(risk))
        })
        .collect();
    let tops: Vec<Option<usize>> = (0..parents.len()).map(|place| top(&parents, place)).collect();
    if tops.iter().all(Option::is_none) {
        return;
    }
    let dated = mapping.first(Field::ActionDue).map(|column| column.column.path());
    fold(walked, &tops, dated.as_deref(), as_at);
    let (count, first) = told(sheet, &tops, walked);
    walked.diagnostics.push(note::info(
        "row-is-step",
        format!("{count} of the rows name another as their parent and became actions of its risk."),
        "Check that they are steps, and no risks; what stood in their other columns was left out.",
        first,
    ));
}

/// Whether a row could be a step: it has no steps of its own and nobody has rated it, though a
/// tracker gives a priority to everything.
fn is_step(risk: &Risk) -> bool {
    let rated = Stage::ALL
        .iter()
        .filter_map(|stage| risk.assessments.get(*stage))
        .any(|rated| rated.likelihood.is_some() || rated.impact.is_some() || rated.score.is_some());
    risk.actions.is_empty() && risk.controls.is_empty() && !rated
}

/// The row that stands over a row and over which none stands; `None` in a circle.
fn top(parents: &[Option<usize>], place: usize) -> Option<usize> {
    let mut at = parents.get(place).copied().flatten()?;
    for _ in 0..32 {
        match parents.get(at).copied().flatten() {
            Some(next) => at = next,
            None => return Some(at),
        }
    }
    None
}

/// Takes the steps out of the risks and puts each with the risk that it belongs to.
fn fold(walked: &mut Walked, tops: &[Option<usize>], due_path: Option<&str>, as_at: Date) {
    let mut places = Vec::with_capacity(tops.len());
    let mut kept = 0;
    for top in tops {
        places.push(kept);
        kept += usize::from(top.is_none());
    }
    let place_of = |place: usize| {
        let over = tops.get(place).copied().flatten().unwrap_or(place);
        places.get(over).copied().unwrap_or_default()
    };
    let mut risks = Vec::with_capacity(kept);
    let mut steps: Vec<(usize, Risk)> = Vec::new();
    for (place, risk) in std::mem::take(&mut walked.risks).into_iter().enumerate() {
        match tops.get(place).copied().flatten() {
            Some(_) => steps.push((place_of(place), risk)),
            None => risks.push(risk),
        }
    }
    for (at, step) in steps {
        if let Some(risk) = risks.get_mut(at) {
            risk.actions.push(action(step, due_path, as_at));
        }
    }
    walked.risks = risks;
    for place in walked.rows.values_mut() {
        *place = place_of(*place);
    }
}

fn action(step: Risk, due_path: Option<&str>, as_at: Date) -> Action {
    let words: Vec<String> = [step.title, step.description].into_iter().flatten().collect();
    let date = due_path.and_then(|path| step.extra.get(path));
    Action {
        id: None,
        description: words.join(": "),
        owners: step.owners,
        due: date.map(|date| due::read(date, as_at)),
        status: step.status.and_then(|status| status::action(&status.text)),
        source: step.source,
    }
}

/// How many rows became steps, and where the first of them stands.
fn told(sheet: &Sheet, tops: &[Option<usize>], walked: &Walked) -> (usize, Option<Source>) {
    let count = tops.iter().flatten().count();
    let actions = walked.risks.iter().flat_map(|risk| {
        risk.actions.iter().filter(|action| action.source.as_ref() != risk.source.as_ref())
    });
    let first = actions.filter_map(|action| action.source.clone()).next();
    (count, first.map(|source| Source { sheet: sheet.name.clone(), ..source }))
}
