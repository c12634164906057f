//! The signs of a file → paragraphs and tables, with a stack of groups of its own.

use std::rc::Rc;

use super::{
    characters::{Fonts, sign},
    damaged,
    group::{Group, Place, is_kept, place},
    rows::{Gathered, Shapes},
    tokens::{Token, Tokens},
};
use crate::{
    ReadError,
    read::{
        blocks::{Block, Body, Marker, Paragraph},
        limits::{MOST_CELLS, too_many_cells},
        unsaid,
    },
    sheet::Rgb,
};

/// Groups inside each other.
const MOST_GROUPS: usize = 1_000;

/// What a file holds.
#[derive(Default)]
pub(super) struct Read {
    pub(super) headers: Vec<String>,
    pub(super) body: Body,
    pub(super) footers: Vec<String>,
}

/// A run of paragraphs and tables: the document, a text box, what stands on every page.
#[derive(Default)]
struct Flow {
    blocks: Vec<Block>,
    table: Gathered,
    /// The row in the making: what it says of itself, its cells, the paragraphs of the next.
    shapes: Rc<Shapes>,
    open: bool,
    cells: Vec<Body>,
    cell: Vec<Block>,
    writing: Writing,
    /// Whether the paragraph stands in a table.
    in_table: bool,
}

/// A paragraph in the making.
#[derive(Default)]
struct Writing {
    text: String,
    marker: String,
    depth: usize,
    bold: usize,
    all: usize,
    fill: Option<Rgb>,
    /// What text boxes in it hold; it follows the paragraph.
    boxes: Vec<Block>,
}

/// What is read apart from the text around it.
struct Aside {
    place: Place,
    /// Whether it stands at the foot of the pages.
    foot: bool,
    /// How many groups were open when it began.
    depth: usize,
}

pub(super) struct Walk {
    groups: Vec<Group>,
    now: Group,
    /// Whether the next word opens the group.
    opening: bool,
    /// The runs around the one that is being read, and what each gave way to.
    flows: Vec<(Flow, Aside)>,
    flow: Flow,
    read: Read,
    fonts: Fonts,
    font: i32,
    colours: Vec<Option<Rgb>>,
    colour: Option<Rgb>,
    bytes: Vec<u8>,
    /// The first half of a character of two.
    half: Option<u16>,
    /// Characters still to be passed over after one written by its number.
    pass: i32,
    page: Option<u32>,
    count: usize,
}

impl Walk {
    /// Reads a file.
    pub(super) fn read(bytes: &[u8]) -> Result<Read, ReadError> {
        let paged = memchr::memmem::find(bytes, b"\\page").is_some();
        let mut walk = Self {
            groups: vec![],
            now: Group { instead: 1, ..Group::default() },
            opening: false,
            flows: vec![],
            flow: Flow::default(),
            read: Read::default(),
            fonts: Fonts::default(),
            font: 0,
            colours: vec![],
            colour: None,
            bytes: vec![],
            half: None,
            pass: 0,
            page: paged.then_some(1),
            count: 0,
        };
        for token in Tokens::new(bytes) {
            walk.take(token)?;
            if walk.count > MOST_CELLS {
                return Err(too_many_cells());
            }
            if walk.groups.is_empty() {
                return Ok(walk.finish());
            }
        }
        Err(damaged("its text breaks off"))
    }

    fn take(&mut self, token: Token<'_>) -> Result<(), ReadError> {
        match token {
            Token::Byte(byte) => return self.byte(byte),
            _ => self.decode(),
        }
        match token {
            Token::Open => {
                if self.groups.len() >= MOST_GROUPS {
                    return Err(damaged("its groups are nested too deeply"));
                }
                self.groups.push(self.now);
                (self.now.optional, self.opening, self.pass) = (false, true, 0);
            }
            Token::Close => self.close(),
            Token::Word(word, number) => self.word(word, number),
            Token::Symbol(symbol) => self.symbol(symbol),
            Token::Byte(_) => {}
        }
        Ok(())
    }

