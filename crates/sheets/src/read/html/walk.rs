//! Tags and text → paragraphs and tables. End tags that HTML lets authors leave out are supplied.

use html5ever::{LocalName, tokenizer::Tag};

use super::elements::{is_block, is_heading, is_left_out, is_void};
use super::skipped::Skipped;
use super::style::{Classes, Style};
use crate::{
    ReadError,
    read::{
        blocks::{Block, Body, Paragraph, Table, TableCell, TableRow},
        colour,
        limits::{MOST_CELLS, MOST_NESTED_TABLES, too_many_cells},
        unsaid,
    },
    sheet::Rgb,
};

pub(super) const KIND: &str = "web page";

/// Inline elements remembered at once; a page that opens more without closing them is broken.
const MOST_INLINE: usize = 200;

/// Reads tokens one after another.
#[derive(Default)]
pub(super) struct Walk {
    root: Body,
    open: Vec<Open>,
    tables: usize,
    cells: usize,
    writing: Writing,
    inline: Vec<Inline>,
    lists: Vec<List>,
    preformatted: usize,
    skipped: Option<Skipped>,
    sheet: String,
    classes: Classes,
    refused: Option<ReadError>,
}

/// An inline element that is open.
struct Inline {
    name: LocalName,
    bold: bool,
    struck: bool,
}

/// The paragraph in the making.
#[derive(Default)]
struct Writing {
    text: String,
    marker: Option<String>,
    bold: usize,
    all: usize,
    fill: Option<Rgb>,
    heading: bool,
    struck: bool,
}

struct List {
    /// How its items are numbered; bullets otherwise.
    numbered: Option<String>,
    next: u32,
}

enum Open {
    Table { table: Table, definitions: bool },
    Row { row: TableRow, fill: Option<Rgb>, struck: bool },
    Cell { cell: TableCell, heading: bool, lists: usize, struck: bool },
}

impl Walk {
    pub(super) fn start(&mut self, tag: &Tag) {
        let name = tag.name.as_ref();
        if let Some(skipped) = &mut self.skipped {
            if !skipped.ends_before(name) {
                skipped.depth += usize::from(skipped.name == tag.name && !is_void(name));
                skipped.tables += usize::from(name == "table");
                return;
            }
            self.skipped = None;
        }
        let style = self.style(tag);
        if is_left_out(name) || style.hidden || attribute(tag, "hidden").is_some() {
            if !is_void(name) {
                self.skipped = Some(Skipped { name: tag.name.clone(), depth: 1, tables: 0 });
            }
            return;
        }
        match name {
            "table" => {
                self.close_to(|open| matches!(open, Open::Cell { .. }));
                self.open_table(false);
            }
            "dl" => self.open_table(true),
            "tr" if self.within(false) => {
                self.close_to(is_plain_table);
                let (row, fill) = (TableRow::default(), style.fill);
                self.open.push(Open::Row { row, fill, struck: style.struck });
            }
            "thead" | "tbody" | "tfoot" | "caption" | "colgroup" if self.within(false) => {
                self.close_to(is_plain_table);
            }
            "td" | "th" => self.open_cell(tag, style),
            "dt" | "dd" => self.open_definition(name),
            "br" => self.writing.text.push('\n'),
            "img" => {
                let words = attribute(tag, "alt").unwrap_or_default().to_owned();
                self.text(&words);
            }
            "ul" | "ol" | "menu" => {
                self.flush();
                let start = attribute(tag, "start").and_then(|start| start.parse().ok());
                let kind = || attribute(tag, "type").unwrap_or("1").to_owned();
                let numbered = (name == "ol").then(kind);
                self.lists.push(List { numbered, next: start.unwrap_or(1) });
            }
            "li" => {
                self.flush();
                self.writing.marker = Some(self.marker(tag));
            }
            "pre" => {
                self.flush();
                self.preformatted += 1;
            }
            _ if is_block(name) => {
                self.flush();
                self.writing.heading = is_heading(name);
                self.writing.fill = style.fill;
                self.writing.struck = style.struck;
            }
            _ if !is_void(name) => {
                if self.inline.len() < MOST_INLINE {
                    let bold = style.bold || matches!(name, "b" | "strong");
                    let struck = style.struck || matches!(name, "s" | "strike" | "del");
                    self.inline.push(Inline { name: tag.name.clone(), bold, struck });
                }
                self.writing.fill = self.writing.fill.or(style.fill);
            }
            _ => {}
        }
    }

