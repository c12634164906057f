//! The register as text, as people copy it out of pages and documents.

use crate::{
    chance::Chance,
    plan::{Field, Kind, Line, Plan},
    words::Head,
};

fn lines_of(plan: &Plan, table: impl IntoIterator<Item = String>) -> String {
    let mut text = String::new();
    for line in &plan.before {
        text += line;
        text.push('\n');
    }
    if !plan.before.is_empty() {
        text.push('\n');
    }
    for line in table {
        text += &line;
        text.push('\n');
    }
    for line in &plan.after {
        text.push('\n');
        text += line;
        text.push('\n');
    }
    text
}

/// Group headings show in the first of their columns.
pub(crate) fn shown(line: &Line) -> Vec<String> {
    if line.kind != Kind::Group {
        return line.cells.clone();
    }
    let mut last = "";
    let first = |cell: &'_ String| -> bool { cell.is_empty() };
    let mut cells = Vec::new();
    for cell in &line.cells {
        cells.push(if first(cell) || cell == last { String::new() } else { cell.clone() });
        last = cell;
    }
    cells
}

/// Cells between delimiters, quoted where they must be.
pub(crate) fn delimited(plan: &Plan, delimiter: char) -> String {
    let quote = |cell: &String| {
        if cell.contains([delimiter, '"', '\n']) {
            format!("\"{}\"", cell.replace('"', "\"\""))
        } else {
            cell.clone()
        }
    };
    let row = |line: &Line| {
        shown(line).iter().map(quote).collect::<Vec<_>>().join(&delimiter.to_string())
    };
    let quoted = |line: &String| quote(line);
    let mut text = String::new();
    for line in &plan.before {
        text += &(quoted(line) + "\n");
    }
    for line in &plan.lines {
        text += &(row(line) + "\n");
    }
    for line in &plan.after {
        text += &(quoted(line) + "\n");
    }
    text
}

/// A mark between the cells of a line; some cells may break their lines.
pub(crate) fn marked(plan: &Plan, chance: &mut Chance, mark: &str, broken: bool) -> String {
    let row = |chance: &mut Chance, line: &Line| {
        let cells: Vec<String> = shown(line)
            .into_iter()
            .map(|cell| {
                let long = broken && cell.len() > 24 && chance.per_cent(30);
                let at = cell.char_indices().filter(|(_, c)| *c == ' ').nth(2);
                match at {
                    Some((at, _)) if long => format!("{}\n{}", &cell[..at], &cell[at + 1..]),
                    _ => cell,
                }
            })
            .collect();
        cells.join(mark)
    };
    let table: Vec<String> = plan.lines.iter().map(|line| row(chance, line)).collect();
    lines_of(plan, table)
}

/// Each cell on a line of its own, with a bar at its end.
pub(crate) fn barred(plan: &Plan) -> String {
    let row = |line: &Line| {
        let cells: Vec<String> = shown(line).iter().map(|cell| format!("{cell} |")).collect();
        cells.join("\n")
    };
    lines_of(plan, plan.lines.iter().map(row).collect::<Vec<_>>())
}

/// A cell a line, or a paragraph, with what stands between rows.
pub(crate) fn stacked(plan: &Plan, between: &str, heads_on_one_line: bool) -> String {
    let row = |line: &Line| {
        let cells: Vec<String> =
            line.cells.iter().filter(|cell| !cell.is_empty()).cloned().collect();
        if line.kind == Kind::Head && heads_on_one_line {
            cells.join(" ")
        } else {
            cells.join(between)
        }
    };
    let table: Vec<String> = plan.lines.iter().map(row).collect();
    lines_of(plan, [table.join(between)])
}

/// Columns padded with spaces, long cells wrapped on to the lines below.
pub(crate) fn fixed(plan: &Plan, widest: usize) -> String {
    let widths: Vec<usize> = (0..plan.columns.len())
        .map(|n| {
            let cells = plan.lines.iter().map(|line| line.cells[n].chars().count().min(widest));
            cells.max().unwrap_or(0)
        })
        .collect();
    let mut table = Vec::new();
    for line in &plan.lines {
        let wrapped: Vec<Vec<String>> = line.cells.iter().map(|cell| wrap(cell, widest)).collect();
        let height = wrapped.iter().map(Vec::len).max().unwrap_or(1);
        for n in 0..height {
            let cells = wrapped.iter().zip(&widths).map(|(cell, width)| {
                let words = cell.get(n).map_or("", String::as_str);
                format!("{words}{}", " ".repeat(width + 2 - words.chars().count()))
            });
            table.push(cells.collect::<String>().trim_end().to_owned());
        }
    }
    lines_of(plan, table)
}

/// Breaks a cell into lines of at most so many characters, between words where it can.
pub(crate) fn wrap(cell: &str, widest: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for part in cell.split('\n').enumerate() {
        if part.0 > 0 {
            lines.push(String::new());
        }
        for word in part.1.split_whitespace() {
            let letters: Vec<char> = word.chars().collect();
            for piece in letters.chunks(widest.max(1)) {
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
    }
    lines
}

/// A Markdown table under its title.
pub(crate) fn markdown(plan: &Plan, bars: bool, tight: bool) -> String {
    let mut text = String::new();
    for (n, line) in plan.before.iter().enumerate() {
        text += if n == 0 && !tight { "# " } else { "" };
        text += &(line.clone() + if tight { "\n" } else { "\n\n" });
    }
    for line in &plan.lines {
        let cells: Vec<String> =
            shown(line).iter().map(|cell| cell.replace('|', "\\|").replace('\n', "<br>")).collect();
        let row = cells.join(" | ");
        text += &if bars { format!("| {row} |\n") } else { format!("{row}\n") };
        if line.kind == Kind::Head {
            let rule = vec!["---"; cells.len()].join("|");
            text += &if bars { format!("|{rule}|\n") } else { format!("{rule}\n") };
        }
    }
    for line in &plan.after {
        text += &format!("\n{line}\n");
    }
    text
}

/// A heading for each risk, and a line for each of its fields.
pub(crate) fn records(plan: &Plan, chance: &mut Chance) -> String {
    let bullet = chance.pick(&["- **", "**", "* ", ""]);
    let mut text = String::new();
    for (n, line) in plan.before.iter().enumerate() {
        text += if n == 0 { "# " } else { "" };
        text += &format!("{line}\n\n");
    }
    let at = |head: Head| plan.columns.iter().position(|c| c.field == Field::Said(head));
    let named = at(Head::Title).or_else(|| at(Head::Risk));
    let numbered = at(Head::Reference);
    for line in plan.lines.iter().filter(|line| matches!(line.kind, Kind::Risk(_))) {
        let cell = |at: Option<usize>| at.map(|at| line.cells[at].clone()).unwrap_or_default();
        let head = [cell(numbered), cell(named)].join(" ");
        text += &format!("## {}\n\n", head.trim());
        for (n, (column, cell)) in plan.columns.iter().zip(&line.cells).enumerate() {
            if Some(n) == named || Some(n) == numbered || cell.is_empty() {
                continue;
            }
            let name = if column.group.is_empty() {
                column.head.clone()
            } else {
                format!("{} {}", column.group, column.head.to_lowercase())
            };
            let end = if bullet.ends_with("**") { ":**" } else { ":" };
            text += &format!("{bullet}{name}{end} {cell}\n");
            if !bullet.starts_with(['-', '*']) || bullet == "**" {
                text.push('\n');
            }
        }
        text.push('\n');
    }
    text
}
