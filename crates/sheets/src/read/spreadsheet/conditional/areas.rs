//! The functions that ask areas: how often, how much, where.

use super::{
    formula::{Asked, Formula, Operator, Value},
    values::{compare, number, operate, truth},
};
use crate::read::spreadsheet::grid::Block;

/// The functions that [`call`] knows.
pub(super) const KNOWN: [&str; 10] =
    ["COUNT", "COUNTA", "SUM", "MIN", "MAX", "AVERAGE", "COUNTIF", "MATCH", "VLOOKUP", "INDEX"];

/// What a function comes to; `None` for one that asks no area.
pub(super) fn call(name: &str, arguments: &[Formula], asked: &Asked<'_>) -> Option<Value> {
    Some(match name {
        "COUNT" | "COUNTA" | "SUM" | "MIN" | "MAX" | "AVERAGE" => whole(name, arguments, asked),
        "COUNTIF" => count_if(arguments, asked).unwrap_or(Value::Wrong),
        "MATCH" => matching(arguments, asked).unwrap_or(Value::Wrong),
        "VLOOKUP" => beside(arguments, asked).unwrap_or(Value::Wrong),
        "INDEX" => indexed(arguments, asked).unwrap_or(Value::Wrong),
        _ => return None,
    })
}

/// What all the values of some arguments come to.
fn whole(name: &str, arguments: &[Formula], asked: &Asked<'_>) -> Value {
    let (mut numbers, mut other) = (Vec::new(), 0);
    for argument in arguments {
        let mut take = |value: Value| match value {
            Value::Number(number) => numbers.push(number),
            Value::Blank => {}
            _ => other += 1,
        };
        match argument.area(asked) {
            Some((sheet, area)) => {
                asked.cells.within(sheet, area).for_each(|(_, value)| take(value));
            }
            None => take(argument.value(asked)),
        }
    }
    let sum: f64 = numbers.iter().sum();
    Value::Number(match name {
        "COUNT" => numbers.len() as f64,
        "COUNTA" => (numbers.len() + other) as f64,
        "SUM" => sum,
        "AVERAGE" if numbers.is_empty() => return Value::Wrong,
        "AVERAGE" => sum / numbers.len() as f64,
        "MIN" => numbers.into_iter().reduce(f64::min).unwrap_or(0.0),
        _ => numbers.into_iter().reduce(f64::max).unwrap_or(0.0),
    })
}

/// How many cells are like a value, or as a text such as ">=15" says.
fn count_if(arguments: &[Formula], asked: &Asked<'_>) -> Option<Value> {
    let [area, wanted] = arguments else { return None };
    let (sheet, area) = area.area(asked)?;
    let (operator, wanted) = match wanted.value(asked) {
        // Signs that stand for any letters are not read.
        Value::Text(text) if text.contains(['*', '?', '~']) => return None,
        Value::Text(text) => {
            let (operator, rest) = Operator::leading(&text)
                .filter(|(operator, ..)| operator.compares())
                .map_or((Operator::Equal, text.as_str()), |(operator, _, rest)| (operator, rest));
            let number = rest.trim().parse().ok().map(Value::Number);
            (operator, number.unwrap_or_else(|| Value::Text(rest.to_owned())))
        }
        other => (Operator::Equal, other),
    };
    let alike = |value: &Value| {
        std::mem::discriminant(value) == std::mem::discriminant(&wanted)
            || operator == Operator::Unequal
    };
    let cells = asked.cells.within(sheet, area);
    let found = cells.filter(|(_, value)| {
        alike(value) && operate(operator, value, &wanted) == Value::Truth(true)
    });
    Some(Value::Number(found.count() as f64))
}

/// The place of a value in an area, row and column from zero: the first that is the same or, in an
/// area in order, the last that is not beyond it.
fn place(
    wanted: &Value,
    sheet: Option<&str>,
    area: Block,
    in_order: bool,
    asked: &Asked<'_>,
) -> Option<(u32, u32)> {
    use std::cmp::Ordering::{Equal, Greater};
    if matches!(wanted, Value::Wrong | Value::Blank) {
        return None;
    }
    let cells = asked.cells.within(sheet, area);
    let mut like = cells
        .filter(|(_, value)| std::mem::discriminant(value) == std::mem::discriminant(wanted))
        .map(|(at, value)| (at, compare(&value, wanted)));
    let found = if in_order {
        like.take_while(|(_, order)| *order != Greater).last()
    } else {
        like.find(|(_, order)| *order == Equal)
    };
    let ((row, column), _) = found?;
    Some((row.checked_sub(area.top)?, column.checked_sub(area.left)?))
}

fn matching(arguments: &[Formula], asked: &Asked<'_>) -> Option<Value> {
    let (sheet, area) = arguments.get(1)?.area(asked)?;
    let order = arguments.get(2).map_or(Some(1.0), |order| number(&order.value(asked)))?;
    // Areas in falling order are not read.
    if order < 0.0 || area.top != area.bottom && area.left != area.right {
        return None;
    }
    let wanted = arguments.first()?.value(asked);
    let (row, column) = place(&wanted, sheet, area, order > 0.0, asked)?;
    Some(Value::Number(f64::from(row.max(column)) + 1.0))
}

fn beside(arguments: &[Formula], asked: &Asked<'_>) -> Option<Value> {
    let (sheet, area) = arguments.get(1)?.area(asked)?;
    let step = number(&arguments.get(2)?.value(asked))?;
    let in_order = arguments.get(3).map_or(Some(true), |order| truth(&order.value(asked)))?;
    let first = Block { right: area.left, ..area };
    let wanted = arguments.first()?.value(asked);
    let (row, _) = place(&wanted, sheet, first, in_order, asked)?;
    let column = area.left.checked_add(step.max(0.0) as u32)?.checked_sub(1)?;
    let inside = (area.left..=area.right).contains(&column);
    inside.then(|| asked.cells.at(sheet, area.top + row, column))
}

fn indexed(arguments: &[Formula], asked: &Asked<'_>) -> Option<Value> {
    let (sheet, area) = arguments.first()?.area(asked)?;
    let step = |at: usize| {
        let step = arguments.get(at).map_or(Some(1.0), |step| number(&step.value(asked)))?;
        Some(step.max(0.0) as u32)
    };
    let (mut down, mut across) = (step(1)?, step(2)?);
    // One number counts along an area of one row.
    if arguments.len() == 2 && area.top == area.bottom {
        (down, across) = (1, down);
    }
    let row = area.top.checked_add(down)?.checked_sub(1).filter(|row| *row >= area.top)?;
    let column = area.left.checked_add(across)?.checked_sub(1).filter(|at| *at >= area.left)?;
    (row <= area.bottom && column <= area.right).then(|| asked.cells.at(sheet, row, column))
}
