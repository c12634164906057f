//! GET /evidence, /evidence.json: every attachment. GET /evidence/{entry}: the file that a journal
//! entry brought. POST /evidence, /risks/{ref}/evidence: attaches one. POST
//! /evidence/{entry}/withdraw: takes one back.

use std::sync::Arc;

use axum::{
    extract::{Multipart, Path, State},
    http::header,
    response::{IntoResponse, Redirect, Response},
};
use bellwether_app::{
    App,
    evidence::{Beside, NewFile},
};
use bellwether_domain::Mark;
use bellwether_history::{Authority, Kept, Seq};
use maud::Markup;
use serde_json::{Value, json};

use super::{blocking, frame};
use crate::{
    component::evidence::restricted,
    desk::{Desk, Posted, nothing},
    error::Failure,
    form::{Byline, parts::Parts},
    key::{key, key_of},
    page,
    view::{Page, address},
    work::ARRIVING,
};

/// What a form may send beside its file, in bytes.
const MOST_WORDS: usize = 64 * 1024;

/// The page with every attachment.
///
/// # Errors
/// When the register cannot be read.
pub async fn page(desk: Desk) -> Result<Markup, Failure> {
    desk.view(nothing, |app, snapshot, ()| {
        let frame = frame(snapshot, Page::History, "/evidence".to_owned(), vec![]);
        let (kept, marks) = (app.evidence()?, app.marks(app.today()?)?.marks);
        Ok(page::evidence::evidence(&frame, snapshot, &kept, &marks, most(app)))
    })
    .await
}

/// The same for programs.
///
/// # Errors
/// When the register cannot be read.
pub async fn json(desk: Desk) -> Result<Response, Failure> {
    desk.answer(nothing, |app, _, ()| {
        let marks = app.marks(app.today()?)?.marks;
        let evidence: Vec<Value> =
            app.evidence()?.iter().map(|kept| describe(kept, &marks)).collect();
        Ok(super::json(json!({ "evidence": evidence })))
    })
    .await
}

fn describe(kept: &Kept, marks: &[Mark]) -> Value {
    let entry = |entry: &bellwether_history::Entry| {
        json!({
            "entry": entry.seq,
            "recorded": entry.recorded,
            "effective": entry.effective,
            "by": entry.actor,
            "reason": entry.reason,
        })
    };
    json!({
        "attachment": kept.attachment,
        "attached": entry(&kept.entry),
        "withdrawn": kept.withdrawn.as_ref().map(entry),
        "file": format!("/evidence/{}", kept.entry.seq),
        "restricted": restricted(marks, kept),
    })
}

/// Puts a file beside the register.
///
/// # Errors
/// When the form holds no file or reason, or it cannot be kept.
pub async fn attach(
    State(app): State<Arc<App>>,
    multipart: Multipart,
) -> Result<Redirect, Failure> {
    let parts = read(&app, multipart).await?;
    let _turn = ARRIVING.turn().await?;
    blocking(app, move |app| {
        keep(app, &parts, Beside::Register)?;
        Ok(Redirect::to("/evidence"))
    })
    .await
}

/// Puts a file beside a risk or one of its actions.
///
/// # Errors
/// When the form holds no file or reason, there is no such risk or action, or it cannot be kept.
pub async fn attach_to_risk(
    State(app): State<Arc<App>>,
    Path(reference): Path<String>,
    multipart: Multipart,
) -> Result<Redirect, Failure> {
    let parts = read(&app, multipart).await?;
    let _turn = ARRIVING.turn().await?;
    blocking(app, move |app| {
        let number = |text: &str| text.parse().map_err(|_| wrong("action", text, "a number"));
        let beside = match parts.get("action").map(number).transpose()? {
            Some(action) => Beside::Action(&reference, action),
            None => Beside::Risk(&reference),
        };
        keep(app, &parts, beside)?;
        let snapshot = app.snapshot(None, None)?;
        let key = key(&snapshot, snapshot.find(&reference)?);
        Ok(Redirect::to(&format!("/risks/{}#evidence", address::segment(&key))))
    })
    .await
}

