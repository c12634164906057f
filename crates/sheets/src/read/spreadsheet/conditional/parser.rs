//! Formulas as Excel ("$F2>=15") and OpenDocument ("[.$F2]>=15") write them.

use std::rc::Rc;

use super::{
    formula::{Axis, Formula, MOST_DEPTH, Operator, Value},
    reckon::knows,
};
use crate::read::limits::MOST_ROWS;

/// Characters of a formula.
const MOST_LENGTH: usize = 2000;

impl Formula {
    /// Reads a formula.
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
            '[' => self.bracketed(),
            '\'' => {
                let (sheet, rest) = quoted_sheet(self.rest)?;
                self.rest = rest.strip_prefix('!')?;
                let first = self.name();
                self.reference(Some(sheet), first)
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
        let is_part = |c: char| c.is_alphanumeric() || matches!(c, '$' | '_' | '.' | '\\');
        let end = self.rest.find(|c: char| !is_part(c));
        let (name, rest) = self.rest.split_at(end.unwrap_or(self.rest.len()));
        self.rest = rest;
        name
    }

    /// A function with its arguments, a cell, or something that has a name.
    fn named(&mut self) -> Option<Formula> {
        let name = self.name();
        if let Some(rest) = self.rest.strip_prefix('!') {
            self.rest = rest;
            let first = self.name();
            return self.reference(Some(name.to_lowercase().into()), first);
        }
        if self.rest.starts_with(':') {
            return self.reference(None, name);
        }
        self.skip();
        if self.rest.starts_with('(') {
            return self.called(name);
        }
        match name.to_ascii_uppercase().as_str() {
            "TRUE" => Some(Formula::Plain(Value::Truth(true))),
            "FALSE" => Some(Formula::Plain(Value::Truth(false))),
            _ if corner(name).is_some() => self.reference(None, name),
            _ => name
                .starts_with(|c: char| c.is_alphabetic() || matches!(c, '_' | '\\'))
                .then(|| Formula::Named(name.to_lowercase().into())),
        }
    }

    fn called(&mut self, name: &str) -> Option<Formula> {
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
        let known = knows(&name) || place && arguments.is_empty();
        known.then_some(Formula::Call(name, arguments))
    }

    /// A cell, or with a colon after it an area, of a sheet.
    fn reference(&mut self, sheet: Option<Rc<str>>, first: &str) -> Option<Formula> {
        let Some(rest) = self.rest.strip_prefix(':') else { return reference(sheet, first, None) };
        self.rest = rest;
        let last = self.name();
        reference(sheet, first, Some(last))
    }

    /// A reference of OpenDocument: "[.$F2]", "[$Matrix.$A$1:.$B$5]", "[$'Risk matrix'.B3]".
    fn bracketed(&mut self) -> Option<Formula> {
        let (inside, rest) = self.rest.strip_prefix('[')?.split_once(']')?;
        self.rest = rest;
        let bare = inside.strip_prefix('$').unwrap_or(inside);
        let (sheet, ends) = if bare.starts_with('\'') {
            let (sheet, rest) = quoted_sheet(bare)?;
            (Some(sheet), rest.strip_prefix('.')?)
        } else {
            let (sheet, ends) = bare.split_once('.')?;
            (Some(sheet.to_lowercase().into()).filter(|_| !sheet.is_empty()), ends)
        };
        match ends.split_once(':') {
            Some((first, last)) => reference(sheet, first, last.rsplit('.').next()),
            None => reference(sheet, ends, None),
        }
    }
}

/// A sheet's name between quotation marks, one inside it written twice, and what follows.
fn quoted_sheet(text: &str) -> Option<(Rc<str>, &str)> {
    let mut name = String::new();
    let mut rest = text.strip_prefix('\'')?;
    loop {
        let (before, after) = rest.split_once('\'')?;
        name.push_str(before);
        rest = after;
        let Some(more) = rest.strip_prefix('\'') else { break };
        name.push('\'');
        rest = more;
    }
    Some((name.to_lowercase().into(), rest))
}

fn reference(sheet: Option<Rc<str>>, first: &str, last: Option<&str>) -> Option<Formula> {
    let Some(last) = last else {
        let (row, column) = corner(first)?;
        return Some(Formula::Cell { sheet, row, column });
    };
    let ends = corner(first).zip(corner(last)).or_else(|| {
        // Whole columns: "$A:$C".
        let end = |row| move |column| (Axis::new(row, true), column);
        axis(first, &letters).map(end(0)).zip(axis(last, &letters).map(end(MOST_ROWS - 1)))
    });
    let ((top, left), (bottom, right)) = ends?;
    Some(Formula::Area { sheet, rows: [top, bottom], columns: [left, right] })
}

/// "$F2" as row and column; nothing else is one.
fn corner(name: &str) -> Option<(Axis, Axis)> {
    let end = name.rfind(|c: char| !c.is_ascii_digit())?;
    let at = if name.get(end..).is_some_and(|rest| rest.starts_with('$')) { end } else { end + 1 };
    let (column, row) = (name.get(..at)?, name.get(at..)?);
    let digits =
        |row: &str| row.parse::<u32>().ok().filter(|row| *row <= MOST_ROWS)?.checked_sub(1);
    Some((axis(row, &digits)?, axis(column, &letters)?))
}

