//! A block of fields per risk → one table: labels become headings, each block a row.
//!
//! Registers are also published as a page, a table or a list per risk, each with the same labels
//! ("Risk owner", "Likelihood"), and some as a sheet with a risk in each column. Once laid out
//! as a table they are read like any other.

use super::filled;
use crate::{
    map::{
        contents::is_code,
        heading::{self},
        vocabulary::Concept,
    },
    parse::{rating, squeeze},
    sheet::{Cell, Document, Row, Sheet},
};

/// The document with every sheet of blocks laid out as a table; `None` where there is none.
pub(crate) fn reshape(document: &Document) -> Option<Document> {
    let mut changed = false;
    let sheets = document
        .sheets
        .iter()
        .map(|sheet| {
            let shaped = transpose(sheet).or_else(|| from_blocks(sheet));
            changed |= shaped.is_some();
            shaped.unwrap_or_else(|| sheet.clone())
        })
        .collect();
    changed.then_some(Document { sheets })
}

/// A sheet whose first column holds the headings, with a risk in each further column.
fn transpose(sheet: &Sheet) -> Option<Sheet> {
    let rows: Vec<&Row> = sheet.rows.iter().filter(|row| filled(row).count() >= 2).collect();
    let first = |row: &&Row| row.cells.first().map(|cell| squeeze(&cell.text)).unwrap_or_default();
    let labels: Vec<String> = rows.iter().map(first).collect();
    let named = labels.iter().filter(|text| is_label(text)).count();
    let width = rows.iter().map(|row| row.cells.len()).max()?;
    let even = rows.iter().all(|row| filled(row).count() * 2 > width);
    let once = distinct(labels.iter()).len() == labels.len();
    if rows.len() > 60 || width < 4 || named < 4 || named * 10 < labels.len() * 7 || !even || !once
    {
        return None;
    }
    // A row of headings at the top makes it an ordinary table.
    if rows.first().is_some_and(|row| filled(row).filter(|(_, c)| is_label(&c.text)).count() > 2) {
        return None;
    }
    let columns = (0..width).map(|column| {
        let cells =
            rows.iter().map(|row| row.cells.get(column).cloned().unwrap_or_default()).collect();
        let number = u32::try_from(column + 1).unwrap_or(u32::MAX);
        Row { number, table: Some(0), cells, ..Row::default() }
    });
    let before = sheet.rows.iter().take_while(|row| filled(row).count() < 2).cloned();
    Some(Sheet { rows: before.chain(columns).collect(), ..sheet.clone() })
}

fn is_label(text: &str) -> bool {
    let text = text.trim().trim_end_matches(':');
    text.len() <= 60 && heading::best(text).is_some_and(|found| found.score >= 0.8)
}

/// A longer line between two blocks is prose.
const MOST_HEADING: usize = 400;

/// Whether a line can stand over several blocks: a few words, and no field of its own.
fn is_section(text: &str) -> bool {
    let text = text.trim_end_matches([':', ' ']);
    text.len() <= 80 && !text.contains(": ") && !text.ends_with('.')
}

/// What a row of a sheet of blocks is.
enum Line<'a> {
    /// Labels with their values.
    Fields(Vec<(String, Cell)>),
    /// One cell that stands over a block.
    Heading(String),
    /// The headings of a small table inside the block.
    Columns(Vec<(usize, String)>),
    /// Anything else.
    Cells(&'a Row),
    Blank,
}

fn line(row: &Row) -> Line<'_> {
    let cells: Vec<(usize, &Cell)> = filled(row).collect();
    let label = |at: usize| {
        cells.get(at).is_some_and(|(_, cell)| is_label(&cell.text) || coded(&cell.text).is_some())
    };
    match cells.as_slice() {
        [] => Line::Blank,
        [(_, only)] => match labelled(&only.text) {
            Some(field) => Line::Fields(vec![field]),
            None => Line::Heading(squeeze(&only.text)),
        },
        [(0, first), (_, value)] if label(0) && !label(1) => {
            Line::Fields(field(&first.text, value))
        }
        [(0, a), (_, b), (_, c), (_, d)]
            if label(0) && !label(1) && !label(3) && (label(2) || could_label(&c.text)) =>
        {
            Line::Fields(vec![(name(&a.text), (*b).clone()), (name(&c.text), (*d).clone())])
        }
        all if (2..=8).contains(&all.len())
            && label(all.len() - 1) | label(0)
            && (0..all.len()).filter(|at| label(*at)).count() * 3 >= all.len() * 2 =>
        {
            Line::Columns(all.iter().map(|(column, cell)| (*column, squeeze(&cell.text))).collect())
        }
        // "Label: a value, with the delimiter in it".
        [(0, first), rest @ ..] => match labelled(&first.text) {
            Some((label, mut value)) => {
                for (_, cell) in rest {
                    value.text.push_str(", ");
                    value.text.push_str(cell.text.trim());
                }
                Line::Fields(vec![(label, value)])
            }
            None => Line::Cells(row),
        },
        _ => Line::Cells(row),
    }
}

