//! Cells → values. Every parser keeps the cell's words beside its reading.

pub(crate) mod date;
pub(crate) mod list;
pub(crate) mod owners;
pub(crate) mod product;
pub(crate) mod rating;
pub(crate) mod status;

pub(crate) use bellwether_sheets::words::squeeze;

/// Whether a cell says nothing: empty, a dash, "N/A", "none".
pub(crate) fn is_nothing(text: &str) -> bool {
    let text = text.trim();
    text.is_empty()
        || text
            .chars()
            .all(|c| matches!(c, '-' | '–' | '—' | '.' | '_' | '/' | '?') || c.is_whitespace())
        || [
            "n/a",
            "na",
            "none",
            "nil",
            "nan",
            "null",
            "not applicable",
            "n.a.",
            "none identified",
            "dim",
            // What forms say of a field that nobody has filled in.
            "choose an item.",
            "choose an item",
            "click here to enter text",
            "click here to enter text.",
            "click or tap here to enter text.",
            "click or tap here to enter text",
            "click or tap to enter a date.",
            "click here to enter a date.",
            "please select",
            "select…",
            "select...",
            "#n/a",
        ]
        .iter()
        .any(|word| text.eq_ignore_ascii_case(word))
}
