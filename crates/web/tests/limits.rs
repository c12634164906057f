//! What a client may send and how long it may take: whatever it does, the server goes on, and ends
//! when it is asked to.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support;

use std::{net::SocketAddr, time::Duration};

use axum::{body::Body, http::Request};
use bellwether_web::{Bounds, serve_within};
use support::{empty, get, harbour, post, send};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    sync::oneshot,
    task::JoinHandle,
};

const FORM: &str = "application/x-www-form-urlencoded";
const SHORT: Duration = Duration::from_millis(50);
const LONG: Duration = Duration::from_secs(600);

/// Bounds that no client of a test comes near.
fn wide() -> Bounds {
    Bounds { headers: LONG, pause: LONG, body: LONG, answer: LONG, stop: LONG, connections: 8 }
}

struct Server {
    address: SocketAddr,
    stop: oneshot::Sender<()>,
    ended: JoinHandle<()>,
}

async fn serve(bounds: Bounds) -> Server {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let (stop, stopped) = oneshot::channel();
    let stopped = async { drop(stopped.await) };
    let ended = tokio::spawn(serve_within(bounds, listener, empty(), stopped));
    Server { address, stop, ended }
}

impl Server {
    /// Sends text and gives what comes until the server closes the connection.
    async fn told(&self, text: &str) -> String {
        let mut stream = TcpStream::connect(self.address).await.unwrap();
        stream.write_all(text.as_bytes()).await.unwrap();
        let mut answer = String::new();
        // A connection that is reset was closed as well.
        let _ = stream.read_to_string(&mut answer).await;
        answer
    }
}

/// A form of which so much is announced and nothing sent.
fn begun(address: SocketAddr, length: usize) -> String {
    format!(
        "POST /settings HTTP/1.1\r\nHost: {address}\r\nContent-Type: {FORM}\r\nContent-Length: {length}\r\n\r\nwho="
    )
}

#[tokio::test]
async fn a_request_that_is_never_finished_is_closed() {
    let server = serve(Bounds { headers: SHORT, ..wide() }).await;
    let answer = server.told("GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: ").await;
    assert!(answer.is_empty() || answer.starts_with("HTTP/1.1 4"), "{answer}");
}

#[tokio::test]
async fn a_body_that_pauses_too_long_is_broken_off() {
    let server = serve(Bounds { pause: SHORT, headers: SHORT, ..wide() }).await;
    let answer = server.told(&begun(server.address, 100)).await;
    assert!(answer.starts_with("HTTP/1.1 400"), "{answer}");
    assert!(answer.contains("did not arrive whole"), "{answer}");
}

#[tokio::test]
async fn a_body_that_drips_has_an_end_too() {
    let server = serve(Bounds { body: SHORT, headers: SHORT, ..wide() }).await;
    let answer = server.told(&begun(server.address, 100)).await;
    assert!(answer.starts_with("HTTP/1.1 400"), "{answer}");
}

#[tokio::test]
async fn the_server_ends_though_a_client_never_does() {
    let server = serve(Bounds { stop: SHORT, ..wide() }).await;
    let mut half = TcpStream::connect(server.address).await.unwrap();
    half.write_all(begun(server.address, 100).as_bytes()).await.unwrap();
    // Another that is answered shows that the first was accepted.
    let host = server.address;
    let whole = format!("GET / HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n");
    assert!(server.told(&whole).await.starts_with("HTTP/1.1 200"));
    server.stop.send(()).unwrap();
    server.ended.await.unwrap();
}

#[tokio::test]
async fn more_connections_than_may_be_wait_their_turn() {
    let server = serve(Bounds { connections: 1, headers: SHORT, ..wide() }).await;
    let mut first = TcpStream::connect(server.address).await.unwrap();
    first.write_all(b"GET / HTTP/1.1\r\n").await.unwrap();
    let host = server.address;
    let whole = format!("GET / HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n");
    assert!(server.told(&whole).await.starts_with("HTTP/1.1 200"));
}

#[tokio::test]
async fn no_form_is_longer_than_two_megabytes() {
    let harbour = harbour();
    let addresses = [
        "/risks.json",
        "/risks/new",
        "/risks/1/edit",
        "/evidence/1/withdraw",
        "/seals",
        "/checks/waive",
        "/checks/withdraw",
        "/checks/accept",
        "/settings",
        "/settings/body",
        "/history/1/undo",
    ];
    for address in addresses {
        let answer = post(&harbour, address, FORM, vec![b'x'; 2 * 1024 * 1024 + 1]).await;
        assert_eq!(answer.status, 413, "{address}: {}", answer.text);
        let own = if address.ends_with(".json") { "application/problem+json" } else { "text/html" };
        assert!(answer.header("content-type").starts_with(own), "{address}");
        assert!(answer.text.contains("larger than 2 MB"), "{address}: {}", answer.text);
    }
}

#[tokio::test]
async fn what_goes_wrong_at_an_address_of_json_is_a_problem() {
    let harbour = harbour();
    let answer = get(&harbour, "/risks/none/edit.json").await;
    assert_eq!(answer.header("content-type"), "application/problem+json");
    assert_eq!(answer.status, 404);
    insta::assert_json_snapshot!("problem", answer.json());
    let page = get(&harbour, "/risks/none").await;
    assert!(page.header("content-type").starts_with("text/html"));
}

#[tokio::test]
async fn a_way_that_an_address_does_not_know_is_declined_on_a_page() {
    let answer = post(&harbour(), "/changes", FORM, "").await;
    assert_eq!(answer.status, 405);
    assert!(answer.text.contains("Nothing to send here"), "{}", answer.text);
}

#[tokio::test]
async fn each_answer_has_the_number_of_its_request() {
    let harbour = harbour();
    let (one, other) = (get(&harbour, "/").await, get(&harbour, "/").await);
    assert_ne!(one.header("x-request-id"), other.header("x-request-id"));
    assert!(one.header("x-request-id").ends_with("-1"));
}

#[tokio::test]
async fn a_refusal_names_nobody() {
    let request = Request::get("/").header("host", "elsewhere.example").body(Body::empty());
    let answer = send(&harbour(), request.unwrap()).await;
    assert_eq!(answer.status, 421);
    assert!(!answer.text.contains("Harbour"), "{}", answer.text);
}
