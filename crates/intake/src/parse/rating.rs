//! Ratings: numbers, decimals, percentages, words, letters, Roman numerals, "4 - Likely".

use bellwether_domain::{Number, Rating, Reading};

use super::squeeze;
use crate::words;

/// Reads a likelihood, an impact or a score; `None` for a cell that says nothing.
pub(crate) fn read(text: &str) -> Option<Rating> {
    let text = squeeze(text);
    if text.is_empty() || text.chars().all(|c| matches!(c, '-' | '–' | '—' | '_')) {
        return None;
    }
    Some(Reading { value: value(&text), text })
}

/// The number that a rating's words stand for on their own; words alone stand for none, since
/// only the body's own scale says which.
pub(crate) fn value(text: &str) -> Option<Number> {
    let text = text.trim();
    number(text)
        .or_else(|| of_scale(text).map(|(number, _)| number))
        .or_else(|| money(text))
        .or_else(|| labelled(text))
        .or_else(|| roman(text))
}

/// "3/5", "12 out of 25": the number, and the highest that its scale has.
pub(crate) fn of_scale(text: &str) -> Option<(Number, Number)> {
    let text = text.trim();
    if text.len() > 16 || !text.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let (given, most) = ["/", " out of ", " of "].iter().find_map(|mark| text.split_once(mark))?;
    let small = |part: &str| -> Option<i32> {
        let digits = part.trim();
        let plain = digits.len() <= 3 && digits.bytes().all(|c| c.is_ascii_digit());
        plain.then(|| digits.parse().ok()).flatten()
    };
    let (given, most) = (small(given)?, small(most)?);
    (given <= most && most >= 2).then(|| (Number::from(given), Number::from(most)))
}

/// `12`, `3.5`, `3,5`, `40%`.
pub(crate) fn number(text: &str) -> Option<Number> {
    // "– 6 –" is a number between ornaments.
    let text = text.trim_matches(|c: char| c.is_whitespace() || matches!(c, '–' | '—'));
    // Most cells are words, which show it at once.
    if !text.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '-' | '+')) {
        return None;
    }
    let text = text.trim_end_matches('*').trim_end();
    let digits = text.strip_suffix('%').map_or(text, str::trim_end);
    let plain =
        digits.bytes().all(|c| c.is_ascii_digit() || matches!(c, b'.' | b',' | b'-' | b'+'));
    if !plain || digits.len() > 16 {
        return None;
    }
    if let Some(whole) = grouped(digits) {
        return Number::new(whole.parse().ok()?);
    }
    Number::new(digits.replace(',', ".").parse().ok()?)
}

/// "1,250,000.50", "1.250.000": a number whose thousands are set apart, without what sets them
/// apart. Three digits after one comma are thousands ("300,000"); after one point they are a part.
fn grouped(digits: &str) -> Option<String> {
    let by = |mark: char, least: usize| {
        let whole = digits.split_once(if mark == ',' { '.' } else { ',' });
        let (whole, part) = whole.unwrap_or((digits, ""));
        let mut groups = whole.split(mark);
        let first = groups.next()?.trim_start_matches(['-', '+']);
        let rest: Vec<&str> = groups.collect();
        let three = |group: &&str| group.len() == 3 && group.bytes().all(|c| c.is_ascii_digit());
        // "0,125" is a part of one, however it is written.
        let leads = (1..=3).contains(&first.len()) && !first.starts_with('0');
        let fits = leads && rest.len() >= least && rest.iter().all(three);
        fits.then(|| format!("{}.{part}", whole.replace(mark, "")))
    };
    by(',', 1).or_else(|| by('.', 2))
}

/// `4 - Likely`, `Likely (4)`, `High 15`, `5x4=20`: one number beside words, or the last of a sum.
fn labelled(text: &str) -> Option<Number> {
    if let Some((_, result)) = text.rsplit_once('=') {
        return number(result);
    }
    // "4 (of 5, where 5 is certain)": the number itself, and then what the scale means.
    if let Some((head, _)) = text.split_once('(')
        && let Some(number) = number(head)
    {
        return Some(number);
    }
    // A sentence that happens to end in a number is none.
    let begins = text.starts_with(|c: char| c.is_ascii_digit());
    if text.len() > 40 || !begins && text.split_whitespace().count() > 4 {
        return None;
    }
    let numbers: Vec<Number> = text
        .split(|c: char| !(c.is_ascii_digit() || c == '.'))
        .filter(|part| part.contains(|c: char| c.is_ascii_digit()))
        .filter_map(|part| number(part.trim_matches('.')))
        .collect();
    match numbers.as_slice() {
        // "Plan of 2026" speaks of a year.
        [one] if (1990.0..2100.0).contains(&one.get()) => None,
        [one] => Some(*one),
        _ => None,
    }
}

