//! A paper as sheets of a workbook: what both kinds of workbook draw.
//!
//! Each heading of the first level begins a sheet of its own. A cell that reaches down over the rows
//! of its group is written once and not merged, so that the sheet can be sorted and filtered, and
//! the rows take the height of their words.

use std::collections::HashSet;

use bellwether_domain::calendar::long_date;

use crate::{
    fit::{self, placed},
    paper::{Align, Band, Block, Cell, Heads, PageSize, Paper, Span, Table},
};

/// A sheet.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Sheet {
    /// Its name, as workbooks allow it.
    pub(crate) name: String,
    /// The width of each column, in points.
    pub(crate) widths: Vec<f32>,
    /// What stands on it, row by row.
    pub(crate) rows: Vec<Vec<Slot>>,
    /// The height of each row, in points; `None` for the usual one.
    pub(crate) heights: Vec<Option<f32>>,
    /// The heading rows, first and last, where the sheet has one table: they stay in sight and
    /// are printed on every page.
    pub(crate) head: Option<(u32, u32)>,
}

/// What stands in a cell of a sheet.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Slot {
    /// The column that it begins in, from 0.
    pub(crate) column: u16,
    /// How many columns it covers.
    pub(crate) across: u16,
    /// How many rows it covers.
    pub(crate) down: u32,
    /// Its words.
    pub(crate) text: String,
    /// The number that it is, where it is one.
    pub(crate) number: Option<f64>,
    /// How it is set.
    pub(crate) look: Look,
}

/// How a cell is set.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Look {
    /// What it is.
    pub(crate) role: Role,
    /// How its words stand.
    pub(crate) align: Align,
    /// The band behind it.
    pub(crate) band: Option<Band>,
    /// Whether the words are a text that a spreadsheet might take for a formula.
    pub(crate) guarded: bool,
}

/// What a cell is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Role {
    /// The paper's title.
    Title,
    /// A heading between tables.
    Heading,
    /// Running text, on one line.
    Text,
    /// Running text that is broken into lines over the whole width.
    Long,
    /// The heading of columns.
    Head,
    /// A cell of a table, in the first row of what belongs together.
    First,
    /// A cell of a table in a later row of it.
    Rest,
    /// A place that a cell of a row above reaches down to.
    Under,
    /// A cell that heads its row.
    RowHead,
}

/// The sheets of a paper.
pub(crate) fn sheets(paper: &Paper) -> Vec<Sheet> {
    let width = printable(paper);
    let mut sheets: Vec<Draft> = vec![Draft::new(title_of_first(paper), width)];
    let mut first = vec![(Role::Title, paper.title.clone())];
    if !paper.organisation.is_empty() && !contains(&paper.title, &paper.organisation) {
        first.push((Role::Text, paper.organisation.clone()));
    }
    first.push((Role::Text, standing(paper)));
    if let Some(sheet) = sheets.last_mut() {
        first.into_iter().for_each(|(role, words)| sheet.line(role, words));
    }
    for block in &paper.blocks {
        if let Block::Heading { level: 1, text } = block
            && sheets.last().is_some_and(|sheet| !sheet.is_bare)
        {
            sheets.push(Draft::new(text.clone(), width));
        }
        if let Some(sheet) = sheets.last_mut() {
            sheet.block(block);
        }
    }
    let mut names = HashSet::new();
    sheets.into_iter().map(|draft| draft.sheet(&mut names)).collect()
}

/// "As at 16 March 2018. Restricted. Draft, not sealed."
fn standing(paper: &Paper) -> String {
    let as_at = paper.as_at.map(|day| format!("As at {}. ", long_date(day)));
    let sentence = paper.standing.sentence();
    let sentence = sentence.trim_end_matches('.');
    format!("{}{}. {sentence}.", as_at.unwrap_or_default(), paper.version.word())
}

/// Whether one name holds another, whatever the case.
fn contains(title: &str, organisation: &str) -> bool {
    title.to_lowercase().contains(&organisation.to_lowercase())
}

/// What the first sheet is called: as the first heading, else a register is a register.
fn title_of_first(paper: &Paper) -> String {
    match paper.blocks.first() {
        Some(Block::Heading { level: 1, text }) => text.clone(),
        _ => "Register".to_owned(),
    }
}

/// The width between the margins, in points.
fn printable(paper: &Paper) -> f32 {
    let (short, long) = match paper.page.size {
        PageSize::A4 => (595.0, 842.0),
        PageSize::A3 => (842.0, 1191.0),
    };
    (if paper.page.landscape { long } else { short }) - 72.0
}

/// A sheet as it is filled.
struct Draft {
    name: String,
    width: f32,
    widths: Vec<f32>,
    rows: Vec<Vec<Slot>>,
    heads: Vec<(u32, u32)>,
    /// Whether nothing but the paper's own title stands on it.
    is_bare: bool,
}

