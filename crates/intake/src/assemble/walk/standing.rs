//! Risks that are no longer on the register: those under a heading that says so ("Closed risks"),
//! and those whose rows are struck out.

use std::collections::{HashMap, HashSet};

use bellwether_domain::{Diagnostic, Field, Reading, Risk, RiskState, Source};

use super::Walk;
use crate::{
    locate::{Table, filled, source},
    map::{contents::is_code, heading},
    note,
    parse::squeeze,
    remark,
    sheet::{Row, Sheet},
};

/// A risk whose row is struck out whole.
#[derive(Debug)]
pub(crate) struct Struck {
    pub(crate) reference: Option<String>,
    pub(crate) wording: String,
    pub(crate) source: Source,
    /// How many further rows carry it on.
    further: usize,
}

impl Struck {
    pub(super) fn said(&self) -> Diagnostic {
        let name = self.reference.as_deref().map(|number| format!("{number} ")).unwrap_or_default();
        let further = match self.further {
            0 => String::new(),
            1 => ", with the row that carries it on".to_owned(),
            more => format!(", with the {more} rows that carry it on"),
        };
        note::warning(
            "row-struck",
            format!(
                "The row of {name}{} is struck out whole and was left out{further}.",
                note::quote(&self.wording)
            ),
            "Close the risk if it is no longer one; else take out the striking and read the file again.",
            Some(self.source.clone()),
        )
    }
}

impl Walk<'_> {
    /// Takes a row that is struck out whole: its risk is left out, with the rows that carry it on.
    pub(super) fn strike(&mut self, row: &Row, words: &[String]) {
        let mapping = self.context.mapping;
        let text = |index: usize| words.get(index).map(|text| squeeze(text)).unwrap_or_default();
        let reference = mapping.first(Field::Reference).map(|column| text(column.column.index));
        let reference = reference.filter(|text| is_code(text));
        let wording = mapping.wording().map(|column| text(column.column.index));
        let wording = wording.into_iter().find(|text| !text.is_empty()).unwrap_or_default();
        let place = source(self.sheet, row, None);
        if wording.is_empty() && reference.is_none() {
            let said: Vec<&str> =
                words.iter().map(|text| text.trim()).filter(|text| !text.is_empty()).collect();
            self.walked.diagnostics.push(remark::left_out(&said.join(" | "), place));
            return;
        }
        self.out = true;
        self.walked.struck.push(Struck { reference, wording, source: place, further: 0 });
    }

    /// Leaves out a row that carries on a risk which is struck out.
    pub(super) fn strike_further(&mut self) {
        if let Some(last) = self.walked.struck.last_mut() {
            last.further += 1;
        }
    }

    /// Takes the name of a section: one of closed risks, of others, or a category within either.
    pub(super) fn enter(&mut self, section: String) {
        match part_of(&section) {
            Some(true) => (self.closed, self.section) = (Some(section), None),
            Some(false) => (self.closed, self.section) = (None, Some(section)),
            None => self.section = Some(section),
        }
    }

    /// A risk under a heading of closed risks is closed, unless its row says otherwise.
    pub(super) fn stand(&self, risk: &mut Risk) {
        if let Some(closed) = &self.closed
            && risk.status.as_ref().is_none_or(|status| status.value.is_none())
        {
            let said = risk.status.take().map(|status| format!("{closed}: {}", status.text));
            let text = said.unwrap_or_else(|| closed.clone());
            risk.status = Some(Reading::read(text, RiskState::Closed));
        }
    }
}

/// What stands over each of a table's headings, by the row that they begin in, where that names a
/// part of the register.
pub(super) fn parts(sheet: &Sheet, table: &Table) -> HashMap<usize, String> {
    let heads = table.header.first().into_iter().chain(&table.repeats);
    let mut parts: HashMap<usize, String> =
        heads.filter_map(|head| Some((*head, over(sheet, *head)?))).collect();
    if parts.is_empty() {
        parts = named(sheet, table);
    }
    if let (Some(head), Some(name)) = (table.header.first(), &sheet.name)
        && part_of(name) == Some(true)
    {
        parts.entry(*head).or_insert_with(|| name.clone());
    }
    parts
}

