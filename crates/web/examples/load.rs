//! Many readers and writers of one register over HTTP: a server in this process, and clients that
//! ask it for a mix of pages and change risks, each its own; by a seed, so that a run can be made
//! again. Says how many were answered in a second and how long they took, and whether everything
//! that was acknowledged is in the record.
//!
//! `make load RISKS=4500 CLIENTS=64 LOAD_SECONDS=30`, or with `ONLY=/register.json` one address alone;
//! with `RATE=500` requests come at that rate whatever becomes of those before (an open loop), and
//! are timed from when they were due.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a measurement may fail")]

#[path = "../benches/made/mod.rs"]
mod made;

use std::{
    env, fs,
    io::{BufRead, BufReader, Read, Write},
    net::{SocketAddr, TcpStream},
    sync::Arc,
    thread,
    time::{Duration, Instant},
};

use bellwether_history::AsAt;
use made::{app, bring_in_many, bring_in_sample};
use serde_json::{Value, json};
use tokio::{net::TcpListener, runtime::Runtime, sync::oneshot};

fn setting(name: &str, otherwise: u64) -> u64 {
    env::var(name)
        .ok()
        .filter(|text| !text.is_empty())
        .map_or(otherwise, |text| text.parse().unwrap())
}

/// Numbers from a seed.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, most: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % most
    }
}

/// One connection that is kept open.
struct Client {
    stream: BufReader<TcpStream>,
    host: SocketAddr,
}

impl Client {
    fn to(host: SocketAddr) -> Self {
        let stream = TcpStream::connect(host).unwrap();
        stream.set_nodelay(true).unwrap();
        Self { stream: BufReader::new(stream), host }
    }

    /// Asks, and gives the status and the body of the answer.
    fn ask(&mut self, method: &str, address: &str, body: &str) -> (u16, Vec<u8>) {
        let (host, length) = (self.host, body.len());
        let kind = if body.is_empty() { "" } else { "content-type: application/json\r\n" };
        let request = format!(
            "{method} {address} HTTP/1.1\r\nhost: {host}\r\n{kind}content-length: {length}\r\n\r\n{body}"
        );
        self.stream.get_mut().write_all(request.as_bytes()).unwrap();
        let mut line = String::new();
        self.stream.read_line(&mut line).unwrap();
        let status = line.split(' ').nth(1).and_then(|code| code.parse().ok()).unwrap();
        let mut length = 0;
        loop {
            line.clear();
            self.stream.read_line(&mut line).unwrap();
            let Some((name, value)) = line.trim().split_once(':') else { break };
            if name.eq_ignore_ascii_case("content-length") {
                length = value.trim().parse().unwrap();
            }
        }
        let mut answer = vec![0; length];
        self.stream.read_exact(&mut answer).unwrap();
        (status, answer)
    }

    /// Changes a risk as a program does; whether that was acknowledged.
    fn change(&mut self, reference: &str, words: &str) -> bool {
        let (status, form) = self.ask("GET", &format!("/risks/{reference}/edit.json"), "");
        if status != 200 {
            return false;
        }
        let mut form: Value = serde_json::from_slice(&form).unwrap();
        form["risk"]["consequence"] = json!(words);
        let sent = json!({
            "began": form["began"], "who": "load", "reason": "Said again", "risk": form["risk"],
        });
        let to = format!("/risks/{reference}/edit");
        self.ask("POST", &to, &sent.to_string()).0 == 200
    }
}

/// What one client saw.
#[derive(Default)]
struct Seen {
    reads: Vec<Duration>,
    changes: Vec<Duration>,
    errors: usize,
}

struct Plan {
    host: SocketAddr,
    references: Vec<String>,
    clients: usize,
    seconds: u64,
    percent: usize,
    rate: u64,
    seed: u64,
    only: Option<String>,
}

impl Plan {
    fn address(&self, numbers: &mut Numbers) -> String {
        if let Some(only) = &self.only {
            return only.clone();
        }
        let risk = numbers.below(self.references.len());
        match numbers.below(20) {
            0..=5 => "/".to_owned(),
            6..=13 => format!("/risks/{}", self.references[risk]),
            14 => "/?q=staff".to_owned(),
            15 => "/?sort=-current".to_owned(),
            16 | 17 => "/actions?due=overdue".to_owned(),
            18 => "/heat-map".to_owned(),
            _ => "/checks".to_owned(),
        }
    }

