//! Which risk of the document is which of those we know: the same words, the same number with much
//! the same words, much the same words alone. Where two come near each other a person is asked.

use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

use bellwether_domain::{
    Risk,
    similar::{Likeness, Wording, folded, same_risks},
};
use bellwether_history::{RiskId, RiskVersion};

use super::{
    asking::quoted,
    question::{Choice, Concern, Decisions, Kind, Question},
};

/// Words must agree this far for the same number to mean the same risk.
const SAME_NUMBER: f64 = 0.5;
/// Words must agree this far to recognise a risk under another number.
const NO_NUMBER: f64 = 0.7;
/// Words that agree this far are worth naming beside the one that was taken.
const LIKE: f64 = 0.6;
/// What the same number counts for beside the words.
const NUMBER: f64 = 0.2;
/// Two that are no further apart than this are near each other: a person decides.
const NEAR: f64 = 0.15;
/// Each is compared with each; beyond so many comparisons only what is the same is recognised.
const MOST_COMPARISONS: usize = 1_000_000;
/// So many new risks may be chosen from where one is lacking.
const MOST_OFFERED: usize = 9;
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
}

/// One of ours and one of theirs that are alike.
#[derive(Clone, Copy)]
struct Alike {
    ours: usize,
    theirs: usize,
    /// The share of words, from 0 to 1.
    share: f64,
    same_number: bool,
    /// Whether nearly all that one says the other says too.
    is_part: bool,
}

impl Alike {
    fn score(self) -> f64 {
        self.share + if self.same_number { NUMBER } else { 0.0 }
    }

    /// Whether one of another number may have come out of the other, or gone into it.
    fn may_be_kin(self) -> bool {
        !self.same_number && (self.is_part || self.share >= NO_NUMBER)
    }

    /// Whether they may be the same risk without anybody's word.
    fn may_be_taken(self) -> bool {
        self.share >= if self.same_number { SAME_NUMBER } else { NO_NUMBER }
    }

    fn percent(self) -> String {
        let words = if self.is_part && self.share < LIKE {
            ", and nearly all its words are there"
        } else {
            ""
        };
        format!("{:.0} % alike{words}", self.share * 100.0)
    }
}

/// What both sides are called and say.
struct Sides<'a> {
    ours: Vec<&'a Risk>,
    theirs: Vec<&'a Risk>,
    ids: Vec<RiskId>,
    /// How many of ours, from the first, are on the register at the document's date.
    live: usize,
}

impl Sides<'_> {
    /// How one of ours is named: by its number, where no other that stands has it.
    fn our_name(&self, place: usize) -> String {
        let number = self.ours.get(place).and_then(|risk| risk.reference.as_deref());
        let standing = self.ours.iter().take(self.live.max(place + 1));
        let only = |number: &&str| {
            standing.clone().filter(|risk| risk.reference.as_deref() == Some(number)).count() == 1
        };
        let id = || self.ids.get(place).map(ToString::to_string).unwrap_or_default();
        number.filter(only).map_or_else(id, str::to_owned)
    }

    /// How one of theirs is named: by its number, where no other has it; else by its place.
    fn their_name(&self, place: usize) -> String {
        let number = self.theirs.get(place).and_then(|risk| risk.reference.as_deref());
        let only = |number: &&str| {
            self.theirs.iter().filter(|risk| risk.reference.as_deref() == Some(number)).count() == 1
        };
        number.filter(only).map_or_else(|| format!("#{}", place + 1), str::to_owned)
    }

    fn our_place(&self, name: &str) -> Option<usize> {
        (0..self.ours.len()).find(|place| {
            self.our_name(*place) == name
                || self.ids.get(*place).is_some_and(|id| id.to_string() == name)
        })
    }

    fn their_place(&self, name: &str) -> Option<usize> {
        (0..self.theirs.len()).find(|place| self.their_name(*place) == name)
    }
}