impl Draft {
    fn new(name: String, width: f32) -> Self {
        Self { name, width, widths: vec![], rows: vec![], heads: vec![], is_bare: true }
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Heading { text, .. } => self.line(Role::Heading, text.clone()),
            Block::Paragraph(spans) => self.line(Role::Text, words(spans)),
            Block::List(points) => {
                points.iter().for_each(|spans| self.line(Role::Text, format!("• {}", words(spans))))
            }
            Block::Facts(facts) => facts.iter().for_each(|(name, spans)| {
                self.line(Role::Text, format!("{name}: {}", words(spans)));
            }),
            Block::Table(table) => self.table(table),
            Block::Figure(figure) => {
                for text in [&figure.caption, &figure.alternative] {
                    if !text.is_empty() {
                        self.line(Role::Text, text.clone());
                    }
                }
            }
            Block::PageBreak => {}
        }
        self.is_bare = false;
    }

    /// A line over the whole width.
    fn line(&mut self, role: Role, text: String) {
        let look = Look { role, align: Align::Start, band: None, guarded: is_formula(&text) };
        let slot = Slot { column: 0, across: 1, down: 1, text, number: None, look };
        self.rows.push(vec![slot]);
    }

    fn table(&mut self, table: &Table) {
        if self.heads.is_empty() || table.columns.len() > self.widths.len() {
            self.widths = widths(table, self.width);
        }
        if self.rows.last().is_some_and(|row| !row.is_empty()) {
            self.rows.push(vec![]);
        }
        if !table.caption.is_empty() {
            self.line(Role::Heading, table.caption.clone());
        }
        let first = self.rows.len();
        for row in rows_of(&table.head, table, true) {
            self.rows.push(row);
        }
        self.heads.push((number(first), number(self.rows.len().saturating_sub(1).max(first))));
        for group in &table.groups {
            self.rows.extend(rows_of(&group.rows, table, false));
        }
        self.rows.push(vec![]);
    }

    fn sheet(self, names: &mut HashSet<String>) -> Sheet {
        let head = match self.heads.as_slice() {
            [only] => Some(*only),
            _ => None,
        };
        let mut rows = self.rows;
        while rows.last().is_some_and(Vec::is_empty) {
            rows.pop();
        }
        // A sheet without a table is one column, as wide as the page where the usual font is not there
        // and a broader one stands in for it.
        let widths = if self.widths.is_empty() { vec![self.width * 0.75] } else { self.widths };
        rows.iter_mut().for_each(|row| broaden(row, &widths));
        let heights = rows.iter().map(|row| height(row, &widths)).collect();
        Sheet { name: name(&self.name, names), widths, rows, heights, head }
    }
}

/// Rows of a table where they stand.
fn rows_of(rows: &[crate::paper::Row], table: &Table, is_head: bool) -> Vec<Vec<Slot>> {
    let mut slots: Vec<Vec<Slot>> = rows.iter().map(|_| vec![]).collect();
    for each in placed(rows, table.columns.len()) {
        let (cell, at) = (each.cell, each.columns.start);
        let align = table.columns.get(at).map_or(Align::Start, |column| column.align);
        let role = match (is_head, cell.heads) {
            (true, _) | (_, Some(Heads::Column)) => Role::Head,
            (_, Some(Heads::Row)) => Role::RowHead,
            _ if each.row == 0 => Role::First,
            _ => Role::Rest,
        };
        let text = cell.words();
        let look = Look { role, align, band: cell.band.clone(), guarded: is_formula(&text) };
        let across = u16::try_from(each.columns.len()).unwrap_or(1).max(1);
        let down = if is_head { u32::from(cell.down.max(1)) } else { 1 };
        let number = cell.number.as_ref().and_then(|number| number.parse().ok());
        let column = u16::try_from(at).unwrap_or(u16::MAX);
        // In the rows below it a cell that reaches down is blank, and framed as one with it.
        let below =
            (1..usize::from(if is_head { 1 } else { cell.down.max(1) })).map(|row| each.row + row);
        for row in below {
            let look = Look { role: Role::Under, align, band: None, guarded: false };
            let (text, number) = (String::new(), None);
            let under = Slot { column, across, down: 1, text, number, look };
            slots.get_mut(row).into_iter().for_each(|row| row.push(under.clone()));
        }
        if let Some(row) = slots.get_mut(each.row) {
            row.push(Slot { column, across, down, text, number, look });
        }
    }
    for row in &mut slots {
        row.sort_by_key(|slot| slot.column);
    }
    slots
}

