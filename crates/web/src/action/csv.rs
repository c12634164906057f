//! GET /register.csv, /actions.csv and /closed.csv: the tables of the pages, whole and as filtered.

use axum::{
    http::header,
    response::{IntoResponse, Response},
};
use bellwether_domain::{ActionField, Date, Field, Register};
use bellwether_intake::Options;
use bellwether_papers::csv::{self, CsvError, Dialect};

use super::{actions::choice, closed, register::shown};
use crate::{
    desk::Desk,
    error::Failure,
    view::{Filter, address::Query},
};

/// A table as a file to keep.
fn file(name: &str, as_at: Date, table: Result<String, CsvError>) -> Result<Response, Failure> {
    let table = table.map_err(|_| Failure::Internal)?;
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}-{as_at}.csv\"")),
    ];
    Ok((headers, table).into_response())
}

/// Reads what an address asks, and declines what it says besides.
fn alone<A>(read: impl FnOnce(&mut Query) -> A) -> impl FnOnce(&mut Query) -> A {
    move |query| {
        let asked = read(query);
        query.nothing_else();
        asked
    }
}

/// What is read of a table of a register that we wrote.
pub(super) fn again(text: &str, as_at: Option<Date>) -> Option<Register> {
    let options = Options { as_at, ..Options::default() };
    bellwether_intake::read(text.as_bytes(), &options).ok().map(|intake| intake.register)
}

/// The register's table, of the risks that the filter shows; read again it is the same.
///
/// # Errors
/// When the address cannot be understood or the register not be read.
pub async fn register(desk: Desk) -> Result<Response, Failure> {
    desk.view(alone(Filter::read), |_, snapshot, filter| {
        let register = shown(snapshot, &filter);
        let again = |text: &str| again(text, Some(snapshot.as_at));
        let table = csv::settled(&register, Dialect::default(), again);
        file("register", snapshot.as_at, table)
    })
    .await
}

/// The actions that the filter shows, under the body's own headings.
///
/// # Errors
/// When the address cannot be understood or the register not be read.
pub async fn actions(desk: Desk) -> Result<Response, Failure> {
    desk.view(alone(choice), |_, snapshot, choice| {
        let issue = super::issue(snapshot);
        let register = &snapshot.register;
        let fields = ActionField::SAID;
        let mut headings = vec![
            register.heading(Field::Reference, "Ref"),
            register.heading_of(Field::Description),
        ];
        headings.extend(fields.map(|field| register.heading_of(field)));
        let rows = choice.apply(&issue).into_iter().map(|item| {
            let words =
                |field: ActionField| field.words(item.action).map_or_else(String::new, Into::into);
            let risk = item.row.risk;
            let mut row =
                vec![risk.reference.clone().unwrap_or_default(), risk.wording().to_owned()];
            row.extend(fields.map(words));
            row
        });
        file("actions", snapshot.as_at, csv::rows(&headings, rows))
    })
    .await
}

/// The closed risks that a search finds: since when, by whom and why.
///
/// # Errors
/// When the address cannot be understood or the register not be read.
pub async fn closed(desk: Desk) -> Result<Response, Failure> {
    desk.view(alone(closed::text), |app, snapshot, text| {
        let register = &snapshot.register;
        let headings = [
            register.heading(Field::Reference, "Ref"),
            register.heading_of(Field::Description),
            register.heading_of(Field::Owners),
            "Closed",
            "By",
            "Why",
        ];
        let shut = closed::shut(app, snapshot, &closed::closed(snapshot, text.as_deref()))?;
        let rows = shut.iter().map(|shut| {
            let into = shut.closing.into.as_ref();
            let (risk, entry) = (&shut.closing.version.risk, shut.closing.entry.as_ref());
            vec![
                risk.reference.clone().unwrap_or_default(),
                risk.wording().to_owned(),
                risk.owners.join(" / "),
                shut.closing.since.to_string(),
                entry.map_or_else(String::new, |entry| entry.actor.to_string()),
                match (into, entry) {
                    (Some(into), Some(entry)) => format!("It went into {into}: {}", entry.reason),
                    (Some(into), None) => format!("It went into {into}"),
                    (None, entry) => entry.map_or_else(String::new, |entry| entry.reason.clone()),
                },
            ]
        });
        file("closed", snapshot.as_at, csv::rows(&headings, rows))
    })
    .await
}
