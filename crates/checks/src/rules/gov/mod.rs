//! Controls, assurance, governance.

pub(super) mod controls_not_apart;
pub(super) mod no_appetite;
pub(super) mod no_assurance;
pub(super) mod no_direction;
pub(super) mod no_indicator;
pub(super) mod no_log;
pub(super) mod no_objective;
pub(super) mod no_opportunities;
pub(super) mod no_proximity;
pub(super) mod no_response;
pub(super) mod no_review_dates;
pub(super) mod no_sign_off;
pub(super) mod no_target_date;
pub(super) mod no_thresholds;
pub(super) mod number_is_rank;
pub(super) mod personal_names;
pub(super) mod residual_means_target;
pub(super) mod scale_undefined;
pub(super) mod too_many_risks;
pub(super) mod tracker_not_linked;
