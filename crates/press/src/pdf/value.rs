//! A paper as a value that a look can draw. Words stay values: nothing of them is ever read as code.
//!
//! The keys are what a body's own look relies on: they are only ever added to.

use bellwether_domain::calendar::long_date;
use bellwether_papers::{
    fit::{self, Fit},
    paper::{
        Align, Block, Cell, Figure, Group, Heads, PageSetup, PageSize, Paper, Span, Standing, Table,
    },
};
use typst::{
    foundations::{Array, Bytes, Dict, Str, Value},
    visualize::Color,
};

use crate::{
    colour::Colour,
    keep::{self, Keep},
};

use super::glyphs::Missing;

/// A paper as a value, and the characters in it that no font has.
pub(crate) fn value(paper: &Paper) -> (Dict, Missing) {
    let mut draw = Draw { missing: Missing::default(), room: keep::room(paper.page) };
    let (language, region) = language(&paper.language);
    // A reader's window must be called something.
    let title = if paper.title.trim().is_empty() { "Untitled" } else { &paper.title };
    let called = paper.called();
    let called = if called.is_empty() { title } else { &called };
    let blocks = paper.blocks.iter().map(|block| draw.block(block)).collect();
    let value = dict([
        ("title", draw.text(title)),
        ("called", draw.text(called)),
        ("organisation", draw.text(&paper.organisation)),
        ("language", str_value(&language)),
        ("region", region.map_or(Value::None, |region| str_value(&region))),
        ("as-at", paper.as_at.map_or(Value::None, |day| str_value(&long_date(day)))),
        ("version", str_value(paper.version.word())),
        ("sealed", Value::Bool(paper.standing != Standing::Draft)),
        ("standing", draw.text(&paper.standing.sentence())),
        ("page", page(paper.page)),
        ("blocks", Value::Array(blocks)),
    ]);
    (value, draw.missing)
}

fn page(page: PageSetup) -> Value {
    let size = match page.size {
        PageSize::A4 => "a4",
        PageSize::A3 => "a3",
    };
    Value::Dict(dict([("paper", str_value(size)), ("flipped", Value::Bool(page.landscape))]))
}

/// The language and the country of a BCP 47 tag, as far as the typesetter knows such; English where
/// the tag names none.
fn language(tag: &str) -> (String, Option<String>) {
    let mut parts = tag.split(['-', '_']);
    let letters = |part: &&str| part.chars().all(|c| c.is_ascii_alphabetic());
    let language = parts.next().filter(|part| (2..=3).contains(&part.len())).filter(letters);
    let region = parts.find(|part| part.len() == 2).filter(letters);
    (language.unwrap_or("en").to_ascii_lowercase(), region.map(str::to_ascii_uppercase))
}

/// What it takes to draw blocks: the room of the page, and the list of what no font has.
struct Draw {
    missing: Missing,
    room: (f32, f32),
}

impl Draw {
    fn text(&mut self, text: &str) -> Value {
        str_value(&self.missing.shown(text))
    }

    fn block(&mut self, block: &Block) -> Value {
        let drawn = match block {
            Block::Heading { level, text } => kind(
                "heading",
                [("level", Value::Int(i64::from((*level).max(1)))), ("text", self.text(text))],
            ),
            Block::Paragraph(words) => kind("paragraph", [("words", self.words(words, f32::MAX))]),
            Block::List(points) => {
                let points = points.iter().map(|words| self.words(words, f32::MAX)).collect();
                kind("list", [("points", Value::Array(points))])
            }
            Block::Facts(facts) => {
                let facts = facts.iter().map(|(name, words)| {
                    Value::Dict(dict([
                        ("name", self.text(name)),
                        ("words", self.words(words, f32::MAX)),
                    ]))
                });
                kind("facts", [("facts", Value::Array(facts.collect()))])
            }
            Block::Table(table) => self.table(table),
            Block::Figure(figure) => self.figure(figure),
            Block::PageBreak => kind("page-break", []),
        };
        Value::Dict(drawn)
    }

    /// Words as lines of parts. A word longer than a line of so many ems may break within.
    fn words(&mut self, words: &[Span], ems: f32) -> Value {
        let mut lines = vec![Array::new()];
        for span in words {
            for (at, text) in span.text.split('\n').enumerate() {
                if at > 0 {
                    lines.push(Array::new());
                }
                let shown = broken(&self.missing.shown(text), ems);
                if shown.is_empty() {
                    continue;
                }
                let part = match span.strong {
                    true => Value::Dict(dict([("strong", str_value(&shown))])),
                    false => str_value(&shown),
                };
                if let Some(line) = lines.last_mut() {
                    line.push(part);
                }
            }
        }
        Value::Array(lines.into_iter().map(Value::Array).collect())
    }

