//! Headings in layers that a file with one row of headings has beside one another: "Before controls:
//! Likelihood | Before controls: Impact", as our own CSV has them.

use std::collections::HashMap;

use super::columns::Column;
use crate::map::{
    heading,
    vocabulary::Concept::{Impact, Level, Likelihood, Score},
};

/// Puts words that two or more headings begin with, up to a colon, over them: where what follows
/// them are ratings.
pub(super) fn lift(mut columns: Vec<Column>) -> Vec<Column> {
    if columns.iter().any(|column| !column.groups.is_empty()) {
        return columns;
    }
    let mut shared = HashMap::<String, usize>::new();
    for (over, _) in columns.iter().filter_map(parts) {
        *shared.entry(over).or_default() += 1;
    }
    for column in &mut columns {
        if let Some((over, own)) = parts(column)
            && shared.get(&over).is_some_and(|columns| *columns > 1)
        {
            *column = Column { heading: own, groups: vec![over], spread: false, ..column.clone() };
        }
    }
    columns
}

/// What stands over a rating, and its own heading.
fn parts(column: &Column) -> Option<(String, String)> {
    let (over, own) = column.heading.rsplit_once(": ")?;
    let rating = heading::best(own)
        .is_some_and(|found| matches!(found.concept, Likelihood | Impact | Score | Level));
    (rating && !over.is_empty()).then(|| (over.to_owned(), own.to_owned()))
}
