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

/// One cell for several actions: its lines where there are as many, or its numbered items, else
/// the whole for each. Where the actions are numbered, a number before a single one is its own.
pub(super) fn share(words: &str, count: usize, numbered: bool) -> Vec<String> {
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
    if (count > 1 || numbered)
        && let Some(items) = list::marked(words).filter(|items| items.len() == count)
    {
        return items;
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
    const MARKS: [&str; 7] = [" / ", " - ", " – ", " (", " [", ", ", "; "];
    let parts = MARKS.iter().filter_map(|mark| text.rsplit_once(mark));
    let (head, tail) = parts.max_by_key(|(head, _)| head.len())?;
    Some((head.trim(), unlabelled(tail.trim_end_matches([')', ']', '.']).trim())))
}

/// "Lead: Curator" and "by March" without what introduces them.
fn unlabelled(part: &str) -> &str {
    let said = part.split_once(':').filter(|(label, _)| {
        heading::best(label).is_some_and(|found| TOLD.contains(&found.concept))
    });
    let part = said.map_or(part, |(_, value)| value.trim());
    part.strip_prefix("by ").unwrap_or(part)
}

/// Whether most actions of a column close with their owner and date, or with either in brackets,
/// whatever its heading says.
pub(super) fn most_close<'a>(
    cells: impl Iterator<Item = std::borrow::Cow<'a, str>>,
    wrapped: bool,
) -> bool {
    const MOST: usize = 60;
    let items: Vec<String> =
        cells.flat_map(|cell| list::items(&cell, wrapped)).take(MOST).collect();
    let closed = |item: &&String| {
        let (_, owner, due) = closing(item);
        let bracketed = item.trim_end_matches('.').ends_with([')', ']']);
        !due.is_empty() && (bracketed || !owner.is_empty())
            || bracketed && !owner.is_empty() && owners::is_initials(owner)
    };
    let count = items.iter().filter(closed).count();
    count >= 2 && count * 10 >= items.len() * 6
}

/// What may stand with an action.
const TOLD: [Concept; 4] = [Concept::Due, Concept::Owner, Concept::ActionOwner, Concept::RiskOwner];

/// Whether an action's heading says that its owner or date stands with it.
pub(super) fn closes(column: &Mapped) -> bool {
    let found = heading::concepts(&column.column.heading);
    let words = heading::words(&column.column.heading);
    found.iter().any(|found| TOLD.contains(&found.concept))
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
        assert_eq!(closing("Fit a camera [Lead: Curator; by March 2026]."), curator);
        assert_eq!(closing("Sell the depot - JB - 2027"), ("Sell the depot", "JB", "2027"));
        let plain = "Clean the gutters, the drains and the yard";
        assert_eq!(closing(plain), (plain, "", ""));
    }

    #[test]
    fn most_actions_of_a_column_may_close_so() {
        let close = |cells: &[&str]| most_close(cells.iter().map(|cell| (*cell).into()), false);
        assert!(close(&["• Fit a camera (Curator, March 2026)\n• Lock the gate (AB)"]));
        assert!(!close(&["Fit a camera (in gallery 3)", "Lock the gate (AB)", "Sell the depot"]));
    }

    #[test]
    fn numbered_items_go_to_the_actions_in_order() {
        assert_eq!(share("1. Site\nmanager\n2. Curator", 2, true), ["Site manager", "Curator"]);
        assert_eq!(share("1.\n31/03/2025\n2.\n30/04/2025", 2, true), ["31/03/2025", "30/04/2025"]);
        assert_eq!(share("1. Curator", 1, true), ["Curator"]);
        assert_eq!(share("1. Mai 2025", 1, false), ["1. Mai 2025"]);
    }
}
