//! Words and numbers in the order in which a reader looks for them, and found however they are
//! spelt: "Éclairage" among the Es, R1.9 before R1.10, "cafe" in "Café".

use std::{cmp::Ordering, sync::LazyLock};

use bellwether_domain::{Register, Risk};
use icu_collator::{
    Collator, CollatorBorrowed, CollatorPreferences,
    options::{AlternateHandling, CollatorOptions, Strength},
    preferences::CollationNumericOrdering,
};
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// How words are compared: letters, then accents; capitals make no difference.
static WORDS: LazyLock<Option<CollatorBorrowed<'static>>> =
    LazyLock::new(|| collator(AlternateHandling::NonIgnorable));

/// How references are compared: the same, and what stands between their parts makes none either.
static REFERENCES: LazyLock<Option<CollatorBorrowed<'static>>> =
    LazyLock::new(|| collator(AlternateHandling::Shifted));

fn collator(marks: AlternateHandling) -> Option<CollatorBorrowed<'static>> {
    let mut preferences = CollatorPreferences::default();
    preferences.numeric_ordering = Some(CollationNumericOrdering::True);
    let mut options = CollatorOptions::default();
    options.strength = Some(Strength::Secondary);
    options.alternate_handling = Some(marks);
    // The tables are built into the program, so this does not fail; without them letters would be
    // compared one by one.
    Collator::try_new(preferences, options).ok()
}

fn compare(by: Option<&CollatorBorrowed<'static>>, a: &str, b: &str) -> Ordering {
    by.map_or_else(|| a.cmp(b), |collator| collator.compare(a, b))
}

/// The order of two texts; equal where they differ in capitals alone.
pub fn by_words(a: &str, b: &str) -> Ordering {
    compare(WORDS.as_ref(), a, b)
}

/// The order of two references: each run of figures counts as the number that it is.
pub fn by_reference(a: &str, b: &str) -> Ordering {
    compare(REFERENCES.as_ref(), a, b)
}

/// A text as a search compares it: without capitals, accents and the kinds of quotes and dashes.
pub fn folded(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let mut out = String::with_capacity(text.len());
    for letter in text.nfkd().filter(|letter| !is_combining_mark(*letter)) {
        for letter in letter.to_lowercase() {
            match letter {
                'æ' => out.push_str("ae"),
                'œ' => out.push_str("oe"),
                'ß' => out.push_str("ss"),
                'þ' => out.push_str("th"),
                'ø' => out.push('o'),
                'ł' => out.push('l'),
                'đ' | 'ð' => out.push('d'),
                'ı' => out.push('i'),
                '‘' | '’' | '‛' => out.push('\''),
                '“' | '”' | '„' => out.push('"'),
                '‐' | '‑' | '–' | '—' | '−' => out.push('-'),
                other => out.push(other),
            }
        }
    }
    out
}

/// Whether every word of a search stands somewhere in the parts of a text.
pub fn holds<'a>(parts: impl IntoIterator<Item = &'a str>, sought: &str) -> bool {
    let mut text = String::new();
    for part in parts {
        if part.is_ascii() {
            // Most are: folded in place, many letters at a time.
            let begins = text.len();
            text.push_str(part);
            text.get_mut(begins..).into_iter().for_each(str::make_ascii_lowercase);
        } else {
            text.push_str(&folded(part));
        }
        text.push('\n');
    }
    folded(sought).split_whitespace().all(|word| text.contains(word))
}

/// Whether a search finds a risk: by its number, words, actions, controls, and by those who own
/// it or an action of it, under their initials or their names.
pub fn finds(register: &Register, risk: &Risk, sought: &str) -> bool {
    let fields = [
        &risk.reference,
        &risk.category,
        &risk.title,
        &risk.description,
        &risk.cause,
        &risk.event,
        &risk.consequence,
    ];
    let actions = || risk.actions.iter();
    let owners = risk.owners.iter().chain(actions().flat_map(|action| &action.owners));
    let parts = fields
        .into_iter()
        .flatten()
        .chain(actions().map(|action| &action.description))
        .chain(risk.controls.iter().map(|control| &control.description))
        .chain(risk.extra.values())
        .map(String::as_str)
        .chain(owners.flat_map(|owner| named(register, owner)));
    holds(parts, sought)
}

/// An owner as written, and by name where the key has them.
pub fn named<'a>(register: &'a Register, owner: &'a str) -> impl Iterator<Item = &'a str> {
    let name = register.person(owner).map(|person| person.name.as_str());
    std::iter::once(owner).chain(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sorted<'a>(texts: &[&'a str], by: fn(&str, &str) -> Ordering) -> Vec<&'a str> {
        let mut texts = texts.to_vec();
        texts.sort_by(|a, b| by(a, b));
        texts
    }

    #[test]
    fn references_are_ordered_by_the_numbers_in_them() {
        let order = sorted(&["K10", "K9", "k3", "K1.10", "K1.9", "K03", "K1"], by_reference);
        assert_eq!(order, ["K1", "K1.9", "K1.10", "k3", "K03", "K9", "K10"]);
        assert_eq!(sorted(&["SR 10", "SR9", "SR-2"], by_reference), ["SR-2", "SR9", "SR 10"]);
        assert_eq!(sorted(&["10", "9", "100", "1"], by_reference), ["1", "9", "10", "100"]);
    }

    #[test]
    fn words_are_ordered_as_in_a_dictionary() {
        let order = sorted(&["zinc", "écluse", "Quay", "anchor", "Échelle", "eel"], by_words);
        assert_eq!(order, ["anchor", "Échelle", "écluse", "eel", "Quay", "zinc"]);
        assert_eq!(by_words("harbour master", "Harbour Master"), Ordering::Equal);
        assert_eq!(sorted(&["Berth 10", "Berth 9"], by_words), ["Berth 9", "Berth 10"]);
    }

    #[test]
    fn a_search_looks_past_accents_capitals_and_kinds_of_quotes() {
        for (text, sought) in [
            ("Quai de l’Écluse", "ecluse"),
            ("Quai de l’Écluse", "L'ÉCLUSE quai"),
            ("Cafe\u{301} – open", "café - OPEN"),
            ("Møller & Straße", "moller strasse"),
        ] {
            assert!(holds([text], sought), "{sought} in {text}");
        }
        assert!(!holds(["quay"], "quays"));
    }
}
