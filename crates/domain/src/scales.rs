//! The scales that a register is scored on, also where it prints no matrix: then they follow from
//! the numbers that it uses, or from what its body says.

use serde::{Deserialize, Serialize};

use crate::{Number, Register, Scheme, Stage, assessment::Rating, scheme::Axis, scheme::Level};

/// How many steps a body says its scales have, where its register prints no matrix.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Steps {
    /// Of likelihood.
    pub likelihood: Option<u8>,
    /// Of impact.
    pub impact: Option<u8>,
}

/// Where the scales come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Origin {
    /// The document prints its matrix.
    Printed,
    /// The body says how many steps they have.
    Said,
    /// They follow from the numbers that the register uses.
    Inferred,
}

/// The scales in force and where they come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scales {
    /// The scales and the matrix.
    pub scheme: Scheme,
    /// Where they come from.
    pub origin: Origin,
}

/// A likelihood or an impact that is no step of its scale.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OffScale {
    /// The risk, by its place in the register from nought.
    pub risk: usize,
    /// Which assessment.
    pub stage: Stage,
    /// Which scale.
    pub axis: Axis,
    /// What is given.
    pub text: String,
}

/// No published scale has more steps.
const MOST_STEPS: f64 = 12.0;

/// A figure that stands alone this far above the others, or further, is taken for a slip.
const APART: f64 = 2.0;

/// From so many figures on one of them may be taken for a slip.
const ENOUGH: usize = 10;

/// The fewest steps that are taken for a scale.
const FEWEST_STEPS: u8 = 3;

impl Register {
    /// The scales that the register is scored on: its own, else from 1 to what its body says or,
    /// where that says nothing, to the highest figure in use. `None` where nothing is scored in
    /// figures of likelihood and impact.
    pub fn scales(&self, said: Steps) -> Option<Scales> {
        if let Some(scheme) = &self.scheme {
            return Some(Scales { scheme: scheme.clone(), origin: Origin::Printed });
        }
        let used = |axis| top(&self.figures(axis));
        let (likelihood, impact) = (used(Axis::Likelihood)?, used(Axis::Impact)?);
        // Few bodies use every step at all times, and nearly all have as many of one as of the
        // other.
        let both = likelihood.max(impact);
        let is_said = said.likelihood.is_some() || said.impact.is_some();
        let steps = [said.likelihood.unwrap_or(both), said.impact.unwrap_or(both)];
        let scheme = self.matrix(steps.map(scale));
        Some(Scales { scheme, origin: if is_said { Origin::Said } else { Origin::Inferred } })
    }

    /// The likelihoods and impacts that are on no step of these scales, in the register's order. A
    /// figure between two steps is on the scale.
    pub fn off_scale(&self, scheme: &Scheme) -> Vec<OffScale> {
        let mut off = Vec::new();
        for (risk, own) in self.risks.iter().enumerate() {
            for stage in Stage::ALL {
                let Some(assessment) = own.assessments.get(stage) else { continue };
                let axes = [
                    (Axis::Likelihood, &assessment.likelihood),
                    (Axis::Impact, &assessment.impact),
                ];
                for (axis, rating) in axes {
                    let Some(Rating { text, value: Some(value) }) = rating else { continue };
                    if !is_on(*value, scheme.scale(axis)) {
                        off.push(OffScale { risk, stage, axis, text: text.clone() });
                    }
                }
            }
        }
        off
    }

    /// Every figure given for likelihood or impact.
    fn figures(&self, axis: Axis) -> Vec<Number> {
        let assessments =
            self.risks.iter().flat_map(|risk| Stage::ALL.map(|s| risk.assessments.get(s)));
        let ratings = assessments.flatten().filter_map(|assessment| match axis {
            Axis::Likelihood => assessment.likelihood.as_ref(),
            Axis::Impact => assessment.impact.as_ref(),
        });
        ratings.filter_map(|rating| rating.value).collect()
    }

    /// The matrix over two scales: what the register's own scores are of likelihood and impact, by
    /// product or sum; without scores where they are neither.
    fn matrix(&self, [likelihood, impact]: [Vec<Level>; 2]) -> Scheme {
        let stated: Vec<(Number, Number, Number)> = self
            .risks
            .iter()
            .flat_map(|risk| Stage::ALL.map(|stage| risk.assessments.get(stage)))
            .flatten()
            .filter_map(|a| Some((a.cell()?, a.score_value()?)))
            .map(|((likelihood, impact), score)| (likelihood, impact, score))
            .collect();
        type Rule = fn(Number, Number) -> Option<Number>;
        let sum: Rule = |l, i| Number::new(l.get() + i.get());
        let product: Rule = |l, i| l.times(i);
        // A slip or two in the scores does not make another rule.
        let holds = |rule: &Rule| {
            stated.iter().filter(|(l, i, score)| rule(*l, *i) == Some(*score)).count() * 2
                > stated.len()
        };
        let rule =
            if stated.is_empty() { Some(product) } else { [product, sum].into_iter().find(holds) };
        let row = |rule: Rule, impact: &Level| {
            likelihood.iter().map(|l| rule(l.value, impact.value)).collect::<Option<Vec<Number>>>()
        };
        let scores = rule.and_then(|rule| impact.iter().map(|i| row(rule, i)).collect());
        Scheme { scores: scores.unwrap_or_default(), likelihood, impact, ..Scheme::default() }
    }
}

