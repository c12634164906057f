//! Turns tokens into items: times, claims, joiners, tails, and the words left over.

use super::frequency::Frequency;
use super::period::Shape;
use super::reader::{Dates, When};
use super::tokens::{Kind, Mark};
use super::vocabulary::Word;

/// One meaningful stretch of the cell.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Item {
    pub(super) role: Role,
    /// Its first token, and the one after its last.
    pub(super) first: usize,
    pub(super) end: usize,
}

/// What a stretch does in the sentence.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Role {
    When(When),
    /// Part of a label.
    Label,
    /// Words that say nothing at a label's edge.
    Filler,
    By,
    From,
    Until,
    /// "project end date", "contract ends": until, where a name stands before it.
    Ends,
    Before,
    After,
    And,
    Then,
    Separator(Mark),
    Done {
        completes: bool,
    },
    Started,
    /// Being done now.
    InHand,
    /// "not started", "not yet complete": open.
    NotYet,
    /// "was" before a participle, "not yet" before a claim: goes with the claim.
    Denied,
    Cancelled,
    Held,
    Overdue,
    Old,
    New,
    /// "(original)", "(missed)" behind a date: it was replaced.
    Lapsed,
    /// "(revised)" behind a date: it replaces another.
    Renewed,
    Moved,
    Continuous,
    PerhapsContinuous,
    Recurring {
        every: Frequency,
        month: Option<Shape>,
        doubtful: bool,
    },
    Undated,
    Provisional,
    Condition,
    Unreadable,
    /// The form of a date, and a day or a month that there is not.
    NoSuchDay,
}

/// Reads the whole cell.
pub(super) fn items(dates: &Dates<'_, '_>) -> Vec<Item> {
    let mut items: Vec<Item> = Vec::with_capacity(dates.tokens.len());
    let mut i = 0;
    while i < dates.tokens.len() {
        let (role, end) = dates.item(i, items.last());
        items.push(Item { role, first: i, end });
        i = end;
    }
    items
}

impl Dates<'_, '_> {
    pub(super) fn item(&self, i: usize, before: Option<&Item>) -> (Role, usize) {
        self.numbered(i)
            .or_else(|| self.first_name(i))
            .or_else(|| self.replaced(i))
            .or_else(|| self.phrase(i))
            .or_else(|| self.day_of_every_month(i))
            .or_else(|| self.recurring(i))
            .or_else(|| self.after_an_event(i))
            .or_else(|| self.no_day(i, before))
            .or_else(|| self.share(i))
            .or_else(|| self.day_of_several(i, before))
            .or_else(|| self.time_item(i, before))
            .or_else(|| self.broken_date(i))
            .or_else(|| self.limit(i, before))
            .or_else(|| self.claim(i))
            .unwrap_or_else(|| (self.single(i), i + 1))
    }

    /// What the words before `i` make of a claim: nothing, a plan, or a part of one.
    pub(super) fn planned_before(&self, i: usize) -> bool {
        let before = |back: usize| Some((i.checked_sub(back)?, self.word(i.checked_sub(back)?)?));
        let plans = |(at, word)| match word {
            Word::Be | Word::Not | Word::Condition => true,
            // "Before the order is issued", and not "before May 2018 held".
            Word::Before | Word::After | Word::Until => !self.time_near(at + 1),
            _ => false,
        };
        let hopes = |(at, _)| {
            [
                "aim",
                "aims",
                "aiming",
                "hope",
                "hoping",
                "intend",
                "intending",
                "want",
                "wants",
                "need",
                "needs",
                "needing",
                "require",
                "requires",
                "requiring",
            ]
            .iter()
            .any(|word| self.is(at, word))
        };
        // "As soon as the order is issued".
        let soon = (1..=7).map_while(before).any(|(at, _)| self.is(at, "soon"));
        // "To have been fully completed".
        let due = |(at, word)| word == Word::To && self.is(at + 1, "have");
        soon || before(1).is_some_and(|(_, word)| word == Word::To)
            || (1..=4).map_while(before).any(due)
            || (1..=3).map_while(before).any(|word| plans(word) || hopes(word))
    }

