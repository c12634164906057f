//! A finding that somebody has answered for, until a day.

use std::borrow::Borrow;

use bellwether_domain::{ActionId, Date, RiskId};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{Finding, group::fuller_facts, words::folded};

/// Why a finding may stand, who says so, and until when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
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
    /// Who says so; left out of what is stored where that is who made the entry, whose name can be
    /// taken away.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub by: String,
    /// The last day it holds.
    pub expires: Date,
}

impl Waiver {
    /// Whether it speaks of a finding, in force or not.
    pub fn covers(&self, finding: &Finding) -> bool {
        let called = || self.action.as_deref().map(folded);
        let of_rule = self.rule.eq_ignore_ascii_case(finding.rule);
        if self.whole {
            return of_rule;
        }
        of_rule
            && by_id(self.risk_id, finding.risk_id).unwrap_or_else(|| self.risk == finding.risk)
            && by_id(self.action_id, finding.action_id)
                .unwrap_or_else(|| called().as_deref() == finding.action_key.as_deref())
            && (self.other_risk.is_none()
                || by_id(self.other_risk_id, finding.other_risk_id)
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

/// Sets findings aside by the waivers in force on a day (the last day included). Whoever answers for
/// a finding answers for its fact: what a lesser rule says of it at the same place is set aside as well.
pub fn apply<F: Borrow<Finding>>(findings: Vec<F>, waivers: &[Waiver], as_at: Date) -> Waived<F> {
    let mut expired: Vec<Waiver> = Vec::new();
    let sorted = set_aside(findings, waivers, as_at, |_, waiver| {
        if !expired.contains(waiver) {
            expired.push(waiver.clone());
        }
    });
    Waived { expired, ..sorted }
}

/// The same, telling of each finding that stands again since its waiver ran out.
pub(crate) fn set_aside<F: Borrow<Finding>>(
    findings: Vec<F>,
    waivers: &[Waiver],
    as_at: Date,
    mut has_run_out: impl FnMut(&F, &Waiver),
) -> Waived<F> {
    let mut sorted = Waived { standing: Vec::new(), waived: Vec::new(), expired: Vec::new() };
    if waivers.is_empty() {
        return Waived { standing: findings, ..sorted };
    }
    // Of several the one that lasts longest speaks.
    let own: Vec<Option<&Waiver>> = findings
        .iter()
        .map(|finding| {
            let covering = waivers.iter().filter(|waiver| waiver.covers(finding.borrow()));
            covering.max_by_key(|waiver| waiver.expires)
        })
        .collect();
    let borrowed: Vec<&Finding> = findings.iter().map(Borrow::borrow).collect();
    let fuller = fuller_facts(&borrowed);
    let holds = |waiver: &&Waiver| waiver.expires >= as_at;
    for (number, finding) in findings.into_iter().enumerate() {
        let direct = own.get(number).copied().flatten();
        // A rule that is set aside as a whole says nothing of the fact itself.
        let of_fact = |number: &usize| own.get(*number).copied().flatten().filter(|w| !w.whole);
        let of_fact = || fuller.get(number).into_iter().flatten().filter_map(of_fact).find(holds);
        if let Some(waiver) = direct.filter(holds).or_else(of_fact) {
            sorted.waived.push((finding, waiver.clone()));
            continue;
        }
        if let Some(waiver) = direct {
            has_run_out(&finding, waiver);
        }
        sorted.standing.push(finding);
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
    fn whoever_answers_for_a_fact_answers_for_it_under_each_rule() {
        let register = testing::register(
            "1 | Buildings | The boiler fails | AB | 4x4 3x4 2x4
            - Mend the boiler | AB | Nov-17 | R
            - Buy a spare | AB | Nov-17 | R
            2 | Buildings | The roof leaks | AB | 4x4 3x4 2x4
            - Mend the roof | AB | Sept 2017 then ongoing | G",
        );
        let rules = ["ACT-04", "ACT-23", "ACT-06"];
        let found = check(&Subject::new(&register, AS_AT), &Settings::default().only(&rules));
        let names = |all: &[Finding]| -> Vec<(&str, Option<usize>)> {
            all.iter().map(|finding| (finding.rule, finding.action)).collect()
        };
        let red = Waiver { rule: "ACT-23".to_owned(), ..waiver("Mend the boiler", AS_AT) };
        let waived = apply(found.clone(), std::slice::from_ref(&red), AS_AT);
        assert_eq!(
            names(&waived.standing),
            [("ACT-04", Some(2)), ("ACT-23", Some(2)), ("ACT-06", Some(1))]
        );
        assert_eq!(waived.waived.len(), 2);
        // To answer that it is late says nothing of why it is red.
        let late = waiver("Mend the boiler", AS_AT);
        let waived = apply(found.clone(), &[late], AS_AT);
        assert_eq!(waived.waived.len(), 1);
        // A rule that is not used here leaves what others say.
        let whole = Waiver { whole: true, risk: None, action: None, ..red };
        assert_eq!(apply(found, &[whole], AS_AT).waived.len(), 2);
    }

    #[test]
    fn a_waiver_of_something_else_does_nothing() {
        let mut other = waiver("Mend the boiler", AS_AT);
        other.action = None;
        assert_eq!(apply(overdue(), &[other], AS_AT).standing.len(), 2);
    }
}
