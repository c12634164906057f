//! Findings as JSON: `{"as_at": "…", "findings": […]}`, the form that other programs take.

use bellwether_domain::Date;
use serde::Serialize;

use crate::Finding;

#[derive(Serialize)]
struct Document<'a> {
    as_at: Date,
    findings: &'a [Finding],
}

/// Prints findings as JSON, indented, with one final newline.
pub fn json(findings: &[Finding], as_at: Date) -> String {
    // Strings, numbers and dates only: nothing here can fail to serialise.
    let mut text = serde_json::to_string_pretty(&Document { as_at, findings }).unwrap_or_default();
    text.push('\n');
    text
}
