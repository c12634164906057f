//! The body's own matrix, of any size and as the body prints it, with what stands in its cells.

use std::fmt::Write as _;

use bellwether_domain::{Level, Number, Scheme};

use crate::{
    Band, Figure,
    moves::Area,
    svg::{self, At, GREY, INK, PAPER, Words, tenths, text, wrapped},
};

/// A cell: likelihood and impact.
pub type Place = (Number, Number);

/// How a matrix is measured, in units of the drawing.
#[derive(Debug, Clone, Copy)]
pub struct Size {
    /// How wide and how high a cell is.
    cell: At,
    /// The room for the names of the rows, left of it.
    left: f64,
    /// The room for those of the columns, under it.
    bottom: f64,
    /// The size of these names.
    names: f64,
}

/// What colours a cell.
#[derive(Debug, Clone)]
pub struct Paint {
    /// The class of the ground, by which a page colours it.
    pub ground: String,
    /// The class of what stands on it.
    pub on: String,
    /// Its colour where no style sheet says otherwise; `None` for grey.
    pub band: Option<Band>,
}

/// What stands in a cell.
#[derive(Debug, Clone)]
pub struct Face {
    /// Its colour.
    pub paint: Paint,
    /// Its score.
    pub score: Option<Number>,
    /// The numbers of the risks in it.
    pub refs: Vec<String>,
    /// How many of them a mark stands for; none is drawn for nought.
    pub marked: usize,
    /// Where the cell leads to, and what a reader who does not see it is told.
    pub link: Option<(String, String)>,
}

/// A stop on the way of one risk over the matrix.
#[derive(Debug, Clone)]
pub struct Stop {
    /// The letter that is drawn.
    pub letter: String,
    /// Where.
    pub cell: Place,
}

/// A matrix to be drawn.
pub struct Matrix<'a> {
    scheme: &'a Scheme,
    size: Size,
    rows: Vec<&'a Level>,
    columns: Vec<&'a Level>,
}

impl Size {
    /// For paper: over the width of a sheet across, and as high as leaves room for a heading.
    pub fn paper(scheme: &Scheme) -> Self {
        let side = |whole: f64, count: usize, least: f64, most: f64| {
            (whole / count.max(1) as f64).clamp(least, most)
        };
        let wide = side(860.0, scheme.columns().len(), 80.0, 215.0);
        let high = side(410.0, scheme.rows().len(), 52.0, 100.0);
        Self { cell: (wide, high), left: 128.0, bottom: 50.0, names: 13.0 }
    }

    /// For a page, where several stand beside one another: square, and smaller where there are more,
    /// down to what still holds a figure.
    pub fn page(scheme: &Scheme) -> Self {
        let side = (66.0 * 5.0 / scheme.columns().len().max(5) as f64).max(40.0);
        Self { cell: (side, side), left: 92.0, bottom: 44.0, names: 10.5 }
    }
}

impl Paint {
    /// By a band alone.
    pub fn of(band: Option<Band>) -> Self {
        Self { ground: String::new(), on: String::new(), band }
    }
}

/// The matrix for paper with the numbers of the risks in its cells. `refs` gives those of a cell,
/// `band` the colour of a score; `label` is what the body calls this assessment.
pub fn matrix(
    scheme: &Scheme,
    band: impl Fn(Number) -> Option<Band>,
    refs: impl Fn(Place) -> Vec<String>,
    label: &str,
) -> Figure {
    let matrix = Matrix::of(scheme, Size::paper(scheme));
    let svg = matrix.draw("", &[], |cell, score| Face {
        refs: refs(cell),
        ..Face::blank(score, score.and_then(&band))
    });
    let mut standing = vec![];
    for row in &matrix.rows {
        for column in &matrix.columns {
            let refs = refs(scheme.cell(column, row));
            if !refs.is_empty() {
                standing.push(format!("{}, {}: {}", row.word(), column.word(), refs.join(", ")));
            }
        }
    }
    let standing =
        if standing.is_empty() { "no risk stands on it".to_owned() } else { standing.join("; ") };
    Figure {
        svg,
        alternative: format!("Matrix of risks by {}: {standing}.", label.trim_end_matches(':')),
        caption: String::new(),
    }
}

