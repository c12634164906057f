//! What a register scores, stage by stage, by its own matrix or the one that its figures make.

use bellwether_domain::{Assessment, Number, Register, Risk, Scheme, Stage, scales::Steps};

use crate::paper::{Band, Cell};

/// How a register scores.
#[derive(Debug, Clone)]
pub(super) struct Scores {
    scheme: Option<Scheme>,
    stages: Vec<Stage>,
    /// Stages of which something is not for the public.
    withheld: Vec<Stage>,
}

impl Scores {
    /// By the register's matrix, else by the one that its figures make.
    pub(super) fn of(register: &Register, steps: Steps) -> Self {
        let said = |stage: &Stage| {
            let own = |risk: &Risk| risk.assessments.get(*stage).is_some_and(|own| !own.is_blank());
            register.risks.iter().any(|risk| own(risk))
        };
        let stages = Stage::ALL.into_iter().filter(said).collect();
        let withheld =
            Stage::ALL.into_iter().filter(|stage| register.withholds_stage(*stage)).collect();
        Self { scheme: register.scales(steps).map(|scales| scales.scheme), stages, withheld }
    }

    /// The stages that the register uses.
    pub(super) fn stages(&self) -> &[Stage] {
        &self.stages
    }

    /// The matrix.
    pub(super) fn scheme(&self) -> Option<&Scheme> {
        self.scheme.as_ref()
    }

    /// The stage that speaks of now: current, else whichever there is.
    pub(super) fn now(&self) -> Stage {
        let order = [Stage::Current, Stage::Inherent, Stage::Target];
        // What was before is not now because now is not for the public.
        let used = |stage: &Stage| self.stages.contains(stage) || self.withheld.contains(stage);
        order.into_iter().find(used).unwrap_or(Stage::Current)
    }

    /// Whether the scores of now may be told.
    pub(super) fn tell_now(&self) -> bool {
        self.stages.contains(&self.now()) || self.withheld.is_empty()
    }

    /// What a risk scores at a stage: as stated, else by the matrix.
    pub(super) fn score(&self, risk: &Risk, stage: Stage) -> Option<Number> {
        Some(risk.assessments.get(stage)?.scored(self.scheme())?.value)
    }

    /// The band of a score.
    pub(super) fn band(&self, score: Number) -> Option<Band> {
        Band::of_score(self.scheme()?, score)
    }

    /// A cell with what a risk scores at a stage; in words where it has no number.
    pub(super) fn cell(&self, risk: &Risk, stage: Stage) -> Cell {
        match self.score(risk, stage) {
            Some(score) => self.number(score),
            None => Cell::plain(risk.assessments.get(stage).map(words).unwrap_or_default()),
        }
    }

    /// A cell with a score in its band's colour.
    pub(super) fn number(&self, score: Number) -> Cell {
        let number = Some(score.to_string());
        Cell { number, band: self.band(score), ..Cell::plain(score.to_string()) }
    }
}

/// An assessment in the register's own words.
fn words(own: &Assessment) -> String {
    let said = own.score.as_ref().map(|score| score.text.clone()).or_else(|| own.level.clone());
    let pair =
        || Some(format!("{} × {}", own.likelihood.as_ref()?.text, own.impact.as_ref()?.text));
    said.or_else(pair).unwrap_or_default()
}
