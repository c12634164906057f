//! Findings as JSON: `{"as_at": "…", "findings": […]}`, the form that other programs take.

use bellwether_domain::Date;
use schemars::JsonSchema;
use serde::Serialize;

use crate::Finding;

/// What the checks found in a register.
#[derive(Serialize, JsonSchema)]
#[schemars(title = "Findings")]
struct Document<'a> {
    /// The date that the register was judged at.
    as_at: Date,
    /// What was found: the gravest first, then in the order of the rules and of the register.
    findings: &'a [Finding],
}

/// Prints findings as JSON, indented, with one final newline.
pub fn json(findings: &[Finding], as_at: Date) -> String {
    // Strings, numbers and dates only: nothing here can fail to serialise.
    let mut text = serde_json::to_string_pretty(&Document { as_at, findings }).unwrap_or_default();
    text.push('\n');
    text
}

/// The JSON Schema (draft 2020-12) of what [`json`] prints.
pub fn json_schema() -> String {
    let schema = schemars::schema_for!(Document<'static>);
    let mut text = serde_json::to_string_pretty(&schema).unwrap_or_default();
    text.push('\n');
    text
}
