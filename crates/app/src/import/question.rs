//! What a plan cannot decide by itself: every question has one shape.
//!
//! It is shown on the plan in the browser, asked at a terminal, and answered beforehand by an
//! option of the command line. Nothing is changed while one that must be answered is open.

use std::collections::BTreeMap;

use bellwether_history::RiskId;
use serde::Serialize;

/// Something that only a person can decide.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Question {
    /// What an answer names it by: the same each time that the document is planned.
    pub key: String,
    /// What it is about.
    pub kind: Kind,
    /// The question, in whole sentences.
    pub words: String,
    /// What can be answered.
    pub options: Vec<Choice>,
    /// What holds where nobody answers; `None` where somebody must.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub otherwise: Option<String>,
    /// The risks or places that it concerns.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub concerns: Vec<Concern>,
}

/// What a question is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// The document holds several registers.
    Tables,
    /// The document may have been read wrongly.
    Reading,
    /// Rows of the document are struck out whole.
    Struck,
    /// The document names several dates that it speaks of.
    Dates,
    /// The document speaks of a day that is yet to come.
    Ahead,
    /// The document may be another register's.
    OtherRegister,
    /// Risks that may not be for the public.
    Marks,
    /// Ratings that are on no step of the scales.
    OffScale,
    /// What was changed by hand since the issue before, and the document says as it did then.
    ByHand,
    /// Which risk is which: a split, a merger, a renumbering.
    Same,
    /// A column is there and empty where much stood.
    Emptied,
    /// Risks on the register that the document lacks.
    Missing,
    /// What the document has no place for, and stays; asked only of who looks.
    NotCovered,
}

/// One answer that can be given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Choice {
    /// What it is named by.
    pub key: String,
    /// What it means.
    pub words: String,
    /// How the command line gives it beforehand ("--missing close").
    pub argument: String,
    /// The risks that it says to be one, of the register and of the document, by their names.
    #[serde(skip)]
    pub pair: Option<(String, String)>,
}

impl Choice {
    pub(super) fn new(key: &str, words: impl Into<String>, argument: impl Into<String>) -> Self {
        Self { key: key.to_owned(), words: words.into(), argument: argument.into(), pair: None }
    }

    /// An answer that says one of ours and one of theirs to be the same risk.
    pub(super) fn of_pair(key: &str, words: impl Into<String>, (old, new): (&str, &str)) -> Self {
        let argument = format!("--same {}", quoted(&format!("{old}={new}")));
        Self { pair: Some((old.to_owned(), new.to_owned())), ..Self::new(key, words, argument) }
    }
}

/// A risk or a place that a question concerns.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Concern {
    /// What an answer for this one alone names it by, where it can be answered alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub key: Option<String>,
    /// Its number.
    pub name: String,
    /// Its words.
    pub words: String,
}

impl Question {
    /// What is answered: by the decisions, else what holds where nobody answers.
    pub fn answer<'a>(&'a self, decisions: &'a Decisions) -> Option<&'a str> {
        self.given(decisions, &self.key).or(self.otherwise.as_deref())
    }