impl Face {
    /// A cell in which no risk stands.
    pub fn blank(score: Option<Number>, band: Option<Band>) -> Self {
        Self { paint: Paint::of(band), score, refs: vec![], marked: 0, link: None }
    }
}

impl<'a> Matrix<'a> {
    /// The matrix of a scheme, so large.
    pub fn of(scheme: &'a Scheme, size: Size) -> Self {
        Self { scheme, size, rows: scheme.rows(), columns: scheme.columns() }
    }

    /// Draws it whole. `attributes` are those of the page that it stands on, each with a space before
    /// it; `face` says of each cell and its score what stands in it.
    pub fn draw(
        &self,
        attributes: &str,
        stops: &[Stop],
        face: impl FnMut(Place, Option<Number>) -> Face,
    ) -> String {
        let mut svg = self.begin(attributes, face);
        self.way(&mut svg, stops);
        svg + "</svg>"
    }

    /// Its cells and axes; the drawing is still open.
    pub(crate) fn begin(
        &self,
        attributes: &str,
        mut face: impl FnMut(Place, Option<Number>) -> Face,
    ) -> String {
        let (wide, high) = self.size.cell;
        let whole = (
            self.size.left + self.columns.len() as f64 * wide + 2.0,
            self.rows.len() as f64 * high + self.size.bottom,
        );
        let mut svg = svg::begin(whole, "matrix", attributes);
        for (y, row) in self.rows.iter().enumerate() {
            for (x, column) in self.columns.iter().enumerate() {
                let cell = self.scheme.cell(column, row);
                let face = face(cell, self.scheme.score(cell.0, cell.1));
                self.cell(&mut svg, self.corner(x, y), &face);
            }
        }
        self.axes(&mut svg);
        svg
    }

    /// The corner of a cell, counted from the left and from the top.
    fn corner(&self, column: usize, row: usize) -> At {
        let (wide, high) = self.size.cell;
        (self.size.left + column as f64 * wide, row as f64 * high)
    }

    /// All cells together.
    pub(crate) fn whole(&self) -> Area {
        let (wide, high) = self.size.cell;
        let half = (self.columns.len() as f64 * wide / 2.0, self.rows.len() as f64 * high / 2.0);
        Area { middle: (self.size.left + half.0, half.1), half }
    }

    /// A cell; `None` where the matrix has none such.
    pub(crate) fn area(&self, cell: Place) -> Option<Area> {
        let (wide, high) = self.size.cell;
        Some(Area { middle: self.middle(cell)?, half: (wide / 2.0, high / 2.0) })
    }

    /// Where the scores of the cells stand.
    pub(crate) fn scores(&self) -> Vec<Area> {
        let (wide, _) = self.size.cell;
        let half = (self.size.names, self.size.names / 2.0 + 2.0);
        let cells = (0..self.rows.len()).flat_map(|y| (0..self.columns.len()).map(move |x| (x, y)));
        let score = |(x, y)| {
            let (left, top) = self.corner(x, y);
            Area { middle: (left + wide - 5.0 - half.0, top + 1.0 + half.1), half }
        };
        cells.map(score).collect()
    }

    /// The middle of a cell; `None` where the matrix has none such.
    pub(crate) fn middle(&self, cell: Place) -> Option<At> {
        let (x, y) = self.find(cell)?;
        let ((left, top), (wide, high)) = (self.corner(x, y), self.size.cell);
        Some((left + wide / 2.0, top + high / 2.0))
    }

