//! A clause that stands beside the event, joined to it by a comma or a mere *and*.

use super::Token;

/// The words of the clause after an *and* or an *or*, where it and the one before have a subject and
/// a verb each.
pub(super) fn of(tokens: &[Token<'_>]) -> Option<String> {
    const SHORTEST: usize = 2;
    tokens.iter().enumerate().find_map(|(at, token)| {
        if !matches!(token.word, "and" | "or") {
            return None;
        }
        let (before, after) = (tokens.get(..at)?, tokens.get(at + 1..)?);
        let long = before.len() >= SHORTEST && after.len() >= SHORTEST;
        let apart = long && has_subject_and_verb(before) && has_subject_and_verb(after);
        let words: Vec<&str> = after.iter().map(|token| token.word).collect();
        apart.then(|| words.join(" "))
    })
}

/// Whether a clause follows after a semicolon, a colon or a dash, or after a comma where it has a verb;
/// in a long telling after an *and*, too.
pub(super) fn clause_follows(tokens: &[Token<'_>], long: bool) -> bool {
    const SHORTEST: usize = 4;
    tokens.iter().enumerate().skip(2).any(|(at, token)| {
        let rest = tokens.get(at..).unwrap_or_default();
        match token.mark {
            Some(';' | ':' | '-') => rest.len() + 1 >= SHORTEST,
            // A sentence of its own says what may come of the one before.
            Some('.') => rest.iter().take(MODAL_WITHIN).any(|token| leaves_open(token.word)),
            Some(',') => {
                (rest.len() >= SHORTEST && rest.iter().skip(1).any(|token| is_verb(token.word)))
                    || goes_on_with_a_verb(rest)
                    || (token.word == "and" && somebody_does(rest.get(1..).unwrap_or_default()))
            }
            // "…, and the whole site is dark", "… and dies".
            _ => {
                let after = rest.get(1..).unwrap_or_default();
                long && token.word == "and"
                    && (has_subject_and_verb(after)
                        || somebody_does(after)
                        || is_made_to_bear(after)
                        || (after.len() >= SHORTEST
                            && (many_do(after)
                                || after.first().is_some_and(|token| ends_badly(token.word)))))
            }
        }
    })
}

/// Within so many words of a sentence stands the word that leaves it open.
const MODAL_WITHIN: usize = 10;

/// "should its factory stop", "a week's outage would leave".
fn leaves_open(word: &str) -> bool {
    matches!(word, "may" | "might" | "could" | "would" | "will" | "can" | "cannot" | "should")
}

/// ", devastates families": what stands before the comma was put in, and the verb goes on from the
/// subject. "…, services and staff" is a list.
fn goes_on_with_a_verb(rest: &[Token<'_>]) -> bool {
    let word = |i: usize| rest.get(i).map_or("", |token| token.word);
    let verb = word(0);
    verb.len() > 4
        && verb.ends_with('s')
        && !verb.ends_with("ss")
        && rest.get(1).is_some_and(|token| !token.parted())
        && !joins(word(1))
}

/// "900 pupils go without", "drivers refuse to work": after the noun of many stands a verb.
fn many_do(clause: &[Token<'_>]) -> bool {
    let word = |i: usize| clause.get(i).map_or("", |token| token.word);
    (0..2).any(|i| {
        let many = word(i);
        many.len() > 3
            && many.ends_with('s')
            && !many.ends_with("ss")
            && clause.len() > i + 2
            && clause.get(i + 1).is_some_and(|token| !token.parted())
            && !joins(word(i + 1))
            && !word(i + 1).ends_with('s')
            && (i == 0 || word(0).starts_with(|c: char| c.is_ascii_digit()))
    })
}

/// Words that join a noun to what comes after it.
fn joins(word: &str) -> bool {
    matches!(
        word,
        "" | "and"
            | "or"
            | "of"
            | "in"
            | "for"
            | "to"
            | "at"
            | "on"
            | "with"
            | "from"
            | "by"
            | "across"
            | "within"
            | "between"
            | "than"
            | "as"
            | "that"
            | "which"
            | "who"
            | "due"
    )
}

/// "the congregation drifts away", "four hundred debtors lose help": a noun, and after it the verb.
fn somebody_does(clause: &[Token<'_>]) -> bool {
    const FARTHEST: usize = 4;
    let word = |i: usize| clause.get(i).map_or("", |token| token.word);
    let is_s = |word: &str| word.len() > 3 && word.ends_with('s') && !word.ends_with("ss");
    let apart = |i: usize| clause.get(i).is_none_or(Token::parted);
    let article = super::joints::is_article(word(0));
    (1..FARTHEST).take_while(|i| !joins(word(*i))).any(|verb| {
        let (noun, next) = (word(verb - 1), word(verb + 1));
        let plain = !joins(noun) && !apart(verb) && !next.is_empty() && !joins(next);
        // "the insurer raises the excess": one, and "debtors lose help": many.
        let one = verb >= 2 && article && !is_s(noun) && is_s(word(verb));
        let many = is_s(noun)
            && verb + 2 < clause.len()
            && !is_s(word(verb))
            && !word(verb).ends_with("ing")
            && super::joints::is_article(next);
        plain && (one || many)
    })
}

/// "and is hit by a train", "and are trapped inside".
fn is_made_to_bear(clause: &[Token<'_>]) -> bool {
    let word = |i: usize| clause.get(i).map_or("", |token| token.word);
    let done = word(1);
    matches!(word(0), "is" | "are")
        && (done.ends_with("ed")
            || matches!(
                done,
                "hit" | "struck" | "hurt" | "left" | "stuck" | "shot" | "lost" | "burnt"
            ))
}

/// Verbs of what somebody comes to.
fn ends_badly(word: &str) -> bool {
    matches!(
        word,
        "die" | "dies" | "drown" | "drowns" | "collapse" | "collapses" | "fall" | "falls"
    )
}

/// Whether a telling has a verb at all, and is no mere list of things.
pub(super) fn has_a_verb(tokens: &[Token<'_>]) -> bool {
    (1..tokens.len()).any(|at| {
        let rest = tokens.get(at..).unwrap_or_default();
        let word = rest.first().map_or("", |token| token.word);
        is_verb(word)
            || somebody_does(tokens.get(at - 1..).unwrap_or_default())
            || (word.ends_with('s')
                && !word.ends_with("ss")
                && rest.get(1).is_some_and(|next| super::joints::is_article(next.word)))
    })
}

/// Whether a word is most likely a verb.
fn is_verb(word: &str) -> bool {
    is_finite(word)
        || matches!(word, "can" | "could" | "may" | "might" | "must" | "be" | "had")
        || (word.ends_with("ed") && word.len() > 4)
}

/// Whether a clause has a verb that tells something of what stands before it.
fn has_subject_and_verb(clause: &[Token<'_>]) -> bool {
    const FARTHEST: usize = 8;
    let word = |i: usize| clause.get(i).map_or("", |token| token.word);
    let refers = matches!(word(0), "it" | "they" | "this" | "that" | "these" | "which" | "who");
    let verb = (1..clause.len().min(FARTHEST)).find(|at| is_finite(word(*at)));
    // A verb that itself begins the clause goes on with the subject of the one before.
    verb.is_some()
        && !refers
        && !is_finite(word(0))
        && !word(0).ends_with("ly")
        && !matches!(word(0), "not" | "to" | "does" | "do" | "never")
}

/// Whether a word is a verb that ends the subject.
pub(super) fn is_finite(word: &str) -> bool {
    const AUXILIARIES: &[&str] = &[
        "is", "are", "was", "were", "has", "have", "does", "do", "cannot", "will", "would", "must",
        "may", "could",
    ];
    const VERBS: &[&str] = &[
        "break",
        "burn",
        "close",
        "collapse",
        "continue",
        "crash",
        "decline",
        "deteriorate",
        "die",
        "expire",
        "fail",
        "fall",
        "flood",
        "grow",
        "increase",
        "leak",
        "leave",
        "resign",
        "retire",
        "rise",
        "stop",
        "strike",
        "withdraw",
        "worsen",
    ];
    AUXILIARIES.contains(&word)
        || VERBS.contains(&word)
        || word.strip_suffix('s').is_some_and(|stem| VERBS.contains(&stem))
        || word.strip_suffix("es").is_some_and(|stem| VERBS.contains(&stem))
}
