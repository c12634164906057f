//! What a check found: the point, the register's own words, and what to do.

use std::borrow::Cow;

use bellwether_checks::{Counts, Finding, Severity};
use maud::{Markup, html};

use crate::{
    view::{Frame, Issue, Row},
    words::{count, sentence, thousands},
};

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
    html! { span class={ "pill pill-" (tone(severity)) } title=(severity.meaning()) { (sentence(&severity.to_string())) } }
}

/// What is found of one thing in a few words, leading to it: "2 high of 9". A mark of its own
/// shape stands beside the gravest.
pub fn tally<'f>(findings: impl Iterator<Item = &'f Finding>, link: &str, of: &str) -> Markup {
    let counts = Counts::of(findings);
    let all = counts.all();
    let Some(gravest) = Severity::ALL.into_iter().find(|severity| counts.get(*severity) > 0) else {
        return html! { span .muted { "–" span .unseen { " nothing found" } } };
    };
    let number = counts.get(gravest);
    html! {
        a .tally-found href=(link) {
            span { (mark(gravest)) " " (thousands(number)) " " (short(gravest)) }
            @if all > number { small { "of " (thousands(all)) } }
            span .unseen { ": findings of the checks on " (of) }
        }
    }
}

/// Says that the checks are still being made, and leads to the page as it is when they are.
pub fn not_yet(frame: &Frame) -> Markup {
    html! {
        p .muted role="status" {
            "The checks of this register are still being made. "
            a href=(frame.link(&frame.path, &frame.pairs)) { "Show this page again" } " to see what they find."
        }
    }
}

/// A severity's mark: each its own shape, so that it needs no colour.
fn mark(severity: Severity) -> Markup {
    let shape = match severity {
        Severity::High => html! { path d="M5 .6 9.7 9.2H.3z" {} },
        Severity::Medium => html! { path d="M5 .4 9.6 5 5 9.6.4 5z" {} },
        Severity::Low => html! { rect x="1" y="1" width="8" height="8" rx="1.5" {} },
        Severity::Info => html! { circle cx="5" cy="5" r="3.6" {} },
    };
    html! { svg class={ "mark mark-" (tone(severity)) } viewBox="0 0 10 10" aria-hidden="true" { (shape) } }
}

fn short(severity: Severity) -> &'static str {
    match severity {
        Severity::High => "high",
        Severity::Medium => "medium",
        Severity::Low => "low",
        Severity::Info => "to note",
    }
}

/// How many would block sign-off, in words that lead to them.
pub fn blocking(number: usize, link: &str) -> Markup {
    html! {
        @if number == 0 { "Nothing would block sign-off." }
        @else { a .late href=(link) { (count(number, "finding")) " would block sign-off" } "." }
    }
}

/// Findings as a list; `beside` is the words that stand on the page already and need no quoting.
pub fn list(frame: &Frame, findings: &[&Finding], beside: &[&str]) -> Markup {
    html! {
        ul .findings {
            @for finding in findings {
                li {
                    (severity(finding.severity))
                    div {
                        p {
                            @if finding.other_risk.is_some() { (sentence(&finding.place())) ": " }
                            (finding.message)
                            @if !finding.evidence.is_empty() && !beside.contains(&finding.evidence.as_str()) {
                                " " span .evidence { "“" (quoted(&finding.evidence)) "”" }
                            }
                        }
                        p .muted { (finding.help) " " a .rule-link href=(frame.link("/checks", &[("rule", finding.rule.to_owned())])) { (finding.rule) } }
                    }
                }
            }
        }
    }
}

/// As many letters of the register's own words as a finding quotes: several may be found of one long
/// text, and the page shall not hold it for each.
const MOST_QUOTED: usize = 600;

/// The register's own words, the beginning of them where they are many.
pub fn quoted(evidence: &str) -> Cow<'_, str> {
    match evidence.char_indices().nth(MOST_QUOTED) {
        None => evidence.into(),
        Some((end, _)) => format!("{}…", evidence.get(..end).unwrap_or_default()).into(),
    }
}

/// What a finding quotes, as a block; the whole of a long text stands with its risk.
pub fn quote(frame: &Frame, issue: &Issue<'_>, finding: &Finding) -> Markup {
    let quoted = quoted(&finding.evidence);
    let is_cut = matches!(quoted, Cow::Owned(_));
    html! {
        @if !finding.evidence.is_empty() {
            p .quote {
                (quoted)
                @if let Some(row) = row(issue, finding).filter(|_| is_cut) { " " a href=(frame.risk(&row.key)) { "Show all" } }
            }
        }
    }
}

/// Findings folded under what they speak of.
pub fn folded(frame: &Frame, findings: &[&Finding], beside: &[&str]) -> Markup {
    html! {
        @if !findings.is_empty() {
            details .asks {
                summary .chevron {
                    @for found in Severity::ALL {
                        @let number = findings.iter().filter(|finding| finding.severity == found).count();
                        @if number > 0 { span class={ "pill pill-" (tone(found)) } { (number) " " (found.to_string()) } " " }
                    }
                }
                (list(frame, findings, beside))
            }
        }
    }
}

/// Where a finding stands, linked to its risk.
pub fn place_link(frame: &Frame, issue: &Issue<'_>, finding: &Finding) -> Markup {
    html! {
        @match row(issue, finding) {
            Some(row) => {
                @let anchor = finding.action.map(|n| format!("#action-{n}")).unwrap_or_default();
                a href={ (frame.risk(&row.key)) (anchor) } data-stop title=(quoted(row.risk.wording())) {
                    "Risk " (row.reference()) @if let Some(n) = finding.action { ", action " (n) }
                }
            },
            None => { (finding.risk.as_deref().map_or("The register".to_owned(), |risk| format!("Risk {risk}"))) }
        }
    }
}

/// The row of the risk that a finding speaks of.
pub fn row<'r, 'a>(issue: &'r Issue<'a>, finding: &Finding) -> Option<&'r Row<'a>> {
    finding.risk.as_ref()?;
    issue.rows.get(finding.positions().next()?)
}

/// A finding's place as pairs of an address.
pub fn pairs(finding: &Finding) -> Vec<(&'static str, String)> {
    [
        ("rule", Some(finding.rule.to_owned())),
        ("risk", finding.risk.clone()),
        ("action", finding.action.map(|number| number.to_string())),
        ("other", finding.other_risk.clone()),
    ]
    .into_iter()
    .filter_map(|(name, value)| Some((name, value?)))
    .collect()
}
