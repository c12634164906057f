//! Ruled lines → grids of boxes.

use std::collections::BTreeMap;

use hayro_interpret::kurbo::{Point, Rect};
use indexmap::IndexMap;

use super::limits::MAX_RULINGS;
use super::marks::Ruling;

/// Lines nearer than this are one line: double borders, and the two borders of neighbouring boxes.
const SNAP: f64 = 2.6;
/// How near the end of a line must come to another to touch it.
const TOUCH: f64 = 3.0;
/// A shorter line is part of a drawing.
const MIN_LENGTH: f64 = 5.0;
/// Two grids no further apart whose rows meet are one, with a column between them that has no lines.
const OPEN_COLUMN: f64 = 24.0;
/// A line that reaches further than this past the outermost line across it has an open box there.
const OPEN: f64 = 6.0;

/// A table by its lines.
#[derive(Debug, Clone)]
pub(super) struct Grid {
    /// The edges of the columns, from left to right.
    pub(super) xs: Vec<f64>,
    /// The edges of the rows, from top to bottom.
    pub(super) ys: Vec<f64>,
    /// Its boxes, each once, row by row.
    pub(super) boxes: Vec<GridBox>,
}

/// A box of a grid, which may span several columns and rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct GridBox {
    pub(super) row: usize,
    pub(super) column: usize,
    pub(super) rows: usize,
    pub(super) columns: usize,
}

impl Grid {
    pub(super) fn area(&self) -> Rect {
        let first = |edges: &[f64]| edges.first().copied().unwrap_or_default();
        let last = |edges: &[f64]| edges.last().copied().unwrap_or_default();
        Rect::new(first(&self.xs), first(&self.ys), last(&self.xs), last(&self.ys))
    }

    pub(super) fn box_area(&self, at: &GridBox) -> Rect {
        let edge = |edges: &[f64], index: usize| edges.get(index).copied().unwrap_or_default();
        Rect::new(
            edge(&self.xs, at.column),
            edge(&self.ys, at.row),
            edge(&self.xs, at.column + at.columns),
            edge(&self.ys, at.row + at.rows),
        )
    }

    /// The box that a point lies in.
    pub(super) fn find(&self, point: Point) -> Option<usize> {
        self.boxes.iter().position(|at| self.box_area(at).contains(point))
    }

    /// The edges between columns.
    pub(super) fn inner_columns(&self) -> impl Iterator<Item = f64> + '_ {
        self.xs.iter().copied().skip(1).take(self.xs.len().saturating_sub(2))
    }

    pub(super) fn rows(&self) -> usize {
        self.ys.len().saturating_sub(1)
    }

    pub(super) fn columns(&self) -> usize {
        self.xs.len().saturating_sub(1)
    }
}

/// The grids of a page, and the level lines that belong to none.
pub(super) fn grids(rulings: &[Ruling]) -> (Vec<Grid>, Vec<Ruling>) {
    if rulings.len() > MAX_RULINGS {
        return (vec![], vec![]);
    }
    let lines = joined(rulings);
    let mut loose = Vec::new();
    let mut grids = Vec::new();
    for part in connected(&lines) {
        if part.iter().any(|line| line.upright) && part.iter().any(|line| !line.upright) {
            grids.extend(grid(&part));
        } else {
            loose.extend(part.into_iter().filter(|line| !line.upright));
        }
    }
    (outermost(grids), loose)
}

/// Lines on one another or end to end, joined.
fn joined(rulings: &[Ruling]) -> Vec<Ruling> {
    let mut joined = Vec::new();
    for upright in [true, false] {
        let mut lines: Vec<Ruling> =
            rulings.iter().filter(|line| line.upright == upright).copied().collect();
        lines.sort_by(|a, b| a.at.total_cmp(&b.at));
        for group in clusters(&lines, |line| line.at) {
            let weight: f64 = group.iter().map(Ruling::length).sum();
            let at =
                group.iter().map(|line| line.at * line.length()).sum::<f64>() / weight.max(0.001);
            let mut group = group.to_vec();
            group.sort_by(|a, b| a.from.total_cmp(&b.from));
            let mut current: Option<Ruling> = None;
            for line in group {
                match current.as_mut() {
                    Some(whole) if line.from - whole.to <= SNAP => whole.to = whole.to.max(line.to),
                    _ => joined.extend(current.replace(Ruling { at, ..line })),
                }
            }
            joined.extend(current);
        }
    }
    joined.retain(|line| line.length() >= MIN_LENGTH);
    joined
}

