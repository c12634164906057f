//! The document's XML → paragraphs and tables. Reads event by event with a stack of its own, so
//! that nesting costs no stack of the program's.

use quick_xml::{
    events::{BytesStart, Event},
    name::QName,
};

use super::{
    KIND,
    numbering::Numbering,
    run::{Run, Writing, run_property, shading},
    styles::{ListPlace, Styles},
};
use crate::{
    ReadError,
    read::{
        blocks::{Block, Body, Paragraph, Table, TableCell, TableRow},
        limits::{MOST_CELLS, MOST_NESTED_TABLES, too_many_cells},
        unsaid,
        xml::{attribute, is_on, number, push_reference, reader},
    },
};

/// Columns of a table; Word itself stops at 63.
const MOST_COLUMNS: u16 = 256;

/// Reads a part of the document: its body, a header, a footer.
pub(super) fn read(text: &str, numbering: Numbering, styles: &Styles) -> Result<Body, ReadError> {
    let mut walk = Walk::new(text, numbering, styles);
    let mut reader = reader(text);
    loop {
        match reader.read_event() {
            Ok(Event::Start(e)) => walk.start(&e, false)?,
            Ok(Event::Empty(e)) => walk.start(&e, true)?,
            Ok(Event::End(e)) => walk.end(e.name()),
            Ok(Event::Text(t)) => walk.text(&t.xml10_content()),
            Ok(Event::CData(t)) => walk.text(&t.xml10_content()),
            Ok(Event::GeneralRef(r)) => {
                let mut text = String::new();
                push_reference(&r, &mut text);
                walk.text(&text);
            }
            Ok(Event::Eof) => return walk.finish(),
            Ok(_) => {}
            Err(error) => {
                return Err(ReadError::Damaged { kind: KIND, detail: error.to_string() });
            }
        }
    }
}

/// What is open while the events go by.
enum Open {
    Body(Body),
    Table(Table),
    /// A row, and whether it was deleted with changes tracked.
    Row(TableRow, bool),
    Cell(TableCell),
    Paragraph(Writing),
}

struct Walk<'a> {
    styles: &'a Styles,
    numbering: Numbering,
    stack: Vec<Open>,
    run: Run,
    /// Elements open inside one that does not show.
    skipped: usize,
    /// Deletions open, with changes tracked.
    deleted: usize,
    /// Whether text that comes is shown text.
    in_text: bool,
    in_run: bool,
    /// How many content controls are open, and at how many the one that shows its prompt opened.
    controls: usize,
    prompt: Option<usize>,
    page: Option<u32>,
    /// Whether the document says where each page began when it was last laid out.
    laid_out: bool,
    tables: usize,
    cells: usize,
}

impl<'a> Walk<'a> {
    fn new(text: &str, numbering: Numbering, styles: &'a Styles) -> Self {
        let laid_out = text.contains("lastRenderedPageBreak");
        let breaks =
            laid_out || text.contains("w:type=\"page\"") || text.contains("pageBreakBefore");
        Self {
            styles,
            numbering,
            stack: vec![Open::Body(Body::default())],
            run: Run::default(),
            skipped: 0,
            deleted: 0,
            in_text: false,
            in_run: false,
            controls: 0,
            prompt: None,
            page: breaks.then_some(1),
            laid_out,
            tables: 0,
            cells: 0,
        }
    }

