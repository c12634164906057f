//! Which concept each column is: headings, cells and neighbours weighed, one column a field.

use super::{
    contents::Contents,
    heading::{self, Match},
    vocabulary::Concept,
};
use crate::{locate::Column, sheet::Sheet};

/// A column on its way to a field.
#[derive(Debug, Clone)]
pub(crate) struct Draft {
    pub(crate) column: Column,
    pub(crate) contents: Contents,
    pub(crate) concept: Concept,
    pub(crate) confidence: f32,
    pub(crate) evidence: Vec<String>,
    candidates: Vec<(Concept, f32, &'static str)>,
}

impl Draft {
    pub(crate) fn new(column: Column, sheet: &Sheet, body: &[usize]) -> Self {
        let contents = Contents::of(&column, sheet, body);
        let mut candidates: Vec<(Concept, f32, &'static str)> = Vec::new();
        let mut weigh = |found: &Match, share: f32| {
            let (concept, share) = match as_held(found.concept, &contents) {
                Some(other) => (other, share * 0.95),
                None => (found.concept, share),
            };
            let score = found.score * share * compatible(concept, &contents);
            match candidates.iter_mut().find(|(known, ..)| *known == concept) {
                Some(kept) if kept.1 < score => *kept = (concept, score, found.phrase),
                Some(_) => {}
                None => candidates.push((concept, score, found.phrase)),
            }
        };
        for found in heading::concepts(&column.heading) {
            weigh(&found, 1.0);
        }
        if let Some(group) = column.groups.last() {
            for found in heading::joint(group, &column.heading) {
                weigh(&found, 1.02);
            }
        }
        candidates.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        let best = candidates.first().filter(|(_, score, _)| *score >= 0.5).copied();
        let (concept, confidence, evidence) = match best {
            Some((concept, score, phrase)) => {
                (concept, score, vec![format!("the heading reads as “{phrase}”")])
            }
            None => (Concept::Other, 0.3, vec![]),
        };
        Self { column, contents, concept, confidence, evidence, candidates }
    }

    fn become_(&mut self, concept: Concept, confidence: f32, because: &str) {
        if self.concept != concept {
            self.concept = concept;
            self.confidence = confidence;
            self.evidence.push(because.to_owned());
        }
    }

    fn context(&self) -> Option<Concept> {
        self.column
            .groups
            .iter()
            .rev()
            .find_map(|group| heading::best(group))
            .map(|found| found.concept)
    }

    /// Whether the heading is one that the cells alone have to explain.
    fn unknown(&self) -> bool {
        self.concept == Concept::Other && self.confidence < 0.5
    }
}

/// How well the cells agree with a concept, from 0.3 to 1.
fn compatible(concept: Concept, cells: &Contents) -> f32 {
    if cells.said == 0 {
        return 1.0;
    }
    let fit = match concept {
        Concept::Reference => {
            // A few long strangers (a title on every page, a row that slipped) do not unmake codes.
            let short = if cells.length <= 14.0 || cells.code >= 0.6 { 1.0 } else { 0.0 };
            short * (0.4 + 0.6 * cells.code.max(cells.distinct.min(0.7)))
        }
        Concept::Likelihood | Concept::Impact => cells.rating.max(cells.letter),
        Concept::Score | Concept::Level if cells.counting => 0.0,
        Concept::Score => {
            if cells.number >= 0.6 {
                1.0
            } else {
                0.9 * cells.rating
            }
        }
        Concept::Level => {
            let words = cells.rating * (1.0 - 0.3 * cells.number);
            words.max(if cells.length <= 24.0 { 0.5 } else { 0.0 })
        }
        Concept::Description | Concept::Event | Concept::Cause | Concept::Consequence => {
            let text = 1.0 - cells.number.max(cells.date);
            let long = if cells.length >= 12.0 { 1.0 } else { 0.7 };
            text * long * if cells.rating > 0.8 { 0.3 } else { 1.0 }
        }
        Concept::Title
        | Concept::Wording
        | Concept::Control
        | Concept::Action
        | Concept::Fallback => 1.0 - cells.number.max(cells.date),
        Concept::Category => {
            let short = if cells.length <= 90.0 { 1.0 } else { 0.4 };
            short * (1.0 - 0.8 * cells.number) * (1.0 - cells.date) * (1.0 - 0.6 * cells.response)
        }
        Concept::RiskOwner | Concept::ActionOwner | Concept::Owner => cells.owner.max(0.2),
        Concept::Due => 1.0 - if cells.length > 160.0 { 0.6 } else { 0.0 },
        Concept::ActionStatus | Concept::RiskStatus | Concept::Status => {
            if cells.length > 60.0 {
                0.5
            } else {
                1.0
            }
        }
        Concept::Response => {
            if cells.length > 30.0 {
                0.2
            } else {
                (0.5 + 0.5 * cells.response).min(1.0)
            }
        }
        Concept::Other => 1.0,
    };
    0.3 + 0.7 * fit.clamp(0.0, 1.0)
}

/// Settles what the neighbours decide: owners, statuses and wordings of risks or of actions.
pub(crate) fn settle(drafts: &mut [Draft]) {
    products(drafts);
    twins(drafts);
    severities(drafts);
    wordings(drafts);
    actions(drafts);
    owners(drafts);
    statuses(drafts);
    unheaded(drafts);
    sections(drafts);
    single(drafts);
}

/// What a heading's words mean over such cells: "impact" over sentences is a consequence.
fn as_held(concept: Concept, cells: &Contents) -> Option<Concept> {
    if cells.said == 0 {
        return None;
    }
    let text = cells.length > 24.0 && cells.rating < 0.5;
    let rated = cells.rating >= 0.8 && cells.length <= 24.0;
    if cells.composite >= 0.7 {
        let rated = matches!(
            concept,
            Concept::Description | Concept::Likelihood | Concept::Impact | Concept::Level
        );
        return rated.then_some(Concept::Score);
    }
    match concept {
        // "Item" and "ID" over words name the risk rather than number it.
        Concept::Reference if cells.code < 0.2 && cells.number < 0.2 && cells.length >= 12.0 => {
            Some(Concept::Description)
        }
        // "Initial risk" over amounts is what it would cost.
        Concept::Description if cells.money >= 0.7 => Some(Concept::Impact),
        Concept::Likelihood if cells.money >= 0.7 => Some(Concept::Score),
        Concept::Impact if text => Some(Concept::Consequence),
        Concept::Likelihood | Concept::Score | Concept::Level if text => Some(Concept::Other),
        Concept::Consequence if rated => Some(Concept::Impact),
        Concept::Description if rated && cells.number < 0.3 && cells.length <= 12.0 => {
            Some(Concept::Level)
        }
        Concept::Description if cells.number >= 0.6 && cells.distinct < 0.9 => Some(Concept::Score),
        Concept::ActionStatus if cells.length > 30.0 => Some(Concept::Other),
        Concept::Score if cells.number < 0.3 && cells.rating >= 0.6 => Some(Concept::Level),
        Concept::Level if cells.number >= 0.8 => Some(Concept::Score),
        _ => None,
    }
}

/// Three columns of which one is the product of the others are likelihood, impact and score,
/// whatever their headings say.
fn products(drafts: &mut [Draft]) {
    let places: Vec<usize> = (0..drafts.len())
        .filter(|place| drafts.get(*place).is_some_and(|draft| draft.contents.number >= 0.6))
        .collect();
    for third in &places {
        for first in &places {
            for second in places.iter().filter(|second| *second > first) {
                if first == third
                    || second == third
                    || first.abs_diff(*third).max(second.abs_diff(*third)) > 5
                {
                    continue;
                }
                if is_product(drafts, *first, *second, *third) {
                    product(drafts, *first, *second, *third);
                }
            }
        }
    }
}

fn is_product(drafts: &[Draft], first: usize, second: usize, third: usize) -> bool {
    let numbers = |place: usize| {
        drafts.get(place).map(|draft| draft.contents.numbers.as_slice()).unwrap_or_default()
    };
    let (mut agree, mut all, mut telling) = (0, 0, 0);
    for ((a, b), c) in numbers(first).iter().zip(numbers(second)).zip(numbers(third)) {
        if let (Some(a), Some(b), Some(c)) = (a, b, c) {
            all += 1;
            agree += usize::from(a * b == *c);
            telling += usize::from(a * b == *c && *a != 1.0 && *b != 1.0);
        }
    }
    all >= 3 && telling >= 2 && agree * 10 >= all * 8
}

fn product(drafts: &mut [Draft], first: usize, second: usize, third: usize) {
    let is_part = |draft: &Draft| matches!(draft.concept, Concept::Likelihood | Concept::Impact);
    if let Some(draft) = drafts.get_mut(third) {
        draft.become_(Concept::Score, 0.9, "it is the product of two other columns");
    }
    let parts: Vec<usize> = [first, second]
        .into_iter()
        .filter(|place| drafts.get(*place).is_some_and(|draft| !is_part(draft)))
        .collect();
    let named = |concept: Concept| {
        [first, second]
            .iter()
            .any(|place| drafts.get(*place).is_some_and(|draft| draft.concept == concept))
    };
    let likelihood = named(Concept::Likelihood);
    let impact = named(Concept::Impact);
    for (order, place) in parts.into_iter().enumerate() {
        let concept = match (likelihood, impact, order) {
            (true, _, _) => Concept::Impact,
            (_, true, _) => Concept::Likelihood,
            (_, _, 0) => Concept::Likelihood,
            _ => Concept::Impact,
        };
        if let Some(draft) = drafts.get_mut(place).filter(|draft| draft.unknown()) {
            draft.become_(concept, 0.6, "with another column it makes the score");
        }
    }
}

/// A rating given twice side by side, as a word and as a number, is one rating: the word is kept
/// as the reading and the number under its own heading.
fn twins(drafts: &mut [Draft]) {
    for place in 1..drafts.len() {
        let Some([one, two]) = drafts.get_mut(place - 1..=place) else { continue };
        let rated = matches!(one.concept, Concept::Likelihood | Concept::Impact);
        let alike = one.concept == two.concept
            && one.column.groups == two.column.groups
            && heading::stage(&one.column.heading) == heading::stage(&two.column.heading);
        let told = one.contents.said > 0 && two.contents.said > 0;
        // "Severity" and "Impact" side by side may be the impact and what it comes to.
        let others = heading::words(&two.column.heading);
        let same = one.concept == Concept::Likelihood
            || heading::words(&one.column.heading)
                .iter()
                .any(|word| others.contains(word) && heading::stage(word).is_none());
        if rated
            && alike
            && same
            && told
            && (one.contents.number < 0.3) != (two.contents.number < 0.3)
        {
            let number = if one.contents.number < 0.3 { two } else { one };
            number.become_(Concept::Other, 0.7, "the column beside it gives the rating in words");
        }
    }
}

/// "Severity" after a likelihood and an impact of the same assessment is what they come to.
fn severities(drafts: &mut [Draft]) {
    for place in 2..drafts.len() {
        let Some([one, two, last]) = drafts.get(place - 2..=place) else { continue };
        let stage = |draft: &Draft| {
            let named = |text: &String| heading::stage(text);
            named(&draft.column.heading).or_else(|| draft.column.groups.iter().find_map(named))
        };
        let one_assessment = stage(one) == stage(two) && stage(two) == stage(last);
        // In "L, I, L, I" the last is the second assessment's impact.
        let pairs = place >= 3
            && one.concept == Concept::Impact
            && drafts.get(place - 3).is_some_and(|before| before.concept == two.concept);
        let rated = matches!(
            (one.concept, two.concept, last.concept),
            (Concept::Likelihood, Concept::Impact, Concept::Impact)
                | (Concept::Impact, Concept::Likelihood, Concept::Impact)
        );
        let score = if last.contents.number >= 0.6 { Concept::Score } else { Concept::Level };
        if rated
            && one_assessment
            && !pairs
            && let Some(draft) = drafts.get_mut(place)
        {
            draft.become_(score, 0.8, "likelihood and impact stand before it");
        }
    }
}

/// "Description" and "details" go with the group or the columns around them.
fn wordings(drafts: &mut [Draft]) {
    for place in 0..drafts.len() {
        let Some(draft) = drafts.get(place) else { continue };
        if draft.concept != Concept::Wording {
            continue;
        }
        let acts = |concept: Concept| {
            matches!(
                concept,
                Concept::Action | Concept::ActionOwner | Concept::ActionStatus | Concept::Due
            )
        };
        let context = draft.context();
        let after = drafts.get(place + 1..).unwrap_or_default();
        let next = after.iter().take(2).filter(|draft| acts(draft.concept)).count();
        let rated =
            drafts.get(..place).unwrap_or_default().iter().any(|d| d.concept == Concept::Score);
        let described = drafts.iter().any(|draft| draft.concept == Concept::Description);
        let already = drafts.iter().any(|d| d.concept == Concept::Action);
        let concept = match context {
            Some(Concept::Action | Concept::Response | Concept::ActionOwner) => Concept::Action,
            Some(Concept::Control) => Concept::Control,
            _ if described && next > 0 && !already => Concept::Action,
            _ if draft.column.groups.iter().any(|group| heading::stage(group).is_some())
                && rated =>
            {
                Concept::Other
            }
            _ => Concept::Description,
        };
        if let Some(draft) = drafts.get_mut(place) {
            draft.become_(concept, 0.8, "by the columns around it");
        }
    }
}

/// Contingency plans and recommendations are actions only where nothing else is.
fn actions(drafts: &mut [Draft]) {
    let acts = drafts.iter().any(|draft| draft.concept == Concept::Action);
    for draft in drafts.iter_mut() {
        if draft.concept == Concept::Fallback {
            if acts {
                draft.become_(Concept::Other, 0.7, "kept under its own heading beside the actions");
            } else {
                draft.become_(Concept::Action, 0.7, "the only column of actions");
            }
        }
        let chosen = draft.contents.response >= 0.7
            && draft.contents.length <= 24.0
            && draft.contents.said > 0;
        if draft.concept == Concept::Action && chosen && acts_elsewhere(acts, draft) {
            draft.become_(Concept::Response, 0.8, "its cells name a response");
        }
    }
}

fn acts_elsewhere(acts: bool, draft: &Draft) -> bool {
    acts && draft.contents.distinct < 0.8
}

/// An "owner" after the action is the action's where the risk has one, or a date follows.
fn owners(drafts: &mut [Draft]) {
    for place in 0..drafts.len() {
        let Some(draft) = drafts.get(place) else { continue };
        if draft.concept != Concept::Owner {
            continue;
        }
        let before = drafts.get(..place).unwrap_or_default();
        let after = drafts.get(place + 1..).unwrap_or_default();
        let owned = before.iter().chain(after).any(|d| d.concept == Concept::RiskOwner)
            || before.iter().any(|d| d.concept == Concept::Owner);
        let acted = before.iter().rev().take(2).any(|d| d.concept == Concept::Action);
        let acted_ever = before.iter().any(|d| d.concept == Concept::Action);
        let dated =
            after.iter().take(2).any(|d| matches!(d.concept, Concept::Due | Concept::ActionStatus));
        let context = draft.context();
        let action = match context {
            Some(Concept::Action | Concept::ActionOwner) => true,
            Some(Concept::Description | Concept::RiskOwner) => false,
            _ => {
                (acted_ever && owned)
                    || (acted && dated && !draft.column.heading.to_lowercase().contains("owner"))
            }
        };
        let concept = if action { Concept::ActionOwner } else { Concept::RiskOwner };
        let sure = if owned || context.is_some() || !acted { 0.9 } else { 0.7 };
        if let Some(draft) = drafts.get_mut(place) {
            draft.become_(concept, sure, "by the columns around it");
        }
    }
}

/// A "status" or "RAG" beside action, owner and date is the action's.
fn statuses(drafts: &mut [Draft]) {
    for place in 0..drafts.len() {
        let Some(draft) = drafts.get(place) else { continue };
        let before = drafts.get(..place).unwrap_or_default();
        let near = before.iter().rev().take(3);
        let acted = near
            .filter(|d| matches!(d.concept, Concept::Action | Concept::ActionOwner | Concept::Due))
            .count();
        let rag = draft.contents.rating >= 0.6 || draft.contents.fills > 0;
        let rated = before.last().is_some_and(|d| {
            matches!(
                d.concept,
                Concept::Score | Concept::Level | Concept::Impact | Concept::Likelihood
            )
        });
        let concept = match draft.concept {
            Concept::Status if acted >= 2 => Concept::ActionStatus,
            Concept::Status => Concept::RiskStatus,
            Concept::ActionStatus
                if draft.column.heading.to_lowercase().contains("rag")
                    && acted == 0
                    && (rated || rag) =>
            {
                Concept::Level
            }
            Concept::Level
                if acted >= 2
                    && !rated
                    && (draft.contents.status >= 0.6 || draft.contents.fills > 0) =>
            {
                Concept::ActionStatus
            }
            other => other,
        };
        if let Some(draft) = drafts.get_mut(place) {
            draft.become_(concept, 0.85, "by the columns around it");
        }
    }
}

/// Columns without a heading of meaning: the cells alone, and modestly.
fn unheaded(drafts: &mut [Draft]) {
    let has = |drafts: &[Draft], concepts: &[Concept]| {
        drafts.iter().any(|draft| concepts.contains(&draft.concept))
    };
    let wording = [Concept::Description, Concept::Title, Concept::Event, Concept::Cause];
    if !has(drafts, &wording) {
        let longest = drafts
            .iter_mut()
            .filter(|draft| draft.unknown() && draft.contents.length >= 15.0)
            .max_by(|a, b| a.contents.length.total_cmp(&b.contents.length));
        if let Some(draft) = longest {
            draft.become_(Concept::Description, 0.5, "its cells are the longest text");
        }
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

/// The fields of columns whose headings say nothing, by what their cells hold, left to right.
fn guess(drafts: &mut [Draft]) {
    let rated = drafts.iter().rposition(|draft| draft.concept == Concept::Score).unwrap_or(0);
    let wording =
        drafts.iter().position(|draft| draft.concept == Concept::Description).unwrap_or(0);
    for place in 0..drafts.len() {
        let has = |concept: Concept| drafts.iter().any(|draft| draft.concept == concept);
        let Some(draft) = drafts.get(place).filter(|draft| draft.unknown()) else { continue };
        let cells = &draft.contents;
        if cells.said < 2 {
            continue;
        }
        let named = cells.initials.max(cells.person) >= 0.8;
        let found = if named && !has(Concept::RiskOwner) && !has(Concept::ActionOwner) {
            Some((Concept::RiskOwner, "its cells are initials, names or posts"))
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
        } else if cells.length >= 20.0 && place > rated.max(wording) && !has(Concept::Action) {
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

/// Whether the headings are in no tongue that is known: then the cells alone decide.
fn all_unknown(drafts: &[Draft]) -> bool {
    let headed = drafts.iter().filter(|draft| !draft.column.heading.is_empty()).count();
    let known = drafts.iter().filter(|draft| !draft.candidates.is_empty()).count();
    headed > 0 && known * 3 <= headed
}

/// A column without a heading whose few words reach down over several rows names sections: the
/// category, where the column so headed holds bare codes or there is none.
fn sections(drafts: &mut [Draft]) {
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

/// Fields of which a risk has one: the best column keeps it, the next tries its second reading.
fn single(drafts: &mut [Draft]) {
    for concept in [
        Concept::Reference,
        Concept::Category,
        Concept::Title,
        Concept::Description,
        Concept::Cause,
        Concept::Event,
        Concept::Consequence,
        Concept::RiskStatus,
        Concept::Response,
        Concept::Due,
        Concept::ActionStatus,
        Concept::ActionOwner,
        Concept::RiskOwner,
    ] {
        let mut held: Vec<usize> = (0..drafts.len())
            .filter(|place| drafts.get(*place).is_some_and(|draft| draft.concept == concept))
            .collect();
        if held.len() < 2 {
            continue;
        }
        let strength = |place: &usize| {
            drafts.get(*place).map_or(0.0, |draft| {
                let said = if draft.contents.said > 0 { 1.0 } else { 0.0 };
                let codes = if concept == Concept::Category && draft.contents.length < 5.0 {
                    0.2
                } else {
                    0.0
                };
                draft.confidence + said - codes
            })
        };
        held.sort_by(|a, b| strength(b).total_cmp(&strength(a)).then(a.cmp(b)));
        for place in held.into_iter().skip(1) {
            let taken: Vec<Concept> = drafts.iter().map(|draft| draft.concept).collect();
            let Some(draft) = drafts.get_mut(place) else { continue };
            let texts = [Concept::Title, Concept::Description, Concept::Category];
            let second = draft
                .candidates
                .iter()
                .find(|(other, score, _)| {
                    *other != concept
                        && !taken.contains(other)
                        && *score >= 0.6
                        && (!texts.contains(&concept) || *other != Concept::Reference)
                })
                .map(|(other, ..)| *other);
            let telling = draft.contents.distinct >= 0.5 && draft.contents.length >= 4.0;
            let second = match concept {
                Concept::Description if !taken.contains(&Concept::Title) && telling => {
                    Some(Concept::Title)
                }
                _ => second,
            };
            let because = "another column fits the field better";
            draft.become_(second.unwrap_or(Concept::Other), 0.6, because);
        }
    }
}
