//! The register as a web page, a Word document, a workbook and a PDF.

use rust_xlsxwriter::{Color, Format, Workbook};

use crate::{
    chance::Chance,
    package,
    paper::{self, Page},
    plan::{Field, Kind, Line, Plan},
    text::{shown, wrap},
    word,
    words::Head,
};

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('\n', "<br>")
}

/// The groups of a row of group headings: words and how many columns each spans.
fn groups(line: &Line) -> Vec<(String, usize)> {
    line.cells.chunk_by(|a, b| a == b).map(|group| (group[0].clone(), group.len())).collect()
}

fn is_of_action(field: Field) -> bool {
    matches!(field, Field::Said(Head::Action | Head::ActionOwner | Head::Due | Head::Status))
}

pub(crate) fn html(plan: &Plan, merged: bool) -> String {
    let mut body = String::new();
    for line in &plan.before {
        body += &format!("<p>{}</p>\n", escape(line));
    }
    body += "<table>\n";
    for line in &plan.lines {
        body += "<tr>";
        match line.kind {
            Kind::Group => {
                for (words, span) in groups(line) {
                    body += &format!("<th colspan=\"{span}\">{}</th>", escape(&words));
                }
            }
            Kind::Section if merged => {
                let (span, words) = (line.cells.len(), escape(&line.cells[0]));
                body += &format!("<td colspan=\"{span}\">{words}</td>");
            }
            kind => {
                let tag = if kind == Kind::Head { "th" } else { "td" };
                for (cell, column) in line.cells.iter().zip(&plan.columns) {
                    let own = is_of_action(column.field);
                    body += &match kind {
                        Kind::Risk(rows) if merged && rows > 1 && !own => {
                            format!("<td rowspan=\"{rows}\">{}</td>", escape(cell))
                        }
                        Kind::More if merged && !own => String::new(),
                        _ => format!("<{tag}>{}</{tag}>", escape(cell)),
                    };
                }
            }
        }
        body += "</tr>\n";
    }
    body += "</table>\n";
    for line in &plan.after {
        body += &format!("<p>{}</p>\n", escape(line));
    }
    format!(
        "<!doctype html><html><head><meta charset=\"utf-8\"><title>Page</title></head><body>\n{body}</body></html>\n"
    )
}

pub(crate) fn docx(plan: &Plan, merged: bool) -> Vec<u8> {
    let mut body: String = plan.before.iter().map(|line| word::paragraph(line)).collect();
    let rows = plan.lines.iter().map(|line| match line.kind {
        Kind::Group => groups(line)
            .into_iter()
            .map(|(words, span)| word::cell(&words, &format!("<w:gridSpan w:val=\"{span}\"/>")))
            .collect::<String>(),
        Kind::Section if merged => {
            word::cell(&line.cells[0], &format!("<w:gridSpan w:val=\"{}\"/>", line.cells.len()))
        }
        kind => line
            .cells
            .iter()
            .zip(&plan.columns)
            .map(|(cell, column)| match kind {
                Kind::Risk(rows) if merged && rows > 1 && !is_of_action(column.field) => {
                    word::cell(cell, "<w:vMerge w:val=\"restart\"/>")
                }
                Kind::More if merged && !is_of_action(column.field) => {
                    word::cell("", "<w:vMerge/>")
                }
                _ => word::cell(cell, ""),
            })
            .collect(),
    });
    body += &word::table(rows);
    body += &plan.after.iter().map(|line| word::paragraph(line)).collect::<String>();
    package::around(&body)
}

