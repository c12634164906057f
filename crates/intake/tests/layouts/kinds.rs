//! A small project's register in the layouts that project teams use: workbooks filled in by hand,
//! Word reports with a table per phase, PDFs exported from either.

use rust_xlsxwriter::{Format, Formula, Workbook, Worksheet};

use crate::{
    cases::{Made, made},
    facts::{ActionFacts, Facts, Ratings, RiskFacts, Said},
    package, pdf,
    project::{Project, RISKS},
    table, word,
};

fn ratings((likelihood, impact): (usize, usize), score: bool) -> Option<Ratings> {
    let number = |value: usize| Some(Said::Number(value as f64));
    let score = if score { number(likelihood * impact) } else { None };
    Some(Ratings { likelihood: number(likelihood), impact: number(impact), score, level: None })
}

fn action(text: &str) -> ActionFacts {
    ActionFacts { description: text.to_owned(), ..ActionFacts::default() }
}

/// The facts, risk by risk, as a layout has them.
fn facts(of: fn(&Project) -> RiskFacts) -> Facts {
    Facts { risks: RISKS.iter().map(of).collect(), ..Facts::default() }
}

fn words((likelihood, impact): (usize, usize)) -> Option<Ratings> {
    Some(Ratings {
        likelihood: Some(Said::Words(table::likelihood_word(likelihood))),
        impact: Some(Said::Words(table::impact_word(impact))),
        score: None,
        level: Some(Said::Words(level(likelihood * impact).to_owned())),
    })
}

fn level(score: usize) -> &'static str {
    match score {
        0..=5 => "Low",
        6..=11 => "Med",
        _ => "High",
    }
}

fn put(sheet: &mut Worksheet, row: u32, cells: &[&str]) {
    for (column, cell) in cells.iter().enumerate().filter(|(_, cell)| !cell.is_empty()) {
        match cell.parse::<f64>() {
            Ok(number) => sheet.write(row, column as u16, number).unwrap(),
            Err(_) => sheet.write(row, column as u16, *cell).unwrap(),
        };
    }
}

/// The phase in cells merged downwards, a status and a strategy, a key of ranks below.
pub(crate) fn merged_phases() -> Made {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet
        .merge_range(0, 0, 0, 9, "RISK REGISTER: Harbour Sun co-operative", &Format::new())
        .unwrap();
    put(
        sheet,
        2,
        &[
            "Phase",
            "Risk ID",
            "Risk title",
            "Risk description",
            "Root cause",
            "Probability",
            "Impact",
            "Response strategy",
            "Response",
            "Risk owner",
            "Status",
        ],
    );
    let mut row = 3;
    for phase in RISKS.chunk_by(|a, b| a.phase == b.phase) {
        let last = row + phase.len() as u32 - 1;
        sheet.merge_range(row, 0, last, 0, phase[0].phase, &Format::new()).unwrap();
        for risk in phase {
            let (likelihood, impact) = (risk.now.0.to_string(), risk.now.1.to_string());
            put(
                sheet,
                row,
                &[
                    "",
                    risk.reference,
                    risk.title,
                    risk.detail,
                    risk.cause,
                    &likelihood,
                    &impact,
                    "Mitigate",
                    risk.mitigate,
                    risk.owner,
                    "N/A",
                ],
            );
            row += 1;
        }
    }
    for (n, key) in [
        "Rank",
        "1 = no effect",
        "2 = small delay",
        "3 = one month",
        "4 = a quarter",
        "5 = project stops",
    ]
    .iter()
    .enumerate()
    {
        sheet.write(row + 2 + n as u32, 0, *key).unwrap();
    }
    let expected = facts(|risk| RiskFacts {
        reference: Some(risk.reference.to_owned()),
        category: Some(risk.phase.to_owned()),
        risk: risk.title.to_owned(),
        cause: Some(risk.cause.to_owned()),
        current: ratings(risk.now, false),
        owners: vec![risk.owner.to_owned()],
        actions: vec![action(risk.mitigate)],
        ..RiskFacts::default()
    });
    made("register.xlsx", book.save_to_buffer().unwrap(), expected)
}

