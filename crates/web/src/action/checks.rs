//! GET /checks and /checks.json: what the checks find.

use axum::response::Response;
use bellwether_app::{
    App,
    check::{Moved, When},
    read::Snapshot,
};
use bellwether_checks::report;
use maud::Markup;
use serde_json::json;

use super::{
    frame, issue, paging,
    settings::{done, entry},
};
use crate::{
    component::between::Between,
    desk::Desk,
    error::Failure,
    page::{
        self,
        checks::{Checked, Choice},
    },
    view::{Filter, Page, address::Query},
};

fn choice(query: &mut Query) -> Choice {
    Choice {
        rule: query.get("rule").map(str::to_owned),
        owner: query.get("owner").map(str::to_owned),
        severity: query.read("severity", "H, M, L or I", |text| text.parse().ok()),
        blocks: query.get("blocks") == Some("yes"),
        new: query.get("new") == Some("yes"),
        of: Filter::read_of(query),
    }
}

fn moved(app: &App, snapshot: &Snapshot, between: &Between) -> Result<Option<Moved>, Failure> {
    let to = between.to.unwrap_or(When::Date(snapshot.as_at));
    Ok(app.moved(between.from, to, snapshot.view.as_at.known)?)
}

/// The page.
///
/// # Errors
/// When the address cannot be understood or the register not be read.
pub async fn page(desk: Desk) -> Result<Markup, Failure> {
    let ask = |query: &mut Query| {
        let accepted = query.read("accepted", "a number", |text| text.parse().ok());
        let done = (done(query), accepted.unwrap_or_default());
        (choice(query), Between::read(query), done, paging(query))
    };
    desk.view(ask, |app, snapshot, (choice, between, (done, accepted), page)| {
        let judged = app.judge_since(snapshot)?;
        let moved = moved(app, snapshot, &between)?;
        let done = entry(app, done)?;
        let (kept, seals) = (app.waivers(snapshot.as_at)?, app.seal_names()?);
        let checked = Checked {
            judged: &judged,
            moved,
            between,
            seals: &seals,
            kept: &kept,
            done: done.as_ref(),
            accepted,
        };
        let frame =
            frame(snapshot, Page::Checks, "/checks".to_owned(), choice.pairs()).on_page(page);
        Ok(page::checks::checks(&frame, &issue(snapshot), &checked, &choice, page))
    })
    .await
}

/// The findings as the command line prints them, and how their counts moved.
///
/// # Errors
/// When the address cannot be understood or the register not be read.
pub async fn json(desk: Desk) -> Result<Response, Failure> {
    let ask = |query: &mut Query| (choice(query), Between::read(query));
    desk.view(ask, |app, snapshot, (choice, between)| {
        let judged = app.judge_since(snapshot)?;
        let moved = moved(app, snapshot, &between)?;
        let issue = issue(snapshot);
        let waived: Vec<_> = choice
            .answered(&judged, &issue)
            .into_iter()
            .map(|(finding, waiver)| json!({ "finding": **finding, "waiver": waiver }))
            .collect();
        let (shown, groups) = choice.gathered(&judged, &issue);
        let findings = shown.all();
        let (as_at, expired) = (judged.as_at, &judged.expired);
        Ok(super::json(json!({
            "as_at": as_at, "findings": report::listed(&findings, &groups), "groups": groups,
            "waived": waived, "expired": expired, "moved": moved,
        })))
    })
    .await
}
