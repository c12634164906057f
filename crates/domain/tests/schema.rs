//! The JSON Schema of the register document that ships with the program is the one that the types
//! define. `make docs` writes it anew.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

use std::{env, fs};

use bellwether_domain::Register;

#[test]
fn the_published_schema_is_that_of_the_types() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/register.schema.json");
    let schema = Register::json_schema();
    if env::var_os("UPDATE_DOCS").is_some() {
        fs::write(path, &schema).unwrap();
    }
    assert_eq!(fs::read_to_string(path).unwrap(), schema, "run `make docs`");
}
