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

/// The runs in order. White space alone between two changes joins them: "in time" for "too late"
/// is one change, not two.
fn runs(before: &str, after: &str) -> Vec<Run> {
    let mut runs = vec![];
    let (mut gone, mut come, mut gap) = (String::new(), String::new(), String::new());
    for change in TextDiff::from_words(before, after).iter_all_changes() {
        let text = change.value();
        if change.tag() == ChangeTag::Equal {
            let within = !gone.is_empty() || !come.is_empty();
            gap.push_str(text);
            if !(within && gap.trim().is_empty()) {
                flush(&mut runs, &mut gone, &mut come);
                push_same(&mut runs, &mut gap);
            }
            continue;
        }
        gone.push_str(&gap);
        come.push_str(&gap);
        gap.clear();
        if change.tag() == ChangeTag::Delete { gone.push_str(text) } else { come.push_str(text) }
    }
    flush(&mut runs, &mut gone, &mut come);
    push_same(&mut runs, &mut gap);
    runs
}

fn flush(runs: &mut Vec<Run>, gone: &mut String, come: &mut String) {
    if !gone.is_empty() {
        runs.push(Run::Gone(std::mem::take(gone)));
    }
    if !come.is_empty() {
        runs.push(Run::Come(std::mem::take(come)));
    }
}

fn push_same(runs: &mut Vec<Run>, gap: &mut String) {
    match runs.last_mut() {
        _ if gap.is_empty() => {}
        Some(Run::Same(run)) => run.push_str(&std::mem::take(gap)),
        _ => runs.push(Run::Same(std::mem::take(gap))),
    }
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
        assert_eq!(html, "<del>a</del><ins>&lt;script&gt;b&lt;/script&gt;</ins>");
    }
}
