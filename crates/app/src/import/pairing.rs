//! Which risk of the document is which of those we know: the same words, the same number with much
//! the same words, much the same words alone. Where two come near each other a person is asked.

mod near;
mod said;
mod sides;
mod work;

use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

use bellwether_domain::{Risk, similar::Likeness};
use bellwether_history::{RiskId, RiskVersion};

use super::question::{Choice, Decisions, Question};
use said::Said;
use sides::Sides;
use work::Work;

/// The answer that it is none of them.
const NONE: &str = "none";

/// A risk of the document, recognised.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Found {
    /// Which of those we know.
    pub(super) known: usize,
    pub(super) likeness: Likeness,
    /// Why it was taken for that, where it does not go without saying.
    pub(super) why: Option<String>,
}

/// What was made of all of them.
#[derive(Debug, Default)]
pub(super) struct Pairing {
    /// By position in the document.
    pub(super) found: HashMap<usize, Found>,
    /// What a new risk of the document is like, by its position.
    pub(super) like: HashMap<usize, String>,
    /// What a risk that the document lacks is like, by its place among those we know.
    pub(super) lacking: HashMap<usize, String>,
    pub(super) questions: Vec<Question>,
    /// Which of the questions the pairs that were given answer, and how.
    pub(super) answers: Vec<(String, String)>,
    /// Pairs that were given and name nothing here.
    pub(super) unknown: Vec<String>,
    /// Ours and theirs that were once one risk, or become one: a new risk that came out of one that
    /// goes on, and a risk that goes on in another. By the answers that were given.
    pub(super) kin: Vec<(usize, usize)>,
    /// Ours that were said to go into one of theirs which goes on with another history, and the
    /// name of that.
    pub(super) gone: Vec<(usize, String)>,
    /// What one of ours that is lacking may have gone into: names of theirs, and their words.
    pub(super) into: Vec<(String, String)>,
    /// One of ours and one of theirs that are alike, where either is paired with none.
    pub(super) likes: Vec<(usize, usize)>,
}

/// Pairs the risks of a document with those we know, of which the first `live` are on the register
/// and others only come on to it later.
pub(super) fn pair(
    known: &[RiskVersion],
    (live, comes_later): (usize, HashSet<usize>),
    incoming: &[Arc<Risk>],
    decisions: &Decisions,
) -> Pairing {
    let sides = Sides {
        ours: known.iter().map(|version| &*version.risk).collect(),
        theirs: incoming.iter().map(AsRef::as_ref).collect(),
        ids: known.iter().map(|version| version.id).collect(),
        live,
        comes_later,
    };
    let decisions = &decisions.parted(
        |old| old == NONE || sides.our_place(old).is_some(),
        |new| new == NONE || sides.their_place(new).is_some(),
    );
    // An id that the document carries goes before words and numbers.
    let named = by_id(&sides);
    let ours: HashSet<usize> = named.iter().map(|(_, ours)| *ours).collect();
    let theirs: HashSet<usize> = named.iter().map(|(theirs, _)| *theirs).collect();
    let all = Work::of(&sides, &ours, &theirs);
    let mut pairing = Pairing { questions: all.questions(), ..Pairing::default() };
    for (theirs, known) in named {
        pairing.found.insert(theirs, Found { known, likeness: Likeness::Same, why: None });
    }
    answer_by_pairs(&sides, decisions, &mut pairing);
    let said = Said::of(&sides, &pairing.questions, decisions, &mut pairing.unknown);
    if said.is_empty() {
        all.assign(&mut pairing);
    } else {
        let (ours, theirs) = (&said.ours | &ours, &said.theirs | &theirs);
        Work::of(&sides, &ours, &theirs).assign(&mut pairing);
    }
    pairing.into = all.new_ones(&pairing, &said);
    let kin = said.take(&sides, &mut pairing);
    all.name_the_rest(&mut pairing);
    pairing.kin = answered_kin(&sides, &pairing, decisions, kin);
    pairing
}

/// Those that were said to be kin, and those that a question names beside the pair that it was
/// answered with.
fn answered_kin(
    sides: &Sides<'_>,
    pairing: &Pairing,
    decisions: &Decisions,
    mut kin: Vec<(usize, usize)>,
) -> Vec<(usize, usize)> {
    let mut ours_found: HashSet<usize> = pairing.found.values().map(|found| found.known).collect();
    ours_found.extend(pairing.gone.iter().map(|(ours, _)| *ours));
    for question in &pairing.questions {
        let by_pair = pairing.answers.iter().find(|(key, _)| *key == question.key);
        let answer = by_pair.map(|(_, option)| option.as_str()).or(question.answer(decisions));
        let pair = |choice: &Choice| {
            let (old, new) = choice.pair.as_ref()?;
            Some((sides.our_place(old)?, sides.their_place(new)?))
        };
        let chosen = question.options.iter().find(|option| Some(option.key.as_str()) == answer);
        let Some((ours, theirs)) = chosen.and_then(pair) else { continue };
        for (one, other) in question.options.iter().filter_map(pair) {
            let split = one == ours && !pairing.found.contains_key(&other);
            let merged = other == theirs && !ours_found.contains(&one);
            if (split || merged) && !kin.contains(&(one, other)) {
                kin.push((one, other));
            }
        }
    }
    kin
}

/// The risks of the document that carry the id of one of ours: theirs and ours.
fn by_id(sides: &Sides<'_>) -> Vec<(usize, usize)> {
    let mut known: HashMap<RiskId, usize> =
        sides.ids.iter().enumerate().map(|(place, id)| (*id, place)).collect();
    let own = sides.theirs.iter().enumerate();
    own.filter_map(|(theirs, risk)| Some((theirs, known.remove(&risk.id?)?))).collect()
}

/// Takes pairs that were given for the answers that they are; a question about a risk that was
/// paired with something else is none any more.
fn answer_by_pairs(sides: &Sides<'_>, decisions: &Decisions, pairing: &mut Pairing) {
    let places = |(old, new): &(String, String)| (sides.our_place(old), sides.their_place(new));
    let given: Vec<_> = decisions.pairs().iter().map(places).collect();
    let mut answers = Vec::new();
    pairing.questions.retain(|question| {
        let options: Vec<_> = question
            .options
            .iter()
            .filter_map(|option| Some((option, places(option.pair.as_ref()?))))
            .collect();
        // Every option names the risk that the question is about.
        let about = |pair: &(Option<usize>, Option<usize>)| {
            options.iter().all(|(_, own)| own.0 == pair.0) && pair.0.is_some()
                || options.iter().all(|(_, own)| own.1 == pair.1) && pair.1.is_some()
        };
        let Some(pair) = given.iter().find(|pair| about(pair)) else { return true };
        let option = options.iter().find(|(_, own)| own == pair);
        answers.extend(option.map(|(option, _)| (question.key.clone(), option.key.clone())));
        option.is_some()
    });
    pairing.answers = answers;
}
