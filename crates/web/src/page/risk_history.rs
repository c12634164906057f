//! How a risk got where it is: its score at each issue, and what each version changed.

use bellwether_app::read::{RiskHistory, Step};
use bellwether_domain::{Date, Number};
use maud::{Markup, html};

use crate::{
    component::{change, spark},
    view::Issue,
    words::{count, day},
};

/// The score that speaks of now, over time.
pub(super) fn trend(issue: &Issue<'_>, of: &RiskHistory) -> Markup {
    let now = issue.now();
    let points: Vec<(Date, Option<Number>)> = of
        .at_issues
        .iter()
        .map(|(date, version)| {
            let assessment = version.as_ref().and_then(|v| v.risk.assessments.get(now).cloned());
            (*date, assessment.and_then(|a| a.score_value()))
        })
        .collect();
    html! {
        @if points.iter().filter(|(_, score)| score.is_some()).count() > 1 {
            section .panel {
                div .panel-head { h2 { (issue.score_label(now)) " over time" } }
                div .panel-body { (spark::spark(&issue.score_label(now), &points, issue.bands.highest())) }
            }
        }
    }
}

/// Its versions, newest first.
pub(super) fn history(issue: &Issue<'_>, of: &RiskHistory) -> Markup {
    html! {
        section .panel #history {
            div .panel-head { h2 { "History" } p { (count(of.steps.len(), "version")) ", newest first" } }
            ol .timeline {
                @for step in of.steps.iter().rev() { (self::step(issue, step)) }
            }
            p .panel-body.small { a href="/erase" { "Erase what must not be kept…" } }
        }
    }
}

fn step(issue: &Issue<'_>, step: &Step) -> Markup {
    html! {
        li {
            h3 {
                (day(step.version.effective))
                small {
                    @if step.opened && step.changes.is_empty() { "Came on to the register" }
                    @else if step.opened { "Back on the register" }
                    @else if step.closed { "Taken off the register" }
                    @else { (count(step.changes.len(), "change")) }
                    @if let Some(entry) = &step.entry { ", recorded by " (entry.actor) @if !entry.reason.is_empty() { " – " (entry.reason) } }
                }
            }
            @if !step.changes.is_empty() { (change::list(issue, &step.changes)) }
        }
    }
}
