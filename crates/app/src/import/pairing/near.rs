//! Where two come near each other: a person is asked.

use std::collections::{HashMap, HashSet};

use super::{
    NONE,
    sides::{Alike, corroborated},
    work::Work,
};
use crate::import::question::{Choice, Concern, Kind, Question};

/// Two that are no further apart than this are near each other: a person decides.
const NEAR: f64 = 0.15;

impl Work<'_> {
    /// Where two come near each other.
    pub(super) fn questions(&self) -> Vec<Question> {
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
        questions.extend(self.earlier_ones());
        questions
    }

    /// Those of theirs that have the number of a risk that only comes later, and other words: is it
    /// that one, as it was told before?
    fn earlier_ones(&self) -> impl Iterator<Item = Question> {
        let is_taken = move |number: &Alike| {
            let by = |each: &Alike| each.ours == number.ours || each.theirs == number.theirs;
            self.alike.iter().any(|each| each.may_be_taken() && by(each))
        };
        let is_open = move |each: &&Alike| {
            let both = self.sides.ours.get(each.ours).zip(self.sides.theirs.get(each.theirs));
            self.sides.comes_later.contains(&each.ours)
                && both.is_some_and(|(ours, theirs)| !corroborated(ours, theirs))
                && !is_taken(each)
        };
        self.numbers.iter().filter(is_open).map(move |each| {
            let question = self.which_was_it(each.theirs, &[*each]);
            let name = self.sides.their_name(each.theirs);
            let words = format!(
                "{name} of the document has other words than the {name} of a later issue. Does it \
                 go on in that?"
            );
            Question { words, ..question }
        })
    }

    /// One of ours, and several of theirs that it may be: a split, or numbers that moved.
    pub(super) fn which_goes_on(&self, ours: usize, of: &[Alike]) -> Question {
        let name = self.sides.our_name(ours);
        let words = self.sides.ours.get(ours).map(|risk| risk.wording()).unwrap_or_default();
        let option = |each: &Alike| {
            let own = self.sides.their_name(each.theirs);
            let risk = self.sides.theirs.get(each.theirs);
            let words = risk.map(|risk| risk.wording()).unwrap_or_default();
            let words = format!("{own} ({}): {words}", each.percent());
            Choice::of_pair(&own, words, (&name, &own))
        };
        let words_of_none = format!("None of them: {name} is not in the document");
        let none = Choice::of_pair(NONE, words_of_none, (&name, NONE));
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
    pub(super) fn which_was_it(&self, theirs: usize, of: &[Alike]) -> Question {
        let name = self.sides.their_name(theirs);
        let words = self.sides.theirs.get(theirs).map(|risk| risk.wording()).unwrap_or_default();
        let option = |each: &Alike| {
            let own = self.sides.our_name(each.ours);
            let risk = self.sides.ours.get(each.ours);
            let words = risk.map(|risk| risk.wording()).unwrap_or_default();
            let words = format!("{own} ({}): {words}", each.percent());
            Choice::of_pair(&own, words, (&own, &name))
        };
        let none = Choice::of_pair(NONE, format!("None of them: {name} is new"), (NONE, &name));
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
