//! GET /papers and /papers/NAME.FORMAT: the papers of the register as at the date shown.

use axum::{
    extract::{Path, RawQuery},
    http::{HeaderMap, header},
    response::{IntoResponse, Response},
};
use bellwether_app::{App, check::When, paper::Asked, reader::is_abandoned};
use bellwether_papers::{
    compose::{self, Material},
    csv::{self, Dialect},
    format::{Format, WriteError},
    ics, jsonl,
    paper::{Paper, Table},
};
use bellwether_press::{Drawn, draw_as};
use maud::Markup;
use serde_json::json;

use super::{
    frame,
    making::{is_reader, watched},
};
use crate::{
    desk::{Desk, nothing},
    error::Failure,
    page::{self, papers::Kind},
    view::{Page, address::Query},
};

/// The page that lists the papers.
///
/// # Errors
/// When the address cannot be understood or the register not be read.
pub async fn page(desk: Desk) -> Result<Markup, Failure> {
    desk.view(nothing, |app, snapshot, ()| {
        let frame = frame(snapshot, Page::Papers, "/papers".to_owned(), vec![]);
        let before = snapshot.timeline.before(snapshot.as_at);
        let published = app.published().is_some();
        Ok(page::papers::papers(&frame, before, &app.seal_names()?, published))
    })
    .await
}

/// The papers and their formats as data.
///
/// # Errors
/// When the address cannot be understood or the register not be read.
pub async fn json(desk: Desk) -> Result<Response, Failure> {
    desk.view(nothing, |_, snapshot, ()| {
        let frame = frame(snapshot, Page::Papers, "/papers".to_owned(), vec![]);
        let paper = |kind: Kind| {
            let at = |format: &Format| frame.link(&kind.path(*format), &[]);
            json!({
                "paper": kind.name(),
                "formats": kind.formats().iter().map(|format| {
                    json!({
                        "format": format.name(),
                        "media_type": format.media_type(),
                        "address": at(format),
                    })
                }).collect::<Vec<_>>(),
            })
        };
        let papers = Kind::ALL.map(paper);
        Ok(super::json(json!({ "as_at": snapshot.as_at, "papers": papers })))
    })
    .await
}

/// What is asked of a paper, and of which risk.
fn asked(query: &mut Query) -> (Asked, Option<String>) {
    let wants = "a date such as 2018-03-16, or the entry of a seal such as seal-12";
    let of = query.read("of", wants, |text| text.parse().ok());
    // What is no version is declined: else a slip in the address would give the whole register.
    let public = query.read("version", "public or restricted", |text| match text {
        "public" => Some(true),
        "restricted" => Some(false),
        _ => None,
    });
    let since = query.read("since", wants, |text| text.parse().ok());
    let risk = query.get("risk").map(str::to_owned);
    query.read("wait", "yes", |text| (text == "yes").then_some(()));
    query.nothing_else();
    (Asked { of, since, public: public.unwrap_or(false), ..Asked::default() }, risk)
}

/// A paper in a format; where that takes long, a browser is shown that it is being made.
///
/// # Errors
/// When there is no such paper, or the address cannot be understood, or the register not be read.
pub async fn paper(
    Path(name): Path<String>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
    desk: Desk,
) -> Result<Response, Failure> {
    let query = query.unwrap_or_default();
    let waits = Query::parse(&query).get("wait").is_some() || !is_reader(&headers);
    let joins = if query.is_empty() { "" } else { "?" };
    let address = format!("/papers/{name}{joins}{query}");
    let (kind, format) = named(&name).ok_or(Failure::NoPage)?;
    let work = desk.answer(asked, move |app, when, (asked, risk)| {
        let of = asked.of.or(when.as_at.map(When::Date));
        let asked = Asked { of, known: when.known, ..asked };
        let public = asked.public;
        if public && !kind.is_for_the_public() {
            return Err(Failure::NoPage);
        }
        let (material, paper, left_out) = made(app, kind, asked, risk.as_deref())?;
        if is_abandoned() {
            return Err(Failure::Busy);
        }
        let look = app.papers_look(asked.of, asked.known)?.look;
        let bytes = match draw_as(&paper, format, &look.template, &look.logo)? {
            Some(Drawn { bytes, remarks }) => {
                remarks.iter().for_each(|remark| eprintln!("{}: {remark}", kind.name()));
                Some(bytes)
            }
            None => written(kind, format, &material, &paper, left_out.as_deref())?,
        };
        let bytes = bytes.ok_or(Failure::NoPage)?;
        let version = if public { "-public" } else { "" };
        let file = format!("{}-{}{version}.{}", kind.name(), material.as_at, format.extension());
        Ok(answer(format, &file, bytes))
    });
    if waits { work.await } else { watched(&address, work).await }
}

