//! What every page stands in: masthead, navigation, the date shown, and the foot.

use bellwether_domain::Date;
use jiff::{Timestamp, tz::TimeZone};
use maud::{DOCTYPE, Markup, html};

use crate::{
    assets::ENTRY,
    view::{Frame, Page},
    words::{day, short_day},
};

/// A whole page.
pub fn layout(frame: &Frame, title: &str, content: &Markup) -> Markup {
    let owner = frame.organisation.as_deref().unwrap_or("Bellwether");
    html! {
        (DOCTYPE)
        html lang="en-GB" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (title) " – " (owner) }
                link rel="stylesheet" href=(ENTRY.style);
                link rel="icon" href="/favicon.svg" type="image/svg+xml";
                script type="module" src=(ENTRY.script) {}
            }
            body {
                a .skip href="#main" { "Skip to the content" }
                (masthead(frame))
                (banner(frame))
                main #main .wrap tabindex="-1" { (content) }
                (foot(frame))
                (keys())
            }
        }
    }
}

fn masthead(frame: &Frame) -> Markup {
    html! {
        header .masthead {
            div .masthead-row.wrap {
                a .brand href=(frame.link("/", &[])) {
                    (bell())
                    span .brand-name {
                        (frame.organisation.as_deref().unwrap_or("Bellwether"))
                        @if let Some(title) = frame.short_title() { span .brand-title { (title) } }
                    }
                }
                (as_at(frame))
            }
            nav .tabs.wrap aria-label="Pages" {
                @for page in Page::ALL {
                    a href=(frame.link(page.path(), &[])) aria-current=[(frame.page == Some(page)).then_some("page")] {
                        (page.title())
                    }
                }
            }
        }
    }
}

/// The mark: a bell, drawn in one line.
pub fn bell() -> Markup {
    bell_at("currentColor")
}

/// The mark in a colour.
pub(crate) fn bell_at(colour: &str) -> Markup {
    html! {
        svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" aria-hidden="true" fill="none" stroke=(colour) stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round" {
            path d="M12 3.2c-3.4 0-5.7 2.6-5.9 6.1-.2 3.7-.8 5.6-2.3 7.4h16.4c-1.5-1.8-2.1-3.7-2.3-7.4-.2-3.5-2.5-6.1-5.9-6.1Z" {}
            path d="M12 1.6v1.6M9.6 19.8a2.5 2.5 0 0 0 4.8 0" {}
        }
    }
}

/// The date shown, with the issues and any other date to choose from.
fn as_at(frame: &Frame) -> Markup {
    let Some(date) = frame.as_at else { return html! {} };
    let (before, after) = frame.around();
    let is_ahead = |issue: &Date| frame.today.is_some_and(|today| *issue > today);
    let latest = frame.issues.iter().rfind(|issue| !is_ahead(issue));
    html! {
        div .dates {
        @if let Some(before) = before {
            a .date-step rel="prev" href=(frame.at(before)) title={ "The issue before: " (day(before)) } {
                span aria-hidden="true" { "←" } span .unseen { "The issue before, " (day(before)) }
            }
        }
        details .asat {
            summary { span .asat-word { "As at" } b { (day(date)) } }
            div .popover {
                (now(frame, date))
                @if !frame.issues.is_empty() {
                    h2 { "Issues of the register" }
                    ul .issues {
                        @for issue in frame.issues.iter().rev() {
                            li { a href=(frame.at(*issue)) aria-current=[(*issue == date).then_some("date")] {
                                (day(*issue))
                                @if is_ahead(issue) { span .muted { "yet to come" } }
                                @else if Some(issue) == latest { span .muted { "latest issue" } }
                            } }
                        }
                    }
                }
                form method="get" action=(frame.path) {
                    @for (name, value) in &frame.pairs { input type="hidden" name=(name) value=(value); }
                    (rows(frame))
                    (known_at(frame))
                    div {
                        label for="as-at" { "Any other date" }
                        input #as-at type="date" name="as-at" value=(date) required;
                    }
                    button type="submit" { "Show" }
                }
            }
        }
        @if let Some(after) = after {
            a .date-step rel="next" href=(frame.at(after)) title={ "The issue after: " (day(after)) } {
                span aria-hidden="true" { "→" } span .unseen { "The issue after, " (day(after)) }
            }
        }
        }
    }
}

