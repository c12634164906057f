//! Which risk of one issue is which of the next, and which action is which: by number and words.
//!
//! Registers renumber, re-word and re-order between issues, and actions carry no number at all.
//! Pairing is deterministic and explains itself: each pair says how sure it is.

use std::{
    cell::OnceCell,
    collections::{HashMap, HashSet},
    hash::Hash,
};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{Action, Control, Risk, RiskId};

/// How a pair was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Likeness {
    /// The same words (and, if more than one has them, the same number).
    Same,
    /// The same number, and much the same words.
    Alike,
    /// Another number, but much the same words.
    Renumbered,
    /// The same number with quite other words: re-worded, or the number was used again. Ask.
    Doubtful,
}

/// One item before and the same one after, by position.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pair {
    /// Its position before.
    pub before: usize,
    /// Its position after.
    pub after: usize,
    /// How it was recognised.
    pub likeness: Likeness,
}

/// The share of letter pairs that two texts have in common, 0 to 1, blind to case and punctuation
/// (the Sørensen–Dice coefficient).
pub fn likeness(a: &str, b: &str) -> f64 {
    Pairs::of(&folded(a)).likeness(&Pairs::of(&folded(b)))
}

/// The pairs of letters that stand beside each other in a text without its white space, each with how
/// often, in order: to compare one with many is to go through the different ones of both, of which
/// even a long text has few.
#[derive(Debug, Clone)]
struct Pairs {
    letters: String,
    pairs: Vec<((char, char), u32)>,
}

/// So many times more pairs of one text are looked up rather than gone through.
const LOPSIDED: usize = 8;

impl Pairs {
    fn of(text: &str) -> Self {
        let letters: String = text.chars().filter(|letter| !letter.is_whitespace()).collect();
        let mut all: Vec<(char, char)> = letters.chars().zip(letters.chars().skip(1)).collect();
        all.sort_unstable();
        let count = |same: &[(char, char)]| Some((*same.first()?, same.len() as u32));
        let pairs = all.chunk_by(|a, b| a == b).filter_map(count).collect();
        Self { letters, pairs }
    }

    /// Twice the pairs in common over all pairs, as `strsim` counts them: by bytes.
    fn likeness(&self, other: &Self) -> f64 {
        if self.letters == other.letters {
            return 1.0;
        }
        if self.letters.len() < 2 || other.letters.len() < 2 {
            return 0.0;
        }
        let common = f64::from(self.common(other));
        2.0 * common / (self.letters.len() + other.letters.len() - 2) as f64
    }

    /// How many pairs both have, each as often as both have it.
    fn common(&self, other: &Self) -> u32 {
        let (few, many) = match self.pairs.len() <= other.pairs.len() {
            true => (&self.pairs, &other.pairs),
            false => (&other.pairs, &self.pairs),
        };
        let mut common = 0;
        if few.len() * LOPSIDED < many.len() {
            for (pair, times) in few {
                let found = many.binary_search_by_key(pair, |(own, _)| *own);
                let theirs = found.ok().and_then(|at| many.get(at)).map_or(0, |(_, times)| *times);
                common += theirs.min(*times);
            }
            return common;
        }
        let (mut ours, mut theirs) = (few.iter().peekable(), many.iter().peekable());
        while let (Some((our, times)), Some((their, others))) = (ours.peek(), theirs.peek()) {
            let order = our.cmp(their);
            common += if order.is_eq() { *times.min(others) } else { 0 };
            if order.is_le() {
                ours.next();
            }
            if order.is_ge() {
                theirs.next();
            }
        }
        common
    }
}

/// A text without case and punctuation, its words parted by single spaces.
pub fn folded(text: &str) -> String {
    if text.is_ascii() {
        return folded_ascii(text.as_bytes());
    }
    let mut folded = String::with_capacity(text.len());
    let mut parted = false;
    for letter in text.chars() {
        if !letter.is_alphanumeric() {
            parted = !folded.is_empty();
            continue;
        }
        if parted {
            folded.push(' ');
            parted = false;
        }
        folded.extend(letter.to_lowercase());
    }
    folded
}

