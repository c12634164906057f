//! A page without a text layer → what a page with one draws: its pictures are painted, put right
//! and taken apart into the pieces of its cells, and another program reads the words of these.

mod ink;
mod paint;
mod pieces;
mod solid;
mod stack;

use hayro_interpret::hayro_syntax::{Pdf, page::Page};
use hayro_interpret::kurbo::{Affine, Point, Rect};
use hayro_interpret::{
    Context, InterpreterCache, InterpreterSettings, TransformExt, interpret_page,
};

use self::{paint::Paper, pieces::Pieces, stack::Found};
use super::canvas::Canvas;
use super::marks::{Glyph, Ruling};
use super::turn::Turn;
use crate::recognise::{NotSeen, Picture, Recogniser};
use crate::sheet::{Scan, Unsure};

/// Points an inch, at which the recogniser reads best.
const DENSITY: f64 = 300.0;
/// The most points of a picture that is looked at: a sheet of A2.
pub(crate) const MOST_POINTS: usize = 36_000_000;
/// Pages of a file that are recognised, at some seconds each.
pub(crate) const MOST_PAGES: usize = 30;
/// A word that the recogniser is less sure of is in doubt.
const UNSURE: f32 = 0.6;
/// Pictures of lines with words in doubt that are kept, over all pages, at a few kilobytes each.
pub(super) const MOST_SHOWN: usize = 120;

/// A page of a file as it is recognised.
pub(super) fn page<'a>(
    pdf: &'a Pdf,
    page: &Page<'a>,
    cache: &InterpreterCache<'a>,
    eyes: &dyn Recogniser,
) -> Result<Canvas, NotSeen> {
    let (width, height) = page.render_dimensions();
    let (width, height) = (f64::from(width).max(1.0), f64::from(height).max(1.0));
    let scale = (DENSITY / 72.0).min((MOST_POINTS as f64 / (width * height)).sqrt());
    let mut paper = Paper::new((width * scale) as usize, (height * scale) as usize);
    let transform = Affine::scale(scale) * page.initial_transform(true).to_kurbo();
    let area = Rect::new(0.0, 0.0, width * scale, height * scale);
    let mut context =
        Context::new(transform, area, cache, pdf.xref(), InterpreterSettings::default());
    interpret_page(page, &mut context, &mut paper);
    upright(paper.picture, 1.0 / scale, eyes)
}

/// A sheet of A4 at the recogniser's density is so long.
const SHEET: f64 = 3_508.0;
/// Beyond this a picture of few points only blurs.
const MOST_ENLARGED: f64 = 3.0;

/// A picture by itself as a page: as large as the recogniser likes it.
pub(super) fn picture(picture: &Picture, eyes: &dyn Recogniser) -> Result<Canvas, NotSeen> {
    let scale = (SHEET / picture.width.max(picture.height) as f64).min(MOST_ENLARGED);
    let paper = Paper::of(picture, scale);
    upright(paper.picture, 72.0 / DENSITY, eyes)
}

/// Words of which the recogniser is less sure than this on average lie on their side or head.
const SURE: f32 = 0.7;

/// The same as [`recognised`]; a page that hardly reads is turned, where it lies on its side.
fn upright(picture: Picture, scale: f64, eyes: &dyn Recogniser) -> Result<Canvas, NotSeen> {
    let first = recognised(picture.clone(), scale, eyes)?;
    let sure = |page: &Canvas| page.scan.as_ref().map_or(0.0, |scan| scan.confidence);
    if sure(&first) >= SURE {
        return Ok(first);
    }
    match eyes.turns(&picture) {
        0 => Ok(first),
        turns => {
            let second = recognised(picture.turned(turns), scale, eyes)?;
            Ok(if sure(&second) > sure(&first) { second } else { first })
        }
    }
}