    fn run(&self, number: usize, begun: Instant) -> Seen {
        let mut numbers = Numbers(self.seed.wrapping_add(number as u64).wrapping_mul(0x9E37_79B9));
        let (mut client, mut seen) = (Client::to(self.host), Seen::default());
        let mut own = (number..self.references.len()).step_by(self.clients).cycle();
        let end = begun + Duration::from_secs(self.seconds);
        for turn in 0_u32.. {
            let due = match self.rate {
                0 => Instant::now(),
                rate => {
                    let apart = Duration::from_secs_f64(self.clients as f64 / rate as f64);
                    let due =
                        begun + apart * turn + apart.mul_f64(number as f64 / self.clients as f64);
                    thread::sleep(due.saturating_duration_since(Instant::now()));
                    due
                }
            };
            if due >= end {
                break;
            }
            let changes = self.only.is_none() && numbers.below(100) < self.percent;
            match own.next().filter(|_| changes) {
                Some(risk) => {
                    let words = format!("Told by client {number} at turn {turn}");
                    let kept = client.change(&self.references[risk], &words);
                    seen.errors += usize::from(!kept);
                    seen.changes.push(due.elapsed());
                }
                None => {
                    let (status, _) = client.ask("GET", &self.address(&mut numbers), "");
                    seen.errors += usize::from(status != 200);
                    seen.reads.push(due.elapsed());
                }
            }
        }
        seen
    }
}

fn told(what: &str, mut all: Vec<Duration>, seconds: u64) {
    all.sort_unstable();
    let at = |share: f64| {
        let place = (all.len() as f64 * share) as usize;
        all.get(place.min(all.len().saturating_sub(1))).copied().unwrap_or_default()
    };
    println!(
        "{what}: {} ({} a second); median {:.1?}, 95 % {:.1?}, 99 % {:.1?}, longest {:.1?}",
        all.len(),
        all.len() as u64 / seconds.max(1),
        at(0.5),
        at(0.95),
        at(0.99),
        at(1.0)
    );
}

fn resident() -> String {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmRSS")).unwrap_or("VmRSS: not told");
    line.split_whitespace().skip(1).collect::<Vec<_>>().join(" ")
}

fn main() {
    let folder = tempfile::tempdir().unwrap();
    let (small, kept) = (folder.path().join("sample.db"), folder.path().join("register.db"));
    let small = app(&small);
    bring_in_sample(&small);
    let app = app(&kept);
    let risks = usize::try_from(setting("RISKS", 4_500)).unwrap();
    bring_in_many(&app, &small, risks);
    drop(small);
    let runtime = Runtime::new().unwrap();
    let listener = runtime.block_on(TcpListener::bind("127.0.0.1:0")).unwrap();
    let host = listener.local_addr().unwrap();
    let (stop, stopped) = oneshot::channel::<()>();
    let stopping = async move { drop(stopped.await) };
    let server = runtime.spawn(bellwether_web::serve(listener, Arc::clone(&app), stopping));
    let view = app.store().view(app.register(), AsAt::latest()).unwrap();
    let plan = Plan {
        host,
        references: view.risks.iter().filter_map(|v| v.risk.reference.clone()).collect(),
        clients: usize::try_from(setting("CLIENTS", 64)).unwrap(),
        seconds: setting("SECONDS", 30),
        percent: usize::try_from(setting("EDITS", 10)).unwrap(),
        rate: setting("RATE", 0),
        seed: setting("SEED", 1),
        only: env::var("ONLY").ok().filter(|only| !only.is_empty()),
    };
    drop(view);
    let first = app.store().head(app.organisation()).unwrap().unwrap().seq.0;
    println!("{risks} risks, {} clients, {} s, seed {}", plan.clients, plan.seconds, plan.seed);
    Client::to(host).ask("GET", "/checks", "");
    let (begun, all) = (Instant::now(), &plan);
    let all: Vec<Seen> = thread::scope(|scope| {
        let client = |number| scope.spawn(move || all.run(number, begun));
        let clients: Vec<_> = (0..plan.clients).map(client).collect();
        clients.into_iter().map(|client| client.join().unwrap()).collect()
    });
    let resident = resident();
    let errors: usize = all.iter().map(|seen| seen.errors).sum();
    let (reads, changes): (Vec<_>, Vec<_>) =
        all.into_iter().map(|seen| (seen.reads, seen.changes)).unzip();
    let changes: Vec<Duration> = changes.into_iter().flatten().collect();
    let acknowledged = changes.len();
    told("pages read", reads.into_iter().flatten().collect(), plan.seconds);
    told("risks changed", changes, plan.seconds);
    println!("refused or failed: {errors}; resident with the clients: {resident}");
    drop(stop);
    runtime.block_on(server).unwrap();
    let last = app.store().head(app.organisation()).unwrap().unwrap().seq.0;
    let verified = app.store().verify(app.organisation()).unwrap();
    println!(
        "entries of changes: {} of {acknowledged}; broken: {:?}",
        last - first,
        verified.broken
    );
    assert!((last - first) as usize + errors >= acknowledged, "something acknowledged is lost");
}
