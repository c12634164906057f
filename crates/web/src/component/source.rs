//! A part of a document as it stands: a sheet with its letters and numbers, a page, tables, lines.

use bellwether_intake::{
    FileFormat,
    sheet::{Cell, Rgb, Row},
};
use maud::{Markup, html};

use super::paper::{self, hex, several};
use crate::{
    view::{
        Part, Traced,
        traced::{anchor, letters},
    },
    words::count,
};

/// More columns of a sheet than these are not drawn.
const MOST_COLUMNS: usize = 60;
/// A cell is cut after so many letters.
const MOST_LETTERS: usize = 700;

/// The part, in the way of its format.
pub fn source(traced: &Traced<'_>, part: &Part) -> Markup {
    let rows: Vec<(usize, &Row)> = traced.rows(part).collect();
    if let Some(page) = paper::page(traced, part) {
        return page;
    }
    html! {
        @match traced.format() {
            FileFormat::Spreadsheet => (sheet(traced, part, &rows)),
            FileFormat::Text => (lines(traced, part, &rows)),
            _ => (tables(traced, part, &rows)),
        }
    }
}

/// A cell's words, linked to the first value that was read from it.
fn words(traced: &Traced<'_>, cell: &Cell, short: bool) -> Markup {
    let full = cell.text.trim();
    let cut: String = full.chars().take(MOST_LETTERS).collect();
    let values = cell.origin.map(|at| traced.values(at)).unwrap_or_default();
    let column = cell.origin.and_then(|at| traced.column_at(at));
    let text = html! { (cut) @if cut.len() < full.len() { "…" } };
    html! {
        @match (values.first(), column) {
            (Some(value), _) => a href={ "#" (value.anchor()) } data-to=[several(values)] {
                @if full.is_empty() { span .unseen { "Coloured cell" } } @else { (text) }
            },
            (None, Some(column)) if !full.is_empty() => a .heading-cell href={ "#map-" (column) } title="How this column was read" { (text) },
            _ => @if short && full.is_empty() { span .gap aria-hidden="true" { "·" } } @else { (text) },
        }
    }
}

/// The anchor of a cell that something can lead to.
fn id(cell: &Cell) -> Option<String> {
    let says = !cell.text.trim().is_empty() || cell.fill.is_some();
    cell.origin.filter(|_| says).map(anchor)
}

/// Whether words on a colour have to be light.
fn is_dark(colour: Rgb) -> bool {
    let [red, green, blue] = [colour.red, colour.green, colour.blue].map(u32::from);
    red * 299 + green * 587 + blue * 114 < 128_000
}

fn tone(cell: &Cell) -> &'static str {
    match cell.fill {
        Some(colour) if is_dark(colour) => "filled filled-dark",
        Some(_) => "filled",
        None => "",
    }
}

/// A sheet with its row numbers, column letters and fills.
fn sheet(traced: &Traced<'_>, part: &Part, rows: &[(usize, &Row)]) -> Markup {
    let width = width(rows);
    let shown = width.min(MOST_COLUMNS);
    let hidden =
        traced.sheet(part).map(|sheet| sheet.hidden_columns.as_slice()).unwrap_or_default();
    let is_hidden = |column: &usize| u32::try_from(*column).is_ok_and(|c| hidden.contains(&c));
    html! {
        table .grid role="table" aria-label=(traced.name(part)) {
            thead {
                tr { td {} @for column in 0..shown { th scope="col" .is-hidden[is_hidden(&column)] { (letters(column)) } } }
            }
            tbody { (cells(traced, part, rows, shown, true)) }
        }
        @if shown < width { p .muted.small { (count(width - shown, "further column")) " not shown here; all were read." } }
    }
}

/// How many columns say something.
fn width(rows: &[(usize, &Row)]) -> usize {
    let says = |cell: &Cell| !cell.text.trim().is_empty() || cell.fill.is_some();
    let own =
        |(_, row): &(usize, &Row)| row.cells.iter().rposition(says).map_or(0, |last| last + 1);
    rows.iter().map(own).max().unwrap_or(0)
}

/// A cell of a drawn table: where it stands, and how many rows and columns it takes.
struct Laid {
    column: usize,
    down: usize,
    across: usize,
}

