//! What the reading of a real document notices is found again by the rules, beside its row. It
//! runs where the shared material is at hand, and says so where it is not.

#![allow(clippy::expect_used, reason = "a test that cannot read its input should say where")]

use bellwether_checks::{Settings, Subject, check};

const INPUT: &str =
    concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/registers/west-midlands-2018/input.txt");

#[test]
fn repairs_are_findings_beside_their_rows() {
    let Ok(bytes) = std::fs::read(INPUT) else {
        assert!(std::env::var_os("CI").is_none(), "the shared registers are not here");
        return;
    };
    let register = bellwether_intake::read(&bytes, &bellwether_intake::Options::default())
        .expect("it is read")
        .register;
    let as_at = register.as_at.expect("it says its date");
    let rules = ["IMP-01", "IMP-02", "IMP-03", "IMP-06", "IMP-07", "ACT-04", "SCR-01", "DUP-02"];
    let found = check(&Subject::new(&register, as_at), &Settings::default().only(&rules));
    // By hand, from the lines of the text.
    let at = |rule: &str| -> Vec<(String, Option<u32>)> {
        found
            .iter()
            .filter(|finding| finding.rule == rule)
            .map(|finding| {
                let row = finding.source.as_ref().and_then(|source| source.row);
                (finding.risk.clone().unwrap_or_default(), row)
            })
            .collect()
    };
    let of = |risk: &str, row| (risk.to_owned(), Some(row));
    assert_eq!(at("IMP-01"), [of("4", 19), of("5", 34), of("5", 35), of("5", 36)]);
    assert_eq!(at("IMP-02"), [of("21", 104)]);
    assert_eq!(at("IMP-03"), [of("14", 76), of("21", 111)]);
    assert_eq!(at("IMP-06"), [of("32", 154)]);
    assert_eq!(at("DUP-02"), [of("11", 66)]);
    assert_eq!([at("IMP-07").len(), at("ACT-04").len(), at("SCR-01").len()], [2, 7, 21]);
}
