//! The catalogue: one file a rule; a file's doc comment is the rule's page.
//!
//! To add a rule: write its file with its page, its rule, a test that finds and a test that stays
//! silent; name it here. `tests/catalogue.rs` says what is missing.

mod act;
mod dup;
mod gov;
mod imp;
mod own;
mod scr;
mod txt;

use crate::Rule;

/// What every rule's file needs.
mod prelude {
    pub(super) use crate::{
        ActionView, Context, Findings, Kind, RiskView, Rule, Severity,
        words::{self, list, plural},
    };
}

/// Every rule, in the order of the catalogue.
pub const RULES: &[&Rule] = &[
    &imp::shifted_row::RULE,
    &imp::stray_cell::RULE,
    &imp::risk_split::RULE,
    &imp::banner_misaligned::RULE,
    &imp::broken_initials::RULE,
    &imp::category_variants::RULE,
    &imp::score_disagrees::RULE,
    &imp::off_scale::RULE,
    &imp::risk_numbers::RULE,
    &imp::empty_cell::RULE,
    &imp::unknown_person::RULE,
    &txt::objective_negated::RULE,
    &txt::no_cause::RULE,
    &txt::no_consequence::RULE,
    &txt::already_happening::RULE,
    &txt::unmeasurable_word::RULE,
    &txt::other_body::RULE,
    &txt::short_wording::RULE,
    &txt::long_wording::RULE,
    &txt::acronym_not_expanded::RULE,
    &own::several_risk_owners::RULE,
    &own::several_action_owners::RULE,
    &own::owner_concentration::RULE,
    &own::owner_without_action::RULE,
    &own::outside_action_owner::RULE,
    &own::no_shared_owner::RULE,
    &own::persons_not_posts::RULE,
    &scr::current_is_gross::RULE,
    &scr::target_is_current::RULE,
    &scr::never_moves::RULE,
    &scr::axis_worsens::RULE,
    &scr::target_severe::RULE,
    &scr::fall_not_evidenced::RULE,
    &scr::target_without_milestone::RULE,
    &scr::steep_fall::RULE,
    &scr::impact_reduced::RULE,
    &scr::certain_now::RULE,
    &scr::at_target_but_open::RULE,
    &scr::severe_but_unlikely::RULE,
    &scr::crowded_cell::RULE,
    &scr::green_without_effect::RULE,
    &scr::green_without_target::RULE,
    &scr::block_scoring::RULE,
    &scr::no_rationale::RULE,
    &scr::static_score::RULE,
    &act::ongoing_only::RULE,
    &act::date_to_be_decided::RULE,
    &act::off_track_undated::RULE,
    &act::overdue::RULE,
    &act::past_and_green::RULE,
    &act::passed_then_ongoing::RULE,
    &act::occurrence_unconfirmed::RULE,
    &act::earlier_milestone_passed::RULE,
    &act::done_but_live::RULE,
    &act::date_contradicts::RULE,
    &act::due_soon::RULE,
    &act::false_day_precision::RULE,
    &act::note_in_date::RULE,
    &act::past_year_quoted::RULE,
    &act::business_as_usual::RULE,
    &act::only_reports::RULE,
    &act::only_attends::RULE,
    &act::no_verb::RULE,
    &act::one_action::RULE,
    &act::all_undated::RULE,
    &act::many_actions::RULE,
    &act::red_without_recovery::RULE,
    &act::status_words_incomplete::RULE,
    &act::amber_by_default::RULE,
    &act::severe_without_milestone::RULE,
    &act::date_moved_twice::RULE,
    &dup::same_actions::RULE,
    &dup::action_twice::RULE,
    &dup::shared_action::RULE,
    &dup::shared_action_differs::RULE,
    &dup::boilerplate::RULE,
    &gov::controls_not_apart::RULE,
    &gov::no_assurance::RULE,
    &gov::no_response::RULE,
    &gov::no_appetite::RULE,
    &gov::no_direction::RULE,
    &gov::no_review_dates::RULE,
    &gov::no_target_date::RULE,
    &gov::no_log::RULE,
    &gov::too_many_risks::RULE,
    &gov::scale_undefined::RULE,
    &gov::no_thresholds::RULE,
    &gov::number_is_rank::RULE,
    &gov::residual_means_target::RULE,
    &gov::no_opportunities::RULE,
    &gov::no_indicator::RULE,
    &gov::no_proximity::RULE,
    &gov::no_sign_off::RULE,
    &gov::personal_names::RULE,
    &gov::tracker_not_linked::RULE,
    &gov::no_objective::RULE,
];
