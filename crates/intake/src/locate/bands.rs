//! The bands of scores that a body names: "1–4 low, 5–9 moderate, 10–25 high" in a line or a key.

use std::collections::HashSet;

use bellwether_domain::{Number, Rag, scheme::Band};

use super::filled;
use crate::{
    parse::{rating, squeeze, status},
    sheet::{Row, Sheet},
};

/// A band with both its ends, as the document gives them.
#[derive(Debug, Clone, PartialEq)]
struct Span {
    from: f64,
    to: f64,
    label: String,
}

/// Finds the bands of a sheet, the highest score they reach, and the rows they take.
pub(crate) fn find(sheet: &Sheet) -> Option<(Vec<Band>, Number, HashSet<usize>)> {
    let mut run: Vec<(usize, Span)> = Vec::new();
    for (index, row) in sheet.rows.iter().enumerate() {
        let said = filled(row).count();
        if said == 0 {
            continue;
        }
        let spans = if said <= 4 { spans(row) } else { vec![] };
        match spans.as_slice() {
            [span] => run.push((index, span.clone())),
            [] => {
                if let Some(found) = bands(&run) {
                    return Some(found);
                }
                run.clear();
            }
            _ => {
                let line: Vec<(usize, Span)> =
                    spans.into_iter().map(|span| (index, span)).collect();
                if let Some(found) = bands(&line) {
                    return Some(found);
                }
            }
        }
    }
    bands(&run)
}

/// The spans that a row names: in one cell each with its word, or in two cells beside each other.
fn spans(row: &Row) -> Vec<Span> {
    let texts: Vec<String> = filled(row).map(|(_, cell)| squeeze(&cell.text)).collect();
    let short = texts.iter().all(|text| text.len() <= 300);
    if !short || !texts.iter().any(|text| text.contains(|c: char| c.is_ascii_digit())) {
        return vec![];
    }
    let within: Vec<Span> = texts
        .iter()
        .flat_map(|text| text.split([',', ';', '|', '\n']))
        .filter_map(labelled)
        .collect();
    if !within.is_empty() {
        return within;
    }
    let Some((from, to)) = texts.iter().find_map(|text| range(text)) else { return vec![] };
    let word = texts.into_iter().find(|text| rating::is_word(text));
    word.map(|label| Span { from, to, label }).into_iter().collect()
}

/// "5–9 moderate", "Moderate (5-9)", "High risk: 10 to 25", "Extreme = 20+".
fn labelled(part: &str) -> Option<Span> {
    let first = part.find(|c: char| c.is_ascii_digit())?;
    let last = part.rfind(|c: char| c.is_ascii_digit() || c == '+')?;
    let (before, after) = (part.get(..first)?, part.get(last..)?);
    let after = after.trim_start_matches(|c: char| c.is_ascii_digit() || c == '+');
    let (from, to) = range(part.get(first..part.len() - after.len())?)?;
    let bare = |text: &str| {
        let words = text.rsplit(':').find(|words| words.contains(char::is_alphabetic));
        let trimmed = words.unwrap_or(text).trim_matches(|c: char| !c.is_alphanumeric());
        squeeze(trimmed.strip_prefix("and ").unwrap_or(trimmed))
    };
    let label = [bare(before), bare(after)].into_iter().find(|word| rating::is_word(word))?;
    Some(Span { from, to, label })
}

/// "1-4", "5 – 9", "10 to 14", "15+".
fn range(text: &str) -> Option<(f64, f64)> {
    let text = text.trim().trim_matches(['(', ')']).trim();
    if !text.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let whole = |part: &str| part.trim().parse::<u16>().ok().map(f64::from);
    if let Some(from) = text.strip_suffix('+').and_then(whole) {
        return Some((from, f64::INFINITY));
    }
    let (from, to) = ["-", "–", "—", " to "].iter().find_map(|mark| text.split_once(mark))?;
    whole(from).zip(whole(to)).filter(|(from, to)| from <= to)
}

/// Spans that follow upon each other are bands: three or more, or two, from the lowest score up.
fn bands(run: &[(usize, Span)]) -> Option<(Vec<Band>, Number, HashSet<usize>)> {
    let mut spans: Vec<&Span> = run.iter().map(|(_, span)| span).collect();
    spans.sort_by(|a, b| a.from.total_cmp(&b.from));
    let follows = spans.windows(2).all(|pair| match pair {
        [low, high] => high.from > low.to && high.from - low.to <= 2.0 && low.label != high.label,
        _ => false,
    });
    let (lowest, highest) = (spans.first()?, spans.last()?);
    let top = if highest.to.is_finite() { highest.to } else { highest.from };
    if spans.len() < 2 || !follows || lowest.from > 1.0 || top < 6.0 {
        return None;
    }
    let band = |span: &&Span| {
        Some(Band {
            label: span.label.clone(),
            from: Number::new(span.from)?,
            colour: status::action_value(&span.label).and_then(colour),
        })
    };
    let bands: Vec<Band> = spans.iter().filter_map(band).collect();
    Some((bands, Number::new(top)?, run.iter().map(|(row, _)| *row).collect()))
}

fn colour(status: bellwether_domain::ActionStatus) -> Option<Rag> {
    use bellwether_domain::ActionStatus::{Amber, Green, Red};
    match status {
        Red => Some(Rag::Red),
        Amber => Some(Rag::Amber),
        Green => Some(Rag::Green),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;
    use crate::sheet::Cell;

    /// A sheet of lines, their cells between bars.
    fn sheet(lines: &[&str]) -> Sheet {
        let cell = |text: &str| Cell { text: text.to_owned(), ..Cell::default() };
        let row =
            |line: &&str| Row { cells: line.split('|').map(cell).collect(), ..Row::default() };
        Sheet { rows: lines.iter().map(row).collect(), ..Sheet::default() }
    }

    #[rstest]
    #[case(&["Key: 1–4 low, 5–9 moderate, 10–14 high, 15–25 extreme"], &["low", "moderate", "high", "extreme"])]
    #[case(&["Low (1-3)", "Medium (4-8)", "High (9-16)"], &["Low", "Medium", "High"])]
    #[case(&["Score|Rating", "15+|Red|Act now", "8 to 14|Amber", "1-7|Green"], &["Green", "Amber", "Red"])]
    fn bands_are_read_from_a_line_and_from_a_key(#[case] lines: &[&str], #[case] labels: &[&str]) {
        let (bands, ..) = find(&sheet(lines)).unwrap();
        assert_eq!(bands.iter().map(|band| band.label.as_str()).collect::<Vec<_>>(), labels);
    }

    #[test]
    fn ranges_that_do_not_follow_are_no_bands() {
        assert!(find(&sheet(&["5-10 days, low season", "Medium 20-30 beds"])).is_none());
    }
}
