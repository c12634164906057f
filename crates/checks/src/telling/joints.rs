//! The words that join an event to its cause and to what follows from it.

use super::Token;

/// What a joint tells of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tells {
    Cause,
    Consequence,
    /// What stands before it is the cause of what comes after.
    Both,
}

/// A word, or several, that join clauses.
#[derive(Debug, Clone, Copy)]
pub(super) struct Joint {
    /// The place of its first word.
    pub(super) at: usize,
    tells: Tells,
}

impl Joint {
    pub(super) fn tells(&self, what: Tells) -> bool {
        self.tells == what || self.tells == Tells::Both
    }
}

/// Joints of several words, each wherever it stands. Of two that begin alike the longer is first.
const PHRASES: &[(&str, Tells)] = &[
    ("as a result of", Tells::Cause),
    ("as a consequence of", Tells::Cause),
    ("as a result", Tells::Consequence),
    ("as a consequence", Tells::Consequence),
    ("due to", Tells::Cause),
    ("because", Tells::Cause),
    ("caused by", Tells::Cause),
    ("owing to", Tells::Cause),
    ("arising from", Tells::Cause),
    ("arising out of", Tells::Cause),
    ("resulting from", Tells::Cause),
    ("stemming from", Tells::Cause),
    ("on account of", Tells::Cause),
    ("in view of", Tells::Cause),
    ("attributable to", Tells::Cause),
    ("in the absence of", Tells::Cause),
    ("for want of", Tells::Cause),
    ("for lack of", Tells::Cause),
    ("leads to", Tells::Consequence),
    ("lead to", Tells::Consequence),
    ("leading to", Tells::Consequence),
    ("led to", Tells::Consequence),
    ("result in", Tells::Consequence),
    ("results in", Tells::Consequence),
    ("resulting in", Tells::Consequence),
    ("affecting", Tells::Consequence),
    ("causing", Tells::Consequence),
    ("causes", Tells::Consequence),
    ("leaving", Tells::Consequence),
    ("forcing", Tells::Consequence),
    ("means that", Tells::Consequence),
    ("meaning that", Tells::Consequence),
    ("such that", Tells::Consequence),
    ("consequently", Tells::Consequence),
    ("and so", Tells::Both),
    ("so that", Tells::Both),
    ("therefore", Tells::Both),
    ("thereby", Tells::Both),
    ("hence", Tells::Both),
];