/// What is drawn in each row: merged cells once, where they begin or where the part does.
fn lay(rows: &[(usize, &Row)], width: usize) -> Vec<Vec<Laid>> {
    let mut taken = vec![0_usize; width];
    let mut laid = Vec::with_capacity(rows.len());
    for (place, (_, row)) in rows.iter().enumerate() {
        let mut drawn = Vec::new();
        for column in 0..width {
            if taken.get(column) != Some(&0) {
                continue;
            }
            let cell = row.cells.get(column);
            let down = cell.map_or(1, |cell| usize::from(cell.rows)).clamp(1, rows.len() - place);
            let across = cell.map_or(1, |cell| usize::from(cell.columns)).max(1);
            let free = taken.iter().skip(column).take_while(|left| **left == 0).count();
            let across = across.min(free);
            taken.iter_mut().skip(column).take(across).for_each(|left| *left = down);
            drawn.push(Laid { column, down, across });
        }
        taken.iter_mut().for_each(|left| *left = left.saturating_sub(1));
        laid.push(drawn);
    }
    laid
}

/// Rows of cells. A fill is written as `bgcolor`: the policy of the pages allows no style of a
/// cell's own, and a mark or a pointer over it is to be stronger.
fn cells(
    traced: &Traced<'_>,
    part: &Part,
    rows: &[(usize, &Row)],
    width: usize,
    numbered: bool,
) -> Markup {
    html! {
        @for ((index, row), laid) in rows.iter().zip(lay(rows, width)) {
            tr id={ "r" (part.sheet) "-" (index) }
                .is-heading[traced.is_heading(part.sheet, *index)]
                .doubted[traced.is_doubted(part.sheet, *index)]
                .is-hidden[row.hidden] {
                @if numbered { th scope="row" { (row.number) } }
                @for Laid { column, down, across } in laid {
                    @match row.cells.get(column) {
                        Some(cell) => td id=[id(cell)] class=(tone(cell)) bgcolor=[cell.fill.map(hex)]
                            rowspan=[(down > 1).then_some(down)] colspan=[(across > 1).then_some(across)] {
                            (words(traced, cell, false))
                        },
                        None => td {},
                    }
                }
            }
        }
    }
}

/// Tables and paragraphs in their order.
fn tables(traced: &Traced<'_>, part: &Part, rows: &[(usize, &Row)]) -> Markup {
    let said =
        |(_, row): &&(usize, &Row)| row.cells.iter().any(|cell| !cell.text.trim().is_empty());
    let rows: Vec<(usize, &Row)> = rows.iter().filter(said).copied().collect();
    html! {
        div .prose {
            @for run in rows.chunk_by(|a, b| a.1.table.is_some() && a.1.table == b.1.table) {
                @match run {
                    [(index, row)] if row.table.is_none() => p id={ "r" (part.sheet) "-" (index) } .doubted[traced.is_doubted(part.sheet, *index)] {
                        @for cell in &row.cells { span id=[cell.origin.map(anchor)] { (words(traced, cell, false)) } " " }
                    },
                    run => table .grid role="table" aria-label=(traced.name(part)) {
                        tbody { (cells(traced, part, run, width(run).min(MOST_COLUMNS), false)) }
                    },
                }
            }
        }
    }
}

/// Numbered lines, their fields parted by bars.
fn lines(traced: &Traced<'_>, part: &Part, rows: &[(usize, &Row)]) -> Markup {
    html! {
        ol .lines {
            @for (index, row) in rows {
                @let end = row.cells.iter().rposition(|cell| !cell.text.trim().is_empty()).map_or(0, |last| last + 1);
                @if end > 0 {
                    li id={ "r" (part.sheet) "-" (index) }
                        .is-heading[traced.is_heading(part.sheet, *index)]
                        .doubted[traced.is_doubted(part.sheet, *index)] {
                        span .line-number { (row.number) }
                        span .fields {
                            @for run in row.cells.get(..end).unwrap_or_default().chunk_by(|a, b| a.text.trim().is_empty() && b.text.trim().is_empty()) {
                                @match run {
                                    [cell] => span .field id=[id(cell)] { (words(traced, cell, true)) },
                                    empty => span .gap title=(count(empty.len(), "empty field")) { "⋯" },
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}
