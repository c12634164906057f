//! Columns whose headings say nothing: their cells alone tell, and modestly.

use super::{draft::Draft, heading, questions, vocabulary::Concept};
use crate::parse::{is_nothing, status};

/// Columns without a heading of meaning: the cells alone, and modestly.
pub(super) fn unheaded(drafts: &mut [Draft]) {
    let has = |drafts: &[Draft], concepts: &[Concept]| {
        drafts.iter().any(|draft| concepts.contains(&draft.concept))
    };
    if !has(drafts, &[Concept::Description, Concept::Title, Concept::Event]) {
        name_wording(drafts);
    }
    if !has(drafts, &[Concept::Reference])
        && let Some(first) = drafts.first_mut()
        && (first.column.heading.is_empty() || first.unknown())
        && first.contents.code >= 0.8
        && first.contents.distinct >= 0.95
        && first.contents.said >= 2
    {
        first.become_(Concept::Reference, 0.6, "its cells are numbers or codes, each once");
    }
    guess(drafts);
}

/// Takes the column that tells the risks for their wording. Where one tells their causes, it stands
/// before that: a cause is half a wording.
fn name_wording(drafts: &mut [Draft]) {
    let cause = drafts.iter().position(|draft| draft.concept == Concept::Cause);
    let end = cause.unwrap_or(drafts.len());
    let drafts = drafts.get_mut(..end).unwrap_or_default();
    let longest = |draft: &&mut Draft| draft.unknown() && draft.contents.length >= 15.0;
    let most = drafts.iter_mut().filter(longest).map(|draft| draft.contents.length);
    let most = most.fold(0.0, f32::max);
    // What is done about risks is as long, but stands after them, is not said of each and comes again.
    let says = |draft: &&mut Draft| {
        let cells = &draft.contents;
        draft.unknown()
            && cells.length >= 15.0_f32.max(most * 0.4)
            && cells.distinct >= 0.7
            && cells.said * 10 >= cells.rows * 5
    };
    let found = match drafts.iter_mut().position(|draft| says(&draft)) {
        Some(place) => drafts.get_mut(place),
        None => drafts
            .iter_mut()
            .filter(|_| cause.is_none())
            .filter(longest)
            .max_by(|a, b| a.contents.length.total_cmp(&b.contents.length)),
    };
    if let Some(draft) = found {
        draft.become_(Concept::Description, 0.5, "its cells are the longest text");
    }
}

/// The fields of columns whose headings say nothing, by what their cells hold, left to right.
fn guess(drafts: &mut [Draft]) {
    let rated = drafts.iter().rposition(|draft| draft.concept == Concept::Score).unwrap_or(0);
    let wording =
        drafts.iter().position(|draft| draft.concept == Concept::Description).unwrap_or(0);
    let rates = |draft: &Draft| matches!(draft.concept, Concept::Likelihood | Concept::Impact);
    let rating = drafts.iter().rposition(rates).unwrap_or(0).max(rated);
    for place in 0..drafts.len() {
        let has = |concept: Concept| drafts.iter().any(|draft| draft.concept == concept);
        let Some(draft) = drafts.get(place).filter(|draft| draft.unknown()) else { continue };
        let cells = &draft.contents;
        if cells.said < 2 {
            continue;
        }
        let named = names_owners(draft);
        let bare = draft.column.heading.is_empty() || all_unknown(drafts);
        // Of two columns of owners the one right after the actions is theirs.
        let after_action = place
            .checked_sub(1)
            .and_then(|before| drafts.get(before))
            .is_some_and(|before| before.concept == Concept::Action);
        let owned = has(Concept::RiskOwner)
            || drafts.iter().skip(place + 1).any(|other| other.unknown() && names_owners(other));
        // The name of a group on its first row alone, before the risks.
        let groups = draft.column.heading.is_empty()
            && place < wording
            && cells.said * 2 < cells.rows
            && (4.0..60.0).contains(&cells.length)
            && cells.number < 0.2
            && !has(Concept::Category);
        let found = if groups {
            Some((Concept::Category, "it names each group of risks once, on its first row"))
        } else if named && bare && after_action && owned && !has(Concept::ActionOwner) {
            Some((
                Concept::ActionOwner,
                "its cells are initials, names or posts beside the actions",
            ))
        } else if let Some(concept) = hint(draft).filter(|concept| !has(*concept)) {
            Some((concept, "a word of its heading hints at it"))
        } else if named && bare && !has(Concept::RiskOwner) && !has(Concept::ActionOwner) {
            Some((Concept::RiskOwner, "its cells are initials, names or posts"))
        } else if cells.length >= 20.0
            && place > rating.max(wording)
            && rating > 0
            && ![Concept::Action, Concept::Control, Concept::Consequence].into_iter().any(has)
        {
            Some((Concept::Action, "its cells are the only text after the risk"))
        } else if names_responses(draft) && rating > 0 && !has(Concept::Response) {
            Some((Concept::Response, "its cells name a response"))
        } else if !all_unknown(drafts) {
            None
        } else if named && has(Concept::Action) && !has(Concept::ActionOwner) {
            Some((
                Concept::ActionOwner,
                "its cells are initials, names or posts beside the actions",
            ))
        } else if cells.due >= 0.8
            && cells.date.max(cells.due) >= 0.8
            && cells.length <= 60.0
            && has(Concept::Action)
            && !has(Concept::Due)
        {
            Some((Concept::Due, "its cells speak of time"))
        } else if cells.status >= 0.9
            && cells.length <= 20.0
            && has(Concept::Action)
            && !has(Concept::ActionStatus)
        {
            Some((Concept::ActionStatus, "its cells are states or traffic lights"))
        } else if cells.length >= 14.0 && place > rated.max(wording) && !has(Concept::Action) {
            Some((Concept::Action, "its cells are text after the ratings"))
        } else if place < wording
            && cells.distinct < 0.7
            && (4.0..60.0).contains(&cells.length)
            && !has(Concept::Category)
        {
            Some((Concept::Category, "its few words come again and again before the risk"))
        } else {
            None
        };
        if let (Some((concept, because)), Some(draft)) = (found, drafts.get_mut(place)) {
            draft.become_(concept, 0.5, because);
        }
    }
}

