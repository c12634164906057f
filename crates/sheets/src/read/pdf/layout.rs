//! One page → blocks in reading order: tables and running text.

use hayro_interpret::kurbo::Rect;

use super::bands;
use super::breaks::Setting;
use super::canvas::Canvas;
use super::cells;
use super::columns::{self, Run};
use super::dots;
use super::gap::Gap;
use super::grid::{self, Grid, GridBox};
use super::limits::MAX_FILLS;
use super::marks::{Fill, Ruling};
use super::pieces::Pieces;
use super::row;
use super::shared::Part;
use super::sketch;
use super::starts;
use super::tall;
use super::turn::Turn;
use super::values;
use super::words::{self, Line, Word};
use crate::sheet::Cell;

/// A part of a page.
#[derive(Debug, Clone)]
pub(super) enum Block {
    /// Rows of cells.
    Table { edges: Edges, rows: Vec<Vec<Cell>> },
    /// A paragraph or a line of running text.
    Text(Cell),
    /// A head or foot that the pages repeat.
    Running(Cell),
}

/// What parts the columns of a table.
#[derive(Debug, Clone)]
pub(super) enum Edges {
    /// Upright lines, the outermost included.
    Ruled(Vec<f64>),
    /// White.
    White(Vec<Gap>),
}

/// A page made ready: its words, ruled grids, and what stands in none of them.
pub(super) struct Page {
    fills: Vec<Fill>,
    grids: Vec<(Grid, Vec<Vec<Word>>)>,
    /// Level lines that belong to no grid.
    rules: Vec<Ruling>,
    /// The lines outside every grid, from top to bottom.
    pub(super) lines: Vec<Line>,
    pub(super) height: f64,
    /// What it looks like.
    pub(super) sketch: crate::sheet::Page,
}

/// Sorts what a page draws into its grids.
pub(super) fn page(mut canvas: Canvas) -> Page {
    let drawn = dots::characters(&canvas.dots, &canvas.glyphs);
    canvas.glyphs.extend(drawn);
    let words = words::words(&canvas.glyphs, &canvas.rulings);
    let sketch = sketch::page(&canvas, &words);
    let rulings = without_underlines(&canvas.rulings, &words);
    let (grids, rules) = grid::grids(&rulings);
    let mut grids: Vec<(Grid, Vec<Vec<Word>>)> = grids
        .into_iter()
        .map(|grid| {
            let boxes = vec![Vec::new(); grid.boxes.len()];
            (grid, boxes)
        })
        .collect();
    let mut outside = Vec::new();
    for word in words {
        match home(&grids, &word) {
            Some((grid, at)) => {
                if let Some(words) = grids.get_mut(grid).and_then(|(_, boxes)| boxes.get_mut(at)) {
                    words.push(word);
                }
            }
            None => outside.push(word),
        }
    }
    grids.retain(|(_, boxes)| boxes.iter().any(|words| !words.is_empty()));
    for (grid, boxes) in &mut grids {
        tall::cut(grid, boxes);
        open_rows(grid, boxes);
    }
    Page {
        fills: if canvas.fills.len() > MAX_FILLS { vec![] } else { canvas.fills },
        grids,
        rules,
        lines: words::lines(level(outside)),
        height: canvas.height,
        sketch,
    }
}

/// Cuts a row without upright lines, such as the headings, at the columns of the rows around it
/// where its words keep to them.
fn open_rows(grid: &mut Grid, boxes: &mut Vec<Vec<Word>>) {
    let columns = grid.columns();
    let mut index = 0;
    while index < grid.boxes.len() {
        let whole = grid.boxes.get(index).copied();
        let words = boxes.get(index).map(Vec::as_slice).unwrap_or_default();
        if let Some(whole) = whole.filter(|at| at.columns == columns && at.rows == 1)
            && let Some(parts) = by_column(grid, words)
        {
            let cut = (0..columns).map(|column| GridBox { column, columns: 1, ..whole });
            grid.boxes.splice(index..=index, cut);
            boxes.splice(index..=index, parts);
            index += columns;
        } else {
            index += 1;
        }
    }
}

/// Words column by column, where none stands over an edge and few columns have none.
fn by_column(grid: &Grid, words: &[Word]) -> Option<Vec<Vec<Word>>> {
    const LEAST_COLUMNS: usize = 4;
    const SLACK: f64 = 0.5;
    if grid.columns() < LEAST_COLUMNS || words.iter().any(|word| word.turn != Turn::Level) {
        return None;
    }
    let mut parts = vec![Vec::new(); grid.columns()];
    for word in words {
        let area = word.area();
        let crossed = grid.inner_columns().any(|x| area.x0 < x - SLACK && area.x1 > x + SLACK);
        let column = grid.inner_columns().filter(|x| *x <= area.center().x).count();
        if crossed {
            return None;
        }
        parts.get_mut(column)?.push(word.clone());
    }
    let said = parts.iter().filter(|words| !words.is_empty()).count();
    (said * 5 >= grid.columns() * 4).then_some(parts)
}

