//! Values that have no cell to themselves: a likelihood in "4 x 5 = 20", a number before the
//! wording, a date in brackets behind the action; and the further cells that a value goes on in.

use std::sync::Arc;

use bellwether_domain::{
    Field, Place, Risk,
    place::{Key, Value},
};

use crate::{
    Stood, Target,
    locate::records::Joined,
    parse::squeeze,
    sheet::{Document, Spot},
};

/// Completes where the values of the risks stood.
pub(super) fn complete(
    stood: &mut Vec<Stood>,
    document: &Document,
    risks: &[Arc<Risk>],
    joined: &Joined,
) {
    if !joined.is_empty() {
        go_on(stood, document, risks, joined);
    }
    stood.sort_by_key(|each| each.risk);
    let mut shared = Vec::new();
    for own in stood.chunk_by(|a, b| a.risk == b.risk) {
        let Some(risk) = own.first().and_then(|first| risks.get(first.risk)) else { continue };
        each_value(risk, &mut |target, action, words| {
            let known = |s: &&Stood| s.target == target && s.action == action;
            if !own.iter().any(|each| known(&each)) {
                let cell = holder(own, document, (target, action), words);
                shared.extend(cell.map(|cell| Stood { target, action, ..*cell }));
            }
        });
    }
    stood.extend(shared);
}

/// A value that was put together from several cells stood in each of them whose words it has.
fn go_on(stood: &mut Vec<Stood>, document: &Document, risks: &[Arc<Risk>], joined: &Joined) {
    let mut all = Vec::with_capacity(stood.len());
    for each in stood.drain(..) {
        let further = joined.get(&each.at).map(Vec::as_slice).unwrap_or_default();
        let mut words = Vec::new();
        if let Some(risk) = risks.get(each.risk).filter(|_| !further.is_empty()) {
            each_value(risk, &mut |target, action, text| {
                if target == each.target && action == each.action {
                    words.push(squeeze(text));
                }
            });
        }
        let says = |at: &Spot| {
            let cell = text(document, *at);
            let cell = cell.trim_start_matches(['•', '-', '*', '·', ' ']);
            words.iter().any(|words| words.contains(cell) || holds(cell, words))
        };
        let before = all.len();
        let cells = std::iter::once(&each.at).chain(further).filter(|at| says(at));
        all.extend(cells.map(|at| Stood { at: *at, ..each }));
        if all.len() == before {
            all.push(each);
        }
    }
    *stood = all;
}

/// The cell of a risk that holds a value beside its own.
fn holder<'a>(
    own: &'a [Stood],
    document: &Document,
    (target, action): (Target, Option<usize>),
    words: &str,
) -> Option<&'a Stood> {
    let words = squeeze(words);
    let near = own.iter().filter(|each| match target {
        Target::Rating(_, stage) => each.target.stage() == Some(stage),
        _ => action.is_none() && each.target.stage().is_none() || each.action == action,
    });
    let says = |each: &&Stood| holds(&text(document, each.at), &words);
    // Put right on the way, its words may be others than those of the cell.
    let likely = |each: &&Stood| match target {
        Target::Rating(..) => each.target.field() == Some(Field::Score),
        _ => action.is_some() && each.target.field() == Some(Field::Action),
    };
    near.clone().find(says).or_else(|| near.clone().find(likely))
}

fn text(document: &Document, at: Spot) -> String {
    document.cell(at).map(|cell| squeeze(&cell.text)).unwrap_or_default()
}

/// Whether a cell has these words, and not only as a part of others: "1" is not in "12".
pub(super) fn holds(cell: &str, words: &str) -> bool {
    let inside = |c: Option<char>, edge: Option<char>| {
        c.is_some_and(char::is_alphanumeric) && edge.is_some_and(char::is_alphanumeric)
    };
    !words.is_empty()
        && cell.match_indices(words).any(|(at, _)| {
            let (before, rest) = cell.split_at(at);
            let after = rest.chars().nth(words.chars().count());
            !inside(before.chars().next_back(), words.chars().next())
                && !inside(after, words.chars().next_back())
        })
}

/// Says each value of a risk with its words; of a list, each item.
fn each_value(risk: &Risk, say: &mut dyn FnMut(Target, Option<usize>, &str)) {
    for place in Place::all(risk) {
        let own = match &place {
            Place::Assessment(stage, part) => Target::Rating(*part, *stage),
            other => match other.field() {
                Some(field) => Target::Field(field),
                None => continue,
            },
        };
        let number = match &place {
            Place::Action(Key::At(number), _) => Some(*number),
            _ => None,
        };
        match place.say(risk) {
            Some(Value::Owners(owners)) => owners.iter().for_each(|one| say(own, number, one)),
            Some(value) => say(own, number, &value.words()),
            None => {}
        }
    }
}
