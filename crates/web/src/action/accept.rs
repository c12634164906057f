//! POST /import/{digest}/accept: carries a plan out.

use std::sync::Arc;

use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use bellwether_app::{App, AppError, import::Outcome};
use bellwether_domain::calendar::long_date;
use bellwether_history::Seq;

use super::{
    blocking,
    plan::{choice, digest, elsewhere, plan, show, staged},
    understood,
};
use crate::{error::Failure, form::authority, view::address::Query, work::PLANS};

/// Accepts a plan and leads to the register as it then stands; or shows the plan again where a
/// question has no answer.
///
/// # Errors
/// When the upload is no longer held, or the register has changed since; nothing is written then.
pub async fn accept(
    State(app): State<Arc<App>>,
    Path(digest): Path<String>,
    form: String,
) -> Result<Response, Failure> {
    let _turn = PLANS.turn().await?;
    blocking(app, move |app| {
        let mut form = Query::parse(&form);
        let mut choice = choice(&mut form);
        let head = form.read("head", "a number", |text| text.parse().ok().map(Seq));
        understood(&form)?;
        let named = digest;
        let digest = self::digest(&named)?;
        let staged = staged(app, digest)?;
        let other = elsewhere(app, &choice);
        let whose = other.as_ref().unwrap_or(app);
        let plan = plan(whose, &staged, &choice, &form)?;
        // What the reader saw is what is carried out, or nothing.
        if plan.head != head {
            return Err(AppError::Changed.into());
        }
        if plan.open().next().is_some() {
            let typed = |name: &str| form.get(name).unwrap_or_default().to_owned();
            choice.sent = Some((typed("who"), typed("reason")));
            let page = show(app, whose, &named, &plan, &choice)?;
            return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
        }
        // What the form proposes where nothing is typed.
        let issue = format!("Issue of {}", long_date(plan.as_at));
        let reason = form.get("reason").filter(|reason| !reason.trim().is_empty());
        let by = authority(form.get("who"), reason.unwrap_or(&issue), plan.as_at)?;
        let outcome = whose.apply_import(&plan, &plan.decisions, by)?;
        // Accepted: it need not be held any longer, and goes by itself if this fails.
        let _ = app.unstage(digest);
        if other.is_some() {
            let kept = format!("/registers/{}", whose.organisation());
            return Ok(Redirect::to(&kept).into_response());
        }
        match outcome {
            Outcome::Unchanged => Ok(Redirect::to("/").into_response()),
            Outcome::Applied { .. } => {
                Ok(Redirect::to(&format!("/?as-at={}", plan.as_at)).into_response())
            }
        }
    })
    .await
}
