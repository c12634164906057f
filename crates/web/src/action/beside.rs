//! GET /registers/{name}: a register that stands beside the one shown, as a document that went to it
//! leaves it.

use axum::extract::Path;
use bellwether_app::AppError;
use bellwether_history::OrganisationId;
use maud::Markup;

use super::import::around;
use crate::{
    desk::{Desk, nothing},
    error::Failure,
    page,
};

/// The page.
///
/// # Errors
/// When there is no such register, or it cannot be read.
pub async fn page(Path(name): Path<String>, desk: Desk) -> Result<Markup, Failure> {
    desk.answer(nothing, move |app, _, ()| {
        let name: OrganisationId = name.parse().map_err(|_| Failure::NoPage)?;
        let known = app.store().organisations().map_err(AppError::from)?;
        if !known.contains(&name) {
            return Err(Failure::NoPage);
        }
        let frame = around(app, None, format!("/registers/{name}"))?;
        let snapshot = match app.beside(name.clone()).snapshot(None, None) {
            Ok(snapshot) => Some(snapshot),
            Err(AppError::Empty | AppError::YetToCome { .. }) => None,
            Err(error) => return Err(error.into()),
        };
        Ok(page::beside::beside(&frame, &name, snapshot.as_ref()))
    })
    .await
}
