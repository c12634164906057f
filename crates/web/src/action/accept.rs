//! POST /import/{digest}/accept: carries a plan out.

use axum::{
    extract::Path,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use bellwether_app::{AppError, import::Outcome};
use bellwether_domain::calendar::long_date;

use super::{
    plan::{choice, digest, elsewhere, plan, show, staged},
    settings::seq,
};
use crate::{desk::Posted, error::Failure, form::Byline, view::address::Query, work::PLANS};

/// Accepts a plan and leads to the register as it then stands; or shows the plan again where a
/// question has no answer.
///
/// # Errors
/// When the upload is no longer held, or the register has changed since; nothing is written then.
pub async fn accept(Path(digest): Path<String>, posted: Posted) -> Result<Response, Failure> {
    let _turn = PLANS.turn().await?;
    let ask = |form: &mut Query| (choice(form), form.read("head", "a number", seq));
    posted
        .act(ask, move |app, form, (mut choice, head)| {
            let named = digest;
            let digest = self::digest(&named)?;
            let staged = staged(app, digest)?;
            let other = elsewhere(app, &choice);
            let whose = other.as_ref().unwrap_or(app);
            let plan = plan(whose, &staged, &choice, form)?;
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
            let by = Byline::read(|name| {
                if name == "reason" { Some(reason.unwrap_or(&issue)) } else { form.get(name) }
            });
            let authority = by.authority(plan.as_at).map_err(Failure::Authority)?;
            let outcome = whose.author(authority).apply_import(&plan, &plan.decisions)?;
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
