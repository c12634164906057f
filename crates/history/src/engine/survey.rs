//! What there is to say of a database as a whole, beside the records in it.

use std::collections::BTreeMap;

/// What was found in a database beside the records of the organisations that it lists.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Survey {
    /// What the engine says is damaged.
    pub(crate) damaged: Vec<String>,
    /// What stands there that the program did not make, and what it made that does not.
    pub(crate) faults: Vec<String>,
    /// What could not be looked at, and what to do.
    pub(crate) unseen: Vec<String>,
}

/// A schema as the engine describes it: each thing by its kind and name.
pub(super) type Schema = BTreeMap<(String, String), String>;

/// In what a schema differs from the one that the program makes.
pub(super) fn differences(found: &Schema, made: &Schema) -> Vec<String> {
    let missing = made.keys().filter(|key| !found.contains_key(key));
    let missing = missing.map(|(kind, name)| format!("the {kind} {name} is missing"));
    let others = found.iter().filter(|(key, text)| made.get(key) != Some(text));
    let others = others.map(|(key, _)| {
        let (kind, name) = key;
        match made.contains_key(key) {
            true => format!("the {kind} {name} is not as the program makes it"),
            false => format!("there is a {kind} {name} that the program did not make"),
        }
    });
    missing.chain(others).collect()
}

/// What is said of rows of an organisation that is not listed.
pub(super) fn unlisted(table: &str, organisation: &str) -> String {
    format!("the table {table} has rows of {organisation}, which is not listed")
}
