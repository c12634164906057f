//! What a workbook has names for: values, cells and areas.

use std::collections::HashMap;

use super::Formula;

/// Names that are kept; large workbooks have hundreds.
const MOST_NAMES: usize = 20_000;

/// The names of a workbook, and what each means to the sheets that have their own and, without a
/// sheet, to the others.
#[derive(Debug, Default)]
pub(in crate::read::spreadsheet) struct Names {
    meant: HashMap<String, HashMap<String, Formula>>,
    count: usize,
}

impl Names {
    /// Takes a name, of the whole workbook or of one sheet. What is neither a value nor the same
    /// cells for all who ask is not kept, and the rules that ask for it colour nothing.
    pub(in crate::read::spreadsheet) fn add(
        &mut self,
        name: &str,
        sheet: Option<&str>,
        formula: &str,
    ) {
        if self.count < MOST_NAMES
            && let Some(formula) = Formula::read(formula).filter(Formula::is_fixed)
        {
            self.count += 1;
            let sheet = sheet.unwrap_or_default().to_lowercase();
            self.meant.entry(name.to_lowercase()).or_default().insert(sheet, formula);
        }
    }

    /// What a name, in small letters, means to a sheet.
    pub(super) fn of(&self, name: &str, sheet: &str) -> Option<&Formula> {
        let meant = self.meant.get(name)?;
        meant.get(sheet).or_else(|| meant.get(""))
    }
}
