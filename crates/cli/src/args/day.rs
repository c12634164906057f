//! A day on the command line, written as people write one.

use bellwether_domain::{Date, due::one_day};

/// How the help names a day.
pub(super) const DAY: &str = "DAY";

/// Reads a day; what is none for certain is refused with the forms that are.
pub(super) fn day(text: &str) -> Result<Date, String> {
    one_day(text)
        .ok_or_else(|| "name one day, such as 2018-03-16, 16/03/2018 or 16 March 2018".to_owned())
}
