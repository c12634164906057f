//! An owner cell → owners: initials, names, posts and groups, split where they are several.

use std::collections::HashSet;

use super::{is_nothing, squeeze};

/// Owners that the document itself names: the key, and those that stand alone in a cell.
#[derive(Debug, Default)]
pub(crate) struct Known(HashSet<String>);

impl Known {
    pub(crate) fn add(&mut self, owner: &str) {
        self.0.insert(fold(owner));
    }

    pub(crate) fn has(&self, owner: &str) -> bool {
        self.0.contains(&fold(owner))
    }
}

fn fold(owner: &str) -> String {
    squeeze(owner).to_lowercase()
}

/// What an owner cell holds.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Owners {
    pub(crate) names: Vec<String>,
    /// Initials that a wrap had broken, as they stood.
    pub(crate) broken: Vec<String>,
    /// What the cell says of the owner.
    pub(crate) reason: Option<String>,
}

/// Splits an owner cell.
pub(crate) fn read(text: &str, known: &Known) -> Owners {
    // A narrow cell breaks its line after "Bee," of "Bee, Jane".
    let text = text.replace(",\n", ", ");
    let (owner, reason) = unexplained(&text);
    let mut owners = Owners { reason: reason.map(squeeze), ..Owners::default() };
    for line in lines(owner, known) {
        for part in split(&line, known) {
            let part = part.trim_matches(|c: char| {
                c.is_whitespace() || matches!(c, ',' | ';' | '•' | '·' | '-')
            });
            if is_nothing(part) {
                continue;
            }
            let joined: String = part.split_whitespace().collect();
            let mended = joined.len() < part.len()
                && joined.len() <= 4
                && !known.has(part)
                && known.has(&joined)
                && joined.chars().all(|c| c.is_ascii_uppercase());
            if mended {
                owners.broken.push(part.to_owned());
            }
            let name = if mended { joined } else { squeeze(part) };
            if !owners.names.contains(&name) {
                owners.names.push(name);
            }
        }
    }
    owners
}

/// "Jane Bee – keeps the list up to date": the owner, and what is said of them.
fn unexplained(text: &str) -> (&str, Option<&str>) {
    let cut = [" – ", " — ", " - ", ". "].iter().find_map(|mark| {
        let (owner, rest) = text.split_once(mark)?;
        let words: Vec<&str> = rest.split_whitespace().collect();
        let small = words.iter().filter(|word| word.starts_with(char::is_lowercase)).count();
        let named = (2..=6).contains(&owner.split_whitespace().count()) || is_initials(owner);
        (named && words.len() >= 4 && small * 2 > words.len()).then_some((owner, Some(rest)))
    });
    cut.unwrap_or((text, None))
}

/// Lines of the cell: several owners where each line could be one, else one owner wrapped.
fn lines(text: &str, known: &Known) -> Vec<String> {
    let lines: Vec<String> =
        text.split('\n').map(squeeze).filter(|line| !line.is_empty()).collect();
    if lines.len() < 2 {
        return lines;
    }
    let bulleted = |line: &String| line.starts_with(['•', '·', '-', '–', '*']);
    let stands = |line: &String| {
        let dangles = line.ends_with(['/', '&', ',', '-']) || ends_small(line);
        let known = known.has(line) && line.contains(' ');
        !dangles && (known || is_initials(line) || is_person(line) || is_titled(line))
    };
    if lines.iter().all(|line| bulleted(line) || stands(line)) {
        lines
    } else {
        vec![lines.join(" ")]
    }
}

fn ends_small(line: &str) -> bool {
    ["of", "for", "and", "the", "to", "in"].iter().any(|word| line.ends_with(&format!(" {word}")))
}

fn split(text: &str, known: &Known) -> Vec<String> {
    if known.has(text) || is_sentence(text) {
        return vec![text.to_owned()];
    }
    let mut parts = vec![text.to_owned()];
    // A separator inside brackets belongs to the one owner.
    for separator in [";", "/", ",", "|", "+"] {
        parts = parts.into_iter().flat_map(|part| by(&part, separator, known)).collect();
    }
    for word in [" & ", " and ", " with "] {
        parts = parts
            .into_iter()
            .flat_map(|part| {
                let pieces = outside(&part, word);
                let each =
                    |piece: &String| known.has(piece) || is_initials(piece) || is_person(piece);
                let several = !known.has(&part) && pieces.len() > 1;
                if several && pieces.iter().all(each) { pieces } else { vec![part] }
            })
            .collect();
    }
    parts
}

