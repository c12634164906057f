//! Signs in the risks themselves that their cells came from other columns: ratings under their own
//! headings, and numbers with words of other cells.

use std::{collections::HashMap, sync::Arc};

use bellwether_domain::{Number, Reading, Register, Risk, Stage};

use super::{super::Found, Plausible};
use crate::{
    Target,
    map::{Mapped, heading, vocabulary::Concept},
    note,
};

/// A rating's words are a step of a scale; what is longer holds more.
const LONGEST_STEP: usize = 24;

/// The share of the risks from which on a sign is no accident.
const SHARE: f32 = 0.15;

impl Plausible {
    pub(super) fn signs(&mut self, found: &[Found<'_>], register: &Register) {
        self.kept_ratings(found, register);
        let steps = Steps::of(register);
        let wrong = register.risks.iter().filter(|risk| steps.are_strange(risk));
        let rows: Vec<u32> = wrong.map(row_of).collect();
        let share = rows.len() as f32 / register.risks.len().max(1) as f32;
        if rows.len() >= 2 && share > SHARE {
            self.against(0.7, "ratings hold words of other cells".to_owned(), rows, None);
        }
    }

    /// Columns headed as the likelihood or the impact whose cells are none, where no risk has one.
    fn kept_ratings(&mut self, found: &[Found<'_>], register: &Register) {
        let rated = |concept: Concept| {
            let of = register.risks.iter();
            let mut all = of.flat_map(|risk| Stage::ALL.map(|stage| risk.assessments.get(stage)));
            all.any(|given| {
                given.is_some_and(|given| match concept {
                    Concept::Likelihood => given.likelihood.is_some(),
                    _ => given.impact.is_some(),
                })
            })
        };
        let kept = |column: &&Mapped| {
            let headed = heading::best(&column.column.heading).filter(|found| {
                matches!(found.concept, Concept::Likelihood | Concept::Impact) && found.score >= 0.9
            });
            column.target == Target::Extra
                && column.contents.said >= 2
                && !column.column.is_aspect
                && !column.is_given()
                && headed.is_some_and(|found| !rated(found.concept))
        };
        let columns = found.iter().flat_map(|each| each.mapping.columns.iter().filter(kept));
        let named: Vec<String> = columns.map(|column| note::quote(&column.own_heading())).collect();
        if !named.is_empty() {
            let says = format!("no rating was read from {}", named.join(", "));
            self.against(0.7, says, vec![], None);
        }
    }
}

fn row_of(risk: &Arc<Risk>) -> u32 {
    risk.source.as_ref().and_then(|source| source.row).unwrap_or(0)
}

/// The words of each rating: those of one step of a scale are always the same.
struct Steps {
    said: HashMap<(usize, Stage, String), Vec<String>>,
}

impl Steps {
    fn of(register: &Register) -> Self {
        let mut said = HashMap::<_, Vec<String>>::new();
        for (part, stage, rating) in register.risks.iter().flat_map(|risk| ratings(risk)) {
            let words = said.entry((part, stage, step(rating))).or_default();
            if !words.contains(&rating.text) {
                words.push(rating.text.clone());
            }
        }
        Self { said }
    }

    fn are_strange(&self, risk: &Risk) -> bool {
        ratings(risk).any(|(part, stage, given)| {
            let others = self.said.get(&(part, stage, step(given)));
            given.text.len() > LONGEST_STEP && others.is_some_and(|words| words.len() > 1)
        })
    }
}

/// What a rating is known by: its number, else its words.
fn step(rating: &Reading<Number>) -> String {
    rating.value.map_or_else(|| rating.text.clone(), |value| value.to_string())
}

fn ratings(risk: &Risk) -> impl Iterator<Item = (usize, Stage, &Reading<Number>)> {
    Stage::ALL
        .into_iter()
        .filter_map(move |stage| Some((stage, risk.assessments.get(stage)?)))
        .flat_map(|(stage, given)| {
            let parts = [&given.likelihood, &given.impact, &given.score];
            let given = parts.into_iter().enumerate();
            given.filter_map(move |(part, rating)| Some((part, stage, rating.as_ref()?)))
        })
}