/// Runs of a sorted slice that lie within [`SNAP`] of their first.
fn clusters<T>(sorted: &[T], place: impl Fn(&T) -> f64) -> Vec<&[T]> {
    let mut groups = Vec::new();
    let mut rest = sorted;
    while let Some(first) = rest.first() {
        let from = place(first);
        let (group, after) = rest.split_at(rest.partition_point(|item| place(item) - from <= SNAP));
        groups.push(group);
        rest = after;
    }
    groups
}

/// Lines that touch one another across, in groups.
fn connected(lines: &[Ruling]) -> Vec<Vec<Ruling>> {
    let mut parent: Vec<usize> = (0..lines.len()).collect();
    fn root(parent: &mut [usize], mut node: usize) -> usize {
        while let Some(&up) = parent.get(node)
            && up != node
        {
            let above = parent.get(up).copied().unwrap_or(up);
            if let Some(slot) = parent.get_mut(node) {
                *slot = above;
            }
            node = above;
        }
        node
    }
    for (i, a) in lines.iter().enumerate() {
        for (j, b) in lines.iter().enumerate().filter(|(_, b)| a.upright && !b.upright) {
            if touch(a, b) {
                let (a, b) = (root(&mut parent, i), root(&mut parent, j));
                if let Some(slot) = parent.get_mut(a) {
                    *slot = b;
                }
            }
        }
    }
    // A column without lines leaves two grids side by side, whose rows go on across it.
    let mut across: BTreeMap<(usize, usize), Vec<(usize, Ruling)>> = BTreeMap::new();
    for (index, pair) in lines.windows(2).enumerate() {
        if let [a, b] = pair
            && !a.upright
            && !b.upright
            && (a.at - b.at).abs() < 0.01
            && b.from - a.to <= OPEN_COLUMN
        {
            let (left, right) = (root(&mut parent, index), root(&mut parent, index + 1));
            if left != right {
                let bridge = Ruling { from: a.to, to: b.from, ..*a };
                across.entry((left.min(right), left.max(right))).or_default().push((index, bridge));
            }
        }
    }
    let mut bridges = Vec::new();
    for ((left, right), shared) in across {
        if shared.len() >= 2 {
            let (left, right) = (root(&mut parent, left), root(&mut parent, right));
            if let Some(slot) = parent.get_mut(left) {
                *slot = right;
            }
            bridges.extend(shared);
        }
    }
    let mut groups: IndexMap<usize, Vec<Ruling>> = IndexMap::new();
    let whole = lines.iter().copied().enumerate();
    for (index, line) in whole.chain(bridges) {
        groups.entry(root(&mut parent, index)).or_default().push(line);
    }
    groups.into_values().collect()
}

fn touch(upright: &Ruling, level: &Ruling) -> bool {
    let within = |at: f64, line: &Ruling| line.from - TOUCH <= at && at <= line.to + TOUCH;
    within(upright.at, level) && within(level.at, upright)
}

/// One group of lines as a grid.
fn grid(lines: &[Ruling]) -> Option<Grid> {
    let edges = |upright: bool| {
        let mut edges: Vec<f64> =
            lines.iter().filter(|line| line.upright == upright).map(|line| line.at).collect();
        edges.sort_by(f64::total_cmp);
        let across = lines.iter().filter(|line| line.upright != upright);
        let (low, high) = across.fold((f64::MAX, f64::MIN), |(low, high), line| {
            (low.min(line.from), high.max(line.to))
        });
        if edges.first().is_none_or(|edge| low < edge - OPEN) {
            edges.insert(0, low);
        }
        if edges.last().is_none_or(|edge| high > edge + OPEN) {
            edges.push(high);
        }
        edges.dedup_by(|a, b| *a - *b <= SNAP);
        edges
    };
    let (mut xs, mut ys) = (edges(true), edges(false));
    let walls = Walls::new(lines);
    prune(&mut xs, &ys, &walls, true);
    prune(&mut ys, &xs, &walls, false);
    if xs.len() < 2 || ys.len() < 2 || (xs.len() == 2 && ys.len() == 2) {
        return None;
    }
    let boxes = boxes(&xs, &ys, &walls);
    Some(Grid { xs, ys, boxes })
}

