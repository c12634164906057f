//! # Description and date disagree
//!
//! ## What it finds
//!
//! A question, not a verdict. An action whose description names a time to be done *by*, *before* or
//! *until*: a month with or without its year ("by the end of June 2018", "before 30 June"), a day in
//! figures ("by 30/06/2018"), a season or a year ("by spring 2018", "by the end of 2018"), where the
//! date cell names a time and none of its milestones touches the one named. It goes by these words.
//! One finding for each action.
//!
//! ## Why
//!
//! One of the two is stale: a date that was moved in the cell and not in the text, or the other
//! way round.
//!
//! ## Example
//!
//! "Renew the lease by June 2018", with "Dec-18" under "Target date".
//!
//! ## What to do
//!
//! Ask the owner which date holds, and say it once.
//!
//! ## Settings
//!
//! None.

use super::super::prelude::*;
use bellwether_domain::{
    ActionField, Date,
    calendar::{long_month, month_named},
};

pub(crate) const RULE: Rule = Rule {
    id: "ACT-15",
    name: "text-date-differs",
    title: "Description and date disagree",
    severity: Severity::Medium,
    kind: Kind::Question,
    starred: false,
    help: "Ask the owner which date is right, and give it once.",
    source: include_str!("text_date_differs.rs"),
    looks: &[(Sight::Risk, run)],
};

fn run(on: &Context<'_>, out: &mut Findings) {
    for (risk, action) in on.actions() {
        let Some(due) = action.action.due.as_ref().filter(|due| !due.milestones.is_empty()) else {
            continue;
        };
        let promises = promised(action.words());
        let Some((said, _)) = promises.first() else { continue };
        let keeps = |(_, time): &(String, Time)| {
            due.milestones.iter().any(|milestone| time.touches(milestone.from, milestone.to))
        };
        if !promises.iter().any(keeps) {
            let message = format!(
                "Its text says “{said}”, its date “{}”: which is right?",
                action.due_text()
            );
            let evidence = action.action.description.as_str();
            out.action(risk, action, message, evidence).field(ActionField::Due);
        }
    }
}

/// A time that a text names.
enum Time {
    /// From a day to a day.
    Days(Date, Date),
    /// A month of whichever year.
    Month(i8),
}

impl Time {
    /// Whether it has a day in common with those from one to another.
    fn touches(&self, from: Date, to: Date) -> bool {
        match self {
            Self::Days(first, last) => to >= *first && from <= *last,
            Self::Month(month) => {
                from.year() != to.year() || (from.month()..=to.month()).contains(month)
            }
        }
    }
}

/// The times by which the text says that it will be done, in its own words.
fn promised(words: &[&str]) -> Vec<(String, Time)> {
    // At most "by the end of 30 June 2018".
    const FARTHEST: usize = 5;
    let at = |start: usize| words.get(start).copied().unwrap_or_default();
    let all = words.iter().enumerate().filter_map(|(start, word)| {
        let opens = match *word {
            "by" | "before" | "until" | "deadline" | "finish" | "target" => true,
            "than" => start > 1 && at(start - 1) == "later" && at(start - 2) == "no",
            "for" => matches!(at(start + 1), "easter" | "christmas"),
            "in" => at(start + 1).starts_with('q') && quarter(at(start + 1)).is_some(),
            _ => false,
        };
        if !opens {
            return None;
        }
        let after = words.get(start + 1..)?;
        let (length, time) = (0..FARTHEST).find_map(|at| {
            let between = after.get(..at)?;
            let (length, time) = time_named(after.get(at..)?)?;
            // "Leases that end before 2028" says which, not by when.
            let year_alone = after.get(at).is_some_and(|word| year_of(word).is_some());
            let said = !year_alone || *word == "by" || between.contains(&"end");
            let all = said && between.iter().all(|word| may_stand_between(word));
            all.then_some((at + length, time))
        })?;
        let said = words.get(start..=start + length)?;
        let said: Vec<String> = said.iter().map(|word| as_written(word)).collect();
        Some((said.join(" "), time))
    });
    all.collect()
}

/// The number of a quarter: "q3".
fn quarter(word: &str) -> Option<i8> {
    word.strip_prefix('q')?.parse().ok().filter(|quarter| (1..=4).contains(quarter))
}

/// A month with its capital.
fn as_written(word: &str) -> String {
    match month_named(word).and_then(|month| Date::new(2000, month, 1).ok()) {
        Some(day) => long_month(day).split(' ').next().unwrap_or(word).to_owned(),
        None => word.to_owned(),
    }
}