/// A workbook; numbers are numbers, scores may be formulas and have colours, and the table may
/// begin anywhere.
pub(crate) fn xlsx(plan: &Plan, chance: &mut Chance, merged: bool) -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let left = if chance.per_cent(20) { 1 } else { 0 };
    let coloured = chance.per_cent(30);
    let mut row = 0_u32;
    for line in &plan.before {
        sheet.write(row, left, line).unwrap();
        row += 1;
    }
    row += chance.below(2) as u32;
    let plain = Format::new();
    for line in &plan.lines {
        let mut column = left;
        if line.kind == Kind::Group || line.kind == Kind::Section && merged {
            let spans = if line.kind == Kind::Group {
                groups(line)
            } else {
                vec![(line.cells[0].clone(), line.cells.len())]
            };
            for (words, span) in spans {
                let to = column + span as u16 - 1;
                if span > 1 && !words.is_empty() {
                    sheet.merge_range(row, column, row, to, &words, &plain).unwrap();
                } else {
                    sheet.write(row, column, &words).unwrap();
                }
                column = to + 1;
            }
            row += 1;
            continue;
        }
        for (cell, own) in line.cells.iter().zip(&plan.columns) {
            let many = match line.kind {
                Kind::Risk(rows) if merged && rows > 1 && !is_of_action(own.field) => rows,
                _ => 1,
            };
            if many > 1 {
                let to = row + many as u32 - 1;
                sheet.merge_range(row, column, to, column, "", &plain).unwrap();
            }
            let scored = matches!(own.field, Field::Rated(Head::Score | Head::Level, _));
            let body = line.kind != Kind::Head;
            let format = match cell.parse::<f64>().map_or(cell.len() as u32, |n| n as u32) {
                _ if !coloured || !scored || !body || cell.is_empty() => Format::new(),
                0..=5 => Format::new().set_background_color(Color::RGB(0x0000_B050)),
                6..=12 => Format::new().set_background_color(Color::RGB(0x00FF_C000)),
                _ => Format::new().set_background_color(Color::RGB(0x00FF_0000)),
            };
            match cell.parse::<f64>() {
                Ok(number) if body => {
                    sheet.write_with_format(row, column, number, &format).unwrap();
                }
                _ if !cell.is_empty() => {
                    sheet.write_with_format(row, column, cell, &format).unwrap();
                }
                _ => {}
            }
            column += 1;
        }
        row += 1;
    }
    row += 1;
    for line in &plan.after {
        sheet.write(row, left, line).unwrap();
        row += 1;
    }
    book.save_to_buffer().unwrap()
}

/// Which rules a printed table has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Rules {
    Grid,
    Rows,
    Columns,
    None,
}

const LEFT: f64 = 20.0;
const WIDE: f64 = 560.0;
const LEADING: f64 = 7.0;
const FOOT: f64 = 770.0;
/// The mean advance of a letter at the small size.
const LETTER: f64 = 3.1;

/// A PDF with the headings on its first page or on each, and a line at the foot of each.
pub(crate) fn pdf(plan: &Plan, chance: &mut Chance, rules: Rules) -> Vec<u8> {
    let again = chance.per_cent(50);
    let foot = chance.per_cent(60);
    let widths = widths(plan);
    let (mut pages, mut page, mut y) = (Vec::new(), Page::default(), 30.0);
    for line in &plan.before {
        for words in wrap(line, 100) {
            page = page.text(LEFT, y, &words);
            y += 12.0;
        }
    }
    y += 6.0;
    let mut top = y;
    let heads: Vec<&Line> =
        plan.lines.iter().filter(|line| matches!(line.kind, Kind::Group | Kind::Head)).collect();
    let mut open = true;
    for line in &plan.lines {
        let high = height(line, &widths);
        if y + high > FOOT - 20.0 {
            page = close(page, top, y, &widths, rules);
            if foot {
                page =
                    page.text(LEFT, FOOT + 10.0, &format!("Millbrook – page {}", pages.len() + 1));
            }
            pages.push(std::mem::take(&mut page));
            (y, top) = (30.0, 30.0);
            if again {
                for head in &heads {
                    page = row(page, head, y, &widths, rules);
                    y += height(head, &widths);
                }
            }
            open = true;
        }
        page = row(page, line, y, &widths, rules);
        y += high;
    }
    if open {
        page = close(page, top, y, &widths, rules);
    }
    y += 20.0;
    for line in &plan.after {
        page = page.text(LEFT, y, line);
        y += 12.0;
    }
    if foot {
        page = page.text(LEFT, FOOT + 10.0, &format!("Millbrook – page {}", pages.len() + 1));
    }
    pages.push(page);
    paper::file(&pages)
}

