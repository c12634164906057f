//! What the cells of a column hold, counted: the second witness beside the heading.

use std::collections::{HashMap, HashSet};

use crate::{
    locate::{Column, columns::is_mark, text},
    parse::{date, is_nothing, owners, product, rating, status},
    sheet::{Merged, Sheet},
};

/// The most cells that are looked at: a column's kind shows in its first few hundred.
const MOST_CELLS: usize = 400;

/// Shares (from 0 to 1) of the cells that say something.
#[derive(Debug, Clone, Default)]
pub(crate) struct Contents {
    pub(crate) rows: usize,
    pub(crate) said: usize,
    pub(crate) number: f32,
    /// Whole numbers from 0 to 100.
    pub(crate) small: f32,
    pub(crate) rating: f32,
    pub(crate) date: f32,
    pub(crate) due: f32,
    pub(crate) owner: f32,
    pub(crate) initials: f32,
    pub(crate) person: f32,
    pub(crate) status: f32,
    pub(crate) response: f32,
    /// Cells that say that no response has been chosen yet.
    pub(crate) undecided: f32,
    /// Two ratings and their score in one cell.
    pub(crate) composite: f32,
    pub(crate) code: f32,
    pub(crate) distinct: f32,
    /// Mean length in characters.
    pub(crate) length: f32,
    /// The length of the middle one: a long note among them does not move it.
    pub(crate) typical: f32,
    pub(crate) highest: f64,
    pub(crate) fills: usize,
    /// Cells of several lines, and those of them whose lines begin in mid-sentence.
    pub(crate) lined: usize,
    pub(crate) wrapped: usize,
    /// Cells that a merged one above reaches over.
    pub(crate) covered: usize,
    /// Whether the numbers merely count or rank the rows: 1, 2, 3 and on, each once.
    pub(crate) counting: bool,
    /// Cells that stand for a number, alone or beside words.
    pub(crate) valued: f32,
    /// Two ratings in one cell: "Low / High".
    pub(crate) paired: f32,
    /// Ratings with the height of the one scale that they are of: "3/5".
    pub(crate) scaled: f32,
    /// A likelihood and an impact in one cell, each after its name.
    pub(crate) named: f32,
    /// Single letters of a scale from A.
    pub(crate) letter: f32,
    /// Cells that hold an amount of money.
    pub(crate) money: f32,
    /// Cells that hold the address of a page and nothing else.
    pub(crate) link: f32,
    /// The number of each row, for the arithmetic between columns.
    pub(crate) numbers: Vec<Option<f64>>,
    /// The same, of numbers with their words as well: "4 High".
    pub(crate) values: Vec<Option<f64>>,
    pub(crate) samples: Vec<String>,
}

impl Contents {
    /// Whether the line breaks of its cells are those of a narrow column.
    pub(crate) fn is_wrapped(&self) -> bool {
        self.wrapped * 3 > self.lined
    }

    /// Whether the cells are codes of letters and digits, each once: R01, R02.
    pub(crate) fn is_numbering(&self) -> bool {
        self.code >= 0.9
            && self.number < 0.1
            && self.length <= 12.0
            && self.distinct > 0.9
            && self.said >= 3
            && self.samples.iter().all(|sample| {
                sample.starts_with(char::is_alphabetic) && !sample.contains(char::is_whitespace)
            })
    }

    /// What the cells hold, in plain words: "10 of 12 cells filled, all different; 90% numbers".
    pub(crate) fn in_words(&self) -> String {
        if self.said == 0 {
            return "nothing".to_owned();
        }
        let kinds = [
            (self.number, "numbers"),
            (self.rating, "ratings"),
            (self.date, "dates"),
            (self.owner, "what could be owners"),
            (self.status, "statuses"),
            (self.response, "responses"),
            (self.code, "codes"),
            (self.money, "amounts of money"),
            (self.composite.max(self.paired).max(self.named), "ratings of several kinds"),
            (self.link, "addresses of pages"),
        ];
        let percent = |share: f32| (share * 100.0).round();
        let mut words = format!("{} of {} cells filled", self.said, self.rows);
        if self.said > 1 && self.distinct >= 1.0 {
            words.push_str(", all different");
        }
        words.push_str(&format!("; {:.1} characters on average", self.length));
        for (share, kind) in kinds.into_iter().filter(|(share, _)| *share >= 0.1) {
            words.push_str(&format!("; {}% {kind}", percent(share)));
        }
        words
    }

