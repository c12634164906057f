//! What stands before and around the tables: title, organisation, the date it speaks of.

use bellwether_domain::Date;

use super::{filled, preamble};
use crate::{
    marking,
    parse::{date, squeeze},
    sheet::Sheet,
};

/// Gathers the running text of a sheet: everything before its headings, and paragraphs anywhere.
pub(crate) fn gather(sheet: &Sheet, before: usize, front: &mut Vec<String>) {
    for (index, row) in sheet.rows.iter().enumerate() {
        if index >= before && row.table.is_some() {
            continue;
        }
        if front.len() > 400 {
            return;
        }
        let texts: Vec<String> = filled(row).map(|(_, cell)| squeeze(&cell.text)).collect();
        if !texts.is_empty() && texts.len() <= 4 {
            front.push(preamble::name(&texts).map_or_else(|| texts.join(" "), str::to_owned));
        }
    }
}

/// The document's title: the first line that calls it a register, else nothing. A running head
/// says the title too, but not alone: it serves where nothing else does.
pub(crate) fn title(front: &[String]) -> Option<String> {
    let names_it = |line: &&String| {
        let lower = line.to_lowercase();
        !is_prose(line)
            && (lower.contains("register")
                || lower.contains("risk log")
                || lower.contains("assurance framework")
                || lower.contains("cofrestr"))
    };
    let alone = |line: &&String| !counts_pages(&line.to_lowercase());
    let mut named = front.iter().filter(names_it);
    named.clone().find(alone).or_else(|| named.next()).cloned()
}

/// Whether a line counts pages ("page 1 of 12"), as running heads and feet do.
fn counts_pages(lower: &str) -> bool {
    let words: Vec<&str> = lower.split_whitespace().collect();
    let number = |word: &str| word.trim_matches(['.', ',', ')']).parse::<u32>().is_ok();
    words.windows(4).any(|words| {
        matches!(words, [page, first, "of", last]
            if page.trim_start_matches('(') == "page" && number(first) && number(last))
    })
}

/// Whether a line says something rather than names something.
pub(super) fn is_prose(line: &str) -> bool {
    const VERBS: [&str; 14] = [
        "is", "are", "was", "were", "has", "have", "will", "should", "must", "can", "may", "be",
        "please", "contains",
    ];
    let words: Vec<String> = line.split_whitespace().map(str::to_lowercase).collect();
    words.len() > 18
        || line.len() > 160
        || line.ends_with(['.', ';', '?'])
        || line.contains(';')
        || words.iter().enumerate().any(|(at, word)| {
            VERBS.contains(&word.as_str()) && !(word == "may" && beside_a_number(&words, at))
        })
}

/// Whether a word has a number before or after it: "31 May", "May 2026".
fn beside_a_number(words: &[String], at: usize) -> bool {
    let around = [at.checked_sub(1), Some(at + 1)];
    let near = around.into_iter().flatten().filter_map(|at| words.get(at));
    near.into_iter().any(|word| word.starts_with(|c: char| c.is_ascii_digit()))
}

/// Whose register it is, where the title or a line says so.
pub(crate) fn organisation(title: Option<&str>, front: &[String]) -> Option<String> {
    for line in front.iter().take(40) {
        let Some((name, value)) = line.split_once(':') else { continue };
        let name = name.trim().to_lowercase();
        if ["organisation", "organization", "authority", "council", "trust", "body"]
            .contains(&name.as_str())
        {
            return Some(value.trim().to_owned()).filter(|value| !value.is_empty());
        }
    }
    organisation_of(title).or_else(|| front.iter().take(12).find(|line| names_body(line)).cloned())
}

/// Whether a line is the name of a body and nothing more.
fn names_body(line: &str) -> bool {
    const BODIES: [&str; 24] = [
        "council",
        "university",
        "trust",
        "authority",
        "police",
        "constabulary",
        "academy",
        "school",
        "college",
        "association",
        "society",
        "department",
        "ministry",
        "agency",
        "commission",
        "committee",
        "charity",
        "foundation",
        "ltd",
        "limited",
        "plc",
        "cyngor",
        "prifysgol",
        "heddlu",
    ];
    let words: Vec<String> = heading_words(line);
    (2..=8).contains(&words.len())
        && line.starts_with(char::is_uppercase)
        && !is_prose(line)
        && !marking::is_label(line)
        && !line.contains(':')
        && date::find(line).is_none()
        && words.iter().any(|word| BODIES.contains(&word.as_str()))
        && !words.iter().any(|word| matches!(word.as_str(), "risk" | "report" | "agenda" | "by"))
}

