//! Lines → tables and text: where there are no upright lines, white parts the columns.

use super::gap::{Gap, column_at};
use super::pieces::Pieces;
use super::shared::{Known, Part};
use super::white::{crosses, fits, gaps_of, narrowed, piece_crosses, without_shifted_heads};
use super::words::{Line, Word};

/// A step to the next line beyond this many sizes ends a table without lines.
const MAX_STEP: f64 = 6.0;
/// A step that ends a table after its last full line.
const TRAILING_STEP: f64 = 1.9;
/// A line of one piece that is this much larger than the table's text heads what follows.
const HEADING: f64 = 1.15;
/// The most lines that headings are sought in, and how far apart these may stand.
const MAX_HEADINGS: usize = 6;
const HEADING_STEP: f64 = 2.4;
/// A grid of more rows is a whole table.
const MAX_HEAD_ROWS: usize = 2;
/// Lines across the columns, such as the names of sections, between two rows of a table.
const MAX_BETWEEN: usize = 3;
/// More lines than these between two grids are a drawing.
const MAX_LINES: usize = 2_000;

/// A run of lines: a table by its white, or text.
pub(super) enum Run {
    Table { lines: Vec<Pieces>, gaps: Vec<Gap> },
    Text(Vec<Line>),
}

/// Cuts a stretch of lines into tables and text. `parts` tell the columns of tables that were told
/// from more lines than these; `prior` are those of a table that may go on from the page before:
/// where the first lines fit them they are kept, empty ones too.
pub(super) fn runs(lines: Vec<Line>, parts: &[Part], prior: Option<&[Gap]>) -> Vec<Run> {
    if lines.len() > MAX_LINES {
        return vec![Run::Text(lines)];
    }
    let mut rest: Vec<Pieces> = lines.into_iter().map(Pieces::new).collect();
    let mut runs = Vec::new();
    for part in parts.iter().skip(1).rev() {
        let own = rest.split_off(rest.partition_point(|line| line.line.baseline() < part.from));
        // Those of the parts above come before it.
        let prior = prior.filter(|_| rest.is_empty());
        runs.splice(0..0, part_runs(own, part.known.as_ref(), prior));
    }
    let known = parts.first().and_then(|part| part.known.as_ref());
    runs.splice(0..0, part_runs(rest, known, prior));
    runs
}

fn part_runs(mut rest: Vec<Pieces>, known: Option<&Known>, prior: Option<&[Gap]>) -> Vec<Run> {
    let Some(known) = known else { return by_white(rest, prior) };
    let cut: Vec<Pieces> = rest.iter().map(|line| line.clone().cut_at(&known.gaps)).collect();
    let Some((from, to)) = stretch(&cut, known) else { return by_white(rest, prior) };
    rest = cut;
    let after = rest.split_off(to);
    let mut lines = rest.split_off(from);
    let text: Vec<Line> = rest.iter().map(|line| line.line.clone()).collect();
    let heads = rest.split_off(rest.len() - headings(&text, &lines, &known.gaps));
    lines.splice(0..0, heads);
    let mut runs = by_white(rest, None);
    let gaps = narrowed(&known.gaps, &lines);
    runs.push(Run::Table { lines, gaps });
    runs.extend(by_white(after, None));
    runs
}

/// The lines, from the first to the last, of a table whose columns are known.
fn stretch(lines: &[Pieces], known: &Known) -> Option<(usize, usize)> {
    let gaps = &known.gaps;
    let shows = |line: &Pieces| line.pieces.len() >= 3 && fits(line, gaps);
    let close = |a: &Pieces, b: &Pieces, step: f64| {
        b.line.baseline() - a.line.baseline() <= step * a.line.size().max(b.line.size())
    };
    let mut from = lines.iter().position(shows)?;
    // Overleaf the lines above the first full one may be the rest of a row.
    while known.goes_on
        && let Some([above, line]) = from.checked_sub(1).and_then(|at| lines.get(at..=from))
        && fits(above, gaps)
        && close(above, line, MAX_STEP)
    {
        from -= 1;
    }
    let (mut to, mut across) = (from, 0);
    for (index, line) in lines.iter().enumerate().skip(from) {
        let follows = index == to
            && index
                .checked_sub(1)
                .and_then(|above| lines.get(above))
                .is_none_or(|above| close(above, line, TRAILING_STEP));
        if shows(line) || (follows && fits(line, gaps)) {
            (to, across) = (index + 1, 0);
        } else if !fits(line, gaps) {
            across += 1;
            if across > MAX_BETWEEN {
                break;
            }
        }
    }
    Some((from, to))
}

