//! Small registers for the rules' tests, written as they read.
//!
//! ```text
//! 1 | Buildings | The boiler fails | AB / CD | 5x4 4x4=16 2x4
//! - Mend the boiler | AB | Sept 2018 | A
//! = A spare boiler
//! + Appetite: low
//! ====
//! ```
//! A line that begins with a number or a code is a risk with its gross, current and target
//! assessments (`.` for one that is not there), `-` an action, `=` a control, `+` a column of the
//! body's own; `key`, `scale`, `label`, `noticed`, `status`, `response`, `title` and `as at` set
//! what they say. `====` ends an earlier issue of the same register.

use std::sync::Arc;

use bellwether_domain::{
    Action, ActionStatus, Assessment, Control, Date, Diagnostic, Field, Number, Person, Reading,
    Register, Response, Risk, RiskState, Scheme, Severity, Source, Stage, due,
};

use crate::{Finding, Rule, Settings, Subject, check};

/// A risk whose actions are dated by their urgency alone, and one with a day beside it.
pub(crate) const ONLY_URGENT: &str = r"
    1 | Buildings | The boiler fails | AB | 5x5 4x4 2x4
    - Drain the tank | AB | ASAP | A
    - Ring the maker | AB | Urgent | A
    2 | Buildings | The roof leaks | AB | 5x5 4x4 2x4
    - Mend the roof | AB | ASAP, by 30 June 2030 | A
    ";

/// Checks that a rule finds exactly these places: `1` a risk, `1.2` an action, `1+2` a pair,
/// `*` the register.
pub(crate) fn finds(rule: &Rule, text: &str, places: &[&str]) -> Vec<Finding> {
    finds_with(rule, &Settings::default(), text, places)
}

/// The same under settings.
pub(crate) fn finds_with(
    rule: &Rule,
    settings: &Settings,
    text: &str,
    places: &[&str],
) -> Vec<Finding> {
    let issues: Vec<Register> = text.split("====").map(register).collect();
    let (last, earlier) = issues.split_last().expect("a register");
    let earlier: Vec<&Register> = earlier.iter().collect();
    let as_at = last.as_at.expect("a date");
    let subject = Subject::new(last, as_at).with_earlier(&earlier);
    let settings = settings.clone().only(&[rule.id]);
    let found = check(&subject, &settings);
    let mut at: Vec<String> = found.iter().map(place).collect();
    at.sort();
    let mut places = places.to_vec();
    places.sort_unstable();
    assert_eq!(at, places, "{found:#?}");
    for finding in &found {
        assert!(!finding.message.is_empty() && !finding.help.is_empty());
    }
    found
}

fn place(finding: &Finding) -> String {
    let one = |risk: &str, action: Option<usize>| match action {
        Some(action) => format!("{risk}.{action}"),
        None => risk.to_owned(),
    };
    match (&finding.risk, &finding.other_risk) {
        (None, _) => "*".to_owned(),
        (Some(risk), None) => one(risk, finding.action),
        (Some(risk), Some(other)) => {
            format!("{}+{}", one(risk, finding.action), one(other, finding.other_action))
        }
    }
}

/// Reads a register from its lines.
pub(crate) fn register(text: &str) -> Register {
    let as_at = text
        .lines()
        .find_map(|line| line.trim().strip_prefix("as at "))
        .map_or(Date::constant(2018, 3, 16), |date| date.parse().expect("a date"));
    let mut register = Register { as_at: Some(as_at), ..Register::default() };
    let mut labels: Vec<(Stage, String)> = Vec::new();
    for (i, line) in text.lines().map(str::trim).enumerate() {
        let row = u32::try_from(i).ok();
        let source = Some(Source { row, ..Source::default() });
        let (word, rest) = line.split_once(' ').unwrap_or((line, ""));
        match word {
            "" | "as" => {}
            "-" => last(&mut register).actions.push(action(rest, as_at, source)),
            "=" => last(&mut register).controls.push(Control::new(rest)),
            "+" => {
                let (heading, text) = rest.split_once(": ").expect("heading: text");
                last(&mut register).extra.insert(heading.to_owned(), text.to_owned());
            }
            "key" => register.people.push(person(rest)),
            "title" => register.title = Some(rest.to_owned()),
            "organisation" => register.organisation = Some(rest.to_owned()),
            "scale" => register.scheme = Some(scheme(rest)),
            "label" => {
                let (stage, label) = rest.split_once(' ').expect("stage label");
                let stage = Stage::ALL.into_iter().find(|s| s.name() == stage).expect("a stage");
                labels.push((stage, label.to_owned()));
            }
            "status" => last(&mut register).status = Some(status(rest)),
            "response" => last(&mut register).response = Some(response(rest)),
            "cause" => last(&mut register).cause = Some(rest.to_owned()),
            "consequence" => last(&mut register).consequence = Some(rest.to_owned()),
            "named" => last(&mut register).title = Some(rest.to_owned()),
            "heading" => {
                let (field, heading) = rest.split_once(' ').expect("field heading");
                let field: Field = serde_json::from_str(&format!("\"{field}\"")).expect("a field");
                register.headings.insert(field, heading.to_owned());
            }
            "noticed" => {
                let (code, row) = rest.split_once(' ').expect("code row");
                register.diagnostics.push(noticed(code, row));
            }
            _ => register.risks.push(risk(line, source).into()),
        }
    }
    for (stage, label) in labels {
        for risk in register.risks.iter_mut().map(Arc::make_mut) {
            if let Some(assessment) = risk.assessments.slot(stage) {
                assessment.label = Some(label.clone());
            }
        }
    }
    register
}

