//! The body's own matrix, of any size, drawn once for page and paper.

use std::collections::BTreeMap;

use bellwether_app::check::Judged;
use bellwether_checks::Finding;
use bellwether_domain::{Level, Number, Scheme, Stage};
use maud::{Markup, html};

use super::score::level_name;
use crate::{
    view::{Bands, Frame, Issue},
    words::count,
};

const CELL: f64 = 66.0;
const LEFT: f64 = 92.0;
const BOTTOM: f64 = 44.0;

/// A stop of a risk's way over the matrix.
#[derive(Debug, Clone)]
pub struct Stop {
    /// Which assessment.
    pub stage: Stage,
    /// Its letter on the drawing.
    pub letter: String,
    /// Likelihood and impact.
    pub cell: (Number, Number),
}

/// What a drawing of the matrix shows.
pub struct Matrix<'a> {
    /// The scales.
    pub scheme: &'a Scheme,
    /// The colours.
    pub bands: &'a Bands,
    /// The risks in each cell: number and address key.
    pub risks: BTreeMap<(Number, Number), Vec<String>>,
    /// How many of the risks in each cell have a finding that would block sign-off.
    pub blocked: BTreeMap<(Number, Number), usize>,
    /// The way of one risk, gross to target.
    pub stops: Vec<Stop>,
    /// Which assessment the risks are placed by; cells link to it.
    pub stage: Option<Stage>,
}

struct Size {
    cell: f64,
    rows: usize,
    columns: usize,
}

impl Size {
    fn of(scheme: &Scheme) -> Self {
        let (columns, rows) = (scheme.columns().len().max(1), scheme.rows().len().max(1));
        // Bigger matrices have smaller cells, down to what still holds a figure.
        let cell = (CELL * 5.0 / columns.max(5) as f64).max(40.0);
        Self { cell, rows, columns }
    }

    fn width(&self) -> f64 {
        LEFT + self.columns as f64 * self.cell + 2.0
    }

    fn height(&self) -> f64 {
        self.rows as f64 * self.cell + BOTTOM
    }

    /// The corner of a cell, counted from the left and from the top.
    fn corner(&self, column: usize, row: usize) -> (f64, f64) {
        (LEFT + column as f64 * self.cell, row as f64 * self.cell)
    }
}

impl<'a> Matrix<'a> {
    /// The matrix with every risk in the cell that a stage puts it in.
    pub fn of_stage(issue: &'a Issue<'_>, scheme: &'a Scheme, stage: Stage) -> Self {
        let mut risks: BTreeMap<_, Vec<String>> = BTreeMap::new();
        for row in &issue.rows {
            if let Some(cell) = row.risk.assessments.get(stage).and_then(|a| a.cell()) {
                risks.entry(cell).or_default().push(row.reference().to_owned());
            }
        }
        let blocked = BTreeMap::new();
        Self { scheme, bands: &issue.bands, risks, blocked, stops: vec![], stage: Some(stage) }
    }

    /// The same, with how many risks of each cell the checks would block.
    #[must_use]
    pub fn with_findings(mut self, issue: &Issue<'_>, judged: &Judged) -> Self {
        let Some(stage) = self.stage else { return self };
        for row in &issue.rows {
            let grave = |finding: &Finding| judged.blocks(finding);
            let cell = row.risk.assessments.get(stage).and_then(|a| a.cell());
            if let Some(cell) = cell.filter(|_| judged.of_risk(row.position).any(grave)) {
                *self.blocked.entry(cell).or_default() += 1;
            }
        }
        self
    }

    /// How many risks stand in no cell of it.
    pub fn outside(&self, issue: &Issue<'_>) -> usize {
        let on = |scale: &[Level], value: &Number| scale.iter().any(|l| l.value == *value);
        let is_cell = |(likelihood, impact): &(Number, Number)| {
            on(&self.scheme.likelihood, likelihood) && on(&self.scheme.impact, impact)
        };
        let cells = self.risks.iter().filter(|(cell, _)| is_cell(cell));
        issue.rows.len().saturating_sub(cells.map(|(_, refs)| refs.len()).sum())
    }

    /// Draws it. With a frame its cells link to the register filtered to them.
    pub fn draw(&self, name: &str, frame: Option<&Frame>) -> Markup {
        let size = Size::of(self.scheme);
        html! {
            svg .matrix viewBox={ "0 0 " (f(size.width())) " " (f(size.height())) }
                role=(if frame.is_some() { "group" } else { "img" }) aria-label=(name) {
                @for (y, row) in self.scheme.rows().into_iter().enumerate() {
                    @for (x, column) in self.scheme.columns().into_iter().enumerate() {
                        (self.cell(&size, (x, y), self.scheme.cell(column, row), frame))
                    }
                }
                (self.axes(&size))
                (self.way(&size))
            }
        }
    }

