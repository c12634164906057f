//! What changed between two risks and between two registers, field by field.

mod register;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    Action, ActionStatus, Assessment, Control, Field, Rating, Risk, Stage, due::MilestoneState,
    similar::pair_actions,
};

pub use register::{ParticularChange, RegisterDiff, RiskDiff, diff_particulars, diff_registers};

/// Where in a risk a change stands.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "of", rename_all = "kebab-case")]
pub enum Place {
    /// A field of the risk itself.
    Risk {
        /// Which.
        field: Field,
    },
    /// A part of one assessment.
    Assessment {
        /// Which assessment.
        stage: Stage,
        /// Which part.
        field: Field,
    },
    /// An action, or a field of it.
    Action {
        /// Its wording (the newer, where that changed).
        action: String,
        /// Which field; [`Field::Action`] for its wording or the whole of it.
        field: Field,
    },
    /// A column of the body's own.
    Extra {
        /// Its heading.
        heading: String,
    },
}

/// Which way a number or a date went.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum Direction {
    /// Higher or later.
    Up,
    /// Lower or earlier.
    Down,
}

impl Direction {
    /// The way from one value to another; `None` if they are equal.
    pub fn between<T: PartialOrd>(before: &T, after: &T) -> Option<Self> {
        if after > before {
            Some(Self::Up)
        } else if after < before {
            Some(Self::Down)
        } else {
            None
        }
    }
}

/// What a change amounts to, as a committee would say it.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum ChangeKind {
    /// A likelihood, impact, score or level is another; the direction is in the values.
    Rescored,
    /// The risk reads otherwise.
    Reworded,
    /// Someone else answers for it.
    Reowned,
    /// It stands under another category.
    Recategorised,
    /// It has another number.
    Renumbered,
    /// Its status or response is another.
    StatusChanged,
    /// A control came.
    ControlAdded,
    /// A control went.
    ControlRemoved,
    /// An action came.
    ActionAdded,
    /// An action went, not recorded as done.
    ActionRemoved,
    /// An action is done: its status or its date cell says so now.
    ActionCompleted,
    /// An action's date moved later.
    ActionSlipped,
    /// An action's date moved earlier.
    ActionBroughtForward,
    /// An action's date reads otherwise, with no later or earlier in it.
    ActionRedated,
    /// An action reads otherwise.
    ActionReworded,
    /// Someone else does the action.
    ActionReowned,
    /// An action's status is another.
    ActionStatusChanged,
    /// Another column of the body's own changed.
    OtherChanged,
}

/// One field that is not what it was.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
pub struct FieldChange {
    /// Where it stands.
    #[serde(flatten)]
    pub place: Place,
    /// What it amounts to.
    pub kind: ChangeKind,
    /// The words before; `None` if there were none.
    pub before: Option<String>,
    /// The words after; `None` if there are none.
    pub after: Option<String>,
    /// Which way a rating or a date went, where both can be told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub direction: Option<Direction>,
}

/// What changed in one risk, in the order of its fields. Where it stood in the document is no
/// part of it: a risk that merely moved to another page is the same risk.
pub fn diff_risks(before: &Risk, after: &Risk) -> Vec<FieldChange> {
    let mut changes = Changes::default();
    changes.words(before, after);
    for stage in Stage::ALL {
        changes.assessment(stage, before.assessments.get(stage), after.assessments.get(stage));
    }
    changes.controls(before, after);
    changes.actions(&before.actions, &after.actions);
    changes.extra(before, after);
    changes.0
}

/// Whether two risks say the same, wherever they stood in their documents.
pub fn same_risk(before: &Risk, after: &Risk) -> bool {
    diff_risks(before, after).is_empty()
}

#[derive(Default)]
struct Changes(Vec<FieldChange>);

impl Changes {
    fn push(
        &mut self,
        place: Place,
        kind: ChangeKind,
        before: Option<String>,
        after: Option<String>,
    ) {
        self.push_towards(None, place, kind, before, after);
    }

    fn push_towards(
        &mut self,
        direction: Option<Direction>,
        place: Place,
        kind: ChangeKind,
        before: Option<String>,
        after: Option<String>,
    ) {
        if before != after {
            self.0.push(FieldChange { place, kind, before, after, direction });
        }
    }

    fn words(&mut self, before: &Risk, after: &Risk) {
        use ChangeKind::{Recategorised, Renumbered, Reowned, Reworded, StatusChanged};
        let joined = |owners: &[String]| (!owners.is_empty()).then(|| owners.join(" / "));
        let rows = [
            (Field::Reference, Renumbered, before.reference.clone(), after.reference.clone()),
            (Field::Category, Recategorised, before.category.clone(), after.category.clone()),
            (Field::Title, Reworded, before.title.clone(), after.title.clone()),
            (Field::Description, Reworded, before.description.clone(), after.description.clone()),
            (Field::Cause, Reworded, before.cause.clone(), after.cause.clone()),
            (Field::Event, Reworded, before.event.clone(), after.event.clone()),
            (Field::Consequence, Reworded, before.consequence.clone(), after.consequence.clone()),
            (Field::Owners, Reowned, joined(&before.owners), joined(&after.owners)),
            (
                Field::Status,
                StatusChanged,
                before.status.as_ref().map(|s| s.text.clone()),
                after.status.as_ref().map(|s| s.text.clone()),
            ),
            (
                Field::Response,
                StatusChanged,
                before.response.as_ref().map(|r| r.text.clone()),
                after.response.as_ref().map(|r| r.text.clone()),
            ),
        ];
        for (field, kind, before, after) in rows {
            self.push(Place::Risk { field }, kind, before, after);
        }
    }

