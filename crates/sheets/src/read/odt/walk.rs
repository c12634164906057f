//! The document's XML → paragraphs and tables. Reads event by event with a stack of its own, so
//! that nesting costs no stack of the program's.

use quick_xml::{
    events::{BytesStart, Event},
    name::QName,
};

use super::{
    changes::Deletions,
    damaged,
    lists::Lists,
    styles::{Family, Look, Styles},
};
use crate::{
    ReadError,
    read::{
        blocks::{Block, Body, Marker, Paragraph, Table, TableCell, TableRow},
        limits::{MOST_CELLS, MOST_NESTED_TABLES, MOST_REPEATS, TEXT_OF_A_CELL, too_many_cells},
        unsaid,
        xml::{attribute, number, push_reference, reader},
    },
    sheet::Rgb,
};

/// Columns of a table that one cell may take.
const MOST_COLUMNS: u16 = 256;

/// Lists inside each other, and words set in words; what nests deeper is damage.
const MOST_NESTED: usize = 1_000;

/// The text of the document.
pub(super) fn body(text: &str, styles: &Styles, lists: &Lists) -> Result<Body, ReadError> {
    let parts = walk(text, styles, lists, &[("office", "text")])?;
    Ok(Body { blocks: parts.into_iter().flat_map(|part| part.blocks).collect() })
}

/// What stands at the head of its pages.
pub(super) fn headers(text: &str, styles: &Styles, lists: &Lists) -> Result<Vec<Body>, ReadError> {
    const PARTS: [(&str, &str); 3] =
        [("style", "header"), ("style", "header-left"), ("style", "header-first")];
    walk(text, styles, lists, &PARTS)
}

/// What stands at their foot.
pub(super) fn footers(text: &str, styles: &Styles, lists: &Lists) -> Result<Vec<Body>, ReadError> {
    const PARTS: [(&str, &str); 3] =
        [("style", "footer"), ("style", "footer-left"), ("style", "footer-first")];
    walk(text, styles, lists, &PARTS)
}

/// Reads what stands in the elements of some names, each as a body of its own.
fn walk(
    text: &str,
    styles: &Styles,
    lists: &Lists,
    parts: &[(&str, &str)],
) -> Result<Vec<Body>, ReadError> {
    let is_part = |name: QName<'_>| {
        let prefix = name.prefix();
        let prefix = prefix.as_ref().map(|prefix| prefix.as_ref()).unwrap_or_default();
        parts.iter().any(|(space, local)| *space == prefix && *local == name.local_name().as_ref())
    };
    let mut found = Vec::new();
    let mut open: Option<Walk<'_>> = None;
    let tracked = text.contains("tracked-changes");
    let mut deletions = if tracked { Deletions::read(text) } else { Deletions::default() };
    let mut reader = reader(text);
    loop {
        let event = reader.read_event().map_err(|error| damaged(&error.to_string()))?;
        let Some(walk) = &mut open else {
            match event {
                Event::Start(e) if is_part(e.name()) => {
                    let shown = attribute(&e, "display").is_none_or(|display| display != "false");
                    let own = Walk::new(text, styles, lists.clone());
                    let own = Walk { deletions: std::mem::take(&mut deletions), ..own };
                    open = Some(own).filter(|_| shown);
                }
                Event::Eof => return Ok(found),
                _ => {}
            }
            continue;
        };
        match event {
            Event::Start(e) => walk.start(&e, false)?,
            Event::Empty(e) => walk.start(&e, true)?,
            Event::End(e) if is_part(e.name()) && walk.skipped == 0 => {
                found.extend(open.take().map(Walk::finish).transpose()?);
            }
            Event::End(e) => walk.end(e.name().local_name().as_ref())?,
            Event::Text(t) => walk.text(&t.xml10_content()),
            Event::CData(t) => walk.text(&t.xml10_content()),
            Event::GeneralRef(r) => {
                let mut text = String::new();
                push_reference(&r, &mut text);
                walk.text(&text);
            }
            Event::Eof => return Err(damaged("its text breaks off")),
            _ => {}
        }
    }
}

