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

/// Which month an English name in small letters is, from 1: in full, or its first three letters or
/// more (“sep”, “sept”).
pub fn month_named(name: &str) -> Option<i8> {
    let known = |month: &&str| {
        month.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name))
    };
    let place = (name.len() >= 3).then(|| MONTHS.iter().position(known))??;
    i8::try_from(place + 1).ok()
}

/// “March 2018”.
pub fn long_month(day: Date) -> String {
    format!("{} {}", month(day), day.year())
}

/// “16 March 2018”.
pub fn long_date(day: Date) -> String {
    format!("{} {} {}", day.day(), month(day), day.year())
}

/// “16 Mar 2018”, for tables.
pub fn short_date(day: Date) -> String {
    format!("{} {} {}", day.day(), month(day).get(..3).unwrap_or_default(), day.year())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_are_known_by_name_and_by_their_first_letters() {
        assert_eq!(month_named("march"), Some(3));
        assert_eq!(month_named("sept"), Some(9));
        assert_eq!(month_named("ma"), None);
        assert_eq!(month_named("marches"), None);
        assert_eq!(long_month(Date::constant(2018, 6, 1)), "June 2018");
    }
}
