//! The scales that an edit by hand is read by: those that the page shows.
//!
//! A matrix that is printed, or steps that the body says its scales have, are all there is: what is
//! on none of them is declined. Scales that merely follow from the figures in use may have a step
//! that nobody has needed so far, so a figure beyond them is asked about.

use std::sync::Arc;

use bellwether_domain::{
    Register, Risk, Scheme, Stage,
    scales::{Origin, Scales, Steps},
    scheme::Axis,
    stage_label::{by_hand, undated},
};

use super::EditError;

/// The scales in force, and how far they bind.
pub(super) struct Scale {
    /// The matrix that the register prints: scores follow from it.
    pub(super) printed: Option<Scheme>,
    /// The steps that ratings have to be on.
    pub(super) binding: Option<Scheme>,
    /// The steps that the figures in use make.
    inferred: Option<Scheme>,
    /// What the issue in force calls its assessments.
    stages: Vec<(Stage, String)>,
}

impl Scale {
    /// Those of a register.
    pub(super) fn of(register: &Register, steps: Steps) -> Self {
        let (binding, inferred) = match register.scales(steps) {
            Some(Scales { scheme, origin: Origin::Inferred }) => (None, Some(scheme)),
            Some(Scales { scheme, .. }) => (Some(scheme), None),
            None => (None, None),
        };
        let stages = register.stages.iter().map(|(stage, label)| (*stage, label.clone())).collect();
        Self { printed: register.scheme.clone(), binding, inferred, stages }
    }

    /// What a score that is given by hand is called: what it was, or what the issue calls it where
    /// that names a day, without the day.
    pub(super) fn label_by_hand(&self, stage: Stage, own: Option<String>) -> Option<String> {
        match own {
            Some(own) => by_hand(own),
            None => {
                let of_issue = self.stages.iter().find(|(of, _)| *of == stage);
                of_issue.and_then(|(_, label)| undated(label))
            }
        }
    }

    /// Declines figures that are new in a risk and beyond the scales in use, unless they are meant.
    pub(super) fn not_beyond(
        &self,
        mine: &Risk,
        seen: &Risk,
        meant: bool,
    ) -> Result<(), EditError> {
        let Some(scheme) = self.inferred.as_ref().filter(|_| !meant) else { return Ok(()) };
        let off = |risk: &Risk| {
            let risks = vec![Arc::new(risk.clone())];
            Register { risks, ..Register::default() }.off_scale(scheme)
        };
        let stood = off(seen);
        let new = off(mine).into_iter().filter(|off| !stood.contains(off));
        let ratings: Vec<String> =
            new.map(|off| format!("{} {} {}", off.stage, off.axis.name(), off.text)).collect();
        let steps = [Axis::Likelihood, Axis::Impact].map(|axis| scheme.scale(axis).len());
        if ratings.is_empty() { Ok(()) } else { Err(EditError::OffScale { ratings, steps }) }
    }
}
