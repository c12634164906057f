//! What a formula comes to where it is asked, by the rules of spreadsheets.

use super::{
    areas,
    formula::{Asked, Formula, Value},
    values::{number, operate, text, truth},
};

impl Formula {
    /// Whether it is true where it is asked.
    pub(super) fn holds(&self, asked: &Asked<'_>) -> bool {
        truth(&self.value(asked)).unwrap_or(false)
    }

    /// What it comes to where it is asked.
    pub(super) fn value(&self, asked: &Asked<'_>) -> Value {
        match self {
            Self::Plain(value) => value.clone(),
            Self::Own => asked.cells.at(None, asked.at.0, asked.at.1),
            Self::Cell { sheet, row, column } => match asked.place(*row, *column) {
                Some((row, column)) => asked.cells.at(sheet.as_deref(), row, column),
                None => Value::Wrong,
            },
            Self::Area { .. } => Value::Wrong,
            Self::Named(name) => match asked.cells.named(name) {
                Some(named) if named.is_fixed() => named.value(asked),
                _ => Value::Wrong,
            },
            Self::Operation(operator, left, right) => {
                operate(*operator, &left.value(asked), &right.value(asked))
            }
            Self::Call(name, arguments) => call(name, arguments, asked),
        }
    }
}

fn call(name: &str, arguments: &[Formula], asked: &Asked<'_>) -> Value {
    let value = |at: usize| arguments.get(at).map_or(Value::Blank, |formula| formula.value(asked));
    let words = |at: usize| text(&value(at));
    let taken = |at: usize| number(&value(at)).map_or(1, |count| count.max(0.0) as usize);
    let all = || arguments.iter().map(|formula| truth(&formula.value(asked)));
    let decided = |truth: Option<bool>| truth.map_or(Value::Wrong, Value::Truth);
    let found = |a: &str, b: &str| {
        b.find(a).map_or(Value::Wrong, |at| {
            Value::Number(b.get(..at).unwrap_or_default().chars().count() as f64 + 1.0)
        })
    };
    match name {
        "AND" => decided(all().try_fold(true, |so_far, truth| Some(so_far && truth?))),
        "OR" => decided(all().try_fold(false, |so_far, truth| Some(so_far || truth?))),
        "NOT" => decided(truth(&value(0)).map(|truth| !truth)),
        "IF" => match truth(&value(0)) {
            Some(true) => value(1),
            Some(false) => value(2),
            None => Value::Wrong,
        },
        "IFERROR" => match value(0) {
            Value::Wrong => value(1),
            sound => sound,
        },
        "TRUE" => Value::Truth(true),
        "FALSE" => Value::Truth(false),
        "ISBLANK" => Value::Truth(value(0) == Value::Blank),
        "ISERROR" | "ISERR" | "ISNA" => Value::Truth(value(0) == Value::Wrong),
        "ISNUMBER" => Value::Truth(matches!(value(0), Value::Number(_))),
        "ISTEXT" => Value::Truth(matches!(value(0), Value::Text(_))),
        "LEN" => Value::Number(words(0).chars().count() as f64),
        "TRIM" => Value::Text(crate::words::squeeze(&words(0))),
        "UPPER" => Value::Text(words(0).to_uppercase()),
        "LOWER" => Value::Text(words(0).to_lowercase()),
        "LEFT" => Value::Text(words(0).chars().take(taken(1)).collect()),
        "RIGHT" => {
            let text: Vec<char> = words(0).chars().collect();
            let from = text.len().saturating_sub(taken(1));
            Value::Text(text.get(from..).unwrap_or_default().iter().collect())
        }
        "EXACT" => Value::Truth(words(0) == words(1)),
        "SEARCH" => found(&words(0).to_lowercase(), &words(1).to_lowercase()),
        "FIND" => found(&words(0), &words(1)),
        "VALUE" | "N" => number(&value(0)).map_or(Value::Wrong, Value::Number),
        "ROW" if arguments.is_empty() => Value::Number(f64::from(asked.at.0) + 1.0),
        "COLUMN" if arguments.is_empty() => Value::Number(f64::from(asked.at.1) + 1.0),
        "PRODUCT" => product(arguments, asked),
        "MOD" => match (number(&value(0)), number(&value(1))) {
            (Some(a), Some(b)) if b != 0.0 => Value::Number(a.rem_euclid(b)),
            _ => Value::Wrong,
        },
        _ => areas::call(name, arguments, asked).unwrap_or(Value::Wrong),
    }
}

/// The product of numbers, those of areas among them; texts and blanks do not count.
fn product(arguments: &[Formula], asked: &Asked<'_>) -> Value {
    let mut factors = Vec::new();
    for argument in arguments {
        match argument.area(asked) {
            Some((sheet, block)) => {
                factors.extend(asked.cells.within(sheet, block).map(|(_, value)| value));
            }
            None => factors.push(argument.value(asked)),
        }
    }
    let mut product = None;
    for factor in factors {
        match factor {
            Value::Wrong => return Value::Wrong,
            Value::Number(number) => product = Some(product.unwrap_or(1.0) * number),
            _ => {}
        }
    }
    let product = product.unwrap_or(0.0);
    if product.is_finite() { Value::Number(product) } else { Value::Wrong }
}

/// Whether [`call`] knows a function.
pub(super) fn knows(name: &str) -> bool {
    KNOWN.contains(&name) || areas::KNOWN.contains(&name)
}

const KNOWN: [&str; 26] = [
    "AND", "OR", "NOT", "IF", "TRUE", "FALSE", "ISBLANK", "ISERROR", "ISERR", "ISNA", "ISNUMBER",
    "ISTEXT", "LEN", "TRIM", "UPPER", "LOWER", "LEFT", "RIGHT", "EXACT", "SEARCH", "FIND", "VALUE",
    "N", "MOD", "IFERROR", "PRODUCT",
];