/// Today, and the last change where that was no issue.
fn now(frame: &Frame, shown: Date) -> Markup {
    let changed = frame.latest.filter(|latest| !frame.issues.contains(latest));
    let days = frame.today.map(|day| (day, "today")).into_iter();
    let days =
        days.chain(changed.filter(|day| Some(*day) != frame.today).map(|d| (d, "last change")));
    html! {
        ul .issues {
            @for (date, what) in days {
                li { a href=(frame.at(date)) aria-current=[(date == shown).then_some("date")] {
                    (day(date)) span .muted { (what) }
                } }
            }
        }
    }
}

/// The moment shown, for a form that asks for dates.
pub(super) fn known_at(frame: &Frame) -> Markup {
    html! { @if let Some(known) = frame.known { input type="hidden" name="known-at" value=(known); } }
}

/// The date and the moment shown, for a form that stays with them.
pub(super) fn moment(frame: &Frame) -> Markup {
    html! { @for (name, value) in frame.moment() { input type="hidden" name=(name) value=(value); } }
}

/// How many rows stand on a page, for the form of a list.
pub(super) fn rows(frame: &Frame) -> Markup {
    html! { @if let Some((name, value)) = frame.rows_pair() { input type="hidden" name=(name) value=(value); } }
}

/// The date, the moment and how many rows stand on a page, for the form of a list that stays with
/// them.
pub(super) fn stays(frame: &Frame) -> Markup {
    html! { (moment(frame)) (rows(frame)) }
}

/// Says that an older state is shown, and leads to the issues around it.
fn banner(frame: &Frame) -> Markup {
    if let Some(known) = frame.known {
        return as_known(frame, known);
    }
    let Some(date) = frame.as_at.filter(|_| !frame.is_latest) else { return html! {} };
    let (before, after) = frame.around();
    html! {
        aside .banner aria-label="Date shown" {
            div .wrap {
                p { "You are looking at the register as it stood on " strong { (day(date)) } ". It is not the latest." }
                @if let Some(before) = before { a href=(frame.at(before)) { "← " (short_day(before)) } }
                @if let Some(after) = after { a href=(frame.at(after)) { (short_day(after)) " →" } }
                @if let Some(latest) = frame.latest { a href=(frame.at(latest)) { "Show the latest" } }
            }
        }
    }
}

/// Says that what was recorded later is left out.
fn as_known(frame: &Frame, known: Timestamp) -> Markup {
    html! {
        aside .banner aria-label="Date shown" {
            div .wrap {
                p {
                    "You are looking at the register "
                    @if let Some(date) = frame.as_at { "as at " strong { (day(date)) } ", " }
                    "as it was known on " strong { (moment_of(known)) } ". What was recorded later is left out."
                }
                a href=(frame.as_known_now()) { "As it is known now" }
            }
        }
    }
}

/// A moment in words, to the minute.
fn moment_of(moment: Timestamp) -> String {
    let utc = moment.to_zoned(TimeZone::UTC);
    format!("{} at {} UTC", day(utc.date()), utc.strftime("%H:%M"))
}

/// Whether there is the same page as JSON: not of what is brought in, erased or published.
fn has_json(frame: &Frame) -> bool {
    let path = frame.path.as_str();
    frame.page != Some(Page::Import) && path != "/erase" && !path.ends_with("/publish")
}

fn foot(frame: &Frame) -> Markup {
    html! {
        footer .colophon {
            div .wrap {
                p {
                    @if let Some(date) = frame.as_at { "As at " (day(date)) @if let Some(known) = frame.known { ", as known on " (moment_of(known)) } ". " }
                    "Kept with Bellwether."
                }
                p .keys {
                    @if frame.as_at.is_some() && has_json(frame) {
                        a href=(frame.json()) { "This page as JSON" }
                        @if let Some(csv) = frame.csv() { " " a href=(csv) download { "As CSV" } }
                    }
                    " " button .linkish type="button" data-keys hidden { "Keyboard shortcuts" }
                }
            }
        }
    }
}

fn keys() -> Markup {
    html! {
        dialog #keys aria-labelledby="keys-title" {
            h2 #keys-title { "Keyboard shortcuts" }
            dl {
                dt { kbd { "j" } " " kbd { "k" } } dd { "Next and previous risk or action" }
                dt { kbd { "Enter" } } dd { "Open it" }
                dt { kbd { "/" } } dd { "Search" }
                dt { kbd { "[" } " " kbd { "]" } } dd { "Issue before and after" }
                dt { kbd { "?" } } dd { "This list" }
            }
            label .check { input type="checkbox"; "Use single-key shortcuts" }
            form method="dialog" { button type="submit" { "Close" } }
        }
    }
}
