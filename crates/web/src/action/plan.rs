//! GET /import/{digest}: what was read from an upload and what accepting it would do.

use axum::{
    extract::Path,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use bellwether_app::{
    App, AppError,
    import::{Decisions, Plan, Staged, Upload},
};
use bellwether_history::Digest;
use maud::Markup;

use super::import::around;
use crate::{
    desk::Desk,
    error::Failure,
    page::{self, plan_choice::Choice},
    view::{Issue, Ways, address::Query},
    work,
};

/// The upload that a digest names.
pub(super) fn staged(app: &App, digest: Digest) -> Result<Staged, Failure> {
    app.staged(digest)?.ok_or(Failure::Gone)
}

/// The digest in an address.
pub(super) fn digest(text: &str) -> Result<Digest, Failure> {
    text.parse().map_err(|_| Failure::NoPage)
}

/// The date and the corrected readings, as an address or a form gives them.
pub(super) fn choice(query: &mut Query) -> Choice {
    let date = query.date("date");
    let map = query
        .all("map")
        .filter_map(|pair| {
            let (heading, target) = pair.rsplit_once('=')?;
            Some((heading.to_owned(), target.parse().ok()?))
        })
        .collect();
    let part = query.read("part", "the number of a part", |text| text.parse().ok());
    let register = query.read(
        "register",
        "a short name: use 1 to 64 of the letters a–z, digits and hyphens, beginning with a letter \
         or digit",
        |text| text.parse().ok(),
    );
    let remarks = query.get("remarks").map(str::to_owned);
    let all_changes = query.get("changes") == Some("all");
    let head = query.get("headings").map(str::to_owned);
    let head_column =
        query.read("first-column", "the number of a column", |text| text.parse().ok());
    let joined = query.get("joined") == Some("yes");
    Choice {
        date,
        map,
        head,
        head_column,
        joined,
        register,
        part,
        remarks,
        all_changes,
        sent: None,
    }
}

/// The register that a document goes to where it is not the one that is shown.
pub(super) fn elsewhere(app: &App, choice: &Choice) -> Option<App> {
    let other = choice.register.as_ref().filter(|name| *name != app.organisation())?;
    Some(app.beside(other.clone()))
}

/// Reads the upload again and plans it by the answers that an address or a form gives.
pub(super) fn plan(
    app: &App,
    staged: &Staged,
    choice: &Choice,
    given: &Query,
) -> Result<Plan, Failure> {
    let options = choice.options();
    let upload = Upload { name: &staged.name, bytes: &staged.bytes };
    let mut plan = app.plan_import(upload, choice.date, &options)?;
    // An answer may raise another question: what became of the risk that was not chosen?
    for _ in 0..MOST_ROUNDS {
        let decisions = answers(&plan, given);
        if decisions == plan.decisions {
            break;
        }
        plan = app.answered(&plan, decisions)?;
    }
    Ok(plan)
}

/// So many times answers may lead to further questions.
const MOST_ROUNDS: usize = 4;

/// The answers to what a plan asks.
fn answers(plan: &Plan, given: &Query) -> Decisions {
    let mut decisions = plan.decisions.clone();
    for question in &plan.questions {
        let each = question.concerns.iter().filter_map(|concern| concern.key.as_deref());
        for key in each.chain([question.key.as_str()]) {
            if let Some(answer) = given.get(key) {
                decisions.answer(key, answer);
            }
        }
    }
    decisions
}

/// The page of a plan; `whose` is the register that the document goes to.
pub(super) fn show(
    app: &App,
    whose: &App,
    digest: &str,
    plan: &Plan,
    choice: &Choice,
) -> Result<Markup, Failure> {
    let frame = around(app, None, format!("/import/{digest}"))?;
    let register = &plan.intake.register;
    let risks = register
        .risks
        .iter()
        .enumerate()
        .map(|(i, risk)| (risk.reference.clone().unwrap_or_else(|| i.to_string()), None));
    let ways = Ways {
        soon_days: whose.checks(plan.as_at)?.settings.soon_days,
        steps: whose.body()?.body.steps,
    };
    let issue = Issue::new(register, plan.as_at, None, risks, ways);
    Ok(page::plan::plan(&frame, &issue, plan, choice))
}

/// What the address says of the document, and all of it.
fn asked(query: &mut Query) -> (Choice, Query) {
    (choice(query), query.clone())
}

/// The page; where no register was found, what the officer can say of the document.
///
/// # Errors
/// When the upload is no longer held, or cannot be read.
pub async fn page(Path(digest): Path<String>, desk: Desk) -> Result<Response, Failure> {
    desk.brought(&work::PLANS, asked, move |app, (choice, query)| {
        let staged = staged(app, self::digest(&digest)?)?;
        let other = elsewhere(app, &choice);
        let whose = other.as_ref().unwrap_or(app);
        match plan(whose, &staged, &choice, &query) {
            Ok(plan) => Ok(show(app, whose, &digest, &plan, &choice)?.into_response()),
            Err(Failure::App(AppError::Intake(error))) if error.seen().is_some() => {
                let frame = around(app, None, format!("/import/{digest}"))?;
                let page = error
                    .seen()
                    .map(|seen| page::rescue::rescue(&frame, &staged.name, seen, &choice));
                Ok((StatusCode::UNPROCESSABLE_ENTITY, page.unwrap_or_default()).into_response())
            }
            Err(Failure::App(AppError::NoDate)) => {
                let frame = around(app, None, format!("/import/{digest}"))?;
                let page = page::plan_date::ask(&frame, &staged.name, &choice);
                Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
            }
            Err(error) => Err(error),
        }
    })
    .await
}

/// The picture of a line in which a word stands that was recognised and may be another.
///
/// # Errors
/// When the upload is no longer held, cannot be read, or has no such word.
pub async fn line(
    Path((digest, number)): Path<(String, usize)>,
    desk: Desk,
) -> Result<Response, Failure> {
    desk.brought(&work::PLANS, choice, move |app, choice| {
        let staged = staged(app, self::digest(&digest)?)?;
        let options = choice.options();
        let upload = Upload { name: &staged.name, bytes: &staged.bytes };
        let picture = app.picture(upload, choice.date, &options, number)?.ok_or(Failure::NoPage)?;
        Ok(([(header::CONTENT_TYPE, "image/png")], picture).into_response())
    })
    .await
}
