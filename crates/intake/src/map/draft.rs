//! A column on its way to a field: its heading's words and its cells, weighed against each other.

use super::{
    contents::Contents,
    heading::{self, Match},
    vocabulary::{Concept, StageWord},
};
use crate::{locate::Column, sheet::Sheet, why::Weighed};
use bellwether_domain::Stage;

/// A column on its way to a field.
#[derive(Debug, Clone)]
pub(crate) struct Draft {
    pub(crate) column: Column,
    pub(crate) contents: Contents,
    pub(crate) concept: Concept,
    pub(crate) confidence: f32,
    pub(crate) evidence: Vec<String>,
    pub(super) candidates: Vec<(Concept, f32, &'static str)>,
    /// The same, with what the heading and the cells said of each.
    pub(super) weighed: Vec<Weighed>,
    /// The number that ties it to others, where its heading has one: "Action 2", "Action 2 owner".
    pub(super) family: Option<u8>,
}

impl Draft {
    pub(crate) fn new(column: Column, sheet: &Sheet, body: &[usize]) -> Self {
        let mut contents = Contents::of(&column, sheet, body);
        if names_both(&column) {
            contents.scaled = 0.0;
        }
        let mut candidates: Vec<(Concept, f32, &'static str)> = Vec::new();
        let mut weighed: Vec<Weighed> = Vec::new();
        let mut weigh = |found: &Match, share: f32| {
            let (concept, share) = match as_held(found.concept, &contents) {
                // What a heading cannot be here says less than what else it can be.
                Some(Concept::Other) => (Concept::Other, share * 0.75),
                Some(other) => (other, share * 0.95),
                None => (found.concept, share),
            };
            let cells = compatible(concept, &contents);
            let score = found.score * share * cells;
            let field = concept.field().map_or("extra".to_owned(), |field| field.to_string());
            let heading = found.score * share;
            weighed.push(Weighed { field, phrase: found.phrase.to_owned(), heading, cells });
            match candidates.iter_mut().find(|(known, ..)| *known == concept) {
                Some(kept) if kept.1 < score => *kept = (concept, score, found.phrase),
                Some(_) => {}
                None => candidates.push((concept, score, found.phrase)),
            }
        };
        let mut said = heading::concepts(&column.heading);
        // A heading that names an owner is of nothing else, however much its cells explain.
        if said.first().is_some_and(|found| is_owner(found.concept) && found.score >= 0.95) {
            said.truncate(1);
        }
        for found in &said {
            weigh(found, 1.0);
        }
        if let Some(group) = column.groups.last() {
            for found in heading::joint(group, &column.heading) {
                weigh(&found, 1.02);
            }
        }
        weighed.sort_by(|a, b| (b.heading * b.cells).total_cmp(&(a.heading * a.cells)));
        weighed.dedup_by(|a, b| a.field == b.field);
        candidates.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        if contents.paired >= 0.7 && names_both(&column) {
            candidates.insert(0, (Concept::Score, 0.9, "likelihood and impact"));
        }
        if let Some(concept) = bare_stage(&column, &contents).filter(|_| candidates.is_empty()) {
            candidates.push((concept, 0.8, "a stage of assessment"));
        }
        if candidates.is_empty() && is_key(&column, &contents) {
            candidates.push((Concept::Reference, 0.8, "key"));
        }
        if column.is_aspect {
            candidates = vec![(Concept::Other, 0.9, "one aspect of the rating beside it")];
        }
        let best = candidates.first().filter(|(_, score, _)| *score >= 0.5).copied();
        let (concept, confidence, evidence) = match best {
            Some((concept, score, phrase)) => {
                (concept, score, vec![format!("the heading reads as “{phrase}”")])
            }
            None => (Concept::Other, 0.3, vec![]),
        };
        Self { column, contents, concept, confidence, evidence, candidates, weighed, family: None }
    }

    pub(super) fn become_(&mut self, concept: Concept, confidence: f32, because: &str) {
        if self.concept != concept {
            self.concept = concept;
            self.confidence = confidence;
            self.evidence.push(because.to_owned());
        }
    }

    /// The phrase that its heading reads as.
    pub(super) fn phrase(&self) -> Option<&'static str> {
        let own = self.candidates.iter().find(|(concept, ..)| *concept == self.concept);
        own.map(|(.., phrase)| *phrase)
    }

    pub(super) fn context(&self) -> Option<Concept> {
        // "Post mitigation" over the ratings before it does not reach as far as the owner.
        let reaches =
            |group: &&String| !self.column.spread || heading::stage(group.as_str()).is_none();
        self.column
            .groups
            .iter()
            .rev()
            .filter(reaches)
            .find_map(|group| heading::best(group))
            .map(|found| found.concept)
    }