/// The word in "20 (Critical)" or "High 15": a level beside its number.
pub(crate) fn worded(text: &str) -> Option<&str> {
    let word = text.trim_matches(|c: char| !c.is_alphabetic());
    (word.len() >= 3 && text.contains(|c: char| c.is_ascii_digit()) && is_word(word))
        .then_some(word)
}

/// "Low / High", "M, H": a likelihood and an impact in one cell.
pub(crate) fn pair(text: &str) -> Option<(&str, &str)> {
    let marks = ["/", ", ", "|", "&", " x ", "×", "*", "\n"];
    let (first, second) = marks.iter().find_map(|mark| text.split_once(mark))?;
    let (first, second) = (first.trim(), second.trim());
    (is_rating(first) && is_rating(second)).then_some((first, second))
}

/// A likelihood and an impact, each after its name, and what both come to where that is said too.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Named<'a> {
    pub(crate) likelihood: &'a str,
    pub(crate) impact: &'a str,
    pub(crate) result: Option<&'a str>,
}

/// "[Likelihood] Likely | [Impact] High", "Impact: 4; Likelihood: 2", "Likelihood: Rare Impact: Major
/// Rating: Low".
pub(crate) fn named_pair(text: &str) -> Option<Named<'_>> {
    let (mut likelihood, mut impact, mut result) = (None, None, None);
    let mut marks = Vec::new();
    for (at, _) in text.match_indices([':', ']']) {
        let before = text.get(..at)?;
        let name = before.trim_end_matches(char::is_alphabetic);
        let (from, name) = (name.len(), before.get(name.len()..)?);
        let of = before.get(..from)?;
        // "Risk rating".
        let whole =
            of.strip_suffix("Risk ").or_else(|| of.strip_suffix("risk ")).map_or(from, str::len);
        marks.push((whole, at + 1, name));
    }
    let (first, ..) = *marks.first()?;
    if !text.get(..first)?.trim_matches([' ', '[']).is_empty() {
        return None;
    }
    let ends = marks.iter().skip(1).map(|(from, ..)| *from).chain([text.len()]);
    for ((_, from, name), to) in marks.iter().zip(ends) {
        let value = text.get(*from..to)?;
        let value =
            value.trim_matches(|c: char| c.is_whitespace() || matches!(c, '|' | ';' | ',' | '['));
        let slot = match words::fold(name).as_str() {
            "likelihood" | "probability" | "l" | "p" => &mut likelihood,
            "impact" | "severity" | "consequence" | "i" | "c" => &mut impact,
            "rating" | "score" | "level" | "overall" => &mut result,
            _ => return None,
        };
        if slot.is_some() || !is_rating(value) {
            return None;
        }
        *slot = Some(value);
    }
    Some(Named { likelihood: likelihood?, impact: impact?, result })
}

/// "Low, as everybody agrees": the rating, and the reason that is given for it.
pub(crate) fn reasoned(text: &str) -> Option<(&str, &str)> {
    explained(text).filter(|(_, reason)| reason.split_whitespace().count() >= 3)
}

/// "High: every year": a rating, and what it means.
pub(crate) fn explained(text: &str) -> Option<(&str, &str)> {
    let text = text.trim();
    let mark = text.find([',', '.', ';', ':', '\n', '–', '—', '(']);
    let because = [" as ", " because ", " since ", " but ", " however ", " due to "];
    let because = because.iter().filter_map(|word| text.find(word)).min();
    let at = [mark, text.find(" - "), because].into_iter().flatten().min()?;
    let (rating, reason) = text.split_at_checked(at)?;
    let reason = reason.trim_start_matches(|c: char| !c.is_alphanumeric()).trim_end_matches(')');
    let named = is_word(rating) || number(rating).is_some();
    (named && !reason.is_empty()).then_some((rating.trim(), reason))
}

/// `I` to `X` in capitals.
pub(crate) fn roman(text: &str) -> Option<Number> {
    const NUMERALS: [&str; 10] = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X"];
    let place = NUMERALS.iter().position(|numeral| *numeral == text)?;
    i32::try_from(place + 1).ok().map(Number::from)
}