/// All joints, in the order in which they stand.
pub(super) fn all(tokens: &[Token<'_>]) -> Vec<Joint> {
    let at = |at| tells(tokens, at).map(|tells| Joint { at, tells });
    (0..tokens.len()).filter_map(at).collect()
}

fn tells(tokens: &[Token<'_>], at: usize) -> Option<Tells> {
    let here = tokens.get(at)?;
    let word = |i: usize| tokens.get(i).map_or("", |token| token.word);
    let before = at.checked_sub(1).map_or("", word);
    let stands = |phrase: &str| phrase.split(' ').zip(at..).all(|(wanted, i)| word(i) == wanted);
    if let Some((_, tells)) = PHRASES.iter().find(|(phrase, _)| stands(phrase)) {
        // "The plan results in", but not "so that results in".
        return Some(*tells);
    }
    let begins = at == 0 || here.parted;
    let next = word(at + 1);
    match here.word {
        "so" if begins => {
            (!matches!(next, "far" | "much" | "many" | "called")).then_some(Tells::Both)
        }
        "if" | "should" if at == 0 => Some(Tells::Both),
        "when" | "once" if at == 0 => Some(Tells::Both),
        "when" | "if" | "unless" => (!is_set_phrase(next)).then_some(Tells::Cause),
        "since" => (!is_of_time(next) && has_verb(tokens, at)).then_some(Tells::Cause),
        "given" => (!is_auxiliary(before)).then_some(Tells::Cause),
        "after" => {
            let dated = (1..=3).any(|n| word(at + n).starts_with(|c: char| c.is_ascii_digit()));
            (!dated && next != "school").then_some(Tells::Cause)
        }
        "following" => (begins || is_article(next)).then_some(Tells::Cause),
        "through" => (!matches!(next, "to" | "which" | "whom")).then_some(Tells::Cause),
        "as" => gives_a_reason(tokens, at).then_some(Tells::Cause),
        "by" => {
            (is_participle(before) && !is_of_time(next) && !is_manner(next)).then_some(Tells::Cause)
        }
        "which" if here.parted => Some(Tells::Consequence),
        "with" => (begins_loss(tokens, at + 1)).then_some(Tells::Consequence),
        "leads" | "leading" | "led" => {
            (2..=4).any(|n| word(at + n) == "to").then_some(Tells::Consequence)
        }
        "prevents" | "prevent" | "stops" | "keeps" => {
            (2..=6).any(|n| word(at + n) == "from").then_some(Tells::Consequence)
        }
        gerund if here.parted && at > 0 && is_outcome(gerund) => Some(Tells::Consequence),
        _ => None,
    }
}

/// "with a risk to life", "with loss of trust".
fn begins_loss(tokens: &[Token<'_>], from: usize) -> bool {
    tokens.iter().skip(from).take(3).any(|token| {
        matches!(token.word, "risk" | "risks" | "loss" | "losses" | "danger" | "harm" | "damage")
    })
}

/// "as training was skipped", but not "as well as", "treated as offenders".
fn gives_a_reason(tokens: &[Token<'_>], at: usize) -> bool {
    const NOT_BEFORE: &[&str] = &[
        "well", "soon", "much", "many", "far", "long", "intended", "planned", "required", "agreed",
        "expected", "promised", "part", "to", "of", "follows", "possible", "needed", "per", "good",
        "such",
    ];
    const NOT_AFTER: &[&str] = &[
        "such",
        "as",
        "so",
        "same",
        "known",
        "well",
        "act",
        "acts",
        "used",
        "seen",
        "treated",
        "regarded",
        "serve",
        "serves",
        "described",
        "soon",
        "much",
        "long",
        "far",
    ];
    let word = |i: usize| tokens.get(i).map_or("", |token| token.word);
    let before = at.checked_sub(1).map_or("", word);
    !NOT_BEFORE.contains(&word(at + 1)) && !NOT_AFTER.contains(&before) && has_verb(tokens, at)
}

/// Whether a verb follows soon, in the same clause: it is a clause and no mere name.
fn has_verb(tokens: &[Token<'_>], at: usize) -> bool {
    let clause = tokens.iter().skip(at + 1).take(8);
    let same = clause.enumerate().take_while(|(i, token)| *i == 0 || !token.parted);
    same.skip(1).any(|(_, token)| {
        is_auxiliary(token.word)
            || matches!(token.word, "do" | "does" | "did" | "cannot" | "can" | "leave" | "leaves")
            || token.word.ends_with("ed")
            || (token.word.ends_with('s') && token.word.len() > 3 && !token.word.ends_with("ss"))
    })
}

fn is_auxiliary(word: &str) -> bool {
    matches!(word, "is" | "are" | "was" | "were" | "be" | "been" | "being" | "has" | "have" | "had")
}

fn is_article(word: &str) -> bool {
    matches!(word, "a" | "an" | "the" | "its" | "their" | "our")
}

/// Words after which a preposition speaks of a time.
fn is_of_time(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_digit())
        || matches!(word, "then" | "last" | "half" | "end" | "year" | "next" | "this")
        || bellwether_domain::calendar::month_named(word).is_some()
}

/// "by mistake" tells how, and "by law" for what reason it must be; neither tells a cause. "By the
/// end of May" is a time, too.
fn is_manner(word: &str) -> bool {
    matches!(word, "mistake" | "law" | "default" | "hand" | "post" | "the" | "reducing" | "using")
}

/// "when needed", "if required".
fn is_set_phrase(word: &str) -> bool {
    matches!(word, "needed" | "necessary" | "required" | "appropriate" | "possible" | "due" | "not")
}

fn is_participle(word: &str) -> bool {
    word.ends_with("ed")
        || word.ends_with("en")
        || matches!(word, "hit" | "struck" | "cut" | "shut" | "lost" | "caught" | "sold" | "made")
}

/// Whether a word in *-ing* after a comma tells what comes of it; others only go on with the
/// clause, or name a thing.
fn is_outcome(word: &str) -> bool {
    const NO_OUTCOME: &[&str] = &[
        "including",
        "following",
        "owing",
        "arising",
        "stemming",
        "during",
        "being",
        "having",
        "according",
        "regarding",
        "concerning",
        "depending",
        "involving",
        "using",
        "pending",
        "building",
        "housing",
        "training",
        "funding",
        "planning",
        "planing",
        "parking",
        "policing",
        "nursing",
        "spending",
        "lighting",
        "heating",
        "cleaning",
        "banking",
        "accounting",
        "engineering",
        "nothing",
        "something",
        "anything",
        "everything",
        "king",
        "spring",
        "morning",
        "evening",
        "string",
        "ring",
        "thing",
        "testing",
        "marketing",
        "mining",
        "farming",
        "fishing",
        "gardening",
        "catering",
        "teaching",
        "learning",
        "recruiting",
        "reporting",
        "monitoring",
        "licensing",
        "tackling",
        "disrupting",
        "bringing",
        "supporting",
        "working",
    ];
    word.len() > 5 && word.ends_with("ing") && !NO_OUTCOME.contains(&word)
}

/// Whether what brings it about is told in its first words: a force of nature, a crime, a fault,
/// somebody else who decides, or what is wanting in the thing ("untrained staff", "poor drains").
pub(super) fn is_of_a_hazard(tokens: &[Token<'_>]) -> bool {
    const SUBJECT: usize = 6;
    const BEGUN: &[&str] = &[
        "flood",
        "storm",
        "drought",
        "landsl",
        "subsiden",
        "earthquake",
        "explosi",
        "outbreak",
        "pandemic",
        "epidemic",
        "ransom",
        "cyber",
        "hacker",
        "attack",
        "theft",
        "thie",
        "stolen",
        "arson",
        "vandal",
        "lightning",
        "contaminat",
        "overcrowd",
        "fatigue",
        "asbestos",
        "mould",
        "damp",
        "algae",
        "vibration",
        "regulator",
        "insurer",
        "landlord",
        "court",
        "judge",
        "neighbouring",
        "competitor",
        "supplier",
        "operator",
        "auditor",
        "minister",
        "government",
        "parliament",
        "fault",
        "error",
        "defect",
        "strike",
    ];
    const WHOLE: &[&str] = &[
        "snow",
        "rain",
        "fire",
        "fires",
        "ice",
        "wind",
        "winds",
        "gale",
        "heat",
        "frost",
        "war",
        "flu",
        "inflation",
        "bats",
        "bug",
        "change",
        "changes",
        "bank",
    ];
    const WANTING: &[&str] = &[
        "poor",
        "weak",
        "untrain",
        "unsafe",
        "untest",
        "unpatch",
        "mis",
        "inadequa",
        "insufficien",
        "outdated",
        "ageing",
        "worn",
        "broken",
        "excessive",
        "prolonged",
    ];
    let begins = |word: &str, list: &[&str]| list.iter().any(|begun| word.starts_with(begun));
    let subject = || tokens.iter().take(SUBJECT).map(|token| token.word);
    subject().any(|word| WHOLE.contains(&word) || begins(word, BEGUN))
        || subject().take(1).any(|word| begins(word, WANTING))
}