    /// The column and the row of a cell.
    fn find(&self, cell: Place) -> Option<(usize, usize)> {
        let all = (0..self.rows.len()).flat_map(|y| (0..self.columns.len()).map(move |x| (x, y)));
        all.into_iter().find(|(x, y)| {
            let level = self.columns.get(*x).zip(self.rows.get(*y));
            level.is_some_and(|(column, row)| self.scheme.cell(column, row) == cell)
        })
    }

    /// "Major, Likely": a cell in the body's words.
    pub fn words(&self, cell: Place) -> String {
        let levels = self.find(cell).and_then(|(x, y)| self.rows.get(y).zip(self.columns.get(x)));
        match levels {
            Some((row, column)) => format!("{}, {}", row.word(), column.word()),
            None => format!("{} × {}", cell.0, cell.1),
        }
    }

    fn cell(&self, svg: &mut String, (left, top): At, face: &Face) {
        let (wide, high) = self.size.cell;
        let paint = &face.paint;
        let ink = if paint.band.as_ref().is_some_and(Band::is_dark) { PAPER } else { INK };
        if let Some((to, words)) = &face.link {
            svg.push_str("<a href=\"");
            svg::escape(svg, to);
            svg.push_str("\"><title>");
            svg::escape(svg, words);
            svg.push_str("</title>");
        } else {
            svg.push_str("<g>");
        }
        let fill = paint.band.as_ref().map_or(GREY, |band| &band.colour);
        let _ = write!(
            svg,
            "<rect class=\"cell {}\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"3\" \
             fill=\"{fill}\" stroke=\"{PAPER}\" stroke-width=\"2\"/><g class=\"{}\">",
            paint.ground,
            tenths(left),
            tenths(top),
            tenths(wide),
            tenths(high),
            paint.on
        );
        let small = Words { class: "cell-score", size: self.size.names, ink, ..Words::PLAIN };
        if let Some(score) = face.score {
            let end = Words { anchor: "end", ..small };
            text(svg, (left + wide - 6.0, top + 14.0), end, &score.to_string());
        }
        if face.marked > 0 {
            let (x, y) = (tenths(left + 6.0), tenths(top + 5.5));
            let _ = write!(
                svg,
                "<path class=\"cell-blocked\" transform=\"translate({x} {y})\" d=\"M4.5 0 9 8H0z\" \
                 fill=\"none\" stroke=\"{ink}\" stroke-width=\"1.4\"/>"
            );
            text(svg, (left + 17.5, top + 14.0), small, &face.marked.to_string());
        }
        self.refs(svg, (left, top), &face.refs, ink);
        svg.push_str(if face.link.is_some() { "</g></a>" } else { "</g></g>" });
    }

    /// The numbers of the risks in a cell, or how many there are where they do not fit.
    fn refs(&self, svg: &mut String, (left, top): At, refs: &[String], ink: &str) {
        // As broad as in the broadest font that a reader may have in place of ours.
        const LETTER: f64 = 8.1;
        const LINE: f64 = 13.5;
        let (wide, high) = self.size.cell;
        let longest = refs.iter().map(|r| r.chars().count()).max().unwrap_or(1) as f64 * LETTER;
        let step = (longest + 6.0).max(17.0);
        let across = (((wide - 8.0) / step) as usize).max(1);
        let down = (((high - 22.0) / LINE) as usize).max(1);
        let strong = Words { class: "cell-ref", size: 11.5, ink, strong: true, ..Words::PLAIN };
        if refs.len() > across * down || longest > wide - 8.0 {
            let middle = left + wide / 2.0;
            let count = Words { class: "cell-count", anchor: "middle", size: 20.0, ..strong };
            text(svg, (middle, top + high / 2.0 + 9.0), count, &refs.len().to_string());
            if high > 56.0 {
                let more = Words { class: "cell-more", size: 10.0, strong: false, ..count };
                let risks = if refs.len() == 1 { "risk" } else { "risks" };
                text(svg, (middle, top + high / 2.0 + 22.0), more, risks);
            }
            return;
        }
        for (i, reference) in refs.iter().enumerate() {
            let x = left + 7.0 + (i % across) as f64 * step;
            let y = top + 30.0 + (i / across) as f64 * LINE;
            text(svg, (x, y), strong, reference);
        }
    }

