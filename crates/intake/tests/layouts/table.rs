//! A register laid out as a table: which columns, how ratings are written, where actions go.

use std::collections::BTreeSet;

use crate::facts::{ActionFacts, Facts, Ratings, RiskFacts, Said};

/// Which assessment a column speaks of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Stage {
    Gross,
    Current,
    Target,
}

/// Which part of an assessment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Part {
    Likelihood,
    Impact,
    Score,
    Level,
}

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum What {
    Reference,
    Category,
    Risk,
    Owners,
    Rate(Stage, Part),
    /// An X where the rating has this value.
    Mark(Stage, Part, usize),
    Action,
    ActionOwners,
    Due,
    Status,
    /// A column of the body's own that maps to no field.
    Other(&'static str),
}

impl What {
    /// Whether it differs from action to action within a risk.
    pub(crate) fn is_of_action(self) -> bool {
        matches!(self, Self::Action | Self::ActionOwners | Self::Due | Self::Status)
    }
}

/// A column under its group's banner.
pub(crate) type Column = (&'static str, &'static str, What);

/// How the actions of a risk are laid out.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Actions {
    /// The first on the risk's row, the others on rows of their own.
    Rows,
    /// One row each, the risk's cells repeated.
    Repeated,
    /// All in one cell, each written by the function, with this between them.
    Cell(fn(usize, &str) -> String, &'static str),
    /// The first only.
    First,
}

/// How the whole is laid out.
#[derive(Debug, Clone)]
pub(crate) struct Plan {
    pub(crate) columns: Vec<Column>,
    pub(crate) actions: Actions,
    pub(crate) likelihood: fn(usize) -> String,
    pub(crate) impact: fn(usize) -> String,
    pub(crate) status: fn(&str) -> String,
    /// Between owners.
    pub(crate) and: &'static str,
    /// The category as a row of its own over its risks.
    pub(crate) sections: bool,
    /// Whether the document says its date, its matrix and its key of owners.
    pub(crate) says_date: bool,
    pub(crate) says_people: bool,
}

/// The columns that most registers have, with two-row headings.
pub(crate) const COMMON: [Column; 17] = [
    ("Risk", "Ref", What::Reference),
    ("Risk", "Objective", What::Category),
    ("Risk", "Risk description", What::Risk),
    ("Risk", "Risk lead", What::Owners),
    ("Inherent", "Likelihood", What::Rate(Stage::Gross, Part::Likelihood)),
    ("Inherent", "Impact", What::Rate(Stage::Gross, Part::Impact)),
    ("Inherent", "Score", What::Rate(Stage::Gross, Part::Score)),
    ("Current", "Likelihood", What::Rate(Stage::Current, Part::Likelihood)),
    ("Current", "Impact", What::Rate(Stage::Current, Part::Impact)),
    ("Current", "Score", What::Rate(Stage::Current, Part::Score)),
    ("Target", "Likelihood", What::Rate(Stage::Target, Part::Likelihood)),
    ("Target", "Impact", What::Rate(Stage::Target, Part::Impact)),
    ("Target", "Score", What::Rate(Stage::Target, Part::Score)),
    ("Planned actions", "Action", What::Action),
    ("Planned actions", "Lead", What::ActionOwners),
    ("Planned actions", "Due", What::Due),
    ("Planned actions", "RAG", What::Status),
];

/// The columns of a short register with one row of headings and one assessment.
pub(crate) const SHORT: [Column; 9] = [
    ("", "ID", What::Reference),
    ("", "Theme", What::Category),
    ("", "Risk", What::Risk),
    ("", "Likelihood", What::Rate(Stage::Current, Part::Likelihood)),
    ("", "Impact", What::Rate(Stage::Current, Part::Impact)),
    ("", "Score", What::Rate(Stage::Current, Part::Score)),
    ("", "Owner", What::Owners),
    ("", "Mitigating actions", What::Action),
    ("", "Comments", What::Other("Discussed at the last meeting")),
];

impl Default for Plan {
    fn default() -> Self {
        Self {
            columns: COMMON.to_vec(),
            actions: Actions::Rows,
            likelihood: number,
            impact: number,
            status: as_is,
            and: " / ",
            sections: false,
            says_date: false,
            says_people: false,
        }
    }
}

impl Plan {
    /// A plan with these columns.
    pub(crate) fn of(columns: &[Column]) -> Self {
        Self { columns: columns.to_vec(), ..Self::default() }
    }

    /// The same, with the actions of [`SHORT`] in one cell.
    pub(crate) fn short(actions: Actions) -> Self {
        Self { actions, ..Self::of(&SHORT) }
    }

    /// The same with other headings, column by column.
    pub(crate) fn headed(mut self, headings: &[(&'static str, &'static str)]) -> Self {
        for (column, (group, heading)) in self.columns.iter_mut().zip(headings) {
            (column.0, column.1) = (group, heading);
        }
        self
    }

    /// The rows of a risk.
    pub(crate) fn rows(&self, risk: &RiskFacts) -> Vec<Vec<String>> {
        let count = match self.actions {
            Actions::Rows | Actions::Repeated => risk.actions.len().max(1),
            Actions::Cell(..) | Actions::First => 1,
        };
        (0..count)
            .map(|n| self.columns.iter().map(|(_, _, what)| self.cell(*what, risk, n)).collect())
            .collect()
    }

    fn cell(&self, what: What, risk: &RiskFacts, n: usize) -> String {
        if n > 0 && !what.is_of_action() && !matches!(self.actions, Actions::Repeated) {
            return String::new();
        }
        let action = risk.actions.get(n).cloned().unwrap_or_default();
        match what {
            What::Reference => risk.reference.clone().unwrap_or_default(),
            What::Category => risk.category.clone().unwrap_or_default(),
            What::Risk => risk.wording().to_owned(),
            What::Owners => risk.owners.join(self.and),
            What::Rate(stage, part) => self.said(risk, stage, part).unwrap_or_default(),
            What::Mark(stage, part, value) => {
                let marked = rating(risk, stage, part).is_some_and(|said| said.whole() == value);
                if marked { "X".to_owned() } else { String::new() }
            }
            What::Action => match self.actions {
                Actions::Cell(write, joiner) => {
                    let each = risk.actions.iter().enumerate();
                    let each: Vec<String> = each.map(|(n, a)| write(n, a.wording())).collect();
                    each.join(joiner)
                }
                _ => action.wording().to_owned(),
            },
            What::ActionOwners => action.owners.join(self.and),
            What::Due => action.target.unwrap_or_default(),
            What::Status => action.status.as_deref().map(self.status).unwrap_or_default(),
            What::Other(words) => words.to_owned(),
        }
    }

    /// A rating as this layout writes it.
    fn said(&self, risk: &RiskFacts, stage: Stage, part: Part) -> Option<String> {
        if part == Part::Level {
            return Some(level(rating(risk, stage, Part::Score)?.whole()).to_owned());
        }
        let said = rating(risk, stage, part)?;
        Some(match part {
            Part::Likelihood => (self.likelihood)(said.whole()),
            Part::Impact => (self.impact)(said.whole()),
            Part::Score | Part::Level => said.to_string(),
        })
    }

    /// What the document so laid out still says.
    pub(crate) fn facts(&self, facts: &Facts) -> Facts {
        let mut facts = facts.clone();
        if !self.says_date {
            (facts.as_at, facts.as_at_iso) = (None, None);
        }
        if !self.says_people {
            facts.owners_key.clear();
        }
        let has: BTreeSet<What> = self.columns.iter().map(|(_, _, what)| *what).collect();
        facts.each(|risk| {
            let before = risk.clone();
            if !has.contains(&What::Reference) {
                risk.reference = None;
            }
            if !has.contains(&What::Category) && !self.sections {
                risk.category = None;
            }
            if !has.contains(&What::Owners) {
                risk.owners.clear();
            }
            risk.gross = self.ratings(&before, &has, Stage::Gross);
            risk.current = self.ratings(&before, &has, Stage::Current);
            risk.target = self.ratings(&before, &has, Stage::Target);
            if matches!(self.actions, Actions::First) {
                risk.actions.truncate(1);
            }
            if !has.contains(&What::Action) {
                risk.actions.clear();
            }
            risk.actions.iter_mut().for_each(|action| self.limit(action, &has));
        })
    }

    fn limit(&self, action: &mut ActionFacts, has: &BTreeSet<What>) {
        if !has.contains(&What::ActionOwners) {
            action.owners.clear();
        }
        if !has.contains(&What::Due) {
            action.target = None;
        }
        if !has.contains(&What::Status) {
            action.status = None;
        }
    }

    fn ratings(&self, risk: &RiskFacts, has: &BTreeSet<What>, stage: Stage) -> Option<Ratings> {
        let part = |part: Part| {
            let stated = has.contains(&What::Rate(stage, part));
            let marked = (1..=5).any(|value| has.contains(&What::Mark(stage, part, value)));
            let text = self.said(risk, stage, part).filter(|_| stated || marked)?;
            Some(text.parse().map_or_else(|_| Said::Words(text), Said::Number))
        };
        let ratings = Ratings {
            likelihood: part(Part::Likelihood),
            impact: part(Part::Impact),
            score: part(Part::Score),
            level: part(Part::Level),
        };
        let parts = [&ratings.likelihood, &ratings.impact, &ratings.score, &ratings.level];
        let any = parts.into_iter().any(Option::is_some);
        any.then_some(ratings)
    }
}

fn rating(risk: &RiskFacts, stage: Stage, part: Part) -> Option<&Said> {
    let ratings = match stage {
        Stage::Gross => risk.gross.as_ref(),
        Stage::Current => risk.current.as_ref(),
        Stage::Target => risk.target.as_ref(),
    }?;
    match part {
        Part::Likelihood => ratings.likelihood.as_ref(),
        Part::Impact => ratings.impact.as_ref(),
        Part::Score => ratings.score.as_ref(),
        Part::Level => ratings.level.as_ref(),
    }
}

fn level(score: usize) -> &'static str {
    match score {
        0..=6 => "Low",
        7..=12 => "Medium",
        _ => "High",
    }
}

