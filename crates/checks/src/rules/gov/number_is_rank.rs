//! # Risk number is a rank, not an identity
//!
//! ## What it finds
//!
//! A register of three risks or more whose numbers, all of one series ("7", "R7"), follow the
//! gross score exactly: in the order of the numbers the score never rises, and it falls at least
//! once. One finding for the register.
//!
//! ## Why
//!
//! If a new risk of 20 comes in, every number below changes, and the minutes of last year speak
//! of other risks. Renumbering breaks history.
//!
//! ## Example
//!
//! Risk 1 has 25 and risk 45 has 4, with no rise in between.
//!
//! ## What to do
//!
//! Give each risk a number for life, and sort by score on the page.
//!
//! ## Settings
//!
//! None.

use super::super::{imp::risk_numbers::numbered, prelude::*};

pub(crate) const RULE: Rule = Rule {
    id: "GOV-12",
    name: "number-is-rank",
    title: "Risk number is a rank, not an identity",
    severity: Severity::Medium,
    kind: Kind::Deterministic,
    starred: true,
    help: "Give each risk a number for life, and sort by score on the page.",
    source: include_str!("number_is_rank.rs"),
    looks: &[(Sight::Register(Aspects::SCORES), run)],
};

fn run(on: &Context<'_>, out: &mut Findings) {
    let first = on.risks.first().and_then(|risk| numbered(risk.risk.reference.as_deref()?));
    let Some((series, _)) = first else { return };
    let ranks: Option<Vec<(u64, bellwether_domain::Number)>> = on
        .risks
        .iter()
        .map(|risk| {
            let (letters, number) = numbered(risk.risk.reference.as_deref()?)?;
            (letters == series).then_some((number, risk.gross?.score?))
        })
        .collect();
    let Some(mut ranks) = ranks.filter(|ranks| ranks.len() >= 3) else { return };
    ranks.sort_by_key(|(number, _)| *number);
    let falls = ranks.first().map(|(_, score)| score) != ranks.last().map(|(_, score)| score);
    if falls && ranks.is_sorted_by(|a, b| a.1 >= b.1) {
        out.register("The numbers follow the gross score: a new risk would change them.", "");
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::finds;

    #[test]
    fn finds_numbers_in_the_order_of_the_score() {
        finds(
            &RULE,
            r"
            1 | B | The boiler fails | AB | 5x5
            2 | B | The roof leaks | AB | 4x4
            3 | B | The lift sticks | AB | 4x4
            ",
            &["*"],
        );
    }

    #[test]
    fn silent_where_a_score_rises_or_all_are_the_same() {
        finds(
            &RULE,
            r"
            1 | B | The boiler fails | AB | 4x4
            2 | B | The roof leaks | AB | 5x4
            3 | B | The lift sticks | AB | 3x4
            ",
            &[],
        );
    }

    #[test]
    fn silent_where_all_are_the_same() {
        finds(
            &RULE,
            r"
            1 | B | The boiler fails | AB | 4x4
            2 | B | The roof leaks | AB | 4x4
            3 | B | The lift sticks | AB | 4x4
            ",
            &[],
        );
    }
}
