//! Elements that are left out, with all that stands in them.

use html5ever::LocalName;

use super::elements::is_block;

/// An element that is being left out.
pub(super) struct Skipped {
    pub(super) name: LocalName,
    /// How many of its name are open, itself included.
    pub(super) depth: usize,
    /// How many tables are open in it.
    pub(super) tables: usize,
}

impl Skipped {
    /// Whether a start tag ends it, its own end tag having been left out.
    pub(super) fn ends_before(&self, next: &str) -> bool {
        self.tables == 0
            && match self.name.as_ref() {
                "tr" => next == "tr",
                "td" | "th" => matches!(next, "td" | "th" | "tr"),
                "li" => next == "li",
                "dt" | "dd" => matches!(next, "dt" | "dd"),
                "p" => is_block(next) || matches!(next, "p" | "table" | "ul" | "ol" | "dl"),
                _ => false,
            }
    }

    /// Whether the end of what it stands in ends it.
    pub(super) fn ends_with(&self, outer: &str) -> bool {
        self.tables == 0
            && match self.name.as_ref() {
                "tr" => matches!(outer, "table" | "thead" | "tbody" | "tfoot"),
                "td" | "th" => matches!(outer, "tr" | "table" | "thead" | "tbody" | "tfoot"),
                "li" => matches!(outer, "ul" | "ol" | "menu"),
                "dt" | "dd" => outer == "dl",
                "p" => is_block(outer) || matches!(outer, "td" | "th" | "li"),
                _ => false,
            }
    }
}
