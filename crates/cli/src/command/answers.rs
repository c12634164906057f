//! The answers to what a plan asks: given beforehand, or at the terminal.

use std::io::{self, BufRead};

use bellwether_app::{
    App,
    import::{
        Decision, Decisions, Plan, Question,
        question::{Choice, Concern},
    },
};

use bellwether_domain::{Date, due::one_day};

use crate::{
    args::{Ahead, AnotherRegister, Answers, ByHand, Marks, Missing, OffScale, Same, Struck},
    command::plan,
    failure::Failure,
    host,
};

/// What the arguments answer.
pub(crate) fn given(answers: &Answers) -> Decisions {
    let mut decisions = match answers.missing {
        Some(Missing::Close) => Decisions::all(Decision::Close),
        Some(Missing::Keep) => Decisions::all(Decision::Keep),
        None => Decisions::default(),
    };
    if let Some(Ahead::Keep) = answers.ahead {
        decisions.answer("ahead", "keep");
    }
    if let Some(OffScale::Keep) = answers.off_scale {
        decisions.answer("off-scale", "keep");
    }
    if let Some(marks) = answers.marks {
        let answer = if matches!(marks, Marks::Keep) { "keep" } else { "open" };
        ["marks-said", "marks-lost", "marks-head"]
            .into_iter()
            .for_each(|key| decisions.answer(key, answer));
    }
    if let Some(AnotherRegister::No) = answers.another_register {
        decisions.answer("another-register", "no");
    }
    if answers.accept_doubts {
        decisions.answer("reading", "right");
    }
    match answers.struck {
        Some(Struck::Out) => decisions.answer("struck", "out"),
        Some(Struck::Keep) => decisions.answer("struck", "keep"),
        None => {}
    }
    match answers.by_hand {
        Some(ByHand::Keep) => decisions.answer("by-hand", "keep"),
        Some(ByHand::Document) => decisions.answer("by-hand", "document"),
        None => {}
    }
    for Same(old, new) in &answers.same {
        decisions.same(old, new);
    }
    for (fields, answer) in [(&answers.keep, "keep"), (&answers.empty, "empty")] {
        for field in fields {
            decisions.answer(format!("field-{field}"), answer);
        }
    }
    decisions
}

/// The plan with what the person at the terminal answers; without one as it is.
pub(crate) fn asked(app: &App, mut planned: Plan) -> Result<Plan, Failure> {
    if !host::can_ask() {
        return Ok(planned);
    }
    // An answer may raise another question, so the plan is made anew after each.
    loop {
        let Some(question) = planned.open().next().cloned() else { return Ok(planned) };
        let mut decisions = planned.decisions.clone();
        if !ask(&question, &mut decisions)? {
            return Ok(planned);
        }
        planned = app.answered(&planned, decisions)?;
    }
}

/// The day that a document speaks of, which does not say; `None` where nobody can be asked.
pub(crate) fn day(file: &str) -> Result<Option<Date>, Failure> {
    if !host::can_ask() {
        return Ok(None);
    }
    anstream::eprintln!("\n{} does not say which day it speaks of.", plan::line(file));
    loop {
        anstream::eprint!("  Which day (14 March 2025)? ");
        let mut answer = String::new();
        if io::stdin().lock().read_line(&mut answer)? == 0 {
            return Ok(None);
        }
        if let Some(day) = one_day(answer.trim()) {
            return Ok(Some(day));
        }
    }
}

/// Asks a question, or each part of it; whether everything was answered.
fn ask(question: &Question, decisions: &mut Decisions) -> Result<bool, Failure> {
    anstream::eprintln!("\n{}", question.words);
    if let Some(instead) = question.instead() {
        anstream::eprintln!("  ({}: {})", instead.argument, instead.words);
    }
    if !question.is_for_each() {
        for concern in &question.concerns {
            anstream::eprintln!("  {}", named(concern));
        }
        return Ok(match choose(&question.options)? {
            Some(option) => {
                decisions.answer(question.key.as_str(), option.key.as_str());
                true
            }
            None => false,
        });
    }
    let open: Vec<Concern> = question.open(decisions).cloned().collect();
    for concern in open {
        anstream::eprintln!("  {}", named(&concern));
        let Some(option) = choose(&question.options)? else { return Ok(false) };
        if let Some(key) = concern.key {
            decisions.answer(key, option.key.as_str());
        }
    }
    Ok(true)
}

fn named(concern: &Concern) -> String {
    format!("{}  {}", plan::line(&concern.name), plan::line(&concern.words))
}

/// Asks until there is an answer: the option's number, its word or the word's first letters. The
/// end of the input is none.
fn choose(options: &[Choice]) -> Result<Option<&Choice>, Failure> {
    for (number, option) in options.iter().enumerate() {
        anstream::eprintln!("    [{}] {}: {}", number + 1, option.key, option.words);
    }
    loop {
        anstream::eprint!("  Which? ");
        let mut answer = String::new();
        if io::stdin().lock().read_line(&mut answer)? == 0 {
            return Ok(None);
        }
        if let Some(option) = chosen(options, answer.trim()) {
            return Ok(Some(option));
        }
    }
}

fn chosen<'a>(options: &'a [Choice], answer: &str) -> Option<&'a Choice> {
    let answer = answer.to_lowercase();
    if answer.is_empty() {
        return None;
    }
    let whole = |option: &&Choice| option.key.to_lowercase() == answer;
    if let Some(option) = options.iter().find(whole) {
        return Some(option);
    }
    if let Ok(number) = answer.parse::<usize>() {
        return number.checked_sub(1).and_then(|place| options.get(place));
    }
    let mut begun = options.iter().filter(|o| o.key.to_lowercase().starts_with(&answer));
    begun.next().filter(|_| begun.next().is_none())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_option_is_named_by_its_word_its_number_or_its_beginning() {
        let option = |key: &str| Choice {
            key: key.to_owned(),
            words: String::new(),
            argument: String::new(),
            pair: None,
        };
        let options = [option("close"), option("keep"), option("R2")];
        let key = |answer| chosen(&options, answer).map(|option| option.key.as_str());
        assert_eq!(key("close"), Some("close"));
        assert_eq!(key("K"), Some("keep"));
        assert_eq!(key("3"), Some("R2"));
        assert_eq!(key("r2"), Some("R2"));
        assert_eq!([key(""), key("0"), key("4"), key("x")], [None; 4]);
    }
}