/// The lines right over the headings of several tables, each another: the parts of the register.
fn named(sheet: &Sheet, table: &Table) -> HashMap<usize, String> {
    let heads: Vec<usize> =
        table.header.first().into_iter().chain(&table.repeats).copied().collect();
    let line = |head: &usize| {
        let row = sheet.rows.get(head.checked_sub(1)?)?;
        let mut said = filled(row).map(|(_, cell)| squeeze(&cell.text));
        let text = said.next().filter(|_| said.next().is_none())?;
        let is_name = text.len() <= 60
            && row.table.is_none()
            && !text.ends_with(['.', ':', ','])
            && !text.contains(|c: char| c.is_ascii_digit())
            && !text.to_lowercase().contains("continued");
        is_name.then_some((*head, text))
    };
    let lines: Option<HashMap<usize, String>> = heads.iter().map(line).collect();
    let distinct = |lines: &HashMap<usize, String>| {
        lines.len() >= 2 && lines.values().collect::<HashSet<_>>().len() == lines.len()
    };
    lines.filter(distinct).unwrap_or_default()
}

/// How far up from the headings a part's name may stand.
const MOST_ABOVE: usize = 4;

/// The line over a row of headings that names a part of the register.
fn over(sheet: &Sheet, head: usize) -> Option<String> {
    let above = (0..head).rev().take(MOST_ABOVE).filter_map(|at| sheet.rows.get(at));
    let lines = above.map_while(|row| {
        let mut said = filled(row).map(|(_, cell)| squeeze(&cell.text));
        let first = said.next().unwrap_or_default();
        said.next().is_none().then_some(first)
    });
    lines.into_iter().find(|line| part_of(line).is_some())
}

/// Whether a heading begins the risks that are closed or those that are not; `None` where it says
/// nothing of that.
fn part_of(text: &str) -> Option<bool> {
    const CLOSED: [&str; 14] = [
        "closed",
        "archived",
        "archive",
        "removed",
        "retired",
        "deleted",
        "withdrawn",
        "former",
        "geschlossen",
        "geschlossene",
        "cloture",
        "cerrado",
        "chiusi",
        "gesloten",
    ];
    const OPEN: [&str; 7] = ["open", "live", "active", "current", "new", "emerging", "offene"];
    // What may stand beside them: "Risks closed since the last report (Q2)".
    const BESIDE: [&str; 43] = [
        "risk",
        "register",
        "log",
        "list",
        "section",
        "part",
        "appendix",
        "annex",
        "table",
        "and",
        "or",
        "the",
        "in",
        "at",
        "of",
        "on",
        "from",
        "since",
        "during",
        "this",
        "last",
        "quarter",
        "year",
        "month",
        "period",
        "report",
        "review",
        "meeting",
        "recently",
        "previously",
        "now",
        "a",
        "b",
        "c",
        "d",
        "date",
        "to",
        "date",
        "strategic",
        "corporate",
        "risiken",
        "risque",
        "riesgo",
    ];
    if text.len() > 80 || !text.contains(char::is_alphabetic) {
        return None;
    }
    let words = heading::words(text);
    let has = |list: &[&str]| words.iter().any(|word| list.contains(&word.as_str()));
    let small = |word: &String| {
        let word = word.as_str();
        CLOSED.contains(&word)
            || BESIDE.contains(&word)
            || word.chars().any(|c| c.is_ascii_digit())
            || bellwether_domain::calendar::month_named(word).is_some()
    };
    if has(&CLOSED) && !has(&OPEN) {
        return words.iter().all(small).then_some(true);
    }
    (has(&OPEN) && has(&["risk", "risiken"]) && !has(&CLOSED) && words.len() <= 8).then_some(false)
}

#[cfg(test)]
mod tests {
    use super::part_of;
    use crate::{Options, read};
    use bellwether_domain::{Register, RiskState};