fn heading_words(line: &str) -> Vec<String> {
    crate::words::fold(line).split(' ').map(str::to_owned).collect()
}

/// The body that a title names.
fn organisation_of(title: Option<&str>) -> Option<String> {
    let title = title?;
    let parts = title
        .split([':', '|'])
        .flat_map(|part| part.split(" - "))
        .flat_map(|part| part.split(" – "));
    // "CONFIDENTIAL – Part B:" is no body's name.
    let said = |part: &&str| !part.is_empty() && !marking::is_label(part);
    let parts: Vec<&str> = parts.map(str::trim).filter(said).collect();
    let is_register = |part: &str| part.to_lowercase().contains("register");
    if parts.len() > 1 {
        let other = parts
            .iter()
            .find(|part| !is_register(part) && date::find(part).is_none() && could_be_body(part))?;
        return Some((*other).to_owned());
    }
    // "Northshire Council Strategic Risk Register": what stands before the kind of register.
    const KINDS: [&str; 9] = [
        "strategic",
        "corporate",
        "risk",
        "operational",
        "principal",
        "project",
        "programme",
        "register",
        "key",
    ];
    let marks = ["confidential", "exempt", "restricted"];
    let is_mark = |word: &&str| marks.contains(&crate::words::fold(word).as_str());
    let rest = parts.first().copied().unwrap_or_default();
    let words: Vec<&str> = rest.split_whitespace().skip_while(is_mark).collect();
    let kind = words.iter().position(|word| KINDS.contains(&word.to_lowercase().as_str()))?;
    let name = words.get(..kind)?.join(" ");
    (name.split_whitespace().count() >= 2).then_some(name)
}

/// Whether a part of a title can be the body's name rather than the kind or issue of the register.
fn could_be_body(part: &str) -> bool {
    const ISSUES: [&str; 16] = [
        "consolidated",
        "summary",
        "draft",
        "final",
        "version",
        "appendix",
        "annex",
        "template",
        "sample",
        "example",
        "update",
        "note",
        "notes",
        "quarter",
        "full",
        "public",
    ];
    let first = part.split_whitespace().next().unwrap_or_default().to_lowercase();
    part.starts_with(char::is_uppercase)
        && part.split_whitespace().count() <= 10
        && !ISSUES.contains(&first.trim_end_matches(|c: char| !c.is_alphabetic()))
}

/// The date the register speaks of.
#[derive(Debug, Default)]
pub(crate) struct AsAt {
    /// The date, with the words it was read from.
    pub(crate) date: Option<(Date, String)>,
    /// Every date that the document says it speaks of, where they differ; the one taken first.
    pub(crate) differ: Vec<(Date, String)>,
}

/// The date the register speaks of: what says "as at" before any other date.
pub(crate) fn as_at<'a>(front: &'a [String], headings: impl Iterator<Item = &'a str>) -> AsAt {
    let mut said: Vec<(Date, String)> = Vec::new();
    let named = front.iter().filter(|line| line.len() <= LONGEST_LINE);
    let (prose, titles): (Vec<&String>, Vec<&String>) = named.partition(|line| is_prose(line));
    for line in titles {
        for date in date::stated(line) {
            if said.iter().all(|(known, _)| *known != date) {
                said.push((date, line.clone()));
            }
        }
    }
    if said.is_empty() {
        let stated = |line: &&String| Some((*date::stated(line).first()?, (*line).clone()));
        let date = prose.iter().find_map(stated).or_else(|| dated(front, headings));
        return AsAt { date, differ: vec![] };
    }
    let date = said.first().cloned();
    if said.len() < 2 {
        said.clear();
    }
    AsAt { date, differ: said }
}

/// A longer line is a paragraph.
const LONGEST_LINE: usize = 160;

