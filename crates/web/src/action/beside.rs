//! GET /registers/{name}: a register that stands beside the one shown, as a document that went to it
//! leaves it.

use std::sync::Arc;

use axum::extract::{Path, State};
use bellwether_app::{App, AppError};
use bellwether_history::OrganisationId;
use maud::Markup;

use super::{blocking, import::around};
use crate::{error::Failure, page};

/// The page.
///
/// # Errors
/// When there is no such register, or it cannot be read.
pub async fn page(
    State(app): State<Arc<App>>,
    Path(name): Path<String>,
) -> Result<Markup, Failure> {
    blocking(app, move |app| {
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
