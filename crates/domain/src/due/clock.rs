//! Times of day, which say nothing of the date: "10:00", "10.30", "5pm", "1400 hrs".

use super::reader::Dates;
use super::tokens::{Kind, Mark};
use super::vocabulary::Word;

impl Dates<'_, '_> {
    /// Skips a time of day with a colon: "T09:30:00Z", ", 10:00 am".
    pub(super) fn time(&self, i: usize) -> usize {
        let at = if self.is(i, "t") || self.mark(i) == Some(Mark::Comma) { i + 1 } else { i };
        if !self.hour_and_minute(at, Mark::Colon) {
            return i;
        }
        let mut end = at + 3;
        for mark in [Mark::Colon, Mark::Dot] {
            if self.mark(end) == Some(mark) && self.glued(end) && self.number(end + 1, 9).is_some()
            {
                end += 2;
            }
        }
        if self.is(end, "z") || self.half_of_day(end) { end + 1 } else { end }
    }

    /// "10:00", "10.30am", "5pm", "1400hrs", and "10.30" where it can be no date.
    pub(super) fn time_of_day(&self, i: usize) -> Option<usize> {
        let (value, digits) = self.number(i, 4)?;
        if digits > 2 {
            let clock = value <= 2400 && value % 100 < 60 && self.hours(i + 1);
            return clock.then_some(i + 2);
        }
        let colon = self.time(i);
        if colon > i {
            return Some(if self.half_of_day(colon) || self.hours(colon) {
                colon + 1
            } else {
                colon
            });
        }
        self.dotted_clock(i).or_else(|| (value <= 12 && self.half_of_day(i + 1)).then_some(i + 2))
    }

    fn half_of_day(&self, i: usize) -> bool {
        ["am", "pm", "noon"].iter().any(|word| self.is(i, word))
    }

    fn hours(&self, i: usize) -> bool {
        ["hrs", "hr", "hours"].iter().any(|word| self.is(i, word))
    }

    fn hour_and_minute(&self, i: usize, mark: Mark) -> bool {
        let hour = self.number(i, 2).is_some_and(|(hour, _)| hour <= 24);
        let minute = matches!(self.number(i + 2, 2), Some((0..=59, 2)));
        hour && minute && self.mark(i + 1) == Some(mark) && self.glued(i + 1) && self.glued(i + 2)
    }

    /// "10.30 am", "at 10.30", "15 May 10.30", "10.30 15 May": elsewhere it may be a day and a month.
    fn dotted_clock(&self, i: usize) -> Option<usize> {
        let end = i + 3;
        let is_longer = self.mark(end) == Some(Mark::Dot)
            && self.glued(end)
            && matches!(self.kind(end + 1), Some(Kind::Number { .. }));
        if is_longer || !self.hour_and_minute(i, Mark::Dot) {
            return None;
        }
        if self.half_of_day(end) || self.hours(end) {
            return Some(end + 1);
        }
        let (minute, _) = self.number(i + 2, 2)?;
        let is_month = (1..=12).contains(&minute);
        // "10.00 - 12.00".
        let to = self.mark(end) == Some(Mark::Dash) || self.word(end) == Some(Word::To);
        let end = if to && self.hour_and_minute(end + 1, Mark::Dot) { end + 4 } else { end };
        let beside = || !is_month && (self.behind_a_date(i) || self.day_follows(end));
        (minute % 5 == 0 && (self.behind_at(i) || beside())).then_some(end)
    }

    /// "at 10.30", "@ 10.30"; "as at" stands before a date.
    fn behind_at(&self, i: usize) -> bool {
        let Some(before) = i.checked_sub(1) else { return false };
        let of_a_date = before.checked_sub(1).is_some_and(|earlier| self.is(earlier, "as"));
        (self.is(before, "at") && !of_a_date) || self.is(before, "@")
    }

    fn behind_a_date(&self, i: usize) -> bool {
        let Some(before) = i.checked_sub(1) else { return false };
        let set_off = matches!(self.mark(before), Some(Mark::Comma | Mark::Open));
        let before = if set_off { i.checked_sub(2) } else { Some(before) };
        before
            .and_then(|before| self.kind(before))
            .is_some_and(|kind| matches!(kind, Kind::Number { .. } | Kind::Word(Word::Month(_))))
    }

    fn day_follows(&self, i: usize) -> bool {
        let at = self.skip_words(self.skip(i, &[Mark::Comma]), &[Word::On], &["the"]);
        self.day_first(at)
            .or_else(|| self.weekday(at))
            .or_else(|| self.day_month_year(at))
            .is_some()
    }
}
