//! What a check found: the point, the register's own words, and what to do.

use bellwether_checks::{Finding, Severity};
use maud::{Markup, html};

fn tone(severity: Severity) -> &'static str {
    match severity {
        Severity::High => "red",
        Severity::Medium => "amber",
        Severity::Low => "blue",
        Severity::Info => "grey",
    }
}

/// A severity as a pill, in words.
pub fn severity(severity: Severity) -> Markup {
    html! { span class={ "pill pill-" (tone(severity)) } title=(severity.meaning()) { (crate::words::sentence(&severity.to_string())) } }
}

/// Findings as a list; `beside` is the words that stand on the page already and need no quoting.
pub fn list(findings: &[&Finding], beside: &[&str]) -> Markup {
    html! {
        ul .findings {
            @for finding in findings {
                li {
                    (severity(finding.severity))
                    div {
                        p {
                            (finding.message)
                            @if !finding.evidence.is_empty() && !beside.contains(&finding.evidence.as_str()) {
                                " " span .evidence { "“" (finding.evidence) "”" }
                            }
                        }
                        p .muted { (finding.help) " " a .rule-link href={ "/checks?rule=" (finding.rule) } { (finding.rule) } }
                    }
                }
            }
        }
    }
}

/// Findings folded under what they speak of.
pub fn folded(findings: &[&Finding], beside: &[&str]) -> Markup {
    html! {
        @if !findings.is_empty() {
            details .asks {
                summary .chevron {
                    @for found in Severity::ALL {
                        @let number = findings.iter().filter(|finding| finding.severity == found).count();
                        @if number > 0 { span class={ "pill pill-" (tone(found)) } { (number) " " (found.to_string()) } " " }
                    }
                }
                (list(findings, beside))
            }
        }
    }
}