/// Takes an attachment back and leads to where it stood.
///
/// # Errors
/// When nothing was attached there, it is withdrawn already, or the form holds no reason.
pub async fn withdraw(Path(entry): Path<String>, posted: Posted) -> Result<Redirect, Failure> {
    posted
        .act(nothing, move |app, form, ()| {
            let seq = seq(&entry)?;
            app.author(by(app, |name| form.get(name))?).detach(seq)?;
            let snapshot = app.snapshot(None, None)?;
            let kept = app.evidence()?.into_iter().find(|kept| kept.entry.seq == seq);
            let risk = kept.and_then(|kept| kept.attachment.risk);
            let key = risk.and_then(|risk| key_of(&snapshot, risk));
            Ok(Redirect::to(&match key {
                Some(key) => format!("/risks/{}#evidence", address::segment(&key)),
                None => "/evidence".to_owned(),
            }))
        })
        .await
}

/// The file that an entry brought, to be saved and never shown in place of a page of ours.
///
/// # Errors
/// When the entry brought none, or its bytes cannot be had.
pub async fn download(Path(entry): Path<String>, desk: Desk) -> Result<Response, Failure> {
    desk.answer(nothing, move |app, _, ()| {
        let file = app.file(seq(&entry)?)?.ok_or(Failure::NoPage)?;
        let headers = [
            (header::CONTENT_TYPE, "application/octet-stream".to_owned()),
            (header::CONTENT_DISPOSITION, disposition(&file.name)),
            (header::CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox".to_owned()),
        ];
        Ok((headers, file.bytes).into_response())
    })
    .await
}

/// The largest file in whole mebibytes.
pub(crate) fn most(app: &App) -> usize {
    app.attachment_limit() / 1024 / 1024
}

async fn read(app: &App, multipart: Multipart) -> Result<Parts, Failure> {
    let most = most(app);
    let too_large = || Failure::AttachmentTooLarge(most);
    let most = app.attachment_limit() + MOST_WORDS;
    Parts::read(&app.spool_folder(), multipart, most, too_large).await
}

fn keep(app: &App, parts: &Parts, beside: Beside<'_>) -> Result<(), Failure> {
    let sent = parts.file.as_ref().ok_or(Failure::NothingToAttach)?;
    if sent.spool.len() > app.attachment_limit() {
        return Err(Failure::AttachmentTooLarge(most(app)));
    }
    let bytes = sent.spool.bytes().map_err(Failure::Spool)?;
    let file = NewFile { name: &sent.name, media: sent.media.as_deref(), bytes: &bytes };
    app.author(by(app, |name| parts.get(name))?).attach(file, beside)?;
    Ok(())
}

fn by<'a>(app: &App, get: impl Fn(&str) -> Option<&'a str>) -> Result<Authority, Failure> {
    let date = |text: &str| text.parse().map_err(|_| wrong("from", text, "a date"));
    let effective = match get("from") {
        Some(text) => date(text)?,
        None => app.today()?,
    };
    Byline::read(get).authority(effective).map_err(Failure::Authority)
}

fn wrong(name: &str, value: &str, wants: &str) -> Failure {
    Failure::Address(vec![format!("“{value}” in “{name}” is not {wants}.")])
}

fn seq(entry: &str) -> Result<Seq, Failure> {
    entry.parse().map(Seq).map_err(|_| Failure::NoPage)
}

/// How a file is handed over (RFC 6266): never shown, with a name that every browser can read and
/// the whole name for those that read more.
fn disposition(name: &str) -> String {
    let plain: String = name
        .chars()
        .map(|c| match c {
            '"' | '\\' | '%' | '/' | ':' | '*' | '?' | '<' | '>' | '|' => '_',
            ' '..='~' => c,
            _ => '_',
        })
        .collect();
    let whole: String =
        name.bytes()
            .map(|b| match b {
                b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => char::from(b).to_string(),
                b'!' | b'#' | b'$' | b'&' | b'+' | b'-' | b'.' | b'^' | b'_' | b'`' | b'|'
                | b'~' => char::from(b).to_string(),
                _ => format!("%{b:02X}"),
            })
            .collect();
    format!("attachment; filename=\"{plain}\"; filename*=UTF-8''{whole}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hostile_name_stays_within_its_quotes() {
        for (name, told) in [
            ("minutes.pdf", "filename=\"minutes.pdf\"; filename*=UTF-8''minutes.pdf"),
            (
                "a\"; x=\"b.exe",
                "filename=\"a_; x=_b.exe\"; filename*=UTF-8''a%22%3B%20x%3D%22b.exe",
            ),
            ("Café\r\n.txt", "filename=\"Caf___.txt\"; filename*=UTF-8''Caf%C3%A9%0D%0A.txt"),
        ] {
            assert_eq!(disposition(name), format!("attachment; {told}"));
        }
    }
}