    /// What was answered for one of the things it concerns.
    pub fn answer_of<'a>(
        &'a self,
        concern: &'a Concern,
        decisions: &'a Decisions,
    ) -> Option<&'a str> {
        let own = concern.key.as_deref().and_then(|key| self.given(decisions, key));
        own.or_else(|| self.answer(decisions))
    }

    fn given<'a>(&'a self, decisions: &'a Decisions, key: &str) -> Option<&'a str> {
        // A word that is none of the options is no answer.
        decisions.get(key).filter(|given| self.options_of(key).any(|option| option.key == *given))
    }

    /// The answers that can be given under a key: what one risk went into is said of that alone,
    /// and not of all that a question concerns.
    pub fn options_of<'a>(&'a self, key: &str) -> impl Iterator<Item = &'a Choice> {
        let of_all = key == self.key && self.is_for_each();
        self.options.iter().filter(move |option| !(of_all && option.key.starts_with(INTO)))
    }

    /// Whether each thing that it concerns can be answered by itself.
    pub fn is_for_each(&self) -> bool {
        self.concerns.iter().any(|concern| concern.key.is_some())
    }

    /// What it concerns and nobody has answered for yet.
    pub fn open<'a>(&'a self, decisions: &'a Decisions) -> impl Iterator<Item = &'a Concern> {
        self.concerns.iter().filter(|concern| self.answer_of(concern, decisions).is_none())
    }

    /// Whether an answer is wanted.
    pub fn is_open(&self, decisions: &Decisions) -> bool {
        if self.is_for_each() {
            self.open(decisions).next().is_some()
        } else {
            self.answer(decisions).is_none()
        }
    }

    /// What can be done in place of an answer, and makes another plan.
    pub fn instead(&self) -> Option<Choice> {
        let own = || {
            let words = "Yes: it goes to a register of its own, under a short name";
            Choice::new("own", words, "--organisation NAME")
        };
        (self.kind == Kind::OtherRegister).then(own)
    }

    /// How the command line answers it: "--missing close or --missing keep".
    pub fn arguments(&self) -> String {
        let all = self.options.iter().cloned().chain(self.instead());
        let each = all.map(|option| match option.key.strip_prefix(INTO) {
            Some(_) => format!("{BY_SAME}NEW"),
            None => option.argument,
        });
        let mut all: Vec<String> = each.collect();
        all.dedup();
        all.join(" or ")
    }
}

/// What became of a risk that the document lacks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Decision {
    /// It is off the register from the document's date; its history stays.
    Close,
    /// It stays on the register as it is.
    Keep,
}

impl Decision {
    pub(super) const CLOSE: &str = "close";
    pub(super) const KEEP: &str = "keep";
}

/// The question about all risks that the document lacks.
pub(super) const MISSING: &str = "missing";

/// Before the number of the document's risk that one of them went into.
pub(super) const INTO: &str = "into-";

/// How the command line says it of each of them by its number.
pub(super) const BY_SAME: &str = "--same NUMBER=";

/// The answers that were given, by the key of their question.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Decisions {
    answers: BTreeMap<String, String>,
    /// Risks of the register and what they are in the document, by their numbers.
    pairs: Vec<(String, String)>,
}

impl Decisions {
    /// The same for all risks that the document lacks.
    pub fn all(decision: Decision) -> Self {
        let mut decisions = Self::default();
        decisions.answer(
            MISSING,
            match decision {
                Decision::Close => Decision::CLOSE,
                Decision::Keep => Decision::KEEP,
            },
        );
        decisions
    }

    /// Answers a question, or something that it concerns, by its key.
    pub fn answer(&mut self, question: impl Into<String>, option: impl Into<String>) {
        self.answers.insert(question.into(), option.into());
    }

    /// Says that a risk of the register is one of the document's, both by number; `none` where it
    /// is none of them.
    pub fn same(&mut self, old: impl Into<String>, new: impl Into<String>) {
        self.pairs.push((old.into(), new.into()));
    }

    /// The answer under a key.
    pub fn get(&self, key: &str) -> Option<&str> {
        self.answers.get(key).map(String::as_str)
    }

    /// Answers what was answered before and is not now; an answer for all goes before an older one
    /// for one of them.
    pub(super) fn recall(&mut self, before: &BTreeMap<String, String>) {
        let is_said = |key: &str| {
            let own = |given: &String| {
                key.strip_prefix(given.as_str())
                    .is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
            };
            self.answers.keys().any(own)
        };
        let old: Vec<_> = before.iter().filter(|(key, _)| !is_said(key)).collect();
        for (key, answer) in old {
            self.answers.insert(key.clone(), answer.clone());
        }
    }

    pub(super) fn pairs(&self) -> &[(String, String)] {
        &self.pairs
    }