/// The same for plain ASCII, in steps that the compiler does many bytes at a time.
fn folded_ascii(text: &[u8]) -> String {
    let fold =
        |byte: &u8| if byte.is_ascii_alphanumeric() { byte.to_ascii_lowercase() } else { b' ' };
    let mut folded: Vec<u8> = text.trim_ascii().iter().map(fold).collect();
    folded.dedup_by(|after, before| (*before, *after) == (b' ', b' '));
    // What is left of ASCII is ASCII.
    let mut folded = String::from_utf8(folded).unwrap_or_default();
    folded.truncate(folded.trim_end().len());
    match folded.strip_prefix(' ') {
        Some(rest) => rest.to_owned(),
        None => folded,
    }
}

/// Whether two texts are not the same, and differ in spaces, quotes, dashes or capitals alone.
pub fn differs_in_print_only(a: &str, b: &str) -> bool {
    a != b && plainly_printed(a) == plainly_printed(b)
}

/// A text in small letters with plain quotes and dashes and single spaces.
fn plainly_printed(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut spaced = false;
    for letter in text.chars() {
        match letter {
            // A soft hyphen, joiners and a byte-order mark are not seen.
            '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}' => continue,
            _ if letter.is_whitespace() => {
                spaced = !plain.is_empty();
                continue;
            }
            _ => {}
        }
        if spaced {
            plain.push(' ');
            spaced = false;
        }
        match letter {
            '‘' | '’' | '‚' | '‛' | '′' | '`' | '´' | '“' | '”' | '„' | '‟' | '″' | '«' | '»'
            | '"' => plain.push('\''),
            '‐'..='―' | '−' | '﹘' | '－' => plain.push('-'),
            _ => plain.extend(letter.to_lowercase()),
        }
    }
    plain
}

/// A heading without the dates and numbers in it, which move from issue to issue ("Progress to
/// September 2025").
pub fn undated(heading: &str) -> String {
    let words = folded(heading);
    let moves = |word: &&str| {
        word.contains(|c: char| c.is_ascii_digit())
            || MONTHS.iter().any(|month| word.len() >= 3 && month.starts_with(*word))
            || *word == "sept"
    };
    let stays: Vec<&str> = words.split(' ').filter(|word| !moves(word)).collect();
    if stays.is_empty() { words } else { stays.join(" ") }
}

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// Words must agree this far for the same number to mean the same risk beyond doubt.
const SAME_NUMBER: f64 = 0.5;
/// Words must agree this far to recognise an item without its number.
const NO_NUMBER: f64 = 0.7;
/// Fuzzy pairing compares each with each; beyond this many comparisons it is left out.
const MOST_COMPARISONS: usize = 1_000_000;

/// Pairs the risks of two issues of a register: by id, else by number and words.
pub fn pair_risks(before: &[&Risk], after: &[&Risk]) -> Vec<Pair> {
    let mut pairing = Pairing::of(before.len(), after.len());
    pairing.by_id(before, after);
    let (before, after) = pairing.keys_of_the_rest(before, after, |risk| Key::of(risk));
    pairing.by_words(&before, &after)
}

/// Pairs only the risks that say the same; where several do, those of the same number first.
pub fn same_risks(before: &[&Risk], after: &[&Risk]) -> Vec<Pair> {
    let keys = |risks: &[&Risk]| -> Vec<Key> { risks.iter().map(|risk| Key::of(risk)).collect() };
    let (before, after) = (keys(before), keys(after));
    let mut pairing = Pairing::of(before.len(), after.len());
    pairing.by_sameness(&before, &after);
    pairing.pairs
}

/// The words of a risk, folded once to be compared with many.
#[derive(Debug, Clone)]
pub struct Wording {
    key: Key,
    /// The different words of its title, description and event, in order.
    main: Vec<String>,
}

impl Wording {
    /// Those of a risk.
    pub fn of(risk: &Risk) -> Self {
        let key = Key::of(risk);
        let words = key.main().flat_map(|part| part.split(' '));
        let telling = words.filter(|word| word.len() > 2 && !SMALL.contains(word));
        let mut main: Vec<String> = telling.map(str::to_owned).collect();
        main.sort_unstable();
        main.dedup();
        Self { key, main }
    }

    /// The share of letter pairs in common, as for [`likeness`]: of the parts that both risks have,
    /// for an issue may leave out the causes of all.
    pub fn likeness(&self, other: &Self) -> f64 {
        self.key.likeness(&other.key)
    }

