//! # Rank turned round
//!
//! ## What it finds
//!
//! A risk whose score now is below that of another, although it is at least as likely and has at least
//! as great an impact, and more of one of them. The scores are those that the register states, or its own
//! matrix gives. Each risk once, beside the other that scores highest. One finding for each risk.
//!
//! ## Why
//!
//! A committee reads a register from the highest score down. Where the order of the scores contradicts
//! the ratings under them, attention goes to the lesser risk (Cox, "What's wrong with risk matrices?").
//!
//! ## Example
//!
//! One risk is 4 × 4 and scores 12, another is 3 × 4 and scores 14.
//!
//! ## What to do
//!
//! Compare the two, and correct whichever rating or score is wrong.
//!
//! ## Settings
//!
//! None.

use super::super::prelude::*;
use bellwether_domain::{Field, Number};
use std::collections::BTreeMap;

pub(crate) const RULE: Rule = Rule {
    id: "SCR-14",
    name: "rank-inverted",
    title: "Rank turned round",
    severity: Severity::Info,
    kind: Kind::Deterministic,
    starred: false,
    help: "Compare the two, and correct whichever rating or score is wrong.",
    source: include_str!("rank_inverted.rs"),
    looks: &[(Sight::Register(Aspects::SCORES), run)],
};

/// A likelihood and an impact.
type Cell = (Number, Number);

fn run(on: &Context<'_>, out: &mut Findings) {
    // Of each cell the risk that scores highest: there are as few cells as a matrix has.
    let mut highest: BTreeMap<Cell, (Number, &RiskView<'_>)> = BTreeMap::new();
    let rated = |risk: &RiskView<'_>| Some((risk.now?.cell()?, risk.now?.score?));
    for risk in &on.risks {
        let Some((cell, score)) = rated(risk) else { continue };
        let top = highest.entry(cell).or_insert((score, risk));
        if score > top.0 {
            *top = (score, risk);
        }
    }
    for risk in &on.risks {
        let Some((cell, score)) = rated(risk) else { continue };
        let lesser = highest.iter().filter(|(other, _)| is_less(**other, cell));
        let over = lesser.map(|(_, top)| *top).filter(|(other, _)| *other > score);
        let Some((above, other)) = over.max_by_key(|(score, _)| *score) else { continue };
        let message = format!(
            "It is at least as likely and as severe as risk {}, and scores less: {score} against {above}.",
            other.name
        );
        let words = risk.now.map(|now| now.words()).unwrap_or_default();
        out.risk(risk, message, words).field(Field::Score).and(other, None);
    }
}

/// Whether a cell is at most as likely and as severe as another, and is another.
fn is_less(one: Cell, other: Cell) -> bool {
    one != other && one.0 <= other.0 && one.1 <= other.1
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::finds;

    #[test]
    fn finds_the_graver_risk_that_scores_less() {
        let found = finds(
            &RULE,
            r"
            1 | Buildings | The boiler fails | AB | 5x5 4x4=12 2x2
            2 | Buildings | The roof leaks | AB | 5x5 3x4=14 2x2
            3 | Buildings | The lift sticks | AB | 5x5 3x3=13 2x2
            ",
            &["1+2"],
        );
        assert_eq!(
            found[0].message,
            "It is at least as likely and as severe as risk 2, and scores less: 12 against 14."
        );
    }

    #[test]
    fn silent_where_scores_follow_their_ratings_or_neither_is_the_graver() {
        finds(
            &RULE,
            r"
            1 | Buildings | The boiler fails | AB | 5x5 4x4 2x2
            2 | Buildings | The roof leaks | AB | 5x5 3x4 2x2
            3 | Buildings | The lift sticks | AB | 5x5 2x5=11 2x2
            4 | Buildings | The door jams | AB | 5x5 5x2=10 2x2
            ",
            &[],
        );
    }
}
