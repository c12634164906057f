//! Styles, script and fonts, built into the binary; their names carry the hash of their content.

use std::sync::LazyLock;

use axum::{
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use rust_embed::RustEmbed;

#[derive(RustEmbed)]
#[folder = "dist/"]
struct Dist;

/// The addresses of the entry points.
pub(crate) struct Entry {
    /// The style sheet.
    pub style: String,
    /// The script.
    pub script: String,
}

/// Where the pages find their style sheet and script.
pub(crate) static ENTRY: LazyLock<Entry> = LazyLock::new(|| {
    let find = |start: &str, end: &str| {
        Dist::iter()
            .find(|name| name.starts_with(start) && name.ends_with(end))
            .map(|name| format!("/assets/{name}"))
            .unwrap_or_default()
    };
    Entry { style: find("style-", ".css"), script: find("app-", ".js") }
});

/// One file, kept by the browser for a year: its name changes when its content does.
pub(crate) fn serve(name: &str) -> Response {
    let Some(file) = Dist::get(name) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let kind = match name.rsplit('.').next() {
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("woff2") => "font/woff2",
        _ => "application/octet-stream",
    };
    let headers = [
        (header::CONTENT_TYPE, kind),
        (header::CACHE_CONTROL, "public, max-age=31536000, immutable"),
    ];
    (headers, file.data.into_owned()).into_response()
}
