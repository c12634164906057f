//! What stands before and after the ratings of a row without delimiters: an owner by its capitals,
//! a date by its words, and what is left.

use crate::{
    map::vocabulary::Concept,
    parse::{date, owners, rating, status},
};

/// The most words of a date, and of a status.
const DATE: usize = 6;

/// The words after the ratings as the cells of the columns that follow these, in their order.
pub(super) fn after(words: &[String], columns: &[Concept]) -> Vec<String> {
    let mut cells = vec![String::new(); columns.len().max(1)];
    let (mut from, mut to) = (0, words.len());
    let (mut left, mut right) = (0, columns.len());
    let part = |from: usize, to: usize| words.get(from..to).unwrap_or_default();
    let mut put = |at: usize, words: &[String]| {
        if let Some(cell) = cells.get_mut(at) {
            *cell = words.join(" ");
        }
    };
    // From the end inwards as far as the columns tell, then from the beginning.
    while right > left + 1 {
        let length = match columns.get(right - 1).copied() {
            Some(Concept::Due) => dated(part(from, to)),
            Some(concept) if is_status(concept) => stated(part(from, to)),
            Some(concept) if is_owner(concept) => named_last(part(from, to)),
            _ => break,
        };
        put(right - 1, part(to - length, to));
        to -= length;
        right -= 1;
    }
    while left + 1 < right && columns.get(left).copied().is_some_and(is_owner) {
        let length = named_first(part(from, to));
        put(left, part(from, from + length));
        from += length;
        left += 1;
    }
    // Of two wordings the second begins with the only capital inside.
    if right == left + 2
        && let Some(second) = afresh(part(from, to))
    {
        put(left + 1, part(from + second, to));
        to = from + second;
    }
    put(left, part(from, to));
    cells
}

/// Where a second sentence begins without a stop before it, if it does in one place only.
fn afresh(words: &[String]) -> Option<usize> {
    let begins = |at: &usize| {
        let word = words.get(*at).map(String::as_str).unwrap_or_default();
        let before = at.checked_sub(1).and_then(|before| words.get(before));
        word.starts_with(char::is_uppercase)
            && word.contains(char::is_lowercase)
            && before
                .is_some_and(|before| before.ends_with(char::is_lowercase) && !is_joint(before))
    };
    let mut places = (2..words.len()).filter(begins);
    places.next().filter(|_| places.next().is_none())
}

/// How many words of the end name an owner: a run with capitals that holds a post, a name or
/// initials.
pub(super) fn named_last(words: &[String]) -> usize {
    let run = words.iter().rev().take_while(|word| is_capital(word) || is_joint(word)).count();
    // What joins words does not begin a name, and the wording needs words of its own.
    let mut length = run.min(words.len().saturating_sub(1));
    while length > 0 && words.get(words.len() - length).is_some_and(|word| is_joint(word)) {
        length -= 1;
    }
    let name = words.get(words.len() - length..).unwrap_or_default().join(" ");
    if length > 0 && is_owner_name(&name) {
        return length;
    }
    // "Pool manager": a post whose later words are small.
    let post = |length: &usize| {
        let end = words.get(words.len() - length..).unwrap_or_default();
        end.first().is_some_and(|first| is_capital(first)) && owners::is_post(&end.join(" "))
    };
    (2..=4.min(words.len().saturating_sub(1))).find(post).unwrap_or(0)
}

/// How many words of the beginning name an owner; the last capital before small letters begins the
/// wording after it.
fn named_first(words: &[String]) -> usize {
    let run = words.iter().take_while(|word| is_capital(word) || is_joint(word)).count();
    let mut length = run;
    let joint = |at: usize| words.get(at).is_some_and(|word| is_joint(word));
    while length > 0 && joint(length - 1) {
        length -= 1;
    }
    if length < words.len() && length > 1 {
        length -= 1;
        while length > 0 && joint(length - 1) {
            length -= 1;
        }
    }
    let name = words.get(..length).unwrap_or_default().join(" ");
    if is_owner_name(&name) { length } else { 0 }
}

