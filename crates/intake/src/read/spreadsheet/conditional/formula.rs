//! The formulas of conditions: those that ask cells of the same sheet, and no more of the language
//! than conditions use. One with anything else in it is not read, and its rule colours nothing.

use super::reckon::{KNOWN, call, operate, truth};

/// Characters of a formula, and how deep it may nest.
const MOST_LENGTH: usize = 2000;
pub(super) const MOST_DEPTH: usize = 40;

/// What a cell holds, or a formula comes to.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::read::spreadsheet) enum Value {
    Blank,
    Number(f64),
    Text(String),
    Truth(bool),
    /// An error of the spreadsheet's own.
    Wrong,
}

/// A formula that was read.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::read::spreadsheet) enum Formula {
    Plain(Value),
    /// The cell that is asked about.
    Own,
    /// Another cell, from the one where the rule begins.
    Cell {
        row: Axis,
        column: Axis,
    },
    Operation(Operator, Box<Formula>, Box<Formula>),
    Call(String, Vec<Formula>),
}

/// A row or column of a reference, from zero.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::read::spreadsheet) struct Axis {
    at: u32,
    fixed: bool,
}

/// What stands between two parts of a formula.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "each is what it says")]
pub(in crate::read::spreadsheet) enum Operator {
    Equal,
    Unequal,
    Less,
    LessOrEqual,
    More,
    MoreOrEqual,
    Join,
    Add,
    Subtract,
    Multiply,
    Divide,
}

impl Operator {
    const SIGNS: [(&str, Self, u8); 11] = [
        ("<>", Self::Unequal, 1),
        ("<=", Self::LessOrEqual, 1),
        (">=", Self::MoreOrEqual, 1),
        ("=", Self::Equal, 1),
        ("<", Self::Less, 1),
        (">", Self::More, 1),
        ("&", Self::Join, 2),
        ("+", Self::Add, 3),
        ("-", Self::Subtract, 3),
        ("*", Self::Multiply, 4),
        ("/", Self::Divide, 4),
    ];

    /// The sign that a text begins with, how it binds, and what follows it.
    pub(super) fn leading(text: &str) -> Option<(Self, u8, &str)> {
        Self::SIGNS
            .iter()
            .find_map(|(sign, operator, binds)| Some((*operator, *binds, text.strip_prefix(sign)?)))
    }
}

/// Where a formula is asked: the cell, the cell that its references count from, and the values.
pub(super) struct Asked<'a> {
    pub(super) at: (u32, u32),
    pub(super) base: (u32, u32),
    pub(super) values: &'a dyn Fn(u32, u32) -> Value,
}

impl Formula {
    /// Reads a formula as Excel ("$F2>=15") or OpenDocument ("[.$F2]>=15") writes it.
    pub(in crate::read::spreadsheet) fn read(text: &str) -> Option<Self> {
        if text.len() > MOST_LENGTH {
            return None;
        }
        let text = text.trim();
        let mut parser = Parser { rest: text.strip_prefix('=').unwrap_or(text), depth: 0 };
        let formula = parser.operation(1)?;
        parser.skip();
        parser.rest.is_empty().then_some(formula)
    }

    /// One formula set against another.
    pub(in crate::read::spreadsheet) fn compare(
        operator: Operator,
        left: Self,
        right: Self,
    ) -> Self {
        Self::Operation(operator, Box::new(left), Box::new(right))
    }

    /// Whether the cell that is asked about lies between two values, both included.
    pub(in crate::read::spreadsheet) fn between(low: Self, high: Self) -> Self {
        let low = Self::compare(Operator::MoreOrEqual, Self::Own, low);
        let high = Self::compare(Operator::LessOrEqual, Self::Own, high);
        Self::call("AND", [low, high])
    }

    /// A call of a function.
    pub(in crate::read::spreadsheet) fn call(
        name: &str,
        arguments: impl IntoIterator<Item = Self>,
    ) -> Self {
        Self::Call(name.to_owned(), arguments.into_iter().collect())
    }

    /// Whether it is true where it is asked.
    pub(super) fn holds(&self, asked: &Asked<'_>) -> bool {
        truth(&self.value(asked)).unwrap_or(false)
    }

