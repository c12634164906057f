//! Findings as people and programs read them.
//!
//! A register's quality is shown as counts by severity, never as one composite figure.

mod json;
mod sarif;
mod text;

pub use json::{Listed, json, json_schema, listed};
pub use sarif::sarif;
pub use text::text;

#[cfg(test)]
mod tests {
    use bellwether_domain::Register;

    use super::{json, sarif, text};
    use crate::{Finding, Settings, Subject, check, group::group, testing};

    fn register() -> Register {
        testing::register(
            "title Strategic risk register
            key AB = A. Bee
            scale Rare, Unlikely, Possible, Likely, Certain
            1 | Safe Streets | The lamps along the river path fail because the cables are old | AB / CD | 5x5 5x5 4x4
            - Renew the cables | AB | Nov-17 | A
            - BAU - lamp checks | AB | Ongoing | R
            2 | Safe streets | Flooding | A B | 4x3 3x3=12 1x3
            - Renew the cables | AB | Sept 2017 then ongoing | G",
        )
    }

    fn findings(register: &Register, rules: &[&str]) -> Vec<Finding> {
        let subject = Subject::new(register, bellwether_domain::Date::constant(2018, 3, 16));
        let settings = Settings::default();
        check(&subject, &if rules.is_empty() { settings } else { settings.only(rules) })
    }

    const AS_AT: bellwether_domain::Date = bellwether_domain::Date::constant(2018, 3, 16);

    #[test]
    fn a_person_reads_text() {
        let register = register();
        let found = findings(&register, &[]);
        insta::assert_snapshot!(text(
            &found,
            &group(&found, &register, &Settings::default()),
            AS_AT
        ));
        insta::assert_snapshot!(text(&[], &[], AS_AT), @"As at 16 March 2018: nothing found.");
    }

    #[test]
    fn a_program_reads_json() {
        let register = register();
        let rules = ["ACT-04", "IMP-06", "DUP-04", "GOV-18"];
        let found = findings(&register, &rules);
        insta::assert_snapshot!(json(
            &found,
            &group(&found, &register, &Settings::default()),
            AS_AT
        ));
    }

    #[test]
    fn an_editor_reads_sarif() {
        let register = register();
        let found = findings(&register, &["ACT-04", "OWN-07"]);
        let log = sarif(
            &found,
            &group(&found, &register, &Settings::default()),
            AS_AT,
            Some("register.txt"),
        );
        insta::assert_snapshot!(log);
    }
}