/// What is open while the events go by.
enum Open {
    Body(Body),
    Table(Table),
    /// A row, and how often it is repeated.
    Row(TableRow, u32),
    /// A cell, and how often it is repeated.
    Cell(TableCell, u32),
    Paragraph(Writing),
}

/// A paragraph in the making.
#[derive(Default)]
struct Writing {
    text: String,
    look: Look,
    marker: Option<Marker>,
    /// Letters set bold, and letters in all.
    bold: usize,
    all: usize,
    fill: Option<Rgb>,
    page: Option<u32>,
    /// How many spans were open around it: a text box stands in a word of another paragraph.
    spans: usize,
    /// What text boxes in it hold; it follows the paragraph.
    boxes: Vec<Block>,
}

struct Walk<'a> {
    styles: &'a Styles,
    lists: Lists,
    stack: Vec<Open>,
    spans: Vec<Look>,
    deletions: Deletions,
    /// Deletions open, whose words stand in their place.
    deleted: usize,
    /// Elements open inside one that does not show.
    skipped: usize,
    page: Option<u32>,
    tables: usize,
    cells: usize,
}

impl<'a> Walk<'a> {
    fn new(text: &str, styles: &'a Styles, lists: Lists) -> Self {
        let paged = text.contains("soft-page-break") || text.contains("break-before=\"page\"");
        Self {
            styles,
            lists,
            stack: vec![Open::Body(Body::default())],
            spans: vec![],
            deletions: Deletions::default(),
            deleted: 0,
            skipped: 0,
            page: paged.then_some(1),
            tables: 0,
            cells: 0,
        }
    }

    fn start(&mut self, e: &BytesStart<'_>, empty: bool) -> Result<(), ReadError> {
        if self.skipped > 0 {
            self.skipped += usize::from(!empty);
            return Ok(());
        }
        let name = e.local_name();
        let name = name.as_ref();
        if self.is_hidden(name, e) {
            self.skipped = usize::from(!empty);
            return Ok(());
        }
        match name {
            "p" | "h" => {
                self.open_paragraph(name, e);
                if empty {
                    self.close("p")?;
                }
            }
            "span" if !empty => {
                let style = attribute(e, "style-name").unwrap_or_default();
                self.spans.push(self.styles.look(Family::Words, &style));
            }
            "s" => {
                let spaces = number::<usize>(e, "c").unwrap_or(1).min(1000);
                self.write(&" ".repeat(spaces));
            }
            "change-start" if self.deletions.has(e) => self.deleted += 1,
            "change-end" if self.deletions.has(e) => self.deleted = self.deleted.saturating_sub(1),
            "change" => {
                if let Some(words) = self.deletions.take(e) {
                    self.strike(&words);
                }
            }
            "tab" => self.write("\t"),
            "line-break" => self.write("\n"),
            "soft-page-break" => self.turn_page(),
            "list" if !empty => self.lists.begin(e),
            "list-item" if !empty => self.lists.item(e),
            "table" if !empty => {
                self.tables += 1;
                if self.tables > MOST_NESTED_TABLES {
                    return Err(damaged("its tables are nested too deeply"));
                }
                self.stack.push(Open::Table(Table::default()));
            }
            "table-row" if !empty => {
                let row = TableRow {
                    page: self.page,
                    hidden: attribute(e, "visibility").is_some_and(|value| value != "visible"),
                    ..TableRow::default()
                };
                let repeats = number(e, "number-rows-repeated").unwrap_or(1);
                self.stack.push(Open::Row(row, repeats));
            }
            "table-cell" => {
                self.open_cell(e);
                if empty {
                    self.close("table-cell")?;
                }
            }
            _ => {}
        }
        if self.cells > MOST_CELLS {
            return Err(too_many_cells());
        }
        let deep = self.stack.len().max(self.spans.len()).max(self.lists.depth());
        if deep > MOST_NESTED {
            return Err(damaged("its text is nested too deeply"));
        }
        Ok(())
    }

