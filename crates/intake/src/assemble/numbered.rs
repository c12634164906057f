//! Numbers that stand in one cell with the words of the risk: "CR01 Resilience" under "Code & title",
//! or before every wording where no column gives numbers.

use std::{collections::HashSet, sync::Arc};

use bellwether_domain::{Register, Risk};

/// Gives the risks their numbers where nearly all have one before their words.
pub(super) fn part(register: &mut Register) {
    let risks = &register.risks;
    let own = |risk: &Arc<Risk>| risk.reference.is_some();
    if risks.iter().any(own) {
        if are_numbers(risks.iter().map(|risk| divided(risk.reference.as_deref()?))) {
            register.risks.iter_mut().for_each(|risk| title(Arc::make_mut(risk)));
        }
    } else if are_numbers(risks.iter().map(|risk| divided(wording(risk)?))) {
        register.risks.iter_mut().for_each(|risk| number(Arc::make_mut(risk)));
    }
}

/// Whether at least three, and nearly all, begin with codes of one kind, each another.
fn are_numbers<'a>(parts: impl Iterator<Item = Option<(&'a str, &'a str)>>) -> bool {
    let (mut all, mut codes) = (0_usize, Vec::new());
    for part in parts {
        all += 1;
        codes.extend(part.map(|(code, _)| code));
    }
    let letters = |code: &&str| code.trim_end_matches(|c: char| !c.is_alphabetic()).to_owned();
    let kinds: HashSet<String> = codes.iter().map(letters).collect();
    let each: HashSet<&&str> = codes.iter().collect();
    codes.len() >= 3 && codes.len() * 10 >= all * 8 && kinds.len() == 1 && each.len() == codes.len()
}

/// "CR01 Resilience" → its code of letters and digits, and the words behind it.
fn divided(text: &str) -> Option<(&str, &str)> {
    let (code, rest) = text.split_once(char::is_whitespace)?;
    let code = code.trim_end_matches([':', '.', ')', '-', '–']);
    let digits = code.trim_start_matches(|c: char| c.is_ascii_uppercase());
    let letters = code.len() - digits.len();
    let digits = digits.strip_prefix(['-', '/', '.']).unwrap_or(digits);
    let is_code = (1..=5).contains(&letters)
        && (1..=4).contains(&digits.len())
        && digits.bytes().all(|byte| byte.is_ascii_digit());
    let rest = rest.trim_start_matches(|c: char| !c.is_alphanumeric());
    let words = rest.chars().filter(|c| c.is_lowercase()).count() >= 3;
    (is_code && words).then_some((code, rest))
}

fn wording(risk: &Risk) -> Option<&str> {
    let texts = [&risk.title, &risk.description, &risk.event, &risk.cause];
    texts.into_iter().flatten().map(String::as_str).next()
}

/// Takes the words out of the number: they are the title.
fn title(risk: &mut Risk) {
    let Some((code, words)) = risk.reference.as_deref().and_then(divided) else { return };
    let (code, words) = (code.to_owned(), words.to_owned());
    if risk.description.is_none() {
        risk.description = risk.title.take();
    }
    if risk.title.is_none() {
        risk.title = Some(words);
        risk.reference = Some(code);
    }
}

/// Takes the number out of the words.
fn number(risk: &mut Risk) {
    let texts = [&mut risk.title, &mut risk.description, &mut risk.event, &mut risk.cause];
    let Some(text) = texts.into_iter().flatten().next() else { return };
    if let Some((code, words)) = divided(text) {
        risk.reference = Some(code.to_owned());
        *text = words.to_owned();
    }
}
