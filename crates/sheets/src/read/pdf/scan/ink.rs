//! A picture of a page put right: white paper, dark print, level lines, ruled lines apart.

use super::solid;
use crate::recognise::Picture;

/// A point darker than this is ink, once the paper is white.
pub(super) const INK: u8 = 160;
/// A point of a ruled line is darker than this: they are often thin and grey.
const RULED: u8 = 208;
/// The side of the squares by which it is told how white the paper is, in points.
const SQUARE: usize = 96;
/// A ruled line is at least this long, in points: a third of an inch.
const LEAST_RULE: usize = 100;
/// And at most this thick.
const MOST_THICK: usize = 14;
/// A break in a line that is no end, in points.
const BREAK: usize = 3;
/// The most that a page is turned back, in degrees.
const MOST_TURN: f64 = 4.0;

/// A ruled line, in points: where it stands, and from where to where it goes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Rule {
    pub(super) upright: bool,
    pub(super) at: f64,
    pub(super) from: usize,
    pub(super) to: usize,
}

/// The picture with white paper, level, with what is printed white on dark turned round.
pub(super) fn cleaned(picture: Picture) -> Picture {
    let picture = levelled(whitened(picture));
    solid::turned_round(picture)
}

/// Whitens the paper, which a scanner shows grey or unevenly lit.
fn whitened(mut picture: Picture) -> Picture {
    let (across, down) = (picture.width.div_ceil(SQUARE), picture.height.div_ceil(SQUARE));
    let mut light = vec![0_u8; across * down];
    for (at, light) in light.iter_mut().enumerate() {
        let (x, y) = (at % across * SQUARE, at / across * SQUARE);
        let mut counts = [0_usize; 256];
        for row in y..(y + SQUARE).min(picture.height) {
            let points = picture.row(row);
            for point in points.iter().skip(x).take(SQUARE) {
                if let Some(count) = counts.get_mut(usize::from(*point)) {
                    *count += 1;
                }
            }
        }
        *light = brightest(&counts, 5);
    }
    let mut sorted = light.clone();
    sorted.sort_unstable();
    let usual = sorted.get(sorted.len() * 3 / 4).copied().unwrap_or(255);
    // A square that is dark all over is printed so.
    let floor = (usize::from(usual) * 7 / 10).max(1);
    let lights: Vec<f64> = light.iter().map(|own| f64::from(*own).max(floor as f64)).collect();
    for y in 0..picture.height {
        let row = picture.row_mut(y);
        for (x, point) in row.iter_mut().enumerate() {
            let light = between(&lights, (across, down), x, y);
            // Nearly white is white: the grain of paper is no print.
            *point = (f64::from(*point) / light * 262.0 - 7.0).clamp(0.0, 255.0) as u8;
        }
    }
    picture
}

/// The grey that one point in `part` is as light as or lighter.
fn brightest(counts: &[usize; 256], part: usize) -> u8 {
    let all: usize = counts.iter().sum();
    let mut lighter = 0;
    for (grey, count) in counts.iter().enumerate().rev() {
        lighter += count;
        if lighter * part >= all {
            return u8::try_from(grey).unwrap_or(255);
        }
    }
    255
}

/// The light at a point, from the four squares around it.
fn between(lights: &[f64], (across, down): (usize, usize), x: usize, y: usize) -> f64 {
    let place = |at: usize, most: usize| {
        let at = (at as f64 / SQUARE as f64 - 0.5).clamp(0.0, (most - 1) as f64);
        (at as usize, at.fract())
    };
    let ((column, right), (row, low)) = (place(x, across), place(y, down));
    let light = |column: usize, row: usize| {
        let at = row.min(down - 1) * across + column.min(across - 1);
        lights.get(at).copied().unwrap_or(255.0)
    };
    let upper = light(column, row) * (1.0 - right) + light(column + 1, row) * right;
    let lower = light(column, row + 1) * (1.0 - right) + light(column + 1, row + 1) * right;
    (upper * (1.0 - low) + lower * low).max(1.0)
}

