//! How long a large workbook takes to read, beside calamine merely reading its cells.
#![allow(missing_docs, clippy::unwrap_used, reason = "a benchmark")]

use std::{hint::black_box, io::Cursor};

use bellwether_sheets::cells;
use calamine::{Reader, Xlsx};
use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use rust_xlsxwriter::{Color, ExcelDateTime, Format, Workbook};

const ROWS: u32 = 100_000;

/// A register of twelve columns: texts, numbers, a formula, a date, a coloured rating.
fn workbook() -> Vec<u8> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    let date = Format::new().set_num_format("mmm-yy");
    let red = Format::new().set_background_color(Color::Red);
    let day = ExcelDateTime::from_ymd(2018, 4, 1).unwrap();
    let headings = [
        "Ref", "Category", "Risk", "Owner", "L", "I", "Score", "Control", "Action", "Due", "RAG",
        "Notes",
    ];
    for (column, heading) in (0..).zip(headings) {
        sheet.write(0, column, heading).unwrap();
    }
    for row in 1..=ROWS {
        let (likelihood, impact) = (row % 5 + 1, row % 4 + 1);
        sheet.write(row, 0, row).unwrap();
        sheet.write(row, 1, format!("Category {}", row % 12)).unwrap();
        sheet.write(row, 2, format!("The depot floods in winter, road {row}")).unwrap();
        sheet.write(row, 3, format!("A{}", row % 30)).unwrap();
        sheet.write(row, 4, likelihood).unwrap();
        sheet.write(row, 5, impact).unwrap();
        sheet.write(row, 6, likelihood * impact).unwrap();
        sheet.write(row, 7, "Drains are cleared each autumn").unwrap();
        sheet.write(row, 8, format!("Raise the threshold\nat door {}", row % 900)).unwrap();
        sheet.write_with_format(row, 9, &day, &date).unwrap();
        sheet.write_with_format(row, 10, "R", &red).unwrap();
        sheet.write(row, 11, 0.5).unwrap();
    }
    workbook.save_to_buffer().unwrap()
}

fn spreadsheet(c: &mut Criterion) {
    let bytes = workbook();
    let mut group = c.benchmark_group("spreadsheet, 100,000 rows of 12 cells");
    group.sample_size(10).throughput(Throughput::Elements(u64::from(ROWS)));
    group.bench_function("calamine reads the cells", |b| {
        b.iter(|| {
            let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(&bytes[..])).unwrap();
            black_box(workbook.worksheet_range("Sheet1").unwrap())
        });
    });
    group.bench_function("intake reads them as shown", |b| {
        b.iter(|| black_box(cells(&bytes).unwrap()));
    });
    group.finish();
}

criterion_group!(benches, spreadsheet);
criterion_main!(benches);
