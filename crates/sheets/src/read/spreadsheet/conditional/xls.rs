//! The conditional formats of an XLS sheet: areas, and after them their rules ([MS-XLS] 2.4.42,
//! 2.4.56). Excel writes rules that older versions do not know in records of their own (2.4.43,
//! 2.4.57), and what such versions do not know of the others in a third kind (2.4.58).

use std::{collections::HashMap, rc::Rc};

use super::{
    At, Formula, Operator, Point, Room, Rule, Test, lights,
    tokens::{self, References},
};
use crate::{
    read::spreadsheet::{
        grid::Block,
        xls::{
            bytes::{long, short},
            palette::Palette,
        },
    },
    sheet::Rgb,
};

/// Areas that rules follow.
const AREAS: u16 = 0x01B0;
/// A rule for the areas before it.
const RULE: u16 = 0x01B1;
/// The same, as Excel 2007 and later know more of them.
const NEWER_AREAS: u16 = 0x0879;
/// See [`NEWER_AREAS`].
const NEWER_RULE: u16 = 0x087A;
/// What Excel 2007 and later add to a rule, or the areas of the newer rule that follows.
const ADDITION: u16 = 0x087B;
/// Bytes that the newer records begin with.
const HEAD: usize = 12;

/// What the sheets of a workbook share.
#[derive(Debug, Default)]
pub(in crate::read::spreadsheet) struct Shared {
    pub(in crate::read::spreadsheet) palette: Palette,
    pub(in crate::read::spreadsheet) references: References,
    room: Room,
}

/// The conditional formats of one sheet, gathered while its records are read.
#[derive(Debug, Default)]
pub(in crate::read::spreadsheet) struct Conditions {
    areas: Rc<[Block]>,
    /// The number of these areas, and how many rules they have had.
    number: u16,
    count: u16,
    /// The areas by their number.
    known: HashMap<u16, Rc<[Block]>>,
    /// Where rules stand by the number of their areas and their place among its rules.
    places: HashMap<(u16, u16), usize>,
    pub(in crate::read::spreadsheet) rules: Vec<Rule>,
}

impl Conditions {
    /// Takes a record of the sheet.
    pub(in crate::read::spreadsheet) fn take(&mut self, kind: u16, data: &[u8], book: &Shared) {
        let beyond = || data.get(HEAD..).unwrap_or_default();
        match kind {
            AREAS => self.begin(data),
            NEWER_AREAS => self.begin(beyond()),
            ADDITION => _ = self.add(beyond()),
            RULE | NEWER_RULE => {
                let rule = match kind {
                    RULE => self.rule(data, book),
                    _ => self.newer_rule(beyond(), book),
                };
                if let Some(rule) = rule.filter(|rule| book.room.admits(rule)) {
                    self.places.insert((self.number, self.count), self.rules.len());
                    self.rules.push(rule);
                }
                self.count = self.count.saturating_add(1);
            }
            _ => {}
        }
    }

    fn begin(&mut self, data: &[u8]) {
        self.areas = areas(data).unwrap_or_default();
        self.number = short(data, 2).unwrap_or_default() >> 1;
        self.count = 0;
        self.known.insert(self.number, self.areas.clone());
    }

    /// Takes the order of a rule that was read, or the areas of the one that follows.
    fn add(&mut self, data: &[u8]) -> Option<()> {
        let number = short(data, 4)?;
        if long(data, 0)? != 0 {
            self.areas = self.known.get(&number)?.clone();
            return Some(());
        }
        let at = self.places.get(&(number, short(data, 6)?))?;
        let rule = self.rules.get_mut(*at)?;
        rule.priority = short(data, 10)?.into();
        rule.stops = data.get(12)? & 2 != 0;
        Some(())
    }

    /// The rule of a record: what it asks, how cells then look, and its formulas at the end.
    fn rule(&self, data: &[u8], book: &Shared) -> Option<Rule> {
        let (first, second) = (short(data, 2)?, short(data, 4)?);
        let rest = data.get(6..)?;
        let (rest, second) = rest.split_at(rest.len().checked_sub(second.into())?);
        let (look, first) = rest.split_at(rest.len().checked_sub(first.into())?);
        let test = self.test(data, [first, second], look, book)?;
        let priority = self.rules.len() as i64;
        Some(Rule { areas: self.areas.clone(), priority, stops: true, test })
    }

    /// The same of a newer record, where more may follow the formulas.
    fn newer_rule(&self, data: &[u8], book: &Shared) -> Option<Rule> {
        let (first, second) = (short(data, 2)?, short(data, 4)?);
        let look = usize::try_from(long(data, 6)?).ok()?;
        let rest = data.get(10..)?;
        let (look, rest) = rest.split_at_checked(look)?;
        let rest = rest.get(if look.is_empty() { 2 } else { 0 }..)?;
        let (first, rest) = rest.split_at_checked(first.into())?;
        let (second, rest) = rest.split_at_checked(second.into())?;
        let rest = rest.get(2 + usize::from(short(rest, 0)?)..)?;
        let (stops, priority) = (rest.first()? & 2 != 0, short(rest, 1)?);
        let rest = rest.get(6 + usize::from(*rest.get(5)?)..)?;
        let scale = Scale { rest, palette: &book.palette };
        let test = match data.first()? {
            3 => scale.colours()?,
            6 => scale.lights()?,
            _ => self.test(data, [first, second], look, book)?,
        };
        Some(Rule { areas: self.areas.clone(), priority: priority.into(), stops, test })
    }

