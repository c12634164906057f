//! A finding: what is wrong, where it stands, the evidence, and what to do.

use std::{borrow::Cow, fmt, hash::BuildHasher as _, sync::Arc};

use bellwether_domain::{ActionId, Field, Register, Risk, RiskId, Source};
use foldhash::fast::FixedState;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{ActionView, Confidence, FindingPlace, RiskView, Rule, group::place_of};

/// How much a finding matters.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
pub enum Severity {
    /// To put right first.
    #[serde(rename = "H")]
    High,
    /// An owner must answer.
    #[serde(rename = "M")]
    Medium,
    /// Tidy up.
    #[serde(rename = "L")]
    Low,
    /// Good to know.
    #[serde(rename = "I")]
    Info,
}

impl Severity {
    /// All of them, the gravest first.
    pub const ALL: [Self; 4] = [Self::High, Self::Medium, Self::Low, Self::Info];

    /// Its letter: H, M, L or I.
    pub fn letter(self) -> char {
        match self {
            Self::High => 'H',
            Self::Medium => 'M',
            Self::Low => 'L',
            Self::Info => 'I',
        }
    }

    /// What it asks of the reader.
    pub fn meaning(self) -> &'static str {
        match self {
            Self::High => "put right first",
            Self::Medium => "an owner must answer",
            Self::Low => "tidy up",
            Self::Info => "good to know",
        }
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::High => "high",
            Self::Medium => "medium",
            Self::Low => "low",
            Self::Info => "information",
        })
    }
}

impl std::str::FromStr for Severity {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text.to_ascii_lowercase().as_str() {
            "h" | "high" => Ok(Self::High),
            "m" | "medium" => Ok(Self::Medium),
            "l" | "low" => Ok(Self::Low),
            "i" | "info" | "information" => Ok(Self::Info),
            _ => Err(format!("“{text}” is no severity: use H, M, L or I")),
        }
    }
}

/// The one right change, where there is only one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Fix {
    /// What it does, in words.
    pub title: String,
    /// Which field it changes, in the place of the finding.
    pub field: Field,
    /// The words it replaces.
    pub from: String,
    /// What it puts there.
    pub to: String,
}

/// One thing found.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Finding {
    /// The rule's number ("ACT-04").
    pub rule: &'static str,
    /// The rule's name ("overdue").
    pub name: &'static str,
    /// How much it matters.
    pub severity: Severity,
    /// How sure it is.
    pub confidence: Confidence,
    /// The risk it speaks of, by the body's number, or "#3" for the third where it has none;
    /// `None` where it speaks of the whole register.
    pub risk: Option<String>,
    /// The action of that risk, counted from one.
    pub action: Option<usize>,
    /// The other risk of a pair.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub other_risk: Option<String>,
    /// The other action of a pair.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub other_action: Option<usize>,
    /// The field it speaks of.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub field: Option<Field>,
    /// What is wrong, in plain words.
    pub message: Cow<'static, str>,
    /// The register's own words that show it; empty where the point is that there are none.
    pub evidence: String,
    /// What to do about it.
    pub help: Cow<'static, str>,
    /// Where in the document it stands.
    pub source: Option<Source>,
    /// A change that one click applies.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fix: Option<Fix>,
    /// Whether it was not there at the issue before; left out where nothing is compared.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub new: Option<bool>,
    /// The risk by its id, where a register keeps one: what a waiver knows it by, whatever it is
    /// called.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub risk_id: Option<RiskId>,
    /// The action by its id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub action_id: Option<ActionId>,
    /// The other risk of a pair by its id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub other_risk_id: Option<RiskId>,
    /// Where in the register it stands, for sorting.
    #[serde(skip)]
    pub(crate) order: (usize, usize),
    /// The place of the other risk of a pair in the register, from nought.
    #[serde(skip)]
    pub(crate) other_position: Option<usize>,
    /// The action's wording, folded: what a waiver knows an action by.
    #[serde(skip)]
    pub(crate) action_key: Option<Arc<str>>,
}

impl Finding {
    /// Sets how much it matters here.
    pub fn severity(&mut self, severity: Severity) -> &mut Self {
        self.severity = severity;
        self
    }

    /// Names the field it speaks of.
    pub fn field(&mut self, field: impl Into<Field>) -> &mut Self {
        self.field = Some(field.into());
        self
    }

