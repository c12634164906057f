//! Two wordings, with what went and what came marked word by word.

use maud::{Markup, html};
use similar::{ChangeTag, TextDiff};

/// A run of words that stayed, went or came.
#[derive(Debug, PartialEq, Eq)]
enum Run {
    Same(String),
    Gone(String),
    Come(String),
}

fn runs(before: &str, after: &str) -> Vec<Run> {
    let mut runs: Vec<Run> = vec![];
    for change in TextDiff::from_words(before, after).iter_all_changes() {
        let text = change.value();
        match (change.tag(), runs.last_mut()) {
            (ChangeTag::Equal, Some(Run::Same(run)))
            | (ChangeTag::Delete, Some(Run::Gone(run)))
            | (ChangeTag::Insert, Some(Run::Come(run))) => run.push_str(text),
            (ChangeTag::Equal, _) => runs.push(Run::Same(text.to_owned())),
            (ChangeTag::Delete, _) => runs.push(Run::Gone(text.to_owned())),
            (ChangeTag::Insert, _) => runs.push(Run::Come(text.to_owned())),
        }
    }
    runs
}

/// The later wording with the earlier one worked in: `del` for what went, `ins` for what came.
pub fn word_diff(before: &str, after: &str) -> Markup {
    html! {
        @for run in runs(before, after) {
            @match run {
                Run::Same(text) => (text),
                Run::Gone(text) => del { (text) },
                Run::Come(text) => ins { (text) },
            }
        }
    }
}

/// Whether two wordings share enough for a word-by-word view to be readable.
pub fn is_readable(before: &str, after: &str) -> bool {
    before.split_whitespace().count() > 2 && TextDiff::from_words(before, after).ratio() > 0.4
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_words_that_changed_are_marked() {
        let html = word_diff("Fraud is not found in time", "Fraud is found too late").into_string();
        assert_eq!(html, "Fraud is <del>not </del>found <del>in time</del><ins>too late</ins>");
    }

    #[test]
    fn markup_in_the_words_stays_words() {
        let html = word_diff("a", "<script>b</script>").into_string();
        assert!(!html.contains("<script"));
    }
}