/// Whether a text is short enough, and in words, to head what stands beside it.
fn could_label(text: &str) -> bool {
    let text = text.trim();
    text.split_whitespace().count() <= 4
        && text.chars().any(char::is_alphabetic)
        && !text.contains(|c: char| c.is_ascii_digit())
        && !rating::is_rating(text)
}

/// A label and its value; "Principal risk BAF3" numbers the risk as well.
fn field(label: &str, value: &Cell) -> Vec<(String, Cell)> {
    match coded(label) {
        Some((words, code)) => vec![(words, value.clone()), ("Ref".to_owned(), plain(&code))],
        None => vec![(name(label), value.clone())],
    }
}

/// A label for the risk itself that ends in its number.
fn coded(label: &str) -> Option<(String, String)> {
    let label = name(label);
    let (words, code) = label.rsplit_once(' ')?;
    let risk = heading::best(words).filter(|found| found.score >= 0.8).is_some_and(|found| {
        matches!(found.concept, Concept::Description | Concept::Title | Concept::Event)
    });
    (risk && is_code(code)).then(|| (words.to_owned(), code.to_owned()))
}

fn name(text: &str) -> String {
    squeeze(text).trim_end_matches([':', ' ']).to_owned()
}

/// "Likelihood: High" in one cell.
fn labelled(text: &str) -> Option<(String, Cell)> {
    let text = text.trim().trim_start_matches(['•', '-', '*', '·']).trim();
    let (label, value) = text.split_once(':')?;
    let known =
        is_label(label) && label.split_whitespace().count() <= 6 && !value.trim().is_empty();
    known.then(|| (name(label), plain(value.trim())))
}

fn plain(text: &str) -> Cell {
    Cell { text: text.to_owned(), columns: 1, rows: 1, ..Cell::default() }
}

/// One block: its fields, and the rows of the small table in it.
#[derive(Default)]
struct Record {
    page: Option<u32>,
    number: u32,
    /// The heading over the block's own.
    section: Option<String>,
    heading: Option<String>,
    fields: Vec<(String, Cell)>,
    rows: Vec<Vec<(String, Cell)>>,
}

impl Record {
    fn has(&self, label: &str) -> bool {
        self.fields.iter().any(|(known, _)| known == label)
    }
}

#[derive(Default)]
struct Reader {
    before: Vec<Row>,
    records: Vec<Record>,
    section: Option<String>,
    heading: Option<String>,
    columns: Vec<(usize, String)>,
    rows: usize,
    fields: usize,
}

impl Reader {
    fn read(&mut self, row: &Row) {
        match line(row) {
            Line::Blank => self.columns.clear(),
            Line::Fields(fields) => {
                self.rows += 1;
                self.fields += 1;
                for field in fields {
                    self.field(row, field);
                }
                self.columns.clear();
            }
            Line::Heading(text) => {
                self.columns.clear();
                if self.records.is_empty() {
                    self.before.push(row.clone());
                }
                let text = text.trim_start_matches(['•', '-', '*', '·', ' ']).to_owned();
                if text.len() <= MOST_HEADING && !text.to_lowercase().starts_with("page ") {
                    // Of two headings in a row the first stands over several blocks.
                    if let Some(over) = self.heading.replace(text).filter(|text| is_section(text)) {
                        self.section = Some(over);
                    }
                }
            }
            Line::Columns(columns) => self.columns = columns,
            Line::Cells(row) => {
                if self.columns.is_empty() || self.records.is_empty() {
                    self.rows += 1;
                } else {
                    self.cells(row);
                }
            }
        }
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

    fn field(&mut self, row: &Row, (label, value): (String, Cell)) {
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
                self.heading.is_some() && number && !numbered
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
        let Some(record) = self.records.last_mut() else { return };
        match record.fields.iter_mut().find(|(known, _)| *known == label) {
            Some((_, kept)) => {
                kept.text.push_str("\n\n");
                kept.text.push_str(&value.text);
            }
            None => record.fields.push((label, value)),
        }
    }

    /// A row of the small table: an action, or the ratings of one stage.
    fn cells(&mut self, row: &Row) {
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
            let cells =
                self.columns.iter().map(|(column, label)| (label.clone(), at(*column))).collect();
            record.rows.push(cells);
        }
    }
}

/// How many rows tell whether a sheet is one of blocks.
const SOON: usize = 60;

