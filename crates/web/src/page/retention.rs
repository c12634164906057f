//! How long what need not be kept for ever is kept: the form, and what is past its time.

use bellwether_app::{
    past_retention::{PastRetention, PastRisk},
    settings::retention::{RetentionKept, RetentionKind},
};
use bellwether_history::Words;
use maud::{Markup, html};

use crate::{
    action::erase::MOST_WORDS,
    component::change::entry_link,
    form::retention::RetentionTyped,
    view::Frame,
    words::{count, day, short_day},
};

/// The form.
pub fn form(frame: &Frame, kept: &RetentionKept, typed: &RetentionTyped) -> Markup {
    html! {
        form .panel.waive.below #retention method="post" action="/settings/retention" {
            @if let Some(seq) = kept.seq { input type="hidden" name="began" value=(seq); }
            @if let Some(date) = frame.asked() { input type="hidden" name="as-at" value=(date); }
            div .panel-head {
                h2 { "How long things are kept" }
                p { "The register and its history are kept for good, but for what is named here. Nothing goes by itself: what is past its time is named, and " a .plain href="/erase" { "erased when you say so" } "." }
            }
            div .waive-fields {
                @for kind in RetentionKind::ALL { (years(kind, typed)) }
                div {
                    label for="retention-who" { "Your name, for the journal" }
                    input #retention-who name="who" value=(typed.by.who) required autocomplete="name";
                }
                div {
                    label for="retention-reason" { "Why" }
                    input #retention-reason name="reason" value=(typed.by.reason) required;
                }
                div .waive-do { button .button-primary type="submit" { "Save" } }
            }
        }
    }
}

fn years(kind: RetentionKind, typed: &RetentionTyped) -> Markup {
    let value = typed.years.get(&kind).map(String::as_str).unwrap_or_default();
    let name = kind.name();
    html! {
        div {
            label for={ "retention-" (name) } { (kind.title()) }
            p #{ "about-retention-" (name) } .hint { "Years " (kind.runs_from()) ". Empty: always." }
            input id={ "retention-" (name) } name=(name) value=(value) inputmode="numeric" autocomplete="off" aria-describedby={ "about-retention-" (name) };
        }
    }
}

/// The texts of a risk, a line each: they are found over line breaks.
fn lines(risk: &PastRisk) -> String {
    let line = |words: &Words| words.to_string().split_whitespace().collect::<Vec<_>>().join(" ");
    risk.words.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// What is past its time, with the button that shows what would go.
pub fn past(frame: &Frame, past: &PastRetention) -> Markup {
    let numbers: Vec<String> = past.files.keys().map(ToString::to_string).collect();
    html! {
        @if !past.is_empty() {
            section .panel.below #past aria-labelledby="past-title" {
                div .panel-head {
                    h2 #past-title { "Past the time that it is kept" }
                    p { "By " a .plain href=(frame.link("/settings#retention", &[])) { "the rules of this body" } "." }
                }
                div .panel-body {
                    ul {
                        @for (seq, file) in &past.files {
                            li {
                                bdi { (file.name) } " of " a .plain href=(entry_link(frame, *seq)) { "entry " (seq) }
                                (if file.kind == RetentionKind::Documents { ", replaced on " } else { ", withdrawn on " })
                                (short_day(file.since))
                            }
                        }
                        @for (name, since) in &past.names {
                            li { "The name " bdi { (name) } ", whose last change was on " (day(*since)) }
                        }
                        @for risk in past.risks.values() {
                            li {
                                "What was told of risk " bdi { (risk.name) } ", closed on " (short_day(risk.since))
                                @if risk.words.len() > MOST_WORDS {
                                    ": more than can be shown here; " code { "bellwether erase --past-retention" } " takes it out."
                                } @else { form method="post" action="/erase/plan" {
                                    input type="hidden" name="words" value=(lines(risk));
                                    button .button type="submit" { "Show what would go of risk " (risk.name) }
                                } }
                            }
                        }
                    }
                    @if !past.names.is_empty() {
                        p .muted.small { "Whoever looks after the program takes the names out with " code { "bellwether erase --past-retention" } "." }
                    }
                    @if !past.files.is_empty() {
                        form method="post" action="/erase/plan" {
                            input type="hidden" name="entry" value=(numbers.join(", "));
                            button .button type="submit" { "Show what would go of " (count(past.files.len(), "file")) }
                        }
                    }
                }
            }
        }
    }
}
