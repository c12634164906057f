//! Where a value stands: one address for every value of a register.
//!
//! What changed is where two registers say something else; two edits are merged place by place; a
//! column, a field of a form, a cell of a paper and the field of a finding are places. A field can
//! be named only of the thing that has it.

mod field;
mod length;
mod name;
mod named;
mod register;
mod risk;
mod value;

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::{Action, ActionId, Assessment, Control, ControlId, Register, Risk, Stage};

pub use field::{ActionField, AssessmentPart, ControlField, Field, NoSuchField, RiskField};
pub use length::MOST_CHARACTERS;
pub use name::NoSuchPlace;
pub use named::Named;
pub use register::{Axis, PersonField, RegisterField};
pub use risk::Words;
pub use value::{Misplaced, Value};

/// Where in a register, or in one of its risks, a value stands.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Place {
    /// A field of the risk itself.
    Risk(RiskField),
    /// A part of one assessment.
    Assessment(Stage, AssessmentPart),
    /// A control, or a field of it.
    Control(ControlKey, ControlField),
    /// An action, or a field of it.
    Action(ActionKey, ActionField),
    /// A column of the body's own, by its heading.
    Extra(String),
    /// Beside the risks.
    Register(RegisterField),
}

/// Which item of a list: by its id; by its position (from nought) where no register keeps it yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Key<Id> {
    /// The one of this id, wherever it stands.
    Id(Id),
    /// The one at this position in the risk that is asked.
    At(usize),
}

/// Which control of a risk.
pub type ControlKey = Key<ControlId>;
/// Which action of a risk.
pub type ActionKey = Key<ActionId>;

impl<Id: Copy + PartialEq> Key<Id> {
    fn of<T>(at: usize, item: &T, id: impl Fn(&T) -> Option<Id>) -> Self {
        id(item).map_or(Self::At(at), Self::Id)
    }

    fn position<T>(self, items: &[T], id: impl Fn(&T) -> Option<Id>) -> Option<usize> {
        match self {
            Self::Id(own) => items.iter().position(|item| id(item) == Some(own)),
            Self::At(at) => (at < items.len()).then_some(at),
        }
    }

    /// Puts an item where the key says, or takes it away.
    fn put<T>(self, items: &mut Vec<T>, item: Option<T>, id: impl Fn(&T) -> Option<Id>) {
        match (self.position(items, id), item) {
            (Some(at), None) => drop(items.remove(at)),
            (Some(at), Some(item)) => {
                if let (Self::Id(_), Some(slot)) = (self, items.get_mut(at)) {
                    *slot = item;
                } else {
                    items.insert(at, item);
                }
            }
            (None, Some(item)) => items.push(item),
            (None, None) => {}
        }
    }
}

impl ActionKey {
    /// The key of the action at a position.
    pub fn of_action(at: usize, action: &Action) -> Self {
        Self::of(at, action, |action| action.id)
    }

    /// The action, where the risk has it.
    pub fn action(self, risk: &Risk) -> Option<&Action> {
        risk.actions.get(self.position(&risk.actions, |action| action.id)?)
    }

    fn action_mut(self, risk: &mut Risk) -> Option<&mut Action> {
        let at = self.position(&risk.actions, |action| action.id)?;
        risk.actions.get_mut(at)
    }
}

impl ControlKey {
    /// The key of the control at a position.
    pub fn of_control(at: usize, control: &Control) -> Self {
        Self::of(at, control, |control| control.id)
    }

    /// The control, where the risk has it.
    pub fn control(self, risk: &Risk) -> Option<&Control> {
        risk.controls.get(self.position(&risk.controls, |control| control.id)?)
    }

    fn control_mut(self, risk: &mut Risk) -> Option<&mut Control> {
        let at = self.position(&risk.controls, |control| control.id)?;
        risk.controls.get_mut(at)
    }
}

impl Place {
    /// Every place of a risk where something stands or can stand, in the order in which a change
    /// tells them.
    pub fn all(risk: &Risk) -> impl Iterator<Item = Self> {
        let assessed = Stage::ALL.into_iter().flat_map(|stage| {
            AssessmentPart::ALL.into_iter().map(move |part| Self::Assessment(stage, part))
        });
        let controls = risk.controls.iter().enumerate().map(|(at, control)| {
            Self::Control(ControlKey::of_control(at, control), ControlField::Description)
        });
        let actions = risk.actions.iter().enumerate().flat_map(|(at, action)| {
            let key = ActionKey::of_action(at, action);
            ActionField::SAID.into_iter().map(move |field| Self::Action(key, field))
        });
        RiskField::ALL
            .into_iter()
            .map(Self::Risk)
            .chain(assessed)
            .chain(controls)
            .chain(actions)
            .chain(risk.extra.keys().cloned().map(Self::Extra))
    }

    /// What a column of this place holds; `None` for the body's own columns and beside the risks.
    pub fn field(&self) -> Option<Field> {
        Some(match self {
            Self::Risk(field) => Field::OfRisk(*field),
            Self::Assessment(_, part) => Field::OfAssessment(*part),
            Self::Control(..) => Field::Controls,
            Self::Action(_, field) => Field::OfAction(*field),
            Self::Extra(_) | Self::Register(_) => return None,
        })
    }

