//! A page drawn from what stands where on it: fills, ruled lines, words, and a box for each cell.

use bellwether_intake::sheet::{Area, Cell, Page, Placed, Rgb, Row, Spot};
use maud::{Markup, html};

use crate::view::{Part, Traced, Value, traced::anchor};

/// The page of a part, where its format says what stands where.
pub(super) fn page(traced: &Traced<'_>, part: &Part) -> Option<Markup> {
    let number = traced.rows(part).find_map(|(_, row)| row.page)?;
    let place = usize::try_from(number).ok()?.checked_sub(1)?;
    let page = traced.sheet(part)?.pages.get(place)?;
    let name = traced.name(part);
    Some(html! {
        svg .paper role="group" aria-label=(name) viewBox={ "0 0 " (page.width) " " (page.height) } {
            rect .paper-ground width=(page.width) height=(page.height) {}
            @for (area, colour) in &page.fills { (rect(*area, Some(hex(*colour)))) }
            g .paper-rule { @for line in &page.lines { (rect(thickened(*line), None)) } }
            (cells(traced, part))
            g .paper-words aria-hidden="true" { @for word in &page.words { (self::word(word)) } }
        }
        (unplaced(traced, part, page))
    })
}

fn rect(area: Area, fill: Option<String>) -> Markup {
    html! {
        rect x=(short(area.left)) y=(short(area.top)) width=(short(area.right - area.left)) height=(short(area.bottom - area.top)) fill=[fill] {}
    }
}

/// A line has a width, however thin.
fn thickened(line: Area) -> Area {
    const THIN: f32 = 0.6;
    Area {
        right: line.right.max(line.left + THIN),
        bottom: line.bottom.max(line.top + THIN),
        ..line
    }
}

/// A place to a tenth of a point.
fn short(number: f32) -> f32 {
    (number * 10.0).round() / 10.0
}

fn word(word: &Placed) -> Markup {
    /// Where the baseline runs, in parts of the box's height from its top.
    const BASELINE: f32 = 0.79;
    let area = word.area;
    let (width, height) = (area.right - area.left, area.bottom - area.top);
    let (length, x, y) = match word.quarters {
        1 => (height, area.left + width * (1.0 - BASELINE), area.top),
        2 => (width, area.right, area.top + height * (1.0 - BASELINE)),
        3 => (height, area.left + width * BASELINE, area.bottom),
        _ => (width, area.left, area.top + height * BASELINE),
    };
    let (x, y) = (short(x), short(y));
    let turn =
        (word.quarters > 0).then(|| format!("rotate({} {x} {y})", u32::from(word.quarters) * 90));
    html! {
        text x=(x) y=(y) font-size=(short(word.size)) textLength=(short(length)) lengthAdjust="spacingAndGlyphs"
            font-weight=[word.bold.then_some("700")] transform=[turn] { (word.text) }
    }
}

/// A box over each cell, linked to what was read from it.
fn cells(traced: &Traced<'_>, part: &Part) -> Markup {
    html! {
        @for (at, cell) in placed(traced.rows(part)) {
            @if let Some(area) = cell.area.as_deref() {
                @let values = traced.values(at);
                g .paper-cell id=(anchor(at)) .doubted[traced.is_doubted(part.sheet, usize::try_from(at.row).unwrap_or(usize::MAX))] {
                    @match values.first() {
                        Some(value) => a href={ "#" (value.anchor()) } data-to=[several(values)] aria-label=(cell.text) { (rect(*area, None)) },
                        None => (rect(*area, None)),
                    }
                }
            }
        }
    }
}

/// Anchors for what has no place of its own on the page, so that links to it still lead here.
fn unplaced(traced: &Traced<'_>, part: &Part, _: &Page) -> Markup {
    html! {
        @for (index, row) in traced.rows(part) {
            span .paper-anchor id={ "r" (part.sheet) "-" (index) } {}
            @for cell in &row.cells {
                @if cell.area.is_none() && cell.origin.is_some_and(|at| !traced.values(at).is_empty()) {
                    span .paper-anchor id=[cell.origin.map(anchor)] {}
                }
            }
        }
    }
}

/// The anchors of a cell's values, where they are more than the one that it links to.
pub(super) fn several(values: &[Value]) -> Option<String> {
    let anchors = || values.iter().map(|value| value.anchor()).collect::<Vec<_>>().join(" ");
    (values.len() > 1).then(anchors)
}

/// A colour as a page writes it.
pub(super) fn hex(colour: Rgb) -> String {
    format!("#{:02x}{:02x}{:02x}", colour.red, colour.green, colour.blue)
}

/// The cells of a part that have a place on the page, each with its values.
fn placed<'a>(
    rows: impl Iterator<Item = (usize, &'a Row)>,
) -> impl Iterator<Item = (Spot, &'a Cell)> {
    rows.flat_map(|(_, row)| &row.cells).filter_map(|cell| Some((cell.origin?, cell)))
}
