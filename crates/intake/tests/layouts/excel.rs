//! The sample register as a workbook.

use rust_xlsxwriter::{
    Color, ConditionalFormatCell, ConditionalFormatCellRule, ConditionalFormatFormula,
    ExcelDateTime, Format, Workbook, Worksheet,
};

use crate::{
    cases::{Made, made},
    facts::{Facts, Said},
    table::{Actions, COMMON, Part, Plan, SHORT, Stage, What},
    text::{Kind, Line, lines},
};

/// Two-row headings merged over their groups, a risk's cells merged over its actions, the status
/// a colour without a word.
pub(crate) fn merged(facts: &Facts) -> Made {
    let plan = Plan::default();
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write(0, 0, "Strategic risk register").unwrap();
    let table = lines(&plan, facts);
    for (n, line) in table.iter().enumerate() {
        let row = n as u32 + 2;
        match line.kind {
            Kind::Banner => banner(sheet, row, line),
            Kind::Risk(count) => risk(sheet, &plan, row, line, count),
            _ => {
                for (column, (cell, spec)) in line.cells.iter().zip(&plan.columns).enumerate() {
                    if line.kind == Kind::Heading || spec.2.is_of_action() {
                        write(sheet, row, column as u16, cell, spec.2, line.kind);
                    }
                }
            }
        }
    }
    made("register.xlsx", book.save_to_buffer().unwrap(), plan.facts(facts))
}

fn banner(sheet: &mut Worksheet, row: u32, line: &Line) {
    let starts: Vec<usize> = (0..line.cells.len()).filter(|n| !line.cells[*n].is_empty()).collect();
    for (n, start) in starts.iter().enumerate() {
        let end = starts.get(n + 1).copied().unwrap_or(line.cells.len()) - 1;
        let format = Format::new().set_bold().set_background_color(Color::RGB(0x1F_3864));
        let cell = &line.cells[*start];
        sheet.merge_range(row, *start as u16, row, end as u16, cell, &format).unwrap();
    }
}

fn risk(sheet: &mut Worksheet, plan: &Plan, row: u32, line: &Line, count: usize) {
    for (column, (cell, spec)) in line.cells.iter().zip(&plan.columns).enumerate() {
        let column = column as u16;
        if count > 1 && !spec.2.is_of_action() {
            let last = row + count as u32 - 1;
            sheet.merge_range(row, column, last, column, "", &Format::new()).unwrap();
        }
        write(sheet, row, column, cell, spec.2, line.kind);
    }
}

fn write(sheet: &mut Worksheet, row: u32, column: u16, cell: &str, what: What, kind: Kind) {
    let body = matches!(kind, Kind::Risk(_) | Kind::More);
    let colour = match cell {
        "R" => 0xC0_0000,
        "A" => 0xFF_C000,
        "G" => 0x00_B050,
        _ => 0x00_70C0,
    };
    if body && what == What::Status {
        if !cell.is_empty() {
            let format = Format::new().set_background_color(Color::RGB(colour));
            sheet.write_blank(row, column, &format).unwrap();
        }
    } else if let (true, Ok(number)) = (body, cell.parse::<f64>()) {
        sheet.write(row, column, number).unwrap();
    } else {
        sheet.write(row, column, cell).unwrap();
    }
}

/// A cover, prose over the register, the matrix and the key on sheets of their own, and last
/// year's register on a hidden one.
pub(crate) fn several_sheets(facts: &Facts) -> Made {
    let plan = Plan { says_date: true, says_people: true, ..Plan::default() };
    let mut book = Workbook::new();
    let cover = book.add_worksheet().set_name("Read me").unwrap();
    let prose = [
        "Strategic risk register",
        "This workbook is kept by the governance team. Risk owners update their rows by the end of each quarter.",
        "Likelihood and impact are scored from 1 to 5; see the sheet Matrix.",
    ];
    for (row, text) in prose.iter().enumerate() {
        cover.write(row as u32, 0, *text).unwrap();
    }
    let sheet = book.add_worksheet().set_name("Register").unwrap();
    let date = facts.as_at.as_deref().unwrap_or_default();
    sheet.write(0, 0, "Northshire").unwrap();
    sheet.write(1, 0, format!("Position as at {date}")).unwrap();
    sheet.write(3, 2, "Filter by objective or lead with the arrows below").unwrap();
    for (n, line) in lines(&plan, facts).iter().enumerate() {
        for (column, cell) in line.cells.iter().enumerate().filter(|(_, cell)| !cell.is_empty()) {
            let (row, column) = (n as u32 + 5, column as u16);
            match cell.parse::<f64>() {
                Ok(number) => sheet.write(row, column, number).unwrap(),
                Err(_) => sheet.write(row, column, cell).unwrap(),
            };
        }
    }
    matrix(book.add_worksheet().set_name("Matrix").unwrap());
    let key = book.add_worksheet().set_name("Key").unwrap();
    key.write(0, 0, "Initials").unwrap().write(0, 1, "Name").unwrap();
    for (n, (initials, name)) in facts.owners_key.iter().enumerate() {
        key.write(n as u32 + 1, 0, initials).unwrap().write(n as u32 + 1, 1, name).unwrap();
    }
    let old = book.add_worksheet().set_name("2023 archive").unwrap().set_hidden(true);
    for (column, cell) in ["Ref", "Risk", "Likelihood", "Impact"].iter().enumerate() {
        old.write(0, column as u16, *cell).unwrap();
        old.write(1, column as u16, ["9", "A risk long closed", "2", "2"][column]).unwrap();
    }
    made("register.xlsx", book.save_to_buffer().unwrap(), plan.facts(facts))
}

