//! Findings that somebody answers for: the form that sets one aside, and those set aside.

use std::sync::Arc;

use bellwether_app::settings::waivers::Kept;
use bellwether_checks::{Finding, Waiver, rule};
use bellwether_history::Entry;
use maud::{Markup, html};

use super::{layout::layout, suggested};
use crate::{
    component::finding::{self, pairs, place_link},
    form::Byline,
    view::{Frame, Issue},
    words::{count, day},
};

/// The form as typed so far.
#[derive(Debug, Clone, Default)]
pub struct Form {
    /// In whose name, and why.
    pub by: Byline,
    /// Until when.
    pub expires: String,
    /// Whether for everything that the rule finds.
    pub whole: bool,
}

/// What a finding speaks of by ids: another, where its number is another thing's since.
pub fn seen(finding: &Finding) -> String {
    let Finding { risk_id, action_id, other_risk_id, .. } = finding;
    let ids = [risk_id.map(|id| id.to_string()), action_id.map(|id| id.to_string())];
    let ids = ids.into_iter().chain([other_risk_id.map(|id| id.to_string())]);
    ids.map(|id| id.unwrap_or_else(|| "-".to_owned())).collect::<Vec<_>>().join(" ")
}

/// The page with the form.
pub fn waive(
    frame: &Frame,
    issue: &Issue<'_>,
    finding: &Finding,
    form: &Form,
    problem: Option<&str>,
) -> Markup {
    let title = rule(finding.rule).map_or(finding.name, |rule| rule.title);
    let content = html! {
        header .page-head {
            div {
                p .eyebrow { (finding.rule) " · " (title) }
                h1 { "Set a finding aside" }
                p .lede { "It stays on record, under a name and until a day. Then it stands again by itself." }
            }
            nav .pager aria-label="Back" { a .button href=(frame.link("/checks", &frame.pairs)) { "Leave it standing" } }
        }
        @if let Some(problem) = problem {
            section .notice.notice-error role="alert" { h2 { "Nothing was saved" } p { (problem) } }
        }
        form .panel.waive method="post" action="/checks/waive" {
            @for (name, value) in pairs(finding) { input type="hidden" name=(name) value=(value); }
            input type="hidden" name="seen" value=(seen(finding));
            (date(frame))
            div .waive-what {
                p { (finding::severity(finding.severity)) " " strong { (place_link(frame, issue, finding)) } }
                p { (finding.message) }
                (finding::quote(frame, issue, finding))
                p .muted { (finding.help) }
            }
            div .waive-fields {
                div .waive-why {
                    label for="reason" { "Why it may stand" }
                    textarea #reason name="reason" rows="3" required { (form.by.reason) }
                }
                div {
                    label for="who" { "Who answers for it" }
                    input #who name="who" value=(form.by.who) required autocomplete="name";
                }
                div {
                    label for="expires" { "The last day it may stand" }
                    input #expires type="date" name="expires" value=(form.expires) required;
                }
                div {
                    label .check {
                        input type="checkbox" name="whole" value="yes" checked[form.whole];
                        span { "Everything that “" (title) "” finds, not this alone" }
                    }
                }
                div .waive-do { button .button-primary type="submit" { "Set it aside" } }
            }
        }
    };
    layout(frame, "Set a finding aside", &content)
}

/// The date of the page, where it is not the newest, for a form that comes back to it.
fn date(frame: &Frame) -> Markup {
    html! { @if let Some(date) = frame.asked() { input type="hidden" name="as-at" value=(date); } }
}

/// What may be done about a finding beside putting it right: set it aside.
pub fn answer(frame: &Frame, finding: &Finding) -> Markup {
    html! {
        div .found-do {
            a href=(frame.link("/checks/waive", &pairs(finding))) rel="nofollow" { "Set aside" span .unseen { ": " (finding.rule) ", " (finding.place()) } }
        }
    }
}

/// Says what an entry that was just made did.
pub fn done_notice(frame: &Frame, done: Option<&Entry>) -> Markup {
    done_last(frame, done, 1)
}

