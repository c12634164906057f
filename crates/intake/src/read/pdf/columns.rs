//! Columns parted by white: where there are no upright lines, the gaps that many lines share.

use std::collections::BTreeSet;

use super::words::{Line, Word};

/// White wider than this parts a line into pieces, in parts of the size of type.
const PIECE_GAP: f64 = 0.9;
/// The least white that parts two columns, in parts of the size of type.
const COLUMN_GAP: f64 = 0.33;
/// The white that at least one line must show between two columns.
const CLEAR_GAP: f64 = 0.8;
/// Or else the white that four lines or more share there.
const SHARED_GAP: f64 = 0.5;
/// The white beside which a column of four lines or more may begin, if all begin there.
const ALIGNED_GAP: f64 = 0.1;
/// A line with this part of the most pieces that any line has shows the columns.
const RICH: f64 = 0.6;
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
/// More lines than these between two grids are a drawing.
const MAX_LINES: usize = 2_000;

/// White from the first to the second place, parting two columns.
pub(super) type Gap = (f64, f64);

/// Words side by side without a wide gap.
#[derive(Debug, Clone)]
pub(super) struct Piece {
    pub(super) words: Vec<Word>,
    pub(super) from: f64,
    pub(super) to: f64,
}

/// A line cut at its wide gaps.
#[derive(Debug, Clone)]
pub(super) struct Pieces {
    pub(super) line: Line,
    pub(super) pieces: Vec<Piece>,
}

impl Pieces {
    pub(super) fn new(line: Line) -> Self {
        let mut pieces: Vec<Piece> = Vec::new();
        for word in &line.words {
            match pieces.last_mut() {
                Some(piece) if word.place.x0 - piece.to <= PIECE_GAP * word.size => {
                    piece.to = piece.to.max(word.place.x1);
                    piece.words.push(word.clone());
                }
                _ => pieces.push(Piece {
                    words: vec![word.clone()],
                    from: word.place.x0,
                    to: word.place.x1,
                }),
            }
        }
        Self { line, pieces }
    }

    fn many(&self) -> bool {
        self.pieces.len() >= 2
    }
}

/// A run of lines: a table by its white, or text.
pub(super) enum Run {
    Table { lines: Vec<Pieces>, gaps: Vec<Gap> },
    Text(Vec<Line>),
}

