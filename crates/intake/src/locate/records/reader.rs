//! The rows of a sheet of blocks → one record a risk.

use std::collections::{HashMap, HashSet};

use super::{
    Joined,
    line::{Line, MOST_HEADING, is_section, line, name, rates, stands_over, unknown_label},
};
use crate::{
    locate::filled,
    map::{contents::is_code, heading, vocabulary::Concept},
    parse::{rating, squeeze},
    sheet::{Cell, Row, Spot},
};

/// What the items of a list begin with.
const BULLETS: [char; 4] = ['•', '-', '*', '·'];

/// One block: its fields, and the rows of the small table in it.
#[derive(Default)]
pub(super) struct Record {
    pub(super) page: Option<u32>,
    pub(super) number: u32,
    /// The heading over the block's own.
    pub(super) section: Option<Cell>,
    pub(super) heading: Option<Cell>,
    pub(super) fields: Vec<(String, Cell)>,
    pub(super) rows: Vec<Inner>,
}

/// A row of the small table in a block.
#[derive(Default)]
pub(super) struct Inner {
    pub(super) page: Option<u32>,
    pub(super) number: u32,
    pub(super) fields: Vec<(String, Cell)>,
}

impl Record {
    pub(super) fn has(&self, label: &str) -> bool {
        self.fields.iter().any(|(known, _)| known == label)
    }
}

#[derive(Default)]
pub(super) struct Reader {
    pub(super) before: Vec<Row>,
    pub(super) records: Vec<Record>,
    section: Option<Cell>,
    heading: Option<Cell>,
    columns: Vec<(usize, String)>,
    /// The stages of assessment that stand side by side over the ratings.
    stages: Vec<(usize, String)>,
    /// The label that stood alone on the row before.
    label: Option<Cell>,
    /// The label over the list that the row before belongs to.
    list: Option<Cell>,
    /// Where each label stands first.
    pub(super) named: HashMap<String, Spot>,
    /// Values that were put together from several cells.
    pub(super) joined: Joined,
    /// Labels of the body's own, and how often a row that was not read begins with each.
    own: HashSet<String>,
    unknown: HashMap<String, usize>,
    pub(super) rows: usize,
    pub(super) fields: usize,
    /// The rows of the first fields, and the heading that stood among these with how many were
    /// before it.
    early: Vec<Row>,
    late: Option<(usize, usize, Cell)>,
}

impl Reader {
    /// A reader that knows the labels of its own which another has met in most of its records.
    pub(super) fn knowing_more(&self) -> Option<Self> {
        let many = |count: usize| count >= 2 && count * 2 >= self.records.len();
        let repeated = self.unknown.iter().filter(|(_, count)| many(**count));
        let own: HashSet<String> = repeated.map(|(label, _)| label.clone()).collect();
        (!own.is_empty() && self.records.len() >= 2).then(|| Self { own, ..Self::default() })
    }

    /// Notes a row that nothing was read from, if it looks like a label with its value.
    fn unread(&mut self, row: &Row) {
        if let Some(label) = unknown_label(row) {
            *self.unknown.entry(label).or_default() += 1;
        }
    }

