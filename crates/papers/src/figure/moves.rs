//! Where risks moved on the matrix: an arrow for those that went the same way, with their numbers.

use std::fmt::Write as _;

use bellwether_domain::{Number, Scheme};

use super::{LEFT, WIDE, draw_cell, drawing, named, text};
use crate::paper::{Band, Figure};

/// A cell, by likelihood and impact.
pub(crate) type At = (Number, Number);

/// Risks that went from one cell to another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Move {
    pub(crate) from: At,
    pub(crate) to: At,
    /// Their numbers.
    pub(crate) refs: Vec<String>,
}

/// Arrows stand this far right of the line between two cells, so that two that go opposite ways, or
/// along the same line, stand beside one another.
const ASIDE: f64 = 9.0;

/// No numbers stand in the cells, so they are lower, and leave room for the table.
const HIGH: f64 = 50.0;

/// With more arrows than these, lines are thinner and words smaller.
const MANY: usize = 10;

/// How much of a line is left bare at its ends.
const SHORT: f64 = 14.0;

/// The matrix with an arrow for each move; `title` says from what to what.
pub(crate) fn moves(
    scheme: &Scheme,
    band: impl Fn(Number) -> Option<Band>,
    moves: &[Move],
    title: &str,
) -> Figure {
    let mut svg = drawing(scheme, HIGH, |svg, corner, (column, row)| {
        let cell = scheme.cell(column, row);
        let score = scheme.score(cell.0, cell.1);
        draw_cell(svg, (corner, HIGH), score, score.and_then(&band), &[]);
    });
    let lines: Vec<(Line, &Move)> = moves
        .iter()
        .enumerate()
        .filter_map(|(at, own)| Some((line(scheme, own, moves.get(..at)?)?, own)))
        .collect();
    let is_dense = lines.len() > MANY;
    lines.iter().for_each(|(line, _)| line.draw(&mut svg, is_dense));
    // Numbers stand over all lines, and over no other numbers where there is room.
    let mut taken: Vec<Label> = vec![];
    for (line, own) in &lines {
        let label = Label::beside(line, &own.refs, &taken, is_dense);
        label.draw(&mut svg);
        taken.push(label);
    }
    let told: Vec<String> = moves
        .iter()
        .map(|own| {
            let refs = own.refs.join(", ");
            format!("{refs}: from {} to {}", words(scheme, own.from), words(scheme, own.to))
        })
        .collect();
    Figure {
        svg: svg + "</svg>",
        alternative: format!("Movement on the matrix, {title}. {}.", told.join("; ")),
        caption: String::new(),
    }
}

/// "Major, Likely": a cell in the body's words.
pub(crate) fn words(scheme: &Scheme, at: At) -> String {
    let place = place(scheme, at);
    let (rows, columns) = (scheme.rows(), scheme.columns());
    let words = place
        .and_then(|(x, y)| Some(format!("{}, {}", named(rows.get(y)?), named(columns.get(x)?))));
    words.unwrap_or_else(|| format!("{} × {}", at.0, at.1))
}

/// Its column and its row, from the top left.
fn place(scheme: &Scheme, at: At) -> Option<(usize, usize)> {
    let (rows, columns) = (scheme.rows(), scheme.columns());
    let cells = rows.iter().enumerate().flat_map(|(y, row)| {
        columns.iter().enumerate().map(move |(x, column)| ((x, y), (*column, *row)))
    });
    let mut found = cells.filter(|(_, (column, row))| scheme.cell(column, row) == at);
    found.next().map(|(place, _)| place)
}

struct Line {
    from: (f64, f64),
    to: (f64, f64),
}

