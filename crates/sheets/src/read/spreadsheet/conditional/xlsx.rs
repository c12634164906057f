//! The conditional formats of an XLSX sheet, as its XML has them after the cells: those of old, and
//! in its extensions those that older versions do not know, such as rules that ask other sheets.

use std::rc::Rc;

use memchr::memmem;
use quick_xml::events::{BytesStart, Event};

use super::{At, Formula, Operator, Point, Room, Rule, Test, Value, lights};
use crate::{
    ReadError,
    read::{
        package::Package,
        spreadsheet::{a1::area, differential::Looks, grid::Block, xlsx_parts::Parts},
        xml::{attribute, number, push_reference, reader},
    },
    sheet::Rgb,
};

/// What a sheet's XML says after its cells, where it speaks of conditions.
#[derive(Debug, Default)]
pub(in crate::read::spreadsheet) struct Written(String);

impl Written {
    pub(in crate::read::spreadsheet) fn keep(tail: &[u8]) -> Self {
        if memmem::find(tail, b"cfRule").is_none() {
            return Self::default();
        }
        Self(String::from_utf8_lossy(tail).into_owned())
    }

    pub(in crate::read::spreadsheet) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The rules, with the colours that the workbook's styles give them.
    pub(in crate::read::spreadsheet) fn rules(
        &self,
        package: &mut Package<'_>,
        parts: &Parts,
        looks: &mut Option<Looks>,
        room: &Room,
    ) -> Result<Vec<Rule>, ReadError> {
        if self.is_empty() {
            return Ok(vec![]);
        }
        if looks.is_none() {
            *looks = Some(Looks::read(package, parts)?);
        }
        let Some(looks) = looks else { return Ok(vec![]) };
        Ok(rules(&self.0, looks, room))
    }
}

fn rules(text: &str, looks: &Looks, room: &Room) -> Vec<Rule> {
    let mut walk = Walk::new(looks, room);
    let mut reader = reader(text);
    loop {
        match reader.read_event() {
            Ok(Event::Start(e)) => walk.start(&e),
            Ok(Event::Empty(e)) => {
                walk.start(&e);
                walk.end(e.local_name().as_ref());
            }
            Ok(Event::Text(t)) => walk.text(&t.xml10_content()),
            Ok(Event::GeneralRef(r)) => {
                let mut text = String::new();
                push_reference(&r, &mut text);
                walk.text(&text);
            }
            Ok(Event::End(e)) => walk.end(e.local_name().as_ref()),
            Ok(Event::Eof) | Err(_) => return walk.rules,
            Ok(_) => {}
        }
    }
}

/// A rule in the making.
#[derive(Default)]
struct Draft {
    kind: String,
    operator: String,
    words: String,
    fill: Option<Rgb>,
    priority: i64,
    stops: bool,
    formulas: Vec<String>,
    places: Vec<At>,
    colours: Vec<Rgb>,
    shown: bool,
    /// Whether the text to come is where a point lies.
    point: bool,
}

struct Walk<'a> {
    looks: &'a Looks,
    room: &'a Room,
    areas: Rc<[Block]>,
    draft: Option<Draft>,
    /// Rules whose areas are still to come.
    drafts: Vec<Draft>,
    /// The text of the element in the making, where it is asked for.
    text: Option<String>,
    rules: Vec<Rule>,
}

impl<'a> Walk<'a> {
    fn new(looks: &'a Looks, room: &'a Room) -> Self {
        let areas = Rc::default();
        Self { looks, room, areas, draft: None, drafts: vec![], text: None, rules: vec![] }
    }

    fn start(&mut self, e: &BytesStart<'_>) {
        match e.local_name().as_ref() {
            "conditionalFormatting" => {
                self.areas = areas(&attribute(e, "sqref").unwrap_or_default());
                self.drafts.clear();
            }
            "cfRule" => {
                let text = |name| attribute(e, name).unwrap_or_default().into_owned();
                self.draft = Some(Draft {
                    kind: text("type"),
                    operator: text("operator"),
                    words: text("text"),
                    fill: number(e, "dxfId").and_then(|id: usize| self.looks.fill(id)),
                    priority: number(e, "priority").unwrap_or(0),
                    stops: attribute(e, "stopIfTrue").is_some_and(|on| on == "1" || on == "true"),
                    shown: true,
                    ..Draft::default()
                });
            }
            "formula" | "f" | "sqref" => self.text = Some(String::new()),
            name => {
                if let Some(draft) = &mut self.draft {
                    draft.take(name, e, self.looks);
                }
            }
        }
    }

    fn text(&mut self, text: &str) {
        if let Some(so_far) = &mut self.text {
            so_far.push_str(text);
        }
    }

    fn end(&mut self, name: &str) {
        match name {
            "formula" | "f" => {
                if let (Some(formula), Some(draft)) = (self.text.take(), &mut self.draft) {
                    draft.given(formula);
                }
            }
            "cfvo" => {
                if let Some(draft) = &mut self.draft {
                    draft.point = false;
                }
            }
            "sqref" => self.areas = areas(&self.text.take().unwrap_or_default()),
            "cfRule" => self.drafts.extend(self.draft.take()),
            "conditionalFormatting" => {
                let rules = self.drafts.drain(..).filter_map(|draft| draft.rule(&self.areas));
                self.rules.extend(rules.filter(|rule| self.room.admits(rule)));
            }
            _ => {}
        }
    }
}

