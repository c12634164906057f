//! Where risks moved on the matrix: an arrow for those that went the same way, with their numbers.

mod placing;

use std::fmt::Write as _;

use bellwether_domain::{Number, Scheme};

pub(crate) use self::placing::Area;
use self::placing::{Line, Placed, Way, place};
use crate::{
    Band, Figure,
    matrix::{Face, Matrix, Place, Size},
    svg::{self, INK, PAPER, Words, tenths, text},
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

/// The size of the numbers beside an arrow.
const SIZE: f64 = 11.5;

/// How high a line of them is.
const LINE: f64 = 13.5;

/// How broad a letter is at the most, whichever font the reader has: a share of its size.
const LETTER: f64 = 0.7;

/// How many letters a line of a label has, and how many lines; what is longer is counted.
const LETTERS: usize = 16;
const LINES: usize = 3;

/// The matrix with an arrow for each move; `title` says from what to what.
pub fn moves(
    scheme: &Scheme,
    band: impl Fn(Number) -> Option<Band>,
    moves: &[Move],
    title: &str,
) -> Figure {
    let matrix = Matrix::of(scheme, Size::paper(scheme));
    let mut svg = matrix.begin("", |_, score| Face::blank(score, score.and_then(&band)));
    let labels: Vec<Vec<String>> = moves.iter().map(|own| label(&own.refs)).collect();
    let ways: Vec<(Way, &[String])> = moves
        .iter()
        .zip(&labels)
        .filter_map(|(own, lines)| {
            let (from, to) = (matrix.area(own.from)?, matrix.area(own.to)?);
            Some((Way { from, to, label: room(lines) }, lines.as_slice()))
        })
        .filter(|(way, _)| way.from != way.to)
        .collect();
    let all: Vec<Way> = ways.iter().map(|(way, _)| *way).collect();
    let placed = place(&all, matrix.whole(), &matrix.scores());
    for Placed { line: Line { from, to }, .. } in &placed {
        svg::arrow(&mut svg, *from, *to, (2.0, 5.5));
    }
    let mut without = 0;
    for (own, (_, lines)) in placed.iter().zip(&ways) {
        match own.label {
            Some(area) => draw(&mut svg, area, lines),
            None => without += 1,
        }
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
        caption: match without {
            0 => String::new(),
            1 => "One arrow has no room for its numbers: the table names them.".to_owned(),
            some => format!("{some} arrows have no room for their numbers: the table names them."),
        },
    }
}

/// The numbers of an arrow in lines, or how many they are where they are more than a label holds.
fn label(refs: &[String]) -> Vec<String> {
    let all = refs.join(" ");
    let lines: Vec<String> = textwrap::wrap(&all, LETTERS).into_iter().map(Into::into).collect();
    if lines.len() > LINES { vec![format!("{} risks", refs.len())] } else { lines }
}

/// How wide and high a label is.
fn room(lines: &[String]) -> (f64, f64) {
    let letters = lines.iter().map(|line| line.chars().count()).max().unwrap_or(0);
    (letters as f64 * SIZE * LETTER + 8.0, lines.len() as f64 * LINE + 4.0)
}

/// The numbers of an arrow on paper of their own.
fn draw(svg: &mut String, Area { middle: (x, y), half: (wide, high) }: Area, lines: &[String]) {
    let (left, top) = (x - wide, y - high);
    let _ = write!(
        svg,
        "<rect class=\"stop\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"3\" \
         fill=\"{PAPER}\" stroke=\"{INK}\"/>",
        tenths(left),
        tenths(top),
        tenths(2.0 * wide),
        tenths(2.0 * high)
    );
    let words =
        Words { class: "stop-word", anchor: "middle", size: SIZE, strong: true, ..Words::PLAIN };
    for (at, line) in lines.iter().enumerate() {
        text(svg, (x, top + 12.5 + at as f64 * LINE), words, line);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refs(count: usize) -> Vec<String> {
        (1..=count).map(|number| format!("FR{number:02}")).collect()
    }

    #[test]
    fn numbers_are_named_as_far_as_there_are_lines_and_counted_beyond() {
        assert_eq!(label(&refs(1)), ["FR01"]);
        assert_eq!(label(&refs(6)), ["FR01 FR02 FR03", "FR04 FR05 FR06"]);
        assert_eq!(label(&refs(9)).len(), 3);
        assert_eq!(label(&refs(12)), ["12 risks"]);
    }
}
