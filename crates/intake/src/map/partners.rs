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
/// first, as it does in most registers.
fn pairs(drafts: &mut [Draft]) {
    let part = |draft: &Draft| matches!(draft.concept, Concept::Likelihood | Concept::Impact);
    if drafts.iter().any(part) {
        return;
    }
    let mut place = 1;
    while place < drafts.len() {
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
            place += 1;
        }
        place += 1;
    }
}

/// "Risque brut g": words that may be a score's, and a letter that no list knows after them.
fn ends_in_a_letter(draft: &Draft) -> bool {
    let words = heading::words(&draft.column.heading);
    let letter = words.last().is_some_and(|last| words.len() > 1 && last.chars().count() == 1);
    draft.concept == Concept::Score && draft.confidence < 0.8 && letter
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
