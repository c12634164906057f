//! A heading's words → what it speaks of: whole phrases, parts, and typing slips.

use std::collections::HashMap;

pub(crate) use super::{folded::words, lexicon::Match};
use super::{
    lexicon::{matches, stage_at},
    questions,
    vocabulary::{Concept, StageWord},
};
use crate::parse::is_nothing;

/// From here on a phrase is known, and no turn of speech is asked.
const KNOWN: f32 = 0.8;

/// What a heading speaks of, best first; at most one match per concept.
pub(crate) fn concepts(text: &str) -> Vec<Match> {
    // Numbers and paragraphs are told at a glance.
    let is_mark = matches!(text.trim(), "#" | "№");
    let says = is_mark || text.chars().any(char::is_alphabetic);
    if text.len() > 300 || !says || is_nothing(text) {
        return vec![];
    }
    let full = without_scale(&words(text));
    if full.is_empty() || full.len() > 30 {
        return vec![];
    }
    if let Some(found) = numbered(&full) {
        return vec![found];
    }
    let mut best = HashMap::<Concept, Match>::new();
    let plain = if text.contains(['(', '[']) {
        without_scale(&words(&outside_brackets(text)))
    } else {
        full.clone()
    };
    let bare = without_stage(&plain);
    let mended = unhyphenated(text).map(|text| without_scale(&words(&text)));
    let variants = [
        (Some(&full), 0.0),
        (Some(&plain).filter(|plain| **plain != full), 0.005),
        (Some(&bare).filter(|bare| **bare != plain), 0.01),
        (mended.as_ref(), 0.01),
    ];
    // The whole heading first: "target date" is a date, not a target.
    for (variant, discount) in variants {
        let Some(variant) = variant else { continue };
        for found in matches(variant) {
            let found = Match { score: found.score - discount, ..found };
            let kept = best.entry(found.concept).or_insert(found);
            if found.score > kept.score {
                *kept = found;
            }
        }
    }
    if best.values().all(|found| found.score < KNOWN)
        && let Some(found) = questions::asked(&full)
    {
        best.insert(found.concept, found);
    }
    let mut list: Vec<Match> = best.into_values().collect();
    list.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.concept.cmp(&b.concept)));
    list
}

/// "Control number", "Objective ref": the code of something that is not the risk.
fn numbered(heading: &[String]) -> Option<Match> {
    let (last, thing) = heading.split_last().filter(|(_, thing)| !thing.is_empty())?;
    let code = matches!(
        last.as_str(),
        "no" | "number" | "id" | "ref" | "reference" | "code" | "identifier"
    );
    let whole = |found: &Match| found.span == (0, heading.len());
    if !code || matches(heading).iter().any(whole) {
        return None;
    }
    let best = matches(thing).into_iter().max_by(|a, b| a.score.total_cmp(&b.score))?;
    let other = matches!(
        best.concept,
        Concept::Category
            | Concept::Control
            | Concept::Action
            | Concept::ActionOwner
            | Concept::Response
            | Concept::Fallback
    );
    let found = Match { concept: Concept::Other, score: 0.95, span: (0, heading.len()), ..best };
    (other && best.score >= 0.85).then_some(found)
}

/// What a group and the heading under it speak of together: "Risk" over "Owner". Only phrases
/// that take words of both count, or the group's own where the heading is empty.
pub(crate) fn joint(group: &str, heading: &str) -> Vec<Match> {
    let group = words(&outside_brackets(group));
    let own = words(&outside_brackets(heading));
    if own.is_empty() || group.len() + own.len() > 12 {
        return vec![];
    }
    let both: Vec<String> = group.iter().chain(&own).cloned().collect();
    let mut found = matches(&both);
    found.retain(|found| found.span.0 < group.len() && found.span.1 > group.len());
    found
}

/// The best concept of a heading, where one stands out enough to call the text a heading.
pub(crate) fn best(text: &str) -> Option<Match> {
    concepts(text).first().copied().filter(|found| found.score >= 0.6)
}

/// The text with what stands in brackets left out.
pub(crate) fn outside_brackets(text: &str) -> String {
    let mut depth = 0_u32;
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => {
                depth = depth.saturating_sub(1);
                out.push(' ');
            }
            _ if depth == 0 => out.push(c),
            _ => {}
        }
    }
    if out.trim().is_empty() { text.to_owned() } else { out }
}

/// The stage that a heading names, by its first stage word; longer phrases win at one place.
pub(crate) fn stage(text: &str) -> Option<StageWord> {
    let heading = words(text);
    // "Expected value" is what the parts come to, not how the risk is hoped to stand.
    if matches!(heading.as_slice(), [first, second, ..] if first == "expected" && is_sum(second)) {
        return None;
    }
    (0..heading.len()).find_map(|place| {
        stage_at(heading.get(place..).unwrap_or_default()).map(|(stage, _)| stage)
    })
}

fn is_sum(word: &str) -> bool {
    matches!(word, "value" | "monetary" | "loss" | "cost" | "impact" | "exposure")
}

/// "Probability H/M/L" without the letters of its scale, where anything else is left.
fn without_scale(heading: &[String]) -> Vec<String> {
    let letters = [["h", "m", "l"], ["l", "m", "h"]];
    let at = heading.windows(3).position(|three| letters.iter().any(|scale| three == scale));
    match at.filter(|_| heading.len() > 3) {
        Some(at) => {
            let (before, after) = (heading.get(..at), heading.get(at + 3..));
            before.into_iter().chain(after).flatten().cloned().collect()
        }
        None => heading.to_vec(),
    }
}

