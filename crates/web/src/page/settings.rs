//! How this body's register is judged: thresholds, rules on or off, and when they were set.

use bellwether_app::settings::checks::{Checks, ChecksSet};
use bellwether_checks::{Preset, RULES, Rule, Settings};
use bellwether_history::Entry;
use maud::{Markup, html};

use super::{layout::layout, waive::done_notice};
use crate::{
    component::{finding, saving},
    form::settings::{THRESHOLDS, Threshold, Typed, differences, fields},
    view::Frame,
    words::{count, day, sentence, short_day},
};

/// The page.
pub fn settings(
    frame: &Frame,
    checks: &Checks,
    typed: &Typed,
    problems: &[String],
    done: Option<&Entry>,
    past: &[ChecksSet],
    about: &Markup,
) -> Markup {
    let content = html! {
        header .page-head {
            div {
                h1 { "Settings" }
                p .lede {
                    "What this body wants its register held to, and where it is. "
                    @match checks.since {
                        Some(since) => { "Set since " (day(since)) "." },
                        None => "Nothing is set yet: the catalogue’s own values hold.",
                    }
                }
            }
            nav .pager aria-label="Back" { a .button href=(frame.link("/checks", &[])) { "Back to the findings" } }
        }
        (done_notice(frame, done))
        (wrong(problems))
        (presets(frame))
        form .stack.settings method="post" action="/settings" {
            @if let Some(seq) = checks.seq { input type="hidden" name="began" value=(seq); }
            @if let Some(date) = frame.asked() { input type="hidden" name="as-at" value=(date); }
            div .set-columns { @for (title, thresholds) in THRESHOLDS { (group(title, thresholds, typed)) } }
            (rules(typed))
            (bodies(typed))
            (keep(frame, typed))
        }
        (history(frame, past))
        div .below { (about) }
    };
    layout(frame, "Settings", &content)
}

/// Settings to begin from, for a kind of body.
fn presets(frame: &Frame) -> Markup {
    html! {
        details .panel.rule {
            summary .chevron { h2 { "Begin from what suits a body like yours" } }
            div .panel-body {
                p .hint { "Fills in the form below; nothing is kept until you save it." }
                ul .plain-list {
                    @for preset in Preset::ALL {
                        li { a href=(frame.link("/settings", &[("preset", preset.name().to_owned())])) rel="nofollow" { (preset.title()) } ": " (preset.meaning()) "." }
                    }
                }
            }
        }
    }
}

fn wrong(problems: &[String]) -> Markup {
    html! {
        (saving::unsaved(problems))
    }
}

fn group(title: &str, thresholds: &[Threshold], typed: &Typed) -> Markup {
    let defaults = fields(&Settings::default());
    html! {
        section .panel {
            div .panel-head { h2 { (title) } }
            ul .set-list {
                @for t in thresholds {
                    @let value = typed.numbers.get(t.key).map(String::as_str).unwrap_or_default();
                    @let default = defaults.get(t.key).map(|value| t.unit.write(value)).unwrap_or_default();
                    li {
                        div {
                            label for={ "set-" (t.key) } { (t.title) }
                            p #{ "about-" (t.key) } .hint { (t.meaning) }
                        }
                        div .set-number .is-set[value != default] {
                            input id={ "set-" (t.key) } name=(t.key) value=(value) inputmode="decimal" autocomplete="off" required aria-describedby={ "about-" (t.key) };
                            span .set-unit { (t.unit.words()) }
                            span .set-default .is-other[value != default] { "usually " (default) }
                        }
                    }
                }
            }
        }
    }
}

/// What the letters of a rule's number stand for, in the order of the catalogue.
const SECTIONS: [(&str, &str); 7] = [
    ("IMP", "How it was written down"),
    ("TXT", "Wording"),
    ("OWN", "Owners"),
    ("SCR", "Scores"),
    ("ACT", "Actions and dates"),
    ("DUP", "Repetition"),
    ("GOV", "Governance"),
];

