//! Target dates: what is next, what is late, and our reading beside the register's own words.

use maud::{Markup, html};

use crate::{
    view::{ActionSummary, DueGroup, DueView},
    words::{count, short_day},
};

/// What is next and what is late among a risk's actions.
pub fn summary(actions: &ActionSummary) -> Markup {
    html! {
        div .due {
            @if let Some(next) = actions.next { span .due-date { (short_day(next)) } " " }
            @if actions.overdue > 0 { span .late { (actions.overdue) " overdue" } }
            @else if actions.next.is_none() {
                span .muted {
                    @if actions.total == 0 { "–" }
                    @else if actions.passed > 0 { (count(actions.passed, "date")) " passed" }
                    @else if actions.undated > 0 { "No date" }
                    @else if actions.continuous == actions.total { "Continuous" }
                    @else { "None ahead" }
                }
            }
        }
    }
}

/// One target date: our reading, then the words of the register.
pub fn reading(due: &DueView) -> Markup {
    html! {
        div .due {
            span class=(tone(due)) { (due.words) }
            @if matches!(due.group, DueGroup::Overdue | DueGroup::Passed | DueGroup::Soon | DueGroup::Later) {
                (distance(due))
            }
            @if !due.text.is_empty() { span .under { "“" (due.text) "”" } }
        }
    }
}

/// Our reading alone, for a field that shows the register's own words already.
pub fn words(due: &DueView) -> Markup {
    html! {
        span class=(tone(due)) { (due.words) }
        (distance(due))
    }
}

/// How far off it is, behind what was said of it.
fn distance(due: &DueView) -> Markup {
    html! {
        @if let Some(distance) = due.distance() { " " span .muted.nowrap { "(" (distance) ")" } }
    }
}

fn tone(due: &DueView) -> &'static str {
    match due.group {
        DueGroup::Overdue => "late",
        DueGroup::Soon => "soon",
        _ => "",
    }
}
