//! What the checks find: by rule, owner and severity.

use std::cmp::Ordering;

use bellwether_app::{
    check::{Judged, Moved, SealName},
    settings::waivers::Kept,
};
use bellwether_checks::{Finding, Severity, Waiver, rule};
use bellwether_history::Entry;
use maud::{Markup, html};

use super::{
    checks_moved, filters,
    layout::{layout, moment},
    waive,
};
use crate::{
    component::{finding, pages},
    view::{Asked, Frame, Issue, Paging, Row},
    words::{count, day, sentence, short_day, thousands},
};

/// Beyond so many findings on the page each rule shows its first few.
const MANY: usize = 1_500;

/// How many a rule shows of many.
const FEW: usize = 20;

/// How many places are named of a rule that would block sign-off.
const PLACES: usize = 12;

/// Which findings to show.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Choice {
    /// By number ("ACT-04").
    pub rule: Option<String>,
    /// An owner of the risk.
    pub owner: Option<String>,
    /// A severity.
    pub severity: Option<Severity>,
}

impl Choice {
    /// As pairs of an address.
    pub fn pairs(&self) -> Vec<(&'static str, String)> {
        [
            ("rule", self.rule.clone()),
            ("owner", self.owner.clone()),
            ("severity", self.severity.map(|severity| severity.letter().to_string())),
        ]
        .into_iter()
        .filter_map(|(name, value)| Some((name, value?)))
        .collect()
    }

    /// Whether it shows a finding.
    pub fn shows(&self, issue: &Issue<'_>, finding: &Finding) -> bool {
        self.rule.as_ref().is_none_or(|rule| rule.eq_ignore_ascii_case(finding.rule))
            && self.severity.is_none_or(|severity| finding.severity == severity)
            && self.owner.as_ref().is_none_or(|owner| {
                row(issue, finding).is_some_and(|row| row.risk.owners.contains(owner))
            })
    }
}

/// The row of the risk that a finding speaks of.
fn row<'r, 'a>(issue: &'r Issue<'a>, finding: &Finding) -> Option<&'r Row<'a>> {
    finding.risk.as_ref()?;
    issue.rows.get(finding.positions().next()?)
}

/// What the page shows.
pub struct Checked<'a> {
    /// What was found, and what of it somebody has answered for.
    pub judged: &'a Judged,
    /// How the counts moved, where there is something to compare with.
    pub moved: Option<Moved>,
    /// The two ends of the comparison that the reader chose, as the address has them.
    pub between: checks_moved::Between,
    /// The seals there are to compare with.
    pub seals: &'a [SealName],
    /// The waivers in force, with their keys.
    pub kept: &'a [Kept],
    /// What was just done.
    pub done: Option<&'a Entry>,
}

/// The page of findings.
pub fn checks(
    frame: &Frame,
    issue: &Issue<'_>,
    checked: &Checked<'_>,
    choice: &Choice,
    asked: Option<Asked>,
) -> Markup {
    let findings = &checked.judged.findings;
    let blocking: Vec<&Finding> = checked.judged.blocking().collect();
    let waived: Vec<&(Finding, Waiver)> =
        checked.judged.waived.iter().filter(|(f, _)| choice.shows(issue, f)).collect();
    let expired: Vec<&Waiver> = checked.judged.expired.iter().collect();
    let shown: Vec<&Finding> = findings.iter().filter(|f| choice.shows(issue, f)).collect();
    let content = html! {
        header .page-head {
            div {
                h1 { "Checks" }
                p .lede { "What an auditor would say of this register, before the auditor does. Judged as at " (day(issue.as_at)) "; each finding quotes its evidence. " strong { (finding::blocking(blocking.len(), "#blocking")) } }
            }
            nav .pager aria-label="Settings" { a .button href=(frame.link("/settings", &[])) { "Settings" } }
        }
        (waive::done_notice(frame, checked.done))
        (strip(frame, findings, checked.moved.as_ref(), choice))
        @if *choice == Choice::default() { (would_block(frame, issue, &blocking)) }
        (checks_moved::moved(frame, checked.moved.as_ref(), &checked.between, checked.seals))
        (form(frame, issue, findings, choice))
        div data-swap {
            p .counted role="status" {
                span { strong { (count(shown.len(), "finding")) } @if *choice != Choice::default() { " of " (thousands(findings.len())) } }
                @if *choice != Choice::default() { a href=(frame.link("/checks", &[])) { "Clear all" } }
            }
            @if shown.is_empty() {
                div .panel.nothing { p { "Nothing found." } p { "No check has anything to say " @if *choice != Choice::default() { "of this choice" } @else { "of this register" } "." } }
            }
            (groups(frame, issue, choice, &shown, asked))
            div .stack.below { (waive::set_aside(frame, issue, &waived, &expired, checked.kept)) }
        }
    };
    layout(frame, "Checks", &content)
}

