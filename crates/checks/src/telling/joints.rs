//! The words that join an event to its cause and to what follows from it.

use bellwether_domain::calendar::month_named;

use super::{
    Token,
    words::{
        BEREFT, HARMS, HARMS_OR_NOUNS, HAZARDS, HAZARDS_BEGUN, LABELS, NO_OUTCOME, NO_REASON_AFTER,
        NO_REASON_BEFORE, PHRASES, Tells, WANTING,
    },
};

/// A word, or several, that join clauses.
#[derive(Debug, Clone, Copy)]
pub(super) struct Joint {
    /// The place of its first word.
    pub(super) at: usize,
    pub(super) tells: Tells,
}

impl Joint {
    pub(super) fn tells(&self, what: Tells) -> bool {
        self.tells == what || self.tells == Tells::Both
    }
}

/// All joints, in the order in which they stand.
pub(super) fn all(tokens: &[Token<'_>]) -> Vec<Joint> {
    let at = |at| tells(tokens, at).map(|tells| Joint { at, tells });
    (0..tokens.len()).filter_map(at).collect()
}

fn tells(tokens: &[Token<'_>], at: usize) -> Option<Tells> {
    let here = tokens.get(at)?;
    let word = |i: usize| tokens.get(i).map_or("", |token| token.word);
    let before = at.checked_sub(1).map_or("", word);
    // By its first word before its words are parted: most phrases are ruled out by that.
    let stands = |phrase: &str| {
        phrase.starts_with(here.word)
            && phrase.split(' ').zip(at..).all(|(wanted, i)| word(i) == wanted)
    };
    if tokens.get(at + 1).is_some_and(|next| matches!(next.mark, Some(':' | '-')))
        && let Some((_, tells)) = LABELS.iter().find(|(label, _)| *label == here.word)
    {
        return Some(*tells);
    }
    // "Staff are leaving" is no joint.
    let goes_on = is_auxiliary(before) && here.word.ends_with("ing");
    if let Some((_, tells)) = PHRASES.iter().find(|(phrase, _)| stands(phrase) && !goes_on) {
        // "The plan results in", but not "so that results in".
        return Some(*tells);
    }
    let begins = at == 0 || here.parted();
    let next = word(at + 1);
    match here.word {
        "so" if begins => {
            (!matches!(next, "far" | "much" | "many" | "called")).then_some(Tells::Both)
        }
        // "The axle is worn so flour runs short", but not "so old that it breaks".
        "so" => {
            let degree = (2..=4).any(|n| word(at + n) == "that") || matches!(next, "as" | "on");
            let set = matches!(before, "do" | "does" | "if" | "or" | "not" | "is" | "are" | "and");
            (at > 2 && !degree && !set && has_verb(tokens, at)).then_some(Tells::Both)
        }
        "if" | "should" | "when" | "once" | "unless" | "without" | "were" | "where" if at == 0 => {
            Some(Tells::Both)
        }
        "when" | "if" | "unless" | "once" => (!is_set_phrase(next)).then_some(Tells::Cause),
        "without" => next.ends_with("ing").then_some(Tells::Cause),
        "since" => {
            let time = is_of_time(next) || (next == "the" && is_of_time(word(at + 2)));
            (!time && has_verb(tokens, at)).then_some(Tells::Cause)
        }
        "given" => (!is_auxiliary(before)).then_some(Tells::Cause),
        "after" => {
            let dated = (1..=3).any(|n| word(at + n).starts_with(|c: char| c.is_ascii_digit()));
            (!dated && next != "school" && before != "looked").then_some(Tells::Cause)
        }
        "where" => (!matches!(before, "areas" | "places" | "cases") && !is_set_phrase(next))
            .then_some(Tells::Cause),
        "from" => comes_of(tokens, at).then_some(Tells::Cause),
        "following" => {
            (begins || is_article(next) || is_participle(before)).then_some(Tells::Cause)
        }
        "through" => (!matches!(next, "to" | "which" | "whom")).then_some(Tells::Cause),
        "as" => gives_a_reason(tokens, at).then_some(Tells::Cause),
        "by" => {
            let time = if next == "the" { word(at + 2) } else { next };
            // "By the March gales" names what came in March.
            let named = next == "the" && month_named(time).is_some() && is_a_noun(word(at + 3));
            let is_time = is_of_time(time) && !named;
            (is_participle(before) && !is_time && !is_manner(next)).then_some(Tells::Cause)
        }
        "which" if here.parted() => Some(Tells::Consequence),
        "this" | "these" | "that" | "it" | "such" | "they" | "there"
            if here.mark == Some('.') && at > 0 =>
        {
            (1..=3).any(|n| is_open(word(at + n))).then_some(Tells::Consequence)
        }
        "having" | "being" | "not" | "the" | "its" | "his" | "her" | "their"
            if here.mark == Some(',') && at > 0 && tells_a_reason_beside(tokens, at) =>
        {
            Some(Tells::Cause)
        }
        // ", bought by staff from a stall".
        "bought" | "sold" | "sent" | "left" | "kept" | "built" if here.parted() && next == "by" => {
            Some(Tells::Cause)
        }
        "with" => {
            (begins_loss(tokens, at + 1) || is_apart(tokens, at)).then_some(Tells::Consequence)
        }
        "leads" | "leading" | "led" => {
            (2..=4).any(|n| word(at + n) == "to").then_some(Tells::Consequence)
        }
        // "Forecasts lead the college to commit", but not "the lead officer".
        "lead" => (before.ends_with('s') && (2..=4).any(|n| word(at + n) == "to"))
            .then_some(Tells::Consequence),
        "puts" | "put" | "putting" | "places" | "placing"
            if (2..=9).any(|n| word(at + n) == "at" && word(at + n + 1) == "risk") =>
        {
            Some(Tells::Consequence)
        }
        "prevents" | "prevent" | "stops" | "keeps" => {
            (2..=6).any(|n| word(at + n) == "from").then_some(Tells::Consequence)
        }
        gerund if here.parted() && at > 0 && !lists(tokens, at) && is_outcome(gerund) => {
            Some(Tells::Consequence)
        }
        _ => does_harm(tokens, at).then_some(Tells::Consequence),
    }
}

/// Whether a word is a verb that tells of harm to what comes after it: "delays the opening", "may
/// expose patients to infection", but not "delays in discharge", "the damage".
fn does_harm(tokens: &[Token<'_>], at: usize) -> bool {
    let word = |i: usize| tokens.get(i).map_or("", |token| token.word);
    let Some(here) = tokens.get(at).filter(|_| at > 0).map(|token| token.word) else {
        return false;
    };
    let (before, next) = (word(at - 1), word(at + 1));
    let is = |list: &[&str]| {
        let stem = here.strip_suffix("es").filter(|stem| list.contains(stem));
        let stem = stem.or_else(|| here.strip_suffix('s').filter(|stem| list.contains(stem)));
        let own =
            (here == "empties").then_some("empty").or_else(|| list.contains(&here).then_some(here));
        stem.or(own).is_some()
    };
    let open = is_open(before) || (before.ends_with("ly") && at > 1 && is_open(word(at - 2)));
    let has_object =
        tokens.get(at + 1).is_some_and(|token| !token.parted()) && !follows_a_noun(next);
    if is_article(before) || matches!(before, "to" | "of" | "by" | "any" | "no") || !has_object {
        return false;
    }
    if here.starts_with("leave") {
        return (2..=7).any(|n| {
            let left = word(at + n);
            BEREFT.contains(&left) || (left.starts_with("un") && left.len() > 4)
        });
    }
    let determined = is_article(next)
        || next.starts_with(|c: char| c.is_ascii_digit())
        || matches!(next, "all" | "some" | "many" | "most" | "every" | "both" | "those" | "people");
    // "The strike delays wages", but not "transport costs rise".
    let told = here.ends_with('s') && !matches!(here, "costs" | "forces" | "causes");
    let plainly = told && !super::beside::is_finite(next);
    is(HARMS) || (is(HARMS_OR_NOUNS) && (open || determined || plainly))
}

/// Words that make of what comes after them something that may come about.
fn is_open(word: &str) -> bool {
    matches!(
        word,
        "may" | "might" | "could" | "would" | "will" | "can" | "should" | "then" | "must"
    )
}

/// Words that may follow a noun, and no verb that has an object.
pub(super) fn follows_a_noun(word: &str) -> bool {
    matches!(
        word,
        "in" | "of"
            | "to"
            | "by"
            | "at"
            | "on"
            | "for"
            | "from"
            | "and"
            | "or"
            | "as"
            | "is"
            | "are"
            | "was"
            | "were"
            | "could"
            | "may"
            | "might"
            | "would"
            | "will"
            | "leads"
            | "lead"
            | "leading"
            | "during"
            | "with"
            | "within"
            | "across"
            | "not"
            | "when"
            | "because"
            | "due"
            | "before"
            | "after"
    )
}

/// ", having outgrown the site", ", not knowing the law", ", its surveyor having found rot".
fn tells_a_reason_beside(tokens: &[Token<'_>], at: usize) -> bool {
    const SUBJECT: usize = 4;
    let word = |i: usize| tokens.get(i).map_or("", |token| token.word);
    match word(at) {
        "having" | "being" => true,
        "not" => word(at + 1).len() > 5 && word(at + 1).ends_with("ing"),
        _ => {
            let clause =
                tokens.iter().skip(at + 1).take(SUBJECT).take_while(|token| !token.parted());
            clause.skip(1).any(|token| matches!(token.word, "having" | "being"))
        }
    }
}

/// Whether a verb of harm says no more than that something suffers: "affects services".
pub(super) fn is_vague(word: &str) -> bool {
    ["affect", "impact", "hinder", "hamper", "impede", "undermine", "compromise"]
        .iter()
        .any(|verb| word.strip_prefix(verb).is_some_and(|end| matches!(end, "" | "s")))
}

/// "with a risk to life", "with serious loss of trust", "with poorer outcomes".
fn begins_loss(tokens: &[Token<'_>], from: usize) -> bool {
    tokens.iter().skip(from).take(3).any(|token| {
        matches!(
            token.word,
            "risk"
                | "risks"
                | "loss"
                | "losses"
                | "danger"
                | "harm"
                | "damage"
                | "injury"
                | "death"
                | "deaths"
                | "consequences"
                | "consequent"
                | "resulting"
                | "poorer"
                | "worse"
                | "fewer"
                | "higher"
        )
    })
}

/// ", with inundation of 220 homes": more than two words after a comma, which tell no purpose.
fn is_apart(tokens: &[Token<'_>], at: usize) -> bool {
    let word = |i: usize| tokens.get(i).map_or("", |token| token.word);
    let purpose = matches!(word(at + 2), "view" | "aim" | "help" | "support" | "exception");
    at > 0
        && tokens.get(at).is_some_and(|token| token.mark == Some(','))
        && tokens.len() > at + 2
        && !purpose
}

/// "Injury to a visitor from falling masonry": harm that comes from something.
fn comes_of(tokens: &[Token<'_>], at: usize) -> bool {
    let before = tokens.get(..at).unwrap_or_default();
    before.iter().any(|token| {
        matches!(
            token.word,
            "injury"
                | "injuries"
                | "harm"
                | "damage"
                | "illness"
                | "death"
                | "deaths"
                | "infection"
                | "exposure"
                | "pollution"
                | "contamination"
                | "injured"
                | "ill"
        )
    })
}

/// "as training was skipped", but not "as well as", "treated as offenders".
fn gives_a_reason(tokens: &[Token<'_>], at: usize) -> bool {
    let word = |i: usize| tokens.get(i).map_or("", |token| token.word);
    let before = at.checked_sub(1).map_or("", word);
    !NO_REASON_AFTER.contains(&word(at + 1))
        && !NO_REASON_BEFORE.contains(&before)
        && has_verb(tokens, at)
}

/// Whether a verb follows soon, in the same clause: it is a clause and no mere name.
fn has_verb(tokens: &[Token<'_>], at: usize) -> bool {
    let clause = tokens.iter().skip(at + 1).take(8);
    let same = clause.enumerate().take_while(|(i, token)| *i == 0 || !token.parted());
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

pub(super) fn is_article(word: &str) -> bool {
    matches!(word, "a" | "an" | "the" | "its" | "their" | "our")
}

/// Words after which a preposition speaks of a time.
fn is_of_time(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_digit())
        || matches!(
            word,
            "then"
                | "last"
                | "half"
                | "end"
                | "year"
                | "next"
                | "this"
                | "start"
                | "deadline"
                | "date"
                | "spring"
                | "summer"
                | "autumn"
                | "winter"
                | "pandemic"
        )
        || month_named(word).is_some()
}

/// Whether a word may be a noun: neither a number nor a small word.
fn is_a_noun(word: &str) -> bool {
    word.len() > 3 && word.starts_with(char::is_alphabetic) && !follows_a_noun(word)
}

/// "by mistake" tells how, and "by law" for what reason it must be; neither tells a cause. "By the
/// end of May" is a time, too.
fn is_manner(word: &str) -> bool {
    matches!(word, "mistake" | "law" | "default" | "hand" | "post" | "reducing" | "using")
}

/// "when needed", "if required".
fn is_set_phrase(word: &str) -> bool {
    matches!(word, "needed" | "necessary" | "required" | "appropriate" | "possible" | "due" | "not")
}

fn is_participle(word: &str) -> bool {
    ["ed", "en", "wn"].iter().any(|end| word.ends_with(end))
        || matches!(word, "hit" | "struck" | "cut" | "shut" | "lost" | "caught" | "sold" | "made")
}

/// Whether a word in *-ing* after a comma goes on with a list of such words: "by detecting,
/// disrupting and …".
fn lists(tokens: &[Token<'_>], at: usize) -> bool {
    let back = |n: usize| at.checked_sub(n).and_then(|i| tokens.get(i));
    let begins = |word: &str| matches!(word, "by" | "in" | "of" | "for" | "to" | "and" | "or");
    back(1).is_some_and(|token| token.word.ends_with("ing") && token.word.len() > 5)
        && (back(1).is_some_and(Token::parted) || back(2).is_none_or(|token| begins(token.word)))
}

/// Whether a word in *-ing* after a comma tells what comes of it.
fn is_outcome(word: &str) -> bool {
    word.len() > 5 && word.ends_with("ing") && !NO_OUTCOME.contains(&word)
}

/// Whether a word is the heading of a part of the telling.
pub(super) fn is_label(word: &str) -> bool {
    LABELS.iter().any(|(label, _)| *label == word) || matches!(word, "event" | "risk")
}

/// Whether what brings it about is told in its first words: a force of nature, a crime, a fault,
/// somebody else who decides, or what is wanting in the thing ("untrained staff", "poor drains").
/// In few words what is lost brings nothing about: "loss of a key supplier".
pub(super) fn is_of_a_hazard(tokens: &[Token<'_>], at_length: bool) -> bool {
    const SUBJECT: usize = 6;
    let begins = |word: &str, list: &[&str]| list.iter().any(|begun| word.starts_with(begun));
    let of = tokens.iter().take(SUBJECT).position(|token| token.word == "of");
    let end = of.filter(|_| !at_length).unwrap_or(SUBJECT);
    let subject = || tokens.iter().take(end).map(|token| token.word);
    subject().any(|word| HAZARDS.contains(&word) || begins(word, HAZARDS_BEGUN))
        || subject().take(1).any(|word| begins(word, WANTING))
}
