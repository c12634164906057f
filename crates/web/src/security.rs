//! What every answer carries and every request must bear.
//!
//! The server listens on loopback without sign-in, so a page of another origin must be able
//! neither to read it (DNS rebinding: the Host header must name this machine) nor to change
//! anything through it (a POST must come from our own pages).

use axum::{
    extract::Request,
    http::{HeaderMap, HeaderName, HeaderValue, Method, header},
    middleware::Next,
    response::{IntoResponse, Response},
};

use crate::error::Failure;

const CSP: &str = "default-src 'none'; style-src 'self'; script-src 'self'; font-src 'self'; \
    img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; \
    frame-ancestors 'none'";

const HEADERS: [(HeaderName, &str); 6] = [
    (header::CONTENT_SECURITY_POLICY, CSP),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "same-origin"),
    (header::X_FRAME_OPTIONS, "DENY"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
];

/// Declines what does not come from this machine's own pages, and adds the headers.
pub(crate) async fn guard(request: Request, next: Next) -> Response {
    let mut response = match check(request.method(), request.headers()) {
        Ok(()) => next.run(request).await,
        Err(failure) => failure.into_response(),
    };
    let headers = response.headers_mut();
    for (name, value) in HEADERS {
        // A file that is handed over brings a stricter policy of its own.
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    }
    // Pages change with the register; only the assets, which name their content, are kept.
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    response
}

fn check(method: &Method, headers: &HeaderMap) -> Result<(), Failure> {
    let host = text(headers, header::HOST).ok_or(Failure::ForeignHost)?;
    if !is_loopback(host) {
        return Err(Failure::ForeignHost);
    }
    if method == Method::GET || method == Method::HEAD {
        return Ok(());
    }
    let site = text(headers, HeaderName::from_static("sec-fetch-site"));
    let origin = text(headers, header::ORIGIN);
    let own_site = site.is_none_or(|site| site == "same-origin");
    let own_origin = origin.is_none_or(|origin| origin.strip_prefix("http://") == Some(host));
    // A browser always sends one of the two with a form; a program of this machine sends none.
    if own_site && own_origin { Ok(()) } else { Err(Failure::ForeignOrigin) }
}

fn text(headers: &HeaderMap, name: HeaderName) -> Option<&str> {
    headers.get(name)?.to_str().ok()
}

/// Whether a Host header names this machine itself.
fn is_loopback(host: &str) -> bool {
    let name = match host.strip_prefix('[') {
        Some(rest) => rest.split(']').next().unwrap_or_default(),
        None => host.split(':').next().unwrap_or_default(),
    };
    name.eq_ignore_ascii_case("localhost")
        || name.parse::<std::net::IpAddr>().is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
        pairs
            .iter()
            .map(|(name, value)| (HeaderName::from_static(name), HeaderValue::from_static(value)))
            .collect()
    }

    #[test]
    fn only_names_of_this_machine_are_served() {
        for host in ["localhost:8080", "127.0.0.1:8080", "127.0.0.2", "[::1]:8080", "LOCALHOST"] {
            assert!(is_loopback(host), "{host}");
        }
        for host in
            ["example.org", "127.0.0.1.example.org", "localhost.example.org:80", "", "[::2]"]
        {
            assert!(!is_loopback(host), "{host}");
        }
    }

    #[test]
    fn a_post_from_another_site_is_declined() {
        let post = |pairs: &[_]| check(&Method::POST, &headers(pairs));
        assert!(post(&[("host", "127.0.0.1:1"), ("origin", "http://127.0.0.1:1")]).is_ok());
        assert!(post(&[("host", "127.0.0.1:1")]).is_ok());
        assert!(post(&[("host", "127.0.0.1:1"), ("origin", "http://127.0.0.1:2")]).is_err());
        assert!(post(&[("host", "127.0.0.1:1"), ("origin", "null")]).is_err());
        assert!(post(&[("host", "127.0.0.1:1"), ("sec-fetch-site", "cross-site")]).is_err());
        assert!(post(&[("origin", "http://127.0.0.1:1")]).is_err());
    }
}