/// Whether an owner is described rather than named: its commas divide clauses.
fn is_sentence(text: &str) -> bool {
    let small = text.split_whitespace().filter(|word| word.starts_with(char::is_lowercase)).count();
    small >= 6 && text.split([',', '/', ';']).any(|part| part.split_whitespace().count() >= 5)
}

fn by(part: &str, separator: &str, known: &Known) -> Vec<String> {
    if known.has(part) {
        return vec![part.to_owned()];
    }
    let pieces = outside(part, separator);
    let keep = match (separator, pieces.as_slice()) {
        // "Bee, A." and "Jane Bee, Head of Finance" are one person.
        (",", [first, second]) => {
            let second = second.trim();
            second.trim_end_matches('.').chars().count() <= 1
                || is_titled(part)
                || (is_person(first) && is_post(second) && !is_post(first))
        }
        // "Highways + Waste" is one service, "AB + CD" are two owners.
        ("+", pieces) => !pieces.iter().all(|piece| {
            known.has(piece) || is_initials(piece) || is_person(piece) || is_ranked(piece)
        }),
        // "UX/UI Designer" is one post.
        ("/", [first, .., last]) if !part.contains(" /") && is_post(last) => {
            let capitals = |word: &str| word.chars().all(char::is_uppercase);
            capitals(first) && last.split_once(' ').is_some_and(|(word, _)| capitals(word))
        }
        // "N/A"-like and "he/she" fragments.
        ("/", pieces) => pieces.iter().any(|piece| piece.trim().len() == 1),
        _ => false,
    };
    if keep { vec![part.to_owned()] } else { pieces }
}

fn outside(text: &str, separator: &str) -> Vec<String> {
    let mut pieces = vec![String::new()];
    let mut depth = 0_u32;
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 && rest.starts_with(separator) {
            pieces.push(String::new());
            rest = rest.get(separator.len()..).unwrap_or_default();
            continue;
        }
        if let Some(piece) = pieces.last_mut() {
            piece.push(c);
        }
        rest = rest.get(c.len_utf8()..).unwrap_or_default();
    }
    pieces.into_iter().map(|piece| squeeze(&piece)).filter(|piece| !piece.is_empty()).collect()
}

/// "AB", "A.B.", "ABC1".
pub(crate) fn is_initials(text: &str) -> bool {
    let letters: String = text.chars().filter(|c| !matches!(c, '.' | ' ')).collect();
    (2..=5).contains(&letters.len())
        && text.len() <= 8
        && letters.chars().all(|c| c.is_uppercase() || c.is_ascii_digit())
        && letters.starts_with(char::is_uppercase)
}

/// "Jane Bee", "J. Bee", "Dr Ann van Dyke": two to four words, each with a capital.
pub(crate) fn is_person(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    (2..=4).contains(&words.len())
        && !is_post(text)
        && words.iter().all(|word| {
            matches!(*word, "van" | "de" | "von" | "der" | "ap" | "ab")
                || (word.starts_with(char::is_uppercase)
                    && word
                        .chars()
                        .all(|c| c.is_alphabetic() || matches!(c, '.' | '-' | '\'' | '’')))
        })
}

/// "Director, Transit": a rank and what it is of.
fn is_titled(text: &str) -> bool {
    const RANKS: [&str; 9] =
        ["director", "manager", "vp", "avp", "svp", "head", "chief", "dean", "superintendent"];
    let Some((rank, of)) = text.split_once(", ") else { return false };
    let words: Vec<&str> = rank.split_whitespace().collect();
    let ranked = |word: &&str| RANKS.contains(&word.to_lowercase().as_str());
    let deputy = |word: &&str| {
        matches!(
            word.to_lowercase().as_str(),
            "executive" | "associate" | "assistant" | "deputy" | "senior" | "general"
        )
    };
    words.last().is_some_and(ranked)
        && words.iter().rev().skip(1).all(deputy)
        && !of.contains(',')
        && of.starts_with(char::is_uppercase)
        && !is_post(of)
}

/// "Head of Parks, Piers and Bandstands": one rank, and several things that it is of.
pub(crate) fn is_post_of_several(text: &str, known: &Known) -> bool {
    let mut parts = text.split(',').map(str::trim);
    let first = parts.next().unwrap_or_default();
    let rest: Vec<&str> = parts.collect();
    let of = [" of ", " for ", " - ", " – "].iter().any(|mark| {
        first.split_once(mark).is_some_and(|(rank, of)| is_ranked(rank) && !of.trim().is_empty())
    });
    let thing = |part: &&str| {
        !part.is_empty()
            && !is_ranked(part)
            && !is_initials(part)
            && !known.has(part)
            && !is_person(part)
    };
    let ends = |last: &&&str| last.contains(" and ") || last.contains(" & ");
    of && !known.has(first) && rest.iter().all(thing) && rest.last().filter(ends).is_some()
}

