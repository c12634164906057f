//! The people whom a text names.

use std::sync::LazyLock;

/// The people named in a text, as often as they stand there.
pub(super) fn named(text: &str) -> Vec<String> {
    let pieces: Vec<&str> = text.split_whitespace().collect();
    let piece = |at: usize| pieces.get(at).copied().unwrap_or_default();
    let is_name = |at: usize| {
        let within =
            at.checked_sub(1).map(piece).filter(|before| !before.ends_with(['.', ':', '!', '?']));
        is_named(within, piece(at), piece(at + 1), piece(at + 2))
    };
    let mut names = Vec::new();
    for at in 0..pieces.len() {
        // In "Inspector Ann Bee" it is "Ann Bee" who is named.
        if is_name(at) && !is_name(at + 1) {
            names.push(format!("{} {}", bare(piece(at)), bare(piece(at + 1))));
        } else if piece(at + 1) == "and" && !is_surname(bare(piece(at + 3))) {
            let both = [piece(at), piece(at + 2)];
            if is_first(both[0]) && (is_first(both[1]) || WORDS_TOO.contains(&both[1])) {
                names.extend(both.map(str::to_owned));
            }
        }
    }
    names
}

/// Whether a word is a first name, as far as is known here.
pub(crate) fn is_first(word: &str) -> bool {
    FIRST.binary_search(&word).is_ok()
}

/// Whether a word is written as surnames are: "Bee", "O'Neill", "McDee".
pub(crate) fn is_surname(word: &str) -> bool {
    let rest = word.strip_prefix("Mc").or_else(|| word.strip_prefix("Mac")).unwrap_or(word);
    let mut parts = rest.split(['-', '\'', '’']);
    let capital = |part: &str| part.starts_with(char::is_uppercase);
    let first = parts.next().is_some_and(|part| capital(part) || rest.len() < word.len());
    let small = |part: &str| part.chars().skip(1).all(char::is_lowercase);
    word.chars().count() > 2 && first && capital(word) && rest.split(['-', '\'', '’']).all(small)
}

fn bare(word: &str) -> &str {
    let word = word.trim_matches(|c: char| !c.is_alphanumeric());
    word.strip_suffix("'s").or_else(|| word.strip_suffix("’s")).unwrap_or(word)
}

const TITLES: &[&str] = &[
    "Mr",
    "Mrs",
    "Ms",
    "Miss",
    "Dr",
    "Prof",
    "Professor",
    "Cllr",
    "Councillor",
    "Rev",
    "Sgt",
    "Sergeant",
    "Insp",
    "Inspector",
    "Supt",
    "Superintendent",
    "DCI",
    "DCS",
    "Sir",
    "Dame",
];

/// First names, in the order of the alphabet, to be searched.
static FIRST: LazyLock<Vec<&str>> =
    LazyLock::new(|| include_str!("../words/first_names.txt").split_ascii_whitespace().collect());

/// First names that are words as well: in the middle of a sentence alone they name somebody.
const WORDS_TOO: &[&str] =
    &["Bill", "Dawn", "Frank", "Grace", "Guy", "Hazel", "Iris", "Mark", "Max", "Ray", "Rose"];

/// What somebody is honoured by, and what they made.
const THINGS: &[&str] = &[
    "archive",
    "award",
    "bequest",
    "building",
    "bust",
    "collection",
    "exhibition",
    "lecture",
    "memorial",
    "painting",
    "paintings",
    "portrait",
    "prize",
    "scholarship",
    "sculpture",
    "sculptures",
    "statue",
    "suite",
    "vouchers",
    "ward",
    "wing",
];

const PLACES: &[&str] = &[
    "Avenue",
    "Award",
    "Building",
    "Centre",
    "Close",
    "College",
    "Court",
    "Fund",
    "Foundation",
    "Garden",
    "Gardens",
    "Hall",
    "Hospital",
    "Hotel",
    "House",
    "Lane",
    "Lewis",
    "Lodge",
    "Park",
    "Place",
    "Road",
    "School",
    "Square",
    "Street",
    "Theatre",
    "Trust",
    "University",
    "Ward",
    "Way",
    "Wing",
];

/// Whether two words that follow one another name somebody: "Cllr Bee", "Ann Bee", "(S. Bee)". `before`
/// is the word before them in the same sentence.
fn is_named(before: Option<&str>, first: &str, second: &str, third: &str) -> bool {
    if !second.starts_with(char::is_uppercase) || !is_surname(bare(second)) {
        return false;
    }
    let of = first.ends_with("'s") || first.ends_with("’s");
    let ends = of || first.ends_with([',', '.', ';', ':', ')']);
    let goes_on = !second.ends_with([',', '.', ';', ':', ')']);
    let initial =
        first.starts_with('(') && first.ends_with('.') && bare(first).chars().count() == 1;
    let (first, second) = (bare(first), bare(second));
    // "Superintendent Registrar" is a post.
    let titled =
        || TITLES.contains(&first) && !matches!(second, "Registrar" | "General" | "Pharmacist");
    // "the Ann Bee statue", "Ann Bee House", "St John Ambulance".
    let is_thing = || {
        PLACES.contains(&second)
            || (goes_on && (PLACES.contains(&bare(third)) || THINGS.contains(&bare(third))))
            || before.is_some_and(|before| matches!(bare(before), "St" | "Saint" | "Sts"))
    };
    let known = || is_first(first) || (before.is_some() && WORDS_TOO.contains(&first));
    initial || titled() || (!ends && known() && !is_thing())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn first_names_are_in_order() {
        assert!(FIRST.is_sorted());
    }

    #[test]
    fn people_are_told_from_what_is_named_for_them() {
        let text = "Ask Bill Oak, Niamh O'Dee and Zofia McBee (S. Okoro). Kwame and Rose to dig.";
        assert_eq!(
            named(text),
            ["Bill Oak", "Niamh O'Dee", "Zofia McBee", "S Okoro", "Kwame", "Rose"]
        );
        let text = "The Ann Bee statue and the Kwame Dee Building go to St Mary Redcliffe by Ann's Law. Mark \
            schemes, bill payments and grace periods end. Plan S. Annex follows.";
        assert!(named(text).is_empty(), "{:?}", named(text));
    }
}
