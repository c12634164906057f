//! How long a register takes from bytes to risks: text shaped like a published one, at the size of
//! one body and of a large one.
#![allow(missing_docs, clippy::unwrap_used, reason = "a benchmark")]

use std::{fmt::Write as _, hint::black_box};

use bellwether_intake::{Options, read};
use criterion::{Criterion, Throughput, criterion_group, criterion_main};

/// Risks with four actions each, seven a page, headings repeated, a matrix and a key at the end.
fn register(risks: usize) -> String {
    let heads = "Details of risk\t\t\tGross risk\t\t\tActions\t\t\t\t\tRisk now (16 March 2018)\t\t\tResidual risk\t\t\n\
        Risk No.\tChapter\tRisk\tLikelihood\tImpact\tScore *\tOwner\tDescription\tAction Owner\tTarget Date\tAction Status\tLikelihood\tImpact\tScore *\tLikelihood\tImpact\tScore *\n";
    let mut text = String::from("NORTHSHIRE COMMISSIONER - RISK REGISTER\n\n");
    for number in 1..=risks {
        if number % 7 == 1 {
            text += heads;
        }
        let (l, i) = (number % 5 + 1, number % 4 + 2);
        writeln!(
            text,
            "{number}\tProtecting people {}\tThe service for callers in district {number} does not improve, leading to complaints\t{l}\t{i}\t{}\tAB\tReport on progress in district {number} to the board\tAB / CD\tSept 2017 then ongoing\tA\t{l}\t{i}\t{}\t1\t{i}\t{i}",
            number % 6, l * i, l * i,
        )
        .unwrap();
        for action in 1..4 {
            writeln!(text, "\t\t\t\t\t\t\tTake step {action} of the plan for district {number} with partners\tCD\tApr-18\tG\t\t\t\t\t\t").unwrap();
        }
    }
    text += "\nMatrix\n\nHIGH\t3\t6\t9\nMEDIUM\t2\t4\t6\nLOW\t1\t2\t3\nIMPACT / LIKELIHOOD\tRARE\tPOSSIBLE\tLIKELY\n\nKey to owners\n\nAB = A. Bee\nCD = C. Dee\n";
    text
}

fn convert(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("convert");
    for risks in [45, 4_500] {
        let text = register(risks);
        group.throughput(Throughput::Bytes(text.len() as u64));
        group.sample_size(20);
        group.bench_function(format!("text of {risks} risks"), |bencher| {
            bencher.iter(|| black_box(read(text.as_bytes(), &Options::default()).unwrap()));
        });
    }
    group.finish();
}

criterion_group!(benches, convert);
criterion_main!(benches);