/// Cuts lines into tables and text by the white that neighbours share.
fn by_white(mut rest: Vec<Pieces>, mut prior: Option<&[Gap]>) -> Vec<Run> {
    let mut runs = Vec::new();
    let mut text = Vec::new();
    while !rest.is_empty() {
        if let Some(gaps) = prior.take() {
            let going_on = rest.iter().take_while(|line| fits(line, gaps)).count();
            if going_on > 0 && goes_on(&rest, gaps) {
                let after = rest.split_off(going_on);
                let gaps = narrowed(gaps, &rest);
                runs.push(Run::Table { lines: std::mem::replace(&mut rest, after), gaps });
                continue;
            }
        }
        let length = table_length(&rest);
        let table = rest.get(..length).unwrap_or_default();
        let gaps = without_shifted_heads(gaps_of(table), table);
        if gaps.is_empty() || bullets(table, &gaps) {
            text.push(rest.remove(0).line);
            continue;
        }
        let after = rest.split_off(length);
        let mut lines = std::mem::replace(&mut rest, after);
        let heads = text.split_off(text.len() - headings(&text, &lines, &gaps));
        lines.splice(0..0, heads.into_iter().map(Pieces::new));
        let gaps = narrowed(&gaps, &lines);
        if !text.is_empty() {
            runs.push(Run::Text(std::mem::take(&mut text)));
        }
        match prose(&lines, &gaps) {
            Some(columns) => runs.push(Run::Text(columns)),
            None => runs.push(Run::Table { lines, gaps }),
        }
    }
    if !text.is_empty() {
        runs.push(Run::Text(text));
    }
    runs
}

/// Parts the lines under a grid that is no more than ruled headings from those after: the lines
/// that keep to its columns are its rows.
pub(super) fn under_heads(
    rows: usize,
    gaps: &[Gap],
    mut lines: Vec<Line>,
) -> (Vec<Pieces>, Vec<Line>) {
    let fitting: Vec<Pieces> =
        lines.iter().cloned().map(Pieces::new).take_while(|line| !crosses(line, gaps)).collect();
    let many = fitting.iter().filter(|line| line.many()).count();
    if rows > MAX_HEAD_ROWS || gaps.len() < 2 || many < 2 || lines.len() > MAX_LINES {
        return (vec![], lines);
    }
    let after = lines.split_off(fitting.len());
    (fitting, after)
}

/// Whether the first line of a page belongs to the table before it: a line in the first column
/// alone is a heading unless another follows close.
fn goes_on(lines: &[Pieces], gaps: &[Gap]) -> bool {
    let [first, rest @ ..] = lines else { return false };
    let close = rest.first().is_some_and(|next| {
        next.line.baseline() - first.line.baseline() <= TRAILING_STEP * first.line.size()
    });
    first.many() || column_at(gaps, first.line.place().x0) > 0 || close
}

