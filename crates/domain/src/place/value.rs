//! What stands at a place: the words and what they were read as, so that putting it back restores
//! all of it.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::{
    Action, ActionStatus, Control, Due, Number, Rating, Reading, Response, RiskState, Scheme,
    scheme::Band,
};

/// A value that stands somewhere in a register.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs, reason = "each is named for what it holds")]
pub enum Value {
    Words(String),
    Owners(Vec<String>),
    RiskStatus(Reading<RiskState>),
    Response(Reading<Response>),
    Rating(Rating),
    Due(Due),
    ActionStatus(Reading<ActionStatus>),
    Control(Control),
    Action(Action),
    Number(Number),
    Band(Band),
    Scheme(Scheme),
}

/// A value that cannot stand where it was put: owners for a date, or the owners of no action.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("this value cannot stand there")]
pub struct Misplaced;

/// Makes a value of what it holds, and takes it out again.
macro_rules! holds {
    ($($kind:ident: $held:ty,)*) => {$(
        impl From<$held> for Value {
            fn from(held: $held) -> Self {
                Self::$kind(held)
            }
        }

        impl TryFrom<Value> for $held {
            type Error = Misplaced;

            fn try_from(value: Value) -> Result<Self, Misplaced> {
                match value {
                    Value::$kind(held) => Ok(held),
                    _ => Err(Misplaced),
                }
            }
        }
    )*};
}

holds! {
    Words: String,
    Owners: Vec<String>,
    RiskStatus: Reading<RiskState>,
    Response: Reading<Response>,
    Rating: Rating,
    Due: Due,
    ActionStatus: Reading<ActionStatus>,
    Control: Control,
    Action: Action,
    Number: Number,
    Band: Band,
    Scheme: Scheme,
}

impl Value {
    /// The value in words, as a change tells it.
    pub fn words(&self) -> String {
        match self {
            Self::Words(words) => words.clone(),
            Self::Owners(owners) => owners.join(" / "),
            Self::RiskStatus(reading) => reading.text.clone(),
            Self::Response(reading) => reading.text.clone(),
            Self::Rating(reading) => reading.text.clone(),
            Self::ActionStatus(reading) => reading.text.clone(),
            Self::Due(due) => due.text.clone(),
            Self::Control(control) => control.description.clone(),
            Self::Action(action) => action.description.clone(),
            Self::Number(number) => number.to_string(),
            Self::Band(band) => band.to_string(),
            Self::Scheme(scheme) => scheme.to_string(),
        }
    }
}

/// Puts a value, or nothing, where one may be.
pub(super) fn fill<T: TryFrom<Value, Error = Misplaced>>(
    slot: &mut Option<T>,
    value: Option<Value>,
) -> Result<(), Misplaced> {
    *slot = value.map(T::try_from).transpose()?;
    Ok(())
}
