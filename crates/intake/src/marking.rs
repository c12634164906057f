//! What the head of a document says of it: that it is confidential, exempt, not for publication.

use crate::words::fold;

/// Words that withhold what they stand beside.
const PRIVATE: [&str; 26] = [
    "confidential",
    "strictly confidential",
    "private and confidential",
    "confidential item",
    "confidential appendix",
    "confidential report",
    "exempt",
    "exempt information",
    "exempt item",
    "exempt appendix",
    "exempt report",
    "restricted",
    "private",
    "secret",
    "top secret",
    "protect",
    "sensitive",
    "commercially sensitive",
    "commercial in confidence",
    "in confidence",
    "internal use only",
    "not for publication",
    "not for public release",
    "withheld",
    "part b",
    "part ii",
];

/// The paragraph that a text names ("LGA 1972 Sch. 12A para. 3"), with what stands around it.
pub fn paragraph(text: &str) -> Option<String> {
    let words = fold(text);
    let names = |word: &str| {
        matches!(
            word,
            "para" | "paras" | "paragraph" | "paragraphs" | "sch" | "schedule" | "section" | "s"
        ) || word.strip_prefix('s').is_some_and(|own| own.len() < 3 && own.parse::<u8>().is_ok())
    };
    let is_one = words.split(' ').any(names) && words.chars().any(|c| c.is_ascii_digit());
    is_one.then(|| text.trim().trim_end_matches(['.', ',', ';', ')']).chars().take(160).collect())
}

/// The line of a document's head that says that the document is not for the public.
pub(crate) fn head(title: Option<&str>, front: &[String]) -> Option<String> {
    let title = title.filter(|title| withholds(title, true)).map(str::to_owned);
    title
        .or_else(|| front.iter().take(FIRST).find(|line| withholds(line, true)).cloned())
        .or_else(|| front.iter().find(|line| withholds(line, false)).cloned())
}

/// So many lines are the head of a document.
const FIRST: usize = 8;

/// A longer line is a paragraph of prose.
const LONGEST: usize = 300;

/// Whether a line says that what it stands over is not for the public; in a `head` also one word
/// by itself does.
fn withholds(line: &str, head: bool) -> bool {
    const PHRASES: [&str; 12] = [
        "not for publication",
        "not for public release",
        "official sensitive",
        "commercial in confidence",
        "exempt from publication",
        "contains exempt information",
        "exempt information",
        "exempt by virtue",
        "schedule 12a",
        "sch 12a",
        "strictly confidential",
        "private and confidential",
    ];
    let words = fold(line);
    if line.len() > LONGEST || words.contains("not confidential") || words.contains("not exempt") {
        return false;
    }
    let says = PHRASES.iter().any(|phrase| words.contains(phrase));
    let names_register = words.contains("register") || words.contains("risk");
    let begins = ["confidential ", "exempt "].iter().any(|word| words.starts_with(word));
    says || head && (parts(line).any(is_label) || begins && names_register)
}

/// The parts of a line that stand apart.
fn parts(line: &str) -> impl Iterator<Item = &str> {
    line.split([':', '|', '(', ')', '[', ']', ';', ',', '–', '—'])
        .flat_map(|part| part.split(" - "))
        .flat_map(|part| part.split(" / "))
}

/// Whether a part of a line withholds what it stands over, and says nothing more.
pub(crate) fn is_label(part: &str) -> bool {
    let words = fold(part);
    let words = words.strip_prefix("the ").unwrap_or(&words);
    words != "private" && (PRIVATE.contains(&words) || words.starts_with("official sensitive"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_head_says_it_and_ordinary_titles_do_not() {
        let head = |lines: &[&str]| {
            let lines: Vec<String> = lines.iter().map(|line| (*line).to_owned()).collect();
            head(lines.first().map(String::as_str), &lines)
        };
        for line in [
            "CONFIDENTIAL - Part B: Loftmere Mill risk register",
            "Loftmere Mill risk register (EXEMPT)",
            "Confidential risk register of Loftmere Mill",
            "OFFICIAL-SENSITIVE",
            "NOT FOR PUBLICATION by virtue of paragraph 3 of Schedule 12A",
        ] {
            assert_eq!(head(&["Mill", line]).as_deref(), Some(line), "{line}");
        }
        for line in [
            "Loftmere Mill risk register",
            "Private sector housing risk register",
            "Part 2: risks of the loft",
            "This register is not confidential",
            "OFFICIAL",
        ] {
            assert_eq!(head(&["Mill", line]), None, "{line}");
        }
    }
}
