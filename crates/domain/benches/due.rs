//! How long a phrase takes to read and to judge.

#![allow(missing_docs, reason = "a benchmark")]

use std::hint::black_box;

use bellwether_domain::Date;
use bellwether_domain::due::{judge, read};
use criterion::{Criterion, criterion_group, criterion_main};

fn due(c: &mut Criterion) {
    let as_at = Date::constant(2018, 3, 16);
    for (name, phrase) in [
        ("one word", "Ongoing"),
        ("a month", "Apr-18"),
        ("month and tail", "Sept 2017 then ongoing"),
        ("two labelled", "May-17 launch Economic Strategy, Business Crime Strategy May 2018"),
        ("recurring", "01/02/2017 then each year"),
        ("slipped", "31/12/18 (was 30/9/18)"),
    ] {
        c.bench_function(&format!("due/read/{name}"), |b| {
            b.iter(|| read(black_box(phrase), as_at))
        });
    }
    let read_before = read("Sept 2017 then ongoing", as_at);
    c.bench_function("due/judge", |b| b.iter(|| judge(black_box(&read_before), None, as_at)));
    let longest = "June 2018 report to board, then ".repeat(62);
    c.bench_function("due/read/longest cell", |b| b.iter(|| read(black_box(&longest), as_at)));
}

criterion_group!(benches, due);
criterion_main!(benches);
