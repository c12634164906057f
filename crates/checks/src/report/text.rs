//! Findings as a person reads them: by severity, then by rule, in plain words.

use std::fmt::Write as _;

use bellwether_domain::{Date, calendar::long_date};

use crate::{Counts, Finding, Severity, words::plural};

/// Longer evidence is cut here, between words.
const MOST_EVIDENCE: usize = 100;

/// Prints findings, as [`crate::check`] sorted them.
pub fn text(findings: &[Finding], as_at: Date) -> String {
    let mut text = format!("As at {}: {}\n", long_date(as_at), summary(findings));
    for severity in Severity::ALL {
        let of_severity: Vec<&Finding> =
            findings.iter().filter(|f| f.severity == severity).collect();
        if of_severity.is_empty() {
            continue;
        }
        let title = severity.to_string().to_uppercase();
        let _ = write!(text, "\n{title} ({})\n", severity.meaning());
        for group in of_severity.chunk_by(|a, b| a.rule == b.rule) {
            write_group(&mut text, group);
        }
    }
    text
}

/// "12 findings: 3 high, 5 medium, 4 low"; "nothing found".
fn summary(findings: &[Finding]) -> String {
    if findings.is_empty() {
        return "nothing found.".to_owned();
    }
    let counts = Counts::of(findings);
    let counts: Vec<String> = Severity::ALL
        .into_iter()
        .filter(|&severity| counts.get(severity) > 0)
        .map(|severity| format!("{} {severity}", counts.get(severity)))
        .collect();
    format!("{}: {}.", plural(findings.len(), "finding"), counts.join(", "))
}

/// What all findings of a group share is said once.
fn write_group(text: &mut String, group: &[&Finding]) {
    let Some(first) = group.first() else { return };
    let title = crate::rule(first.rule).map_or(first.name, |rule| rule.title);
    let _ = write!(text, "\n{}  {title} ({})\n", first.rule, group.len());
    let same_message = group.len() > 1 && group.iter().all(|f| f.message == first.message);
    let same_help = group.iter().all(|finding| finding.help == first.help);
    if same_message {
        let _ = writeln!(text, "  {}", first.message);
    }
    for finding in group {
        let mut place = finding.place();
        let source = finding.source.as_ref().map(ToString::to_string).unwrap_or_default();
        if !source.is_empty() {
            let _ = write!(place, " ({source})");
        }
        let evidence = match finding.evidence.as_str() {
            "" => String::new(),
            evidence => format!(" “{}”", cut(evidence)),
        };
        let _ = match (same_message, evidence.is_empty()) {
            (true, true) => writeln!(text, "  • {place}"),
            (true, false) => writeln!(text, "  • {place}:{evidence}"),
            (false, true) => writeln!(text, "  • {place}: {}", finding.message),
            (false, false) => writeln!(text, "  • {place}: {}\n     {evidence}", finding.message),
        };
        if !same_help {
            let _ = writeln!(text, "      → {}", finding.help);
        }
    }
    if same_help {
        let _ = writeln!(text, "  → {}", first.help);
    }
}

fn cut(evidence: &str) -> String {
    if evidence.chars().count() <= MOST_EVIDENCE {
        return evidence.to_owned();
    }
    let mut short = String::new();
    for word in evidence.split(' ') {
        if short.chars().count() + word.chars().count() >= MOST_EVIDENCE {
            break;
        }
        short.push_str(word);
        short.push(' ');
    }
    format!("{}…", short.trim_end())
}
