//! Colours by where a number lies among others.

use super::{
    At, Point, Rule, Test,
    cells::View,
    formula::{Cells as _, Value},
};
use crate::sheet::Rgb;

/// The numbers of a rule's cells, in order.
pub(super) struct Ends(Vec<f64>);

impl Ends {
    /// `None` for a rule that does not ask for them.
    pub(super) fn of(rule: &Rule, cells: &View<'_>) -> Option<Self> {
        if matches!(rule.test, Test::Formula { .. }) {
            return None;
        }
        let inside = cells.inside(&rule.areas, usize::from(u16::MAX));
        let inside = inside.take_while(|_| cells.spend(1));
        let value = |(index, column): (usize, u32)| match cells.at(None, cells.row(index)?, column)
        {
            Value::Number(number) => Some(number),
            _ => None,
        };
        let mut numbers: Vec<f64> = inside.filter_map(value).collect();
        numbers.sort_by(f64::total_cmp);
        Some(Self(numbers))
    }

    pub(super) fn place(&self, at: At) -> f64 {
        let least = self.0.first().copied().unwrap_or(0.0);
        let greatest = self.0.last().copied().unwrap_or(0.0);
        match at {
            At::Least => least,
            At::Greatest => greatest,
            At::Number(number) => number,
            At::Percent(share) => least + (greatest - least) * share / 100.0,
            At::Percentile(share) => {
                let place = (self.0.len().saturating_sub(1)) as f64 * share / 100.0;
                let (below, part) = (place.floor().max(0.0), place.fract());
                let low = self.0.get(below as usize).copied().unwrap_or(greatest);
                let high = self.0.get(below as usize + 1).copied().unwrap_or(low);
                low + (high - low) * part
            }
        }
    }
}

/// The colour between the two points that a number lies between.
pub(super) fn blend(points: &[Point], value: f64, ends: &Ends) -> Option<Rgb> {
    let placed: Vec<(f64, Rgb)> =
        points.iter().map(|point| (ends.place(point.at), point.colour)).collect();
    let (first, last) = (placed.first()?, placed.last()?);
    if value <= first.0 {
        return Some(first.1);
    }
    let pair = placed.windows(2).find_map(|pair| match pair {
        [low, high] if value <= high.0 && high.0 > low.0 => Some((low, high)),
        _ => None,
    });
    let Some((low, high)) = pair else { return Some(last.1) };
    let part = (value - low.0) / (high.0 - low.0);
    let mix = |from: u8, to: u8| (f64::from(from) + (f64::from(to) - f64::from(from)) * part) as u8;
    Some(Rgb {
        red: mix(low.1.red, high.1.red),
        green: mix(low.1.green, high.1.green),
        blue: mix(low.1.blue, high.1.blue),
    })
}

/// The colours of an icon set that shows traffic lights, flags or signs, the lowest first; `None`
/// for arrows and what else there is.
pub(super) fn lights(set: &str, reverse: bool) -> Option<Vec<Rgb>> {
    const RED: Rgb = Rgb { red: 255, green: 0, blue: 0 };
    const AMBER: Rgb = Rgb { red: 255, green: 192, blue: 0 };
    const GREEN: Rgb = Rgb { red: 0, green: 176, blue: 80 };
    let three = ["3TrafficLights", "3Flags", "3Signs", "3Symbols"];
    let mut colours =
        three.iter().any(|name| set.starts_with(name)).then(|| vec![RED, AMBER, GREEN])?;
    if reverse {
        colours.reverse();
    }
    Some(colours)
}
