//! What every answer carries and every request must bear.
//!
//! The server listens on loopback without sign-in, so a page of another origin must be able
//! neither to read it (DNS rebinding: the Host header must name this machine) nor to change
//! anything through it (a POST must come from our own pages).

use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};

use axum::{
    extract::{Request, State},
    http::{HeaderMap, HeaderName, HeaderValue, Method, Uri, header},
    middleware::Next,
    response::{IntoResponse, Response},
};

use crate::{
    error::Failure,
    said::{Cause, Number, Said},
    shape::{is_json, shaped},
    view::Frame,
};

const CSP: &str = "default-src 'none'; style-src 'self'; script-src 'self'; font-src 'self'; \
    img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; \
    frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types bellwether";

/// Nothing of what a browser can do beside showing pages is asked for.
const PERMISSIONS: &str = "camera=(), display-capture=(), fullscreen=(), geolocation=(), \
    microphone=(), midi=(), payment=(), publickey-credentials-get=(), screen-wake-lock=(), \
    serial=(), usb=(), xr-spatial-tracking=()";

const HEADERS: [(HeaderName, &str); 7] = [
    (header::CONTENT_SECURITY_POLICY, CSP),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "same-origin"),
    (header::X_FRAME_OPTIONS, "DENY"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    (HeaderName::from_static("permissions-policy"), PERMISSIONS),
];

/// What the guard knows from one request to the next.
#[derive(Debug, Clone)]
pub(crate) struct Guard(Arc<Known>);

#[derive(Debug)]
struct Known {
    /// The process, as the machine's own log numbers it.
    process: u32,
    requests: AtomicU64,
    refused: AtomicU64,
}

impl Guard {
    /// The number of the process tells the requests of one start of the program from another's.
    pub(crate) fn new(process: u32) -> Self {
        let none = || AtomicU64::new(0);
        Self(Arc::new(Known { process, requests: none(), refused: none() }))
    }

    fn number(&self) -> String {
        format!("{}-{}", self.0.process, self.0.requests.fetch_add(1, Ordering::Relaxed) + 1)
    }

    /// Counts a refusal and says so in the log: each of the first, then fewer and fewer, so that
    /// whoever sends them cannot fill it. Nothing of what was sent is said.
    fn refuse(&self, number: &str, why: &Failure) {
        let count = self.0.refused.fetch_add(1, Ordering::Relaxed) + 1;
        if count <= 10 || count.is_power_of_two() {
            eprintln!("bellwether: request {number} was refused ({count} so far): {why}");
        }
    }
}

/// Declines what does not come from this machine's own pages, numbers each request, and adds the
/// headers.
pub(crate) async fn guard(
    State(guard): State<Guard>,
    mut request: Request,
    next: Next,
) -> Response {
    let number = guard.number();
    let mut response = match check(request.method(), request.uri(), request.headers()) {
        Ok(()) => {
            request.extensions_mut().insert(Number(number.clone()));
            next.run(request).await
        }
        Err(failure) => {
            guard.refuse(&number, &failure);
            refusal(failure, is_json(request.uri().path()))
        }
    };
    if let Some(Cause(cause)) = response.extensions_mut().remove() {
        eprintln!("bellwether: request {number} failed: {cause}");
    }
    let headers = response.headers_mut();
    for (name, value) in HEADERS {
        // A file that is handed over brings a stricter policy of its own.
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    }
    // Pages change with the register; only the assets, which name their content, are kept.
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    if let Ok(number) = HeaderValue::from_str(&number) {
        headers.insert(HeaderName::from_static("x-request-id"), number);
    }
    response
}

/// A refusal says nothing of the register: not even whose it is.
fn refusal(failure: Failure, json: bool) -> Response {
    let response = failure.into_response();
    match response.extensions().get::<Said>().cloned() {
        Some(said) if json => shaped(response, &said, true, &Frame::default()),
        _ => response,
    }
}