    /// What a risk says there, in words; `None` where it says nothing, or has no such item.
    pub fn words<'a>(&self, risk: &'a Risk) -> Words<'a> {
        match self {
            Self::Risk(field) => field.words(risk),
            Self::Assessment(stage, part) => part.words(risk.assessments.get(*stage)?),
            Self::Control(key, _) => Some(Cow::from(&key.control(risk)?.description)),
            Self::Action(key, field) => field.words(key.action(risk)?),
            Self::Extra(heading) => risk.extra.get(heading).map(Cow::from),
            Self::Register(_) => None,
        }
    }

    /// What a risk says there; `None` where it says nothing, or has no such item.
    pub fn say(&self, risk: &Risk) -> Option<Value> {
        match self {
            Self::Risk(field) => field.say(risk),
            Self::Assessment(stage, part) => part.say(risk.assessments.get(*stage)?),
            Self::Control(key, ControlField::Whole) => Some(key.control(risk)?.clone().into()),
            Self::Control(key, _) => Some(key.control(risk)?.description.clone().into()),
            Self::Action(key, field) => field.say(key.action(risk)?),
            Self::Extra(heading) => risk.extra.get(heading).cloned().map(Into::into),
            Self::Register(_) => None,
        }
    }

    /// Has a risk say something else there, or nothing.
    ///
    /// # Errors
    /// When the value cannot stand there, or there is no such item; the risk is as it was then.
    pub fn put(&self, risk: &mut Risk, value: Option<Value>) -> Result<(), Misplaced> {
        match self {
            Self::Risk(field) => field.put(risk, value)?,
            Self::Assessment(stage, part) => {
                let slot = risk.assessments.slot(*stage);
                let mut own = slot.clone().unwrap_or_default();
                part.put(&mut own, value)?;
                *slot = (slot.is_some() || own != Assessment::default()).then_some(own);
            }
            Self::Control(key, ControlField::Whole) => {
                let control = value.map(TryInto::try_into).transpose()?;
                key.put(&mut risk.controls, control, |control| control.id);
            }
            Self::Control(key, _) => {
                let words = value.ok_or(Misplaced)?.try_into()?;
                key.control_mut(risk).ok_or(Misplaced)?.description = words;
            }
            Self::Action(key, ActionField::Whole) => {
                let action = value.map(TryInto::try_into).transpose()?;
                key.put(&mut risk.actions, action, |action| action.id);
            }
            Self::Action(key, field) => {
                field.put(key.action_mut(risk).ok_or(Misplaced)?, value)?;
            }
            Self::Extra(heading) => match value.map(TryInto::try_into).transpose()? {
                Some(words) => drop(risk.extra.insert(heading.clone(), words)),
                None => drop(risk.extra.shift_remove(heading)),
            },
            Self::Register(_) => return Err(Misplaced),
        }
        Ok(())
    }

    /// Whether it is a whole item that only its position names.
    fn is_item_at(&self) -> bool {
        matches!(
            self,
            Self::Control(Key::At(_), ControlField::Whole)
                | Self::Action(Key::At(_), ActionField::Whole)
        )
    }

    /// What the place is called in the body's own words.
    pub fn label(&self, register: &Register) -> String {
        match self {
            Self::Assessment(stage, part) => match register.rating_heading(*stage, *part) {
                Some(heading) => heading.to_owned(),
                None => {
                    format!("{}: {}", register.stage_label(*stage), register.heading_of(*part))
                }
            },
            Self::Extra(heading) => heading.clone(),
            Self::Register(field) => field.what(),
            other => other.field().map_or("", |field| register.heading_of(field)).to_owned(),
        }
    }
}

/// One value that became another: what undoing needs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Edit {
    /// Where it stands.
    pub at: Place,
    /// What stood there; `None` for nothing.
    pub from: Option<Value>,
    /// What stands there then; `None` for nothing.
    pub to: Option<Value>,
}

/// Why an edit cannot be made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EditRefused {
    /// Something else stands there than the edit began from.
    #[error("something else stands there now")]
    Overtaken,
    /// The value cannot stand there.
    #[error(transparent)]
    Misplaced(#[from] Misplaced),
}

impl Edit {
    /// The edit that takes this one back.
    #[must_use]
    pub fn turned(self) -> Self {
        Self { at: self.at, from: self.to, to: self.from }
    }

    /// Makes the edit.
    ///
    /// # Errors
    /// When what it began from does not stand there; the risk is as it was then.
    pub fn make(&self, risk: &mut Risk) -> Result<(), EditRefused> {
        // What comes in at a position stands before what is there.
        let comes_in = self.from.is_none() && self.at.is_item_at();
        if !comes_in && self.at.say(risk) != self.from {
            return Err(EditRefused::Overtaken);
        }
        Ok(self.at.put(risk, self.to.clone())?)
    }
}