    pub(super) fn claim(&self, i: usize) -> Option<(Role, usize)> {
        let word = self.word(i)?;
        let claimed =
            matches!(word, Word::Complete | Word::Participle | Word::Deed | Word::Started);
        if !claimed {
            return None;
        }
        let before = i.checked_sub(1).and_then(|before| self.word(before));
        if i > 0 && (self.is(i - 1, "as") || self.is(i - 1, "if")) {
            return Some((Role::Label, i + 1)); // "as agreed"
        }
        if self.planned_before(i) {
            let role = if word == Word::Complete { Role::Filler } else { Role::Label };
            return Some((role, i + 1));
        }
        let intends = self.word(i + 1) == Some(Word::To)
            && (self.word(i + 2) == Some(Word::Be) || self.is(i + 2, "have"));
        if intends && word == Word::Deed {
            return Some((Role::Label, i + 1)); // "wanted to have it signed"
        }
        // "Few actions closed", "far from complete", "75% delivered".
        let few = |at: usize| {
            [
                "few", "some", "none", "half", "quarter", "quarters", "third", "thirds", "most",
                "majority", "bulk",
            ]
            .iter()
            .any(|word| self.is(at, word))
        };
        // "Only the draft completed".
        let only = |at: usize| self.is(at, "only");
        let is_part = matches!(before, Some(Word::Nearly))
            || self.is_claim_of_a_share(i)
            || (1..=2).filter_map(|back| i.checked_sub(back)).any(few)
            || (1..=4).filter_map(|back| i.checked_sub(back)).any(only)
            || (i > 1 && self.is(i - 2, "far") && self.is(i - 1, "from"));
        if is_part || self.leaves_a_rest(i + 1) {
            return Some((Role::InHand, i + 1));
        }
        let noun_follows = matches!(
            self.word(i + 1),
            Some(Word::Other | Word::Meeting | Word::Deed | Word::Numbering)
        );
        let role = match word {
            Word::Started => Role::Started,
            // "Complete review by June" and "complete by June" ask; they do not report.
            Word::Complete if self.is(i, "complete") && (noun_follows || self.is(i + 1, "the")) => {
                Role::Label
            }
            Word::Complete if self.is(i, "complete") && self.word(i + 1) == Some(Word::By) => {
                Role::Filler
            }
            Word::Complete => Role::Done { completes: true },
            Word::Participle => Role::Done { completes: false },
            _ if noun_follows => Role::Label,
            _ => Role::Done { completes: false },
        };
        Some((role, i + 1))
    }

    /// "Completed except training", "done bar the signage": a claim of a part.
    fn leaves_a_rest(&self, i: usize) -> bool {
        let stops = |at| {
            matches!(self.mark(at), Some(Mark::Semicolon | Mark::Line | Mark::Dot | Mark::Dash))
        };
        let two = |at, first, second| self.is(at, first) && self.is(at + 1, second);
        (i..i + 5).take_while(|at| !stops(*at)).any(|at| {
            ["except", "excepting", "excluding", "exception", "bar", "barring", "reopened"]
                .iter()
                .any(|word| self.is(at, word))
                || two(at, "apart", "from")
                || two(at, "aside", "from")
                || two(at, "other", "than")
                || two(at, "but", "for")
                || two(at, "save", "for")
        })
    }

    /// "to March 2019" after what goes on, or at the start: until; "start date April 2018": from.
    pub(super) fn limit(&self, i: usize, before: Option<&Item>) -> Option<(Role, usize)> {
        let goes_on = before.is_none_or(|item| {
            matches!(
                item.role,
                Role::Continuous | Role::PerhapsContinuous | Role::Recurring { .. } | Role::InHand
            )
        });
        // "Ongoing (to March 2019)".
        let bracketed = self.mark(i.wrapping_sub(1)) == Some(Mark::Open)
            && i.checked_sub(2).and_then(|at| self.word(at)) == Some(Word::Continuous);
        let goes_on = goes_on || bracketed;
        // "Delayed until June", "revised to end June": the new date, not an end.
        if before.is_some_and(|item| item.role == Role::New)
            && matches!(self.word(i), Some(Word::To | Word::Until))
        {
            return Some((Role::Filler, i + 1));
        }
        if goes_on && self.word(i) == Some(Word::To) && self.time_follows(i + 1) {
            let end = if self.word(i + 1) == Some(Word::To) { i + 2 } else { i + 1 };
            return Some((Role::Until, end));
        }
        let starts = ["start", "starts", "commence", "commences", "begins", "begin", "effective"];
        let started = starts.iter().any(|word| self.is(i, word));
        (started && self.time_follows(i + 1) && before.is_none_or(|item| item.role != Role::Denied))
            .then_some((Role::From, i + 1))
    }

