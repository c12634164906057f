//! A register that goes on over the pages of a PDF, from the paper to its risks.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

#[allow(dead_code, reason = "the tests of the reader use more of it")]
#[path = "../../sheets/tests/pdf/paper.rs"]
mod paper;

use bellwether_intake::{Options, read};
use paper::{Page, file};

#[test]
fn makes_items_of_those_that_begin_overleaf() {
    let xs = [50.0, 90.0, 250.0, 310.0, 500.0];
    let row = |mut page: Page, y: f64, cells: [&str; 4]| {
        for (x, text) in xs.iter().zip(cells) {
            for (line, text) in text.lines().enumerate() {
                page = page.text(x + 3.0, y + 11.0 * line as f64, text);
            }
        }
        page
    };
    let heads = ["Ref", "Risk", "Score", "Controls"];
    let first = Page::default().grid(&xs, &[500.0, 520.0, 560.0, 600.0]);
    let first = row(first, 513.0, heads);
    let first =
        row(first, 533.0, ["R1", "The weir fails", "12", "• Walk the banks\n• Sound the bed"]);
    let first =
        row(first, 573.0, ["R2", "The lock jams", "9", "• Grease the gear\n• Keep the gate free"]);
    let second = Page::default().grid(&xs, &[50.0, 70.0, 110.0, 150.0]);
    let second = row(second, 63.0, heads);
    let second = row(second, 83.0, ["", "in hard frost", "", "of weed\n• Ring the keeper"]);
    let second = row(second, 123.0, ["R3", "The bank slips", "6", "• Plant willows"]);
    let read = read(&file(&[first, second]), &Options::default()).unwrap();
    let controls: Vec<&str> = read.register.risks[1]
        .controls
        .iter()
        .map(|control| control.description.as_str())
        .collect();
    assert_eq!(controls, ["Grease the gear", "Keep the gate free of weed", "Ring the keeper"]);
}
