//! # Crowded cell
//!
//! ## What it finds
//!
//! A cell of the matrix, likelihood and impact as they are now, that holds more than a quarter
//! of the risks with a current likelihood and impact. Exactly a quarter is not more, and one risk
//! is no crowd. One finding for each cell.
//!
//! ## Why
//!
//! A matrix that puts most risks in one cell tells the board nothing of which comes first
//! (range compression).
//!
//! ## Example
//!
//! 18 of 45 risks at 3 × 4.
//!
//! ## What to do
//!
//! Rank the risks in the cell against each other, or refine the scale.
//!
//! ## Settings
//!
//! `cell_share`: the share above which a cell is crowded (¼).

use super::super::prelude::*;
use std::collections::BTreeMap;

pub(crate) const RULE: Rule = Rule {
    id: "SCR-13",
    name: "crowded-cell",
    title: "Crowded cell",
    severity: Severity::Info,
    kind: Kind::Deterministic,
    starred: false,
    help: "Rank the risks in this cell against each other, or refine the scale.",
    source: include_str!("crowded_cell.rs"),
    looks: &[(Sight::Register(Aspects::SCORES), run)],
};

fn run(on: &Context<'_>, out: &mut Findings) {
    let mut cells: BTreeMap<_, Vec<&str>> = BTreeMap::new();
    for risk in &on.risks {
        if let Some(cell) = risk.now.and_then(|now| now.cell()) {
            cells.entry(cell).or_default().push(&risk.name);
        }
    }
    let total: usize = cells.values().map(Vec::len).sum();
    for ((likelihood, impact), risks) in cells {
        if risks.len() > 1 && risks.len() as f64 > total as f64 * on.settings.cell_share {
            let message = format!(
                "{} of {total} risks are in one cell of the matrix, {likelihood} × {impact}.",
                risks.len()
            );
            out.register(message, format!("Risks {}", risks.join(", ")));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::finds;

    #[test]
    fn finds_a_cell_with_two_of_seven() {
        finds(
            &RULE,
            r"
            1 | Buildings | The boiler fails | AB | 5x5 3x4 2x2
            2 | Buildings | The roof leaks | AB | 5x5 3x4 2x2
            3 | Buildings | The lift sticks | AB | 5x5 4x3 2x2
            4 | Buildings | The door jams | AB | 5x5 4x4 2x2
            5 | Buildings | The floor gives | AB | 5x5 4x5 2x2
            6 | Buildings | The wall falls | AB | 5x5 2x5 2x2
            7 | Buildings | The lamp goes out | AB | 5x5 1x5 2x2
            ",
            &["*"],
        );
    }

    #[test]
    fn silent_on_one_risk_to_a_cell() {
        finds(
            &RULE,
            r"
            1 | Buildings | The boiler fails | AB | 5x5 3x4 2x2
            2 | Buildings | The roof leaks | AB | 5x5 4x4 2x2
            ",
            &[],
        );
    }
}
