//! Where the headings may stand among the units, and what their columns can hold.

use super::units::{Before, Divided, Unit, Way};
use crate::map::{
    heading::{self, is_label},
    vocabulary::Concept,
};

/// How many places are tried.
const MOST: usize = 8;
/// Headings stand among the first units.
const REACH: usize = 400;
/// So many lines are looked at for headings with nothing but spaces between them.
const LINES: usize = 60;
/// The most columns.
pub(super) const WIDEST: usize = 30;

/// What a column can hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Reference,
    Category,
    /// What the risk is: a row has it.
    Wording,
    /// Other sentences: causes, effects, controls, actions.
    Text,
    Rating,
    Owner,
    Due,
    Status,
    Any,
}

#[derive(Debug, Clone)]
pub(super) struct Column {
    pub(super) heading: String,
    pub(super) kind: Kind,
    /// Whether its cells are numbers, once that is known.
    pub(super) numbers: bool,
    /// Whether its cells are letters of a scale of the body's own.
    pub(super) letters: bool,
}

impl Column {
    fn new(heading: &str, taken: &[Self]) -> Self {
        let worded = taken.iter().any(|column| column.kind == Kind::Wording);
        let kind = match heading::best(heading).map(|found| found.concept) {
            Some(Concept::Reference) => Kind::Reference,
            Some(Concept::Category) => Kind::Category,
            Some(Concept::Description | Concept::Event | Concept::Title | Concept::Wording) => {
                if worded {
                    Kind::Text
                } else {
                    Kind::Wording
                }
            }
            Some(
                Concept::Cause
                | Concept::Consequence
                | Concept::Control
                | Concept::Action
                | Concept::Fallback,
            ) => Kind::Text,
            Some(Concept::Likelihood | Concept::Impact | Concept::Score | Concept::Level) => {
                Kind::Rating
            }
            Some(Concept::RiskOwner | Concept::ActionOwner | Concept::Owner) => Kind::Owner,
            Some(Concept::Due) => Kind::Due,
            Some(
                Concept::ActionStatus | Concept::RiskStatus | Concept::Status | Concept::Response,
            ) => Kind::Status,
            Some(Concept::Other) | None => Kind::Any,
        };
        Self { heading: heading.to_owned(), kind, numbers: false, letters: false }
    }
}

/// Headings at a place: the units from one to another are them.
#[derive(Debug, Clone)]
pub(super) struct Heads {
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) columns: Vec<Column>,
}

impl Heads {
    fn new(from: usize, to: usize, texts: &[String]) -> Option<Self> {
        let mut columns: Vec<Column> = Vec::new();
        for text in texts {
            columns.push(Column::new(text, &columns));
        }
        let known = columns.iter().filter(|column| column.kind != Kind::Any).count();
        let named = columns
            .iter()
            .any(|column| matches!(column.kind, Kind::Wording | Kind::Text | Kind::Any));
        let fits =
            (3..=WIDEST).contains(&columns.len()) && known >= 2 && known * 2 >= columns.len();
        (fits && named).then_some(Self { from, to, columns })
    }

    /// What it costs that headings at an edge are none that is known: they may be the first section
    /// of the table or a line above it.
    pub(super) fn strange(&self) -> f32 {
        let edges = [self.columns.first(), self.columns.last()];
        let unknown = |column: &&Column| column.kind == Kind::Any && !is_label(&column.heading);
        2.5 * edges.into_iter().flatten().filter(unknown).count() as f32
    }

    /// The places where headings may stand, the likeliest first.
    pub(super) fn candidates(divided: &Divided<'_>) -> Vec<Self> {
        let mut found = match divided.way {
            Way::Lines | Way::Paragraphs => stacked(&divided.units),
            Way::Bars | Way::Slashes => marked(&divided.units),
            Way::Words => spoken(&divided.units),
        };
        if divided.way == Way::Paragraphs {
            found.extend(on_one_line(&divided.units));
        }
        found.truncate(MOST);
        found
    }
}