    /// Whether an element is no text of the page: deleted, a comment, a note, a picture's name.
    fn is_hidden(&self, name: &str, e: &BytesStart<'_>) -> bool {
        let of_drawing = || e.name().prefix().is_some_and(|prefix| prefix.as_ref() == "svg");
        match name {
            "tracked-changes" | "annotation" | "note" | "forms" | "covered-table-cell"
            | "placeholder" | "ruby-text" | "object" | "object-ole" | "math" | "script"
            | "event-listeners" | "binary-data" => true,
            "title" | "desc" => of_drawing(),
            "section" => {
                let style = attribute(e, "style-name").unwrap_or_default();
                attribute(e, "display").is_some_and(|display| display == "none")
                    || self.styles.look(Family::Section, &style).hidden == Some(true)
            }
            // What an index is made from stands before what it shows.
            _ => {
                name.ends_with("-source")
                    && e.name().prefix().is_some_and(|prefix| prefix.as_ref() == "text")
            }
        }
    }

    fn open_paragraph(&mut self, name: &str, e: &BytesStart<'_>) {
        let style = attribute(e, "style-name").unwrap_or_default();
        let look = self.styles.look(Family::Paragraph, &style);
        // Text comes before the first page turns.
        if look.begins_page && !self.is_blank() {
            self.turn_page();
        }
        let in_list = self.lists.depth() > 0;
        let marker = if name == "h" && !in_list {
            let numbered = attribute(e, "is-list-header").is_none_or(|value| value != "true");
            let level = number(e, "outline-level").unwrap_or(1);
            if numbered { self.lists.heading(level) } else { None }
        } else {
            self.lists.next(self.styles.list(&style))
        };
        self.stack.push(Open::Paragraph(Writing {
            look,
            marker,
            fill: look.fill,
            page: self.page,
            spans: self.spans.len(),
            ..Writing::default()
        }));
    }

    fn open_cell(&mut self, e: &BytesStart<'_>) {
        let span = |name| number::<u16>(e, name).unwrap_or(1).max(1);
        let style = attribute(e, "style-name").unwrap_or_default();
        let cell = TableCell {
            columns: span("number-columns-spanned").min(MOST_COLUMNS),
            rows: span("number-rows-spanned"),
            fill: self.styles.look(Family::Cell, &style).fill,
            ..TableCell::default()
        };
        self.cells += usize::from(cell.columns);
        let repeats = number::<u32>(e, "number-columns-repeated").unwrap_or(1);
        self.stack.push(Open::Cell(cell, repeats.clamp(1, u32::from(MOST_COLUMNS))));
    }

    /// Whether nothing has been read yet.
    fn is_blank(&self) -> bool {
        self.stack.len() == 1
            && matches!(self.stack.first(), Some(Open::Body(body)) if body.blocks.is_empty())
    }

    /// What comes now stands on the next page; a row with no cells yet goes with it.
    fn turn_page(&mut self) {
        self.page = self.page.map(|page| page.saturating_add(1));
        for open in self.stack.iter_mut().rev() {
            match open {
                Open::Paragraph(writing) if writing.text.is_empty() => writing.page = self.page,
                Open::Cell(cell, _) if cell.body.blocks.is_empty() => {}
                Open::Row(row, _) if row.cells.is_empty() => row.page = self.page,
                _ => break,
            }
        }
    }

    /// Text of the XML, whose white space counts as one space.
    fn text(&mut self, text: &str) {
        if self.skipped > 0 {
            return;
        }
        let Some(Open::Paragraph(writing)) = self.stack.last() else { return };
        let mut spaced = writing.text.is_empty() || writing.text.ends_with([' ', '\n', '\t']);
        let mut out = String::with_capacity(text.len());
        for c in text.chars() {
            let space = matches!(c, ' ' | '\n' | '\r' | '\t');
            if !space {
                out.push(c);
            } else if !spaced {
                out.push(' ');
            }
            spaced = space;
        }
        self.write(&out);
    }

    /// Text as it shows.
    fn write(&mut self, text: &str) {
        let Some(Open::Paragraph(writing)) = self.stack.last_mut() else { return };
        let set = self.spans.get(writing.spans..).unwrap_or_default();
        let said = |of: fn(&Look) -> Option<bool>| set.iter().rev().find_map(of);
        if said(|look| look.hidden).or(writing.look.hidden).unwrap_or(false) {
            return;
        }
        let is_struck = said(|look| look.struck).or(writing.look.struck).unwrap_or(false);
        if self.deleted > 0 || is_struck {
            return unsaid::push_struck(&mut writing.text, text);
        }
        let letters = text.chars().filter(|c| !c.is_whitespace()).count();
        if said(|look| look.bold).or(writing.look.bold).unwrap_or(false) {
            writing.bold += letters;
        }
        writing.all += letters;
        if letters > 0 {
            writing.fill = writing.fill.or_else(|| set.iter().rev().find_map(|look| look.fill));
        }
        writing.text.push_str(text);
    }