/// Whether a cell reads as a rating of any kind.
pub(crate) fn is_rating(text: &str) -> bool {
    let text = text.trim();
    text.len() <= 40
        && (number(text).is_some()
            || of_scale(text).is_some()
            || labelled(text).is_some() && is_labelled(text)
            || roman(text).is_some()
            || is_word(text)
            || is_money(text)
            || is_range(text))
}

/// Whether a number with words beside it is a rating with its label, and no name that happens to
/// hold a number ("Depot 1 floods"): the number comes first or in brackets, or the words are those
/// of scales.
fn is_labelled(text: &str) -> bool {
    const KINDS: [&str; 12] = [
        "level", "grade", "score", "step", "class", "category", "cat", "rank", "scale", "rating",
        "stars", "star",
    ];
    let first = text.starts_with(|c: char| c.is_ascii_digit());
    let last = text.ends_with([')', ']']);
    let bare = text.trim_matches(|c: char| !c.is_alphabetic());
    let kind = |word: &str| word.len() <= 2 || KINDS.iter().any(|k| word.eq_ignore_ascii_case(k));
    first || last || text.contains('=') || is_word(bare) || bare.split_whitespace().all(kind)
}

/// "50% to 75%", "10-25 %".
fn is_range(text: &str) -> bool {
    text.contains('%')
        && text.chars().any(|c| c.is_ascii_digit())
        && text.replace("to", "-").chars().all(|c| {
            c.is_ascii_digit()
                || c.is_whitespace()
                || matches!(c, '%' | '-' | '–' | '.' | '<' | '>' | '=')
        })
}

/// Whether a text is an amount of money.
pub(crate) fn is_money(text: &str) -> bool {
    money(text).is_some()
}

/// "£350k", "€1.2m", "30,000 CHF", "1.2m": an impact in money.
fn money(text: &str) -> Option<Number> {
    const CODES: [&str; 8] = ["GBP", "EUR", "USD", "CHF", "AUD", "CAD", "NZD", "SEK"];
    const SCALES: [(&str, f64); 9] = [
        ("thousand", 1e3),
        ("million", 1e6),
        ("billion", 1e9),
        ("bn", 1e9),
        ("mn", 1e6),
        ("k", 1e3),
        ("m", 1e6),
        ("K", 1e3),
        ("M", 1e6),
    ];
    let text = text.trim();
    if text.len() > 24 || !text.contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let coded = |code: &&str| text.strip_prefix(*code).or_else(|| text.strip_suffix(*code));
    let amount = text
        .strip_prefix(['£', '€', '$'])
        .or_else(|| text.strip_suffix(['£', '€', '$']))
        .or_else(|| CODES.iter().find_map(coded));
    let (named, amount) = (amount.is_some(), amount.unwrap_or(text).trim());
    let scale = SCALES.iter().find_map(|(name, scale)| Some((amount.strip_suffix(name)?, *scale)));
    // "1.2m" is money by its letter alone, where nothing stands between.
    let (digits, scale) = match scale {
        Some((digits, scale)) if named || !digits.ends_with(' ') => (digits.trim_end(), scale),
        None if named => (amount, 1.0),
        _ => return None,
    };
    let bare: String = digits.chars().filter(|c| !matches!(c, ' ' | '\'' | '’')).collect();
    let starts = bare.starts_with(|c: char| c.is_ascii_digit());
    let amount = number(&bare).filter(|_| starts && !bare.ends_with('%'))?;
    Number::new((amount.get() * scale * 100.0).round() / 100.0)
}

/// Whether a text is a word that scales are labelled with.
pub(crate) fn is_word(text: &str) -> bool {
    // The labels of scales are of few words, and most cells that are asked have many.
    if text.len() > 60 || text.split_whitespace().nth(6).is_some() {
        return false;
    }
    let folded = words::fold(text);
    let bare = folded.trim_matches(|c: char| c.is_ascii_digit() || c == ' ');
    let known = |word: &str| words::is_rating(word);
    let letter = matches!(text.trim().as_bytes(), [b'A'..=b'F']);
    letter
        || known(&folded)
        || known(bare)
        || bare.strip_suffix(" risk").is_some_and(known)
        || is_between(bare)
        || bare.rsplit_once(' ').is_some_and(|(head, tail)| tail.len() <= 2 && known(head))
}

