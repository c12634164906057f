//! The register as rows: each risk with what it was at the issue before and what its actions
//! come to.

use std::{
    collections::BTreeMap,
    ops::Deref,
    sync::{Arc, OnceLock},
};

use bellwether_domain::{
    Action, ActionStatus, Assessment, Date, Field, Number, Register, Risk, Stage, due::Stand,
    scales::Steps,
};

use super::{Bands, DueGroup, DueView};

/// The register as at a date, beside the issue before.
#[derive(Debug)]
pub struct Issue<'a> {
    /// The register.
    pub register: &'a Register,
    /// The date it is judged at.
    pub as_at: Date,
    /// The date of the issue that movement is measured from.
    pub since: Option<Date>,
    /// Its risks, in its order.
    pub rows: Vec<Row<'a>>,
    /// How its scores are coloured and named.
    pub bands: Arc<Bands>,
    /// How many days ahead its body calls soon.
    pub soon_days: u16,
    /// What was found out of it as a whole.
    whole: Arc<Whole>,
}

/// What there is to find out of a register before any of its pages can be shown: the same for all
/// of them, so that it is found out once.
#[derive(Debug)]
pub struct Layout {
    bands: Arc<Bands>,
    whole: Arc<Whole>,
    facts: Vec<Arc<Facts>>,
}

/// The body's own words over the scores of a stage.
#[derive(Debug, Clone)]
struct Labels {
    /// Over all of them.
    all: String,
    /// The same with the day of the issue, where some were given by hand since.
    dated: String,
}

#[derive(Debug, Clone)]
struct Whole {
    /// The assessments that it uses at all.
    stages: Vec<Stage>,
    /// Its own headings over them.
    labels: Vec<(Stage, Labels)>,
    /// How many actions there are.
    actions: usize,
    /// How many of them stand in each group.
    groups: BTreeMap<DueGroup, usize>,
    /// What lists can be narrowed to; gathered when first asked for.
    choices: Arc<OnceLock<Choices>>,
}

/// What a list of risks can be narrowed to: each as an address has it, with the words for it.
#[derive(Debug)]
pub struct Choices {
    /// Categories.
    pub categories: Vec<(String, String)>,
    /// Who owns a risk.
    pub owners: Vec<(String, String)>,
    /// Who owns a risk or an action of it.
    pub involved: Vec<(String, String)>,
    /// Statuses of risks.
    pub states: Vec<(String, String)>,
    /// Statuses of actions.
    pub statuses: Vec<(String, String)>,
}

/// What a body sets that decides how its register is laid out.
#[derive(Debug, Clone, Copy)]
pub struct Ways {
    /// How many days ahead it calls soon.
    pub soon_days: u16,
    /// How many steps its scales have, where its register prints no matrix.
    pub steps: Steps,
}

/// One risk with what stands around it.
#[derive(Debug)]
pub struct Row<'a> {
    /// The risk.
    pub risk: &'a Risk,
    /// What it was at the issue before: `None` if there was no such issue, `Some(None)` if it
    /// was not on the register then.
    pub earlier: Option<Option<&'a Risk>>,
    day: (Date, u16),
    facts: Arc<Facts>,
}

/// What lists are chosen, sorted and counted by, of one risk.
#[derive(Debug)]
pub struct Facts {
    /// How an address names it.
    pub key: String,
    /// Its position on the register.
    pub position: usize,
    /// Its place in words, for registers that number nothing.
    place: String,
    /// What it scores at each stage, and scored at the issue before.
    scores: [Option<Number>; 3],
    before: [Option<Number>; 3],
    /// Where its actions stand as at the date of the page.
    pub stands: Vec<Stand>,
    /// What they come to.
    pub actions: ActionSummary,
}

impl Deref for Row<'_> {
    type Target = Facts;

    fn deref(&self) -> &Facts {
        &self.facts
    }
}

/// The actions of one risk in a few figures.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ActionSummary {
    /// How many there are.
    pub total: usize,
    /// How many of each status, under the body's own words, worst first.
    pub by_status: Vec<(String, Option<ActionStatus>, usize)>,
    /// The next date of any of them.
    pub next: Option<Date>,
    /// How many are overdue.
    pub overdue: usize,
    /// Since when the oldest of them is.
    pub overdue_since: Option<Date>,
    /// How many passed a date that nobody confirmed.
    pub passed: usize,
    /// How many have no date.
    pub undated: usize,
    /// How many only go on.
    pub continuous: usize,
}