/// Drops inner edges that part no two boxes anywhere.
fn prune(edges: &mut Vec<f64>, across: &[f64], walls: &Walls, upright: bool) {
    let (first, last) = (edges.first().copied(), edges.last().copied());
    edges.retain(|edge| {
        Some(*edge) == first
            || Some(*edge) == last
            || across
                .windows(2)
                .any(|band| matches!(band, [low, high] if walls.stand(upright, *edge, *low, *high)))
    });
}

/// The lines of a group, each kind in the order of where it stands.
struct Walls {
    upright: Vec<Ruling>,
    level: Vec<Ruling>,
}

impl Walls {
    fn new(lines: &[Ruling]) -> Self {
        let mut lines = lines.to_vec();
        lines.sort_by(|a, b| a.at.total_cmp(&b.at));
        let (upright, level) = lines.into_iter().partition(|line| line.upright);
        Self { upright, level }
    }

    /// Whether a line stands between `low` and `high` along the edge.
    fn stand(&self, upright: bool, at: f64, low: f64, high: f64) -> bool {
        let lines = if upright { &self.upright } else { &self.level };
        let from = lines.partition_point(|line| line.at < at - SNAP);
        let covered: f64 = lines
            .iter()
            .skip(from)
            .take_while(|line| line.at <= at + SNAP)
            .map(|line| (line.to.min(high) - line.from.max(low)).max(0.0))
            .sum();
        covered >= 0.5 * (high - low)
    }
}

/// The boxes that the walls enclose. A shape that is no box is cut into one box a row.
fn boxes(xs: &[f64], ys: &[f64], walls: &Walls) -> Vec<GridBox> {
    let (columns, rows) = (xs.len() - 1, ys.len() - 1);
    let mut taken = vec![false; columns * rows];
    let mut boxes = Vec::new();
    let right_open =
        |row: usize, column: usize| match (xs.get(column + 1), ys.get(row), ys.get(row + 1)) {
            (Some(x), Some(top), Some(bottom)) => {
                column + 1 < columns && !walls.stand(true, *x, *top, *bottom)
            }
            _ => false,
        };
    let below_open =
        |row: usize, column: usize| match (ys.get(row + 1), xs.get(column), xs.get(column + 1)) {
            (Some(y), Some(left), Some(right)) => {
                row + 1 < rows && !walls.stand(false, *y, *left, *right)
            }
            _ => false,
        };
    for row in 0..rows {
        for column in 0..columns {
            let free = |row: usize, column: usize, taken: &[bool]| {
                taken.get(row * columns + column).is_some_and(|taken| !taken)
            };
            if !free(row, column, &taken) {
                continue;
            }
            let mut wide = 1;
            while right_open(row, column + wide - 1) && free(row, column + wide, &taken) {
                wide += 1;
            }
            let mut high = 1;
            loop {
                let last = row + high - 1;
                let open = (column..column + wide).all(|at| below_open(last, at))
                    && (column..column + wide - 1).all(|at| right_open(last + 1, at))
                    && !right_open(last + 1, column + wide - 1)
                    && (column == 0 || !right_open(last + 1, column - 1));
                if !open {
                    break;
                }
                high += 1;
            }
            for r in row..row + high {
                for c in column..column + wide {
                    if let Some(slot) = taken.get_mut(r * columns + c) {
                        *slot = true;
                    }
                }
            }
            boxes.push(GridBox { row, column, rows: high, columns: wide });
        }
    }
    boxes
}

/// Grids that do not lie in a box of another: of a nested pair the finer one is the table where
/// the outer one is only a frame, and text of the cell where it is not.
fn outermost(mut grids: Vec<Grid>) -> Vec<Grid> {
    let within = |inner: &Grid, outer: &Grid| {
        let (inner, outer) = (inner.area(), outer.area().inflate(TOUCH, TOUCH));
        outer.contains(inner.origin()) && outer.contains(Point::new(inner.x1, inner.y1))
    };
    let mut index = 0;
    while index < grids.len() {
        let drop = grids.get(index).is_some_and(|grid| {
            grids.iter().enumerate().any(|(other, against)| {
                other != index
                    && ((within(grid, against) && grid.boxes.len() <= against.boxes.len())
                        || (within(against, grid) && grid.boxes.len() < against.boxes.len()))
            })
        });
        if drop {
            grids.remove(index);
        } else {
            index += 1;
        }
    }
    grids.sort_by(|a, b| {
        a.area().y0.total_cmp(&b.area().y0).then(a.area().x0.total_cmp(&b.area().x0))
    });
    grids
}
