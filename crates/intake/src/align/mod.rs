//! Text whose cells stand one after the other — a cell a line or a paragraph, bars or slashes
//! between cells that break their lines, or nothing between them but spaces — dealt out to the
//! columns of its headings.
//!
//! The text is cut into units that no cell divides further; a path through them says which make
//! a cell and which column it goes to, where a row ends, what stands between rows. What each
//! column can hold makes one path cheaper than another: one cell too many or too few costs a
//! little at its own place and does not move all that follow.

mod fit;
mod heads;
mod path;
mod units;

use crate::sheet::{Cell, Document, Row, Sheet};

pub(crate) use self::units::Way;
use self::{heads::Heads, path::Line, units::Divided};

/// A longer text is not searched: the readers that go by its signs alone have it.
const MOST_UNITS: usize = 4_000;

/// A path that costs more for each of its units explains nothing.
const DEAREST: f32 = 0.8;

/// Nor is one of more bytes.
const MOST_BYTES: usize = 256 * 1024;

/// The cheapest reading of a text that is cut in this way.
pub(crate) fn read(text: &str, way: Way) -> Option<Document> {
    if text.len() > MOST_BYTES {
        return None;
    }
    by(text, way)
}

fn by(text: &str, way: Way) -> Option<Document> {
    let divided = Divided::by(text, way)?;
    if divided.units.len() > MOST_UNITS {
        return None;
    }
    let found = Heads::candidates(&divided);
    let mut best: Option<(f32, Vec<Row>)> = None;
    let mut seen = path::Seen::default();
    for heads in found {
        let Some((cost, lines)) = path::cheapest(&divided, &heads, &mut seen) else { continue };
        let cost =
            (cost + heads.strange()) / divided.units.len().saturating_sub(heads.to).max(1) as f32;
        if cost <= DEAREST && best.as_ref().is_none_or(|(least, _)| cost < *least) {
            best = Some((cost, rows(&divided, &heads, lines)));
        }
    }
    let (_, rows) = best?;
    Some(Document { sheets: vec![Sheet { rows, ..Sheet::default() }] })
}

/// The lines before the headings, the headings, and the rows of a path.
fn rows(divided: &Divided<'_>, heads: &Heads, lines: Vec<Line>) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    for unit in divided.units.iter().take(heads.from).filter(|unit| !unit.text.is_empty()) {
        // Words of one line are that line again.
        match rows.last_mut() {
            Some(row) if row.number == number(unit.line) => {
                if let Some(cell) = row.cells.last_mut() {
                    cell.text.push(' ');
                    cell.text.push_str(unit.text);
                }
            }
            _ => rows.push(row(unit.line, [unit.text.to_owned()])),
        }
    }
    let line_of = |at: usize| divided.units.get(at).map_or(0, |unit| unit.line);
    let names = heads.columns.iter().map(|column| column.heading.clone());
    rows.push(row(line_of(heads.from), names));
    for line in lines {
        match line {
            Line::Row(from, cells) => rows.push(row(line_of(from), cells)),
            Line::Apart(from, text) if !text.is_empty() => rows.push(row(line_of(from), [text])),
            Line::Apart(..) => {}
        }
    }
    rows
}

fn number(line: usize) -> u32 {
    u32::try_from(line + 1).unwrap_or(u32::MAX)
}

fn row(line: usize, cells: impl IntoIterator<Item = String>) -> Row {
    let cell = |text| Cell { text, columns: 1, rows: 1, ..Cell::default() };
    Row {
        number: number(line),
        table: Some(0),
        cells: cells.into_iter().map(cell).collect(),
        ..Row::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The rows of the reading in this way, their cells between bars.
    fn cells(text: &str, way: Way) -> Vec<String> {
        let document = by(text, way).unwrap();
        let texts = |row: &Row| row.cells.iter().map(|c| c.text.replace('\n', "¶")).collect();
        let rows = document.sheets[0].rows.iter().map(texts);
        rows.map(|cells: Vec<String>| cells.join("|")).collect()
    }

    #[test]
    fn a_cell_of_two_paragraphs_does_not_move_the_next_row() {
        let text = "Area\n\nRisk\n\nLevel\n\nControls\n\nMill\n\nThe wheel breaks in a flood\n\nH\n\nLooked at each week.\n\nA spare wheel is kept.\n\nYard\n\nTimber is stolen at night\n\nM\n\nThe gate is locked.\n\nShop\n\nToo few visitors come by\n\nL\n\nA sign at the road.\n";
        let rows = cells(text, Way::Paragraphs);
        assert_eq!(
            rows[1],
            "Mill|The wheel breaks in a flood|H|Looked at each week.¶A spare wheel is kept."
        );
        assert_eq!(rows[2], "Yard|Timber is stolen at night|M|The gate is locked.");
    }

    #[test]
    fn a_section_between_rows_is_a_row_of_its_own() {
        let text = "Ref\nRisk\nLikelihood\nImpact\nOwner\nTHE MILL\nR1\nThe wheel breaks in a flood\n3\n4\nMiller\nR2\nThe race silts up in spring\n2\n2\nMiller\nTHE YARD\nR3\nTimber is stolen at night\n1\n4\nForeman\n";
        let rows = cells(text, Way::Lines);
        assert_eq!(
            rows[1..],
            [
                "THE MILL",
                "R1|The wheel breaks in a flood|3|4|Miller",
                "R2|The race silts up in spring|2|2|Miller",
                "THE YARD",
                "R3|Timber is stolen at night|1|4|Foreman",
            ]
        );
    }

    #[test]
    fn slashes_between_cells_that_break_their_lines() {
        let text = "Ref / Risk / Level\nof risk / Owner / Actions\nR1 / The wheel breaks / High / Miller / Keep a spare\nR2 / The race silts up\nafter the thaw / Low / Miller / Dig it out\nand line it\nR3 / Timber is stolen / Medium / Foreman / Lock the gate\n";
        let rows = cells(text, Way::Slashes);
        assert_eq!(rows[0], "Ref|Risk|Level of risk|Owner|Actions");
        assert_eq!(
            rows[2],
            "R2|The race silts up¶after the thaw|Low|Miller|Dig it out¶and line it"
        );
    }

    #[test]
    fn rows_with_nothing_but_spaces_go_by_what_columns_hold() {
        let text = "Ref Risk Likelihood Impact Score Action Likelihood Impact Score\n1 The wheel breaks in a flood 3 4 12 Keep a spare wheel 2 4 8\n2 The race silts up 2 2 4 Dig it out 1 2 2\n3 Timber is stolen at night 1 4 4 Lock the gate 1 2 2\n";
        let rows = cells(text, Way::Words);
        assert_eq!(rows[1], "1|The wheel breaks in a flood|3|4|12|Keep a spare wheel|2|4|8");
    }

    #[test]
    fn prose_has_no_path() {
        let text = "The committee met in May.\nIt spoke of the roof and of the boiler.\nNothing was decided.\n";
        assert!(Way::ALL.into_iter().all(|way| by(text, way).is_none()));
    }
}
