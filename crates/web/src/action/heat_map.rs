//! GET /heat-map and /heat-map.json.

use axum::response::Response;
use bellwether_domain::Stage;
use maud::Markup;
use serde_json::json;

use super::{frame, issue};
use crate::{
    component::matrix::Matrix,
    desk::Desk,
    error::Failure,
    page::{self, heat_map::Choice},
    view::{Page, address::Query},
};

fn choice(query: &mut Query) -> Choice {
    Choice {
        stage: query.read("stage", "inherent, current or target", |text| {
            Stage::ALL.into_iter().find(|stage| stage.name() == text)
        }),
        risk: query.get("risk").map(str::to_owned),
    }
}

/// The page.
///
/// # Errors
/// When the address cannot be understood or the register not be read.
pub async fn page(desk: Desk) -> Result<Markup, Failure> {
    desk.view(choice, |app, snapshot, choice| {
        let frame = frame(snapshot, Page::HeatMap, "/heat-map".to_owned(), choice.pairs());
        let judged = app.judge(snapshot)?;
        Ok(page::heat_map::heat_map(&frame, &issue(snapshot), &judged, &choice))
    })
    .await
}

/// Each cell of the matrix with the risks in it, by assessment.
///
/// # Errors
/// When the address cannot be understood or the register not be read.
pub async fn json(desk: Desk) -> Result<Response, Failure> {
    desk.view(choice, |_, snapshot, choice| {
        let issue = issue(snapshot);
        let stages: Vec<_> = issue
            .stages()
            .into_iter()
            .filter(|stage| choice.stage.is_none_or(|wanted| wanted == *stage))
            .map(|stage| {
                let cells = issue.bands.scheme().map(|scheme| {
                    let cells = Matrix::of_stage(&issue, scheme, stage).risks;
                    cells
                        .into_iter()
                        .map(|((likelihood, impact), risks)| {
                            json!({
                                "likelihood": likelihood,
                                "impact": impact,
                                "score": scheme.score(likelihood, impact),
                                "risks": risks,
                            })
                        })
                        .collect::<Vec<_>>()
                });
                json!({ "stage": stage, "label": issue.stage_label(stage), "cells": cells })
            })
            .collect();
        let (scheme, origin) = (issue.bands.scheme(), issue.bands.origin());
        Ok(super::json(json!({
            "as_at": snapshot.as_at, "scheme": scheme, "scales": origin, "stages": stages,
        })))
    })
    .await
}