/// The time that words begin with, and how many of them name it.
fn time_named(words: &[&str]) -> Option<(usize, Time)> {
    let day = |year, month, day| Date::new(year, month, day).ok();
    let month = |year, month| {
        let first = Date::new(year, month, 1).ok()?;
        Some(Time::Days(first, first.last_of_month()))
    };
    let number = |word: &&str| {
        let figures =
            !word.is_empty() && word.len() <= 2 && word.bytes().all(|b| b.is_ascii_digit());
        word.parse::<i8>().ok().filter(|_| figures)
    };
    match words {
        [d, m, y, ..] if number(d).is_some() && number(m).is_some() => {
            let date = day(year_of(y)?, number(m)?, number(d)?)?;
            Some((3, Time::Days(date, date)))
        }
        [season @ ("spring" | "summer" | "autumn"), y, ..] => {
            let year = year_of(y)?;
            let (from, to) = match *season {
                "spring" => (3, 6),
                "summer" => (6, 9),
                _ => (9, 12),
            };
            Some((2, Time::Days(day(year, from, 1)?, day(year, to, 1)?.last_of_month())))
        }
        // Of the year or of the financial year: from the earlier to the later.
        [q, y, ..] if quarter(q).is_some() => {
            let (quarter, year) = (quarter(q)?, year_of(y)?);
            let from = day(year, quarter * 3 - 2, 1)?;
            let to = match quarter {
                4 => day(year + 1, 3, 1)?,
                other => day(year, other * 3 + 3, 1)?,
            };
            Some((2, Time::Days(from, to.last_of_month())))
        }
        ["easter", y, ..] => {
            let year = year_of(y)?;
            Some((2, Time::Days(day(year, 3, 20)?, day(year, 4, 30)?)))
        }
        ["christmas", y, ..] => {
            let year = year_of(y)?;
            Some((2, Time::Days(day(year, 12, 1)?, day(year, 12, 31)?)))
        }
        [m, rest @ ..] if month_named(m).is_some() => {
            let named = month_named(m)?;
            match rest.first().and_then(|y| year_of(y)) {
                Some(year) => Some((2, month(year, named)?)),
                // "by May", where it may be the verb, is left alone.
                None if *m == "may" => None,
                None => Some((1, Time::Month(named))),
            }
        }
        [y, ..] => {
            let year = year_of(y)?;
            Some((1, Time::Days(day(year, 1, 1)?, day(year, 12, 31)?)))
        }
        [] => None,
    }
}

fn may_stand_between(word: &str) -> bool {
    let day = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    matches!(word, "the" | "end" | "of" | "early" | "mid" | "late")
        || (!day.is_empty() && day.len() <= 2 && day.bytes().all(|b| b.is_ascii_digit()))
}

fn year_of(word: &str) -> Option<i16> {
    let figures = word.len() == 4 && word.bytes().all(|b| b.is_ascii_digit());
    word.parse().ok().filter(|year| figures && (1990..2100).contains(year))
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::finds;

    #[test]
    fn finds_another_month_in_the_text() {
        let found = finds(
            &RULE,
            r"
            1 | Money | The lease ends | AB | 4x4 3x4 2x4
            - Renew the lease by June 2018 | AB | Dec-18 | A
            - Sign it before the end of 30th Sept 2018 | AB | 01/12/2018 | A
            - Pay for it by 30/06/2018 | AB | Dec-18 | A
            - Move in by the end of June | AB | Dec-18 | A
            - Move out by spring 2019 | AB | Dec-19 | A
            - Sell it before the end of 2018 | AB | Mar-19 | A
            - Rebuild the weir (deadline 9 May 2018) | AB | Dec-18 | A
            - Mend the weir no later than 9 May 2018 | AB | Dec-18 | A
            - Stock the pond for Easter 2019 | AB | Dec-18 | A
            - Drain the pond in Q2 2018 | AB | Mar-19 | A
            - Fill the pond (target: end of August 2018) | AB | Dec-18 | A
            ",
            &["1.1", "1.2", "1.3", "1.4", "1.5", "1.6", "1.7", "1.8", "1.9", "1.10", "1.11"],
        );
        assert_eq!(
            found[0].message,
            "Its text says “by June 2018”, its date “Dec-18”: which is right?"
        );
    }

    #[test]
    fn silent_where_they_agree_or_nothing_is_promised() {
        finds(
            &RULE,
            r"
            1 | Money | The lease ends | AB | 4x4 3x4 2x4
            - Renew the lease by June 2018 | AB | 2018 | A
            - Renew the lease by June 2018 | AB | 30/06/2018 then ongoing | A
            - Renew the lease by June 2018 | AB | Ongoing | A
            - Renew the lease by the end of June | AB | June 2019 | A
            - Renew the lease by 2018 | AB | Dec-18 | A
            - Draft the plan by June 2018 and adopt it by December 2018 | AB | Dec-18 | A
            - Drain the pond in Q3 2018 | AB | Sept 2018 | A
            - Stock the pond for the May 2019 fair | AB | Dec-18 | A
            - Review all leases that end before 2021 | AB | Dec-18 | A
            - Renew it by letter, before the board meets in June | AB | Dec-18 | A
            - Act on the survey of June 2017 | AB | Dec-18 | A
            - Report by the treasurer in June 2017 | AB | Dec-18 | A
            ",
            &[],
        );
    }
}
