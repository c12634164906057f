//! Workbooks as Excel 2003 wrote them in XML (SpreadsheetML), and as other programs still do.

use std::collections::HashMap;

use quick_xml::events::{BytesStart, Event};

use super::{
    grid::{Block, Grid, lone},
    number_format::Shown,
    shown::Look,
};
use crate::{
    ReadError,
    read::{
        colour,
        limits::{
            MOST_CELLS, MOST_COLUMNS, MOST_ROWS, MOST_SHEETS, too_many_cells, too_many_sheets,
        },
        unsaid,
        xml::{attribute, number, push_reference, reader},
    },
    sheet::{Cell, Document, Sheet},
};

const KIND: &str = "Excel workbook";

/// Reads a workbook.
pub(super) fn read(text: &str) -> Result<Document, ReadError> {
    let mut walk = Walk { budget: MOST_CELLS, ..Walk::default() };
    let mut reader = reader(text);
    loop {
        match reader.read_event() {
            Ok(Event::Start(e)) => walk.start(&e, false)?,
            Ok(Event::Empty(e)) => walk.start(&e, true)?,
            Ok(Event::End(e)) => walk.end(e.local_name().as_ref())?,
            Ok(Event::Text(t)) => walk.text(&t.xml10_content()),
            Ok(Event::CData(t)) => walk.text(&t.xml10_content()),
            Ok(Event::GeneralRef(r)) => {
                let mut text = String::new();
                push_reference(&r, &mut text);
                walk.text(&text);
            }
            Ok(Event::Eof) => break,
            Ok(_) => {}
            Err(error) => return Err(damaged(&error.to_string())),
        }
    }
    if walk.sheet.is_some() {
        return Err(damaged("its content breaks off"));
    }
    Ok(Document { sheets: walk.sheets })
}

fn damaged(detail: &str) -> ReadError {
    ReadError::Damaged { kind: KIND, detail: detail.to_owned() }
}

#[derive(Default)]
struct Walk {
    styles: HashMap<String, Style>,
    style: Option<String>,
    sheets: Vec<Sheet>,
    sheet: Option<Open>,
    budget: usize,
}

/// What a style does, with the one that it derives from.
#[derive(Default)]
struct Style {
    look: Look,
    struck: bool,
    parent: Option<String>,
}

/// A sheet in the making.
#[derive(Default)]
struct Open {
    name: String,
    hidden: bool,
    grid: Grid,
    /// Where the next column's settings, the next row and the next cell stand.
    set: u32,
    row: u32,
    column: u32,
    hidden_rows: Vec<(u32, u32)>,
    /// Styles of columns and of the row, for cells that have none.
    column_styles: HashMap<u32, String>,
    row_style: Option<String>,
    cell: Option<Written>,
}

/// A cell in the making.
struct Written {
    style: Option<String>,
    across: u32,
    down: u32,
    kind: String,
    text: String,
    /// Whether the text that comes is the cell's, and not a comment's.
    in_data: bool,
}

impl Walk {
    fn start(&mut self, e: &BytesStart<'_>, empty: bool) -> Result<(), ReadError> {
        let name = e.local_name();
        let Some(sheet) = &mut self.sheet else {
            match name.as_ref() {
                "Worksheet" if !empty => {
                    if self.sheets.len() >= MOST_SHEETS {
                        return Err(too_many_sheets(self.sheets.len() + 1));
                    }
                    let name = attribute(e, "Name").unwrap_or_default().into_owned();
                    self.sheet = Some(Open { name, ..Open::default() });
                }
                name => self.take_style(name, e),
            }
            return Ok(());
        };
        match name.as_ref() {
            "Column" => sheet.columns(e),
            "Row" => sheet.begin_row(e),
            "Cell" => {
                if let Some(index) = number::<u32>(e, "Index") {
                    sheet.column = index.saturating_sub(1);
                }
                sheet.cell = Some(Written {
                    style: attribute(e, "StyleID").map(|style| style.into_owned()),
                    across: number(e, "MergeAcross").unwrap_or(0),
                    down: number(e, "MergeDown").unwrap_or(0),
                    kind: String::new(),
                    text: String::new(),
                    in_data: false,
                });
            }
            // What a comment says has an element of the same name.
            "Data" | "Comment" => {
                if let Some(cell) = &mut sheet.cell
                    && cell.kind.is_empty()
                {
                    let kind = attribute(e, "Type").unwrap_or_default();
                    cell.in_data = name.as_ref() == "Data" && !empty;
                    cell.kind =
                        if kind.is_empty() { "String".to_owned() } else { kind.into_owned() };
                }
            }
            _ => {}
        }
        if empty {
            self.end(name.as_ref())?;
        }
        Ok(())
    }