/// A sheet of blocks: at least two with the same labels, or one that is nothing else.
fn from_blocks(sheet: &Sheet) -> Option<Sheet> {
    let mut reader = Reader::default();
    for row in &sheet.rows {
        reader.read(row);
        // An ordinary table shows itself soon.
        if reader.rows == SOON && reader.fields * 3 < SOON {
            return None;
        }
    }
    reader.leave_out_the_unnumbered();
    let labels = distinct(
        reader.records.iter().flat_map(|record| record.fields.iter().map(|(label, _)| label)),
    );
    let repeated = labels
        .iter()
        .filter(|label| reader.records.iter().filter(|record| record.has(label)).count() >= 2)
        .count();
    let mostly = reader.fields * 10 >= reader.rows * 6;
    let many = reader.records.len() >= 2 && repeated >= 3;
    let one = reader.records.len() == 1 && labels.len() >= 5;
    let worded = labels.iter().any(|label| {
        heading::best(label).is_some_and(|found| {
            matches!(
                found.concept,
                Concept::Description
                    | Concept::Title
                    | Concept::Event
                    | Concept::Wording
                    | Concept::Cause
            )
        })
    });
    // Where the labels name no wording, the line over each block does.
    let headed = many && reader.records.iter().all(|record| record.heading.is_some());
    (mostly && (worded || headed) && (many || one)).then(|| lay_out(sheet, reader, &labels))
}

fn distinct<'a>(labels: impl Iterator<Item = &'a String>) -> Vec<String> {
    let mut seen: Vec<String> = Vec::new();
    for label in labels {
        if !seen.contains(label) && seen.len() < 200 {
            seen.push(label.clone());
        }
    }
    seen
}

fn lay_out(sheet: &Sheet, reader: Reader, labels: &[String]) -> Sheet {
    let inner = distinct(
        reader
            .records
            .iter()
            .flat_map(|record| record.rows.iter().flatten().map(|(label, _)| label)),
    );
    let has = |concept: Concept| {
        labels
            .iter()
            .any(|label| heading::best(label).is_some_and(|found| found.concept == concept))
    };
    let headed = reader.records.iter().filter(|record| record.heading.is_some()).count();
    let titled = headed * 10 >= reader.records.len() * 8;
    let split: Vec<(Option<String>, Option<String>)> = reader
        .records
        .iter()
        .map(|record| {
            record.heading.as_deref().filter(|_| titled).map_or((None, None), code_and_title)
        })
        .collect();
    let coded = !has(Concept::Reference) && split.iter().any(|(code, _)| code.is_some());
    let named = !has(Concept::Title) && split.iter().any(|(_, title)| title.is_some());
    let over = distinct(reader.records.iter().filter_map(|record| record.section.as_ref()));
    let sectioned = !has(Concept::Category) && over.len() >= 2;
    let mut head: Vec<Cell> = Vec::new();
    head.extend(sectioned.then(|| plain("Category")));
    head.extend(coded.then(|| plain("Ref")));
    head.extend(named.then(|| plain("Title")));
    head.extend(labels.iter().chain(&inner).map(|label| plain(label)));
    let first = reader.records.first().map_or(0, |record| record.number);
    let mut rows = reader.before;
    rows.push(Row { number: first, table: Some(0), cells: head, ..Row::default() });
    for (record, (code, title)) in reader.records.into_iter().zip(split) {
        let cell = |text: Option<String>| plain(&text.unwrap_or_default());
        let mut cells: Vec<Cell> = Vec::new();
        cells.extend(sectioned.then(|| cell(record.section.map(|text| name(&text)))));
        cells.extend(coded.then(|| cell(code)));
        cells.extend(named.then(|| cell(title)));
        cells.extend(labels.iter().map(|label| pick(&record.fields, label)));
        let width = cells.len();
        let mut inside = record.rows.into_iter();
        let row = |cells: Vec<Cell>| Row {
            page: record.page,
            number: record.number,
            table: Some(0),
            cells,
            hidden: false,
        };
        let begins = inside.next().unwrap_or_default();
        cells.extend(inner.iter().map(|label| pick(&begins, label)));
        rows.push(row(cells));
        for further in inside {
            let mut cells = vec![plain(""); width];
            cells.extend(inner.iter().map(|label| pick(&further, label)));
            rows.push(row(cells));
        }
    }
    Sheet { rows, ..sheet.clone() }
}

fn pick(fields: &[(String, Cell)], label: &str) -> Cell {
    let found = fields.iter().find(|(known, _)| known == label);
    let mut cell = found.map_or_else(|| plain(""), |(_, cell)| cell.clone());
    (cell.columns, cell.rows, cell.merged) = (1, 1, crate::sheet::Merged::No);
    cell
}

/// "P1.1: Roof survey is late" → the number and the title; "BAF 1" → the number.
fn code_and_title(heading: &str) -> (Option<String>, Option<String>) {
    if is_code(heading) && heading.split_whitespace().count() <= 3 {
        return (Some(heading.to_owned()), None);
    }
    for take in [1, 2] {
        let words: Vec<&str> = heading.splitn(take + 1, ' ').collect();
        let Some((rest, code)) = words.split_last().filter(|(_, code)| code.len() == take) else {
            continue;
        };
        let code = code.join(" ");
        let code = code.trim_end_matches([':', '.', '-', '–', '—']);
        if is_code(code) {
            let title = rest.trim_start_matches([':', '-', '–', '—', ' ']);
            return (
                Some(code.to_owned()),
                Some(title.to_owned()).filter(|title| !title.is_empty()),
            );
        }
    }
    (None, Some(heading.to_owned()))
}
