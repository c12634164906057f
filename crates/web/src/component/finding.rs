//! What a check found: the point, the register's own words, and what to do.

use bellwether_checks::{Finding, Severity};
use maud::{Markup, html};

/// A severity as a pill, in words.
pub fn severity(severity: Severity) -> Markup {
    let tone = match severity {
        Severity::High => "red",
        Severity::Medium => "amber",
        Severity::Low => "blue",
        Severity::Info => "grey",
    };
    html! { span class={ "pill pill-" (tone) } title=(severity.meaning()) { (crate::words::sentence(&severity.to_string())) } }
}

/// Findings as a list, each with where it stands.
pub fn list(findings: &[&Finding]) -> Markup {
    html! {
        @for finding in findings {
            div .finding {
                h3 {
                    (severity(finding.severity))
                    a .plain href={ "/checks?rule=" (finding.rule) } { (finding.rule) }
                    @if let Some(action) = finding.action { span .muted { "action " (action) } }
                }
                (words(finding))
            }
        }
    }
}

/// The words of a finding.
pub fn words(finding: &Finding) -> Markup {
    html! {
        p { (finding.message) }
        @if !finding.evidence.is_empty() { p .quote { (finding.evidence) } }
        p .help { (finding.help) }
    }
}
