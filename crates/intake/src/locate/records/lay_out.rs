//! Records → a table: labels become headings, each record a row.

use super::{
    distinct, labels,
    line::{name, plain},
    reader::{Inner, Reader},
};
use crate::{
    map::{contents::is_code, heading, vocabulary::Concept},
    sheet::{Cell, Row, Sheet},
};

pub(super) fn lay_out(sheet: &Sheet, reader: Reader) -> Sheet {
    let labels = labels(&reader);
    let inner = distinct(
        reader
            .records
            .iter()
            .flat_map(|record| record.rows.iter().flat_map(|inner| &inner.fields))
            .map(|(label, _)| label),
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
            let heading = record.heading.as_ref().filter(|_| titled);
            heading.map_or((None, None), |heading| code_and_title(&heading.text))
        })
        .collect();
    let coded = !has(Concept::Reference) && split.iter().any(|(code, _)| code.is_some());
    let titles = !has(Concept::Title) && split.iter().any(|(_, title)| title.is_some());
    let sections = reader.records.iter().filter_map(|record| record.section.as_ref());
    let over = distinct(sections.map(|section| &section.text));
    let sectioned = !has(Concept::Category) && over.len() >= 2;
    let mut head: Vec<Cell> = Vec::new();
    head.extend(sectioned.then(|| plain("Category")));
    head.extend(coded.then(|| plain("Ref")));
    head.extend(titles.then(|| plain("Title")));
    let named = |label: &String| Cell { origin: reader.named.get(label).copied(), ..plain(label) };
    head.extend(labels.iter().chain(&inner).map(named));
    let (page, first) =
        reader.records.first().map_or((None, 0), |first| (first.page, first.number));
    let mut rows = reader.before;
    rows.push(row(page, first, head));
    for (record, (code, title)) in reader.records.into_iter().zip(split) {
        let cell = |of: Option<&Cell>, text: Option<String>| Cell {
            origin: of.and_then(|of| of.origin).filter(|_| text.is_some()),
            ..plain(&text.unwrap_or_default())
        };
        let (over, heading) = (record.section.as_ref(), record.heading.as_ref());
        let mut cells: Vec<Cell> = Vec::new();
        cells.extend(sectioned.then(|| cell(over, over.map(|over| name(&over.text)))));
        cells.extend(coded.then(|| cell(heading, code)));
        cells.extend(titles.then(|| cell(heading, title)));
        cells.extend(labels.iter().map(|label| pick(&record.fields, label)));
        let width = cells.len();
        let mut inside = record.rows.into_iter();
        let begins = inside.next().unwrap_or_default();
        cells.extend(inner.iter().map(|label| pick(&begins.fields, label)));
        rows.push(row(record.page, record.number, cells));
        for Inner { page, number, fields } in inside {
            let mut cells = vec![plain(""); width];
            cells.extend(inner.iter().map(|label| pick(&fields, label)));
            rows.push(row(page, number, cells));
        }
    }
    Sheet { rows, ..sheet.clone() }
}

fn row(page: Option<u32>, number: u32, cells: Vec<Cell>) -> Row {
    Row { page, number, table: Some(0), cells, ..Row::default() }
}

fn pick(fields: &[(String, Cell)], label: &str) -> Cell {
    let found = fields.iter().find(|(known, _)| known == label);
    let mut cell = found.map_or_else(|| plain(""), |(_, cell)| cell.clone());
    (cell.columns, cell.rows, cell.merged) = (1, 1, crate::sheet::Merged::No);
    cell
}

/// "P1.1: Roof survey is late" → the number and the title; "BAF 1" → the number.
fn code_and_title(heading: &str) -> (Option<String>, Option<String>) {
    let parted = [": ", " - ", " – ", " — "].iter().any(|mark| heading.contains(mark));
    if is_code(heading) && heading.split_whitespace().count() <= 3 && !parted {
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
