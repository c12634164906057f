//! A paper as a workbook for Excel (Office Open XML): to read, to sort and to print.

use std::collections::HashMap;

use bellwether_domain::{Date, calendar::long_date};
use rust_xlsxwriter::{
    Color, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, HeaderImagePosition,
    Image, Workbook, Worksheet, XlsxError as Error,
};
use thiserror::Error;

use crate::{
    grid::{self, Look, Role, Sheet, Slot},
    paper::{Align, PageSize, Paper},
};

/// Why a workbook could not be written.
#[derive(Debug, Error)]
pub enum XlsxError {
    /// A text that Excel has no room for.
    #[error(
        "a cell of XLSX holds at most 32,767 characters, and “{start}…” has {length}: use ODS, HTML or \
         CSV, which hold any text, or shorten it"
    )]
    TooLong {
        /// How the text begins.
        start: String,
        /// How many characters it has, as Excel counts them.
        length: usize,
    },
    /// More rows or columns than a sheet has.
    #[error("a sheet of XLSX holds at most 1,048,576 rows and 16,384 columns: use CSV or HTML")]
    TooLarge,
    /// The writer failed otherwise.
    #[error("the workbook could not be written: {0}")]
    Write(Error),
}

impl From<Error> for XlsxError {
    fn from(error: Error) -> Self {
        match error {
            Error::RowColumnLimitError => Self::TooLarge,
            other => Self::Write(other),
        }
    }
}

/// The most that Excel takes in a cell, in units of UTF-16.
const MOST: usize = 32_767;

/// The paper as the bytes of an `.xlsx` file; the same paper gives the same bytes.
///
/// # Errors
/// When a text or the table is larger than the format allows.
pub fn write(paper: &Paper) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let properties = DocProperties::new()
        .set_title(paper.called())
        .set_author(&paper.organisation)
        .set_company(&paper.organisation)
        .set_creation_datetime(&moment(paper.as_at)?);
    workbook.set_properties(&properties);
    let mut formats = Formats::default();
    for sheet in grid::sheets(paper) {
        let worksheet = workbook.add_worksheet();
        worksheet.set_name(&sheet.name)?;
        set_page(worksheet, paper, &sheet)?;
        for (column, width) in (0..).zip(&sheet.widths) {
            // A column is measured in digits of the usual font: 5.3 points each.
            worksheet.set_column_width(column, f64::from(*width) / 5.3)?;
        }
        for (row, height) in (0..).zip(&sheet.heights) {
            if let Some(height) = height {
                worksheet.set_row_height(row, *height)?;
            }
        }
        for (row, slots) in (0..).zip(&sheet.rows) {
            for slot in slots {
                cell(worksheet, row, slot, formats.of(&slot.look))?;
            }
        }
    }
    Ok(workbook.save_to_buffer()?)
}

/// The moment that the file says it was made: nothing depends on the clock.
fn moment(as_at: Option<Date>) -> Result<ExcelDateTime, Error> {
    let day = as_at.filter(|day| day.year() >= 1900).unwrap_or(Date::constant(2000, 1, 1));
    let part = |number: i8| u8::try_from(number).unwrap_or(1);
    let year = u16::try_from(day.year()).unwrap_or(2000);
    ExcelDateTime::from_ymd(year, part(day.month()), part(day.day()))
}

fn set_page(worksheet: &mut Worksheet, paper: &Paper, sheet: &Sheet) -> Result<(), Error> {
    if paper.page.landscape {
        worksheet.set_landscape();
    }
    worksheet.set_paper_size(match paper.page.size {
        PageSize::A4 => 9,
        PageSize::A3 => 8,
    });
    worksheet.set_print_fit_to_pages(1, 0).set_margins(0.5, 0.5, 0.75, 0.75, 0.3, 0.3);
    let as_at = paper.as_at.map(|day| format!("as at {} · ", long_date(day)));
    let right = format!("{}{}", as_at.unwrap_or_default(), paper.version.word());
    let (title, right) = (margin(&paper.title, 120), margin(&right, 60));
    match &paper.mark {
        None => worksheet.set_header(format!("&L{title}&R{right}")),
        Some(mark) => {
            worksheet.set_header(format!("&L{title}&C&[Picture]&R{right}"));
            let (across, down) = mark.fitted(MARK);
            let image = Image::new_from_buffer(&mark.png)?
                .set_scale_to_size(across / 0.75, down / 0.75, true)
                .set_alt_text(&paper.organisation);
            worksheet.set_header_image(&image, HeaderImagePosition::Center)?
        }
    };
    let standing = margin(&paper.standing.sentence(), 120);
    worksheet.set_footer(format!("&L{standing}&RPage &P of &N"));
    if let Some((first, last)) = sheet.head {
        worksheet.set_freeze_panes(last + 1, 0)?;
        worksheet.set_repeat_rows(first, last)?;
    }
    Ok(())
}

