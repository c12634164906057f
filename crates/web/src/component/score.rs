//! A score as a chip: the number for the eye, the words for screen readers and paper.

use bellwether_domain::{Assessment, Level, Number, Rating, Scheme, Stage, scales::Origin};
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
            @if issue.is_by_hand(assessment, stage) { " " span .computed title="Given by hand, and not of the day over this column." { "since" } }
            // "Unchanged" is said once, of the score that speaks of now.
            @if let Some(by) = row.moved(stage).filter(|by| *by != 0.0 || stage == issue.now()) { (moved(by)) }
        }
        span .unseen.print-words { (words(assessment, &issue.bands)) }
    }
}

/// The coloured chip alone; its words stand beside it.
pub fn chip(assessment: &Assessment, bands: &Bands) -> Markup {
    drawn(assessment, bands, "chip")
}

/// The chip in large.
pub fn big_chip(assessment: &Assessment, bands: &Bands) -> Markup {
    drawn(assessment, bands, "chip chip-big")
}

fn drawn(assessment: &Assessment, bands: &Bands, class: &str) -> Markup {
    let (text, tone) = face(assessment, bands);
    let is_computed = is_computed(assessment, bands);
    html! {
        span class={ (class) " " (tone.chip()) @if is_computed { " chip-computed" } } { (text) }
        @if is_computed { " " span .computed title="The register states no score here: this is the matrix’s." { "computed" } }
    }
}

/// Whether the register states neither a score nor a rating, and the matrix has one.
fn is_computed(assessment: &Assessment, bands: &Bands) -> bool {
    assessment.level.is_none() && bands.scored(assessment).is_some_and(|scored| scored.is_computed)
}

/// What stands on the chip: the stated score, else the rating word, else the matrix's score, else
/// likelihood and impact.
fn face(assessment: &Assessment, bands: &Bands) -> (String, Tone) {
    if let Some(score) = &assessment.score {
        return (score.text.clone(), score.value.map_or(Tone::Plain, |value| bands.tone(value)));
    }
    if let Some(level) = &assessment.level {
        return (level.clone(), named(level, bands));
    }
    match bands.scored(assessment) {
        Some(scored) => (scored.value.to_string(), bands.tone(scored.value)),
        None => (factors(assessment), Tone::Plain),
    }
}

/// "L2 × I4"; "Likely × Major" in a register that writes words.
fn factors(assessment: &Assessment) -> String {
    let part = |letter: &str, rating: Option<&Rating>| match rating {
        None => format!("{letter}–"),
        Some(rating) if rating.text.starts_with(|c: char| c.is_ascii_digit()) => {
            format!("{letter}{}", rating.text)
        }
        Some(rating) => rating.text.clone(),
    };
    let (likelihood, impact) = (assessment.likelihood.as_ref(), assessment.impact.as_ref());
    format!("{} × {}", part("L", likelihood), part("I", impact))
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

/// The body's word for what an assessment scores: its band's, else the one beside the score.
pub fn rating<'a>(assessment: &'a Assessment, bands: &'a Bands) -> Option<&'a str> {
    let scored = bands.scored(assessment).and_then(|scored| bands.word(scored.value));
    scored.or(assessment.level.as_deref())
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
    let band = rating(assessment, bands).map(str::to_owned);
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
    let of = if bands.printed().is_some() { "the matrix’s" } else { "the register’s" };
    format!("The register states no bands: shades show the share of {of} highest score, {highest}.")
}

/// Where the scales come from, where the register prints no matrix.
pub fn scales(bands: &Bands) -> Option<String> {
    let scheme = bands.scheme()?;
    let (likelihood, impact) = (scheme.likelihood.len(), scheme.impact.len());
    let steps = if likelihood == impact {
        format!("1 to {likelihood}")
    } else {
        format!("likelihood 1 to {likelihood} and impact 1 to {impact}")
    };
    match bands.origin()? {
        Origin::Printed => None,
        Origin::Said => Some(format!(
            "The register prints no matrix. Its scales, {steps}, are those that the settings give."
        )),
        Origin::Inferred => Some(format!(
            "The register prints no matrix. Its scales, {steps}, are inferred from the figures in \
             use; the settings can say otherwise."
        )),
    }
}

/// A likelihood or impact by the number and the name of its step.
pub fn level_name(scheme: &Scheme, likelihood: bool, value: Number) -> String {
    let scale = if likelihood { &scheme.likelihood } else { &scheme.impact };
    scale
        .iter()
        .find(|level| level.value == value)
        .map_or_else(|| value.to_string(), Level::in_full)
}
