//! What a paper says before it has a format: a pure value that every format draws in its own way.
//!
//! A paper is built from the register alone (`compose`), and written by one file a format. A format
//! never asks the register, so that no two of them can say different things.

use bellwether_domain::Date;
pub use bellwether_domain::{PageSetup, PageSize};
pub use bellwether_figures::{Band, Figure};
use serde::{Deserialize, Serialize};

/// A paper: what stands on its pages, in reading order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Paper {
    /// The register's title, on the first page and in the running head.
    pub title: String,
    /// What it is, where it is not the register itself: "Actions", "Risk SR12".
    pub name: String,
    /// The body whose paper it is; empty where the register does not say.
    pub organisation: String,
    /// Its language, as a BCP 47 tag ("en-GB").
    pub language: String,
    /// The day that it speaks of, where there is one.
    pub as_at: Option<Date>,
    /// Who may read it.
    pub version: Version,
    /// What its figures stand on.
    pub standing: Standing,
    /// The sheet it is set for.
    pub page: PageSetup,
    /// The body's own mark at its head, for the formats that take a picture; none where it has none.
    pub mark: Option<Mark>,
    /// What it says.
    pub blocks: Vec<Block>,
}

/// Who may read a paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Version {
    /// Anyone: what is restricted is left out of it.
    Public,
    /// Members and officers: it holds all.
    Restricted,
}

/// What the figures of a paper stand on, said at the foot of each page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Standing {
    /// The register as it was put before a meeting.
    Sealed {
        /// The meeting.
        meeting: String,
        /// The digest of the sealed document, in hexadecimal.
        digest: String,
        /// The number of the seal's entry in the journal.
        entry: u64,
        /// The digest of the journal up to and with that entry, in hexadecimal.
        head: String,
    },
    /// The register as it stands; nobody has put it before a meeting.
    Draft,
}

/// The body's own mark, drawn.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    /// The picture, as PNG.
    pub png: Vec<u8>,
    /// Its width and height, in its own dots.
    pub dots: (u32, u32),
}

impl Mark {
    /// Its width and height on paper, in points: to fit a height, and a width that no mark passes.
    pub fn fitted(&self, height: f32) -> (f32, f32) {
        // No picture has so many dots that a cast would lose some.
        let [across, down] = [self.dots.0, self.dots.1].map(|dots| dots.max(1) as f32);
        let scale = (height / down).min(WIDEST_MARK / across);
        (across * scale, down * scale)
    }
}

/// The widest that a mark is set, in points.
const WIDEST_MARK: f32 = 240.0;

/// One thing on a page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Block {
    /// A heading.
    Heading {
        /// Its level, from 1; levels are never skipped.
        level: u8,
        /// Its words.
        text: String,
    },
    /// A paragraph.
    Paragraph(Vec<Span>),
    /// A list of points.
    List(Vec<Vec<Span>>),
    /// Names with what stands behind each: the fields of a cover, the particulars of a risk.
    Facts(Vec<(String, Vec<Span>)>),
    /// A table.
    Table(Table),
    /// A drawing.
    Figure(Figure),
    /// What follows begins on a new page.
    PageBreak,
}

/// Words set in one way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Span {
    /// The words; a line feed begins a new line.
    pub text: String,
    /// Whether they are set strong.
    pub strong: bool,
}

/// A table: heading rows that repeat on each page, and rows that belong together.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Table {
    /// What the table shows, over it; empty where a heading says so already.
    pub caption: String,
    /// Its columns, from the left.
    pub columns: Vec<Column>,
    /// Its heading rows, one under the other; a cell over several columns is a group.
    pub head: Vec<Row>,
    /// Its rows by what belongs together (a risk with its actions): a page breaks between the rows
    /// of a group, never within one, and between groups first.
    pub groups: Vec<Group>,
}

/// A column of a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Column {
    /// How much of the width it wants, beside the others.
    pub weight: u16,
    /// How its cells are set.
    pub align: Align,
}

/// How the words of a column are set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[allow(missing_docs, reason = "the names speak for themselves")]
pub enum Align {
    Start,
    Centre,
    End,
}

/// Rows that belong together.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Group {
    /// The rows.
    pub rows: Vec<Row>,
}

/// A row of a table.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Row {
    /// Its cells, from the left; a place that a cell of this row or one above covers has none.
    pub cells: Vec<Cell>,
}

/// A cell of a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cell {
    /// What it says.
    pub text: Vec<Span>,
    /// How many columns it covers, at least 1.
    pub across: u16,
    /// How many rows it covers, at least 1.
    pub down: u16,
    /// What it is a heading of, where it is one.
    pub heads: Option<Heads>,
    /// The colour behind it, with the word that says the same; nothing is said by colour alone.
    pub band: Option<Band>,
    /// The number that it is, for the formats that know numbers; its words are what is shown.
    pub number: Option<String>,
}

/// What a heading cell is the heading of (the `scope` of HTML, PDF/UA and Word).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Heads {
    /// The column or columns under it.
    Column,
    /// The row or rows beside it.
    Row,
}

impl Paper {
    /// What the file is called in its properties and in a reader's window: "Actions – Risks of the
    /// lido". Each of several papers of a register is told by it from the others.
    pub fn called(&self) -> String {
        let parts = [self.name.as_str(), self.title.trim()];
        let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        parts.join(" – ")
    }

    /// Its tables, in reading order.
    pub fn tables(&self) -> impl Iterator<Item = &Table> {
        self.blocks.iter().filter_map(|block| match block {
            Block::Table(table) => Some(table),
            _ => None,
        })
    }
}

impl Version {
    /// The word that every page of the paper bears.
    pub fn word(self) -> &'static str {
        match self {
            Self::Public => "Public",
            Self::Restricted => "Restricted",
        }
    }
}

impl Standing {
    /// What the foot of each page says of it, and how a reader can verify it.
    pub fn sentence(&self) -> String {
        match self {
            Self::Sealed { meeting, digest, entry, head } => format!(
                "Sealed for {meeting}. SHA-256 of the sealed register {digest}; journal entry \
                 {entry}, head {head}. To verify: bellwether verify, on the register's database."
            ),
            Self::Draft => "Draft, not sealed".to_owned(),
        }
    }
}

impl Span {
    /// Plain words.
    pub fn plain(text: impl Into<String>) -> Self {
        Self { text: text.into(), strong: false }
    }

    /// Words set strong.
    pub fn strong(text: impl Into<String>) -> Self {
        Self { text: text.into(), strong: true }
    }
}

impl Cell {
    /// A cell of plain words.
    pub fn plain(text: impl Into<String>) -> Self {
        Self {
            text: vec![Span::plain(text)],
            across: 1,
            down: 1,
            heads: None,
            band: None,
            number: None,
        }
    }

    /// A heading of the column or columns under it.
    pub fn heading(text: impl Into<String>, across: u16, down: u16) -> Self {
        Self { across, down, heads: Some(Heads::Column), ..Self::plain(text) }
    }

    /// Its words without their setting.
    pub fn words(&self) -> String {
        self.text.iter().map(|span| span.text.as_str()).collect()
    }
}