    /// Whether nearly all that one says the other says too, as after a split or a merger.
    pub fn is_part(&self, other: &Self) -> bool {
        let (short, long) = if self.main.len() <= other.main.len() {
            (&self.main, &other.main)
        } else {
            (&other.main, &self.main)
        };
        let found = short.iter().filter(|word| long.binary_search(word).is_ok()).count();
        short.len() >= FEWEST_TELLING && found * 6 >= short.len() * 5
    }
}

/// Words that tell nothing of what a risk is about.
const SMALL: [&str; 9] = ["and", "are", "for", "from", "not", "that", "the", "this", "with"];

/// A wording of fewer telling words stands in others by chance.
const FEWEST_TELLING: usize = 3;

/// Pairs the controls of one risk before and after a change: by id, else by the same words.
pub fn pair_controls(before: &[Control], after: &[Control]) -> Vec<Pair> {
    let mut pairing = Pairing::of(before.len(), after.len());
    let id = |control: &Control| Some((control.id?.to_string(), String::new()));
    pairing.by_key(before, after, Likeness::Same, id);
    let words = |control: &Control| Some((String::new(), control.description.clone()));
    pairing.by_key(before, after, Likeness::Same, words);
    pairing.pairs
}

/// Pairs the controls of one risk before and after a change: by id, else by much the same words.
pub fn pair_by_words(before: &[Control], after: &[Control]) -> Vec<Pair> {
    // No control has a number: in this they are all alike, and that alone pairs none.
    let key = |control: &Control| Key {
        number: Some(String::new()),
        words: folded(&control.description),
        ..Key::default()
    };
    let mut pairing = Pairing::of(before.len(), after.len());
    pairing.by_key(before, after, Likeness::Same, |control| control.id);
    let (before, after) = pairing.keys_of_the_rest(before, after, key);
    let mut pairs = pairing.by_words(&before, &after);
    pairs.retain(|pair| pair.likeness != Likeness::Doubtful);
    pairs
}

/// Pairs the actions of one risk before and after a change: by id, else by their words.
pub fn pair_actions(before: &[Action], after: &[Action]) -> Vec<Pair> {
    let key = |action: &Action| {
        // Owners and date tell twins apart: the same words twice in one risk.
        let due = action.due.as_ref().map_or("", |due| &due.text);
        let number = Some(format!("{} {}", action.owners.join("/"), folded(due)));
        Key { number, words: folded(&action.description), ..Key::default() }
    };
    let mut pairing = Pairing::of(before.len(), after.len());
    pairing.by_key(before, after, Likeness::Same, |action| action.id);
    let (before, after) = pairing.keys_of_the_rest(before, after, key);
    let mut pairs = pairing.by_words(&before, &after);
    // Owner and date are no number: two actions that share just these are not the same.
    pairs.retain(|pair| pair.likeness != Likeness::Doubtful);
    pairs
}

#[derive(Debug, Clone, Default)]
struct Key {
    number: Option<String>,
    words: String,
    /// Of a risk: how long each part of its words is, in the order of [`Key::of`].
    parts: [usize; 5],
    pairs: OnceCell<Pairs>,
}

impl Key {
    /// The parts that say what a risk is, beside why and with what effect.
    const MAIN: usize = 3;

    fn of(risk: &Risk) -> Self {
        let parts = [&risk.title, &risk.description, &risk.event, &risk.cause, &risk.consequence];
        let parts = parts.map(|part| part.as_deref().map(folded).unwrap_or_default());
        let words = parts.concat();
        let parts = parts.map(|part| part.len());
        let number = risk.reference.as_deref().map(folded);
        Self { number, words, parts, ..Self::default() }
    }

    /// The letter pairs of its words; found when it is first compared with another.
    fn pairs(&self) -> &Pairs {
        self.pairs.get_or_init(|| Pairs::of(&self.words))
    }

    /// Its parts, empty where the risk has none.
    fn parts(&self) -> impl Iterator<Item = &str> {
        let mut from = 0;
        self.parts.iter().map(move |length| {
            let part = self.words.get(from..from + length).unwrap_or_default();
            from += length;
            part
        })
    }

    fn main(&self) -> impl Iterator<Item = &str> {
        self.parts().take(Self::MAIN)
    }