    /// How many parts it has; a long text counts as many.
    pub(super) fn weight(&self) -> usize {
        match self {
            Self::Plain(Value::Text(text)) => 1 + text.len() / 16,
            Self::Plain(_) | Self::Own | Self::Cell { .. } => 1,
            Self::Operation(_, left, right) => 1 + left.weight() + right.weight(),
            Self::Call(_, arguments) => 1 + arguments.iter().map(Self::weight).sum::<usize>(),
        }
    }

    /// What it comes to where it is asked.
    pub(super) fn value(&self, asked: &Asked<'_>) -> Value {
        match self {
            Self::Plain(value) => value.clone(),
            Self::Own => (asked.values)(asked.at.0, asked.at.1),
            Self::Cell { row, column } => {
                let place =
                    row.from(asked.at.0, asked.base.0).zip(column.from(asked.at.1, asked.base.1));
                place.map_or(Value::Wrong, |(row, column)| (asked.values)(row, column))
            }
            Self::Operation(operator, left, right) => {
                operate(*operator, &left.value(asked), &right.value(asked))
            }
            Self::Call(name, arguments) => call(name, arguments, asked),
        }
    }
}

impl Axis {
    pub(super) fn new(at: u32, fixed: bool) -> Self {
        Self { at, fixed }
    }

    fn from(self, at: u32, base: u32) -> Option<u32> {
        if self.fixed { Some(self.at) } else { (self.at + at).checked_sub(base) }
    }
}

struct Parser<'a> {
    rest: &'a str,
    depth: usize,
}

impl<'a> Parser<'a> {
    fn skip(&mut self) {
        self.rest = self.rest.trim_start();
    }

    fn eat(&mut self, sign: char) -> Option<()> {
        self.skip();
        self.rest = self.rest.strip_prefix(sign)?;
        Some(())
    }

    /// Parts joined by signs that bind at least so closely.
    fn operation(&mut self, least: u8) -> Option<Formula> {
        self.depth += 1;
        if self.depth > MOST_DEPTH {
            return None;
        }
        let mut left = self.part()?;
        loop {
            self.skip();
            let Some((operator, binds, rest)) = Operator::leading(self.rest) else { break };
            if binds < least {
                break;
            }
            self.rest = rest;
            left = Formula::compare(operator, left, self.operation(binds + 1)?);
        }
        self.depth -= 1;
        Some(left)
    }

    fn part(&mut self) -> Option<Formula> {
        self.skip();
        let first = self.rest.chars().next()?;
        match first {
            '(' => {
                self.eat('(')?;
                let inner = self.operation(1)?;
                self.eat(')')?;
                Some(inner)
            }
            '-' => {
                self.eat('-')?;
                let nought = Formula::Plain(Value::Number(0.0));
                Some(Formula::compare(Operator::Subtract, nought, self.operation(4)?))
            }
            '"' => self.quoted(),
            '0'..='9' | '.' => self.number(),
            '[' => {
                self.rest = self.rest.strip_prefix("[.")?;
                let cell = cell(self.name())?;
                self.eat(']')?;
                Some(cell)
            }
            _ => self.named(),
        }
    }

    fn quoted(&mut self) -> Option<Formula> {
        let mut out = String::new();
        let mut rest = self.rest.strip_prefix('"')?;
        loop {
            let (before, after) = rest.split_once('"')?;
            out.push_str(before);
            rest = after;
            // A quotation mark inside is written twice.
            let Some(more) = rest.strip_prefix('"') else { break };
            out.push('"');
            rest = more;
        }
        self.rest = rest;
        Some(Formula::Plain(Value::Text(out)))
    }

    fn number(&mut self) -> Option<Formula> {
        let end = self.rest.find(|c: char| !(c.is_ascii_digit() || c == '.'));
        let (digits, rest) = self.rest.split_at(end.unwrap_or(self.rest.len()));
        let number: f64 = digits.parse().ok()?;
        let percent = rest.strip_prefix('%');
        self.rest = percent.unwrap_or(rest);
        let number = if percent.is_some() { number / 100.0 } else { number };
        Some(Formula::Plain(Value::Number(number)))
    }