/// A run of units that are mostly headings, and the same with a unit more or less at its ends.
fn stacked(units: &[Unit<'_>]) -> Vec<Heads> {
    let labels: Vec<bool> = units.iter().take(REACH).map(|unit| is_label(unit.text)).collect();
    let mut best: Option<(f32, usize, usize)> = None;
    for from in (0..labels.len()).filter(|at| labels.get(*at) == Some(&true)) {
        let mut worth = 0.0;
        for (at, label) in labels.iter().enumerate().skip(from).take(WIDEST) {
            worth += if *label { 1.0 } else { -1.2 };
            if worth < 0.0 {
                break;
            }
            if *label && at - from >= 2 && best.is_none_or(|(most, ..)| worth > most) {
                best = Some((worth, from, at + 1));
            }
        }
    }
    let Some((_, from, to)) = best else { return vec![] };
    let texts = |from: usize, to: usize| -> Vec<String> {
        units.get(from..to).unwrap_or_default().iter().map(|u| u.text.to_owned()).collect()
    };
    let mut found = Vec::new();
    for (before, after) in [(0, 0), (0, 1), (0, 2), (1, 0), (1, 1), (-1, 0), (-2, 0)] {
        let Some(from) = from.checked_add_signed(-before) else { continue };
        found.extend(Heads::new(from, to + after, &texts(from, to + after)));
    }
    found
}

/// The cells of a line (or of a few, where headings break theirs) that begin with a heading.
fn marked(units: &[Unit<'_>]) -> Vec<Heads> {
    let labels: Vec<bool> =
        units.iter().take(REACH + WIDEST * 2).map(|unit| is_label(unit.text)).collect();
    let is_head = |at: usize| labels.get(at) == Some(&true);
    let begins = |at: &usize| {
        units.get(*at).is_some_and(|unit| unit.before != Before::Mark)
            && (is_head(*at) || is_head(at + 1))
    };
    let mut found: Vec<(f32, Heads)> = Vec::new();
    for from in (0..units.len().min(REACH)).filter(begins) {
        let mut texts: Vec<String> = Vec::new();
        let (mut breaks, mut strange, mut known) = (0, 0, 0);
        for (at, unit) in units.iter().enumerate().skip(from).take(WIDEST * 2) {
            let goes_on = matches!(unit.before, Before::Line | Before::Paragraph);
            let ends = goes_on || unit.before == Before::MarkAndLine;
            // The headings may end here.
            if at > from && ends && known >= 2 && texts.len() >= 3 {
                found.extend(weighed(from, at, &texts));
            }
            breaks += usize::from(at > from && goes_on);
            strange = if is_head(at) { 0 } else { strange + 1 };
            known += usize::from(is_head(at));
            if breaks > 3 || strange > 4 {
                break;
            }
            match texts.last_mut() {
                Some(last) if at > from && goes_on => {
                    last.push(' ');
                    last.push_str(unit.text);
                }
                _ => texts.push(unit.text.to_owned()),
            }
            if texts.last().is_some_and(|text| text.len() > 80) {
                break;
            }
        }
    }
    let under: Vec<(f32, Heads)> = found.iter().flat_map(|each| grouped(units, each)).collect();
    found.extend(under);
    found.sort_by(|a, b| b.0.total_cmp(&a.0));
    found.into_iter().map(|(_, heads)| heads).collect()
}

/// Headings under headings: a second line of ratings after these, which stand under as many of the
/// ratings above them as divide them evenly. "Level" and the name of a stage are rather a group
/// than a score is.
fn grouped(units: &[Unit<'_>], (worth, heads): &(f32, Heads)) -> Vec<(f32, Heads)> {
    let rest = units.get(heads.to..).unwrap_or_default();
    let blank = rest.iter().take(MOST_BLANK).take_while(|unit| unit.text.is_empty()).count();
    let rates = |text: &str| heading::best(text).is_some_and(|found| is_rating(found.concept));
    let subs: Vec<&str> = rest
        .iter()
        .skip(blank)
        .map(|unit| unit.text)
        .take_while(|text| is_label(text) && rates(text))
        .take(WIDEST)
        .collect();
    if !(2..=12).contains(&subs.len()) {
        return vec![];
    }
    let after = rest.iter().skip(blank + subs.len());
    let closing = after.take(MOST_BLANK).take_while(|unit| unit.text.is_empty()).count();
    let to = heads.to + blank + subs.len() + closing;
    let mut rated: Vec<usize> = (0..heads.columns.len())
        .filter(|at| heads.columns.get(*at).is_some_and(|column| column.kind == Kind::Rating))
        .collect();
    rated
        .sort_by_key(|at| heads.columns.get(*at).map_or(0, |column| likely_group(&column.heading)));
    let mut found = Vec::new();
    for (order, groups) in choices(&rated, subs.len()).into_iter().enumerate() {
        let each = subs.len() / groups.len();
        let mut subs = subs.chunks(each);
        let mut texts: Vec<String> = Vec::new();
        for (at, column) in heads.columns.iter().enumerate() {
            if !groups.contains(&at) {
                texts.push(column.heading.clone());
                continue;
            }
            let words = column.heading.split_whitespace().filter(|word| heading::is_stage(word));
            let stage = words.collect::<Vec<_>>().join(" ");
            for sub in subs.next().unwrap_or_default() {
                texts.push(format!("{stage} {sub}").trim().to_owned());
            }
        }
        let more = 1.0 + subs.len() as f32 - 0.1 * order as f32;
        found.extend(Heads::new(heads.from, to, &texts).map(|heads| (worth + more, heads)));
    }
    found
}

/// The most empty cells before and after headings under headings.
const MOST_BLANK: usize = 24;

fn is_rating(concept: Concept) -> bool {
    matches!(concept, Concept::Likelihood | Concept::Impact | Concept::Score | Concept::Level)
}

/// How unlikely a heading stands over others, from nought.
fn likely_group(text: &str) -> u8 {
    match heading::best(text).map(|found| found.concept) {
        _ if heading::is_stage(text) => 0,
        Some(Concept::Level) => 1,
        Some(Concept::Score) => 2,
        _ => 3,
    }
}

/// Which of the places may be groups over so many headings: one, two or three of them, in order.
fn choices(places: &[usize], over: usize) -> Vec<Vec<usize>> {
    let mut found: Vec<Vec<usize>> = Vec::new();
    for (at, one) in places.iter().enumerate().take(6) {
        found.push(vec![*one]);
        for two in places.iter().skip(at + 1).take(5) {
            found.push(vec![*one, *two]);
        }
    }
    if let [one, two, three, ..] = places {
        found.push(vec![*one, *two, *three]);
    }
    found.retain(|groups| over.is_multiple_of(groups.len()) && over / groups.len() >= 2);
    for groups in &mut found {
        groups.sort_unstable();
    }
    found
}

/// Headings with what speaks for them: known ones, and what they leave unknown against.
fn weighed(from: usize, to: usize, texts: &[String]) -> Option<(f32, Heads)> {
    let heads = Heads::new(from, to, texts)?;
    let known = heads.columns.iter().filter(|column| column.kind != Kind::Any).count() as f32;
    let labels = texts.iter().filter(|text| is_label(text)).count() as f32;
    let all = heads.columns.len() as f32;
    Some((known + labels - 0.9 * (all - known) - 0.9 * (all - labels), heads))
}

/// A line of headings with nothing but spaces between them.
fn spoken(units: &[Unit<'_>]) -> Vec<Heads> {
    let mut found: Vec<(f32, Heads)> = Vec::new();
    let mut from = 0;
    for _ in 0..LINES {
        let Some(line) = units.get(from).map(|unit| unit.line) else { break };
        let count = units.iter().skip(from).take_while(|unit| unit.line == line).count();
        let words: Vec<&str> = units.iter().skip(from).take(count).map(|unit| unit.text).collect();
        found.extend(
            cut(from, from + count, &words)
                .into_iter()
                .filter(|(_, heads)| heads.columns.len() >= 4),
        );
        from += count.max(1);
    }
    likeliest(found, 4)
}

/// All headings on one line over cells that have paragraphs of their own.
fn on_one_line(units: &[Unit<'_>]) -> Vec<Heads> {
    let mut found: Vec<(f32, Heads)> = Vec::new();
    for (at, unit) in units.iter().enumerate().take(LINES) {
        let words: Vec<&str> = unit.text.split_whitespace().collect();
        found.extend(cut(at, at + 1, &words));
    }
    likeliest(found, 3)
}

fn likeliest(mut found: Vec<(f32, Heads)>, most: usize) -> Vec<Heads> {
    found.sort_by(|a, b| b.0.total_cmp(&a.0));
    found.truncate(most);
    found.into_iter().map(|(_, heads)| heads).collect()
}

/// How words that are headings each by itself go together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Joined {
    /// "Risk score" is one column.
    Yes,
    /// It is one, but "P I" and "P Score" are two.
    ButLetters,
    No,
}

/// A line cut into headings, in the ways that "Risk score" and "P I" may be meant: one column or two.
fn cut(from: usize, to: usize, words: &[&str]) -> Vec<(f32, Heads)> {
    let labels = words.iter().filter(|word| is_label(word)).count();
    if !(4..=60).contains(&words.len()) || labels < 3 || labels * 3 < words.len() {
        return vec![];
    }
    let mut ways =
        [Joined::Yes, Joined::ButLetters, Joined::No].map(|way| phrases(words, way)).to_vec();
    ways.dedup();
    ways.iter().filter_map(|texts| weighed(from, to, texts)).collect()
}

/// Words cut into headings: the cut whose parts are headings that are known best. What stands in
/// brackets goes with the words before it.
fn phrases(words: &[&str], joined: Joined) -> Vec<String> {
    const LONGEST: usize = 7;
    // The worth of the best cut of the words up to each, and where its last part begins.
    let mut best: Vec<(f32, usize)> = vec![(0.0, 0)];
    for to in 1..=words.len() {
        let mut kept = (f32::MIN, to - 1);
        for from in to.saturating_sub(LONGEST)..to {
            let Some((before, _)) = best.get(from).copied() else { continue };
            let worth = before + worth(words.get(from..to).unwrap_or_default(), joined);
            if worth > kept.0 {
                kept = (worth, from);
            }
        }
        best.push(kept);
    }
    let mut parts = Vec::new();
    let mut to = words.len();
    while to > 0 {
        let from = best.get(to).map_or(to - 1, |(_, from)| *from).min(to - 1);
        parts.push(words.get(from..to).unwrap_or_default().join(" "));
        to = from;
    }
    parts.reverse();
    parts
}

/// "P", "I", "S": a rating by its first letter.
fn is_letter(word: &str) -> bool {
    word.len() == 1 && word.starts_with(char::is_uppercase)
}

/// What a phrase is worth as a heading; `joined` says that words which are headings each by
/// itself may be one together.
fn worth(words: &[&str], joined: Joined) -> f32 {
    let text = words.join(" ");
    let opened = text.matches(['(', '[']).count();
    if opened != text.matches([')', ']']).count() || text.starts_with('(') {
        return -8.0;
    }
    let plain = heading::outside_brackets(&text);
    let own = plain.split_whitespace().count() as f32;
    let parted = own > 1.0 && plain.split_whitespace().all(is_label);
    let small = words.first().is_some_and(|word| word.starts_with(char::is_lowercase));
    // "Inherent probability Inherent" is one heading and the beginning of the next.
    let stages = plain.split_whitespace().filter(|word| heading::is_stage(word)).count();
    let last = own > 1.0 && plain.split_whitespace().last().is_some_and(heading::is_stage);
    // "Likelihood (1-5) Impact" are two.
    // And so is what follows a question.
    let goes_on = text.find([')', ']', '?']).is_some_and(|at| at + 1 < text.len());
    let letter = own > 1.0 && words.first().is_some_and(|word| is_letter(word));
    if letter && joined == Joined::ButLetters {
        return -8.0;
    }
    let against = if parted && joined == Joined::No { 1.2 } else { 0.3 }
        + if small { 1.0 } else { 0.0 }
        + if goes_on { 2.0 } else { 0.0 }
        + if stages > 1 { 1.5 } else { 0.0 }
        + if last { 0.6 } else { 0.0 };
    match heading::best(&plain).map(|found| found.score) {
        Some(score) if score >= 0.8 => score * own - against,
        // "if it happens" begins no heading.
        _ => -0.7 - 0.5 * own - against - if small { 2.0 } else { 0.0 },
    }
}