    fn start(&mut self, e: &BytesStart<'_>, empty: bool) -> Result<(), ReadError> {
        let name = e.local_name();
        let name = name.as_ref();
        if self.skipped > 0 {
            self.skipped += usize::from(!empty);
            return Ok(());
        }
        if is_drawing(e.name()) {
            return Ok(());
        }
        match name {
            // Deleted or moved away, comments, and the second telling of what stands before it.
            "moveFrom" | "Fallback" | "instrText" | "pPrChange" | "rPrChange" | "tcPrChange"
            | "trPrChange" | "tblPrChange" | "sectPrChange"
                if !empty =>
            {
                self.skipped = 1;
            }
            // Word 2003 says so of what changed.
            "annotation" if attribute(e, "type").is_some_and(|kind| kind == "Word.Deletion") => {
                self.skipped = usize::from(!empty);
            }
            "del" => match self.stack.last_mut() {
                Some(Open::Row(_, deleted)) => *deleted = true,
                _ => self.deleted += usize::from(!empty),
            },
            "p" if !empty => {
                let writing = Writing { page: self.page, ..Writing::default() };
                self.stack.push(Open::Paragraph(writing));
            }
            "tbl" if !empty => {
                self.tables += 1;
                if self.tables > MOST_NESTED_TABLES {
                    return Err(ReadError::Damaged {
                        kind: KIND,
                        detail: "its tables are nested too deeply".to_owned(),
                    });
                }
                self.stack.push(Open::Table(Table::default()));
            }
            "tr" if !empty => {
                let row = TableRow { page: self.page, ..TableRow::default() };
                self.stack.push(Open::Row(row, false));
            }
            "tc" => {
                self.cells += 1;
                self.stack.push(Open::Cell(TableCell::default()));
                if empty {
                    self.close("tc");
                }
            }
            "sdt" if !empty => self.controls += 1,
            // A form's prompt ("Click here to enter text") is no text of the document.
            "showingPlcHdr" if is_on(e, "val") => self.prompt = Some(self.controls),
            "txbxContent" if !empty => self.stack.push(Open::Body(Body::default())),
            "r" if !empty => {
                self.run = Run::default();
                self.in_run = true;
            }
            // Deleted with changes tracked.
            "t" | "delText" => self.in_text = !empty,
            _ => self.property(name, e),
        }
        if self.cells > MOST_CELLS {
            return Err(too_many_cells());
        }
        Ok(())
    }

    /// What a row, a cell, a paragraph or a run says of itself, and the signs among its text.
    fn property(&mut self, name: &str, e: &BytesStart<'_>) {
        if name == "lastRenderedPageBreak" {
            self.turn_page();
            return;
        }
        match self.stack.last_mut() {
            Some(Open::Row(row, _)) => match name {
                "gridBefore" => {
                    let missing = number::<u16>(e, "val").unwrap_or(0).min(MOST_COLUMNS);
                    self.cells += usize::from(missing);
                    row.cells.extend((0..missing).map(|_| TableCell::default()));
                }
                "hidden" => row.hidden = is_on(e, "val"),
                _ => {}
            },
            Some(Open::Cell(cell)) => match name {
                "gridSpan" => {
                    cell.columns = number::<u16>(e, "val").unwrap_or(1).clamp(1, MOST_COLUMNS);
                    self.cells += usize::from(cell.columns);
                }
                "vMerge" | "vmerge" => {
                    cell.continues = attribute(e, "val").is_none_or(|v| v != "restart")
                }
                "hMerge" => cell.joins_left = attribute(e, "val").is_none_or(|v| v != "restart"),
                "shd" => cell.fill = shading(e),
                _ => {}
            },
            Some(Open::Paragraph(writing)) if self.in_run => {
                run_property(name, e, self.styles, &mut self.run, writing);
                let breaks_page = name == "br" && attribute(e, "type").is_some_and(|v| v == "page");
                if breaks_page && !self.laid_out {
                    self.turn_page();
                }
            }
            Some(Open::Paragraph(writing)) => match name {
                "pStyle" => writing.style = attribute(e, "val").unwrap_or_default().into_owned(),
                "numId" => writing.place.list = number(e, "val"),
                "ilvl" => writing.place.level = number(e, "val"),
                "shd" => writing.fill = shading(e),
                "pageBreakBefore" if !self.laid_out && is_on(e, "val") => self.turn_page(),
                _ => {}
            },
            _ => {}
        }
    }

    /// What comes now stands on the next page; a paragraph with no text yet goes with it.
    fn turn_page(&mut self) {
        self.page = self.page.map(|page| page.saturating_add(1));
        for open in self.stack.iter_mut().rev() {
            match open {
                Open::Paragraph(writing) if writing.text.is_empty() => writing.page = self.page,
                Open::Cell(cell) if cell.body.blocks.is_empty() => {}
                Open::Row(row, _) if row.cells.is_empty() => row.page = self.page,
                _ => break,
            }
        }
    }

