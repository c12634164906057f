//! Dates that were replaced by others: "revised from March", "not March but June", "March (missed)".

use super::parse::Role;
use super::reader::Dates;
use super::tokens::Mark;
use super::vocabulary::Word;

impl Dates<'_, '_> {
    /// What says of the date before or behind it that it was replaced, or replaces another.
    pub(super) fn replaced(&self, i: usize) -> Option<(Role, usize)> {
        self.struck_through(i)
            .or_else(|| self.said_behind(i))
            .or_else(|| self.moved_from(i))
            .or_else(|| self.in_its_place(i))
            .or_else(|| self.shortened(i))
    }

    /// "~~March~~ June": struck through, as text marks it.
    fn struck_through(&self, i: usize) -> Option<(Role, usize)> {
        let line = |at: usize| self.is(at, "~") && self.is(at + 1, "~");
        let (_, end) = self.when(i + 2).filter(|_| line(i))?;
        line(end).then_some((Role::Old, i + 2))
    }

    /// "June (revised)", "March (original)", "March (missed) June", "March no longer achievable".
    fn said_behind(&self, i: usize) -> Option<(Role, usize)> {
        let lapsed = ["achievable", "possible", "feasible", "realistic", "attainable"];
        if self.is(i, "no") && self.is(i + 1, "longer") && lapsed.iter().any(|w| self.is(i + 2, w))
        {
            return Some((Role::Lapsed, i + 3));
        }
        let open = i.checked_sub(1).and_then(|before| self.mark(before));
        let end = self.skip_words(i + 1, &[], &["date", "target", "deadline"]);
        if open != Some(Mark::Open) || self.mark(end) != Some(Mark::Close) {
            return None;
        }
        let role = match self.word(i)? {
            Word::Old => Role::Lapsed,
            Word::New => Role::Renewed,
            Word::Moved if self.when(self.skip(end + 1, &[Mark::Comma, Mark::Dash])).is_some() => {
                Role::Lapsed
            }
            Word::Moved => Role::Renewed,
            _ => return None,
        };
        Some((role, end))
    }

    /// "revised from March", "put back from March": that date was replaced; "put back to June": by it.
    fn moved_from(&self, i: usize) -> Option<(Role, usize)> {
        let word = self.word(i)?;
        let at = self.skip_words(i + 1, &[], &["back", "forward", "forwards", "over"]);
        let carried = at > i + 1
            && ["put", "rolled", "carried", "knocked"].iter().any(|verb| self.is(i, verb));
        if !carried && !matches!(word, Word::New | Word::Moved) {
            return None;
        }
        if self.word(at) == Some(Word::From) && self.when(at + 1).is_some() {
            return Some((Role::Old, at + 1));
        }
        if !carried {
            return None;
        }
        Some((if self.time_follows(at) { Role::New } else { Role::Moved }, at))
    }

    /// "June instead of March", "not March but June", "baseline: March".
    fn in_its_place(&self, i: usize) -> Option<(Role, usize)> {
        let two = |first, second| self.is(i, first) && self.is(i + 1, second);
        let at = if self.is(i, "not") || self.is(i, "replaces") || self.is(i, "replacing") {
            i + 1
        } else if two("instead", "of") || two("rather", "than") {
            i + 2
        } else if self.is(i, "baseline") || self.is(i, "baselined") {
            self.skip(self.skip_words(i + 1, &[], &["date", "was"]), &[Mark::Colon, Mark::Dash])
        } else {
            return None;
        };
        self.when(at).is_some().then_some((Role::Old, at))
    }

    /// "prev. March": the date that was replaced; "rev. June", "ext. to June": the new one.
    fn shortened(&self, i: usize) -> Option<(Role, usize)> {
        let word = self.word(i)?;
        let dotted = self.mark(i + 1) == Some(Mark::Dot) && self.glued(i + 1);
        let at = if dotted { i + 2 } else { i + 1 };
        match word {
            Word::New | Word::Moved
                if self.word(at) == Some(Word::From) && self.when(at + 1).is_some() =>
            {
                Some((Role::Old, at + 1))
            }
            Word::Old if dotted && self.time_follows(at) => Some((Role::Old, at)),
            Word::New if dotted && self.time_follows(at) => Some((Role::New, at)),
            Word::Other if self.is(i, "ext") || self.is(i, "extd") => {
                let to = matches!(self.word(at), Some(Word::To | Word::Until));
                (to && self.when(at + 1).is_some()).then_some((Role::New, at + 1))
            }
            _ => None,
        }
    }
}
