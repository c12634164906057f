//! Dates in titles and headings ("as at 16 March 2018"), and whether a cell reads as a target date.

use bellwether_domain::{Date, calendar};

/// The first whole date in a text.
pub(crate) fn find(text: &str) -> Option<Date> {
    let words = words(text);
    (0..words.len()).find_map(|place| at(&words, place))
}

fn words(text: &str) -> Vec<&str> {
    text.split(|c: char| c.is_whitespace() || matches!(c, '(' | ')' | ',' | ':' | ';'))
        .filter(|w| !w.is_empty())
        .collect()
}

/// The date that begins at a word.
fn at(words: &[&str], place: usize) -> Option<Date> {
    let word = words.get(place)?;
    numeric(word).or_else(|| {
        // "16 March 2018", "16th March 2018", "March 16 2018", "March 2018" (its last day).
        let next = words.get(place + 1).copied();
        let after = words.get(place + 2).copied();
        match (day(word), month(word)) {
            (Some(d), _) => date(year(after?)?, month(next?)?, d),
            (_, Some(m)) => match next.and_then(day) {
                Some(d) if after.and_then(year).is_some() => date(year(after?)?, m, d),
                // "Updated: Mar 31" is a day of a year that it does not say.
                Some(d) if d > 28 && last_day(2001, m).is_some_and(|last| last.day() == d) => None,
                _ => last_day(year(next?)?, m),
            },
            _ => None,
        }
    })
}

/// The dates that a text says it speaks of ("as at 31 March 2026", "position at 31/03/2026"),
/// whatever other dates stand in it.
pub(crate) fn stated(text: &str) -> Vec<Date> {
    let words = words(text);
    let mut dates = Vec::new();
    for from in said_of(&words) {
        // "As at the 31 March 2026", "as at: Tuesday 31 March 2026".
        let found = (from..from + 3).find_map(|place| at(&words, place));
        dates.extend(found.filter(|date| !dates.contains(date)));
    }
    dates
}

/// Whether a text says what it speaks of in words that are not read as a date ("as at 31 March",
/// "as at Q4"): no other date in it is the one.
pub(crate) fn is_stated_otherwise(text: &str) -> bool {
    let words = words(text);
    let is_unread = |from: usize| {
        let said = words.get(from..).unwrap_or_default();
        said.iter().take(3).any(|word| word.contains(|c: char| c.is_ascii_digit()))
            && (from..from + 3).all(|place| at(&words, place).is_none())
    };
    let mut said = said_of(&words).peekable();
    said.peek().is_some() && said.all(is_unread)
}

