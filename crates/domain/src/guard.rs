//! The apostrophe that keeps a cell of text from being run as a formula (OWASP, CSV injection): put
//! on where we write one, taken off where we read what we wrote; and what a heading says of its
//! column where its own words would be read as something else.

/// Keeps a cell text in every spreadsheet: one that begins as a formula gets an apostrophe. Numbers
/// such as −5 are left alone. A cell that begins like a guarded one is guarded, too, so that
/// [`unguarded`] always gives back what was written.
pub fn guarded(cell: String) -> String {
    let formula = begins_a_formula(&cell) && cell.parse::<f64>().is_err();
    if formula || is_like_guarded(&cell) { format!("'{cell}") } else { cell }
}

/// The cell without the apostrophe that [`guarded`] put before it.
pub fn unguarded(cell: &str) -> &str {
    let Some(rest) = cell.strip_prefix('\'') else { return cell };
    let ours = begins_a_formula(rest) && rest.parse::<f64>().is_err() || is_like_guarded(rest);
    if ours { rest } else { cell }
}

/// Before the name of a field in a heading that names it.
const AS: &str = " [as ";

/// A heading that names the field of its column as well: "Type [as response]".
pub fn telling(heading: &str, field: impl std::fmt::Display) -> String {
    format!("{heading}{AS}{field}]")
}

/// The body's own heading and the name of the field, where [`telling`] wrote it.
pub fn told(heading: &str) -> Option<(&str, &str)> {
    heading.trim().strip_suffix(']')?.rsplit_once(AS)
}

fn begins_a_formula(cell: &str) -> bool {
    cell.starts_with(['=', '+', '-', '@', '\t', '\r'])
}

/// Whether apostrophes stand before what begins as a formula.
fn is_like_guarded(cell: &str) -> bool {
    cell.starts_with('\'') && begins_a_formula(cell.trim_start_matches('\''))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn formulas_alone_are_guarded() {
        for (cell, written) in [
            ("=1+1", "'=1+1"),
            ("+44 20 7946 0000", "'+44 20 7946 0000"),
            ("- call them", "'- call them"),
            ("@SUM(1)", "'@SUM(1)"),
            ("\tindented", "'\tindented"),
            ("'=1+1", "''=1+1"),
            ("-5", "-5"),
            ("'-5", "''-5"),
            ("'tis the season", "'tis the season"),
            ("R1 = 4", "R1 = 4"),
            ("", ""),
        ] {
            assert_eq!(guarded(cell.to_owned()), written);
            assert_eq!(unguarded(written), cell);
        }
    }

    #[test]
    fn an_apostrophe_that_we_never_write_stays() {
        for cell in ["'-5", "'", "'tis", "''", "x'=1"] {
            assert_eq!(unguarded(cell), cell);
        }
    }

    proptest! {
        #[test]
        fn what_is_guarded_comes_back(cell in "['=+@\\-\t\r0-9a ]{0,8}") {
            let written = guarded(cell.clone());
            prop_assert_eq!(unguarded(&written), cell);
        }
    }
}
