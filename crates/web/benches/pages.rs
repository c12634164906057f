//! What each page costs, from the request to the last byte of the answer, and one update with the
//! first page after it: the sample's register in its four issues, over and over until it has as
//! many risks as `BELLWETHER_RISKS` says. No network is in between.

#![allow(missing_docs, clippy::unwrap_used, reason = "a bench may fail")]

mod made;

use std::{
    env,
    sync::Arc,
    time::{Duration, Instant},
};

use axum::{Router, body::Body, http::Request};
use bellwether_app::{
    App,
    edit::{Edit, Leave},
};
use bellwether_history::Authority;
use criterion::{Criterion, criterion_group, criterion_main};
use made::{app, bring_in_many, bring_in_sample};
use tokio::runtime::Runtime;
use tower::ServiceExt;

/// How many risks the registers have, where `BELLWETHER_RISKS` does not say.
const RISKS: &str = "45,1000,10000";

async fn get(router: &Router, address: &str) -> usize {
    let request = Request::get(address).header("host", "127.0.0.1:8080").body(Body::empty());
    let answer = router.clone().oneshot(request.unwrap()).await.unwrap();
    assert!(answer.status().is_success(), "{address}: {}", answer.status());
    axum::body::to_bytes(answer.into_body(), usize::MAX).await.unwrap().len()
}

fn pages(c: &mut Criterion, name: &str, app: &Arc<App>) {
    let runtime = Runtime::new().unwrap();
    let router = bellwether_web::router(Arc::clone(app));
    let snapshot = app.snapshot(None, None).unwrap();
    let risk = &snapshot.register.risks[0];
    let reference = risk.reference.as_deref().unwrap();
    let owner = risk.owners.first().map_or("nobody", String::as_str).replace(' ', "+");
    let addresses = [
        ("/".to_owned(), "/"),
        (format!("/?owner={owner}"), "/?owner=…"),
        ("/?q=budget".to_owned(), "/?q=…"),
        ("/?group=category&sort=-current".to_owned(), "/?group=category&sort=-current"),
        ("/?as-at=2025-09-12".to_owned(), "/?as-at=…"),
        (format!("/risks/{reference}"), "/risks/1"),
        ("/heat-map".to_owned(), "/heat-map"),
        ("/actions".to_owned(), "/actions"),
        ("/actions?due=overdue".to_owned(), "/actions?due=overdue"),
        ("/changes".to_owned(), "/changes"),
        ("/checks".to_owned(), "/checks"),
        ("/settings".to_owned(), "/settings"),
        ("/evidence".to_owned(), "/evidence"),
        ("/register.json".to_owned(), "/register.json"),
    ];
    let mut group = c.benchmark_group(name);
    group.sample_size(10).measurement_time(Duration::from_secs(2));
    for (address, title) in addresses {
        println!("{title}: {} bytes", runtime.block_on(get(&router, &address)));
        group.bench_function(title, |b| {
            b.iter(|| runtime.block_on(get(&router, &address)));
        });
    }
    let mut edits = 0;
    group.bench_function("one update", |b| b.iter(|| update(app, reference, &mut edits)));
    for (address, title) in [("/", "/ after an update"), ("/settings", "/settings after one")] {
        group.bench_function(title, |b| {
            b.iter_custom(|times| {
                let after = |_| {
                    update(app, reference, &mut edits);
                    let begun = Instant::now();
                    runtime.block_on(get(&router, address));
                    begun.elapsed()
                };
                (0..times).map(after).sum()
            });
        });
    }
    group.bench_function("/risks/1 after all of these", |b| {
        b.iter(|| runtime.block_on(get(&router, &format!("/risks/{reference}"))));
    });
    group.finish();
}

/// Changes a risk by hand, as a form does: from the version that it shows.
fn update(app: &App, reference: &str, edits: &mut u32) {
    *edits += 1;
    let form = app.edit_form(reference, None).unwrap();
    let mut risk = (*form.version.risk).clone();
    risk.description = Some(format!("The quay may close for a while ({edits})"));
    let authority = Authority::read("bench", "Said again", form.effective).unwrap();
    let leave = Leave::default();
    let edit = Edit { id: form.version.id, began: form.began(), risk, leave };
    assert!(app.author(authority).edit(&edit).unwrap().committed.is_some());
}

fn all(c: &mut Criterion) {
    let folder = tempfile::tempdir().unwrap();
    let small = app(&folder.path().join("small.db"));
    bring_in_sample(&small);
    let sizes = env::var("BELLWETHER_RISKS").unwrap_or_else(|_| RISKS.to_owned());
    for size in sizes.split(',') {
        let many = size.parse().unwrap();
        let large = app(&folder.path().join(format!("{many}.db")));
        bring_in_many(&large, &small, many);
        pages(c, &format!("{many} risks"), &large);
    }
}

criterion_group!(benches, all);
criterion_main!(benches);
