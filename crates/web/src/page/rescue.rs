//! A document in which no register was found: whoever knows that its rows are risks says what its
//! columns are, or where its table begins.

use bellwether_intake::{ColumnReading, Target, why::Seen};
use maud::{Markup, html};

use super::{layout::layout, plan_choice::Choice, plan_columns::target_words, plan_shape};
use crate::{view::Frame, words::sentence};

/// The page.
pub fn rescue(frame: &Frame, file: &str, seen: &Seen, choice: &Choice) -> Markup {
    let columns = seen.columns();
    let has_rows = seen.document.sheets.iter().any(|sheet| !sheet.rows.is_empty());
    let content = html! {
        header .page-head {
            div {
                p .eyebrow { (file) " · read as " (seen.format) }
                h1 { "No register was found" }
                p .lede { (sentence(&seen.reason)) ". Nothing was kept or changed." }
            }
        }
        @if has_rows {
            form #rescue method="get" action=(frame.path) {
                @if let Some(register) = &choice.register { input type="hidden" name="register" value=(register); }
                // What was said of a column that stands no longer in the table stays said.
                @for (heading, target) in choice.map.iter().filter(|(h, _)| !columns.iter().any(|c| c.is_named(h))) {
                    input type="hidden" name="map" value={ (heading) "=" (target) };
                }
                div .stack {
                    @if !columns.is_empty() { (self::columns(columns, choice)) }
                    section .panel.columns {
                        div .panel-head {
                            h2 { "Where the table begins" }
                            p { @if columns.is_empty() { "Choose the row of its headings." } @else { "If the headings were not found where they are." } }
                        }
                        (plan_shape::fields(&seen.document, choice))
                    }
                    div .accept {
                        div {
                            label for="date" { "Date the register speaks of, if the document does not say" }
                            input #date type="date" name="date" value=[choice.date];
                        }
                        button .button-primary type="submit" { "Read it so" }
                        a .button href="/import" { "Choose another file" }
                    }
                }
            }
        } @else {
            p { a .button.button-primary href="/import" { "Choose another file" } }
        }
    };
    layout(frame, "Import: no register was found", &content)
}

/// What each column is; one that words the risk is enough.
fn columns(columns: &[ColumnReading], choice: &Choice) -> Markup {
    html! {
        section .panel.columns {
            div .panel-head { h2 { "If its rows are risks, say what the columns are" } p { "The one that says what the risk is will do; the rest is read by itself." } }
            div .sheet.sheet-in {
                table .cards role="table" aria-label="Columns" {
                    thead role="rowgroup" { tr role="row" {
                        th role="columnheader" scope="col" { "Heading in the document" }
                        th role="columnheader" scope="col" .col-when { "It is" }
                        th role="columnheader" scope="col" { "What it holds" }
                    } }
                    tbody role="rowgroup" {
                        @for (number, column) in columns.iter().enumerate() { (self::column(number, column, columns, choice)) }
                    }
                }
            }
        }
    }
}

fn column(number: usize, column: &ColumnReading, all: &[ColumnReading], choice: &Choice) -> Markup {
    let own = column.name_among(all);
    let chosen = choice.map.iter().find(|(name, _)| column.is_named(name)).map(|(_, to)| *to);
    let name = if column.heading.is_empty() { "(no heading)" } else { &column.heading };
    html! {
        tr role="row" {
            td .wide role="cell" {
                strong { (name) }
                span .under { @if let Some(sheet) = &column.sheet { (sheet) ", " } "column " (column.column) }
            }
            td .wide role="cell" {
                select id={ "map-" (number) } name="map" aria-label={ "“" (own) "” is" } {
                    option value="" selected[chosen.is_none()] { "Not said (" (target_words(column.target).to_lowercase()) ")" }
                    @for target in Target::all() {
                        option value={ (own) "=" (target) } selected[chosen == Some(target)] { (target_words(target)) }
                    }
                }
            }
            td .wide.small role="cell" { @if !column.samples.is_empty() { "“" (column.samples.join("” “")) "”" } }
        }
    }
}