    fn take_style(&mut self, name: &str, e: &BytesStart<'_>) {
        if name == "Style" {
            let id = attribute(e, "ID").unwrap_or_default().into_owned();
            let parent = attribute(e, "Parent").map(|parent| parent.into_owned());
            self.styles.insert(id.clone(), Style { parent, ..Style::default() });
            self.style = Some(id);
            return;
        }
        let style = self.style.as_ref().and_then(|id| self.styles.get_mut(id));
        let Some(Style { look, struck, .. }) = style else { return };
        match name {
            "Interior" => {
                let fill = attribute(e, "Color").and_then(|colour| colour::hex(&colour));
                look.fill = fill.filter(|fill| *fill != colour::WHITE);
            }
            "Font" => {
                let is = |name| attribute(e, name).is_some_and(|value| value == "1");
                (look.bold, *struck) = (is("Bold"), is("StrikeThrough"));
            }
            "NumberFormat" => {
                look.shown = Shown::by_code(code(&attribute(e, "Format").unwrap_or_default()));
            }
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        if let Some(cell) = self.sheet.as_mut().and_then(|sheet| sheet.cell.as_mut())
            && cell.in_data
        {
            cell.text.push_str(text);
        }
    }

    fn end(&mut self, name: &str) -> Result<(), ReadError> {
        let Some(sheet) = &mut self.sheet else {
            if name == "Style" {
                self.style = None;
            }
            return Ok(());
        };
        match name {
            "Data" => {
                if let Some(cell) = &mut sheet.cell {
                    cell.in_data = false;
                }
            }
            "Cell" => {
                if let Some(cell) = sheet.cell.take() {
                    sheet.put(cell, &self.styles)?;
                }
            }
            "Row" => sheet.row = sheet.row.saturating_add(1).min(MOST_ROWS),
            // "SheetHidden" and "SheetVeryHidden" stand as text in an element of their own.
            "Visible" => sheet.hidden = true,
            "Worksheet" => {
                if let Some(open) = self.sheet.take() {
                    let sheet = open.finish(&mut self.budget)?;
                    self.sheets.push(sheet);
                }
            }
            _ => {}
        }
        Ok(())
    }
}

impl Open {
    fn columns(&mut self, e: &BytesStart<'_>) {
        if let Some(index) = number::<u32>(e, "Index") {
            self.set = index.saturating_sub(1);
        }
        let end = number::<u32>(e, "Span").unwrap_or(0).saturating_add(1);
        let end = self.set.saturating_add(end).min(MOST_COLUMNS);
        if attribute(e, "Hidden").is_some_and(|hidden| hidden == "1") {
            self.grid.hidden_columns.extend(self.set..end);
        }
        if let Some(style) = attribute(e, "StyleID") {
            self.column_styles.extend((self.set..end).map(|at| (at, style.clone().into_owned())));
        }
        self.set = end;
    }

    fn begin_row(&mut self, e: &BytesStart<'_>) {
        if let Some(index) = number::<u32>(e, "Index") {
            self.row = index.saturating_sub(1);
        }
        self.column = 0;
        self.row_style = attribute(e, "StyleID").map(|style| style.into_owned());
        let span = number::<u32>(e, "Span").unwrap_or(0);
        if attribute(e, "Hidden").is_some_and(|hidden| hidden == "1") {
            self.hidden_rows.push((self.row, self.row.saturating_add(span)));
        }
        // A row that is repeated is a blank one.
        self.row = self.row.saturating_add(span).min(MOST_ROWS);
    }

    fn put(&mut self, cell: Written, styles: &HashMap<String, Style>) -> Result<(), ReadError> {
        let Written { style, across, down, kind, text, .. } = cell;
        let (row, column) = (self.row, self.column);
        self.column = column.saturating_add(across).saturating_add(1).min(MOST_COLUMNS);
        let style = style.or_else(|| self.row_style.clone());
        let style = style.or_else(|| self.column_styles.get(&column).cloned());
        let own = style.and_then(|id| styles.get(&id));
        let parent = own.and_then(|own| styles.get(own.parent.as_ref()?));
        let plain = Shown::General;
        let shown = own.map_or(&plain, |own| &own.look.shown);
        let text = show(&kind, text.trim(), shown);
        let struck = [own, parent].into_iter().flatten().any(|style| style.struck);
        let text = if struck && !text.is_empty() { unsaid::strike(&text) } else { text };
        let fill = [own, parent].into_iter().flatten().find_map(|style| style.look.fill);
        let bold = [own, parent].into_iter().flatten().any(|style| style.look.bold);
        if (across, down) != (0, 0) {
            if self.grid.blocks.len() > MOST_CELLS {
                return Err(too_many_cells());
            }
            self.grid.blocks.push(Block {
                top: row,
                left: column,
                bottom: row.saturating_add(down),
                right: column.saturating_add(across),
            });
        }
        if text.is_empty() && fill.is_none() {
            return Ok(());
        }
        self.grid.put(row, column, Cell { fill, bold, ..lone(text) })
    }

