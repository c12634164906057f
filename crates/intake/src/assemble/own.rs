//! A table that this program wrote, each of whose headings names its field ("Type [as response]"):
//! nothing of it is guessed.

use std::sync::Arc;

use bellwether_domain::{
    Action, Control, Covered, Covers, Date, Field, LaidOut, Rating, Reading, Register, Risk,
    guard::told,
};

use super::{Assembled, Plausible, fold, order::Order, review, said::dated, undated};
use crate::{
    ColumnReading, Options, Stood, Target,
    locate::{front, source},
    parse::{rating, status},
    sheet::{Document, Row, Sheet},
    why::Why,
};

/// A column: where it stands, the body's own heading, and what it is.
struct Own<'a> {
    index: usize,
    heading: &'a str,
    target: Target,
}

/// Reads a table of ours; `None` where the document is something else, or the reader says himself
/// what its columns are.
pub(crate) fn own(document: &Document, options: &Options) -> Option<Assembled> {
    let [sheet] = document.sheets.as_slice() else { return None };
    let mut rows = sheet.rows.iter().filter(|row| said(row).next().is_some());
    let head = rows.next()?;
    let columns = columns(head)?;
    if !options.map.is_empty() {
        return None;
    }
    let rows: Vec<&Row> = rows.collect();
    let due = columns.iter().find(|own| own.target == Target::Field(Field::ActionDue));
    let dates = due.into_iter().flat_map(|own| rows.iter().map(|row| text(row, own.index)));
    let table = Table { order: Order::among(dates), as_at: options.as_at, sheet, columns };
    let (risks, stood) = table.risks(&rows);
    if risks.is_empty() {
        return None;
    }
    let risks = risks.into_iter().map(Arc::new).collect();
    let mut register = Register { risks, as_at: options.as_at, ..Register::default() };
    table.name(&mut register);
    register.diagnostics.extend(dated(&front::AsAt::default(), options));
    if options.as_at.is_none() {
        let open = undated::clear(&mut register);
        register.diagnostics.extend(open);
    }
    register.diagnostics.extend(review::review(&register));
    register.diagnostics = fold::fold(register.diagnostics);
    let headings = head.cells.iter().find_map(|cell| cell.origin);
    let columns = table.readings(head, &rows);
    Some(Assembled {
        why: Why::default(),
        plausible: Plausible::certain(columns.len()),
        columns,
        stood,
        headings: headings.map(|at| (at.sheet, at.row)).into_iter().collect(),
        dates: vec![],
        struck: vec![],
        register,
        parts: vec![],
        head: None,
    })
}

/// The cells of a row that hold something.
fn said(row: &Row) -> impl Iterator<Item = (usize, &str)> {
    let cells = row.cells.iter().enumerate().map(|(index, cell)| (index, cell.text.as_str()));
    cells.filter(|(_, text)| !text.trim().is_empty())
}

fn text(row: &Row, index: usize) -> &str {
    row.cells.get(index).map(|cell| cell.text.as_str()).unwrap_or_default()
}

/// The columns, where every heading names its field.
fn columns(head: &Row) -> Option<Vec<Own<'_>>> {
    let own = |(index, heading)| {
        let (heading, name) = told(heading)?;
        Some(Own { index, heading, target: name.parse().ok()? })
    };
    said(head).map(own).collect()
}

struct Table<'a> {
    order: Order,
    as_at: Option<Date>,
    sheet: &'a Sheet,
    columns: Vec<Own<'a>>,
}

impl Table<'_> {
    /// A row with cells of the risk begins one; another has the next of its actions.
    fn risks(&self, rows: &[&Row]) -> (Vec<Risk>, Vec<Stood>) {
        let mut risks: Vec<Risk> = Vec::new();
        let mut stood = Vec::new();
        for row in rows {
            let cells = || {
                let filled = self.columns.iter().enumerate();
                filled
                    .map(|(place, own)| (place, own, text(row, own.index)))
                    .filter(|(_, _, text)| !text.trim().is_empty())
            };
            if risks.is_empty() || cells().any(|(_, own, _)| !is_of_action(own.target)) {
                let source = Some(source(self.sheet, row, None));
                risks.push(Risk { source, ..Risk::default() });
            }
            let risk_place = risks.len().saturating_sub(1);
            let Some(risk) = risks.last_mut() else { continue };
            if cells().any(|(_, own, _)| is_of_action(own.target)) {
                risk.actions.push(self.action(row));
            }
            for (place, own, words) in cells() {
                fill(risk, own, words);
                let at = row.cells.get(own.index).and_then(|cell| cell.origin);
                let action = is_of_action(own.target).then(|| risk.actions.len().saturating_sub(1));
                stood.extend(at.map(|at| Stood {
                    at,
                    risk: risk_place,
                    target: own.target,
                    action,
                    column: Some(place),
                }));
            }
        }
        (risks, stood)
    }

    fn action(&self, row: &Row) -> Action {
        let mut action =
            Action { source: Some(source(self.sheet, row, None)), ..Action::default() };
        let as_at = self.as_at.unwrap_or(Date::constant(2000, 1, 1));
        for own in &self.columns {
            let words = text(row, own.index);
            match own.target.field().filter(|_| !words.trim().is_empty()) {
                Some(Field::Action) => action.description = words.to_owned(),
                Some(Field::ActionOwners) => action.owners = owners(words),
                Some(Field::ActionDue) => action.due = Some(self.order.read(words, as_at)),
                Some(Field::ActionStatus) => {
                    let unread = || Reading::unread(words.to_owned());
                    action.status = status::action(words).or_else(|| Some(unread()));
                }
                _ => {}
            }
        }
        action
    }

    /// Gives the register the body's own headings and columns, and what its source had a place for.
    fn name(&self, register: &mut Register) {
        let mut covers: Covers = [Covered::Headings].into_iter().collect();
        let mut layout = Vec::new();
        for own in &self.columns {
            let heading = own.heading.to_owned();
            let covered = match own.target {
                Target::Rating(part, stage) => {
                    let of = register.rating_headings.entry(stage).or_default();
                    of.insert(part.into(), heading);
                    Some(Covered::Rating(stage, part))
                }
                Target::Field(field) => {
                    register.headings.insert(field, heading);
                    Some(Covered::Field(field))
                }
                Target::Extra => Some(Covered::Extra(heading)),
                Target::Ignore => None,
            };
            let heading = own.heading.to_owned();
            layout.extend(covered.clone().map(|of| LaidOut { of, heading, groups: vec![] }));
            covers.extend(covered);
        }
        register.layout = layout.into_iter().collect();
        register.covers = Some(covers);
    }

    fn readings(&self, head: &Row, rows: &[&Row]) -> Vec<ColumnReading> {
        let reading = |own: &Own<'_>| ColumnReading {
            sheet: self.sheet.name.clone(),
            column: u32::try_from(own.index + 1).unwrap_or(u32::MAX),
            heading: own.heading.to_owned(),
            target: own.target,
            confidence: 1.0,
            evidence: vec!["the heading names the field".to_owned()],
            weighed: vec![],
            holds: String::new(),
            samples: samples(rows, own.index),
            at: head.cells.get(own.index).and_then(|cell| cell.origin),
        };
        self.columns.iter().map(reading).collect()
    }
}

