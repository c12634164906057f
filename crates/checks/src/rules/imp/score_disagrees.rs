//! # Score ≠ L×I
//!
//! ## What it finds
//!
//! A stated score that is not likelihood × impact. Where the register has a matrix of its own,
//! the score must be what the matrix says for the cell. A score that is the product rounded to
//! the decimals shown stands. One finding for each risk, whatever number of its assessments
//! disagree.
//!
//! ## Why
//!
//! A reader cannot know which of the three figures is meant, and ranks and colours go by the
//! score.
//!
//! ## Example
//!
//! Likelihood 4, impact 4, score 12.
//!
//! ## What to do
//!
//! Ask the owner which figure is right. A stated score is never changed by the program.
//!
//! ## Settings
//!
//! None.

use super::super::prelude::*;
use bellwether_domain::{Assessment, Field, Number, Stage};

pub(crate) const RULE: Rule = Rule {
    id: "IMP-09",
    name: "score-disagrees",
    title: "Score ≠ L×I",
    severity: Severity::High,
    kind: Kind::Deterministic,
    starred: true,
    help: "Ask the owner which of the three figures is right and correct the others.",
    source: include_str!("score_disagrees.rs"),
    run,
};

fn run(on: &Context<'_>, out: &mut Findings) {
    for risk in &on.risks {
        let wrong: Vec<String> = Stage::ALL
            .into_iter()
            .filter_map(|stage| {
                let assessment = risk.risk.assessments.get(stage)?;
                let (likelihood, impact) = assessment.cell()?;
                let matrix = on.register.scheme.as_ref();
                let due = matrix
                    .and_then(|scheme| scheme.score(likelihood, impact))
                    .or_else(|| likelihood.times(impact))?;
                let stated = stated(assessment)?;
                (!agrees(stated, due)).then(|| {
                    let stage = on.stage(stage);
                    let score = stated.0;
                    format!("{stage}: {likelihood} × {impact} = {due}, stated {score}")
                })
            })
            .collect();
        if !wrong.is_empty() {
            let message = "The stated score is not what likelihood and impact give.";
            out.risk(risk, message, wrong.join("; ")).field(Field::Score);
        }
    }
}

/// The stated score and how many decimals it shows.
fn stated(assessment: &Assessment) -> Option<(Number, usize)> {
    let score = assessment.score.as_ref()?;
    let decimals = score
        .text
        .split_once('.')
        .map_or(0, |(_, decimals)| decimals.chars().take_while(char::is_ascii_digit).count());
    Some((score.value?, decimals))
}

fn agrees((stated, decimals): (Number, usize), due: Number) -> bool {
    let unit = 10f64.powi(i32::try_from(decimals).unwrap_or(0));
    let rounded = (due.get() * unit).round() / unit;
    (stated.get() - due.get()).abs() < 1e-9 || (stated.get() - rounded).abs() < 1e-9
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::finds;

    #[test]
    fn finds_one_finding_for_a_risk_with_two_wrong_scores() {
        finds(
            &RULE,
            r"
            1 | Buildings | The boiler fails | AB | 4x4=16 3x3=9 2x2=4
            2 | Buildings | The roof leaks | AB | 4x4=12 3x3=6 2x2=4
            ",
            &["2"],
        );
    }

    #[test]
    fn silent_on_products_rounded_ones_and_gaps() {
        finds(
            &RULE,
            r"
            scale
            1 | Buildings | The boiler fails | AB | 4x4=16 2.5x3.5=8.8 .
            2 | Buildings | The roof leaks | AB | ?x4=12 3x3 2x2=?
            ",
            &[],
        );
    }
}