/// How many of the last lines of the text over a table are its headings: close above it, up to the
/// topmost that shows several of its columns or stands over an inner one.
fn headings(text: &[Line], table: &[Pieces], gaps: &[Gap]) -> usize {
    let Some(mut below) = table.first().map(|line| line.line.clone()) else { return 0 };
    let mut count = 0;
    for (index, line) in text.iter().rev().take(MAX_HEADINGS).enumerate() {
        let step = below.baseline() - line.baseline();
        if step > HEADING_STEP * line.size() || line.size() > HEADING * below.size() {
            break;
        }
        let pieces = Pieces::new(line.clone());
        let inner = column_at(gaps, line.place().x0) > 0;
        let crossing =
            pieces.pieces.iter().filter(|piece| gaps.iter().any(|gap| piece_crosses(piece, gap)));
        // Names of groups close above the headings reach over the columns that they group.
        let grouping = pieces.pieces.len() >= 3 && step <= TRAILING_STEP * line.size();
        let several = pieces.many() && (grouping || 2 * crossing.count() <= pieces.pieces.len());
        let parted = column_at(gaps, line.place().x1) > column_at(gaps, line.place().x0);
        if several || (fits(&pieces, gaps) && (inner || parted)) {
            count = index + 1;
        }
        below = line.clone();
    }
    count
}

/// How many of the lines, from the first on, make one table by their white; 0 for none.
fn table_length(lines: &[Pieces]) -> usize {
    if !lines.first().is_some_and(Pieces::many) {
        return 0;
    }
    let mut length = 1;
    let mut most = 1;
    let mut crossing = 0;
    let body = lines.first().map_or(0.0, |line| line.line.size());
    for (index, pair) in lines.windows(2).enumerate() {
        let [above, line] = pair else { break };
        let size = above.line.size().max(line.line.size());
        let step = line.line.baseline() - above.line.baseline();
        let heading = !line.many() && line.line.size() > HEADING * body;
        if step > MAX_STEP * size || heading {
            break;
        }
        let gaps = gaps_of(lines.get(..length).unwrap_or_default());
        if line.many() {
            let with = gaps_of(lines.get(..=index + 1).unwrap_or_default());
            most = most.max(gaps.len());
            if with.is_empty() || 2 * with.len() < most {
                break;
            }
            (length, crossing) = (index + 2, 0);
        } else if crosses(line, &gaps) {
            crossing += 1;
            if crossing >= 2 {
                break;
            }
        } else if crossing == 0 && (step <= TRAILING_STEP * size) {
            length = index + 2;
        }
    }
    let rich = lines.get(..length).unwrap_or_default().iter().filter(|line| line.many()).count();
    if rich >= 2 { length } else { 0 }
}

/// Whether the first column holds nothing but the marks of a list.
fn bullets(lines: &[Pieces], gaps: &[Gap]) -> bool {
    gaps.len() == 1
        && lines.iter().flat_map(|line| &line.line.words).all(|word| {
            column_at(gaps, word.place.x0) > 0
                || matches!(
                    word.text.as_str(),
                    "•" | "-" | "–" | "o" | "▪" | "◦" | "●" | "■" | "*" | "✓"
                )
        })
}

/// Text set in columns, one column after the other; `None` for a table. Prose fills its columns
/// with long lines, as the cells of a table seldom do side by side.
fn prose(lines: &[Pieces], gaps: &[Gap]) -> Option<Vec<Line>> {
    if gaps.len() > 2 || lines.len() < 6 {
        return None;
    }
    let mut columns: Vec<Vec<Line>> = vec![Vec::new(); gaps.len() + 1];
    for line in lines {
        for (index, column) in columns.iter_mut().enumerate() {
            let words: Vec<Word> = (line.line.words.iter())
                .filter(|word| column_at(gaps, word.place.x0) == index)
                .cloned()
                .collect();
            if !words.is_empty() {
                column.push(Line { words });
            }
        }
    }
    let solid = |column: &Vec<Line>| {
        let left = column.iter().map(|line| line.place().x0).fold(f64::MAX, f64::min);
        let right = column.iter().map(|line| line.place().x1).fold(f64::MIN, f64::max);
        let full = |line: &&Line| line.place().width() > 0.75 * (right - left);
        let long = |line: &&Line| line.text().chars().count() >= 25;
        let count = column.iter().filter(full).filter(long).count();
        column.len() >= 6 && 5 * count >= 3 * column.len()
    };
    columns.iter().all(solid).then(|| columns.into_iter().flatten().collect())
}