/// Turns a page back that lay askew.
fn levelled(picture: Picture) -> Picture {
    let lean = lean(&picture);
    if lean.abs() < 0.0007 {
        return picture;
    }
    let mut level = Picture::white(picture.width, picture.height);
    let (middle, centre) = (picture.width as f64 / 2.0, picture.height as f64 / 2.0);
    let (sin, cos) = lean.sin_cos();
    for y in 0..level.height {
        let row = level.row_mut(y);
        let dy = y as f64 - centre;
        for (x, point) in row.iter_mut().enumerate() {
            let dx = x as f64 - middle;
            let (u, v) = (middle + dx * cos - dy * sin, centre + dx * sin + dy * cos);
            *point = blended(&picture, u, v);
        }
    }
    level
}

fn blended(picture: &Picture, u: f64, v: f64) -> u8 {
    if u < 0.0 || v < 0.0 {
        return 255;
    }
    let (x, y, right, low) = (u as usize, v as usize, u.fract(), v.fract());
    let at = |x, y| f64::from(picture.at(x, y));
    let upper = at(x, y) * (1.0 - right) + at(x + 1, y) * right;
    let lower = at(x, y + 1) * (1.0 - right) + at(x + 1, y + 1) * right;
    (upper * (1.0 - low) + lower * low).round() as u8
}

/// By how much lines of print lean, as an angle: they are level where rows of points are either
/// full of ink or empty.
fn lean(picture: &Picture) -> f64 {
    const STEP: usize = 4;
    let mut ink = Vec::new();
    for y in (0..picture.height).step_by(STEP / 2) {
        let points = picture.row(y).iter().enumerate().step_by(STEP);
        ink.extend(points.filter(|(_, point)| **point < INK).map(|(x, _)| (x as f64, y as f64)));
    }
    let sharp = |slope: f64| {
        let mut rows = vec![0_u32; picture.height / 2 + 1];
        for (x, y) in &ink {
            let row = ((y - (x - picture.width as f64 / 2.0) * slope) / 2.0).max(0.0) as usize;
            if let Some(count) = rows.get_mut(row) {
                *count += 1;
            }
        }
        rows.windows(2)
            .map(|pair| match pair {
                [a, b] => (f64::from(*a) - f64::from(*b)).powi(2),
                _ => 0.0,
            })
            .sum::<f64>()
    };
    let most = MOST_TURN.to_radians();
    let mut best = (sharp(0.0) * 1.02, 0.0);
    let mut width = most / 40.0;
    let mut around = (0.0, 40);
    for _ in 0..2 {
        for step in -around.1..=around.1 {
            let slope = around.0 + f64::from(step) * width;
            let own = sharp(slope);
            if own > best.0 {
                best = (own, slope);
            }
        }
        around = (best.1, 10);
        width /= 10.0;
    }
    best.1.atan()
}

/// Takes the ruled lines out of the picture.
pub(super) fn rules(picture: &mut Picture) -> Vec<Rule> {
    let level = runs(picture.height, picture.width, |y, x| is_ruled(picture, (x, y), false));
    let upright = runs(picture.width, picture.height, |x, y| is_ruled(picture, (x, y), true));
    let mut rules = Vec::new();
    for (is_upright, runs) in [(false, level), (true, upright)] {
        for band in bands(runs) {
            let thick = band.last + 1 - band.first;
            if thick > MOST_THICK {
                continue;
            }
            erase(picture, is_upright, &band);
            let at = (band.first + band.last) as f64 / 2.0 + 0.5;
            rules.push(Rule { upright: is_upright, at, from: band.from, to: band.to });
        }
    }
    begun_together(rules)
}

