//! How a risk got where it is: its score at each issue, and what each version changed.

use bellwether_app::read::{self, RiskHistory};
use bellwether_domain::Date;
use bellwether_figures::{
    Band,
    course::{Course, Size, Step, alone},
};
use bellwether_history::Standing;
use maud::{Markup, PreEscaped, html};

use crate::{
    component::change,
    view::Issue,
    words::{count, day},
};

/// The score that speaks of now, over time, up to a day; nothing where it begins on that day.
pub(super) fn trend(issue: &Issue<'_>, reference: &str, of: &RiskHistory, until: Date) -> Markup {
    let now = issue.now();
    let scheme = issue.bands.scheme();
    let mut steps: Vec<Step> = vec![];
    for step in &of.steps {
        let version = &step.version;
        let live = Some(&version.risk).filter(|_| version.standing == Standing::Live);
        let assessment = live.and_then(|risk| risk.assessments.get(now));
        let score = assessment.and_then(|a| a.scored(scheme)).map(|scored| scored.value);
        // Of two of one day the later is in force.
        steps.pop_if(|last| last.from == version.effective);
        if steps.last().is_none_or(|last| last.score != score) {
            steps.push(Step { from: version.effective, score });
        }
    }
    let begins = steps.first().map(|step| step.from);
    let is_scored = steps.iter().any(|step| step.score.is_some());
    if !is_scored || begins.is_none_or(|begins| begins >= until) {
        return html! {};
    }
    let course = Course { name: reference.to_owned(), steps, until };
    let drawn = alone(&course, scheme, |score| Band::of_score(scheme?, score), Size::PAGE);
    html! {
        section .panel {
            div .panel-head { h2 { (issue.score_label(now)) " over time" } }
            div .panel-body {
                    div .drawing role="img" aria-label=(drawn.alternative) { (PreEscaped(&drawn.svg)) }
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

fn step(issue: &Issue<'_>, step: &read::Step) -> Markup {
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
