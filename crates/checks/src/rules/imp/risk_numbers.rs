//! # Duplicate, missing or non-sequential risk number
//!
//! ## What it finds
//!
//! A risk with no number where others have one; a risk with a number that an earlier risk has;
//! a risk before whose number one is missing: no risk has the number one less. Numbers may carry
//! letters before them ("R7", "FIN-03", "2.4"): each series counts for itself, from its lowest
//! number. In which order they stand on the page does not matter: a register may be sorted by
//! score. One finding for each risk; a register that numbers nothing has one for the whole.
//! Closed risks keep their numbers and count, and so does a number that an earlier issue had.
//!
//! ## Why
//!
//! The number is how minutes, papers and e-mails name a risk. Two risks of one number cannot be
//! told apart in the minutes; a gap makes a member ask which risk was taken out, and who
//! agreed.
//!
//! ## Example
//!
//! 1, 2, 2, 5: the second 2 is a duplicate, and before 5 the numbers 3 and 4 are missing.
//!
//! ## What to do
//!
//! Give every risk a number of its own, and say in the log of closed risks what became of a
//! missing one.
//!
//! ## Settings
//!
//! None.

use super::super::prelude::*;
use std::{borrow::Cow, collections::BTreeSet};

use bellwether_domain::{Risk, RiskField};
use foldhash::{HashMap, HashSet};

pub(crate) const RULE: Rule = Rule {
    id: "IMP-11",
    name: "risk-numbers",
    title: "Duplicate, missing or non-sequential risk number",
    severity: Severity::High,
    kind: Kind::Deterministic,
    starred: true,
    help: "Give the risk a number of its own; account for a missing one in the log of closed risks.",
    source: include_str!("risk_numbers.rs"),
    looks: &[(Sight::Register(Aspects::NONE), run)],
};

fn run(on: &Context<'_>, out: &mut Findings) {
    let risks = &on.register.risks;
    if !risks.is_empty() && risks.iter().all(|risk| risk.reference.is_none()) {
        out.register("No risk has a number.", "").field(RiskField::Reference);
        return;
    }
    let mut series: HashMap<&str, BTreeSet<u64>> = HashMap::default();
    for (letters, number) in risks.iter().filter_map(|risk| numbered(risk.reference.as_deref()?)) {
        series.entry(letters).or_default().insert(number);
    }
    // A number that an earlier issue had is accounted for: its risk was closed, or numbered anew.
    let earlier = on.earlier.iter().flat_map(|issue| &issue.risks);
    let earlier = earlier.filter_map(|risk| risk.reference.as_deref());
    for (letters, number) in earlier.chain(on.closed.iter().copied()).filter_map(numbered) {
        if let Some(known) = series.get_mut(letters) {
            known.insert(number);
        }
    }
    let mut seen: HashSet<&str> = HashSet::default();
    for (position, risk) in risks.iter().enumerate() {
        let Some(reference) = risk.reference.as_deref() else {
            report(out, risk, position, "The risk has no number.", "");
            continue;
        };
        if !seen.insert(reference) {
            let message = format!("An earlier risk has the number {reference} too.");
            report(out, risk, position, message, reference);
            continue;
        }
        let Some((letters, number)) = numbered(reference) else { continue };
        let before = series.get(letters).and_then(|known| known.range(..number).next_back());
        let Some(before) = before else { continue };
        let missing = match number - before - 1 {
            0 => continue,
            1 => "One number is".to_owned(),
            many => format!("{many} numbers are"),
        };
        let message = format!("{missing} missing between {letters}{before} and {reference}.");
        report(out, risk, position, message, reference);
    }
}

fn report(
    out: &mut Findings,
    risk: &Risk,
    position: usize,
    message: impl Into<Cow<'static, str>>,
    evidence: &str,
) {
    let finding = out.register(message, evidence).field(RiskField::Reference);
    finding.stands_at(risk, position, crate::context::name_of(risk, position));
}

/// The letters and the number they end in: "FIN-03" is "FIN-" and 3.
pub(in crate::rules) fn numbered(reference: &str) -> Option<(&str, u64)> {
    let series = reference.trim_end_matches(|c: char| c.is_ascii_digit());
    Some((series, reference.strip_prefix(series)?.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use bellwether_domain::{Date, Register, Risk};

    use super::RULE;
    use crate::{Settings, Subject, check, testing::finds};

    #[test]
    fn finds_a_duplicate_a_gap_and_a_blank() {
        finds(
            &RULE,
            r"
            1 | Buildings | The boiler fails | AB | 4x4 3x3 2x2
            2 | Buildings | The roof leaks | AB | 4x4 3x3 2x2
            2 | Buildings | The lift sticks | AB | 4x4 3x3 2x2
            ? | Buildings | The door jams | AB | 4x4 3x3 2x2
            5 | Buildings | The floor gives | AB | 4x4 3x3 2x2
            ",
            &["2", "5", "#4"],
        );
    }

    #[test]
    fn finds_a_register_without_numbers() {
        finds(
            &RULE,
            r"
            ? | Buildings | The boiler fails | AB | 4x4 3x3 2x2
            ? | Buildings | The roof leaks | AB | 4x4 3x3 2x2
            ",
            &["*"],
        );
    }

    #[test]
    fn silent_on_whole_numbers_in_any_order() {
        finds(
            &RULE,
            r"
            3 | Buildings | The boiler fails | AB | 5x5 3x3 2x2
            1 | Buildings | The roof leaks | AB | 4x4 3x3 2x2
            2 | Buildings | The lift sticks | AB | 3x3 3x3 2x2
            ",
            &[],
        );
    }

    #[test]
    fn silent_on_the_number_of_a_risk_that_came_closed() {
        let numbers = ["1", "3"];
        let risk =
            |number: &&str| Risk { reference: Some((*number).to_owned()), ..Risk::default() };
        let risks = numbers.iter().map(|number| risk(number).into()).collect();
        let register = Register { risks, ..Register::default() };
        let subject = Subject::new(&register, Date::constant(2025, 3, 14));
        let settings = Settings::default().only(&[RULE.id]);
        assert_eq!(check(&subject, &settings).len(), 1);
        assert!(check(&subject.with_closed(&["2"]), &settings).is_empty());
    }

    #[test]
    fn silent_on_a_number_that_an_earlier_issue_had() {
        finds(
            &RULE,
            r"
            as at 2017-12-31
            1 | Buildings | The boiler fails | AB | 4x4 3x3 2x2
            2 | Buildings | The roof leaks | AB | 4x4 3x3 2x2
            3 | Buildings | The lift sticks | AB | 4x4 3x3 2x2
            ====
            1 | Buildings | The boiler fails | AB | 4x4 3x3 2x2
            3 | Buildings | The lift sticks | AB | 4x4 3x3 2x2
            ",
            &[],
        );
    }

    #[test]
    fn silent_on_each_series_by_itself() {
        finds(
            &RULE,
            r"
            F1 | Money | The grant ends | AB | 4x4 3x3 2x2
            F2 | Money | The bank fails | AB | 4x4 3x3 2x2
            B7 | Buildings | The boiler fails | AB | 4x4 3x3 2x2
            B8 | Buildings | The roof leaks | AB | 4x4 3x3 2x2
            status Closed
            ",
            &[],
        );
    }
}