    fn figure(&mut self, figure: &Figure) -> Dict {
        kind(
            "figure",
            [
                ("svg", Value::Bytes(Bytes::new(figure.svg.as_bytes().to_vec()))),
                ("alternative", self.text(&figure.alternative)),
                ("caption", self.text(&figure.caption)),
            ],
        )
    }

    fn table(&mut self, table: &Table) -> Dict {
        let fitted = fit::fit(table, self.room.0);
        let widths = fitted.widths.iter().map(|width| Value::Float(f64::from(*width)));
        let aligns = table.columns.iter().map(|column| str_value(align(column.align)));
        let mut head = Array::new();
        for (level, row) in (1..).zip(&table.head) {
            let placed = fit::placed([row], table.columns.len());
            for place in placed {
                let mut cell = self.cell(place.cell, &fitted, place.columns);
                cell.insert("level".into(), Value::Int(level));
                head.push(Value::Dict(cell));
            }
        }
        let mut cells = Array::new();
        for group in &table.groups {
            self.group(group, &fitted, &mut cells);
        }
        kind(
            "table",
            [
                ("caption", self.text(&table.caption)),
                ("size", Value::Float(f64::from(fitted.size))),
                ("widths", Value::Array(widths.collect())),
                ("aligns", Value::Array(aligns.collect())),
                ("head", Value::Array(head)),
                ("cells", Value::Array(cells)),
            ],
        )
    }

    fn group(&mut self, group: &Group, fitted: &Fit, cells: &mut Array) {
        let keeps = keep::keeps(group, fitted, self.room.1);
        for place in fit::placed(&group.rows, fitted.widths.len()) {
            let mut cell = self.cell(place.cell, fitted, place.columns);
            let keep = keeps.get(place.row).copied().unwrap_or(Keep::Free);
            let whole = keep == Keep::Group || keep == Keep::Row && place.cell.down <= 1;
            cell.insert("breakable".into(), Value::Bool(!whole));
            if place.row == 0 {
                cell.insert("first".into(), Value::Bool(true));
            }
            cells.push(Value::Dict(cell));
        }
    }

    /// A cell; what it does not say is left out, for a register has many.
    fn cell(&mut self, cell: &Cell, fitted: &Fit, columns: std::ops::Range<usize>) -> Dict {
        let width: f32 = fitted.widths.get(columns).unwrap_or_default().iter().sum();
        let ems = (width - fit::PADDING) / fitted.size;
        let mut drawn = dict([("words", self.words(&cell.text, ems))]);
        let mut say = |key: &str, value| drawn.insert(key.into(), value);
        if cell.across > 1 {
            say("across", Value::Int(i64::from(cell.across)));
        }
        if cell.down > 1 {
            say("down", Value::Int(i64::from(cell.down)));
        }
        match cell.heads {
            Some(Heads::Column) => say("heads", str_value("column")),
            Some(Heads::Row) => say("heads", str_value("row")),
            None => {}
        }
        if let Some((fill, ink)) = cell.band.as_ref().and_then(Colour::of) {
            say("fill", self::drawn(fill));
            say("ink", self::drawn(ink));
        }
        drawn
    }
}

/// Lets words that are longer than a line of so many ems break where the line ends.
fn broken(text: &str, ems: f32) -> String {
    if text.len() < 8 || ems == f32::MAX && text.len() < 60 {
        return text.to_owned();
    }
    // A word in running text is never longer than a line, unless it is no word.
    let line = if ems == f32::MAX { 30.0 } else { ems.max(1.0) };
    let mut broken = String::with_capacity(text.len());
    let mut used = 0.0;
    for c in text.chars() {
        used = if c.is_whitespace() { 0.0 } else { used + fit::advance(c) };
        if used > line {
            broken.push('\u{200b}');
            used = fit::advance(c);
        }
        broken.push(c);
    }
    broken
}

fn align(align: Align) -> &'static str {
    match align {
        Align::Start => "start",
        Align::Centre => "centre",
        Align::End => "end",
    }
}

fn drawn(Colour([red, green, blue]): Colour) -> Value {
    Value::Color(Color::from_u8(red, green, blue, 255))
}

fn kind<const N: usize>(kind: &str, entries: [(&str, Value); N]) -> Dict {
    let mut dict = dict(entries);
    dict.insert("kind".into(), str_value(kind));
    dict
}

fn dict<const N: usize>(entries: [(&str, Value); N]) -> Dict {
    entries.into_iter().map(|(key, value)| (Str::from(key), value)).collect()
}

fn str_value(text: &str) -> Value {
    Value::Str(Str::from(text))
}
