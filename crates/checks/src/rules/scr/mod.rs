//! Scores.

pub(super) mod at_target_but_open;
pub(super) mod axis_worsens;
pub(super) mod block_scoring;
pub(super) mod certain_now;
pub(super) mod crowded_cell;
pub(super) mod current_is_gross;
pub(super) mod fall_not_evidenced;
pub(super) mod green_without_effect;
pub(super) mod green_without_target;
pub(super) mod impact_reduced;
pub(super) mod moved_without_reason;
pub(super) mod never_moves;
pub(super) mod no_rationale;
pub(super) mod rank_inverted;
pub(super) mod severe_but_unlikely;
pub(super) mod static_score;
pub(super) mod steep_fall;
pub(super) mod target_is_current;
pub(super) mod target_not_approached;
pub(super) mod target_severe;
pub(super) mod target_without_milestone;

use bellwether_domain::{Number, Risk, Stage, assessment::Rating};

/// Likelihood, impact and score of the current assessment, as far as they are known.
fn current_numbers(risk: &Risk) -> Option<[Option<Number>; 3]> {
    let now = risk.assessments.get(Stage::Current)?;
    let value = |rating: &Option<Rating>| rating.as_ref().and_then(|rating| rating.value);
    Some([value(&now.likelihood), value(&now.impact), now.score_value()])
}
