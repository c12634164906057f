//! The bands of scores that a body names: "1–4 low, 5–9 moderate, 10–25 high" in a line or a key.

use std::collections::HashSet;

use bellwether_domain::{Number, Rag, Scheme, scheme::Band};

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

/// What a sheet says of bands.
#[derive(Debug, Default)]
pub(crate) struct Found {
    /// The bands, the highest score they reach where the last has an end, and the rows they take.
    pub(crate) bands: Option<Bands>,
    /// A line that names bands which leave out scores of the matrix, and these.
    pub(crate) refused: Option<(usize, Vec<Number>)>,
}

/// Finds the bands of a sheet: spans of scores that follow upon each other on the document's
/// matrix, where it has one.
pub(crate) fn find(sheet: &Sheet, scheme: Option<&Scheme>) -> Found {
    let mut found = Found::default();
    let mut run: Vec<(usize, Span)> = Vec::new();
    let end = sheet.rows.len();
    for index in 0..=end {
        let row = sheet.rows.get(index);
        let said = row.map_or(0, |row| filled(row).count());
        if said == 0 && index < end {
            continue;
        }
        let spans = row.filter(|_| said <= 4).map(spans).unwrap_or_default();
        let line: Vec<(usize, Span)> = match spans.as_slice() {
            [span] => {
                run.push((index, span.clone()));
                continue;
            }
            [] => std::mem::take(&mut run),
            _ => spans.into_iter().map(|span| (index, span)).collect(),
        };
        match bands(&line, scheme) {
            Ok(bands) => return Found { bands: Some(bands), refused: None },
            Err(Some(left_out)) => found.refused = found.refused.or(Some(left_out)),
            Err(None) => {}
        }
    }
    found
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
        squeeze(&closed(trimmed.strip_prefix("and ").unwrap_or(trimmed)))
    };
    let is_label = |word: &String| rating::is_word(word) || rating::is_word(&unbracketed(word));
    let label = [bare(before), bare(after)].into_iter().find(is_label)?;
    Some(Span { from, to, label })
}

