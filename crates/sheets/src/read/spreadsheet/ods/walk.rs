//! The content of an ODS file → sheets. Repeated blank rows and cells, which files use to fill a
//! sheet to its end, cost nothing.

use std::collections::HashMap;

use quick_xml::events::BytesStart;

use super::{
    conditions,
    styles::{Look, Styles},
};
use crate::{
    ReadError,
    read::{
        limits::{MOST_CELLS, MOST_COLUMNS, MOST_REPEATS, MOST_ROWS, too_many_cells},
        spreadsheet::{
            conditional::{
                self, Conditions, Formula, Hidden, Names, Room, Value,
                open::{Pending, reckon},
            },
            grid::{Block, Grid, lone},
            number_format::Shown,
        },
        unsaid,
        xml::{attribute, number},
    },
    sheet::{Cell, Document, Sheet},
};

/// How often a blank cell with a fill is kept where the file repeats it; beyond that it colours
/// the empty rest of a sheet.
const MOST_FILLED: u32 = 64;

/// Stretches of text open in one another that are told apart.
const MOST_SPANS: usize = 32;

pub(super) struct Walk<'a> {
    styles: &'a Styles,
    /// Whether any cell looks otherwise under a condition.
    conditional: bool,
    looks: HashMap<String, Look>,
    sheets: Vec<Sheet>,
    /// What each sheet says of colours, and the names that it may say it by.
    conditions: Vec<Conditions>,
    names: Names,
    room: Room,
    sheet: Option<Open>,
    /// Tables open inside a cell of a sheet: none of ours.
    inner: usize,
    /// Elements open inside one that the sheet does not show (a note, a drawing).
    skipped: usize,
    budget: usize,
    /// Cells with formulas and no results.
    pending: Vec<Pending>,
}

/// A sheet in the making.
struct Open {
    name: String,
    /// Whether the workbook hides it.
    hides: bool,
    grid: Grid,
    hidden_rows: Vec<(u32, u32)>,
    column_styles: Vec<(u32, String)>,
    /// Where the next row and the next column begin.
    row: u32,
    column: u32,
    row_repeats: u32,
    row_style: Option<String>,
    cells: Vec<Written>,
    cell: Option<Written>,
    paragraphs: usize,
    /// Whether each stretch of text that is open is struck through, where its style says.
    spans: Vec<Option<bool>>,
    /// Cells with formulas and no results.
    pending: Vec<((u32, u32), Formula)>,
    conditions: conditions::Conditions,
    hidden: Hidden,
}

/// A cell of the row in the making.
struct Written {
    column: u32,
    repeats: u32,
    cell: Cell,
    /// What it holds, whatever it shows.
    value: Option<Value>,
    /// Whether its style strikes it through.
    struck: bool,
    /// Its formula, where the file does not say what that comes to.
    formula: Option<Formula>,
    spans: (u32, u32),
}

impl<'a> Walk<'a> {
    pub(super) fn new(styles: &'a Styles, conditional: bool) -> Self {
        Self {
            styles,
            conditional,
            looks: HashMap::new(),
            sheets: vec![],
            conditions: vec![],
            names: Names::default(),
            room: Room::default(),
            sheet: None,
            inner: 0,
            skipped: 0,
            budget: MOST_CELLS,
            pending: vec![],
        }
    }

    pub(super) fn start(&mut self, e: &BytesStart<'_>, empty: bool) -> Result<(), ReadError> {
        let name = e.local_name();
        let name = name.as_ref();
        if self.skipped > 0 {
            self.skipped += usize::from(!empty);
            return Ok(());
        }
        let Some(sheet) = &mut self.sheet else {
            match name {
                "table" if !empty => self.sheet = Some(Open::new(e, self.styles)),
                "named-range" | "named-expression" => {
                    conditional::ods::name(e, None, &mut self.names)
                }
                _ => {}
            }
            return Ok(());
        };
        match name {
            "annotation" | "shapes" | "frame" | "tracked-changes" => {
                self.skipped = usize::from(!empty);
            }
            "table" if !empty => self.inner += 1,
            _ if self.inner > 0 => {}
            "table-column" => sheet.add_columns(e),
            "table-row" => {
                sheet.column = 0;
                sheet.row_repeats = number(e, "number-rows-repeated").unwrap_or(1).max(1);
                sheet.row_style = attribute(e, "default-cell-style-name").map(|s| s.into_owned());
                if attribute(e, "visibility").is_some_and(|v| v != "visible") {
                    sheet.hidden_rows.push((sheet.row, sheet.row_repeats));
                }
                if empty {
                    self.end("table-row")?;
                }
            }
            "table-cell" | "covered-table-cell" => {
                self.open_cell(e, name == "covered-table-cell");
                if empty {
                    self.end(name)?;
                }
            }
            "p" => {
                if sheet.paragraphs > 0 {
                    self.text("\n");
                }
                if let Some(sheet) = &mut self.sheet {
                    sheet.paragraphs += 1;
                }
            }
            "span" if !empty && sheet.paragraphs > 0 && sheet.spans.len() < MOST_SPANS => {
                let style = attribute(e, "style-name");
                sheet.spans.push(style.and_then(|style| self.styles.strikes(&style)));
            }
            "s" => {
                let spaces = number::<usize>(e, "c").unwrap_or(1).min(1000);
                self.text(&" ".repeat(spaces));
            }
            "tab" => self.text("\t"),
            "line-break" => self.text("\n"),
            "named-range" | "named-expression" => {
                conditional::ods::name(e, Some(&sheet.name), &mut self.names);
            }
            _ => sheet.conditions.take(name, e, self.styles, &self.room),
        }
        Ok(())
    }