/// The line of a move; those before it that lie on the same line are stepped aside from.
fn line(scheme: &Scheme, own: &Move, before: &[Move]) -> Option<Line> {
    let (from, to) = (place(scheme, own.from)?, place(scheme, own.to)?);
    let centre =
        |(x, y): (usize, usize)| (LEFT + (x as f64 + 0.5) * WIDE, (y as f64 + 0.5) * HIGH + 4.0);
    let ((ax, ay), (bx, by)) = (centre(from), centre(to));
    let length = (bx - ax).hypot(by - ay);
    if length == 0.0 {
        return None;
    }
    let (dx, dy) = ((bx - ax) / length, (by - ay) / length);
    let lies_on = |other: &&Move| {
        let ends = [place(scheme, other.from), place(scheme, other.to)];
        ends.into_iter()
            .flatten()
            .map(centre)
            .all(|(x, y)| ((x - ax) * dy - (y - ay) * dx).abs() < 1.0)
    };
    let steps = before.iter().filter(lies_on).count() % 3;
    let aside = ASIDE + steps as f64 * ASIDE;
    let (ox, oy) = (-dy * aside, dx * aside);
    Some(Line {
        from: (ax + ox + dx * SHORT, ay + oy + dy * SHORT),
        to: (bx + ox - dx * SHORT, by + oy - dy * SHORT),
    })
}

impl Line {
    /// A point on it: 0 at its begin, 1 at its end.
    fn at(&self, share: f64) -> (f64, f64) {
        let ((ax, ay), (bx, by)) = (self.from, self.to);
        (ax + (bx - ax) * share, ay + (by - ay) * share)
    }

    /// Dark on a light edge, so that it shows on any band and in grey.
    fn draw(&self, svg: &mut String, is_dense: bool) {
        let ((ax, ay), (bx, by)) = (self.from, self.to);
        let length = (bx - ax).hypot(by - ay).max(1.0);
        let (dx, dy) = ((bx - ax) / length, (by - ay) / length);
        let (line, head) = if is_dense { (1.6, 4.5) } else { (2.5, 6.0) };
        let back = (bx - dx * 11.0, by - dy * 11.0);
        for (ink, width) in [("#ffffff", line + 3.0), ("#16181d", line)] {
            let _ = write!(
                svg,
                "<line x1=\"{ax:.1}\" y1=\"{ay:.1}\" x2=\"{:.1}\" y2=\"{:.1}\" stroke=\"{ink}\" \
                 stroke-width=\"{width}\"/>",
                back.0, back.1
            );
        }
        let _ = write!(
            svg,
            "<polygon points=\"{bx:.1},{by:.1} {:.1},{:.1} {:.1},{:.1}\" fill=\"#16181d\" \
             stroke=\"#ffffff\" stroke-width=\"1.5\"/>",
            back.0 - dy * head,
            back.1 + dx * head,
            back.0 + dy * head,
            back.1 - dx * head,
        );
    }
}

/// The numbers of an arrow, or how many they are where they are more than a label holds.
struct Label {
    words: String,
    middle: (f64, f64),
    size: f64,
}

impl Label {
    /// Where along its line it covers no other, from the middle outwards.
    fn beside(line: &Line, refs: &[String], taken: &[Label], is_dense: bool) -> Self {
        const SHARES: [f64; 7] = [0.5, 0.35, 0.65, 0.2, 0.8, 0.1, 0.9];
        let all = refs.join(" ");
        let words = if all.chars().count() > 16 { format!("{} risks", refs.len()) } else { all };
        let size = if is_dense { 9.0 } else { 11.0 };
        let at = |share: f64| Self { words: words.clone(), middle: line.at(share), size };
        let mut places = SHARES.into_iter().map(at);
        let free = places.find(|own| !taken.iter().any(|other| own.covers(other)));
        free.unwrap_or_else(|| at(0.5))
    }

    fn wide(&self) -> f64 {
        self.words.chars().count() as f64 * self.size * 0.6 + 8.0
    }

    fn high(&self) -> f64 {
        self.size + 5.0
    }

    fn covers(&self, other: &Self) -> bool {
        let ((ax, ay), (bx, by)) = (self.middle, other.middle);
        (ax - bx).abs() < (self.wide() + other.wide()) / 2.0 && (ay - by).abs() < self.high()
    }

    fn draw(&self, svg: &mut String) {
        let ((x, y), wide) = (self.middle, self.wide());
        let _ = write!(
            svg,
            "<rect x=\"{:.1}\" y=\"{:.1}\" width=\"{wide:.1}\" height=\"{:.0}\" rx=\"3\" \
             fill=\"#ffffff\" stroke=\"#16181d\"/>",
            x - wide / 2.0,
            y - self.high() / 2.0,
            self.high()
        );
        let base = y + self.size * 0.36;
        text(svg, (x, base), "middle", (self.size, "#16181d", true), &self.words);
    }
}
