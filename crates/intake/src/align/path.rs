//! The cheapest way to deal units out to columns, row by row.

use std::collections::HashMap;

use super::{
    fit::{self, Looks},
    heads::{Column, Heads, Kind},
    units::{Before, Divided, Unit, Way},
};

/// A row, or a line that stands between rows; each with the unit it begins with.
pub(super) enum Line {
    Row(usize, Vec<String>),
    Apart(usize, String),
}

/// What the units from one to another look like together.
pub(super) type Seen = HashMap<(usize, usize), Looks>;

/// What a line costs that is no row.
const APART: f32 = 1.7;
const FAR: f32 = f32::MAX / 4.0;

/// Where the cheapest path to a place came from.
#[derive(Debug, Clone, Copy)]
enum From {
    Nowhere,
    /// The end of a row whose last cell is in this column, or nothing yet of it.
    Row(usize),
    /// A line that began at this unit and is no row.
    Apart(usize),
    /// A cell that began at this unit, after a cell in that column of the same row or as the first.
    Cell(usize, Option<usize>),
}

/// The lines of the cheapest path and what it costs. What the columns hold is learnt from a
/// first path and asked again.
pub(super) fn cheapest(
    divided: &Divided<'_>,
    heads: &Heads,
    seen: &mut Seen,
) -> Option<(f32, Vec<Line>)> {
    let first = Search::new(divided, heads.columns.clone(), heads, seen).run()?;
    let columns = learnt(&heads.columns, &first.1);
    let again = Search::new(divided, columns, heads, seen).run()?;
    let filled = |cells: &[String]| cells.iter().filter(|cell| !cell.is_empty()).count() >= 3;
    let whole = |line: &&Line| matches!(line, Line::Row(_, cells) if filled(cells));
    (again.1.iter().filter(whole).count() >= 2).then_some(again)
}

/// The columns with what the cells of a path show of them.
fn learnt(columns: &[Column], lines: &[Line]) -> Vec<Column> {
    let mut columns = columns.to_vec();
    for (at, column) in columns.iter_mut().enumerate() {
        let cells = lines.iter().filter_map(|line| match line {
            Line::Row(_, cells) => cells.get(at).map(String::as_str).filter(|c| !c.is_empty()),
            Line::Apart(..) => None,
        });
        let (mut all, mut numbers, mut sentences, mut letters) = (0, 0, 0, 0);
        for cell in cells {
            all += 1;
            letters += usize::from(cell.len() <= 3 && cell.chars().all(char::is_alphabetic));
            numbers += usize::from(crate::parse::rating::number(cell).is_some());
            sentences += usize::from(cell.split_whitespace().count() >= 4);
        }
        if all >= 3 {
            column.numbers =
                matches!(column.kind, Kind::Rating | Kind::Any) && numbers * 10 >= all * 7;
            column.letters = letters * 10 >= all * 7;
            // "Impact" over sentences is what would happen.
            if sentences * 10 >= all * 7 && matches!(column.kind, Kind::Rating | Kind::Any) {
                column.kind = Kind::Text;
            }
        }
    }
    columns
}

struct Search<'a> {
    way: Way,
    /// What stands after the headings, and how many units stand before it.
    units: &'a [Unit<'a>],
    first: usize,
    columns: Vec<Column>,
    /// By unit: the least cost of a row's end before it.
    ends: Vec<(f32, From)>,
    /// By unit and column: the least cost of a cell in the column that ends before it.
    cells: Vec<Vec<(f32, From)>>,
    seen: &'a mut Seen,
}

impl<'a> Search<'a> {
    fn new(
        divided: &'a Divided<'a>,
        columns: Vec<Column>,
        heads: &Heads,
        seen: &'a mut Seen,
    ) -> Self {
        let units = divided.units.get(heads.to..).unwrap_or_default();
        let rows = vec![(FAR, From::Nowhere); columns.len()];
        let mut ends = vec![(FAR, From::Nowhere); units.len() + 1];
        if let Some(first) = ends.first_mut() {
            first.0 = 0.0;
        }
        Self {
            way: divided.way,
            units,
            first: heads.to,
            cells: vec![rows; units.len() + 1],
            ends,
            columns,
            seen,
        }
    }

