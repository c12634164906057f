//! One action a file: what an address asks for, fetched and handed to its page.

pub mod accept;
pub mod actions;
pub mod add;
pub mod beside;
pub mod body;
pub mod changes;
pub mod checks;
pub mod closed;
pub mod csv;
pub mod edit;
pub mod edit_json;
pub mod erase;
pub mod evidence;
pub mod heat_map;
pub mod history;
pub mod import;
pub mod look;
pub mod making;
pub mod pack;
pub mod papers;
pub mod plan;
pub mod publish;
pub mod published;
pub mod register;
pub mod remembered;
pub mod restrict;
pub mod retention;
pub mod risk;
pub mod seals;
pub mod settings;
pub mod suggested;
pub mod undo;
pub mod waive;

use std::sync::Arc;

use axum::{
    Json,
    response::{IntoResponse, Response},
};
use bellwether_app::read::Snapshot;
use bellwether_domain::Risk;
use serde::Serialize;

use crate::{
    key::keys,
    view::{
        Asked, Back, Frame, Issue, Layout, Page, Ways, Which, address::Query, paging::rows_on_page,
    },
    work::blocking,
};

/// How much of a long list an address asks for.
fn paging(query: &mut Query) -> Asked {
    Asked {
        part: query.read("page", "the number of a page, or “all”", Which::parse),
        rows: query.read("per-page", "a number of rows from 25 to 250", rows_on_page),
    }
}

fn json(value: impl Serialize) -> Response {
    Json(value).into_response()
}

/// The register of a snapshot as rows.
pub(crate) fn issue(snapshot: &Snapshot) -> Issue<'_> {
    let since = snapshot.timeline.before(snapshot.as_at);
    let ways = Ways { soon_days: snapshot.soon_days, steps: snapshot.steps };
    let layout = snapshot.laid_out(|was: Option<(&Layout, _)>| {
        was.and_then(|(was, others)| followed(snapshot, was, others, ways)).unwrap_or_else(|| {
            let risks = keys(snapshot).into_iter().zip(snapshot.all_earlier());
            Layout::of(&snapshot.register, snapshot.as_at, risks, ways)
        })
    });
    let (register, as_at) = (&snapshot.register, snapshot.as_at);
    Issue::laid_out(register, as_at, since, &layout, snapshot.all_earlier(), snapshot.soon_days)
}

/// The layout of the snapshot before, with the risks that are others since.
fn followed(
    snapshot: &Snapshot,
    was: &Layout,
    others: &[(usize, Arc<Risk>)],
    ways: Ways,
) -> Option<Layout> {
    let others = others.iter().map(|(place, was)| {
        let version = snapshot.view.risks.get(*place);
        (*place, &**was, version.and_then(|version| snapshot.earlier(version.id)))
    });
    was.following(&snapshot.register, others, snapshot.as_at, ways)
}

/// What stands around a page of a snapshot.
fn frame(
    snapshot: &Snapshot,
    page: Page,
    path: String,
    pairs: Vec<(&'static str, String)>,
) -> Frame {
    Frame {
        back: Back::to(&path, &pairs),
        organisation: snapshot.register.organisation.clone(),
        title: snapshot.register.title.clone(),
        page: Some(page),
        path,
        pairs,
        as_at: Some(snapshot.as_at),
        issues: snapshot.timeline.issues.iter().map(|issue| issue.effective).collect(),
        latest: Some(snapshot.timeline.latest),
        today: Some(snapshot.timeline.today),
        is_latest: snapshot.timeline.is_latest(snapshot.as_at),
        known: snapshot.known(),
        rows: None,
    }
}
