//! How a risk is told: its main clause, and whether anything tells of its cause and of what follows.
//!
//! It goes by the words that join clauses. "X, so Y" tells of both: X is the cause of Y. What stands
//! before the first of these words is the main clause, the event itself; where the telling begins
//! with the cause ("Because X, Y") the main clause comes after the comma.

mod beside;
mod effect;
mod goes_on;
mod joints;
mod negation;
mod words;

use joints::Joint;
use words::Tells;

/// What the wording of a risk tells.
#[derive(Debug, Default)]
pub struct Telling {
    /// Whether something tells why it would come about.
    pub cause: bool,
    /// Whether something tells what would follow from it.
    pub consequence: bool,
    /// The word of the main clause by which it is an aim turned round.
    pub negation: Option<String>,
    /// The word of its main clause which says that it goes on already.
    pub goes_on: Option<String>,
    /// A second clause that a mere *and* joins to the first, where nothing tells how they hang
    /// together.
    pub beside: Option<String>,
}

/// A word of a statement and what stands before it.
#[derive(Debug, Clone, Copy)]
struct Token<'a> {
    word: &'a str,
    /// What parts it from the word before: a comma, a colon, a stop, a dash or a bracket.
    mark: Option<char>,
}

impl Token<'_> {
    fn parted(&self) -> bool {
        self.mark.is_some()
    }
}

impl Telling {
    /// Reads the wording of a risk, in lower case.
    pub(crate) fn of(lowered: &str) -> Self {
        let tokens = tokens(lowered);
        let told = after_topic(after_preamble(&tokens));
        let joints = joints::all(told);
        let tells = |what: Tells| joints.iter().any(|joint| joint.tells(what));
        let main = main_clause(told, &joints);
        let follows = |at: &usize| told.len() >= LONG && negation::follows_an_event(main, *at);
        let negation = negation::of(main).filter(|at| !follows(at));
        let acts = effect::of_a_cause(told);
        let goes_on = goes_on::of(main, told.len() < tokens.len());
        let others = negation.is_some_and(|at| negation::is_of_others(main, at));
        let aim_missed = negation::is_an_aim_missed(told, &joints);
        let begins_with_cause =
            joints.first().is_some_and(|j| j.at == 0 && j.tells(Tells::Cause)) && !aim_missed;
        let plain = negation.is_none() || others;
        let (at_length, long) = (plain && told.len() >= AT_LENGTH, plain && told.len() >= LONG);
        let in_full = told.len() >= IN_FULL
            && (plain || begins_with_cause)
            && goes_on.is_none()
            && beside::has_a_verb(told);
        let apart = tokens.iter().any(|token| token.word == "separately");
        let is_joined = tells(Tells::Consequence) || goes_on_after_cause(told, &joints);
        let consequence = is_joined
            || acts
            || in_full
            || (is_penalty(main) && tells(Tells::Cause))
            || (others && beside::clause_follows(told, true))
            || depends(told, &joints)
            || (at_length && (beside::clause_follows(told, long) || effect::is_told(told)))
            || (long && !apart && beside::of(told).is_some());
        // "X leads to Y, leaving Z": X is the cause of Y.
        let first = joints.iter().position(|joint| joint.tells(Tells::Consequence));
        let after = first.and_then(|first| Some((joints.get(first)?, joints.get(first + 1..)?)));
        let chain = !aim_missed
            && after.is_some_and(|(joint, rest)| {
                rest.iter().any(|joint| joint.tells(Tells::Consequence))
                    || told
                        .get(joint.at + 1..)
                        .is_some_and(|rest| beside::clause_follows(rest, true))
            });
        // Where cause and consequence are told beside it, a "not" is part of the event; and where two
        // things follow from what is wanting, that is their cause.
        let whole = consequence
            && (begins_with_cause || joints.iter().any(|joint| joint.tells == Tells::Cause));
        let negation = negation.filter(|at| {
            let word = main.get(*at).map_or("", |token| token.word);
            let lacks = negation::is_a_lack(word) || (*at == 0 && word == "non");
            !(whole
                || (consequence && negation::may_be_a_cause(main, *at))
                || ((chain || acts) && lacks))
        });
        let cause = (tells(Tells::Cause) && !aim_missed)
            || (in_full && !apart)
            || (consequence
                && ((acts && negation.is_none() && goes_on.is_none())
                    || ((plain && told.len() >= JOINED) || at_length && !is_joined)
                        && goes_on.is_none()
                    || joints::is_of_a_hazard(told, long)
                    || others
                    || (follows_from_much(told, &joints)
                        && negation.is_none()
                        && goes_on.is_none())
                    || (chain && negation.is_none())));
        let is_open = goes_on.is_none();
        Self {
            cause,
            consequence,
            negation: negation
                .and_then(|at| main.get(at))
                .map(|token| token.word.to_owned())
                .or_else(|| aim_missed.then(|| "not".to_owned())),
            goes_on,
            beside: if joints.is_empty() && !long && is_open { beside::of(told) } else { None },
        }
    }
}

