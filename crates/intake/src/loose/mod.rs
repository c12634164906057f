//! Text that no delimiter divides, as it comes out of a copied PDF or web page: tables drawn with
//! characters, fixed width, " / " between cells, one cell a line, and rows with nothing between.
//!
//! Each reader gives rows of cells where it finds its own signs, else nothing; which reading
//! makes the best register is decided by reading all of them.

mod bars;
mod drawn;
mod ends;
mod fixed;
mod lines;
mod prose;
pub(crate) mod spill;
mod spoken;
mod tabs;

use bellwether_sheets::MOST_CELLS;

use crate::{
    locate::wrapped,
    sheet::{Cell, Document, Row, Sheet},
};

/// Lines of a text that is read in every way: a document of some 4,000 pages.
const MOST_LINES: usize = 200_000;
/// Bytes of it.
const MOST_BYTES: usize = 16 * 1024 * 1024;
/// What may divide its cells, in all.
const MOST_MARKS: usize = MOST_CELLS / 4;

/// Whether a text is small enough to be kept in every reading at once.
pub(crate) fn is_bounded(text: &str) -> bool {
    let marks = || text.matches(['|', '│']).count() + text.matches(" / ").count();
    text.len() <= MOST_BYTES
        && memchr::memchr_iter(b'\n', text.as_bytes()).count() <= MOST_LINES
        && marks() <= MOST_MARKS
}

type Reader = fn(&[&str]) -> Option<Vec<Row>>;

/// Who reads by which sign.
const READERS: [(&str, Reader); 5] = [
    ("slashes between cells", slashes),
    ("columns of fixed width", fixed::read),
    ("a cell a line, by the order of the headings", lines::read),
    ("a row a line, by likelihood times impact", spoken::read),
    ("a paragraph a risk, with labels in it", prose::read),
];

/// Every reading of a text that its signs allow.
pub(crate) fn read(text: &str) -> Vec<(&'static str, Document)> {
    let lines: Vec<&str> = text.lines().collect();
    if let Some(rows) = drawn::read(&lines) {
        let document = Document { sheets: vec![Sheet { rows, ..Sheet::default() }] };
        return vec![("a table drawn with characters", document)];
    }
    let sheets = READERS.iter().filter_map(|(way, read)| Some((*way, read(&lines)?)));
    let documents = sheets.map(|(way, rows)| {
        let mut sheet = Sheet { rows, ..Sheet::default() };
        wrapped::join(&mut sheet);
        (way, Document { sheets: vec![sheet] })
    });
    documents.collect()
}

/// The reading of a text whose rows bars divide, though some of its cells break their lines.
pub(crate) fn ragged(text: &str) -> Option<Document> {
    let lines: Vec<&str> = text.lines().collect();
    let rows = bars::read(&lines)?;
    Some(Document { sheets: vec![Sheet { rows, ..Sheet::default() }] })
}

/// The reading of a text whose rows tabs divide, though some of its cells break their lines.
pub(crate) fn tabbed(text: &str) -> Option<Document> {
    let lines: Vec<&str> = text.lines().collect();
    let rows = tabs::read(&lines)?;
    Some(Document { sheets: vec![Sheet { rows, ..Sheet::default() }] })
}

/// Whether a text draws its tables with rules of characters.
pub(crate) fn is_drawn(text: &str) -> bool {
    text.lines().filter(|line| drawn::is_rule(line)).take(3).count() == 3
}

/// A row of a line.
fn row(number: usize, cells: impl IntoIterator<Item = String>) -> Row {
    let cells = cells
        .into_iter()
        .map(|text| Cell { text, columns: 1, rows: 1, ..Cell::default() })
        .collect();
    Row {
        page: None,
        number: u32::try_from(number + 1).unwrap_or(u32::MAX),
        table: Some(0),
        cells,
        ..Row::default()
    }
}

/// " / " between the cells of most lines.
fn slashes(lines: &[&str]) -> Option<Vec<Row>> {
    const MARK: &str = " / ";
    let counts: Vec<usize> = lines.iter().map(|line| line.matches(MARK).count()).collect();
    let said = lines.iter().filter(|line| !line.trim().is_empty()).count();
    let divided = counts.iter().filter(|count| **count >= 3).count();
    if divided < 3 || divided * 2 < said {
        return None;
    }
    let split = |(number, line): (usize, &&str)| {
        row(number, line.split(MARK).map(|cell| cell.trim().to_owned()))
    };
    Some(lines.iter().enumerate().map(split).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(text: &str) -> Vec<Vec<Vec<String>>> {
        let rows = |document: Document| {
            let rows = document.sheets.into_iter().flat_map(|sheet| sheet.rows);
            rows.map(|row| row.cells.into_iter().map(|cell| cell.text).collect()).collect()
        };
        read(text).into_iter().map(|(_, document)| rows(document)).collect()
    }

    #[test]
    fn a_drawn_table_joins_the_lines_of_a_row() {
        let text = "+----+-----------+\n| ID | Risk      |\n+====+===========+\n| 1  | The depot |\n|    | floods    |\n+----+-----------+\n";
        let read = cells(text);
        assert_eq!(read[0][1], ["1", "The depot\nfloods"]);
    }

    #[test]
    fn fixed_width_goes_by_the_headings() {
        let text = "Ref   Risk                 Likelihood  Impact  Owner\n1     The depot floods     3           4       AB\n2     Fraud                1           2       CD\n";
        let read = cells(text);
        assert_eq!(read[0][1], ["1", "The depot floods", "3", "4", "AB"]);
    }

    #[test]
    fn one_cell_a_line_goes_by_the_run_of_headings() {
        let text = "Ref\nRisk\nLikelihood\nImpact\nScore\n1\nThe depot floods\n3\n4\n12\n2\nFraud\n1\n2\n2\n";
        let read = cells(text);
        assert!(
            read.iter()
                .any(|rows| rows.get(2).is_some_and(|row| row == &["2", "Fraud", "1", "2", "2"]))
        );
    }

    #[test]
    fn rows_without_a_delimiter_go_by_arithmetic_and_repetition() {
        let text = "Ref Theme Risk Likelihood Impact Score Owner\n1 Money matters The grant ends 3 4 12 AB\n2 Money matters Fraud goes unseen 1 2 2 CD\n3 Our people Key staff leave 2 2 4 AB\n4 Our people Strikes 2 3 6 CD\n";
        let read = cells(text);
        assert!(read.iter().any(|rows| rows.get(1).is_some_and(
            |row| row == &["1", "Money matters", "The grant ends", "3", "4", "12", "AB"]
        )));
    }

    #[test]
    fn a_text_without_end_is_not_read_in_every_way() {
        assert!(is_bounded("Risk / Owner\nFire / AB\n"));
        for text in ["\n".repeat(MOST_LINES + 1), "|".repeat(MOST_MARKS + 1)] {
            assert!(!is_bounded(&text));
        }
        assert!(!is_bounded(&"flood ".repeat(MOST_BYTES / 6 + 1)));
    }
}