    fn run(mut self) -> Option<(f32, Vec<Line>)> {
        let count = self.units.len();
        for at in 0..=count {
            self.end(at);
            if at < count {
                self.apart(at);
                self.begin(at);
            }
        }
        let (cost, _) = *self.ends.get(count)?;
        (cost < FAR).then(|| (cost, self.lines()))
    }

    /// Ends a row before a unit.
    fn end(&mut self, at: usize) {
        if self.units.get(at).is_some_and(|unit| unit.before == Before::Space) {
            return;
        }
        // On one line with a mark between nothing ends but a row that is full.
        let full = self.units.get(at).is_some_and(|unit| unit.before == Before::Mark);
        let width = self.columns.len();
        let mut rest = 0.0;
        for column in (0..width).rev() {
            let Some((cost, _)) = self.cells.get(at).and_then(|row| row.get(column)).copied()
            else {
                continue;
            };
            let cost = cost + rest + if full { 0.4 } else { 0.0 };
            if let Some(end) = self.ends.get_mut(at)
                && cost < end.0
            {
                *end = (cost, From::Row(column));
            }
            if full {
                break;
            }
            rest += self.columns.get(column).map_or(0.0, |column| self.skip(column, true));
        }
    }

    /// What it costs to leave a column out.
    fn skip(&self, column: &Column, at_an_edge: bool) -> f32 {
        let own = fit::missing(column);
        match (self.way.is_marked(), at_an_edge) {
            (true, false) => own + 1.6,
            _ => own,
        }
    }

    /// Takes a line for none of a row's.
    fn apart(&mut self, at: usize) {
        let Some((cost, _)) = self.ends.get(at).copied().filter(|(cost, _)| *cost < FAR) else {
            return;
        };
        let Some(first) = self.units.get(at) else { return };
        let line = self.units.iter().skip(at + 1).take_while(|unit| match self.way {
            Way::Words => unit.line == first.line,
            Way::Bars | Way::Slashes => false,
            Way::Lines | Way::Paragraphs => false,
        });
        let to = at + 1 + line.count();
        let price = if first.text.is_empty() { 0.1 } else { self.price(at, to) };
        if let Some(end) = self.ends.get_mut(to)
            && cost + price < end.0
        {
            *end = (cost + price, From::Apart(at));
        }
    }

    /// A page's number and a repeated heading cost little; a number alone is part of a row.
    fn price(&mut self, at: usize, to: usize) -> f32 {
        let text = self.joined(at, to);
        let head = |column: &Column| column.heading.eq_ignore_ascii_case(&text);
        if self.columns.iter().any(head) {
            return 0.3;
        }
        let lower = text.to_lowercase();
        if lower.starts_with("page ") && text.len() < 24 {
            return 0.2;
        }
        if crate::parse::rating::number(&text).is_some() {
            APART + 0.8
        } else if is_loud(&text) {
            APART - 1.0
        } else {
            APART
        }
    }

    /// Makes cells that begin with a unit.
    fn begin(&mut self, at: usize) {
        let width = self.columns.len();
        let Some(unit) = self.units.get(at).copied() else { return };
        let mut before: Vec<(f32, Option<usize>)> = vec![(FAR, None); width];
        // As the first cell of a row.
        let (row, _) = self.ends.get(at).copied().unwrap_or((FAR, From::Nowhere));
        let mut skipped = 0.0;
        for (column, slot) in before.iter_mut().enumerate() {
            *slot = (row + skipped, None);
            skipped += self.columns.get(column).map_or(0.0, |column| self.skip(column, true));
        }
        // After a cell of the same row.
        let step = match (unit.before, self.way) {
            (Before::Line | Before::Paragraph, Way::Bars | Way::Slashes) => 1.4,
            (Before::Line, Way::Paragraphs) => 0.9,
            (Before::Line | Before::Paragraph, Way::Words) => 0.4,
            (Before::Space, _) if unit.text.starts_with(char::is_lowercase) => 0.9,
            _ => 0.0,
        };
        for last in 0..width {
            let Some((cost, _)) = self.cells.get(at).and_then(|row| row.get(last)).copied() else {
                continue;
            };
            if cost >= FAR {
                continue;
            }
            let mut skipped = step;
            for column in last + 1..width {
                if let Some(slot) = before.get_mut(column)
                    && cost + skipped < slot.0
                {
                    *slot = (cost + skipped, Some(last));
                }
                skipped += self.columns.get(column).map_or(0.0, |column| self.skip(column, false));
            }
        }
        if before.iter().all(|(cost, _)| *cost >= FAR) {
            return;
        }
        let mut joined = 0.0;
        for to in at + 1..=(at + self.way.most()).min(self.units.len()) {
            if to > at + 1 {
                let Some([last, next]) = self.units.get(to - 2..to) else { break };
                let Some(price) = self.join(last, next) else { break };
                joined += price;
            }
            let looks = self.looks(at, to);
            for (column, (cost, last)) in before.iter().enumerate() {
                if *cost >= FAR {
                    continue;
                }
                let Some(own) = self.columns.get(column) else { continue };
                let cost = cost + joined + fit::cost(own, &looks);
                if let Some(slot) = self.cells.get_mut(to).and_then(|row| row.get_mut(column))
                    && cost < slot.0
                {
                    *slot = (cost, From::Cell(at, *last));
                }
            }
        }
    }