/// A date that the document does not say it speaks of, and that is likely the one.
fn dated<'a>(
    front: &'a [String],
    headings: impl Iterator<Item = &'a str>,
) -> Option<(Date, String)> {
    const SAYS_SO: [&str; 14] = [
        "approved",
        "position",
        "presented",
        "data date",
        "as at",
        "as of",
        "updated",
        "dated",
        "position at",
        "reviewed",
        "version",
        "issue",
        "fel ar",
        "date",
    ];
    // Another date of a line that says "as at Q4" never stands for what is not read there.
    let dated = |line: &str| {
        let own = date::find(line).filter(|_| !date::is_stated_otherwise(line));
        own.map(|date| (date, line.to_owned()))
    };
    let told = |line: &&String| {
        let lower = line.to_lowercase();
        line.len() <= LONGEST_LINE
            && !lower.contains("next review")
            && !lower.contains("next update")
            && SAYS_SO.iter().any(|words| lower.contains(words))
    };
    let short = |line: &&String| line.len() <= 120 && line.to_lowercase().contains("register");
    let mut headings = headings;
    front
        .iter()
        .filter(told)
        .find_map(|line| dated(line))
        .or_else(|| headings.find_map(dated))
        .or_else(|| front.iter().filter(short).find_map(|line| dated(line)))
        .or_else(|| {
            let bare = |line: &&String| line.split_whitespace().count() <= 4;
            front.iter().take(12).filter(bare).find_map(|line| dated(line))
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_at_wins_over_other_dates() {
        let lines = |lines: &[&str]| lines.iter().map(|l| (*l).to_owned()).collect::<Vec<_>>();
        let said = |front: &[&str], headings: &[&str]| {
            let said = as_at(&lines(front), headings.iter().copied());
            (said.date.map(|(date, _)| date.to_string()), said.differ.len())
        };
        let march = (Some("2026-03-31".to_owned()), 0);
        assert_eq!(said(&["Approved 2 May 2026", "Register as at 31 March 2026"], &[]), march);
        assert_eq!(said(&["Position as at 31/03/2026"], &["Score (12 May 2026)"]), march);
        let (date, differ) = said(&["Risks as at 31 March 2026", "As at 30 June 2026"], &[]);
        assert_eq!((date, differ), (march.0.clone(), 2));
        let (_, differ) =
            said(&["Register as at 30 April 2026", "Position as of 31 May 2026"], &[]);
        assert_eq!(differ, 2, "a day in May is no verb");
        assert_eq!(said(&["Approved 2 May 2026"], &[]).0.as_deref(), Some("2026-05-02"));
        let figures = said(&["Register as at 31.3.26; updated 5 May 2026"], &[]).0;
        assert_eq!(figures.as_deref(), Some("2026-03-31"));
        assert_eq!(said(&["Next review date: 31 March 2027"], &[]).0, None);
        assert_eq!(said(&["Updated: Mar 31"], &[]).0, None, "a day of a year not said");
        let quarter = said(&["Reporting period ending 31 March 2026", "Printed 2 May 2026"], &[]);
        assert_eq!(quarter, march);
    }

    #[test]
    fn where_as_at_is_not_read_no_other_date_of_the_line_is_taken() {
        for line in [
            "Register as at Q4 2025/26, printed 5 May 2026",
            "Register as at 31 March (printed 5 May 2026)",
        ] {
            assert_eq!(as_at(&[line.to_owned()], std::iter::empty()).date, None, "{line}");
        }
        let lines = ["Register as at quarter end, approved 5 May 2026".to_owned()];
        assert!(as_at(&lines, std::iter::empty()).date.is_some(), "it names no day of its own");
    }

    #[test]
    fn a_running_head_is_not_the_title() {
        let lines =
            ["Fleet risk register PUBLIC Page 1 of 9".to_owned(), "Fleet risk register".into()];
        assert_eq!(title(&lines).as_deref(), Some("Fleet risk register"));
    }

    #[test]
    fn the_title_names_the_body() {
        let lines =
            ["Agenda item 5".to_owned(), "Northshire Fire Authority - Risk Register".to_owned()];
        let title = title(&lines).unwrap();
        assert_eq!(
            organisation(Some(&title), &lines).as_deref(),
            Some("Northshire Fire Authority")
        );
        for marked in [
            "CONFIDENTIAL - Part B: Loftmere Mill corporate risk register",
            "Confidential Loftmere Mill corporate risk register",
        ] {
            assert_eq!(organisation(Some(marked), &[]).as_deref(), Some("Loftmere Mill"));
        }
        assert_eq!(
            organisation(Some("Northshire Council Strategic Risk Register"), &[]).as_deref(),
            Some("Northshire Council")
        );
    }
}