    /// Whether the heading is one that the cells alone have to explain.
    pub(super) fn unknown(&self) -> bool {
        self.concept == Concept::Other && self.confidence < 0.5
    }
}

fn is_owner(concept: Concept) -> bool {
    matches!(concept, Concept::RiskOwner | Concept::ActionOwner | Concept::Owner)
}

/// "Probability / Impact": one heading for both ratings.
fn names_both(column: &Column) -> bool {
    let found = heading::concepts(&column.heading);
    let speaks = |concept: Concept| found.iter().any(|found| found.concept == concept);
    speaks(Concept::Likelihood) && speaks(Concept::Impact)
}

/// "Key" over codes, each once: what a tracker knows its entries by.
fn is_key(column: &Column, cells: &Contents) -> bool {
    heading::words(&column.heading) == ["key"]
        && cells.said > 1
        && cells.code >= 0.9
        && cells.distinct >= 1.0
}

/// "Inherent", "Target" and nothing more: over ratings the assessment's result, over dates the day
/// that the risk is to be where it should.
fn bare_stage(column: &Column, cells: &Contents) -> Option<Concept> {
    if !heading::is_stage(&column.heading) || cells.said == 0 {
        return None;
    }
    let target = heading::stage(&column.heading) == Some(StageWord::Clear(Stage::Target));
    match cells {
        _ if cells.length > 40.0 => None,
        _ if cells.date >= 0.6 => target.then_some(Concept::Due),
        _ if cells.number.max(cells.valued).max(cells.composite) >= 0.6 => Some(Concept::Score),
        _ if cells.rating >= 0.6 => Some(Concept::Level),
        _ => None,
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
            let short = if cells.length <= 14.0 || cells.code >= 0.4 { 1.0 } else { 0.0 };
            short * (0.4 + 0.6 * cells.code.max(cells.distinct.min(0.7)))
        }
        Concept::Likelihood | Concept::Impact => {
            // Single letters are of a scale that the body's own words abbreviate: G for "gering".
            let letters = cells.length <= 1.2 && cells.number < 0.2 && cells.said >= 2;
            cells.rating.max(cells.letter).max(if letters { 0.9 } else { 0.0 })
        }
        Concept::Score => {
            if cells.number.max(cells.valued).max(cells.composite) >= 0.6 {
                1.0
            } else {
                0.9 * cells.rating
            }
        }
        Concept::Level => {
            let words = (cells.rating * (1.0 - 0.3 * cells.number)).max(cells.named);
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
            // What is said of each row anew names the row rather than its kind.
            let each = cells.said >= 3 && cells.distinct >= 1.0 && cells.length >= 14.0;
            let short = if cells.length > 90.0 || each && cells.length > 45.0 {
                0.4
            } else if each {
                0.95
            } else {
                1.0
            };
            short * (1.0 - 0.8 * cells.number) * (1.0 - cells.date) * (1.0 - 0.6 * cells.response)
        }
        Concept::RiskOwner | Concept::ActionOwner | Concept::Owner => cells.owner.max(0.4),
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

/// What a heading's words mean over such cells: "impact" over sentences is a consequence.
fn as_held(concept: Concept, cells: &Contents) -> Option<Concept> {
    if cells.said == 0 {
        return None;
    }
    // Addresses of pages are neither names nor numbers of risks.
    if cells.link >= 0.6 {
        return Some(Concept::Other);
    }
    // "[Likelihood] Low | [Impact] High" is an assessment, whatever it is called.
    if cells.named >= 0.7 {
        return Some(Concept::Level);
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
        Concept::Score | Concept::Level if cells.counting => Some(Concept::Other),
        // "Risk" over R01, R02 numbers the risks, whatever the digits come to.
        Concept::Score if cells.is_numbering() => Some(Concept::Reference),
        // "Item" and "ID" over words name the risk rather than number it.
        Concept::Reference if cells.code < 0.2 && cells.number < 0.2 && cells.length >= 12.0 => {
            Some(Concept::Description)
        }
        // "Initial risk" over amounts is what it would cost.
        Concept::Description if cells.money >= 0.7 => Some(Concept::Impact),
        // "Risk" over codes numbers the risks.
        Concept::Description
            if cells.code >= 0.9 && cells.length <= 12.0 && cells.distinct > 0.9 =>
        {
            Some(Concept::Reference)
        }
        Concept::Likelihood if cells.money >= 0.7 => Some(Concept::Score),
        // However short, words that are no ratings say what would happen.
        Concept::Impact if text || cells.rating < 0.2 && cells.length >= 9.0 => {
            Some(Concept::Consequence)
        }
        Concept::Likelihood | Concept::Score | Concept::Level if text => Some(Concept::Other),
        // "Risk assessment" over the name of one.
        Concept::Score
            if cells.rating < 0.1
                && cells.valued < 0.1
                && cells.length >= 5.0
                && cells.paired < 0.5 =>
        {
            Some(Concept::Other)
        }
        Concept::Consequence if rated => Some(Concept::Impact),
        Concept::Description if rated && cells.number < 0.3 && cells.length <= 12.0 => {
            Some(Concept::Level)
        }
        Concept::Description if cells.number >= 0.6 && cells.distinct < 0.9 => Some(Concept::Score),
        // "Task ids", "Controls" over codes point to a list elsewhere.
        Concept::Action | Concept::Control if cells.code >= 0.9 && cells.length <= 16.0 => {
            Some(Concept::Other)
        }
        // "Is the control justified?" over Y and N.
        Concept::Action | Concept::Control if cells.length <= 3.0 && cells.said >= 2 => {
            Some(Concept::Other)
        }
        // "Resolution" over "Done", "Unresolved" says how an issue ended.
        Concept::Fallback
            if cells.status >= 0.5 || cells.length <= 12.0 && cells.distinct < 0.6 =>
        {
            Some(Concept::Other)
        }
        Concept::ActionStatus if cells.length > 30.0 => Some(Concept::Other),
        Concept::Score if cells.valued < 0.3 && cells.rating >= 0.6 => Some(Concept::Level),
        Concept::Level if cells.number >= 0.6 => Some(Concept::Score),
        _ => None,
    }
}