    pub(super) fn read(&mut self, row: &Row) {
        let (label, list) = (self.label.take(), self.list.take());
        match line(row, &self.own) {
            Line::Blank => self.columns.clear(),
            Line::Stages(stages) => {
                self.columns.clear();
                self.stages = stages;
            }
            Line::Fields(fields) => {
                self.rows += 1;
                self.fields += 1;
                self.further(row, &fields);
                if self.records.len() < 2 && self.late.is_none() {
                    self.early.push(row.clone());
                }
                for field in fields {
                    self.field(row, field);
                }
                self.columns.clear();
            }
            Line::Heading(_) if label.is_some() && !self.records.is_empty() => {
                self.rows += 1;
                self.fields += 1;
                let value = filled(row).next().map(|(_, cell)| cell.clone()).unwrap_or_default();
                self.field(row, (label.clone().unwrap_or_default(), value));
                self.list = label;
            }
            Line::Heading(item) if list.is_some() && item.text.starts_with(BULLETS) => {
                self.rows += 1;
                self.fields += 1;
                self.more(&item);
                self.list = list;
            }
            Line::Heading(only) if stands_over(&only.text) && !self.records.is_empty() => {
                self.columns.clear();
                self.label = Some(Cell { text: name(&only.text), ..only });
            }
            Line::Heading(only) => {
                self.unread(row);
                self.columns.clear();
                if self.records.is_empty() {
                    self.before.push(row.clone());
                }
                let text = only.text.trim_start_matches(BULLETS).trim_start().to_owned();
                if text.len() <= MOST_HEADING && !text.to_lowercase().starts_with("page ") {
                    // Of two headings in a row the first stands over several blocks.
                    let goes_on = |over: &&mut Cell| !is_section(&over.text) && text.ends_with('.');
                    if let Some(over) = self.heading.as_mut().filter(goes_on) {
                        // A paragraph after another.
                        over.text.push('\n');
                        over.text.push_str(&text);
                        return;
                    }
                    let over = self.heading.replace(Cell { text, ..only });
                    if let Some(over) = over.filter(|over| is_section(&over.text)) {
                        self.section = Some(over);
                    }
                }
            }
            Line::Columns(columns) => {
                for (column, label) in &columns {
                    if let Some(at) = row.cells.get(*column).and_then(|cell| cell.origin) {
                        self.named.entry(label.clone()).or_insert(at);
                    }
                }
                self.columns = columns;
            }
            Line::Cells(row) if self.rated_by_stage(row) => {
                self.rows += 1;
                self.fields += 1;
            }
            Line::Cells(row) => {
                if self.columns.is_empty() || self.records.is_empty() {
                    self.unread(row);
                    self.rows += 1;
                } else {
                    self.cells(row);
                }
            }
        }
    }

    /// Takes a further item of the list that the last field holds.
    fn more(&mut self, item: &Cell) {
        let field = self.records.last_mut().and_then(|record| record.fields.last_mut());
        if let Some((_, value)) = field {
            value.text.push('\n');
            value.text.push_str(&item.text);
            join(&mut self.joined, value.origin, item.origin);
        }
    }

    /// Notes the cells of a row that go on with its last value: a delimiter had parted it.
    fn further(&mut self, row: &Row, fields: &[(Cell, Cell)]) {
        let Some((_, last)) = fields.last() else { return };
        let known = |at: Option<Spot>| {
            fields.iter().any(|(label, value)| label.origin == at || value.origin == at)
        };
        for (_, cell) in filled(row).filter(|(_, cell)| !known(cell.origin)) {
            join(&mut self.joined, last.origin, cell.origin);
        }
    }

    /// Takes a row with a rating under each stage: "Likelihood | 4 | 3 | 2".
    fn rated_by_stage(&mut self, row: &Row) -> bool {
        let label = squeeze(row.cells.first().map_or("", |cell| &cell.text));
        let given: Vec<(String, Cell)> = self
            .stages
            .iter()
            .filter_map(|(column, stage)| {
                let cell = row.cells.get(*column)?;
                rating::is_rating(&cell.text).then(|| (format!("{stage} {label}"), cell.clone()))
            })
            .collect();
        let Some(record) = self.records.last_mut().filter(|_| !given.is_empty() && rates(&label))
        else {
            return false;
        };
        record.fields.extend(given);
        true
    }

    /// Puts the records right once all are read.
    pub(super) fn settle(&mut self) {
        self.leave_out_what_stands_before();
        self.describe();
        self.leave_out_the_unnumbered();
    }

    /// Where nearly all blocks have a number of their own, one without is no risk: the document's
    /// own title and version.
    fn leave_out_the_unnumbered(&mut self) {
        let numbers = |record: &Record| {
            record.fields.iter().any(|(label, value)| {
                heading::best(label).is_some_and(|found| found.concept == Concept::Reference)
                    && is_code(&value.text)
            })
        };
        let numbered = self.records.iter().filter(|record| numbers(record)).count();
        if numbered >= 3 && numbered * 10 >= self.records.len() * 8 {
            self.records.retain(numbers);
        }
    }