    #[test]
    fn headings_of_closed_risks_are_told_from_others() {
        for text in [
            "Closed risks",
            "CLOSED",
            "Archived risks",
            "Risks closed since the last report (Q2)",
            "Appendix B: Removed risks",
            "Risks removed in March 2030",
        ] {
            assert_eq!(part_of(text), Some(true), "{text}");
        }
        assert_eq!(part_of("Live risks"), Some(false));
        for text in [
            "Risks to be closed by the board",
            "No risks were closed",
            "Open and closed risks",
            "Finance",
            "The pier is closed",
            "Road closed",
        ] {
            assert_ne!(part_of(text), Some(true), "{text}");
        }
    }

    fn register(text: &str) -> Register {
        read(text.as_bytes(), &Options::default()).unwrap().register
    }

    fn closed(register: &Register) -> Vec<(&str, bool)> {
        let is_closed = |risk: &bellwether_domain::Risk| {
            risk.status.as_ref().and_then(|status| status.value) == Some(RiskState::Closed)
        };
        let risks = register.risks.iter();
        risks.map(|risk| (risk.reference.as_deref().unwrap(), is_closed(risk))).collect()
    }

    const HEAD: &str = "Ref,Risk,Owner,Likelihood,Impact,Score\n";

    #[test]
    fn risks_under_a_heading_of_closed_ones_are_closed() {
        let own = "R1,The quay floods at spring tide,AB,2,3,6\n";
        let gone = "R8,The ferry is sold off abroad,CD,1,2,2\nPiers,,,,,\nR9,The old pier burns down,CD,1,1,1\n";
        for between in ["\nClosed risks,,,,,\n", &format!("\nClosed risks,,,,,\n{HEAD}")] {
            let register = register(&format!("{HEAD}{own}{between}{gone}"));
            assert_eq!(closed(&register), [("R1", false), ("R8", true), ("R9", true)]);
            let status = register.risks[1].status.as_ref().unwrap();
            assert_eq!(status.text, "Closed risks");
            assert_eq!(register.risks[1].category, None);
        }
    }

    #[test]
    fn on_a_page_the_heading_over_a_table_says_so() {
        let row = |cells: [&str; 5]| format!("<tr><td>{}</tr>", cells.join("<td>"));
        let head = row(["Ref", "Risk", "Owner", "Likelihood", "Impact"]);
        let own = row(["R1", "The quay floods at spring tide", "AB", "2", "3"]);
        let gone = row(["R8", "The ferry is sold off abroad", "CD", "1", "2"]);
        let page = format!(
            "<html><body><h1>Risk register</h1><table>{head}{own}</table><h2>Closed risks</h2><table>{head}{gone}</table></body></html>"
        );
        assert_eq!(closed(&register(&page)), [("R1", false), ("R8", true)]);
    }

    #[test]
    fn a_row_that_is_struck_out_is_no_risk_unless_it_is_said_to_stand() {
        let row = |cells: [&str; 5]| format!("<tr><td>{}</tr>", cells.join("<td>"));
        let head = row(["Ref", "Risk", "Owner", "Likelihood", "Impact"]);
        let own =
            row(["R1", "The quay floods at spring tide", "<s>AB</s> CD", "<del>2</del> 3", "3"]);
        let gone = row(["R2", "The ferry is sold off abroad", "CD", "1", "2"])
            .replace("<td>", "<td style='text-decoration: line-through'>");
        let page = format!("<html><body><table>{head}{own}{gone}</table></body></html>");
        let intake = read(page.as_bytes(), &Options::default()).unwrap();
        assert_eq!(intake.register.risks.len(), 1);
        assert_eq!(intake.register.risks[0].owners, ["CD"]);
        assert_eq!(intake.struck.len(), 1);
        assert_eq!(intake.struck[0].reference.as_deref(), Some("R2"));
        let codes = |code: &str| {
            intake.register.diagnostics.iter().filter(|found| found.code == code).count()
        };
        assert_eq!((codes("row-struck"), codes("text-struck")), (1, 2));
        let options = Options { keep_struck: true, ..Options::default() };
        let intake = read(page.as_bytes(), &options).unwrap();
        assert_eq!(intake.register.risks.len(), 2);
        assert!(intake.struck.is_empty());
    }
}
