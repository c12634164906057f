//! Changes to a database from outside, made from its own schema.

use bellwether_history::{Proof, ReadError};

use super::EXEMPT;

/// A table as the schema has it, with its rows as they would be written in a statement.
pub struct Table {
    pub name: String,
    pub columns: Vec<Column>,
    pub rows: Vec<Vec<String>>,
}

pub struct Column {
    pub name: String,
    pub is_key: bool,
    /// A value of its kind.
    pub sample: &'static str,
    pub is_number: bool,
}

/// A database that can be tampered with.
pub trait Database {
    fn tables(&mut self) -> Vec<Table>;
    /// Whether the statement changed something.
    fn tamper(&mut self, sql: &str) -> bool;
    fn prove(&mut self) -> Result<Proof, ReadError>;
    /// Puts a table back.
    fn restore(&mut self, table: &str);
    /// The tables that are no part of the record, with the reason.
    fn beside(&self) -> &[(&str, &str)];
    /// How many rows of a table are tampered with at most.
    fn rows(&self) -> usize;
}

impl Table {
    /// How a row is found.
    fn of(&self, row: &[String]) -> String {
        let keys = self.columns.iter().zip(row).filter(|(column, _)| column.is_key);
        let keys: Vec<String> =
            keys.map(|(column, value)| format!("{} = {value}", column.name)).collect();
        if keys.is_empty() { "TRUE".to_owned() } else { keys.join(" AND ") }
    }

    /// The first, the last and one in the middle: of unlike kinds, most likely.
    fn samples(&self, most: usize) -> Vec<&[String]> {
        let last = self.rows.len().saturating_sub(1);
        let mut places = vec![last, 0, last / 2];
        places.dedup();
        places.truncate(most);
        places.into_iter().filter_map(|place| Some(self.rows.get(place)?.as_slice())).collect()
    }

    /// Other values that could stand in a row's column.
    fn values(&self, row: &[String], place: usize) -> Vec<String> {
        let (column, value) = (&self.columns[place], &row[place]);
        let mut values = vec![column.sample.to_owned()];
        if value != "NULL" {
            values.push("NULL".to_owned());
            values.extend(column.is_number.then(|| format!("{} + 1", column.name)));
        }
        // Another row's: of the right form, so that nothing but the record tells.
        let other = self.rows.iter().map(|row| &row[place]).find(|other| *other != value);
        values.extend(other.cloned());
        values.retain(|other| other != value);
        values
    }

    /// The same value otherwise spelt: what compares texts takes it for another, what reads them for
    /// the same.
    fn spellings(&self, row: &[String], place: usize) -> Vec<String> {
        let (column, value) = (&self.columns[place], &row[place]);
        if value == "NULL" || column.is_number {
            return vec![];
        }
        let name = &column.name;
        let spellings = [
            format!("upper({name})"),
            format!("replace({name}, '-', '')"),
            format!("replace({name}, '{{', '{{ ')"),
            format!("replace({name}, '{{', '{{\"title\":\"x\",')"),
            format!("replace({name}, 'a', '\\u0061')"),
            format!("{name} || ' '"),
            format!("' ' || {name}"),
            format!("{name} || 'T00:00:00'"),
            format!("'+00' || {name}"),
            format!("CAST({name} AS BLOB)"),
        ];
        spellings.into_iter().collect()
    }

    /// What can be done to a row: each column changed, the row taken away, and put in again under
    /// another key.
    fn tampers(&self, most: usize) -> Vec<(Option<&str>, String)> {
        let mut tampers = vec![];
        let names: Vec<&str> = self.columns.iter().map(|column| column.name.as_str()).collect();
        for row in self.samples(most) {
            let of = self.of(row);
            for (place, column) in self.columns.iter().enumerate() {
                // One row of each table: the spelling is that of its column.
                let is_first = self.rows.first().is_some_and(|first| first.as_slice() == row);
                for spelling in self.spellings(row, place).into_iter().filter(|_| is_first) {
                    let (table, name) = (&self.name, &column.name);
                    tampers.push((
                        None,
                        format!(
                            "UPDATE {table} SET {name} = {spelling} WHERE {of} AND {name} <> {spelling}"
                        ),
                    ));
                }
                for value in self.values(row, place) {
                    let (table, name) = (&self.name, &column.name);
                    let change = format!("UPDATE {table} SET {name} = {value} WHERE {of}");
                    tampers.push((Some(name.as_str()), change));
                    if column.is_key && value != "NULL" {
                        let mut values = names.clone();
                        values[place] = &value;
                        let again = format!(
                            "INSERT INTO {table} ({}) SELECT {} FROM {table} WHERE {of}",
                            names.join(", "),
                            values.join(", ")
                        );
                        tampers.push((None, again));
                    }
                }
            }
            tampers.push((None, format!("DELETE FROM {} WHERE {of}", self.name)));
        }
        tampers.push((None, format!("DELETE FROM {}", self.name)));
        tampers
    }
}

/// Tampers with each column of each table in turn; whatever the database lets through must be found.
pub fn each_is_noticed(database: &mut dyn Database) {
    let tables = database.tables();
    let proof = database.prove().unwrap();
    assert!(proof.holds() && proof.unseen.is_empty(), "{proof:?}");
    let beside: Vec<String> =
        database.beside().iter().map(|(name, _)| (*name).to_owned()).collect();
    for name in &beside {
        assert!(tables.iter().any(|table| table.name == *name), "{name} is gone: mend the list");
    }
    let (mut made, mut unnoticed) = (0, vec![]);
    for table in tables.iter().filter(|table| !beside.contains(&table.name)) {
        assert!(!table.rows.is_empty(), "{} is empty: give the record something of it", table.name);
        let mut changed: Vec<&str> = vec![];
        for (column, sql) in table.tampers(database.rows()) {
            let is_exempt =
                |(of, name, _): &(&str, &str, &str)| *of == table.name && Some(*name) == column;
            if EXEMPT.iter().any(is_exempt) {
                changed.extend(column);
                continue;
            }
            if !database.tamper(&sql) {
                continue;
            }
            changed.extend(column);
            made += 1;
            if database.prove().is_ok_and(|proof| proof.holds()) {
                unnoticed.push(sql);
            }
            database.restore(&table.name);
        }
        for column in &table.columns {
            assert!(changed.contains(&column.name.as_str()), "{}.{}", table.name, column.name);
        }
    }
    assert!(database.prove().unwrap().holds());
    assert!(
        unnoticed.is_empty(),
        "{} of {made} unnoticed:\n{}",
        unnoticed.len(),
        unnoticed.join("\n")
    );
    println!("{made} tampers, each of them noticed");
}
