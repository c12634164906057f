//! Rating columns → assessments: which of them belong together.

use bellwether_domain::Stage;

use super::{
    draft::Draft,
    heading::{self, names_stage},
    vocabulary::{Concept, StageWord},
};

/// One assessment's columns: places into the drafts.
#[derive(Debug, Default)]
pub(super) struct Cluster {
    pub(super) places: Vec<usize>,
    pub(super) label: Option<String>,
    pub(super) word: Option<StageWord>,
    pub(super) stage: Option<Stage>,
    /// A level by itself, or a further score beside a whole assessment.
    pub(super) lone: bool,
}

/// Rating columns in order: a new assessment begins where a kind comes again or the words change.
pub(super) fn clusters(drafts: &[Draft]) -> Vec<Cluster> {
    let mut clusters: Vec<Cluster> = Vec::new();
    let words = stage_words(drafts);
    let word = |place: usize| words.get(place).copied().flatten();
    for (place, draft) in drafts.iter().enumerate().filter(|(_, draft)| is_rating(draft.concept)) {
        let own = word(place);
        let known = clusters.iter().rposition(|cluster| {
            let columns = || cluster.places.iter().filter_map(|place| drafts.get(*place));
            let same_words = cluster.places.iter().all(|other| word(*other) == own);
            let new_kind = columns().all(|other| other.concept != draft.concept);
            same_words
                && new_kind
                && columns().next_back().is_some_and(|last| same_group(last, draft))
        });
        let home = match known {
            Some(known) => clusters.get_mut(known),
            None => clusters
                .last_mut()
                .filter(|last| completes(last, drafts, place) || ends(last, drafts, place, own)),
        };
        match home {
            Some(cluster) => {
                // "Revised likelihood | Net score": the score says which assessment it is.
                if cluster.places.len() == 1 && own.is_some() {
                    cluster.word = own;
                }
                cluster.word = cluster.word.or(own);
                cluster.places.push(place);
            }
            None => clusters.push(Cluster { places: vec![place], word: own, ..Cluster::default() }),
        }
    }
    clusters
}

/// The stage that each rating's heading names, or that the first of its run names for the others:
/// "Inherent likelihood | Impact | Score | Residual likelihood | Impact | Score".
fn stage_words(drafts: &[Draft]) -> Vec<Option<StageWord>> {
    let own = |draft: &Draft| heading::stage(&draft.column.heading);
    let mut words: Vec<Option<StageWord>> = drafts.iter().map(own).collect();
    for (first, draft) in drafts.iter().enumerate() {
        let begins = matches!(draft.concept, Concept::Likelihood | Concept::Impact);
        let Some(word) = own(draft).filter(|_| begins) else { continue };
        let run: Vec<(usize, &Draft)> = drafts
            .iter()
            .enumerate()
            .skip(first)
            .take_while(|(_, next)| is_rating(next.concept) || next.concept == Concept::Other)
            .filter(|(_, next)| is_rating(next.concept))
            .take_while(|(place, next)| *place == first || own(next).is_none())
            .collect();
        let mut kinds: Vec<Concept> = run.iter().map(|(_, next)| next.concept).collect();
        kinds.sort();
        kinds.dedup();
        if kinds.len() == run.len() {
            for (place, _) in run {
                if let Some(slot) = words.get_mut(place) {
                    *slot = Some(word);
                }
            }
        }
    }
    carry_back(drafts, &mut words);
    words
}

/// "Likelihood | Impact | Gross score": the result names the stage of the parts before it.
fn carry_back(drafts: &[Draft], words: &mut [Option<StageWord>]) {
    for place in 2..drafts.len() {
        let (Some([one, two, result]), Some([first, second, Some(word)])) =
            (drafts.get(place - 2..=place), words.get_mut(place - 2..=place))
        else {
            continue;
        };
        let parts = matches!(
            (one.concept, two.concept),
            (Concept::Likelihood, Concept::Impact) | (Concept::Impact, Concept::Likelihood)
        );
        let results = matches!(result.concept, Concept::Score | Concept::Level);
        let bare = first.is_none() && second.is_none() && same_group(one, result);
        if parts && results && bare && *word != StageWord::Clear(Stage::Target) {
            (*first, *second) = (Some(*word), Some(*word));
        }
    }
}

/// Whether a score that names its stage ends the unlabelled likelihood and impact beside it.
fn completes(cluster: &Cluster, drafts: &[Draft], place: usize) -> bool {
    let columns = || cluster.places.iter().filter_map(|place| drafts.get(*place));
    let scored = drafts
        .get(place)
        .is_some_and(|draft| matches!(draft.concept, Concept::Score | Concept::Level));
    scored
        && cluster.word.is_none()
        && cluster.places.last().is_some_and(|last| last + 1 == place)
        && columns().all(|draft| matches!(draft.concept, Concept::Likelihood | Concept::Impact))
}

/// Whether a score ends the likelihood or impact right before it, though another word says that
/// both come after what was done: the other part is that of the assessment before.
fn ends(cluster: &Cluster, drafts: &[Draft], place: usize, own: Option<StageWord>) -> bool {
    let after = |word: Option<StageWord>| {
        matches!(word, Some(StageWord::Residual | StageWord::Clear(Stage::Current)))
    };
    let [before] = cluster.places.as_slice() else { return false };
    let concept = |at: usize| drafts.get(at).map(|draft| draft.concept);
    before + 1 == place
        && concept(place) == Some(Concept::Score)
        && matches!(concept(*before), Some(Concept::Likelihood | Concept::Impact))
        && after(cluster.word)
        && after(own)
}

/// Whether two rating columns stand under one group; groups that merely spread are no evidence.
fn same_group(one: &Draft, other: &Draft) -> bool {
    let named =
        |draft: &Draft| draft.column.groups.iter().find(|group| names_stage(group)).cloned();
    one.column.spread || named(one) == named(other)
}

fn is_rating(concept: Concept) -> bool {
    matches!(concept, Concept::Likelihood | Concept::Impact | Concept::Score | Concept::Level)
}
