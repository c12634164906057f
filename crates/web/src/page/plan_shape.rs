//! Where a document's table begins and which of its rows are one risk: what the officer can say
//! where the program does not see it.

use bellwether_intake::{
    Heads,
    sheet::{Document, Row},
};
use maud::{Markup, html};

use super::plan_choice::Choice;
use crate::{
    view::{Frame, traced::letters},
    words::count,
};

/// So many rows of a sheet are offered as headings.
const MOST_ROWS: usize = 40;
/// So many sheets.
const MOST_SHEETS: usize = 8;
/// So many cells of a row are shown, each with so many letters.
const MOST_CELLS: usize = 8;
const MOST_LETTERS: usize = 28;

/// The panel of a plan, closed unless something was said.
pub(super) fn panel(frame: &Frame, document: &Document, choice: &Choice) -> Markup {
    html! {
        @if document.sheets.iter().any(|sheet| !sheet.rows.is_empty()) {
            details .panel.columns #shape open[choice.head.is_some() || choice.joined] {
                summary .panel-head.chevron {
                    h2 { "Where the table begins" }
                    p { "if the headings or the rows were taken wrongly" }
                }
                form method="get" action={ (frame.path) "#shape" } {
                    @for (name, value) in choice.pairs().into_iter().filter(|(name, _)| !SAID.contains(name)) { input type="hidden" name=(name) value=(value); }
                    (fields(document, choice))
                    p .columns-do { button type="submit" { "Read it again so" } }
                }
            }
        }
    }
}

/// What these fields say in an address.
const SAID: [&str; 3] = ["headings", "first-column", "joined"];

/// The fields: the row of headings, the first column, whether rows are joined.
pub(super) fn fields(document: &Document, choice: &Choice) -> Markup {
    let widest = document.sheets.iter().flat_map(|sheet| &sheet.rows);
    let widest = widest.map(|row| row.cells.len()).max().unwrap_or_default().min(MOST_COLUMNS);
    let chosen = choice.head_column.unwrap_or(1);
    html! {
        fieldset .shape {
            legend { "The row that holds the headings" }
            label .check {
                input #head-none type="radio" name="headings" value="" checked[choice.head.is_none()];
                span { "As the program finds it" }
            }
            div .shape-rows tabindex="0" role="region" aria-label="The first rows of the document" {
                @for (at, sheet) in document.sheets.iter().enumerate().take(MOST_SHEETS) {
                    @if let Some(name) = &sheet.name { p .shape-sheet { strong { (name) } } }
                    @for (number, row) in heads(&sheet.rows) { (self::row(&format!("head-{at}-{number}"), row, choice)) }
                }
            }
        }
        div .shape-more {
            div {
                label for="head-column" { "Its first column" }
                select #head-column name="first-column" {
                    @for column in 1..=widest.max(1) { option value=(column) selected[column == chosen] { (letters(column - 1)) @if column == 1 { " (the first)" } } }
                }
            }
            label .check {
                input #joined type="checkbox" name="joined" value="yes" checked[choice.joined];
                span { "Rows one below the other with the same reference are one risk" }
            }
        }
    }
}

/// More columns than these are not offered.
const MOST_COLUMNS: usize = 60;

/// The rows of a sheet that could be headings.
fn heads(rows: &[Row]) -> impl Iterator<Item = (usize, &Row)> {
    let could_be = |(_, row): &(usize, &Row)| Heads::words(row).is_some();
    rows.iter().enumerate().filter(could_be).take(MOST_ROWS)
}

fn row(id: &str, row: &Row, choice: &Choice) -> Markup {
    let words = Heads::words(row).unwrap_or_default();
    let cells: Vec<&str> =
        row.cells.iter().map(|cell| cell.text.trim()).filter(|text| !text.is_empty()).collect();
    let short = |text: &str| {
        let begin: String = text.chars().take(MOST_LETTERS).collect();
        if begin.len() < text.len() { format!("{}…", begin.trim_end()) } else { begin }
    };
    html! {
        label .check {
            input id=(id) type="radio" name="headings" value=(words) checked[choice.head.as_ref() == Some(&words)];
            span {
                span .muted { "Row " (row.number) " " }
                @for (at, cell) in cells.iter().take(MOST_CELLS).enumerate() { @if at > 0 { " | " } (short(cell)) }
                @if cells.len() > MOST_CELLS { span .muted { " and " (count(cells.len() - MOST_CELLS, "further cell")) } }
            }
        }
    }
}
