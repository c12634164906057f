//! Words that stand where they do not belong: signs that a reading cut its document elsewhere than
//! the document does, whatever its columns are.

use bellwether_domain::{Register, Risk, Stage};

use crate::{
    map::{heading, vocabulary::Concept},
    note, words,
};

/// A rating has few words; more than this many letters tell of something else.
const LONGEST_RATING: usize = 24;
/// An owner is a person, a post or some of them.
const LONGEST_OWNER: usize = 80;
/// The share of the risks from which on it is no slip of the document.
const SHARE: f32 = 0.15;

/// A sign, with the rows where it was seen.
pub(super) struct Sign {
    pub(super) says: String,
    pub(super) rows: Vec<u32>,
}

/// What is asked of a risk, and how it is told.
type Kind = (&'static str, fn(&Risk) -> bool);

/// What is seen in a register, of each kind once.
pub(super) fn signs(register: &Register) -> Vec<Sign> {
    let kinds: [Kind; 4] = [
        ("a reference is several words", is_worded),
        ("a rating is a sentence", is_told),
        ("an owner is a sentence", is_owned_at_length),
        ("the name of another field stands inside a text", holds_a_label),
    ];
    let all = kinds.into_iter().filter_map(|(says, is_so)| {
        let risks = register.risks.iter().map(|risk| &**risk);
        let seen: Vec<&Risk> = risks.filter(|risk| is_so(risk)).collect();
        let share = seen.len() as f32 / register.risks.len().max(1) as f32;
        let rows = seen.iter().filter_map(|risk| risk.source.as_ref()?.row).collect();
        (seen.len() >= 2 && share > SHARE)
            .then(|| Sign { says: format!("in {} risks {says}", seen.len()), rows })
    });
    all.chain(unread(register)).collect()
}

/// "Owner DW1", "1.1 1.2"; not "Risk 12", "SR 03 a".
fn is_worded(risk: &Risk) -> bool {
    let Some(reference) = risk.reference.as_deref() else { return false };
    // "___ R-001" is a number after a line to write on.
    let mut parts =
        reference.split_whitespace().filter(|part| part.contains(char::is_alphanumeric));
    let first = parts.next().unwrap_or_default();
    let rest: Vec<&str> = parts.collect();
    let is_number = |part: &&str| part.chars().filter(|c| c.is_alphabetic()).count() <= 1;
    !rest.is_empty() && (first.chars().all(|c| !c.is_alphabetic()) || !rest.iter().all(is_number))
}

fn is_told(risk: &Risk) -> bool {
    let rated = Stage::ALL.iter().filter_map(|stage| risk.assessments.get(*stage));
    let mut texts = rated.flat_map(|own| {
        let parts = [&own.likelihood, &own.impact, &own.score];
        parts.into_iter().flatten().map(|rating| rating.text.as_str()).chain(own.level.as_deref())
    });
    texts.any(|text| {
        let rest = text.trim_start_matches(|c: char| c.is_ascii_digit()).trim_start();
        let is_numbered = rest.len() < text.len();
        // "3 - could well happen this year" is a step of a scale as its key words it.
        let is_step = is_numbered && rest.starts_with(['-', '–', '—', ':', '(', '=', '.']);
        let is_long = text.chars().count() > LONGEST_RATING && text.split_whitespace().count() > 4;
        is_numbered && text.contains(';') || is_long && !is_step
    })
}

fn is_owned_at_length(risk: &Risk) -> bool {
    risk.owners.iter().any(|owner| owner.chars().count() > LONGEST_OWNER)
}

/// "… closed. Owner: DW Likelihood: 3": a field of its own, told inside another's text.
fn holds_a_label(risk: &Risk) -> bool {
    let own = [&risk.title, &risk.description, &risk.event, &risk.cause, &risk.consequence];
    let told = own.into_iter().flatten().map(String::as_str);
    let controls = risk.controls.iter().map(|control| control.description.as_str());
    let actions = risk.actions.iter().map(|action| action.description.as_str());
    told.chain(controls).chain(actions).chain(risk.extra.values().map(String::as_str)).any(|text| {
        text.match_indices(':').any(|(at, _)| text.get(..at).is_some_and(ends_in_a_label))
    })
}

/// Whether the last words before a colon are what a field is headed with.
fn ends_in_a_label(before: &str) -> bool {
    const LABELS: [&str; 14] = [
        "owner",
        "risk owner",
        "action owner",
        "lead",
        "likelihood",
        "probability",
        "impact",
        "severity",
        "score",
        "rating",
        "due",
        "due date",
        "target date",
        "rag",
    ];
    let folded = words::fold(before);
    let mut parts = folded.split_whitespace().rev();
    let (Some(last), next) = (parts.next(), parts.next().unwrap_or_default()) else {
        return false;
    };
    let begins_large = before
        .split_whitespace()
        .next_back()
        .is_some_and(|word| word.starts_with(char::is_uppercase));
    let two = format!("{next} {last}");
    LABELS.contains(&two.as_str()) || begins_large && LABELS.contains(&last)
}

/// Likelihoods, impacts or scores by their heading that were kept as a text of the body's own, while
/// no risk has such a rating.
fn unread(register: &Register) -> Option<Sign> {
    let heads = |name: &str| {
        let found = heading::best(name).filter(|found| found.score >= 0.95)?;
        matches!(found.concept, Concept::Likelihood | Concept::Impact | Concept::Score)
            .then_some(found.concept)
    };
    let has = |concept: Concept| {
        register.risks.iter().any(|risk| {
            Stage::ALL.iter().filter_map(|stage| risk.assessments.get(*stage)).any(|own| {
                match concept {
                    Concept::Likelihood => own.likelihood.is_some(),
                    Concept::Impact => own.impact.is_some(),
                    _ => own.score.is_some() || own.level.is_some(),
                }
            })
        })
    };
    let kept = |risk: &Risk| {
        let mut keys = risk.extra.keys();
        keys.find(|key| heads(key).is_some_and(|concept| !has(concept))).cloned()
    };
    let seen: Vec<(u32, String)> = register
        .risks
        .iter()
        .filter_map(|risk| Some((risk.source.as_ref()?.row.unwrap_or(0), kept(risk)?)))
        .collect();
    let share = seen.len() as f32 / register.risks.len().max(1) as f32;
    let (_, name) = seen.first()?;
    (seen.len() >= 2 && share > SHARE).then(|| Sign {
        says: format!("what stands under {} was not read as a rating", note::quote(name)),
        rows: seen.iter().map(|(row, _)| *row).collect(),
    })
}
