//! Dots that are drawn, not written: the bullets of a list, and the coloured discs that some bodies
//! rate their risks with. Each is read as the character it stands for.

use hayro_interpret::kurbo::{Point, Rect};

use super::marks::{Dot, Glyph};
use super::turn::Turn;
use crate::sheet::Rgb;

/// The most that a bullet is high, and stands left of the text it belongs to, in parts of its size.
const BULLET: f64 = 0.6;
const BEFORE: f64 = 2.5;
/// The least and the most that a disc is wide, in points.
const LEAST_DISC: f64 = 4.5;
const WIDEST_DISC: f64 = 40.0;
/// How far the channels of a colour lie apart: less is a grey.
const COLOURED: u8 = 50;
/// A page of more dots is a drawing.
const MOST: usize = 2_000;
/// The string that drawn characters belong to: none of the file's.
const DRAWN: u32 = u32::MAX;

/// Whether a character is a disc or a square that shows nothing but its colour.
pub(super) fn is_light(text: &str, colour: Rgb) -> bool {
    matches!(text, "●" | "⬤" | "■" | "◼") && is_coloured(colour)
}

/// The text of a cell: a coloured disc alone says no more than its colour, which the cell has.
pub(super) fn without_lights(text: String, fill: Option<Rgb>) -> String {
    let light = |c: char| fill.is_some_and(|fill| is_light(c.encode_utf8(&mut [0; 4]), fill));
    let only = !text.is_empty() && text.chars().all(|c| c.is_whitespace() || light(c));
    if only { String::new() } else { text }
}

/// The drawn dots of a page as the characters that they stand for.
pub(super) fn characters(dots: &[Dot], glyphs: &[Glyph]) -> Vec<Glyph> {
    if dots.len() > MOST {
        return vec![];
    }
    let mut level: Vec<&Glyph> =
        glyphs.iter().filter(|glyph| glyph.turn == Turn::Level && !glyph.is_space()).collect();
    level.sort_by(|a, b| a.origin.y.total_cmp(&b.origin.y));
    let highest = level.iter().map(|glyph| glyph.size).fold(0.0, f64::max);
    let mut sizes: Vec<f64> = level.iter().map(|glyph| glyph.size).collect();
    sizes.sort_by(f64::total_cmp);
    let Some(usual) = sizes.get(sizes.len() / 2).copied() else { return vec![] };
    let near = |area: Rect| {
        let from = level.partition_point(|glyph| glyph.origin.y < area.y0 - highest);
        let to = level.partition_point(|glyph| glyph.origin.y <= area.y1 + highest);
        level.get(from..to).unwrap_or_default()
    };
    dots.iter()
        .filter_map(|dot| {
            let area = dot.area;
            let beside = near(area);
            bullet(area, beside).or_else(|| {
                let disc = dot.round
                    && is_coloured(dot.colour)
                    && (LEAST_DISC..WIDEST_DISC).contains(&area.width())
                    && !beside.iter().any(|glyph| place(glyph).intersect(area).area() > 0.0);
                // As large as the text around it, so that it stands on one line of it.
                let size = usual.min(area.height());
                let origin = Point::new(area.x0, area.center().y + 0.275 * size);
                disc.then(|| character("●", origin, area.width(), size))
            })
        })
        .collect()
}

/// A dot before a line of text as a bullet on that line.
fn bullet(area: Rect, beside: &[&Glyph]) -> Option<Glyph> {
    let follows = |glyph: &&&Glyph| {
        let (own, white) = (place(glyph), glyph.origin.x - area.x1);
        white > 0.0
            && white <= BEFORE * glyph.size
            && area.height() <= BULLET * glyph.size
            && own.y0 <= area.y0
            && area.y1 <= own.y1
    };
    let first = beside.iter().filter(follows).min_by(|a, b| a.origin.x.total_cmp(&b.origin.x))?;
    let before = |glyph: &&Glyph| {
        let end = glyph.origin.x + glyph.advance;
        end > area.x0 - 0.5 * first.size
            && glyph.origin.x < area.x1
            && (glyph.origin.y - first.origin.y).abs() < 0.5 * first.size
    };
    if beside.iter().any(before) {
        return None;
    }
    let origin = Point::new(area.x0, first.origin.y);
    Some(character("•", origin, area.width(), first.size))
}

fn character(text: &str, origin: Point, advance: f64, size: f64) -> Glyph {
    let (turn, bold) = (Turn::Level, false);
    Glyph { text: text.to_owned(), origin, advance, size, turn, bold, run: DRAWN }
}

/// The box of a level glyph.
pub(super) fn place(glyph: &Glyph) -> Rect {
    let Point { x, y } = glyph.origin;
    Rect::new(x, y - 0.75 * glyph.size, x + glyph.advance, y + 0.2 * glyph.size)
}

fn is_coloured(colour: Rgb) -> bool {
    let channels = [colour.red, colour.green, colour.blue];
    let (low, high) = (channels.iter().min(), channels.iter().max());
    low.zip(high).is_some_and(|(low, high)| high - low >= COLOURED)
}