fn areas(text: &str) -> Rc<[Block]> {
    text.split_whitespace().filter_map(area).collect()
}

/// Where a point lies; `None` where only a formula says.
fn at(kind: &str, value: f64) -> Option<At> {
    Some(match kind {
        "min" | "autoMin" => At::Least,
        "max" | "autoMax" => At::Greatest,
        "percent" => At::Percent(value),
        "percentile" => At::Percentile(value),
        "num" => At::Number(value),
        _ => return None,
    })
}

impl Draft {
    fn take(&mut self, name: &str, e: &BytesStart<'_>, looks: &Looks) {
        match name {
            "cfvo" => {
                let kind = attribute(e, "type").unwrap_or_default();
                self.places.extend(at(&kind, number(e, "val").unwrap_or(0.0)));
                self.point = true;
            }
            "color" => self.colours.extend(looks.colour(e)),
            "iconSet" => {
                let set = attribute(e, "iconSet").unwrap_or("3TrafficLights1".into());
                let is = |name, wanted: &[&str]| {
                    attribute(e, name).is_some_and(|value| wanted.contains(&value.as_ref()))
                };
                self.shown = !is("showValue", &["0", "false"]);
                // Icons of several sets may stand for each other.
                let own = !is("custom", &["1", "true"]);
                let colours = lights(&set, is("reverse", &["1", "true"])).filter(|_| own);
                self.colours = colours.unwrap_or_default();
            }
            // A rule of the extensions has its look with it.
            "dxf" => self.fill = None,
            "bgColor" => self.fill = looks.colour(e).or(self.fill),
            "fgColor" => self.fill = self.fill.or_else(|| looks.colour(e)),
            _ => {}
        }
    }

    /// Takes a formula: that of the rule or, in the extensions, of a point.
    fn given(&mut self, formula: String) {
        if !self.point {
            self.formulas.push(formula);
        } else if let Some(place) = self.places.pop() {
            let number = formula.trim().parse().ok();
            self.places.extend(number.map(|number| place.moved(number)));
        }
    }

    fn rule(self, areas: &Rc<[Block]>) -> Option<Rule> {
        let first = areas.first()?;
        let top = areas.iter().map(|area| area.top).min()?;
        let left = areas.iter().map(|area| area.left).min().unwrap_or(first.left);
        let points = || Point::each(&self.places, &self.colours);
        let test = match self.kind.as_str() {
            "colorScale" => Test::Scale(points()?),
            "iconSet" => Test::Lights { points: points()?, shown: self.shown },
            _ => Test::Formula { formula: self.formula()?, base: (top, left), fill: self.fill },
        };
        Some(Rule { areas: areas.clone(), priority: self.priority, stops: self.stops, test })
    }

    fn formula(&self) -> Option<Formula> {
        let given = |at: usize| self.formulas.get(at).and_then(|text| Formula::read(text));
        let own = || Formula::Own;
        let words = || Formula::Plain(Value::Text(self.words.clone()));
        let length = || Formula::Plain(Value::Number(self.words.chars().count() as f64));
        let against = |operator| Some(Formula::compare(operator, own(), given(0)?));
        let blank = || {
            let trimmed = Formula::call("LEN", [Formula::call("TRIM", [own()])]);
            Formula::compare(Operator::Equal, trimmed, Formula::Plain(Value::Number(0.0)))
        };
        let part = |name| {
            let part = Formula::call(name, [own(), length()]);
            Formula::compare(Operator::Equal, part, words())
        };
        let holds = || Formula::call("ISNUMBER", [Formula::call("SEARCH", [words(), own()])]);
        let between = || Some(Formula::between(given(0)?, given(1)?));
        match (self.kind.as_str(), self.operator.as_str()) {
            ("cellIs", "between") => between(),
            ("cellIs", "notBetween") => Some(Formula::call("NOT", [between()?])),
            ("cellIs", "equal") => against(Operator::Equal),
            ("cellIs", "notEqual") => against(Operator::Unequal),
            ("cellIs", "lessThan") => against(Operator::Less),
            ("cellIs", "lessThanOrEqual") => against(Operator::LessOrEqual),
            ("cellIs", "greaterThan") => against(Operator::More),
            ("cellIs", "greaterThanOrEqual") => against(Operator::MoreOrEqual),
            // The words may stand only in the formula, which asks a cell.
            ("containsText" | "notContainsText" | "beginsWith" | "endsWith", _)
                if self.words.is_empty() =>
            {
                given(0)
            }
            ("containsText", _) => Some(holds()),
            ("notContainsText", _) => Some(Formula::call("NOT", [holds()])),
            ("beginsWith", _) => Some(part("LEFT")),
            ("endsWith", _) => Some(part("RIGHT")),
            ("containsBlanks", _) => Some(blank()),
            ("notContainsBlanks", _) => Some(Formula::call("NOT", [blank()])),
            ("expression", _) => given(0),
            _ => None,
        }
    }
}
