//! How a day is written for people (GOV.UK style: 16 March 2018).

use crate::Date;

/// “16 March 2018”.
pub fn long_date(day: Date) -> String {
    day.strftime("%-d %B %Y").to_string()
}

/// “16 Mar 2018”, for tables.
pub fn short_date(day: Date) -> String {
    day.strftime("%-d %b %Y").to_string()
}