/// A telling of so many words that goes on with a clause after a comma tells what follows, and how it
/// comes about.
const AT_LENGTH: usize = 10;

/// The same where what follows is joined to the event, or stands beside it with a mere *and*.
const LONG: usize = 12;

/// So many words that a joint joins to what follows tell how it comes about.
const JOINED: usize = 11;

/// Whoever takes so many words for an event has told what it comes of and what it leads to, in whatever
/// words: of what is worded badly hardly anything is as long, but for aims turned round.
const IN_FULL: usize = 14;

/// "Tenants may be harmed where lifts are not inspected owing to the backlog": what happens where
/// something else is so, which has a cause of its own.
fn depends(tokens: &[Token<'_>], joints: &[Joint]) -> bool {
    let causes = || joints.iter().filter(|joint| joint.tells == Tells::Cause && joint.at > 0);
    let is_condition = |joint: &&Joint| {
        tokens.get(joint.at).is_some_and(|token| matches!(token.word, "where" | "when" | "if"))
    };
    causes().find(is_condition).is_some_and(|first| causes().any(|joint| joint.at > first.at))
}

/// Whether what follows is joined to a cause and an event by a mere *and* or a semicolon: "Because
/// X, Y and Z"; "X, as Y, and Z"; "X as Y; Z".
fn goes_on_after_cause(tokens: &[Token<'_>], joints: &[Joint]) -> bool {
    joints.iter().filter(|joint| joint.tells(Tells::Cause)).any(|joint| {
        let after = tokens.iter().skip(joint.at + 1);
        if after.clone().any(|token| matches!(token.mark, Some(';' | '-' | ':'))) {
            return true;
        }
        let comma = after.clone().position(Token::parted);
        comma.is_some_and(|comma| after.skip(comma).any(|token| token.word == "and"))
    })
}

/// "Lone working by wardens on the night shift results in an assault": so long a subject tells what it
/// comes of.
fn follows_from_much(tokens: &[Token<'_>], joints: &[Joint]) -> bool {
    const MUCH: usize = 6;
    joints.first().is_some_and(|joint| {
        let word = tokens.get(joint.at).map_or("", |token| token.word);
        joint.at >= MUCH
            && matches!(word, "results" | "result" | "leads" | "lead" | "ends" | "causes")
    })
}

/// Whether a clause tells what somebody is made to bear: "the trust is fined".
fn is_penalty(clause: &[Token<'_>]) -> bool {
    clause.windows(2).any(|pair| {
        matches!(pair, [is, borne] if matches!(is.word, "is" | "are")
        && matches!(
            borne.word,
            "fined" | "sued" | "prosecuted" | "convicted" | "suspended" | "dismissed" | "censured"
        ))
    })
}

fn tokens(lowered: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::with_capacity(lowered.len() / 6 + 1);
    let mut mark = None;
    for piece in lowered.split_whitespace() {
        for (i, word) in piece.split(|c: char| !(c.is_alphanumeric() || c == '\'')).enumerate() {
            let word = word.trim_matches('\'');
            // A hyphen inside a word parts nothing.
            if i > 0 && word.is_empty() && mark.is_none() {
                mark = Some('-');
            }
            if !word.is_empty() {
                tokens.push(Token { word, mark });
                mark = None;
            }
        }
        let last = piece.chars().next_back();
        mark = last.filter(|c| ",;:.)!?".contains(*c)).map(as_mark).or(mark);
    }
    tokens
}

/// The mark that a character is: all that ends a sentence is a stop.
fn as_mark(c: char) -> char {
    if matches!(c, '!' | '?') { '.' } else { c }
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

/// Without the topic that stands before it: "Cyber: criminals enter the ledger".
fn after_topic<'t, 'a>(tokens: &'t [Token<'a>]) -> &'t [Token<'a>] {
    const LONGEST: usize = 4;
    const FEWEST: usize = 4;
    let topic = tokens.iter().skip(1).take(LONGEST).position(|token| token.mark == Some(':'));
    let rest = topic.and_then(|at| tokens.get(at + 1..)).unwrap_or_default();
    let is_label =
        topic.and_then(|at| tokens.get(at)).is_some_and(|token| joints::is_label(token.word));
    if is_label || rest.len() < FEWEST { tokens } else { rest }
}

/// The clause that tells the event.
fn main_clause<'t, 'a>(tokens: &'t [Token<'a>], joints: &[Joint]) -> &'t [Token<'a>] {
    // What comes after the end of a sentence, a semicolon, a colon or a dash tells something more.
    let ends = |token: &Token<'_>| matches!(token.mark, Some(';' | '.' | ':' | '-'));
    let end = tokens.iter().skip(1).position(ends).map_or(tokens.len(), |at| at + 1);
    let tokens = tokens.get(..end).unwrap_or_default();
    let Some(first) = joints.first().filter(|joint| joint.at < end) else { return tokens };
    if first.at > 0 {
        return tokens.get(..first.at).unwrap_or_default();
    }
    // "Because X, Y": Y, as far as the next of these words.
    let comma = tokens.iter().skip(1).position(Token::parted).map_or(0, |i| i + 1);
    let end = joints.iter().map(|joint| joint.at).find(|at| *at > comma);
    tokens.get(comma..end.unwrap_or(tokens.len())).unwrap_or_default()
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
    #[case::labelled("Cause: an old cable. Event: the lamp fails. Effect: a fall", true, true)]
    #[case::chain("Strikes lead to closures, leaving pupils at home", true, true)]
    #[case::harm("A rotten quay endangers anglers", false, true)]
    #[case::harm_as_noun("Delays in discharge", false, false)]
    #[case::next_sentence("The bell cracks. This could stop the clock", false, true)]
    #[case::list("The crew fails at detecting, reporting and mending faults", false, false)]
    #[case::semicolon(
        "A porter props the door open at night; thieves take the chapel silver and the organ",
        true,
        true
    )]
    #[case::amiss_first("Inadequate fencing round the slurry pit drowns a child", true, true)]
    #[case::event_acts("The move to the new depot unsettles drivers and rounds double", true, true)]
    #[case::many("Rotten joists in the scout hut send a cub through the floor", true, true)]
    #[case::decided("The bishop does not appoint a canon, and the choir drifts away", true, true)]
    #[case::decided_then(
        "The diocese does not repair the spire; slates fall on the school",
        true,
        true
    )]
    #[case::whereupon(
        "A forged letter is published, whereupon donors cancel their gifts",
        true,
        true
    )]
    #[case::much("Night work by two wardens on the open quay results in a drowning", true, true)]
    #[case::little("Night work leads to accidents", false, true)]
    #[case::and_is("A toddler slips out through a broken hatch and is struck by a van", true, true)]
    #[case::others(
        "Burglars cut the alarm wire at the depot and the crews lose their radios",
        true,
        true
    )]
    #[case::suffers("The archive suffers from damp in its lower store", true, false)]
    #[case::separately("The tug operator folds, and separately the pilots retire", false, false)]
    #[case::having("The lessee leaves, having lost its licence, and rent is lost", true, true)]
    #[case::his("Lenders leave, their clerk having found two sets of books", true, false)]
    #[case::so_without_a_comma("The axle is worn so flour runs short", true, true)]
    #[case::so_old("The dam is so old that it leaks", false, false)]
    #[case::in_full(
        "Peat dealers in the next glen will pay twice as much for a dry stack by the road",
        true,
        true
    )]
    #[case::in_full_but_an_aim(
        "The mill does not have the people and the skills that it wants for its next century",
        false,
        false
    )]
    #[case::no_verb_at_all(
        "Injury to a stoker or to a visitor in one of the yards or on one of the stairs",
        false,
        false
    )]
    #[case::gales("The mast is felled by the March gales", true, false)]
    #[case::after_what_was_done("A lease is withdrawn following late payment", true, false)]
    #[case::penalty("The charity is fined after names are read out", true, true)]
    #[case::no_verb("Inadequate records of assets and leases across the estates", false, false)]
    #[case::no_clause(
        "Theft of silver, vestments, books and candles from the chapel and hall",
        false,
        false
    )]
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
    #[case("The ministry does not renew visas, so the orchard goes unpicked", None)]
    #[case("The ministry does not renew visas", Some("not"))]
    #[case("The commissioner does not sign the contract, so wards open late", None)]
    #[case("The county council does not clear the ditch; fields flood for weeks", None)]
    #[case("The university fails to renew the lease, so the clinic moves", None)]
    #[case("The council does not meet its targets, so grants fall", Some("not"))]
    #[case("We do not sign the contract, so wards open late", Some("not"))]
    #[case("A kiln whose doors were never tested bursts, hurting two potters", None)]
    #[case("Officers fail to log calls", Some("fail"))]
    #[case("Without a tested plan, recovery cannot be assured", Some("cannot"))]
    #[case("We do not train drivers, so vans crash", Some("not"))]
    #[case("Attendance does not improve, so pupils fall behind", Some("not"))]
    #[case("Not enough carers come forward, so brothers are parted", None)]
    #[case("Failing locks on the cell doors cause an escape", None)]
    #[case("Failing to check locks", Some("failing"))]
    #[case("The lender of the gold mask recalls it early, and the show has no centrepiece", None)]
    #[case("Stokers and their managers are not trained in the new rules of the yard", Some("not"))]
    #[case("The mill fails to attract stokers", Some("fails"))]
    #[case("The landlord fails to maintain the stair, so a tenant falls", None)]
    #[case("The mill does not recruit stokers, so boilers go cold", Some("not"))]
    #[case("If we do not meet our targets, our good name will suffer", Some("not"))]
    #[case("Lack of shade in the playground gives infants sunstroke", None)]
    #[case("Lack of shade leads to poor attendance", Some("lack"))]
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
    #[case("The pool is currently shut", true)]
    #[case("Pay talks have been stalled for six months", true)]
    #[case("The post of clerk remains vacant", true)]
    #[case("The depot is now closed", true)]
    #[case("There is a risk that the post remains vacant", false)]
    #[case("Staff who are currently on loan may leave", false)]
    #[case("A risk remains after the works", false)]
    #[case("The chapel ceiling has fallen in and services are held in a tent", true)]
    #[case("Handover times have worsened since the summer due to flu", true)]
    #[case("The schools grant has a deficit of £12m, which eats into reserves", true)]
    #[case("Retention of midwives remains problematic owing to pay", true)]
    #[case("Crews are already leaving for the county", true)]
    #[case("Already weak arches under the viaduct give way", false)]
    #[case("An already stretched duty team misses a referral", false)]
    #[case("A member who has a deficit of sleep crashes the bus", false)]
    #[case("The pump that has failed twice stops for good", false)]
    #[case("A still birth is missed as the scan is late", false)]
    #[case("A ewe already in lamb is sold by mistake", false)]
    #[case("Works that continue past May break the lease", false)]
    #[case("Waiting times keep rising at the dairy", true)]
    #[case("Backlogs persist in every yard", true)]
    #[case("Absence is at an all-time high", true)]
    #[case("There is a risk that the pump has failed", false)]
    fn goes_on_already(#[case] text: &str, #[case] expected: bool) {
        assert_eq!(Telling::of(&text.to_lowercase()).goes_on.is_some(), expected, "{text}");
    }
}
