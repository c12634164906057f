//! GET / and /register.json: the register as at a date, filtered and sorted.

use std::{borrow::Cow, sync::Arc};

use axum::response::Response;
use bellwether_app::read::Snapshot;
use bellwether_domain::Register;
use maud::Markup;

use super::{frame, issue, paging};
use crate::{
    desk::Desk,
    error::Failure,
    page::{self, register::Closed},
    view::{Filter, Page, address::Query},
};

/// The page.
///
/// # Errors
/// When the address cannot be understood or the register not be read.
pub async fn page(desk: Desk) -> Result<Markup, Failure> {
    let ask = |query: &mut Query| (Filter::read(query), paging(query));
    desk.view(ask, |app, snapshot, (filter, page)| {
        let frame = frame(snapshot, Page::Register, "/".to_owned(), filter.pairs()).on_page(page);
        let judged = app.judge_soon(snapshot)?;
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
pub async fn json(desk: Desk) -> Result<Response, Failure> {
    desk.view(Filter::read, |_, snapshot, filter| Ok(super::json(&*shown(snapshot, &filter)))).await
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
