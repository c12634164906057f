//! The white between two columns, and the column that a place falls into.

/// White from the first to the second place, parting two columns.
pub(super) type Gap = (f64, f64);

/// The column that a place falls into.
pub(super) fn column_at(gaps: &[Gap], at: f64) -> usize {
    gaps.iter().filter(|gap| f64::midpoint(gap.0, gap.1) <= at).count()
}
