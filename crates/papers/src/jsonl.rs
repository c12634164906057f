//! The register as JSON Lines: a risk a line, as the register document has it, with its date and the
//! seal that it is of; and the table of a paper, a row a line.

use bellwether_domain::{Date, Register, Risk};
use serde::Serialize;
use serde_json::{Map, Value};

use crate::paper::{Standing, Table};

#[derive(Serialize)]
struct Line<'a> {
    as_at: Option<Date>,
    /// On each line: a first line of another kind would be a risk to whoever reads these.
    #[serde(skip_serializing_if = "Option::is_none")]
    sealed: Option<Sealed<'a>>,
    #[serde(flatten)]
    risk: &'a Risk,
}

/// What a paper says at its foot.
#[derive(Serialize, Clone, Copy)]
struct Sealed<'a> {
    meeting: &'a str,
    register: &'a str,
    entry: u64,
    head: &'a str,
}

/// A line for each risk, in the register's order.
pub fn write(register: &Register, standing: &Standing) -> String {
    let sealed = match standing {
        Standing::Sealed { meeting, digest, entry, head } => {
            Some(Sealed { meeting, register: digest, entry: *entry, head })
        }
        Standing::Draft => None,
    };
    let mut out = String::new();
    for risk in &register.risks {
        // Maps have string keys and numbers are finite, so nothing here can fail to serialise.
        let line = Line { as_at: register.as_at, sealed, risk };
        out.push_str(&serde_json::to_string(&line).unwrap_or_default());
        out.push('\n');
    }
    out
}

/// The rows of a table of a paper, a row a line, each cell under its heading.
pub fn of_table(table: &Table) -> String {
    rows(table).map(|row| Value::Object(row).to_string() + "\n").collect()
}

/// The same as one document.
pub fn array_of_table(table: &Table) -> String {
    let all = Value::Array(rows(table).map(Value::Object).collect());
    format!("{all:#}\n")
}

/// A number is one, the rest is words.
fn rows(table: &Table) -> impl Iterator<Item = Map<String, Value>> {
    let head: Vec<String> =
        table.head.last().into_iter().flat_map(|row| &row.cells).map(|cell| cell.words()).collect();
    table.groups.iter().flat_map(|group| &group.rows).map(move |row| {
        let value = |cell: &crate::paper::Cell| {
            let number = cell.number.as_ref().and_then(|number| serde_json::from_str(number).ok());
            number.map_or_else(|| Value::String(cell.words()), Value::Number)
        };
        head.iter().cloned().zip(row.cells.iter().map(value)).collect()
    })
}
