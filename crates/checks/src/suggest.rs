//! What would put a finding right, where there is one good way: an edit to accept as it is, or one that
//! asks for the one thing that only a person knows.

use std::borrow::Cow;

use bellwether_domain::{Action, ActionField, Field, Register, Risk, RiskField};

use crate::{Finding, Fix, read, telling::Telling, words::lowered};

/// An edit that somebody may accept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suggestion {
    /// What it does, in words.
    pub title: Cow<'static, str>,
    /// Which field it changes, in the place of the finding.
    pub field: Field,
    /// What stands there now; empty where nothing does.
    pub from: String,
    /// What it puts there; what is asked for comes after it.
    pub before: String,
    /// What it asks for.
    pub asks: Asks,
}

/// What a suggestion has to be told before it can be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Asks {
    /// Nothing: it can be accepted as it is.
    Nothing,
    /// The rest of the sentence.
    Words,
    /// A day.
    Day,
    /// Whose it is: one of these, or anybody where there are none.
    Owner(Vec<String>),
}

impl Suggestion {
    /// The change itself, with what was asked for.
    pub fn with(&self, answer: &str) -> Fix {
        let to = match self.asks {
            Asks::Nothing => self.before.clone(),
            Asks::Words => self.sentence(answer),
            Asks::Day | Asks::Owner(_) => answer.trim().to_owned(),
        };
        let title = self.title.clone().into_owned();
        Fix { title, field: self.field, from: self.from.clone(), to }
    }

    /// The sentence gone on with; its full stop stays at the end.
    fn sentence(&self, answer: &str) -> String {
        let said = answer.trim().trim_end_matches('.');
        // Whoever writes the joining word again does not get it twice.
        let joint =
            |word: &&&str| said.get(..word.len()).is_some_and(|s| s.eq_ignore_ascii_case(word));
        let again = ["because ", "leading to "].iter().find(joint);
        let said = again.and_then(|word| said.get(word.len()..)).unwrap_or(said);
        let stop = if self.from.trim_end().ends_with('.') { "." } else { "" };
        format!("{}{said}{stop}", self.before)
    }
}

/// What would put a finding right; `None` where there is not one good way, or nothing to be written in
/// one place.
pub fn suggest(finding: &Finding, register: &Register) -> Option<Suggestion> {
    if let Some(fix) = &finding.fix {
        let Fix { title, field, from, to } = fix.clone();
        return Some(Suggestion {
            title: title.into(),
            field,
            from,
            before: to,
            asks: Asks::Nothing,
        });
    }
    let risk = register.risks.get(finding.positions().next()?)?;
    let action = finding.action.and_then(|n| risk.actions.get(n.checked_sub(1)?));
    match (finding.rule, action) {
        ("TXT-02", _) => Some(told(register, risk, &CAUSE)),
        ("TXT-03", _) => Some(told(register, risk, &CONSEQUENCE)),
        ("OWN-01", _) => owner(risk.owners.as_slice(), Field::Owners, "Keep one owner"),
        ("OWN-02", Some(action)) => {
            owner(action.owners.as_slice(), ActionField::Owners.into(), "Keep one owner")
        }
        ("ACT-01" | "ACT-02" | "ACT-03" | "ACT-23" | "ACT-28", Some(action)) => Some(day(action)),
        ("ACT-09", Some(action)) => Some(done(action)),
        ("IMP-12", action) => fill(finding.field?, action),
        _ => None,
    }
}

/// A part of the telling that may be wanting.
struct Part {
    field: RiskField,
    title: &'static str,
    /// What joins it to the event.
    joint: &'static str,
    /// The same where what follows is told already.
    after_more: &'static str,
}

const CAUSE: Part = Part {
    field: RiskField::Cause,
    title: "Add the cause",
    joint: " because ",
    after_more: "; it would come about because ",
};

const CONSEQUENCE: Part = Part {
    field: RiskField::Consequence,
    title: "Add the consequence",
    joint: ", leading to ",
    after_more: ", leading to ",
};

/// The wording gone on with; where the register keeps the part apart, in its own column.
fn told(register: &Register, risk: &Risk, part: &Part) -> Suggestion {
    let title = part.title.into();
    let apart = |risk: &Risk| part.field.text(risk).is_some_and(|words| words.is_some());
    if register.risks.iter().any(|risk| apart(risk)) {
        let (from, before) = (String::new(), String::new());
        return Suggestion { title, field: part.field.into(), from, before, asks: Asks::Words };
    }
    let fields = [RiskField::Description, RiskField::Event, RiskField::Title];
    let held = |field: &&RiskField| field.text(risk).is_some_and(|words| words.is_some());
    let field = fields.iter().find(held).copied().unwrap_or(RiskField::Description);
    let statement = read::statement(risk);
    let more = Telling::of(&lowered(statement)).consequence;
    let joint = if more { part.after_more } else { part.joint };
    let before = format!("{}{joint}", statement.trim_end().trim_end_matches('.'));
    Suggestion { title, field: field.into(), from: statement.to_owned(), before, asks: Asks::Words }
}

fn owner(owners: &[String], field: Field, title: &'static str) -> Option<Suggestion> {
    Some(Suggestion {
        title: title.into(),
        field,
        from: owners.join(" / "),
        before: String::new(),
        asks: Asks::Owner(owners.to_vec()),
    })
}

fn day(action: &Action) -> Suggestion {
    Suggestion {
        title: "Set the date".into(),
        field: ActionField::Due.into(),
        from: action.due.as_ref().map(|due| due.text.clone()).unwrap_or_default(),
        before: String::new(),
        asks: Asks::Day,
    }
}

fn done(action: &Action) -> Suggestion {
    Suggestion {
        title: "Record it as done".into(),
        field: ActionField::Status.into(),
        from: action.status.as_ref().map(|status| status.text.clone()).unwrap_or_default(),
        before: "Complete".to_owned(),
        asks: Asks::Nothing,
    }
}

/// What fills an empty cell that one answer fills.
fn fill(field: Field, action: Option<&Action>) -> Option<Suggestion> {
    match (field, action) {
        (Field::Owners, None) => owner(&[], field, "Name the owner"),
        (Field::ActionOwners, Some(_)) => owner(&[], field, "Name the owner"),
        (Field::ActionDue, Some(action)) => Some(day(action)),
        _ => None,
    }
}
