//! A live risk as the rules see it.

use std::cell::OnceCell;

use bellwether_domain::{Risk, RiskState, Stage, assessment::Rating};

use super::{ActionView, Score, Seen};
use crate::{
    read::{Read, Text, statement},
    telling::Telling,
    words::{self, folded},
};

/// A live risk.
#[derive(Debug)]
pub struct RiskView<'a> {
    /// The risk itself.
    pub risk: &'a Risk,
    /// Its place in the register, from naught.
    pub position: usize,
    /// What findings call it: the body's number, or "#3" for the third where it has none.
    pub name: String,
    /// The statement: its description, else its event, else its title.
    pub statement: &'a str,
    /// The statement as it was read.
    pub text: &'a Text,
    /// The controls' descriptions as they were read.
    pub controls: &'a [Text],
    words: OnceCell<Vec<&'a str>>,
    telling: OnceCell<Telling>,
    /// The inherent assessment.
    pub gross: Option<Score>,
    /// The current assessment.
    pub now: Option<Score>,
    /// The target assessment.
    pub target: Option<Score>,
    /// Its actions.
    pub actions: Vec<ActionView<'a>>,
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
    pub(super) fn new(
        risk: &'a Risk,
        position: usize,
        Read { statement: text, controls, actions }: &'a Read,
        seen: Seen<'_>,
    ) -> Self {
        let score = |stage| risk.assessments.get(stage).and_then(|a| Score::of(a, seen.matrix));
        Self {
            risk,
            position,
            name: name_of(risk, position),
            statement: statement(risk),
            text,
            controls,
            words: OnceCell::new(),
            telling: OnceCell::new(),
            gross: score(Stage::Inherent),
            now: score(Stage::Current),
            target: score(Stage::Target),
            actions: risk
                .actions
                .iter()
                .zip(actions)
                .enumerate()
                .map(|(i, (action, text))| {
                    ActionView::new(action, text, i + 1, (seen.as_at, seen.soon_days))
                })
                .collect(),
        }
    }

    /// How many words its title has, or its wording where it has no title.
    pub fn length(&self) -> usize {
        words::count(self.risk.wording())
    }

    /// The words of the statement, in lower case; parted when first asked for.
    pub fn words(&self) -> &[&'a str] {
        self.words.get_or_init(|| self.text.words())
    }

    /// How the statement is told; read when first asked for.
    pub fn telling(&self) -> &Telling {
        self.telling.get_or_init(|| Telling::of(&words::lowered(self.statement)))
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

    /// Whether an action of it has a milestone ahead.
    pub fn has_milestone_ahead(&self) -> bool {
        self.actions.iter().any(ActionView::is_dated_ahead)
    }
}

fn same_rating(a: &Rating, b: &Rating) -> bool {
    match (a.value, b.value) {
        (Some(a), Some(b)) => a == b,
        (None, None) => folded(&a.text) == folded(&b.text),
        _ => false,
    }
}
