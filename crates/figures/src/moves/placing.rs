//! Where arrows and their labels stand: inside the matrix, and on one another as little as can be.
//!
//! Each arrow may be drawn in several lanes of its cells, and its label in several places beside it.
//! One after the other takes the best of these, and each thinks again when all others stand.

use crate::svg::At;

/// A rectangle: its middle, and half of its width and height.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Area {
    pub(crate) middle: At,
    pub(crate) half: At,
}

/// An arrow to be drawn, with the room that its label takes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Way {
    pub(super) from: Area,
    pub(super) to: Area,
    pub(super) label: At,
}

/// A straight line.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Line {
    pub(super) from: At,
    pub(super) to: At,
}

/// An arrow in its place; without a label where there is no room for one.
#[derive(Debug, Clone, Copy)]
pub(super) struct Placed {
    pub(super) line: Line,
    pub(super) label: Option<Area>,
}

/// How far apart lanes are, and how many there are on each side of the middle.
const LANE: f64 = 10.0;
const LANES: i32 = 6;

/// How much of a line is left bare at its ends, and how far its ends keep from the edge of a cell.
const SHORT: f64 = 12.0;
const EDGE: f64 = 7.0;

/// How near two things may come that do not touch.
const GAP: f64 = 8.0;

/// How far a label keeps from its own line, and from other things.
const BESIDE: f64 = 6.5;
const CLEAR: f64 = 2.0;

/// Nearer than this to a line a label seems to be of it.
const NEAR: f64 = 9.0;

/// Half of the room that the head of an arrow takes.
const HEAD: At = (7.0, 7.0);

/// From this on a place is on something that must stay readable.
const COVERED: f64 = 300.0;

/// With more arrows than these nobody thinks again.
const CROWDED: usize = 80;

/// Places all arrows within an area, and their labels clear of what stands there already.
pub(super) fn place(ways: &[Way], whole: Area, fixed: &[Area]) -> Vec<Placed> {
    let mut order: Vec<usize> = (0..ways.len()).collect();
    // The longest have the least choice.
    let length =
        |at: usize| ways.get(at).map_or(0.0, |way| distance(way.from.middle, way.to.middle));
    order.sort_by(|a, b| length(*b).total_cmp(&length(*a)));
    let mut placed: Vec<Option<(Line, Area)>> = vec![None; ways.len()];
    let rounds = if ways.len() > CROWDED { 1 } else { 4 };
    for at in order.iter().cycle().take(ways.len() * rounds) {
        let Some(way) = ways.get(*at) else { continue };
        let others: Vec<(Line, Area)> = placed
            .iter()
            .enumerate()
            .filter_map(|(other, own)| own.filter(|_| other != *at))
            .collect();
        let best = best(way, &others, whole, fixed);
        placed.iter_mut().skip(*at).take(1).for_each(|own| *own = Some(best));
    }
    let placed: Vec<(Line, Area)> = placed.into_iter().flatten().collect();
    let mut shown: Vec<Placed> = vec![];
    for (at, (line, label)) in placed.iter().enumerate() {
        let lines = placed.iter().enumerate().filter(|(other, _)| *other != at);
        let is_free = label.is_within(whole)
            && !lines.map(|(_, own)| own.0).any(|line| label.hides(line))
            && !shown.iter().filter_map(|own| own.label).any(|other| label.covers(other, 0.0));
        shown.push(Placed { line: *line, label: is_free.then_some(*label) });
    }
    shown
}

/// The best place of an arrow and its label beside all others.
fn best(way: &Way, others: &[(Line, Area)], whole: Area, fixed: &[Area]) -> (Line, Area) {
    let mut best: Option<(f64, Line, Area)> = None;
    for lane in -LANES..=LANES {
        let Some(line) = way.lane(lane) else { continue };
        let drawn = 2.0 * f64::from(lane.abs()) + line.cost(others, fixed);
        if best.is_some_and(|(least, ..)| least <= drawn) {
            continue;
        }
        for (unlike, label) in way.labels(line) {
            let cost = drawn + unlike + label.cost(others, whole, fixed);
            if best.is_none_or(|(least, ..)| cost < least) {
                best = Some((cost, line, label));
            }
        }
    }
    best.map_or_else(|| (way.straight(0.0), way.from), |(_, line, label)| (line, label))
}

