//! How long a PDF of twenty pages takes to read: a ruled table, and one without lines.
#![allow(missing_docs, clippy::unwrap_used, reason = "a benchmark")]

#[allow(dead_code, reason = "the tests use more of it")]
#[path = "../tests/pdf/paper.rs"]
mod paper;

use std::hint::black_box;

use bellwether_sheets::cells;
use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use paper::{Page, file};

const PAGES: u32 = 20;
const ROWS: u32 = 14;
const XS: [f64; 8] = [20.0, 50.0, 130.0, 300.0, 340.0, 380.0, 470.0, 580.0];

/// Fourteen rows of seven columns and four lines each, about 3,000 letters a page.
fn page(number: u32, ruled: bool) -> Page {
    let mut page = Page::default();
    for row in 0..ROWS {
        let top = 40.0 + 50.0 * f64::from(row);
        let cells = [
            (number * ROWS + row).to_string(),
            "Operations".to_owned(),
            "The culvert under the".to_owned(),
            "3".to_owned(),
            "4".to_owned(),
            "Keeper of locks".to_owned(),
            "Inspect the brickwork".to_owned(),
        ];
        for (x, text) in XS.iter().zip(&cells) {
            page = page.text(x + 3.0, top + 12.0, text);
        }
        for (line, words) in
            ["embankment gives way", "after a wet winter and", "drains the summit pound"]
                .into_iter()
                .enumerate()
        {
            let y = top + 12.0 + 11.0 * (line + 1) as f64;
            page = page.text(133.0, y, words).text(473.0, y, words);
        }
    }
    if ruled {
        let ys: Vec<f64> = (0..=ROWS).map(|row| 40.0 + 50.0 * f64::from(row)).collect();
        page = page.grid(&XS, &ys);
    }
    page
}

fn bench(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("pdf of 20 pages");
    group.throughput(Throughput::Elements(PAGES.into())).sample_size(20);
    for (name, ruled) in [("ruled", true), ("without lines", false)] {
        let pages: Vec<Page> = (0..PAGES).map(|number| page(number, ruled)).collect();
        let bytes = file(&pages);
        let (_, document) = cells(&bytes).unwrap();
        let rows: usize = document.sheets.iter().map(|sheet| sheet.rows.len()).sum();
        assert_eq!(rows, (PAGES * ROWS) as usize, "every row is read");
        group.bench_function(name, |bencher| {
            bencher.iter(|| cells(black_box(&bytes)).unwrap());
        });
    }
    group.finish();
}

criterion_group!(benches, bench);
criterion_main!(benches);
