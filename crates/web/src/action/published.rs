//! GET /published/ and what lies below it: the public papers of seals as `publish` wrote them into
//! the folder that the program was given, under the addresses that any web server would give them.

use std::{
    fs::{self, Metadata},
    io,
    path::{Path, PathBuf},
    sync::Arc,
};

use axum::{
    body::Body,
    extract::{Path as Part, State},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Redirect, Response},
};
use bellwether_app::App;
use bellwether_papers::format::Format;
use bellwether_press::publication::digest;

use super::blocking;
use crate::error::Failure;

/// The page of a folder.
const PAGE: &str = "index.html";

/// How long a copy of a file is good for, in seconds: papers are put out anew and withdrawn under
/// the same address.
const FRESH: &str = "public, max-age=300, must-revalidate";

/// What a page may do: show itself, and be kept.
const POLICY: &str =
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox allow-downloads";

/// The page that lists the meetings.
///
/// # Errors
/// When nothing is published here.
pub async fn index(State(app): State<Arc<App>>, headers: HeaderMap) -> Result<Response, Failure> {
    serve(app, headers, vec![PAGE.to_owned()]).await.map_err(|failure| match failure {
        Failure::NoPage => Failure::NothingPublished,
        other => other,
    })
}

/// The page of a meeting.
///
/// # Errors
/// When nothing of the name is published.
pub async fn meeting(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
    Part(meeting): Part<String>,
) -> Result<Response, Failure> {
    serve(app, headers, vec![meeting, PAGE.to_owned()]).await
}

/// A file of a meeting.
///
/// # Errors
/// When nothing of the name is published.
pub async fn file(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
    Part((meeting, file)): Part<(String, String)>,
) -> Result<Response, Failure> {
    serve(app, headers, vec![meeting, file]).await
}

/// A folder is one only with a stroke at its end.
pub async fn folder(Part(meeting): Part<String>) -> Response {
    Redirect::permanent(&format!("/published/{}/", crate::view::address::segment(&meeting)))
        .into_response()
}

async fn serve(app: Arc<App>, headers: HeaderMap, parts: Vec<String>) -> Result<Response, Failure> {
    blocking(app, move |app| {
        let root = app.published().ok_or(Failure::NothingPublished)?;
        // Names are ours: anything else is no part of a publication, least of all a way out of it.
        if !parts.iter().all(|part| is_name(part)) {
            return Err(Failure::NoPage);
        }
        let path: PathBuf = parts.iter().fold(root.to_owned(), |path, part| path.join(part));
        match read(root, &path) {
            Ok(bytes) => Ok(answer(&path, bytes, StatusCode::OK, &headers)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => gone(root, &path, &headers),
            Err(_) => Err(Failure::NoPage),
        }
    })
    .await
}

fn is_name(part: &str) -> bool {
    let is_ours = |c: char| c.is_ascii_alphanumeric() || "-._".contains(c);
    !part.is_empty() && !part.starts_with('.') && part.chars().all(is_ours)
}

/// The bytes of a plain file in plain folders: nothing is followed out of the publication.
fn read(root: &Path, path: &Path) -> io::Result<Vec<u8>> {
    let is_plain = |path: &Path, wanted: fn(&Metadata) -> bool| -> io::Result<bool> {
        Ok(wanted(&fs::symlink_metadata(path)?))
    };
    let folder = path.parent().filter(|folder| *folder != root);
    let in_folder = folder.map_or(Ok(true), |folder| is_plain(folder, Metadata::is_dir))?;
    if !(in_folder && is_plain(path, Metadata::is_file)?) {
        return Err(io::ErrorKind::NotFound.into());
    }
    fs::read(path)
}

/// What there is to say in the place of a file that a meeting does not have: where its papers were
/// withdrawn, its page says so.
fn gone(root: &Path, path: &Path, headers: &HeaderMap) -> Result<Response, Failure> {
    let folder = path.parent().filter(|folder| *folder != root).ok_or(Failure::NoPage)?;
    let issue = read(root, &folder.join("issue.json")).map_err(|_| Failure::NoPage)?;
    let issue: serde_json::Value = serde_json::from_slice(&issue).map_err(|_| Failure::NoPage)?;
    if issue.get("withdrawn").is_none_or(serde_json::Value::is_null) {
        return Err(Failure::NoPage);
    }
    let page = folder.join(PAGE);
    let bytes = read(root, &page).map_err(|_| Failure::NoPage)?;
    Ok(answer(&page, bytes, StatusCode::GONE, headers))
}

fn answer(path: &Path, bytes: Vec<u8>, status: StatusCode, headers: &HeaderMap) -> Response {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let media = match Format::of_file(&name) {
        Some(format) => format.media_type(),
        None => "text/plain; charset=utf-8",
    };
    let tag = format!("\"{}\"", digest(&bytes));
    let has_it =
        |known: &str| known.split(',').any(|own| own.trim().trim_start_matches("W/") == tag);
    let asked = headers.get(header::IF_NONE_MATCH).and_then(|known| known.to_str().ok());
    let known = status == StatusCode::OK && asked.is_some_and(has_it);
    let about = [
        (header::CONTENT_TYPE, media.to_owned()),
        (header::ETAG, tag),
        (header::CACHE_CONTROL, FRESH.to_owned()),
        (header::CONTENT_SECURITY_POLICY, POLICY.to_owned()),
    ];
    match known {
        true => (StatusCode::NOT_MODIFIED, about, Body::empty()).into_response(),
        false => (status, about, bytes).into_response(),
    }
}
