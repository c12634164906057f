//! A risk that somebody adds by hand: the same reading and the same door as an edit.

use std::{collections::BTreeMap, sync::Arc};

use bellwether_domain::{Date, Risk, Stage, identity, stage_label::by_hand};
use bellwether_history::{AsAt, Change, CommitError, Deed, RiskId, RiskWrite, View, Write};

use super::{EditError, Edited, Leave, Problem, Scale, sound, typed};
use crate::{App, AppError, Author, import::closing::standing, read::Snapshot};

/// What a new risk begins from.
#[derive(Debug, Clone)]
pub struct AddForm {
    /// The register around it.
    pub snapshot: Snapshot,
    /// An empty risk with the next free number and the body's own columns.
    pub risk: Risk,
    /// The day from which it holds unless another is given.
    pub effective: Date,
}

/// A risk that was added.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Added {
    /// Its id.
    pub id: RiskId,
    /// What was kept, as for an edit.
    pub edited: Edited,
}

impl App {
    /// An empty risk, in the shape of those that the register has.
    ///
    /// # Errors
    /// When there is no register yet, or it cannot be read.
    pub fn add_form(&self) -> Result<AddForm, AppError> {
        let snapshot = self.snapshot(None, None)?;
        let risks = || snapshot.view.risks.iter().chain(snapshot.view.closed.iter());
        let mut references: Vec<&str> =
            risks().filter_map(|version| version.risk.reference.as_deref()).collect();
        references.sort_unstable();
        let extra = snapshot.register.risks.iter().flat_map(|risk| risk.extra.keys());
        let risk = Risk {
            reference: next_reference(&references),
            extra: extra.map(|heading| (heading.clone(), String::new())).collect(),
            ..Risk::default()
        };
        let effective = snapshot.timeline.today.max(snapshot.timeline.begins);
        Ok(AddForm { effective, snapshot, risk })
    }

    /// What would be added, from a day on. Changes nothing.
    ///
    /// # Errors
    /// When something typed cannot be kept, or the register cannot be read.
    pub fn preview_add(&self, risk: &Risk, effective: Date) -> Result<Risk, EditError> {
        let (risk, _, problems) = self.understand_new(risk, effective)?;
        sound(problems)?;
        Ok(risk)
    }

    /// Reads what was typed, as an edit of an empty risk on the day from which it is to hold.
    fn understand_new(
        &self,
        risk: &Risk,
        effective: Date,
    ) -> Result<(Risk, Scale, Vec<Problem>), EditError> {
        let begins = self.timeline(None)?.begins;
        let then = self.store.view(&self.register, AsAt::date(effective))?;
        let scale = Scale::of(&then.register(), self.body()?.body.steps);
        let blank = Risk::default();
        let (mut risk, mut problems) = typed::read(risk, &blank, &scale, effective);
        identity::keep_known(&blank, &mut risk);
        name_stages(&then, &mut risk);
        if effective < begins {
            problems.push(Problem::beside(&format!(
                "the register begins on {begins}: give that date or a later one"
            )));
        }
        problems.extend(super::taken(&then, None, &risk, &blank));
        Ok((risk, scale, problems))
    }
}

impl Author<'_> {
    /// Adds a risk to the register.
    ///
    /// # Errors
    /// When something typed cannot be kept, the number is taken, there is no reason, or the store
    /// fails; nothing is written then.
    pub fn add(&self, risk: &Risk, leave: Leave) -> Result<Added, EditError> {
        let effective = self.authority.effective;
        let (risk, scale, problems) = self.understand_new(risk, effective)?;
        sound(problems)?;
        self.not_ahead(leave)?;
        scale.not_beyond(&risk, &Risk::default(), leave.off_scale)?;
        let risk = Arc::new(risk);
        let id = RiskId::from_random(self.ambient.random());
        let write = RiskWrite {
            id,
            effective,
            expected: None,
            standing: standing(&risk),
            risk: Arc::clone(&risk),
        };
        let authority = self.authority.clone();
        let change = Change { authority, deed: Deed::Edit, writes: vec![Write::Risk(write)] };
        let committed = match self.store.commit(&self.register, &change, self.moment()) {
            Err(CommitError::Stale(_)) => return Err(EditError::Busy),
            other => other?,
        };
        let edited = Edited { committed: Some(committed), risk, merged: false, until: None };
        Ok(Added { id, edited })
    }
}

/// Calls the assessments what the register calls them, but for the day of its last issue.
fn name_stages(view: &View, risk: &mut Risk) {
    for stage in Stage::ALL {
        let Some(own) = risk.assessments.slot(stage).as_mut().filter(|own| own.label.is_none())
        else {
            continue;
        };
        let mut others =
            view.risks.iter().filter_map(|version| version.risk.assessments.get(stage));
        let label = others.find_map(|other| other.label.clone());
        own.label = label.and_then(by_hand);
    }
}

/// The number after the highest, where the register numbers its risks: "SR31" after "SR30".
fn next_reference(references: &[&str]) -> Option<String> {
    let mut highest: BTreeMap<&str, (u64, usize, usize)> = BTreeMap::new();
    for reference in references {
        let stem = reference.trim_end_matches(|c: char| c.is_ascii_digit());
        let digits = reference.get(stem.len()..).unwrap_or_default();
        let Ok(number) = digits.parse::<u64>() else { continue };
        let known = highest.entry(stem).or_insert((0, 0, 0));
        known.0 = known.0.max(number);
        known.1 = known.1.max(digits.len());
        known.2 += 1;
    }
    // Several series, such as one a category, leave it open which the new risk belongs to.
    let (stem, (number, width, count)) =
        highest.into_iter().max_by_key(|(_, (.., count))| *count)?;
    let next = number.checked_add(1)?;
    (count * 2 > references.len()).then(|| format!("{stem}{next:0width$}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_next_number_follows_the_highest() {
        let next = |references: &[&str]| next_reference(references);
        assert_eq!(next(&["1", "2", "9"]).as_deref(), Some("10"));
        assert_eq!(next(&["SR01", "SR09"]).as_deref(), Some("SR10"));
        assert_eq!(next(&["R-7", "R-12", "X"]).as_deref(), Some("R-13"));
        assert_eq!(next(&["F1", "G1", "H1", "H2"]), None);
        assert_eq!(next(&[]), None);
    }
}