    pub(crate) fn of(column: &Column, sheet: &Sheet, body: &[usize]) -> Self {
        let mut counted = Self::default();
        let mut seen = HashSet::new();
        let mut kinds = HashMap::<String, Kind>::new();
        let mut heights = Heights::default();
        let mut lengths = Vec::new();
        for row in body.iter().take(MOST_CELLS).filter_map(|row| sheet.rows.get(*row)) {
            counted.rows += 1;
            let shown = value(column, row);
            if shown.is_empty() {
                counted.numbers.push(None);
                counted.values.push(None);
                let cell = row.cells.get(column.index);
                counted.covered +=
                    usize::from(cell.is_some_and(|cell| cell.merged == Merged::FromAbove));
                let filled = row.cells.get(column.index).is_some_and(|cell| cell.fill.is_some());
                counted.fills += usize::from(filled);
                continue;
            }
            counted.said += 1;
            let mut lines = shown.lines().skip(1).peekable();
            if lines.peek().is_some() {
                counted.lined += 1;
                let mid = lines.any(|line| line.trim_start().starts_with(char::is_lowercase));
                counted.wrapped += usize::from(mid);
            }
            if counted.samples.len() < 4 && !counted.samples.contains(&shown) {
                counted.samples.push(shown.clone());
            }
            if let Some((given, most)) = rating::of_scale(&shown) {
                heights.add(given, most);
            }
            let kind = kinds.entry(shown.clone()).or_insert_with(|| Kind::of(&shown));
            counted.numbers.push(kind.number);
            counted.values.push(kind.value);
            counted.add(kind);
            lengths.push(kind.length);
            seen.insert(shown);
        }
        counted.finish(seen.len(), lengths);
        counted.scaled = heights.share(counted.said);
        counted
    }

    fn add(&mut self, kind: &Kind) {
        let one = |yes: bool| if yes { 1.0 } else { 0.0 };
        self.number += one(kind.number.is_some());
        self.small +=
            one(kind.number.is_some_and(|n| (0.0..=100.0).contains(&n) && n.fract() == 0.0));
        self.highest = self.highest.max(kind.number.unwrap_or(0.0));
        self.rating += one(kind.rating);
        self.date += one(kind.date);
        self.due += one(kind.due);
        self.owner += one(kind.owner);
        self.initials += one(kind.initials);
        self.person += one(kind.person);
        self.status += one(kind.status);
        self.response += one(kind.response);
        self.undecided += one(kind.undecided);
        self.code += one(kind.code);
        self.composite += one(kind.composite);
        self.letter += one(kind.letter);
        self.money += one(kind.money);
        self.link += one(kind.link);
        self.paired += one(kind.paired);
        self.named += one(kind.named);
        self.valued += one(kind.valued);
        self.length += kind.length;
    }

    fn finish(&mut self, distinct: usize, mut lengths: Vec<f32>) {
        let said = self.said.max(1) as f32;
        lengths.sort_by(f32::total_cmp);
        self.typical = lengths.get(lengths.len() / 2).copied().unwrap_or(0.0);
        for share in [
            &mut self.number,
            &mut self.small,
            &mut self.rating,
            &mut self.date,
            &mut self.due,
            &mut self.owner,
            &mut self.initials,
            &mut self.person,
            &mut self.status,
            &mut self.response,
            &mut self.undecided,
            &mut self.composite,
            &mut self.code,
            &mut self.letter,
            &mut self.money,
            &mut self.link,
            &mut self.paired,
            &mut self.named,
            &mut self.valued,
            &mut self.length,
        ] {
            *share /= said;
        }
        self.distinct = distinct as f32 / said;
        let mut numbers: Vec<f64> = self.numbers.iter().flatten().copied().collect();
        let in_order = numbers.is_sorted();
        numbers.sort_by(f64::total_cmp);
        self.counting = self.said >= if in_order { 4 } else { 6 }
            && numbers.len() == self.said
            && numbers.iter().zip(1_u16..).all(|(number, place)| *number == f64::from(place));
    }
}

/// The heights of scales that a column's ratings are given with: "3/5", "12/25".
#[derive(Default)]
struct Heights {
    cells: usize,
    given: HashSet<bellwether_domain::Number>,
    most: HashSet<bellwether_domain::Number>,
}

impl Heights {
    fn add(&mut self, given: bellwether_domain::Number, most: bellwether_domain::Number) {
        self.cells += 1;
        self.given.insert(given);
        self.most.insert(most);
    }

