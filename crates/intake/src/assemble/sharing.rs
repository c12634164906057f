//! What one cell says of several things: lines for several actions, an owner with a date, an
//! action that ends in both.

use crate::{
    map::{Mapped, heading, vocabulary::Concept},
    parse::{date, list, owners, squeeze},
};

/// "Owner and target date": one heading for both.
pub(super) fn names_both(column: &Mapped) -> bool {
    let found = heading::concepts(&column.column.heading);
    let speaks = |concepts: &[Concept]| found.iter().any(|m| concepts.contains(&m.concept));
    speaks(&[Concept::Due]) && speaks(&[Concept::Owner, Concept::ActionOwner, Concept::RiskOwner])
}

/// "J Bee, 12 May 2025" → who, and by when.
pub(super) fn divide(line: &str) -> (&str, &str) {
    let marks = [", ", " - ", " – ", "; ", " (", ": ", " by "];
    let parts = marks.iter().filter_map(|mark| line.rsplit_once(mark));
    let dated = |(who, when): &(&str, &str)| date::is_due(when) && !date::is_due(who);
    match parts.filter(dated).max_by_key(|(who, _)| who.len()) {
        Some((who, when)) => (who, when.trim_end_matches(')')),
        None if date::is_due(line) => ("", line),
        None => (line, ""),
    }
}

/// One cell for several actions: its lines where there are as many, else the whole for each.
pub(super) fn share(words: &str, count: usize) -> Vec<String> {
    if count > 1 {
        let lines: Vec<String> = words
            .split('\n')
            .map(|line| squeeze(list::unmarked(line)))
            .filter(|line| !line.is_empty())
            .collect();
        if lines.len() == count {
            return lines;
        }
    }
    vec![words.to_owned(); count]
}

/// "Fit a camera / Curator / March 2026" → the action, its owner and its date.
pub(super) fn closing(text: &str) -> (&str, &str, &str) {
    let (mut rest, mut owner, mut due) = (text, "", "");
    if let Some((head, tail)) = last_part(rest)
        && date::is_due(tail)
        && tail.split_whitespace().count() <= 4
    {
        (rest, due) = (head, tail);
    }
    if let Some((head, tail)) = last_part(rest) {
        let words = tail.split_whitespace().count();
        let named = owners::is_initials(tail)
            || owners::is_person(tail)
            || owners::is_post(tail) && words <= 6
            || !due.is_empty() && words <= 3;
        if named && tail.starts_with(char::is_uppercase) {
            (rest, owner) = (head, tail);
        }
    }
    if rest.split_whitespace().count() < 2 { (text, "", "") } else { (rest, owner, due) }
}

/// A text before and after its last mark; a bracket closes with what it holds.
fn last_part(text: &str) -> Option<(&str, &str)> {
    const MARKS: [&str; 6] = [" / ", " - ", " – ", " (", ", ", "; "];
    let parts = MARKS.iter().filter_map(|mark| text.rsplit_once(mark));
    let (head, tail) = parts.max_by_key(|(head, _)| head.len())?;
    Some((head.trim(), tail.trim_end_matches(')').trim()))
}

/// Whether an action's heading says that its owner or date stands with it.
pub(super) fn closes(column: &Mapped) -> bool {
    let found = heading::concepts(&column.column.heading);
    let told = [Concept::Due, Concept::Owner, Concept::ActionOwner, Concept::RiskOwner];
    let words = heading::words(&column.column.heading);
    found.iter().any(|found| told.contains(&found.concept))
        || words.iter().any(|word| matches!(word.as_str(), "whom" | "when" | "owner" | "date"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_action_may_end_in_its_owner_and_date() {
        let curator = ("Fit a camera", "Curator", "March 2026");
        assert_eq!(closing("Fit a camera / Curator / March 2026"), curator);
        assert_eq!(closing("Fit a camera (Curator, March 2026)"), curator);
        assert_eq!(closing("Sell the depot - JB - 2027"), ("Sell the depot", "JB", "2027"));
        let plain = "Clean the gutters, the drains and the yard";
        assert_eq!(closing(plain), (plain, "", ""));
    }
}
