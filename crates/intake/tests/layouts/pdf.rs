//! The sample register as a PDF, drawn glyph by glyph: a fixed-width font, so that the place of
//! every word is known without font metrics.

mod descriptors;

use std::ops::Range;

use crate::{
    cases::{Made, made},
    facts::Facts,
    table::{Actions, COMMON, Column, Plan, What},
    text,
};

pub(crate) use descriptors::{after_descriptors, before_descriptors};

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
    bold: bool,
}

impl Pages {
    fn new() -> Self {
        Self { done: vec![], page: String::new(), y: HEIGHT - MARGIN, bold: false }
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
        let font = if self.bold { "F2" } else { "F1" };
        self.page += &format!("BT /{font} {SIZE} Tf {x:.2} {y:.2} Td ({escaped}) Tj ET\n");
    }

    fn line_of_text(&mut self, text: &str) {
        self.y -= LEADING;
        self.text(MARGIN, self.y, text);
    }

    /// The name of a table, bold.
    fn name(&mut self, text: &str) {
        self.y -= LEADING;
        self.bold = true;
        self.line_of_text(text);
        self.bold = false;
        self.y -= LEADING;
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
        let kids: String = (0..count).map(|n| format!("{} 0 R ", 5 + 2 * n)).collect();
        let mut objects = vec![
            "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
            format!("<< /Type /Pages /Kids [{kids}] /Count {count} >>"),
            "<< /Type /Font /Subtype /Type1 /BaseFont /Courier /Encoding /WinAnsiEncoding >>"
                .to_owned(),
            "<< /Type /Font /Subtype /Type1 /BaseFont /Courier-Bold /Encoding /WinAnsiEncoding >>"
                .to_owned(),
        ];
        for (n, drawing) in self.done.iter().enumerate() {
            objects.push(format!(
                "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {WIDTH} {HEIGHT}] /Resources << /Font << /F1 3 0 R /F2 4 0 R >> >> /Contents {} 0 R >>",
                6 + 2 * n
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

/// How a table is drawn.
struct Style {
    /// Characters in each column.
    widths: Vec<usize>,
    /// Whether each cell has its frame.
    rules: bool,
    /// Whether a row may be cut by the end of the page.
    split: bool,
    /// The column whose cells have the colour of their letter.
    coloured: Option<usize>,
    /// Where its cells stand in the height of their row, from 0 (the top) to 1 (the foot).
    stand: f64,
    /// White over and under the cells of a row.
    padding: f64,
    /// Whether numbers stand at the right of their cells.
    right: bool,
    /// The columns that the page has room for, the others left for pages of their own.
    shown: Range<usize>,
}

impl Style {
    fn of(columns: &[Column], rules: bool, split: bool) -> Self {
        let coloured = columns.iter().position(|(.., what)| *what == What::Status);
        Self::plain(columns.iter().map(characters).collect(), rules, split, coloured)
    }

    fn plain(widths: Vec<usize>, rules: bool, split: bool, coloured: Option<usize>) -> Self {
        let (stand, padding, shown) = (0.0, PADDING, 0..widths.len());
        Self { widths, rules, split, coloured, stand, padding, right: false, shown }
    }
}

/// Draws the row from its nth line of text on; says from which line to go on overleaf.
fn row(pages: &mut Pages, cells: &[String], style: &Style, from: usize) -> Option<usize> {
    let wrapped: Vec<Vec<String>> =
        cells.iter().zip(&style.widths).map(|(cell, width)| text::wrap(cell, *width)).collect();
    let lines = wrapped.iter().map(Vec::len).max().unwrap_or(1);
    let room = ((pages.y - MARGIN - 2.0 * style.padding) / LEADING).max(0.0) as usize;
    let to = if !style.split && lines > room { from } else { lines.min(from + room) };
    let height = (to - from) as f64 * LEADING + 2.0 * style.padding;
    let (mut x, bottom) = (MARGIN, pages.y - height);
    let shown = |(n, _): &(usize, _)| to > from && style.shown.contains(n);
    for (n, (cell, width)) in wrapped.iter().zip(&style.widths).enumerate().filter(shown) {
        let width = *width as f64 * ADVANCE + 2.0 * PADDING;
        if style.coloured == Some(n) && from == 0 {
            let colour = match cell.first().map(String::as_str) {
                Some("R") => "0.8 0.1 0.1",
                Some("A") => "1 0.75 0",
                Some("G") => "0 0.7 0.3",
                _ => "1 1 1",
            };
            pages.fill([x, bottom, width, height], colour);
        }
        let above = style.stand * (lines - cell.len()) as f64 * LEADING;
        let shown = cell.get(from.min(cell.len())..to.min(cell.len())).unwrap_or_default();
        words(pages, shown, style, [x, pages.y - style.padding - above, width]);
        if style.rules {
            pages.frame([x, bottom, width, height]);
        }
        x += width;
    }
    if to > from {
        pages.y = bottom;
    }
    (to < lines).then_some(to)
}

/// Draws the words of a cell from its left, its top and within its width.
fn words(pages: &mut Pages, lines: &[String], style: &Style, [x, top, width]: [f64; 3]) {
    for (n, words) in lines.iter().enumerate() {
        let y = top - (n + 1) as f64 * LEADING + 2.0;
        let number = style.right && words.parse::<f64>().is_ok();
        let blank = width - 2.0 * PADDING - words.chars().count() as f64 * ADVANCE;
        pages.text(x + PADDING + if number { blank } else { 0.0 }, y, words);
    }
}

/// Draws a risk whose own cells are merged over the rows of its actions.
fn merged_row(pages: &mut Pages, plan: &Plan, actions: &[Vec<String>], style: &Style) {
    let wrap = |cell: &String, n: usize| text::wrap(cell, style.widths[n]);
    let wrapped: Vec<Vec<Vec<String>>> = actions
        .iter()
        .map(|row| row.iter().enumerate().map(|(n, cell)| wrap(cell, n)).collect())
        .collect();
    let of_action = |n: usize| plan.columns[n].2.is_of_action();
    let high = |row: &[Vec<String>], action: bool| {
        let own = row.iter().enumerate().filter(|(n, _)| of_action(*n) == action);
        own.map(|(_, cell)| cell.len()).max().unwrap_or(1) as f64 * LEADING + 2.0 * style.padding
    };
    let heights: Vec<f64> = wrapped.iter().map(|row| high(row, true)).collect();
    let whole = heights.iter().sum::<f64>().max(high(&wrapped[0], false));
    if pages.y - whole < MARGIN {
        pages.turn();
    }
    let mut top = pages.y;
    for (at, (row, own)) in wrapped.iter().zip(&heights).enumerate() {
        let mut x = MARGIN;
        for (n, (cell, width)) in row.iter().zip(&style.widths).enumerate() {
            let width = *width as f64 * ADVANCE + 2.0 * PADDING;
            let height = if of_action(n) { *own } else { whole };
            let free = height - 2.0 * style.padding - cell.len() as f64 * LEADING;
            if of_action(n) || at == 0 {
                words(pages, cell, style, [x, top - style.padding - style.stand * free, width]);
            }
            x += width;
        }
        top -= own;
    }
    pages.y -= whole;
}

/// Draws rows over as many pages as they need, with these rows again at the top of each.
fn rows(pages: &mut Pages, rows: &[Vec<String>], style: &Style, again: &[Vec<String>]) {
    for cells in rows {
        let mut from = 0;
        while let Some(next) = row(pages, cells, style, from) {
            from = next;
            pages.turn();
            for heading in again {
                row(pages, heading, style, 0);
            }
        }
    }
}

/// The whole table of the sample.
fn table(facts: &Facts, rules: bool, again: bool) -> Made {
    let plan = Plan::of(&COMMON);
    let style = Style::of(&plan.columns, rules, !rules);
    let mut pages = Pages::new();
    pages.line_of_text("Strategic risk register");
    pages.y -= LEADING;
    let headings: Vec<_> = text::headings(&plan).into_iter().map(|line| line.cells).collect();
    let lines: Vec<_> = text::lines(&plan, facts).into_iter().map(|line| line.cells).collect();
    self::rows(&mut pages, &lines, &style, if again { &headings } else { &[] });
    made("register.pdf", pages.finish(), plan.facts(facts))
}

/// Every cell in its frame, headings on each page.
pub(crate) fn ruled(facts: &Facts) -> Made {
    table(facts, true, true)
}

/// No lines at all, headings once, rows cut where the page ends.
pub(crate) fn unruled(facts: &Facts) -> Made {
    table(facts, false, false)
}

/// No lines and no white between the rows, which no page cuts: cells at the foot, numbers at the
/// right, as a workbook is printed.
pub(crate) fn at_the_foot(facts: &Facts) -> Made {
    set(facts, 1.0, 0.0)
}

/// No lines, cells in the middle of their rows.
pub(crate) fn in_the_middle(facts: &Facts) -> Made {
    set(facts, 0.5, PADDING)
}

/// No lines, the risk's cells merged over the rows of its actions, all cells at the top.
pub(crate) fn merged_at_the_top(facts: &Facts) -> Made {
    merged(facts, 0.0)
}

/// The same with all cells in their middle.
pub(crate) fn merged_in_the_middle(facts: &Facts) -> Made {
    merged(facts, 0.5)
}

fn merged(facts: &Facts, stand: f64) -> Made {
    let plan = Plan::of(&COMMON[..16]);
    let style = Style { stand, ..Style::of(&plan.columns, false, false) };
    let mut pages = Pages::new();
    pages.line_of_text("Strategic risk register");
    pages.y -= LEADING;
    for line in text::headings(&plan) {
        row(&mut pages, &line.cells, &style, 0);
    }
    for risk in &facts.risks {
        merged_row(&mut pages, &plan, &plan.rows(risk), &style);
    }
    made("register.pdf", pages.finish(), plan.facts(facts))
}

/// A wide sheet as it is printed: the columns that do not fit follow on pages of their own.
pub(crate) fn printed_across(facts: &Facts) -> Made {
    let plan = Plan::of(&COMMON);
    let mut style = Style::of(&plan.columns, true, false);
    let lines: Vec<_> = text::lines(&plan, facts).into_iter().map(|line| line.cells).collect();
    let mut pages = Pages::new();
    for shown in [0..10, 10..plan.columns.len()] {
        if shown.start > 0 {
            pages.turn();
        }
        style.shown = shown;
        rows(&mut pages, &lines, &style, &lines[..2]);
    }
    made("register.pdf", pages.finish(), plan.facts(facts))
}

/// The short register without lines, its headings again on each page.
fn set(facts: &Facts, stand: f64, padding: f64) -> Made {
    let plan = Plan::short(Actions::First);
    let style = Style { stand, padding, right: true, ..Style::of(&plan.columns, false, false) };
    let mut pages = Pages::new();
    pages.line_of_text("Strategic risk register");
    pages.y -= LEADING;
    let headings: Vec<_> = text::headings(&plan).into_iter().map(|line| line.cells).collect();
    let lines: Vec<_> = text::lines(&plan, facts).into_iter().map(|line| line.cells).collect();
    rows(&mut pages, &lines, &style, &headings);
    made("register.pdf", pages.finish(), plan.facts(facts))
}

/// A page for each risk: its fields one below the other, then its actions in frames.
pub(crate) fn page_per_risk(facts: &Facts) -> Made {
    let plan = Plan::default();
    let (of_action, of_risk): (Vec<_>, Vec<_>) =
        plan.columns.iter().copied().enumerate().partition(|(_, column)| column.2.is_of_action());
    let fields = Style::plain(vec![18, 42], true, false, None);
    let columns: Vec<Column> = of_action.iter().map(|(_, column)| *column).collect();
    let actions = Style::of(&columns, true, false);
    let mut pages = Pages::new();
    for (n, risk) in facts.risks.iter().enumerate() {
        if n > 0 {
            pages.turn();
        }
        let cells = plan.rows(risk);
        for (n, column) in &of_risk {
            row(&mut pages, &[text::field_name(column), cells[0][*n].clone()], &fields, 0);
        }
        pages.y -= LEADING;
        let headings = columns.iter().map(|(_, heading, _)| (*heading).to_owned()).collect();
        let mut lines: Vec<Vec<String>> = vec![headings];
        lines.extend(
            cells.iter().map(|row| of_action.iter().map(|(n, _)| row[*n].clone()).collect()),
        );
        rows(&mut pages, &lines, &actions, &[]);
    }
    made("register.pdf", pages.finish(), plan.facts(facts))
}

/// A framed table low on its first page, headings once, rows cut where the page ends.
pub(crate) fn plain(headings: &[&str], widths: &[usize], body: Vec<Vec<String>>) -> Vec<u8> {
    let style = Style::plain(widths.to_vec(), true, true, None);
    let mut pages = Pages::new();
    pages.line_of_text("Risk register");
    pages.y = HEIGHT / 4.0;
    let mut lines: Vec<Vec<String>> =
        vec![headings.iter().map(|heading| (*heading).to_owned()).collect()];
    lines.extend(body);
    rows(&mut pages, &lines, &style, &[]);
    pages.finish()
}