    /// The share of letter pairs in common: of the parts that both have, where they have a main one
    /// in common.
    fn likeness(&self, other: &Self) -> f64 {
        let shared = |at: usize| {
            let has = |key: &Self| key.parts.get(at).is_some_and(|length| *length > 0);
            (has(self), has(other))
        };
        let alike =
            (0..self.parts.len()).all(|at| matches!(shared(at), (true, true) | (false, false)));
        if alike || !(0..Self::MAIN).any(|at| shared(at) == (true, true)) {
            return self.pairs().likeness(other.pairs());
        }
        let both = self.parts().zip(other.parts());
        let (ours, theirs): (String, String) =
            both.filter(|(ours, theirs)| !ours.is_empty() && !theirs.is_empty()).unzip();
        Pairs::of(&ours).likeness(&Pairs::of(&theirs))
    }
}

struct Pairing {
    left: Vec<usize>,
    right: Vec<usize>,
    pairs: Vec<Pair>,
}

impl Pairing {
    fn of(before: usize, after: usize) -> Self {
        Self { left: (0..before).collect(), right: (0..after).collect(), pairs: Vec::new() }
    }

    /// Pairs the risks of one id: whoever keeps them has settled already which is which.
    fn by_id(&mut self, before: &[&Risk], after: &[&Risk]) {
        let known = |(place, risk): (usize, &&Risk)| Some((risk.id?, place));
        let mut places: HashMap<RiskId, usize> =
            before.iter().enumerate().filter_map(known).collect();
        let found = after
            .iter()
            .enumerate()
            .filter_map(|(place, risk)| Some((places.remove(&risk.id?)?, place, Likeness::Same)));
        self.take(found.collect());
    }

    /// The keys of what is left to be paired: nothing else is read.
    fn keys_of_the_rest<T>(
        &self,
        before: &[T],
        after: &[T],
        key: impl Fn(&T) -> Key,
    ) -> (Vec<Key>, Vec<Key>) {
        let keys = |all: &[T], left: &[usize]| {
            let mut keys: Vec<Key> = all.iter().map(|_| Key::default()).collect();
            for place in left {
                if let (Some(slot), Some(own)) = (keys.get_mut(*place), all.get(*place)) {
                    *slot = key(own);
                }
            }
            keys
        };
        (keys(before, &self.left), keys(after, &self.right))
    }

    /// Pairs what says the same: of the same number first, then of any.
    fn by_sameness(&mut self, before: &[Key], after: &[Key]) {
        self.by_key(before, after, Likeness::Same, |key| {
            Some((key.number.clone().unwrap_or_default(), key.words.clone()))
        });
        self.by_key(before, after, Likeness::Same, |key| {
            (!key.words.is_empty()).then(|| (String::new(), key.words.clone()))
        });
    }

    /// Pairs by ever weaker evidence; each item is used once. Sorted by position after.
    fn by_words(mut self, before: &[Key], after: &[Key]) -> Vec<Pair> {
        self.by_sameness(before, after);
        let same = self.of_the_same_number(before, after);
        self.by_likeness(before, after, same, SAME_NUMBER, Likeness::Alike);
        let all = self.each_with_each();
        self.by_likeness(before, after, all, NO_NUMBER, Likeness::Renumbered);
        self.by_key(before, after, Likeness::Doubtful, |key| {
            key.number.clone().map(|number| (number, String::new()))
        });
        self.pairs.sort_by_key(|pair| pair.after);
        self.pairs
    }

    /// Takes pairs out of what is left, all at once: one by one it would take the square of them.
    fn take(&mut self, found: Vec<(usize, usize, Likeness)>) {
        if found.is_empty() {
            return;
        }
        without(&mut self.left, found.iter().map(|(before, ..)| *before));
        without(&mut self.right, found.iter().map(|(_, after, _)| *after));
        let pair = |(before, after, likeness)| Pair { before, after, likeness };
        self.pairs.extend(found.into_iter().map(pair));
    }

    /// Pairs what has an equal key, first with first.
    fn by_key<T, K: Eq + Hash>(
        &mut self,
        before: &[T],
        after: &[T],
        likeness: Likeness,
        key: impl Fn(&T) -> Option<K>,
    ) {
        let mut places: HashMap<K, Vec<usize>> = HashMap::new();
        for &i in self.left.iter().rev() {
            if let Some(key) = before.get(i).and_then(&key) {
                places.entry(key).or_default().push(i);
            }
        }
        let found = self.right.iter().filter_map(|&j| {
            let i = places.get_mut(&key(after.get(j)?)?)?.pop()?;
            Some((i, j, likeness))
        });
        self.take(found.collect());
    }