/// What would block sign-off, by rule: how often, where, and what to do about it.
fn would_block(frame: &Frame, issue: &Issue<'_>, blocking: &[&Finding]) -> Markup {
    html! {
        @if !blocking.is_empty() {
            section .panel.blocking #blocking {
                div .panel-head { h2 { "What would block sign-off" } p { (count(blocking.len(), "finding")) ", each to be put right or set aside under a name" } }
                ol .blocks {
                    @for (id, findings) in by_rule(blocking) {
                        @let about = rule(id);
                        li {
                            h3 { a .plain href=(frame.link("/checks", &[("rule", id.to_owned())])) data-stop { (about.map_or(id, |rule| rule.title)) } " " span .tally { (findings.len()) } }
                            p {
                                @for (number, finding) in findings.iter().take(PLACES).enumerate() { @if number > 0 { ", " } (place_link(frame, issue, finding)) }
                                @if findings.len() > PLACES { " and " (thousands(findings.len() - PLACES)) " more" } "."
                            }
                            @if let Some(about) = about { p .muted { (about.help) } }
                        }
                    }
                }
            }
        }
    }
}

/// The findings rule by rule: all of them where they fit on a page; of many rules the first few
/// of each, of one rule in pages.
fn groups(
    frame: &Frame,
    issue: &Issue<'_>,
    choice: &Choice,
    shown: &[&Finding],
    asked: Option<Asked>,
) -> Markup {
    let rules = by_rule(shown);
    if let [(rule, findings)] = rules.as_slice() {
        let paging = Paging::of(findings.len(), asked);
        let part = paging.within(0, findings);
        return html! {
            div .stack {
                (group(frame, issue, choice, rule, part, findings.len()))
                (pages::pages(frame, &paging, "finding", &choice.pairs()))
            }
        };
    }
    let few = if shown.len() > MANY && asked != Some(Asked::All) { FEW } else { usize::MAX };
    html! {
        div .stack {
            @for (rule, findings) in &rules {
                (group(frame, issue, choice, rule, findings.get(..few).unwrap_or(findings), findings.len()))
            }
        }
    }
}

fn strip(frame: &Frame, findings: &[Finding], moved: Option<&Moved>, choice: &Choice) -> Markup {
    // Movement is said beside the counts of this page, so only up to its own date.
    let moved =
        moved.filter(|moved| moved.to.seal.is_none() && Some(moved.to.as_at) == frame.as_at);

    html! {
        nav .strip aria-label="By severity" {
            @for severity in Severity::ALL {
                @let number = findings.iter().filter(|f| f.severity == severity).count();
                @let to = Choice { severity: (choice.severity != Some(severity)).then_some(severity), ..choice.clone() };
                a .late[severity == Severity::High && number > 0] href=(frame.link("/checks", &to.pairs())) aria-current=[(choice.severity == Some(severity)).then_some("true")] {
                    span .term { (sentence(&severity.to_string())) ": " (severity.meaning()) } " "
                    span .figure { (thousands(number)) @if let Some(moved) = moved { (movement(moved, severity)) } }
                }
            }
        }
    }
}

/// How many more or fewer than at the earlier point.
fn movement(moved: &Moved, severity: Severity) -> Markup {
    let (before, after) = (moved.from.counts.get(severity), moved.to.counts.get(severity));
    let by = match after.cmp(&before) {
        Ordering::Greater => format!("{} more", thousands(after - before)),
        Ordering::Less => format!("{} fewer", thousands(before - after)),
        Ordering::Equal => "the same".to_owned(),
    };
    html! { " " small .moved-by { (by) " than " (short_day(moved.from.as_at)) } }
}

