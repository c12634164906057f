//! The register as the rules see it: read once, so that a hundred rules need not read it again.

use std::{cell::OnceCell, collections::BTreeSet};

use bellwether_domain::{
    Action, ActionStatus, Assessment, Date, Diagnostic, Number, Register, Risk, RiskState, Stage,
    assessment::Rating,
    due::{self, Flag, Verdict},
    scheme::Level,
};
use foldhash::HashMap;

use crate::{
    Settings, Subject,
    acronyms::{self, Acronyms},
    history::Trail,
    language,
    words::{self, Text, folded},
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
    /// The settings in force.
    pub settings: &'a Settings,
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

/// A live risk.
#[derive(Debug)]
pub struct RiskView<'a> {
    /// The risk itself.
    pub risk: &'a Risk,
    /// Its place in the register, from naught.
    pub position: usize,
    /// How many words its title has, or its wording where it has no title.
    pub length: usize,
    /// What findings call it: the body's number, or "#3" for the third where it has none.
    pub name: String,
    /// The statement: its description, else its event, else its title.
    pub statement: &'a str,
    /// The statement as it was read.
    pub text: &'a Text,
    /// The words of the statement, in lower case.
    pub words: Vec<&'a str>,
    /// The inherent assessment.
    pub gross: Option<Score>,
    /// The current assessment.
    pub now: Option<Score>,
    /// The target assessment.
    pub target: Option<Score>,
    /// Its actions.
    pub actions: Vec<ActionView<'a>>,
}

/// An action of a live risk.
#[derive(Debug)]
pub struct ActionView<'a> {
    /// The action itself.
    pub action: &'a Action,
    /// Its place in the risk, from one.
    pub number: usize,
    /// Its status as read.
    pub status: Option<ActionStatus>,
    /// Its description as it was read.
    pub text: &'a Text,
    /// The number of that wording: two actions are the same if this is. `None` without a word.
    pub wording: Option<usize>,
    /// The words of its description, in lower case.
    pub words: Vec<&'a str>,
    /// Where it stands by its target date, as at the day; an empty cell is undecided.
    pub verdict: Verdict,
    /// The last day of its next milestone or occurrence.
    pub next_due: Option<Date>,
    /// The last day of its latest milestone or occurrence that passed unconfirmed.
    pub late_since: Option<Date>,
}

/// An assessment in numbers.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Score {
    /// Likelihood.
    pub likelihood: Option<Number>,
    /// Impact.
    pub impact: Option<Number>,
    /// The stated score; where none is stated, what the matrix gives, else likelihood × impact.
    pub score: Option<Number>,
}

impl Score {
    fn of(assessment: &Assessment, register: &Register) -> Option<Self> {
        let number = |rating: &Option<Rating>| rating.as_ref()?.value;
        let (likelihood, impact) = (number(&assessment.likelihood), number(&assessment.impact));
        let product = || {
            let (likelihood, impact) = (likelihood?, impact?);
            let stated = register.scheme.as_ref().and_then(|s| s.score(likelihood, impact));
            stated.or_else(|| likelihood.times(impact))
        };
        let score = assessment.score_value().or_else(product);
        let any = likelihood.is_some() || impact.is_some() || score.is_some();
        any.then_some(Self { likelihood, impact, score })
    }

    /// Likelihood and impact, where both are known.
    pub fn cell(&self) -> Option<(Number, Number)> {
        Some((self.likelihood?, self.impact?))
    }

    /// Whether the score is known and reaches a threshold.
    pub fn reaches(&self, threshold: f64) -> bool {
        self.score.is_some_and(|score| score.get() >= threshold)
    }

    /// Whether both scores are known and this one is the lower.
    pub fn below(&self, other: &Self) -> bool {
        matches!((self.score, other.score), (Some(a), Some(b)) if a < b)
    }

