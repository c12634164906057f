//! Words of a text, for rules that go by wording.

pub(crate) use bellwether_domain::words::counted as plural;

/// A text without case and punctuation, its words parted by single spaces.
pub(crate) fn folded(text: &str) -> String {
    bellwether_domain::similar::folded(text)
}

/// A text in lower case, its apostrophes straight.
pub(crate) fn lowered(text: &str) -> String {
    if text.is_ascii() {
        text.to_ascii_lowercase()
    } else {
        text.to_lowercase().replace('’', "'")
    }
}

/// The words of a lowered text. An apostrophe stays inside its word ("don't", "pcc's").
pub(crate) fn words(lowered: &str) -> Vec<&str> {
    lowered
        .split(|c: char| !(c.is_alphanumeric() || c == '\''))
        .map(|word| word.trim_matches('\''))
        .filter(|word| !word.is_empty())
        .collect()
}

/// Whether a run of words stands in a text.
pub(crate) fn has_phrase(words: &[&str], phrase: &str) -> bool {
    let (first, rest) = phrase.split_once(' ').unwrap_or((phrase, ""));
    let goes_on = |after: Option<&[&str]>| {
        let mut after = after.unwrap_or_default().iter();
        rest.split_ascii_whitespace().all(|word| after.next() == Some(&word))
    };
    words.iter().enumerate().any(|(i, word)| *word == first && goes_on(words.get(i + 1..)))
}

/// Which of several phrases a text has, the first of the list.
pub(crate) fn first_phrase<'a>(words: &[&str], phrases: &[&'a str]) -> Option<&'a str> {
    phrases.iter().copied().find(|phrase| has_phrase(words, phrase))
}

/// Whether a word is a number in letters, or stands for one.
pub(crate) fn is_number(word: &str) -> bool {
    const NUMBERS: [&str; 18] = [
        "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
        "twelve", "twenty", "thirty", "forty", "fifty", "sixty", "several",
    ];
    NUMBERS.contains(&word)
}

/// The words that a reader counts: runs between white space that have a letter or a digit.
pub(crate) fn counted(text: &str) -> impl Iterator<Item = &str> {
    text.split_whitespace().filter(|word| word.chars().any(char::is_alphanumeric))
}

/// How many words a reader counts.
pub(crate) fn count(text: &str) -> usize {
    counted(text).count()
}

/// "A", "A and B", "A, B and C"; beyond eight, "… and 4 more".
pub(crate) fn list<T: AsRef<str>>(items: &[T]) -> String {
    joined(items, "and")
}

/// "A", "A or B", "A, B or C".
pub(crate) fn either<T: AsRef<str>>(items: &[T]) -> String {
    joined(items, "or")
}

fn joined<T: AsRef<str>>(items: &[T], word: &str) -> String {
    const MOST: usize = 8;
    let names: Vec<&str> = items.iter().map(AsRef::as_ref).collect();
    match names.as_slice() {
        [] => String::new(),
        [one] => (*one).to_owned(),
        all if all.len() > MOST => {
            let (shown, rest) = all.split_at(MOST);
            format!("{} and {} more", shown.join(", "), rest.len())
        }
        [first @ .., last] => format!("{} {word} {last}", first.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_keep_their_apostrophes() {
        assert_eq!(
            words(&lowered("The Force’s 'best' plan - 2018")),
            ["the", "force's", "best", "plan", "2018"]
        );
    }

    #[test]
    fn phrases_go_by_whole_words() {
        let text = words("fires are not due to arson");
        assert!(has_phrase(&text, "due to"));
        assert!(!has_phrase(&text, "due t") && !has_phrase(&text, "re not"));
        assert!(!has_phrase(&text, "to arson attacks"));
    }

    #[test]
    fn lists_read_as_english() {
        assert_eq!(list(&["a"]), "a");
        assert_eq!(list(&["a", "b"]), "a and b");
        assert_eq!(list(&["a", "b", "c"]), "a, b and c");
        assert_eq!(either(&["a", "b", "c"]), "a, b or c");
    }
}