/// Whether a text names somebody by a rank.
fn is_ranked(text: &str) -> bool {
    const RANKS: [&str; 29] = [
        "head",
        "director",
        "manager",
        "officer",
        "chief",
        "lead",
        "leader",
        "secretary",
        "chair",
        "treasurer",
        "solicitor",
        "constable",
        "deputy",
        "assistant",
        "coordinator",
        "supervisor",
        "principal",
        "dean",
        "minister",
        "governor",
        "superintendent",
        "president",
        "partner",
        "commissioner",
        "controller",
        "registrar",
        "executive",
        "vp",
        "adviser",
    ];
    text.split(|c: char| !c.is_alphanumeric())
        .any(|word| RANKS.contains(&word.to_lowercase().as_str()))
}

/// Whether a text speaks of a post rather than of a person.
pub(crate) fn is_post(text: &str) -> bool {
    const POSTS: [&str; 43] = [
        "director",
        "head",
        "manager",
        "officer",
        "chief",
        "lead",
        "leader",
        "executive",
        "team",
        "board",
        "committee",
        "unit",
        "department",
        "service",
        "services",
        "group",
        "coordinator",
        "engineer",
        "secretary",
        "chair",
        "partner",
        "council",
        "treasurer",
        "solicitor",
        "constable",
        "deputy",
        "assistant",
        "finance",
        "office",
        "project",
        "operations",
        "monitoring",
        "staff",
        "governance",
        "designer",
        "developer",
        "analyst",
        "tester",
        "architect",
        "specialist",
        "consultant",
        "supervisor",
        "administrator",
    ];
    text.split(|c: char| !c.is_alphanumeric())
        .any(|word| POSTS.contains(&word.to_lowercase().as_str()))
}

/// Whether a cell could hold owners: short, and no sentence, number or date.
pub(crate) fn could_be(text: &str) -> bool {
    let text = text.trim();
    text.len() <= 120
        && text.chars().any(char::is_alphabetic)
        && text.chars().filter(char::is_ascii_digit).count() <= 2
        && text.split_whitespace().count() <= 14
        && !text.ends_with('.')
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    fn known() -> Known {
        let mut known = Known::default();
        for owner in ["AB", "CD", "EF", "Site Lead / Duty Lead"] {
            known.add(owner);
        }
        known
    }

    #[rstest]
    #[case("AB / CD", &["AB", "CD"])]
    #[case("AB/CD", &["AB", "CD"])]
    #[case("AB & CD", &["AB", "CD"])]
    #[case("Site Lead / Duty Lead", &["Site Lead / Duty Lead"])]
    #[case("Director of Finance and Resources", &["Director of Finance and Resources"])]
    #[case("Jane Bee, Head of Estates", &["Jane Bee, Head of Estates"])]
    #[case("Project Manager, Northshire", &["Project Manager", "Northshire"])]
    #[case("R. Bee (lead, design)", &["R. Bee (lead, design)"])]
    #[case("Project\nManager", &["Project Manager"])]
    #[case("UX/UI Designer", &["UX/UI Designer"])]
    #[case("AB\nCD", &["AB", "CD"])]
    #[case("Jane Bee – keeps the list of suppliers up to date", &["Jane Bee"])]
    #[case("Site manager watches over the gate, being nearest to it", &["Site manager watches over the gate, being nearest to it"])]
    #[case("Highways + Waste", &["Highways + Waste"])]
    #[case("AB + CD", &["AB", "CD"])]
    #[case("Director, Transit\nManager, Fleet", &["Director, Transit", "Manager, Fleet"])]
    #[case("-", &[])]
    fn a_cell_splits_into(#[case] text: &str, #[case] owners: &[&str]) {
        assert_eq!(read(text, &known()).names, owners);
    }

    #[test]
    fn what_is_said_of_an_owner_is_kept() {
        let owners =
            read("Jane Bee. She meets the builder every week and sees it first.", &known());
        assert_eq!(owners.names, ["Jane Bee"]);
        assert!(owners.reason.unwrap().starts_with("She meets"));
        assert_eq!(read("AB / CD", &known()).reason, None);
    }

    #[test]
    fn initials_broken_by_a_wrap_are_mended() {
        let owners = read("AB/C D/EF", &known());
        assert_eq!(owners.names, ["AB", "CD", "EF"]);
        assert_eq!(owners.broken, ["C D"]);
    }
}