/// "1-4", "5 – 9", "10 to 14", "15+".
fn range(text: &str) -> Option<(f64, f64)> {
    let text = text.trim().trim_matches(['(', ')']).trim();
    if let Some(open) = open_range(text) {
        return Some(open);
    }
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

/// "above 20", "20 and above", "up to 4": one end is left open. Scores are whole numbers from 1.
fn open_range(text: &str) -> Option<(f64, f64)> {
    let lower = text.to_lowercase();
    let number = |text: &str| text.trim().parse::<u16>().ok().map(f64::from);
    let before = |words: &[&str]| words.iter().find_map(|word| number(lower.strip_prefix(word)?));
    let after = |words: &[&str]| words.iter().find_map(|word| number(lower.strip_suffix(word)?));
    let from = before(&["at least ", "from ", "≥", ">="])
        .or_else(|| {
            after(&[" and above", " and over", " or above", " or more", " and more", " or over"])
        })
        .or_else(|| before(&["above ", "over ", "more than ", ">"]).map(|least| least + 1.0));
    if let Some(from) = from {
        return Some((from, f64::INFINITY));
    }
    let to = before(&["up to ", "at most ", "≤", "<="])
        .or_else(|| after(&[" and below", " and under", " or below", " or less"]))
        .or_else(|| before(&["below ", "under ", "less than ", "<"]).map(|most| most - 1.0));
    to.filter(|to| *to >= 1.0).map(|to| (1.0, to))
}

/// Both brackets, where the ends of a label were cut off with one of them.
fn closed(label: &str) -> String {
    match (label.matches('(').count(), label.matches(')').count()) {
        (open, close) if open > close => format!("{label})"),
        (open, close) if open < close => format!("({label}"),
        _ => label.to_owned(),
    }
}

/// A label without what stands in brackets.
fn unbracketed(label: &str) -> String {
    match (label.find('('), label.rfind(')')) {
        (Some(open), Some(close)) if open < close => {
            let (before, after) = (label.get(..open), label.get(close + 1..));
            squeeze(&format!("{} {}", before.unwrap_or_default(), after.unwrap_or_default()))
        }
        _ => label.to_owned(),
    }
}

pub(crate) type Bands = (Vec<Band>, Option<Number>, HashSet<usize>);

/// Spans that follow upon each other are bands: three or more, or two, from the lowest score up. No
/// score of the matrix may lie between two of them; those that do are the error, with the row.
fn bands(
    run: &[(usize, Span)],
    scheme: Option<&Scheme>,
) -> Result<Bands, Option<(usize, Vec<Number>)>> {
    let mut spans: Vec<&Span> = run.iter().map(|(_, span)| span).collect();
    spans.sort_by(|a, b| a.from.total_cmp(&b.from));
    let pairs = || spans.windows(2).filter_map(|pair| Some((pair.first()?, pair.last()?)));
    let rise = pairs().all(|(low, high)| high.from > low.to && low.label != high.label);
    let (Some(lowest), Some(highest)) = (spans.first(), spans.last()) else { return Err(None) };
    let top = if highest.to.is_finite() { highest.to } else { highest.from };
    if spans.len() < 2 || !rise || lowest.from > 1.0 || top < 6.0 {
        return Err(None);
    }
    let scores = scores(scheme, highest.to);
    let between =
        |score: &Number| pairs().any(|(low, high)| low.to < score.get() && score.get() < high.from);
    if scores.is_empty() {
        if pairs().any(|(low, high)| high.from - low.to > 2.0) {
            return Err(None);
        }
    } else {
        let left_out: Vec<Number> = scores.into_iter().filter(between).collect();
        if let ([_, ..], Some((row, _))) = (left_out.as_slice(), run.first()) {
            return Err(Some((*row, left_out)).filter(|_| scheme.is_some()));
        }
    }
    let bands: Vec<Band> = spans.iter().filter_map(|span| band(span)).collect();
    let top = Number::new(highest.to).filter(|_| highest.to.is_finite());
    Ok((bands, top, run.iter().map(|(row, _)| *row).collect()))
}

/// The scores that bands have to hold: those of the matrix; without one, the products up to the
/// highest, where that is a square; none where nothing is known of them.
fn scores(scheme: Option<&Scheme>, top: f64) -> Vec<Number> {
    let size = (3_u8..=10).find(|size| f64::from(*size).powi(2) == top);
    let products = size.map(Scheme::product);
    let scheme = scheme.filter(|scheme| !scheme.scores.is_empty()).or(products.as_ref());
    let mut scores: Vec<Number> =
        scheme.iter().flat_map(|scheme| scheme.scores.iter().flatten()).copied().collect();
    scores.sort_unstable();
    scores.dedup();
    scores
}

/// A band with its colour: the one that it is named by, or that stands in brackets behind its name
/// and is then no part of it.
fn band(span: &Span) -> Option<Band> {
    let from = Number::new(span.from)?;
    let named = |words: &str| status::action_value(words).and_then(colour);
    let bracketed = span.label.strip_suffix(')').and_then(|label| label.rsplit_once('('));
    if let Some((label, colour)) = bracketed
        && let Some(colour) = named(colour.trim())
        && !label.trim().is_empty()
    {
        return Some(Band {
            label: label.trim().to_owned(),
            from,
            colour: Some(colour),
            shade: None,
        });
    }
    Some(Band { label: span.label.clone(), from, colour: named(&span.label), shade: None })
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
        let (bands, ..) = find(&sheet(lines), None).bands.unwrap();
        assert_eq!(bands.iter().map(|band| band.label.as_str()).collect::<Vec<_>>(), labels);
    }

    #[test]
    fn ranges_that_do_not_follow_are_no_bands() {
        let none = find(&sheet(&["5-10 days, low season", "Medium 20-30 beds"]), None);
        assert!(none.bands.is_none() && none.refused.is_none());
    }

    #[test]
    fn bands_follow_where_no_cell_of_the_matrix_scores_between_them() {
        let line = sheet(&[
            "Levels: Minor (green) 1 to 6; Moderate (amber) 8 to 12; Extreme (red) 15 to 25",
        ]);
        for scheme in [None, Some(Scheme::product(5))] {
            let (bands, ..) = find(&line, scheme.as_ref()).bands.unwrap();
            let said: Vec<_> = bands.iter().map(|b| (b.label.as_str(), b.colour)).collect();
            let wanted = [
                ("Minor", Some(Rag::Green)),
                ("Moderate", Some(Rag::Amber)),
                ("Extreme", Some(Rag::Red)),
            ];
            assert_eq!(said, wanted);
        }
    }

    #[test]
    fn bands_that_leave_out_a_score_of_the_matrix_are_refused_with_it() {
        let line = sheet(&["", "Minor 1 to 4; Moderate 6 to 12; Extreme 15 to 25"]);
        let found = find(&line, Some(&Scheme::product(5)));
        assert!(found.bands.is_none());
        assert_eq!(found.refused, Some((1, vec![5.into()])));
    }

    #[rstest]
    #[case("Extreme (tell the board) 15-25; Minor (watch) 1-14", &["Minor (watch)", "Extreme (tell the board)"])]
    #[case("1-14 (watch) Minor, 15-25 (tell the board) Extreme", &["(watch) Minor", "(tell the board) Extreme"])]
    fn labels_keep_both_brackets(#[case] line: &str, #[case] labels: &[&str]) {
        let (bands, ..) = find(&sheet(&[line]), None).bands.unwrap();
        assert_eq!(bands.iter().map(|band| band.label.as_str()).collect::<Vec<_>>(), labels);
    }
}
