//! The risk statement.

pub(super) mod acronym_not_expanded;
pub(super) mod already_happening;
pub(super) mod language_slip;
pub(super) mod long_wording;
pub(super) mod no_cause;
pub(super) mod no_consequence;
pub(super) mod objective_negated;
pub(super) mod other_body;
pub(super) mod probable_wrong_name;
pub(super) mod several_risks;
pub(super) mod short_wording;
pub(super) mod unmeasurable_word;
