//! A document in parts that a page can show, each cell linked with what became of it.

use std::{
    collections::{HashMap, HashSet},
    ops::Range,
};

use bellwether_domain::{Diagnostic, Field, Source};
use bellwether_intake::{
    FileFormat, Intake, Target,
    sheet::{Row, Sheet, Spot},
};

/// About as many rows of a sheet, or lines of a text, stand in one part; fewer where they are wide.
const ROWS: usize = 60;
/// About as many cells.
const CELLS: usize = 1500;
/// As many risks of a document without rows.
const RISKS: usize = 40;

/// The remarks that speak of a column's reading.
const ASKING: [&str; 2] = ["column-doubtful", "column-unmapped"];

/// One value of the register as read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Value {
    /// The risk, by its place in the document.
    pub risk: usize,
    /// Which field.
    pub target: Target,
    /// Which action, where it is a field of one.
    pub action: Option<usize>,
    /// Which column of the body's own, where it is one.
    pub column: Option<usize>,
}

impl Value {
    /// A field of a risk.
    pub fn of(risk: usize, target: Target) -> Self {
        Self { risk, target, action: None, column: None }
    }

    /// A field of one of its actions.
    pub fn of_action(risk: usize, field: Field, action: usize) -> Self {
        Self { action: Some(action), ..Self::of(risk, Target::Field(field)) }
    }

    /// Its anchor on the page.
    pub fn anchor(self) -> String {
        let number = self.action.or(self.column).map(|n| format!("-{n}")).unwrap_or_default();
        format!("v{}-{}{number}", self.risk, self.target)
    }
}

/// The anchor of a cell.
pub fn anchor(at: Spot) -> String {
    format!("c{}-{}-{}", at.sheet, at.row, at.column)
}

/// A part of the document.
#[derive(Debug, Clone, Default)]
pub struct Part {
    /// The sheet.
    pub sheet: usize,
    /// Its rows.
    pub rows: Range<usize>,
    /// The risks that were read from it, by their place in the document.
    pub risks: Vec<usize>,
}

/// A document and what became of it.
pub struct Traced<'a> {
    intake: &'a Intake,
    /// Its parts, at least one.
    pub parts: Vec<Part>,
    cells: HashMap<Value, Vec<Spot>>,
    values: HashMap<Spot, Vec<Value>>,
    /// Rows by what a diagnostic calls them: sheet, page and number.
    numbered: HashMap<(usize, Option<u32>, u32), usize>,
    doubted: HashSet<(usize, usize)>,
}

impl<'a> Traced<'a> {
    /// Cuts a document into parts.
    pub fn new(intake: &'a Intake) -> Self {
        let mut traced = Self {
            intake,
            parts: vec![],
            cells: HashMap::new(),
            values: HashMap::new(),
            numbered: HashMap::new(),
            doubted: HashSet::new(),
        };
        for stood in &intake.stood {
            let column = stood.column.filter(|_| stood.target == Target::Extra);
            let value =
                Value { risk: stood.risk, target: stood.target, action: stood.action, column };
            traced.cells.entry(value).or_default().push(stood.at);
            traced.values.entry(stood.at).or_default().push(value);
        }
        for (number, sheet) in intake.document.sheets.iter().enumerate() {
            for (index, row) in sheet.rows.iter().enumerate() {
                traced.numbered.entry((number, row.page, row.number)).or_insert(index);
            }
        }
        let noticed = intake.register.diagnostics.iter();
        traced.doubted =
            noticed.filter_map(|noted| traced.row_of(noted.source.as_ref()?)).collect();
        traced.parts = parts(intake);
        traced
    }

    /// What the file was.
    pub fn format(&self) -> FileFormat {
        self.intake.format
    }

    /// How a column was read, by its number in the table of columns.
    pub fn column_at(&self, at: Spot) -> Option<usize> {
        self.intake.columns.iter().position(|column| column.at == Some(at))
    }

    /// The column of the body's own that stands under a heading.
    pub fn extra(&self, risk: usize, heading: &str) -> Value {
        let column = self.intake.columns.iter().position(|column| {
            let own = if column.heading.is_empty() {
                format!("Column {}", column.column) == heading
            } else {
                column.heading == heading
            };
            column.target == Target::Extra && own
        });
        Value { column, ..Value::of(risk, Target::Extra) }
    }

