//! # More than one risk in one entry
//!
//! ## What it finds
//!
//! A question, not a verdict. A risk told in two sentences or more, of which a later one does not
//! go on from the one before: it has no *may, could, would* or the like, and begins with none of *this, these, that, it, they, such, as, if,
//! leading, resulting, due, because, consequence, impact* and the like. A sentence of fewer than
//! four words is passed over. It asks of a list, too, where nothing tells of a cause or of what follows: "1) … 2)
//! …", three or more sentences that are mere names, "loss of A, loss of B", "a risk that … and that …";
//! and what stands after "and, separately". At severity I, a sentence in which *and* or *or* joins two clauses,
//! each with a subject and a verb of its own, and nothing tells that one comes of the other. It goes
//! by words: what is joined by a mere *and* may be a consequence. One finding for each risk.
//!
//! ## Why
//!
//! One score cannot fit two events. Members have asked for two risks in one entry to be kept
//! apart.
//!
//! ## Example
//!
//! "The boiler fails in winter. Volunteers leave for other charities."
//!
//! ## What to do
//!
//! If each sentence could happen without the other, make it a risk of its own.
//!
//! ## Settings
//!
//! None.

use std::ops::RangeInclusive;

use super::super::prelude::*;
use bellwether_domain::RiskField;

use crate::telling::Telling;

pub(crate) const RULE: Rule = Rule {
    id: "TXT-04",
    name: "several-risks",
    title: "More than one risk in one entry",
    severity: Severity::Medium,
    kind: Kind::Question,
    starred: false,
    help: "If each could happen without the other, make them two risks with a score each.",
    source: include_str!("several_risks.rs"),
    looks: &[(Sight::Risk, run)],
};

/// With fewer words it is no sentence of its own.
const FEWEST: usize = 4;

/// Within so many words of its beginning stands what leaves a sentence open.
const OPEN_WITHIN: usize = 10;

/// "A week's outage would close the school" says what may come of the sentence before.
fn leaves_open(word: &str) -> bool {
    matches!(word, "may" | "might" | "could" | "would" | "will" | "should" | "cannot")
}

fn run(on: &Context<'_>, out: &mut Findings) {
    for risk in &on.risks {
        let first = sentences(risk.statement).next().unwrap_or_default();
        let first = words::lowered(first);
        let told = words::words(&first);
        let apart = sentences(risk.statement).skip(1).find(|sentence| {
            let lowered = words::lowered(sentence);
            let words = words::words(&lowered);
            let may_follow = words.iter().take(OPEN_WITHIN).any(|word| leaves_open(word));
            let follows = words.iter().any(|word| follows(word));
            let begins = match words.as_slice() {
                // "The pump" of a sentence that speaks of no pump before is another thing.
                ["the", one, two, ..] => {
                    is_told_twice(&told, &words) && !told.contains(one) && !told.contains(two)
                }
                [first, ..] => !goes_on(first) && !follows,
                [] => false,
            };
            words.len() >= FEWEST && !may_follow && begins
        });
        if let Some(apart) = apart {
            let message = format!("Is “{}” a risk of its own?", apart.trim());
            out.risk(risk, message, risk.statement).field(RiskField::Description);
        } else if let Some(count) = listed(risk.statement, risk.telling()) {
            let message = format!("Are these {count} risks, each of its own?");
            out.risk(risk, message, risk.statement).field(RiskField::Description);
        } else if let Some(beside) = risk.telling().beside.as_deref() {
            let beside = last_words(risk.statement, words::words(beside).len());
            let message = format!("Is “{beside}” a risk of its own, or what comes of the rest?");
            let finding = out.risk(risk, message, risk.statement);
            finding.severity(Severity::Info).field(RiskField::Description);
        }
    }
}

/// "Patients are then carried", "Carters slip": what comes of the sentence before.
fn follows(word: &str) -> bool {
    matches!(
        word,
        "then"
            | "slip"
            | "slips"
            | "drown"
            | "drowns"
            | "die"
            | "dies"
            | "injured"
            | "hurt"
            | "scalded"
    )
}

/// Whether two sentences each tell of harm to a thing of their own: "A nurse is assaulted", "The robot
/// breaks down".
fn is_told_twice(first: &[&str], second: &[&str]) -> bool {
    let bad = |words: &[&str]| {
        words.iter().any(|word| {
            matches!(
                *word,
                "assaulted"
                    | "breaks"
                    | "broken"
                    | "burns"
                    | "collapses"
                    | "crashes"
                    | "fails"
                    | "floods"
                    | "leaks"
                    | "leaves"
                    | "resigns"
                    | "retires"
                    | "stolen"
                    | "stops"
                    | "injured"
            )
        })
    };
    let people = |words: &[&str]| {
        words.windows(2).any(|pair| matches!(pair, ["is", done] if done.ends_with("ed")))
    };
    // What befalls somebody is no cause of what a machine does.
    bad(second) && bad(first) && people(first)
}

