//! Says that rows, columns or a sheet which the workbook hides were read like the others.

use bellwether_domain::Diagnostic;

use super::Found;
use crate::note;

/// What the workbook hides of a table that was read.
pub(super) fn hidden(found: &Found<'_>) -> Option<Diagnostic> {
    let is_hidden = |row: &&usize| found.sheet.rows.get(**row).is_some_and(|row| row.hidden);
    let rows = found.table.body.iter().filter(is_hidden).count();
    let columns = found.sheet.hidden_columns.len();
    let some = |count: usize, one: &str, many: &str| match count {
        0 => None,
        1 => Some(format!("one {one}")),
        _ => Some(format!("{count} {many}")),
    };
    let sheet = found.sheet.hidden.then(|| "the whole sheet".to_owned());
    let parts: Vec<String> = [sheet, some(rows, "row", "rows"), some(columns, "column", "columns")]
        .into_iter()
        .flatten()
        .collect();
    if parts.is_empty() {
        return None;
    }
    let place = found.sheet.name.as_ref().map(|name| format!(" on the sheet “{name}”"));
    Some(note::info(
        "hidden-cells-read",
        format!(
            "The workbook hides {}{}; what is hidden was read like the rest.",
            parts.join(" and "),
            place.unwrap_or_default()
        ),
        "Check that nothing hidden is out of date or not meant to be published.",
        None,
    ))
}

#[cfg(test)]
mod tests {
    use rust_xlsxwriter::Workbook;

    #[test]
    fn what_a_workbook_hides_is_read_and_said() {
        let mut book = Workbook::new();
        let sheet = book.add_worksheet();
        let rows = [
            ["Ref", "Risk", "Likelihood", "Impact"],
            ["R1", "The weir is undercut by the flood", "3", "4"],
            ["R2", "Lock gates jam in hard frost", "2", "5"],
            ["R3", "Volunteers leave without passing on keys", "4", "2"],
        ];
        for (row, cells) in (0_u32..).zip(rows) {
            for (column, cell) in (0_u16..).zip(cells) {
                sheet.write(row, column, cell).unwrap();
            }
        }
        sheet.set_row_hidden(2).unwrap();
        sheet.set_column_hidden(3).unwrap();
        let read = |bytes: &[u8]| crate::read(bytes, &crate::Options::default()).unwrap().register;
        let register = read(&book.save_to_buffer().unwrap());
        assert_eq!(register.risks.len(), 3);
        let said = register.diagnostics.iter().find(|said| said.code == "hidden-cells-read");
        let said = said.map(|said| said.message.as_str()).unwrap_or_default();
        assert!(said.starts_with("The workbook hides one row and one column"), "{said}");
    }
}
