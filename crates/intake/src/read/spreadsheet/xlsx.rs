//! XLSX and XLSM: calamine gives values and styles, [`super::xlsx_layout`] what it leaves out.

use std::io::Cursor;

use calamine::{Reader, SheetType, SheetVisible, Style, Xlsx, XlsxError};
use memchr::memmem;

use super::{
    conditional::{self, Conditions, Hidden, Room},
    grid::{Grid, lone},
    number_format::Shown,
    shown::{self, Look},
    xlsx_layout::{Layout, Parts},
};
use crate::{
    IntakeError,
    read::{colour::WHITE, limits::MOST_CELLS, package::Package},
    sheet::{Cell, Document, Rgb, Sheet},
};

const KIND: &str = "Excel workbook";

/// Reads a workbook.
pub(super) fn read(bytes: &[u8]) -> Result<Document, IntakeError> {
    let mut package = Package::open(bytes, KIND)?;
    let parts = Parts::find(&mut package)?;
    let mut layouts = parts
        .sheets
        .iter()
        .map(|(name, path)| Ok((name.clone(), Layout::read(&mut package, path)?)))
        .collect::<Result<Vec<_>, IntakeError>>()?;
    honest_count_of_texts(&mut package)?;
    package.count_rest()?;

    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(declined)?;
    let epoch_1904 = workbook.has_1904_epoch();
    let mut looks = Vec::new();
    let mut differential = None;
    let mut budget = MOST_CELLS;
    let conditional = layouts.iter().any(|(_, layout)| !layout.conditions.is_empty());
    let mut sheets = Vec::new();
    let (mut conditions, room) = (Vec::new(), Room::default());
    for listed in workbook.sheets_metadata().to_vec() {
        if listed.typ != SheetType::WorkSheet {
            continue;
        }
        let layout = layouts.iter().position(|(name, _)| *name == listed.name);
        let layout = layout.map(|at| layouts.swap_remove(at).1).unwrap_or_default();
        let mut hidden = conditional.then(Hidden::new);
        let name = &listed.name;
        let grid = cells(&mut workbook, name, &layout, &mut looks, epoch_1904, hidden.as_mut())?;
        let rules = layout.conditions.rules(&mut package, &parts, &mut differential, &room)?;
        sheets.push(Sheet {
            name: Some(listed.name),
            hidden: listed.visible != SheetVisible::Visible,
            ..finish(grid, layout, &mut budget)?
        });
        conditions.push(Conditions { rules, hidden: hidden.unwrap_or_default() });
    }
    conditional::paint(&mut sheets, &mut conditions, &parts.names);
    Ok(Document { sheets })
}

/// Makes sure that the list of shared texts claims no more of them than it has room for: calamine
/// reserves the memory that is claimed.
fn honest_count_of_texts(package: &mut Package<'_>) -> Result<(), IntakeError> {
    const CLAIM: &[u8] = b"uniqueCount";
    let lists = package.names().into_iter();
    for name in lists.filter(|name| name.to_lowercase().ends_with("sharedstrings.xml")) {
        let bytes = package.bytes(&name)?.unwrap_or_default();
        let claimed = memmem::find_iter(&bytes, CLAIM).map(|at| {
            let rest = bytes.get(at + CLAIM.len()..).unwrap_or_default();
            let digits = rest.iter().skip_while(|byte| !byte.is_ascii_digit());
            let digits = digits.take_while(|byte| byte.is_ascii_digit());
            digits.fold(0_usize, |sum, digit| {
                sum.saturating_mul(10).saturating_add(usize::from(digit - b'0'))
            })
        });
        // The shortest text there is takes five bytes; two bytes a character hide the claim.
        let wide = bytes.iter().take(4).any(|byte| matches!(byte, 0 | 0xFE | 0xFF));
        if wide || claimed.max().unwrap_or(0) > bytes.len() / 5 {
            let detail = "its list of texts does not hold what it claims".to_owned();
            return Err(IntakeError::Damaged { kind: KIND, detail });
        }
    }
    Ok(())
}

/// The cells of one sheet, streamed: what it claims of its size is not used. Those that show
/// something else than they hold are noted in `hidden`, where conditions may ask for them.
fn cells(
    workbook: &mut Xlsx<Cursor<&[u8]>>,
    name: &str,
    layout: &Layout,
    looks: &mut Vec<Look>,
    epoch_1904: bool,
    mut hidden: Option<&mut Hidden>,
) -> Result<Grid, IntakeError> {
    let mut grid = Grid::default();
    let mut reader = match workbook.worksheet_cells_reader(name) {
        Ok(reader) => reader,
        // A chart or a macro sheet holds no cells.
        Err(XlsxError::NotAWorksheet(_)) => return Ok(grid),
        Err(error) => return Err(declined(error)),
    };
    if looks.is_empty() {
        looks.extend(reader.styles().iter().map(look));
    }
    let plain = Look::default();
    while let Some((cell, style)) = reader.next_cell_with_style_id().map_err(declined)? {
        let look = looks.get(style).unwrap_or(&plain);
        let text = shown::cell(cell.get_value(), &look.shown, epoch_1904, layout.hides_zeros);
        let (row, column) = cell.get_position();
        if let Some(hidden) = &mut hidden
            && let Some(value) = shown::otherwise(cell.get_value(), &text)
        {
            hidden.insert((row, column), value);
        }
        if text.is_empty() && look.fill.is_none() {
            continue;
        }
        grid.put(row, column, Cell { fill: look.fill, bold: look.bold, ..lone(text) })?;
    }
    Ok(grid)
}

fn finish(mut grid: Grid, layout: Layout, budget: &mut usize) -> Result<Sheet, IntakeError> {
    grid.hide_rows(|row| layout.hidden_rows.contains(&row));
    grid.blocks = layout.blocks;
    grid.hidden_columns = layout.hidden_columns;
    grid.finish(budget)
}

fn look(style: &Style) -> Look {
    let format = style.number_format.as_ref();
    Look {
        shown: format.map(|format| Shown::by_code(&format.format_code)).unwrap_or_default(),
        fill: style.fill.as_ref().and_then(visible_fill),
        bold: style.font.as_ref().is_some_and(calamine::Font::is_bold),
    }
}

/// The colour that a fill gives its cell: none for white, and none for the faint pattern that
/// every workbook lists second and hardly any uses.
fn visible_fill(fill: &calamine::Fill) -> Option<Rgb> {
    use calamine::FillPattern::{Gray125, None as Nothing};
    if matches!(fill.pattern, Nothing | Gray125) {
        return None;
    }
    let colour = fill.get_color()?;
    let colour = Rgb { red: colour.red, green: colour.green, blue: colour.blue };
    (colour != WHITE).then_some(colour)
}

fn declined(error: XlsxError) -> IntakeError {
    match error {
        XlsxError::Password => IntakeError::Protected { kind: KIND },
        other => IntakeError::Damaged { kind: KIND, detail: other.to_string() },
    }
}