    fn byte(&mut self, byte: u8) -> Result<(), ReadError> {
        self.opening = false;
        if self.pass > 0 {
            self.pass -= 1;
            return Ok(());
        }
        match self.now.place {
            Place::Colours if byte == b';' => {
                self.colours.push(self.colour.take());
                // Nobody mixes as many.
                if self.colours.len() > 10_000 {
                    return Err(damaged("it lists thousands of colours"));
                }
            }
            Place::Colours | Place::Fonts | Place::Nowhere => {}
            _ => self.bytes.push(byte),
        }
        Ok(())
    }

    /// Writes the bytes that have come as text.
    fn decode(&mut self) {
        if !self.bytes.is_empty() {
            let text = self.fonts.letters(self.now.font).text(&self.bytes);
            self.bytes.clear();
            self.write(&text);
        }
    }

    fn write(&mut self, text: &str) {
        if self.now.hidden {
            return;
        }
        let fill = self.now.fill.and_then(|at| self.colour_of(at));
        let writing = &mut self.flow.writing;
        match self.now.place {
            Place::Marker => writing.marker.push_str(text),
            Place::Fonts | Place::Colours | Place::Nowhere => {}
            Place::Text | Place::Running | Place::TextBox
                if self.now.struck || self.now.deleted =>
            {
                unsaid::push_struck(&mut writing.text, text);
            }
            Place::Text | Place::Running | Place::TextBox => {
                let letters = text.chars().filter(|c| !c.is_whitespace()).count();
                writing.all += letters;
                if self.now.bold {
                    writing.bold += letters;
                }
                if letters > 0 {
                    writing.fill = writing.fill.or(fill);
                }
                writing.text.push_str(text);
            }
        }
    }

    fn colour_of(&self, at: i32) -> Option<Rgb> {
        let colour = self.colours.get(usize::try_from(at).ok()?).copied().flatten();
        colour.filter(|colour| *colour != crate::read::colour::WHITE)
    }

    fn close(&mut self) {
        let Some(outer) = self.groups.pop() else { return };
        self.now = outer;
        (self.opening, self.pass) = (false, 0);
        let depth = self.groups.len();
        if self.flows.last().is_some_and(|(_, aside)| aside.depth > depth) {
            self.leave();
        }
    }

    /// Begins to read a run of paragraphs apart from the one that is being read.
    fn enter(&mut self, place: Place, foot: bool) {
        let aside = Aside { place, foot, depth: self.groups.len() };
        self.flows.push((std::mem::take(&mut self.flow), aside));
    }

    /// Ends it, and puts what it held where it belongs.
    fn leave(&mut self) {
        self.end_flow();
        let Some((around, aside)) = self.flows.pop() else { return };
        let blocks = std::mem::replace(&mut self.flow, around).blocks;
        match aside {
            Aside { place: Place::TextBox, .. } => self.flow.writing.boxes.extend(blocks),
            Aside { foot: true, .. } => self.read.footers.extend(Body { blocks }.lines()),
            Aside { foot: false, .. } => self.read.headers.extend(Body { blocks }.lines()),
        }
    }

    fn symbol(&mut self, symbol: u8) {
        match symbol {
            b'*' if self.opening => {
                self.now.optional = true;
                return;
            }
            b'~' => self.write("\u{a0}"),
            b'_' => self.write("-"),
            b'\\' | b'{' | b'}' => self.plain(symbol),
            b'\r' | b'\n' => self.paragraph(),
            _ => {}
        }
        self.opening = false;
    }

    fn plain(&mut self, symbol: u8) {
        if self.pass > 0 {
            self.pass -= 1;
        } else {
            self.write(&char::from(symbol).to_string());
        }
    }