    fn finish(mut self, budget: &mut usize) -> Result<Sheet, ReadError> {
        let hidden = self.hidden_rows;
        self.grid.hide_rows(|row| hidden.iter().any(|(from, to)| (*from..=*to).contains(&row)));
        Ok(Sheet { name: Some(self.name), hidden: self.hidden, ..self.grid.finish(budget)? })
    }
}

/// The code of a format that the file names.
fn code(name: &str) -> &str {
    match name {
        "General Number" | "Standard" => "General",
        "Fixed" => "0.00",
        "Percent" => "0.00%",
        "Currency" => "£#,##0.00",
        "Scientific" => "0.00E+00",
        "General Date" | "Short Date" => "dd/mm/yyyy",
        "Long Date" => "d mmmm yyyy",
        "Medium Date" => "d-mmm-yy",
        _ => name,
    }
}

/// A value as the cell shows it.
fn show(kind: &str, text: &str, shown: &Shown) -> String {
    match kind {
        "Number" => match text.parse::<f64>() {
            Ok(number) => shown.number(number, false),
            Err(_) => text.to_owned(),
        },
        "DateTime" => {
            let day = text.split('T').next().unwrap_or(text);
            match serial(day) {
                Some(serial) if matches!(shown, Shown::Coded(_)) => shown.number(serial, false),
                _ => day.to_owned(),
            }
        }
        "Boolean" => (if text == "1" { "TRUE" } else { "FALSE" }).to_owned(),
        _ if !shown.shows_texts() => String::new(),
        _ => text.replace("\r\n", "\n").replace('\r', "\n"),
    }
}

/// A day as spreadsheets count them.
fn serial(day: &str) -> Option<f64> {
    let day: bellwether_domain::Date = day.parse().ok()?;
    let first = bellwether_domain::Date::new(1899, 12, 30).ok()?;
    Some(f64::from(day.since(first).ok()?.get_days()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn workbook(table: &str) -> String {
        format!(
            r##"<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">
            <Styles><Style ss:ID="Default"/><Style ss:ID="s1"><Font ss:Bold="1"/><Interior ss:Color="#FFC000" ss:Pattern="Solid"/></Style>
            <Style ss:ID="s2"><NumberFormat ss:Format="mmm\-yy"/></Style><Style ss:ID="s3" ss:Parent="s1"><NumberFormat ss:Format="0%"/></Style></Styles>
            <Worksheet ss:Name="Quarry"><Table>{table}</Table></Worksheet></Workbook>"##
        )
    }

    #[test]
    fn cells_show_as_the_sheet_shows_them() {
        let document = read(&workbook(
            r#"<Column ss:Index="3" ss:Hidden="1"/>
            <Row ss:Index="2"><Cell ss:StyleID="s1" ss:MergeAcross="1"><Data ss:Type="String">Rock &amp; water</Data><Comment><ss:Data>not shown</ss:Data></Comment></Cell><Cell><Data ss:Type="Number">4</Data></Cell></Row>
            <Row ss:Hidden="1"><Cell ss:Index="2" ss:StyleID="s2"><Data ss:Type="DateTime">2018-04-01T00:00:00.000</Data></Cell><Cell ss:StyleID="s3"><Data ss:Type="Number">0.25</Data></Cell></Row>"#,
        ))
        .unwrap();
        let sheet = &document.sheets[0];
        let texts: Vec<Vec<&str>> = sheet
            .rows
            .iter()
            .map(|row| row.cells.iter().map(|c| c.text.as_str()).collect())
            .collect();
        assert_eq!(texts, [vec![], vec!["Rock & water", "", "4"], vec!["", "Apr-18", "25%"]]);
        assert_eq!((sheet.rows[1].cells[0].columns, sheet.rows[1].cells[0].bold), (2, true));
        assert_eq!(sheet.rows[2].cells[2].fill, colour::hex("FFC000"));
        assert!(sheet.rows[2].hidden && !sheet.rows[1].hidden);
        assert_eq!(
            (sheet.name.as_deref(), sheet.hidden_columns.as_slice()),
            (Some("Quarry"), &[2][..])
        );
    }

    #[test]
    fn struck_cells_are_left_out_and_said_to_be() {
        let text = workbook(r#"<Row><Cell ss:StyleID="s4"><Data ss:Type="String">gone</Data></Cell><Cell><Data ss:Type="String">kept</Data></Cell></Row>"#)
            .replace("</Styles>", r#"<Style ss:ID="s4"><Font ss:StrikeThrough="1"/></Style></Styles>"#);
        let sheet = crate::cells(text.as_bytes()).unwrap().1.sheets.remove(0);
        assert_eq!(sheet.rows[0].cells[0].text, "");
        assert_eq!((sheet.rows[0].cells[1].text.as_str(), sheet.remarks.len()), ("kept", 1));
    }

    #[test]
    fn hostile_workbooks_are_declined() {
        let far = r#"<Row ss:Index="4294967295"><Cell ss:Index="4294967295" ss:MergeAcross="4294967295" ss:MergeDown="4294967295"><Data ss:Type="Number">1e400</Data></Cell></Row>"#;
        assert!(matches!(read(&workbook(far)), Err(ReadError::TooLarge { .. })));
        let whole = workbook("<Row><Cell><Data>x</Data></Cell></Row>");
        assert!(matches!(read(&whole[..whole.len() - 40]), Err(ReadError::Damaged { .. })));
        let sheets = "<Worksheet></Worksheet>".repeat(1_001);
        assert!(matches!(
            read(&format!("<Workbook>{sheets}</Workbook>")),
            Err(ReadError::TooLarge { .. })
        ));
    }
}