    /// Where the blocks after the first begin with a label that in the first stands under a heading of
    /// its own, what is before that heading is no part of it: the document's title and date.
    fn leave_out_what_stands_before(&mut self) {
        let Some((read, rows, heading)) = self.late.take() else { return };
        let begins =
            |record: &Record, at: usize| record.fields.get(at).map(|(label, _)| label.clone());
        let [first, rest @ ..] = self.records.as_mut_slice() else { return };
        let label = begins(first, read);
        if label.is_none()
            || rest.is_empty()
            || !rest.iter().all(|record| begins(record, 0) == label)
        {
            return;
        }
        first.fields.drain(..read);
        first.heading = Some(heading);
        // Their words are lines over the table, and no headings of groups.
        for row in self.early.drain(..rows.min(self.early.len())) {
            let texts: Vec<&str> = filled(&row).map(|(_, cell)| cell.text.trim()).collect();
            let first = filled(&row).next().map(|(_, cell)| cell.clone()).unwrap_or_default();
            let cells = vec![Cell { text: texts.join(", "), ..first }];
            self.before.push(Row { cells, ..row });
        }
    }

    /// A heading and a paragraph over the labels of each block: the title and what is said of it.
    fn describe(&mut self) {
        let pairs: Option<Vec<(&Cell, &Cell)>> = self
            .records
            .iter()
            .map(|record| record.section.as_ref().zip(record.heading.as_ref()))
            .collect();
        let Some(pairs) = pairs.filter(|pairs| pairs.len() >= 2) else { return };
        let titles: HashSet<&str> = pairs.iter().map(|(title, _)| title.text.as_str()).collect();
        let told = pairs.iter().filter(|(_, text)| text.text.ends_with('.')).count();
        let worded = |(label, _): &(String, Cell)| {
            let found = heading::best(label).map(|found| found.concept);
            matches!(found, Some(Concept::Description | Concept::Title | Concept::Wording))
        };
        if titles.len() < pairs.len()
            || told * 10 < pairs.len() * 7
            || self.records.iter().any(|record| record.fields.iter().any(worded))
        {
            return;
        }
        for record in &mut self.records {
            let (title, text) = (record.section.take(), record.heading.take());
            record.heading = title;
            record.fields.extend(text.map(|text| ("Description".to_owned(), text)));
        }
    }

    /// Whether the heading that was met since is numbered as the block's own is, with another number:
    /// "1.6 The race silts up" after "1.5 The wheel breaks".
    fn numbers_another(&self, record: &Record) -> bool {
        let code = |cell: &Option<Cell>| -> Option<String> {
            let first = cell.as_ref()?.text.split_whitespace().next()?.to_owned();
            (is_code(&first) && first.len() <= 8).then_some(first)
        };
        let shape = |code: &str| -> String {
            let mut shape: Vec<char> =
                code.chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect();
            shape.dedup();
            shape.into_iter().collect()
        };
        let pair = code(&self.heading).zip(code(&record.heading));
        pair.is_some_and(|(new, old)| new != old && shape(&new) == shape(&old))
    }

    fn field(&mut self, row: &Row, (named, value): (Cell, Cell)) {
        let label = named.text;
        if let Some(at) = named.origin {
            self.named.entry(label.clone()).or_insert(at);
        }
        let listed = heading::best(&label).is_some_and(|found| {
            matches!(
                found.concept,
                Concept::Action | Concept::Control | Concept::Cause | Concept::Consequence
            )
        });
        let first = self
            .records
            .last()
            .and_then(|record| record.fields.first())
            .map(|(label, _)| label.clone());
        let fresh = match self.records.last() {
            None => true,
            Some(record) => {
                let number =
                    heading::best(&label).is_some_and(|found| found.concept == Concept::Reference);
                let numbered = record.fields.iter().any(|(known, _)| {
                    heading::best(known).is_some_and(|found| found.concept == Concept::Reference)
                });
                self.numbers_another(record)
                    || self.heading.is_some() && number && !numbered
                    || self.heading.is_some()
                        && (first.as_ref() == Some(&label) || record.has(&label))
                    || record.has(&label) && (!listed || first.as_ref() == Some(&label))
            }
        };
        if fresh {
            let heading = self.heading.take();
            self.records.push(Record {
                page: row.page,
                number: row.number,
                section: self.section.clone(),
                heading,
                ..Record::default()
            });
        }
        if !fresh && self.records.len() == 1 && self.late.is_none() {
            let read = self.records.last().map_or(0, |record| record.fields.len());
            let rows = self.early.len().saturating_sub(1);
            self.late = self.heading.clone().map(|heading| (read, rows, heading));
        }
        let Some(record) = self.records.last_mut() else { return };
        match record.fields.iter_mut().find(|(known, _)| *known == label) {
            Some((_, kept)) => {
                kept.text.push_str("\n\n");
                kept.text.push_str(&value.text);
                join(&mut self.joined, kept.origin, value.origin);
            }
            None => record.fields.push((label, value)),
        }
    }