/// The widths of a table's columns, where its words are of the usual size: on screen there is room,
/// and in print the sheet is made to fit.
fn widths(table: &Table, width: f32) -> Vec<f32> {
    let wider = (0..12_u8).map(|step| fit::fit(table, width * (1.0 + f32::from(step) / 8.0)));
    let mut last = vec![];
    for fit in wider {
        last = fit.widths;
        if fit.size >= SIZE {
            break;
        }
    }
    last
}

/// Lets running text that is longer than a line stand over all columns, in several: else it would
/// run off the page, or the page would be made small for it.
fn broaden(row: &mut [Slot], widths: &[f32]) {
    let [slot] = row else { return };
    // With room to spare: what other letters there are is not known.
    let ems = (widths.iter().sum::<f32>() - fit::PADDING) * 0.8 / SIZE;
    let is_long = fit::lines(&Cell::plain(slot.text.as_str()), ems.max(2.0)) > 1;
    if slot.look.role == Role::Text && is_long {
        slot.look.role = Role::Long;
        slot.across = u16::try_from(widths.len()).unwrap_or(1).max(1);
    }
}

/// The height that the words of a row take; `None` where it is that of a line.
fn height(row: &[Slot], widths: &[f32]) -> Option<f32> {
    let lines = |slot: &Slot| {
        let from = usize::from(slot.column);
        let own = widths.get(from..from + usize::from(slot.across)).unwrap_or_default();
        let ems = (own.iter().sum::<f32>() - fit::PADDING) / SIZE;
        let lines = fit::lines(&Cell::plain(slot.text.as_str()), ems.max(2.0));
        // What reaches down over rows has their height, too.
        lines.saturating_sub(usize::try_from(slot.down.max(1) - 1).unwrap_or_default())
    };
    let wrapped = row.iter().filter(|slot| slot.look.role.is_wrapped());
    if let [Slot { look: Look { role, .. }, .. }] = row
        && let Some(size) = role.size()
    {
        return Some(size * 1.3 + 4.0);
    }
    let most = wrapped.map(lines).max().filter(|lines| *lines > 1)?;
    // No workbook has rows higher than this.
    Some((most as f32 * SIZE * 1.3 + 4.0).min(409.0))
}

/// The size of the words of a table, in points.
pub(crate) const SIZE: f32 = 9.0;

impl Role {
    /// The size of its words, where they are larger than those of a table.
    pub(crate) fn size(self) -> Option<f32> {
        match self {
            Self::Title => Some(16.0),
            Self::Heading => Some(12.0),
            _ => None,
        }
    }

    /// Whether its words are broken into lines.
    fn is_wrapped(self) -> bool {
        self == Self::Long || self.is_of_table()
    }

    /// Whether it is a cell of a table.
    pub(crate) fn is_of_table(self) -> bool {
        !matches!(self, Self::Title | Self::Heading | Self::Text | Self::Long)
    }
}

fn words(spans: &[Span]) -> String {
    spans.iter().map(|span| span.text.as_str()).collect()
}

fn is_formula(text: &str) -> bool {
    text.starts_with(['=', '+', '-', '@'])
}

fn number(place: usize) -> u32 {
    u32::try_from(place).unwrap_or(u32::MAX)
}

/// The longest name of a sheet that Excel takes.
const LONGEST_NAME: usize = 31;

/// A name that no sheet has yet, without what workbooks do not allow in one.
fn name(wanted: &str, taken: &mut HashSet<String>) -> String {
    let allowed = |c: char| !c.is_control() && !"[]:*?/\\".contains(c);
    let plain: String = wanted.chars().filter(|c| allowed(*c)).collect();
    let plain = plain.trim_matches(['\'', ' ']);
    let plain = if plain.is_empty() { "Sheet" } else { plain };
    let with = |end: &str| -> String {
        let room = LONGEST_NAME - end.len();
        let start: String = plain.chars().take(room).collect();
        format!("{}{end}", start.trim_end())
    };
    let numbered = (2..).map(|count| with(&format!(" {count}")));
    let free = |name: &String| !taken.contains(&name.to_lowercase());
    let name = std::iter::once(with("")).chain(numbered).find(free).unwrap_or_default();
    taken.insert(name.to_lowercase());
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sheets_have_names_that_workbooks_allow() {
        let mut taken = HashSet::new();
        let mut named = |wanted: &str| name(wanted, &mut taken);
        assert_eq!(named("Risks [new/closed]: all?"), "Risks newclosed all");
        assert_eq!(named("Scoring matrix"), "Scoring matrix");
        assert_eq!(named("SCORING MATRIX"), "SCORING MATRIX 2");
        assert_eq!(named("'"), "Sheet");
        let long = "Overdue and re-dated actions of all directorates";
        assert_eq!(named(long), "Overdue and re-dated actions of");
        assert_eq!(named(long), "Overdue and re-dated actions 2");
    }
}
