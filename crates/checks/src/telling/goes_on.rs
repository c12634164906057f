//! Whether a clause says that what it tells goes on already.

use super::{Token, joints::is_article};

/// The word by which a clause says that something goes on already: it *continues*, and neither might
/// nor might not; or, with nothing in it that leaves it open, it *is currently*, *has been since*,
/// *remains*.
pub(super) fn of(clause: &[Token<'_>], as_risk: bool) -> Option<String> {
    const OPEN: &[&str] = &["may", "might", "could", "would", "will", "should", "can", "if"];
    let word = |i: usize| clause.get(i).map_or("", |token| token.word);
    let continues = clause.iter().enumerate().position(|(i, token)| {
        let before = i.checked_sub(1).map_or("", word);
        matches!(token.word, "continue" | "continues" | "persist" | "persists")
            && !is_within_another(clause, i)
            && !OPEN.contains(&before)
            && !matches!(before, "not" | "cannot" | "to")
            && !before.ends_with("n't")
    });
    // "There is a risk that …" and "… may …" speak of what might be, whatever is so already.
    let is_open = as_risk || clause.iter().any(|token| OPEN.contains(&token.word));
    let now = || (0..clause.len()).find(|i| !is_open && is_now(clause, *i));
    continues.or_else(now).map(|at| match (word(at), word(at + 1)) {
        ("has" | "have", article @ ("a" | "an")) => {
            format!("{} {article} {}", word(at), word(at + 2))
        }
        ("has" | "have", done) => format!("{} {done}", word(at)),
        (said, _) => said.to_owned(),
    })
}

/// Whether a word of a clause says that what it tells is so now.
fn is_now(clause: &[Token<'_>], at: usize) -> bool {
    let word = |i: usize| clause.get(i).map_or("", |token| token.word);
    let before = at.checked_sub(1).map_or("", word);
    let since = || {
        (at..clause.len()).any(|i| {
            word(i) == "since"
                || (word(i) == "for" && matches!(word(i + 2), "years" | "months" | "weeks"))
                || matches!(word(i), "year" | "years" | "months" | "weeks" | "quarter")
                    && matches!(
                        word(i.saturating_sub(1)),
                        "several" | "many" | "some" | "recent" | "past" | "last" | "this"
                    )
        })
    };
    match word(at) {
        "currently" | "presently" => true,
        // "An already stretched team", "already thin ice": as things stand, something happens.
        "already" => {
            // "A patient already in shock": which one.
            let which = matches!(word(at + 1), "in" | "on" | "at" | "under" | "with");
            let said = matches!(before, "is" | "are" | "was" | "were" | "has" | "have");
            at > 0
                && (said || !which)
                && !is_article(before)
                && !matches!(before, "of" | "in" | "on" | "with" | "by" | "for" | "and")
        }
        "now" => matches!(before, "is" | "are" | "has" | "have"),
        "present" | "moment" => before == "at" || before == "the",
        "ongoing" => (at == 0 || matches!(before, "an" | "is" | "are" | "the")) && at < 5,
        "still" => {
            let is_a_thing =
                matches!(word(at + 1), "birth" | "births" | "born" | "life" | "water" | "air");
            !before.ends_with("ing") && !is_a_thing
        }
        "keep" | "keeps" => word(at + 1).ends_with("ing"),
        "all" => before == "an" && word(at + 1) == "time" && matches!(word(at + 2), "high" | "low"),
        "has" | "have" => {
            since()
                || (!is_within_another(clause, at)
                    && (has_happened(clause, at) || has_a_want(clause, at)))
        }
        "is" | "are" => matches!(
            word(at + 1),
            "growing"
                | "rising"
                | "falling"
                | "increasing"
                | "worsening"
                | "declining"
                | "leaving"
                | "leaking"
                | "deteriorating"
                | "experiencing"
                | "facing"
                | "seeing"
                | "struggling"
                | "operating"
                | "failing"
                | "suffering"
        ),
        "remain" | "remains" => (1..=2).any(|n| is_state(word(at + n))),
        _ => false,
    }
}

/// Words for what is amiss and stays so, after *remains*.
fn is_state(word: &str) -> bool {
    word.starts_with("un")
        || matches!(
            word,
            "above"
                | "below"
                | "high"
                | "low"
                | "vacant"
                | "too"
                | "poor"
                | "weak"
                | "outstanding"
                | "overdue"
                | "behind"
                | "over"
                | "under"
                | "empty"
                | "closed"
                | "short"
                | "difficult"
                | "problematic"
                | "challenging"
                | "fragile"
                | "slow"
                | "limited"
                | "inadequate"
                | "insufficient"
                | "incomplete"
                | "broken"
                | "a"
        )
}

/// Whether what is told stands in a clause about the subject: "a pump that has failed stops".
fn is_within_another(clause: &[Token<'_>], at: usize) -> bool {
    let before = clause.get(..at).unwrap_or_default();
    before.iter().any(|token| matches!(token.word, "that" | "which" | "who" | "whose" | "where"))
}

/// "has collapsed", "have now broken down": it went wrong, and is so now.
fn has_happened(clause: &[Token<'_>], at: usize) -> bool {
    const WRONG: &[&str] = &[
        "broken",
        "burned",
        "burnt",
        "cancelled",
        "ceased",
        "closed",
        "collapsed",
        "cracked",
        "declined",
        "deteriorated",
        "died",
        "failed",
        "fallen",
        "flooded",
        "lapsed",
        "leaked",
        "resigned",
        "stopped",
        "withdrawn",
        "worsened",
    ];
    let word = |i: usize| clause.get(i).map_or("", |token| token.word);
    let skipped = usize::from(matches!(word(at + 1), "now" | "already" | "all" | "recently"));
    WRONG.contains(&word(at + 1 + skipped))
}

/// "has a deficit of £12m", "have a backlog".
fn has_a_want(clause: &[Token<'_>], at: usize) -> bool {
    const WANTS: &[&str] = &[
        "backlog",
        "deficit",
        "gap",
        "overspend",
        "shortage",
        "shortfall",
        "vacancies",
        "vacancy",
    ];
    let word = |i: usize| clause.get(i).map_or("", |token| token.word);
    matches!(word(at + 1), "a" | "an") && (2..=4).any(|n| WANTS.contains(&word(at + n)))
}
