//! # Score moved without a reason
//!
//! ## What it finds
//!
//! A risk whose current likelihood, impact or score is another than in the issue of the
//! register before this one, with no new reason beside it: no column whose heading speaks of a
//! rationale, justification, reason, basis or explanation, or the same words in it as before.
//! It needs an earlier issue. One finding for each risk. It is to be answered for where the score
//! moved by two steps of likelihood or impact, rose into another band of the matrix, or fell though no
//! action is done or gone since; any other step is good to know.
//!
//! ## Why
//!
//! Members ask for the reason of every change of score. A fall without one looks like a wish.
//!
//! ## Example
//!
//! 16 in December, 12 in March, and not a word.
//!
//! ## What to do
//!
//! Write down what changed, and what shows it.
//!
//! ## Settings
//!
//! None.

use super::super::prelude::*;
use bellwether_domain::{AssessmentPart, Number, Risk};

use super::current_numbers;

pub(crate) const RULE: Rule = Rule {
    id: "SCR-20",
    name: "moved-without-reason",
    title: "Score moved without a reason",
    severity: Severity::Medium,
    kind: Kind::Deterministic,
    starred: false,
    help: "Write down what changed, and what shows it.",
    source: include_str!("moved_without_reason.rs"),
    looks: &[(Sight::Past, run)],
};

fn run(on: &Context<'_>, out: &mut Findings) {
    if on.earlier.is_empty() {
        return;
    }
    let trail = on.trail();
    for risk in &on.risks {
        let Some(before) = trail.of_risk(risk.position).next() else { continue };
        let (Some(was), Some(is)) = (current_numbers(before), current_numbers(risk.risk)) else {
            continue;
        };
        let reason = reason(risk.risk);
        if was != is && (reason.is_none() || reason == self::reason(before)) {
            let now = risk.now.map(|now| now.words()).unwrap_or_default();
            let score = |[likelihood, impact, _]: Numbers| {
                let text = |n: Option<Number>| n.map_or_else(|| "?".to_owned(), |n| n.to_string());
                format!("{} × {}", text(likelihood), text(impact))
            };
            let fell = matches!((was, is), ([.., Some(was)], [.., Some(is)]) if is < was);
            let is_earned = fell && has_done(before, risk);
            let down = || (fell && !is_earned).then_some("down with no action done ");
            let how = two_steps(was, is)
                .or_else(|| another_band(was, is, on).filter(|_| !is_earned))
                .or_else(down);
            let message = format!(
                "The score has moved {}since the last issue, and no reason is given.",
                how.unwrap_or_default(),
            );
            let finding = out.risk(risk, message, format!("{} → {now}", score(was)));
            if how.is_none() {
                finding.severity(Severity::Info);
            }
            finding.field(AssessmentPart::Score);
        }
    }
}

type Numbers = [Option<Number>; 3];

/// Whether it moved by two steps of a scale.
fn two_steps(was: Numbers, is: Numbers) -> Option<&'static str> {
    const FAR: f64 = 2.0;
    let [likelihood, impact, _] = was;
    let [now_likelihood, now_impact, _] = is;
    let steps = |was: Option<Number>, is: Option<Number>| {
        was.zip(is).is_some_and(|(was, is)| (was.get() - is.get()).abs() >= FAR)
    };
    (steps(likelihood, now_likelihood) || steps(impact, now_impact))
        .then_some("by two steps or more ")
}

/// Whether it moved into another band of the matrix.
fn another_band(was: Numbers, is: Numbers, on: &Context<'_>) -> Option<&'static str> {
    let scheme = on.scales.as_ref().map(|scales| &scales.scheme)?;
    let ([.., was], [.., is]) = (was, is);
    (scheme.band(was?) != scheme.band(is?)).then_some("into another band ")
}

/// Whether an action is done, or gone since the issue before.
fn has_done(before: &Risk, risk: &RiskView<'_>) -> bool {
    let done = risk.actions.iter().any(|action| action.is_done() || action.is_closed());
    done || risk.actions.len() < before.actions.len()
}

/// The words of the columns that give reasons.
fn reason(risk: &Risk) -> Option<String> {
    const SAID: [&str; 5] = ["rationale", "justification", "reason", "basis", "explanation"];
    let words: Vec<&str> = risk
        .extra
        .iter()
        .filter(|(heading, text)| {
            let heading = words::folded(heading);
            !text.trim().is_empty() && SAID.iter().any(|said| heading.contains(said))
        })
        .map(|(_, text)| text.as_str())
        .collect();
    (!words.is_empty()).then(|| words.join(" "))
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::finds;

    #[test]
    fn finds_a_move_without_words_or_with_the_old_ones() {
        finds(
            &RULE,
            r"
            as at 2017-12-31
            1 | Buildings | The boiler fails | AB | 4x4 4x4 2x4
            2 | Buildings | The roof leaks | AB | 4x4 4x4 2x4
            + Rationale: it leaked twice
            ====
            1 | Buildings | The boiler fails | AB | 4x4 3x4 2x4
            2 | Buildings | The roof leaks | AB | 4x4 5x4 2x4
            + Rationale: it leaked twice
            ",
            &["1", "2"],
        );
    }

    #[test]
    fn only_a_long_way_or_a_fall_with_nothing_done_is_to_be_answered_for() {
        let found = finds(
            &RULE,
            r"
            as at 2017-12-31
            1 | Mill | The mill wheel breaks | AB | 4x4 4x4 2x4
            - Mend the wheel | AB | Apr-18 | A
            2 | Mill | The race silts up | AB | 4x4 4x4 2x4
            - Dredge the race | AB | Feb-18 | A
            3 | Mill | The miller retires early | AB | 4x4 3x3 2x3
            4 | Mill | Rats reach the loft | AB | 4x4 1x4 1x4
            ====
            1 | Mill | The mill wheel breaks | AB | 4x4 3x4 2x4
            - Mend the wheel | AB | Apr-18 | A
            2 | Mill | The race silts up | AB | 4x4 3x4 2x4
            - Dredge the race | AB | Completed Feb 2018 | G
            3 | Mill | The miller retires early | AB | 4x4 4x3 2x3
            4 | Mill | Rats reach the loft | AB | 4x4 3x4 1x4
            ",
            &["1", "2", "3", "4"],
        );
        let said = |risk: &str| {
            let own = found.iter().find(|f| f.risk.as_deref() == Some(risk)).unwrap();
            (own.severity == crate::Severity::Medium, own.message.clone())
        };
        assert_eq!(
            said("1").1,
            "The score has moved down with no action done since the last issue, and no reason is given."
        );
        assert_eq!(
            [said("1").0, said("2").0, said("3").0, said("4").0],
            [true, false, false, true]
        );
    }

    #[test]
    fn silent_with_a_new_reason_and_where_nothing_moved() {
        finds(
            &RULE,
            r"
            as at 2017-12-31
            1 | Buildings | The boiler fails | AB | 4x4 4x4 2x4
            2 | Buildings | The roof leaks | AB | 4x4 4x4 2x4
            + Rationale: it leaked twice
            ====
            1 | Buildings | The boiler fails | AB | 4x4 4x4 1x4
            2 | Buildings | The roof leaks | AB | 4x4 3x4 2x4
            + Rationale: new tiles in May
            ",
            &[],
        );
    }
}