    fn test(&self, data: &[u8], formulas: [&[u8]; 2], look: &[u8], book: &Shared) -> Option<Test> {
        let top = self.areas.iter().map(|area| area.top).min()?;
        let base = (top, self.areas.iter().map(|area| area.left).min()?);
        let [first, second] =
            formulas.map(|tokens| tokens::formula(tokens, base, &book.references));
        let formula = condition(*data.first()?, *data.get(1)?, first, second)?;
        Some(Test::Formula { formula, base, fill: fill(look, &book.palette) })
    }
}

fn areas(data: &[u8]) -> Option<Rc<[Block]>> {
    let count = usize::from(short(data, 12)?);
    let (list, _) = data.get(14..)?.as_chunks::<8>();
    let area = |area: &[u8; 8]| {
        let number = |at| short(area, at).map(u32::from);
        Some(Block { top: number(0)?, left: number(4)?, bottom: number(2)?, right: number(6)? })
    };
    list.iter().take(count).map(area).collect()
}

/// The condition of a record: a comparison with the cell's own value, or a formula.
fn condition(
    kind: u8,
    operator: u8,
    first: Option<Formula>,
    second: Option<Formula>,
) -> Option<Formula> {
    let against = match (kind, operator) {
        (1, 1) => return Some(Formula::between(first?, second?)),
        (1, 2) => return Some(Formula::call("NOT", [Formula::between(first?, second?)])),
        (1, 3) => Operator::Equal,
        (1, 4) => Operator::Unequal,
        (1, 5) => Operator::More,
        (1, 6) => Operator::Less,
        (1, 7) => Operator::MoreOrEqual,
        (1, 8) => Operator::LessOrEqual,
        (2, _) => return first,
        _ => return None,
    };
    Some(Formula::compare(against, Formula::Own, first?))
}

/// The fill of a format ([MS-XLS] 2.5.92): flags, and after them the parts that they announce.
fn fill(format: &[u8], palette: &Palette) -> Option<Rgb> {
    let flags = long(format, 0)?;
    let has = |bit: u32| flags & (1 << bit) != 0;
    if !has(29) {
        return None;
    }
    // The number format, as its number or as text with its length; font, alignment, borders.
    let own_code = short(format, 4)? & 1 != 0;
    let number = if own_code { usize::from(short(format, 6)?) } else { 2 };
    let parts = [(25, number), (26, 118), (27, 8), (28, 8)];
    let before: usize = parts.into_iter().filter(|(bit, _)| has(*bit)).map(|(_, size)| size).sum();
    let pattern = long(format, 6 + before)?;
    // A flag says that the pattern (16), its own colour (17), the colour behind it (18) stay.
    if !has(16) && pattern >> 10 & 0x3F == 0 {
        return None;
    }
    let colour = |bit: u32, shift: u32| {
        (!has(bit)).then(|| palette.any((pattern >> shift & 0x7F) as u16)).flatten()
    };
    colour(18, 23).or_else(|| colour(17, 16))
}

/// The points of a scale or an icon set ([MS-XLS] 2.5.40, 2.5.44).
struct Scale<'a> {
    rest: &'a [u8],
    palette: &'a Palette,
}

impl Scale<'_> {
    fn colours(mut self) -> Option<Test> {
        let [_, _, _, places, colours, _] = self.take()?;
        let places = (0..places).map(|_| self.place(8)).collect::<Option<Vec<_>>>()?;
        let colours = (0..colours).map(|_| self.colour()).collect::<Option<Vec<_>>>()?;
        Some(Test::Scale(Point::each(&places, &colours)?))
    }

    fn lights(mut self) -> Option<Test> {
        const SETS: [&str; 8] = [
            "3Arrows",
            "3ArrowsGray",
            "3Flags",
            "3TrafficLights1",
            "3TrafficLights2",
            "3Signs",
            "3Symbols",
            "3Symbols2",
        ];
        let [_, _, _, places, set, flags] = self.take()?;
        let places = (0..places).map(|_| self.place(5)).collect::<Option<Vec<_>>>()?;
        let colours = lights(SETS.get(usize::from(set))?, flags & 4 != 0)?;
        Some(Test::Lights { points: Point::each(&places, &colours)?, shown: flags & 1 == 0 })
    }

    /// Where a point lies, and so many bytes more.
    fn place(&mut self, more: usize) -> Option<At> {
        let [kind, a, b] = self.take()?;
        let formula = usize::from(u16::from_le_bytes([a, b]));
        self.rest = self.rest.get(formula..)?;
        let at = match kind {
            2 => At::Least,
            3 => At::Greatest,
            // A number that a formula gives is not asked for.
            _ if formula > 0 => return None,
            4 => At::Percent(self.number()?),
            5 => At::Percentile(self.number()?),
            _ => At::Number(self.number()?),
        };
        self.rest = self.rest.get(more..)?;
        Some(at)
    }

    /// A colour of the palette or by its channels, after a number that says where it belongs.
    fn colour(&mut self) -> Option<Rgb> {
        self.number()?;
        let [kind, _, _, _, red, green, blue, _] = self.take()?;
        self.number()?;
        match kind {
            1 => self.palette.any(red.into()),
            2 => Some(Rgb { red, green, blue }),
            _ => None,
        }
    }

    fn number(&mut self) -> Option<f64> {
        self.take().map(f64::from_le_bytes)
    }

    fn take<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (taken, rest) = self.rest.split_first_chunk()?;
        self.rest = rest;
        Some(*taken)
    }
}