/// The same for the last of several suggestions that were just accepted.
pub fn done_last(frame: &Frame, done: Option<&Entry>, accepted: usize) -> Markup {
    html! {
        @if let Some(entry) = done {
            p .notice.notice-done role="status" {
                strong { "Kept." } " " (suggested::many(accepted)) (entry.reason.trim_end_matches('.')) ". "
                a href=(frame.link(&format!("/history#entry-{}", entry.seq), &[])) { "Journal entry " (entry.seq) }
            }
        }
    }
}

/// The findings set aside, apart from those that stand, and the waivers that have run out.
pub fn set_aside(
    frame: &Frame,
    issue: &Issue<'_>,
    waived: &[&(Arc<Finding>, Waiver)],
    expired: &[&Waiver],
    kept: &[Kept],
) -> Markup {
    // A rule that is set aside as a whole is said once.
    let first = |(number, (_, waiver)): &(usize, &&(Arc<Finding>, Waiver))| {
        let before = waived.get(..*number).unwrap_or_default();
        !waiver.whole || before.iter().all(|(_, other)| other != waiver)
    };
    html! {
        @if !expired.is_empty() {
            section .panel #expired {
                div .panel-head { h2 { "Run out" } p { "The finding stands again: answer it, or set it aside anew." } }
                div .panel-body { ul .found {
                    @for waiver in expired {
                        li {
                            div .found-where {
                                @if waiver.whole { "The whole rule" }
                                @else { (waiver.risk.as_deref().map_or("The register".to_owned(), |risk| format!("Risk {risk}"))) }
                            }
                            div {
                                p { (rule(&waiver.rule).map_or(waiver.rule.as_str(), |rule| rule.title)) ": set aside until " strong .late { (day(waiver.expires)) } " in the name of " (waiver.by) "." }
                                p .quote { (waiver.reason) }
                            }
                        }
                    }
                } }
            }
        }
        @if !waived.is_empty() {
            section .panel #waived {
                div .panel-head { h2 { "Set aside" } p { (count(waived.len(), "finding")) " not counted above" } }
                div .panel-body { ul .found {
                    @for (number, (finding, waiver)) in waived.iter().enumerate().filter(first) {
                        @let key = kept.iter().find(|kept| kept.waiver == *waiver).map(|kept| kept.key.as_str());
                        li { (one(frame, issue, finding, waiver, number, key)) }
                    }
                } }
            }
        }
    }
}

fn one(
    frame: &Frame,
    issue: &Issue<'_>,
    finding: &Finding,
    waiver: &Waiver,
    number: usize,
    key: Option<&str>,
) -> Markup {
    // A fact that two rules tell is answered for once, and withdrawn there.
    let with_another = !waiver.whole && !waiver.rule.eq_ignore_ascii_case(finding.rule);
    html! {
        div .found-where { @if waiver.whole { "The whole rule" } @else { (place_link(frame, issue, finding)) } }
        div {
            p {
                (finding::severity(finding.severity)) " "
                @if waiver.whole { "All that “" (rule(finding.rule).map_or(finding.name, |rule| rule.title)) "” finds" }
                @else { (finding.message) }
                " " span .rule-link { (finding.rule) }
            }
            @if with_another {
                p .muted { "The same fact as " (waiver.rule) ", set aside with it." }
            } @else {
                p .quote { (waiver.reason) }
                p .muted { "In the name of " strong { (waiver.by) } ", until " strong { (day(waiver.expires)) } "." }
            }
            @if let Some(key) = key.filter(|_| !with_another) {
                details .withdraw {
                    summary .chevron { "Withdraw" span .unseen { ": " (finding.rule) ", " (finding.place()) } }
                    form method="post" action="/checks/withdraw" {
                        input type="hidden" name="key" value=(key);
                        (date(frame))
                        div { label for={ "why-" (number) } { "Why it stands again" } input id={ "why-" (number) } name="reason" required; }
                        div { label for={ "who-" (number) } { "Your name" } input id={ "who-" (number) } name="who" required autocomplete="name"; }
                        button type="submit" { "Withdraw" }
                    }
                }
            }
        }
    }
}