/// Severity before frequency and a priority number, before and after, phases as merged rows, and
/// formulas that run on below the last risk; one product is left blank.
pub(crate) fn priority_numbers() -> Made {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let format = Format::new();
    sheet.merge_range(0, 0, 0, 2, "Identify", &format).unwrap();
    sheet.merge_range(0, 3, 0, 5, "Analyse (initial)", &format).unwrap();
    sheet.merge_range(0, 6, 0, 8, "Respond", &format).unwrap();
    sheet.merge_range(0, 9, 0, 11, "Residual", &format).unwrap();
    put(
        sheet,
        1,
        &[
            "Risk name",
            "Detail",
            "Type",
            "SEV",
            "FRQ",
            "RPN",
            "Response",
            "Mitigation",
            "Owner",
            "SEV",
            "FRQ",
            "RPN",
        ],
    );
    let mut row = 2;
    for phase in RISKS.chunk_by(|a, b| a.phase == b.phase) {
        sheet.merge_range(row, 0, row, 11, phase[0].phase, &format).unwrap();
        row += 1;
        for risk in phase {
            put(
                sheet,
                row,
                &[risk.title, risk.detail, "T", &risk.now.1.to_string(), &risk.now.0.to_string()],
            );
            if risk.reference != "P2.1" {
                product(sheet, row, 5, "D", "E", risk.now.0 * risk.now.1);
            }
            put(
                sheet,
                row,
                &[
                    "",
                    "",
                    "",
                    "",
                    "",
                    "",
                    "mitigate",
                    risk.prevent,
                    risk.owner,
                    &risk.after.1.to_string(),
                    &risk.after.0.to_string(),
                ],
            );
            product(sheet, row, 11, "J", "K", risk.after.0 * risk.after.1);
            row += 1;
        }
    }
    for below in row..row + 300 {
        product(sheet, below, 5, "D", "E", 0);
        product(sheet, below, 11, "J", "K", 0);
    }
    let expected = facts(|risk| RiskFacts {
        category: Some(risk.phase.to_owned()),
        risk: risk.title.to_owned(),
        gross: ratings(risk.now, risk.reference != "P2.1"),
        residual: ratings(risk.after, true),
        owners: vec![risk.owner.to_owned()],
        actions: vec![action(risk.prevent)],
        ..RiskFacts::default()
    });
    made("register.xlsx", book.save_to_buffer().unwrap(), expected)
}

fn product(sheet: &mut Worksheet, row: u32, column: u16, a: &str, b: &str, value: usize) {
    let formula = Formula::new(format!("={a}{0}*{b}{0}", row + 1)).set_result(value.to_string());
    sheet.write(row, column, formula).unwrap();
}

/// Copied from a PDF: a hard line break after every third word, words under a heading that speaks
/// of numbers, columns that nobody filled in.
pub(crate) fn broken_lines() -> Made {
    let broken = |text: &str| {
        let words: Vec<&str> = text.split(' ').collect();
        words.chunks(3).map(|line| line.join(" ")).collect::<Vec<_>>().join("\n")
    };
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    put(
        sheet,
        0,
        &[
            "Risk Ref",
            "Description",
            "Date raised",
            "Likelihood (1-10)",
            "Impact (1-10)",
            "Priority\n(Low, Med, High)",
            "Category",
            "Mitigation",
            "Owner",
            "Date closed",
        ],
    );
    for (n, risk) in RISKS.iter().enumerate() {
        let (likelihood, impact) =
            (table::likelihood_word(risk.now.0), table::impact_word(risk.now.1));
        let priority = level(risk.now.0 * risk.now.1);
        put(
            sheet,
            n as u32 + 1,
            &[
                risk.reference,
                &broken(risk.detail),
                "",
                &likelihood,
                &impact,
                priority,
                "",
                &broken(risk.mitigate),
                "",
                "",
            ],
        );
    }
    let expected = facts(|risk| RiskFacts {
        reference: Some(risk.reference.to_owned()),
        risk: risk.detail.to_owned(),
        current: words(risk.now),
        actions: vec![action(risk.mitigate)],
        ..RiskFacts::default()
    });
    made("register.xlsx", book.save_to_buffer().unwrap(), expected)
}

