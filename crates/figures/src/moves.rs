//! Where risks moved on the matrix: an arrow for those that went the same way, with their numbers.

use std::fmt::Write as _;

use bellwether_domain::{Number, Scheme};

use crate::{
    Band, Figure,
    matrix::{Face, Matrix, Place, Size},
    svg::{self, At, INK, PAPER, Words, tenths, text},
};

/// Risks that went from one cell to another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Move {
    /// Where they stood.
    pub from: Place,
    /// Where they stand.
    pub to: Place,
    /// Their numbers.
    pub refs: Vec<String>,
}

/// Arrows stand this far right of the line between two cells, so that two that go opposite ways, or
/// along the same line, stand beside one another.
const ASIDE: f64 = 9.0;

/// With more arrows than these, lines are thinner and words smaller.
const MANY: usize = 10;

/// How much of a line is left bare at its ends.
const SHORT: f64 = 14.0;

/// The matrix with an arrow for each move; `title` says from what to what.
pub fn moves(
    scheme: &Scheme,
    band: impl Fn(Number) -> Option<Band>,
    moves: &[Move],
    title: &str,
) -> Figure {
    let matrix = Matrix::of(scheme, Size::LOW);
    let mut svg = matrix.begin("", |_, score| Face::blank(score, score.and_then(&band)));
    let lines: Vec<(Line, &Move)> = moves
        .iter()
        .enumerate()
        .filter_map(|(at, own)| Some((line(&matrix, own, moves.get(..at)?)?, own)))
        .collect();
    let is_dense = lines.len() > MANY;
    let thick = if is_dense { (1.6, 4.5) } else { (2.5, 6.0) };
    lines.iter().for_each(|(line, _)| svg::arrow(&mut svg, line.from, line.to, thick));
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
            format!("{refs}: from {} to {}", matrix.words(own.from), matrix.words(own.to))
        })
        .collect();
    Figure {
        svg: svg + "</svg>",
        alternative: format!("Movement on the matrix, {title}. {}.", told.join("; ")),
        caption: String::new(),
    }
}

struct Line {
    from: At,
    to: At,
}

/// The line of a move; those before it that lie on the same line are stepped aside from.
fn line(matrix: &Matrix<'_>, own: &Move, before: &[Move]) -> Option<Line> {
    // Under the scores, which stand at the top of their cells.
    let centre = |cell: Place| matrix.middle(cell).map(|(x, y)| (x, y + 4.0));
    let ((ax, ay), (bx, by)) = (centre(own.from)?, centre(own.to)?);
    let length = (bx - ax).hypot(by - ay);
    if length == 0.0 {
        return None;
    }
    let (dx, dy) = ((bx - ax) / length, (by - ay) / length);
    let lies_on = |other: &&Move| {
        let ends = [centre(other.from), centre(other.to)];
        ends.into_iter().flatten().all(|(x, y)| ((x - ax) * dy - (y - ay) * dx).abs() < 1.0)
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
    fn at(&self, share: f64) -> At {
        let ((ax, ay), (bx, by)) = (self.from, self.to);
        (ax + (bx - ax) * share, ay + (by - ay) * share)
    }
}

/// The numbers of an arrow, or how many they are where they are more than a label holds.
struct Label {
    words: String,
    middle: At,
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
            "<rect class=\"stop\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"3\" \
             fill=\"{PAPER}\" stroke=\"{INK}\"/>",
            tenths(x - wide / 2.0),
            tenths(y - self.high() / 2.0),
            tenths(wide),
            tenths(self.high())
        );
        let words = Words {
            class: "stop-word",
            anchor: "middle",
            size: self.size,
            strong: true,
            ..Words::PLAIN
        };
        text(svg, (x, y + self.size * 0.36), words, &self.words);
    }
}
