//! GET / and /register.json: the register as at a date, filtered and sorted.

use std::{borrow::Cow, sync::Arc};

use axum::{
    extract::{RawQuery, State},
    response::Response,
};
use bellwether_app::{App, read::Snapshot};
use bellwether_domain::Register;
use maud::Markup;

use super::{frame, issue, paging, view};
use crate::{
    error::Failure,
    page::{self, register::Closed},
    view::{Filter, Page, address::Query},
};

/// The page.
///
/// # Errors
/// When the address cannot be understood or the register not be read.
pub async fn page(
    State(app): State<Arc<App>>,
    RawQuery(query): RawQuery,
) -> Result<Markup, Failure> {
    let ask = |query: &mut Query| (Filter::read(query), paging(query));
    let shared = Arc::clone(&app);
    view(app, query, ask, move |app, snapshot, (filter, page)| {
        let frame = frame(snapshot, Page::Register, "/".to_owned(), filter.pairs()).on_page(page);
        let judged = shared.judge_soon(snapshot)?;
        let (found, total) = super::closed::beside(app, snapshot, filter.text.as_deref())?;
        let closed = Closed { all: snapshot.view.closed.len(), found: &found, total };
        Ok(page::register::register(
            &frame,
            &issue(snapshot),
            judged.as_deref(),
            &filter,
            page,
            &closed,
        ))
    })
    .await
}

/// The register document, of the risks that the filter shows; always whole, never in pages.
///
/// # Errors
/// When the address cannot be understood or the register not be read.
pub async fn json(
    State(app): State<Arc<App>>,
    RawQuery(query): RawQuery,
) -> Result<Response, Failure> {
    view(app, query, Filter::read, |_, snapshot, filter| {
        Ok(super::json(&*shown(snapshot, &filter)))
    })
    .await
}

/// The register with the risks that a filter shows.
pub(super) fn shown<'s>(snapshot: &'s Snapshot, filter: &Filter) -> Cow<'s, Register> {
    if !filter.narrows() && filter.sort.is_none() {
        return Cow::Borrowed(&snapshot.register);
    }
    let issue = issue(snapshot);
    let risks = filter.apply(&issue).into_iter().map(|row| Arc::new(row.risk.clone())).collect();
    Cow::Owned(Register { risks, ..Register::clone(&snapshot.register) })
}