    pub(super) fn end(&mut self, name: &LocalName) {
        if let Some(skipped) = &mut self.skipped {
            if skipped.name == *name {
                skipped.depth -= 1;
                if skipped.depth == 0 {
                    self.skipped = None;
                    self.classes.read(&std::mem::take(&mut self.sheet));
                }
                return;
            }
            if !skipped.ends_with(name) {
                skipped.tables = skipped.tables.saturating_sub(usize::from(&**name == "table"));
                return;
            }
            self.skipped = None;
        }
        match name.as_ref() {
            "table" if self.within(false) => {
                self.close_to(is_plain_table);
                self.close();
            }
            "dl" if self.within(true) => {
                self.close_to(|open| matches!(open, Open::Table { .. }));
                self.close();
            }
            "tr" | "thead" | "tbody" | "tfoot" if self.within(false) => {
                self.close_to(is_plain_table);
            }
            "td" | "th" if self.within(false) => {
                self.close_to(|open| is_plain_table(open) || matches!(open, Open::Row { .. }));
            }
            "dt" | "dd" => self.flush(),
            "ul" | "ol" | "menu" => {
                self.flush();
                if self.lists.len() > self.lists_outside() {
                    self.lists.pop();
                }
            }
            "li" => {
                self.flush();
                self.writing.marker = None;
            }
            "pre" => {
                self.flush();
                self.preformatted = self.preformatted.saturating_sub(1);
            }
            other if is_block(other) => self.flush(),
            _ => {
                if let Some(at) = self.inline.iter().rposition(|open| open.name == *name) {
                    self.inline.truncate(at);
                }
            }
        }
    }

    pub(super) fn text(&mut self, text: &str) {
        if let Some(skipped) = &self.skipped {
            if &*skipped.name == "style" {
                self.sheet.push_str(text);
            }
            return;
        }
        let bold = self.writing.heading
            || self.inline.iter().any(|open| open.bold)
            || matches!(self.open.last(), Some(Open::Cell { heading: true, .. }));
        let struck = self.is_struck() && !text.trim().is_empty();
        if struck {
            unsaid::begin(&mut self.writing.text);
        }
        for c in text.chars() {
            if c.is_ascii_whitespace() && self.preformatted == 0 {
                if !self.writing.text.ends_with([' ', '\n']) {
                    self.writing.text.push(' ');
                }
                continue;
            }
            if !c.is_whitespace() {
                self.writing.all += 1;
                self.writing.bold += usize::from(bold);
            }
            self.writing.text.push(c);
        }
        if struck {
            unsaid::end(&mut self.writing.text);
        }
    }

    /// Whether the text that comes is struck through.
    fn is_struck(&self) -> bool {
        let by_table = |open: &Open| match open {
            Open::Row { struck, .. } | Open::Cell { struck, .. } => *struck,
            Open::Table { .. } => false,
        };
        self.writing.struck
            || self.inline.iter().any(|open| open.struck)
            || self.open.iter().any(by_table)
    }

    /// Everything read, or why it was refused.
    pub(super) fn finish(mut self) -> Result<Body, ReadError> {
        while !self.open.is_empty() {
            self.close();
        }
        self.flush();
        self.refused.map_or(Ok(self.root), Err)
    }

    fn style(&self, tag: &Tag) -> Style {
        let own = attribute(tag, "style").map(Style::of).unwrap_or_default();
        let by_class = attribute(tag, "class").map(|classes| self.classes.style(classes));
        let style = own.over(by_class.unwrap_or_default());
        let by_attribute = attribute(tag, "bgcolor")
            .and_then(|value| colour::named(value).or_else(|| colour::hex(value)))
            .filter(|colour| *colour != colour::WHITE);
        Style { fill: style.fill.or(by_attribute), ..style }
    }

    /// Whether a table (or a list of definitions) is open.
    fn within(&self, definitions: bool) -> bool {
        let is =
            |open: &Open| matches!(open, Open::Table { definitions: d, .. } if *d == definitions);
        self.open.iter().any(is)
    }

    fn open_table(&mut self, definitions: bool) {
        self.flush();
        self.tables += 1;
        if self.tables > MOST_NESTED_TABLES {
            let detail = "its tables are nested too deeply".to_owned();
            self.refused = Some(ReadError::Damaged { kind: KIND, detail });
        }
        // Past the refusal nothing is kept.
        if self.refused.is_none() {
            self.open.push(Open::Table { table: Table::default(), definitions });
        }
    }

    fn open_cell(&mut self, tag: &Tag, style: Style) {
        if !self.within(false) {
            return self.flush();
        }
        self.close_to(|open| is_plain_table(open) || matches!(open, Open::Row { .. }));
        let row_fill = match self.open.last() {
            Some(Open::Row { fill, .. }) => *fill,
            _ => {
                self.open.push(Open::Row { row: TableRow::default(), fill: None, struck: false });
                None
            }
        };
        let span = |name, most: u16| {
            let value = attribute(tag, name).and_then(|value| value.trim().parse::<u16>().ok());
            value.unwrap_or(1).clamp(1, most)
        };
        let (columns, rows) = (span("colspan", 1000), span("rowspan", 65_534));
        let fill = style.fill.or(row_fill);
        let heading = &*tag.name == "th" || style.bold;
        self.begin(
            TableCell { columns, rows, fill, ..TableCell::default() },
            heading,
            style.struck,
        );
    }