    fn word(&mut self, word: &str, number: Option<i32>) {
        if std::mem::take(&mut self.opening) && self.open_place(word) {
            return;
        }
        match self.now.place {
            Place::Fonts => return self.font(word, number),
            Place::Colours => return self.mix(word, number),
            // What is passed over may hold a better telling of itself.
            Place::Nowhere => {
                if word == "ud" {
                    let around =
                        self.groups.len().checked_sub(2).and_then(|at| self.groups.get(at));
                    self.now.place = around.map_or(Place::Nowhere, |around| around.place);
                }
                return;
            }
            _ => {}
        }
        if self.now.set(word, number) {
            return;
        }
        match word {
            "u" => self.unicode(number.unwrap_or(0)),
            "ansicpg" => self.fonts.page(number.unwrap_or(1252)),
            "mac" => self.fonts.page(10_000),
            "par" | "sect" => self.paragraph(),
            "line" | "softline" => self.write("\n"),
            "tab" => self.write("\t"),
            "page" => self.turn_page(),
            "emdash" => self.write("—"),
            "endash" => self.write("–"),
            "lquote" => self.write("‘"),
            "rquote" => self.write("’"),
            "ldblquote" => self.write("“"),
            "rdblquote" => self.write("”"),
            "bullet" => self.write("•"),
            "emspace" | "enspace" | "qmspace" => self.write(" "),
            _ if self.now.place != Place::Marker => self.layout(word, number),
            _ => {}
        }
    }

    /// Takes the first word of a group for where its text goes; gives whether it did.
    fn open_place(&mut self, word: &str) -> bool {
        if self.now.place == Place::Nowhere {
            return false;
        }
        match place(word) {
            Some(place) => {
                self.now.place = place;
                if matches!(place, Place::TextBox | Place::Running) {
                    self.now = Group { place, instead: 1, ..Group::default() };
                    self.enter(place, word.starts_with("footer"));
                }
                if word == "nesttableprops" {
                    // A row of a table inside a cell has ended.
                    self.end_paragraph();
                }
                true
            }
            None if self.now.optional && !is_kept(word) => {
                self.now.place = Place::Nowhere;
                true
            }
            None => false,
        }
    }

    fn font(&mut self, word: &str, number: Option<i32>) {
        match (word, number) {
            ("f", Some(number)) => self.font = number,
            ("fcharset", Some(set)) => self.fonts.set(self.font, set),
            _ => {}
        }
    }

    fn mix(&mut self, word: &str, number: Option<i32>) {
        let Some(part) = number.and_then(|number| u8::try_from(number).ok()) else { return };
        let colour = self.colour.get_or_insert(Rgb { red: 0, green: 0, blue: 0 });
        match word {
            "red" => colour.red = part,
            "green" => colour.green = part,
            "blue" => colour.blue = part,
            _ => {}
        }
    }

    /// A character by its number, which may be half of one.
    fn unicode(&mut self, number: i32) {
        self.pass = self.now.instead;
        // Numbers beyond half of sixteen bits are written as negative ones.
        let Ok(unit) = u16::try_from(number.rem_euclid(0x1_0000)) else { return };
        let first = self.half.take();
        let text: String = match unit {
            0xD800..0xDC00 => {
                self.half = Some(unit);
                return;
            }
            0xDC00..0xE000 => char::decode_utf16(first.into_iter().chain([unit]))
                .map(|half| half.unwrap_or(char::REPLACEMENT_CHARACTER))
                .collect(),
            0xF000..0xF100 => sign(u32::from(unit)).to_string(),
            _ => char::from_u32(u32::from(unit)).map(String::from).unwrap_or_default(),
        };
        self.write(&text);
    }

