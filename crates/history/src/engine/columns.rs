//! Many rows for PostgreSQL in one message: a column of them is an array, and one statement takes
//! the arrays apart again.

use postgres::types::ToSql;

use super::{Row, Value};
use crate::Fault;

/// A column of all the rows.
type Column<'a> = Box<dyn ToSql + Sync + 'a>;

/// The statement that does for all rows what an `INSERT … VALUES (…)` does for one, and its
/// parameters. (`COPY` would be quicker still, but not where row-level security is in force.)
pub(super) fn of<'a>(sql: &str, rows: &'a [Row]) -> Result<(String, Vec<Column<'a>>), Fault> {
    let unfit = || Fault::Other(format!("these rows do not fit: {sql}"));
    let (head, tail) = sql
        .split_once("VALUES (")
        .and_then(|(head, rest)| Some((head, rest.split_once(')')?.1)))
        .ok_or_else(unfit)?;
    let width = rows.first().map_or(0, Vec::len);
    let columns = (0..width).map(|place| column(rows, place)).collect::<Option<Vec<_>>>();
    let (kinds, columns): (Vec<_>, Vec<_>) = columns.ok_or_else(unfit)?.into_iter().unzip();
    let arrays: Vec<String> =
        kinds.iter().enumerate().map(|(place, kind)| format!("?{}::{kind}[]", place + 1)).collect();
    Ok((format!("{head}SELECT * FROM unnest({}){tail}", arrays.join(", ")), columns))
}

/// A column and the name of its kind; `None` where a value is missing or of another kind.
fn column(rows: &[Row], place: usize) -> Option<(&'static str, Column<'_>)> {
    Some(match rows.first()?.get(place)? {
        Value::Null => return None,
        Value::Integer(_) => ("BIGINT", all(rows, place, integer)?),
        Value::Text(_) => ("TEXT", all(rows, place, text)?),
        Value::Bytes(_) => ("BYTEA", all(rows, place, bytes)?),
    })
}

fn all<'a, T>(
    rows: &'a [Row],
    place: usize,
    value: fn(&'a Value) -> Option<T>,
) -> Option<Column<'a>>
where
    T: ToSql + Sync + 'a,
{
    let values: Vec<T> = rows.iter().map(|row| value(row.get(place)?)).collect::<Option<_>>()?;
    Some(Box::new(values))
}

fn integer(value: &Value) -> Option<i64> {
    if let Value::Integer(number) = value { Some(*number) } else { None }
}

fn text(value: &Value) -> Option<&str> {
    if let Value::Text(text) = value { Some(text) } else { None }
}

fn bytes(value: &Value) -> Option<&[u8]> {
    if let Value::Bytes(bytes) = value { Some(bytes) } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    const INSERT: &str = "INSERT INTO a (b, c) VALUES (?1, ?2) ON CONFLICT DO NOTHING";

    #[test]
    fn one_statement_takes_the_rows_as_columns() {
        let row = |n| vec![Value::Integer(n), Value::Text(n.to_string())];
        let rows = [row(1), row(2)];
        let (sql, columns) = of(INSERT, &rows).unwrap();
        let one = "INSERT INTO a (b, c) SELECT * FROM unnest(?1::BIGINT[], ?2::TEXT[]) \
                   ON CONFLICT DO NOTHING";
        assert_eq!((sql.as_str(), columns.len()), (one, 2));
        assert_eq!(format!("{columns:?}"), "[[1, 2], [\"1\", \"2\"]]");
    }

    #[test]
    fn rows_of_unlike_kinds_are_refused() {
        let rows = [vec![Value::Integer(1)], vec![Value::Text("1".to_owned())]];
        assert!(of("INSERT INTO a (b) VALUES (?1)", &rows).is_err());
        assert!(of("INSERT INTO a (b) VALUES (?1)", &[vec![Value::Null]]).is_err());
        assert!(of("DELETE FROM a", &rows).is_err());
    }
}