/// "pack.xlsx": the paper and its format.
fn named(name: &str) -> Option<(Kind, Format)> {
    let (kind, format) = name.rsplit_once('.')?;
    let kind = Kind::ALL.into_iter().chain(Kind::OF_RISK).find(|known| known.name() == kind)?;
    let format = Format::of_file(name).filter(|own| own.extension() == format)?;
    kind.formats().contains(&format).then_some((kind, format))
}

/// A page to be looked at, or a file to be kept. A paper runs nothing and asks for nothing.
fn answer(format: Format, file: &str, bytes: Vec<u8>) -> Response {
    let how = if format == Format::Html { "inline" } else { "attachment" };
    let headers = [
        (header::CONTENT_TYPE, format.media_type().to_owned()),
        (header::CONTENT_DISPOSITION, format!("{how}; filename=\"{file}\"")),
        (
            header::CONTENT_SECURITY_POLICY,
            "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox".to_owned(),
        ),
    ];
    (headers, bytes).into_response()
}

/// A paper with the register that it is of, and the sentence that something is left out of it, where
/// it is; `risk` names the risk of those that are of one.
fn made(
    app: &App,
    kind: Kind,
    asked: Asked,
    risk: Option<&str>,
) -> Result<(Material, Paper, Option<String>), Failure> {
    let named = risk.unwrap_or_default();
    let (material, setting, paper) = match kind {
        Kind::Findings => {
            let (material, found, setting) = app.material_found(asked)?;
            let paper = compose::findings(&material, &found, &setting);
            (material, setting, Some(paper))
        }
        Kind::Pack => {
            let pack = app.pack(asked.of, asked.known)?.pack;
            let (material, setting) = app.material_pack(asked, &pack)?;
            let paper = compose::pack(&material, &pack, &setting);
            (material, setting, Some(paper))
        }
        Kind::Changes => {
            let (material, setting) = app.material_since(asked)?;
            let paper = compose::changes(&material, &setting);
            (material, setting, Some(paper))
        }
        Kind::Register => {
            let (material, setting) = app.material(asked)?;
            let paper = compose::register(&material.register, &setting);
            (material, setting, Some(paper))
        }
        Kind::Actions => {
            let (material, setting) = app.material(asked)?;
            let paper = compose::actions(&material, &setting);
            (material, setting, Some(paper))
        }
        Kind::Risk => {
            let (material, setting) = app.material_since(asked)?;
            let own = |risk: &bellwether_domain::Risk| {
                let id = risk.id.map(|id| id.to_string());
                risk.reference.as_deref() == Some(named) || id.as_deref() == Some(named)
            };
            let at = material.register.risks.iter().position(|risk| own(risk));
            let paper = at.and_then(|at| compose::risk(&material, at, &setting));
            (material, setting, paper)
        }
        Kind::History => {
            let (material, past, setting) = app.material_past(asked, named)?;
            let paper = compose::past(&material, &past, named, &setting);
            (material, setting, Some(paper))
        }
    };
    let left_out = setting.left_out.as_deref().map(compose::left_out);
    Ok((material, paper.ok_or(Failure::NoPage)?, left_out))
}

/// What is no drawing of a paper as bytes; `None` in a format that it has not.
fn written(
    kind: Kind,
    format: Format,
    of: &Material,
    paper: &Paper,
    left_out: Option<&str>,
) -> Result<Option<Vec<u8>>, WriteError> {
    Ok(Some(match format {
        Format::Csv if kind == Kind::Register => {
            let as_at = of.register.as_at;
            let again = |text: &str| super::csv::again(text, as_at);
            csv::settled(&of.register, Dialect::default(), again)?.into_bytes()
        }
        Format::Csv => match only_table(paper) {
            Some(table) => csv::of_table(table, Dialect::default())?.into_bytes(),
            None => return Ok(None),
        },
        Format::Jsonl => jsonl::write(&of.register, &paper.standing).into_bytes(),
        Format::Json => of.register.to_json().into_bytes(),
        Format::Ics => ics::write(&of.register, of.as_at, left_out, &paper.standing).into_bytes(),
        _ => return Ok(None),
    }))
}

fn only_table(paper: &Paper) -> Option<&Table> {
    let mut tables = paper.tables();
    tables.next().filter(|_| tables.next().is_none())
}