    fn cell(
        &self,
        size: &Size,
        (x, y): (usize, usize),
        (likelihood, impact): (Number, Number),
        frame: Option<&Frame>,
    ) -> Markup {
        let score = self.scheme.score(likelihood, impact);
        let tone = score.map_or(crate::view::Tone::Plain, |score| self.bands.tone(score));
        let refs = self.risks.get(&(likelihood, impact)).map(Vec::as_slice).unwrap_or_default();
        let blocked = self.blocked.get(&(likelihood, impact)).copied().unwrap_or_default();
        let (left, top) = size.corner(x, y);
        let words = format!(
            "Likelihood {}, impact {}, score {}: {}{}",
            level_name(self.scheme, true, likelihood),
            level_name(self.scheme, false, impact),
            score.map(|s| s.to_string()).unwrap_or_default(),
            if refs.is_empty() {
                "no risks".to_owned()
            } else {
                format!("{}: {}", count(refs.len(), "risk"), refs.join(", "))
            },
            match blocked {
                0 => String::new(),
                number => format!("; the checks would block sign-off on {number} of them"),
            },
        );
        let inside = html! {
            rect class={ "cell " (tone.fill()) } x=(f(left)) y=(f(top)) width=(f(size.cell)) height=(f(size.cell)) rx="4" {}
            g class=(tone.on()) {
                @if let Some(score) = score {
                    text .cell-score x=(f(left + size.cell - 6.0)) y=(f(top + 14.0)) text-anchor="end" { (score) }
                }
                @if blocked > 0 {
                    path .cell-blocked transform={ "translate(" (f(left + 6.0)) " " (f(top + 5.5)) ")" } d="M4.5 0 9 8H0z" {}
                    text .cell-score x=(f(left + 17.5)) y=(f(top + 14.0)) { (blocked) }
                }
                (Self::refs(size, left, top, refs))
            }
        };
        match frame {
            Some(frame) if !refs.is_empty() => {
                let stage = self.stage.map_or("current", Stage::name).to_owned();
                let pairs = [
                    ("stage", stage),
                    ("likelihood", likelihood.to_string()),
                    ("impact", impact.to_string()),
                ];
                html! { a href=(frame.link("/", &pairs)) { title { (words) } (inside) } }
            }
            _ => html! { g { (inside) } },
        }
    }

    /// The numbers of the risks in a cell, or how many there are where they do not fit.
    fn refs(size: &Size, left: f64, top: f64, refs: &[String]) -> Markup {
        let longest = refs.iter().map(|r| r.chars().count()).max().unwrap_or(1) as f64;
        let step = (longest * 7.2 + 5.0).max(17.0);
        let across = (((size.cell - 8.0) / step) as usize).max(1);
        let down = (((size.cell - 22.0) / 14.5) as usize).max(1);
        if refs.len() > across * down || longest * 7.2 > size.cell - 8.0 {
            let middle = left + size.cell / 2.0;
            return html! {
                text .cell-count x=(f(middle)) y=(f(top + size.cell / 2.0 + 9.0)) text-anchor="middle" { (refs.len()) }
                @if size.cell > 56.0 {
                    text .cell-more x=(f(middle)) y=(f(top + size.cell / 2.0 + 22.0)) text-anchor="middle" { "risks" }
                }
            };
        }
        html! {
            @for (i, reference) in refs.iter().enumerate() {
                @let x = left + 7.0 + (i % across) as f64 * step;
                @let y = top + 30.0 + (i / across) as f64 * 14.5;
                text .cell-ref x=(f(x)) y=(f(y)) { (reference) }
            }
        }
    }

    fn axes(&self, size: &Size) -> Markup {
        let base = size.rows as f64 * size.cell;
        let drawn = self.scheme.drawn;
        let across = pointing(drawn.across.title(), drawn.highest_left);
        let up = pointing(drawn.across.other().title(), drawn.highest_below);
        html! {
            g aria-hidden="true" {
                @for (x, level) in self.scheme.columns().into_iter().enumerate() {
                    @let middle = size.corner(x, 0).0 + size.cell / 2.0;
                    @for (i, line) in wrap(&level.in_full(), size.cell / 6.0).iter().enumerate() {
                        text .axis x=(f(middle)) y=(f(base + 14.0 + i as f64 * 12.0)) text-anchor="middle" { (line) }
                    }
                }
                @for (y, level) in self.scheme.rows().into_iter().enumerate() {
                    @let lines = wrap(&level.in_full(), (LEFT - 26.0) / 5.6);
                    @let middle = size.corner(0, y).1 + size.cell / 2.0 + 4.0 - (lines.len() as f64 - 1.0) * 6.0;
                    @for (i, line) in lines.iter().enumerate() {
                        text .axis x=(f(LEFT - 8.0)) y=(f(middle + i as f64 * 12.0)) text-anchor="end" { (line) }
                    }
                }
                text .axis-name x=(f(LEFT + size.columns as f64 * size.cell / 2.0)) y=(f(base + BOTTOM - 3.0)) text-anchor="middle" { (across) }
                text .axis-name transform={ "translate(10 " (f(base / 2.0)) ") rotate(-90)" } text-anchor="middle" { (up) }
            }
        }
    }