/// The upright lines of a table begin together: one that is lost in the ground of the first row is
/// drawn on to where most of those begin that end where it ends.
fn begun_together(mut rules: Vec<Rule>) -> Vec<Rule> {
    const NEAR: usize = 8;
    const ROW: usize = 90;
    let upright: Vec<(usize, usize)> =
        rules.iter().filter(|rule| rule.upright).map(|rule| (rule.from, rule.to)).collect();
    for rule in rules.iter_mut().filter(|rule| rule.upright) {
        let own = upright.iter().filter(|(_, to)| to.abs_diff(rule.to) <= NEAR);
        let starts: Vec<usize> = own.map(|(from, _)| *from).collect();
        let most = starts.iter().copied().max_by_key(|start| {
            starts.iter().filter(|other| other.abs_diff(*start) <= NEAR).count()
        });
        let Some(most) = most else { continue };
        let many = starts.iter().filter(|other| other.abs_diff(most) <= NEAR).count();
        let is_short = rule.from > most && rule.from - most <= ROW;
        if is_short && many > 2 && many * 2 > starts.len() {
            rule.from = most;
        }
    }
    rules
}

/// Whether a point may be of a ruled line: grey enough by itself, or darker than the ground on both
/// sides of a hairline, which a turned picture leaves pale.
fn is_ruled(picture: &Picture, (x, y): (usize, usize), upright: bool) -> bool {
    const BESIDE: usize = 4;
    const DARKER: u8 = 12;
    let point = picture.at(x, y);
    if !(RULED..255 - DARKER).contains(&point) {
        return point < RULED;
    }
    let beside = |at: usize| if upright { picture.at(at, y) } else { picture.at(x, at) };
    let place = if upright { x } else { y };
    let [before, after] = [place.saturating_sub(BESIDE), place + BESIDE].map(beside);
    point + DARKER <= before.min(after)
}

/// Ink without a break along a line of points.
struct Run {
    line: usize,
    from: usize,
    to: usize,
}

/// The long runs of ink, line by line.
fn runs(lines: usize, length: usize, is_ink: impl Fn(usize, usize) -> bool) -> Vec<Run> {
    let mut runs = Vec::new();
    for line in 0..lines {
        let mut open: Option<(usize, usize)> = None;
        for at in 0..=length {
            let ink = at < length && is_ink(line, at);
            match &mut open {
                Some((from, to)) if !ink && (at - *to > BREAK || at == length) => {
                    if *to + 1 - *from >= LEAST_RULE {
                        runs.push(Run { line, from: *from, to: *to + 1 });
                    }
                    open = None;
                }
                Some((_, to)) if ink => *to = at,
                None if ink => open = Some((at, at)),
                _ => {}
            }
        }
    }
    runs
}

/// Runs on top of one another: a line as thick as it is.
struct Band {
    first: usize,
    last: usize,
    from: usize,
    to: usize,
    runs: Vec<Run>,
}

fn bands(runs: Vec<Run>) -> Vec<Band> {
    let mut open: Vec<Band> = Vec::new();
    let mut done = Vec::new();
    for run in runs {
        // What ended further up than a run goes on no more.
        let (over, still): (Vec<Band>, Vec<Band>) =
            open.into_iter().partition(|band| band.last + 3 < run.line);
        done.extend(over);
        open = still;
        let meets = |band: &&mut Band| band.from < run.to + 40 && run.from < band.to + 40;
        match open.iter_mut().find(meets) {
            Some(band) => {
                (band.from, band.to) = (band.from.min(run.from), band.to.max(run.to));
                band.last = run.line;
                band.runs.push(run);
            }
            None => open.push(Band {
                first: run.line,
                last: run.line,
                from: run.from,
                to: run.to,
                runs: vec![run],
            }),
        }
    }
    done.extend(open);
    done
}

/// Whitens a ruled line and the soft edge around it.
fn erase(picture: &mut Picture, upright: bool, band: &Band) {
    const EDGE: usize = 2;
    for run in &band.runs {
        let lines = run.line.saturating_sub(EDGE)..run.line + EDGE + 1;
        let along = run.from.saturating_sub(EDGE)..run.to + EDGE;
        let (rows, columns) = if upright { (along, lines) } else { (lines, along) };
        for y in rows.start..rows.end.min(picture.height) {
            let end = columns.end.min(picture.width);
            if let Some(points) = picture.row_mut(y).get_mut(columns.start..end) {
                points.fill(255);
            }
        }
    }
}
