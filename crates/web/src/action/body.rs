//! POST /settings/body: keeps what the body says of itself.

use std::sync::Arc;

use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use bellwether_app::{
    App,
    settings::{
        SetError,
        body::{Body, Zone},
    },
};
use bellwether_domain::scales::Steps;
use bellwether_history::Seq;

use super::{
    blocking,
    settings::{back, said, show, words},
    settings_form::Typed,
    understood,
};
use crate::{error::Failure, view::address::Query};

/// What the form says, as typed.
#[derive(Debug, Clone, Default)]
pub struct BodyTyped {
    /// The name of a time zone.
    pub zone: String,
    /// How many steps of likelihood; empty where the figures say.
    pub likelihood: String,
    /// How many of impact.
    pub impact: String,
    /// By whom.
    pub who: String,
    /// Why.
    pub reason: String,
}

impl BodyTyped {
    /// The form before anything is typed.
    pub fn of(body: &Body) -> Self {
        let write = |steps: Option<u8>| steps.map(|n| n.to_string()).unwrap_or_default();
        Self {
            zone: body.zone.name().to_owned(),
            likelihood: write(body.steps.likelihood),
            impact: write(body.steps.impact),
            ..Self::default()
        }
    }

    fn read(form: &Query) -> Self {
        let own = |name: &str| form.get(name).unwrap_or_default().to_owned();
        Self {
            zone: own("zone"),
            likelihood: own("likelihood"),
            impact: own("impact"),
            who: own("who"),
            reason: own("reason"),
        }
    }

    /// What it says of the body, or everything of it that cannot be read, in sentences.
    fn body(&self) -> Result<Body, Vec<String>> {
        let mut problems = Vec::new();
        let zone = Zone::named(&self.zone);
        if zone.is_none() {
            problems.push(format!(
                "“{}” is no time zone that this program knows: choose one from the list, such as \
                 Europe/London.",
                self.zone
            ));
        }
        let mut read = |text: &str| {
            let steps = steps(text);
            if steps.is_none() {
                problems.push(format!("“{text}” steps are no scale: give a number from 2 to 12."));
            }
            steps.flatten()
        };
        let steps = Steps { likelihood: read(&self.likelihood), impact: read(&self.impact) };
        match zone {
            Some(zone) if problems.is_empty() => Ok(Body { zone, steps }),
            _ => Err(problems),
        }
    }
}

/// A number of steps; nothing where none is given, `None` where it is no such number.
fn steps(text: &str) -> Option<Option<u8>> {
    if text.trim().is_empty() {
        return Some(None);
    }
    text.trim().parse().ok().filter(|steps| (2..=12).contains(steps)).map(Some)
}

/// Keeps what the body says of itself and leads back; or shows the form again with what is to be
/// put right.
///
/// # Errors
/// When the register cannot be read or written.
pub async fn send(State(app): State<Arc<App>>, form: String) -> Result<Response, Failure> {
    blocking(app, move |app| {
        let mut form = Query::parse(&form);
        let began = form.read("began", "the number of an entry", |text| text.parse().ok().map(Seq));
        let as_at = form.date("as-at");
        understood(&form)?;
        let snapshot = app.snapshot(as_at, None)?;
        let typed = BodyTyped::read(&form);
        let problems = match set(app, began, &typed, snapshot.timeline.today) {
            Ok(seq) => return Ok(back("/settings", as_at, &[], seq)),
            Err(problems) => problems?,
        };
        let body = app.body()?;
        let checks = Typed::of(&app.checks(snapshot.as_at)?.settings, snapshot.as_at);
        let page = show(app, &snapshot, (&checks, &body, &typed), &problems, None)?;
        Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
    })
    .await
}

/// Keeps what was typed; what stands in the way are problems to show, or a failure.
fn set(
    app: &App,
    began: Option<Seq>,
    typed: &BodyTyped,
    today: bellwether_domain::Date,
) -> Result<Seq, Result<Vec<String>, Failure>> {
    let body = typed.body().map_err(Ok)?;
    let authority = said(today, &typed.who, &typed.reason).map_err(Ok)?;
    match app.set_body(&body, began, &authority) {
        Ok(committed) => Ok(committed.seq),
        Err(SetError::App(error)) => Err(Err(error.into())),
        Err(other) => Err(Ok(vec![words(&other)])),
    }
}
