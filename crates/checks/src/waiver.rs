//! A finding that somebody has answered for, until a day.

use bellwether_domain::Date;
use serde::{Deserialize, Serialize};

use crate::{Finding, words::folded};

/// Why a finding may stand, who says so, and until when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Waiver {
    /// The rule's id ("ACT-04").
    pub rule: String,
    /// The risk, as findings name it; `None` for a finding on the whole register.
    pub risk: Option<String>,
    /// The action by its wording, which outlives its number; `None` for a finding on the risk.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub action: Option<String>,
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
        self.rule.eq_ignore_ascii_case(finding.rule)
            && self.risk == finding.risk
            && self.action.as_deref().map(folded) == finding.action_key
    }
}

/// Findings sorted by whether somebody has answered for them.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct Waived {
    /// Those that stand.
    pub standing: Vec<Finding>,
    /// Those set aside, each with its waiver.
    pub waived: Vec<(Finding, Waiver)>,
    /// Waivers that have run out while what they cover still stands.
    pub expired: Vec<Waiver>,
}

/// Sets findings aside by the waivers in force on a day (the last day included).
pub fn apply(findings: Vec<Finding>, waivers: &[Waiver], as_at: Date) -> Waived {
    let mut sorted = Waived::default();
    for finding in findings {
        let mut covering = waivers.iter().filter(|waiver| waiver.covers(&finding)).peekable();
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
