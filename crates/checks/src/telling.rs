//! How a risk is told: its main clause, and whether anything tells of its cause and of what follows.
//!
//! It goes by the words that join clauses. "X, so Y" tells of both: X is the cause of Y. What stands
//! before the first of these words is the main clause, the event itself; where the telling begins
//! with the cause ("Because X, Y") the main clause comes after the comma.

mod joints;
mod negation;

use joints::{Joint, Tells};

/// What the wording of a risk tells.
#[derive(Debug, Default)]
pub struct Telling {
    /// Whether something tells why it would come about.
    pub cause: bool,
    /// Whether something tells what would follow from it.
    pub consequence: bool,
    /// The word of the main clause by which it is an aim turned round.
    pub negation: Option<String>,
    /// Whether its main clause says that it goes on already.
    pub goes_on: bool,
}

/// A word of a statement and what stands before it.
#[derive(Debug, Clone, Copy)]
struct Token<'a> {
    word: &'a str,
    /// Whether a comma, a dash, a stop or a bracket parts it from the word before.
    parted: bool,
}

impl Telling {
    /// Reads the wording of a risk, in lower case.
    pub(crate) fn of(lowered: &str) -> Self {
        let tokens = tokens(lowered);
        let told = after_preamble(&tokens);
        let joints = joints::all(told);
        let tells = |what: Tells| joints.iter().any(|joint| joint.tells(what));
        let consequence = tells(Tells::Consequence) || goes_on_after_cause(told, &joints);
        let main = main_clause(told, &joints);
        let negation = negation::of(main);
        let cause = tells(Tells::Cause)
            || (consequence
                && (joints::is_of_a_hazard(told)
                    || (negation.is_none() && main.len() >= AT_LENGTH)));
        // "Because X, Y and Z" tells all three: a "not" in it is part of the event.
        let whole =
            consequence && joints.first().is_some_and(|j| j.at == 0 && j.tells(Tells::Cause));
        Self {
            cause,
            consequence,
            negation: negation.filter(|_| !whole).map(str::to_owned),
            goes_on: goes_on(main),
        }
    }
}

/// A main clause of so many words, from which something follows, tells how it comes about.
const AT_LENGTH: usize = 8;

/// Whether what follows is joined to a cause and an event by a mere *and*: "Because X, Y and Z";
/// "X, as Y, and Z".
fn goes_on_after_cause(tokens: &[Token<'_>], joints: &[Joint]) -> bool {
    joints.iter().filter(|joint| joint.tells(Tells::Cause)).any(|joint| {
        let after = tokens.iter().skip(joint.at + 1);
        let comma = after.clone().position(|token| token.parted);
        comma.is_some_and(|comma| after.skip(comma).any(|token| token.word == "and"))
    })
}

fn tokens(lowered: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::with_capacity(lowered.len() / 6 + 1);
    let mut parted = false;
    for piece in lowered.split_whitespace() {
        for (i, word) in piece.split(|c: char| !(c.is_alphanumeric() || c == '\'')).enumerate() {
            let word = word.trim_matches('\'');
            // A hyphen inside a word parts nothing.
            parted |= i > 0 && word.is_empty();
            if !word.is_empty() {
                tokens.push(Token { word, parted });
                parted = false;
            }
        }
        parted |= piece.ends_with([',', ';', ':', '.', ')', '!', '?']);
    }
    tokens
}

/// Without "There is a risk that", "Risk of".
fn after_preamble<'t, 'a>(tokens: &'t [Token<'a>]) -> &'t [Token<'a>] {
    let first = |n: usize| tokens.iter().take(n).position(|token| token.word == "risk");
    let Some(risk) = first(5) else { return tokens };
    match tokens.get(risk + 1).map(|token| token.word) {
        Some("that" | "of") => tokens.get(risk + 2..).unwrap_or_default(),
        _ => tokens,
    }
}

