//! What a register calls its assessments, and of which day that speaks.
//!
//! "Score Now (16 March 2018)" is the heading of one issue. A score that somebody gives by hand
//! afterwards is not of that day, and neither is a column in which it stands.

use crate::{Date, due};

/// A heading without the day that it names ("Score Now"); `None` where it names none, or nothing
/// else.
pub fn undated(label: &str) -> Option<String> {
    without(label, |_| true)
}

/// A title without the day, month or quarter that it names ("Risk register as at 1 March 2026"): it
/// would contradict every later paper. A year may be part of a name, and stays.
pub fn title_undated(title: &str) -> Option<String> {
    without(title, |(from, to)| (to - from).get_days() < LONGEST_ISSUE)
}

/// More days than a quarter has, and fewer than a half.
const LONGEST_ISSUE: i32 = 100;

/// A text without the first and longest time that it names, of those that fit.
fn without(label: &str, fits: impl Fn((Date, Date)) -> bool) -> Option<String> {
    let words: Vec<&str> = label.split_whitespace().collect();
    let day = |from: usize, to: usize| {
        let part = words.get(from..to).unwrap_or_default().join(" ");
        day(part.trim_matches(|c: char| !c.is_alphanumeric())).filter(|day| fits(*day))
    };
    // "Current 12 December 2025" is the day that it is without its first word.
    let is_day = |from: usize, to: usize| {
        let whole = day(from, to);
        whole.is_some() && whole != day(from + 1, to) && whole != day(from, to - 1)
    };
    // The longest run of words that is a day: "16 March 2018", not "March 2018" of it.
    let (from, to) = (1..=words.len().min(4)).rev().find_map(|long| {
        (0..=words.len() - long)
            .map(|from| (from, from + long))
            .find(|(from, to)| is_day(*from, *to))
    })?;
    let mut before = words.get(..from)?;
    while let [rest @ .., last] = before
        && JOINS
            .contains(&last.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase().as_str())
    {
        before = rest;
    }
    let after = words.get(to..)?;
    let rest = before.iter().chain(after).copied().collect::<Vec<_>>().join(" ");
    let rest = rest.trim_matches(|c: char| !c.is_alphanumeric() && c != ')');
    let rest = if rest.contains('(') { rest } else { rest.trim_end_matches(')').trim_end() };
    (!rest.is_empty()).then(|| rest.to_owned())
}

/// What a heading calls a score that somebody gives by hand: the heading without its day; `None`
/// where it is a day and nothing else.
pub fn by_hand(label: String) -> Option<String> {
    match undated(&label) {
        None if day(label.trim()).is_some() => None,
        bare => Some(bare.unwrap_or(label)),
    }
}

/// Words, or none but marks, that join a day to what stands before it.
const JOINS: [&str; 6] = ["", "at", "as", "on", "of", "for"];

/// The day, the month or the quarter of some year that words name where they say nothing else, by
/// its first and last day.
fn day(words: &str) -> Option<(Date, Date)> {
    // Without its year it may be any, and "Q4" is hardly one.
    let digits: Vec<bool> = words.chars().map(|c| c.is_ascii_digit()).collect();
    if !digits.windows(2).any(|two| two == [true, true]) || words.len() < 5 {
        return None;
    }
    let due = due::read(words, Date::constant(2000, 1, 1));
    let [only] = due.milestones.as_slice() else { return None };
    let doubts = [due::Flag::Unread, due::Flag::Vague, due::Flag::Relative, due::Flag::YearAssumed];
    let is_day = only.label.is_empty()
        && due.tail == due::Tail::None
        && !due.flags.iter().any(|flag| doubts.contains(flag));
    is_day.then_some((only.from, only.to))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_loses_its_day_and_keeps_its_year() {
        for title in [
            "Risk register as at 1 March 2026",
            "Risk register – March 2026",
            "Risk register (Q3 2025/26)",
        ] {
            assert_eq!(title_undated(title).as_deref(), Some("Risk register"), "{title}");
        }
        for title in ["Risk register 2025/26", "Corporate risk register 2026", "Risk register"] {
            assert_eq!(title_undated(title), None, "{title}");
        }
    }

    #[test]
    fn the_day_is_taken_from_a_heading() {
        let without = |label| undated(label).unwrap_or_default();
        assert_eq!(without("Score Now (16 March 2018)"), "Score Now");
        assert_eq!(without("Score now (as at 16/03/2018)"), "Score now");
        assert_eq!(without("Current rating at December 2025"), "Current rating");
        assert_eq!(without("Current risk – Q3 2025/26"), "Current risk");
        assert_eq!(without("March 2018 score"), "score");
        assert_eq!(without("Score Q3 2018"), "Score");
        assert_eq!(without("Current (12 December 2025)"), "Current");
        assert_eq!(without("Final 31/03/2026"), "Final");
        assert_eq!(without("Now: Q4 2025/26"), "Now");
        assert_eq!(undated("16 March 2018"), None);
        assert_eq!(by_hand("16 March 2018".to_owned()), None);
        assert_eq!(by_hand("Gross Risk".to_owned()).as_deref(), Some("Gross Risk"));
        for whole in ["Gross Risk", "Target (2)", "Level 3", "Current (L x I)", "2018", "After May"]
        {
            assert_eq!(undated(whole), None, "{whole}");
        }
    }
}
