//! Findings as SARIF 2.1.0, which code-review tools and editors show beside the file
//! (OASIS, *Static Analysis Results Interchange Format*, 2020).

use bellwether_domain::{Date, Source};
use serde_json::{Value, json};

use super::json::groups_of;
use crate::{Finding, Group, RULES, Rule, Severity, Waiver, docs};

/// Prints findings as a SARIF log, and what was set aside as results that are suppressed; `file` is the
/// address of the register that was judged.
pub fn sarif(
    findings: &[Finding],
    groups: &[Group],
    waived: &[(Finding, Waiver)],
    as_at: Date,
    file: Option<&str>,
) -> String {
    let all = || findings.iter().chain(waived.iter().map(|(finding, _)| finding));
    let found = |rule: &&Rule| all().any(|finding| finding.rule == rule.id);
    let rules: Vec<&Rule> = RULES.iter().copied().filter(found).collect();
    let of = groups_of(findings.len(), groups).into_iter().map(|place| groups.get(place));
    let standing = findings.iter().zip(of);
    let standing = standing.map(|(finding, group)| result(finding, group, &rules, file));
    let suppressed = waived.iter().map(|(finding, waiver)| {
        let mut result = result(finding, None, &rules, file);
        result["suppressions"] = json!([suppression(waiver)]);
        result
    });
    let results: Vec<Value> = standing.chain(suppressed).collect();
    let log = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {
                "name": "Bellwether",
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "informationUri": env!("CARGO_PKG_REPOSITORY"),
                "rules": rules.iter().map(|rule| descriptor(rule)).collect::<Vec<_>>(),
            }},
            "properties": {"asAt": as_at.to_string()},
            "results": results,
        }],
    });
    let mut text = serde_json::to_string_pretty(&log).unwrap_or_default();
    text.push('\n');
    text
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::High => "error",
        Severity::Medium => "warning",
        Severity::Low | Severity::Info => "note",
    }
}

fn descriptor(rule: &Rule) -> Value {
    json!({
        "id": rule.id,
        "name": rule.name,
        "shortDescription": {"text": rule.title},
        "help": {"text": rule.help, "markdown": docs::page(rule)},
        "defaultConfiguration": {"level": level(rule.severity)},
    })
}

fn result(finding: &Finding, group: Option<&Group>, rules: &[&Rule], file: Option<&str>) -> Value {
    let index = rules.iter().position(|rule| rule.id == finding.rule);
    let mut message = finding.message.to_string();
    if !finding.evidence.is_empty() {
        message = format!("{message} “{}”", finding.evidence);
    }
    json!({
        "ruleId": finding.rule,
        "ruleIndex": index,
        "level": level(finding.severity),
        "message": {"text": format!("{message} {}", finding.help)},
        "locations": [location(finding, file)],
        "properties": {
            "severity": finding.severity,
            "confidence": finding.confidence,
            "risk": finding.risk,
            "action": finding.action,
            "group": group.map(|group| group.message.as_str()),
        },
    })
}

/// Somebody outside the document answers for it.
fn suppression(waiver: &Waiver) -> Value {
    let Waiver { reason, by, expires, .. } = waiver;
    json!({
        "kind": "external",
        "status": "accepted",
        "justification": reason,
        "properties": {"by": by, "until": expires.to_string()},
    })
}

fn location(finding: &Finding, file: Option<&str>) -> Value {
    let mut location = json!({
        "logicalLocations": [{"fullyQualifiedName": finding.place()}],
    });
    let row = finding.source.as_ref().and_then(|source: &Source| source.row);
    if let Some(file) = file {
        let mut physical = json!({"artifactLocation": {"uri": file}});
        if let Some(row) = row {
            physical["region"] = json!({"startLine": row});
        }
        location["physicalLocation"] = physical;
    }
    location
}