    pub(super) fn end(&mut self, name: &str) -> Result<(), ReadError> {
        if self.skipped > 0 {
            self.skipped -= 1;
            return Ok(());
        }
        if self.inner > 0 {
            self.inner -= usize::from(name == "table");
            return Ok(());
        }
        match (name, &mut self.sheet) {
            ("table", Some(_)) => {
                if let Some(mut sheet) = self.sheet.take() {
                    let index = self.sheets.len();
                    let open = std::mem::take(&mut sheet.pending).into_iter();
                    self.pending.extend(open.map(|(at, formula)| Pending {
                        sheet: index,
                        at,
                        formula: Some(formula),
                        base: at,
                        style: 0,
                    }));
                    let (sheet, conditions) =
                        sheet.finish(self.styles, &self.room, &mut self.budget)?;
                    self.sheets.push(sheet);
                    self.conditions.push(conditions);
                }
            }
            ("span", Some(sheet)) => _ = sheet.spans.pop(),
            ("table-row", Some(sheet)) => sheet.close_row()?,
            ("table-cell" | "covered-table-cell", Some(sheet)) => {
                sheet.cells.extend(sheet.cell.take())
            }
            _ => {}
        }
        Ok(())
    }

    pub(super) fn text(&mut self, text: &str) {
        if self.skipped == 0
            && self.inner == 0
            && let Some(sheet) = &mut self.sheet
            && sheet.paragraphs > 0
            && let Some(written) = &mut sheet.cell
        {
            let by_span = sheet.spans.iter().rev().find_map(|struck| *struck);
            if by_span.unwrap_or(written.struck) && !text.trim().is_empty() {
                unsaid::push_struck(&mut written.cell.text, text);
            } else {
                written.cell.text.push_str(text);
            }
        }
    }

    pub(super) fn finish(mut self) -> Result<Document, ReadError> {
        if self.sheet.is_some() {
            return Err(super::damaged("its content breaks off"));
        }
        let show = |_, number: f64| Shown::General.number(number, false);
        reckon(&mut self.sheets, &mut self.conditions, &self.names, self.pending, show);
        conditional::paint(&mut self.sheets, &mut self.conditions, &self.names);
        Ok(Document { sheets: self.sheets })
    }

    fn open_cell(&mut self, e: &BytesStart<'_>, covered: bool) {
        let Some(sheet) = &mut self.sheet else { return };
        let repeats = number(e, "number-columns-repeated").unwrap_or(1).clamp(1, MOST_COLUMNS);
        let own = attribute(e, "style-name").map(|style| style.into_owned());
        let style = own.or_else(|| sheet.row_style.clone()).or_else(|| sheet.column_style());
        let style = style.unwrap_or_else(|| "Default".to_owned());
        let styles = self.styles;
        if self.conditional && !styles.maps(&style).is_empty() {
            let (row, column) = (sheet.row, sheet.column);
            sheet.conditions.cell(
                &style,
                Block {
                    top: row,
                    left: column,
                    bottom: row.saturating_add(sheet.row_repeats - 1),
                    right: column.saturating_add(repeats - 1),
                },
            );
        }
        let look = *self.looks.entry(style).or_insert_with_key(|name| styles.look(name));
        let span = |name| number(e, name).unwrap_or(1).max(1);
        let spans = if covered {
            (1, 1)
        } else {
            (span("number-rows-spanned"), span("number-columns-spanned"))
        };
        sheet.cell = Some(Written {
            column: sheet.column,
            repeats,
            cell: Cell { fill: look.fill, bold: look.bold, ..lone(String::new()) },
            struck: look.struck,
            formula: open_formula(e),
            value: if self.conditional { conditional::ods::value(e) } else { None },
            spans,
        });
        sheet.paragraphs = 0;
        sheet.spans.clear();
        sheet.column = sheet.column.saturating_add(repeats).min(MOST_COLUMNS);
    }
}