/// How high the body's own mark is at the head of a page that is printed, in points.
const MARK: f32 = 28.0;

/// A text for a margin of the page, where an ampersand is a command and room is short.
fn margin(text: &str, most: usize) -> String {
    let mut kept: String = text.chars().filter(|c| !c.is_control()).take(most).collect();
    if text.chars().count() > most {
        kept.push('…');
    }
    kept.replace('&', "&&")
}

fn cell(
    worksheet: &mut Worksheet,
    row: u32,
    slot: &Slot,
    format: &Format,
) -> Result<(), XlsxError> {
    let length = slot.text.encode_utf16().count();
    if length > MOST {
        let start = slot.text.chars().take(40).collect();
        return Err(XlsxError::TooLong { start, length });
    }
    let column = slot.column;
    if slot.across > 1 || slot.down > 1 {
        let (last_row, last) = (row + slot.down - 1, column + slot.across - 1);
        worksheet.merge_range(row, column, last_row, last, &slot.text, format)?;
        return Ok(());
    }
    match slot.number {
        Some(number) => worksheet.write_number_with_format(row, column, number, format)?,
        None if slot.text.is_empty() => worksheet.write_blank(row, column, format)?,
        // Always a text: nothing in a register is run as a formula.
        None => worksheet.write_string_with_format(row, column, &slot.text, format)?,
    };
    Ok(())
}

/// The formats that cells are set in, each made once.
#[derive(Default)]
struct Formats(HashMap<Look, Format>);

impl Formats {
    fn of(&mut self, look: &Look) -> &Format {
        self.0.entry(look.clone()).or_insert_with(|| format(look))
    }
}

fn format(look: &Look) -> Format {
    let mut format = Format::new().set_align(FormatAlign::Top).set_font_size(f64::from(grid::SIZE));
    if look.guarded {
        // Also when somebody edits the cell.
        format = format.set_quote_prefix();
    }
    match look.role {
        Role::Title => return format.set_bold().set_font_size(16),
        Role::Heading => return format.set_bold().set_font_size(12),
        Role::Text => return format,
        Role::Long => return format.set_text_wrap(),
        _ => {}
    }
    format = format.set_text_wrap().set_align(match look.align {
        Align::Start => FormatAlign::Left,
        Align::Centre => FormatAlign::Center,
        Align::End => FormatAlign::Right,
    });
    let rule = Color::RGB(0x00B8_B8B8);
    let sides = |format: Format| {
        format
            .set_border_left(FormatBorder::Thin)
            .set_border_right(FormatBorder::Thin)
            .set_border_left_color(rule)
            .set_border_right_color(rule)
    };
    format = match look.role {
        Role::Head => format
            .set_bold()
            .set_background_color(Color::RGB(0x00E4_E8EE))
            .set_border(FormatBorder::Thin)
            .set_border_color(rule),
        Role::Under => sides(format),
        Role::Rest => sides(format).set_border_top(FormatBorder::Hair).set_border_top_color(rule),
        _ => sides(format)
            .set_border_top(FormatBorder::Thin)
            .set_border_top_color(Color::RGB(0x0060_6060)),
    };
    if look.role == Role::RowHead {
        format = format.set_bold();
    }
    match &look.band {
        Some(band) => {
            let ink = if band.is_dark() { Color::White } else { Color::Black };
            format.set_background_color(Color::from(band.colour.as_str())).set_font_color(ink)
        }
        None => format,
    }
}