    /// What is left of each number, each with each: few, however many numbers there are.
    fn of_the_same_number(&self, before: &[Key], after: &[Key]) -> Vec<(usize, usize)> {
        let mut places: HashMap<&str, Vec<usize>> = HashMap::new();
        for &j in &self.right {
            if let Some(number) = after.get(j).and_then(|key| key.number.as_deref()) {
                places.entry(number).or_default().push(j);
            }
        }
        let of = |i: &usize| places.get(before.get(*i)?.number.as_deref()?).map(|own| (*i, own));
        let found = self.left.iter().filter_map(of);
        let found = found.flat_map(|(i, own)| own.iter().map(move |j| (i, *j)));
        found.take(MOST_COMPARISONS).collect()
    }

    /// All that is left, each with each; nothing where that is too much.
    fn each_with_each(&self) -> Vec<(usize, usize)> {
        if self.left.len().saturating_mul(self.right.len()) > MOST_COMPARISONS {
            return vec![];
        }
        self.left.iter().flat_map(|i| self.right.iter().map(|j| (*i, *j))).collect()
    }

    /// Pairs what is alike enough of those that may be, the likest first.
    fn by_likeness(
        &mut self,
        before: &[Key],
        after: &[Key],
        may: Vec<(usize, usize)>,
        least: f64,
        name: Likeness,
    ) {
        let mut found = Vec::new();
        for (i, j) in may {
            let (Some(a), Some(b)) = (before.get(i), after.get(j)) else { continue };
            let likeness = a.likeness(b);
            if likeness >= least {
                found.push((likeness, i, j));
            }
        }
        found.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
        let (mut ours, mut theirs) = (HashSet::new(), HashSet::new());
        found.retain(|(_, i, j)| {
            let is_free = !ours.contains(i) && !theirs.contains(j);
            is_free && ours.insert(*i) && theirs.insert(*j)
        });
        self.take(found.into_iter().map(|(_, i, j)| (i, j, name)).collect());
    }
}