/// The first few cells of a column.
fn samples(rows: &[&Row], index: usize) -> Vec<String> {
    let cells = rows.iter().map(|row| text(row, index)).filter(|text| !text.trim().is_empty());
    cells.take(3).map(str::to_owned).collect()
}

fn is_of_action(target: Target) -> bool {
    matches!(target, Target::Field(Field::OfAction(_)))
}

fn owners(words: &str) -> Vec<String> {
    words.split(" / ").map(str::to_owned).collect()
}

/// Puts a cell into the risk; those of its actions are put apart.
fn fill(risk: &mut Risk, own: &Own<'_>, words: &str) {
    let text = || Some(words.to_owned());
    match own.target {
        Target::Rating(part, stage) => {
            let assessment = risk.assessments.slot(stage).get_or_insert_default();
            let rated = || rating::read(words).or_else(|| Some(Rating::unread(words.to_owned())));
            match Field::from(part) {
                Field::Likelihood => assessment.likelihood = rated(),
                Field::Impact => assessment.impact = rated(),
                Field::Score => assessment.score = rated(),
                _ => assessment.level = text(),
            }
        }
        Target::Field(field) => match field {
            Field::Reference => risk.reference = text(),
            Field::Category => risk.category = text(),
            Field::Title => risk.title = text(),
            Field::Description => risk.description = text(),
            Field::Cause => risk.cause = text(),
            Field::Event => risk.event = text(),
            Field::Consequence => risk.consequence = text(),
            Field::Owners => risk.owners = owners(words),
            Field::Controls => risk.controls = words.split('\n').map(Control::new).collect(),
            Field::Status => {
                risk.status =
                    status::risk(words).or_else(|| Some(Reading::unread(words.to_owned())));
            }
            Field::Response => {
                risk.response =
                    status::response(words).or_else(|| Some(Reading::unread(words.to_owned())));
            }
            Field::OfAction(_) | Field::OfAssessment(_) => {}
        },
        Target::Extra => drop(risk.extra.insert(own.heading.to_owned(), words.to_owned())),
        Target::Ignore => {}
    }
}

#[cfg(test)]
mod tests {
    use crate::{Options, read};

    const TABLE: &str = "Ref [as reference],Risk [as description],Type [as response],Sort [as extra],\
        Before [as inherent-score],Doing [as action],Who [as action-owners],When [as action-due]\n\
        B1,The boiler bursts,Avoidance,Works,12,Buy a valve,AB / CD,03/04/2029\n\
        ,,,,,Train the porter,CD,06/30/2029\n\
        B2,The lift sticks,Acceptance,-,-,,,\n";

    #[test]
    fn headings_that_name_their_fields_are_taken_at_their_word() {
        let intake = read(TABLE.as_bytes(), &Options::default()).unwrap();
        let register = &intake.register;
        let [boiler, lift] = register.risks.as_slice() else { panic!("{:?}", register.risks) };
        assert_eq!(boiler.response.as_ref().unwrap().text, "Avoidance");
        assert_eq!(boiler.extra["Sort"], "Works");
        assert_eq!(boiler.actions[0].owners, ["AB", "CD"]);
        let day =
            |place: usize| boiler.actions[place].due.as_ref().unwrap().milestones[0].to.to_string();
        assert_eq!([day(0), day(1)], ["2029-03-04", "2029-06-30"], "one shows the other’s order");
        assert_eq!(lift.assessments.inherent.as_ref().unwrap().score.as_ref().unwrap().text, "-");
        assert_eq!(intake.columns[2].heading, "Type");
        let traced = intake.stood.iter().filter(|stood| stood.risk == 0).count();
        assert_eq!(traced, 11);
    }

    #[test]
    fn one_heading_that_names_nothing_makes_it_any_table() {
        let table = TABLE.replace("Sort [as extra]", "Sort");
        let intake = read(table.as_bytes(), &Options::default()).unwrap();
        assert!(intake.columns.iter().any(|column| column.confidence < 1.0));
    }
}
