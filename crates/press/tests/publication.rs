//! What is put out of a seal: every format that has room for it, and a word about one that has not.
#![allow(clippy::unwrap_used, reason = "a test may fail")]

use std::sync::Arc;

use bellwether_domain::{Date, Register, Risk, scales::Steps};
use bellwether_papers::{
    compose::{Material, Pack, Setting},
    paper::{Standing, Version},
};
use bellwether_press::publication::{Source, make};

/// The names of the files of a register with one risk of these words, and the remarks.
fn put_out(words: &str) -> (Vec<String>, Vec<String>) {
    let risk = Risk {
        reference: Some("W1".into()),
        description: Some(words.to_owned()),
        ..Risk::default()
    };
    let day = Date::constant(2026, 6, 30);
    let register =
        Register { as_at: Some(day), risks: vec![Arc::new(risk)], ..Register::default() };
    let material = Material::alone(register, day, Steps::default());
    let standing = Standing::Sealed {
        meeting: "Harbour Board".into(),
        digest: "ab".repeat(32),
        entry: 7,
        head: "cd".repeat(32),
    };
    let setting = Setting { version: Version::Public, standing, ..Setting::default() };
    let pack = Pack::default();
    let source =
        Source { material: &material, setting: &setting, pack: &pack, template: "", logo: &[] };
    let made = make(source, None, |_| None).unwrap().unwrap();
    assert_eq!(made.issue.files.len() + 1, made.files.len(), "each with its digest");
    (made.issue.files.into_iter().map(|file| file.name).collect(), made.remarks)
}

#[test]
fn a_text_that_no_workbook_holds_is_put_out_in_the_other_formats() {
    let (files, remarks) = put_out("The weir gives way in a wet winter.");
    assert!(files.contains(&"register.xlsx".to_owned()) && remarks.is_empty(), "{remarks:?}");
    let (fewer, remarks) = put_out(&"The weir gives way. ".repeat(2_500));
    assert!(!fewer.iter().any(|file| file.ends_with(".xlsx")), "{fewer:?}");
    assert_eq!(fewer.len(), files.len() - remarks.len());
    assert!(remarks.iter().all(|remark| remark.starts_with("Without ")), "{remarks:?}");
}
