//! The sample register as a PDF, drawn glyph by glyph: a fixed-width font, so that the place of
//! every word is known without font metrics.

use crate::{
    cases::{Made, made},
    facts::Facts,
    table::{COMMON, Column, Plan, What},
    text::{self, Kind, Line},
};

const WIDTH: f64 = 1290.0;
const HEIGHT: f64 = 842.0;
const MARGIN: f64 = 40.0;
const SIZE: f64 = 7.0;
/// Courier's advance is six tenths of its size.
const ADVANCE: f64 = SIZE * 0.6;
const LEADING: f64 = 8.5;
const PADDING: f64 = 5.0;

/// The pages of a document as they are drawn.
struct Pages {
    done: Vec<String>,
    page: String,
    /// How far down the page is used.
    y: f64,
}

impl Pages {
    fn new() -> Self {
        Self { done: vec![], page: String::new(), y: HEIGHT - MARGIN }
    }

    fn text(&mut self, x: f64, y: f64, text: &str) {
        let escaped: String = text
            .chars()
            .map(|c| match c {
                '(' | ')' | '\\' => format!("\\{c}"),
                ' '..='~' => c.to_string(),
                other => format!("\\{:03o}", u32::from(other)),
            })
            .collect();
        self.page += &format!("BT /F1 {SIZE} Tf {x:.2} {y:.2} Td ({escaped}) Tj ET\n");
    }

    fn line_of_text(&mut self, text: &str) {
        self.y -= LEADING;
        self.text(MARGIN, self.y, text);
    }

    fn fill(&mut self, rectangle: [f64; 4], colour: &str) {
        let [x, y, width, height] = rectangle;
        self.page += &format!("{colour} rg {x:.2} {y:.2} {width:.2} {height:.2} re f 0 g\n");
    }

    fn frame(&mut self, rectangle: [f64; 4]) {
        let [x, y, width, height] = rectangle;
        self.page += &format!("0.5 w {x:.2} {y:.2} {width:.2} {height:.2} re S\n");
    }

    fn turn(&mut self) {
        let number = self.done.len() + 1;
        self.text(WIDTH / 2.0, MARGIN / 2.0, &format!("Page {number}"));
        self.done.push(std::mem::take(&mut self.page));
        self.y = HEIGHT - MARGIN;
    }

    /// The file: catalogue, page tree, font, then each page and its drawing.
    fn finish(mut self) -> Vec<u8> {
        self.turn();
        let count = self.done.len();
        let kids: String = (0..count).map(|n| format!("{} 0 R ", 4 + 2 * n)).collect();
        let mut objects = vec![
            "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
            format!("<< /Type /Pages /Kids [{kids}] /Count {count} >>"),
            "<< /Type /Font /Subtype /Type1 /BaseFont /Courier /Encoding /WinAnsiEncoding >>"
                .to_owned(),
        ];
        for (n, drawing) in self.done.iter().enumerate() {
            objects.push(format!(
                "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {WIDTH} {HEIGHT}] /Resources << /Font << /F1 3 0 R >> >> /Contents {} 0 R >>",
                5 + 2 * n
            ));
            let length = drawing.len();
            objects.push(format!("<< /Length {length} >>\nstream\n{drawing}endstream"));
        }
        let mut file = "%PDF-1.7\n".to_owned();
        let mut table = "0000000000 65535 f \n".to_owned();
        for (n, object) in objects.iter().enumerate() {
            table += &format!("{:010} 00000 n \n", file.len());
            file += &format!("{} 0 obj\n{object}\nendobj\n", n + 1);
        }
        let (start, size) = (file.len(), objects.len() + 1);
        file += &format!(
            "xref\n0 {size}\n{table}trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n"
        );
        file.into_bytes()
    }
}

/// How many characters a column is wide.
fn characters((_, _, what): &Column) -> usize {
    match what {
        What::Reference | What::Status => 6,
        What::Category | What::Due => 18,
        What::Risk | What::Action => 42,
        _ => 11,
    }
}

fn points(column: &Column) -> f64 {
    characters(column) as f64 * ADVANCE + 2.0 * PADDING
}

