//! A file as a whole: whether it is sound, has the schema that the program makes, and holds rows of
//! no organisation that it does not list.

use rusqlite::Connection;

use super::{Sqlite, fault, schema_of};
use crate::{
    Fault,
    engine::survey::{Schema, Survey, differences, unlisted},
};

impl Sqlite {
    /// Looks at the file as a whole.
    pub(crate) fn survey(&self) -> Result<Survey, Fault> {
        let fresh = Self::in_memory().map_err(|error| Fault::Other(error.to_string()))?;
        let made = fresh.reading(|fresh| schema(fresh).map_err(|error| fault(&error)))?;
        self.reading(|found| {
            let look = || -> Result<Survey, rusqlite::Error> {
                let mut faults = differences(&schema(found)?, &made);
                faults.extend(strangers(found)?);
                Ok(Survey { damaged: damaged(found)?, faults, unseen: vec![] })
            };
            look().map_err(|error| fault(&error))
        })
    }
}

fn schema(open: &Connection) -> Result<Schema, rusqlite::Error> {
    // The indexes and tables that SQLite makes for itself follow from the rest; nothing else may
    // have such a name.
    let mut statement = open.prepare(
        "SELECT type, name, tbl_name || ' ' || coalesce(sql, '') FROM sqlite_schema \
         WHERE NOT (type = 'index' AND sql IS NULL AND name LIKE 'sqlite\\_autoindex\\_%' ESCAPE '\\') \
         AND NOT (type = 'table' AND (name = 'sqlite_sequence' OR name GLOB 'sqlite_stat[1-4]'))",
    )?;
    let read = |row: &rusqlite::Row<'_>| Ok(((row.get(0)?, row.get(1)?), row.get(2)?));
    let mut schema = statement.query_map([], read)?.collect::<Result<Schema, _>>()?;
    let number = ("number of the".to_owned(), "schema".to_owned());
    schema.insert(number, schema_of(open)?.to_string());
    Ok(schema)
}

/// Rows of organisations that are not listed.
fn strangers(open: &Connection) -> Result<Vec<String>, rusqlite::Error> {
    let mut statement = open.prepare(
        "SELECT DISTINCT s.name FROM sqlite_schema s JOIN pragma_table_info(s.name) c \
         WHERE s.type = 'table' AND c.name = 'organisation' ORDER BY s.name",
    )?;
    let tables = statement.query_map([], |row| row.get(0))?;
    let mut strangers = vec![];
    for table in tables.collect::<Result<Vec<String>, _>>()? {
        let name = table.replace('"', "\"\"");
        let mut statement = open.prepare(&format!(
            "SELECT DISTINCT organisation FROM \"{name}\" \
             WHERE organisation NOT IN (SELECT id FROM organisation)"
        ))?;
        let found = statement.query_map([], |row| row.get::<_, String>(0))?;
        for organisation in found {
            strangers.push(unlisted(&table, &organisation?));
        }
    }
    Ok(strangers)
}

fn damaged(open: &Connection) -> Result<Vec<String>, rusqlite::Error> {
    let mut statement = open.prepare("PRAGMA integrity_check")?;
    let found = statement.query_map([], |row| row.get(0))?.collect::<Result<Vec<String>, _>>()?;
    Ok(found.into_iter().filter(|text| text != "ok").collect())
}
