//! Dates, counts and lists in plain British English.

pub use bellwether_domain::{
    calendar::{long_date as day, short_date as short_day},
    words::{counted as count, thousands},
};

/// "a", "a and b", "a, b and c".
pub fn list<S: AsRef<str>>(items: &[S]) -> String {
    match items {
        [] => String::new(),
        [one] => one.as_ref().to_owned(),
        [most @ .., last] => {
            let most: Vec<&str> = most.iter().map(AsRef::as_ref).collect();
            format!("{} and {}", most.join(", "), last.as_ref())
        }
    }
}

/// The first letter large.
pub fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// An error as a sentence of its own, with a full stop.
pub fn in_words(error: &impl ToString) -> String {
    sentence(&error.to_string()) + "."
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn dates_are_british() {
        assert_eq!(day(date(2018, 3, 16)), "16 March 2018");
        assert_eq!(short_day(date(2018, 12, 1)), "1 Dec 2018");
    }

    #[test]
    fn lists_end_in_and() {
        assert_eq!(list(&["a"]), "a");
        assert_eq!(list(&["a", "b", "c"]), "a, b and c");
        assert_eq!(list::<&str>(&[]), "");
    }
}
