//! Small things that sections are built of.

use bellwether_domain::{Date, Risk, calendar::short_date};

use crate::paper::{Align, Block, Cell, Column, Group, Heads, Row, Span, Table};

pub(super) fn heading(level: u8, text: impl Into<String>) -> Block {
    Block::Heading { level, text: text.into() }
}

pub(super) fn paragraph(text: impl Into<String>) -> Block {
    Block::Paragraph(vec![Span::plain(text)])
}

/// What somebody wrote: a paragraph after each empty line, a point for each line that begins with a
/// dash or a bullet; other lines end where they were ended.
pub(super) fn prose(text: &str) -> Vec<Block> {
    let mut blocks = vec![];
    let mut lines: Vec<&str> = vec![];
    let end = |lines: &mut Vec<&str>, blocks: &mut Vec<Block>| {
        if !lines.is_empty() {
            blocks.push(paragraph(std::mem::take(lines).join("\n")));
        }
    };
    for line in text.lines().map(str::trim) {
        let point = ["- ", "* ", "• ", "– "].into_iter().find_map(|mark| line.strip_prefix(mark));
        match point {
            Some(point) => {
                end(&mut lines, &mut blocks);
                let point = vec![Span::plain(point.trim())];
                match blocks.last_mut() {
                    Some(Block::List(points)) => points.push(point),
                    _ => blocks.push(Block::List(vec![point])),
                }
            }
            None if line.is_empty() => end(&mut lines, &mut blocks),
            None => lines.push(line),
        }
    }
    end(&mut lines, &mut blocks);
    blocks
}

/// A heading cell of a row.
pub(super) fn named(text: impl Into<String>) -> Cell {
    Cell { heads: Some(Heads::Row), ..Cell::plain(text) }
}

/// How a risk is called: its number, else its place.
pub(super) fn reference(risk: &Risk, place: usize) -> String {
    risk.reference.clone().unwrap_or_else(|| format!("#{}", place + 1))
}

/// "AF / MK".
pub(super) fn owners(owners: &[String]) -> String {
    owners.join(" / ")
}

/// "16 Mar 2018"; nothing where there is none.
pub(super) fn day(day: Option<Date>) -> String {
    day.map(short_date).unwrap_or_default()
}

/// A table of one heading row, a row a group.
pub(super) struct Plain {
    table: Table,
}

impl Plain {
    /// With these columns: heading, weight, how its cells are set.
    pub(super) fn new(columns: &[(&str, u16, Align)]) -> Self {
        let head = columns.iter().map(|(heading, ..)| Cell::heading(*heading, 1, 1)).collect();
        let column =
            |(_, weight, align): &(&str, u16, Align)| Column { weight: *weight, align: *align };
        let table = Table {
            columns: columns.iter().map(column).collect(),
            head: vec![Row { cells: head }],
            ..Table::default()
        };
        Self { table }
    }

    pub(super) fn row(&mut self, cells: Vec<Cell>) {
        self.table.groups.push(Group { rows: vec![Row { cells }] });
    }

    pub(super) fn is_empty(&self) -> bool {
        self.table.groups.is_empty()
    }

    pub(super) fn block(self) -> Block {
        Block::Table(self.table)
    }

    /// With words over it.
    pub(super) fn captioned(self, caption: &str) -> Block {
        Block::Table(Table { caption: caption.to_owned(), ..self.table })
    }
}
