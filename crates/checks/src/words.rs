//! Words of a text, for rules that go by wording.

/// A text without case and punctuation, its words parted by single spaces.
pub(crate) fn folded(text: &str) -> String {
    bellwether_domain::similar::folded(text)
}

/// The words of a text in lower case. An apostrophe stays inside its word ("don't", "PCC's").
pub(crate) fn words(text: &str) -> Vec<String> {
    text.split(|c: char| !(c.is_alphanumeric() || c == '\'' || c == '’'))
        .map(|word| word.trim_matches(['\'', '’']).to_lowercase().replace('’', "'"))
        .filter(|word| !word.is_empty())
        .collect()
}

/// Where a run of words begins, for the first time.
pub(crate) fn find_phrase(words: &[String], phrase: &str) -> Option<usize> {
    let phrase: Vec<&str> = phrase.split(' ').collect();
    words.windows(phrase.len()).position(|run| run.iter().zip(&phrase).all(|(a, b)| a == b))
}

/// Which of several phrases a text has, the first of the list.
pub(crate) fn first_phrase<'a>(words: &[String], phrases: &[&'a str]) -> Option<&'a str> {
    phrases.iter().copied().find(|phrase| find_phrase(words, phrase).is_some())
}

/// How many words a reader counts: runs between white space that have a letter or a digit.
pub(crate) fn count(text: &str) -> usize {
    text.split_whitespace().filter(|word| word.chars().any(char::is_alphanumeric)).count()
}

/// "1 risk", "3 risks".
pub(crate) fn plural(count: usize, one: &str) -> String {
    if count == 1 { format!("1 {one}") } else { format!("{count} {one}s") }
}

/// "A", "A and B", "A, B and C"; beyond eight, "… and 4 more".
pub(crate) fn list<T: AsRef<str>>(items: &[T]) -> String {
    const MOST: usize = 8;
    let names: Vec<&str> = items.iter().map(AsRef::as_ref).collect();
    match names.as_slice() {
        [] => String::new(),
        [one] => (*one).to_owned(),
        all if all.len() > MOST => {
            let (shown, rest) = all.split_at(MOST);
            format!("{} and {} more", shown.join(", "), rest.len())
        }
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_keep_their_apostrophes() {
        assert_eq!(
            words("The Force’s 'best' plan - 2018"),
            ["the", "force's", "best", "plan", "2018"]
        );
    }

    #[test]
    fn phrases_go_by_whole_words() {
        let text = words("Fires are not due to arson");
        assert_eq!(find_phrase(&text, "due to"), Some(3));
        assert_eq!(find_phrase(&text, "due t"), None);
        assert_eq!(find_phrase(&text, "re not"), None);
    }

    #[test]
    fn lists_read_as_english() {
        assert_eq!(list(&["a"]), "a");
        assert_eq!(list(&["a", "b"]), "a and b");
        assert_eq!(list(&["a", "b", "c"]), "a, b and c");
    }
}