fn form(frame: &Frame, issue: &Issue<'_>, findings: &[Finding], choice: &Choice) -> Markup {
    let mut rules: Vec<(String, String)> = vec![];
    for finding in findings {
        if !rules.iter().any(|(id, _)| id == finding.rule) {
            let title = rule(finding.rule).map_or(finding.name, |rule| rule.title);
            rules.push((finding.rule.to_owned(), format!("{} – {title}", finding.rule)));
        }
    }
    rules.sort();
    let severities: Vec<(String, String)> = Severity::ALL
        .into_iter()
        .map(|s| (s.letter().to_string(), sentence(&s.to_string())))
        .collect();
    let severity = choice.severity.map(|s| s.letter().to_string());
    html! {
        details .filters open[*choice != Choice::default()] {
            summary .chevron { "Filter" }
            form method="get" action="/checks" role="search" aria-label="Filter the findings" {
                (moment(frame))
                (filters::choice("rule", "Rule", &rules, choice.rule.as_deref()))
                (filters::choice("owner", "Owner of the risk", &filters::owners(issue), choice.owner.as_deref()))
                (filters::choice("severity", "Severity", &severities, severity.as_deref()))
                div .field-do { button type="submit" data-needless { "Apply" } }
            }
        }
    }
}

/// Findings gathered by rule, in the order they come (the gravest first).
fn by_rule<'f>(findings: &[&'f Finding]) -> Vec<(&'static str, Vec<&'f Finding>)> {
    let mut groups: Vec<(&'static str, Vec<&Finding>)> = vec![];
    for finding in findings {
        match groups.iter_mut().find(|(rule, _)| *rule == finding.rule) {
            Some((_, all)) => all.push(finding),
            None => groups.push((finding.rule, vec![finding])),
        }
    }
    groups
}

/// The findings of one rule, folded away unless they should block sign-off or were asked for.
fn group(
    frame: &Frame,
    issue: &Issue<'_>,
    choice: &Choice,
    id: &'static str,
    findings: &[&Finding],
    all: usize,
) -> Markup {
    let about = rule(id);
    let grave = findings.iter().any(|finding| finding.severity == Severity::High);
    let help = about.map(|rule| rule.help).unwrap_or_default();
    html! {
        details .panel.rule id=(id) open[grave || *choice != Choice::default()] {
            summary .chevron {
                @if let Some(first) = findings.first() { (finding::severity(first.severity)) }
                h2 { (about.map_or(id, |rule| rule.title)) }
                span .tally { (thousands(all)) }
                span .rule-id { (id) }
            }
            div .panel-body {
                p .muted.small { (help) }
                ul .found {
                    @for finding in findings { li { (one(frame, issue, finding, help)) } }
                }
                @if choice.rule.is_none() && findings.len() < all {
                    p .small { a href=(frame.link("/checks", &[("rule", id.to_owned())])) { "All " (thousands(all)) " findings of this rule" } }
                }
            }
        }
    }
}

/// One finding; what to do is said only where it differs from the rule's own advice.
fn one(frame: &Frame, issue: &Issue<'_>, finding: &Finding, help: &str) -> Markup {
    html! {
        div .found-where { (place_link(frame, issue, finding)) }
        div {
            p { (finding.message) }
            @if !finding.evidence.is_empty() { p .quote { (finding.evidence) } }
            @if finding.help != help { p .muted { (finding.help) } }
            (waive::answer(frame, finding))
        }
    }
}

/// Where a finding stands, linked to its risk.
pub(super) fn place_link(frame: &Frame, issue: &Issue<'_>, finding: &Finding) -> Markup {
    html! {
        @match row(issue, finding) {
            Some(row) => {
                @let anchor = finding.action.map(|n| format!("#action-{n}")).unwrap_or_default();
                a href={ (frame.risk(&row.key)) (anchor) } data-stop title=(row.risk.wording()) {
                    "Risk " (row.reference()) @if let Some(n) = finding.action { ", action " (n) }
                }
            },
            None => { (finding.risk.as_deref().map_or("The register".to_owned(), |risk| format!("Risk {risk}"))) }
        }
    }
}
