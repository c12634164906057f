//! Compares a register as read with its facts, one by one, and gives the F1 of the reading.
//!
//! A fact is: a risk is there, its wording, category, each likelihood, impact, score and level,
//! each owner, each action with its owners, target date and status, each control, the as-at date,
//! each person of the key. What was read and is not in the facts counts against precision.

use bellwether_domain::{Action, Assessment, Rating, Register, Risk};

use crate::facts::{ActionFacts, Facts, Ratings, RiskFacts, Said};

/// How a reading compares with the facts.
#[derive(Debug, Default)]
pub(crate) struct Tally {
    hit: usize,
    missed: usize,
    invented: usize,
    /// Each fact missed or invented.
    pub(crate) notes: Vec<String>,
}

impl Tally {
    fn expect(&mut self, hit: bool, note: impl FnOnce() -> String) {
        if hit {
            self.hit += 1;
        } else {
            self.missed += 1;
            self.notes.push(format!("missed   {}", note()));
        }
    }

    fn invent(&mut self, note: &str, facts: usize) {
        self.invented += facts;
        self.notes.push(format!("invented {note}"));
    }

    /// How many facts there are.
    pub(crate) fn facts(&self) -> usize {
        self.hit + self.missed
    }

    /// The harmonic mean of precision and recall.
    pub(crate) fn f1(&self) -> f64 {
        let of = |whole: usize| self.hit as f64 / whole.max(1) as f64;
        let (precision, recall) = (of(self.hit + self.invented), of(self.facts()));
        2.0 * precision * recall / (precision + recall).max(1e-9)
    }
}

/// Compares every fact.
pub(crate) fn score(facts: &Facts, read: &Register) -> Tally {
    let mut tally = Tally::default();
    let (pairs, extra) = pair(&facts.risks, &read.risks);
    let has_controls = facts.risks.iter().any(|risk| !risk.controls.is_empty());
    let has_actions = facts.risks.iter().any(|risk| !risk.actions.is_empty());
    for (expected, found) in pairs {
        let name = expected.reference.as_deref().unwrap_or(&expected.risk).to_owned();
        tally.expect(found.is_some(), || format!("risk {name}"));
        let Some(found) = found else {
            tally.missed += 4;
            continue;
        };
        wording(&mut tally, &name, expected, found);
        assessments(&mut tally, &name, expected, found);
        owners(&mut tally, &name, &expected.owners, &found.owners);
        actions(&mut tally, &name, &expected.actions, &found.actions, has_actions);
        controls(&mut tally, &name, expected, found, has_controls);
    }
    for risk in extra {
        tally.invent(&format!("risk {:?} {:?}", risk.reference, risk.wording()), 3);
    }
    if let Some(date) = &facts.as_at_iso {
        let found = read.as_at.map(|date| date.to_string());
        tally.expect(found.as_ref() == Some(date), || format!("as at {date}, found {found:?}"));
    }
    for (initials, name) in &facts.owners_key {
        let known = read.people.iter().any(|person| {
            squash(&person.initials) == squash(initials) && squash(&person.name) == squash(name)
        });
        tally.expect(known, || format!("person {initials} = {name}"));
    }
    tally
}

/// Letters, digits and the per-cent sign only, in lower case.
fn squash(text: &str) -> String {
    text.to_lowercase().chars().filter(|c| c.is_alphanumeric() || *c == '%').collect()
}

/// The facts may hold only the beginning of a text.
fn same_text(expected: &str, found: &str) -> bool {
    let (expected, found) = (squash(expected), squash(found));
    !expected.is_empty()
        && (found.starts_with(&expected)
            || (expected.chars().count() > 24 && found.contains(&expected)))
}

fn same_value(expected: &Said, found: Option<&Rating>) -> bool {
    let Some(found) = found else { return false };
    let value = found.value.map(|number| number.get());
    match expected {
        Said::Number(number) => [value, found.text.trim().parse().ok()]
            .into_iter()
            .flatten()
            .any(|other| (other - number).abs() < 0.01),
        Said::Words(words) => {
            squash(words) == squash(&found.text)
                || value.is_some_and(|value| squash(words) == squash(&value.to_string()))
        }
    }
}

fn texts(risk: &Risk) -> impl Iterator<Item = &str> {
    [&risk.title, &risk.description, &risk.event, &risk.cause, &risk.consequence]
        .into_iter()
        .flatten()
        .map(String::as_str)
}

type Pairs<'a> = Vec<(&'a RiskFacts, Option<&'a Risk>)>;