impl<'a> Issue<'a> {
    /// Lays a register out. `risks` gives each risk's key and what it was at the issue before.
    pub fn new(
        register: &'a Register,
        as_at: Date,
        since: Option<Date>,
        risks: impl IntoIterator<Item = (String, Option<&'a Risk>)>,
        ways: Ways,
    ) -> Self {
        let (keys, earlier): (Vec<_>, Vec<_>) = risks.into_iter().unzip();
        let layout = Layout::of(register, as_at, keys.into_iter().zip(earlier.clone()), ways);
        Self::laid_out(register, as_at, since, &layout, earlier, ways.soon_days)
    }

    /// The same of a register that was laid out before; `earlier` gives what each risk was at the
    /// issue before.
    pub fn laid_out(
        register: &'a Register,
        as_at: Date,
        since: Option<Date>,
        layout: &Layout,
        earlier: impl IntoIterator<Item = Option<&'a Risk>>,
        soon_days: u16,
    ) -> Self {
        let day = (as_at, soon_days);
        let both = register.risks.iter().zip(&layout.facts).zip(earlier);
        let row = |((risk, facts), earlier): ((&'a Arc<Risk>, &Arc<Facts>), _)| Row {
            risk,
            earlier: since.map(|_| earlier),
            day,
            facts: Arc::clone(facts),
        };
        let rows = both.map(row).collect();
        let (bands, whole) = (Arc::clone(&layout.bands), Arc::clone(&layout.whole));
        Self { register, as_at, since, rows, bands, soon_days, whole }
    }

    /// A risk that is not on the register, laid out as those are.
    pub fn beside<'r>(
        &self,
        key: String,
        risk: &'r Risk,
        earlier: Option<Option<&'r Risk>>,
    ) -> Row<'r> {
        let day = (self.as_at, self.soon_days);
        Row::new((key, usize::MAX), risk, earlier, &self.bands, day)
    }

    /// The body's own heading over an assessment, else the field's own word.
    pub fn stage_label(&self, stage: Stage) -> String {
        let own = self.labels(stage).map(|labels| labels.all.clone());
        own.unwrap_or_else(|| crate::words::sentence(stage.name()))
    }

    fn labels(&self, stage: Stage) -> Option<&Labels> {
        self.whole.labels.iter().find(|(own, _)| *own == stage).map(|(_, labels)| labels)
    }

    /// The heading over a column of scores: those given by hand since it was issued are marked in it.
    pub fn dated_stage_label(&self, stage: Stage) -> String {
        let own = self.labels(stage).map(|labels| labels.dated.clone());
        own.unwrap_or_else(|| self.stage_label(stage))
    }

    /// The heading over one risk's assessment: that of a score given by hand names no day.
    pub fn own_stage_label(&self, risk: &Risk, stage: Stage) -> String {
        let own = risk.assessments.get(stage).and_then(|own| own.label.clone());
        own.unwrap_or_else(|| self.stage_label(stage))
    }

    /// Whether a score was given by hand since the issue whose day heads its column.
    pub fn is_by_hand(&self, assessment: &Assessment, stage: Stage) -> bool {
        self.labels(stage).is_some_and(|Labels { all, dated }| {
            all != dated && assessment.label.as_ref() == Some(all)
        })
    }

    /// The heading over an assessment where there is little room: the body's own if it is short.
    pub fn stage_label_short(&self, stage: Stage) -> String {
        let label = self.stage_label(stage);
        // "Score Now (16 March 2018)" and "Residual Risk Following …" say it in their first words.
        let head = label.split(['(', ',', ':']).next().unwrap_or_default().trim();
        let short: Vec<&str> = head.split_whitespace().take(2).collect();
        if head.chars().count() <= 16 { head.to_owned() } else { short.join(" ") }
    }

    /// What to call the score of a stage: "Score now", "Gross risk score".
    pub fn score_label(&self, stage: Stage) -> String {
        let label = self.stage_label_short(stage);
        if label.to_lowercase().contains("score") { label } else { format!("{label} score") }
    }

    /// What the body calls its actions; a column headed merely "Description" does not say.
    pub fn actions_heading(&self) -> String {
        let heading = self.register.heading(Field::Action, "Actions");
        let vague = ["description", "details", "text", "what"];
        if vague.contains(&heading.to_lowercase().as_str()) {
            "Actions".to_owned()
        } else {
            crate::words::sentence(heading)
        }
    }

    /// The assessments that the register uses at all.
    pub fn stages(&self) -> Vec<Stage> {
        self.whole.stages.clone()
    }

