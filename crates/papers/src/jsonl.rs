//! The register as JSON Lines: a risk a line, as the register document has it, with its date.

use bellwether_domain::{Date, Register, Risk};
use serde::Serialize;

#[derive(Serialize)]
struct Line<'a> {
    as_at: Option<Date>,
    #[serde(flatten)]
    risk: &'a Risk,
}

/// A line for each risk, in the register's order.
pub fn write(register: &Register) -> String {
    let mut out = String::new();
    for risk in &register.risks {
        // Maps have string keys and numbers are finite, so nothing here can fail to serialise.
        let line = Line { as_at: register.as_at, risk };
        out.push_str(&serde_json::to_string(&line).unwrap_or_default());
        out.push('\n');
    }
    out
}