/// Matches risks by reference and wording, then wording, then reference; each is used once.
fn pair<'a>(
    facts: &'a [RiskFacts],
    read: &'a [std::sync::Arc<Risk>],
) -> (Pairs<'a>, Vec<&'a Risk>) {
    let mut left: Vec<&Risk> = read.iter().map(AsRef::as_ref).collect();
    let mut pairs: Pairs<'a> = Vec::new();
    let same_reference = |expected: &RiskFacts, risk: &Risk| {
        expected.reference.as_ref().is_some_and(|reference| {
            risk.reference.as_ref().is_some_and(|other| squash(other) == squash(reference))
        })
    };
    let same_words =
        |expected: &RiskFacts, risk: &Risk| texts(risk).any(|text| same_text(&expected.risk, text));
    let mut later = Vec::new();
    for expected in facts {
        let both = |risk: &&Risk| same_reference(expected, risk) && same_words(expected, risk);
        match left.iter().position(both) {
            Some(at) => pairs.push((expected, Some(left.remove(at)))),
            None => later.push(expected),
        }
    }
    for expected in later {
        let at = left
            .iter()
            .position(|risk| same_words(expected, risk))
            .or_else(|| left.iter().position(|risk| same_reference(expected, risk)));
        pairs.push((expected, at.map(|at| left.remove(at))));
    }
    (pairs, left)
}

fn wording(tally: &mut Tally, name: &str, expected: &RiskFacts, found: &Risk) {
    tally.expect(texts(found).any(|text| same_text(&expected.risk, text)), || {
        format!("{name}: wording, found {:?}", found.wording())
    });
    if let Some(category) = &expected.category {
        let ok = found.category.as_ref().is_some_and(|other| squash(other) == squash(category));
        tally.expect(ok, || format!("{name}: category, found {:?}", found.category));
    }
    let parts = [
        ("cause", &expected.cause, &found.cause),
        ("consequence", &expected.consequence, &found.consequence),
    ];
    for (part, expected, found) in parts {
        if let Some(text) = expected {
            let ok = found.as_ref().is_some_and(|found| same_text(text, found));
            tally.expect(ok, || format!("{name}: {part}, found {found:?}"));
        }
    }
}

fn assessments(tally: &mut Tally, name: &str, expected: &RiskFacts, found: &Risk) {
    let stages = &found.assessments;
    // "Residual" is what is left now, unless the register has a current stage beside it.
    let (current, target) = match (&expected.current, &expected.residual) {
        (None, residual) => (residual.as_ref(), expected.target.as_ref()),
        (current, None) => (current.as_ref(), expected.target.as_ref()),
        (current, residual) => (current.as_ref(), residual.as_ref()),
    };
    assessment(tally, &format!("{name}: inherent"), expected.gross.as_ref(), &stages.inherent);
    assessment(tally, &format!("{name}: current"), current, &stages.current);
    assessment(tally, &format!("{name}: target"), target, &stages.target);
}

fn assessment(
    tally: &mut Tally,
    name: &str,
    expected: Option<&Ratings>,
    found: &Option<Assessment>,
) {
    let Some(expected) = expected else {
        if found.is_some() {
            tally.invent(name, 1);
        }
        return;
    };
    let found = found.clone().unwrap_or_default();
    let parts = [
        ("likelihood", &expected.likelihood, &found.likelihood),
        ("impact", &expected.impact, &found.impact),
        ("score", &expected.score, &found.score),
    ];
    for (part, expected, found) in parts {
        if let Some(said) = expected {
            tally.expect(same_value(said, found.as_ref()), || {
                format!("{name} {part} {said}, found {:?}", found.as_ref().map(|f| &f.text))
            });
        }
    }
    if let Some(level) = &expected.level {
        let ok = found.level.as_ref().is_some_and(|l| squash(l) == squash(&level.to_string()))
            || same_value(level, found.score.as_ref());
        tally.expect(ok, || format!("{name} level {level}, found {:?}", found.level));
    }
}

fn owners(tally: &mut Tally, name: &str, expected: &[String], found: &[String]) {
    let mut left: Vec<String> = found.iter().map(|owner| squash(owner)).collect();
    for owner in expected {
        let at = left.iter().position(|other| *other == squash(owner));
        tally.expect(at.is_some(), || format!("{name}: owner {owner:?}, found {found:?}"));
        if let Some(at) = at {
            left.remove(at);
        }
    }
    for owner in left {
        tally.invent(&format!("{name}: owner {owner:?}"), 1);
    }
}