    /// The stage that speaks of now: current, else whichever there is.
    pub fn now(&self) -> Stage {
        [Stage::Current, Stage::Inherent, Stage::Target]
            .into_iter()
            .find(|stage| self.whole.stages.contains(stage))
            .unwrap_or(Stage::Current)
    }

    /// What its lists can be narrowed to, gathered once for all its pages.
    pub fn choices(&self, gather: impl FnOnce() -> Choices) -> &Choices {
        self.whole.choices.get_or_init(gather)
    }

    /// How many actions there are.
    pub fn action_count(&self) -> usize {
        self.whole.actions
    }

    /// How many actions stand in a group.
    pub fn in_group(&self, group: DueGroup) -> usize {
        self.whole.groups.get(&group).copied().unwrap_or_default()
    }

    /// A risk's owner by name, where the key of owners has them.
    pub fn name(&self, owner: &str) -> Option<&'a str> {
        self.register.person(owner).map(|person| person.name.as_str())
    }
}

impl Layout {
    /// Lays a register out. `risks` gives each risk's key and what it was at the issue before.
    pub fn of<'r>(
        register: &Register,
        as_at: Date,
        risks: impl IntoIterator<Item = (String, Option<&'r Risk>)>,
        Ways { soon_days, steps }: Ways,
    ) -> Self {
        let bands = Bands::of(register, steps);
        let facts: Vec<Arc<Facts>> = register
            .risks
            .iter()
            .zip(risks)
            .enumerate()
            .map(|(position, (risk, (key, earlier)))| {
                Facts::of((key, position), risk, earlier, &bands, (as_at, soon_days)).into()
            })
            .collect();
        let mut groups: BTreeMap<DueGroup, usize> = BTreeMap::new();
        for stand in facts.iter().flat_map(|facts| &facts.stands) {
            *groups.entry(stand.group).or_default() += 1;
        }
        let whole = Whole {
            stages: stages(register),
            labels: labels(register),
            actions: facts.iter().map(|facts| facts.actions.total).sum(),
            groups,
            choices: Arc::default(),
        };
        Self { bands: bands.into(), whole: whole.into(), facts }
    }

    /// The layout of a register in which a few risks are others than when this was made, each in its
    /// place: with the risk as it was and as it was at the issue before. `None` where colours or places
    /// are others by it.
    pub fn following<'r>(
        &self,
        register: &Register,
        others: impl Iterator<Item = (usize, &'r Risk, Option<&'r Risk>)>,
        as_at: Date,
        Ways { soon_days, steps }: Ways,
    ) -> Option<Self> {
        let mut facts = self.facts.clone();
        let Whole { mut actions, mut groups, mut choices, .. } = Whole::clone(&self.whole);
        let mut rated = false;
        for (position, was, earlier) in others {
            let is = &**register.risks.get(position)?;
            rated |= was.assessments != is.assessments;
            if !offers_the_same(was, is) {
                choices = Arc::default();
            }
            let slot = facts.get_mut(position)?;
            let named = (slot.key.clone(), position);
            let new = Facts::of(named, is, earlier, &self.bands, (as_at, soon_days));
            for stand in &slot.stands {
                groups.entry(stand.group).and_modify(|count| *count -= 1);
            }
            for stand in &new.stands {
                *groups.entry(stand.group).or_default() += 1;
            }
            actions = actions + new.actions.total - slot.actions.total;
            *slot = new.into();
        }
        groups.retain(|_, count| *count > 0);
        if rated && Bands::of(register, steps) != *self.bands {
            return None;
        }
        let (stages, labels) = match rated {
            true => (stages(register), labels(register)),
            false => (self.whole.stages.clone(), self.whole.labels.clone()),
        };
        let whole = Whole { stages, labels, actions, groups, choices };
        Some(Self { bands: Arc::clone(&self.bands), whole: whole.into(), facts })
    }
}

/// The assessments that a register uses at all.
fn stages(register: &Register) -> Vec<Stage> {
    let all = |stage| register.risks.iter().filter_map(move |risk| risk.assessments.get(stage));
    let used = |stage: &Stage| all(*stage).any(|assessment| !assessment.is_blank());
    Stage::ALL.into_iter().filter(used).collect()
}

/// Its own headings over them.
fn labels(register: &Register) -> Vec<(Stage, Labels)> {
    let labels = |stage| Labels {
        all: register.stage_label(stage).to_owned(),
        dated: register.dated_stage_label(stage).to_owned(),
    };
    Stage::ALL.into_iter().map(|stage| (stage, labels(stage))).collect()
}

