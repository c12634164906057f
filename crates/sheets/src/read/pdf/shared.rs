//! The columns of a table without upright lines that goes on over pages, told from all of its
//! lines together: a few lines leave white between the same words by chance, many do not.

use super::gap::Gap;
use super::gaps::gaps;
use super::parts;
use super::pieces::Pieces;

/// Pages looked back at to tell whether a table goes on.
const NEAR: usize = 3;
/// Lines looked at in one table: more say nothing new.
const MOST_LINES: usize = 1_500;

/// What is known of the columns of a part of a page.
#[derive(Debug, Clone)]
pub(super) struct Known {
    pub(super) gaps: Vec<Gap>,
    /// Whether the table began on a page before.
    pub(super) goes_on: bool,
}

/// A part of a page, from its first line on.
#[derive(Debug, Clone)]
pub(super) struct Part {
    /// The baseline of its first line.
    pub(super) from: f64,
    /// The columns of the table that lies on it, where they show.
    pub(super) known: Option<Known>,
}

/// Lines of one page that may be of one table.
struct Stretch<'a> {
    page: usize,
    lines: &'a [Pieces],
    /// The columns that it shows by itself.
    alone: usize,
}

impl<'a> Stretch<'a> {
    fn new(page: usize, lines: &'a [Pieces]) -> Self {
        let alone = gaps(&lines.iter().take(MOST_LINES).collect::<Vec<_>>()).len();
        Self { page, lines, alone }
    }
}

/// For each page, given as its lines, the tables that lie on it.
pub(super) fn columns(pages: &[Vec<Pieces>]) -> Vec<Vec<Part>> {
    let stretches: Vec<Stretch> = pages
        .iter()
        .enumerate()
        .flat_map(|(page, lines)| {
            parts::parts(lines).into_iter().map(move |part| Stretch::new(page, part))
        })
        .collect();
    let mut found: Vec<Vec<Part>> = vec![Vec::new(); pages.len()];
    let mut from = 0;
    while let Some(first) = stretches.get(from) {
        let to = from + run(stretches.get(from..).unwrap_or_default());
        let whole = stretches.get(from..to).unwrap_or_default();
        let gaps = gaps(&lines(whole));
        for stretch in whole {
            let known = (!gaps.is_empty())
                .then(|| Known { gaps: gaps.clone(), goes_on: stretch.page > first.page });
            let top = stretch.lines.first().map_or(0.0, |line| line.line.baseline());
            if let Some(parts) = found.get_mut(stretch.page) {
                parts.push(Part { from: top, known });
            }
        }
        from = to;
    }
    found
}

/// How many stretches, from the first on and each on another page, one table goes on over.
fn run(stretches: &[Stretch]) -> usize {
    let mut to = 1;
    while let (Some(last), Some(next)) = (stretches.get(to - 1), stretches.get(to)) {
        let near = stretches.get(to.saturating_sub(NEAR)..=to).unwrap_or_default();
        let together = gaps(&lines(near)).len();
        // Both must show the columns; a page of a few lines may show none by itself.
        if next.page == last.page
            || together == 0
            || 10 * together < 7 * last.alone.max(next.alone)
            // A wide sheet is printed with its further columns on pages of their own.
            || parts::headed_otherwise(last.lines, next.lines)
        {
            break;
        }
        to += 1;
    }
    to
}

fn lines<'a>(stretches: &[Stretch<'a>]) -> Vec<&'a Pieces> {
    stretches.iter().flat_map(|stretch| stretch.lines).take(MOST_LINES).collect()
}