    fn text(&mut self, text: &str) {
        let hidden = self.skipped > 0 || self.run.hidden || self.prompt.is_some();
        if !self.in_text || hidden {
            return;
        }
        let is_row_deleted =
            self.stack.iter().any(|open| matches!(open, Open::Row(_, deleted) if *deleted));
        if let Some(Open::Paragraph(writing)) = self.stack.last_mut() {
            let struck = || self.styles.struck(&writing.style);
            let is_struck =
                self.deleted > 0 || is_row_deleted || self.run.struck.unwrap_or_else(struck);
            if is_struck {
                return unsaid::push_struck(&mut writing.text, text);
            }
            let by_style = || self.styles.bold(&writing.style);
            let letters = text.chars().filter(|c| !c.is_whitespace()).count();
            if self.run.bold.unwrap_or_else(by_style) {
                writing.bold += letters;
            }
            writing.all += letters;
            writing.text.push_str(text);
        }
    }

    fn end(&mut self, name: QName<'_>) {
        if self.skipped > 0 {
            self.skipped -= 1;
            return;
        }
        if is_drawing(name) {
            return;
        }
        let name = name.local_name();
        let name = name.as_ref();
        match name {
            "sdt" => {
                self.controls = self.controls.saturating_sub(1);
                self.prompt = self.prompt.filter(|depth| *depth <= self.controls);
            }
            "t" | "delText" => self.in_text = false,
            "del" => self.deleted = self.deleted.saturating_sub(1),
            "r" => self.in_run = false,
            "p" | "tbl" | "tr" | "tc" | "txbxContent" => self.close(name),
            _ => {}
        }
    }

    /// Closes the innermost open thing if it is what ends; a stray end closes nothing.
    fn close(&mut self, name: &str) {
        let fits = matches!(
            (name, self.stack.last()),
            ("p", Some(Open::Paragraph(_)))
                | ("tbl", Some(Open::Table(_)))
                | ("tr", Some(Open::Row(..)))
                | ("tc", Some(Open::Cell(_)))
                | ("txbxContent", Some(Open::Body(_)))
        );
        if !fits || self.stack.len() < 2 {
            return;
        }
        match self.stack.pop() {
            Some(Open::Paragraph(writing)) => self.close_paragraph(writing),
            Some(Open::Table(table)) => {
                self.tables = self.tables.saturating_sub(1);
                self.add(Block::Table(table));
            }
            Some(Open::Row(row, _)) => {
                if let Some(Open::Table(table)) = self.stack.last_mut() {
                    table.rows.push(row);
                }
            }
            Some(Open::Cell(cell)) => {
                if let Some(Open::Row(row, _)) = self.stack.last_mut() {
                    row.cells.push(cell);
                }
            }
            Some(Open::Body(body)) => {
                // The run that the text box stands in goes on.
                self.in_run = true;
                match self.stack.last_mut() {
                    Some(Open::Paragraph(writing)) => writing.boxes.extend(body.blocks),
                    Some(Open::Body(outer)) => outer.blocks.extend(body.blocks),
                    _ => {}
                }
            }
            None => {}
        }
    }

    fn close_paragraph(&mut self, writing: Writing) {
        let by_style = self.styles.place(&writing.style);
        let place = ListPlace {
            list: writing.place.list.or(by_style.list),
            level: writing.place.level.or(by_style.level),
        };
        let words = writing.text.trim();
        let marker = self.numbering.next(place);
        let text = marker.map_or_else(|| words.to_owned(), |marker| marker.before(words));
        let bold = writing.all > 0 && writing.bold == writing.all;
        self.add(Block::Paragraph(Paragraph {
            text,
            bold,
            fill: writing.fill,
            page: writing.page,
        }));
        for block in writing.boxes {
            self.add(block);
        }
    }

    fn add(&mut self, block: Block) {
        match self.stack.last_mut() {
            Some(Open::Body(body)) => body.blocks.push(block),
            Some(Open::Cell(cell)) => cell.body.blocks.push(block),
            Some(Open::Paragraph(writing)) => writing.boxes.push(block),
            // Nothing else may hold a block; what a damaged file puts there is kept beside it.
            _ => {
                if let Some(Open::Body(body)) = self.stack.first_mut() {
                    body.blocks.push(block);
                }
            }
        }
    }

    fn finish(mut self) -> Result<Body, ReadError> {
        let complete = self.stack.len() == 1;
        match self.stack.pop() {
            Some(Open::Body(body)) if complete => Ok(body),
            _ => Err(ReadError::Damaged { kind: KIND, detail: "its text breaks off".to_owned() }),
        }
    }
}

/// Whether a name belongs to a drawing, whose elements share their names with those of text.
fn is_drawing(name: QName<'_>) -> bool {
    name.prefix().is_some_and(|prefix| prefix.as_ref() == "a")
}