fn matrix(sheet: &mut Worksheet) {
    let impact = ["Slight", "Moderate", "Serious", "Major", "Critical"];
    for row in 0..5_u32 {
        let value = 5 - row;
        sheet.write(row, 0, impact[value as usize - 1]).unwrap();
        for column in 1..=5_u32 {
            sheet.write(row, column as u16, value * column).unwrap();
        }
    }
    let likelihood = ["", "Remote", "Unlikely", "Possible", "Probable", "Near certain"];
    for (column, label) in likelihood.iter().enumerate() {
        sheet.write(5, column as u16, *label).unwrap();
    }
}

/// Scores are formulas, target dates are dates, likelihood is a percentage, and formulas run on
/// for 200 rows below the last risk.
pub(crate) fn typed_cells(facts: &Facts) -> Made {
    let mut columns = SHORT.to_vec();
    columns[3].2 = What::Rate(Stage::Current, Part::Likelihood);
    columns.insert(8, ("", "Target date", What::Due));
    let likelihood = crate::table::percent;
    let plan = Plan { likelihood, actions: Actions::First, ..Plan::of(&columns) };
    let facts = facts.clone().each(|risk| {
        let number = risk.reference.as_deref().unwrap_or_default()[2..].parse::<u8>().unwrap();
        for action in &mut risk.actions {
            action.target = Some(format!("{:02}/06/2025", number.min(28)));
        }
    });
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let date = Format::new().set_num_format("dd/mm/yyyy");
    let percent = Format::new().set_num_format("0%");
    let table = lines(&plan, &facts);
    let last = table.len() as u32 - 1;
    for (n, line) in table.iter().enumerate() {
        for (column, (cell, spec)) in line.cells.iter().zip(&plan.columns).enumerate() {
            let (row, column) = (n as u32, column as u16);
            if n == 0 {
                sheet.write(row, column, cell).unwrap();
                continue;
            }
            match spec.2 {
                What::Due => {
                    let day = cell[..2].parse().unwrap();
                    let day = ExcelDateTime::from_ymd(2025, 6, day).unwrap();
                    sheet.write_with_format(row, column, &day, &date).unwrap();
                }
                What::Rate(_, Part::Likelihood) => {
                    let value = cell.trim_end_matches('%').parse::<f64>().unwrap() / 100.0;
                    sheet.write_with_format(row, column, value, &percent).unwrap();
                }
                What::Rate(_, Part::Score) => formula(sheet, row, column, cell),
                _ => {
                    sheet.write(row, column, cell).unwrap();
                }
            }
        }
    }
    for row in last + 1..last + 200 {
        formula(sheet, row, 5, "0");
    }
    made("register.xlsx", book.save_to_buffer().unwrap(), plan.facts(&facts))
}

fn formula(sheet: &mut Worksheet, row: u32, column: u16, shown: &str) {
    let text = format!("=ROUND(D{0}*5,0)*E{0}", row + 1);
    let formula = rust_xlsxwriter::Formula::new(text).set_result(shown);
    sheet.write(row, column, formula).unwrap();
}

/// The rating a colour by condition in a cell without a word, and the status a word that its
/// number format hides under its colour; the colours are those that Excel offers first.
pub(crate) fn by_condition(facts: &Facts) -> Made {
    let mut columns = COMMON.to_vec();
    columns.insert(10, ("Current", "RAG", What::Rate(Stage::Current, Part::Level)));
    let plan = Plan { actions: Actions::First, ..Plan::of(&columns) };
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let table = lines(&plan, facts);
    let nothing = Format::new().set_num_format(";;;");
    for (row, line) in (0..).zip(&table) {
        for (column, (cell, spec)) in (0..).zip(line.cells.iter().zip(&plan.columns)) {
            let body = matches!(line.kind, Kind::Risk(_) | Kind::More);
            match spec.2 {
                What::Rate(_, Part::Level) if body => {}
                What::Status if body => {
                    sheet.write_with_format(row, column, cell, &nothing).unwrap();
                }
                _ => write(sheet, row, column, cell, spec.2, line.kind),
            }
        }
    }
    let last = table.len() as u32 + 300;
    let pale =
        [("red", 0xFF_C7CE, 15, "R"), ("amber", 0xFF_EB9C, 8, "A"), ("green", 0xC6_EFCE, 0, "G")];
    for (_, colour, least, letter) in pale {
        let format = Format::new().set_background_color(Color::RGB(colour));
        let score = format!("=AND($J3<>\"\",$J3>={least})");
        let score = ConditionalFormatFormula::new().set_rule(score.as_str()).set_format(&format);
        sheet.add_conditional_format(2, 10, last, 10, &score).unwrap();
        let status = ConditionalFormatCell::new()
            .set_rule(ConditionalFormatCellRule::EqualTo(letter))
            .set_format(&format);
        sheet.add_conditional_format(2, 17, last, 17, &status).unwrap();
    }
    let facts = plan.facts(facts).each(|risk| {
        let Some(current) = &mut risk.current else { return };
        let score = current.score.as_ref().map_or(0, Said::whole);
        let shown = pale.iter().find(|(_, _, least, _)| score >= *least);
        current.level = shown.map(|(name, ..)| Said::Words((*name).to_owned()));
    });
    made("register.xlsx", book.save_to_buffer().unwrap(), facts)
}