fn check(method: &Method, uri: &Uri, headers: &HeaderMap) -> Result<(), Failure> {
    let host = one(headers, header::HOST).map_err(|()| Failure::ForeignHost)?;
    let host = host.filter(|host| is_loopback(host)).ok_or(Failure::ForeignHost)?;
    // An address written out in full names a host as well: it has to be the same.
    if uri.authority().is_some_and(|own| own.as_str() != host) {
        return Err(Failure::ForeignHost);
    }
    let foreign = |()| Failure::ForeignOrigin;
    let site = one(headers, HeaderName::from_static("sec-fetch-site")).map_err(foreign)?;
    let origin = one(headers, header::ORIGIN).map_err(foreign)?;
    if method == Method::GET || method == Method::HEAD {
        return Ok(());
    }
    let own_site = site.is_none_or(|site| site == "same-origin");
    let own_origin = origin.is_none_or(|origin| origin.strip_prefix("http://") == Some(host));
    // A browser always sends one of the two with a form; a program of this machine sends none.
    if own_site && own_origin { Ok(()) } else { Err(Failure::ForeignOrigin) }
}

/// The one value of a header, or none; an error where there are two, or it cannot be read.
fn one(headers: &HeaderMap, name: HeaderName) -> Result<Option<&str>, ()> {
    let mut values = headers.get_all(name).iter();
    match (values.next(), values.next()) {
        (None, _) => Ok(None),
        (Some(value), None) => value.to_str().map(Some).map_err(|_| ()),
        (Some(_), Some(_)) => Err(()),
    }
}

/// Whether a Host header names this machine itself, with a number for its port or none.
fn is_loopback(host: &str) -> bool {
    let (name, rest) = match host.strip_prefix('[') {
        Some(inner) => match inner.split_once(']') {
            Some((name, rest)) if name.contains(':') => (name, rest),
            _ => return false,
        },
        None => host.split_at(host.find(':').unwrap_or(host.len())),
    };
    let is_port = |port: &str| {
        port.bytes().all(|c| c.is_ascii_digit()) && port.parse::<u16>().is_ok_and(|port| port > 0)
    };
    (rest.is_empty() || rest.strip_prefix(':').is_some_and(is_port))
        && (name.eq_ignore_ascii_case("localhost")
            || name.parse::<std::net::IpAddr>().is_ok_and(|address| address.is_loopback()))
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

    fn check(method: &Method, headers: &HeaderMap) -> Result<(), Failure> {
        super::check(method, &Uri::from_static("/"), headers)
    }

    #[test]
    fn only_names_of_this_machine_are_served() {
        for host in ["localhost:8080", "127.0.0.1:8080", "127.0.0.2", "[::1]:8080", "LOCALHOST"] {
            assert!(is_loopback(host), "{host}");
        }
        for host in [
            "example.org",
            "127.0.0.1.example.org",
            "localhost.example.org:80",
            "",
            "[::2]",
            "localhost:",
            "localhost:http",
            "localhost:80:80",
            "localhost:+80",
            "localhost:0",
            "localhost:65536",
            "127.0.0.1:8080@example.org",
            "[::1]example.org",
            "[::1",
            "[localhost]",
        ] {
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

    #[test]
    fn a_header_that_is_doubled_or_not_to_be_read_is_refused() {
        let own = [("host", "localhost:1"), ("origin", "http://localhost:1")];
        assert!(check(&Method::GET, &headers(&own)).is_ok());
        let twice = |name: &'static str, value: &'static str| {
            let mut all = headers(&own);
            all.append(HeaderName::from_static(name), HeaderValue::from_static(value));
            all
        };
        let unread = |name: &'static str| {
            let mut all = headers(&own);
            let value = HeaderValue::from_bytes(b"localhost:1\xff").unwrap();
            all.insert(HeaderName::from_static(name), value);
            all
        };
        for name in ["host", "origin"] {
            assert!(check(&Method::GET, &twice(name, "localhost:1")).is_err(), "{name}");
            assert!(check(&Method::GET, &unread(name)).is_err(), "{name}");
        }
        let mut sites = twice("sec-fetch-site", "same-origin");
        assert!(check(&Method::POST, &sites).is_ok());
        sites.append("sec-fetch-site", HeaderValue::from_static("cross-site"));
        assert!(check(&Method::GET, &sites).is_err() && check(&Method::POST, &sites).is_err());
        assert!(check(&Method::POST, &unread("sec-fetch-site")).is_err());
    }

    #[test]
    fn an_address_in_full_names_the_same_host() {
        let own = headers(&[("host", "localhost:1")]);
        let asked = |uri| super::check(&Method::GET, &Uri::from_static(uri), &own);
        assert!(asked("http://localhost:1/").is_ok());
        assert!(asked("http://example.org/").is_err());
    }

    #[test]
    fn requests_have_numbers_of_their_own() {
        let guard = Guard::new(41);
        assert_eq!((guard.number(), guard.number()), ("41-1".into(), "41-2".into()));
    }
}