    fn axes(&self, svg: &mut String) {
        let Size { cell: (wide, high), left, bottom, names } = self.size;
        let base = self.rows.len() as f64 * high;
        let line = names + 1.5;
        let middle = Words { class: "axis", anchor: "middle", size: names, ..Words::PLAIN };
        let end = Words { anchor: "end", ..middle };
        // What they say is said of each cell.
        svg.push_str("<g aria-hidden=\"true\">");
        for (x, level) in self.columns.iter().enumerate() {
            let at = self.corner(x, 0).0 + wide / 2.0;
            for (i, words) in wrapped(&level.in_full(), wide / (names * 0.57)).iter().enumerate() {
                text(svg, (at, base + names + 3.5 + i as f64 * line), middle, words);
            }
        }
        for (y, level) in self.rows.iter().enumerate() {
            let lines = wrapped(&level.in_full(), (left - 26.0) / (names * 0.53));
            let first = self.corner(0, y).1 + high / 2.0 + 4.0 - (lines.len() as f64 - 1.0) * 6.0;
            for (i, words) in lines.iter().enumerate() {
                text(svg, (left - 8.0, first + i as f64 * line), end, words);
            }
        }
        let drawn = self.scheme.drawn;
        let across = pointing(drawn.across.title(), drawn.highest_left);
        let up = pointing(drawn.across.other().title(), drawn.highest_below);
        let name = Words { class: "axis-name", size: names + 0.5, strong: true, ..middle };
        let centre = left + self.columns.len() as f64 * wide / 2.0;
        text(svg, (centre, base + bottom - 3.0), name, &across);
        let _ = write!(svg, "<g transform=\"translate(10 {}) rotate(-90)\">", tenths(base / 2.0));
        text(svg, (0.0, 0.0), name, &up);
        svg.push_str("</g></g>");
    }

    /// Arrows from stop to stop, each stop with its letter; stops in one cell share a place.
    fn way(&self, svg: &mut String, stops: &[Stop]) {
        let mut places: Vec<(Place, Vec<&str>)> = vec![];
        for stop in stops {
            match places.last_mut() {
                Some((cell, letters)) if *cell == stop.cell => letters.push(&stop.letter),
                _ => places.push((stop.cell, vec![&stop.letter])),
            }
        }
        let places: Vec<(At, String)> = places
            .into_iter()
            .filter_map(|(cell, letters)| Some((self.middle(cell)?, letters.join("·"))))
            .collect();
        for pair in places.windows(2) {
            if let [(from, _), (to, _)] = pair {
                let ((ax, ay), (bx, by)) = (*from, *to);
                let length = (bx - ax).hypot(by - ay).max(1.0);
                let (dx, dy) = ((bx - ax) / length, (by - ay) / length);
                let ends = ((ax + dx * 14.0, ay + dy * 14.0), (bx - dx * 16.0, by - dy * 16.0));
                svg::arrow(svg, ends.0, ends.1, (2.2, 5.0));
            }
        }
        for ((x, y), letters) in &places {
            let wide = 15.0 + letters.chars().count() as f64 * 7.0;
            let _ = write!(
                svg,
                "<rect class=\"stop\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"22\" rx=\"11\" \
                 fill=\"{PAPER}\" stroke=\"{INK}\" stroke-width=\"2\"/>",
                tenths(x - wide / 2.0),
                tenths(y - 11.0),
                tenths(wide)
            );
            let letter = Words {
                class: "stop-word",
                anchor: "middle",
                size: 11.5,
                strong: true,
                ..Words::PLAIN
            };
            text(svg, (*x, y + 4.0), letter, letters);
        }
    }
}

/// The name of an axis with an arrow to its highest step.
fn pointing(name: &str, falls: bool) -> String {
    if falls { format!("← {name}") } else { format!("{name} →") }
}
