//! Glyphs → words → lines.

use hayro_interpret::kurbo::{Point, Rect};

use super::marks::{Glyph, Ruling};
use super::turn::Turn;

/// How high letters stand over the baseline and hang below it, in parts of their size.
const ASCENT: f64 = 0.75;
const DESCENT: f64 = 0.2;
/// White wider than this between two letters parts words, in parts of their size.
const WORD_GAP: f64 = 0.2;
/// White that parts words where the file begins another string there: two cells set close.
const STRING_GAP: f64 = 0.08;
/// A wider stretch than this of spaces in a string may part cells, in parts of their size.
const ONE_SPACE: f64 = 0.75;
/// Where one word in so many is drawn in one string with the word before it, strings are cells.
const MANY_JOINED: usize = 4;
/// Letters printed again within this distance are bold by double printing.
const OVERPRINT: f64 = 0.15;

/// Letters without white between them.
#[derive(Debug, Clone)]
pub(super) struct Word {
    pub(super) text: String,
    /// Its box in the frame where its text is level.
    pub(super) place: Rect,
    pub(super) size: f64,
    pub(super) turn: Turn,
    pub(super) bold: bool,
    /// Whether white parts it from the word before it: a drawn space, or a gap.
    pub(super) spaced: bool,
    /// Whether the file draws it in one string with the word before it, one space between: no
    /// cell ends there.
    pub(super) joined: bool,
    /// Whether the file draws it in another string than the word before it, and draws the words
    /// of one cell in one string as a rule: a cell may well end there.
    pub(super) apart: bool,
}

impl Word {
    /// Its box on the page.
    pub(super) fn area(&self) -> Rect {
        let (a, b) = (self.place.origin(), Point::new(self.place.x1, self.place.y1));
        Rect::from_points(self.turn.unlevel(a), self.turn.unlevel(b))
    }

    pub(super) fn baseline(&self) -> f64 {
        self.place.y1 - DESCENT * self.size
    }
}

/// Words side by side.
#[derive(Debug, Clone, Default)]
pub(super) struct Line {
    pub(super) words: Vec<Word>,
}

impl Line {
    pub(super) fn text(&self) -> String {
        let mut text = String::new();
        for word in &self.words {
            if word.spaced && !text.is_empty() {
                text.push(' ');
            }
            text.push_str(&word.text);
        }
        text
    }

    /// Its box in the frame of its words.
    pub(super) fn place(&self) -> Rect {
        self.words.iter().map(|word| word.place).reduce(|a, b| a.union(b)).unwrap_or_default()
    }

    /// The largest size of type on it.
    pub(super) fn size(&self) -> f64 {
        self.words.iter().map(|word| word.size).fold(0.0, f64::max)
    }

    /// The baseline of its largest word.
    pub(super) fn baseline(&self) -> f64 {
        let largest = self.words.iter().max_by(|a, b| a.size.total_cmp(&b.size));
        largest.map_or(0.0, Word::baseline)
    }

    pub(super) fn bold(&self) -> bool {
        !self.words.is_empty() && self.words.iter().all(|word| word.bold)
    }
}

/// The words of a page. Upright `walls` part letters that stand close on both sides of one.
pub(super) fn words(glyphs: &[Glyph], walls: &[Ruling]) -> Vec<Word> {
    let mut walls: Vec<&Ruling> = walls.iter().filter(|wall| wall.upright).collect();
    walls.sort_by(|a, b| a.at.total_cmp(&b.at));
    let mut placed: Vec<(Point, &Glyph)> =
        glyphs.iter().map(|glyph| (glyph.turn.level(glyph.origin), glyph)).collect();
    placed.sort_by(|(a, g), (b, h)| g.turn.cmp(&h.turn).then(a.y.total_cmp(&b.y)));

    let mut words = Vec::new();
    let mut rest = placed.as_mut_slice();
    while let Some((first, glyph)) = rest.first() {
        let (top, turn) = (first.y, glyph.turn);
        let same = rest
            .iter()
            .take_while(|(at, other)| other.turn == turn && at.y - top <= 0.12 * other.size)
            .count()
            .max(1);
        let (line, after) = rest.split_at_mut(same);
        line.sort_by(|(a, _), (b, _)| a.x.total_cmp(&b.x));
        split(line, &walls, &mut words);
        rest = after;
    }
    let joined = words.iter().filter(|word| word.joined).count();
    if MANY_JOINED * joined >= words.len() {
        words.iter_mut().for_each(|word| word.apart = !word.joined);
    }
    words
}

