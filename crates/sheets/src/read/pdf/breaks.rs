//! Where the author of a cell ended a line: a paragraph set apart by a little white, or a line that
//! ends although the next word had room on it. Both show only beside the other cells of the table.

use super::words::Line;

/// A step this many times the usual leading of the table parts paragraphs.
const STEP: f64 = 1.18;
/// Steps and lines from which a table shows its leading and a column its width.
const LEAST_STEPS: usize = 6;
const LEAST_LINES: usize = 6;
/// A narrower column breaks its lines anywhere, in sizes of type.
const NARROW: f64 = 12.0;
/// The space before a word, and what a line may be too full for, in sizes of type.
const SPACE: f64 = 0.28;
const SLACK: f64 = 0.6;

/// How the text of a table is set.
#[derive(Debug, Clone, Default)]
pub(super) struct Setting {
    /// The usual step from line to line, in sizes of type.
    leading: Option<f64>,
    /// The longest line of each column.
    widths: Vec<Option<f64>>,
}

impl Setting {
    /// Told from the cells: the column and the lines of each.
    pub(super) fn of<'a>(columns: usize, cells: impl Iterator<Item = (usize, &'a [Line])>) -> Self {
        let mut steps = Vec::new();
        let mut widths = vec![(0_usize, 0.0_f64); columns];
        for (column, lines) in cells.filter(|(_, lines)| lines.len() >= 2) {
            steps.extend(lines.windows(2).filter_map(step));
            if let Some((count, width)) = widths.get_mut(column) {
                *count += lines.len();
                *width = lines.iter().map(|line| line.place().width()).fold(*width, f64::max);
            }
        }
        steps.sort_by(f64::total_cmp);
        let leading = steps.get(steps.len() / 8).copied().filter(|usual| {
            let same = steps.iter().filter(|step| (**step - usual).abs() < 0.03 * usual).count();
            steps.len() >= LEAST_STEPS && 2 * same >= steps.len()
        });
        let wide = |(count, width): (usize, f64)| (count >= LEAST_LINES).then_some(width);
        Self { leading, widths: widths.into_iter().map(wide).collect() }
    }

    /// For the lines of a cell after the first, whether each begins a paragraph.
    pub(super) fn breaks(&self, column: usize, lines: &[Line]) -> Vec<bool> {
        let apart = |pair: &[Line]| {
            let wide = |leading: f64| step(pair).is_some_and(|step| step > STEP * leading);
            self.leading.is_some_and(wide)
        };
        let width = self.widths.get(column).copied().flatten();
        let room = |pair: &[Line]| width.is_some_and(|width| has_room(pair, width));
        // Lines that somebody broke by hand end anywhere.
        let by_hand = lines.windows(2).any(|pair| room(pair) && !afresh(pair));
        lines.windows(2).map(|pair| apart(pair) || !by_hand && room(pair) && afresh(pair)).collect()
    }
}

/// The step between two lines, in sizes of their type; `None` where these differ.
fn step(pair: &[Line]) -> Option<f64> {
    let [above, below] = pair else { return None };
    let (size, other) = (above.size(), below.size());
    let step = (below.baseline() - above.baseline()) / size.max(1.0);
    ((size - other).abs() < 0.05 * size && step > 0.5).then_some(step)
}

/// Whether the first word of the second line had room on the first.
fn has_room(pair: &[Line], width: f64) -> bool {
    let [above, below] = pair else { return false };
    let Some(word) = below.words.first() else { return false };
    let size = above.size();
    width > NARROW * size
        && above.place().width() + word.place.width() + (SPACE + SLACK) * size < width
}

/// Whether the second line begins a sentence or an item, and the first ends one.
fn afresh(pair: &[Line]) -> bool {
    let [above, below] = pair else { return false };
    let ends = |line: &Line| {
        line.words.last().is_some_and(|word| !word.text.ends_with([',', '-', '/', '&', '(']))
    };
    let begins = |c: char| !c.is_alphabetic() || c.is_uppercase();
    ends(above) && below.words.first().is_some_and(|word| word.text.starts_with(begins))
}
