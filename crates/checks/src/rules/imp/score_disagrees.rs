//! # Score ≠ L×I
//!
//! ## What it finds
//!
//! A stated score that is not likelihood × impact. Where the register has a matrix of its own,
//! the score must be what the matrix says for the cell. A score that is the product rounded to
//! the decimals shown stands. One finding for each risk, whatever number of its assessments
//! disagree. Where the register has no matrix, five assessments or more disagree, and more
//! disagree than agree, the product is not its rule: then there is one finding for the
//! register, which asks for the rule.
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
use bellwether_domain::{Assessment, AssessmentPart, Number, Stage};

/// Fewer disagreements than this are slips, not another rule.
const ANOTHER_RULE: usize = 5;

pub(crate) const RULE: Rule = Rule {
    id: "IMP-09",
    name: "score-disagrees",
    title: "Score ≠ L×I",
    severity: Severity::High,
    kind: Kind::Deterministic,
    starred: true,
    help: "Ask the owner which of the three figures is right and correct the others.",
    source: include_str!("score_disagrees.rs"),
    looks: &[(Sight::Register(Aspects::SCORES), run)],
};

fn run(on: &Context<'_>, out: &mut Findings) {
    let mut agreeing = 0;
    let mut wrong: Vec<(&RiskView<'_>, Vec<String>)> = Vec::new();
    for risk in &on.risks {
        let mut of_risk = Vec::new();
        for stage in Stage::ALL {
            match judged(on, risk, stage) {
                Some(Ok(())) => agreeing += 1,
                Some(Err(wrong)) => of_risk.push(wrong),
                None => {}
            }
        }
        if !of_risk.is_empty() {
            wrong.push((risk, of_risk));
        }
    }
    let disagreeing: usize = wrong.iter().map(|(_, wrong)| wrong.len()).sum();
    if on.register.scheme.is_none() && disagreeing >= ANOTHER_RULE && disagreeing > agreeing {
        let message = format!(
            "{disagreeing} of {} scores are not likelihood × impact: by what rule are they made?",
            disagreeing + agreeing,
        );
        let example = wrong.first().and_then(|(_, wrong)| wrong.first()).cloned();
        out.register(message, example.unwrap_or_default()).field(AssessmentPart::Score);
        return;
    }
    for (risk, wrong) in wrong {
        let message = "The stated score is not what likelihood and impact give.";
        out.risk(risk, message, wrong.join("; ")).field(AssessmentPart::Score);
    }
}

/// Whether a stated score is what it should be; `None` where there is nothing to compare.
fn judged(on: &Context<'_>, risk: &RiskView<'_>, stage: Stage) -> Option<Result<(), String>> {
    let assessment = risk.risk.assessments.get(stage)?;
    let (likelihood, impact) = assessment.cell()?;
    let matrix = on.register.scheme.as_ref();
    let due = matrix
        .and_then(|scheme| scheme.score(likelihood, impact))
        .or_else(|| likelihood.times(impact))?;
    let stated = stated(assessment)?;
    if agrees(stated, due) {
        return Some(Ok(()));
    }
    let (stage, score) = (on.stage(stage), stated.0);
    Some(Err(format!("{stage}: {likelihood} × {impact} = {due}, stated {score}")))
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
    fn finds_a_register_with_another_rule_once() {
        finds(
            &RULE,
            r"
            1 | Buildings | The boiler fails | AB | 4x4=8 3x3=6 2x3=5
            2 | Buildings | The roof leaks | AB | 4x3=7 3x1=4 2x2=4
            ",
            &["*"],
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