    /// The same with each pair parted where both numbers are known: a number may hold the sign that
    /// stands between the two.
    pub(super) fn parted(
        &self,
        is_ours: impl Fn(&str) -> bool,
        is_theirs: impl Fn(&str) -> bool,
    ) -> Self {
        let parted = |(old, new): &(String, String)| {
            let whole = format!("{old}={new}");
            let all = whole.match_indices('=').map(|(at, sign)| {
                let (old, rest) = whole.split_at(at);
                (old.trim(), rest.strip_prefix(sign).unwrap_or(rest).trim())
            });
            let as_said = std::iter::once((old.as_str(), new.as_str()));
            let known = |(old, new): &(&str, &str)| is_ours(old) && is_theirs(new);
            let (old, new) = as_said.chain(all).find(known).unwrap_or((old, new));
            (old.to_owned(), new.to_owned())
        };
        Self { pairs: self.pairs.iter().map(parted).collect(), answers: self.answers.clone() }
    }

    /// What was decided for a risk that the document lacks.
    pub fn of(&self, id: RiskId) -> Option<Decision> {
        let own = self.get(&missing_key(id)).and_then(decision);
        own.or_else(|| self.get(MISSING).and_then(decision))
    }

    /// The risk of the document that one went into, by its number there.
    pub(super) fn goes_into(&self, id: RiskId) -> Option<&str> {
        self.get(&missing_key(id))?.strip_prefix(INTO)
    }

    /// Those that answer something that was asked, to be kept with the import.
    pub(super) fn kept(&self, questions: &[Question]) -> BTreeMap<String, String> {
        let keys = questions.iter().flat_map(|question| {
            let concerns = question.concerns.iter().filter_map(|concern| concern.key.as_deref());
            concerns.chain([question.key.as_str()]).map(move |key| (question, key))
        });
        let asked = keys.filter_map(|(question, key)| {
            Some((key.to_owned(), question.given(self, key)?.to_owned()))
        });
        let mut kept = BTreeMap::<String, String>::new();
        for (old, new) in &self.pairs {
            let all = kept.entry(format!("same-{old}")).or_default();
            *all = if all.is_empty() { new.clone() } else { format!("{all}, {new}") };
        }
        kept.extend(asked);
        kept
    }
}

fn decision(word: &str) -> Option<Decision> {
    match word {
        Decision::CLOSE => Some(Decision::Close),
        Decision::KEEP => Some(Decision::Keep),
        // It lives on in another.
        _ if word.starts_with(INTO) => Some(Decision::Close),
        _ => None,
    }
}

/// The question about one risk that the document lacks.
pub(super) fn missing_key(id: RiskId) -> String {
    format!("{MISSING}-{id}")
}

/// An argument as a shell takes it: a shell of Unix, and where it holds no apostrophe any other.
pub(super) fn quoted(text: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_./:=".contains(c);
    match text {
        _ if text.chars().all(plain) => text.to_owned(),
        _ if !text.contains('\'') => format!("'{text}'"),
        // Between these a shell looks for its own signs.
        _ if !text.contains(['"', '$', '`', '\\', '!']) => format!("\"{text}\""),
        _ => format!("'{}'", text.replace('\'', r"'\''")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_argument_is_what_a_shell_gives_back() {
        for (text, told) in [
            ("R1=R1a", "R1=R1a"),
            ("Town hall=T1", "'Town hall=T1'"),
            ("O'Hara 1=H1", "\"O'Hara 1=H1\""),
            ("O'Hara $1=H1", r"'O'\''Hara $1=H1'"),
        ] {
            assert_eq!(quoted(text), told);
        }
    }

    #[test]
    fn a_number_may_hold_the_sign_between_two() {
        let mut said = Decisions::default();
        said.same("L", "1=M=1");
        said.same("R1", "R2");
        let is = |known: &'static [&str]| move |name: &str| known.contains(&name);
        let parted = said.parted(is(&["L=1", "R1"]), is(&["M=1", "R2"]));
        let pair = |old: &str, new: &str| (old.to_owned(), new.to_owned());
        assert_eq!(parted.pairs(), [pair("L=1", "M=1"), pair("R1", "R2")]);
        // What nobody knows is named as it was said.
        assert_eq!(said.parted(|_| false, |_| false).pairs(), said.pairs());
    }
}
