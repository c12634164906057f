//! What was noticed as sheets were read, worded for the person who brought the document.

use bellwether_domain::{Diagnostic, Source};

use crate::{
    note,
    sheet::{Place, Remark},
};

/// What is said of a remark on the sheet of this name.
pub(crate) fn worded(sheet: Option<&str>, remark: &Remark) -> Diagnostic {
    let source = |at: &Place| Source {
        sheet: sheet.map(str::to_owned),
        page: at.page,
        row: Some(at.row),
        column: at.column,
    };
    match remark {
        Remark::Fault { at, error } => note::warning(
            "cell-error",
            format!("The cell holds the error {error} and was read as empty."),
            "Mend the formula in the source, or enter the value.",
            Some(source(at)),
        ),
        Remark::Struck { at, words } => left_out(words, source(at)),
        Remark::Reckoned { all, left } => reckoned(*all, *left),
    }
}

/// What is said of struck words.
pub(crate) fn left_out(words: &str, place: Source) -> Diagnostic {
    note::info(
        "text-struck",
        format!("{} is struck through or deleted and was left out.", note::quote(words)),
        "Nothing need be done if it no longer holds; else take out the striking.",
        Some(place),
    )
}

fn reckoned(all: usize, left: usize) -> Diagnostic {
    let done = match (all.saturating_sub(left), left) {
        (_, 0) => format!("all {all} were reckoned from the cells that they name"),
        (0, _) => format!("none of the {all} could be reckoned, and their cells are empty"),
        (done, left) => format!(
            "{done} of the {all} were reckoned from the cells that they name, and {left} could not be and are empty"
        ),
    };
    note::warning(
        "formulas-reckoned",
        format!("The workbook was saved without the results of its formulas: {done}."),
        "Open it in a spreadsheet, save it there and read it again, to be sure of them.",
        None,
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Options, read};

    #[test]
    fn formulas_without_results_are_counted() {
        let said = worded(None, &Remark::Reckoned { all: 7, left: 1 });
        assert!(said.message.contains("6 of the 7 were reckoned"), "{}", said.message);
    }

    #[test]
    fn a_cell_with_an_error_is_empty_and_said_to_be() {
        let text = "Ref,Risk,Owner,Likelihood,Impact,Score,Site\n\
            R1,The quay floods at spring tide,#N/A,2,3,#REF!,North\n\
            R2,The lamp fails in winter fog,AB,2,3,6,Err:502\n";
        let register = read(text.as_bytes(), &Options::default()).unwrap().register;
        let first = &register.risks[0];
        assert!(first.owners.is_empty());
        assert!(first.assessments.current.as_ref().unwrap().score.is_none());
        assert!(!register.risks[1].extra.contains_key("Site"));
        let places = register.diagnostics.iter().filter(|found| found.code == "cell-error");
        let columns: Vec<_> = places.filter_map(|found| found.source.as_ref()?.column).collect();
        assert_eq!(columns, [3, 6, 7]);
    }
}
