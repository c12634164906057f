//! GET /changes?from=…&to=… and /changes.json.

use axum::response::Response;
use bellwether_app::{
    App,
    check::When,
    read::{Changes, End},
};
use bellwether_history::{AsAt, Entry, RiskVersion, Seq};
use maud::Markup;
use serde_json::{Value, json};

use super::{frame, issue, paging};
use crate::{
    component::between::Between,
    desk::{self, Desk},
    error::Failure,
    key::key,
    page::{self, changes::ChangesPage},
    view::{Page, address::Query},
};

/// The page.
///
/// # Errors
/// When the address cannot be understood or the register not be read.
pub async fn page(desk: Desk) -> Result<Markup, Failure> {
    let ask = |query: &mut Query| (Between::read(query), paging(query));
    desk.answer(ask, |app, then, (between, asked)| {
        let changes = compare(app, then, &between)?;
        let AsAt { effective, known } = changes.to.as_at;
        let snapshot = app.snapshot(Some(effective), known)?;
        let frame =
            frame(&snapshot, Page::Changes, "/changes".to_owned(), between.pairs()).on_page(asked);
        let key = |version: &RiskVersion| key(&snapshot, version);
        let judged = app.judge(&snapshot)?;
        let (from, to) = (when(&changes.from), when(&changes.to));
        let moved = app.moved(Some(from), to, known)?;
        let seals = app.seal_names()?;
        let places = snapshot.view.risks.iter().enumerate().map(|(n, risk)| (risk.id, n)).collect();
        let view = ChangesPage {
            changes: &changes,
            key: &key,
            judged: &judged,
            places: &places,
            moved: moved.as_ref(),
            between,
            seals: &seals,
            asked,
        };
        Ok(page::changes::changes(&frame, &issue(&snapshot), &view))
    })
    .await
}

/// The same as data.
///
/// # Errors
/// When the address cannot be understood or the register not be read.
pub async fn json(desk: Desk) -> Result<Response, Failure> {
    desk.answer(Between::read, |app, when, between| {
        let changes = compare(app, when, &between)?;
        let known = changes.to.as_at.known;
        let risk = |version: &RiskVersion| {
            let (id, risk) = (version.id, &version.risk);
            json!({
                "id": id, "ref": risk.reference, "wording": risk.wording(),
                "by": by(changes.entry(version)),
            })
        };
        let risks = |versions: &[RiskVersion]| versions.iter().map(risk).collect::<Vec<_>>();
        let entry = |seq: &Option<Seq>| changes.said(*seq);
        let changed = changes.changed.iter().map(|changed| {
            json!({
                "id": changed.version.id,
                "ref": changed.version.risk.reference,
                "changes": changed.changes,
                "by": changed.said.iter().map(|seq| by(entry(seq))).collect::<Vec<_>>(),
                "date_moves": changed.date_moves,
            })
        });
        Ok(super::json(json!({
            "from": changes.from.as_at.effective,
            "from_seal": changes.from.seal,
            "to": changes.to.as_at.effective,
            "to_seal": changes.to.seal,
            "known_at": known,
            "new": risks(&changes.new),
            "reopened": risks(&changes.reopened),
            "closed": risks(&changes.closed),
            "changed": changed.collect::<Vec<_>>(),
            "same": changes.same,
            "particulars": changes.particulars,
            "particulars_by": changes.particulars_said.iter().map(|seq| by(entry(seq))).collect::<Vec<_>>(),
        })))
    })
    .await
}

/// What is compared: what was asked, up to the date shown.
fn compare(app: &App, when: desk::When, between: &Between) -> Result<Changes, Failure> {
    let to = between.to.or(when.as_at.map(When::Date));
    Ok(app.changes(between.from, to, when.known)?)
}

fn when(end: &End) -> When {
    end.seal.as_ref().map_or(When::Date(end.as_at.effective), |seal| When::Seal(seal.seq))
}

/// Who said it, and why.
fn by(entry: Option<&Entry>) -> Value {
    let told = |entry: &Entry| {
        json!({
            "entry": entry.seq, "who": entry.actor, "why": entry.reason,
            "effective": entry.effective,
        })
    };
    entry.map_or(Value::Null, told)
}