fn actions(
    tally: &mut Tally,
    name: &str,
    expected: &[ActionFacts],
    found: &[Action],
    asserted: bool,
) {
    let mut left: Vec<&Action> = found.iter().collect();
    for action in expected {
        let at = left.iter().position(|a| same_text(&action.description, &a.description));
        tally.expect(at.is_some(), || format!("{name}: action {:?}", action.description));
        let Some(at) = at else { continue };
        let hit = left.remove(at);
        let name = format!("{name}: action {:?}", action.description);
        owners(tally, &name, &action.owners, &hit.owners);
        if let Some(target) = action.target.as_ref().filter(|target| !target.is_empty()) {
            let due = hit.due.as_ref().map_or("", |due| &due.text);
            tally.expect(squash(target) == squash(due), || format!("{name} due, found {due:?}"));
        }
        if let Some(status) = action.status.as_ref().filter(|status| !status.is_empty()) {
            let ok = hit.status.as_ref().is_some_and(|found| {
                squash(&found.text) == squash(status)
                    || found.value.is_some_and(|v| v.name() == colour(&squash(status)))
            });
            tally.expect(ok, || format!("{name} status {status}, found {:?}", hit.status));
        }
    }
    if asserted {
        for action in left {
            tally.invent(&format!("{name}: action {:?}", action.description), 1);
        }
    }
}

fn colour(status: &str) -> &str {
    match status {
        "g" => "green",
        "a" | "y" | "yellow" => "amber",
        "r" => "red",
        "b" => "blue",
        other => other,
    }
}

fn controls(tally: &mut Tally, name: &str, expected: &RiskFacts, found: &Risk, asserted: bool) {
    let mut left: Vec<&str> = found.controls.iter().map(|c| c.description.as_str()).collect();
    for control in &expected.controls {
        let at = left.iter().position(|other| same_text(control, other));
        tally.expect(at.is_some(), || format!("{name}: control {control:?}"));
        if let Some(at) = at {
            left.remove(at);
        }
    }
    if asserted {
        for control in left {
            tally.invent(&format!("{name}: control {control:?}"), 1);
        }
    }
}

#[test]
fn each_fact_missed_or_invented_costs() {
    let facts: Facts = serde_json::from_str(
        r#"{"as_at_iso": "2025-03-14", "owners_key": {"AB": "Ann Bee"}, "risks": [
            {"ref": "1", "risk": "The ferry stops", "current": {"likelihood": 3, "impact": "High"},
             "owners": ["AB"], "controls": ["Spare boat"],
             "actions": [{"description": "Charter", "target": "Ongoing", "status": "A"}]}]}"#,
    )
    .unwrap();
    let perfect = r#"{"format": "bellwether.register/1", "title": null, "organisation": null,
        "as_at": "2025-03-14", "scheme": null, "diagnostics": [],
        "people": [{"initials": "AB", "name": "Ann Bee"}],
        "risks": [{"ref": "1", "category": null, "title": null, "cause": null, "event": null,
            "description": "The ferry stops in winter.", "consequence": null, "owners": ["AB"],
            "assessments": {"inherent": null, "target": null, "current": {"label": null,
                "likelihood": {"text": "3", "value": 3}, "impact": {"text": "high", "value": null},
                "score": null, "level": null}},
            "controls": [{"description": "Spare boat"}],
            "actions": [{"description": "Charter", "owners": [],
                "due": {"text": "ongoing", "milestones": [], "tail": "continuous"},
                "status": {"text": "Amber", "value": "amber"}}],
            "status": null, "response": null, "extra": {}}]}"#;
    let f1 = |text: &str| score(&facts, &Register::from_json(text).unwrap()).f1();
    assert!(f1(perfect) > 0.9999);
    for (right, wrong) in [
        ("2025-03-14", "2025-03-15"),
        ("Ann Bee", "Ann"),
        ("The ferry stops", "The bus stops"),
        ("\"3\", \"value\": 3", "\"4\", \"value\": 4"),
        ("\"high\"", "\"low\""),
        ("[\"AB\"]", "[]"),
        ("[\"AB\"]", "[\"AB\", \"CD\"]"),
        ("Spare boat", "Lifeboat"),
        ("Charter", "Buy"),
        ("\"ongoing\"", "\"June\""),
        ("\"Amber\", \"value\": \"amber\"", "\"Green\", \"value\": \"green\""),
    ] {
        let damaged = perfect.replace(right, wrong);
        assert!(damaged != perfect && f1(&damaged) < 0.97, "{right} → {wrong}");
    }
}
