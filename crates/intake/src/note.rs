//! Diagnostics, said in one way: what was found and done, then what to check.

use bellwether_domain::{Diagnostic, Severity, Source};

/// Something done that a reader may want to know.
pub(crate) fn info(
    code: &'static str,
    message: String,
    help: &str,
    source: Option<Source>,
) -> Diagnostic {
    note(Severity::Info, code, message, help, source)
}

/// Something repaired or doubted.
pub(crate) fn warning(
    code: &'static str,
    message: String,
    help: &str,
    source: Option<Source>,
) -> Diagnostic {
    note(Severity::Warning, code, message, help, source)
}

/// What to do about a table that is left out.
pub(crate) const LEFT_OUT: &str =
    "If it holds risks of this register, give it the register's headings and read the file again.";

fn note(
    severity: Severity,
    code: &'static str,
    message: String,
    help: &str,
    source: Option<Source>,
) -> Diagnostic {
    Diagnostic { code: code.into(), severity, message, help: help.to_owned(), source }
}

/// The beginning of a text, for a message.
pub(crate) fn quote(text: &str) -> String {
    let text = crate::parse::squeeze(text);
    let short: String = text.chars().take(60).collect();
    if short.len() < text.len() {
        format!("“{}…”", short.trim_end())
    } else {
        format!("“{short}”")
    }
}