/// "Wahrschein-lichkeit": a word that a narrow column broke, made whole.
fn unhyphenated(text: &str) -> Option<String> {
    let mut whole = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('-') {
        whole.push_str(before);
        let next = after.trim_start();
        let broken = before.ends_with(char::is_lowercase) && next.starts_with(char::is_lowercase);
        if !broken {
            whole.push('-');
        }
        rest = if broken { next } else { after };
    }
    whole.push_str(rest);
    (whole != text).then_some(whole)
}

/// Whether a heading names a stage and nothing else.
pub(crate) fn is_stage(text: &str) -> bool {
    let heading = words(text);
    !heading.is_empty() && without_stage(&heading).is_empty()
}

fn without_stage(heading: &[String]) -> Vec<String> {
    let mut rest = Vec::new();
    let mut place = 0;
    while let Some(from) = heading.get(place..).filter(|from| !from.is_empty()) {
        match (stage_at(from), from.first()) {
            (Some((_, length)), _) if length > 0 => {
                place += length;
                // "Current risk P", "Inherent risk overall": a word after it says no more with
                // "risk" than without, but where both are a phrase of their own.
                if let Some(both @ [risk, _]) = heading.get(place..)
                    && risk == "risk"
                    && !matches(both).iter().any(|found| found.span == (0, 2))
                {
                    place += 1;
                }
            }
            (None, Some(word)) => {
                rest.push(word.clone());
                place += 1;
            }
            _ => break,
        }
    }
    rest
}

/// Whether a group names a stage of assessment; "planned actions" are actions, not a stage.
pub(super) fn names_stage(text: &str) -> bool {
    let of_actions = best(text).is_some_and(|found| {
        found.score >= 0.85
            && matches!(
                found.concept,
                Concept::Action
                    | Concept::Control
                    | Concept::Due
                    | Concept::ActionOwner
                    | Concept::ActionStatus
                    | Concept::Other
            )
    });
    !of_actions && stage(text).is_some()
}

/// Whether a text is a heading on its own.
pub(crate) fn is_label(text: &str) -> bool {
    let text = text.trim();
    !text.is_empty() && text.len() <= 60 && best(text).is_some_and(|found| found.score >= 0.8)
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;
    use bellwether_domain::Stage;

    #[rstest]
    #[case("Risk No.", Concept::Reference)]
    #[case("Score *", Concept::Score)]
    #[case("Action Owner", Concept::ActionOwner)]
    #[case("Target Date", Concept::Due)]
    #[case("Residual Likelihood", Concept::Likelihood)]
    #[case("Severiry (After)", Concept::Impact)]
    #[case("Likelihood 1-5, where 5 is the most likely", Concept::Likelihood)]
    #[case("Impact \nLevel\nRate \n1 (LOW) to \n5 (HIGH)", Concept::Impact)]
    #[case("Existing Controls", Concept::Control)]
    #[case("Tebygolrwydd", Concept::Likelihood)]
    #[case("Perchennog y Risg", Concept::RiskOwner)]
    #[case("Plan d'action", Concept::Action)]
    #[case("Responsable de l’action", Concept::ActionOwner)]
    #[case("LxI", Concept::Score)]
    #[case("Inherent risk overall", Concept::Score)]
    #[case("Current risk owner", Concept::RiskOwner)]
    #[case("Date Risk Identified", Concept::Other)]
    #[case("Custom field (Impact)", Concept::Impact)]
    #[case("riskScore", Concept::Score)]
    #[case("Control Number", Concept::Other)]
    #[case("Hazard ID", Concept::Description)]
    #[case("Eintrittswahrscheinlichkeit", Concept::Likelihood)]
    #[case("Eintritts-\nwahrschein-lichkeit", Concept::Likelihood)]
    #[case("Likeli-hood", Concept::Likelihood)]
    #[case("Person in charge", Concept::Owner)]
    #[case("Damage (0 to 10)", Concept::Impact)]
    #[case("Effectiveness of existing control measures", Concept::Other)]
    #[case("Sources or causes of risk", Concept::Cause)]
    #[case("Вероятность риска", Concept::Likelihood)]
    fn a_heading_speaks_of(#[case] heading: &str, #[case] concept: Concept) {
        assert_eq!(
            best(heading).map(|found| found.concept),
            Some(concept),
            "{:?}",
            concepts(heading)
        );
    }

    #[test]
    fn running_text_is_no_heading() {
        assert_eq!(best("Ongoing"), None);
        assert_eq!(best("Northshire"), None);
        assert_eq!(best("N/A"), None);
    }

    #[test]
    fn stages_go_by_their_words() {
        assert_eq!(stage("Gross Risk"), Some(StageWord::Clear(Stage::Inherent)));
        assert_eq!(stage("Score now (1 May 2020)"), Some(StageWord::Clear(Stage::Current)));
        assert_eq!(stage("Residual risk after actions"), Some(StageWord::Residual));
        assert_eq!(stage("Owner"), None);
        assert_eq!(stage("Expected value"), None);
        assert_eq!(stage("Expected score"), Some(StageWord::Clear(Stage::Target)));
    }
}
