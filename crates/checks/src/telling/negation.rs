//! Whether a clause is an aim turned round: "targets are not met", "failure to recruit".
//!
//! That a thing gives out or somebody else fails is an event. That we fail is none: it says only
//! that the aim was missed.

use super::Token;

/// The first word of a clause that turns an aim round.
pub(super) fn of<'a>(clause: &[Token<'a>]) -> Option<&'a str> {
    let word = |i: usize| clause.get(i).map_or("", |token| token.word);
    clause.iter().enumerate().find_map(|(i, token)| {
        let (before, next) = (i.checked_sub(1).map_or("", word), word(i + 1));
        let relative = |n: usize| {
            let word = i.checked_sub(n).map_or("", word);
            matches!(word, "who" | "which" | "that" | "whose")
        };
        if relative(1) || (relative(2) && i > 2) {
            return None;
        }
        let negates = match token.word {
            "not" => next != "only" && before != "or",
            "no" => !matches!(next, "longer" | "more" | "fault" | "deal" | "notice" | "one"),
            "cannot" | "never" => true,
            other if other.ends_with("n't") => true,
            "unable" => next == "to" && is_ours(clause, i),
            "inability" | "absence" => i == 0,
            "non" => i == 0 && next.starts_with("complian"),
            other if is_a_want(other) => i == 0,
            other if other.starts_with("ineffective") || other.starts_with("lack") => true,
            other if other.starts_with("fail") => is_ours(clause, i),
            _ => false,
        };
        negates.then_some(token.word)
    })
}

/// Whether a word says that there is too little of something. Where it says what comes of that, it
/// is a cause.
pub(super) fn is_a_want(word: &str) -> bool {
    matches!(word, "inadequate" | "insufficient")
}

/// Whether the failing at a place of the clause is our own: it has nobody before it ("Failure to
/// meet"), or us.
fn is_ours(clause: &[Token<'_>], at: usize) -> bool {
    const OTHERS: &[&str] = &[
        "neighbouring",
        "partner",
        "partners",
        "another",
        "other",
        "third",
        "supplier",
        "suppliers",
        "contractor",
        "contractors",
        "provider",
        "providers",
        "external",
        "national",
        "key",
        "critical",
    ];
    const OURS: &[&str] = &[
        "we",
        "our",
        "us",
        "council",
        "trust",
        "university",
        "college",
        "charity",
        "force",
        "service",
        "services",
        "board",
        "committee",
        "commissioner",
        "office",
        "authority",
        "department",
        "programme",
        "project",
        "team",
        "teams",
        "staff",
        "management",
        "managers",
        "company",
        "school",
        "organisation",
        "association",
        "plan",
        "plans",
        "strategy",
        "scheme",
        "policy",
        "policies",
        "governance",
        "leadership",
        "controls",
        "arrangements",
        "processes",
        "procedures",
        "implementation",
        "delivery",
        "partnership",
    ];
    let word = |i: usize| clause.get(i).map_or("", |token| token.word);
    let before: Vec<&str> = clause.iter().take(at).map(|token| token.word).collect();
    if before.iter().any(|word| OTHERS.contains(word)) {
        return false;
    }
    match word(at) {
        "failure" | "failures" | "failing" if before.is_empty() => word(at + 1) != "of",
        "failure" | "failures" => word(at + 1) == "to" && before.iter().any(|w| OURS.contains(w)),
        _ => before.iter().any(|word| OURS.contains(word)),
    }
}
