//! Who is told of a seal, out of reach of whoever holds the database: a file elsewhere, an address, a
//! service that stamps the time (RFC 3161).

use std::{
    fs::{self, OpenOptions},
    io::Write,
    path::{Path, PathBuf},
    time::Duration,
};

use bellwether_app::{Ambient, App, Witness};
use bellwether_history::{Digest, refuse_odd};

use crate::{
    args::Witnessing,
    host::{self, Host},
};

/// How long an answer is waited for.
const PATIENCE: Duration = Duration::from_secs(20);

/// The register with the witness that the arguments name.
pub(crate) fn told(app: App, args: &Witnessing) -> App {
    let Some(witness) = args.witness.clone().filter(|place| !place.is_empty()) else { return app };
    let (organisation, service) = (app.organisation().to_string(), args.time_stamps.clone());
    app.with_witness(Box::new(Told { witness, organisation, service }))
}

struct Told {
    witness: String,
    organisation: String,
    service: Option<String>,
}

impl Witness for Told {
    fn tell(&self, line: &str, head: Digest) -> Result<(), String> {
        let noted = if is_address(&self.witness) {
            post(&self.witness, "text/plain; charset=utf-8", format!("{line}\n").into()).map(drop)
        } else {
            append(Path::new(&self.witness), line)
        };
        noted.map_err(|problem| format!("{} did not take it: {problem}", self.witness))?;
        let Some(service) = &self.service else { return Ok(()) };
        self.stamped(service, line, head)
            .map_err(|problem| format!("the head was not stamped by {service}: {problem}"))
    }
}

impl Told {
    /// Has the head stamped, and keeps the answer beside the witness's file; where that is an
    /// address, in the folder that the program runs in.
    fn stamped(&self, service: &str, line: &str, head: Digest) -> Result<(), String> {
        let nonce = Host.random();
        let answer = post(service, "application/timestamp-query", question(head, nonce))?;
        check(&answer, head)?;
        let entry = line.split('=').next().unwrap_or_default();
        let name = format!("{}-{entry}.tsr", self.organisation);
        let folder = Path::new(&self.witness).parent().filter(|_| !is_address(&self.witness));
        let path = folder.map_or_else(|| PathBuf::from(&name), |folder| folder.join(&name));
        fs::write(&path, answer)
            .map_err(|error| format!("{}: {}", path.display(), host::plain(&error)))
    }
}

fn is_address(place: &str) -> bool {
    place.starts_with("http://") || place.starts_with("https://")
}

fn append(path: &Path, line: &str) -> Result<(), String> {
    let add = || {
        refuse_odd(path)?;
        let mut file = OpenOptions::new().append(true).create(true).open(path)?;
        file.write_all(format!("{line}\n").as_bytes())?;
        file.sync_all()
    };
    add().map_err(|error| host::plain(&error))
}

/// Sends something to an address and brings the answer, if it is one of success.
fn post(address: &str, kind: &str, body: Vec<u8>) -> Result<Vec<u8>, String> {
    let plain = |error: reqwest::Error| error.without_url().to_string();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime.map_err(|error| host::plain(&error))?;
    // Another part of the process may have chosen before; either choice serves.
    let _ = rustls::crypto::ring::default_provider().install_default();
    runtime.block_on(async {
        let client = reqwest::Client::builder().timeout(PATIENCE).build().map_err(plain)?;
        let request = client.post(address).header("content-type", kind).body(body);
        let answer = request.send().await.and_then(reqwest::Response::error_for_status);
        Ok(answer.map_err(plain)?.bytes().await.map_err(plain)?.to_vec())
    })
}

/// The beginning of a question for a stamp of a SHA-256 digest (RFC 3161, DER): version 1, and the
/// digest's name and length.
const QUESTION: [u8; 24] = [
    0x30, 0x43, 0x02, 0x01, 0x01, 0x30, 0x31, 0x30, 0x0d, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65,
    0x03, 0x04, 0x02, 0x01, 0x05, 0x00, 0x04, 0x20,
];

/// Asks for a stamp with the service's certificate in it; the number makes the answer this one's.
fn question(head: Digest, nonce: [u8; 16]) -> Vec<u8> {
    let [first, rest @ ..] = nonce;
    let mut question = QUESTION.to_vec();
    question.extend(head.0);
    // A whole number of eight bytes: positive, and not shorter than it could be.
    question.extend([0x02, 0x08, (first & 0x7f) | 0x40]);
    question.extend(rest.iter().take(7));
    question.extend([0x01, 0x01, 0xff]);
    question
}

/// Whether an answer grants a stamp of the head. Whose it is, `openssl ts -verify` says.
fn check(answer: &[u8], head: Digest) -> Result<(), String> {
    let refused = || "it answered that it does not".to_owned();
    // The answer, the status in it, and the number that the status is: granted, or with changes.
    let status = inside(answer).and_then(inside).ok_or_else(refused)?;
    if !matches!(status, [0x02, 0x01, 0 | 1, ..]) {
        return Err(refused());
    }
    let stamps = answer.windows(head.0.len()).any(|bytes| bytes == head.0);
    if stamps { Ok(()) } else { Err("what it stamped is something else".to_owned()) }
}

/// What stands in a DER sequence.
fn inside(bytes: &[u8]) -> Option<&[u8]> {
    match bytes {
        [0x30, length, rest @ ..] if *length < 0x80 => Some(rest),
        [0x30, length, rest @ ..] => rest.get(usize::from(length & 0x7f)..),
        _ => None,
    }
}