    fn name(&mut self) -> &'a str {
        let end =
            self.rest.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '$' | '_' | '.')));
        let (name, rest) = self.rest.split_at(end.unwrap_or(self.rest.len()));
        self.rest = rest;
        name
    }

    /// A function with its arguments, or a cell.
    fn named(&mut self) -> Option<Formula> {
        let name = self.name();
        self.skip();
        if !self.rest.starts_with('(') {
            return match name.to_ascii_uppercase().as_str() {
                "TRUE" => Some(Formula::Plain(Value::Truth(true))),
                "FALSE" => Some(Formula::Plain(Value::Truth(false))),
                _ => cell(name),
            };
        }
        let name = name.to_ascii_uppercase();
        let place = matches!(name.as_str(), "ROW" | "COLUMN");
        self.eat('(')?;
        self.skip();
        let mut arguments = Vec::new();
        if !self.rest.starts_with(')') {
            loop {
                arguments.push(self.operation(1)?);
                self.skip();
                match self.rest.chars().next()? {
                    ',' | ';' => self.rest = self.rest.get(1..)?,
                    _ => break,
                }
            }
        }
        self.eat(')')?;
        let known = KNOWN.contains(&name.as_str()) || place && arguments.is_empty();
        known.then_some(Formula::Call(name, arguments))
    }
}

/// "$F2" as a reference; nothing else is one.
fn cell(name: &str) -> Option<Formula> {
    let (fixed, rest) = name.strip_prefix('$').map_or((false, name), |rest| (true, rest));
    let letters = rest.find(|c: char| !c.is_ascii_alphabetic())?;
    let (column, rest) = rest.split_at(letters);
    let (fixed_row, digits) = rest.strip_prefix('$').map_or((false, rest), |rest| (true, rest));
    if column.is_empty() || column.len() > 3 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let letter = |sum: u32, c: char| sum * 26 + (c.to_ascii_uppercase() as u32 - 'A' as u32 + 1);
    let column = column.chars().fold(0, letter) - 1;
    let row: u32 = digits.parse::<u32>().ok().filter(|row| *row <= 1 << 20)?.checked_sub(1)?;
    Some(Formula::Cell {
        row: Axis { at: row, fixed: fixed_row },
        column: Axis { at: column, fixed },
    })
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    /// A sheet of two columns from F2: a score and its word.
    fn values(row: u32, column: u32) -> Value {
        match (row, column) {
            (1, 5) => Value::Number(16.0),
            (2, 5) => Value::Number(4.0),
            (1, 6) => Value::Text("Very High".to_owned()),
            _ => Value::Blank,
        }
    }

    #[rstest]
    #[case("$F2>=15", true, false)]
    #[case("AND($F2>=4,$F2<15)", false, true)]
    #[case("NOT(ISERROR(SEARCH(\"high\",G2)))", true, false)]
    #[case("G2=\"very high\"", true, false)]
    #[case("$F$2=16", true, true)]
    #[case("ISBLANK(G2)", false, true)]
    #[case("LEN(TRIM(G2))=0", false, true)]
    #[case("[.$F2]*2=8", false, true)]
    #[case("AND([.$F2]>=4;[.F2]<15)", false, true)]
    #[case("LEFT(G2,4)=\"Very\"", true, false)]
    #[case("MOD(ROW(),2)=0", true, false)]
    #[case("F2>10%+3*4", true, false)]
    fn a_condition_holds_row_by_row(#[case] text: &str, #[case] first: bool, #[case] second: bool) {
        let formula = Formula::read(text).unwrap();
        let holds =
            |row: u32| formula.holds(&Asked { at: (row, 7), base: (1, 7), values: &values });
        assert_eq!((holds(1), holds(2)), (first, second), "{text}");
    }

    #[rstest]
    #[case("VLOOKUP(F2,Lists!A:B,2)=\"High\"")]
    #[case("Lists!$A$1")]
    #[case("F2>")]
    #[case("SUM(F2:F9)>3")]
    fn what_conditions_seldom_use_is_not_read(#[case] text: &str) {
        assert_eq!(Formula::read(text), None);
    }

    #[test]
    fn a_formula_nests_only_so_deep() {
        let deep = "(".repeat(900) + "1" + &")".repeat(900);
        assert_eq!(Formula::read(&deep), None);
    }
}
