//! Many rows for PostgreSQL in one message: a column of them is an array, and one statement takes
//! the arrays apart again.

use std::mem;

use tokio_postgres::types::{ToSql, Type};

use super::{Row, Value};
use crate::Fault;

/// What is handed to a statement: a value, or a column of all the rows.
#[derive(Debug)]
pub(super) struct Column {
    values: Box<dyn ToSql + Sync + Send>,
    kind: Type,
}

impl Column {
    /// The values with their type, as the driver wants them.
    pub(super) fn typed(&self) -> (&(dyn ToSql + Sync), Type) {
        (&*self.values, self.kind.clone())
    }
}

impl From<Value> for Column {
    fn from(value: Value) -> Self {
        let kind = value.kind();
        Self { values: Box::new(value), kind }
    }
}

/// The statement that does for all rows what an `INSERT … VALUES (…)` does for one, and its
/// parameters. (`COPY` would be quicker still, but not where row-level security is in force.)
pub(super) fn of(sql: &str, mut rows: Vec<Row>) -> Result<(String, Vec<Column>), Fault> {
    let unfit = || Fault::Other(format!("these rows do not fit: {sql}"));
    let (head, tail) = sql
        .split_once("VALUES (")
        .and_then(|(head, rest)| Some((head, rest.split_once(')')?.1)))
        .ok_or_else(unfit)?;
    let width = rows.first().map_or(0, Vec::len);
    let columns = (0..width).map(|place| column(&mut rows, place)).collect::<Option<Vec<_>>>();
    let (kinds, columns): (Vec<_>, Vec<_>) = columns.ok_or_else(unfit)?.into_iter().unzip();
    let arrays: Vec<String> =
        kinds.iter().enumerate().map(|(place, kind)| format!("?{}::{kind}[]", place + 1)).collect();
    Ok((format!("{head}SELECT * FROM unnest({}){tail}", arrays.join(", ")), columns))
}

/// A column, taken out of the rows, and the name of its kind; `None` where a value is missing or of
/// another kind.
fn column(rows: &mut [Row], place: usize) -> Option<(&'static str, Column)> {
    Some(match rows.first()?.get(place)? {
        Value::Null => return None,
        Value::Integer(_) => ("BIGINT", all::<i64>(rows, place, Type::INT8_ARRAY)?),
        Value::Text(_) => ("TEXT", all::<String>(rows, place, Type::TEXT_ARRAY)?),
        Value::Bytes(_) => ("BYTEA", all::<Vec<u8>>(rows, place, Type::BYTEA_ARRAY)?),
    })
}

fn all<T>(rows: &mut [Row], place: usize, kind: Type) -> Option<Column>
where
    T: TryFrom<Value> + ToSql + Sync + Send + 'static,
{
    let take = |row: &mut Row| T::try_from(mem::replace(row.get_mut(place)?, Value::Null)).ok();
    let values: Vec<T> = rows.iter_mut().map(take).collect::<Option<_>>()?;
    Some(Column { values: Box::new(values), kind })
}

/// Gives a value back that is of another kind.
macro_rules! kinds {
    ($($kind:ident($of:ty)),*) => {$(
        impl TryFrom<Value> for $of {
            type Error = Value;

            fn try_from(value: Value) -> Result<Self, Value> {
                if let Value::$kind(value) = value { Ok(value) } else { Err(value) }
            }
        }
    )*};
}

kinds! { Integer(i64), Text(String), Bytes(Vec<u8>) }

#[cfg(test)]
mod tests {
    use super::*;

    const INSERT: &str = "INSERT INTO a (b, c) VALUES (?1, ?2) ON CONFLICT DO NOTHING";

    #[test]
    fn one_statement_takes_the_rows_as_columns() {
        let row = |n| vec![Value::Integer(n), Value::Text(n.to_string())];
        let (sql, columns) = of(INSERT, vec![row(1), row(2)]).unwrap();
        let one = "INSERT INTO a (b, c) SELECT * FROM unnest(?1::BIGINT[], ?2::TEXT[]) \
                   ON CONFLICT DO NOTHING";
        assert_eq!((sql.as_str(), columns.len()), (one, 2));
        let values: Vec<_> = columns.iter().map(|column| &column.values).collect();
        assert_eq!(format!("{values:?}"), "[[1, 2], [\"1\", \"2\"]]");
    }

    #[test]
    fn rows_of_unlike_kinds_are_refused() {
        let rows = vec![vec![Value::Integer(1)], vec![Value::Text("1".to_owned())]];
        assert!(of("INSERT INTO a (b) VALUES (?1)", rows).is_err());
        assert!(of("INSERT INTO a (b) VALUES (?1)", vec![vec![Value::Null]]).is_err());
        assert!(of("DELETE FROM a", vec![]).is_err());
    }
}
