//! Whether a clause is an aim turned round: "targets are not met", "failure to recruit".
//!
//! That a thing gives out or somebody else fails is an event. That we fail is none: it says only
//! that the aim was missed.

use super::{Token, joints::Joint};

/// The place of the first word of a clause that turns an aim round.
pub(super) fn of(clause: &[Token<'_>]) -> Option<usize> {
    let word = |i: usize| clause.get(i).map_or("", |token| token.word);
    clause.iter().enumerate().find_map(|(i, token)| {
        let (before, next) = (i.checked_sub(1).map_or("", word), word(i + 1));
        let relative = |n: usize| {
            let word = i.checked_sub(n).map_or("", word);
            matches!(word, "who" | "which" | "that" | "whose")
        };
        if relative(1) || (relative(2) && i > 2) || tells_of_another(clause, i) {
            return None;
        }
        let negates = match token.word {
            "not" => next != "only" && before != "or",
            "no" => {
                before != "with"
                    && !matches!(next, "longer" | "more" | "fault" | "deal" | "notice" | "one")
            }
            "cannot" | "never" => true,
            other if other.ends_with("n't") => true,
            "unable" => next == "to" && (i == 0 || is_ours(clause, i)),
            "inability" | "absence" => i == 0,
            "non" => i == 0 && names_a_deed(next),
            "under" => i == 0 && matches!(next, "delivery" | "achievement" | "performance"),
            "missed" => is_an_aim(before),
            "poor" | "weak" => i == 0 && (1..=3).any(|n| is_of_ours(word(n))),
            other if is_a_want(other) => {
                i == 0 || matches!(before, "is" | "are" | "has" | "have" | "remain" | "remains")
            }
            other if other.starts_with("ineffective") || other.starts_with("lack") => true,
            // "Failing brakes" are a thing.
            "failing" if i == 0 => next == "to",
            other if other.starts_with("fail") => is_ours(clause, i),
            _ => false,
        };
        negates.then_some(i)
    })
}

/// "The lender recalls the hoard, and the show has no centrepiece": what is not so stands in a second
/// clause, and comes of the first.
pub(super) fn follows_an_event(clause: &[Token<'_>], at: usize) -> bool {
    const SHORTEST: usize = 4;
    let before = clause.get(..at).unwrap_or_default();
    let and = before.iter().rposition(|token| token.word == "and");
    and.is_some_and(|and| {
        and >= SHORTEST
            && at > and + 2
            && super::beside::has_a_verb(clause.get(..and).unwrap_or_default())
    })
}

/// "a shop whose hazards were never recorded": what is not so is told of something in the clause.
fn tells_of_another(clause: &[Token<'_>], at: usize) -> bool {
    const FARTHEST: usize = 6;
    let before = clause.get(..=at).unwrap_or_default();
    let near = before.iter().rev().take(FARTHEST).take_while(|token| !token.parted());
    near.skip(1).any(|token| matches!(token.word, "whose" | "who"))
}

/// Whether a word says that there is too little of something. Where it says what comes of that, it
/// is a cause.
pub(super) fn is_a_want(word: &str) -> bool {
    matches!(word, "inadequate" | "insufficient" | "poor" | "weak")
}

/// Whether what is not so may be the cause of what follows: there is too little of something, or
/// somebody else does not do what is theirs to do.
pub(super) fn may_be_a_cause(clause: &[Token<'_>], at: usize) -> bool {
    let word = |i: usize| clause.get(i).map_or("", |token| token.word);
    is_a_want(word(at))
        || (at == 0 && word(1) == "enough")
        || others_do_not(clause, at)
        || is_decided(clause, at)
}

/// Whether a clause tells that somebody does not do what is theirs to do.
pub(super) fn is_of_others(clause: &[Token<'_>], at: usize) -> bool {
    others_do_not(clause, at) || is_decided(clause, at)
}

/// "The commissioner does not agree the budget", "the landlord fails to renew the lease": a decision, or
/// the want of one, of somebody named; whoever that is, it is an event.
fn is_decided(clause: &[Token<'_>], at: usize) -> bool {
    const DECIDES: &[&str] = &[
        "accept",
        "adopt",
        "agree",
        "answer",
        "appoint",
        "approve",
        "authorise",
        "award",
        "back",
        "build",
        "buy",
        "clear",
        "collect",
        "confirm",
        "consent",
        "extend",
        "fund",
        "give",
        "grant",
        "grit",
        "hand",
        "honour",
        "issue",
        "lend",
        "let",
        "license",
        "lift",
        "nominate",
        "offer",
        "pay",
        "permit",
        "ratify",
        "rebuild",
        "refund",
        "register",
        "release",
        "renew",
        "reopen",
        "repair",
        "replace",
        "return",
        "send",
        "settle",
        "ship",
        "sign",
        "staff",
        "transfer",
        "underwrite",
        "vote",
        "waive",
    ];
    let word = |i: usize| clause.get(i).map_or("", |token| token.word);
    let (subject, verb) = match word(at) {
        "not" if at > 1 && matches!(word(at - 1), "do" | "does" | "did" | "will") => {
            (clause.get(..at - 1).unwrap_or_default(), word(at + 1))
        }
        "fail" | "fails" if word(at + 1) == "to" => {
            (clause.get(..at).unwrap_or_default(), word(at + 2))
        }
        _ => return false,
    };
    let named = subject.first().is_some_and(|first| {
        matches!(first.word, "the" | "a" | "an" | "another" | "one") || subject.len() < 3
    });
    let ours = |token: &Token<'_>| {
        matches!(
            token.word,
            "we" | "us" | "our" | "staff" | "team" | "teams" | "officers" | "plans"
        )
    };
    named && DECIDES.contains(&verb) && !subject.iter().any(ours)
}

/// "The lottery does not fund the second phase": who does not is not one of us, and what they do not
/// is a deed. "Attendance does not improve" tells of an aim.
fn others_do_not(clause: &[Token<'_>], at: usize) -> bool {
    const NO_DEEDS: &[&str] = &[
        "achieve",
        "comply",
        "deliver",
        "feel",
        "grow",
        "have",
        "improve",
        "increase",
        "know",
        "meet",
        "perform",
        "realise",
        "reduce",
        "rise",
        "support",
        "understand",
        "undertake",
        "use",
        "work",
    ];
    let word = |i: usize| clause.get(i).map_or("", |token| token.word);
    let subject = clause.get(..at.saturating_sub(1)).unwrap_or_default();
    let acts =
        word(at) == "not" && at > 1 && matches!(word(at - 1), "do" | "does" | "did" | "will");
    acts && !NO_DEEDS.contains(&word(at + 1))
        && !AIMED_AT.contains(&word(at + 1))
        && !subject.iter().any(|token| {
            (OURS.contains(&token.word) && token.word != "our")
                || is_an_aim(token.word)
                || is_of_ours(token.word)
                || matches!(
                    token.word,
                    "organisations"
                        | "officers"
                        | "members"
                        | "governors"
                        | "trustees"
                        | "employees"
                )
        })
}

/// "If the plan is not delivered, performance stays poor": the condition is the aim turned round, and
/// nothing more comes of it.
pub(super) fn is_an_aim_missed(tokens: &[Token<'_>], joints: &[Joint]) -> bool {
    const LONGEST: usize = 14;
    const MISSED: &[&str] = &[
        "delivered",
        "achieved",
        "met",
        "realised",
        "implemented",
        "improved",
        "maintained",
        "secured",
        "deliver",
        "achieve",
        "meet",
        "realise",
        "implement",
        "improve",
        "maintain",
        "comply",
    ];
    const WANTED: &[&str] = &["assured", "guaranteed", "ensured"];
    let first = tokens.first().map_or("", |token| token.word);
    let has = |pairs: &dyn Fn(&str, &str) -> bool| {
        let mut all = tokens.windows(2).take(LONGEST);
        all.any(|pair| matches!(pair, [a, b] if pairs(a.word, b.word)))
    };
    let missed = |a: &str, b: &str| a == "not" && MISSED.contains(&b);
    // "Without a plan, continuity cannot be assured".
    let wanted = |a: &str, b: &str| a == "be" && (MISSED.contains(&b) || WANTED.contains(&b));
    tokens.len() <= LONGEST
        && joints.len() == 1
        && ((first == "if" && has(&missed))
            || (first == "without" && has(&wanted) && tokens.iter().any(|t| t.word == "cannot")))
}

/// Whether a word says that something is not there, or not as it should be.
pub(super) fn is_a_lack(word: &str) -> bool {
    is_a_want(word)
        || word == "absence"
        || word.starts_with("lack")
        || word.starts_with("ineffective")
}

/// Whether a word names what is done: "non-delivery", but not "non-domestic".
fn names_a_deed(word: &str) -> bool {
    ["ance", "ence", "ment", "ery", "tion", "sion"].iter().any(|end| word.ends_with(end))
}

/// Whether a word names what is aimed at.
fn is_an_aim(word: &str) -> bool {
    matches!(
        word,
        "target"
            | "targets"
            | "deadline"
            | "deadlines"
            | "standard"
            | "standards"
            | "objectives"
            | "outcomes"
            | "benefits"
            | "savings"
            | "efficiencies"
    )
}

/// Whether a word names what a body itself does well or badly.
fn is_of_ours(word: &str) -> bool {
    const OURS: &[&str] = &[
        "communication",
        "communications",
        "compliance",
        "control",
        "controls",
        "coordination",
        "culture",
        "engagement",
        "governance",
        "leadership",
        "management",
        "oversight",
        "performance",
        "planning",
        "practice",
        "quality",
        "relationships",
        "supervision",
        "working",
    ];
    OURS.contains(&word)
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
        "landlord",
        "lender",
        "lessee",
        "operator",
        "owner",
        "owners",
        "tenant",
        "developer",
        "ministry",
        "government",
        "regulator",
        "insurer",
    ];
    let word = |i: usize| clause.get(i).map_or("", |token| token.word);
    let before: Vec<&str> = clause.iter().take(at).map(|token| token.word).collect();
    if before.iter().any(|word| OTHERS.contains(word)) {
        return false;
    }
    match word(at) {
        "failure" | "failures" | "failing" if before.is_empty() => {
            // "Failure of the programme to deliver", but not "failure of the pump".
            let to = (2..=8).find(|n| word(at + n) == "to");
            word(at + 1) != "of"
                || to.is_some_and(|to| (2..to).any(|n| OURS.contains(&word(at + n))))
        }
        "failure" | "failures" => word(at + 1) == "to" && before.iter().any(|w| OURS.contains(w)),
        _ => {
            before.iter().any(|word| OURS.contains(word) || is_an_aim(word))
                || (word(at + 1) == "to" && AIMED_AT.contains(&word(at + 2)))
        }
    }
}

/// What only a body that has the aim can fail to do: "the museum fails to attract visitors".
const AIMED_AT: &[&str] = &[
    "achieve",
    "attract",
    "comply",
    "develop",
    "embed",
    "engage",
    "ensure",
    "implement",
    "improve",
    "maintain",
    "manage",
    "realise",
    "recruit",
    "retain",
];

/// Words for us, and for what we run.
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
    "officers",
    "employees",
    "members",
    "governors",
    "trustees",
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