/// Whether lists can be narrowed to the same by a risk as it was and as it is.
fn offers_the_same(was: &Risk, is: &Risk) -> bool {
    let of_actions = |risk: &Risk| -> Vec<_> {
        let both = |action: &Action| (action.owners.clone(), action.status.clone());
        risk.actions.iter().map(both).collect()
    };
    (&was.category, &was.owners, &was.status) == (&is.category, &is.owners, &is.status)
        && of_actions(was) == of_actions(is)
}

impl Facts {
    fn of(
        (key, position): (String, usize),
        risk: &Risk,
        earlier: Option<&Risk>,
        bands: &Bands,
        (as_at, soon_days): (Date, u16),
    ) -> Self {
        let stands: Vec<Stand> =
            risk.actions.iter().map(|action| action.stands(as_at, soon_days)).collect();
        let actions = ActionSummary::of(&risk.actions, &stands);
        let place = format!("#{}", position.saturating_add(1));
        let scores = |risk| Stage::ALL.map(|stage| bands.score(risk, stage));
        let (scores, before) = (scores(risk), earlier.map(scores).unwrap_or_default());
        Self { key, position, place, scores, before, stands, actions }
    }
}

impl<'a> Row<'a> {
    /// A risk with where its actions stand as at a date.
    fn new(
        named: (String, usize),
        risk: &'a Risk,
        earlier: Option<Option<&'a Risk>>,
        bands: &Bands,
        day: (Date, u16),
    ) -> Self {
        let facts = Facts::of(named, risk, earlier.flatten(), bands, day);
        Self { risk, earlier, day, facts: facts.into() }
    }

    /// Its actions, each with its date as pages show it.
    pub fn dated(&self) -> impl Iterator<Item = (&'a Action, DueView)> {
        let (as_at, soon_days) = self.day;
        self.risk.actions.iter().map(move |action| (action, DueView::of(action, as_at, soon_days)))
    }

    /// How many of its actions would be overdue on another day.
    pub fn overdue_on(&self, day: Date, soon_days: u16) -> usize {
        let late = |action: &&Action| action.stands(day, soon_days).group == DueGroup::Overdue;
        self.risk.actions.iter().filter(late).count()
    }

    /// The score of a stage: as stated, else by the matrix.
    pub fn score(&self, stage: Stage) -> Option<Number> {
        of_stage(self.scores, stage)
    }

    /// By how much a score moved since the issue before; `None` where that cannot be said.
    pub fn moved(&self, stage: Stage) -> Option<f64> {
        Some(self.score(stage)?.get() - of_stage(self.before, stage)?.get())
    }

    /// Whether it came on to the register with this issue.
    pub fn is_new(&self) -> bool {
        matches!(self.earlier, Some(None))
    }

    /// Its number on the register, else its place ("#3").
    pub fn reference(&self) -> &str {
        self.risk.reference.as_deref().unwrap_or(&self.place)
    }
}

fn of_stage([inherent, current, target]: [Option<Number>; 3], stage: Stage) -> Option<Number> {
    match stage {
        Stage::Inherent => inherent,
        Stage::Current => current,
        Stage::Target => target,
    }
}

impl ActionSummary {
    fn of(actions: &[Action], stands: &[Stand]) -> Self {
        let mut by_status: BTreeMap<(Option<ActionStatus>, String), usize> = BTreeMap::new();
        for action in actions {
            let words = action.status.as_ref().map(|status| status.text.clone());
            *by_status.entry((action.status_value(), words.unwrap_or_default())).or_default() += 1;
        }
        let mut by_status: Vec<_> =
            by_status.into_iter().map(|((value, words), n)| (words, value, n)).collect();
        // Unread and missing statuses come last.
        by_status.sort_by_key(|(_, value, _)| (value.is_none(), *value));
        let in_group = |group| stands.iter().filter(|stand| stand.group == group).count();
        Self {
            total: actions.len(),
            by_status,
            next: stands.iter().filter_map(|stand| stand.next_due).min(),
            overdue: in_group(DueGroup::Overdue),
            overdue_since: stands
                .iter()
                .filter(|stand| stand.group == DueGroup::Overdue)
                .filter_map(|stand| stand.late_since)
                .min(),
            passed: in_group(DueGroup::Passed),
            undated: in_group(DueGroup::Undated),
            continuous: in_group(DueGroup::Continuous),
        }
    }
}
