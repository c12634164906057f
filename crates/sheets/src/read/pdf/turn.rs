//! Which way text runs on a page.

use hayro_interpret::kurbo::Point;

/// Which way text runs on the page, clockwise from left to right.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Turn {
    /// Left to right.
    Level,
    /// Top to bottom.
    Down,
    /// Right to left, upside down.
    Over,
    /// Bottom to top.
    Up,
}

impl Turn {
    fn quarters(self) -> u8 {
        match self {
            Self::Level => 0,
            Self::Down => 1,
            Self::Over => 2,
            Self::Up => 3,
        }
    }

    /// The turn that this one has on a page of which `main` is made level.
    pub(super) fn seen_from(self, main: Self) -> Self {
        match (self.quarters() + 4 - main.quarters()) % 4 {
            0 => Self::Level,
            1 => Self::Down,
            2 => Self::Over,
            _ => Self::Up,
        }
    }

    /// A point of the page in the frame where text of this turn is level.
    pub(super) fn level(self, point: Point) -> Point {
        match self {
            Self::Level => point,
            Self::Down => Point::new(point.y, -point.x),
            Self::Over => Point::new(-point.x, -point.y),
            Self::Up => Point::new(-point.y, point.x),
        }
    }

    /// The way back from [`Turn::level`].
    pub(super) fn unlevel(self, point: Point) -> Point {
        match self {
            Self::Level => point,
            Self::Down => Point::new(-point.y, point.x),
            Self::Over => Point::new(-point.x, -point.y),
            Self::Up => Point::new(point.y, -point.x),
        }
    }
}

/// The quarter a direction points to, or `None` for slanted text such as a watermark.
pub(super) fn turn_of(direction: Point) -> Option<Turn> {
    let Point { x, y } = direction;
    let (long, short) = (x.abs().max(y.abs()), x.abs().min(y.abs()));
    if short > 0.12 * long {
        return None;
    }
    Some(match (x.abs() > y.abs(), x > 0.0, y > 0.0) {
        (true, true, _) => Turn::Level,
        (true, false, _) => Turn::Over,
        (false, _, true) => Turn::Down,
        (false, _, false) => Turn::Up,
    })
}