/// The places after the words by which a text says which day it speaks of.
fn said_of<'w>(words: &'w [&'w str]) -> impl Iterator<Item = usize> + 'w {
    // "At" by itself says so only of what stands at a date.
    const STANDING: [&str; 10] = [
        "register",
        "registers",
        "risks",
        "log",
        "position",
        "summary",
        "status",
        "scores",
        "correct",
        "standing",
    ];
    let is = move |place: usize, word: &str| {
        words.get(place).is_some_and(|own| own.eq_ignore_ascii_case(word))
    };
    let after = move |place: usize| -> Option<usize> {
        let before = place.checked_sub(1).and_then(|before| words.get(before));
        let standing =
            before.is_some_and(|word| STANDING.iter().any(|own| word.eq_ignore_ascii_case(own)));
        if is(place, "as") && (is(place + 1, "at") || is(place + 1, "of"))
            || is(place, "position") && is(place + 1, "on")
            || is(place, "fel") && is(place + 1, "ar")
            || is(place, "period") && is(place + 1, "ending")
            || is(place, "quarter") && is(place + 1, "ending")
        {
            Some(place + 2)
        } else if is(place, "stand") || standing && is(place, "at") {
            Some(place + 1)
        } else {
            None
        }
    };
    (0..words.len()).filter_map(after)
}

/// The dates of a text that are written in figures: each with its first two parts and the mark
/// between them, the year being its last.
pub(crate) fn figures(text: &str) -> impl Iterator<Item = (&str, u8, u8, char)> {
    text.split(|c: char| c.is_whitespace() || matches!(c, '(' | ')' | ',' | ';')).filter_map(
        |word| {
            let word = word.trim_end_matches('.');
            let mark = word.chars().find(|c| matches!(c, '/' | '-' | '.'))?;
            let mut parts = word.split(mark);
            let (first, second, last) = (parts.next()?, parts.next()?, parts.next()?);
            let digits = |part: &str| part.len() <= 4 && part.bytes().all(|c| c.is_ascii_digit());
            let whole = parts.next().is_none() && matches!(last.len(), 2 | 4) && digits(last);
            let small = |part: &str| digits(part).then(|| part.parse::<u8>().ok()).flatten();
            if whole { Some((word, small(first)?, small(second)?, mark)) } else { None }
        },
    )
}

/// "16/03/2018", "16.3.18", "2018-03-16", "16/Mar/18".
fn numeric(word: &str) -> Option<Date> {
    let parts: Vec<&str> = word.split(['/', '-', '.']).collect();
    let [a, b, c] = parts.as_slice() else { return None };
    if b.chars().all(|c| c.is_ascii_alphabetic())
        && let Some(month) = month(b)
    {
        return date(year(c)?, month, day(a)?);
    }
    if !parts.iter().all(|part| !part.is_empty() && part.chars().all(|c| c.is_ascii_digit())) {
        return None;
    }
    if a.len() == 4 {
        return date(year(a)?, b.parse().ok()?, c.parse().ok()?);
    }
    let (year, first, second) = (year(c)?, a.parse().ok()?, b.parse().ok()?);
    // "03/16/2018" can only have its month first.
    date(year, second, first).or_else(|| date(year, first, second).filter(|_| word.contains('/')))
}

fn date(year: i16, month: i8, day: i8) -> Option<Date> {
    Date::new(year, month, day).ok()
}

fn last_day(year: i16, month: i8) -> Option<Date> {
    date(year, month, 1).map(|first| first.last_of_month())
}

fn day(word: &str) -> Option<i8> {
    let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let suffix = word.get(digits.len()..)?.to_lowercase();
    (digits.len() <= 2 && matches!(suffix.as_str(), "" | "st" | "nd" | "rd" | "th"))
        .then(|| digits.parse().ok())
        .flatten()
        .filter(|day| (1..=31).contains(day))
}

fn month(word: &str) -> Option<i8> {
    calendar::month_named(word.trim_end_matches('.'))
}

fn year(word: &str) -> Option<i16> {
    let digits = word.trim_end_matches(|c: char| !c.is_ascii_digit());
    if !digits.chars().all(|c| c.is_ascii_digit()) {
        return None;
    }
    match digits.len() {
        4 => digits.parse().ok().filter(|year| (1990..2100).contains(year)),
        2 => digits.parse::<i16>().ok().map(|year| 2000 + year),
        _ => None,
    }
}

/// Whether a cell reads as a target date: a month, a year, a date or a word of time.
pub(crate) fn is_due(text: &str) -> bool {
    const WORDS: [&str; 32] = [
        "ongoing",
        "on-going",
        "continuous",
        "tbc",
        "tbd",
        "tba",
        "immediate",
        "now",
        "asap",
        "complete",
        "completed",
        "quarterly",
        "monthly",
        "annually",
        "annual",
        "weekly",
        "quarter",
        "spring",
        "summer",
        "autumn",
        "winter",
        "bau",
        "closed",
        "done",
        "before",
        "after",
        "end",
        "q1",
        "q2",
        "q3",
        "q4",
        "daily",
    ];
    if text.len() > 120 {
        return false;
    }
    let lower = text.to_lowercase();
    lower
        .split(|c: char| !(c.is_alphanumeric() || c == '-'))
        .flat_map(|word| std::iter::once(word).chain(word.split('-')))
        .any(|word| WORDS.contains(&word) || month(word).is_some() || is_year(word))
        || lower.split_whitespace().any(|word| {
            word.matches('/').count() >= 1 && word.chars().filter(char::is_ascii_digit).count() >= 3
        })
}

/// Whether a cell is a date and nothing more.
pub(crate) fn is_date(text: &str) -> bool {
    text.len() <= 24 && text.bytes().any(|c| c.is_ascii_digit()) && is_due(text)
}

fn is_year(word: &str) -> bool {
    word.len() == 4 && year(word).is_some()
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("Score Now (16 March 2018)", "2018-03-16")]
    #[case("as at 1st June 2021", "2021-06-01")]
    #[case("Register – Sept 2020", "2020-09-30")]
    #[case("Updated 03/02/2019", "2019-02-03")]
    #[case("2024-05-06", "2024-05-06")]
    #[case("Created 16/Mar/26 9:14 AM", "2026-03-16")]
    #[case("Date of export 03/16/2026", "2026-03-16")]
    fn a_date_is_found(#[case] text: &str, #[case] date: &str) {
        assert_eq!(find(text).map(|date| date.to_string()).as_deref(), Some(date));
    }

    #[rstest]
    #[case("Register approved 2 April 2026, as at 31 March 2026", &["2026-03-31"])]
    #[case("Printed 5 May 2026; position as at: 31/03/2026", &["2026-03-31"])]
    #[case("Risks at 31 March 2026 for the committee of 2 May 2026", &["2026-03-31"])]
    #[case("As of the 1st June 2021, position at 30 June 2021", &["2021-06-01", "2021-06-30"])]
    #[case("Approved at the meeting of 2 April 2026", &[])]
    fn what_a_text_says_it_speaks_of(#[case] text: &str, #[case] dates: &[&str]) {
        let said: Vec<String> = stated(text).iter().map(ToString::to_string).collect();
        assert_eq!(said, dates);
    }

    #[test]
    fn words_without_a_date_have_none() {
        assert_eq!(find("May the risk be 5 or 2"), None);
        assert!(is_due("Sept 2017 then ongoing") && is_due("Apr-18") && !is_due("AB"));
    }
}