fn last(register: &mut Register) -> &mut Risk {
    register.risks.last_mut().map(Arc::make_mut).expect("a risk before its parts")
}

fn cells(line: &str) -> Vec<String> {
    line.split('|').map(|cell| cell.trim().to_owned()).collect()
}

fn owners(cell: &str) -> Vec<String> {
    cell.split('/').map(|o| o.trim().to_owned()).filter(|o| !o.is_empty()).collect()
}

fn filled(cell: Option<&String>) -> Option<String> {
    cell.filter(|cell| !cell.is_empty()).cloned()
}

fn risk(line: &str, source: Option<Source>) -> Risk {
    let cells = cells(line);
    let mut risk = Risk {
        reference: filled(cells.first()).filter(|r| r != "?"),
        category: filled(cells.get(1)),
        description: filled(cells.get(2)),
        owners: cells.get(3).map(|c| owners(c)).unwrap_or_default(),
        source,
        ..Risk::default()
    };
    let scores = cells.get(4).cloned().unwrap_or_default();
    for (stage, text) in Stage::ALL.into_iter().zip(scores.split_whitespace()) {
        *risk.assessments.slot(stage) = assessment(text);
    }
    risk
}

fn rating(text: &str) -> Option<Reading<Number>> {
    (!text.is_empty() && text != "?")
        .then(|| Reading { text: text.to_owned(), value: text.parse().ok().and_then(Number::new) })
}

fn assessment(text: &str) -> Option<Assessment> {
    if text == "." {
        return None;
    }
    let (cell, score) = text.split_once('=').unwrap_or((text, ""));
    let (likelihood, impact) = cell.split_once('x').unwrap_or(("", ""));
    let (likelihood, impact) = (rating(likelihood), rating(impact));
    let product = || {
        let product = likelihood.as_ref()?.value?.times(impact.as_ref()?.value?)?;
        Some(Reading::read(product.to_string(), product))
    };
    let score = rating(score).or_else(product);
    Some(Assessment { likelihood, impact, score, ..Assessment::default() })
}

fn action(line: &str, as_at: Date, source: Option<Source>) -> Action {
    let cells = cells(line);
    let status = |text: String| {
        let value = match text.as_str() {
            "R" => Some(ActionStatus::Red),
            "A" => Some(ActionStatus::Amber),
            "G" => Some(ActionStatus::Green),
            "B" => Some(ActionStatus::Blue),
            "Complete" => Some(ActionStatus::Complete),
            "Not started" => Some(ActionStatus::NotStarted),
            _ => None,
        };
        Reading { text, value }
    };
    Action {
        id: None,
        description: cells.first().cloned().unwrap_or_default(),
        owners: cells.get(1).map(|c| owners(c)).unwrap_or_default(),
        due: filled(cells.get(2)).map(|text| due::read(&text, as_at)),
        status: filled(cells.get(3)).map(status),
        source,
    }
}

fn person(text: &str) -> Person {
    let (initials, rest) = text.split_once(" = ").expect("initials = name");
    let (name, role) = match rest.split_once(", ") {
        Some((name, role)) => (name, Some(role.to_owned())),
        None => (rest, None),
    };
    Person { initials: initials.to_owned(), name: name.to_owned(), role }
}

/// `scale` for an unlabelled 5 × 5, `scale Rare, Likely` for one with words on its steps.
fn scheme(labels: &str) -> Scheme {
    let labels: Vec<&str> = labels.split(", ").filter(|label| !label.is_empty()).collect();
    if labels.is_empty() {
        return Scheme::product(5);
    }
    let mut scheme = Scheme::product(u8::try_from(labels.len()).expect("few"));
    for scale in [&mut scheme.likelihood, &mut scheme.impact] {
        for (level, label) in scale.iter_mut().zip(&labels) {
            level.label = (*label).to_owned();
        }
    }
    scheme
}

fn status(text: &str) -> Reading<RiskState> {
    let value = match text {
        "Closed" => Some(RiskState::Closed),
        "Open" => Some(RiskState::Open),
        _ => None,
    };
    Reading { text: text.to_owned(), value }
}

fn response(text: &str) -> Reading<Response> {
    let value = match text {
        "Treat" => Some(Response::Treat),
        "Tolerate" => Some(Response::Tolerate),
        "Take" => Some(Response::Take),
        _ => None,
    };
    Reading { text: text.to_owned(), value }
}

fn noticed(code: &str, row: &str) -> Diagnostic {
    Diagnostic {
        code: code.to_owned().into(),
        severity: Severity::Warning,
        message: "Something was noticed.".to_owned(),
        help: "Look at it.".to_owned(),
        source: Some(Source { row: row.parse().ok(), ..Source::default() }),
    }
}