    /// Words that were deleted here, and stand elsewhere.
    fn strike(&mut self, words: &str) {
        if let Some(Open::Paragraph(writing)) = self.stack.last_mut() {
            unsaid::push_struck(&mut writing.text, words);
        }
    }

    fn end(&mut self, name: &str) -> Result<(), ReadError> {
        if self.skipped > 0 {
            self.skipped -= 1;
            return Ok(());
        }
        match name {
            "span" => {
                self.spans.pop();
            }
            "list" => self.lists.end(),
            "h" => self.close("p")?,
            "p" | "table" | "table-row" | "table-cell" => self.close(name)?,
            _ => {}
        }
        Ok(())
    }

    /// Closes the innermost open thing if it is what ends; a stray end closes nothing.
    fn close(&mut self, name: &str) -> Result<(), ReadError> {
        let fits = matches!(
            (name, self.stack.last()),
            ("p", Some(Open::Paragraph(_)))
                | ("table", Some(Open::Table(_)))
                | ("table-row", Some(Open::Row(..)))
                | ("table-cell", Some(Open::Cell(..)))
        );
        if !fits || self.stack.len() < 2 {
            return Ok(());
        }
        match self.stack.pop() {
            Some(Open::Paragraph(writing)) => self.close_paragraph(writing),
            Some(Open::Table(table)) => {
                self.tables = self.tables.saturating_sub(1);
                self.add(Block::Table(table));
            }
            Some(Open::Row(row, repeats)) => {
                let told = row.cells.iter().any(|cell| !is_empty(cell));
                let times = if told { repeats.clamp(1, MOST_REPEATS) } else { 1 };
                self.spend(|| row.cells.iter().map(weight).sum(), times)?;
                if let Some(Open::Table(table)) = self.stack.last_mut() {
                    table.rows.extend(std::iter::repeat_n(row, times as usize));
                }
            }
            Some(Open::Cell(cell, times)) => {
                self.spend(|| weight(&cell), times)?;
                if let Some(Open::Row(row, _)) = self.stack.last_mut() {
                    row.cells.extend(std::iter::repeat_n(cell, times as usize));
                }
            }
            Some(Open::Body(_)) | None => {}
        }
        Ok(())
    }

    /// Counts the copies of what a file writes once.
    fn spend(&mut self, weight: impl FnOnce() -> usize, times: u32) -> Result<(), ReadError> {
        if times > 1 {
            let copies = usize::try_from(times - 1).unwrap_or(usize::MAX);
            self.cells = self.cells.saturating_add(weight().saturating_mul(copies));
        }
        if self.cells > MOST_CELLS { Err(too_many_cells()) } else { Ok(()) }
    }

    fn close_paragraph(&mut self, writing: Writing) {
        let words = writing.text.trim();
        let text = writing.marker.map_or_else(|| words.to_owned(), |marker| marker.before(words));
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
            Some(Open::Cell(cell, _)) => cell.body.blocks.push(block),
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
            _ => Err(damaged("its text breaks off")),
        }
    }
}

fn is_empty(cell: &TableCell) -> bool {
    cell.body.blocks.iter().all(|block| match block {
        Block::Paragraph(paragraph) => paragraph.text.is_empty(),
        Block::Table(_) => false,
    })
}

/// How many cells of the budget one cell counts as.
fn weight(cell: &TableCell) -> usize {
    let text: usize = cell
        .body
        .blocks
        .iter()
        .map(|block| match block {
            Block::Paragraph(paragraph) => 64 + paragraph.text.len(),
            Block::Table(table) => {
                table.rows.iter().flat_map(|row| &row.cells).map(weight).sum::<usize>()
                    * TEXT_OF_A_CELL
            }
        })
        .sum();
    usize::from(cell.columns) + text / TEXT_OF_A_CELL
}
