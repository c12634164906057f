//! The sample register as text: delimited, fixed width, one cell a line, or hardly divided at all.

use crate::{
    facts::{Facts, RiskFacts},
    table::{Actions, Column, Plan, What},
};

/// A line of the table: its cells, and which risk it belongs to.
pub(crate) struct Line {
    pub(crate) cells: Vec<String>,
    pub(crate) kind: Kind,
}

/// What a line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Banner,
    Heading,
    Section,
    /// The first row of a risk that has so many rows.
    Risk(usize),
    More,
}

/// The risks in the order in which the layout has them.
pub(crate) fn ordered(plan: &Plan, facts: &Facts) -> Vec<RiskFacts> {
    let mut risks = facts.risks.clone();
    if plan.sections {
        risks.sort_by(|a, b| a.category.cmp(&b.category));
    }
    risks
}

/// The headings: a banner over them where the columns are grouped.
pub(crate) fn headings(plan: &Plan) -> Vec<Line> {
    let mut lines = Vec::new();
    if plan.columns.iter().any(|(group, ..)| !group.is_empty()) {
        let mut last = "";
        let banner = plan.columns.iter().map(|(group, ..)| {
            let cell = if *group == last { "" } else { group };
            last = group;
            cell.to_owned()
        });
        lines.push(Line { cells: banner.collect(), kind: Kind::Banner });
    }
    let cells = plan.columns.iter().map(|(_, heading, _)| (*heading).to_owned()).collect();
    lines.push(Line { cells, kind: Kind::Heading });
    lines
}

/// The whole table.
pub(crate) fn lines(plan: &Plan, facts: &Facts) -> Vec<Line> {
    let mut lines = headings(plan);
    let mut section = None;
    for risk in ordered(plan, facts) {
        if plan.sections && section != risk.category {
            let mut cells = vec![String::new(); plan.columns.len()];
            if let Some(first) = cells.first_mut() {
                *first = risk.category.clone().unwrap_or_default();
            }
            lines.push(Line { cells, kind: Kind::Section });
            section.clone_from(&risk.category);
        }
        let rows = plan.rows(&risk);
        let count = rows.len();
        for (n, cells) in rows.into_iter().enumerate() {
            lines.push(Line { cells, kind: if n == 0 { Kind::Risk(count) } else { Kind::More } });
        }
    }
    lines
}

/// Cells between delimiters, quoted where they must be (RFC 4180).
pub(crate) fn delimited(plan: &Plan, facts: &Facts, delimiter: char) -> String {
    let quote = |cell: &String| {
        if cell.contains([delimiter, '"', '\n']) {
            format!("\"{}\"", cell.replace('"', "\"\""))
        } else {
            cell.clone()
        }
    };
    joined(&lines(plan, facts), &delimiter.to_string(), quote)
}

/// Cells joined as they are.
pub(crate) fn joined(lines: &[Line], delimiter: &str, write: impl Fn(&String) -> String) -> String {
    let line = |line: &Line| line.cells.iter().map(&write).collect::<Vec<_>>().join(delimiter);
    lines.iter().map(|l| line(l) + "\n").collect()
}

/// The same with blank cells left out, as a copied page has it.
pub(crate) fn spaced(plan: &Plan, facts: &Facts, delimiter: &str) -> String {
    let line = |line: &Line| {
        let cells = line.cells.iter().filter(|cell| !cell.is_empty());
        cells.map(String::as_str).collect::<Vec<_>>().join(delimiter)
    };
    lines(plan, facts).iter().map(|l| line(l) + "\n").collect()
}

