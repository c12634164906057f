//! The register as the rules see it: read once, so that a hundred rules need not read it again.

mod acronyms;
mod action;
mod risk;
mod score;

use std::{cell::OnceCell, collections::BTreeSet, rc::Rc, sync::Arc};

use bellwether_domain::{
    Date, Diagnostic, Number, Register, Risk, Scheme, Stage,
    scales::{Origin, Scales},
    scheme::Level,
};

pub(crate) use self::risk::{is_closed, name_of};
use self::{acronyms::Acronyms, action::number_wordings};
pub use self::{action::ActionView, risk::RiskView, score::Score};
use crate::{Settings, Subject, history::Trail, language, read::Read, words::folded};

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
    trail: Rc<OnceCell<Trail<'a>>>,
    acronyms: OnceCell<Acronyms<'a>>,
    is_english: bool,
    headings: [Option<&'a str>; 3],
    /// The highest steps of likelihood and impact.
    tops: [Option<Number>; 2],
    columns: BTreeSet<String>,
}

/// How a risk is seen: by which matrix, on which day, and what is soon.
#[derive(Clone, Copy)]
struct Seen<'m> {
    matrix: Option<&'m Scheme>,
    as_at: Date,
    soon_days: u16,
}

/// What rules that look at one risk go by beside it.
#[derive(Debug, PartialEq)]
pub(crate) struct Ground {
    settings: Settings,
    organisation: Option<String>,
    scales: Option<Scales>,
    headings: [Option<String>; 3],
    tops: [Option<Number>; 2],
    is_english: bool,
}

impl Ground {
    pub(crate) fn settings(&self) -> &Settings {
        &self.settings
    }

    pub(crate) fn of(context: &Context<'_>) -> Self {
        Self {
            settings: context.settings.clone(),
            organisation: context.register.organisation.clone(),
            scales: context.scales.clone(),
            headings: context.headings.map(|heading| heading.map(str::to_owned)),
            tops: context.tops,
            is_english: context.is_english,
        }
    }
}

impl<'a> Context<'a> {
    pub(crate) fn new(
        subject: &Subject<'a>,
        settings: &'a Settings,
        reads: &'a [Arc<Read>],
    ) -> Self {
        let scales = subject.register.scales(subject.steps);
        let matrix = scales.as_ref().map(|scales| &scales.scheme);
        let seen = Seen { matrix, as_at: subject.as_at, soon_days: settings.soon_days };
        let mut risks: Vec<RiskView<'_>> = subject
            .register
            .risks
            .iter()
            .zip(reads)
            .enumerate()
            .filter(|(_, (risk, _))| !is_closed(risk))
            .map(|(position, (risk, read))| RiskView::new(risk, position, read, seen))
            .collect();
        number_wordings(&mut risks);
        let of_risk = |risk: &RiskView<'a>| {
            let of_actions = risk.risk.actions.iter().flat_map(|action| &action.owners);
            risk.risk.owners.iter().chain(of_actions)
        };
        Self {
            owners: risks.iter().flat_map(of_risk).map(String::as_str).collect(),
            is_english: language::is_english(&risks),
            tops: tops(scales.as_ref(), &risks),
            register: subject.register,
            as_at: subject.as_at,
            earlier: subject.earlier,
            closed: subject.closed,
            settings,
            scales,
            risks,
            trail: Rc::default(),
            acronyms: OnceCell::new(),
            headings: Stage::ALL.map(|stage| heading(subject.register, stage)),
            columns: columns(subject.register),
        }
    }

    /// The same with some of the risks only, by their places in the register: for rules that look at
    /// one risk at a time.
    pub(crate) fn part(&self, reads: &'a [Arc<Read>], positions: &[usize]) -> Self {
        let matrix = self.scales.as_ref().map(|scales| &scales.scheme);
        let seen = Seen { matrix, as_at: self.as_at, soon_days: self.settings.soon_days };
        let view = |position: &usize| {
            let (risk, read) = (self.register.risks.get(*position)?, reads.get(*position)?);
            Some(RiskView::new(risk, *position, read, seen))
        };
        let mut risks: Vec<RiskView<'_>> = positions.iter().filter_map(view).collect();
        number_wordings(&mut risks);
        Self {
            risks,
            scales: self.scales.clone(),
            owners: self.owners.clone(),
            columns: self.columns.clone(),
            trail: Rc::clone(&self.trail),
            acronyms: OnceCell::new(),
            ..*self
        }
    }

    /// Some of the risks alone, by what was found of the register before: for rules that look at one risk
    /// at a time, and go by the ground beside it.
    pub(crate) fn of_some(
        subject: &Subject<'a>,
        ground: &'a Ground,
        some: &[(usize, &'a Arc<Risk>, &'a Read)],
        trail: Trail<'a>,
    ) -> Self {
        let matrix = ground.scales.as_ref().map(|scales| &scales.scheme);
        let seen = Seen { matrix, as_at: subject.as_at, soon_days: ground.settings.soon_days };
        let live = some.iter().filter(|(_, risk, _)| !is_closed(risk));
        let mut risks: Vec<RiskView<'_>> =
            live.map(|(position, risk, read)| RiskView::new(risk, *position, read, seen)).collect();
        number_wordings(&mut risks);
        Self {
            register: subject.register,
            as_at: subject.as_at,
            earlier: subject.earlier,
            closed: subject.closed,
            settings: &ground.settings,
            scales: ground.scales.clone(),
            risks,
            owners: BTreeSet::new(),
            trail: Rc::new(OnceCell::from(trail)),
            acronyms: OnceCell::new(),
            is_english: ground.is_english,
            headings: ground.headings.each_ref().map(|heading| heading.as_deref()),
            tops: ground.tops,
            columns: BTreeSet::new(),
        }
    }

    /// The same with the past of some risks alone, which is known.
    #[must_use]
    pub(crate) fn with_trail(self, trail: Trail<'a>) -> Self {
        Self { trail: Rc::new(OnceCell::from(trail)), ..self }
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
        let [likelihood, _] = self.tops;
        likelihood
    }

    /// The highest step of the impact scale, by the same rule.
    pub fn top_impact(&self) -> Option<Number> {
        let [_, impact] = self.tops;
        impact
    }
}

/// The highest steps of likelihood and impact: those of the scales that somebody states, the document
/// or the body in its settings; else what is usual, where nothing is rated higher.
fn tops(scales: Option<&Scales>, risks: &[RiskView<'_>]) -> [Option<Number>; 2] {
    let stated = scales.filter(|scales| scales.origin != Origin::Inferred);
    let stated = stated.map(|scales| &scales.scheme);
    let top = |scale: Option<&Vec<Level>>, axis: fn(&Score) -> Option<Number>| {
        if let Some(highest) = scale.and_then(|scale| scale.last()) {
            return Some(highest.value);
        }
        let usual = Number::from(5);
        let scores = risks.iter().flat_map(|risk| [risk.gross, risk.now, risk.target]);
        let higher = scores.flatten().filter_map(|score| axis(&score)).any(|value| value > usual);
        (!higher).then_some(usual)
    };
    [
        top(stated.map(|scheme| &scheme.likelihood), |score| score.likelihood),
        top(stated.map(|scheme| &scheme.impact), |score| score.impact),
    ]
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
