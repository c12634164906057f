//! # Block scoring
//!
//! ## What it finds
//!
//! Five risks or more whose likelihood and impact are the same at all three stages. One finding
//! for each such path.
//!
//! ## Why
//!
//! Scores that go hand in hand may have been copied from one risk to the next, and not judged.
//!
//! ## Example
//!
//! Six risks go 4 × 4, 3 × 4, 2 × 4.
//!
//! ## What to do
//!
//! Ask the owners to score these risks again, each on its own.
//!
//! ## Settings
//!
//! `block`: how many make a block (5).

use super::super::prelude::*;
use std::collections::BTreeMap;

pub(crate) const RULE: Rule = Rule {
    id: "SCR-17",
    name: "block-scoring",
    title: "Block scoring",
    severity: Severity::Info,
    kind: Kind::Deterministic,
    starred: false,
    help: "Have these risks scored again, each on its own.",
    source: include_str!("block_scoring.rs"),
    looks: &[(Sight::Register(Aspects::SCORES), run)],
};

fn run(on: &Context<'_>, out: &mut Findings) {
    let mut paths: BTreeMap<_, Vec<&RiskView<'_>>> = BTreeMap::new();
    for risk in &on.risks {
        let (Some(gross), Some(now), Some(target)) = (risk.gross, risk.now, risk.target) else {
            continue;
        };
        if let (Some(gross), Some(now), Some(target)) = (gross.cell(), now.cell(), target.cell()) {
            paths.entry((gross, now, target)).or_default().push(risk);
        }
    }
    for (((a, b), (c, d), (e, f)), risks) in paths {
        if risks.len() >= on.settings.block {
            let message = format!(
                "{} risks have the same scores throughout: {a} × {b} → {c} × {d} → {e} × {f}.",
                risks.len()
            );
            let names: Vec<&str> = risks.iter().map(|risk| risk.name.as_str()).collect();
            out.register(message, format!("Risks {}", names.join(", ")));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::finds;

    #[test]
    fn finds_five_on_one_path() {
        finds(
            &RULE,
            r"
            1 | Buildings | The boiler fails | AB | 4x4 3x4 2x4
            2 | Buildings | The roof leaks | AB | 4x4 3x4 2x4
            3 | Buildings | The lift sticks | AB | 4x4 3x4 2x4
            4 | Buildings | The door jams | AB | 4x4 3x4 2x4
            5 | Buildings | The floor gives | AB | 4x4 3x4 2x4
            6 | Buildings | The wall falls | AB | 4x4 4x3 2x4
            ",
            &["*"],
        );
    }

    #[test]
    fn silent_on_four() {
        finds(
            &RULE,
            r"
            1 | Buildings | The boiler fails | AB | 4x4 3x4 2x4
            2 | Buildings | The roof leaks | AB | 4x4 3x4 2x4
            3 | Buildings | The lift sticks | AB | 4x4 3x4 2x4
            4 | Buildings | The door jams | AB | 4x4 3x4 2x4
            5 | Buildings | The floor gives | AB | 4x4 4x3 2x4
            ",
            &[],
        );
    }
}