impl Way {
    /// The line from middle to middle, stepped aside by so much.
    fn straight(&self, aside: f64) -> Line {
        let ((ax, ay), (bx, by)) = (self.from.middle, self.to.middle);
        let (dx, dy) = direction(self.from.middle, self.to.middle);
        let (ox, oy) = (-dy * aside, dx * aside);
        Line {
            from: (ax + ox + dx * SHORT, ay + oy + dy * SHORT),
            to: (bx + ox - dx * SHORT, by + oy - dy * SHORT),
        }
    }

    /// The line in a lane, where both of its ends are in their cells; in the middle it always is.
    fn lane(&self, lane: i32) -> Option<Line> {
        let line = self.straight(f64::from(lane) * LANE);
        let holds = |area: Area, (x, y): At| {
            let ((mx, my), (wide, high)) = (area.middle, area.half);
            (x - mx).abs() <= wide - EDGE && (y - my).abs() <= high - EDGE
        };
        (lane == 0 || holds(self.from, line.from) && holds(self.to, line.to)).then_some(line)
    }

    /// Where its label may stand beside a line, each with how little it is liked.
    fn labels(&self, line: Line) -> impl Iterator<Item = (f64, Area)> {
        const SHARES: [f64; 7] = [0.5, 0.4, 0.6, 0.25, 0.75, 0.1, 0.9];
        let half = (self.label.0 / 2.0, self.label.1 / 2.0);
        let (dx, dy) = direction(line.from, line.to);
        let off = dy.abs() * half.0 + dx.abs() * half.1 + BESIDE;
        SHARES.into_iter().flat_map(move |share| {
            [-1.0, 1.0].map(|side| {
                let x = line.from.0 + (line.to.0 - line.from.0) * share - dy * off * side;
                let y = line.from.1 + (line.to.1 - line.from.1) * share + dx * off * side;
                let unlike = 20.0 * f64::abs(share - 0.5) + if side > 0.0 { 1.0 } else { 0.0 };
                (unlike, Area { middle: (x, y), half })
            })
        })
    }
}

impl Line {
    /// What it costs to draw it where the others stand.
    fn cost(self, others: &[(Line, Area)], fixed: &[Area]) -> f64 {
        let one = |(line, label): &(Line, Area)| {
            let near = self.to_line(*line);
            let lines = match near < GAP {
                false => 0.0,
                true if self.is_along(*line) => 2.0 * COVERED,
                // Two that cross are told apart, but not where one of them ends.
                true if self.hides_end(*line) || line.hides_end(self) => COVERED / 2.0,
                true => 15.0,
            };
            lines + label.beside(self)
        };
        let scores = fixed.iter().filter(|area| area.is_crossed(self, 0.0)).count();
        others.iter().map(one).sum::<f64>() + 25.0 * scores as f64
    }

    fn is_along(self, other: Self) -> bool {
        let ((ax, ay), (bx, by)) = (direction(self.from, self.to), direction(other.from, other.to));
        (ax * by - ay * bx).abs() < 0.3
    }

    /// Whether it runs over the begin or the head of another.
    fn hides_end(self, other: Self) -> bool {
        self.to_point(other.to) < GAP || self.to_point(other.from) < GAP / 2.0
    }

    fn to_line(self, other: Self) -> f64 {
        if self.meets(other) {
            return 0.0;
        }
        let ends = [self.to_point(other.from), self.to_point(other.to)];
        let others = [other.to_point(self.from), other.to_point(self.to)];
        ends.into_iter().chain(others).fold(f64::INFINITY, f64::min)
    }