/// How many events a text lists, one beside the other: "1) … 2) …", "Data breach. Contract overrun.
/// Staff sickness.", "Loss of the pilot, loss of the tug and loss of the crane", "There is a risk that
/// … and that …".
fn listed(text: &str, telling: &Telling) -> Option<usize> {
    let lowered = words::lowered(text);
    let beside = ["and, separately", "and separately", "and, in addition", "and in addition"];
    if beside.iter().any(|joint| lowered.contains(joint)) {
        return Some(2);
    }
    let parts_of_one = ["cause", "effect", "event", "impact", "consequence"];
    if parts_of_one.iter().any(|part| lowered.contains(part)) {
        return None;
    }
    let said = lowered.matches("a risk that ").count();
    let listed = parts(&lowered, ";", 2..=6).max(if said > 1 { said } else { 0 });
    if listed > 0 || telling.consequence || telling.cause {
        return (listed > 0).then_some(listed);
    }
    let many = |count: usize| (count > 1).then_some(count);
    many(numbered(&lowered))
        .or_else(|| many(named(text)))
        .or_else(|| many(repeated(&lowered)))
        .or_else(|| many(parts(&lowered, " or ", 3..=12)))
}

/// "1) … 2) … 3) …", "(a) … (b) …".
fn numbered(lowered: &str) -> usize {
    let numbers = ["1", "2", "3", "4", "5", "6", "7", "8", "9"];
    let letters = ["a", "b", "c", "d", "e", "f", "g", "h", "i"];
    let marks: Vec<&str> = lowered
        .split_whitespace()
        .filter_map(|piece| piece.strip_suffix(')').or_else(|| piece.strip_suffix('.')))
        .map(|mark| mark.trim_start_matches('('))
        .collect();
    let run = |order: &[&str]| {
        marks
            .iter()
            .filter(|mark| order.contains(mark))
            .zip(order)
            .take_while(|(a, b)| *a == *b)
            .count()
    };
    run(&numbers).max(run(&letters))
}

/// Three or more sentences that are mere names.
fn named(text: &str) -> usize {
    const FEWEST_NAMES: usize = 3;
    let names = || sentences(text).map(|sentence| words::words(sentence).len());
    let all = names().count();
    if all >= FEWEST_NAMES && names().all(|count| (1..=FEWEST).contains(&count)) { all } else { 0 }
}

/// Three or more names of so many words, parted by semicolons or by *or*: "Theft of coal; loss of the
/// lease; a flood".
fn parts(lowered: &str, by: &str, words: RangeInclusive<usize>) -> usize {
    const FEWEST_PARTS: usize = 3;
    let parts: Vec<usize> = lowered.split(by).map(|part| words::words(part).len()).collect();
    let each = parts.len() >= FEWEST_PARTS && parts.iter().all(|count| words.contains(count));
    if each { parts.len() } else { 0 }
}

/// Parts that begin with the same two words, or with *that* after "a risk that".
fn repeated(lowered: &str) -> usize {
    let pieces = lowered.replace(" and ", ", ").replace(" or ", ", ").replace(';', ",");
    let begins: Vec<Vec<&str>> =
        pieces.split(',').map(|part| words::words(part)).filter(|part| part.len() > 2).collect();
    let Some((first, rest)) = begins.split_first() else { return 0 };
    let of_kind = matches!(first.get(1), Some(&"of"));
    let alike = rest.iter().filter(|part| of_kind && part.get(..2) == first.get(..2)).count();
    let risk_that = words::has_phrase(first, "risk that");
    let that = rest.iter().filter(|part| risk_that && part.first() == Some(&"that")).count();
    1 + alike.max(that)
}

/// The end of a text, as it is written, from so many words before its last.
fn last_words(text: &str, count: usize) -> String {
    let mut left = count;
    let mut pieces: Vec<&str> = Vec::new();
    for piece in text.split_whitespace().rev() {
        if left == 0 {
            break;
        }
        left = left.saturating_sub(words::words(piece).len());
        pieces.push(piece);
    }
    pieces.reverse();
    pieces.join(" ").trim_end_matches('.').to_owned()
}