/// The grid and box that a word stands in. A word that overflows its box belongs where it begins.
fn home(grids: &[(Grid, Vec<Vec<Word>>)], word: &Word) -> Option<(usize, usize)> {
    let area = word.area();
    let centre = area.center();
    let start = hayro_interpret::kurbo::Point::new(
        area.x0 + (0.3 * word.size).min(0.5 * area.width()),
        centre.y,
    );
    let point = if word.turn == Turn::Level { start } else { centre };
    grids.iter().enumerate().find_map(|(index, (grid, _))| {
        Some((index, grid.find(point).or_else(|| grid.find(centre))?))
    })
}

/// Turned text outside a grid as level words, one a line, standing where it stands.
fn level(words: Vec<Word>) -> Vec<Word> {
    let (mut level, turned): (Vec<Word>, Vec<Word>) =
        words.into_iter().partition(|word| word.turn == Turn::Level);
    for turn in [Turn::Up, Turn::Down, Turn::Over] {
        let words = turned.iter().filter(|word| word.turn == turn).cloned().collect();
        let lines = stacked(words::lines(words));
        level.extend(lines.into_iter().filter_map(|(text, line)| {
            let area = line.words.iter().map(Word::area).reduce(|a, b| a.union(b))?;
            Some(Word {
                text,
                place: area,
                size: line.size(),
                turn: Turn::Level,
                bold: line.bold(),
                spaced: true,
                joined: false,
                apart: true,
            })
        }));
    }
    level
}

/// Lines of text, those that follow close one below the other as one of several lines.
fn stacked(lines: Vec<Line>) -> Vec<(String, Line)> {
    const CLOSE: f64 = 1.3;
    let mut stacks: Vec<(String, Line)> = Vec::new();
    let mut last: Option<Rect> = None;
    for line in lines {
        let place = line.place();
        let follows = last.is_some_and(|above| {
            let beside = above.x1.min(place.x1) - above.x0.max(place.x0);
            place.y0 - above.y0 <= CLOSE * line.size()
                && beside >= 0.8 * above.width().min(place.width())
        });
        match stacks.last_mut() {
            Some((text, words)) if follows => {
                text.push('\n');
                text.push_str(&line.text());
                words.words.extend(line.words);
            }
            _ => stacks.push((line.text(), line)),
        }
        last = Some(place);
    }
    stacks
}

/// Lines that stand close under words, or through them, as wide as these, are part of the text.
fn without_underlines(rulings: &[Ruling], words: &[Word]) -> Vec<Ruling> {
    let mut order: Vec<(f64, Rect)> = words
        .iter()
        .filter(|word| word.turn == Turn::Level)
        .map(|word| (word.baseline(), word.place))
        .collect();
    order.sort_by(|a, b| a.0.total_cmp(&b.0));
    let underlines = |line: &Ruling| {
        if line.upright {
            return false;
        }
        let from = order.partition_point(|(baseline, _)| *baseline < line.at - 6.0);
        let mut covered = 0.0;
        let mut ends = (false, false);
        for (baseline, place) in order.get(from..).unwrap_or_default() {
            if *baseline > line.at + 8.0 {
                break;
            }
            let height = place.height();
            let close = line.at - baseline <= 0.25 * height && baseline - line.at <= 0.4 * height;
            if close && place.x1 > line.from && place.x0 < line.to {
                covered += place.x1.min(line.to) - place.x0.max(line.from);
                ends.0 |= (place.x0 - line.from).abs() < 0.25 * height;
                ends.1 |= (place.x1 - line.to).abs() < 0.35 * height;
            }
        }
        covered > 0.6 * line.length() && ends.0 && ends.1
    };
    rulings.iter().filter(|line| !underlines(line)).copied().collect()
}

impl Page {
    /// How many boxes its grids have.
    pub(super) fn boxes(&self) -> usize {
        self.grids.iter().map(|(grid, _)| grid.rows() * grid.columns()).sum()
    }

