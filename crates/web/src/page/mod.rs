//! The pages: pure functions from values to markup, one file each.

pub mod actions;
pub mod body;
pub mod changes;
pub mod checks;
pub mod checks_moved;
pub mod closed;
pub mod edit;
mod edit_choice;
mod edit_fields;
mod edit_owners;
pub mod error;
pub mod evidence;
pub mod filters;
pub mod heat_map;
pub mod history;
pub mod import;
pub mod layout;
pub mod plan;
mod plan_columns;
mod plan_questions;
mod reading;
pub mod register;
pub mod risk;
mod risk_history;
pub mod seals;
pub mod settings;
pub mod waive;
