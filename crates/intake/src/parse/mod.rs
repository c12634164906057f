//! Cells → values. Every parser keeps the cell's words beside its reading.

pub(crate) mod date;
pub(crate) mod list;
pub(crate) mod owners;
pub(crate) mod product;
pub(crate) mod rating;
pub(crate) mod status;

/// The words of a cell with white space collapsed.
pub(crate) fn squeeze(text: &str) -> String {
    // Most cells are as they should be.
    let even = |pair: &[u8]| pair != b"  " && pair.iter().all(|c| (b' '..0x80).contains(c));
    if text.len() > 1
        && !text.starts_with(' ')
        && !text.ends_with(' ')
        && text.as_bytes().windows(2).all(even)
    {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    for word in text.split(|c: char| c.is_whitespace() || matches!(c, '\u{200b}' | '\u{feff}')) {
        if !word.is_empty() {
            if !out.is_empty() {
                out.push(' ');
            }
            out.push_str(word);
        }
    }
    out
}

/// Whether a cell says nothing: empty, a dash, "N/A", "none".
pub(crate) fn is_nothing(text: &str) -> bool {
    let text = text.trim();
    text.is_empty()
        || text
            .chars()
            .all(|c| matches!(c, '-' | '–' | '—' | '.' | '_' | '/' | '?') || c.is_whitespace())
        || ["n/a", "na", "none", "nil", "not applicable", "n.a.", "none identified", "dim"]
            .iter()
            .any(|word| text.eq_ignore_ascii_case(word))
}