/// Pairs the risks of a document with those we know, of which the first `live` are on the register.
pub(super) fn pair(
    known: &[RiskVersion],
    live: usize,
    incoming: &[Arc<Risk>],
    decisions: &Decisions,
) -> Pairing {
    let sides = Sides {
        ours: known.iter().map(|version| &*version.risk).collect(),
        theirs: incoming.iter().map(AsRef::as_ref).collect(),
        ids: known.iter().map(|version| version.id).collect(),
        live,
    };
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
            let (old, new) = of_option(choice)?;
            Some((sides.our_place(&old)?, sides.their_place(&new)?))
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
            .filter_map(|option| Some((option, places(&of_option(option)?))))
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

/// The pair that an option stands for.
fn of_option(option: &Choice) -> Option<(String, String)> {
    let pair = option.argument.strip_prefix("--same ")?.trim_matches('\'');
    pair.split_once('=').map(|(old, new)| (old.to_owned(), new.to_owned()))
}

/// What the reader said of pairs.
#[derive(Default)]
struct Said {
    /// Theirs, and which of ours each is.
    pairs: Vec<(usize, usize)>,
    /// Those of ours that need no more looking for.
    ours: HashSet<usize>,
    /// Those of theirs that need no more looking for.
    theirs: HashSet<usize>,
    /// Ours that are not in the document any more, and which of theirs each went into.
    into: Vec<(usize, usize)>,
}

impl Said {
    fn is_empty(&self) -> bool {
        self.ours.is_empty() && self.theirs.is_empty()
    }

    fn of(
        sides: &Sides<'_>,
        questions: &[Question],
        decisions: &Decisions,
        unknown: &mut Vec<String>,
    ) -> Self {
        let mut said = Self::default();
        let answered = questions.iter().filter_map(|question| {
            let option = question.answer(decisions)?;
            of_option(question.options.iter().find(|own| own.key == option)?)
        });
        for (old, new) in answered.chain(decisions.pairs().iter().cloned()) {
            let (ours, theirs) = (sides.our_place(&old), sides.their_place(&new));
            match (ours, theirs) {
                (Some(ours), Some(theirs)) => said.pairs.push((theirs, ours)),
                (Some(_), None) if new == NONE => {}
                (None, Some(_)) if old == NONE => {}
                _ => unknown.push(format!("{old}={new}")),
            }
            said.ours.extend(ours);
            said.theirs.extend(theirs);
        }
        let into = (0..sides.live).filter_map(|ours| {
            let name = decisions.goes_into(*sides.ids.get(ours)?)?;
            Some((ours, sides.their_place(name)?))
        });
        said.into = into.filter(|(ours, _)| !said.ours.contains(ours)).collect();
        said.ours.extend(said.into.iter().map(|(ours, _)| *ours));
        said
    }

    /// Pairs what was said to be the same. A risk goes on with one history: of several that were
    /// said to be one of theirs the first, and the others go into it; what else one of ours was
    /// said to be came out of it. Gives the kin.
    fn take(&self, sides: &Sides<'_>, pairing: &mut Pairing) -> Vec<(usize, usize)> {
        let (mut ours_taken, mut theirs_taken) = (HashSet::new(), HashSet::new());
        let mut kin = Vec::new();
        for (theirs, ours) in &self.pairs {
            match (ours_taken.insert(*ours), theirs_taken.insert(*theirs)) {
                (true, true) => goes_on(sides, pairing, *ours, *theirs),
                (true, false) => goes_into(sides, pairing, &mut kin, *ours, *theirs),
                (false, true) => kin.push((*ours, *theirs)),
                (false, false) => {}
            }
        }
        for (ours, theirs) in &self.into {
            if pairing.found.contains_key(theirs) {
                goes_into(sides, pairing, &mut kin, *ours, *theirs);
            } else {
                goes_on(sides, pairing, *ours, *theirs);
            }
        }
        kin
    }
}

/// One of ours goes on as one of theirs.
fn goes_on(sides: &Sides<'_>, pairing: &mut Pairing, ours: usize, theirs: usize) {
    let why = Some(format!("It was {}, as you said.", sides.our_name(ours)));
    pairing.found.insert(theirs, Found { known: ours, likeness: Likeness::Renumbered, why });
}

/// One of ours goes into one of theirs that goes on with another history.
fn goes_into(
    sides: &Sides<'_>,
    pairing: &mut Pairing,
    kin: &mut Vec<(usize, usize)>,
    ours: usize,
    theirs: usize,
) {
    kin.push((ours, theirs));
    let (own, other) = (sides.our_name(ours), sides.their_name(theirs));
    if let Some(found) = pairing.found.get_mut(&theirs) {
        let why = found.why.take().map(|why| format!("{why} ")).unwrap_or_default();
        found.why = Some(format!("{why}{own} goes into it."));
    }
    pairing.lacking.insert(ours, format!("It goes into {other}, as you said."));
    pairing.gone.push((ours, other));
}

/// Who is like whom, of those that are not taken yet.
struct Work<'a> {
    sides: &'a Sides<'a>,
    /// The same words: theirs and ours.
    same: Vec<(usize, usize)>,
    /// The others that are alike at all, the likest first.
    alike: Vec<Alike>,
    /// The same number and nothing else in common.
    numbers: Vec<Alike>,
}

