//! XLSX and XLSM: calamine gives values and styles, [`super::xlsx_layout`] what it leaves out.

use std::{collections::HashMap, io::Cursor};

use calamine::{Reader, SheetType, SheetVisible, Style, Xlsx, XlsxError};
use memchr::memmem;

use super::{
    conditional::{
        self, Conditions, Formula, Hidden, Room,
        open::{Pending, reckon},
    },
    grid::{Grid, lone},
    number_format::Shown,
    shown::{self, Look},
    xlsx_cells::{self, Beside},
    xlsx_layout::{Formulas, Layout},
    xlsx_parts::Parts,
};
use crate::{
    ReadError,
    read::{colour::WHITE, limits::MOST_CELLS, package::Package, unsaid},
    sheet::{Cell, Document, Rgb, Sheet},
};

const KIND: &str = "Excel workbook";

/// Reads a workbook.
pub(super) fn read(bytes: &[u8]) -> Result<Document, ReadError> {
    let mut package = Package::open(bytes, KIND)?;
    let parts = Parts::find(&mut package)?;
    let mut layouts = parts
        .sheets
        .iter()
        .map(|(name, path)| Ok((name.clone(), Layout::read(&mut package, path)?)))
        .collect::<Result<Vec<_>, ReadError>>()?;
    let texts = struck_texts(&mut package)?;
    let mut besides = besides(&mut package, &parts, &layouts, &texts)?;
    package.count_rest()?;

    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(declined)?;
    let epoch_1904 = workbook.has_1904_epoch();
    let mut looks = Vec::new();
    let mut differential = None;
    let mut budget = MOST_CELLS;
    let conditional = layouts.iter().any(|(_, layout)| !layout.conditions.is_empty())
        || besides.values().any(|beside| !beside.open.is_empty());
    let mut sheets = Vec::new();
    let (mut conditions, room) = (Vec::new(), Room::default());
    let mut pending = Vec::new();
    for listed in workbook.sheets_metadata().to_vec() {
        if listed.typ != SheetType::WorkSheet {
            continue;
        }
        let layout = layouts.iter().position(|(name, _)| *name == listed.name);
        let layout = layout.map(|at| layouts.swap_remove(at).1).unwrap_or_default();
        let mut hidden = conditional.then(Hidden::new);
        let name = &listed.name;
        let beside = besides.remove(name).unwrap_or_default();
        let asked = Sought { layout: &layout, beside: &beside, epoch_1904 };
        let (grid, styles) = cells(&mut workbook, name, &asked, &mut looks, hidden.as_mut())?;
        pending.extend(open(sheets.len(), beside, &styles));
        let rules = layout.conditions.rules(&mut package, &parts, &mut differential, &room)?;
        sheets.push(Sheet {
            name: Some(listed.name),
            hidden: listed.visible != SheetVisible::Visible,
            size: layout.size,
            ..finish(grid, layout, &mut budget)?
        });
        conditions.push(Conditions { rules, hidden: hidden.unwrap_or_default() });
    }
    let show = |style: usize, number: f64| match looks.get(style) {
        Some(look) => look.shown.number(number, epoch_1904),
        None => Shown::General.number(number, epoch_1904),
    };
    reckon(&mut sheets, &mut conditions, &parts.names, pending, show);
    conditional::paint(&mut sheets, &mut conditions, &parts.names);
    Ok(Document { sheets })
}

/// What there is to know of the cells of sheets beside what calamine gives, by the sheets' names.
fn besides(
    package: &mut Package<'_>,
    parts: &Parts,
    layouts: &[(String, Layout)],
    texts: &HashMap<u32, String>,
) -> Result<HashMap<String, Beside>, ReadError> {
    let count = |of: fn(&Formulas) -> usize| -> usize {
        layouts.iter().map(|(_, layout)| of(&layout.formulas)).sum()
    };
    // Some programs store a nought for every result and leave the reckoning to others.
    let zeros = parts.recalculates && count(|own| own.told) == 0 && count(|own| own.zero) > 0;
    let mut besides = HashMap::new();
    for ((name, layout), (_, path)) in layouts.iter().zip(&parts.sheets) {
        let Formulas { zero, open, .. } = layout.formulas;
        if layout.strikes || !texts.is_empty() || open > 0 || zeros && zero > 0 {
            besides.insert(name.clone(), xlsx_cells::read(package, path, texts, zeros)?);
        }
    }
    Ok(besides)
}