    /// A row of the small table: an action, or the ratings of one stage.
    fn cells(&mut self, row: &Row) {
        if let Some((number, wording)) = self.numbers(row) {
            return self.listed(row, number, wording);
        }
        let Some(record) = self.records.last_mut() else { return };
        let at = |column: usize| row.cells.get(column).cloned().unwrap_or_default();
        let stage = squeeze(&row.cells.first().map(|cell| cell.text.clone()).unwrap_or_default());
        let ratings = self.columns.iter().filter(|(column, _)| *column > 0);
        let given = ratings.clone().filter(|(column, _)| !at(*column).text.trim().is_empty());
        let rates = given.clone().filter(|(column, _)| rating::is_rating(&at(*column).text));
        let scored = ratings.clone().any(|(_, label)| {
            heading::best(label).is_some_and(|found| {
                matches!(found.concept, Concept::Likelihood | Concept::Impact | Concept::Score)
            })
        });
        let rated = scored
            && heading::stage(&stage).is_some()
            && (rates.clone().count() == given.count() || rates.count() >= 2);
        if rated {
            for (column, label) in ratings {
                // A date beside the target ratings is not the "target date" of an action.
                let rates = heading::best(label).is_some_and(|found| {
                    use Concept::{Consequence, Impact, Level, Likelihood, Score};
                    matches!(found.concept, Likelihood | Impact | Score | Level | Consequence)
                });
                let named =
                    if rates { format!("{stage} {label}") } else { format!("{label}, {stage}") };
                record.fields.push((named, at(*column)));
            }
        } else {
            let fields =
                self.columns.iter().map(|(column, label)| (label.clone(), at(*column))).collect();
            record.rows.push(Inner { page: row.page, number: row.number, fields });
        }
    }
}

impl Reader {
    /// The columns of the number and of the words of a risk, in a row of a table below the blocks
    /// that lists risks: those that are closed, as a rule.
    fn numbers(&self, row: &Row) -> Option<(usize, usize)> {
        let headed = self.records.iter().all(|record| record.heading.is_some());
        let of = |wanted: &[Concept]| {
            let column = self.columns.iter().find(|(_, label)| {
                heading::best(label).is_some_and(|found| wanted.contains(&found.concept))
            });
            column.map(|(column, _)| *column)
        };
        let number = of(&[Concept::Reference])?;
        let wording =
            of(&[Concept::Description, Concept::Title, Concept::Event, Concept::Wording])?;
        let said = |column: usize| row.cells.get(column).map_or("", |cell| cell.text.trim());
        (headed && is_code(said(number)) && !said(wording).is_empty()).then_some((number, wording))
    }

    /// Takes such a row as a block of its own, unless a block has its number.
    fn listed(&mut self, row: &Row, number: usize, wording: usize) {
        let at = |column: usize| row.cells.get(column).cloned().unwrap_or_default();
        let code = squeeze(&at(number).text);
        let is_known = |record: &Record| {
            let heading = record.heading.as_ref().map_or("", |cell| cell.text.as_str());
            let first = heading.split([' ', ':', '.']).next().unwrap_or_default();
            first == code || record.fields.iter().any(|(_, cell)| squeeze(&cell.text) == code)
        };
        if self.records.iter().any(is_known) {
            return;
        }
        let said = at(wording);
        let heading = Cell { text: format!("{code}: {}", squeeze(&said.text)), ..said };
        let others = self.columns.iter().filter(|(column, _)| ![number, wording].contains(column));
        let fields = others.map(|(column, label)| (label.clone(), at(*column))).collect();
        self.records.push(Record {
            page: row.page,
            number: row.number,
            section: self.section.clone(),
            heading: Some(heading),
            fields,
            rows: vec![],
        });
    }
}

/// Notes that a value that begins in one cell goes on in another.
fn join(joined: &mut Joined, first: Option<Spot>, further: Option<Spot>) {
    let (Some(first), Some(further)) = (first, further) else { return };
    if first != further {
        joined.entry(first).or_default().push(further);
    }
}