/// The formula of a cell that has no result.
fn open_formula(e: &BytesStart<'_>) -> Option<Formula> {
    let formula = attribute(e, "formula")?;
    if e.attributes().with_checks(false).flatten().any(|own| {
        own.key.local_name().as_ref().ends_with("value") // "value", "string-value", "date-value"
    }) {
        return None;
    }
    Formula::read(formula.strip_prefix("of:").unwrap_or(&formula))
}

impl Open {
    fn new(e: &BytesStart<'_>, styles: &Styles) -> Self {
        Self {
            name: attribute(e, "name").unwrap_or_default().into_owned(),
            hides: attribute(e, "style-name").is_some_and(|style| styles.hides_sheet(&style)),
            grid: Grid::default(),
            hidden_rows: vec![],
            column_styles: vec![],
            row: 0,
            column: 0,
            row_repeats: 1,
            row_style: None,
            cells: vec![],
            cell: None,
            paragraphs: 0,
            spans: vec![],
            pending: vec![],
            conditions: conditions::Conditions::default(),
            hidden: Hidden::new(),
        }
    }

    fn add_columns(&mut self, e: &BytesStart<'_>) {
        let repeats: u32 = number(e, "number-columns-repeated").unwrap_or(1).max(1);
        let end = self.column.saturating_add(repeats).min(MOST_COLUMNS);
        if attribute(e, "visibility").is_some_and(|v| v != "visible") {
            self.grid.hidden_columns.extend(self.column..end);
        }
        self.column = end;
        let style = attribute(e, "default-cell-style-name").unwrap_or_default().into_owned();
        self.column_styles.push((end, style));
    }

    /// The style that the column gives its cells.
    fn column_style(&self) -> Option<String> {
        let after = self.column_styles.partition_point(|(end, _)| *end <= self.column);
        self.column_styles
            .get(after)
            .map(|(_, style)| style.clone())
            .filter(|style| !style.is_empty())
    }

    fn close_row(&mut self) -> Result<(), ReadError> {
        let cells = std::mem::take(&mut self.cells);
        let has_text = cells.iter().any(|written| !written.cell.text.trim().is_empty());
        // A row that fills the rest of the sheet says no more than once; one without text always does.
        let fills = !has_text || self.row_repeats > MOST_REPEATS;
        let times = if fills { 1 } else { self.row_repeats };
        for row in self.row..self.row.saturating_add(times) {
            for written in &cells {
                self.put(row, written)?;
            }
        }
        // Beyond the last row the grid takes nothing.
        self.row = self.row.saturating_add(self.row_repeats).min(MOST_ROWS);
        Ok(())
    }

    fn put(&mut self, row: u32, written: &Written) -> Result<(), ReadError> {
        let Written { column, repeats, cell, value, formula, spans: (down, across), .. } = written;
        let text = cell.text.trim();
        if let Some(formula) = formula
            && text.is_empty()
        {
            self.pending.push(((row, *column), formula.clone()));
        }
        if let Some(value) = value
            && !matches!(value, Value::Number(number) if text.parse() == Ok(*number))
        {
            self.hidden.insert((row, *column), value.clone());
        }
        if (*down, *across) != (1, 1) {
            if self.grid.blocks.len() > MOST_CELLS {
                return Err(too_many_cells());
            }
            self.grid.blocks.push(Block {
                top: row,
                left: *column,
                bottom: row.saturating_add(down - 1),
                right: column.saturating_add(across - 1),
            });
        }
        let repeats = match (text.is_empty(), cell.fill) {
            (true, None) => 0,
            (true, Some(_)) if *repeats > MOST_FILLED => 0,
            _ => *repeats,
        };
        for column in *column..column.saturating_add(repeats) {
            self.grid.put(row, column, Cell { text: text.to_owned(), ..cell.clone() })?;
        }
        Ok(())
    }

    fn finish(
        mut self,
        styles: &Styles,
        room: &Room,
        budget: &mut usize,
    ) -> Result<(Sheet, Conditions), ReadError> {
        let hidden = self.hidden_rows;
        self.grid.hide_rows(|row| {
            let after = hidden.partition_point(|(from, _)| *from <= row);
            let before = after.checked_sub(1).and_then(|at| hidden.get(at));
            before.is_some_and(|(from, count)| row - from < *count)
        });
        let name = Some(self.name);
        let sheet = Sheet { name, hidden: self.hides, ..self.grid.finish(budget)? };
        let rules = self.conditions.rules(styles, room);
        Ok((sheet, Conditions { rules, hidden: self.hidden }))
    }
}