fn is_owner_name(name: &str) -> bool {
    name.split('/').all(|part| {
        let part = part.trim();
        owners::is_post(part) || owners::is_initials(part) || owners::is_person(part)
    })
}

fn is_capital(word: &str) -> bool {
    word.starts_with(char::is_uppercase) && !word.ends_with(['.', ';']) || word == "/"
}

fn is_joint(word: &str) -> bool {
    matches!(word, "of" | "and" | "for" | "the" | "&" | "with")
}

/// How many words of the end are a date: the fewest that are, and those of time before them.
fn dated(words: &[String]) -> usize {
    let end = |length: usize| words.get(words.len() - length..).unwrap_or_default().join(" ");
    let due = |text: &str| date::is_due(text) || date::is_date(text);
    let Some(least) = (1..=DATE.min(words.len())).find(|length| due(&end(*length))) else {
        return 0;
    };
    let of_time = |word: &String| {
        const JOINED: [&str; 10] =
            ["end", "of", "by", "early", "mid", "late", "from", "until", "and", "then"];
        JOINED.contains(&word.to_lowercase().as_str())
            || due(word)
            || word.trim_end_matches(char::is_alphabetic).parse::<u8>().is_ok()
    };
    let before = words.get(..words.len() - least).unwrap_or_default();
    least + before.iter().rev().take(DATE - least).take_while(|word| of_time(word)).count()
}

fn stated(words: &[String]) -> usize {
    let state = |length: &usize| {
        let text = words.get(words.len() - length..).unwrap_or_default().join(" ");
        status::action_value(&text).is_some()
            || status::risk_value(&text).is_some()
            || rating::is_word(&text)
    };
    (1..=2.min(words.len())).rev().find(state).unwrap_or(0)
}

pub(super) fn is_owner(concept: Concept) -> bool {
    matches!(concept, Concept::Owner | Concept::RiskOwner | Concept::ActionOwner)
}

fn is_status(concept: Concept) -> bool {
    use Concept::{ActionStatus, Level, RiskStatus, Status};
    matches!(concept, ActionStatus | RiskStatus | Status | Level)
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    fn words(text: &str) -> Vec<String> {
        text.split_whitespace().map(str::to_owned).collect()
    }

    #[rstest]
    #[case("Head of Estates Replace both boilers Dec 2025", ["Head of Estates", "Replace both boilers", "Dec 2025"])]
    #[case("HR Director Agree the pay claim 31/03/2026", ["HR Director", "Agree the pay claim", "31/03/2026"])]
    #[case("AB / CD Plan for floods Ongoing", ["AB / CD", "Plan for floods", "Ongoing"])]
    #[case("Clear the drains", ["", "Clear the drains", ""])]
    fn the_end_of_a_row_divides(#[case] text: &str, #[case] cells: [&str; 3]) {
        let columns = [Concept::Owner, Concept::Action, Concept::Due];
        assert_eq!(after(&words(text), &columns), cells);
    }

    #[test]
    fn an_owner_ends_the_wording() {
        assert_eq!(named_last(&words("Failure of the network Head of Estates")), 3);
        assert_eq!(named_last(&words("Fraud by a volunteer Treasurer")), 1);
        assert_eq!(named_last(&words("Fraud by a volunteer")), 0);
        assert_eq!(named_last(&words("Hire a second one Pool manager")), 2);
        let two = [Concept::Control, Concept::Action];
        assert_eq!(after(&words("A weekly look Mend the roof"), &two)[1], "Mend the roof");
        assert_eq!(after(&words("Ask for Tar and Rope Buy Oak"), &two)[1], "");
        assert_eq!(
            after(&words("Clear the drains Site Manager"), &[Concept::Action, Concept::Owner]),
            ["Clear the drains", "Site Manager"]
        );
    }
}