/// Columns padded with spaces; cells wider than `widest` are wrapped on to lines below.
pub(crate) fn fixed(plan: &Plan, facts: &Facts, widest: usize) -> String {
    let lines = lines(plan, facts);
    let width = |column: usize| {
        let cells = lines.iter().filter_map(|line| line.cells.get(column));
        cells.map(|cell| cell.chars().count().min(widest)).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..plan.columns.len()).map(width).collect();
    let mut text = String::new();
    for line in &lines {
        let wrapped: Vec<Vec<String>> = line.cells.iter().map(|c| wrap(c, widest)).collect();
        let height = wrapped.iter().map(Vec::len).max().unwrap_or(1);
        for n in 0..height {
            let cells = wrapped.iter().zip(&widths).map(|(cell, width)| {
                format!("{:width$}  ", cell.get(n).map_or("", String::as_str))
            });
            text += cells.collect::<String>().trim_end();
            text.push('\n');
        }
    }
    text
}

/// Breaks a cell into lines of at most so many characters, between words where it can.
pub(crate) fn wrap(cell: &str, widest: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in cell.split_whitespace() {
        let letters: Vec<char> = word.chars().collect();
        for piece in letters.chunks(widest) {
            let line = lines.last_mut().unwrap();
            if line.is_empty() {
                line.extend(piece);
            } else if line.chars().count() + 1 + piece.len() <= widest {
                line.push(' ');
                line.extend(piece);
            } else {
                lines.push(piece.iter().collect());
            }
        }
    }
    lines
}

/// One cell a line, blank cells left out.
pub(crate) fn one_per_line(plan: &Plan, facts: &Facts) -> String {
    spaced(plan, facts, "\n")
}

/// How a block names a field: "Risk lead", "Current likelihood".
pub(crate) fn field_name((group, heading, what): &Column) -> String {
    if matches!(what, What::Rate(..)) {
        format!("{group} {}", heading.to_lowercase())
    } else {
        (*heading).to_owned()
    }
}

/// A block per risk: a field a line, then its actions as a little table.
pub(crate) fn blocks(plan: &Plan, facts: &Facts) -> String {
    let mut text = String::new();
    for risk in &facts.risks {
        let rows = plan.rows(risk);
        let split = |of_action: bool| {
            let columns = plan.columns.iter().enumerate();
            columns.filter(move |(_, (.., what))| what.is_of_action() == of_action)
        };
        for (n, column) in split(false) {
            let cell = rows.first().and_then(|row| row.get(n)).map_or("", String::as_str);
            text += &format!("{}\t{cell}\n", field_name(column));
        }
        let headings: Vec<&str> = split(true).map(|(_, (_, heading, _))| *heading).collect();
        text += &(headings.join("\t") + "\n");
        for row in &rows {
            let cells = split(true).filter_map(|(n, _)| row.get(n));
            text += &(cells.map(String::as_str).collect::<Vec<_>>().join("\t") + "\n");
        }
        text.push('\n');
    }
    text
}

/// The page of a copied PDF: headings again every so many rows, a title and a foot.
pub(crate) fn paged(plan: &Plan, facts: &Facts, rows: usize) -> String {
    let table = lines(plan, facts);
    let head = headings(plan);
    let (_, body) = table.split_at(head.len());
    let mut text = String::new();
    for (n, page) in body.chunks(rows).enumerate() {
        text += "Northshire strategic risk register\n\n";
        text += &joined(&head, "\t", String::clone);
        text += &joined(page, "\t", String::clone);
        text += &format!("\nPage {}\n\n", n + 1);
    }
    text
}

/// The matrix, the key and the date, as they stand before or after a table.
pub(crate) fn surroundings(facts: &Facts) -> (String, String) {
    let date = facts.as_at.as_deref().unwrap_or_default();
    let before = format!(
        "Strategic risk register\nPosition as at {date}\n\nThe register is reviewed by the Executive Board every quarter. Scores of 15 and over are reported to the Joint Audit Committee.\n\n"
    );
    let key = facts.owners_key.iter().map(|(initials, name)| format!("{initials} = {name}\n"));
    let after = format!("\nInitials used\n\n{}", key.collect::<String>());
    (before, after)
}

/// The sample with actions in one cell and no continuation rows.
pub(crate) fn in_one_cell(write: fn(usize, &str) -> String, joiner: &'static str) -> Plan {
    Plan::short(Actions::Cell(write, joiner))
}
