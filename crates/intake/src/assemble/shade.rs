//! The traffic light that a cell is filled with.

use std::sync::Arc;

use bellwether_domain::{AssessmentPart, Field, Register, Stage};

use super::Found;
use crate::{
    Target,
    map::Mapped,
    sheet::{Rgb, Row},
};

/// How far the channels of a colour lie apart: less is a grey, or a pale shade.
const STRONG: i32 = 50;
const PALE: i32 = 20;

/// The traffic light of a column's cell, where the column is a score or a level.
pub(super) fn judged(column: &Mapped, row: &Row) -> Option<&'static str> {
    let judged = matches!(column.field(), Some(Field::Score | Field::Level));
    if judged { light(column, row) } else { None }
}

/// The traffic light of a column's cell. A pale shade is one only by itself: where most of the row
/// has it, it sets the rows apart.
pub(super) fn light(column: &Mapped, row: &Row) -> Option<&'static str> {
    let fill = row.cells.get(column.column.index)?.fill?;
    let same = row.cells.iter().filter(|cell| cell.fill == Some(fill)).count();
    let banded = same > 3 && same * 2 > row.cells.len();
    colour(fill, if banded { STRONG } else { PALE })
}

/// Takes away the lights of scores that the register's own bands give these colours: they say
/// nothing that the score does not. A level in a column of its own stays.
pub(super) fn without_repeats(register: &mut Register, found: &[Found<'_>]) {
    let Some(scheme) = register.scheme.clone() else { return };
    let columns = || found.iter().flat_map(|each| &each.mapping.columns);
    for stage in Stage::ALL {
        if columns().any(|own| own.target == Target::Rating(AssessmentPart::Level, stage)) {
            continue;
        }
        for risk in register.risks.iter_mut().map(Arc::make_mut) {
            let Some(assessment) = risk.assessments.slot(stage) else { continue };
            let band = assessment.score_value().and_then(|score| scheme.band(score));
            let colour = band.and_then(|band| band.colour).map(|colour| colour.to_string());
            if colour.is_some() && assessment.level == colour {
                assessment.level = None;
            }
        }
    }
}

/// Whether a colour is more than a grey or a tint, of whatever hue.
pub(super) fn is_strong(fill: Rgb) -> bool {
    let [red, green, blue] = [fill.red, fill.green, fill.blue].map(i32::from);
    red.max(green).max(blue) - red.min(green).min(blue) >= STRONG
}

/// The traffic light that a colour is, however pale.
pub(super) fn name(fill: Rgb) -> Option<&'static str> {
    colour(fill, PALE)
}

/// The name of a traffic light's hue; `None` for greys, blues and what is paler than it may be.
fn colour(fill: Rgb, least: i32) -> Option<&'static str> {
    let [r, g, b] = [fill.red, fill.green, fill.blue].map(i32::from);
    let high = r.max(g).max(b);
    let low = r.min(g).min(b);
    let range = high - low;
    if range < least || high < 80 {
        return None;
    }
    let hue = if high == r {
        60 * (g - b) / range
    } else if high == g {
        120 + 60 * (b - r) / range
    } else {
        240 + 60 * (r - g) / range
    };
    match hue {
        -30..=19 | 330..=360 => Some("red"),
        20..=51 => Some("amber"),
        52..=68 => Some("yellow"),
        69..=170 => Some("green"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case([0xFF, 0x00, 0x00], Some("red"))]
    #[case([0xFF, 0xC7, 0xCE], Some("red"))]
    #[case([0xFF, 0xC0, 0x00], Some("amber"))]
    #[case([0xFF, 0xEB, 0x9C], Some("amber"))]
    #[case([0xFF, 0xFF, 0x00], Some("yellow"))]
    #[case([0xC6, 0xEF, 0xCE], Some("green"))]
    #[case([0xD9, 0xEA, 0xD3], Some("green"))]
    #[case([0xD9, 0xD9, 0xD9], None)]
    #[case([0xDD, 0xEB, 0xF7], None)]
    #[case([0x44, 0x72, 0xC4], None)]
    fn a_shade_is_named_by_its_hue(#[case] channels: [u8; 3], #[case] name: Option<&str>) {
        let [red, green, blue] = channels;
        assert_eq!(colour(Rgb { red, green, blue }, PALE), name);
    }
}
