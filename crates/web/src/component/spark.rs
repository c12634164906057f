//! The history of a score as a small line: a step at each issue.

use bellwether_domain::{Date, Number};
use maud::{Markup, html};

use crate::words::{day, short_day};

const WIDTH: f64 = 340.0;
const HEIGHT: f64 = 96.0;
const LEFT: f64 = 12.0;
const RIGHT: f64 = 28.0;
const TOP: f64 = 16.0;
const BOTTOM: f64 = 22.0;

/// A score at each issue, on a scale from nothing to the highest there can be.
pub fn spark(name: &str, points: &[(Date, Option<Number>)], highest: Option<Number>) -> Markup {
    let scored: Vec<(usize, Date, f64)> = points
        .iter()
        .enumerate()
        .filter_map(|(i, (date, score))| Some((i, *date, score.as_ref()?.get())))
        .collect();
    let top = highest.map_or(0.0, Number::get).max(scored.iter().map(|s| s.2).fold(1.0, f64::max));
    let x = |i: usize| match points.len() {
        0 | 1 => WIDTH / 2.0,
        n => LEFT + (WIDTH - LEFT - RIGHT) * i as f64 / (n - 1) as f64,
    };
    let y = |score: f64| TOP + (HEIGHT - TOP - BOTTOM) * (1.0 - score / top);
    let line = scored
        .iter()
        .map(|(i, _, score)| format!("{:.1},{:.1}", x(*i), y(*score)))
        .collect::<Vec<_>>()
        .join(" ");
    let base = HEIGHT - BOTTOM;
    let area = match (scored.first(), scored.last()) {
        (Some(first), Some(last)) => {
            format!("{:.1},{base:.1} {line} {:.1},{base:.1}", x(first.0), x(last.0))
        }
        _ => String::new(),
    };
    let words = scored
        .iter()
        .map(|(_, date, score)| format!("{} on {}", trim(*score), day(*date)))
        .collect::<Vec<_>>();
    let last = scored.last().map(|s| s.0);
    html! {
        svg .spark viewBox={ "0 0 " (WIDTH) " " (HEIGHT) } role="img" aria-label={ (name) ": " (crate::words::list(&words)) } {
            line x1=(LEFT) y1=(base) x2=(WIDTH - RIGHT) y2=(base) {}
            @if scored.len() > 1 {
                polygon .spark-area points=(area) {}
                polyline points=(line) {}
            }
            @for (i, _, score) in &scored {
                circle .spark-last[Some(*i) == last] cx=(f(x(*i))) cy=(f(y(*score))) r="3.5" {}
                text .spark-value x=(f(x(*i))) y=(f(y(*score) - 8.0)) text-anchor="middle" { (trim(*score)) }
            }
            @for (at, anchor) in [(0, "start"), (points.len().saturating_sub(1), "end")] {
                @if let Some((date, _)) = points.get(at) {
                    @if at > 0 || anchor == "start" {
                        text x=(f(if anchor == "start" { LEFT } else { WIDTH })) y=(f(HEIGHT - 5.0)) text-anchor=(anchor) { (short_day(*date)) }
                    }
                }
            }
        }
    }
}

fn f(value: f64) -> String {
    format!("{value:.1}")
}

fn trim(score: f64) -> String {
    Number::new(score).map(|n| n.to_string()).unwrap_or_default()
}
