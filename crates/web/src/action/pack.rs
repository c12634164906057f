//! GET /papers/pack and /papers/pack.json: what stands in the pack for a meeting. POST /papers/pack:
//! keeps it.

use std::sync::Arc;

use axum::{
    extract::{RawQuery, State},
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
use bellwether_history::{Authority, Seq};
use bellwether_papers::compose::{Chosen, Material, Pack, Section};
use maud::Markup;
use serde_json::json;

use super::{
    blocking, frame,
    settings::{back, done, entry},
    understood,
};
use crate::{
    error::Failure,
    form::{pack::Typed, said},
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

impl Asking {
    fn read(app: &App, query: &mut Query) -> Result<Self, Failure> {
        let as_at = query.date("as-at");
        let seal = query.read("of", "the entry of a seal such as seal-12", |text| {
            let of: When = text.parse().ok()?;
            matches!(of, When::Seal(_)).then_some(of)
        });
        understood(query)?;
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
pub async fn page(
    State(app): State<Arc<App>>,
    RawQuery(query): RawQuery,
) -> Result<Markup, Failure> {
    blocking(app, move |app| {
        let mut query = Query::parse(query.as_deref().unwrap_or_default());
        let from = query.read("from", "before", |text| (text == "before").then_some(()));
        let done = done(&mut query);
        let asking = Asking::read(app, &mut query)?;
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
pub async fn json(
    State(app): State<Arc<App>>,
    RawQuery(query): RawQuery,
) -> Result<Response, Failure> {
    blocking(app, move |app| {
        let mut query = Query::parse(query.as_deref().unwrap_or_default());
        let asking = Asking::read(app, &mut query)?;
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
pub async fn send(State(app): State<Arc<App>>, form: String) -> Result<Response, Failure> {
    blocking(app, move |app| {
        let mut form = Query::parse(&form);
        let began = form.read("began", "the number of an entry", |text| text.parse().ok().map(Seq));
        let asking = Asking::read(app, &mut form)?;
        let (typed, kept) = (Typed::read(&form), app.pack(Some(asking.of), None)?);
        let mut problems = typed.problems(&form, &asking.material(app)?);
        let authority = said(asking.snapshot.as_at, &typed.who, &typed.reason);
        match authority {
            Err(own) => problems.extend(own),
            Ok(authority) if problems.is_empty() => {
                match keep(app, &asking, began, &typed, &authority)? {
                    Ok(seq) => {
                        let as_at = match asking.of {
                            When::Date(date) => Some(date),
                            When::Seal(_) => None,
                        };
                        return Ok(back("/papers/pack", as_at, &asking.pairs(), seq));
                    }
                    Err(problem) => problems.push(problem),
                }
            }
            Ok(_) => {}
        }
        let page = show(app, &asking, &kept, &typed, &problems, None)?;
        Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
    })
    .await
}

/// Keeps what was typed; what stands in the way is a problem to show, or a failure.
fn keep(
    app: &App,
    asking: &Asking,
    began: Option<Seq>,
    typed: &Typed,
    authority: &Authority,
) -> Result<Result<Seq, String>, Failure> {
    match app.set_pack(asking.of, &typed.pack, began, authority) {
        Ok(committed) => Ok(Ok(committed.seq)),
        Err(SetError::App(error)) => Err(error.into()),
        Err(other) => Ok(Err(in_words(&other))),
    }
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