    /// Offers a fix in the field.
    pub fn fix(&mut self, title: impl Into<String>, field: impl Into<Field>, from: &str, to: &str) {
        let (title, field) = (title.into(), field.into());
        self.fix = Some(Fix { title, field, from: from.to_owned(), to: to.to_owned() });
    }

    /// Sets the risk that it stands at, by its place in the register and what it is called.
    pub(crate) fn stands_at(&mut self, risk: &Risk, position: usize, name: String) {
        self.risk = Some(name);
        self.source.clone_from(&risk.source);
        self.order.0 = position + 1;
        self.risk_id = risk.id;
    }

    /// Moves it, with its risk, to another place in the register.
    pub(crate) fn stand_at(&mut self, position: usize) {
        if self.other_position.is_some_and(|other| other + 1 == self.order.0) {
            self.other_position = Some(position);
        }
        self.order.0 = position + 1;
    }

    /// Names the other of a pair.
    pub fn and(&mut self, risk: &RiskView<'_>, action: Option<&ActionView<'_>>) -> &mut Self {
        self.other_risk = Some(risk.name.clone());
        self.other_position = Some(risk.position);
        self.other_risk_id = risk.risk.id;
        self.other_action = action.map(|action| action.number);
        self
    }

    /// The places of the risks that it speaks of in the register, from nought.
    pub fn positions(&self) -> impl Iterator<Item = usize> {
        let own = self.order.0.checked_sub(1);
        own.into_iter().chain(self.other_position.filter(|other| Some(*other) != own))
    }

    /// What it is known by from one issue to the next: its rule and what it speaks of, each by its id
    /// where it has one, else by what it is called.
    pub fn identity(&self) -> u64 {
        let named = |id: Option<RiskId>, name: &Option<String>| match id {
            Some(id) => Err(id),
            None => Ok(name.clone()),
        };
        let action = match self.action_id {
            Some(id) => Err(id),
            None => Ok(self.action_key.clone()),
        };
        let risk = named(self.risk_id, &self.risk);
        let known = (self.rule, risk, action, named(self.other_risk_id, &self.other_risk));
        FixedState::with_seed(0).hash_one(known)
    }

    /// What findings are sorted by before their places: the severity, then the place of the rule in the
    /// catalogue.
    pub(crate) fn slot(&self) -> (Severity, usize) {
        (self.severity, place_of(self.rule))
    }

    /// Who is to answer: the owners of the action that it speaks of, where it has any, else those of
    /// the risk; nobody for the register as a whole.
    pub fn answers<'r>(&self, register: &'r Register) -> &'r [String] {
        let risk = self.order.0.checked_sub(1).and_then(|at| register.risks.get(at));
        risk.map(|risk| self.answered_by(risk)).unwrap_or_default()
    }

    /// The same, by the risk that it stands at.
    pub(crate) fn answered_by<'r>(&self, risk: &'r Risk) -> &'r [String] {
        let action = self.action.and_then(|n| risk.actions.get(n.checked_sub(1)?));
        match action {
            Some(action) if !action.owners.is_empty() => &action.owners,
            _ => &risk.owners,
        }
    }

    /// The words of the risk that it speaks of, and of the action: "The boiler fails – Mend it"; `None`
    /// for the register as a whole.
    pub fn words(&self, register: &Register) -> Option<String> {
        let risk = register.risks.get(self.order.0.checked_sub(1)?)?;
        let action = self.action.and_then(|n| risk.actions.get(n.checked_sub(1)?));
        let words = risk.wording();
        Some(action.map_or(words.to_owned(), |action| format!("{words} – {}", action.description)))
    }

    /// The places that it speaks of: two of a pair, none of the register as a whole.
    pub fn places(&self) -> impl Iterator<Item = FindingPlace> {
        let place = |risk: &String, action| FindingPlace { risk: risk.as_str().into(), action };
        let own = self.risk.as_ref().map(|risk| place(risk, self.action));
        own.into_iter().chain(self.other_risk.as_ref().map(|risk| place(risk, self.other_action)))
    }

    /// Which action of a risk it speaks of, by the risk's place in the register: of a pair each
    /// has its own.
    pub fn action_of(&self, position: usize) -> Option<usize> {
        match self.order.0.checked_sub(1) {
            Some(own) if own == position => self.action,
            _ => self.other_action,
        }
    }

    /// "risk 18, action 2", or "the register".
    pub fn place(&self) -> String {
        let name = |risk: &str, action: Option<usize>| match action {
            Some(action) => format!("risk {risk}, action {action}"),
            None => format!("risk {risk}"),
        };
        match (&self.risk, &self.other_risk) {
            (None, _) => "the register".to_owned(),
            (Some(risk), None) => name(risk, self.action),
            (Some(risk), Some(other)) => {
                format!("{} and {}", name(risk, self.action), name(other, self.other_action))
            }
        }
    }
}

