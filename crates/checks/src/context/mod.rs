//! The register as the rules see it: read once, so that a hundred rules need not read it again.

mod acronyms;
mod action;
mod risk;
mod score;

use std::{cell::OnceCell, collections::BTreeSet};

use bellwether_domain::{
    Date, Diagnostic, Number, Register, Risk, Scheme, Stage,
    scales::{Origin, Scales},
    scheme::Level,
};

pub(crate) use self::risk::{is_closed, name_of, statement};
use self::{acronyms::Acronyms, action::number_wordings};
pub use self::{action::ActionView, risk::RiskView, score::Score};
use crate::{
    Settings, Subject,
    history::Trail,
    language,
    words::{Text, folded},
};

/// What a rule is given.
#[derive(Debug)]
pub struct Context<'a> {
    /// The register.
    pub register: &'a Register,
    /// The date that it is judged at.
    pub as_at: Date,
    /// Earlier issues, oldest first.
    pub earlier: &'a [&'a Register],
    /// The numbers of risks that were closed.
    pub closed: &'a [&'a str],
    /// The settings in force.
    pub settings: &'a Settings,
    /// The scales that it is scored on, its own or inferred.
    pub scales: Option<Scales>,
    /// The live risks: those that the register does not call closed.
    pub risks: Vec<RiskView<'a>>,
    /// Everybody who owns a risk or an action, as written, in the order of the alphabet.
    pub owners: BTreeSet<&'a str>,
    trail: OnceCell<Trail<'a>>,
    acronyms: OnceCell<Acronyms<'a>>,
    is_english: bool,
    headings: [Option<&'a str>; 3],
    columns: BTreeSet<String>,
}

/// How a risk is seen: by which matrix, on which day, and what is soon.
#[derive(Clone, Copy)]
struct Seen<'m> {
    matrix: Option<&'m Scheme>,
    as_at: Date,
    soon_days: u16,
}

/// The texts of a register, for the words of a [`Context`] to borrow from.
pub(crate) struct Texts {
    /// For each risk its statement and its actions' descriptions.
    risks: Vec<(Text, Vec<Text>)>,
}

impl Texts {
    pub(crate) fn of(register: &Register) -> Self {
        let actions = |risk: &Risk| risk.actions.iter().map(|a| Text::of(&a.description)).collect();
        let risks = register.risks.iter().map(|risk| (Text::of(statement(risk)), actions(risk)));
        Self { risks: risks.collect() }
    }
}

