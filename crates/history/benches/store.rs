//! What the store costs, on both engines. `BELLWETHER_BODIES` and `BELLWETHER_RISKS` set how many
//! bodies there are and of how many risks; the figures are of the first body alone, so that they
//! should not move as others are added. `BELLWETHER_ENGINE` (`sqlite`, `postgres`) leaves the other
//! engine out. `BELLWETHER_FOLDER` keeps the SQLite file there, and finds it filled the next time.

#![allow(missing_docs, clippy::unwrap_used, unreachable_pub, reason = "a bench may fail")]
#![allow(clippy::disallowed_methods, reason = "a bench reads the clock")]

mod generator;
#[allow(dead_code, reason = "nothing is killed here")]
#[path = "../tests/server/mod.rs"]
mod server;

use std::{
    env,
    path::PathBuf,
    sync::Arc,
    time::{Duration, Instant},
};

use bellwether_history::{AsAt, Authority, Change, Deed, RiskWrite, Seq, Standing, Store, Write};
use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use generator::{ISSUES, Numbers, body, fill, first_issue, issued, recorded, register_of};

/// How often the update and the bare commit take turns.
const TURNS: usize = 2_000;

fn setting(name: &str, otherwise: usize) -> usize {
    env::var(name).ok().map_or(otherwise, |value| value.parse().unwrap())
}

fn reads(c: &mut Criterion, engine: &str, store: &Store, open: &dyn Fn() -> Store) {
    let (now, then) = (AsAt::latest(), AsAt::date(issued(0)));
    let ours = body(0);
    let bodies = setting("BELLWETHER_BODIES", 1);
    let risks = setting("BELLWETHER_RISKS", 45);
    let mut group = c.benchmark_group(format!("{engine}/{bodies} x {risks}"));
    group.sample_size(20).measurement_time(Duration::from_secs(2));
    group.bench_function("register now", |b| {
        b.iter(|| store.view(&register_of(&ours), now).unwrap())
    });
    group.bench_function("register five years back", |b| {
        b.iter(|| store.view(&register_of(&ours), then).unwrap())
    });
    group.bench_function("register now, nothing read before", |b| {
        b.iter_batched_ref(
            open,
            |fresh| fresh.view(&register_of(&ours), now).unwrap(),
            BatchSize::PerIteration,
        );
    });
    group.bench_function("register five years back, nothing read before", |b| {
        b.iter_batched_ref(
            open,
            |fresh| fresh.view(&register_of(&ours), then).unwrap(),
            BatchSize::PerIteration,
        );
    });
    group.bench_function("register page data", |b| {
        b.iter(|| {
            store.dates(&register_of(&ours), None).unwrap();
            let issues = store.issues(&ours, None).unwrap();
            let before = issues[issues.len() - 2].effective;
            [now, AsAt::date(before)]
                .map(|as_at| store.view(&register_of(&ours), as_at).unwrap().register())
        });
    });
    let id = store.view(&register_of(&ours), now).unwrap().risks[0].id;
    group.bench_function("one risk", |b| {
        b.iter(|| store.risk(&register_of(&ours), id, now).unwrap())
    });
    group.bench_function("one risk, all versions", |b| {
        b.iter(|| store.risk_versions(&register_of(&ours), id, None).unwrap());
    });
    let quarters = [ISSUES - 2, ISSUES - 1].map(|issue| AsAt::date(issued(issue)));
    group.bench_function("two quarters", |b| {
        b.iter(|| quarters.map(|quarter| store.view(&register_of(&ours), quarter).unwrap()));
    });
    group.bench_function("first page of the journal", |b| {
        b.iter(|| store.latest_entries(&ours, None, 50).unwrap());
    });
    group.finish();
}

/// An edit of one risk of a body that has only the one.
fn edit(expected: Option<Seq>, numbers: &mut Numbers) -> Change {
    let write = RiskWrite {
        id: Numbers::seeded(1).id(),
        effective: issued(0),
        expected,
        standing: Standing::Live,
        risk: Arc::new(numbers.risk(1)),
    };
    Change {
        authority: Authority::read("bench", "moved", issued(0)).unwrap(),
        deed: Deed::Edit,
        writes: vec![Write::Risk(write)],
    }
}