    /// What is said of paragraphs, rows and cells.
    fn layout(&mut self, word: &str, number: Option<i32>) {
        let fill = number.filter(|number| *number != 0).and_then(|at| self.colour_of(at));
        let flow = &mut self.flow;
        match word {
            "pard" => {
                flow.in_table = false;
                (flow.writing.depth, flow.writing.fill) = (0, None);
            }
            "intbl" => flow.in_table = true,
            "ilvl" => flow.writing.depth = number.unwrap_or(0).clamp(0, 8).unsigned_abs() as usize,
            "cbpat" => flow.writing.fill = flow.writing.fill.or(fill),
            "trowd" => {
                flow.shapes = Rc::default();
                flow.open = true;
            }
            "trleft" => Rc::make_mut(&mut flow.shapes).left = number.unwrap_or(0),
            "clvmrg" => Rc::make_mut(&mut flow.shapes).next.continues = true,
            "clmrg" => Rc::make_mut(&mut flow.shapes).next.joins_left = true,
            "clcbpat" | "clcbpatraw" => Rc::make_mut(&mut flow.shapes).next.fill = fill,
            "cellx" => Rc::make_mut(&mut flow.shapes).end_cell(number.unwrap_or(0)),
            "nestcell" => flow.writing.text.push_str(" | "),
            "cell" => {
                self.end_paragraph();
                self.count += 1;
                let blocks = std::mem::take(&mut self.flow.cell);
                self.flow.cells.push(Body { blocks });
            }
            "row" => self.end_row(),
            _ => {}
        }
    }

    fn turn_page(&mut self) {
        self.end_paragraph();
        self.page = self.page.map(|page| page.saturating_add(1));
    }

    /// A paragraph ends; outside a table it ends the table before it.
    fn paragraph(&mut self) {
        if matches!(self.now.place, Place::Text | Place::Running | Place::TextBox) {
            self.end_paragraph();
        }
    }

    fn end_paragraph(&mut self) {
        let flow = &mut self.flow;
        let depth = flow.writing.depth;
        let writing = std::mem::take(&mut flow.writing);
        flow.writing.depth = depth;
        let words = writing.text.trim().trim_end_matches('|').trim_end();
        let mark = writing.marker.trim();
        let text = if mark.is_empty() {
            words.to_owned()
        } else {
            let counts = mark.chars().any(char::is_alphanumeric);
            let text = if counts { mark.to_owned() } else { "•".to_owned() };
            Marker { text, depth: writing.depth, counts }.before(words)
        };
        self.count += 1;
        let in_row = flow.in_table || flow.open;
        if !in_row {
            self.end_table();
        }
        let flow = &mut self.flow;
        let to = if in_row { &mut flow.cell } else { &mut flow.blocks };
        to.push(Block::Paragraph(Paragraph {
            text,
            bold: writing.all > 0 && writing.bold == writing.all,
            fill: writing.fill,
            page: self.page,
        }));
        to.extend(writing.boxes);
    }

    fn end_row(&mut self) {
        let flow = &mut self.flow;
        let shapes = Rc::clone(&flow.shapes);
        let mut cells = std::mem::take(&mut flow.cells);
        flow.open = false;
        // Words after the last cell belong to it.
        if !flow.writing.text.trim().is_empty() {
            self.end_paragraph();
        }
        let flow = &mut self.flow;
        if let Some(last) = cells.last_mut() {
            last.blocks.append(&mut flow.cell);
        }
        if !cells.is_empty() {
            flow.table.push(shapes, cells, self.page);
        }
    }

    fn end_table(&mut self) {
        if !self.flow.cells.is_empty() {
            self.end_row();
        }
        if !self.flow.table.is_empty() {
            let table = std::mem::take(&mut self.flow.table).table();
            self.flow.blocks.push(Block::Table(table));
        }
    }

    fn end_flow(&mut self) {
        let unfinished =
            !self.flow.writing.text.trim().is_empty() || !self.flow.writing.boxes.is_empty();
        if unfinished {
            self.end_paragraph();
        }
        self.end_table();
        let rest = std::mem::take(&mut self.flow.cell);
        self.flow.blocks.extend(rest);
    }

    fn finish(mut self) -> Read {
        self.end_flow();
        self.read.body = Body { blocks: std::mem::take(&mut self.flow.blocks) };
        self.read
    }
}
