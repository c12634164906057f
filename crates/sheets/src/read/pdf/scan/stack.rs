//! The pieces of a page set one below the other, as the recogniser reads them best: it takes a
//! page for prose, and in a table loses lone figures and runs cells together.

use super::pieces::{Box, Pieces};
use crate::recognise::{NotSeen, Picture, Recogniser, SeenWord};

/// White around a piece, in points.
const MARGIN: usize = 40;
/// White between pieces.
const BETWEEN: usize = 24;
/// The most rows of points of one picture that is recognised.
const MOST_ROWS: usize = 12_000;

/// A word of a page, and the piece that it was found in.
#[derive(Debug, Clone)]
pub(super) struct Found {
    pub(super) text: String,
    pub(super) confidence: f32,
    pub(super) left: usize,
    pub(super) right: usize,
    /// The lower edge of its ink.
    pub(super) bottom: usize,
    pub(super) top: usize,
    /// Which piece, in the order of the pieces.
    pub(super) piece: usize,
}

/// The words of the pieces of a page; of a piece that shows no word, one without letters.
pub(super) fn words(
    picture: &Picture,
    pieces: &Pieces,
    eyes: &dyn Recogniser,
) -> Result<Vec<Found>, NotSeen> {
    let all: Vec<usize> = (0..pieces.boxes.len()).collect();
    let mut found = read(picture, pieces, &all, 1, eyes)?;
    // A lone figure says little of the type that it is set in: side by side with itself, more.
    let mut first: Vec<Option<Found>> = vec![None; all.len()];
    for word in &found {
        if let Some(known) = first.get_mut(word.piece) {
            match known {
                Some(known) => {
                    known.text.push_str(&word.text);
                    known.confidence = known.confidence.min(word.confidence);
                }
                None => *known = Some(word.clone()),
            }
        }
    }
    let again: Vec<usize> = all
        .into_iter()
        .filter(|piece| first.get(*piece).is_some_and(|word| is_weak(word.as_ref())))
        .filter(|piece| pieces.boxes.get(*piece).is_some_and(|own| is_short(own, pieces.size)))
        .collect();
    let thrice = read(picture, pieces, &again, TIMES, eyes)?;
    for piece in again {
        let own: Vec<&Found> = thrice.iter().filter(|word| word.piece == piece).collect();
        let once = first.get_mut(piece).and_then(Option::take);
        if let Some(word) = agreed(once.as_ref(), &own, pieces, piece) {
            found.retain(|word| word.piece != piece);
            found.push(word);
        }
    }
    Ok(found)
}

/// Whether what was seen of a piece is worth another look: nothing, a word in doubt, or a letter
/// or two that may be figures.
fn is_weak(word: Option<&Found>) -> bool {
    word.is_none_or(|word| {
        let is_figure = word.text.chars().all(|letter| letter.is_ascii_digit());
        word.confidence < super::UNSURE || !is_figure && word.text.chars().count() <= 2
    })
}

/// How often a short piece is shown side by side.
const TIMES: usize = 3;

/// Whether a piece is a figure, a code or a short word, and no picture.
fn is_short(piece: &Box, size: f64) -> bool {
    let (width, height) = (piece.width() as f64, piece.height() as f64);
    width <= 4.0 * size && (0.45 * size..1.8 * size).contains(&height)
}

