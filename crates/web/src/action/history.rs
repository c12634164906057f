//! GET /history and /history.json: the journal.

use axum::response::Response;
use bellwether_app::read::Sought;
use bellwether_history::Seq;
use maud::Markup;
use serde_json::json;

use super::{
    frame, issue,
    settings::{done, entry},
};
use crate::{
    desk::Desk,
    error::Failure,
    page,
    view::{Page, address::Query},
};

/// The most entries on one page.
const MOST_ENTRIES: u32 = 50;

fn before(query: &mut Query) -> Option<Seq> {
    query.read("before", "the number of an entry", |text| text.parse().ok().map(Seq))
}

fn sought(query: &mut Query) -> Sought {
    Sought { who: query.get("who").map(str::to_owned), day: query.date("day") }
}

fn pairs(sought: &Sought) -> Vec<(&'static str, String)> {
    let who = sought.who.clone().map(|who| ("who", who));
    who.into_iter().chain(sought.day.map(|day| ("day", day.to_string()))).collect()
}

/// The page.
///
/// # Errors
/// When the register cannot be read.
pub async fn page(desk: Desk) -> Result<Markup, Failure> {
    let ask = |query: &mut Query| (sought(query), before(query), done(query));
    desk.view(ask, |app, snapshot, (sought, before, done)| {
        let entries = app.told(&sought, snapshot.known(), before, MOST_ENTRIES)?;
        let done = entry(app, done)?;
        let frame = frame(snapshot, Page::History, "/history".to_owned(), pairs(&sought));
        Ok(page::history::history(&frame, &issue(snapshot), &sought, &entries, done.as_ref()))
    })
    .await
}

/// The entries as the journal keeps them, newest first, each with what is seen from afterwards;
/// `before` goes on from there.
///
/// # Errors
/// When the address cannot be understood or the register not be read.
pub async fn json(desk: Desk) -> Result<Response, Failure> {
    let ask = |query: &mut Query| (sought(query), before(query));
    desk.answer(ask, |app, when, (sought, before)| {
        let entries = app.told(&sought, when.known, before, MOST_ENTRIES)?;
        Ok(super::json(json!({ "entries": entries })))
    })
    .await
}