    fn assessment(
        &mut self,
        stage: Stage,
        before: Option<&Assessment>,
        after: Option<&Assessment>,
    ) {
        type Part = fn(&Assessment) -> Option<&Rating>;
        let parts: [(Field, Part); 3] = [
            (Field::Likelihood, |a| a.likelihood.as_ref()),
            (Field::Impact, |a| a.impact.as_ref()),
            (Field::Score, |a| a.score.as_ref()),
        ];
        let text = |rating: &Rating| rating.text.clone();
        for (field, part) in parts {
            let (was, is) = (before.and_then(part), after.and_then(part));
            let direction = was
                .and_then(|rating| rating.value.as_ref())
                .zip(is.and_then(|rating| rating.value.as_ref()))
                .and_then(|(was, is)| Direction::between(was, is));
            let place = Place::Assessment { stage, field };
            self.push_towards(direction, place, ChangeKind::Rescored, was.map(text), is.map(text));
        }
        let level = |assessment: &Assessment| assessment.level.clone();
        let place = Place::Assessment { stage, field: Field::Level };
        self.push(place, ChangeKind::Rescored, before.and_then(level), after.and_then(level));
    }

    fn controls(&mut self, before: &Risk, after: &Risk) {
        let place = || Place::Risk { field: Field::Controls };
        let lacks = |controls: &[Control], one: &Control| {
            controls.iter().all(|control| control.description != one.description)
        };
        for control in before.controls.iter().filter(|c| lacks(&after.controls, c)) {
            let words = Some(control.description.clone());
            self.push(place(), ChangeKind::ControlRemoved, words, None);
        }
        for control in after.controls.iter().filter(|c| lacks(&before.controls, c)) {
            let words = Some(control.description.clone());
            self.push(place(), ChangeKind::ControlAdded, None, words);
        }
    }

    fn actions(&mut self, before: &[Action], after: &[Action]) {
        let pairs = pair_actions(before, after);
        let place =
            |action: &Action, field| Place::Action { action: action.description.clone(), field };
        for (j, action) in after.iter().enumerate() {
            let earlier = pairs.iter().find(|pair| pair.after == j);
            match earlier.and_then(|pair| before.get(pair.before)) {
                Some(earlier) => self.action(earlier, action),
                None => self.push(
                    place(action, Field::Action),
                    ChangeKind::ActionAdded,
                    None,
                    Some(action.description.clone()),
                ),
            }
        }
        for (i, action) in before.iter().enumerate() {
            if !pairs.iter().any(|pair| pair.before == i) {
                self.push(
                    place(action, Field::Action),
                    ChangeKind::ActionRemoved,
                    Some(action.description.clone()),
                    None,
                );
            }
        }
    }

    fn action(&mut self, before: &Action, after: &Action) {
        let place = |field| Place::Action { action: after.description.clone(), field };
        let joined = |owners: &[String]| (!owners.is_empty()).then(|| owners.join(" / "));
        let completed = is_done(after) && !is_done(before);
        self.push(
            place(Field::Action),
            ChangeKind::ActionReworded,
            Some(before.description.clone()),
            Some(after.description.clone()),
        );
        self.push(
            place(Field::ActionOwners),
            ChangeKind::ActionReowned,
            joined(&before.owners),
            joined(&after.owners),
        );
        let direction = moved(before, after);
        let redated = match direction {
            Some(Direction::Up) => ChangeKind::ActionSlipped,
            Some(Direction::Down) => ChangeKind::ActionBroughtForward,
            None => ChangeKind::ActionRedated,
        };
        self.push_towards(
            direction.filter(|_| !completed),
            place(Field::ActionDue),
            if completed { ChangeKind::ActionCompleted } else { redated },
            before.due.as_ref().map(|due| due.text.clone()),
            after.due.as_ref().map(|due| due.text.clone()),
        );
        self.push(
            place(Field::ActionStatus),
            if completed { ChangeKind::ActionCompleted } else { ChangeKind::ActionStatusChanged },
            before.status.as_ref().map(|status| status.text.clone()),
            after.status.as_ref().map(|status| status.text.clone()),
        );
    }

    fn extra(&mut self, before: &Risk, after: &Risk) {
        let added = after.extra.keys().filter(|heading| !before.extra.contains_key(*heading));
        for heading in before.extra.keys().chain(added) {
            self.push(
                Place::Extra { heading: heading.clone() },
                ChangeKind::OtherChanged,
                before.extra.get(heading).cloned(),
                after.extra.get(heading).cloned(),
            );
        }
    }
}

/// Whether an action's status or date cell says that it is done.
fn is_done(action: &Action) -> bool {
    let by_status = action
        .status_value()
        .is_some_and(|status| matches!(status, ActionStatus::Blue | ActionStatus::Complete));
    let by_date = action.due.as_ref().is_some_and(|due| {
        !due.milestones.is_empty() && due.milestones.iter().all(|m| m.state == MilestoneState::Done)
    });
    by_status || by_date
}

/// Whether the last dated point moved later or earlier.
fn moved(before: &Action, after: &Action) -> Option<Direction> {
    let last = |action: &Action| action.due.as_ref()?.milestones.iter().map(|m| m.to).max();
    Direction::between(&last(before)?, &last(after)?)
}
