//! The course of a risk's score: what it was from which day, and since when it stands in the highest
//! band.

use bellwether_domain::{Date, Number, Risk, Scheme, Stage, calendar::long_date, words::counted};

use bellwether_figures::course;

use super::{Material, scored::Scores};

/// A score, and the day from which it held.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Step {
    pub(crate) from: Date,
    /// `None` where the risk had none, or was off the register.
    pub(crate) score: Option<Number>,
    /// Whether it stood in the highest band of the matrix then in force.
    high: bool,
}

/// How a score went, oldest first; each step differs from the one before.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Course {
    pub(crate) steps: Vec<Step>,
    /// The day that it is told on.
    pub(crate) until: Date,
    /// Whether its first score is older than anything that is recorded.
    is_older: bool,
}

/// How long a score has stood in the highest band without a break.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct High {
    /// From this day.
    pub(super) since: Date,
    /// So many days.
    days: usize,
    /// It is older than anything that is recorded.
    at_least: bool,
}

impl Course {
    /// That of a risk by its place from nought; `None` where its history is not known, or there is no
    /// day before in that of any.
    pub(super) fn of(of: &Material, at: usize, scores: &Scores) -> Option<Self> {
        let mut steps: Vec<Step> = vec![];
        for version in of.history.risks.get(&at)? {
            let scheme = of.history.matrix(version.from).or(scores.scheme());
            let score = version.risk.as_ref().and_then(|risk| score(risk, scores.now(), scheme));
            let high = score.zip(scheme).is_some_and(|(score, scheme)| is_high(scheme, score));
            let step = Step { from: version.from, score, high };
            let goes_on = |last: &Step| last.score == step.score && last.high == step.high;
            if !steps.last().is_some_and(goes_on) {
                steps.push(step);
            }
        }
        let begins = steps.first()?.from;
        let has_score = steps.iter().any(|step| step.score.is_some());
        let first = of.history.issues.first().copied().unwrap_or(begins);
        let is_told = has_score && first.min(begins) < of.as_at;
        is_told.then_some(Self { steps, until: of.as_at, is_older: begins <= first })
    }

    /// Whether there is a time to draw: not where it begins on the day itself.
    pub(super) fn has_time(&self) -> bool {
        self.steps.first().is_some_and(|step| step.from < self.until)
    }

    /// What is drawn of it, under a risk's number.
    pub(super) fn drawn(&self, name: String) -> course::Course {
        let step = |step: &Step| course::Step { from: step.from, score: step.score };
        course::Course { name, steps: self.steps.iter().map(step).collect(), until: self.until }
    }

    /// What the score was on a day.
    pub(super) fn on(&self, day: Date) -> Option<Number> {
        self.steps.iter().rev().find(|step| step.from <= day)?.score
    }

    /// How long it has stood in the highest band without a break, where it stands there.
    pub(super) fn high(&self) -> Option<High> {
        let high = self.steps.iter().rev().take_while(|step| step.high).count();
        let first = self.steps.get(self.steps.len() - high..)?.first()?;
        Some(High {
            since: first.from,
            days: usize::try_from((self.until - first.from).get_days()).unwrap_or_default(),
            at_least: self.is_older && high == self.steps.len(),
        })
    }

    /// "12 from 14 March 2025, 16 from 12 September 2025." and since when it stands highest.
    pub(super) fn words(&self, scores: &Scores) -> String {
        let each = self.steps.iter().map(|step| match step.score {
            Some(score) => format!("{score} from {}", long_date(step.from)),
            None => format!("no score from {}", long_date(step.from)),
        });
        let mut told = format!("{}.", each.collect::<Vec<_>>().join(", "));
        let band = scores.scheme().and_then(highest).map(|band| band.label.clone());
        if let Some((high, band)) = self.high().zip(band) {
            let since = high.since(long_date);
            let days = high.days();
            told.push_str(&format!(" It has stood in the highest band, {band}, {since}: {days}."));
        }
        told
    }
}

impl High {
    /// "since 14 March 2025", "since 14 March 2025 or before".
    pub(super) fn since(&self, told: impl Fn(Date) -> String) -> String {
        format!("since {}", self.day(told))
    }

    /// "14 March 2025", "14 March 2025 or before".
    pub(super) fn day(&self, told: impl Fn(Date) -> String) -> String {
        self.open(told(self.since), "or before")
    }

    /// "182 days", "273 days or more".
    pub(super) fn days(&self) -> String {
        self.open(counted(self.days, "day"), "or more")
    }

    /// The same as a figure alone: "182", "273 or more".
    pub(super) fn figure(&self) -> String {
        self.open(self.days.to_string(), "or more")
    }

    /// Whether the figure says all.
    pub(super) fn is_exact(&self) -> bool {
        !self.at_least
    }

    fn open(&self, told: String, open: &str) -> String {
        if self.at_least { format!("{told} {open}") } else { told }
    }
}

impl super::History {
    /// The matrix in force on a day, where the register printed one.
    fn matrix(&self, day: Date) -> Option<&Scheme> {
        self.matrices.iter().rev().find(|(from, _)| *from <= day)?.1.as_ref()
    }
}

fn score(risk: &Risk, stage: Stage, scheme: Option<&Scheme>) -> Option<Number> {
    Some(risk.assessments.get(stage)?.scored(scheme)?.value)
}

/// The highest band, where there are several.
pub(super) fn highest(scheme: &Scheme) -> Option<&bellwether_domain::scheme::Band> {
    let several = scheme.bands.len() > 1;
    scheme.bands.iter().max_by_key(|band| band.from).filter(|_| several)
}

/// Whether a score stands in it.
pub(super) fn is_high(scheme: &Scheme, score: Number) -> bool {
    highest(scheme).is_some_and(|band| score >= band.from)
}
