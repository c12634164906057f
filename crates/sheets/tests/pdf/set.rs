//! How the text of a table is set: numbers at the right, bullets apart, paragraphs.

use crate::paper::{Page, file};
use crate::shown;

#[test]
fn keeps_numbers_at_the_right_under_headings_at_the_left() {
    let mut page = Page::default();
    let heads =
        [(50.0, "No"), (80.0, "Risk"), (220.0, "Likelihood"), (278.0, "Impact"), (330.0, "Owner")];
    for (x, text) in heads {
        page = page.bold(x, 100.0, text);
    }
    for (row, (risk, owner)) in
        [("Silt", "Ida"), ("Weed", "Jon"), ("Frost", "Kit"), ("Drought", "Lou"), ("Leaks", "Mae")]
            .into_iter()
            .enumerate()
    {
        let y = 120.0 + 20.0 * row as f64;
        page = page
            .text(50.0, y, &(row + 1).to_string())
            .text(80.0, y, risk)
            .text(268.0, y, "3")
            .text(320.0, y, "4")
            .text(330.0, y, owner);
    }
    assert_eq!(
        shown(&file(&[page]))[..2],
        ["1.1 0: No | Risk | Likelihood | Impact | Owner", "1.2 0: 1 | Silt | 3 | 4 | Ida"]
    );
}

#[test]
fn keeps_bullets_with_their_items() {
    let mut page = Page::default();
    for (x, text) in [(50.0, "No"), (90.0, "Risk"), (200.0, "Level"), (260.0, "Controls")] {
        page = page.bold(x, 100.0, text);
    }
    let risks = ["Silt", "Weed", "Frost", "Leaks", "Drought"];
    for (row, risk) in risks.into_iter().enumerate() {
        let y = 120.0 + 30.0 * row as f64;
        page = page
            .text(50.0, y, &(row + 1).to_string())
            .text(90.0, y, risk)
            .text(200.0, y, "High")
            .text(260.0, y, "•")
            .text(278.0, y, ["Dredge", "Mow", "Salt", "Clay", "Pump"][row])
            .text(260.0, y + 11.0, "•")
            .text(278.0, y + 11.0, ["Net", "Rake", "Sand", "Piles", "Sluice"][row]);
    }
    assert_eq!(
        shown(&file(&[page]))[..2],
        ["1.1 0: No | Risk | Level | Controls", "1.2 0: 1 | Silt | High | • Dredge/• Net"]
    );
}

#[test]
fn ends_a_paragraph_where_the_next_word_had_room() {
    let mut page = Page::default().grid(&[50.0, 100.0, 300.0], &[100.0, 150.0, 200.0, 250.0]);
    for (at, lines) in [
        ["Walk along the banks of the upper canal", "after each storm", "Grease the gear"],
        ["Call the keeper of the reservoir and ask", "for more water", "Close the locks"],
        ["Lay up the boats of the trust in the dry", "dock by the inn", "Drain the tanks"],
    ]
    .into_iter()
    .enumerate()
    {
        let top = 112.0 + 50.0 * at as f64;
        page = page.text(55.0, top, &(at + 1).to_string());
        for (line, text) in lines.into_iter().enumerate() {
            page = page.text(105.0, top + 11.0 * line as f64, text);
        }
    }
    assert_eq!(
        shown(&file(&[page]))[0],
        "1.1 0: 1 | Walk along the banks of the upper canal/after each storm//Grease the gear"
    );
}