/// Fifteen rows of prose, headings with instructions, rows that hold a reference and nothing else.
pub(crate) fn placeholders() -> Made {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for row in (0..15).step_by(3) {
        sheet.write(row, 0, "Risks are looked at in every weekly meeting. Rate each from 1 to 5 and multiply; anything above 12 goes to the steering group.").unwrap();
    }
    put(
        sheet,
        15,
        &[
            "Risk ID",
            "Risk",
            "Category",
            "Effect on the project if it happens",
            "Impact\n(rate 1 LOW to 5 HIGH)",
            "Probability\n(rate 1 LOW to 5 HIGH)",
            "Risk score\n(impact x probability)",
            "What we will do about it (mitigation)",
            "Who",
            "Status",
        ],
    );
    for (n, risk) in RISKS.iter().enumerate() {
        let row = n as u32 + 16;
        put(
            sheet,
            row,
            &[
                &format!("R{:02}", n + 1),
                risk.title,
                risk.phase,
                risk.detail,
                &risk.now.1.to_string(),
                &risk.now.0.to_string(),
            ],
        );
        product(sheet, row, 6, "E", "F", risk.now.0 * risk.now.1);
        put(sheet, row, &["", "", "", "", "", "", "", risk.prevent]);
    }
    for n in 8..11 {
        sheet.write(n + 16, 0, format!("R{:02}", n + 1)).unwrap();
        product(sheet, n + 16, 6, "E", "F", 0);
    }
    sheet.write_blank(900, 3, &Format::new().set_italic()).unwrap();
    let mut expected = facts(|risk| RiskFacts {
        category: Some(risk.phase.to_owned()),
        risk: risk.title.to_owned(),
        consequence: Some(risk.detail.to_owned()),
        current: ratings(risk.now, true),
        actions: vec![action(risk.prevent)],
        ..RiskFacts::default()
    });
    for (n, risk) in expected.risks.iter_mut().enumerate() {
        risk.reference = Some(format!("R{:02}", n + 1));
    }
    made("register.xlsx", book.save_to_buffer().unwrap(), expected)
}

/// Only causes and risks, several causes in a cell, a line each.
pub(crate) fn causes_only() -> Made {
    let mut text = "Cause,Risk\n".to_owned();
    for risk in &RISKS {
        text += &format!("\"{}\nLack of time, as ever\n\",\"{}\"\n", risk.cause, risk.detail);
    }
    let expected = facts(|risk| RiskFacts {
        risk: risk.detail.to_owned(),
        cause: Some(risk.cause.to_owned()),
        ..RiskFacts::default()
    });
    made("register.csv", text, expected)
}