fn pick<const N: usize>(words: [&str; N], value: usize) -> String {
    words.get(value.saturating_sub(1)).copied().unwrap_or_default().to_owned()
}

/// 4
pub(crate) fn number(value: usize) -> String {
    value.to_string()
}

/// 70%
pub(crate) fn percent(value: usize) -> String {
    pick(["10%", "30%", "50%", "70%", "90%"], value)
}

/// Probable
pub(crate) fn likelihood_word(value: usize) -> String {
    pick(["Remote", "Unlikely", "Possible", "Probable", "Near certain"], value)
}

/// Major
pub(crate) fn impact_word(value: usize) -> String {
    pick(["Slight", "Moderate", "Serious", "Major", "Critical"], value)
}

/// 4 - Probable
pub(crate) fn numbered_likelihood(value: usize) -> String {
    format!("{value} - {}", likelihood_word(value))
}

/// Major (4)
pub(crate) fn numbered_impact(value: usize) -> String {
    format!("{} ({value})", impact_word(value))
}

/// D
pub(crate) fn letter(value: usize) -> String {
    pick(["A", "B", "C", "D", "E"], value)
}

/// IV
pub(crate) fn roman(value: usize) -> String {
    pick(["I", "II", "III", "IV", "V"], value)
}

/// VH
pub(crate) fn short_word(value: usize) -> String {
    pick(["VL", "L", "M", "H", "VH"], value)
}

/// The status as the facts have it.
pub(crate) fn as_is(status: &str) -> String {
    status.to_owned()
}

/// The status as a word.
pub(crate) fn status_word(status: &str) -> String {
    match status {
        "R" => "Red",
        "A" => "Amber",
        "G" => "Green",
        "B" => "Blue",
        other => other,
    }
    .to_owned()
}
