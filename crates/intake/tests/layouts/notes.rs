//! The project's register as people write it in notes and wikis: a heading and a list per risk,
//! labels with colons, a table drawn with characters, a table on its side, a failure analysis.

use rust_xlsxwriter::Workbook;

use crate::{
    cases::{Made, made},
    facts::{ActionFacts, Facts, Ratings, RiskFacts, Said},
    project::{Project, RISKS},
    table, text,
};

/// What every one of these says: reference, title, both ratings in words, mitigation and owner.
fn facts() -> Facts {
    let of = |risk: &Project| RiskFacts {
        reference: Some(risk.reference.to_owned()),
        risk: risk.title.to_owned(),
        current: Some(Ratings {
            likelihood: Some(Said::Words(word(risk.now.0))),
            impact: Some(Said::Words(word(risk.now.1))),
            ..Ratings::default()
        }),
        owners: vec![risk.owner.to_owned()],
        actions: vec![ActionFacts {
            description: risk.mitigate.to_owned(),
            ..ActionFacts::default()
        }],
        ..RiskFacts::default()
    };
    Facts { risks: RISKS.iter().map(of).collect(), ..Facts::default() }
}

fn word(value: usize) -> String {
    match value {
        1 | 2 => "Low",
        3 => "Medium",
        _ => "High",
    }
    .to_owned()
}

