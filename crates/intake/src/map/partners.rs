//! A rating whose heading says nothing, told by the rating beside it: of a likelihood and an impact
//! the other is where one is headed, both where neither is.

use super::{
    draft::Draft,
    heading,
    vocabulary::{Concept, StageWord},
};

/// Gives columns of ratings without a known heading the part that their neighbour lacks.
pub(super) fn partners(drafts: &mut [Draft]) {
    for place in 0..drafts.len() {
        if let Some(concept) = lacking(drafts, place)
            && let Some(draft) = drafts.get_mut(place)
        {
            draft.become_(concept, 0.55, "its cells are ratings beside the other rating");
        }
    }
    pairs(drafts);
}

/// The part that the assessment beside a column lacks, where the column may be it.
fn lacking(drafts: &[Draft], place: usize) -> Option<Concept> {
    let own = drafts
        .get(place)
        .filter(|draft| rates(draft) && (draft.unknown() || ends_in_a_letter(draft)))?;
    let same = |at: usize| drafts.get(at).filter(|other| stage(other) == stage(own));
    let part = |at: usize| {
        let found = same(at).map(|draft| draft.concept);
        found.filter(|found| matches!(found, Concept::Likelihood | Concept::Impact))
    };
    let beside = [place.checked_sub(1), Some(place + 1)].into_iter().flatten();
    beside.filter_map(|at| Some((at, part(at)?))).find_map(|(at, known)| {
        let wanted = other(known);
        // The neighbour may have its partner already, on its other side.
        let beyond = if at < place { at.checked_sub(1) } else { Some(at + 1) };
        let taken = beyond.and_then(part) == Some(wanted);
        (!taken).then_some(wanted)
    })
}

fn other(concept: Concept) -> Concept {
    if concept == Concept::Likelihood { Concept::Impact } else { Concept::Likelihood }
}

/// Two columns of ratings side by side, where no column is headed as either: the likelihood stands
/// first, as it does in most registers. A third that rises with them is what they come to.
fn pairs(drafts: &mut [Draft]) {
    let part = |draft: &Draft| matches!(draft.concept, Concept::Likelihood | Concept::Impact);
    if !drafts.iter().any(part) {
        let mut place = 1;
        while place < drafts.len() {
            let risen = rises(drafts, place + 1);
            if let Some([one, two]) = drafts.get_mut(place - 1..=place)
                && one.unknown()
                && two.unknown()
                && rates(one)
                && rates(two)
                && stage(one) == stage(two)
                && (one.contents.number >= 0.6) == (two.contents.number >= 0.6)
            {
                let because = "two columns of ratings stand side by side";
                one.become_(Concept::Likelihood, 0.5, because);
                two.become_(Concept::Impact, 0.5, because);
                place += 1 + usize::from(risen);
            }
            place += 1;
        }
    }
    for place in 2..drafts.len() {
        let known = |back: usize, concept: Concept| {
            place
                .checked_sub(back)
                .and_then(|at| drafts.get(at))
                .is_some_and(|d| d.concept == concept)
        };
        // "L | I | level", or after the score "L | I | score | level".
        let from = if known(1, Concept::Score) { place - 1 } else { place };
        let parts = known(place - from + 1, Concept::Impact)
            && known(place - from + 2, Concept::Likelihood)
            || known(place - from + 1, Concept::Likelihood)
                && known(place - from + 2, Concept::Impact);
        if parts
            && risen(drafts, from, place)
            && let Some(draft) = drafts.get_mut(place).filter(|draft| draft.unknown())
        {
            draft.become_(Concept::Level, 0.55, "it rises with the ratings before it");
        }
    }
}

/// Whether a column's few steps rise with the product of the two columns before it.
fn rises(drafts: &[Draft], place: usize) -> bool {
    drafts.get(place).is_some_and(|draft| draft.unknown() && rates(draft))
        && risen(drafts, place, place)
}

/// Whether the steps in a column rise with the product of the two columns before `from`.
fn risen(drafts: &[Draft], from: usize, place: usize) -> bool {
    let numbers = |at: Option<usize>| {
        at.and_then(|at| drafts.get(at)).map_or(&[][..], |draft| draft.contents.values.as_slice())
    };
    let parts = numbers(from.checked_sub(2)).iter().zip(numbers(from.checked_sub(1)));
    let mut steps: Vec<(f64, f64)> = parts
        .zip(numbers(Some(place)))
        .filter_map(|((one, two), step)| Some(((*one)? * (*two)?, (*step)?)))
        .collect();
    steps.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)));
    let ordered = |pair: &[(f64, f64)]| matches!(pair, [a, b] if a.1 <= b.1);
    let more = steps.first().zip(steps.last()).is_some_and(|(first, last)| first.1 < last.1);
    steps.len() >= 4 && more && steps.windows(2).all(ordered)
}

/// "Risque brut g": words that may be a score's or the risk's, and a letter that no list knows
/// after them.
fn ends_in_a_letter(draft: &Draft) -> bool {
    let words = heading::words(&draft.column.heading);
    let letter = words.last().is_some_and(|last| words.len() > 1 && last.chars().count() == 1);
    let may_be = match draft.concept {
        Concept::Score | Concept::Level => draft.confidence < 0.8,
        Concept::Description => true,
        _ => false,
    };
    may_be && letter
}

/// Whether a column that no heading explains holds ratings.
fn rates(draft: &Draft) -> bool {
    let cells = &draft.contents;
    let repeats = cells.distinct < 0.8 || cells.said < 5;
    let numbers = cells.small >= 0.8 && cells.highest <= 10.0 && !cells.counting;
    let words = cells.rating >= 0.8 && cells.number < 0.2 && cells.status < 0.8;
    !draft.column.is_aspect
        && cells.said >= 2
        && cells.length <= 14.0
        && repeats
        && (numbers || words)
}

/// The stage that a column or its group names.
fn stage(draft: &Draft) -> (Option<StageWord>, Option<&str>) {
    let group = draft.column.groups.last().map(String::as_str);
    (heading::stage(&draft.column.heading), group)
}
