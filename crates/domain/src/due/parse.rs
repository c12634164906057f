//! Turns tokens into items: times, claims, joiners, tails, and the words left over.

use super::Flag;
use super::dates::{Dates, Named, When};
use super::period::{Period, Shape};
use super::recurrence::Frequency;
use super::tokens::{Kind, Mark};
use super::vocabulary::{Manner, Unit, Word};

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
    fn item(&self, i: usize, before: Option<&Item>) -> (Role, usize) {
        self.numbered(i)
            .or_else(|| self.phrase(i))
            .or_else(|| self.recurring(i))
            .or_else(|| self.after_an_event(i))
            .or_else(|| self.time_item(i, before))
            .or_else(|| self.broken_date(i))
            .or_else(|| self.limit(i, before))
            .or_else(|| self.claim(i))
            .unwrap_or_else(|| (self.single(i), i + 1))
    }

    /// "Phase 1", "R14", "COVID19": numbers that are names.
    fn numbered(&self, i: usize) -> Option<(Role, usize)> {
        let number =
            matches!(self.kind(i + 1), Some(Kind::Number { digits: 1..=3, ordinal: false, .. }));
        let glued = self.tokens.get(i + 1).is_some_and(|token| token.glued);
        if let Some(end) = self.list_marker(i) {
            return Some((Role::Separator(Mark::Semicolon), end));
        }
        match self.word(i)? {
            Word::Numbering if number => Some((Role::Label, i + 2)),
            Word::Unit(Unit::Year | Unit::Month | Unit::Week | Unit::Day)
                if number && !self.is(i, "years") =>
            {
                Some((Role::Label, i + 2))
            }
            Word::Other | Word::Meeting | Word::Deed
                if glued && matches!(self.kind(i + 1), Some(Kind::Number { .. })) =>
            {
                Some((Role::Label, i + 2))
            }
            _ => None,
        }
    }

    /// "1. June", "(2) July", "b) August": the number of an entry, not of a day.
    fn list_marker(&self, i: usize) -> Option<usize> {
        let at = if self.mark(i) == Some(Mark::Open) { i + 1 } else { i };
        let short = match self.kind(at)? {
            Kind::Number { digits: 1, ordinal: false, .. } => true,
            Kind::Word(_) => self.tokens.get(at).is_some_and(|token| token.text.len() == 1),
            _ => false,
        };
        let closed = match self.mark(at + 1)? {
            Mark::Close => true,
            Mark::Dot => at == i && matches!(self.kind(at), Some(Kind::Number { .. })),
            _ => false,
        };
        let apart = self.tokens.get(at + 2).is_some_and(|token| !token.glued);
        (short && closed && apart).then_some(at + 2)
    }

    /// A time, or a range of times.
    fn time_item(&self, i: usize, before: Option<&Item>) -> Option<(Role, usize)> {
        // A number stuck to a letter before it is part of a code.
        let week = |starts: &[&str]| starts.iter().any(|word| self.is(i + 1, word));
        let read = if self.word(i) == Some(Word::Unit(Unit::Week)) {
            let starts = week(&["commencing", "beginning", "starting"]);
            (starts || week(&["ending"])).then(|| self.week(starts, i + 2)).flatten()
        } else {
            self.when(i)
        };
        let (when, end) = read?;
        if let Some(meeting_end) = self.meeting_after(&when, end) {
            return Some((Role::Condition, meeting_end));
        }
        let between = before.is_some_and(|item| {
            matches!(item.role, Role::Filler) && self.word(item.first) == Some(Word::Between)
        });
        let (when, end) = self.range(when, end, between);
        Some((Role::When(when), end))
    }

    /// "June Board": the meeting decides the day, and the month alone does not name it.
    fn meeting_after(&self, when: &When, end: usize) -> Option<usize> {
        if !matches!(when.named, Named::Yearless(Shape::Month(_))) || when.part.is_some() {
            return None;
        }
        let capital = |i: usize| {
            self.tokens.get(i).is_some_and(|t| t.text.starts_with(|c: char| c.is_uppercase()))
        };
        (end..end + 4)
            .take_while(|i| capital(*i) || self.word(*i) == Some(Word::Meeting))
            .find(|i| self.word(*i) == Some(Word::Meeting))
            .map(|i| i + 1)
    }

    /// "Sept–Dec 2018", "March/April 2019", "Apr 18 - Mar 19", "between March and June 2018".
    fn range(&self, first: When, end: usize, between: bool) -> (When, usize) {
        let slash = self.mark(end) == Some(Mark::Slash);
        let joins = match self.kind(end) {
            Some(Kind::Mark(Mark::Dash | Mark::Slash)) | Some(Kind::Word(Word::To)) => true,
            Some(Kind::Word(Word::And)) | Some(Kind::Mark(Mark::Ampersand)) => between,
            _ => false,
        };
        if !joins {
            return (first, end);
        }
        let at = if self.is(end + 1, "the") { end + 2 } else { end + 1 };
        let Some((last, last_end)) = self.when(at) else { return (first, end) };
        let flags = || {
            let mut flags = first.flags.clone();
            flags.extend(last.flags.iter().filter(|flag| !first.flags.contains(flag)).copied());
            // The first of a range is a true first day.
            flags.retain(|flag| *flag != Flag::FalseDayPrecision || last.flags.contains(flag));
            flags
        };
        let quarters = self.context.quarters;
        let range = match (first.settled(), last.settled(), first.named, last.named) {
            (Some(from), Some(to), ..) if !slash || adjacent(from, to) => {
                // Only a true date follows a dash as the end of a range; and it must come later.
                (from.to < to.to && from.from <= to.from).then_some(Named::Fixed(Period {
                    from: from.from,
                    to: to.to,
                    precision: to.precision,
                }))
            }
            (None, Some(to), Named::Yearless(shape), _) => {
                let year = to.to.year();
                (year - 1..=year)
                    .rev()
                    .filter_map(|year| first.in_year(year, quarters))
                    .find(|from| from.from <= to.from && from.to < to.to)
                    .filter(|from| {
                        !slash || adjacent(*from, to) || matches!(shape, Shape::Day { .. })
                    })
                    .map(|from| {
                        Named::Fixed(Period { from: from.from, to: to.to, precision: to.precision })
                    })
            }
            (None, None, Named::Yearless(a), Named::Yearless(b)) => {
                let near = match (
                    a.in_year(super::period::Year::Calendar(2001), quarters),
                    b.in_year(super::period::Year::Calendar(2001), quarters),
                ) {
                    (Some(a), Some(b)) => adjacent(a, b),
                    _ => false,
                };
                (!slash || near).then_some(Named::Between(a, b))
            }
            _ => None,
        };
        match range {
            Some(named) => {
                (When { named, part: None, counted: None, range: true, flags: flags() }, last_end)
            }
            None => (first, end),
        }
    }

    /// Whether a time stands at `i`, behind at most a few joining words.
    fn time_follows(&self, i: usize) -> bool {
        let mut at = i;
        while at < i + 5
            && (matches!(
                self.word(at),
                Some(
                    Word::Filler
                        | Word::By
                        | Word::To
                        | Word::Until
                        | Word::From
                        | Word::Of
                        | Word::On
                        | Word::In
                        | Word::Old
                        | Word::New
                )
            ) || matches!(self.mark(at), Some(Mark::Colon | Mark::Dash))
                || self.is(at, "forward")
                || self.is(at, "back"))
        {
            at += 1;
        }
        self.when(at).is_some()
    }

    /// Whether a time stands within a clause of `i`: "until end of contract (31/3/20)".
    fn time_near(&self, i: usize) -> bool {
        (i..i + 7)
            .take_while(|at| {
                !matches!(self.mark(*at), Some(Mark::Semicolon | Mark::Line | Mark::Comma))
            })
            .any(|at| self.when(at).is_some())
    }

    /// Several words with one meaning.
    fn phrase(&self, i: usize) -> Option<(Role, usize)> {
        let any = |at: usize, words: &[&str]| words.iter().any(|word| self.is(at, word));
        let dashed = |at: usize| if self.mark(at) == Some(Mark::Dash) { at + 1 } else { at };
        if let Some(end) = self.time_of_day(i) {
            return Some((Role::Filler, end));
        }
        if let Some(read) = self.percent(i) {
            return Some(read);
        }
        match self.kind(i)? {
            Kind::Mark(Mark::Question) => return Some((Role::Provisional, i + 1)),
            Kind::Mark(Mark::Tick) => return Some((Role::Done { completes: true }, i + 1)),
            Kind::Mark(_) | Kind::Number { .. } => return None,
            Kind::Word(_) => {}
        }
        if self.is(i, "on") {
            if any(dashed(i + 1), &["going", "gong", "goin"]) {
                return Some((Role::Continuous, dashed(i + 1) + 1));
            }
            if self.is(i + 1, "hold") {
                return Some((Role::Held, i + 2));
            }
            if any(i + 1, &["track", "target", "schedule"]) {
                let dated = self.time_follows(i + 2);
                return Some((if dated { Role::Filler } else { Role::InHand }, i + 2));
            }
        }
        if matches!(self.word(i), Some(Word::Continuous | Word::PerhapsContinuous))
            && any(
                i + 1,
                &[
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
                ],
            )
        {
            return Some((Role::Continuous, i + 2));
        }
        if (self.is(i, "until") && self.is(i + 1, "further") && self.is(i + 2, "notice"))
            || (any(i, &["going", "moving"]) && any(i + 1, &["forward", "forwards"]))
        {
            return Some((Role::Continuous, if self.is(i, "until") { i + 3 } else { i + 2 }));
        }
        if any(i, &["on", "at"])
            && any(
                i + 1,
                &[
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
                ],
            )
        {
            return Some((Role::Condition, i + 2));
        }
        if self.is(i, "business") && self.is(dashed(i + 1), "as") {
            let at = dashed(dashed(i + 1) + 1);
            if self.is(at, "usual") {
                return Some((Role::Continuous, at + 1));
            }
        }
        if self.is(i, "n") && self.mark(i + 1) == Some(Mark::Slash) {
            if self.is(i + 2, "a") {
                return Some((Role::PerhapsContinuous, i + 3));
            }
            if any(i + 2, &["k", "s"]) {
                return Some((Role::Undated, i + 3));
            }
        }
        if any(i, &["b", "c"]) && self.mark(i + 1) == Some(Mark::Slash) && self.is(i + 2, "f") {
            return Some((if self.time_follows(i + 3) { Role::New } else { Role::Moved }, i + 3));
        }
        if self.is(i, "as") {
            if self.is(i + 1, "soon")
                && self.is(i + 2, "as")
                && any(i + 3, &["possible", "practicable", "practical"])
            {
                let asap = When::fixed(Period::day(super::dates::asap(self.context)));
                return Some((
                    Role::When(asap.flagged(Flag::Relative).flagged(Flag::Vague)),
                    i + 4,
                ));
            }
            let at = if self.is(i + 1, "and") && self.is(i + 2, "when") { i + 3 } else { i + 1 };
            if any(at, &["required", "needed", "necessary", "appropriate", "requested"]) {
                return Some((Role::PerhapsContinuous, at + 1));
            }
            if at == i + 3 {
                return Some((Role::PerhapsContinuous, at));
            }
        }
        if any(i, &["when", "where", "if", "whenever"])
            && any(i + 1, &["required", "needed", "necessary", "appropriate"])
        {
            return Some((Role::PerhapsContinuous, i + 2));
        }
        if self.is(i, "ad") && self.is(dashed(i + 1), "hoc") {
            return Some((Role::PerhapsContinuous, dashed(i + 1) + 1));
        }
        if self.is(i, "open") && any(dashed(i + 1), &["ended", "end"]) {
            return Some((Role::Continuous, dashed(i + 1) + 1));
        }
        if any(i, &["in", "under", "being", "work"]) {
            if self.is(i, "work") && self.is(i + 1, "in") && self.is(i + 2, "progress") {
                return Some((Role::InHand, i + 3));
            }
            if self.is(i, "in")
                && any(
                    i + 1,
                    &["progress", "hand", "train", "development", "process", "delivery", "flight"],
                )
            {
                return Some((Role::InHand, i + 2));
            }
            if self.is(i, "in") && self.is(i + 1, "place") && !self.planned_before(i) {
                return Some((Role::Done { completes: true }, i + 2));
            }
            if self.is(i, "under") && any(i + 1, &["way", "development"]) {
                return Some((Role::InHand, i + 2));
            }
            if self.is(i, "under")
                && any(i + 1, &["review", "consideration", "discussion", "negotiation"])
            {
                return Some((Role::Undated, i + 2));
            }
        }
        if self.is(i, "to") {
            let undecided = [
                "confirmed",
                "determined",
                "decided",
                "advised",
                "announced",
                "arranged",
                "set",
                "finalised",
            ];
            let agreed = any(i + 2, &["agreed", "scheduled"]) && !self.time_follows(i + 3);
            if self.is(i + 1, "be") && (any(i + 2, &undecided) || agreed) {
                return Some((Role::Undated, i + 3));
            }
            if any(i + 1, &["confirm", "follow", "advise"]) && !self.time_follows(i + 2) {
                return Some((Role::Undated, i + 2));
            }
        }
        if self.is(i, "i'w") && any(i + 1, &["gadarnhau", "gytuno", "benderfynu"]) {
            return Some((Role::Undated, i + 2));
        }
        if any(i, &["wedi'i", "wedi"]) && any(i + 1, &["gwblhau", "cwblhau", "orffen"]) {
            return Some((Role::Done { completes: true }, i + 2));
        }
        if self.is(i, "no") {
            if self.is(i + 1, "longer") {
                return Some((Role::Cancelled, (i + 3).min(self.tokens.len())));
            }
            if self.is(i + 1, "end") {
                return Some((
                    Role::Continuous,
                    if self.is(i + 2, "date") { i + 3 } else { i + 2 },
                ));
            }
            if any(i + 1, &["date", "deadline", "target", "timescale"]) {
                return Some((Role::Undated, i + 2));
            }
            if any(i + 1, &["later", "earlier", "sooner"]) && self.is(i + 2, "than") {
                return Some((if self.is(i + 1, "later") { Role::By } else { Role::After }, i + 3));
            }
        }
        if self.is(i, "not") {
            return Some(self.negated(i));
        }
        if self.word(i) == Some(Word::Feast) {
            // Its year belongs to it: "Easter 2018" is not 2018.
            let year = |at: usize| {
                matches!(self.kind(at), Some(Kind::Number { digits: 2 | 4, ordinal: false, .. }))
            };
            return Some((Role::Unreadable, if year(i + 1) { i + 2 } else { i + 1 }));
        }
        if matches!(self.word(i), Some(Word::Season(_))) && self.word(i + 1) == Some(Word::Feast) {
            let year = matches!(self.kind(i + 2), Some(Kind::Number { digits: 2 | 4, .. }));
            return Some((Role::Unreadable, if year { i + 3 } else { i + 2 }));
        }
        if self.is(i, "half") && self.word(i + 1) == Some(Word::Term) {
            return Some((Role::Unreadable, i + 2));
        }
        if self.is(i, "date") && any(i + 1, &["required", "needed", "awaited", "missing"]) {
            return Some((Role::Undated, i + 2));
        }
        None
    }

    /// "not set", "not started", "not applicable", "not before".
    fn negated(&self, i: usize) -> (Role, usize) {
        let at = if self.is(i + 1, "yet") { i + 2 } else { i + 1 };
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
        if matches!(
            self.word(at),
            Some(Word::Complete | Word::Started | Word::Participle | Word::Deed)
        ) && !any(&[
            "set",
            "agreed",
            "confirmed",
            "determined",
            "decided",
            "assigned",
            "provided",
        ]) {
            return (Role::NotYet, at + 1);
        }
        if any(&[
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
        ]) {
            return (Role::Undated, at + 1);
        }
        (Role::Denied, at)
    }

    /// "100%", "75% complete".
    fn percent(&self, i: usize) -> Option<(Role, usize)> {
        let (value, _) = self.number(i, 3)?;
        let mut end = i + 2;
        if self.mark(i + 1) != Some(Mark::Percent) {
            return None;
        }
        if matches!(self.word(end), Some(Word::Complete)) {
            end += 1;
        } else if i > 0
            && !matches!(self.kind(i - 1), Some(Kind::Mark(_)) | Some(Kind::Word(Word::Complete)))
            && end < self.tokens.len()
        {
            return None; // "reach 80% coverage"
        }
        Some(match value {
            0 => (Role::Undated, end),
            1..=99 => (Role::InHand, end),
            100 => (Role::Done { completes: true }, end),
            _ => return None,
        })
    }

    /// "monthly", "every 6 months", "each February", "twice a year", "at every meeting".
    fn recurring(&self, i: usize) -> Option<(Role, usize)> {
        let rule =
            |every, end| Some((Role::Recurring { every, month: None, doubtful: false }, end));
        let dashed = |at: usize| if self.mark(at) == Some(Mark::Dash) { at + 1 } else { at };
        if self.is(i, "bi") || self.is(i, "semi") || self.is(i, "tri") {
            let at = dashed(i + 1);
            if let Some(Word::Often(every, _)) = self.word(at) {
                let role = match (every, self.is(i, "bi")) {
                    (Frequency::Weeks(n), true) => (Frequency::Weeks(2 * n), true),
                    (Frequency::Months(12), _) => (Frequency::Months(6), self.is(i, "bi")),
                    (Frequency::Months(n), true) => (Frequency::Months(2 * n), true),
                    _ => return None,
                };
                return Some((
                    Role::Recurring { every: role.0, month: None, doubtful: role.1 },
                    at + 1,
                ));
            }
        }
        if self.is(i, "half")
            && let Some(Word::Often(Frequency::Months(12), _)) = self.word(dashed(i + 1))
        {
            return rule(Frequency::Months(6), dashed(i + 1) + 1);
        }
        if let Some((count, at)) = self.count(i)
            && let Some(Word::Often(every, _)) = self.word(dashed(at))
            && let Some(every) = scaled(every, count)
        {
            return rule(every, dashed(at) + 1);
        }
        if let Some(read) = self.times_a_year(i) {
            return Some(read);
        }
        match self.word(i)? {
            Word::Every => self.every(i),
            Word::Often(every, manner) => {
                // "Annual report March 2018" names a report; "annually" and "annual, in March" are rules.
                let described = manner == Manner::Adjective
                    && !self.tokens.get(i).is_some_and(|t| {
                        t.text.len() > 6 && t.text.to_ascii_lowercase().ends_with("ally")
                    })
                    && matches!(self.word(i + 1), Some(Word::Other | Word::Meeting | Word::Deed))
                    && self.later_time(i + 2);
                if described {
                    return Some((Role::Label, i + 1));
                }
                Some((
                    Role::Recurring { every, month: None, doubtful: manner == Manner::Doubtful },
                    i + 1,
                ))
            }
            Word::Unit(Unit::Year)
                if self.is(i + 1, "on") && self.word(i + 2) == Some(Word::Unit(Unit::Year)) =>
            {
                rule(Frequency::Months(12), i + 3)
            }
            Word::On if self.word(i + 1) == Some(Word::Every) => self.every(i + 1),
            Word::Other
                if self.is(i, "p")
                    && self.mark(i + 1) == Some(Mark::Dot)
                    && self.is(i + 2, "a") =>
            {
                rule(
                    Frequency::Months(12),
                    if self.mark(i + 3) == Some(Mark::Dot) { i + 4 } else { i + 3 },
                )
            }
            _ => None,
        }
    }

    /// Whether a time with its year stands within the next few words.
    fn later_time(&self, i: usize) -> bool {
        (i..i + 6)
            .take_while(|at| {
                self.mark(*at).is_none()
                    && !matches!(self.word(*at), Some(Word::From | Word::Until))
            })
            .any(|at| self.when(at).is_some_and(|(when, _)| when.settled().is_some()))
    }

    fn every(&self, i: usize) -> Option<(Role, usize)> {
        let rule =
            |every, month, end| Some((Role::Recurring { every, month, doubtful: false }, end));
        if let Some(Word::Often(every, _)) = self.word(i + 1) {
            return rule(every, None, i + 2); // "per annum"
        }
        let (count, at) = if self.is(i + 1, "other") || self.is(i + 1, "alternate") {
            (2, i + 2)
        } else if let Some(Word::Ordinal(n)) = self.word(i + 1) {
            (i64::from(n), i + 2)
        } else if let Some((count, at)) = self.count(i + 1) {
            (count, at)
        } else {
            (1, i + 1)
        };
        match self.word(at)? {
            Word::Unit(unit) => {
                let unit = match unit {
                    Unit::Day => Frequency::Days(1),
                    Unit::Week => Frequency::Weeks(1),
                    Unit::Fortnight => Frequency::Weeks(2),
                    Unit::Month => Frequency::Months(1),
                    Unit::Quarter => Frequency::Months(3),
                    Unit::Half => Frequency::Months(6),
                    Unit::Year => Frequency::Months(12),
                };
                rule(scaled(unit, count)?, None, at + 1)
            }
            Word::Financial | Word::Calendar
                if self.word(at + 1) == Some(Word::Unit(Unit::Year)) =>
            {
                rule(Frequency::Months(12), None, at + 2)
            }
            Word::Fy => rule(Frequency::Months(12), None, at + 1),
            Word::Term => rule(Frequency::Months(4), None, at + 1),
            Word::Month(month) => {
                rule(scaled(Frequency::Months(12), count)?, Some(Shape::Month(month)), at + 1)
            }
            Word::Season(season) => {
                rule(scaled(Frequency::Months(12), count)?, Some(Shape::Season(season)), at + 1)
            }
            Word::Weekday(_) => rule(Frequency::Weeks(1), None, at + 1),
            Word::Meeting if self.word(at + 1) == Some(Word::Meeting) => {
                rule(Frequency::Meetings, None, at + 2)
            }
            Word::Meeting => rule(Frequency::Meetings, None, at + 1),
            Word::Other if self.word(at + 1) == Some(Word::Meeting) => {
                rule(Frequency::Meetings, None, at + 2)
            }
            _ => None,
        }
    }

    /// "twice a year", "three times per year", "once a month".
    fn times_a_year(&self, i: usize) -> Option<(Role, usize)> {
        let (times, at) = if self.is(i, "once") {
            (1, i + 1)
        } else if self.is(i, "twice") {
            (2, i + 1)
        } else {
            let (times, at) = self.count(i)?;
            self.is(at, "times").then_some((times, at + 1))?
        };
        let at = if self.is(at, "a") || self.word(at) == Some(Word::Every) {
            at + 1
        } else {
            return None;
        };
        let every = match (self.word(at)?, times) {
            (Word::Unit(Unit::Year) | Word::Often(..), times @ (1 | 2 | 3 | 4 | 6 | 12)) => {
                Frequency::Months(u16::try_from(12 / times).ok()?)
            }
            (Word::Unit(Unit::Month), 1) => Frequency::Months(1),
            (Word::Unit(Unit::Month), 2) => Frequency::Weeks(2),
            (Word::Unit(Unit::Quarter), 1) => Frequency::Months(3),
            (Word::Unit(Unit::Week), 1) => Frequency::Weeks(1),
            _ => return None,
        };
        Some((Role::Recurring { every, month: None, doubtful: false }, at + 1))
    }

    /// What the words before `i` make of a claim: nothing, a plan, or a part of one.
    fn planned_before(&self, i: usize) -> bool {
        let before = |back: usize| self.word(i.checked_sub(back)?);
        before(1) == Some(Word::To)
            || (1..=3)
                .map_while(before)
                .any(|word| matches!(word, Word::Be | Word::Not | Word::Condition))
    }

    fn claim(&self, i: usize) -> Option<(Role, usize)> {
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
        if matches!(before, Some(Word::Nearly)) {
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

    /// "to March 2019" after what goes on, or at the start: until; "start date April 2018": from.
    fn limit(&self, i: usize, before: Option<&Item>) -> Option<(Role, usize)> {
        let goes_on = before.is_none_or(|item| {
            matches!(
                item.role,
                Role::Continuous | Role::PerhapsContinuous | Role::Recurring { .. } | Role::InHand
            )
        });
        if goes_on && self.word(i) == Some(Word::To) && self.time_follows(i + 1) {
            let end = if self.word(i + 1) == Some(Word::To) { i + 2 } else { i + 1 };
            return Some((Role::Until, end));
        }
        let starts = ["start", "starts", "commence", "commences", "begins", "begin", "effective"];
        let started = starts.iter().any(|word| self.is(i, word));
        (started && self.time_follows(i + 1) && before.is_none_or(|item| item.role != Role::Denied))
            .then_some((Role::From, i + 1))
    }

    /// "32/01/2018", "13/2018": the form of a date, and no such date.
    fn broken_date(&self, i: usize) -> Option<(Role, usize)> {
        let number = |at: usize| matches!(self.kind(at), Some(Kind::Number { .. }));
        let joint = |at: usize| {
            matches!(self.mark(at), Some(Mark::Slash | Mark::Dash | Mark::Dot))
                && self.tokens.get(at).is_some_and(|token| token.glued)
                && self.tokens.get(at + 1).is_some_and(|token| token.glued)
        };
        let mut end = i + 1;
        while number(i) && joint(end) && number(end + 1) {
            end += 2;
        }
        let year = self.tokens.get(end - 1).is_some_and(|token| token.text.len() == 4);
        (end > i + 3 || (end == i + 3 && year)).then_some((Role::Unreadable, end))
    }

    /// "within 30 days of approval", "3 months after launch": counted from an event.
    fn after_an_event(&self, i: usize) -> Option<(Role, usize)> {
        let at = if matches!(self.word(i), Some(Word::Within | Word::In)) { i + 1 } else { i };
        let (_, end) = self.span(at)?;
        let joined =
            matches!(self.word(end), Some(Word::Of | Word::From | Word::After | Word::Before));
        (joined && !self.time_follows(end + 1)).then_some((Role::Condition, end + 1))
    }

    fn single(&self, i: usize) -> Role {
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
    fn end_follows(&self, i: usize) -> bool {
        self.word(i) == Some(Word::End)
            || (self.is(i, "the") && self.word(i + 1) == Some(Word::End))
    }
}

/// Whether one period begins within a month or so of the other's end.
fn adjacent(a: Period, b: Period) -> bool {
    let gap = super::period::days(a.to, b.from);
    (0..=1).contains(&gap) && a.precision == b.precision
}

/// A frequency with its step multiplied.
fn scaled(every: Frequency, times: i64) -> Option<Frequency> {
    let times = u16::try_from(times).ok().filter(|times| (1..=120).contains(times))?;
    Some(match every {
        Frequency::Days(n) => Frequency::Days(n * times),
        Frequency::Weeks(n) => Frequency::Weeks(n * times),
        Frequency::Months(n) => Frequency::Months(n * times),
        Frequency::Meetings => Frequency::Meetings,
    })
}