/// Cuts a stretch of lines into tables and text. `prior` are the columns of a table that may go
/// on from the page before; where the first lines fit them they are kept, empty ones too.
pub(super) fn runs(lines: Vec<Line>, prior: Option<&[Gap]>) -> Vec<Run> {
    if lines.len() > MAX_LINES {
        return vec![Run::Text(lines)];
    }
    let mut rest: Vec<Pieces> = lines.into_iter().map(Pieces::new).collect();
    let mut runs = Vec::new();
    let mut text = Vec::new();
    let mut prior = prior;
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
        let several = pieces.many() && 2 * crossing.count() <= pieces.pieces.len();
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

/// Whether ink lies across a gap.
fn crosses(line: &Pieces, gaps: &[Gap]) -> bool {
    line.pieces.iter().any(|piece| gaps.iter().any(|gap| piece_crosses(piece, gap)))
}

/// Whether a piece reaches over a gap from the text on one side to the text on the other.
pub(super) fn piece_crosses(piece: &Piece, gap: &Gap) -> bool {
    let parted = |pair: &[Word]| match pair {
        // White between two words within the gap: the piece is two cells set close.
        [a, b] => {
            let (from, to) = (a.place.x1.max(gap.0 - 1.0), b.place.x0.min(gap.1 + 1.0));
            to - from >= 0.9 * (gap.1 - gap.0)
        }
        _ => false,
    };
    piece.from < gap.0 + 0.5 && piece.to > gap.1 - 0.5 && !piece.words.windows(2).any(parted)
}

/// Whether a line keeps to the columns. A line that fills many of them may set two close.
fn fits(line: &Pieces, gaps: &[Gap]) -> bool {
    let crossed =
        gaps.iter().filter(|gap| line.pieces.iter().any(|piece| piece_crosses(piece, gap))).count();
    crossed == 0 || (crossed == 1 && 2 * line.pieces.len() > gaps.len())
}

/// The gaps less the ink of further lines, where enough white is left.
fn narrowed(gaps: &[Gap], lines: &[Pieces]) -> Vec<Gap> {
    let mut gaps = gaps.to_vec();
    for line in lines {
        for gap in &mut gaps {
            let parts = remainder(*gap, line).into_iter();
            let best = parts.max_by(|a, b| (a.1 - a.0).total_cmp(&(b.1 - b.0)));
            let least = ALIGNED_GAP * line.line.size();
            *gap = best.filter(|part| part.1 - part.0 >= least).unwrap_or(*gap);
        }
    }
    gaps
}

/// The gaps that the lines share: first those of the lines that show most columns, then less
/// what every line prints into them.
pub(super) fn gaps_of(lines: &[Pieces]) -> Vec<Gap> {
    let most = lines.iter().map(|line| line.pieces.len()).max().unwrap_or(0);
    if most < 2 {
        return vec![];
    }
    #[allow(clippy::cast_precision_loss, reason = "a few dozen pieces")]
    let is_rich = |line: &&Pieces| line.many() && line.pieces.len() as f64 >= RICH * most as f64;
    let rich: Vec<&Pieces> = lines.iter().filter(is_rich).collect();
    let size = rich.iter().map(|line| line.line.size()).fold(f64::MAX, f64::min);
    let mut gaps = whites(&rich, rich.len() / 12);
    gaps.retain(|gap| parts_columns(gap, &rich, size));
    for line in lines {
        for gap in &mut gaps {
            // Ink across the whole gap is a spanning cell; ink into it is the column's true width.
            let parts = remainder(*gap, line);
            let best = parts.into_iter().max_by(|a, b| (a.1 - a.0).total_cmp(&(b.1 - b.0)));
            let least = COLUMN_GAP.min((gap.1 - gap.0) / size) * size;
            *gap = best.filter(|part| part.1 - part.0 >= least).unwrap_or(*gap);
        }
    }
    gaps
}

/// Drops the gap between a heading and its values where these stand side by side, as a centred
/// heading does beside its left-aligned values: no line has text on both sides, and the lines on
/// one side all stand above those on the other.
fn without_shifted_heads(mut gaps: Vec<Gap>, lines: &[Pieces]) -> Vec<Gap> {
    let mut index = 0;
    while index < gaps.len() {
        let (mut left, mut right) = ((usize::MAX, 0), (usize::MAX, 0));
        for (number, line) in lines.iter().enumerate() {
            for word in &line.line.words {
                let column = column_at(&gaps, word.place.center().x);
                let side = if column == index { &mut left } else { &mut right };
                if column == index || column == index + 1 {
                    *side = (side.0.min(number), side.1.max(number));
                }
            }
        }
        let used = left.0 <= left.1 && right.0 <= right.1;
        if used && (left.1 < right.0 || right.1 < left.0) && lines.len() > 2 {
            gaps.remove(index);
        } else {
            index += 1;
        }
    }
    gaps
}

/// Whether a stretch of white parts columns: lines have text on both sides of it, and it is clear
/// in some, or wide in many, or so many begin exactly beside it that it is no space between words.
fn parts_columns(gap: &Gap, rich: &[&Pieces], size: f64) -> bool {
    let width = gap.1 - gap.0;
    let whites: Vec<f64> = rich.iter().filter_map(|line| white_at(line, gap)).collect();
    let clear = whites.iter().filter(|white| **white >= CLEAR_GAP * size).count();
    if width >= COLUMN_GAP * size {
        clear >= rich.len().div_ceil(4).min(2) || (whites.len() >= 4 && width >= SHARED_GAP * size)
    } else {
        width >= ALIGNED_GAP * size && begin_beside(gap, rich, whites.len())
    }
}

/// Whether lines enough, of those with text on both sides of a gap, begin a word exactly beside
/// it. The words must differ on both sides: the same phrase in every row leaves aligned spaces, too.
fn begin_beside(gap: &Gap, rich: &[&Pieces], among: usize) -> bool {
    let pairs: Vec<(&str, &str)> = rich
        .iter()
        .flat_map(|line| line.line.words.windows(2))
        .filter_map(|pair| match pair {
            [a, b] if (b.place.x0 - gap.1).abs() < 0.5 => Some((a.text.as_str(), b.text.as_str())),
            _ => None,
        })
        .collect();
    let differ = |side: fn(&(&str, &str)) -> String| {
        pairs.iter().map(side).collect::<BTreeSet<_>>().len() >= 3
    };
    pairs.len() >= 4
        && 5 * pairs.len() >= 4 * among
        && differ(|pair| pair.0.to_owned())
        && differ(|pair| pair.1.to_owned())
}

/// The stretches of white inside the lines' width that at most `tolerance` lines print into.
fn whites(lines: &[&Pieces], tolerance: usize) -> Vec<Gap> {
    let mut events: Vec<(f64, i32)> = Vec::new();
    for line in lines {
        for (from, to) in ink(line) {
            events.push((from, 1));
            events.push((to, -1));
        }
    }
    events.sort_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)));
    let allowed = i32::try_from(tolerance).unwrap_or(i32::MAX);
    let mut gaps = Vec::new();
    let (mut depth, mut open, mut begun) = (0, 0.0, false);
    for (at, change) in events {
        let before = depth;
        depth += change;
        if before <= allowed && depth > allowed {
            if begun {
                gaps.push((open, at));
            }
            begun = true;
        } else if before > allowed && depth <= allowed {
            open = at;
        }
    }
    gaps
}

/// What a line prints, as stretches; spaces inside a piece count as ink where they are narrow.
fn ink(line: &Pieces) -> Vec<Gap> {
    line.line.words.iter().map(|word| (word.place.x0, word.place.x1)).collect()
}

/// The white of one line around the middle of a gap; `None` where it has no text on both sides,
/// or text across.
fn white_at(line: &Pieces, gap: &Gap) -> Option<f64> {
    let middle = f64::midpoint(gap.0, gap.1);
    let words = || line.line.words.iter().map(|word| word.place);
    if words().any(|at| at.x0 < middle && middle < at.x1) {
        return None;
    }
    let left = words().map(|at| at.x1).filter(|x| *x <= middle).reduce(f64::max)?;
    let right = words().map(|at| at.x0).filter(|x| *x >= middle).reduce(f64::min)?;
    Some(right - left)
}

/// What is left of a gap beside the words of a line.
fn remainder(gap: Gap, line: &Pieces) -> Vec<Gap> {
    let mut parts = vec![gap];
    for (from, to) in ink(line) {
        parts = parts
            .into_iter()
            .flat_map(|part| [(part.0, part.1.min(from)), (part.0.max(to), part.1)])
            .filter(|part| part.1 > part.0)
            .collect();
    }
    parts.sort_by(|a, b| a.0.total_cmp(&b.0));
    parts.dedup();
    parts
}

/// The column that a place falls into.
pub(super) fn column_at(gaps: &[Gap], at: f64) -> usize {
    gaps.iter().filter(|gap| f64::midpoint(gap.0, gap.1) <= at).count()
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