    /// The share of the cells that are of one scale: "4/5" alone may be a likelihood and an impact,
    /// but of several such pairs both parts differ, and no step of a scale is as high as 25.
    fn share(&self, said: usize) -> f32 {
        let one = self.most.len() == 1
            && (self.given.len() > 1 || self.most.iter().any(|most| most.get() > 10.0));
        if one { self.cells as f32 / said.max(1) as f32 } else { 0.0 }
    }
}

/// What one cell could be.
#[derive(Default)]
struct Kind {
    number: Option<f64>,
    value: Option<f64>,
    rating: bool,
    date: bool,
    due: bool,
    owner: bool,
    initials: bool,
    person: bool,
    status: bool,
    response: bool,
    undecided: bool,
    code: bool,
    composite: bool,
    letter: bool,
    money: bool,
    link: bool,
    paired: bool,
    named: bool,
    valued: bool,
    length: f32,
}

impl Kind {
    fn of(text: &str) -> Self {
        let length = text.chars().count() as f32;
        let link = is_link(text);
        // Only owners and dates are ever this long, and nothing but wording is longer.
        if text.len() > 80 {
            let due = date::is_due(text);
            let rating = rating::reasoned(text).is_some();
            let owner = owners::could_be(text);
            return Self { length, due, rating, link, owner, ..Self::default() };
        }
        let nothing = is_nothing(text);
        let value = rating::value(text).filter(|_| rating::is_rating(text));
        Self {
            value: value.map(bellwether_domain::Number::get),
            number: rating::number(text).map(bellwether_domain::Number::get),
            rating: nothing
                || is_undecided(text)
                || rating::is_rating(text)
                || rating::reasoned(text).is_some(),
            date: date::is_date(text),
            due: nothing || date::is_due(text),
            owner: nothing || owners::could_be(text),
            initials: text.split(['/', ',', '&']).all(|part| owners::is_initials(part.trim()))
                && !text.contains(|c: char| c.is_ascii_digit()),
            person: owners::is_person(text) || owners::is_post(text) && text.len() <= 60,
            status: nothing
                || status::action_value(text).is_some()
                || status::risk_value(text).is_some(),
            response: nothing || status::response_value(text).is_some(),
            undecided: status::is_undecided(text),
            code: is_code(text),
            composite: product::bare(text).is_some() || product::tagged(text).is_some(),
            letter: matches!(text, "A" | "B" | "C" | "D" | "E" | "F"),
            money: rating::is_money(text),
            link,
            paired: rating::pair(text).is_some(),
            named: rating::named_pair(text).is_some(),
            valued: value.is_some()
                && !rating::is_money(text)
                && text.split_whitespace().count() <= 3,
            length,
        }
    }
}

/// "TBC": a rating that is still to be given.
fn is_undecided(text: &str) -> bool {
    ["tbc", "tbd", "tba", "not scored", "unscored", "not rated", "not yet scored"]
        .iter()
        .any(|words| text.eq_ignore_ascii_case(words))
}

/// Whether a text is the address of a page and nothing else.
fn is_link(text: &str) -> bool {
    let begins = ["http://", "https://", "www."].iter().any(|start| text.starts_with(start));
    begins && !text.contains(char::is_whitespace)
}

/// Whether a text could be a risk's number or code.
pub(crate) fn is_code(text: &str) -> bool {
    let text = text.trim();
    !text.is_empty()
        && text.len() <= 24
        && text.split_whitespace().count() <= 3
        && text.chars().any(|c| c.is_ascii_digit())
}

/// A cell's value in a column: its text, the label of the one that is marked, or the highest.
pub(crate) fn value(column: &Column, row: &crate::sheet::Row) -> String {
    if column.is_plain() {
        return text(row, column.index).to_owned();
    }
    if !column.highest.is_empty() {
        let cells = column.highest.iter().map(|index| text(row, *index));
        let number =
            |text: &str| rating::number(text).map_or(f64::MIN, bellwether_domain::Number::get);
        let highest = cells.max_by(|a, b| number(a).total_cmp(&number(b)));
        return highest.unwrap_or_default().to_owned();
    }
    let marked: Vec<&str> = column
        .ticks
        .iter()
        .filter(|(index, label)| {
            let mark = text(row, *index);
            is_mark(mark) || mark == label
        })
        .map(|(_, label)| label.as_str())
        .collect();
    if marked.is_empty() {
        let filled = |(index, _): &&(usize, String)| {
            row.cells.get(*index).is_some_and(|cell| cell.fill.is_some())
        };
        let mut filled = column.ticks.iter().filter(filled);
        return match (filled.next(), filled.next()) {
            (Some((_, label)), None) => label.clone(),
            _ => String::new(),
        };
    }
    marked.join(" / ")
}