fn fields(risk: &Project) -> [(&'static str, String); 5] {
    [
        ("Description", risk.detail.to_owned()),
        ("Likelihood", word(risk.now.0)),
        ("Impact", word(risk.now.1)),
        ("Mitigation", risk.mitigate.to_owned()),
        ("Owner", risk.owner.to_owned()),
    ]
}

/// `## P1.1 Roof survey is late`, then a list of fields in bold.
pub(crate) fn headed_lists() -> Made {
    let mut text = "# Risk register\n\nWe look at these every Friday.\n".to_owned();
    for risk in &RISKS {
        text += &format!("\n## {} {}\n\n", risk.reference, risk.title);
        for (label, value) in fields(risk) {
            text += &format!("- **{label}:** {value}\n");
        }
    }
    made("risks.md", text, facts())
}

/// `Risk ID: P1.1` and so on, a blank line between risks.
pub(crate) fn labels() -> Made {
    let mut text = "RISK REGISTER\n\n".to_owned();
    for risk in &RISKS {
        text += &format!("Risk ID: {}\nRisk: {}\n", risk.reference, risk.title);
        for (label, value) in fields(risk) {
            text += &format!("{label}: {value}\n");
        }
        text.push('\n');
    }
    made("risks.txt", text, facts())
}

/// A definition list per risk on a web page.
pub(crate) fn definitions() -> Made {
    let mut text = "<html><body><h1>Risk register</h1>".to_owned();
    for risk in &RISKS {
        text += &format!("<h2>{}: {}</h2><dl>", risk.reference, risk.title);
        for (label, value) in fields(risk) {
            text += &format!("<dt>{label}</dt><dd>{value}</dd>");
        }
        text += "</dl>\n";
    }
    made("risks.html", text + "</body></html>", facts())
}

fn headings() -> Vec<String> {
    ["ID", "Risk", "Likelihood", "Impact", "Mitigation", "Owner"].map(str::to_owned).to_vec()
}

fn row(risk: &Project) -> Vec<String> {
    let (likelihood, impact) = (word(risk.now.0), word(risk.now.1));
    [risk.reference, risk.title, &likelihood, &impact, risk.mitigate, risk.owner]
        .map(str::to_owned)
        .to_vec()
}

/// A table drawn with plus signs and bars, its cells wrapped.
pub(crate) fn drawn() -> Made {
    let widths = [6, 20, 10, 8, 24, 14];
    let rule: String = widths.iter().map(|width| format!("+{}", "-".repeat(width + 2))).collect();
    let mut text = format!("Risk register\n=============\n\n{rule}+\n");
    for (n, cells) in std::iter::once(headings()).chain(RISKS.iter().map(row)).enumerate() {
        let wrapped: Vec<Vec<String>> =
            cells.iter().zip(widths).map(|(cell, width)| text::wrap(cell, width)).collect();
        for line in 0..wrapped.iter().map(Vec::len).max().unwrap_or(1) {
            for (cell, width) in wrapped.iter().zip(widths) {
                text += &format!("| {:width$} ", cell.get(line).map_or("", String::as_str));
            }
            text += "|\n";
        }
        let rule = if n == 0 { rule.replace('-', "=") } else { rule.clone() };
        text += &format!("{rule}+\n");
    }
    made("risks.rst", text, facts())
}

/// Fields down the side, a risk in each column.
pub(crate) fn on_its_side() -> Made {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let columns = std::iter::once(headings()).chain(RISKS.iter().map(row));
    for (column, cells) in columns.enumerate() {
        for (row, cell) in cells.iter().enumerate() {
            sheet.write(row as u32, column as u16, cell).unwrap();
        }
    }
    made("risks.xlsx", book.save_to_buffer().unwrap(), facts())
}

/// Two registers on one sheet, one below the other with its own headings, and a hidden column of
/// old ratings between.
pub(crate) fn two_on_a_sheet() -> Made {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let (first, second) = RISKS.split_at(4);
    let mut line = 0;
    for (title, risks) in [("Project risks", first), ("Operational risks", second)] {
        sheet.write(line, 0, title).unwrap();
        let rows = std::iter::once(headings()).chain(risks.iter().map(row));
        for cells in rows {
            line += 1;
            for (column, cell) in cells.iter().enumerate() {
                sheet.write(line, column as u16 + u16::from(column > 3), cell).unwrap();
            }
            sheet.write(line, 4, "Medium (2023)").unwrap();
        }
        line += 3;
    }
    sheet.set_column_hidden(4).unwrap();
    made("risks.xlsx", book.save_to_buffer().unwrap(), facts())
}

/// Failure mode and effects analysis: severity, occurrence and detection from 1 to 10.
pub(crate) fn failure_modes() -> Made {
    let mut text = "Item,Potential failure mode,Potential effect,S,Potential cause,O,Current controls,D,RPN,Recommended action,Responsibility\n".to_owned();
    for risk in &RISKS {
        let (severity, occurrence) = (risk.now.1 * 2, risk.now.0 * 2);
        let priority = severity * occurrence * 3;
        text += &format!(
            "{},{},\"{}\",{severity},{},{occurrence},{},3,{priority},{},{}\n",
            risk.reference,
            risk.title,
            risk.detail,
            risk.cause,
            risk.prevent,
            risk.mitigate,
            risk.owner
        );
    }
    let mut facts = facts();
    for (facts, risk) in facts.risks.iter_mut().zip(&RISKS) {
        let number = |value: usize| Some(Said::Number(value as f64));
        facts.cause = Some(risk.cause.to_owned());
        facts.consequence = Some(risk.detail.to_owned());
        facts.controls = vec![risk.prevent.to_owned()];
        facts.current = Some(Ratings {
            likelihood: number(risk.now.0 * 2),
            impact: number(risk.now.1 * 2),
            score: number(risk.now.0 * risk.now.1 * 12),
            level: None,
        });
    }
    made("fmea.csv", text, facts)
}

/// The whole assessment as one code: likelihood's letter and impact's number.
pub(crate) fn codes() -> Made {
    let mut text = "Ref\tRisk\tRating\tMitigation\tOwner\n".to_owned();
    for risk in &RISKS {
        let code = format!("{}{}", table::letter(risk.now.0), risk.now.1);
        let cells = [risk.reference, risk.title, &code, risk.mitigate, risk.owner];
        text += &(cells.join("\t") + "\n");
    }
    let mut facts = facts();
    for (facts, risk) in facts.risks.iter_mut().zip(&RISKS) {
        let code = format!("{}{}", table::letter(risk.now.0), risk.now.1);
        facts.current = Some(Ratings { level: Some(Said::Words(code)), ..Ratings::default() });
    }
    made("risks.tsv", text, facts)
}