/// What a piece is that was shown once and then several times. What all agree in is sure; where
/// they do not, it is in doubt; something is there where nothing was seen, and that is told.
fn agreed(once: Option<&Found>, seen: &[&Found], pieces: &Pieces, piece: usize) -> Option<Found> {
    let Box { left, top, right, bottom } = *pieces.boxes.get(piece)?;
    let found = |text, confidence| Found { text, confidence, left, top, right, bottom, piece };
    let letters: Vec<char> = seen.iter().flat_map(|word| word.text.chars()).collect();
    let parts: Vec<&[char]> = letters.chunks((letters.len() / TIMES).max(1)).collect();
    let same = parts.len() == TIMES && parts.windows(2).all(|pair| pair.first() == pair.last());
    let text: Option<String> = parts.first().filter(|_| same).map(|part| part.iter().collect());
    let sum: f32 = seen.iter().map(|word| word.confidence).sum();
    let sure = sum / seen.len().max(1) as f32;
    match (text, once) {
        (Some(text), Some(once)) if text == once.text => {
            Some(found(text, sure.max(once.confidence)))
        }
        (Some(text), None) => Some(found(text, sure)),
        (Some(text), Some(_)) => Some(found(text, sure.min(DISPUTED))),
        (None, Some(once)) => {
            Some(Found { confidence: once.confidence.min(DISPUTED), ..once.clone() })
        }
        (None, None) => {
            Some(found(seen.first().map_or_else(String::new, |word| word.text.clone()), 0.0))
        }
    }
}

/// How sure is at most what two looks see as two things.
const DISPUTED: f32 = 0.5;

/// The words of some pieces, each shown so many times.
fn read(
    picture: &Picture,
    pieces: &Pieces,
    some: &[usize],
    times: usize,
    eyes: &dyn Recogniser,
) -> Result<Vec<Found>, NotSeen> {
    let mut found = Vec::new();
    let mut rest = some;
    while !rest.is_empty() {
        let mut rows = BETWEEN;
        let fits = |piece: &&usize| {
            rows += pieces.boxes.get(**piece).map_or(0, Box::height) + BETWEEN;
            rows <= MOST_ROWS
        };
        let count = rest.iter().take_while(fits).count().max(1);
        let (now, later) = rest.split_at(count.min(rest.len()));
        let boxes: Vec<Box> =
            now.iter().filter_map(|piece| pieces.boxes.get(*piece)).copied().collect();
        let (stack, tops) = stacked(picture, &boxes, times, (0.6 * pieces.size) as usize);
        for word in eyes.words(&stack)? {
            found.extend(placed(word, &boxes, &tops, now));
        }
        rest = later;
    }
    Ok(found)
}

/// A picture of the pieces one below the other, and where each begins.
fn stacked(picture: &Picture, pieces: &[Box], times: usize, apart: usize) -> (Picture, Vec<usize>) {
    let widest = pieces.iter().map(Box::width).max().unwrap_or_default();
    let height: usize = pieces.iter().map(|piece| piece.height() + BETWEEN).sum();
    let width = (widest + apart) * times + 2 * MARGIN;
    let mut stack = Picture::white(width, height + BETWEEN);
    let (mut top, mut tops) = (BETWEEN, Vec::with_capacity(pieces.len()));
    for piece in pieces {
        tops.push(top);
        for y in 0..piece.height() {
            let from = picture.row(piece.top + y).get(piece.left..piece.right);
            for time in 0..times {
                let left = MARGIN + time * (piece.width() + apart);
                let to = stack.row_mut(top + y).get_mut(left..left + piece.width());
                if let (Some(from), Some(to)) = (from, to) {
                    to.copy_from_slice(from);
                }
            }
        }
        top += piece.height() + BETWEEN;
    }
    (stack, tops)
}

/// A word of the stack in its place on the page.
fn placed(word: SeenWord, pieces: &[Box], tops: &[usize], which: &[usize]) -> Option<Found> {
    let SeenWord { text, confidence, area: [left, top, right, bottom] } = word;
    let middle = (top + bottom) / 2 + BETWEEN / 2;
    let at = tops.partition_point(|top| *top <= middle).checked_sub(1)?;
    let (piece, origin) = (pieces.get(at)?, tops.get(at)?);
    let across = |x: usize| (x.saturating_sub(MARGIN) + piece.left).min(piece.right);
    let down = |y: usize| (y.saturating_sub(*origin) + piece.top).min(piece.bottom);
    Some(Found {
        text,
        confidence,
        left: across(left),
        right: across(right).max(across(left) + 1),
        top: down(top),
        bottom: down(bottom),
        piece: *which.get(at)?,
    })
}