/// The clause that tells the event.
fn main_clause<'t, 'a>(tokens: &'t [Token<'a>], joints: &[Joint]) -> &'t [Token<'a>] {
    let Some(first) = joints.first() else { return tokens };
    if first.at > 0 {
        return tokens.get(..first.at).unwrap_or_default();
    }
    // "Because X, Y": Y, as far as the next of these words.
    let comma = tokens.iter().skip(1).position(|token| token.parted).map_or(0, |i| i + 1);
    let end = joints.iter().map(|joint| joint.at).find(|at| *at > comma);
    tokens.get(comma..end.unwrap_or(tokens.len())).unwrap_or_default()
}

/// Whether a clause says that something goes on already: it *continues*, and neither might nor
/// might not.
fn goes_on(clause: &[Token<'_>]) -> bool {
    const OPEN: &[&str] =
        &["not", "cannot", "to", "may", "might", "could", "would", "will", "should", "can", "if"];
    clause.iter().enumerate().any(|(i, token)| {
        let before = i.checked_sub(1).and_then(|i| clause.get(i)).map_or("", |token| token.word);
        matches!(token.word, "continue" | "continues")
            && !OPEN.contains(&before)
            && !before.ends_with("n't")
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case::so("A landslip closes the road, so villages are cut off", true, true)]
    #[case::so_that("Rents rise, so that families move away", true, true)]
    #[case::because("Records are lost because the store floods", true, false)]
    #[case::since("Records are lost since nobody copies them", true, false)]
    #[case::since_when("No drill was held since 2022", false, false)]
    #[case::given("A patient is given the wrong drug", false, false)]
    #[case::given_that("Given the age of the lift, it stops", true, false)]
    #[case::gerund("Prices rise, cutting what can be bought", false, true)]
    #[case::no_gerund("Prices rise, including fuel", false, false)]
    #[case::which("The pool closes, which disappoints swimmers", false, true)]
    #[case::hazard("Heavy snow cuts the power, leaving homes cold", true, true)]
    #[case::and("Because the key is shared, cash is taken and the café closes", true, true)]
    #[case::and_as("The clerk leaves, as pay has fallen, and the hall stays shut", true, true)]
    #[case::at_length(
        "An untested pump stops during a cut of the power, resulting in a flood",
        true,
        true
    )]
    #[case::short("Key staff leave, leading to poor service", false, true)]
    #[case::bare("Records are lost", false, false)]
    #[case::condition("If the pump fails, the cellar floods", true, true)]
    #[case::by("The quay is damaged by a storm", true, false)]
    #[case::by_when("The quay is finished by the end of May", false, false)]
    #[case::as_result("Crimes increase as a result", false, true)]
    #[case::as_result_of("Crimes increase as a result of poverty", true, false)]
    fn tells_cause_and_consequence(
        #[case] text: &str,
        #[case] cause: bool,
        #[case] consequence: bool,
    ) {
        let telling = Telling::of(&text.to_lowercase());
        assert_eq!((telling.cause, telling.consequence), (cause, consequence), "{text}");
    }

    #[rstest]
    #[case("Staff are not trained", Some("not"))]
    #[case("Failure to recruit drivers", Some("failure"))]
    #[case("The council fails to balance its budget", Some("fails"))]
    #[case("The plan fails", Some("fails"))]
    #[case("Lack of spare parts", Some("lack"))]
    #[case("There is a risk that targets are not met", Some("not"))]
    #[case("The boiler fails", None)]
    #[case("A supplier fails to deliver, so that wards close", None)]
    #[case("A failure of the dam floods the valley", None)]
    #[case("Costs rise, so that the school cannot open", None)]
    #[case("Because staff are not trained, a child is hurt", None)]
    #[case("The bridge no longer carries lorries", None)]
    #[case("People sleep without shelter", None)]
    fn an_aim_turned_round_is_told_in_the_main_clause(
        #[case] text: &str,
        #[case] word: Option<&str>,
    ) {
        assert_eq!(Telling::of(&text.to_lowercase()).negation.as_deref(), word, "{text}");
    }

    #[rstest]
    #[case("Vans continue to break down", true)]
    #[case("Theft of fuel continues", true)]
    #[case("Grants may continue to fall", false)]
    #[case("A strike begins, so that delays continue", false)]
    fn goes_on_already(#[case] text: &str, #[case] expected: bool) {
        assert_eq!(Telling::of(&text.to_lowercase()).goes_on, expected, "{text}");
    }
}