    /// "within 30 days of approval", "3 months after launch": counted from an event.
    pub(super) fn after_an_event(&self, i: usize) -> Option<(Role, usize)> {
        let at = if matches!(self.word(i), Some(Word::Within | Word::In)) { i + 1 } else { i };
        let (_, end) = self.span(at)?;
        let joined =
            matches!(self.word(end), Some(Word::Of | Word::From | Word::After | Word::Before));
        (joined && !self.time_follows(end + 1)).then_some((Role::Condition, end + 1))
    }

    pub(super) fn single(&self, i: usize) -> Role {
        let Some(kind) = self.kind(i) else { return Role::Filler };
        let word = match kind {
            Kind::Number { .. } => return Role::Label,
            Kind::Mark(mark) => return Role::Separator(mark),
            Kind::Word(word) => word,
        };
        match word {
            Word::By => Role::By,
            Word::Until => {
                if self.time_near(i + 1) {
                    Role::Until
                } else {
                    Role::Condition
                }
            }
            Word::End if self.is(i + 1, "date") && i > 0 && self.time_follows(i + 1) => Role::Ends,
            Word::Other
                if ["ends", "expires", "expiry", "finishes", "expiring"]
                    .iter()
                    .any(|w| self.is(i, w))
                    && self.time_follows(i + 1) =>
            {
                Role::Ends
            }
            Word::To if self.end_follows(i + 1) && self.time_near(i + 1) => Role::Until,
            Word::From => Role::From,
            Word::Before if self.word(i + 1).is_some() && !self.time_near(i + 1) => Role::Condition,
            Word::Before => Role::Before,
            Word::After if self.time_follows(i + 1) => Role::After,
            Word::After => Role::Condition,
            Word::Next if (i + 1..i + 5).any(|at| self.when(at).is_some()) => Role::Filler,
            Word::And => Role::And,
            Word::Then => Role::Then,
            Word::In
            | Word::Of
            | Word::On
            | Word::To
            | Word::Filler
            | Word::This
            | Word::Between
            | Word::End
            | Word::Within => Role::Filler,
            Word::Continuous => Role::Continuous,
            Word::PerhapsContinuous if self.is(i, "throughout") && self.time_follows(i + 1) => {
                Role::Filler
            }
            Word::PerhapsContinuous => Role::PerhapsContinuous,
            Word::Undated => Role::Undated,
            Word::Undone => Role::NotYet,
            Word::InHand => Role::InHand,
            Word::Cancelled => Role::Cancelled,
            Word::Held => Role::Held,
            Word::Overdue => Role::Overdue,
            Word::Old => {
                if self.time_follows(i + 1) {
                    Role::Old
                } else {
                    Role::Denied
                }
            }
            Word::New => {
                if self.time_follows(i + 1) {
                    Role::New
                } else {
                    Role::Label
                }
            }
            Word::Moved => {
                if self.time_follows(i + 1) {
                    Role::New
                } else {
                    Role::Moved
                }
            }
            Word::Condition | Word::Next => Role::Condition,
            Word::Be | Word::Not => Role::Denied,
            Word::Part(_) => Role::Filler,
            Word::Feast => Role::Unreadable,
            Word::Nearly => Role::Denied,
            _ => Role::Label,
        }
    }

    /// "to end of contract (31/3/20)".
    pub(super) fn end_follows(&self, i: usize) -> bool {
        self.word(i) == Some(Word::End)
            || (self.is(i, "the") && self.word(i + 1) == Some(Word::End))
    }
}
