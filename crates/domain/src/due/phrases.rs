//! Several words with one meaning: "business as usual", "to be confirmed", "not started".

use super::Flag;
use super::parse::Role;
use super::period::Period;
use super::reader::{Dates, When};
use super::tokens::{Kind, Mark, Token};
use super::vocabulary::Word;

/// When a phrase holds its meaning.
#[derive(Clone, Copy, PartialEq, Eq)]
enum If {
    Always,
    /// Only where no time follows: "to follow", but not "to follow by June".
    NoTime,
    Time,
    /// Only where no time stands near behind it: "end of contract", but not with "(31/3/20)".
    Undated,
}

/// The words, each with its alternatives; a dash or a slash may stand between them.
type Phrase = (&'static [&'static [&'static str]], If, Role);

const NEED: &[&str] =
    &["required", "needed", "necessary", "appropriate", "requested", "req'd", "reqd"];

/// Generic nouns behind "ongoing", which add nothing to it.
const ACTIVITY: &[&str] = &[
    "activity",
    "activities",
    "work",
    "action",
    "actions",
    "process",
    "programme",
    "basis",
    "monitoring",
    "task",
];

/// Events that a time may hang on: "on completion", "at renewal".
const EVENTS: &[&str] = &[
    "royal",
    "receipt",
    "completion",
    "approval",
    "appointment",
    "publication",
    "award",
    "confirmation",
    "agreement",
    "adoption",
    "delivery",
    "renewal",
    "commencement",
    "expiry",
    "handover",
    "enactment",
    "signature",
];

/// What lasts for a while and ends on a day that the cell may not give.
const UNDERTAKINGS: &[&str] = &["project", "contract", "programme", "grant", "funding", "lease"];

const SEASONS: &[&str] = &["spring", "summer", "autumn", "winter"];

const DECIDED: &[&str] =
    &["confirmed", "determined", "decided", "advised", "announced", "arranged", "set", "finalised"];

/// What a date is not, behind "not": set, known, agreed.
const UNSET: &[&str] = &[
    "set",
    "known",
    "stated",
    "given",
    "specified",
    "agreed",
    "available",
    "determined",
    "decided",
    "confirmed",
    "assigned",
    "provided",
    "due",
    "defined",
    "recorded",
];

/// The longer of two phrases with the same beginning stands first.
static PHRASES: &[Phrase] = &[
    (&[&["on"], &["going", "gong", "goin"]], If::Always, Role::Continuous),
    (&[&["business"], &["as"], &["usual"]], If::Always, Role::Continuous),
    (&[&["until"], &["further"], &["notice"]], If::Always, Role::Continuous),
    (&[&["going", "moving"], &["forward", "forwards"]], If::Always, Role::Continuous),
    (&[&["open"], &["ended", "end"]], If::Always, Role::Continuous),
    (&[&["to"], &["date"]], If::Always, Role::Continuous),
    (&[&["all"], &["year"]], If::Always, Role::PerhapsContinuous),
    (&[&["no"], &["end"], &["date"]], If::Always, Role::Continuous),
    (&[&["no"], &["end"]], If::Always, Role::Continuous),
    (&[&["n"], &["a"]], If::Always, Role::PerhapsContinuous),
    (&[&["as"], &["and"], &["when"], NEED], If::Always, Role::PerhapsContinuous),
    (&[&["as"], &["and"], &["when"]], If::Always, Role::PerhapsContinuous),
    (&[&["as", "when", "where", "if", "whenever"], NEED], If::Always, Role::PerhapsContinuous),
    (&[&["ad"], &["hoc"]], If::Always, Role::PerhapsContinuous),
    (&[&["work"], &["in"], &["progress"]], If::Always, Role::InHand),
    (
        &[&["in"], &["progress", "hand", "train", "development", "process", "delivery", "flight"]],
        If::Always,
        Role::InHand,
    ),
    (&[&["carried", "rolled"], &["out"]], If::Always, Role::Done { completes: false }),
    (&[&["under"], &["way", "development"]], If::Always, Role::InHand),
    (&[&["on"], &["track", "target", "schedule"]], If::Time, Role::Filler),
    (&[&["on"], &["track", "target", "schedule"]], If::NoTime, Role::InHand),
    (&[&["on"], &["hold"]], If::Always, Role::Held),
    (&[&["no"], &["longer"], NEED], If::Always, Role::Cancelled),
    (
        &[&["no"], &["longer"], &["applicable", "relevant", "proceeding", "valid"]],
        If::Always,
        Role::Cancelled,
    ),
    (&[&["on", "at"], EVENTS], If::Always, Role::Condition),
    (&[&["as"], &["soon"], &["as"]], If::Undated, Role::Condition),
    (&[&["go"], &["live"]], If::Undated, Role::Condition),
    (
        &[&["end", "life", "lifetime", "duration"], &["of"], UNDERTAKINGS],
        If::Undated,
        Role::Condition,
    ),
    (
        &[&["end", "life", "lifetime", "duration"], &["of"], &["the"], UNDERTAKINGS],
        If::Undated,
        Role::Condition,
    ),
    (&[UNDERTAKINGS, &["end", "close", "duration"]], If::Undated, Role::Condition),
    (&[&["new"], &["date", "target", "deadline"]], If::Time, Role::New),
    (
        &[&["under"], &["review", "consideration", "discussion", "negotiation"]],
        If::Always,
        Role::Undated,
    ),
    (&[&["to"], &["be"], DECIDED], If::Always, Role::Undated),
    (&[&["to"], &["be"], &["agreed", "scheduled"]], If::NoTime, Role::Undated),
    (&[&["to"], &["confirm", "follow", "advise"]], If::NoTime, Role::Undated),
    (&[&["no"], &["date", "deadline", "target", "timescale"]], If::Always, Role::Undated),
    (&[&["date"], &["required", "needed", "awaited", "missing"]], If::Always, Role::Undated),
    (&[&["n"], &["k", "s"]], If::Always, Role::Undated),
    (&[&["covid"], &["19"]], If::Always, Role::Label),
    (&[&["no"], &["later"], &["than"]], If::Always, Role::By),
    (&[&["no"], &["earlier", "sooner"], &["than"]], If::Always, Role::After),
    (&[&["b", "c"], &["f"]], If::Time, Role::New),
    (&[&["b", "c"], &["f"]], If::NoTime, Role::Moved),
    (&[&["half"], &["term"]], If::Always, Role::Condition),
    (&[&["on"], &["or"], &["before"]], If::Time, Role::By),
    (&[&["on"], &["or"], &["after"]], If::Time, Role::After),
    (&[&["up"], &["to"]], If::Time, Role::Until),
    (
        &[SEASONS, &["holiday", "holidays", "hols", "break", "vacation"]],
        If::Always,
        Role::Condition,
    ),
    (&[&["i'w"], &["gadarnhau", "gytuno", "benderfynu"]], If::Always, Role::Undated),
    (
        &[&["wedi'i", "wedi"], &["gwblhau", "cwblhau", "orffen"]],
        If::Always,
        Role::Done { completes: true },
    ),
];

impl Dates<'_, '_> {
    /// Several words, or a mark, with one meaning.
    pub(super) fn phrase(&self, i: usize) -> Option<(Role, usize)> {
        match self.kind(i)? {
            Kind::Mark(Mark::Question) => return Some((Role::Provisional, i + 1)),
            Kind::Mark(Mark::Tick) => return Some((Role::Done { completes: true }, i + 1)),
            Kind::Mark(_) => return None,
            Kind::Number { .. } => {
                let clock = self.time_of_day(i).map(|end| (Role::Filler, end));
                return clock.or_else(|| self.percent(i));
            }
            Kind::Word(_) => {}
        }
        if self.is(i, "not") || self.is_contracted_not(i) {
            return Some(self.negated(i));
        }
        self.as_soon_as_possible(i)
            .or_else(|| self.known_phrase(i))
            .or_else(|| self.ongoing_activity(i))
            .or_else(|| self.in_place(i))
            .or_else(|| self.feast(i))
    }

    fn known_phrase(&self, i: usize) -> Option<(Role, usize)> {
        PHRASES.iter().find_map(|(words, when, role)| {
            let end = self.spells(i, words)?;
            let holds = match when {
                If::Always => true,
                If::NoTime => !self.time_follows(end),
                If::Time => self.time_follows(end),
                If::Undated => !self.time_near(end),
            };
            holds.then(|| (role.clone(), end))
        })
    }

    /// Whether the words stand at `i`, and where they end.
    fn spells(&self, i: usize, words: &[&[&str]]) -> Option<usize> {
        let mut at = i;
        for (nth, alternatives) in words.iter().enumerate() {
            if nth > 0 && matches!(self.mark(at), Some(Mark::Dash | Mark::Slash)) {
                at += 1;
            }
            alternatives.iter().any(|word| self.is(at, word)).then_some(())?;
            at += 1;
        }
        Some(at)
    }

    fn ongoing_activity(&self, i: usize) -> Option<(Role, usize)> {
        let goes_on = matches!(self.word(i)?, Word::Continuous | Word::PerhapsContinuous);
        let activity = ACTIVITY.iter().any(|word| self.is(i + 1, word));
        (goes_on && activity).then_some((Role::Continuous, i + 2))
    }

    fn as_soon_as_possible(&self, i: usize) -> Option<(Role, usize)> {
        let end = self
            .spells(i, &[&["as"], &["soon"], &["as"], &["possible", "practicable", "practical"]])?;
        let asap = When::fixed(Period::day(super::relative::asap(self.context)));
        Some((Role::When(asap.flagged(Flag::Relative).flagged(Flag::Vague)), end))
    }

    fn in_place(&self, i: usize) -> Option<(Role, usize)> {
        let end = self.spells(i, &[&["in"], &["place"]])?;
        (!self.planned_before(i)).then_some((Role::Done { completes: true }, end))
    }

    /// "Diwali 2018", "summer recess": named, and without a date that is known here. The year belongs to it.
    fn feast(&self, i: usize) -> Option<(Role, usize)> {
        let at = if matches!(self.word(i)?, Word::Season(_)) { i + 1 } else { i };
        let end = match self.word(at)? {
            Word::Feast => at + 1,
            // Lent term at one school, summer term at another.
            Word::Easter if self.word(at + 1) == Some(Word::Term) => at + 2,
            _ => return None,
        };
        let year =
            matches!(self.kind(end), Some(Kind::Number { digits: 2 | 4, ordinal: false, .. }));
        Some((Role::Unreadable, if year { end + 1 } else { end }))
    }

    /// "wasn't", "hasn’t".
    fn is_contracted_not(&self, i: usize) -> bool {
        let ends = |token: &Token<'_>| {
            token.text.ends_with(['t', 'T']) && token.text.contains(['\'', '’'])
        };
        self.word(i) == Some(Word::Not) && self.tokens.get(i).is_some_and(ends)
    }

    /// "not set", "not started", "hasn't been completed", "not applicable", "not before".
    pub(super) fn negated(&self, i: usize) -> (Role, usize) {
        let at = self.skip_words(i + 1, &[], &["yet", "been", "all", "fully"]);
        let any = |words: &[&str]| words.iter().any(|word| self.is(at, word));
        if any(&["applicable"]) {
            return (Role::PerhapsContinuous, at + 1);
        }
        if self.is(at, "due") && matches!(self.word(at + 1), Some(Word::Until | Word::Before)) {
            return (Role::By, at + 2);
        }
        if any(&["before", "until"]) {
            return (Role::After, at + 1);
        }
        if any(UNSET) {
            return (Role::Undated, at + 1);
        }
        if matches!(
            self.word(at),
            Some(Word::Complete | Word::Started | Word::Participle | Word::Deed)
        ) {
            let off = ["off", "out", "up"].iter().any(|word| self.is(at + 1, word));
            return (Role::NotYet, if off { at + 2 } else { at + 1 });
        }
        (Role::Denied, at)
    }

    /// "100%", "75% complete".
    pub(super) fn percent(&self, i: usize) -> Option<(Role, usize)> {
        let (value, _) = self.number(i, 3)?;
        let mut end = i + 2;
        if self.mark(i + 1) != Some(Mark::Percent) {
            return None;
        }
        if matches!(self.word(end), Some(Word::Complete | Word::Participle)) {
            end += 1;
        } else if i > 0
            && !matches!(self.kind(i - 1), Some(Kind::Mark(_)) | Some(Kind::Word(Word::Complete)))
            && end < self.tokens.len()
        {
            return None; // "reach 80% coverage"
        }
        // "50% June 2018; 100% Dec 2018": shares of the work, each by its date.
        let shares = self.tokens.iter().filter(|t| t.kind == Kind::Mark(Mark::Percent)).count();
        let dated = self.time_follows(end);
        Some(match value {
            0 => (Role::Undated, end),
            1..=99 => (Role::InHand, end),
            100 if dated && shares > 1 => (Role::Filler, end),
            // "100% Dec 2018": read before then, a plan.
            100 if dated => (Role::Done { completes: false }, end),
            100 => (Role::Done { completes: true }, end),
            _ => return None,
        })
    }
}