fn writes(c: &mut Criterion, engine: &str, store: &Store, bare: &mut dyn FnMut(&[String])) {
    let mut group = c.benchmark_group(format!("{engine}/writes"));
    group.sample_size(50).measurement_time(Duration::from_secs(3));
    let mut numbers = Numbers::seeded(7);
    let mut texts = |risks| -> Vec<String> {
        (0..risks).map(|n| serde_json::to_string(&numbers.risk(n)).unwrap()).collect()
    };
    let (one, many) = (texts(1), texts(4_500));
    group.bench_function("the engine's own bare durable commit", |b| b.iter(|| bare(&one)));
    let ours = "edited".parse().unwrap();
    let mut seq = store.head(&ours).unwrap().map(|head| head.seq);
    group.bench_function("one update", |b| {
        b.iter_batched(
            || edit(None, &mut numbers),
            |mut change| {
                let [Write::Risk(write)] = change.writes.as_mut_slice() else { return };
                write.expected = seq;
                seq = Some(store.commit(&register_of(&ours), &change, recorded(0)).unwrap().seq);
            },
            BatchSize::PerIteration,
        );
    });
    group.sample_size(10);
    group.bench_function("the engine's own bare commit of 4500 texts", |b| b.iter(|| bare(&many)));
    let mut body = store.organisations().unwrap().len();
    for risks in [45, 4_500] {
        group.bench_function(format!("bulk import of {risks} risks"), |b| {
            b.iter_batched(
                || {
                    body += 1;
                    (format!("bulk-{body}").parse().unwrap(), first_issue(&mut numbers, risks))
                },
                |(organisation, issue)| {
                    store.commit(&register_of(&organisation), &issue, recorded(0)).unwrap()
                },
                BatchSize::PerIteration,
            );
        });
    }
    group.finish();
}

/// One update and the engine's own bare durable commit in turn, so that both meet the same disk in
/// the same moods: the medians, and how many times the one the other is.
fn in_turn(engine: &str, store: &Store, bare: &mut dyn FnMut(&[String])) {
    let mut numbers = Numbers::seeded(11);
    let ours = "in-turn".parse().unwrap();
    let mut seq = store.head(&ours).unwrap().map(|head| head.seq);
    let [mut bares, mut updates] = [(); 2].map(|()| Vec::with_capacity(TURNS));
    for _ in 0..TURNS {
        let change = edit(seq, &mut numbers);
        let [Write::Risk(write)] = change.writes.as_slice() else { return };
        let text = [serde_json::to_string(&*write.risk).unwrap()];
        let begun = Instant::now();
        bare(&text);
        bares.push(begun.elapsed());
        let begun = Instant::now();
        seq = Some(store.commit(&register_of(&ours), &change, recorded(0)).unwrap().seq);
        updates.push(begun.elapsed());
    }
    let [bare, update] = [bares, updates].map(|mut times| {
        times.sort();
        times[TURNS / 2]
    });
    let times = update.as_secs_f64() / bare.as_secs_f64();
    println!(
        "{engine}/in turn: bare commit {bare:.0?}, one update {update:.0?} ({times:.2} times)"
    );
}

/// Whether an engine is to be measured.
fn is_asked(engine: &str) -> bool {
    env::var("BELLWETHER_ENGINE").map_or(true, |asked| asked == engine)
}

fn sqlite(c: &mut Criterion) {
    if !is_asked("sqlite") {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let kept = env::var_os("BELLWETHER_FOLDER").map_or(folder.path().to_owned(), PathBuf::from);
    let path = kept.join("bench.db");
    let store = Store::open(path.clone()).unwrap();
    if store.organisations().unwrap().is_empty() {
        fill(&store, setting("BELLWETHER_BODIES", 1), setting("BELLWETHER_RISKS", 45), ISSUES);
    }
    reads(c, "sqlite", &store, &|| Store::open(path.clone()).unwrap());
    let mut plain = rusqlite::Connection::open(folder.path().join("plain.db")).unwrap();
    plain.query_row("PRAGMA journal_mode = WAL", [], |_| Ok(())).unwrap();
    plain.execute_batch("PRAGMA synchronous = FULL; CREATE TABLE plain (body TEXT)").unwrap();
    let mut bare = |texts: &[String]| {
        let transaction = plain.transaction().unwrap();
        for text in texts {
            let insert = "INSERT INTO plain VALUES (?1)";
            transaction.prepare_cached(insert).unwrap().execute([text]).unwrap();
        }
        transaction.commit().unwrap();
    };
    in_turn("sqlite", &store, &mut bare);
    writes(c, "sqlite", &store, &mut bare);
}

fn postgres(c: &mut Criterion) {
    if !is_asked("postgres") {
        return;
    }
    let Some(server) = server::Server::shared() else { return };
    let name = server.database();
    let address = server.address("bellwether", &name);
    let store = Store::open(address.as_str()).unwrap();
    fill(&store, setting("BELLWETHER_BODIES", 1), setting("BELLWETHER_RISKS", 45), ISSUES);
    server.keeper(&name).batch_execute("ANALYZE").unwrap();
    reads(c, "postgres", &store, &|| Store::open(address.as_str()).unwrap());
    let mut plain = server.keeper(&name);
    plain.batch_execute("CREATE SCHEMA plain; CREATE TABLE plain.plain (body TEXT)").unwrap();
    let insert = "INSERT INTO plain.plain SELECT unnest($1::TEXT[])";
    let insert = plain.prepare(insert).unwrap();
    let mut bare = |texts: &[String]| {
        plain.execute(&insert, &[&texts]).unwrap();
    };
    in_turn("postgres", &store, &mut bare);
    writes(c, "postgres", &store, &mut bare);
}

criterion_group!(benches, sqlite, postgres);
criterion_main!(benches);
