//! A day that somebody names: the same words as in a target date, but one day and no doubt.

use super::{Context, Flag, Precision, Tail, read_with};
use crate::Date;

/// The one day that a text names: "2018-03-16", "16/03/2018", "16 March 2018", "16th Mar 18".
/// `None` where it names a period, several days or none, or where a part would have to be guessed.
pub fn one_day(text: &str) -> Option<Date> {
    if let Ok(day) = text.trim().parse() {
        return Some(day);
    }
    // Read as at two days far apart: what depends on when it is read is not named.
    let [day, again] = [Date::constant(2001, 1, 10), Date::constant(2030, 8, 20)]
        .map(|as_at| read_as_at(text, as_at));
    let day = day.filter(|_| day == again)?;
    // A year in two digits is of this century, and not of its end.
    (text.contains(&day.year().to_string()) || day.year() < 2070).then_some(day)
}

fn read_as_at(text: &str, as_at: Date) -> Option<Date> {
    let due = read_with(text, &Context::new(as_at));
    let [milestone] = due.milestones.as_slice() else { return None };
    // In a register the 1st may stand for its month; here somebody has typed a day.
    let sure = |flag: &Flag| {
        matches!(flag, Flag::MonthFirst | Flag::FalseDayPrecision | Flag::YearImplausible)
    };
    let day = milestone.precision == Precision::Day || due.flags.contains(&Flag::FalseDayPrecision);
    let plain = milestone.label.is_empty() && due.tail == Tail::None;
    (day && plain && due.flags.iter().all(sure)).then_some(milestone.from)
}
