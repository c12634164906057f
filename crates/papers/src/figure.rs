//! Drawings: SVG that says by itself how it looks, without script, style sheet or foreign content,
//! readable in greyscale and labelled on the drawing.

use std::fmt::Write as _;

use bellwether_domain::{Level, Number, Scheme};

use crate::paper::{Band, Figure};

pub(crate) mod course;
pub(crate) mod moves;

/// A cell is broad, for the numbers of its risks, and low, so that the table fits under the drawing.
const WIDE: f64 = 120.0;
const HIGH: f64 = 70.0;
const LEFT: f64 = 128.0;
const BOTTOM: f64 = 48.0;
const FONT: &str = "Source Sans 3, Source Sans Pro, Liberation Sans, Arial, sans-serif";

/// The matrix with the numbers of the risks in its cells. `refs` gives those of a cell by likelihood
/// and impact, `band` the colour of a score; `label` is what the body calls this assessment.
pub fn matrix(
    scheme: &Scheme,
    band: impl Fn(Number) -> Option<Band>,
    refs: impl Fn((Number, Number)) -> Vec<String>,
    label: &str,
) -> Figure {
    let mut standing = vec![];
    let svg = drawing(scheme, HIGH, |svg, corner, (column, row)| {
        let cell = scheme.cell(column, row);
        let score = scheme.score(cell.0, cell.1);
        let refs = refs(cell);
        if !refs.is_empty() {
            standing.push(format!("{}, {}: {}", named(row), named(column), refs.join(", ")));
        }
        draw_cell(svg, (corner, HIGH), score, score.and_then(&band), &refs);
    });
    let standing =
        if standing.is_empty() { "no risk stands on it".to_owned() } else { standing.join("; ") };
    Figure {
        svg: svg + "</svg>",
        alternative: format!("Matrix of risks by {}: {standing}.", label.trim_end_matches(':')),
        caption: String::new(),
    }
}

/// A matrix with its axes, its rows so high, each cell drawn at its corner; the drawing is still
/// open.
fn drawing(
    scheme: &Scheme,
    each: f64,
    mut cell: impl FnMut(&mut String, (f64, f64), (&Level, &Level)),
) -> String {
    let (rows, columns) = (scheme.rows(), scheme.columns());
    let (wide, high) = (columns.len() as f64 * WIDE, rows.len() as f64 * each);
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {w:.0} {h:.0}\" width=\"{w:.0}\" \
         height=\"{h:.0}\" font-family=\"{FONT}\">",
        w = LEFT + wide + 2.0,
        h = high + BOTTOM,
    );
    for (y, row) in rows.iter().enumerate() {
        for (x, column) in columns.iter().enumerate() {
            let corner = (LEFT + x as f64 * WIDE, y as f64 * each);
            cell(&mut svg, corner, (column, row));
        }
    }
    axes(&mut svg, scheme, each);
    svg
}

fn draw_cell(
    svg: &mut String,
    ((left, top), high): ((f64, f64), f64),
    score: Option<Number>,
    band: Option<Band>,
    refs: &[String],
) {
    let ink = if band.as_ref().is_some_and(Band::is_dark) { "#ffffff" } else { "#16181d" };
    let fill = band.map_or_else(|| "#f1f2f4".to_owned(), |band| band.colour);
    let _ = write!(
        svg,
        "<rect x=\"{left:.0}\" y=\"{top:.0}\" width=\"{WIDE:.0}\" height=\"{high:.0}\" \
         fill=\"{fill}\" stroke=\"#ffffff\" stroke-width=\"2\"/>"
    );
    if let Some(score) = score {
        text(svg, (left + WIDE - 7.0, top + 16.0), "end", (12.0, ink, false), &score.to_string());
    }
    for (at, line) in lines(refs).iter().enumerate() {
        let place = (left + 8.0, top + 30.0 + at as f64 * 12.0);
        text(svg, place, "start", (11.0, ink, true), line);
    }
}

/// The numbers in lines that fit a cell under its score, also in a broad letter; how many there are
/// where they do not.
fn lines(refs: &[String]) -> Vec<String> {
    let mut lines: Vec<String> = vec![];
    for reference in refs {
        match lines.last_mut() {
            Some(line) if line.chars().count() + reference.chars().count() < 14 => {
                line.push(' ');
                line.push_str(reference);
            }
            _ => lines.push(reference.clone()),
        }
    }
    let fits = lines.len() <= 4 && lines.iter().all(|line| line.chars().count() <= 14);
    if fits { lines } else { vec![format!("{} risks", refs.len())] }
}

fn axes(svg: &mut String, scheme: &Scheme, each: f64) {
    const INK: &str = "#16181d";
    let drawn = scheme.drawn;
    let high = scheme.rows().len() as f64 * each;
    for (x, level) in scheme.columns().into_iter().enumerate() {
        let middle = LEFT + x as f64 * WIDE + WIDE / 2.0;
        for (at, line) in wrapped(&named(level), 18).iter().enumerate() {
            let place = (middle, high + 16.0 + at as f64 * 13.0);
            text(svg, place, "middle", (12.0, INK, false), line);
        }
    }
    for (y, level) in scheme.rows().into_iter().enumerate() {
        let lines = wrapped(&named(level), 15);
        let first = y as f64 * each + each / 2.0 + 4.0 - (lines.len() as f64 - 1.0) * 6.5;
        for (at, line) in lines.iter().enumerate() {
            let place = (LEFT - 10.0, first + at as f64 * 13.0);
            text(svg, place, "end", (12.0, INK, false), line);
        }
    }
    let middle = LEFT + scheme.columns().len() as f64 * WIDE / 2.0;
    text(svg, (middle, high + BOTTOM - 6.0), "middle", (13.0, INK, true), drawn.across.title());
    let _ = write!(svg, "<g transform=\"translate(14 {:.0}) rotate(-90)\">", high / 2.0);
    text(svg, (0.0, 0.0), "middle", (13.0, INK, true), drawn.across.other().title());
    svg.push_str("</g>");
}

fn named(level: &Level) -> String {
    if level.label.is_empty() { level.value.to_string() } else { level.label.clone() }
}

/// Words in lines of about `width` letters, two at most.
fn wrapped(words: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = textwrap::wrap(words, width).into_iter().map(Into::into).collect();
    if lines.len() > 2 {
        lines.truncate(2);
        lines.last_mut().into_iter().for_each(|last| last.push('…'));
    }
    lines
}

fn text(
    svg: &mut String,
    (x, y): (f64, f64),
    anchor: &str,
    (size, ink, strong): (f64, &str, bool),
    words: &str,
) {
    let weight = if strong { " font-weight=\"bold\"" } else { "" };
    let _ = write!(
        svg,
        "<text x=\"{x:.1}\" y=\"{y:.1}\" text-anchor=\"{anchor}\" font-size=\"{size:.0}\" \
         fill=\"{ink}\"{weight}>"
    );
    for c in words.chars().filter(|c| !c.is_control()) {
        match c {
            '&' => svg.push_str("&amp;"),
            '<' => svg.push_str("&lt;"),
            '>' => svg.push_str("&gt;"),
            c => svg.push(c),
        }
    }
    svg.push_str("</text>");
}