/// The formulas of a sheet that are to be reckoned, in the order of the sheet.
fn open(sheet: usize, beside: Beside, styles: &Styles) -> Vec<Pending> {
    let mut cells: Vec<_> = beside.open.into_iter().collect();
    cells.sort_by_key(|(at, _)| *at);
    let pending = |(at, open): ((u32, u32), xlsx_cells::Open)| Pending {
        sheet,
        at,
        formula: Formula::read(&open.formula),
        base: open.base,
        style: styles.get(&at).copied().unwrap_or(usize::MAX),
    };
    cells.into_iter().map(pending).collect()
}

/// Makes sure that the list of shared texts claims no more of them than it has room for: calamine
/// reserves the memory that is claimed. Gives the texts that are struck through in parts.
fn struck_texts(package: &mut Package<'_>) -> Result<HashMap<u32, String>, ReadError> {
    const CLAIM: &[u8] = b"uniqueCount";
    let lists = package.names().into_iter();
    let mut struck = HashMap::new();
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
            return Err(ReadError::Damaged { kind: KIND, detail });
        }
        struck.extend(xlsx_cells::struck_texts(&bytes));
    }
    Ok(struck)
}

/// The numbers of cell styles, by row and column.
type Styles = HashMap<(u32, u32), usize>;

/// What is asked of the cells of a sheet.
struct Sought<'a> {
    layout: &'a Layout,
    beside: &'a Beside,
    epoch_1904: bool,
}

/// The cells of one sheet, streamed: what it claims of its size is not used. Those that show
/// something else than they hold are noted in `hidden`, where conditions may ask for them. With
/// them come the styles of those whose formulas have no results.
fn cells(
    workbook: &mut Xlsx<Cursor<&[u8]>>,
    name: &str,
    sought: &Sought<'_>,
    looks: &mut Vec<Look>,
    mut hidden: Option<&mut Hidden>,
) -> Result<(Grid, Styles), ReadError> {
    let Sought { layout, beside, epoch_1904 } = *sought;
    let (mut grid, mut styles) = (Grid::default(), Styles::new());
    let mut reader = match workbook.worksheet_cells_reader(name) {
        Ok(reader) => reader,
        // A chart or a macro sheet holds no cells.
        Err(XlsxError::NotAWorksheet(_)) => return Ok((grid, styles)),
        Err(error) => return Err(declined(error)),
    };
    if looks.is_empty() {
        looks.extend(reader.styles().iter().map(look));
    }
    let plain = Look::default();
    let is_told_apart = !beside.struck.is_empty() || !beside.open.is_empty();
    while let Some((cell, style)) = reader.next_cell_with_style_id().map_err(declined)? {
        let look = looks.get(style).unwrap_or(&plain);
        let at = cell.get_position();
        let mut text = shown::cell(cell.get_value(), &look.shown, epoch_1904, layout.hides_zeros);
        if let Some(hidden) = &mut hidden
            && let Some(value) = shown::otherwise(cell.get_value(), &text)
        {
            hidden.insert(at, value);
        }
        let exact = shown::exact(cell.get_value(), &look.shown, &text);
        if is_told_apart {
            if let Some(struck) = beside.struck.get(&at) {
                text = shown::tidy(struck);
            } else if beside.open.contains_key(&at) {
                styles.insert(at, style);
                text.clear();
            }
        }
        if look.struck && !text.is_empty() && !beside.struck.contains_key(&at) {
            text = unsaid::strike(&text);
        }
        if text.is_empty() && look.fill.is_none() {
            continue;
        }
        let (fill, bold) = (look.fill, look.bold);
        grid.put(at.0, at.1, Cell { fill, bold, exact, ..lone(text) })?;
    }
    Ok((grid, styles))
}

fn finish(mut grid: Grid, layout: Layout, budget: &mut usize) -> Result<Sheet, ReadError> {
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
        struck: style.font.as_ref().is_some_and(calamine::Font::has_strikethrough),
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

fn declined(error: XlsxError) -> ReadError {
    match error {
        XlsxError::Password => ReadError::Protected { kind: KIND },
        other => ReadError::Damaged { kind: KIND, detail: other.to_string() },
    }
}
