//! The verbs that actions begin with; the words stand in files of their own.

use std::sync::LazyLock;

/// In the order of the alphabet, to be searched.
pub(crate) static VERBS: LazyLock<Vec<&str>> =
    LazyLock::new(|| include_str!("words/verbs.txt").split_ascii_whitespace().collect());

/// Verbs that are spelt like nouns: which they are is told by what comes after them.
pub(crate) static NOUNS_TOO: LazyLock<Vec<&str>> = LazyLock::new(|| {
    include_str!("words/verbs_spelt_like_nouns.txt").split_ascii_whitespace().collect()
});

#[cfg(test)]
mod tests {
    #[test]
    fn verbs_are_in_the_order_of_the_alphabet() {
        assert!(super::VERBS.is_sorted());
    }
}