    /// The sheet of a part.
    pub fn sheet(&self, part: &Part) -> Option<&'a Sheet> {
        self.intake.document.sheets.get(part.sheet)
    }

    /// The rows of a part with their indices.
    pub fn rows(&self, part: &Part) -> impl Iterator<Item = (usize, &'a Row)> {
        let rows = self.sheet(part).and_then(|sheet| sheet.rows.get(part.rows.clone()));
        (part.rows.start..).zip(rows.unwrap_or_default())
    }

    /// Whether a row was read as headings.
    pub fn is_heading(&self, sheet: usize, row: usize) -> bool {
        let at = (u16::try_from(sheet), u32::try_from(row));
        let (Ok(sheet), Ok(row)) = at else { return false };
        self.intake.headings.binary_search(&(sheet, row)).is_ok()
    }

    /// Whether something was noticed about a row.
    pub fn is_doubted(&self, sheet: usize, row: usize) -> bool {
        self.doubted.contains(&(sheet, row))
    }

    /// The values that were read from a cell.
    pub fn values(&self, at: Spot) -> &[Value] {
        self.values.get(&at).map(Vec::as_slice).unwrap_or_default()
    }

    /// The cells that a value was read from.
    pub fn cells(&self, value: Value) -> &[Spot] {
        self.cells.get(&value).map(Vec::as_slice).unwrap_or_default()
    }

    /// The part that a row stands in.
    pub fn part_of(&self, sheet: usize, row: usize) -> Option<usize> {
        let holds = |part: &Part| part.sheet == sheet && part.rows.contains(&row);
        self.parts.iter().position(holds)
    }

    /// The part that a cell stands in.
    pub fn part_of_cell(&self, at: Spot) -> Option<usize> {
        self.part_of(usize::from(at.sheet), usize::try_from(at.row).ok()?)
    }

    /// The row that a place speaks of; rows of a text stand on no page.
    fn row_of(&self, source: &Source) -> Option<(usize, usize)> {
        let number = source.row?;
        let sheets = &self.intake.document.sheets;
        let sheet = match &source.sheet {
            Some(name) => sheets.iter().position(|sheet| sheet.name.as_ref() == Some(name))?,
            None => 0,
        };
        let by = |page| self.numbered.get(&(sheet, page, number));
        by(source.page).or_else(|| by(None)).map(|row| (sheet, *row))
    }

    /// Where a diagnostic speaks of: the part, and the anchor of its cell or row there.
    pub fn place(&self, noted: &Diagnostic) -> Option<(usize, String)> {
        let source = noted.source.as_ref()?;
        let (sheet, row) = self.row_of(source)?;
        let part = self.part_of(sheet, row)?;
        let column = source.column.and_then(|column| usize::try_from(column).ok()?.checked_sub(1));
        let cell = column.and_then(|column| Spot::new(sheet, row, column));
        let says = |at: &Spot| {
            self.intake.document.cell(*at).is_some_and(|cell| !cell.text.trim().is_empty())
        };
        let cell = cell.filter(says);
        Some((part, cell.map_or_else(|| format!("r{sheet}-{row}"), anchor)))
    }

    /// The column reading that a diagnostic asks about, by its number in the table of columns.
    pub fn asked(&self, noted: &Diagnostic) -> Option<usize> {
        let source = noted.source.as_ref()?;
        let column = source.column?;
        // In a block of fields the labels stand among the values, on no row of headings.
        ASKING.contains(&&*noted.code).then_some(())?;
        self.intake.columns.iter().position(|own| own.column == column && own.sheet == source.sheet)
    }

    /// What a part is called: "Rows 61 to 120 of sheet “Risks”".
    pub fn name(&self, part: &Part) -> String {
        let number = |row: usize| self.sheet(part)?.rows.get(row).map(|row| row.number);
        let page = self.rows(part).find_map(|(_, row)| row.page);
        let last = part.rows.end.saturating_sub(1);
        let name = match (page, number(part.rows.start), number(last)) {
            (Some(page), ..) => format!("Page {page}"),
            (None, Some(first), Some(last)) => {
                let what = if self.format() == FileFormat::Text { "Lines" } else { "Rows" };
                format!("{what} {first} to {last}")
            }
            _ => "The document".to_owned(),
        };
        match self.sheet(part).and_then(|sheet| sheet.name.as_ref()) {
            Some(sheet) => format!("{name} of sheet “{sheet}”"),
            None => name,
        }
    }

    /// How a reader finds a cell: "B7", "line 7", "page 2, row 3".
    pub fn place_of(&self, at: Spot) -> String {
        let Some(row) = self.intake.document.row(at) else { return String::new() };
        match (self.format(), row.page) {
            (FileFormat::Spreadsheet, _) => {
                format!("cell {}{}", letters(usize::from(at.column)), row.number)
            }
            (FileFormat::Text, None) => format!("line {}", row.number),
            (_, Some(page)) => format!("page {page}, row {}", row.number),
            (_, None) => format!("row {}", row.number),
        }
    }
}

/// A column's letters as a spreadsheet writes them, from zero.
pub fn letters(column: usize) -> String {
    let mut text = String::new();
    let mut rest = column + 1;
    while rest > 0 {
        let letter = u8::try_from((rest - 1) % 26).unwrap_or_default();
        text.insert(0, char::from(b'A' + letter));
        rest = (rest - 1) / 26;
    }
    text
}

