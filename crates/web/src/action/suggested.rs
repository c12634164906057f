//! POST /checks/accept: accepts what the checks suggest, each suggestion as an edit of its own.

use axum::response::Response;
use bellwether_app::{
    check::{Chosen, Refused},
    edit::EditError,
};

use super::{settings::back, waive::place};
use crate::{
    desk::{Posted, understood},
    error::Failure,
    view::address::Query,
    words::in_words,
};

/// Accepts what was ticked or filled in, and leads back.
///
/// # Errors
/// When nothing was chosen, something that was chosen cannot be accepted (nothing is changed then), or an
/// edit is declined.
pub async fn accept(posted: Posted) -> Result<Response, Failure> {
    posted
        .act(
            |form| form.date("as-at"),
            |app, query, as_at| {
                let chosen = chosen(query)?;
                if chosen.is_empty() {
                    let nothing = "Nothing was ticked or filled in, so nothing was changed.";
                    return Err(Failure::Declined(vec![nothing.to_owned()]));
                }
                let snapshot = app.snapshot(as_at, None)?;
                let who = query.get("who").unwrap_or_default().parse();
                let who = who.map_err(|refused| Failure::Authority(vec![refused]))?;
                match app.accept(&snapshot, &chosen, &who) {
                    Ok(accepted) => {
                        let Some(last) = accepted.entries.last() else {
                            let same = "The register says so already: nothing was changed.";
                            return Err(Failure::Declined(vec![same.to_owned()]));
                        };
                        let number = accepted.entries.len().to_string();
                        Ok(back("/checks", as_at, &[("accepted", number)], last.seq))
                    }
                    Err(Refused::App(error)) => Err(error.into()),
                    Err(Refused::Declined(problems)) => {
                        Err(Failure::Declined(problems.iter().map(in_words).collect()))
                    }
                    Err(Refused::Edit { source, .. }) if matches!(*source, EditError::App(_)) => {
                        match *source {
                            EditError::App(error) => Err(error.into()),
                            other => Err(Failure::Declined(vec![in_words(&other)])),
                        }
                    }
                    Err(error @ Refused::Edit { .. }) => {
                        Err(Failure::Declined(vec![in_words(&error)]))
                    }
                }
            },
        )
        .await
}

/// What was ticked, and what was filled in, in the order of the page.
fn chosen(query: &Query) -> Result<Vec<Chosen>, Failure> {
    let mut chosen = Vec::new();
    let taken: Vec<&str> = query.all("take").collect();
    for number in 0_usize.. {
        let Some(own) = query.get(&format!("place-{number}")) else { break };
        let answer = query.get(&format!("answer-{number}")).unwrap_or_default();
        if answer.is_empty() && !taken.contains(&number.to_string().as_str()) {
            continue;
        }
        let mut own = Query::parse(own.trim_start_matches('?'));
        let place = place(&mut own);
        understood(&own)?;
        let from = query.get(&format!("from-{number}")).map(str::to_owned);
        chosen.push(Chosen { place, from, answer: answer.to_owned() });
    }
    Ok(chosen)
}
