//! How a day is written for people (GOV.UK style: 16 March 2018).

use crate::Date;

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

fn month(day: Date) -> &'static str {
    usize::try_from(day.month()).ok().and_then(|m| MONTHS.get(m - 1)).copied().unwrap_or_default()
}

/// “16 March 2018”.
pub fn long_date(day: Date) -> String {
    format!("{} {} {}", day.day(), month(day), day.year())
}

/// “16 Mar 2018”, for tables.
pub fn short_date(day: Date) -> String {
    format!("{} {} {}", day.day(), month(day).get(..3).unwrap_or_default(), day.year())
}