    /// Arrows from stop to stop, each stop with its letter.
    fn way(&self, size: &Size) -> Markup {
        let stops: Vec<(f64, f64, Vec<&str>)> = self.places(size);
        html! {
            @for pair in stops.windows(2) {
                @if let [from, to] = pair {
                    @let (line, head) = arrow((from.0, from.1), (to.0, to.1));
                    path .arrow-halo d=(line) {}
                    path .arrow d=(line) {}
                    polygon .arrow-head points=(head) {}
                }
            }
            @for (x, y, letters) in &stops {
                @let letters = letters.join("·");
                @let wide = 15.0 + letters.chars().count() as f64 * 7.0;
                rect .stop x=(f(x - wide / 2.0)) y=(f(y - 11.0)) width=(f(wide)) height="22" rx="11" {}
                text .stop-word x=(f(*x)) y=(f(y + 4.0)) text-anchor="middle" { (letters) }
            }
        }
    }

    /// Where the stops are drawn; stops in one cell share a place.
    fn places(&self, size: &Size) -> Vec<(f64, f64, Vec<&str>)> {
        let mut places: Vec<((Number, Number), Vec<&str>)> = vec![];
        for stop in &self.stops {
            match places.last_mut() {
                Some((cell, letters)) if *cell == stop.cell => letters.push(&stop.letter),
                _ => places.push((stop.cell, vec![&stop.letter])),
            }
        }
        places
            .into_iter()
            .filter_map(|((likelihood, impact), letters)| {
                let cell = (likelihood, impact);
                let (rows, columns) = (self.scheme.rows(), self.scheme.columns());
                let meet = |(y, x): &(usize, usize)| {
                    let level = columns.get(*x).zip(rows.get(*y));
                    level.is_some_and(|(column, row)| self.scheme.cell(column, row) == cell)
                };
                let all = (0..rows.len()).flat_map(|y| (0..columns.len()).map(move |x| (y, x)));
                let (y, x) = all.into_iter().find(meet)?;
                let (left, top) = size.corner(x, y);
                Some((left + size.cell / 2.0, top + size.cell / 2.0, letters))
            })
            .collect()
    }
}

/// The name of an axis with an arrow to its highest step.
fn pointing(name: &str, falls: bool) -> String {
    if falls { format!("← {name}") } else { format!("{name} →") }
}

/// A line that stops short of both ends, and the head at its end.
fn arrow(from: (f64, f64), to: (f64, f64)) -> (String, String) {
    let (dx, dy) = (to.0 - from.0, to.1 - from.1);
    let length = dx.hypot(dy).max(1.0);
    let (ux, uy) = (dx / length, dy / length);
    let start = (from.0 + ux * 14.0, from.1 + uy * 14.0);
    let tip = (to.0 - ux * 16.0, to.1 - uy * 16.0);
    let neck = (tip.0 - ux * 8.0, tip.1 - uy * 8.0);
    let line = format!("M{:.1} {:.1}L{:.1} {:.1}", start.0, start.1, neck.0, neck.1);
    let head = format!(
        "{:.1},{:.1} {:.1},{:.1} {:.1},{:.1}",
        tip.0,
        tip.1,
        neck.0 - uy * 5.0,
        neck.1 + ux * 5.0,
        neck.0 + uy * 5.0,
        neck.1 - ux * 5.0
    );
    (line, head)
}

/// Words in lines of about `width` letters, two at most.
fn wrap(text: &str, width: f64) -> Vec<String> {
    let width = (width as usize).max(6);
    let mut lines: Vec<String> = vec![];
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    if lines.len() > 2 {
        lines.truncate(2);
        if let Some(last) = lines.last_mut() {
            last.push('…');
        }
    }
    lines
}

/// A length to a tenth. Most are whole tenths, which are written as the whole numbers they are:
/// to find the exact decimals of a binary fraction takes a good part of drawing a matrix.
fn f(value: f64) -> String {
    let tenths = value * 10.0;
    if tenths.fract() != 0.0 || tenths.abs() > 1e9 {
        return format!("{value:.1}");
    }
    let (sign, tenths) = (if tenths < 0.0 { "-" } else { "" }, tenths.abs() as u32);
    format!("{sign}{}.{}", tenths / 10, tenths % 10)
}