fn parts(intake: &Intake) -> Vec<Part> {
    let count = intake.register.risks.len();
    let mut risks: HashMap<(usize, usize), Vec<usize>> = HashMap::new();
    let mut placed = HashSet::new();
    let mut first: HashSet<(usize, usize)> = HashSet::new();
    for stood in &intake.stood {
        let (sheet, Ok(row)) = (usize::from(stood.at.sheet), usize::try_from(stood.at.row)) else {
            continue;
        };
        let on_row = risks.entry((sheet, row)).or_default();
        if on_row.last() != Some(&stood.risk) {
            on_row.push(stood.risk);
        }
        if placed.insert(stood.risk) {
            first.insert((sheet, row));
        }
    }
    let held: HashSet<usize> = risks.keys().map(|(sheet, _)| *sheet).collect();
    let mut parts = Vec::new();
    for (number, sheet) in intake.document.sheets.iter().enumerate() {
        if !held.contains(&number) {
            continue;
        }
        for rows in cut(sheet, |row| first.contains(&(number, row))) {
            let mut own: Vec<usize> = rows
                .clone()
                .filter_map(|row| risks.get(&(number, row)))
                .flatten()
                .copied()
                .collect();
            own.sort_unstable();
            own.dedup();
            parts.push(Part { sheet: number, rows, risks: own });
        }
    }
    // What has no rows (a register document) or none that are known comes by itself.
    let alone: Vec<usize> = (0..count).filter(|risk| !placed.contains(risk)).collect();
    parts.extend(alone.chunks(RISKS).map(|risks| Part {
        sheet: usize::MAX,
        rows: 0..0,
        risks: risks.to_vec(),
    }));
    if parts.is_empty() {
        parts.push(Part::default());
    }
    parts
}

/// The rows of a sheet in parts: by page where there are pages, else about as long as each other
/// and cut where a risk begins. Blank rows at the ends are left out.
fn cut(sheet: &Sheet, begins: impl Fn(usize) -> bool) -> Vec<Range<usize>> {
    let blank = |row: &Row| row.cells.iter().all(|cell| cell.text.trim().is_empty());
    let said = |index: &usize| sheet.rows.get(*index).is_some_and(|row| !blank(row));
    let Some(start) = (0..sheet.rows.len()).find(said) else { return vec![] };
    let end = (0..sheet.rows.len()).rev().find(said).map_or(start, |last| last + 1);
    let width = sheet.rows.iter().map(|row| row.cells.len()).max().unwrap_or(1).max(1);
    let usual = (CELLS / width).clamp(ROWS / 4, ROWS);
    let mut parts = Vec::new();
    let mut from = start;
    for index in start + 1..end {
        let page = |row: usize| sheet.rows.get(row).and_then(|row| row.page);
        let long = index - from;
        let due = match page(index) {
            Some(own) => Some(own) != page(from),
            None => long >= 2 * usual || long >= usual && begins(index),
        };
        if due {
            parts.push(from..index);
            from = index;
        }
    }
    parts.push(from..end);
    parts
}

#[cfg(test)]
mod tests {
    use bellwether_intake::{Options, read};

    use super::*;

    #[test]
    fn columns_are_lettered_as_in_a_spreadsheet() {
        let all = [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")];
        for (column, text) in all {
            assert_eq!(letters(column), text);
        }
    }

    fn long(risks: usize) -> String {
        let mut text = String::from("Ref,Risk,Likelihood,Impact,Score,Owner\n");
        for number in 1..=risks {
            text += &format!("{number},The depot floods after heavy rain,2,3,6,AB\n");
        }
        text
    }

    #[test]
    fn a_long_document_comes_in_parts_and_each_cell_is_in_one() {
        let intake = read(long(200).as_bytes(), &Options::default()).unwrap();
        let traced = Traced::new(&intake);
        assert_eq!(traced.parts.len(), 4);
        assert_eq!(traced.name(traced.parts.get(1).unwrap()), "Lines 61 to 120");
        let owner = Value::of(199, Target::Field(Field::Owners));
        let at = *traced.cells(owner).first().unwrap();
        assert_eq!(traced.part_of_cell(at), Some(3));
        assert_eq!(traced.place_of(at), "line 201");
        assert_eq!(traced.values(at), [owner]);
    }

    #[test]
    fn a_register_document_has_no_rows_and_is_shown_by_its_risks() {
        let intake = read(long(90).as_bytes(), &Options::default()).unwrap();
        let document = read(intake.register.to_json().as_bytes(), &Options::default()).unwrap();
        let traced = Traced::new(&document);
        assert_eq!(traced.parts.len(), 3);
        assert_eq!(traced.rows(traced.parts.first().unwrap()).count(), 0);
    }
}
