//! # Description and date disagree
//!
//! ## What it finds
//!
//! A question, not a verdict. An action whose description names a month and year to be done *by*,
//! *before* or *until* ("by the end of June 2018", "before 30 June 2018"), where the date cell
//! names a time and none of its milestones touches that month. It goes by these words. One
//! finding for each action.
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
    run,
};

fn run(on: &Context<'_>, out: &mut Findings) {
    for (risk, action) in on.actions().filter(|(_, action)| action.text.has_figures) {
        let Some(due) = action.action.due.as_ref().filter(|due| !due.milestones.is_empty()) else {
            continue;
        };
        let Some((said, from)) = promised(&action.words) else { continue };
        let to = from.last_of_month();
        if due.milestones.iter().all(|milestone| milestone.to < from || milestone.from > to) {
            let message = format!(
                "Its text says “{said}”, its date “{}”: which is right?",
                action.due_text()
            );
            let evidence = action.action.description.as_str();
            out.action(risk, action, message, evidence).field(ActionField::Due);
        }
    }
}

/// The month by which the text says that it will be done, in its own words and as its first day.
fn promised(words: &[&str]) -> Option<(String, Date)> {
    // At most "by the end of 30 June 2018".
    const FARTHEST: usize = 5;
    words.windows(2).enumerate().find_map(|(i, pair)| {
        let [month, year] = pair else { return None };
        let year = year_of(year)?;
        let month = month_named(month)?;
        let before = words.get(i.saturating_sub(FARTHEST)..i)?;
        let start = before.iter().rposition(|w| matches!(*w, "by" | "before" | "until"))?;
        let between = before.get(start + 1..)?;
        if !between.iter().all(|word| may_stand_between(word)) {
            return None;
        }
        let from = Date::new(year, month, 1).ok()?;
        let said = format!("{} {}", before.get(start..)?.join(" "), long_month(from));
        Some((said, from))
    })
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
            ",
            &["1.1", "1.2"],
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
            - Act on the survey of June 2017 | AB | Dec-18 | A
            - Report by the treasurer in June 2017 | AB | Dec-18 | A
            ",
            &[],
        );
    }
}
