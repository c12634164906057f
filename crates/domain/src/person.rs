//! The key of owners.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A person or post that the register names by initials.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Person {
    /// How the register refers to them.
    pub initials: String,
    /// Who they are.
    pub name: String,
    /// Their post, where the key gives one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<String>,
}
