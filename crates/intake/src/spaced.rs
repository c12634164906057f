//! Rows whose cells nothing but a space parts: where one wording ends and the next begins is then
//! judged by the words alone, and that is said; as are columns of fixed width that cut through words.

use std::collections::{BTreeMap, HashSet};

use bellwether_domain::Diagnostic;

use crate::{
    map::{contents::is_code, heading, vocabulary::Concept},
    note,
    parse::{date, is_nothing, rating, status},
    sheet::{Document, Row},
};

/// The least share of the rows that makes the whole reading doubtful.
const SHARE: f32 = 0.3;
/// The most columns that a message names.
const MOST_NAMED: usize = 3;

/// The doubt about a reading of a text that has no sign for where its cells end.
pub(crate) fn doubt(text: &str, document: &Document) -> Option<Diagnostic> {
    let lines: Vec<&str> = text.lines().collect();
    let rows = document.sheets.iter().flat_map(|sheet| &sheet.rows);
    let parted: Vec<Parted<'_>> = rows.filter_map(|row| parted(row, &lines)).collect();
    let spaced =
        parted.split_first().and_then(|(heads, rows)| open(heads, rows).or_else(|| glued(heads)));
    spaced.or_else(|| severed(text, document))
}

/// The doubt where words stand beside words with a space between in many rows.
fn open(heads: &Parted<'_>, rows: &[Parted<'_>]) -> Option<Diagnostic> {
    let mut borders = BTreeMap::<usize, usize>::new();
    let mut doubtful = 0_usize;
    for row in rows {
        let own = open_borders(row.row);
        doubtful += usize::from(row.is_cut || !own.is_empty());
        for at in own {
            *borders.entry(at).or_default() += 1;
        }
    }
    if doubtful < 2 || (doubtful as f32) < SHARE * rows.len() as f32 {
        return None;
    }
    let name = |at: usize| {
        let heading = heads.row.cells.get(at).map_or("", |cell| cell.text.trim());
        if heading.is_empty() { format!("column {}", at + 1) } else { note::quote(heading) }
    };
    let mut often: Vec<(usize, usize)> = borders.into_iter().collect();
    often.sort_by_key(|(at, count)| (std::cmp::Reverse(*count), *at));
    let named: Vec<String> = often
        .iter()
        .take(MOST_NAMED)
        .map(|(at, _)| format!("{} and {}", name(*at), name(at + 1)))
        .collect();
    Some(note::warning(
        "reading-in-doubt",
        format!(
            "The reading is in doubt: only spaces part the cells, so the words themselves were asked where one ends and the next begins{} ({doubtful} rows).",
            if named.is_empty() {
                String::new()
            } else {
                format!(" between {}", named.join(", and between "))
            }
        ),
        "Compare these columns with the document before you keep it; a file with the cells kept apart (a spreadsheet, or text with tabs) is read for certain.",
        None,
    ))
}

/// The doubt where headings that only spaces part may be more than they were read as: "Controls
/// Planned actions".
fn glued(heads: &Parted<'_>) -> Option<Diagnostic> {
    let two = heads.row.cells.iter().find(|cell| is_two(&cell.text))?;
    Some(note::warning(
        "reading-in-doubt",
        format!(
            "The reading is in doubt: only spaces part the headings, and {} may be two of them.",
            note::quote(&two.text)
        ),
        "Compare this column with the document before you keep it; a file with the cells kept apart (a spreadsheet, or text with tabs) is read for certain.",
        None,
    ))
}

/// Whether a heading is one that says all it has to, and another after it.
fn is_two(text: &str) -> bool {
    use Concept::{
        Action, ActionOwner, Cause, Consequence, Control, Impact, Likelihood, Owner, RiskOwner,
    };
    let words: Vec<&str> = text.split_whitespace().collect();
    (1..words.len()).any(|at| {
        let (one, next) = words.split_at(at);
        let said = |words: &[&str]| {
            heading::best(&words.join(" ")).filter(|found| found.score >= 0.85).map(|f| f.concept)
        };
        let begins = next.first().is_some_and(|word| word.starts_with(char::is_uppercase));
        begins
            && said(one).zip(said(next)).is_some_and(|(one, next)| {
                one != next
                    && matches!(
                        one,
                        Cause | Consequence | Control | Action | Owner | RiskOwner | ActionOwner
                    )
                    && matches!(next, Cause | Consequence | Control | Action | Likelihood | Impact)
            })
    })
}

/// The doubt where columns cut through the words of rows: "wint" in one and "er" in the next.
fn severed(text: &str, document: &Document) -> Option<Diagnostic> {
    let parts = |text: &str| -> Vec<String> {
        text.split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .map(str::to_owned)
            .collect()
    };
    let known: HashSet<String> = parts(text).into_iter().collect();
    let is_cut = |(one, next): (&str, &str)| {
        let (ends, begins) =
            (one.ends_with(char::is_alphanumeric), next.starts_with(char::is_alphanumeric));
        let pair = parts(one).pop().zip(parts(next).into_iter().next()).filter(|_| ends && begins);
        pair.is_some_and(|(one, next)| {
            !(known.contains(&one) && known.contains(&next)) && known.contains(&(one + &next))
        })
    };
    let cut = |row: &&Row| {
        row.cells.windows(2).any(|pair| {
            let [one, next] = pair else { return false };
            let few = |text| str::lines(text).take(MOST_LINES);
            few(&one.text).any(|one| few(&next.text).any(|next| is_cut((one, next))))
        })
    };
    let rows: Vec<String> = document
        .sheets
        .iter()
        .flat_map(|sheet| &sheet.rows)
        .filter(cut)
        .take(MOST_NAMED + 1)
        .map(|row| row.number.to_string())
        .collect();
    let named = rows.get(..rows.len().min(MOST_NAMED))?.join(", ");
    let more = if rows.len() > MOST_NAMED { " and others" } else { "" };
    (rows.len() >= 2).then(|| {
        note::warning(
            "reading-in-doubt",
            format!("The reading is in doubt: its columns cut words in two (rows {named}{more})."),
            "Compare these rows with the document before you keep it; a file with the cells kept apart (a spreadsheet, or text with tabs) is read for certain.",
            None,
        )
    })
}

