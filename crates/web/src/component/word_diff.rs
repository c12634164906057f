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
fn runs<'t>(diff: &TextDiff<'t, 't, '_, str>) -> Vec<Run> {
    let mut runs = vec![];
    let (mut gone, mut come, mut gap) = (String::new(), String::new(), String::new());
    for change in diff.iter_all_changes() {
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

/// Pairs of words that are compared at the most. What stands alike at both ends is not counted: a
/// word changed in the middle of a long text is shown as such.
const MOST_PAIRS: usize = 1_000_000;

/// The later wording with the earlier one worked in, `del` for what went and `ins` for what came;
/// nothing where the two share too little for that to be readable, or too much differs to compare
/// it word by word.
pub fn word_diff(before: &str, after: &str) -> Option<Markup> {
    before.split_whitespace().nth(2)?;
    let (head, tail) = alike(before, after);
    let middle = |text| slice(text, head, tail);
    let (gone, come) = (middle(before), middle(after));
    let count = |text: &str| text.split_whitespace().count();
    if count(gone).saturating_mul(count(come)) > MOST_PAIRS {
        return None;
    }
    let same = before.len() - gone.len();
    let diff = TextDiff::from_words(gone, come);
    if ratio(&diff, same, before.len() + after.len()) <= 0.4 {
        return None;
    }
    let (begin, end) = (before.get(..head)?, before.get(before.len() - tail..)?);
    Some(html! {
        (begin)
        @for run in runs(&diff) {
            @match run {
                Run::Same(text) => (text),
                Run::Gone(text) => del { (text) },
                Run::Come(text) => ins { (text) },
            }
        }
        (end)
    })
}

/// How much of two texts is shared, from 0 to 1, in bytes: `same` of it at their ends.
fn ratio<'t>(diff: &TextDiff<'t, 't, '_, str>, same: usize, all: usize) -> f64 {
    let equal = diff.iter_all_changes().filter(|change| change.tag() == ChangeTag::Equal);
    let shared: usize = equal.map(|change| change.value().len()).sum();
    (2 * (same + shared)) as f64 / all.max(1) as f64
}

/// How many bytes two texts have alike at their beginnings and at their ends, in whole words.
fn alike(before: &str, after: &str) -> (usize, usize) {
    let ends_word = |text: &str, at: usize| {
        let is_space = |c: Option<char>| c.is_none_or(char::is_whitespace);
        is_space(text.get(..at).and_then(|text| text.chars().next_back()))
    };
    let both = before.bytes().zip(after.bytes()).take_while(|(a, b)| a == b).count();
    let head = (0..=both)
        .rev()
        .find(|at| {
            before.is_char_boundary(*at) && after.is_char_boundary(*at) && ends_word(before, *at)
        })
        .unwrap_or(0);
    let (rest, others) = (slice(before, head, 0), slice(after, head, 0));
    let both = rest.bytes().rev().zip(others.bytes().rev()).take_while(|(a, b)| a == b).count();
    let begins_word = |text: &str, length: usize| {
        let at = text.len() - length;
        text.is_char_boundary(at)
            && text
                .get(at..)
                .is_some_and(|tail| tail.is_empty() || tail.starts_with(char::is_whitespace))
    };
    let tail = (0..=both)
        .rev()
        .find(|length| begins_word(rest, *length) && begins_word(others, *length))
        .unwrap_or(0);
    (head, tail)
}

/// A text without so many bytes of its ends.
fn slice(text: &str, head: usize, tail: usize) -> &str {
    text.get(head..text.len().saturating_sub(tail)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(before: &str, after: &str) -> String {
        word_diff(before, after).unwrap().into_string()
    }

    #[test]
    fn only_the_words_that_changed_are_marked() {
        let html = shown("Fraud is not found in time", "Fraud is found too late");
        assert_eq!(html, "Fraud is <del>not </del>found <del>in time</del><ins>too late</ins>");
        let html = shown("The old mill pond leaks", "The old weir pond leaks");
        assert_eq!(html, "The old <del>mill</del><ins>weir</ins> pond leaks");
    }

    #[test]
    fn markup_in_the_words_stays_words() {
        let html = shown("one two a", "one two <script>b</script>");
        assert_eq!(html, "one two <del>a</del><ins>&lt;script&gt;b&lt;/script&gt;</ins>");
    }

    #[test]
    fn what_shares_little_is_shown_side_by_side() {
        assert!(word_diff("The mill burns down", "Weeds choke every lock").is_none());
        assert!(word_diff("Mill burns", "Mill burns down").is_none());
    }

    #[test]
    fn long_texts_are_compared_where_little_differs_and_not_where_all_does() {
        let long = "silt fills the basin ".repeat(10_000);
        let html = shown(&format!("{long}at once {long}"), &format!("{long}by and by {long}"));
        assert!(html.contains("<del>at once</del><ins>by and by</ins>"));
        let words = |offset: usize| {
            (0..20_000).map(|at| format!("w{} ", (at * 7 + offset) % 9_973)).collect::<String>()
        };
        assert!(word_diff(&words(0), &words(3)).is_none());
    }

    #[test]
    fn texts_of_other_alphabets_are_cut_between_words() {
        assert_eq!(shown("Ę ą ż ź", "Ę ą ż ś"), "Ę ą ż <del>ź</del><ins>ś</ins>");
        assert_eq!(shown("水 門 が 壊", "水 門 が 漏"), "水 門 が <del>壊</del><ins>漏</ins>");
        assert_eq!(shown("a b c ", "a b c  "), "a b c <ins> </ins>");
    }
}