    fn to_point(self, (x, y): At) -> f64 {
        let ((ax, ay), (bx, by)) = (self.from, self.to);
        let (dx, dy) = (bx - ax, by - ay);
        let square = (dx * dx + dy * dy).max(f64::EPSILON);
        let share = (((x - ax) * dx + (y - ay) * dy) / square).clamp(0.0, 1.0);
        distance((x, y), (ax + dx * share, ay + dy * share))
    }

    fn meets(self, other: Self) -> bool {
        let side = |line: Self, (x, y): At| {
            let ((ax, ay), (bx, by)) = (line.from, line.to);
            (bx - ax) * (y - ay) - (by - ay) * (x - ax)
        };
        side(self, other.from) * side(self, other.to) < 0.0
            && side(other, self.from) * side(other, self.to) < 0.0
    }
}

impl Area {
    /// What it costs to set a label there.
    fn cost(self, others: &[(Line, Area)], whole: Area, fixed: &[Area]) -> f64 {
        let one = |(line, label): &(Line, Area)| {
            self.beside(*line) + if self.covers(*label, CLEAR) { 2.0 * COVERED } else { 0.0 }
        };
        let scores = fixed.iter().filter(|area| self.covers(**area, 0.0)).count();
        let outside = if self.is_within(whole) { 0.0 } else { 4.0 * COVERED };
        others.iter().map(one).sum::<f64>() + 40.0 * scores as f64 + outside
    }

    /// What it costs to stand where a line of another is: on it, or so near that it seems its own.
    fn beside(self, line: Line) -> f64 {
        if self.hides(line) {
            COVERED
        } else if self.is_crossed(line, NEAR) {
            20.0
        } else {
            0.0
        }
    }

    /// Whether it hides something of a line or of its head.
    fn hides(self, line: Line) -> bool {
        self.is_crossed(line, CLEAR) || self.covers(Self { middle: line.to, half: HEAD }, 0.0)
    }

    /// Whether it lies on another, or nearer than a gap.
    fn covers(self, other: Self, gap: f64) -> bool {
        let near = |a: f64, b: f64, halves: f64| (a - b).abs() < halves + gap;
        near(self.middle.0, other.middle.0, self.half.0 + other.half.0)
            && near(self.middle.1, other.middle.1, self.half.1 + other.half.1)
    }

    fn is_within(self, whole: Self) -> bool {
        let inside =
            |at: f64, half: f64, middle: f64, most: f64| (at - middle).abs() + half <= most;
        inside(self.middle.0, self.half.0, whole.middle.0, whole.half.0)
            && inside(self.middle.1, self.half.1, whole.middle.1, whole.half.1)
    }

    /// Whether a line runs through it, or nearer than a gap.
    fn is_crossed(self, line: Line, gap: f64) -> bool {
        let ((x, y), (wide, high)) = (self.middle, (self.half.0 + gap, self.half.1 + gap));
        let (dx, dy) = (line.to.0 - line.from.0, line.to.1 - line.from.1);
        let (mut first, mut last) = (0.0_f64, 1.0_f64);
        // The share of the line that is between the two edges of each direction.
        for (at, by, middle, half) in [(line.from.0, dx, x, wide), (line.from.1, dy, y, high)] {
            let (near, far) = (middle - half - at, middle + half - at);
            if by.abs() < f64::EPSILON {
                if near > 0.0 || far < 0.0 {
                    return false;
                }
                continue;
            }
            let (one, other) = (near / by, far / by);
            (first, last) = (first.max(one.min(other)), last.min(one.max(other)));
        }
        first <= last
    }
}

fn distance((ax, ay): At, (bx, by): At) -> f64 {
    (bx - ax).hypot(by - ay)
}

