//! Whether the dates of a column have their months first: those that cannot be read otherwise
//! ("06/30/2026") speak for the others ("03/04/2026").

use bellwether_domain::{Date, Diagnostic, due};

use super::fit::cell;
use crate::{
    locate::{Table, source},
    map::Mapped,
    note,
    parse::date,
    sheet::Sheet,
};

/// What a column's dates show of their order.
#[derive(Default)]
pub(super) struct Order {
    /// What stands between the parts of dates with their months first.
    marks: Vec<char>,
    /// What is to be said of it.
    pub(super) said: Vec<Diagnostic>,
}

/// The dates that show the order of those with one mark between their parts.
#[derive(Default)]
struct Shown {
    day_first: Option<String>,
    month_first: Option<(String, usize)>,
    /// The first that either order could have.
    open: Option<String>,
}

impl Order {
    /// Looks through a column of dates.
    pub(super) fn of(sheet: &Sheet, table: &Table, column: Option<&Mapped>) -> Self {
        let mut order = Self::default();
        let Some(column) = column else { return order };
        let mut shown: [(char, Shown); 3] = ['/', '-', '.'].map(|mark| (mark, Shown::default()));
        for at in &table.body {
            let Some(row) = sheet.rows.get(*at) else { continue };
            for (word, first, second, mark) in date::figures(&cell(column, row)) {
                let Some((_, shown)) = shown.iter_mut().find(|(known, _)| *known == mark) else {
                    continue;
                };
                match (first, second) {
                    (13.., 1..=12) => _ = shown.day_first.get_or_insert_with(|| word.to_owned()),
                    (1..=12, 13..) => {
                        shown.month_first.get_or_insert_with(|| (word.to_owned(), *at));
                    }
                    (1..=12, 1..=12) if first != second => {
                        shown.open.get_or_insert_with(|| word.to_owned());
                    }
                    _ => {}
                }
            }
        }
        for (mark, shown) in shown {
            let Some((proof, at)) = shown.month_first else { continue };
            let heading = column.column.path();
            let place = sheet.rows.get(at).map(|row| source(sheet, row, None));
            match (shown.day_first, shown.open) {
                (None, open) => {
                    order.marks.push(mark);
                    order.said.extend(open.map(|open| note::info(
                        "dates-month-first",
                        format!("Under “{heading}” the month comes before the day, as “{proof}” shows; “{open}” and the like were read so."),
                        "Check the dates that could be read either way.",
                        place,
                    )));
                }
                (Some(other), Some(open)) => order.said.push(note::warning(
                    "dates-mixed",
                    format!("Under “{heading}” some dates have the month first (“{proof}”) and some the day (“{other}”); “{open}” and the like were read with the day first."),
                    "Find out which order each was written in, and write the month in letters.",
                    place,
                )),
                (Some(_), None) => {}
            }
        }
        order
    }

    /// The order that dates show among themselves, of which nothing is said.
    pub(super) fn among<'c>(cells: impl Iterator<Item = &'c str>) -> Self {
        let mut order = Self::default();
        let mut day_first = Vec::new();
        for (_, first, second, mark) in cells.flat_map(date::figures) {
            match (first, second) {
                (13.., 1..=12) => day_first.push(mark),
                (1..=12, 13..) => order.marks.push(mark),
                _ => {}
            }
        }
        order.marks.retain(|mark| !day_first.contains(mark));
        order
    }

    /// Reads a target date of the column.
    pub(super) fn read(&self, text: &str, as_at: Date) -> due::Due {
        let month_first = self.marks.iter().any(|mark| text.contains(*mark));
        due::read_with(text, &due::Context { month_first, ..due::Context::new(as_at) })
    }
}

#[cfg(test)]
mod tests {
    use crate::{Options, read};

    fn reading(dates: [&str; 3]) -> (Vec<String>, Vec<String>) {
        let mut text =
            "Register as at 1 May 2029\n\nRef,Risk,Owner,Likelihood,Impact,Action,Due date\n"
                .to_owned();
        for (place, date) in dates.iter().enumerate() {
            text += &format!("R{place},The pier may sink in storm {date},AB,2,3,Mend it,{date}\n");
        }
        let register = read(text.as_bytes(), &Options::default()).unwrap().register;
        let due = |risk: &std::sync::Arc<bellwether_domain::Risk>| {
            risk.actions[0].due.as_ref().unwrap().milestones[0].to.to_string()
        };
        let codes = register.diagnostics.iter().map(|found| found.code.to_string());
        (
            register.risks.iter().map(due).collect(),
            codes.filter(|c| c.starts_with("dates")).collect(),
        )
    }

    #[test]
    fn one_date_shows_the_order_of_its_column() {
        let (dates, codes) = reading(["2029-06-30", "06/30/2029", "03/04/2029"]);
        assert_eq!(dates, ["2029-06-30", "2029-06-30", "2029-03-04"]);
        assert_eq!(codes, ["dates-month-first"]);
        // Dots stand between the parts of others.
        assert_eq!(reading(["30.06.2029", "06/30/2029", "03/04/2029"]).0[2], "2029-03-04");
    }

    #[test]
    fn a_column_that_shows_both_is_said_to() {
        let (dates, codes) = reading(["30/06/2029", "06/30/2029", "03/04/2029"]);
        assert_eq!(dates[2], "2029-04-03");
        assert_eq!(codes, ["dates-mixed"]);
    }
}