impl<'a> Work<'a> {
    fn of(sides: &'a Sides<'a>, no_ours: &HashSet<usize>, no_theirs: &HashSet<usize>) -> Self {
        let ours: Vec<usize> = (0..sides.ours.len()).filter(|i| !no_ours.contains(i)).collect();
        let theirs: Vec<usize> =
            (0..sides.theirs.len()).filter(|j| !no_theirs.contains(j)).collect();
        let risks = |places: &[usize], all: &[&'a Risk]| -> Vec<&'a Risk> {
            places.iter().filter_map(|place| all.get(*place).copied()).collect()
        };
        let same: Vec<(usize, usize)> =
            same_risks(&risks(&ours, &sides.ours), &risks(&theirs, &sides.theirs))
                .into_iter()
                .filter_map(|pair| Some((*theirs.get(pair.after)?, *ours.get(pair.before)?)))
                .collect();
        let left = |all: Vec<usize>, taken: HashSet<usize>| -> Vec<usize> {
            all.into_iter().filter(|place| !taken.contains(place)).collect()
        };
        let ours = left(ours, same.iter().map(|(_, ours)| *ours).collect());
        let theirs = left(theirs, same.iter().map(|(theirs, _)| *theirs).collect());
        let (mut alike, mut numbers) = (vec![], vec![]);
        if ours.len().saturating_mul(theirs.len()) <= MOST_COMPARISONS {
            for each in compared(sides, &ours, &theirs) {
                if each.share >= LIKE || each.is_part || each.may_be_taken() {
                    alike.push(each);
                } else if each.same_number {
                    numbers.push(each);
                }
            }
        }
        let order = |a: &Alike, b: &Alike| {
            b.score().total_cmp(&a.score()).then((a.ours, a.theirs).cmp(&(b.ours, b.theirs)))
        };
        alike.sort_by(order);
        Self { sides, same, alike, numbers }
    }

    /// Takes the likest first, each once.
    fn assign(&self, pairing: &mut Pairing) {
        let sides = self.sides;
        for (theirs, ours) in &self.same {
            let moved = number(sides.ours.get(*ours)) != number(sides.theirs.get(*theirs));
            let why = moved.then(|| format!("It was {}: the same words.", sides.our_name(*ours)));
            let found = Found { known: *ours, likeness: Likeness::Same, why };
            pairing.found.insert(*theirs, found);
        }
        let mut taken: HashMap<usize, usize> = HashMap::new();
        for each in self.alike.iter().filter(|each| each.may_be_taken()) {
            if taken.contains_key(&each.ours) || pairing.found.contains_key(&each.theirs) {
                continue;
            }
            let likeness = if each.same_number { Likeness::Alike } else { Likeness::Renumbered };
            let why = (!each.same_number).then(|| self.renumbered(*each));
            taken.insert(each.ours, each.theirs);
            pairing.found.insert(each.theirs, Found { known: each.ours, likeness, why });
        }
        for each in &self.numbers {
            let both = sides.ours.get(each.ours).zip(sides.theirs.get(each.theirs));
            let stands = each.ours < sides.live
                && both.is_some_and(|(ours, theirs)| corroborated(ours, theirs));
            if !stands || taken.contains_key(&each.ours) || pairing.found.contains_key(&each.theirs)
            {
                continue;
            }
            let why = format!(
                "The same number with other words ({}), under the same category and owner: taken \
                 as reworded.",
                each.percent()
            );
            taken.insert(each.ours, each.theirs);
            let found = Found { known: each.ours, likeness: Likeness::Doubtful, why: Some(why) };
            pairing.found.insert(each.theirs, found);
        }
    }

    /// What one of ours that is lacking may have gone into: what is new in the document or has a new
    /// number, where that is not too much to choose from, and what somebody said one went into.
    fn new_ones(&self, pairing: &Pairing, said: &Said) -> Vec<(String, String)> {
        let theirs = 0..self.sides.theirs.len();
        let is_named = |place: &usize| {
            said.into.iter().any(|(_, theirs)| theirs == place)
                || said.pairs.iter().any(|(theirs, _)| theirs == place)
        };
        let is_new = |place: &usize| {
            let found = pairing.found.get(place);
            found.is_none_or(|found| found.likeness == Likeness::Renumbered)
        };
        let few = theirs.clone().filter(is_new).count() <= MOST_OFFERED;
        let offered = theirs.filter(|place| is_named(place) || few && is_new(place));
        let words = |place: usize| {
            let risk = self.sides.theirs.get(place);
            (
                self.sides.their_name(place),
                risk.map(|risk| risk.wording()).unwrap_or_default().to_owned(),
            )
        };
        offered.map(words).collect()
    }

    /// Says of what is new, and of what is lacking, what it is like.
    fn name_the_rest(&self, pairing: &mut Pairing) {
        let taken: HashMap<usize, usize> =
            pairing.found.iter().map(|(theirs, found)| (found.known, *theirs)).collect();
        for each in self.alike.iter().filter(|each| each.ours < self.sides.live) {
            let (ours, theirs) =
                (self.sides.our_name(each.ours), self.sides.their_name(each.theirs));
            if !pairing.found.contains_key(&each.theirs) {
                let fate = match taken.get(&each.ours) {
                    Some(on) => format!("which goes on as {}", self.sides.their_name(*on)),
                    None => "which is not in the document".to_owned(),
                };
                pairing
                    .like
                    .entry(each.theirs)
                    .or_insert_with(|| format!("Like {ours} ({}), {fate}.", each.percent()));
            }
            if !taken.contains_key(&each.ours) {
                pairing.lacking.entry(each.ours).or_insert_with(|| {
                    format!("Like {theirs} of the document ({}).", each.percent())
                });
            }
        }
    }

    /// "It was R1 (88 % alike). Also like it: R1a (84 % alike)."
    fn renumbered(&self, each: Alike) -> String {
        let others: Vec<String> = self
            .alike
            .iter()
            .filter(|other| other.ours == each.ours && other.theirs != each.theirs)
            .map(|other| format!("{} ({})", self.sides.their_name(other.theirs), other.percent()))
            .collect();
        let also = if others.is_empty() {
            String::new()
        } else {
            format!(" Also like it: {}.", others.join(", "))
        };
        format!("It was {} ({}).{also}", self.sides.our_name(each.ours), each.percent())
    }

    /// Where two come near each other.
    fn questions(&self) -> Vec<Question> {
        let (mut by_ours, mut by_theirs): (HashMap<usize, f64>, HashMap<usize, f64>) =
            (HashMap::new(), HashMap::new());
        for each in &self.alike {
            by_ours.entry(each.ours).or_insert(each.score());
            by_theirs.entry(each.theirs).or_insert(each.score());
        }
        // Those that kept their number, and were worded anew.
        let reworded = |each: &&Alike| each.same_number && each.share < 1.0 && each.may_be_taken();
        let kept = || self.alike.iter().filter(reworded);
        let ours_kept: HashSet<usize> = kept().map(|each| each.ours).collect();
        let theirs_kept: HashSet<usize> = kept().map(|each| each.theirs).collect();
        // Several that are each nearly all in one of another number: a merger, or a split.
        let is_piece = |each: &&Alike| each.may_be_kin() && !ours_kept.contains(&each.ours);
        let pieces = |each: &Alike| {
            let with = self.alike.iter().filter(is_piece);
            let with =
                with.filter(|other| (other.ours == each.ours) != (other.theirs == each.theirs));
            is_piece(&each) && with.count() > 0
        };
        let near = |each: &&Alike| {
            let best = |of: &HashMap<usize, f64>, place| of.get(&place).copied().unwrap_or(0.0);
            let (ours, theirs) = (best(&by_ours, each.ours), best(&by_theirs, each.theirs));
            // A part of one that goes on under its number, and has no place of its own.
            let split = ours_kept.contains(&each.ours) && each.score() >= theirs;
            let merged = theirs_kept.contains(&each.theirs) && each.score() >= ours;
            each.ours < self.sides.live
                && (each.score() >= ours - NEAR && each.score() >= theirs - NEAR
                    || each.may_be_kin() && (split || merged)
                    || pieces(each))
        };
        let settled = |of: &[Alike]| {
            of.iter().any(|each| each.may_be_taken()) || of.iter().filter(is_piece).count() > 1
        };
        let near: Vec<Alike> = self.alike.iter().filter(near).copied().collect();
        let mut questions = Vec::new();
        let mut asked = HashSet::new();
        for ours in 0..self.sides.live {
            let of: Vec<Alike> = near.iter().filter(|each| each.ours == ours).copied().collect();
            if of.len() > 1 && settled(&of) {
                asked.insert(ours);
                questions.push(self.which_goes_on(ours, &of));
            }
        }
        for theirs in 0..self.sides.theirs.len() {
            let of: Vec<Alike> =
                near.iter().filter(|each| each.theirs == theirs).copied().collect();
            let fresh = of.iter().any(|each| !asked.contains(&each.ours));
            if of.len() > 1 && fresh && settled(&of) {
                questions.push(self.which_was_it(theirs, &of));
            }
        }
        questions
    }

    /// One of ours, and several of theirs that it may be: a split, or numbers that moved.
    fn which_goes_on(&self, ours: usize, of: &[Alike]) -> Question {
        let name = self.sides.our_name(ours);
        let words = self.sides.ours.get(ours).map(|risk| risk.wording()).unwrap_or_default();
        let option = |each: &Alike| {
            let own = self.sides.their_name(each.theirs);
            let risk = self.sides.theirs.get(each.theirs);
            let words = risk.map(|risk| risk.wording()).unwrap_or_default();
            let words = format!("{own} ({}): {words}", each.percent());
            Choice::new(&own, words, format!("--same {}", quoted(&format!("{name}={own}"))))
        };
        let none = Choice::new(
            NONE,
            format!("None of them: {name} is not in the document"),
            format!("--same {}", quoted(&format!("{name}={NONE}"))),
        );
        Question {
            key: format!(
                "same-{}",
                self.sides.ids.get(ours).map(ToString::to_string).unwrap_or_default()
            ),
            kind: Kind::Same,
            words: format!(
                "{name} may be any of {} risks of the document. Which of them goes on with its \
                 history?",
                of.len()
            ),
            options: of.iter().map(option).chain([none]).collect(),
            otherwise: None,
            concerns: vec![Concern { key: None, name, words: words.to_owned() }],
        }
    }

    /// One of theirs, and several of ours that it may have been: a merger.
    fn which_was_it(&self, theirs: usize, of: &[Alike]) -> Question {
        let name = self.sides.their_name(theirs);
        let words = self.sides.theirs.get(theirs).map(|risk| risk.wording()).unwrap_or_default();
        let option = |each: &Alike| {
            let own = self.sides.our_name(each.ours);
            let risk = self.sides.ours.get(each.ours);
            let words = risk.map(|risk| risk.wording()).unwrap_or_default();
            let words = format!("{own} ({}): {words}", each.percent());
            Choice::new(&own, words, format!("--same {}", quoted(&format!("{own}={name}"))))
        };
        let none = Choice::new(
            NONE,
            format!("None of them: {name} is new"),
            format!("--same {}", quoted(&format!("{NONE}={name}"))),
        );
        Question {
            key: format!("into-{name}"),
            kind: Kind::Same,
            words: format!(
                "{name} of the document may be any of {} risks of the register. Whose history does \
                 it go on with?",
                of.len()
            ),
            options: of.iter().map(option).chain([none]).collect(),
            otherwise: None,
            concerns: vec![Concern { key: None, name, words: words.to_owned() }],
        }
    }
}

/// Each of ours against each of theirs.
fn compared(sides: &Sides<'_>, ours: &[usize], theirs: &[usize]) -> Vec<Alike> {
    let read = |places: &[usize], all: &[&Risk]| -> Vec<(usize, Wording, Option<String>)> {
        let risk = |place: &usize| {
            let risk = all.get(*place)?;
            Some((*place, Wording::of(risk), number(Some(risk))))
        };
        places.iter().filter_map(risk).collect()
    };
    let (ours, theirs) = (read(ours, &sides.ours), read(theirs, &sides.theirs));
    let mut compared = Vec::new();
    for (our, our_words, our_number) in &ours {
        for (their, their_words, their_number) in &theirs {
            compared.push(Alike {
                ours: *our,
                theirs: *their,
                share: our_words.likeness(their_words),
                same_number: our_number.is_some() && our_number == their_number,
                is_part: our_words.is_part(their_words),
            });
        }
    }
    compared
}

fn number(risk: Option<&&Risk>) -> Option<String> {
    risk.and_then(|risk| risk.reference.as_deref()).map(folded)
}

/// Whether a risk of the same number but quite other words is still the same risk: it stands
/// under the same category with an owner in common. Otherwise the number was used again.
fn corroborated(before: &Risk, after: &Risk) -> bool {
    let same = |a: &Option<String>, b: &Option<String>| match (a, b) {
        (Some(a), Some(b)) => folded(a) == folded(b),
        _ => false,
    };
    same(&before.category, &after.category)
        && before.owners.iter().any(|owner| after.owners.contains(owner))
}
