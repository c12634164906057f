//! Findings as JSON: `{"as_at": "…", "findings": […], "groups": […], "waived": […], "expired": […]}`,
//! the form that other programs take.

use std::borrow::Borrow;

use bellwether_domain::Date;
use schemars::JsonSchema;
use serde::Serialize;

use crate::{Finding, Group, Waiver};

/// What the checks found in a register.
#[derive(Serialize, JsonSchema)]
#[schemars(title = "Findings")]
struct Document<'a> {
    /// The date that the register was judged at.
    as_at: Date,
    /// What was found: the gravest first, then in the order of the rules and of the register.
    findings: Vec<Listed<'a>>,
    /// The same gathered by what is to be done: those that matter most first.
    groups: &'a [Group],
    /// What somebody has answered for; it is none of the findings above.
    waived: Vec<SetAside<'a>>,
    /// Answers that have run out while what they speak of still stands.
    expired: &'a [Waiver],
}

/// A finding that somebody has answered for.
#[derive(Debug, Serialize, JsonSchema)]
struct SetAside<'a> {
    finding: &'a Finding,
    /// Why it may stand, who says so, and until when.
    waiver: &'a Waiver,
}

/// A finding and the group it went into.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Listed<'a> {
    #[serde(flatten)]
    finding: &'a Finding,
    /// The place of its group in `groups`, from nought.
    group: usize,
}

/// For each finding the group it went into.
pub(super) fn groups_of(findings: usize, groups: &[Group]) -> Vec<usize> {
    let mut of = vec![0; findings];
    for (place, group) in groups.iter().enumerate() {
        for number in &group.findings {
            if let Some(of) = of.get_mut(*number) {
                *of = place;
            }
        }
    }
    of
}

/// Findings, each with its group.
pub fn listed<'f, F: Borrow<Finding>>(findings: &'f [F], groups: &[Group]) -> Vec<Listed<'f>> {
    let of = groups_of(findings.len(), groups);
    let findings = findings.iter().map(Borrow::borrow);
    findings.zip(of).map(|(finding, group)| Listed { finding, group }).collect()
}

/// Prints findings and what was set aside as JSON, indented, with one final newline.
pub fn json(
    findings: &[Finding],
    groups: &[Group],
    set_aside: (&[(Finding, Waiver)], &[Waiver]),
    as_at: Date,
) -> String {
    let (waived, expired) = set_aside;
    let waived = waived.iter().map(|(finding, waiver)| SetAside { finding, waiver }).collect();
    let document = Document { as_at, findings: listed(findings, groups), groups, waived, expired };
    // Strings, numbers and dates only: nothing here can fail to serialise.
    let mut text = serde_json::to_string_pretty(&document).unwrap_or_default();
    text.push('\n');
    text
}

/// The JSON Schema (draft 2020-12) of what [`json`] prints.
pub fn json_schema() -> String {
    let schema = schemars::schema_for!(Document<'static>);
    let mut text = serde_json::to_string_pretty(&schema).unwrap_or_default();
    text.push('\n');
    text
}