/// The glyphs of one baseline, in order, as words.
fn split(line: &[(Point, &Glyph)], walls: &[&Ruling], words: &mut Vec<Word>) {
    let track = tracking(line);
    let mut current: Option<Word> = None;
    let mut last: Option<(Point, &Glyph)> = None;
    let mut spaced = false;
    let mut before_space: Option<(f64, u32)> = None;
    for (at, glyph) in line {
        if glyph.is_space() {
            if let Some(word) = current.take() {
                let run = last.map_or(glyph.run, |(_, letter)| letter.run);
                before_space = (run == glyph.run).then_some((word.place.x1, run));
                words.push(word);
            }
            spaced = true;
            continue;
        }
        if let (Some((before, same)), Some(word)) = (last, current.as_mut())
            && same.text == glyph.text
            && same.run != glyph.run
            && at.x - before.x < OVERPRINT * glyph.size
        {
            word.bold = true;
            continue;
        }
        let place = Rect::new(
            at.x,
            at.y - ASCENT * glyph.size,
            at.x + glyph.advance,
            at.y + DESCENT * glyph.size,
        );
        let broken = current.as_ref().is_none_or(|word| {
            let gap = at.x - word.place.x1;
            gap > WORD_GAP.mul_add(glyph.size, track)
                || gap < -0.8 * glyph.size.max(word.size)
                || word.bold != glyph.bold && gap > STRING_GAP * glyph.size
                || last.is_some_and(|(_, before)| before.run != glyph.run)
                    && gap > STRING_GAP * glyph.size
                || last.is_some_and(|(_, before)| {
                    (before.run != glyph.run || gap > 1.0)
                        && glyph.turn == Turn::Level
                        && wall_between(walls, word.place.x1, at)
                })
        });
        if broken {
            words.extend(current.take());
            let joined = before_space
                .take()
                .is_some_and(|(end, run)| run == glyph.run && at.x - end <= ONE_SPACE * glyph.size);
            current = Some(Word {
                joined,
                apart: false,
                text: glyph.text.clone(),
                place,
                size: glyph.size,
                turn: glyph.turn,
                bold: glyph.bold,
                spaced,
            });
        } else if let Some(word) = current.as_mut() {
            word.text.push_str(&glyph.text);
            word.place = word.place.union(place);
            word.size = word.size.max(glyph.size);
        }
        spaced = false;
        last = Some((*at, glyph));
    }
    words.extend(current);
}

/// The white between the letters of a letterspaced line; nought on others.
fn tracking(line: &[(Point, &Glyph)]) -> f64 {
    let mut gaps: Vec<f64> = line
        .windows(2)
        .filter_map(|pair| match pair {
            [(a, g), (b, h)] if !g.is_space() && !h.is_space() => {
                Some((b.x - a.x - g.advance) / g.size)
            }
            _ => None,
        })
        .collect();
    gaps.sort_by(f64::total_cmp);
    // A quarter of the way up: most letters follow one another even in a line of short words.
    let usual = gaps.get(gaps.len() / 4).copied().unwrap_or(0.0);
    let size = line.first().map_or(0.0, |(_, glyph)| glyph.size);
    if gaps.len() >= 4 && usual > 0.05 && usual < 0.6 { usual * size } else { 0.0 }
}

fn wall_between(walls: &[&Ruling], end: f64, start: &Point) -> bool {
    let first = walls.partition_point(|wall| wall.at < end - 0.75);
    walls
        .get(first..)
        .unwrap_or_default()
        .iter()
        .take_while(|wall| wall.at <= start.x + 0.75)
        .any(|wall| wall.from <= start.y && start.y <= wall.to)
}

/// Words of one turn as lines from top to bottom. A raised or lowered small word joins the line
/// that it overlaps.
pub(super) fn lines(mut words: Vec<Word>) -> Vec<Line> {
    words.sort_by(|a, b| a.baseline().total_cmp(&b.baseline()));
    let mut lines: Vec<(Rect, f64, Line)> = Vec::new();
    for word in words {
        let home = lines.iter_mut().rev().take(3).find(|(band, _, _)| {
            let overlap = band.y1.min(word.place.y1) - band.y0.max(word.place.y0);
            overlap >= 0.5 * band.height().min(word.place.height())
        });
        match home {
            Some((band, size, line)) => {
                if word.size > *size {
                    (*band, *size) = (word.place, word.size);
                }
                line.words.push(word);
            }
            None => lines.push((word.place, word.size, Line { words: vec![word] })),
        }
    }
    let mut lines: Vec<Line> = lines.into_iter().map(|(_, _, line)| line).collect();
    for line in &mut lines {
        line.words.sort_by(|a, b| a.place.x0.total_cmp(&b.place.x0));
        let mut end = f64::NEG_INFINITY;
        for word in &mut line.words {
            word.spaced |= word.place.x0 - end > WORD_GAP * word.size;
            end = word.place.x1;
        }
    }
    lines.sort_by(|a, b| a.baseline().total_cmp(&b.baseline()));
    lines
}
