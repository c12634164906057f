//! What a body says of itself: the form, and each time it was said.

use bellwether_app::settings::body::{BodySaid, BodySet, Zone};
use maud::{Markup, html};

use crate::{
    form::body::BodyTyped,
    view::Frame,
    words::{day, short_day},
};

/// The form.
pub fn form(frame: &Frame, said: &BodySaid, typed: &BodyTyped) -> Markup {
    html! {
        form .panel.waive #body method="post" action="/settings/body" {
            @if let Some(seq) = said.seq { input type="hidden" name="began" value=(seq); }
            @if let Some(date) = frame.asked() { input type="hidden" name="as-at" value=(date); }
            div .panel-head { h2 { "About this body" } }
            div .waive-fields {
                div .waive-why {
                    label for="zone" { "Time zone" }
                    p #about-zone .hint {
                        "It decides which day is today, for everybody who uses this register"
                        @if let Some(today) = frame.today { ": it is " (day(today)) " now" }
                        "."
                    }
                    input #zone name="zone" value=(typed.zone) list="zones" required autocomplete="off" spellcheck="false" aria-describedby="about-zone";
                    datalist #zones { @for name in Zone::names() { option value=(name) {} } }
                }
                (steps("likelihood", "Steps of likelihood", &typed.likelihood))
                (steps("impact", "Steps of impact", &typed.impact))
                div {
                    label for="body-who" { "Your name, for the journal" }
                    input #body-who name="who" value=(typed.by.who) required autocomplete="name";
                }
                div {
                    label for="body-reason" { "Why" }
                    input #body-reason name="reason" value=(typed.by.reason) required;
                }
                div .waive-do { button .button-primary type="submit" { "Save" } }
            }
        }
    }
}

fn steps(name: &str, title: &str, value: &str) -> Markup {
    html! {
        div {
            label for=(name) { (title) }
            p #{ "about-" (name) } .hint { "Only where the register prints no matrix. Empty: as the figures in use say." }
            input id=(name) name=(name) value=(value) inputmode="numeric" autocomplete="off" aria-describedby={ "about-" (name) };
        }
    }
}

/// When it was said, the latest first.
pub fn history(frame: &Frame, past: &[BodySet], zone: &Zone) -> Markup {
    html! {
        @if !past.is_empty() {
            section .panel.below #body-history {
                div .panel-head { h2 { "What this body said of itself" } }
                ol .timeline {
                    @for set in past {
                        li {
                            h3 { (short_day(zone.day(set.entry.recorded))) small { "by " (set.entry.actor) ", " a href=(frame.link(&format!("/history#entry-{}", set.entry.seq), &[])) { "entry " (set.entry.seq) } } }
                            p { (set.entry.reason) }
                            p .muted.small {
                                "Time zone " (set.body.zone.name()) "."
                                @if let Some(steps) = set.body.steps.likelihood { " Likelihood from 1 to " (steps) "." }
                                @if let Some(steps) = set.body.steps.impact { " Impact from 1 to " (steps) "." }
                            }
                        }
                    }
                }
            }
        }
    }
}
