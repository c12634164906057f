//! How a row looks when taken for headings.

use std::collections::{HashMap, HashSet};

use super::filled;
use crate::{
    map::{heading, vocabulary::Concept},
    parse::{date, rating},
    sheet::Row,
};

/// What is asked of a cell when its row may be one of headings.
#[derive(Clone, Copy)]
struct Glance {
    /// Whether it may be a step of a scale.
    step: bool,
    /// How much it speaks against headings: dates and long texts more than ratings.
    data: usize,
}

impl Glance {
    fn at(text: &str) -> Self {
        let words = text.split_whitespace().count();
        let dated = || date::is_date(text) && words <= 3 && date::find(text).is_some();
        let data = if text.len() > 160 || words > 25 || dated() {
            2
        } else {
            let rated = rating::number(text).is_some() || rating::is_word(text) && text.len() > 1;
            usize::from(rated)
        };
        Self { step: rating::is_rating(text), data }
    }
}

/// What was already asked of texts: the same words stand in many cells.
#[derive(Default)]
pub(super) struct Memo<'a> {
    glances: HashMap<&'a str, Glance>,
    concepts: HashMap<&'a str, Option<(Concept, f32)>>,
}

impl<'a> Memo<'a> {
    fn glance(&mut self, text: &'a str) -> Glance {
        // Long texts seldom come twice.
        if text.len() > 40 {
            return Glance::at(text);
        }
        *self.glances.entry(text).or_insert_with(|| Glance::at(text))
    }

    fn best(&mut self, text: &'a str) -> Option<(Concept, f32)> {
        let ask = || heading::best(text).map(|found| (found.concept, found.score));
        *self.concepts.entry(text).or_insert_with(ask)
    }
}

/// How a row looks when taken for headings.
#[derive(Default)]
pub(super) struct Look {
    /// Its cells that say something, the steps of a scale left out.
    pub(super) filled: usize,
    /// Those that name something a register has.
    pub(super) hits: usize,
    /// Those that name it plainly.
    pub(super) strong: usize,
    /// What speaks against headings.
    pub(super) data: usize,
    /// The steps of a scale among its cells.
    pub(super) scale: usize,
    concepts: HashSet<Concept>,
}

impl Look {
    /// The look of a row by the shape of its cells alone, and those that may be named headings.
    fn begin<'a>(row: &'a Row, memo: &mut Memo<'a>) -> (Self, Vec<&'a str>) {
        let steps = steps(row, memo);
        let mut look = Self::default();
        let mut named = Vec::new();
        for (_, cell) in filled(row) {
            let text = cell.text.trim();
            let glance = memo.glance(text);
            if steps && glance.step {
                look.scale += 1;
                continue;
            }
            look.filled += 1;
            look.data += glance.data;
            if glance.data == 0 {
                named.push(text);
            }
        }
        (look, named)
    }

    fn ask<'a>(&mut self, text: &'a str, memo: &mut Memo<'a>) {
        if let Some((concept, score)) = memo.best(text) {
            self.hits += 1;
            self.strong += usize::from(score >= 0.85);
            self.concepts.insert(concept);
        }
    }

    /// How a row beside headings looks.
    pub(super) fn of<'a>(row: &'a Row, memo: &mut Memo<'a>) -> Self {
        let (mut look, named) = Self::begin(row, memo);
        if look.scale > 0 || look.data * 3 <= named.len() {
            named.into_iter().for_each(|text| look.ask(text, memo));
        }
        look
    }

    /// How a row looks that may be headings itself. What words speak of is dear to ask: the short
    /// ones, which come again and again, are asked first, and no more once it cannot be.
    pub(super) fn heading<'a>(row: &'a Row, memo: &mut Memo<'a>) -> Option<Self> {
        let (mut look, mut named) = Self::begin(row, memo);
        named.sort_by_key(|text| text.len());
        let needed = look.filled.div_ceil(2).max(2).max(look.data * 3);
        for (asked, text) in named.iter().enumerate() {
            if look.hits + named.len() - asked < needed {
                return None;
            }
            look.ask(text, memo);
        }
        look.is_header().then_some(look)
    }

    fn is_header(&self) -> bool {
        let wording = [
            Concept::Description,
            Concept::Title,
            Concept::Event,
            Concept::Cause,
            Concept::Consequence,
            Concept::Wording,
            Concept::Score,
            Concept::Action,
            Concept::ActionOwner,
        ];
        self.concepts.len() >= 2
            && self.strong * 2 >= self.concepts.len().min(4)
            && self.strong >= 1
            && self.data <= self.hits / 3
            && self.hits * 2 >= self.filled
            && (wording.iter().any(|concept| self.concepts.contains(concept))
                // "Finding | Risk level | Recommendation".
                || self.concepts.contains(&Concept::Fallback)
                    && self.concepts.contains(&Concept::Level))
    }
}

/// Whether a row holds the steps of a scale side by side: three or more different ones.
pub(super) fn steps<'a>(row: &'a Row, memo: &mut Memo<'a>) -> bool {
    let mut run: Vec<&str> = Vec::new();
    for (_, cell) in filled(row) {
        let text = cell.text.trim();
        let step = text.len() <= 20 && memo.glance(text).step;
        if !step || run.contains(&text) {
            run.clear();
        }
        if !step {
            continue;
        }
        run.push(text);
        let words = run.iter().all(|step| rating::number(step).is_none());
        let rises = run.windows(2).all(|pair| match pair {
            [a, b] => rating::number(a)
                .zip(rating::number(b))
                .is_some_and(|(a, b)| a.get() + 1.0 == b.get()),
            _ => false,
        });
        if run.len() >= 3 && words || run.len() >= 4 && rises {
            return true;
        }
    }
    false
}
