//! What a page draws: characters, filled areas and ruled lines.

use hayro_interpret::kurbo::{Point, Rect};

use super::turn::Turn;
use crate::sheet::Rgb;

/// One character, or the few that one glyph stands for.
#[derive(Debug, Clone)]
pub(super) struct Glyph {
    /// Its characters; a space for a gap that the file draws as one.
    pub(super) text: String,
    /// Where its baseline begins.
    pub(super) origin: Point,
    /// How far it moves the pen.
    pub(super) advance: f64,
    /// The size of its type.
    pub(super) size: f64,
    pub(super) turn: Turn,
    pub(super) bold: bool,
    /// Which string of the file it belongs to.
    pub(super) run: u32,
}

impl Glyph {
    pub(super) fn is_space(&self) -> bool {
        self.text.trim().is_empty()
    }
}

/// A filled area.
#[derive(Debug, Clone, Copy)]
pub(super) struct Fill {
    pub(super) area: Rect,
    pub(super) colour: Rgb,
}

/// A small shape as wide as it is high, which may stand for a character.
#[derive(Debug, Clone, Copy)]
pub(super) struct Dot {
    pub(super) area: Rect,
    pub(super) colour: Rgb,
    /// Whether its outline is curved.
    pub(super) round: bool,
}

/// A straight ruled line, level or upright.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Ruling {
    pub(super) upright: bool,
    /// Its distance from the left where upright, else from the top.
    pub(super) at: f64,
    pub(super) from: f64,
    pub(super) to: f64,
}

impl Ruling {
    pub(super) fn between(a: Point, b: Point) -> Self {
        let area = Rect::from_points(a, b);
        if area.height() > area.width() {
            Self { upright: true, at: area.center().x, from: area.y0, to: area.y1 }
        } else {
            Self { upright: false, at: area.center().y, from: area.x0, to: area.x1 }
        }
    }

    pub(super) fn start(&self) -> Point {
        if self.upright { Point::new(self.at, self.from) } else { Point::new(self.from, self.at) }
    }

    pub(super) fn end(&self) -> Point {
        if self.upright { Point::new(self.at, self.to) } else { Point::new(self.to, self.at) }
    }

    pub(super) fn length(&self) -> f64 {
        self.to - self.from
    }
}
