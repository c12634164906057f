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
}

impl Course {
    /// That of a risk by its place from nought; `None` where its history is not known, or begins on
    /// the day itself.
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
        (begins < of.as_at && has_score).then_some(Self { steps, until: of.as_at })
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

    /// Since when it has stood in the highest band without a break, where it stands there.
    pub(super) fn high_since(&self) -> Option<Date> {
        self.steps.iter().rev().take_while(|step| step.high).last().map(|step| step.from)
    }

    /// How many days it has stood there without a break.
    pub(super) fn high_for(&self) -> Option<i32> {
        let since = self.high_since()?;
        Some((self.until - since).get_days())
    }

    /// "12 from 14 March 2025, 16 from 12 September 2025." and since when it stands highest.
    pub(super) fn words(&self, scores: &Scores) -> String {
        let each = self.steps.iter().map(|step| match step.score {
            Some(score) => format!("{score} from {}", long_date(step.from)),
            None => format!("no score from {}", long_date(step.from)),
        });
        let mut told = format!("{}.", each.collect::<Vec<_>>().join(", "));
        let band = scores.scheme().and_then(highest).map(|band| band.label.clone());
        if let Some(((since, days), band)) = self.high_since().zip(self.high_for()).zip(band) {
            let days = counted(usize::try_from(days).unwrap_or_default(), "day");
            told.push_str(&format!(
                " It has stood in the highest band, {band}, since {}: {days}.",
                long_date(since)
            ));
        }
        told
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

fn is_high(scheme: &Scheme, score: Number) -> bool {
    highest(scheme).is_some_and(|band| score >= band.from)
}
