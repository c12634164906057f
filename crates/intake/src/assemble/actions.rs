//! Actions that stand in a table of their own: joined to their risks by number, else by place.

use std::{collections::HashMap, sync::Arc};

use bellwether_domain::{Action, Date, Field, Register};

use super::{fit::cell, order::Order, trace};
use crate::{
    Stood, Target,
    locate::{Table, filled, source},
    map::{Mapped, Mapping, heading},
    parse::{is_nothing, list, owners, squeeze, status},
    sheet::{Row, Sheet},
};

/// The columns of a table of actions.
pub(super) struct ActionTable<'a> {
    sheet: &'a Sheet,
    table: &'a Table,
    action: Mapped,
    links: Vec<Mapped>,
    owner: Option<Mapped>,
    due: Option<Mapped>,
    status: Option<Mapped>,
}

impl<'a> ActionTable<'a> {
    /// Takes a table for one of actions: no ratings, and headings that speak of actions.
    pub(super) fn of(sheet: &'a Sheet, table: &'a Table, mapping: &Mapping) -> Option<Self> {
        let rated =
            mapping.columns.iter().any(|column| matches!(column.target, Target::Rating(..)));
        let says = |column: &Mapped| {
            heading::words(&column.column.heading).iter().any(|word| word == "action")
        };
        let spoken = mapping.columns.iter().filter(|column| says(column)).count();
        let told = [Field::ActionDue, Field::ActionOwners, Field::Owners, Field::ActionStatus]
            .iter()
            .any(|field| mapping.first(*field).is_some());
        // "Mitigation | Owner | Date" beside the risk's number are its actions as well.
        let linked = mapping.first(Field::Reference).is_some()
            && mapping.first(Field::Action).is_some_and(|column| column.contents.said > 0);
        if rated || spoken == 0 && !linked || !told {
            return None;
        }
        let text = |column: &&Mapped| {
            matches!(column.field(), Some(Field::Action | Field::Title | Field::Description))
                && !column.contents.samples.is_empty()
        };
        let longest = |a: &&Mapped, b: &&Mapped| a.contents.length.total_cmp(&b.contents.length);
        let action = mapping
            .of(Field::Action)
            .next()
            .or_else(|| {
                mapping.columns.iter().filter(text).filter(|column| says(column)).max_by(longest)
            })
            .or_else(|| mapping.columns.iter().filter(text).max_by(longest))?
            .clone();
        let first =
            |fields: &[Field]| fields.iter().find_map(|field| mapping.first(*field)).cloned();
        let links = mapping
            .columns
            .iter()
            .filter(|column| {
                column.column.index != action.column.index && column.contents.length <= 30.0
            })
            .cloned()
            .collect();
        Some(Self {
            sheet,
            table,
            links,
            owner: first(&[Field::ActionOwners, Field::Owners]),
            due: first(&[Field::ActionDue]),
            status: first(&[Field::ActionStatus, Field::Status]),
            action,
        })
    }

    /// Whether it has columns for owners, dates and statuses.
    pub(super) fn told(&self) -> [bool; 3] {
        [self.owner.is_some(), self.due.is_some(), self.status.is_some()]
    }

    /// Adds the table's actions to their risks; gives how many found none.
    pub(super) fn join(
        &self,
        register: &mut Register,
        places: &mut HashMap<(usize, usize), usize>,
        known: &owners::Known,
        as_at: Date,
    ) -> usize {
        let mut lost = 0;
        let mut order = Order::of(self.sheet, self.table, self.due.as_ref());
        register.diagnostics.append(&mut order.said);
        for index in &self.table.body {
            let Some(row) = self.sheet.rows.get(*index) else { continue };
            let texts = list::items(&cell(&self.action, row), self.action.contents.is_wrapped());
            let shows = filled(row).any(|(_, cell)| is_example(&cell.text));
            if shows || texts.iter().all(|text| !text.chars().any(char::is_alphabetic)) {
                continue;
            }
            let Some(risk) = self.risk_of(row, *index, register, places) else {
                lost += texts.len();
                continue;
            };
            places.insert((self.table.sheet, *index), risk);
            let words = |column: &Option<Mapped>| {
                column.as_ref().map(|column| cell(column, row).into_owned()).unwrap_or_default()
            };
            let (owner, date, stand) = (words(&self.owner), words(&self.due), words(&self.status));
            let date = squeeze(&date);
            let Some(risk) = register.risks.get_mut(risk).map(Arc::make_mut) else { continue };
            for description in texts {
                risk.actions.push(Action {
                    id: None,
                    description,
                    owners: owners::read(&owner, known).names,
                    due: (!is_nothing(&date)).then(|| order.read(&date, as_at)),
                    status: status::action(&stand),
                    source: Some(source(self.sheet, row, None)),
                });
            }
        }
        lost
    }

    /// Where the actions that were joined stood.
    pub(super) fn trace(
        &self,
        register: &Register,
        places: &HashMap<(usize, usize), usize>,
    ) -> Vec<Stood> {
        let rows = self.table.body.iter().filter_map(|index| {
            let risk = places.get(&(self.table.sheet, *index))?;
            Some((self.sheet.rows.get(*index)?, *risk))
        });
        let columns = [
            (Field::Action, Some(&self.action)),
            (Field::ActionOwners, self.owner.as_ref()),
            (Field::ActionDue, self.due.as_ref()),
            (Field::ActionStatus, self.status.as_ref()),
        ];
        let columns: Vec<_> =
            columns.into_iter().filter_map(|(field, column)| Some((field, column?))).collect();
        trace::actions(self.sheet, rows, &columns, &register.risks)
    }

    /// The risk that a row names, else the last one before it on its sheet.
    fn risk_of(
        &self,
        row: &Row,
        index: usize,
        register: &Register,
        places: &HashMap<(usize, usize), usize>,
    ) -> Option<usize> {
        let named = self.links.iter().find_map(|column| {
            let words = squeeze(&cell(column, row));
            let by = |exact: bool| {
                register.risks.iter().position(|risk| {
                    let Some(reference) = risk.reference.as_deref() else { return false };
                    if exact { words == reference } else { begins(&words, reference) }
                })
            };
            if words.is_empty() { None } else { by(true).or_else(|| by(false)) }
        });
        named.or_else(|| {
            let before =
                places.iter().filter(|((sheet, at), _)| *sheet == self.table.sheet && *at < index);
            before.max_by_key(|((_, at), _)| *at).map(|(_, risk)| *risk)
        })
    }
}

/// Whether a cell says that its row only shows how to fill the table in.
fn is_example(text: &str) -> bool {
    let text = text.trim().trim_end_matches([':', '.']);
    text.eq_ignore_ascii_case("example") || text.eq_ignore_ascii_case("e.g")
}

/// Whether an action's code begins with a risk's: "CR02a", "7.1".
fn begins(words: &str, reference: &str) -> bool {
    words
        .strip_prefix(reference)
        .is_some_and(|rest| rest.starts_with(|c: char| !c.is_ascii_digit()) && rest.len() <= 5)
}