/// "Medium-high", "low to medium": two steps of a scale.
fn is_between(folded: &str) -> bool {
    let steps: Vec<&str> = folded.split(' ').filter(|word| *word != "to").collect();
    matches!(steps.as_slice(), [low, high] if words::is_rating(low) && words::is_rating(high))
}

#[cfg(test)]
mod tests {
    #[test]
    fn two_ratings_each_after_its_name() {
        use super::named_pair;
        let pair = |text| named_pair(text).map(|named| (named.likelihood, named.impact));
        assert_eq!(pair("[Likelihood] Likely|[Impact] High"), Some(("Likely", "High")));
        assert_eq!(pair("Impact: 4; Likelihood: 2"), Some(("2", "4")));
        let text = "Likelihood: Rare Impact: Major Risk rating: Low";
        assert_eq!(named_pair(text).and_then(|named| named.result), Some("Low"));
        assert_eq!(pair(text), Some(("Rare", "Major")));
        assert_eq!(pair("L: 4\nI: 3\nScore: 12"), Some(("4", "3")));
        assert_eq!(named_pair("Impact: 4"), None);
        assert_eq!(named_pair("Note: 4; Likelihood: 2"), None);
    }

    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("5", Some(5.0))]
    #[case(" 3.5 ", Some(3.5))]
    #[case("2,5", Some(2.5))]
    #[case("40%", Some(40.0))]
    #[case("4 - Likely", Some(4.0))]
    #[case("Likely (4)", Some(4.0))]
    #[case("4 (1-5, 1 is hardly ever and 5 every week or so)", Some(4.0))]
    #[case("5x4=20", Some(20.0))]
    #[case("IV", Some(4.0))]
    #[case("– 6 –", Some(6.0))]
    #[case("300,000", Some(300_000.0))]
    #[case("1,250,000.50", Some(1_250_000.5))]
    #[case("1.250.000", Some(1_250_000.0))]
    #[case("0,125", Some(0.125))]
    #[case("1.250", Some(1.25))]
    #[case("£40,000", Some(40_000.0))]
    #[case("300,000 CHF", Some(300_000.0))]
    #[case("£1.2 million", Some(1_200_000.0))]
    #[case("1.2m", Some(1_200_000.0))]
    #[case("€350k", Some(350_000.0))]
    #[case("3/5", Some(3.0))]
    #[case("12 out of 25", Some(12.0))]
    #[case("7/5", None)]
    #[case("Possible", None)]
    #[case("2-3", None)]
    #[case("The bridge breaks on day 1", None)]
    fn a_rating_keeps_its_words_and_reads_its_number(
        #[case] text: &str,
        #[case] value: Option<f64>,
    ) {
        let rating = read(text).unwrap();
        assert_eq!(rating.text, squeeze(text));
        assert_eq!(rating.value.map(Number::get), value);
    }

    #[test]
    fn a_rating_may_come_with_its_reason_or_with_its_fellow() {
        let reason = "nobody has objected so far";
        assert_eq!(reasoned(&format!("Low, {reason}")), Some(("Low", reason)));
        assert_eq!(reasoned(&format!("3 - {reason}")), Some(("3", reason)));
        assert_eq!(reasoned("The depot floods, and nobody can come in"), None);
        assert_eq!(pair("Low / High"), Some(("Low", "High")));
        assert_eq!((worded("20 (Critical)"), worded("20")), (Some("Critical"), None));
        assert_eq!(pair("Finance / Estates"), None);
        assert!(is_rating("50% to 75%") && !is_rating("10 to 12"));
    }

    #[test]
    fn a_name_with_a_number_is_no_rating() {
        for text in ["Depot 1 floods", "Additive risk 1", "Gate 4 jams"] {
            assert!(!is_rating(text), "{text}");
        }
        for text in ["4 - Likely", "Likely (4)", "High 15", "Level 4", "L3", "4/5", "Very high: 20"]
        {
            assert!(is_rating(text), "{text}");
        }
    }

    #[test]
    fn a_dash_is_no_rating_and_words_are_ratings() {
        assert_eq!(read("-"), None);
        assert!(is_rating("£350k") && is_money("30,000 CHF") && !is_money("CHF"));
        assert!(
            is_rating("Low to medium")
                && is_rating("Very High (V)")
                && is_rating("MEDIUM")
                && !is_rating("The depot floods")
        );
    }
}
