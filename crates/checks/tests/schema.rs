//! The JSON Schema of the findings that ships with the program is the one that the types define,
//! and what is printed keeps to it. `make docs` writes it anew.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

use std::{collections::BTreeSet, env, fs};

use bellwether_checks::{Settings, Subject, check, group::group, report};
use bellwether_domain::{Date, Register, Risk};
use serde_json::Value;

#[test]
fn the_published_schema_is_that_of_the_types() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/findings.schema.json");
    let schema = report::json_schema();
    if env::var_os("UPDATE_DOCS").is_some() {
        fs::write(path, &schema).unwrap();
    }
    assert_eq!(fs::read_to_string(path).unwrap(), schema, "run `make docs`");
}

#[test]
fn what_is_printed_has_the_keys_of_the_schema() {
    let as_at = Date::constant(2018, 3, 16);
    let register = Register { risks: vec![Risk::default().into()], ..Register::default() };
    let findings = check(&Subject::new(&register, as_at), &Settings::default());
    let groups = group(&findings, &register, &Settings::default());
    let printed: Value =
        serde_json::from_str(&report::json(&findings, &groups, (&[], &[]), as_at)).unwrap();
    let schema: Value = serde_json::from_str(&report::json_schema()).unwrap();
    let finding = &schema["$defs"]["Listed"];
    let known: BTreeSet<&String> = finding["properties"].as_object().unwrap().keys().collect();
    let required: BTreeSet<&str> =
        finding["required"].as_array().unwrap().iter().map(|key| key.as_str().unwrap()).collect();
    assert!(!findings.is_empty());
    for found in printed["findings"].as_array().unwrap() {
        let keys: BTreeSet<&String> = found.as_object().unwrap().keys().collect();
        assert!(keys.is_subset(&known), "{keys:?}");
        assert!(required.iter().all(|key| found.get(key).is_some()), "{found}");
    }
}
