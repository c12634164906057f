//! Values joined and set against one another, by the rules of spreadsheets.

use super::{
    cells::MOST_TEXT,
    formula::{Operator, Value},
};

/// What two values come to.
pub(super) fn operate(operator: Operator, left: &Value, right: &Value) -> Value {
    use std::cmp::Ordering::{Equal, Greater, Less};
    if *left == Value::Wrong || *right == Value::Wrong {
        return Value::Wrong;
    }
    let order = || compare(left, right);
    let reckon = |of: fn(f64, f64) -> f64| match (number(left), number(right)) {
        (Some(a), Some(b)) if of(a, b).is_finite() => Value::Number(of(a, b)),
        _ => Value::Wrong,
    };
    match operator {
        Operator::Equal => Value::Truth(order() == Equal),
        Operator::Unequal => Value::Truth(order() != Equal),
        Operator::Less => Value::Truth(order() == Less),
        Operator::LessOrEqual => Value::Truth(order() != Greater),
        Operator::More => Value::Truth(order() == Greater),
        Operator::MoreOrEqual => Value::Truth(order() != Less),
        Operator::Join => match text(left) + &text(right) {
            joined if joined.len() > MOST_TEXT => Value::Wrong,
            joined => Value::Text(joined),
        },
        Operator::Add => reckon(|a, b| a + b),
        Operator::Subtract => reckon(|a, b| a - b),
        Operator::Multiply => reckon(|a, b| a * b),
        Operator::Divide => reckon(|a, b| a / b),
    }
}

/// Numbers come before texts and texts before truths; a blank is nought or nothing.
pub(super) fn compare(left: &Value, right: &Value) -> std::cmp::Ordering {
    let rank = |value: &Value| match value {
        Value::Number(_) => 0,
        Value::Text(_) => 1,
        _ => 2,
    };
    match (left, right) {
        (Value::Blank, Value::Text(_)) | (Value::Text(_), Value::Blank) => {
            text(left).cmp(&text(right))
        }
        (Value::Blank, _) | (_, Value::Blank) | (Value::Number(_), Value::Number(_)) => {
            let (a, b) = (number(left).unwrap_or(0.0), number(right).unwrap_or(0.0));
            a.total_cmp(&b)
        }
        (Value::Text(a), Value::Text(b)) => a.to_lowercase().cmp(&b.to_lowercase()),
        (Value::Truth(a), Value::Truth(b)) => a.cmp(b),
        _ => rank(left).cmp(&rank(right)),
    }
}

/// A value as a number, where it is one.
pub(super) fn number(value: &Value) -> Option<f64> {
    match value {
        Value::Blank => Some(0.0),
        Value::Number(number) => Some(*number),
        Value::Truth(truth) => Some(f64::from(u8::from(*truth))),
        Value::Text(text) => text.trim().parse().ok(),
        Value::Wrong => None,
    }
}

/// Whether a value is true; `None` where that cannot be said.
pub(super) fn truth(value: &Value) -> Option<bool> {
    match value {
        Value::Truth(truth) => Some(*truth),
        Value::Number(number) => Some(*number != 0.0),
        Value::Blank => Some(false),
        Value::Text(_) | Value::Wrong => None,
    }
}

/// A value in words.
pub(super) fn text(value: &Value) -> String {
    match value {
        Value::Text(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        Value::Truth(truth) => truth.to_string().to_uppercase(),
        Value::Blank | Value::Wrong => String::new(),
    }
}