fn rules(typed: &Typed) -> Markup {
    let off = RULES.iter().filter(|rule| !typed.on.contains(rule.id)).count();
    let other = |rule: &&&Rule| !SECTIONS.iter().any(|(section, _)| *section == rule.section());
    html! {
        section .panel {
            div .panel-head {
                h2 { "Rules" }
                p { (count(RULES.len(), "rule")) @if off > 0 { ", " strong .late { (off) " off" } } ". A rule that is off finds nothing; one that blocks sign-off is counted as such until it is put right or set aside." }
            }
            @for (section, title) in SECTIONS {
                (section_of(title, RULES.iter().copied().filter(|rule| rule.section() == section).collect(), typed))
            }
            (section_of("Others", RULES.iter().filter(other).copied().collect(), typed))
        }
    }
}

fn section_of(title: &str, rules: Vec<&'static Rule>, typed: &Typed) -> Markup {
    let off = rules.iter().filter(|rule| !typed.on.contains(rule.id)).count();
    html! {
        @if !rules.is_empty() {
            details .set-section open[off > 0] {
                summary .chevron {
                    h3 { (title) }
                    span .tally { (rules.len()) }
                    @if off > 0 { span .pill.pill-amber { (off) " off" } }
                }
                ul .set-rules {
                    @for rule in rules {
                        li {
                            label .check {
                                input type="checkbox" name="rule" value=(rule.id) checked[typed.on.contains(rule.id)];
                                span { (rule.title) }
                            }
                            // Who accepted an import has seen what was remarked on it: that blocks nothing.
                            @if rule.is_remark_of_import() {
                                span .muted.small { "seen at the import" }
                                @if typed.blocking.contains(rule.id) { input type="hidden" name="blocks" value=(rule.id); }
                            } @else { label .check {
                                input type="checkbox" name="blocks" value=(rule.id) checked[typed.blocking.contains(rule.id)];
                                span { "blocks sign-off" span .unseen { ": " (rule.title) } }
                            } }
                            (finding::severity(rule.severity))
                            span .rule-id { (rule.id) }
                        }
                    }
                }
            }
        }
    }
}

fn bodies(typed: &Typed) -> Markup {
    html! {
        section .panel {
            div .panel-head { h2 { label .plain-label for="set-bodies" { "Other bodies" } } }
            div .panel-body {
                p #about-bodies .hint { "Bodies that this organisation holds to account or works with, but does not run: a risk worded as theirs is asked about. One on a line, without “the”." }
                textarea #set-bodies .set-bodies name="bodies" rows="5" aria-describedby="about-bodies" { (typed.bodies) }
            }
        }
    }
}

fn keep(frame: &Frame, typed: &Typed) -> Markup {
    html! {
        section .accept.edit-keep aria-label="Save" {
            (saving::from_when(&typed.effective))
            (saving::who_and_why(&typed.by, Some("Who agreed it, and where")))
            div .edit-do {
                button .button-primary type="submit" { "Save" }
                a .button href=(frame.link("/settings", &[])) { "Undo" }
            }
        }
    }
}

fn history(frame: &Frame, past: &[ChecksSet]) -> Markup {
    html! {
        @if !past.is_empty() {
            section .panel.below #set-history {
                div .panel-head { h2 { "When they were set" } p { "The register is judged by those in force on the date shown." } }
                ol .timeline {
                    @for set in past {
                        li {
                            h3 { "From " (day(set.effective)) small { "by " (set.entry.actor) ", recorded " (short_day(set.entry.recorded.to_zoned(jiff::tz::TimeZone::UTC).date())) ", " a href=(frame.link(&format!("/history#entry-{}", set.entry.seq), &[])) { "entry " (set.entry.seq) } } }
                            p { (set.entry.reason) }
                            @let differences = differences(&set.settings);
                            p .muted.small {
                                @if differences.is_empty() { "The catalogue’s own values." } @else { (sentence(&differences.join("; "))) "." }
                            }
                        }
                    }
                }
            }
        }
    }
}
