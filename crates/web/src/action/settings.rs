//! GET /settings and /settings.json: how the register is judged. POST /settings: sets it.

use axum::{
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use bellwether_app::{App, read::Snapshot, settings::SetError};
use bellwether_checks::Preset;
use bellwether_domain::Date;
use bellwether_history::{Committed, Entry, Seq};
use maud::{Markup, html};
use serde_json::json;

use super::frame;
use crate::{
    desk::{Desk, Posted, nothing},
    error::Failure,
    form::{body::BodyTyped, retention::RetentionTyped, settings::Typed},
    page,
    view::{Page, address, address::Query},
    words::in_words,
};

/// The page.
///
/// # Errors
/// When the address cannot be understood or the register not be read.
pub async fn page(desk: Desk) -> Result<Markup, Failure> {
    let named = |text: &str| Preset::ALL.into_iter().find(|preset| preset.name() == text);
    let ask = move |query: &mut Query| {
        (done(query), query.read("preset", "the name of a kind of body", named))
    };
    desk.now(ask, |app, snapshot, (done, preset)| {
        let done = entry(app, done)?;
        let checks = app.checks(snapshot.as_at)?;
        let settings = preset.map_or(checks.settings, Preset::settings);
        let typed = Typed::of(&settings, snapshot.as_at);
        let forms = Forms { checks: typed, ..Forms::of(app, snapshot)? };
        show(app, snapshot, &forms, &[], done.as_ref())
    })
    .await
}

/// The settings in force, and each time they were set.
///
/// # Errors
/// When the address cannot be understood or the register not be read.
pub async fn json(desk: Desk) -> Result<Response, Failure> {
    desk.now(nothing, |app, snapshot, ()| {
        let checks = app.checks(snapshot.as_at)?;
        let waivers: Vec<_> =
            app.waivers(snapshot.as_at)?.into_iter().map(|kept| kept.waiver).collect();
        Ok(super::json(json!({
            "as_at": snapshot.as_at, "since": checks.since, "checks": checks.settings,
            "waivers": waivers, "body": app.body()?.body,
            "retention": app.retention()?.retention, "today": snapshot.timeline.today,
        })))
    })
    .await
}

/// Sets the checks and leads back; or shows the form again with what is to be put right.
///
/// # Errors
/// When the register cannot be read or written.
pub async fn send(posted: Posted) -> Result<Response, Failure> {
    posted
        .act(Sent::read, |app, form, sent| {
            let sent = sent.shown(app)?;
            let typed = Typed::read(form);
            let kept = set(app, &sent, &typed);
            sent.answer(app, kept, |forms| Forms { checks: typed, ..forms })
        })
        .await
}

fn set(app: &App, sent: &Sent, typed: &Typed) -> Kept {
    let checks = app.checks(sent.snapshot.as_at).map_err(|error| Err(error.into()))?;
    let (settings, effective) = typed.settings(&checks.settings).map_err(Ok)?;
    let authority = typed.by.said(effective).map_err(Ok)?;
    kept(app.author(authority).set_checks(&settings, sent.began))
}

/// The entry that keeps what was typed; what stands in the way are problems to show, or a failure.
pub(super) type Kept = Result<Seq, Result<Vec<String>, Failure>>;

/// Whether a setting was kept.
pub(super) fn kept(set: Result<Committed, SetError>) -> Kept {
    match set {
        Ok(committed) => Ok(committed.seq),
        Err(SetError::App(error)) => Err(Err(error.into())),
        Err(SetError::Faults(faults)) => Err(Ok(faults.iter().map(in_words).collect())),
        Err(other) => Err(Ok(vec![in_words(&other)])),
    }
}

/// The number of an entry.
pub(super) fn seq(text: &str) -> Option<Seq> {
    text.parse().ok().map(Seq)
}

/// The entry that the author of a form saw.
pub(super) fn began(form: &mut Query) -> Option<Seq> {
    form.read("began", "the number of an entry", seq)
}

/// One of the page's forms as it was sent.
pub(super) struct Sent<S = Snapshot> {
    /// The entry that its author saw.
    pub(super) began: Option<Seq>,
    as_at: Option<Date>,
    pub(super) snapshot: S,
}

impl Sent<()> {
    pub(super) fn read(form: &mut Query) -> Self {
        Self { began: began(form), as_at: form.date("as-at"), snapshot: () }
    }

    /// With the register that its author saw.
    pub(super) fn shown(self, app: &App) -> Result<Sent, Failure> {
        let snapshot = app.snapshot(self.as_at, None)?;
        Ok(Sent { began: self.began, as_at: self.as_at, snapshot })
    }
}

impl Sent {
    /// Leads back where it was kept; else shows the page again, with what was typed and what is to
    /// be put right.
    pub(super) fn answer(
        &self,
        app: &App,
        kept: Kept,
        typed: impl FnOnce(Forms) -> Forms,
    ) -> Result<Response, Failure> {
        let problems = match kept {
            Ok(seq) => return Ok(back("/settings", self.as_at, &[], seq)),
            Err(problems) => problems?,
        };
        let forms = typed(Forms::of(app, &self.snapshot)?);
        let page = show(app, &self.snapshot, &forms, &problems, None)?;
        Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
    }
}

/// The forms of the page, as typed so far.
pub(super) struct Forms {
    pub(super) checks: Typed,
    pub(super) body: BodyTyped,
    pub(super) retention: RetentionTyped,
}

impl Forms {
    /// The forms before anything is typed.
    pub(super) fn of(app: &App, snapshot: &Snapshot) -> Result<Self, Failure> {
        Ok(Self {
            checks: Typed::of(&app.checks(snapshot.as_at)?.settings, snapshot.as_at),
            body: BodyTyped::of(&app.body()?.body),
            retention: RetentionTyped::of(&app.retention()?.retention),
        })
    }
}

/// The page with its forms.
pub(super) fn show(
    app: &App,
    snapshot: &Snapshot,
    forms: &Forms,
    problems: &[String],
    done: Option<&Entry>,
) -> Result<Markup, Failure> {
    let frame = frame(snapshot, Page::Checks, "/settings".to_owned(), vec![]);
    let checks = app.checks(snapshot.as_at)?;
    let body = app.body()?;
    let about = html! {
        (page::body::form(&frame, &body, &forms.body))
        (page::body::history(&frame, &app.body_set()?, &body.body.zone))
        (page::retention::form(&frame, &app.retention()?, &forms.retention))
    };
    let past = app.checks_set()?;
    Ok(page::settings::settings(&frame, &checks, &forms.checks, problems, done, &past, &about))
}

/// The entry that an address says was just made.
pub(super) fn done(query: &mut Query) -> Option<Seq> {
    query.read("done", "the number of an entry", seq)
}

/// An entry of the journal.
pub(super) fn entry(app: &App, seq: Option<Seq>) -> Result<Option<Entry>, Failure> {
    let Some(seq) = seq else { return Ok(None) };
    Ok(app.journal(Some(seq.next()), 1)?.into_iter().find(|entry| entry.seq == seq))
}

/// Leads back to a page, which says what was done.
pub(super) fn back(
    path: &str,
    as_at: Option<Date>,
    pairs: &[(&'static str, String)],
    seq: Seq,
) -> Response {
    let date = as_at.map(|date| ("as-at", date.to_string()));
    let pairs = pairs.iter().cloned().chain(date).chain([("done", seq.to_string())]);
    Redirect::to(&format!("{path}{}", address::query(pairs))).into_response()
}
