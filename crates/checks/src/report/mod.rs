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
    use serde_json::Value;

    use crate::{Finding, Settings, Subject, Waiver, check, group::group, testing};

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
            &register,
            AS_AT
        ));
        insta::assert_snapshot!(text(&[], &[], &register, AS_AT), @"As at 16 March 2018: nothing found.");
    }

    #[test]
    fn a_program_reads_json() {
        let register = register();
        let rules = ["ACT-04", "IMP-06", "DUP-04", "GOV-18"];
        let found = findings(&register, &rules);
        insta::assert_snapshot!(json(
            &found,
            &group(&found, &register, &Settings::default()),
            (&[], &[]),
            AS_AT
        ));
    }

    #[test]
    fn programs_are_told_what_was_set_aside() {
        let register = register();
        let mut found = findings(&register, &["ACT-04", "OWN-07"]);
        let waiver = Waiver {
            rule: "ACT-04".to_owned(),
            whole: true,
            risk: None,
            risk_id: None,
            action: None,
            action_id: None,
            other_risk: None,
            other_risk_id: None,
            reason: "The cables are on a ship".to_owned(),
            by: "AB".to_owned(),
            expires: AS_AT,
        };
        let (waived, left): (Vec<_>, Vec<_>) = found.drain(..).partition(|f| f.rule == "ACT-04");
        let waived: Vec<_> = waived.into_iter().map(|f| (f, waiver.clone())).collect();
        let groups = group(&left, &register, &Settings::default());
        let printed: Value =
            serde_json::from_str(&json(&left, &groups, (&waived, &[]), AS_AT)).unwrap();
        assert_eq!(printed["waived"][0]["finding"]["rule"], "ACT-04");
        assert_eq!(printed["waived"][0]["waiver"]["by"], "AB");
        assert_eq!(printed["findings"].as_array().unwrap().len(), 1);
        let log: Value =
            serde_json::from_str(&sarif(&left, &groups, &waived, AS_AT, None)).unwrap();
        let results = log["runs"][0]["results"].as_array().unwrap();
        let suppressed: Vec<_> =
            results.iter().filter(|r| r["suppressions"][0].is_object()).collect();
        let [one] = suppressed.as_slice() else { panic!("{results:#?}") };
        assert_eq!(one["ruleId"], "ACT-04");
        assert_eq!(one["suppressions"][0]["justification"], "The cables are on a ship");
    }

    #[test]
    fn an_editor_reads_sarif() {
        let register = register();
        let found = findings(&register, &["ACT-04", "OWN-07"]);
        let log = sarif(
            &found,
            &group(&found, &register, &Settings::default()),
            &[],
            AS_AT,
            Some("register.txt"),
        );
        insta::assert_snapshot!(log);
    }
}
