//! POST /import/{digest}/accept: carries a plan out.

use std::sync::Arc;

use axum::{
    extract::{Path, State},
    response::Redirect,
};
use bellwether_app::{
    App, AppError,
    import::{Decision, Decisions, Outcome, Plan},
};
use bellwether_domain::calendar::long_date;
use bellwether_history::Seq;

use super::{
    authority, blocking,
    plan::{choice, digest, plan, staged},
    understood,
};
use crate::{error::Failure, view::address::Query};

/// Accepts a plan and leads to the register as it then stands.
///
/// # Errors
/// When the upload is no longer held, the register has changed since, or a risk that the
/// document lacks has no decision; nothing is written then.
pub async fn accept(
    State(app): State<Arc<App>>,
    Path(digest): Path<String>,
    form: String,
) -> Result<Redirect, Failure> {
    blocking(app, move |app| {
        let mut form = Query::parse(&form);
        let choice = choice(&mut form);
        let head = form.read("head", "a number", |text| text.parse().ok().map(Seq));
        understood(&form)?;
        let digest = self::digest(&digest)?;
        let staged = staged(app, digest)?;
        let plan = plan(app, &staged, &choice)?;
        // What the reader saw is what is carried out, or nothing.
        if plan.head != head {
            return Err(AppError::Changed.into());
        }
        // What the form proposes where nothing is typed.
        let issue = format!("Issue of {}", long_date(plan.as_at));
        let reason = form.get("reason").filter(|reason| !reason.trim().is_empty());
        let by = authority(form.get("who"), reason.unwrap_or(&issue), plan.as_at)?;
        let outcome = app.apply_import(&plan, &decisions(&plan, &form), by)?;
        // Accepted: it need not be held any longer, and goes by itself if this fails.
        let _ = app.unstage(digest);
        match outcome {
            Outcome::Unchanged => Ok(Redirect::to("/")),
            Outcome::Applied { .. } => Ok(Redirect::to(&format!("/?as-at={}", plan.as_at))),
        }
    })
    .await
}

fn decisions(plan: &Plan, form: &Query) -> Decisions {
    let decided = |name: &str| match form.get(name) {
        Some("close") => Some(Decision::Close),
        Some("keep") => Some(Decision::Keep),
        _ => None,
    };
    let each = plan
        .missing
        .iter()
        .filter_map(|missing| Some((missing.id, decided(&format!("missing-{}", missing.id))?)));
    Decisions { each: each.collect(), otherwise: decided("missing") }
}