    /// "4 × 5 = 20", or as much of it as is known.
    pub fn words(&self) -> String {
        match (self.cell(), self.score) {
            (Some((l, i)), Some(score)) => format!("{l} × {i} = {score}"),
            (Some((l, i)), None) => format!("{l} × {i}"),
            (None, Some(score)) => score.to_string(),
            (None, None) => "not scored".to_owned(),
        }
    }
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

/// What a risk says: its description, else its event, else its title.
fn statement(risk: &Risk) -> &str {
    [&risk.description, &risk.event, &risk.title]
        .into_iter()
        .find_map(|words| words.as_deref())
        .unwrap_or_default()
}

impl<'a> Context<'a> {
    pub(crate) fn new(subject: &Subject<'a>, settings: &'a Settings, texts: &'a Texts) -> Self {
        let mut risks: Vec<RiskView<'_>> = subject
            .register
            .risks
            .iter()
            .zip(&texts.risks)
            .enumerate()
            .filter(|(_, (risk, _))| !is_closed(risk))
            .map(|(position, (risk, texts))| RiskView::new(risk, position, texts, subject))
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
            settings,
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
        let scale = self.register.scheme.as_ref().map(|scheme| scheme.likelihood.as_slice());
        self.top(scale, |score| score.likelihood)
    }

