//! A risk's actions in one line: a small bar by status, and the counts in the body's own words.

use bellwether_domain::ActionStatus;
use maud::{Markup, html};

use crate::view::ActionSummary;

/// The colour of a status: class of a drawn part and of a pill.
pub fn tone(status: Option<ActionStatus>) -> &'static str {
    match status {
        Some(ActionStatus::Red | ActionStatus::Overdue) => "red",
        Some(ActionStatus::Amber | ActionStatus::InProgress) => "amber",
        Some(ActionStatus::Green) => "green",
        Some(ActionStatus::Blue | ActionStatus::Complete) => "blue",
        Some(ActionStatus::NotStarted | ActionStatus::OnHold | ActionStatus::Cancelled) | None => {
            "grey"
        }
    }
}

/// What a status's letter means, for those who do not see its colour.
pub fn status_words(text: &str, status: Option<ActionStatus>) -> String {
    match status {
        Some(status) if text.chars().count() <= 2 => status.name().replace('-', " "),
        None if text.is_empty() => "no status".to_owned(),
        _ => text.to_owned(),
    }
}

/// One status as a pill: the body's word, and what it was read as where that says more.
pub fn pill(text: &str, status: Option<ActionStatus>) -> Markup {
    html! {
        span class={ "pill pill-" (tone(status)) } {
            @if text.is_empty() { "no status" } @else if text.chars().count() <= 2 && status.is_some() {
                (crate::words::sentence(&status_words(text, status)))
            } @else { (text) }
        }
    }
}

/// The bar and its words.
pub fn segments(actions: &ActionSummary) -> Markup {
    if actions.total == 0 {
        return html! { span .muted.small { "No actions" } };
    }
    let mut at = 0.0;
    let total = actions.total as f64;
    let parts: Vec<(f64, f64, &'static str)> = actions
        .by_status
        .iter()
        .map(|(_, status, n)| {
            let part = (at, *n as f64 / total * 100.0, tone(*status));
            at += part.1;
            part
        })
        .collect();
    html! {
        div .segments {
            b { (actions.total) span .unseen { " " (if actions.total == 1 { "action: " } else { "actions: " }) } }
            svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true" {
                @for (x, width, tone) in parts {
                    rect class={ "s-" (tone) } x=(format!("{x:.2}")) y="0" width=(format!("{width:.2}")) height="10" {}
                }
            }
        }
        span .under {
            @for (i, (text, status, n)) in actions.by_status.iter().enumerate() {
                @if i > 0 { ", " }
                span .nowrap { (n) " " (status_words(text, *status)) }
            }
        }
    }
}
