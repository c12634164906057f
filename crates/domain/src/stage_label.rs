//! What a register calls its assessments, and of which day that speaks.
//!
//! "Score Now (16 March 2018)" is the heading of one issue. A score that somebody gives by hand
//! afterwards is not of that day, and neither is a column in which it stands.

use crate::{Date, due};

/// A heading without the day that it names ("Score Now"); `None` where it names none, or nothing
/// else.
pub fn undated(label: &str) -> Option<String> {
    let words: Vec<&str> = label.split_whitespace().collect();
    let is_day = |from: usize, to: usize| {
        let part = words.get(from..to).unwrap_or_default().join(" ");
        names_a_day(part.trim_matches(|c: char| !c.is_alphanumeric()))
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

/// Words, or none but marks, that join a day to what stands before it.
const JOINS: [&str; 6] = ["", "at", "as", "on", "of", "for"];

/// Whether words are a day, a month or a quarter of some year and nothing else.
fn names_a_day(words: &str) -> bool {
    let has_digit = words.chars().any(|c| c.is_ascii_digit());
    if !has_digit || words.len() < 5 {
        return false;
    }
    let due = due::read(words, Date::constant(2000, 1, 1));
    let [only] = due.milestones.as_slice() else { return false };
    let doubts = [due::Flag::Unread, due::Flag::Vague, due::Flag::Relative];
    only.label.is_empty()
        && due.tail == due::Tail::None
        && !due.flags.iter().any(|flag| doubts.contains(flag))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_day_is_taken_from_a_heading() {
        let without = |label| undated(label).unwrap_or_default();
        assert_eq!(without("Score Now (16 March 2018)"), "Score Now");
        assert_eq!(without("Score now (as at 16/03/2018)"), "Score now");
        assert_eq!(without("Current rating at December 2025"), "Current rating");
        assert_eq!(without("Current risk – Q3 2025/26"), "Current risk");
        assert_eq!(without("March 2018 score"), "score");
        for whole in ["Gross Risk", "Target (2)", "Level 3", "Current (L x I)", "2018", "After May"]
        {
            assert_eq!(undated(whole), None, "{whole}");
        }
    }
}
