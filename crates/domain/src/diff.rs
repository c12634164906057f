//! What changed between two risks and between two registers, field by field.

mod register;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    Action, ActionStatus, Risk, Stage,
    due::MilestoneState,
    place::{
        ActionField, ActionKey, AssessmentPart, ControlField, ControlKey, Named, Place, RiskField,
        Words,
    },
    similar::{pair_actions, pair_controls},
};

pub use register::{ParticularChange, RegisterDiff, RiskDiff, diff_particulars, diff_registers};

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
    /// A control reads otherwise.
    ControlReworded,
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
    /// An action that is not done lost its date: nothing says any more when it ends.
    ActionUndated,
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
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub struct FieldChange {
    /// Where it stands: in the later risk, or in the earlier one what that alone has.
    #[serde(flatten)]
    pub place: Named,
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

/// What changed in one risk, in the order of its fields: the places where the two say something
/// else. Where it stood in the document is no part of it: a risk that merely moved to another page
/// is the same risk.
pub fn diff_risks(before: &Risk, after: &Risk) -> Vec<FieldChange> {
    let mut changes = Changes(Vec::new());
    for field in RiskField::ALL {
        changes.push(Place::Risk(field), of_risk(field), field.words(before), field.words(after));
    }
    for stage in Stage::ALL {
        changes.assessment(stage, before, after);
    }
    changes.controls(before, after);
    changes.actions(&before.actions, &after.actions);
    let added = after.extra.keys().filter(|heading| !before.extra.contains_key(*heading));
    for heading in before.extra.keys().chain(added) {
        let place = Place::Extra(heading.clone());
        let (was, is) = (place.words(before), place.words(after));
        changes.push(place.clone(), ChangeKind::OtherChanged, was, is);
    }
    changes.0
}

/// Whether two risks say the same, wherever they stood in their documents.
pub fn same_risk(before: &Risk, after: &Risk) -> bool {
    diff_risks(before, after).is_empty()
}

/// What another value in a field of a risk amounts to.
fn of_risk(field: RiskField) -> ChangeKind {
    match field {
        RiskField::Reference => ChangeKind::Renumbered,
        RiskField::Category => ChangeKind::Recategorised,
        RiskField::Owners => ChangeKind::Reowned,
        RiskField::Status | RiskField::Response => ChangeKind::StatusChanged,
        RiskField::Title
        | RiskField::Description
        | RiskField::Cause
        | RiskField::Event
        | RiskField::Consequence => ChangeKind::Reworded,
    }
}

struct Changes(Vec<FieldChange>);

impl Changes {
    fn push(
        &mut self,
        place: impl Into<Named>,
        kind: ChangeKind,
        before: Words<'_>,
        after: Words<'_>,
    ) {
        if before != after {
            let (before, after) = (before.map(Into::into), after.map(Into::into));
            self.0.push(FieldChange { place: place.into(), kind, before, after, direction: None });
        }
    }

    /// Says which way the last change went, if it is the one at this place.
    fn towards(&mut self, place: &Place, direction: Option<Direction>) {
        if let Some(last) = self.0.last_mut().filter(|last| last.place.at == *place) {
            last.direction = direction;
        }
    }

    fn assessment(&mut self, stage: Stage, before: &Risk, after: &Risk) {
        let (was, is) = (before.assessments.get(stage), after.assessments.get(stage));
        for part in AssessmentPart::ALL {
            let place = Place::Assessment(stage, part);
            self.push(
                place.clone(),
                ChangeKind::Rescored,
                was.and_then(|was| part.words(was)),
                is.and_then(|is| part.words(is)),
            );
            let (was, is) = (was.and_then(|a| part.rating(a)), is.and_then(|a| part.rating(a)));
            let values = was.and_then(|was| was.value).zip(is.and_then(|is| is.value));
            self.towards(&place, values.and_then(|(was, is)| Direction::between(&was, &is)));
        }
    }

    fn controls(&mut self, before: &Risk, after: &Risk) {
        let pairs = pair_controls(&before.controls, &after.controls);
        let place = |at: usize, control, field| Named {
            at: Place::Control(ControlKey::of_control(at, control), field),
            item: control.description.clone(),
        };
        let words = |control: &crate::Control| Some(control.description.clone().into());
        for (i, control) in before.controls.iter().enumerate() {
            if !pairs.iter().any(|pair| pair.before == i) {
                let place = place(i, control, ControlField::Whole);
                self.push(place, ChangeKind::ControlRemoved, words(control), None);
            }
        }
        for (j, control) in after.controls.iter().enumerate() {
            let earlier = pairs.iter().find(|pair| pair.after == j);
            let earlier = earlier.and_then(|pair| before.controls.get(pair.before));
            let (kind, field) = match earlier {
                Some(_) => (ChangeKind::ControlReworded, ControlField::Description),
                None => (ChangeKind::ControlAdded, ControlField::Whole),
            };
            self.push(place(j, control, field), kind, earlier.and_then(words), words(control));
        }
    }

    fn actions(&mut self, before: &[Action], after: &[Action]) {
        let pairs = pair_actions(before, after);
        let whole = |at, action: &Action| named(at, action, ActionField::Whole);
        for (j, action) in after.iter().enumerate() {
            let earlier = pairs.iter().find(|pair| pair.after == j);
            match earlier.and_then(|pair| before.get(pair.before)) {
                Some(earlier) => self.action(j, earlier, action),
                None => {
                    let words = Some(action.description.as_str().into());
                    self.push(whole(j, action), ChangeKind::ActionAdded, None, words);
                }
            }
        }
        for (i, action) in before.iter().enumerate() {
            if !pairs.iter().any(|pair| pair.before == i) {
                let words = Some(action.description.as_str().into());
                self.push(whole(i, action), ChangeKind::ActionRemoved, words, None);
            }
        }
    }

    fn action(&mut self, at: usize, before: &Action, after: &Action) {
        let completed = is_completed(before, after);
        let direction = moved(before, after);
        for field in ActionField::SAID {
            let kind = match (field, direction) {
                (ActionField::Whole | ActionField::Description, _) => ChangeKind::ActionReworded,
                (ActionField::Owners, _) => ChangeKind::ActionReowned,
                (ActionField::Due | ActionField::Status, _) if completed => {
                    ChangeKind::ActionCompleted
                }
                (ActionField::Status, _) => ChangeKind::ActionStatusChanged,
                (ActionField::Due, Some(Direction::Up)) => ChangeKind::ActionSlipped,
                (ActionField::Due, Some(Direction::Down)) => ChangeKind::ActionBroughtForward,
                (ActionField::Due, None) if lost_date(before, after) => ChangeKind::ActionUndated,
                (ActionField::Due, None) => ChangeKind::ActionRedated,
            };
            let place = named(at, after, field);
            self.push(place.clone(), kind, field.words(before), field.words(after));
            if field == ActionField::Due && !completed {
                self.towards(&place.at, direction);
            }
        }
    }
}

fn named(at: usize, action: &Action, field: ActionField) -> Named {
    let key = ActionKey::of_action(at, action);
    Named { at: Place::Action(key, field), item: action.description.clone() }
}

/// Which way the date of an action moved, where it did: not where it says that it is done now.
pub fn date_moved(before: &Action, after: &Action) -> Option<Direction> {
    let field = ActionField::Due;
    let is_same = field.words(before) == field.words(after);
    if is_same || is_completed(before, after) { None } else { moved(before, after) }
}

fn is_completed(before: &Action, after: &Action) -> bool {
    is_done(after) && !is_done(before)
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

/// Whether an action that was not done had a date and has none any more, nor says that it is done:
/// "TBC", "ongoing" or nothing in the place of a day.
pub fn lost_date(before: &Action, after: &Action) -> bool {
    last_day(before).is_some() && last_day(after).is_none() && !is_done(before) && !is_done(after)
}

/// Whether the last dated point moved later or earlier.
fn moved(before: &Action, after: &Action) -> Option<Direction> {
    Direction::between(&last_day(before)?, &last_day(after)?)
}

/// The last day that the date of an action names.
fn last_day(action: &Action) -> Option<crate::Date> {
    action.due.as_ref()?.milestones.iter().map(|milestone| milestone.to).max()
}