impl<'a> Context<'a> {
    pub(crate) fn new(subject: &Subject<'a>, settings: &'a Settings, texts: &'a Texts) -> Self {
        let scales = subject.register.scales(subject.steps);
        let matrix = scales.as_ref().map(|scales| &scales.scheme);
        let seen = Seen { matrix, as_at: subject.as_at, soon_days: settings.soon_days };
        let mut risks: Vec<RiskView<'_>> = subject
            .register
            .risks
            .iter()
            .zip(&texts.risks)
            .enumerate()
            .filter(|(_, (risk, _))| !is_closed(risk))
            .map(|(position, (risk, texts))| RiskView::new(risk, position, texts, seen))
            .collect();
        number_wordings(&mut risks);
        let of_risk = |risk: &RiskView<'a>| {
            let of_actions = risk.risk.actions.iter().flat_map(|action| &action.owners);
            risk.risk.owners.iter().chain(of_actions)
        };
        Self {
            owners: risks.iter().flat_map(of_risk).map(String::as_str).collect(),
            is_english: language::is_english(&risks),
            register: subject.register,
            as_at: subject.as_at,
            earlier: subject.earlier,
            closed: subject.closed,
            settings,
            scales,
            risks,
            trail: OnceCell::new(),
            acronyms: OnceCell::new(),
            headings: Stage::ALL.map(|stage| heading(subject.register, stage)),
            columns: columns(subject.register),
        }
    }

    /// What each risk was in earlier issues; followed back once, when first asked for.
    pub(crate) fn trail(&self) -> &Trail<'a> {
        self.trail.get_or_init(|| Trail::of(self.register, self.earlier))
    }

    /// Every acronym in the wording of the risks and actions; gathered once, when first asked for.
    pub(crate) fn acronyms(&self) -> &Acronyms<'a> {
        self.acronyms.get_or_init(|| acronyms::of(&self.risks))
    }

    /// Every action with its risk, in the order of the register.
    pub fn actions(&self) -> impl Iterator<Item = (&RiskView<'a>, &ActionView<'a>)> {
        self.risks.iter().flat_map(|risk| risk.actions.iter().map(move |action| (risk, action)))
    }

    /// What was noticed under one of these codes when the register was read.
    pub fn diagnostics(&self, codes: &[&str]) -> impl Iterator<Item = &'a Diagnostic> {
        self.register.diagnostics.iter().filter(move |d| codes.contains(&d.code.as_ref()))
    }

    /// The body's own heading over a stage, as a whole.
    pub fn heading(&self, stage: Stage) -> Option<&'a str> {
        let [inherent, current, target] = self.headings;
        match stage {
            Stage::Inherent => inherent,
            Stage::Current => current,
            Stage::Target => target,
        }
    }

    /// The body's own word for a stage, to stand in a sentence ("Current" of "Current likelihood");
    /// the field's where it is too long.
    pub fn stage(&self, stage: Stage) -> &'a str {
        const LONGEST: usize = 24;
        self.heading(stage)
            .map(|label| without_axis(label.split('(').next().unwrap_or(label)))
            .filter(|label| !label.is_empty() && label.chars().count() <= LONGEST)
            .unwrap_or(stage.name())
    }

    /// Whether the wording is in English, as far as its small words tell.
    pub fn is_english(&self) -> bool {
        self.is_english
    }

    /// Whether the register has a column of its own (one that maps to no field) with a heading
    /// that says one of these words, and something in it. A heading in another language may say
    /// so: what cannot be read is not said to be missing.
    pub fn has_column(&self, said: &[&str]) -> bool {
        let says = |heading: &String| said.iter().any(|word| heading.contains(&format!(" {word}")));
        self.columns.iter().any(says) || !self.is_english && !self.columns.is_empty()
    }

    /// The highest step of the likelihood scale; 5 where the document states no scale and rates
    /// nothing higher.
    pub fn top_likelihood(&self) -> Option<Number> {
        let scale = self.stated().map(|scheme| scheme.likelihood.as_slice());
        self.top(scale, |score| score.likelihood)
    }

    /// The highest step of the impact scale, by the same rule.
    pub fn top_impact(&self) -> Option<Number> {
        let scale = self.stated().map(|scheme| scheme.impact.as_slice());
        self.top(scale, |score| score.impact)
    }

    /// The scales that somebody states: the document, or the body in its settings.
    fn stated(&self) -> Option<&Scheme> {
        let stated = self.scales.as_ref().filter(|scales| scales.origin != Origin::Inferred);
        stated.map(|scales| &scales.scheme)
    }

    fn top(
        &self,
        scale: Option<&[Level]>,
        axis: impl Fn(&Score) -> Option<Number>,
    ) -> Option<Number> {
        if let Some(highest) = scale.and_then(<[Level]>::last) {
            return Some(highest.value);
        }
        let usual = Number::from(5);
        let scores = self.risks.iter().flat_map(|risk| [risk.gross, risk.now, risk.target]);
        let higher = scores.flatten().filter_map(|score| axis(&score)).any(|value| value > usual);
        (!higher).then_some(usual)
    }
}

/// A heading without the axis that it ends in.
fn without_axis(heading: &str) -> &str {
    const AXES: &[&str] = &["likelihood", "probability", "impact", "severity", "consequence"];
    let heading = heading.trim();
    let stage = heading.rsplit_once(' ').filter(|(_, last)| AXES.contains(&&*last.to_lowercase()));
    let stage = stage.map_or(heading, |(stage, _)| stage.trim_end_matches([' ', '-', '–', '/']));
    if AXES.contains(&&*stage.to_lowercase()) { "" } else { stage }
}

fn heading(register: &Register, stage: Stage) -> Option<&str> {
    register.risks.iter().find_map(|risk| risk.assessments.get(stage)?.label.as_deref())
}

/// The headings of the columns with something in them that map to no field, folded, with a space
/// before each word.
fn columns(register: &Register) -> BTreeSet<String> {
    let filled: BTreeSet<&str> = register
        .risks
        .iter()
        .flat_map(|risk| &risk.extra)
        .filter(|(_, text)| !text.trim().is_empty())
        .map(|(heading, _)| heading.as_str())
        .collect();
    filled.into_iter().map(|heading| format!(" {}", folded(heading))).collect()
}