/// Draws the row from its nth line of text on; says from which line to go on overleaf.
fn row(
    pages: &mut Pages,
    line: &Line,
    columns: &[Column],
    from: usize,
    rules: bool,
) -> Option<usize> {
    let wrapped: Vec<Vec<String>> = line
        .cells
        .iter()
        .zip(columns)
        .map(|(cell, column)| text::wrap(cell, characters(column)))
        .collect();
    let lines = wrapped.iter().map(Vec::len).max().unwrap_or(1);
    let room = ((pages.y - MARGIN - 2.0 * PADDING) / LEADING).max(0.0) as usize;
    let to = if rules && lines > room { from } else { lines.min(from + room) };
    let height = (to - from) as f64 * LEADING + 2.0 * PADDING;
    let (mut x, bottom) = (MARGIN, pages.y - height);
    for (cell, column) in wrapped.iter().zip(columns).filter(|_| to > from) {
        let width = points(column);
        let body = matches!(line.kind, Kind::Risk(_) | Kind::More);
        if column.2 == What::Status && body && from == 0 {
            let colour = match cell.first().map(String::as_str) {
                Some("R") => "0.8 0.1 0.1",
                Some("A") => "1 0.75 0",
                Some("G") => "0 0.7 0.3",
                _ => "1 1 1",
            };
            pages.fill([x, bottom, width, height], colour);
        }
        for (n, words) in cell.iter().take(to).skip(from).enumerate() {
            let y = pages.y - PADDING - (n + 1) as f64 * LEADING + 2.0;
            pages.text(x + PADDING, y, words);
        }
        if rules {
            pages.frame([x, bottom, width, height]);
        }
        x += width;
    }
    if to > from {
        pages.y = bottom;
    }
    (to < lines).then_some(to)
}

/// The whole table; headings again on each page where it has rules, rows cut by the page where
/// it has none.
fn table(facts: &Facts, rules: bool) -> Made {
    let columns: Vec<Column> = COMMON.to_vec();
    let plan = Plan::of(&columns);
    let mut pages = Pages::new();
    pages.line_of_text("Strategic risk register");
    pages.y -= LEADING;
    let headings = text::headings(&plan);
    for line in text::lines(&plan, facts) {
        let mut from = 0;
        while let Some(next) = row(&mut pages, &line, &columns, from, rules) {
            from = next;
            pages.turn();
            for heading in headings.iter().filter(|_| rules) {
                row(&mut pages, heading, &columns, 0, rules);
            }
        }
    }
    made("register.pdf", pages.finish(), plan.facts(facts))
}

/// Every cell in its frame, headings on each page.
pub(crate) fn ruled(facts: &Facts) -> Made {
    table(facts, true)
}

/// No lines at all, headings once, rows cut where the page ends.
pub(crate) fn unruled(facts: &Facts) -> Made {
    table(facts, false)
}

/// A page for each risk: its fields one below the other, then its actions in frames.
pub(crate) fn page_per_risk(facts: &Facts) -> Made {
    let plan = Plan::default();
    let of_action: Vec<Column> =
        plan.columns.iter().copied().filter(|column| column.2.is_of_action()).collect();
    let mut pages = Pages::new();
    for (n, risk) in facts.risks.iter().enumerate() {
        if n > 0 {
            pages.turn();
        }
        let rows = plan.rows(risk);
        for (cell, column) in rows[0].iter().zip(&plan.columns) {
            if !column.2.is_of_action() {
                let cells = vec![text::field_name(column), cell.clone()];
                let line = Line { cells, kind: Kind::Heading };
                let fields = [("", "", What::Due), ("", "", What::Risk)];
                row(&mut pages, &line, &fields, 0, true);
            }
        }
        pages.y -= LEADING;
        let headings = of_action.iter().map(|(_, heading, _)| (*heading).to_owned()).collect();
        let line = Line { cells: headings, kind: Kind::Heading };
        row(&mut pages, &line, &of_action, 0, true);
        for cells in &rows {
            let cells = cells.iter().zip(&plan.columns);
            let cells = cells.filter(|(_, c)| c.2.is_of_action()).map(|(cell, _)| cell.clone());
            let line = Line { cells: cells.collect(), kind: Kind::More };
            row(&mut pages, &line, &of_action, 0, true);
        }
    }
    made("register.pdf", pages.finish(), plan.facts(facts))
}
