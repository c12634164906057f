//! The fields of a risk, of an assessment, of a control and of an action: each can be named only
//! of the thing that has it.

use std::{borrow::Cow, fmt, str::FromStr};

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};
use thiserror::Error;

/// A field of the risk itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs, reason = "each is the field of `Risk` of the same name")]
pub enum RiskField {
    Reference,
    Category,
    Title,
    Description,
    Cause,
    Event,
    Consequence,
    Owners,
    Status,
    Response,
}

impl RiskField {
    /// All of them, in the order in which a change tells them.
    pub const ALL: [Self; 10] = [
        Self::Reference,
        Self::Category,
        Self::Title,
        Self::Description,
        Self::Cause,
        Self::Event,
        Self::Consequence,
        Self::Owners,
        Self::Status,
        Self::Response,
    ];

    /// Those that say what the risk is, the plainest first.
    pub const WORDING: [Self; 5] =
        [Self::Title, Self::Description, Self::Event, Self::Consequence, Self::Cause];
}

/// A part of an assessment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs, reason = "each is the field of `Assessment` of the same name")]
pub enum AssessmentPart {
    Likelihood,
    Impact,
    Score,
    Level,
}

impl AssessmentPart {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Likelihood, Self::Impact, Self::Score, Self::Level];
}

/// A field of a control.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ControlField {
    /// The control itself: whether there is one.
    Whole,
    /// Its wording.
    Description,
}

/// A field of an action.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ActionField {
    /// The action itself: whether there is one.
    Whole,
    /// Its wording.
    Description,
    /// Who does it.
    Owners,
    /// Its target date.
    Due,
    /// Its status.
    Status,
}

impl ActionField {
    /// What an action says.
    pub const SAID: [Self; 4] = [Self::Description, Self::Owners, Self::Due, Self::Status];
}

/// What a column of a table holds, whatever the stage: what a body has its own heading for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Field {
    /// A field of the risk.
    OfRisk(RiskField),
    /// A part of an assessment.
    OfAssessment(AssessmentPart),
    /// The controls.
    Controls,
    /// A field of the actions; the wording stands for the action as a whole.
    OfAction(ActionField),
}

/// Each field with its name and the plain word for it, in the order of a table.
const FIELDS: [(Field, &str, &str); 19] = [
    (Field::OfRisk(RiskField::Reference), "reference", "Reference"),
    (Field::OfRisk(RiskField::Category), "category", "Category"),
    (Field::OfRisk(RiskField::Title), "title", "Title"),
    (Field::OfRisk(RiskField::Description), "description", "Risk"),
    (Field::OfRisk(RiskField::Cause), "cause", "Cause"),
    (Field::OfRisk(RiskField::Event), "event", "Event"),
    (Field::OfRisk(RiskField::Consequence), "consequence", "Consequence"),
    (Field::OfRisk(RiskField::Owners), "owners", "Owner"),
    (Field::OfAssessment(AssessmentPart::Likelihood), "likelihood", "Likelihood"),
    (Field::OfAssessment(AssessmentPart::Impact), "impact", "Impact"),
    (Field::OfAssessment(AssessmentPart::Score), "score", "Score"),
    (Field::OfAssessment(AssessmentPart::Level), "level", "Level"),
    (Field::Controls, "controls", "Controls"),
    (Field::OfAction(ActionField::Description), "action", "Actions"),
    (Field::OfAction(ActionField::Owners), "action-owners", "Action owner"),
    (Field::OfAction(ActionField::Due), "action-due", "Target date"),
    (Field::OfAction(ActionField::Status), "action-status", "Action status"),
    (Field::OfRisk(RiskField::Status), "status", "Status"),
    (Field::OfRisk(RiskField::Response), "response", "Response"),
];

/// The fields by one word each, for those who read columns before they know what they are of.
#[allow(
    non_upper_case_globals,
    missing_docs,
    reason = "each stands for a variant, in patterns too"
)]
impl Field {
    pub const Reference: Self = Self::OfRisk(RiskField::Reference);
    pub const Category: Self = Self::OfRisk(RiskField::Category);
    pub const Title: Self = Self::OfRisk(RiskField::Title);
    pub const Description: Self = Self::OfRisk(RiskField::Description);
    pub const Cause: Self = Self::OfRisk(RiskField::Cause);
    pub const Event: Self = Self::OfRisk(RiskField::Event);
    pub const Consequence: Self = Self::OfRisk(RiskField::Consequence);
    pub const Owners: Self = Self::OfRisk(RiskField::Owners);
    pub const Status: Self = Self::OfRisk(RiskField::Status);
    pub const Response: Self = Self::OfRisk(RiskField::Response);
    pub const Likelihood: Self = Self::OfAssessment(AssessmentPart::Likelihood);
    pub const Impact: Self = Self::OfAssessment(AssessmentPart::Impact);
    pub const Score: Self = Self::OfAssessment(AssessmentPart::Score);
    pub const Level: Self = Self::OfAssessment(AssessmentPart::Level);
    pub const Action: Self = Self::OfAction(ActionField::Description);
    pub const ActionOwners: Self = Self::OfAction(ActionField::Owners);
    pub const ActionDue: Self = Self::OfAction(ActionField::Due);
    pub const ActionStatus: Self = Self::OfAction(ActionField::Status);
}

/// A name that no field has.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("“{0}” is no field of a register")]
pub struct NoSuchField(pub String);

impl Field {
    /// Every field, in the order of a table.
    pub fn all() -> impl Iterator<Item = Self> + Clone {
        FIELDS.iter().map(|(field, ..)| *field)
    }

    fn row(self) -> Option<&'static (Self, &'static str, &'static str)> {
        let own = match self {
            Self::OfAction(ActionField::Whole) => Self::OfAction(ActionField::Description),
            other => other,
        };
        FIELDS.iter().find(|(field, ..)| *field == own)
    }

    /// Its name, as the register document and `--map` have it.
    pub fn name(self) -> &'static str {
        self.row().map_or("", |(_, name, _)| *name)
    }

    /// The plain word for it, for bodies that have no heading of their own.
    pub fn plain(self) -> &'static str {
        self.row().map_or("", |(.., plain)| *plain)
    }
}

impl From<RiskField> for Field {
    fn from(field: RiskField) -> Self {
        Self::OfRisk(field)
    }
}

impl From<AssessmentPart> for Field {
    fn from(part: AssessmentPart) -> Self {
        Self::OfAssessment(part)
    }
}

impl From<ActionField> for Field {
    fn from(field: ActionField) -> Self {
        Self::OfAction(field)
    }
}

impl fmt::Display for Field {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Field {
    type Err = NoSuchField;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let found = FIELDS.iter().find(|(_, name, _)| *name == text);
        found.map(|(field, ..)| *field).ok_or_else(|| NoSuchField(text.to_owned()))
    }
}

impl Serialize for Field {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

impl<'de> Deserialize<'de> for Field {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = Cow::<'de, str>::deserialize(deserializer)?;
        name.parse().map_err(D::Error::custom)
    }
}

impl JsonSchema for Field {
    fn schema_name() -> Cow<'static, str> {
        "Field".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let names: Vec<&str> = FIELDS.iter().map(|(_, name, _)| *name).collect();
        json_schema!({
            "description": "A field of a register that a body has its own heading for.",
            "type": "string",
            "enum": names
        })
    }
}
