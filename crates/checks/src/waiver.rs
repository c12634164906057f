//! A finding that somebody has answered for, until a day.

use std::borrow::Borrow;

use bellwether_domain::{ActionId, Date, RiskId};
use serde::{Deserialize, Serialize};

use crate::{Finding, words::folded};

/// Why a finding may stand, who says so, and until when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Waiver {
    /// The rule's id ("ACT-04").
    pub rule: String,
    /// Whether it speaks of everything that the rule finds, wherever.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub whole: bool,
    /// The risk, as findings name it; `None` for a finding on the whole register.
    pub risk: Option<String>,
    /// The risk by its id, where a register keeps one: it goes before what the risk is called.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub risk_id: Option<RiskId>,
    /// The action by its wording, which outlives its number; `None` for a finding on the risk.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub action: Option<String>,
    /// The action by its id: it goes before its wording.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub action_id: Option<ActionId>,
    /// The other risk by its id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub other_risk_id: Option<RiskId>,
    /// The other risk, for a finding on a pair; `None` waives every pair the risk is the first of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub other_risk: Option<String>,
    /// Why.
    pub reason: String,
    /// Who says so.
    pub by: String,
    /// The last day it holds.
    pub expires: Date,
}

impl Waiver {
    /// Whether it speaks of a finding, in force or not.
    pub fn covers(&self, finding: &Finding) -> bool {
        let (risk, action, other) = finding.ids;
        let called = || self.action.as_deref().map(folded);
        let of_rule = self.rule.eq_ignore_ascii_case(finding.rule);
        if self.whole {
            return of_rule;
        }
        of_rule
            && by_id(self.risk_id, risk).unwrap_or_else(|| self.risk == finding.risk)
            && by_id(self.action_id, action)
                .unwrap_or_else(|| called().as_deref() == finding.action_key.as_deref())
            && (self.other_risk.is_none()
                || by_id(self.other_risk_id, other)
                    .unwrap_or_else(|| self.other_risk == finding.other_risk))
    }
}

/// Whether two ids are one, where both are known.
fn by_id<T: PartialEq>(own: Option<T>, found: Option<T>) -> Option<bool> {
    Some(own? == found?)
}

/// Findings sorted by whether somebody has answered for them.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Waived<F = Finding> {
    /// Those that stand.
    pub standing: Vec<F>,
    /// Those set aside, each with its waiver.
    pub waived: Vec<(F, Waiver)>,
    /// Waivers that have run out while what they cover still stands.
    pub expired: Vec<Waiver>,
}

/// Sets findings aside by the waivers in force on a day (the last day included).
pub fn apply<F: Borrow<Finding>>(findings: Vec<F>, waivers: &[Waiver], as_at: Date) -> Waived<F> {
    let mut sorted = Waived { standing: Vec::new(), waived: Vec::new(), expired: Vec::new() };
    for finding in findings {
        let covers = |waiver: &&Waiver| waiver.covers(finding.borrow());
        let mut covering = waivers.iter().filter(covers).peekable();
        if covering.peek().is_none() {
            sorted.standing.push(finding);
            continue;
        }
        // Of several the one that lasts longest speaks.
        let Some(waiver) = covering.max_by_key(|waiver| waiver.expires) else { continue };
        if waiver.expires >= as_at {
            sorted.waived.push((finding, waiver.clone()));
        } else {
            if !sorted.expired.contains(waiver) {
                sorted.expired.push(waiver.clone());
            }
            sorted.standing.push(finding);
        }
    }
    sorted
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Settings, Subject, check, testing};

    const AS_AT: Date = Date::constant(2018, 3, 16);

    fn overdue() -> Vec<Finding> {
        let register = testing::register(
            "1 | Buildings | The boiler fails | AB | 4x4 3x4 2x4
            - Mend the boiler | AB | Nov-17 | A
            - Buy a spare | AB | Nov-17 | A",
        );
        check(&Subject::new(&register, AS_AT), &Settings::default().only(&["ACT-04"]))
    }

    fn waiver(action: &str, expires: Date) -> Waiver {
        Waiver {
            rule: "act-04".to_owned(),
            whole: false,
            risk: Some("1".to_owned()),
            risk_id: None,
            action_id: None,
            other_risk_id: None,
            action: Some(action.to_owned()),
            other_risk: None,
            reason: "The parts are on order".to_owned(),
            by: "AB".to_owned(),
            expires,
        }
    }

    #[test]
    fn a_waiver_in_force_sets_its_finding_aside() {
        let waived = apply(overdue(), &[waiver("Mend the Boiler.", AS_AT)], AS_AT);
        assert_eq!(waived.waived.len(), 1);
        assert_eq!(waived.waived[0].0.action, Some(1));
        assert_eq!(waived.standing.len(), 1);
        assert!(waived.expired.is_empty());
    }

    #[test]
    fn a_waiver_that_has_run_out_is_named_and_the_finding_stands() {
        let past = waiver("Mend the boiler", Date::constant(2018, 3, 15));
        let waived = apply(overdue(), std::slice::from_ref(&past), AS_AT);
        assert_eq!(waived.standing.len(), 2);
        assert_eq!(waived.expired, std::slice::from_ref(&past));
        // A newer one takes its place.
        let newer = waiver("Mend the boiler", Date::constant(2018, 6, 30));
        let waived = apply(overdue(), &[past, newer], AS_AT);
        assert_eq!((waived.standing.len(), waived.expired.len()), (1, 0));
    }

    #[test]
    fn a_waiver_of_a_whole_rule_covers_all_that_it_finds() {
        let whole = Waiver { whole: true, risk: None, action: None, ..waiver("", AS_AT) };
        let waived = apply(overdue(), std::slice::from_ref(&whole), AS_AT);
        assert_eq!((waived.standing.len(), waived.waived.len()), (0, 2));
        let other = Waiver { rule: "ACT-01".to_owned(), ..whole };
        assert_eq!(apply(overdue(), &[other], AS_AT).standing.len(), 2);
    }

    #[test]
    fn a_waiver_of_something_else_does_nothing() {
        let mut other = waiver("Mend the boiler", AS_AT);
        other.action = None;
        assert_eq!(apply(overdue(), &[other], AS_AT).standing.len(), 2);
    }
}