    /// The blocks of the page, without the lines that `running` marks; those come as text.
    ///
    /// `parts` tell the columns of tables without lines, such as several pages share; `prior` those
    /// of one at the foot of the page before.
    pub(super) fn blocks(
        self,
        running: &[bool],
        parts: &[Part],
        prior: Option<&[Gap]>,
    ) -> Vec<Block> {
        let mut blocks: Vec<(f64, Block)> = Vec::new();
        let areas: Vec<Rect> = self.grids.iter().map(|(grid, _)| grid.area()).collect();
        // Text between the same grids makes a zone; no table reaches from one zone to another.
        let mut zones: Vec<Vec<Line>> = vec![Vec::new(); areas.len() + 1];
        for (index, line) in self.lines.into_iter().enumerate() {
            let place = line.place();
            if running.get(index).copied().unwrap_or_default() {
                blocks.push((place.y0, Block::Running(text_cell(&[line]))));
                continue;
            }
            let above = areas.iter().filter(|area| area.center().y < place.center().y).count();
            if let Some(zone) = zones.get_mut(above) {
                zone.push(line);
            }
        }
        let mut under = vec![Vec::new(); areas.len()];
        for (index, mut zone) in zones.into_iter().enumerate() {
            let prior = prior.filter(|_| index == 0);
            let heads = index.checked_sub(1).and_then(|above| self.grids.get(above));
            if let (Some((grid, _)), Some(under)) = (heads, under.get_mut(index.wrapping_sub(1))) {
                let gaps: Vec<Gap> = grid.inner_columns().map(|x| (x - 0.5, x + 0.5)).collect();
                let rows;
                (rows, zone) = columns::under_heads(grid.rows(), &gaps, zone);
                *under = bands::rows(rows, &gaps, &self.rules, &self.fills);
            }
            blocks.extend(unruled(columns::runs(zone, parts, prior), &self.rules, &self.fills));
        }
        for ((grid, words), under) in self.grids.into_iter().zip(under) {
            let top = grid.area().y0;
            let mut rows = grid_rows(&grid, words, &self.fills);
            rows.extend(under);
            if grid.columns() == 1 {
                blocks.extend(rows.into_iter().flatten().map(|cell| (top, Block::Text(cell))));
            } else {
                blocks.push((top, Block::Table { edges: Edges::Ruled(grid.xs), rows }));
            }
        }
        blocks.sort_by(|a, b| a.0.total_cmp(&b.0));
        blocks.into_iter().map(|(_, block)| block).collect()
    }
}

/// The rows of a grid. Some registers rule their columns only: such a band counts up in its first
/// column, and is cut where it does.
fn grid_rows(grid: &Grid, words: Vec<Vec<Word>>, fills: &[Fill]) -> Vec<Vec<Cell>> {
    let gaps: Vec<Gap> = grid.inner_columns().map(|x| (x, x)).collect();
    let mut counted: Vec<(usize, Vec<Vec<Cell>>)> = Vec::new();
    let mut bands = vec![Vec::new(); grid.rows()];
    for (at, words) in grid.boxes.iter().zip(&words).filter(|(at, _)| at.rows * at.columns == 1) {
        if let Some(band) = bands.get_mut(at.row) {
            band.extend(words.iter().cloned());
        }
    }
    for (row, band) in bands.into_iter().enumerate() {
        let lines: Vec<Pieces> = words::lines(level(band)).into_iter().map(Pieces::new).collect();
        if !values::counted(&lines, &gaps).is_empty() {
            let parts = starts::split(lines, &gaps);
            let rows = parts
                .into_iter()
                .filter_map(|part| row::cells(part, &gaps, fills, &Setting::default()));
            counted.push((row, rows.collect()));
        }
    }
    let mut rows = cells::rows(grid, words, fills);
    for (row, parts) in counted.into_iter().rev() {
        rows.splice(row..=row, parts);
    }
    rows
}

/// The blocks of what stands outside the grids, each with its top.
fn unruled(runs: Vec<Run>, rules: &[Ruling], fills: &[Fill]) -> Vec<(f64, Block)> {
    let mut blocks = Vec::new();
    for run in runs {
        match run {
            Run::Text(lines) => {
                // Columns of prose come one after the other: the order, not the height, is kept.
                let mut top = f64::MIN;
                for paragraph in paragraphs(lines) {
                    let own = paragraph.first().map_or(top, |line| line.place().y0);
                    top = top.max(own);
                    blocks.push((top, Block::Text(text_cell(&paragraph))));
                }
            }
            Run::Table { lines, gaps } => {
                let top = lines.first().map_or(0.0, |line| line.line.place().y0);
                let rows = bands::rows(lines, &gaps, rules, fills);
                blocks.push((top, Block::Table { edges: Edges::White(gaps), rows }));
            }
        }
    }
    blocks
}

/// Lines that run on: of one size, set close, and broken only because the line was full.
fn paragraphs(lines: Vec<Line>) -> Vec<Vec<Line>> {
    let right = lines.iter().map(|line| line.place().x1).fold(f64::MIN, f64::max);
    let mut paragraphs: Vec<Vec<Line>> = Vec::new();
    for line in lines {
        let runs_on = paragraphs.last().and_then(|lines| lines.last()).is_some_and(|above| {
            let (a, b) = (above.place(), line.place());
            let size = above.size();
            let step = line.baseline() - above.baseline();
            let first = line.words.first().map_or(0.0, |word| word.place.width());
            (line.size() - size).abs() < 0.6
                && above.bold() == line.bold()
                && (a.x0 - b.x0).abs() < 2.5 * size
                && step > 0.0
                && step < 1.6 * size
                && a.x1 + first + 0.3 * size > right - size
        });
        match paragraphs.last_mut() {
            Some(lines) if runs_on => lines.push(line),
            _ => paragraphs.push(vec![line]),
        }
    }
    paragraphs
}

/// Lines as one cell of running text.
pub(super) fn text_cell(lines: &[Line]) -> Cell {
    let words = lines.iter().flat_map(|line| &line.words);
    Cell {
        area: words.map(Word::area).reduce(|a, b| a.union(b)).and_then(sketch::cell_area),
        text: cells::joined(lines, &[]),
        bold: lines.iter().all(Line::bold),
        columns: 1,
        rows: 1,
        ..Cell::default()
    }
}
