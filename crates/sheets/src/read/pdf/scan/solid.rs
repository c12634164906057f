//! What is printed white on a dark ground, turned round to dark on white.

use super::ink::INK;
use crate::recognise::Picture;

/// The side of the squares by which a dark ground is told, in points.
const SQUARE: usize = 8;
/// A dark ground is at least this wide and high, in squares.
const LEAST: (usize, usize) = (8, 4);
/// And so much of it is dark.
const DARK: f64 = 0.5;

/// The picture with the grounds that are dark, and what stands on them, turned round.
pub(super) fn turned_round(mut picture: Picture) -> Picture {
    let (across, down) = (picture.width / SQUARE, picture.height / SQUARE);
    let mut full: Vec<bool> = (0..across * down)
        .map(|at| dark(&picture, at % across * SQUARE, at / across * SQUARE))
        .collect();
    for at in 0..full.len() {
        if full.get(at) != Some(&true) {
            continue;
        }
        let [left, top, right, bottom] = taken(&mut full, (across, down), at);
        let (wide, high) = (right - left, bottom - top);
        if wide < LEAST.0 || high < LEAST.1 {
            continue;
        }
        let grow = SQUARE - 1;
        let area = [
            (left * SQUARE).saturating_sub(grow),
            (top * SQUARE).saturating_sub(grow),
            (right * SQUARE + grow).min(picture.width),
            (bottom * SQUARE + grow).min(picture.height),
        ];
        turn(&mut picture, area);
    }
    picture
}

fn dark(picture: &Picture, x: usize, y: usize) -> bool {
    (y..y + SQUARE).all(|y| {
        picture.row(y).get(x..x + SQUARE).is_some_and(|row| row.iter().all(|point| *point < INK))
    })
}

/// Takes the squares that lie together with one out of those that are left; gives their box. A
/// square or two between them are the letters.
fn taken(full: &mut [bool], (across, down): (usize, usize), first: usize) -> [usize; 4] {
    const NEAR: usize = 3;
    let mut found = vec![first];
    let (mut left, mut right) = (first % across, first % across + 1);
    let (mut top, mut bottom) = (first / across, first / across + 1);
    while let Some(at) = found.pop() {
        let (column, row) = (at % across, at / across);
        (left, right) = (left.min(column), right.max(column + 1));
        (top, bottom) = (top.min(row), bottom.max(row + 1));
        for y in row.saturating_sub(NEAR)..(row + NEAR + 1).min(down) {
            for x in column.saturating_sub(NEAR)..(column + NEAR + 1).min(across) {
                if let Some(square) = full.get_mut(y * across + x)
                    && std::mem::take(square)
                {
                    found.push(y * across + x);
                }
            }
        }
    }
    [left, top, right, bottom]
}

/// Turns an area round where most of it is dark. The line between ground and paper is no print.
fn turn(picture: &mut Picture, [left, top, right, bottom]: [usize; 4]) {
    let row = |picture: &Picture, y: usize| {
        let points = picture.row(y).get(left..right).unwrap_or_default();
        points.iter().filter(|point| **point < INK).count()
    };
    let counts: Vec<usize> = (top..bottom).map(|y| row(picture, y)).collect();
    let ink: usize = counts.iter().sum();
    if (ink as f64) < DARK * ((right - left) * (bottom - top)) as f64 {
        return;
    }
    let ground = ground(picture, [left, top, right, bottom]);
    for (y, count) in (top..bottom).zip(counts) {
        let edge = count * 5 < right - left;
        let points = picture.row_mut(y);
        let dark = |point: &u8| *point < INK;
        let first = points.iter().take(right).skip(left).position(dark).unwrap_or_default();
        let last = points.iter().take(right).skip(left).rposition(dark).unwrap_or_default();
        for (x, point) in points.iter_mut().take(right).skip(left).enumerate() {
            let outside = edge || x < first + 2 || x + 2 > last;
            *point = if outside { 255 } else { lit(*point, ground) };
        }
    }
}

/// The grey of most of the dark points of an area.
fn ground(picture: &Picture, [left, top, right, bottom]: [usize; 4]) -> u8 {
    let mut counts = [0_usize; 256];
    for y in top..bottom {
        for point in picture.row(y).get(left..right).unwrap_or_default() {
            if let Some(count) = counts.get_mut(usize::from(*point)).filter(|_| *point < INK) {
                *count += 1;
            }
        }
    }
    let most = (0_u8..=255).zip(counts).max_by_key(|(_, count)| *count);
    most.map_or(0, |(grey, _)| grey)
}

/// A point turned round so that the ground becomes paper, whatever grey it is, and white becomes
/// print.
fn lit(point: u8, ground: u8) -> u8 {
    let above = u16::from(point.saturating_sub(ground)) * 255;
    let span = u16::from(255 - ground).max(1);
    255 - u8::try_from(above / span).unwrap_or(255)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dark_ground_becomes_paper_and_its_letters_print() {
        // A band of dark grey, not evenly printed, with an upright stroke of white in each 20 points.
        let (width, height) = (200, 80);
        let grey = |x: usize, y: usize| match (y, x % 20) {
            (0..12 | 68.., _) => 255,
            (30..50, 4..8) => 250,
            _ => 70 + u8::try_from((x * 7 + y * 3) % 9).unwrap_or_default(),
        };
        let grey = (0..width * height).map(|at| grey(at % width, at / width)).collect();
        let turned = turned_round(Picture { width, height, grey });
        assert!(turned.at(105, 40) < INK, "a letter: {}", turned.at(105, 40));
        for x in [13, 73, 155] {
            assert!(turned.at(x, 40) > 230, "the ground at {x}: {}", turned.at(x, 40));
        }
    }
}