/// A text by its sentences: a full stop ends one before a space and a capital. Fewer than two
/// letters before it ("e.g.", "A. Bee") end none.
fn sentences(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = Some(text);
    std::iter::from_fn(move || {
        let text = rest?;
        let end = text.match_indices(['.', '!', '?']).find_map(|(i, mark)| {
            let next = i + mark.len();
            let (before, after) = (text.get(..i)?, text.get(next..)?);
            let last = before.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
            let capital = after.trim_start().starts_with(char::is_uppercase);
            let ends = after.starts_with(char::is_whitespace);
            (ends && capital && last.chars().count() > 2).then_some(next)
        });
        match end {
            Some(end) => {
                rest = text.get(end..);
                text.get(..end)
            }
            None => rest.take(),
        }
    })
}

fn goes_on(word: &str) -> bool {
    const WORDS: &[&str] = &[
        "this",
        "these",
        "that",
        "those",
        "it",
        "its",
        "they",
        "their",
        "such",
        "as",
        "if",
        "when",
        "where",
        "which",
        "due",
        "because",
        "therefore",
        "thus",
        "hence",
        "so",
        "also",
        "however",
        "but",
        "and",
        "or",
        "the",
        "there",
        "note",
        "event",
        "risk",
        "see",
        "for",
        "in",
        "with",
        "without",
        "from",
    ];
    const BEGUN: &[&str] = &["lead", "result", "caus", "consequen", "impact", "effect", "affect"];
    WORDS.contains(&word) || BEGUN.iter().any(|begun| word.starts_with(begun))
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::finds;

    #[test]
    fn finds_a_sentence_that_stands_alone() {
        let found = finds(
            &RULE,
            r"
            1 | Staff | The boiler fails in winter. Volunteers leave for other charities. | AB | 4x4 3x4 2x4
            ",
            &["1"],
        );
        assert_eq!(
            found[0].message,
            "Is “Volunteers leave for other charities.” a risk of its own?"
        );
    }

    #[test]
    fn asks_about_a_second_clause() {
        let found = finds(
            &RULE,
            r"
            1 | Staff | The boiler fails in winter and volunteers are not paid | AB | 4x4 3x4 2x4
            ",
            &["1"],
        );
        assert_eq!(
            found[0].message,
            "Is “volunteers are not paid” a risk of its own, or what comes of the rest?"
        );
        assert_eq!(found[0].severity, crate::Severity::Info);
    }

    #[test]
    fn finds_lists_of_events() {
        finds(
            &RULE,
            r"
            1 | Staff | 1) The boiler bursts 2) volunteers leave 3) the lease ends | AB | 4x4 3x4 2x4
            2 | Staff | Loss of the pilot, loss of the tug and loss of the crane | AB | 4x4 3x4 2x4
            3 | Staff | Theft of lead. Late grants. Damp stores. | AB | 4x4 3x4 2x4
            4 | Staff | There is a risk that grain rots and that the mill burns | AB | 4x4 3x4 2x4
            5 | Staff | Loss of the pilot and the tug | AB | 4x4 3x4 2x4
            7 | Staff | Theft of coal; end of the lease; breach of harbour rules | AB | 4x4 3x4 2x4
            8 | Staff | Theft by a porter or a fire in the barn or loss of the van | AB | 4x4 3x4 2x4
            9 | Staff | There is a risk that the miller leaves and there is a risk that rats come | AB | 4x4 3x4 2x4
            11 | Staff | A porter is assaulted at the gate. The lamp oil leaks. | AB | 4x4 3x4 2x4
            6 | Staff | The tug sinks and, separately, the clerk steals | AB | 4x4 3x4 2x4
            ",
            &["1", "2", "3", "4", "7", "8", "9", "11", "6"],
        );
    }

    #[test]
    fn quotes_the_clause_as_it_is_written() {
        let found = finds(
            &RULE,
            r"
            1 | Staff | The boiler fails and £1.2m of Rent is lost | AB | 4x4 3x4 2x4
            ",
            &["1"],
        );
        assert!(found[0].message.contains("“£1.2m of Rent is lost”"), "{}", found[0].message);
    }

    #[test]
    fn silent_on_one_event_and_what_follows_from_it() {
        finds(
            &RULE,
            r"
            1 | Staff | The boiler fails in winter. This would close the school. | AB | 4x4 3x4 2x4
            2 | Staff | Goods (e.g. Gas) from A. Bee are late | AB | 4x4 3x4 2x4
            3 | Staff | The boiler fails in winter. Resulting in closure of the school | AB | 4x4 3x4 2x4
            4 | Staff | The boiler fails. Again and again. | AB | 4x4 3x4 2x4
            5 | Staff | The hoist fails. Sacks are then carried by hand and some burst. | AB | 4x4 3x4 2x4
            6 | Staff | Frost covers the yard. Carters slip and break their legs. | AB | 4x4 3x4 2x4
            ",
            &[],
        );
    }
}
