//! The conditional formats of an ODS sheet: in the styles of its cells, as the standard has them,
//! or for areas of the sheet, as LibreOffice adds them.

use std::rc::Rc;

use quick_xml::events::BytesStart;

use super::{At, Formula, Names, Operator, Point, Rule, Test, Value, lights};
use crate::{
    read::{
        colour,
        spreadsheet::{a1::area, grid::Block},
        xml::{attribute, number},
    },
    sheet::Rgb,
};

/// The rule that colours areas where a condition holds.
pub(in crate::read::spreadsheet) fn rule(
    condition: &str,
    base: &str,
    fill: Option<Rgb>,
    areas: Rc<[Block]>,
    priority: usize,
) -> Option<Rule> {
    let base = addresses(base).first().map(|base| (base.top, base.left))?;
    let formula = formula(condition)?;
    let test = Test::Formula { formula, base, fill };
    Some(Rule { areas, priority: priority as i64, stops: true, test })
}

/// A scale or icon set in the making.
#[derive(Debug, Default)]
pub(in crate::read::spreadsheet) struct Scale {
    places: Vec<At>,
    colours: Vec<Rgb>,
    lights: bool,
    shown: bool,
}

impl Scale {
    /// Begins at "color-scale" or "icon-set".
    pub(in crate::read::spreadsheet) fn begin(e: &BytesStart<'_>) -> Self {
        let Some(set) = attribute(e, "icon-set-type") else { return Self::default() };
        Self {
            colours: lights(&set, false).unwrap_or_default(),
            lights: true,
            shown: attribute(e, "show-value").is_none_or(|shown| shown != "false"),
            ..Self::default()
        }
    }

    /// Takes one of its points.
    pub(in crate::read::spreadsheet) fn take(&mut self, e: &BytesStart<'_>) {
        let value = number(e, "value").unwrap_or(0.0);
        self.places.push(match attribute(e, "type").as_deref() {
            Some("minimum" | "auto-minimum") => At::Least,
            Some("maximum" | "auto-maximum") => At::Greatest,
            Some("percent") => At::Percent(value),
            Some("percentile") => At::Percentile(value),
            _ => At::Number(value),
        });
        self.colours.extend(attribute(e, "color").and_then(|code| colour::hex(&code)));
    }

    /// The rule over areas.
    pub(in crate::read::spreadsheet) fn rule(self, areas: Rc<[Block]>) -> Option<Rule> {
        let points = Point::each(&self.places, &self.colours)?;
        let test = if self.lights {
            Test::Lights { points, shown: self.shown }
        } else {
            Test::Scale(points)
        };
        Some(Rule { areas, priority: i64::MAX, stops: false, test })
    }
}

/// "'Risk register'.B2:'Risk register'.B9 Sheet1.D2" as areas.
pub(in crate::read::spreadsheet) fn addresses(text: &str) -> Vec<Block> {
    // Names of sheets are between quotation marks where they have spaces.
    let bare: String = text.split('\'').step_by(2).collect();
    let place = |end: &str| end.rsplit('.').next().unwrap_or_default().to_owned();
    let each = bare.split_whitespace().map(|range| {
        let ends: Vec<String> = range.split(':').map(place).collect();
        area(&ends.join(":"))
    });
    each.flatten().collect()
}

/// A condition as the standard or LibreOffice writes it.
fn formula(condition: &str) -> Option<Formula> {
    let text = condition.trim();
    let text = text.strip_prefix("of:").unwrap_or(text);
    let inside = |name: &str| text.strip_prefix(name)?.strip_prefix('(')?.strip_suffix(')');
    let formula = ["is-true-formula", "formula-is"].iter().find_map(|name| inside(name));
    if let Some(formula) = formula {
        return Formula::read(formula);
    }
    for (name, not) in [
        ("cell-content-is-between", false),
        ("between", false),
        ("cell-content-is-not-between", true),
        ("not-between", true),
    ] {
        if let Some(ends) = inside(name) {
            let between = between(ends)?;
            return Some(if not { Formula::call("NOT", [between]) } else { between });
        }
    }
    let words = |name: &str| Formula::read(inside(name)?);
    let has = |words: Formula| {
        Formula::call("ISNUMBER", [Formula::call("SEARCH", [words, Formula::Own])])
    };
    let part = |name: &str, words: Formula| {
        let length = Formula::call("LEN", [words.clone()]);
        Formula::compare(Operator::Equal, Formula::call(name, [Formula::Own, length]), words)
    };
    if let Some(words) = words("contains-text") {
        return Some(has(words));
    }
    if let Some(words) = words("not-contains-text") {
        return Some(Formula::call("NOT", [has(words)]));
    }
    if let Some(words) = words("begins-with") {
        return Some(part("LEFT", words));
    }
    if let Some(words) = words("ends-with") {
        return Some(part("RIGHT", words));
    }
    let rest = text.strip_prefix("cell-content()").unwrap_or(text);
    let (operator, _, rest) = Operator::leading(rest.trim_start())?;
    Some(Formula::compare(operator, Formula::Own, Formula::read(rest)?))
}

fn between(ends: &str) -> Option<Formula> {
    let (low, high) = ends.split_once([',', ';'])?;
    Some(Formula::between(Formula::read(low)?, Formula::read(high)?))
}

/// Takes a name, of the whole workbook or of a sheet.
pub(in crate::read::spreadsheet) fn name(
    e: &BytesStart<'_>,
    sheet: Option<&str>,
    names: &mut Names,
) {
    let Some(name) = attribute(e, "name") else { return };
    if let Some(place) = attribute(e, "cell-range-address") {
        names.add(&name, sheet, &format!("[{place}]"));
    } else if let Some(formula) = attribute(e, "expression") {
        names.add(&name, sheet, formula.strip_prefix("of:").unwrap_or(&formula));
    }
}

/// What a cell holds by the attributes of its element, whatever it shows.
pub(in crate::read::spreadsheet) fn value(e: &BytesStart<'_>) -> Option<Value> {
    match attribute(e, "value-type").as_deref() {
        Some("string") => attribute(e, "string-value").map(|text| Value::Text(text.into_owned())),
        Some("float" | "percentage" | "currency") => number(e, "value").map(Value::Number),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_leave_out_the_sheet() {
        let block = |top, left, bottom, right| Block { top, left, bottom, right };
        assert_eq!(
            addresses("'Risk. register'.B2:'Risk. register'.B9 $Sheet1.$D$2"),
            [block(1, 1, 8, 1), block(1, 3, 1, 3)]
        );
    }

    #[test]
    fn conditions_of_both_kinds_are_read_alike() {
        let same = [
            ("cell-content()>=15", ">=15"),
            ("is-true-formula([.$J3]>=15)", "formula-is([.$J3]>=15)"),
            ("cell-content-is-between(1,4)", "between(1,4)"),
        ];
        for (standard, own) in same {
            assert!(formula(standard).is_some());
            assert_eq!(formula(standard), formula(own));
        }
        assert!(formula("contains-text(\"High\")").is_some());
        assert_eq!(formula("duplicate"), None);
    }
}