/// What the heading of a column of sentences hints at.
fn hint(draft: &Draft) -> Option<Concept> {
    let cells = &draft.contents;
    let told = cells.length >= 12.0 && cells.number < 0.2 && cells.date < 0.2 && cells.person < 0.5;
    questions::hinted(&heading::words(&draft.column.heading)).filter(|_| told)
}

/// Whether a column's few words are "Mitigate", "Accept" and the like.
fn names_responses(draft: &Draft) -> bool {
    let cells = &draft.contents;
    let names = |cell: &String| !is_nothing(cell) && status::response_value(cell).is_some();
    cells.response >= 0.9
        && cells.said >= 3
        && cells.length <= 20.0
        && cells.distinct < 0.8
        && cells.samples.iter().filter(|cell| names(cell)).count() >= 2
}

/// Whether a column's cells are initials, names or posts.
fn names_owners(draft: &Draft) -> bool {
    draft.contents.initials.max(draft.contents.person) >= 0.8
}

/// Whether the headings are in no tongue that is known: then the cells alone decide.
fn all_unknown(drafts: &[Draft]) -> bool {
    let headed = drafts.iter().filter(|draft| !draft.column.heading.is_empty()).count();
    let known = drafts.iter().filter(|draft| !draft.candidates.is_empty()).count();
    headed > 0 && known * 3 <= headed
}

/// A column without a heading whose few words reach down over several rows names sections: the
/// category, where the column so headed holds bare codes or there is none.
pub(super) fn sections(drafts: &mut [Draft]) {
    let coded = drafts.iter().position(|draft| draft.concept == Concept::Category);
    let weak = coded
        .and_then(|place| drafts.get(place))
        .is_none_or(|draft| draft.contents.length < 5.0 && draft.contents.distinct < 0.5);
    let first = drafts.iter().position(|draft| draft.concept == Concept::Reference).unwrap_or(0);
    let is_section = |draft: &Draft| {
        let cells = &draft.contents;
        draft.column.heading.is_empty()
            && cells.covered > 0
            && cells.said >= 2
            && cells.length >= 4.0
    };
    let named = (0..first).rev().find(|place| drafts.get(*place).is_some_and(is_section));
    let (true, Some(place)) = (weak, named) else { return };
    if let Some(draft) = coded.and_then(|place| drafts.get_mut(place)) {
        draft.become_(
            Concept::Other,
            0.6,
            "its cells are codes, and the sections name the category",
        );
    }
    if let Some(draft) = drafts.get_mut(place) {
        draft.become_(Concept::Category, 0.6, "its words reach down over several risks");
    }
}