    /// What it costs that a unit goes on the cell before it; nothing where it cannot.
    fn join(&self, last: &Unit<'_>, unit: &Unit<'_>) -> Option<f32> {
        let small = unit.text.starts_with(char::is_lowercase);
        // Words in capitals below others are the heading of what follows.
        let headed = if is_loud(unit.text) && !is_loud(last.text) { 1.2 } else { 0.0 };
        match (unit.before, self.way) {
            (Before::Mark | Before::MarkAndLine, _) => None,
            (Before::Space, _) => {
                Some(if unit.text.starts_with(char::is_uppercase) { 0.12 } else { 0.0 })
            }
            (Before::Line, Way::Paragraphs) => Some(0.0),
            (Before::Line, Way::Bars | Way::Slashes) => Some(if small { 0.05 } else { 0.25 }),
            (Before::Line, Way::Words) => Some(if small { 0.3 } else { 0.9 }),
            (Before::Line, Way::Lines) => Some(if small { 0.3 } else { 0.8 + headed }),
            (Before::Paragraph, Way::Words) => None,
            (Before::Paragraph, Way::Paragraphs) => Some(if small { 0.4 } else { 0.7 + headed }),
            (Before::Paragraph, _) => Some(1.2),
        }
    }

    fn joined(&self, at: usize, to: usize) -> String {
        let mut text = String::new();
        for (n, unit) in self.units.get(at..to).unwrap_or_default().iter().enumerate() {
            if n > 0 {
                text.push(if unit.before == Before::Space || self.way == Way::Words {
                    ' '
                } else {
                    '\n'
                });
            }
            text.push_str(unit.text);
        }
        text
    }

    fn looks(&mut self, at: usize, to: usize) -> Looks {
        let place = (self.first + at, self.first + to);
        if let Some(known) = self.seen.get(&place) {
            return *known;
        }
        let looks = Looks::of(&self.joined(at, to));
        self.seen.insert(place, looks);
        looks
    }

    /// The lines of the path that was found.
    fn lines(&self) -> Vec<Line> {
        let mut lines = Vec::new();
        let mut at = self.units.len();
        while at > 0 {
            match self.ends.get(at).map(|(_, from)| *from) {
                Some(From::Apart(from)) => {
                    lines.push(Line::Apart(from, self.joined(from, at)));
                    at = from;
                }
                Some(From::Row(column)) => {
                    let (from, cells) = self.row(at, column);
                    lines.push(Line::Row(from, cells));
                    at = from;
                }
                _ => break,
            }
        }
        lines.reverse();
        for line in &mut lines {
            let (Line::Row(from, _) | Line::Apart(from, _)) = line;
            *from += self.first;
        }
        lines
    }

    /// The cells of a row that ends before a unit with a cell in a column, and where it begins.
    fn row(&self, mut at: usize, column: usize) -> (usize, Vec<String>) {
        let mut cells = vec![String::new(); self.columns.len()];
        let mut column = Some(column);
        while let Some(own) = column {
            let Some((_, From::Cell(from, last))) =
                self.cells.get(at).and_then(|row| row.get(own)).copied()
            else {
                break;
            };
            if let Some(cell) = cells.get_mut(own) {
                *cell = self.joined(from, at);
            }
            (at, column) = (from, last);
        }
        (at, cells)
    }
}

/// Whether a text is words in capitals.
fn is_loud(text: &str) -> bool {
    let letters = text.chars().filter(|c| c.is_alphabetic());
    letters.clone().count() >= 4 && letters.clone().all(char::is_uppercase)
}
