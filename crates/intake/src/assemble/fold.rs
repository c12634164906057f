//! Many diagnostics that say the same → one that says how many and where.

use std::collections::HashMap;

use bellwether_domain::{Diagnostic, Source};

/// How many of one code that say the same, word for word, stand by themselves.
const MOST_SAME: usize = 5;

/// How many of one code stand by themselves, whatever they say.
const MOST: usize = 20;

/// Folds what is said too often: first the very same words, then what is left of one code.
pub(super) fn fold(diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let same = fold_by(diagnostics, MOST_SAME, 1, |d| format!("{}\n{}", d.code, d.message));
    fold_by(same, MOST, MOST, |d| d.code.to_string())
}

/// Of more than `most` with one key the first `kept` stand; the last of these tells of the others.
fn fold_by(
    diagnostics: Vec<Diagnostic>,
    most: usize,
    kept: usize,
    key: impl Fn(&Diagnostic) -> String,
) -> Vec<Diagnostic> {
    let mut counts = HashMap::<String, (usize, Option<Source>)>::new();
    for diagnostic in &diagnostics {
        let (count, last) = counts.entry(key(diagnostic)).or_default();
        *count += 1;
        last.clone_from(&diagnostic.source);
    }
    let mut seen = HashMap::<String, usize>::new();
    let mut folded = Vec::with_capacity(diagnostics.len().min(counts.len() * most));
    for mut diagnostic in diagnostics {
        let key = key(&diagnostic);
        let place = seen.entry(key.clone()).or_default();
        *place += 1;
        let Some((count, last)) = counts.get(&key).filter(|(count, _)| *count > most) else {
            folded.push(diagnostic);
            continue;
        };
        if *place == kept {
            let row = last.as_ref().and_then(|source| source.row);
            let last = row.map(|row| format!(", the last in row {row}")).unwrap_or_default();
            let further = count - kept;
            diagnostic.message = format!(
                "{} The like stands in {further} further places{last}.",
                diagnostic.message
            );
        }
        if *place <= kept {
            folded.push(diagnostic);
        }
    }
    folded
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::note;

    fn stray(words: &str, row: u32) -> Diagnostic {
        let source = Source { row: Some(row), ..Source::default() };
        note::warning("stray-cell", format!("“{words}” is left out."), "Check it.", Some(source))
    }

    #[test]
    fn what_is_said_often_is_said_once_with_its_count_and_last_place() {
        let folded = fold((1..=900).map(|row| stray("0", row)).collect());
        let [only] = folded.as_slice() else { panic!("{folded:?}") };
        assert_eq!(only.source.as_ref().and_then(|source| source.row), Some(1));
        assert!(only.message.contains("899 further places, the last in row 900"));
    }

    #[test]
    fn a_few_stand_as_they_are_and_no_more_than_twenty_of_a_code() {
        let few: Vec<Diagnostic> = (1..=4).map(|row| stray("0", row)).collect();
        assert_eq!(fold(few.clone()), few);
        let many = fold((1..=50).map(|row| stray(&row.to_string(), row)).collect());
        assert_eq!(many.len(), 20);
        assert!(many[19].message.contains("30 further places"));
    }
}