/// Collects what one rule finds.
#[derive(Debug)]
pub struct Findings {
    rule: &'static Rule,
    found: Vec<Finding>,
}

impl Findings {
    pub(crate) fn new(rule: &'static Rule) -> Self {
        Self { rule, found: Vec::new() }
    }

    /// What was found, by severity and then in the order of the register.
    pub(crate) fn in_order(mut self) -> Vec<Finding> {
        self.found.sort_by_key(|finding| (finding.severity, finding.order));
        self.found
    }

    /// Something about the whole register.
    pub fn register(
        &mut self,
        message: impl Into<Cow<'static, str>>,
        evidence: impl Into<String>,
    ) -> &mut Finding {
        let finding = Finding {
            rule: self.rule.id,
            name: self.rule.name,
            severity: self.rule.severity,
            confidence: self.rule.confidence(),
            risk: None,
            action: None,
            other_risk: None,
            other_action: None,
            field: None,
            message: message.into(),
            evidence: evidence.into(),
            help: self.rule.help.into(),
            source: None,
            fix: None,
            new: None,
            risk_id: None,
            action_id: None,
            other_risk_id: None,
            order: (0, 0),
            other_position: None,
            action_key: None,
        };
        self.found.push(finding);
        let last = self.found.len() - 1;
        &mut self.found[last]
    }

    /// Something about a risk.
    pub fn risk(
        &mut self,
        risk: &RiskView<'_>,
        message: impl Into<Cow<'static, str>>,
        evidence: impl Into<String>,
    ) -> &mut Finding {
        let finding = self.register(message, evidence);
        finding.stands_at(risk.risk, risk.position, risk.name.clone());
        finding
    }

    /// Something about an action of a risk.
    pub fn action(
        &mut self,
        risk: &RiskView<'_>,
        action: &ActionView<'_>,
        message: impl Into<Cow<'static, str>>,
        evidence: impl Into<String>,
    ) -> &mut Finding {
        let finding = self.risk(risk, message, evidence);
        finding.action = Some(action.number);
        if let Some(source) = &action.action.source {
            finding.source = Some(source.clone());
        }
        finding.order.1 = action.number;
        finding.action_id = action.action.id;
        finding.action_key = Some(Arc::clone(&action.text.folded));
        finding
    }
}

/// Findings by severity: how a register's quality is shown, and never as one figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Counts {
    /// Those to put right first.
    #[serde(rename = "H")]
    pub high: usize,
    /// Those that an owner must answer.
    #[serde(rename = "M")]
    pub medium: usize,
    /// Those to tidy up.
    #[serde(rename = "L")]
    pub low: usize,
    /// Those that are good to know.
    #[serde(rename = "I")]
    pub info: usize,
}

impl Counts {
    /// Counts findings.
    pub fn of<'f>(findings: impl IntoIterator<Item = &'f Finding>) -> Self {
        Self::of_severities(findings.into_iter().map(|finding| finding.severity))
    }

    /// Counts by severity.
    pub fn of_severities(severities: impl IntoIterator<Item = Severity>) -> Self {
        let mut counts = Self::default();
        for severity in severities {
            *counts.slot(severity) += 1;
        }
        counts
    }

    /// How many there are of a severity.
    pub fn get(mut self, severity: Severity) -> usize {
        *self.slot(severity)
    }

    /// How many there are of all.
    pub fn all(self) -> usize {
        self.high + self.medium + self.low + self.info
    }

    /// Counts more of a severity.
    pub(crate) fn add(&mut self, severity: Severity, more: usize) {
        *self.slot(severity) += more;
    }

    fn slot(&mut self, severity: Severity) -> &mut usize {
        match severity {
            Severity::High => &mut self.high,
            Severity::Medium => &mut self.medium,
            Severity::Low => &mut self.low,
            Severity::Info => &mut self.info,
        }
    }
}
