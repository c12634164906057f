//! Prints a file as its reader sees it: `cargo run -p bellwether-sheets --example cells -- FILE`.

use bellwether_sheets::{
    cells,
    sheet::{Cell, Merged},
};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    for path in std::env::args().skip(1) {
        let (format, document) = cells(&std::fs::read(&path)?)?;
        println!("===== {path}: {format}");
        for sheet in document.sheets {
            let name = sheet.name.unwrap_or_default();
            let hidden = if sheet.hidden { ", hidden" } else { "" };
            println!("--- {name:?}{hidden}; hidden columns {:?}", sheet.hidden_columns);
            for row in sheet.rows {
                let page = row.page.map_or(String::new(), |page| format!("page {page} "));
                let table = row.table.map_or("text".to_owned(), |table| format!("table {table}"));
                let hidden = if row.hidden { " hidden" } else { "" };
                let cells: Vec<String> = row.cells.iter().map(shown).collect();
                println!("{page}{table} row {}{hidden}: {}", row.number, cells.join(" | "));
            }
        }
    }
    Ok(())
}

fn shown(cell: &Cell) -> String {
    match cell.merged {
        Merged::FromLeft => return "<".to_owned(),
        Merged::FromAbove => return "^".to_owned(),
        Merged::No => {}
    }
    let mut text = cell.text.replace('\n', "⏎");
    if cell.bold && !text.is_empty() {
        text = format!("*{text}*");
    }
    if let Some(fill) = cell.fill {
        text += &format!(" #{:02x}{:02x}{:02x}", fill.red, fill.green, fill.blue);
    }
    if cell.columns > 1 || cell.rows > 1 {
        text += &format!(" [{}×{}]", cell.columns, cell.rows);
    }
    text
}