/// The highest step that figures reach. One that stands alone far above all others, or above any
/// published scale, is a slip for somebody to mend, and makes no scale.
fn top(figures: &[Number]) -> Option<u8> {
    let mut steps: Vec<f64> = figures.iter().map(|n| n.get()).collect();
    steps.retain(|figure| (1.0..=MOST_STEPS).contains(figure));
    // Percentages, frequencies and sums of money are no steps.
    if (figures.len() - steps.len()) * 4 > figures.len() {
        return None;
    }
    steps.sort_by(f64::total_cmp);
    if let [.., below, last] = steps.as_slice()
        && steps.len() >= ENOUGH
        && *below >= f64::from(FEWEST_STEPS)
        && last - below >= APART
    {
        steps.pop();
    }
    // Within 1 to 12, so the cast keeps the value.
    steps.last().map(|top| (top.ceil() as u8).max(FEWEST_STEPS))
}

/// An unlabelled scale from 1 up.
fn scale(steps: u8) -> Vec<Level> {
    (1..=i32::from(steps)).map(|v| Level { value: v.into(), label: String::new() }).collect()
}

/// Whether a figure is a step of a scale, or between two of its steps where it is no whole number.
fn is_on(value: Number, scale: &[Level]) -> bool {
    match (scale.first(), scale.last()) {
        (Some(lowest), Some(highest)) if value.whole().is_none() => {
            lowest.value <= value && value <= highest.value
        }
        _ => scale.iter().any(|level| level.value == value),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Assessment, Assessments, Reading, Risk};

    fn register(rated: &[(f64, f64, Option<f64>)]) -> Register {
        let rating = |n: f64| {
            let n = Number::new(n).unwrap();
            Reading::read(n.to_string(), n)
        };
        let risk = |(l, i, score): &(f64, f64, Option<f64>)| Risk {
            assessments: Assessments {
                current: Some(Assessment {
                    likelihood: Some(rating(*l)),
                    impact: Some(rating(*i)),
                    score: score.map(rating),
                    ..Assessment::default()
                }),
                ..Assessments::default()
            },
            ..Risk::default()
        };
        Register { risks: rated.iter().map(risk).map(Into::into).collect(), ..Register::default() }
    }

    fn sizes(register: &Register, said: Steps) -> Option<(usize, usize, Origin)> {
        let Scales { scheme, origin } = register.scales(said)?;
        Some((scheme.likelihood.len(), scheme.impact.len(), origin))
    }

    #[test]
    fn without_a_matrix_scales_run_to_the_highest_figure_in_use() {
        let used = register(&[(2.0, 4.0, None), (3.0, 5.0, None)]);
        assert_eq!(sizes(&used, Steps::default()), Some((5, 5, Origin::Inferred)));
        let scheme = used.scales(Steps::default()).unwrap().scheme;
        assert_eq!(scheme.score(2.into(), 4.into()), Some(8.into()));
        assert_eq!(sizes(&register(&[(1.0, 2.0, None)]), Steps::default()).unwrap().0, 3);
        assert_eq!(sizes(&Register::default(), Steps::default()), None);
    }

    #[test]
    fn the_body_may_say_how_many_steps_there_are() {
        let used = register(&[(2.0, 4.0, None)]);
        let said = Steps { likelihood: Some(6), impact: None };
        assert_eq!(sizes(&used, said), Some((6, 4, Origin::Said)));
    }

    #[test]
    fn a_figure_far_above_all_others_is_off_the_scale() {
        let mut rated = vec![(1.0, 3.0, None); 6];
        rated.extend([(4.0, 5.0, None); 5]);
        rated.push((44.0, 2.0, None));
        rated.push((2.0, 8.0, None));
        let used = register(&rated);
        let Scales { scheme, .. } = used.scales(Steps::default()).unwrap();
        assert_eq!((scheme.likelihood.len(), scheme.impact.len()), (5, 5));
        let off: Vec<(usize, Axis, String)> =
            used.off_scale(&scheme).into_iter().map(|o| (o.risk, o.axis, o.text)).collect();
        assert_eq!(
            off,
            [(11, Axis::Likelihood, "44".to_owned()), (12, Axis::Impact, "8".to_owned())]
        );
    }

    #[test]
    fn the_matrix_follows_the_scores_that_are_stated() {
        let sums = register(&[(2.0, 4.0, Some(6.0)), (3.0, 3.0, Some(6.0)), (1.0, 1.0, Some(2.0))]);
        let of = |register: &Register| register.scales(Steps::default()).unwrap().scheme;
        assert_eq!(of(&sums).score(4.into(), 4.into()), Some(8.into()));
        let other = register(&[(2.0, 4.0, Some(9.0)), (3.0, 3.0, Some(7.0))]);
        assert_eq!(of(&other).score(2.into(), 4.into()), None, "no rule is known");
    }
}