fn direction(from: At, to: At) -> At {
    let length = distance(from, to).max(f64::EPSILON);
    ((to.0 - from.0) / length, (to.1 - from.1) / length)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cell(x: usize, y: usize) -> Area {
        Area { middle: (x as f64 * 170.0 + 85.0, y as f64 * 80.0 + 40.0), half: (85.0, 40.0) }
    }

    const WHOLE: Area = Area { middle: (425.0, 200.0), half: (425.0, 200.0) };

    fn way(from: (usize, usize), to: (usize, usize)) -> Way {
        Way { from: cell(from.0, from.1), to: cell(to.0, to.1), label: (50.0, 17.5) }
    }

    /// A score at the corner of each cell.
    fn scores() -> Vec<Area> {
        let at = |area: Area| Area {
            middle: (area.middle.0 + 70.0, area.middle.1 - 30.0),
            half: (12.0, 8.0),
        };
        (0..25).map(|place| at(cell(place % 5, place / 5))).collect()
    }

    #[test]
    fn no_label_lies_on_an_arrow_a_label_or_the_edge() {
        // As a register of thirty risks moves in a year: most by a step, several along one row.
        let ways = [
            way((2, 0), (1, 0)),
            way((3, 0), (2, 0)),
            way((2, 1), (1, 1)),
            way((2, 0), (2, 1)),
            way((3, 1), (2, 1)),
            way((4, 1), (3, 1)),
            way((3, 1), (4, 1)),
            way((3, 1), (2, 2)),
            way((3, 2), (3, 1)),
            way((2, 2), (1, 2)),
            way((3, 2), (2, 2)),
            way((1, 0), (0, 0)),
            way((4, 1), (2, 1)),
            way((1, 2), (1, 3)),
            way((1, 2), (0, 1)),
            way((4, 2), (3, 2)),
        ];
        let placed = place(&ways, WHOLE, &scores());
        assert_eq!(placed.len(), ways.len());
        for (at, own) in placed.iter().enumerate() {
            let label = own.label.unwrap_or_else(|| panic!("{at} has no label"));
            assert!(label.is_within(WHOLE), "{at} is cut");
            for (other, theirs) in placed.iter().enumerate() {
                assert!(other == at || !label.hides(theirs.line), "{at} lies on the arrow {other}");
                assert!(!label.is_crossed(theirs.line, 0.0), "{at} lies on the arrow {other}");
                let covers = theirs.label.is_some_and(|theirs| label.covers(theirs, 0.0));
                assert!(other == at || !covers, "{at} lies on the label {other}");
                let along = own.line.is_along(theirs.line) && own.line.to_line(theirs.line) < GAP;
                assert!(other == at || !along, "{at} runs along {other}");
            }
            let Way { from, to, .. } = ways[at];
            let begins = Area { middle: own.line.from, half: (EDGE, EDGE) };
            let ends = Area { middle: own.line.to, half: (EDGE, EDGE) };
            assert!(begins.is_within(from) && ends.is_within(to), "{at} leaves its cells");
        }
    }

    #[test]
    fn where_there_is_no_room_a_label_is_left_out_and_the_arrow_stays() {
        let ways: Vec<Way> = (0..40).map(|_| way((0, 0), (1, 0))).collect();
        let placed = place(&ways, WHOLE, &scores());
        assert_eq!(placed.len(), 40);
        let labels: Vec<Area> = placed.iter().filter_map(|own| own.label).collect();
        assert!(!labels.is_empty() && labels.len() < 40);
        let apart = |(at, label): (usize, &Area)| {
            labels.iter().skip(at + 1).all(|other| !label.covers(*other, 0.0))
        };
        assert!(labels.iter().enumerate().all(apart));
    }

    #[test]
    fn a_very_dense_matrix_is_placed_once() {
        let cells = (0..8).flat_map(|from| (0..25).map(move |to| (from, to)));
        let ways: Vec<Way> = cells
            .filter(|(from, to)| from != to)
            .map(|(from, to)| way((from % 5, from / 5), (to % 5, to / 5)))
            .collect();
        assert_eq!(place(&ways, WHOLE, &scores()).len(), 192);
        assert!(ways.len() > CROWDED);
    }
}
