//! A place of a risk as JSON tells it to people who know no keys: an action by its wording.

use serde::{Serialize, Serializer, ser::SerializeMap};

use super::{ActionField, Field, Key, Place};

/// A place, and what the action or control there is called.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Named {
    /// The place.
    pub at: Place,
    /// The wording of the action or control that it is of; empty for any other place.
    pub item: String,
}

impl Named {
    /// The action that it is of, by its wording.
    pub fn action(&self) -> Option<&str> {
        matches!(self.at, Place::Action(..)).then_some(&self.item)
    }

    /// Which field of an action it is, where it is of one.
    pub fn action_field(&self) -> Option<ActionField> {
        match self.at {
            Place::Action(_, field) => Some(field),
            _ => None,
        }
    }
}

impl From<Place> for Named {
    fn from(at: Place) -> Self {
        Self { at, item: String::new() }
    }
}

impl Serialize for Named {
    /// The keys `of`, `stage`, `action`, `field` and `heading` as they were from the first; `id`
    /// where the item has one, and `place` beside the risks.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        let of = match &self.at {
            Place::Risk(_) | Place::Control(..) => "risk",
            Place::Assessment(..) => "assessment",
            Place::Action(..) => "action",
            Place::Extra(_) => "extra",
            Place::Register(_) => "register",
        };
        map.serialize_entry("of", of)?;
        match &self.at {
            Place::Assessment(stage, _) => map.serialize_entry("stage", stage)?,
            Place::Action(..) => map.serialize_entry("action", &self.item)?,
            Place::Extra(heading) => map.serialize_entry("heading", heading)?,
            Place::Register(field) => map.serialize_entry("place", &field.to_string())?,
            Place::Risk(_) | Place::Control(..) => {}
        }
        if let Some(field) = self.at.field() {
            map.serialize_entry::<_, Field>("field", &field)?;
        }
        match &self.at {
            Place::Control(Key::Id(id), _) => map.serialize_entry("id", id)?,
            Place::Action(Key::Id(id), _) => map.serialize_entry("id", id)?,
            _ => {}
        }
        map.end()
    }
}
