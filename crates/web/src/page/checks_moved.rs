//! How the counts of the checks moved between two dates or seals, rule by rule.

use std::cmp::Ordering;

use bellwether_app::check::{Moved, Point, RuleMoved, SealName, When};
use bellwether_checks::{Severity, rule};
use maud::{Markup, html};

use super::layout::stays;
use crate::{
    component::{
        between::{Between, end},
        finding,
    },
    view::Frame,
    words::{count, sentence, short_day, thousands},
};

/// The panel: what is compared, the counts by severity, and those rules that moved.
pub fn moved(
    frame: &Frame,
    moved: Option<&Moved>,
    between: &Between,
    seals: &[SealName],
) -> Markup {
    html! {
        details .panel.counts-moved #moved open[between.is_chosen()] {
            summary .chevron {
                h2 { "How the counts moved" }
                @if let Some(moved) = moved { span .muted.small { (in_short(moved)) } }
            }
            div .panel-body {
                (form(frame, moved, between, seals))
                @match moved {
                    Some(moved) => (table(frame, moved)),
                    None => p .muted { "There is no earlier issue to compare with." },
                }
            }
        }
    }
}

/// "112 on 12 Sep 2025, 98 on 12 Dec 2025".
fn in_short(moved: &Moved) -> String {
    let (from, to) = (&moved.from, &moved.to);
    let (before, after) = (thousands(from.counts.all()), thousands(to.counts.all()));
    format!("{before} on {}, {after} on {}", short_day(from.as_at), short_day(to.as_at))
}

fn shown(chosen: Option<When>, point: Option<&Point>) -> Option<When> {
    chosen.or_else(|| point.map(|point| When::Date(point.as_at)))
}

fn form(frame: &Frame, moved: Option<&Moved>, between: &Between, seals: &[SealName]) -> Markup {
    html! {
        form .between method="get" action="/checks#moved" aria-label="Compare two dates or seals" {
            (stays(frame))
            (end(frame, "from", "From", shown(between.from, moved.map(|moved| &moved.from)), seals))
            (end(frame, "to", "To", shown(between.to, moved.map(|moved| &moved.to)), seals))
            button type="submit" { "Compare" }
        }
    }
}

fn table(frame: &Frame, moved: &Moved) -> Markup {
    let same = moved.rules.iter().filter(|rule| rule.before == rule.after).count();
    html! {
        div .sheet.sheet-in.moved-table {
            table .cards role="table" aria-label="Counts then and now" {
                thead role="rowgroup" { tr role="row" {
                    th role="columnheader" scope="col" { "Rule" }
                    th role="columnheader" scope="col" .col-number { (heading(&moved.from)) }
                    th role="columnheader" scope="col" .col-number { (heading(&moved.to)) }
                    th role="columnheader" scope="col" .col-number { "Moved" }
                } }
                tbody role="rowgroup" {
                    @for severity in Severity::ALL {
                        tr .sum role="row" {
                            th .wide role="rowheader" scope="row" { (sentence(&severity.to_string())) }
                            (numbers(moved, moved.from.counts.get(severity), moved.to.counts.get(severity)))
                        }
                    }
                }
                tbody role="rowgroup" {
                    @for rule in moved.rules.iter().filter(|rule| rule.before != rule.after) { (row(frame, moved, rule)) }
                }
            }
        }
        @if same > 0 {
            details .moved-same {
                summary .chevron { (sentence(&count(same, "rule"))) " found as many on both" }
                div .sheet.sheet-in.moved-table { table .cards role="table" aria-label="Rules that did not move" {
                    thead role="rowgroup" { tr role="row" {
                        th role="columnheader" scope="col" { "Rule" }
                        th role="columnheader" scope="col" .col-number { (heading(&moved.from)) }
                        th role="columnheader" scope="col" .col-number { (heading(&moved.to)) }
                        th role="columnheader" scope="col" .col-number { "Moved" }
                    } }
                    tbody role="rowgroup" { @for rule in moved.rules.iter().filter(|rule| rule.before == rule.after) { (row(frame, moved, rule)) } }
                } }
            }
        }
    }
}

fn heading(point: &Point) -> String {
    match &point.seal {
        Some(seal) => format!("{} ({})", seal.name, short_day(point.as_at)),
        None => short_day(point.as_at),
    }
}

fn row(frame: &Frame, moved: &Moved, counts: &RuleMoved) -> Markup {
    let about = rule(counts.rule);
    html! {
        tr role="row" {
            td .wide role="cell" {
                a .plain href=(frame.link("/checks", &[("rule", counts.rule.to_owned())])) { (about.map_or(counts.rule, |rule| rule.title)) }
                " " span .rule-link { (counts.rule) } " "
                @if let Some(about) = about { (finding::severity(about.severity)) }
            }
            (numbers(moved, counts.before, counts.after))
        }
    }
}

fn numbers(moved: &Moved, before: usize, after: usize) -> Markup {
    let (words, class) = match after.cmp(&before) {
        Ordering::Greater => (format!("{} more", thousands(after - before)), "moved moved-up"),
        Ordering::Less => (format!("{} fewer", thousands(before - after)), "moved moved-down"),
        Ordering::Equal => ("the same".to_owned(), "moved"),
    };
    html! {
        td .col-number role="cell" data-label=(short_day(moved.from.as_at)) { (thousands(before)) }
        td .col-number role="cell" data-label=(short_day(moved.to.as_at)) { (thousands(after)) }
        td .col-number role="cell" data-label="Moved" { span class=(class) { (words) } }
    }
}
