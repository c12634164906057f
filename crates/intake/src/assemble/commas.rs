//! Owner cells with commas that are one owner: the column as a whole decides whether a comma
//! divides. "Smith, Ann" is one person where every such cell is written so; "Head of Legal,
//! Democratic and Electoral Services" is one post.

use std::collections::HashSet;

use crate::parse::{owners, squeeze};

/// Of a column's cells the owners that hold commas of their own.
pub(crate) fn whole(cells: &[String], known: &owners::Known) -> Vec<String> {
    let pieces: HashSet<String> = cells
        .iter()
        .map(|cell| cell.replace(",\n", ", "))
        .flat_map(|cell| cell.split([';', '/', '\n']).map(str::to_owned).collect::<Vec<_>>())
        .map(|piece| squeeze(piece.trim_matches(|c: char| c.is_whitespace() || c == ',')))
        .filter(|piece| piece.contains(',') && piece.len() <= 120)
        .collect();
    let pairs: Vec<(&str, &str)> = pieces
        .iter()
        .filter_map(|piece| pair(piece))
        .filter(|pair| !is_apart(*pair, known))
        .collect();
    let reversed = |(surname, forename): &(&str, &str)| known.has(&format!("{forename} {surname}"));
    // Where single words own risks, a comma stands between two of them.
    let alone =
        cells.iter().any(|cell| is_name(cell) && !cell.contains([',', ' ', '/', ';', '\n']));
    // What is a post with commas in it says nothing of names.
    let others = pieces.iter().filter(|piece| !owners::is_post_of_several(piece, known)).count();
    let named = !alone && are_names(&pairs, others) || pairs.iter().any(reversed);
    let one = |piece: &String| {
        named && pair(piece).is_some_and(|pair| !is_apart(pair, known))
            || owners::is_post_of_several(piece, known)
    };
    pieces.iter().filter(|piece| one(piece)).cloned().collect()
}

/// Surname and forename, where a text could be these.
fn pair(text: &str) -> Option<(&str, &str)> {
    let (surname, forename) = text.split_once(',')?;
    let (surname, forename) = (surname.trim(), forename.trim());
    let few = |name: &str, most: usize| name.split(' ').count() <= most;
    let spelt = is_name(surname) && few(surname, 3) && few(forename, 2);
    (spelt && is_name(forename) && !forename.contains(',')).then_some((surname, forename))
}

/// Whether a text could be a part of a person's name: words with a capital, none that names a post
/// or a department, and no initials.
fn is_name(text: &str) -> bool {
    const DEPARTMENTS: [&str; 28] = [
        "legal",
        "estates",
        "housing",
        "planning",
        "highways",
        "waste",
        "people",
        "procurement",
        "communications",
        "audit",
        "property",
        "education",
        "transport",
        "environment",
        "digital",
        "strategy",
        "risk",
        "health",
        "safety",
        "all",
        "children",
        "adults",
        "parks",
        "leisure",
        "payroll",
        "technology",
        "resources",
        "customer",
    ];
    let part = |word: &str| {
        let letters = |c: char| c.is_alphabetic() || matches!(c, '-' | '\'' | '’' | '.');
        let small = matches!(word, "van" | "de" | "von" | "der" | "den" | "du" | "la" | "le");
        (small || word.starts_with(char::is_uppercase)) && word.chars().all(letters)
    };
    let department = |word: &str| DEPARTMENTS.contains(&word.to_lowercase().as_str());
    let capitals = text.chars().filter(|c| c.is_alphabetic()).count() > 1
        && !text.chars().any(char::is_lowercase)
        && !text.contains('.');
    !text.is_empty()
        && !capitals
        && !owners::is_post(text)
        && text.split(' ').all(|word| part(word) && !department(word))
}

/// Whether one of two names owns something by itself.
fn is_apart((one, other): (&str, &str), known: &owners::Known) -> bool {
    known.has(one) || known.has(other)
}

/// Whether pairs are surnames and forenames: nearly all that have commas are such pairs, and hardly
/// a name stands on both sides.
fn are_names(pairs: &[(&str, &str)], pieces: usize) -> bool {
    let surnames: HashSet<&str> = pairs.iter().map(|(surname, _)| *surname).collect();
    let both = pairs.iter().filter(|(_, forename)| surnames.contains(forename)).count();
    !pairs.is_empty() && pairs.len() * 10 >= pieces * 8 && both * 5 <= pairs.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(cells: &[&str]) -> Vec<String> {
        let mut known = owners::Known::default();
        for cell in cells.iter().filter(|cell| !cell.contains([',', ';', '/'])) {
            known.add(cell);
        }
        let cells: Vec<String> = cells.iter().map(|cell| (*cell).to_owned()).collect();
        let mut whole = whole(&cells, &known);
        whole.sort();
        whole
    }

    #[test]
    fn surnames_before_forenames_are_one_owner() {
        assert_eq!(of(&["Bee, Jane", "Ant, Tom; Fly-Wood, A.", "Bee, Jane"]).len(), 3);
        assert_eq!(of(&["Bee, Jane", "Jane Bee"]), ["Bee, Jane"]);
        assert_eq!(of(&["Bee,\nJane", "Ant, Tom"]), ["Ant, Tom", "Bee, Jane"]);
    }

    #[test]
    fn departments_and_single_names_are_two() {
        assert!(of(&["Estates, Payroll", "Payroll"]).is_empty());
        assert!(of(&["Bee, Ant", "Ant"]).is_empty());
        assert!(of(&["Bee, Ant", "Fly"]).is_empty());
        assert!(of(&["AB, CD", "CD, EF"]).is_empty());
        assert!(of(&["Tom, Bee", "Bee, Ant", "Ant, Tom"]).is_empty());
    }

    #[test]
    fn a_post_of_several_things_is_one_owner() {
        let post = "Head of Parks, Piers and Bandstands";
        assert_eq!(of(&[post, "AB, CD"]), [post]);
        assert_eq!(of(&[post, "Bee, Jane", "Bee, Jane; Ant, Tom"]).len(), 3);
        assert!(of(&["Head of Parks, Head of Piers and Bandstands"]).is_empty());
        assert!(of(&["Head of Parks, Jane Bee", "Head of Parks"]).is_empty());
    }
}