/// A row or column, fixed by a sign before it.
fn axis(text: &str, read: &dyn Fn(&str) -> Option<u32>) -> Option<Axis> {
    let bare = text.strip_prefix('$');
    Some(Axis::new(read(bare.unwrap_or(text))?, bare.is_some()))
}

fn letters(text: &str) -> Option<u32> {
    let letter = |sum: u32, c: char| sum * 26 + (c.to_ascii_uppercase() as u32 - 'A' as u32 + 1);
    let are_letters = text.bytes().all(|byte| byte.is_ascii_alphabetic());
    (are_letters && (1..=3).contains(&text.len())).then(|| text.chars().fold(0, letter) - 1)
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;
    use crate::read::spreadsheet::{
        conditional::formula::{Asked, Cells},
        grid::Block,
    };

    /// A sheet of two columns from F2, a score and its word; another of bands from A1; a name.
    struct Sheets(Formula);

    impl Cells for Sheets {
        fn at(&self, sheet: Option<&str>, row: u32, column: u32) -> Value {
            match (sheet, row, column) {
                (None, 1, 5) => Value::Number(16.0),
                (None, 2, 5) => Value::Number(4.0),
                (None, 1, 6) => Value::Text("Very High".to_owned()),
                (Some("bands"), row @ 0..3, 0) => Value::Number(f64::from(row) * 5.0),
                (Some("bands"), 0, 1) => Value::Text("Low".to_owned()),
                (Some("bands"), 1, 1) => Value::Text("Middling".to_owned()),
                (Some("bands"), 2, 1) => Value::Text("Very high".to_owned()),
                _ => Value::Blank,
            }
        }

        fn within<'a>(
            &'a self,
            sheet: Option<&str>,
            area: Block,
        ) -> Box<dyn Iterator<Item = ((u32, u32), Value)> + 'a> {
            let places = (area.top..=area.bottom.min(9))
                .flat_map(|row| (area.left..=area.right).map(move |column| (row, column)));
            let cells: Vec<_> =
                places.map(|(row, column)| ((row, column), self.at(sheet, row, column))).collect();
            Box::new(cells.into_iter().filter(|(_, value)| *value != Value::Blank))
        }

        fn named(&self, name: &str) -> Option<&Formula> {
            (name == "limit").then_some(&self.0)
        }

        fn has(&self, sheet: &str) -> bool {
            sheet == "bands"
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
    #[case("$F2>=Bands!$A$3", true, false)]
    #[case("$F2<'Bands'!A2", false, true)]
    #[case("[.$F2]>=[$Bands.$A$3]", true, false)]
    #[case("[.$F2]>=[$'Bands'.$A$3]", true, false)]
    #[case("$F2>=Limit", true, false)]
    #[case("COUNTIF(Bands!$B$1:$B$3,$G2)=1", true, false)]
    #[case("COUNTIF($F$2:$F$3,\">=4\")=2", true, true)]
    #[case("ISNUMBER(MATCH(G2,Bands!$B:$B,0))", true, false)]
    #[case("VLOOKUP(F2,Bands!$A$1:$B$3,2)=\"very high\"", true, false)]
    #[case("ISNA(VLOOKUP(F2,[$Bands.$A$1:.$B$3],2,FALSE()))", true, true)]
    #[case("INDEX(Bands!$A$1:$B$3,2,2)=\"Middling\"", true, true)]
    #[case("F2=MAX(F$2:F$3)", true, false)]
    #[case("IFERROR(F2>AVERAGE(F$2:F$3),TRUE)", true, false)]
    fn a_condition_holds_row_by_row(#[case] text: &str, #[case] first: bool, #[case] second: bool) {
        let formula = Formula::read(text).unwrap();
        let sheets = Sheets(Formula::read("Bands!$A$3").unwrap());
        assert!(formula.is_known(&sheets), "{text}");
        let holds = |row: u32| formula.holds(&Asked { at: (row, 7), base: (1, 7), cells: &sheets });
        assert_eq!((holds(1), holds(2)), (first, second), "{text}");
    }

    #[rstest]
    #[case("OFFSET(F2,1,1)=\"High\"")]
    #[case("[1]Lists!$A$1")]
    #[case("F2>")]
    #[case("SUM(2:9)>3")]
    #[case("TODAY()>F2")]
    fn what_conditions_seldom_use_is_not_read(#[case] text: &str) {
        assert_eq!(Formula::read(text), None);
    }

    #[test]
    fn what_the_workbook_lacks_is_not_known() {
        let sheets = Sheets(Formula::Named("limit".into()));
        for text in ["F2>Other!A1", "ISERROR(MATCH(F2,Lists!A:A,0))", "F2>Other", "F2>Limit"] {
            assert_eq!(
                Formula::read(text).map(|read| read.is_known(&sheets)),
                Some(false),
                "{text}"
            );
        }
    }

    #[test]
    fn a_formula_nests_only_so_deep() {
        let deep = "(".repeat(900) + "1" + &")".repeat(900);
        assert_eq!(Formula::read(&deep), None);
    }
}
