//! A likelihood, an impact and their score in one cell: "4 x 5 = 20", or each by its letter as in
//! "20 (L4 x I5)".

use bellwether_domain::Number;

use super::{rating, squeeze};

/// A longer text is no product.
const MOST: usize = 48;

/// What a word or letter beside a number says that it is.
#[derive(Clone, Copy, PartialEq)]
enum Tag {
    Likelihood,
    Impact,
    /// "S": the score, or the severity where nothing else is the impact.
    Either,
    Score,
}

impl Tag {
    /// `None` for a word that is no tag; a sign of multiplication is neither.
    fn of(word: &str) -> Option<Option<Self>> {
        Some(match word {
            "x" | "×" => None,
            "l" | "p" | "likelihood" | "probability" => Some(Self::Likelihood),
            "i" | "c" | "impact" | "consequence" | "severity" => Some(Self::Impact),
            "s" => Some(Self::Either),
            "score" | "rating" | "total" | "r" | "rag" => Some(Self::Score),
            _ => return None,
        })
    }
}

/// A word of a cell, or a number in it.
enum Token {
    Tag(Option<Tag>),
    Number(Number),
}

/// Likelihood, impact and score, where the cell names the first two by their letters.
pub(crate) fn tagged(text: &str) -> Option<(Number, Number, Option<Number>)> {
    if text.len() > MOST || !text.contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let tokens = tokens(text)?;
    let before = tokens.iter().position(|token| matches!(token, Token::Tag(Some(_))));
    let first = tokens.iter().position(|token| matches!(token, Token::Number(_)))?;
    // "20 (L4 x I5)" begins with a number, and its letters still stand before theirs.
    let leading = before? < first || matches!(tokens.get(before? + 1), Some(Token::Number(_)));
    let mut given: Vec<(Option<Tag>, Number)> = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        let Token::Number(number) = token else { continue };
        let beside = if leading { at.checked_sub(1) } else { Some(at + 1) };
        let tag = match beside.and_then(|at| tokens.get(at)) {
            Some(Token::Tag(tag)) => *tag,
            _ => None,
        };
        given.push((tag, *number));
    }
    let of = |wanted: Tag| {
        let mut found = given.iter().filter(|(tag, _)| *tag == Some(wanted));
        found.next().filter(|_| found.next().is_none()).map(|(_, number)| *number)
    };
    let impact = of(Tag::Impact);
    let likelihood = of(Tag::Likelihood)?;
    let other = |tag: &Option<Tag>| {
        matches!(tag, None | Some(Tag::Score)) || *tag == Some(Tag::Either) && impact.is_some()
    };
    let score = given.iter().find(|(tag, _)| other(tag)).map(|(_, number)| *number);
    (given.len() <= 3).then_some((likelihood, impact.or_else(|| of(Tag::Either))?, score))
}

/// The two ratings in their order, and the score, of a cell that does not say which is which.
pub(crate) fn bare(text: &str) -> Option<(Number, Number, Option<Number>)> {
    let text = squeeze(text);
    // A remark in brackets: "1 * 3 = 3 (for some)".
    let remark = text.strip_suffix(')').and_then(|text| text.rsplit_once('('));
    let is_remark = |words: &str| words.len() > 3 && !words.contains(|c: char| c.is_ascii_digit());
    if let Some((product, _)) = remark.filter(|(_, words)| is_remark(words)) {
        return bare(product);
    }
    if text.len() > 24 {
        return None;
    }
    if let Some((before, rest)) = text.split_once('(')
        && let Some((inside, after)) = rest.split_once(')')
    {
        let (first, second) = factors(inside).or_else(|| factors(&format!("{before}{after}")))?;
        let score = [before, after, inside].into_iter().find_map(rating::number);
        return score.map(|score| (first, second, Some(score)));
    }
    let (left, score) = match text.split_once('=') {
        Some((left, score)) => (left, Some(rating::number(score)?)),
        None => (text.as_str(), None),
    };
    let (first, second) = factors(left)?;
    Some((first, second, score))
}

fn factors(text: &str) -> Option<(Number, Number)> {
    let (first, second) = text.split_once(['x', 'X', '×', '*'])?;
    Some((rating::number(first)?, rating::number(second)?))
}

/// The words and numbers of a text; `None` where a word is no tag.
fn tokens(text: &str) -> Option<Vec<Token>> {
    let kind = |c: char| (c.is_alphabetic() || c == '×', c.is_ascii_digit() || c == '.');
    let mut tokens = Vec::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let own = kind(c);
        let end = rest.find(|c| kind(c) != own).unwrap_or(rest.len());
        let (run, after) = rest.split_at(end);
        match own {
            (true, _) => tokens.push(Token::Tag(Tag::of(&run.to_lowercase())?)),
            (_, true) if run.trim_matches('.').is_empty() => {}
            (_, true) => tokens.push(Token::Number(rating::number(run.trim_matches('.'))?)),
            _ => {}
        }
        rest = after;
    }
    Some(tokens)
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("L4 x I5", (4.0, 5.0, None))]
    #[case("I5 x L4 = 20", (4.0, 5.0, Some(20.0)))]
    #[case("20 (L4 x I5)", (4.0, 5.0, Some(20.0)))]
    #[case("4(L) x 5(I) = 20", (4.0, 5.0, Some(20.0)))]
    #[case("L: 4\nI: 5\nScore: 20", (4.0, 5.0, Some(20.0)))]
    #[case("Likelihood 4, Impact 5, Rating 20", (4.0, 5.0, Some(20.0)))]
    #[case("P3 S4 12", (3.0, 4.0, Some(12.0)))]
    fn letters_say_which_is_which(#[case] text: &str, #[case] wanted: (f64, f64, Option<f64>)) {
        let (likelihood, impact, score) = tagged(text).unwrap();
        assert_eq!((likelihood.get(), impact.get(), score.map(Number::get)), wanted);
    }

    #[test]
    fn bare_ratings_keep_their_order() {
        for (text, wanted) in [("4 x 5 = 20", (4.0, 5.0)), ("20 (5x4)", (5.0, 4.0))] {
            let (one, other, score) = bare(text).unwrap();
            assert_eq!((one.get(), other.get()), wanted);
            assert_eq!(score.map(Number::get), Some(20.0));
        }
    }

    #[rstest]
    #[case("4 x 5 = 20")]
    #[case("CR4")]
    #[case("I")]
    #[case("L4")]
    #[case("Phase 4 impact 5")]
    fn anything_else_is_no_product(#[case] text: &str) {
        assert_eq!(tagged(text), None);
    }
}
