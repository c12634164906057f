//! GET /papers/pack and /papers/pack.json: what stands in the pack for a meeting. POST /papers/pack:
//! keeps it.

use axum::{
    http::StatusCode,
    response::{IntoResponse, Response},
};
use bellwether_app::{
    App,
    check::When,
    paper::Asked,
    read::Snapshot,
    settings::{SetError, pack::PackKept},
};
use bellwether_domain::Date;
use bellwether_papers::compose::{Chosen, Material, Pack, Section};
use maud::Markup;
use serde_json::json;

use super::{
    frame,
    settings::{back, began, done, entry},
};
use crate::{
    desk::{Desk, Posted},
    error::Failure,
    form::pack::Typed,
    page::{self, pack::Shown},
    view::{Page, address::Query},
    words::in_words,
};

/// The pack that an address speaks of, with the register that it is of.
struct Asking {
    of: When,
    snapshot: Snapshot,
    /// What the seal is for, where it is that of a seal.
    seal: Option<String>,
}

/// The seal that an address names.
fn seal(query: &mut Query) -> Option<When> {
    query.read("of", "the entry of a seal such as seal-12", |text| {
        let of: When = text.parse().ok()?;
        matches!(of, When::Seal(_)).then_some(of)
    })
}

impl Asking {
    fn of(app: &App, as_at: Option<Date>, seal: Option<When>) -> Result<Self, Failure> {
        let Some(When::Seal(seq)) = seal else {
            let snapshot = app.snapshot(as_at, None)?;
            return Ok(Self { of: When::Date(snapshot.as_at), snapshot, seal: None });
        };
        let sealed = app.sealed(seq)?;
        let snapshot = app.snapshot(Some(sealed.as_at), Some(sealed.recorded))?;
        Ok(Self { of: When::Seal(seq), snapshot, seal: Some(sealed.seal.name) })
    }

    /// The register with all that a section may tell of it.
    fn material(&self, app: &App) -> Result<Material, Failure> {
        let asked = Asked { of: Some(self.of), ..Asked::default() };
        let all = Section::ALL.into_iter().map(Chosen::from).collect();
        Ok(app.material_pack(asked, &Pack { sections: all, ..Pack::default() })?.0)
    }

    /// How addresses name it.
    fn pairs(&self) -> Vec<(&'static str, String)> {
        match self.of {
            When::Seal(seq) => vec![("of", format!("seal-{seq}"))],
            When::Date(_) => vec![],
        }
    }
}

/// The form.
///
/// # Errors
/// When the address cannot be understood, there is no such seal, or the register cannot be read.
pub async fn page(desk: Desk) -> Result<Markup, Failure> {
    let ask = |query: &mut Query| {
        let from = query.read("from", "before", |text| (text == "before").then_some(()));
        (from, done(query), seal(query))
    };
    desk.answer(ask, |app, when, (from, done, seal)| {
        let asking = Asking::of(app, when.as_at, seal)?;
        let kept = app.pack(Some(asking.of), None)?;
        let pack = match (&kept.before, from) {
            (Some(before), Some(())) => before.clone(),
            _ => kept.pack.clone(),
        };
        let typed = Typed { pack, ..Typed::default() };
        let done = entry(app, done)?;
        show(app, &asking, &kept, &typed, &[], done.as_ref())
    })
    .await
}

/// What is kept, as JSON, with the sections that the register has facts for.
///
/// # Errors
/// When the address cannot be understood, there is no such seal, or the register cannot be read.
pub async fn json(desk: Desk) -> Result<Response, Failure> {
    desk.answer(seal, |app, when, seal| {
        let asking = Asking::of(app, when.as_at, seal)?;
        let (kept, of) = (app.pack(Some(asking.of), None)?, asking.material(app)?);
        let offered = Section::ALL.into_iter().filter(|section| section.holds(&of));
        Ok(super::json(json!({
            "as_at": asking.snapshot.as_at,
            "seal": match asking.of { When::Seal(seq) => Some(seq), When::Date(_) => None },
            "entry": kept.seq,
            "pack": kept.pack,
            "sections": kept.pack.sections(),
            "offered": offered.collect::<Vec<_>>(),
        })))
    })
    .await
}

/// Keeps the pack and leads back; or shows the form again with what is to be put right.
///
/// # Errors
/// When the form is not ours, or the register cannot be read or written.
pub async fn send(posted: Posted) -> Result<Response, Failure> {
    let ask = |form: &mut Query| (began(form), form.date("as-at"), seal(form));
    posted
        .act(ask, |app, form, (began, as_at, seal)| {
            let asking = Asking::of(app, as_at, seal)?;
            let (typed, kept) = (Typed::read(form), app.pack(Some(asking.of), None)?);
            let mut problems = typed.problems(form, &asking.material(app)?);
            let authority = typed.by.said(asking.snapshot.as_at);
            match authority {
                Err(own) => problems.extend(own),
                Ok(authority) if problems.is_empty() => {
                    match app.author(authority).set_pack(asking.of, &typed.pack, began) {
                        Ok(committed) => {
                            let as_at = match asking.of {
                                When::Date(date) => Some(date),
                                When::Seal(_) => None,
                            };
                            return Ok(back("/papers/pack", as_at, &asking.pairs(), committed.seq));
                        }
                        Err(SetError::App(error)) => return Err(error.into()),
                        Err(other) => problems.push(in_words(&other)),
                    }
                }
                Ok(_) => {}
            }
            let page = show(app, &asking, &kept, &typed, &problems, None)?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        })
        .await
}

fn show(
    app: &App,
    asking: &Asking,
    kept: &PackKept,
    typed: &Typed,
    problems: &[String],
    done: Option<&bellwether_history::Entry>,
) -> Result<Markup, Failure> {
    let frame = frame(&asking.snapshot, Page::Papers, "/papers/pack".to_owned(), asking.pairs());
    let of = asking.material(app)?;
    let shown = Shown {
        of: &of,
        kept,
        typed,
        seal: asking.seal.as_deref(),
        pairs: asking.pairs(),
        problems,
        done,
    };
    Ok(page::pack::pack(&frame, &shown))
}