/// A Word report: a table for the first two phases and another for the third, phases as rows of
/// their own, two columns of actions, no score, owner or reference.
pub(crate) fn two_tables() -> Made {
    let headings = ["Risk", "Likelihood", "Impact", "Risk prevention", "Risk mitigation"];
    let row = |cells: &[&str]| cells.iter().map(|text| word::cell(text, "")).collect::<String>();
    let section = |text: &str| word::cell(text, "<w:gridSpan w:val=\"5\"/>");
    let mut body = word::paragraph("Risk register")
        + &word::paragraph("Likelihood and impact run from 1 (very low) to 5 (very high).");
    let mut rows = vec![row(&headings)];
    for phase in RISKS.chunk_by(|a, b| a.phase == b.phase) {
        if phase[0].phase == "Operation" {
            body += &word::table(std::mem::replace(&mut rows, vec![row(&headings)]));
            body += &word::paragraph("");
        }
        rows.push(section(phase[0].phase));
        for risk in phase {
            let (likelihood, impact) = (risk.now.0.to_string(), risk.now.1.to_string());
            rows.push(row(&[risk.detail, &likelihood, &impact, risk.prevent, risk.mitigate]));
        }
    }
    body += &word::table(rows);
    let expected = facts(|risk| RiskFacts {
        category: Some(risk.phase.to_owned()),
        risk: risk.detail.to_owned(),
        current: ratings(risk.now, false),
        actions: vec![action(risk.prevent), action(risk.mitigate)],
        ..RiskFacts::default()
    });
    made("register.docx", package::around(&body), expected)
}

/// A PDF with severity first, ratings after mitigation without their product, a dash for nothing.
pub(crate) fn pdf_after() -> Made {
    let headings = [
        "No.",
        "Phase",
        "Risk description",
        "Severity",
        "Likelihood",
        "Score",
        "Rating",
        "Mitigation",
        "Owner",
        "Severity after",
        "Likelihood after",
        "Contingency",
    ];
    let widths = [5, 14, 34, 10, 11, 7, 8, 34, 14, 10, 11, 14];
    let rows = RISKS.iter().enumerate().map(|(n, risk)| {
        let score = risk.now.0 * risk.now.1;
        [
            &(n + 1).to_string(),
            risk.phase,
            risk.detail,
            &risk.now.1.to_string(),
            &risk.now.0.to_string(),
            &score.to_string(),
            level(score),
            risk.prevent,
            risk.owner,
            &risk.after.1.to_string(),
            &risk.after.0.to_string(),
            "-",
        ]
        .map(str::to_owned)
        .to_vec()
    });
    let mut expected = facts(|risk| RiskFacts {
        category: Some(risk.phase.to_owned()),
        risk: risk.detail.to_owned(),
        gross: ratings(risk.now, true).map(|ratings| Ratings {
            level: Some(Said::Words(level(risk.now.0 * risk.now.1).to_owned())),
            ..ratings
        }),
        residual: ratings(risk.after, false),
        owners: vec![risk.owner.to_owned()],
        actions: vec![action(risk.prevent)],
        ..RiskFacts::default()
    });
    for (n, risk) in expected.risks.iter_mut().enumerate() {
        risk.reference = Some((n + 1).to_string());
    }
    made("register.pdf", pdf::plain(&headings, &widths, rows.collect()), expected)
}

/// A PDF whose columns are so narrow that long words are broken without a hyphen.
pub(crate) fn pdf_narrow() -> Made {
    let headings = ["ID", "Type", "Description", "Likelihood", "Impact", "Mitigation", "Owner"];
    let widths = [5, 8, 24, 6, 6, 24, 9];
    let rows = RISKS.iter().map(|risk| {
        let (likelihood, impact) = (table::short_word(risk.now.0), table::short_word(risk.now.1));
        [risk.reference, risk.phase, risk.detail, &likelihood, &impact, risk.mitigate, risk.owner]
            .map(str::to_owned)
            .to_vec()
    });
    let expected = facts(|risk| RiskFacts {
        reference: Some(risk.reference.to_owned()),
        category: Some(risk.phase.to_owned()),
        risk: risk.detail.to_owned(),
        current: Some(Ratings {
            likelihood: Some(Said::Words(table::short_word(risk.now.0))),
            impact: Some(Said::Words(table::short_word(risk.now.1))),
            ..Ratings::default()
        }),
        owners: vec![risk.owner.to_owned()],
        actions: vec![action(risk.mitigate)],
        ..RiskFacts::default()
    });
    made("register.pdf", pdf::plain(&headings, &widths, rows.collect()), expected)
}