/// Takes places away from those that are left, which are in order.
fn without(places: &mut Vec<usize>, taken: impl Iterator<Item = usize>) {
    let mut is_taken = vec![false; places.last().map_or(0, |last| last + 1)];
    for place in taken {
        is_taken.get_mut(place).into_iter().for_each(|taken| *taken = true);
    }
    places.retain(|place| is_taken.get(*place) == Some(&false));
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn however_many_are_reworded_each_is_known_by_its_number() {
        let of = |tail: &str| -> Vec<Risk> {
            (0..1_200)
                .map(|n| risk(&n.to_string(), &format!("Pier {n} of the harbour gives way {tail}")))
                .collect()
        };
        let pairs = paired(&of("in a gale"), &of("in a storm"));
        assert_eq!(pairs.len(), 1_200);
        assert!(pairs.iter().all(|(i, j, how)| i == j && *how == Likeness::Alike));
    }

    fn risk(reference: &str, wording: &str) -> Risk {
        Risk {
            reference: Some(reference.to_owned()),
            description: Some(wording.to_owned()),
            ..Risk::default()
        }
    }

    fn paired(before: &[Risk], after: &[Risk]) -> Vec<(usize, usize, Likeness)> {
        let (before, after): (Vec<_>, Vec<_>) = (before.iter().collect(), after.iter().collect());
        pair_risks(&before, &after)
            .into_iter()
            .map(|pair| (pair.before, pair.after, pair.likeness))
            .collect()
    }

    #[test]
    fn a_renumbered_register_is_recognised_by_its_words() {
        let before =
            [risk("1", "The boiler fails in winter"), risk("2", "Volunteers cannot be found")];
        let after =
            [risk("1", "Volunteers cannot be found"), risk("2", "The boiler fails in winter")];
        assert_eq!(paired(&before, &after), [(1, 0, Likeness::Same), (0, 1, Likeness::Same)]);
    }

    #[test]
    fn risks_that_are_kept_pair_by_their_ids() {
        let kept =
            |id: u8, words| Risk { id: Some(RiskId::from_random([id; 16])), ..risk("1", words) };
        let before = [kept(1, "The boiler fails"), kept(2, "The boiler fails")];
        let after = [kept(2, "The boiler fails"), kept(1, "Grant funding ends in March")];
        assert_eq!(paired(&before, &after), [(1, 0, Likeness::Same), (0, 1, Likeness::Same)]);
    }

    #[test]
    fn a_reworded_risk_keeps_its_number() {
        let before = [risk("7", "The boiler fails in winter and rooms close")];
        let after = [risk("7", "The boiler may fail in winter so that rooms close")];
        assert_eq!(paired(&before, &after), [(0, 0, Likeness::Alike)]);
    }

    #[test]
    fn an_issue_without_causes_is_recognised_by_what_both_say() {
        let told = |mut risk: Risk| {
            risk.cause = Some("Reminders are not sent and nobody asks for a deposit".to_owned());
            risk.consequence = Some("Income is lost".to_owned());
            risk
        };
        let before = [told(risk("6", "Rents unpaid")), told(risk("7", "Keys lost"))];
        let after = [risk("6", "Rents unpaid"), risk("8", "Keys lost")];
        let wanted = [(0, 0, Likeness::Alike), (1, 1, Likeness::Renumbered)];
        assert_eq!(paired(&before, &after), wanted);
    }

    #[test]
    fn a_part_is_what_the_other_says_too() {
        let part = |a, b| Wording::of(&risk("1", a)).is_part(&Wording::of(&risk("2", b)));
        let whole = "The boiler fails in winter and volunteers cannot be found";
        assert!(
            part("Volunteers cannot be found", whole) && part(whole, "The boiler fails in winter")
        );
        assert!(!part("Grant funding ends in winter", whole) && !part("The boiler", whole));
    }

    #[test]
    fn a_number_used_again_for_other_words_is_doubtful() {
        let before = [risk("7", "The boiler fails in winter")];
        let after = [risk("7", "Grant funding ends in March")];
        assert_eq!(paired(&before, &after), [(0, 0, Likeness::Doubtful)]);
    }

    #[test]
    fn risks_of_one_wording_pair_by_number() {
        let before = [risk("1", "Fire"), risk("2", "Fire")];
        let after = [risk("2", "Fire"), risk("1", "Fire")];
        assert_eq!(paired(&before, &after), [(1, 0, Likeness::Same), (0, 1, Likeness::Same)]);
    }

    #[test]
    fn print_is_spaces_quotes_dashes_and_capitals() {
        let same = |a, b| differs_in_print_only(a, b);
        assert!(same("The  “old” depot – North", "the 'Old' depot - north "));
        assert!(same("Don’t stop", "Don't\u{a0}stop"));
        assert!(!same("Fire", "Fire"), "it does not differ");
        assert!(!same("Fire, flood", "Fire flood") && !same("-5", "5") && !same("ab", "a b"));
    }

    #[test]
    fn a_heading_moves_on_with_its_date() {
        assert_eq!(undated("Progress to September 2025"), undated("Progress to 12 Dec 2025"));
        assert_ne!(undated("Progress"), undated("Comment"));
        assert_eq!(undated("2025"), "2025");
    }

    #[test]
    fn likeness_is_blind_to_case_and_punctuation() {
        assert_eq!(likeness("Fire, flood!", "fire flood"), 1.0);
        assert!(likeness("Fire", "Grant funding") < 0.2);
    }

    #[test]
    fn plain_ascii_folds_as_all_else_does() {
        for text in ["", " -- ", "Fire", "  A - b,  C. ", "Don't: 3.5% (Q4)\n", "a\tb"] {
            let marked = folded(&format!("{text} é"));
            assert_eq!(folded(text), marked.trim_end_matches('é').trim_end(), "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn likeness_is_the_share_of_letter_pairs(a in "[ab éß1]{0,9}", b in "[ab éß1]{0,9}") {
            let found = Pairs::of(&a).likeness(&Pairs::of(&b));
            prop_assert_eq!(found, strsim::sorensen_dice(&a, &b));
        }

        #[test]
        fn likeness_of_a_short_text_and_a_long_one_is_counted_alike(
            a in "[a-e ]{0,6}", b in "[a-z ]{0,400}",
        ) {
            let found = Pairs::of(&a).likeness(&Pairs::of(&b));
            prop_assert_eq!(found, strsim::sorensen_dice(&a, &b));
            prop_assert_eq!(found, Pairs::of(&b).likeness(&Pairs::of(&a)));
        }
    }
}
