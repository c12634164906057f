//! What a page looks like, kept so that a reader can be shown where each value stood.

use hayro_interpret::kurbo::{Point, Rect};

use super::canvas::Canvas;
use super::words::Word;
use crate::sheet::{Area, Page, Placed};

/// More fills, lines or words than these are no register's; the rest is left out of the picture.
const MOST: usize = 6000;

/// A page with its words in their places.
pub(super) fn page(canvas: &Canvas, words: &[Word]) -> Page {
    Page {
        width: short(canvas.width),
        height: short(canvas.height),
        words: words.iter().take(MOST).map(word).collect(),
        fills: canvas.fills.iter().take(MOST).map(|fill| (area(fill.area), fill.colour)).collect(),
        lines: canvas
            .rulings
            .iter()
            .take(MOST)
            .map(|line| ruled(line.upright, line.at, (line.from, line.to)))
            .collect(),
        scan: canvas.scan.clone(),
    }
}

fn word(word: &Word) -> Placed {
    Placed {
        text: word.text.clone(),
        area: area(word.area()),
        size: short(word.size),
        quarters: quarters(word),
        bold: word.bold,
    }
}

/// Which way the word runs: where a step along its text leads on the page.
fn quarters(word: &Word) -> u8 {
    let step = word.turn.unlevel(Point::new(1.0, 0.0));
    if step.x > 0.5 {
        0
    } else if step.y > 0.5 {
        1
    } else if step.x < -0.5 {
        2
    } else {
        3
    }
}

fn ruled(upright: bool, at: f64, (from, to): (f64, f64)) -> Area {
    let (at, from, to) = (short(at), short(from), short(to));
    if upright {
        Area { left: at, right: at, top: from, bottom: to }
    } else {
        Area { left: from, right: to, top: at, bottom: at }
    }
}

/// A box of the page.
pub(super) fn area(rect: Rect) -> Area {
    Area {
        left: short(rect.x0),
        top: short(rect.y0),
        right: short(rect.x1),
        bottom: short(rect.y1),
    }
}

/// A box as a cell keeps it.
pub(super) fn cell_area(rect: Rect) -> Option<Box<Area>> {
    (rect.area() > 0.0).then(|| Box::new(area(rect)))
}

#[allow(clippy::cast_possible_truncation, reason = "points on a page need no more")]
fn short(number: f64) -> f32 {
    number as f32
}
