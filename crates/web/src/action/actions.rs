//! GET /actions and /actions.json: actions across all risks.

use axum::response::Response;
use maud::Markup;
use serde_json::json;

use super::{frame, issue, paging};
use crate::{
    desk::Desk,
    error::Failure,
    page::{self, actions::Choice},
    view::{DueGroup, Filter, Page, address::Query},
};

pub(super) fn choice(query: &mut Query) -> Choice {
    Choice {
        owner: query.get("owner").map(str::to_owned),
        due: query.read("due", "a group of dates such as overdue or soon", DueGroup::of_key),
        status: query.get("status").map(str::to_owned),
        text: query.get("q").map(str::to_owned),
        of: Filter::read_of(query),
    }
}

/// The page.
///
/// # Errors
/// When the address cannot be understood or the register not be read.
pub async fn page(desk: Desk) -> Result<Markup, Failure> {
    let ask = |query: &mut Query| (choice(query), paging(query));
    desk.view(ask, |app, snapshot, (choice, page)| {
        let frame =
            frame(snapshot, Page::Actions, "/actions".to_owned(), choice.pairs()).on_page(page);
        let judged = app.judge_soon(snapshot)?;
        Ok(page::actions::actions(&frame, &issue(snapshot), judged.as_deref(), &choice, page))
    })
    .await
}

/// Each action with its date read back and where it stands; all of them, never in pages.
///
/// # Errors
/// When the address cannot be understood or the register not be read.
pub async fn json(desk: Desk) -> Result<Response, Failure> {
    desk.view(choice, |_, snapshot, choice| {
        let issue = issue(snapshot);
        let actions: Vec<_> = choice
            .apply(&issue)
            .into_iter()
            .map(|item| {
                json!({
                    "risk": item.row.risk.reference,
                    "action": item.number,
                    "description": item.action.description,
                    "owners": item.action.owners,
                    "status": item.action.status,
                    "due": item.due(&issue),
                })
            })
            .collect();
        Ok(super::json(json!({ "as_at": snapshot.as_at, "actions": actions })))
    })
    .await
}