    /// The highest step of the impact scale, by the same rule.
    pub fn top_impact(&self) -> Option<Number> {
        let scale = self.register.scheme.as_ref().map(|scheme| scheme.impact.as_slice());
        self.top(scale, |score| score.impact)
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

/// Numbers the wordings of actions as they come.
fn number_wordings(risks: &mut [RiskView<'_>]) {
    let mut numbers: HashMap<&str, usize> = HashMap::default();
    let actions = risks.iter_mut().flat_map(|risk| &mut risk.actions);
    for action in actions.filter(|action| !action.text.folded.is_empty()) {
        let next = numbers.len();
        action.wording = Some(*numbers.entry(&action.text.folded).or_insert(next));
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

fn same_rating(a: &Rating, b: &Rating) -> bool {
    match (a.value, b.value) {
        (Some(a), Some(b)) => a == b,
        (None, None) => folded(&a.text) == folded(&b.text),
        _ => false,
    }
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

/// Whether the register calls a risk closed.
pub(crate) fn is_closed(risk: &Risk) -> bool {
    risk.status.as_ref().and_then(|status| status.value) == Some(RiskState::Closed)
}

/// What findings call a risk.
pub(crate) fn name_of(risk: &Risk, position: usize) -> String {
    risk.reference.clone().unwrap_or_else(|| format!("#{}", position + 1))
}

impl<'a> RiskView<'a> {
    fn new(
        risk: &'a Risk,
        position: usize,
        (text, actions): &'a (Text, Vec<Text>),
        subject: &Subject<'a>,
    ) -> Self {
        let score =
            |stage| risk.assessments.get(stage).and_then(|a| Score::of(a, subject.register));
        Self {
            risk,
            position,
            length: words::count(risk.wording()),
            name: name_of(risk, position),
            statement: statement(risk),
            text,
            words: text.words(),
            gross: score(Stage::Inherent),
            now: score(Stage::Current),
            target: score(Stage::Target),
            actions: risk
                .actions
                .iter()
                .zip(actions)
                .enumerate()
                .map(|(i, (action, text))| ActionView::new(action, text, i + 1, subject.as_at))
                .collect(),
        }
    }

    /// The assessment of a stage in numbers.
    pub fn score(&self, stage: Stage) -> Option<Score> {
        match stage {
            Stage::Inherent => self.gross,
            Stage::Current => self.now,
            Stage::Target => self.target,
        }
    }

    /// Whether the register says anything of a stage: in figures, in words or by a colour.
    pub fn is_rated(&self, stage: Stage) -> bool {
        self.risk.assessments.get(stage).is_some_and(|assessment| !assessment.is_blank())
    }

    /// Whether two stages have the same likelihood and the same impact, in figures or in words;
    /// where one of them is not given, whether they have the same score.
    pub fn same(&self, a: Stage, b: Stage) -> bool {
        let stages = (self.risk.assessments.get(a), self.risk.assessments.get(b));
        let (Some(a), Some(b)) = stages else { return false };
        let axes = [(&a.likelihood, &b.likelihood), (&a.impact, &b.impact)];
        let axes = axes.map(|(a, b)| Some(same_rating(a.as_ref()?, b.as_ref()?)));
        match axes {
            [Some(likelihood), Some(impact)] => likelihood && impact,
            _ => a.score_value().is_some() && a.score_value() == b.score_value(),
        }
    }

    /// What a stage is rated: "4 × 5 = 20", "Likely × Major", or as much of it as is given.
    pub fn rating(&self, stage: Stage) -> String {
        if let Some(score) = self.score(stage) {
            return score.words();
        }
        let text = |rating: &Option<Rating>| rating.as_ref().map(|rating| rating.text.clone());
        let given = self.risk.assessments.get(stage).and_then(|assessment| {
            let axes = [text(&assessment.likelihood), text(&assessment.impact)];
            let axes: Vec<String> = axes.into_iter().flatten().collect();
            if axes.is_empty() { assessment.level.clone() } else { Some(axes.join(" × ")) }
        });
        given.unwrap_or_else(|| "not scored".to_owned())
    }

    /// Whether the current score reaches a threshold.
    pub fn now_reaches(&self, threshold: f64) -> bool {
        self.now.is_some_and(|now| now.reaches(threshold))
    }
}

impl<'a> ActionView<'a> {
    fn new(action: &'a Action, text: &'a Text, number: usize, as_at: Date) -> Self {
        let status = action.status_value();
        let judged = action.due.as_ref().map(|due| due::judge(due, status, as_at));
        let closed = status.is_some_and(ActionStatus::is_closed);
        let undated = if closed { Verdict::Done } else { Verdict::Undecided };
        Self {
            action,
            number,
            status,
            text,
            wording: None,
            words: text.words(),
            verdict: judged.as_ref().map_or(undated, |judged| judged.verdict),
            next_due: judged.as_ref().and_then(|judged| judged.next_due),
            late_since: judged.as_ref().and_then(|judged| judged.late_since),
        }
    }

    /// The target date's own words; empty where the cell is.
    pub fn due_text(&self) -> &'a str {
        self.action.due.as_ref().map_or("", |due| &due.text)
    }

    /// Whether the reading of the date left a doubt of this kind.
    pub fn has_flag(&self, flag: Flag) -> bool {
        self.action.due.as_ref().is_some_and(|due| due.flags.contains(&flag))
    }

    /// Whether no day can ever make it late: continuous, to be decided, hanging on an event, or
    /// without a word. Words that could not be read may be a date, and are not counted.
    pub fn is_undated(&self) -> bool {
        matches!(self.verdict, Verdict::Continuous | Verdict::Undecided | Verdict::Conditional)
    }

    /// Whether a milestone of it lies ahead. The next of a series that goes on for ever is an
    /// occurrence, not a milestone.
    pub fn is_dated_ahead(&self) -> bool {
        matches!(
            self.verdict,
            Verdict::Soon
                | Verdict::SoonContinuous
                | Verdict::Later
                | Verdict::LaterContinuous
                | Verdict::Mixed
                | Verdict::Until
        )
    }

    /// Whether its status or its date cell says that it is done. Given up is not done.
    pub fn is_done(&self) -> bool {
        matches!(self.verdict, Verdict::Done | Verdict::DoneContinuous)
            && self.status != Some(ActionStatus::Cancelled)
            && !self.has_flag(Flag::Withdrawn)
    }

    /// Whether it is amber or red.
    pub fn is_amber_or_red(&self) -> bool {
        matches!(self.status, Some(ActionStatus::Amber | ActionStatus::Red))
    }

    /// Whether its status says that nothing more is to be done.
    pub fn is_closed(&self) -> bool {
        self.status.is_some_and(ActionStatus::is_closed)
    }
}

impl RiskView<'_> {
    /// Whether an action of it has a milestone ahead.
    pub fn has_milestone_ahead(&self) -> bool {
        self.actions.iter().any(ActionView::is_dated_ahead)
    }
}