    fn begin(&mut self, cell: TableCell, heading: bool, struck: bool) {
        self.flush();
        self.cells += usize::from(cell.columns);
        if self.cells > MOST_CELLS {
            self.refused.get_or_insert_with(too_many_cells);
        }
        self.inline.clear();
        self.open.push(Open::Cell { cell, heading, lists: self.lists.len(), struck });
    }

    /// A term begins a row; what defines it is the row's second cell.
    fn open_definition(&mut self, name: &str) {
        let is_definitions = |open: &Open| matches!(open, Open::Table { definitions: true, .. });
        let innermost = self.open.iter().rfind(|open| matches!(open, Open::Table { .. }));
        if !innermost.is_some_and(is_definitions) {
            return self.flush();
        }
        let of_term = name == "dt";
        self.close_to(|open| {
            is_definitions(open) || (!of_term && matches!(open, Open::Row { .. }))
        });
        let again = match self.open.last_mut() {
            Some(Open::Row { row, .. }) if row.cells.len() > 1 => row.cells.pop(),
            Some(Open::Row { .. }) => None,
            _ => {
                self.open.push(Open::Row { row: TableRow::default(), fill: None, struck: false });
                None
            }
        };
        self.begin(again.unwrap_or_default(), of_term, false);
    }

    /// Closes what is open above the innermost thing of a kind; all of it where there is none.
    fn close_to(&mut self, is: impl Fn(&Open) -> bool) {
        while self.open.last().is_some_and(|open| !is(open)) {
            self.close();
        }
    }

    fn close(&mut self) {
        self.flush();
        match self.open.pop() {
            Some(Open::Cell { cell, lists, .. }) => {
                self.lists.truncate(lists);
                self.inline.clear();
                if let Some(Open::Row { row, .. }) = self.open.last_mut() {
                    row.cells.push(cell);
                }
            }
            Some(Open::Row { row, .. }) => {
                if let Some(Open::Table { table, .. }) = self.open.last_mut() {
                    table.rows.push(row);
                }
            }
            Some(Open::Table { table, .. }) => {
                self.tables = self.tables.saturating_sub(1);
                self.add(Block::Table(table));
            }
            None => {}
        }
    }

    /// Adds to the innermost open cell, else to the page; what stands in a table but in no cell
    /// comes before the table, where browsers put it.
    fn add(&mut self, block: Block) {
        let cell = self.open.iter_mut().rev().find_map(|open| match open {
            Open::Cell { cell, .. } => Some(&mut cell.body),
            _ => None,
        });
        cell.unwrap_or(&mut self.root).blocks.push(block);
    }

    /// Ends the paragraph.
    fn flush(&mut self) {
        let Writing { text, marker, bold, all, fill, .. } = std::mem::take(&mut self.writing);
        let lines: Vec<&str> = text.split('\n').map(str::trim).collect();
        let text = lines.join("\n");
        let text = text.trim();
        if text.is_empty() {
            self.writing.marker = marker;
            return;
        }
        let text = format!("{}{text}", marker.unwrap_or_default());
        let bold = all > 0 && bold == all;
        self.add(Block::Paragraph(Paragraph { text, bold, fill, page: None }));
    }

    fn lists_outside(&self) -> usize {
        let lists = self.open.iter().rev().find_map(|open| match open {
            Open::Cell { lists, .. } => Some(*lists),
            _ => None,
        });
        lists.unwrap_or(0)
    }

    /// What stands before the next item of the innermost list.
    fn marker(&mut self, tag: &Tag) -> String {
        let outside = self.lists_outside();
        let depth = self.lists.len().saturating_sub(outside + 1).min(8);
        let indent = "  ".repeat(depth);
        let Some(List { numbered: Some(kind), next }) =
            self.lists.get_mut(outside..).and_then(<[List]>::last_mut)
        else {
            return format!("{indent}• ");
        };
        let value = attribute(tag, "value").and_then(|value| value.parse().ok()).unwrap_or(*next);
        *next = value.saturating_add(1);
        let letter = |first: u8| match u8::try_from(value) {
            Ok(value @ 1..=26) => char::from(first + value - 1).to_string(),
            _ => value.to_string(),
        };
        let number = match kind.as_str() {
            "a" => letter(b'a'),
            "A" => letter(b'A'),
            _ => value.to_string(),
        };
        format!("{indent}{number}. ")
    }
}

fn is_plain_table(open: &Open) -> bool {
    matches!(open, Open::Table { definitions: false, .. })
}

fn attribute<'a>(tag: &'a Tag, name: &str) -> Option<&'a str> {
    tag.attrs.iter().find(|attr| &*attr.name.local == name).map(|attr| &*attr.value)
}