/// What a picture of a page draws; `scale` is how long one of its points is.
pub(super) fn recognised(
    picture: Picture,
    scale: f64,
    eyes: &dyn Recogniser,
) -> Result<Canvas, NotSeen> {
    let mut canvas = Canvas::new(picture.width as f64 * scale, picture.height as f64 * scale);
    let mut picture = ink::cleaned(picture);
    let rules = ink::rules(&mut picture);
    canvas.rulings = rules
        .iter()
        .map(|rule| Ruling {
            upright: rule.upright,
            at: rule.at * scale,
            from: rule.from as f64 * scale,
            to: rule.to as f64 * scale,
        })
        .collect();
    let mut scan = Scan { confidence: 1.0, words: 0, unsure: vec![] };
    if let Some(pieces) = pieces::pieces(&picture) {
        let mut words = stack::words(&picture, &pieces, eyes)?;
        words.retain(|word| {
            word.text.chars().any(|letter| !matches!(letter, '|' | '_' | '~' | '`'))
        });
        words.sort_by_key(|word| (word.piece, word.left));
        let said: Vec<Found> = words.iter().filter(|word| !word.text.is_empty()).cloned().collect();
        for piece in said.chunk_by(|a, b| a.piece == b.piece) {
            for line in lines(piece, pieces.size) {
                draw(&mut canvas, &line, &pieces, scale);
            }
        }
        scan.words = said.len();
        let sum: f32 = said.iter().map(|word| word.confidence).sum();
        scan.confidence = sum / said.len().max(1) as f32;
        scan.unsure = unsure(&picture, &words, &pieces, scale);
    }
    canvas.scan = Some(scan);
    Ok(canvas)
}

/// The lines of a piece: letters that reach far up or down may tie two lines together.
fn lines(piece: &[Found], size: f64) -> Vec<Vec<Found>> {
    let mut lines: Vec<Vec<Found>> = Vec::new();
    for word in piece {
        let beside = |line: &&mut Vec<Found>| {
            line.last().is_some_and(|last| {
                let gap = (last.top + last.bottom).abs_diff(word.top + word.bottom) as f64 / 2.0;
                gap <= 0.5 * size
            })
        };
        match lines.iter_mut().find(beside) {
            Some(line) => line.push(word.clone()),
            None => lines.push(vec![word.clone()]),
        }
    }
    lines
}

/// The words of a piece as letters of a string, a space between them.
fn draw(canvas: &mut Canvas, line: &[Found], pieces: &Pieces, scale: f64) {
    let Some(first) = line.first() else { return };
    let run = u32::try_from(first.piece + 1).unwrap_or(u32::MAX);
    let hangs =
        |word: &Found| word.text.contains(['g', 'j', 'p', 'q', 'y', 'Q', ',', ';', '(', '[']);
    let rises = |word: &Found| {
        word.text.contains(|letter: char| {
            letter.is_uppercase() || letter.is_ascii_digit() || "bdfhklt".contains(letter)
        })
    };
    // The line's type is that of the page unless its capitals say otherwise.
    let capitals = line.iter().filter(|word| rises(word) && !hangs(word));
    let own = capitals.map(|word| (word.bottom - word.top) as f64 / 0.7).fold(0.0, f64::max);
    let same = own == 0.0 || (0.75..1.35).contains(&(own / pieces.size));
    let size = if same { pieces.size } else { own };
    let base = |word: &Found| word.bottom as f64 - if hangs(word) { 0.2 * size } else { 0.0 };
    let mut bases: Vec<f64> = line.iter().map(base).collect();
    bases.sort_by(f64::total_cmp);
    let baseline = bases.get(bases.len() / 2).copied().unwrap_or_default();
    let mut glyph = |text: String, left: f64, right: f64| {
        canvas.glyphs.push(Glyph {
            text,
            origin: Point::new(left * scale, baseline * scale),
            advance: (right - left) * scale,
            size: size * scale,
            turn: Turn::Level,
            bold: false,
            run,
        });
    };
    let mut end = None;
    for word in line {
        let (left, right) = (word.left as f64, word.right as f64);
        if let Some(end) = end.filter(|end| *end < left) {
            glyph(" ".to_owned(), end, left);
        }
        glyph(word.text.clone(), left, right);
        end = Some(right);
    }
}

/// The words that the recogniser is not sure of, each with the picture of its line.
fn unsure(picture: &Picture, words: &[Found], pieces: &Pieces, scale: f64) -> Vec<Unsure> {
    const EDGE: usize = 8;
    let unsure = words.iter().filter(|word| word.confidence < UNSURE);
    let told = unsure.filter_map(|word| {
        let line = pieces.boxes.get(word.piece)?;
        let area =
            Rect::new(word.left as f64, word.top as f64, word.right as f64, word.bottom as f64);
        let part = [
            line.left.saturating_sub(EDGE),
            line.top.saturating_sub(EDGE),
            (line.right + EDGE).min(picture.width),
            (line.bottom + EDGE).min(picture.height),
        ];
        Some(Unsure {
            text: word.text.clone(),
            confidence: word.confidence,
            area: super::sketch::area(area.scale_from_origin(scale)),
            picture: picture.png(part)?,
        })
    });
    told.take(MOST_SHOWN).collect()
}