/// A row that only spaces part.
struct Parted<'a> {
    row: &'a Row,
    /// Whether it begins or ends in the middle of a line.
    is_cut: bool,
}

/// The most lines that a row reaches over.
const MOST_LINES: usize = 12;

/// A row whose cells stand one after another on lines of the text, with a space between most.
fn parted<'a>(row: &'a Row, lines: &[&str]) -> Option<Parted<'a>> {
    let first = (row.number as usize).checked_sub(1)?;
    let reached = lines.get(first..lines.len().min(first + MOST_LINES))?;
    // Each word, and whether it is the first of its line.
    let words: Vec<(&str, bool)> = reached
        .iter()
        .flat_map(|line| line.split_whitespace().enumerate().map(|(n, word)| (word, n == 0)))
        .collect();
    let cells = row.cells.iter().filter(|cell| !cell.text.trim().is_empty());
    let own: Vec<(&str, bool)> = cells
        .flat_map(|cell| cell.text.split_whitespace().enumerate().map(|(n, word)| (word, n == 0)))
        .collect();
    let on_line = reached.first()?.split_whitespace().count();
    let same = |at: &usize| {
        let there = words.get(*at..at + own.len());
        there.is_some_and(|there| there.iter().zip(&own).all(|(one, other)| one.0 == other.0))
    };
    let from = (0..on_line).find(same)?;
    let there = words.get(from..from + own.len())?;
    let within = own.iter().zip(there).skip(1);
    let spaces = within.filter(|((_, begins), (_, is_first))| *begins && !is_first).count();
    let ends = words.get(from + own.len()).is_none_or(|(_, is_first)| *is_first);
    let used = 1 + there.iter().skip(1).filter(|(_, is_first)| *is_first).count();
    let spread = |line: &&str| line.trim().contains("  ") || line.contains('\t');
    let is_so = spaces >= 2 && !reached.iter().take(used).any(spread);
    is_so.then_some(Parted { row, is_cut: from > 0 || !ends })
}

/// The places after which words follow words, so that neither side shows where it ends; or where
/// nothing stands after words, which may be theirs.
fn open_borders(row: &Row) -> Vec<usize> {
    let text = |at: usize| row.cells.get(at).map_or("", |cell| cell.text.trim());
    let is_open = |at: &usize| {
        let (one, next) = (text(*at), text(at + 1));
        ends_in_a_number(one)
            || ends_in_a_dash(one)
            || ends_in_a_dash(next)
            || holds_ratings(one)
            || begins_with_a_rating(next)
            || is_wordy(one) && (next.is_empty() || is_wordy(next))
    };
    (0..row.cells.len().saturating_sub(1)).filter(is_open).collect()
}

/// "Medium –": the mark of an empty cell after a rating.
fn ends_in_a_dash(text: &str) -> bool {
    text.ends_with(" -") || text.ends_with(" –")
}

/// "Low A standing contract": a rating, and what is done.
fn begins_with_a_rating(text: &str) -> bool {
    let Some((first, rest)) = text.split_once(' ') else { return false };
    let is_word = first.len() >= 3 && first.chars().all(char::is_alphabetic);
    let begins = rest.starts_with(char::is_uppercase) && rest.contains(' ') && is_long(rest);
    is_word && begins && rating::is_rating(first) && !rating::is_rating(text)
}

/// "The race silts up 3 1 3 n/a": ratings among words, which are of another row or column.
fn holds_ratings(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    let is_small = |word: &&str| word.len() <= 2 && rating::number(word).is_some();
    is_long(text) && words.windows(2).any(|pair| pair.iter().all(is_small))
}

fn is_long(text: &str) -> bool {
    text.chars().filter(|c| c.is_alphabetic()).count() >= 4
}

/// "Chief Executive 3": the rating after an owner.
fn ends_in_a_number(text: &str) -> bool {
    let Some((words, last)) = text.rsplit_once(' ') else { return false };
    is_long(words) && last.len() <= 2 && rating::number(last).is_some()
}

/// More words than this are a wording, though a status or a date may be among them.
const MOST_LISTED: usize = 6;

/// Whether a cell is words that no list knows as a whole.
fn is_wordy(text: &str) -> bool {
    if text.split_whitespace().nth(MOST_LISTED).is_some() {
        return text.contains(char::is_alphabetic);
    }
    text.contains(char::is_alphabetic)
        && !is_nothing(text)
        && !is_code(text)
        && !rating::is_rating(text)
        && !date::is_date(text)
        && !date::is_due(text)
        && status::action_value(text).is_none()
        && status::risk_value(text).is_none()
}
