//! Ownership.

pub(super) mod no_shared_owner;
pub(super) mod outside_action_owner;
pub(super) mod owner_changed;
pub(super) mod owner_concentration;
pub(super) mod owner_without_action;
pub(super) mod persons_not_posts;
pub(super) mod several_action_owners;
pub(super) mod several_risk_owners;
pub(super) mod third_line_acts;