/// How wide each column is: as wide as its longest word, and a share of the rest by its longest cell.
fn widths(plan: &Plan) -> Vec<f64> {
    let column =
        |n: usize| plan.lines.iter().filter(|l| l.kind != Kind::Group).map(move |l| &l.cells[n]);
    let word = |n: usize| {
        let words = column(n).flat_map(|cell| cell.split_whitespace().map(|w| w.chars().count()));
        words.max().unwrap_or(1) as f64 * (LETTER + 0.4) + 8.0
    };
    let least: Vec<f64> = (0..plan.columns.len()).map(word).collect();
    let wish: Vec<f64> = (0..plan.columns.len())
        .map(|n| column(n).map(|cell| cell.chars().count()).max().unwrap_or(1) as f64)
        .collect();
    let (rest, all) = ((WIDE - least.iter().sum::<f64>()).max(0.0), wish.iter().sum::<f64>());
    least.iter().zip(wish).map(|(least, wish)| least + rest * wish / all).collect()
}

fn broken(cell: &str, width: f64) -> Vec<String> {
    wrap(cell, (((width - 6.0) / (LETTER + 0.3)) as usize).max(2))
}

fn height(line: &Line, widths: &[f64]) -> f64 {
    let lines = shown(line);
    let most = lines.iter().zip(widths).map(|(cell, width)| broken(cell, *width).len()).max();
    let most = if matches!(line.kind, Kind::Group | Kind::Section) { Some(1) } else { most };
    most.unwrap_or(1) as f64 * LEADING + 5.0
}

fn row(mut page: Page, line: &Line, y: f64, widths: &[f64], rules: Rules) -> Page {
    let mut x = LEFT;
    let high = height(line, widths);
    let whole = matches!(line.kind, Kind::Group | Kind::Section);
    for (cell, width) in shown(line).iter().zip(widths) {
        let lines = if whole { vec![cell.clone()] } else { broken(cell, *width) };
        for (n, words) in lines.iter().enumerate().filter(|(_, words)| !words.is_empty()) {
            page = small(page, x + 3.0, y + 7.0 + n as f64 * LEADING, words);
        }
        if rules == Rules::Grid && !whole {
            page = page.line(x, y, x, y + high);
        }
        x += width;
    }
    if matches!(rules, Rules::Grid | Rules::Rows) {
        page = page.line(LEFT, y, x, y).line(LEFT, y + high, x, y + high);
        if rules == Rules::Grid {
            page = page.line(x, y, x, y + high).line(LEFT, y, LEFT, y + high);
        }
    }
    page
}

/// The frame around the rows of a page and the rules between its columns.
fn close(mut page: Page, top: f64, bottom: f64, widths: &[f64], rules: Rules) -> Page {
    if rules != Rules::Columns {
        return page;
    }
    let mut x = LEFT;
    page = page.line(x, top, x, bottom);
    for width in widths {
        x += width;
        page = page.line(x, top, x, bottom);
    }
    page.line(LEFT, top, x, top).line(LEFT, bottom, x, bottom)
}

/// Words in the small size; the page's font has the letters of one byte.
fn small(page: Page, x: f64, y: f64, text: &str) -> Page {
    let letters: String = text
        .chars()
        .map(|c| match c {
            '(' | ')' | '\\' => format!("\\{c}"),
            '–' => "\\226".to_owned(),
            '•' => "\\225".to_owned(),
            ' '..='~' => c.to_string(),
            other => format!("\\{:03o}", u32::from(other).min(255)),
        })
        .collect();
    page.raw(&format!("BT /F1 5.5 Tf 1 0 0 1 {x:.2} {:.2} Tm ({letters}) Tj ET\n", 800.0 - y))
}
