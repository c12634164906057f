//! A score as a chip: the number for the eye, the words for screen readers and paper.

use bellwether_domain::{Assessment, Number, Rating, Scheme, Stage};
use maud::{Markup, html};

use crate::view::{Bands, Issue, Row, Tone};

/// The score of one stage with its movement since the issue before.
pub fn score(issue: &Issue<'_>, row: &Row<'_>, stage: Stage) -> Markup {
    let assessment = row.risk.assessments.get(stage).filter(|a| !a.is_blank());
    let Some(assessment) = assessment else {
        return html! { span .chip.chip-none { span aria-hidden="true" { "–" } span .unseen { "not scored" } } };
    };
    html! {
        span .score {
            (chip(assessment, &issue.bands))
            // "Unchanged" is said once, of the score that speaks of now.
            @if let Some(by) = row.moved(stage).filter(|by| *by != 0.0 || stage == issue.now()) { (moved(by)) }
        }
        span .unseen.print-words { (words(assessment, &issue.bands)) }
    }
}

/// The coloured chip alone; its words stand beside it.
pub fn chip(assessment: &Assessment, bands: &Bands) -> Markup {
    let (text, tone) = face(assessment, bands);
    html! { span class={ "chip " (tone.chip()) } { (text) } }
}

/// The chip in large.
pub fn big_chip(assessment: &Assessment, bands: &Bands) -> Markup {
    let (text, tone) = face(assessment, bands);
    html! { span class={ "chip chip-big " (tone.chip()) } { (text) } }
}

/// What stands on the chip: the stated score, else the rating word, else what there is.
fn face<'a>(assessment: &'a Assessment, bands: &Bands) -> (&'a str, Tone) {
    if let Some(score) = &assessment.score {
        return (&score.text, score.value.map_or(Tone::Plain, |value| bands.tone(value)));
    }
    if let Some(level) = &assessment.level {
        return (level, named(level, bands));
    }
    let part = assessment.likelihood.as_ref().or(assessment.impact.as_ref());
    (part.map_or("–", |rating| rating.text.as_str()), Tone::Plain)
}

/// The colour of a rating word: the body's band of that name, or a colour named outright.
fn named(word: &str, bands: &Bands) -> Tone {
    let same = |label: &str| label.eq_ignore_ascii_case(word.trim());
    if let Some(range) = bands.ranges().iter().find(|range| same(&range.label)) {
        return range.tone;
    }
    match word.trim().to_ascii_lowercase().as_str() {
        "red" | "r" => Tone::Rag(bellwether_domain::Rag::Red),
        "amber" | "a" => Tone::Rag(bellwether_domain::Rag::Amber),
        "green" | "g" => Tone::Rag(bellwether_domain::Rag::Green),
        _ => Tone::Plain,
    }
}

/// By how much a score moved: an arrow and a figure, and words for screen readers.
pub fn moved(by: f64) -> Markup {
    let figure = Number::new(by.abs()).map(|n| n.to_string()).unwrap_or_default();
    let (class, sign, words) = if by > 0.0 {
        ("moved moved-up", "↑", format!("up {figure}"))
    } else if by < 0.0 {
        ("moved moved-down", "↓", format!("down {figure}"))
    } else {
        return html! { span .moved title="no change since the issue before" {
            span aria-hidden="true" { "=" } span .unseen { "unchanged" }
        } };
    };
    html! {
        span class=(class) title={ (words) " since the issue before" } {
            span aria-hidden="true" { (sign) (figure) }
            span .unseen { (words) }
        }
    }
}

/// An assessment in words: "4 Likely × 5 Very high".
pub fn words(assessment: &Assessment, bands: &Bands) -> String {
    let scheme = bands.scheme();
    let factors: Vec<String> = [
        part(assessment.likelihood.as_ref(), scheme.map(|s| s.likelihood.as_slice())),
        part(assessment.impact.as_ref(), scheme.map(|s| s.impact.as_slice())),
    ]
    .into_iter()
    .flatten()
    .collect();
    let band = assessment
        .score_value()
        .and_then(|score| bands.word(score))
        .or(assessment.level.as_deref())
        .map(str::to_owned);
    [band, (!factors.is_empty()).then(|| factors.join(" × "))]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(": ")
}

/// A likelihood or impact with the body's word for it: "4 Likely".
pub fn part(rating: Option<&Rating>, scale: Option<&[bellwether_domain::Level]>) -> Option<String> {
    let rating = rating?;
    let label = rating
        .value
        .and_then(|value| scale?.iter().find(|level| level.value == value))
        .map(|level| level.label.as_str())
        .filter(|label| !label.is_empty() && !label.eq_ignore_ascii_case(&rating.text));
    Some(match label {
        Some(label) => format!("{} {label}", rating.text),
        None => rating.text.clone(),
    })
}

/// The key to the colours, and where they come from.
pub fn key(bands: &Bands) -> Markup {
    html! {
        @if !bands.ranges().is_empty() {
            ul .legend aria-label="Key to the scores" {
                @for range in bands.ranges() {
                    li {
                        span class={ "chip " (range.tone.chip()) } { (range.range()) }
                        @if range.label != range.range() { (range.label) }
                    }
                }
                @if !bands.are_stated() {
                    li { (origin(bands)) }
                }
            }
        }
    }
}

fn origin(bands: &Bands) -> String {
    let highest = bands.highest().map(|n| n.to_string()).unwrap_or_default();
    let of = if bands.scheme().is_some() { "the matrix’s" } else { "the register’s" };
    format!("The register states no bands: shades show the share of {of} highest score, {highest}.")
}

/// The scheme of a register, for titles of cells.
pub fn level_name(scheme: &Scheme, likelihood: bool, value: Number) -> String {
    let scale = if likelihood { &scheme.likelihood } else { &scheme.impact };
    match scale.iter().find(|level| level.value == value) {
        Some(level) if !level.label.is_empty() => format!("{} {}", level.value, level.label),
        _ => value.to_string(),
    }
}
