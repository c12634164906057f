//! What names a register and the things in it through all their versions, each its own type, so
//! that one cannot be handed in for another.

use std::{fmt, str::FromStr};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use thiserror::Error;
use uuid::Uuid;

/// Makes a type of random ids (UUID version 4, RFC 9562).
macro_rules! random_id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(
            Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
            JsonSchema,
        )]
        #[serde(transparent)]
        pub struct $name(Uuid);

        impl $name {
            /// An id from random bytes, which the caller brings.
            pub fn from_random(bytes: [u8; 16]) -> Self {
                Self(uuid::Builder::from_random_bytes(bytes).into_uuid())
            }
        }

        impl FromStr for $name {
            type Err = uuid::Error;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Ok(Self(text.parse()?))
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }
    };
}

random_id! {
    /// A risk through all its versions, whatever number the register gives it.
    RiskId
}

random_id! {
    /// A control through all versions of its risk, however it is worded.
    ControlId
}

random_id! {
    /// An action through all versions of its risk, however it is worded.
    ActionId
}

/// Why a text is no short name.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error(
    "“{text}” cannot name {what}: use 1 to 64 of the letters a–z, digits and hyphens, beginning \
     with a letter or digit"
)]
pub struct NotAShortName {
    text: String,
    what: &'static str,
}

/// Makes a type of short names; the default is that of the one there is where there is only one.
macro_rules! short_name {
    ($(#[$doc:meta])* $name:ident, $what:literal) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(String);

        impl $name {
            /// The short name as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl Default for $name {
            fn default() -> Self {
                Self("main".to_owned())
            }
        }

        impl FromStr for $name {
            type Err = NotAShortName;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                short(text, $what).map(Self)
            }
        }

        impl TryFrom<String> for $name {
            type Error = NotAShortName;

            fn try_from(text: String) -> Result<Self, Self::Error> {
                text.parse()
            }
        }

        impl From<$name> for String {
            fn from(id: $name) -> Self {
                id.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

short_name! {
    /// The short name of an organisation: what every table is keyed by first.
    OrganisationId, "an organisation"
}

short_name! {
    /// The short name of a register within its organisation.
    RegisterId, "a register"
}

fn short(text: &str, what: &'static str) -> Result<String, NotAShortName> {
    let fits = (1..=64).contains(&text.len())
        && !text.starts_with('-')
        && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
    if fits { Ok(text.to_owned()) } else { Err(NotAShortName { text: text.to_owned(), what }) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_organisation_and_a_register_have_plain_short_names() {
        assert!("northshire-2".parse::<OrganisationId>().is_ok());
        assert!("fire-and-rescue".parse::<RegisterId>().is_ok());
        for wrong in ["", "-a", "North", "a b", "a'; --", &"a".repeat(65)] {
            assert!(wrong.parse::<OrganisationId>().is_err(), "{wrong}");
            assert!(wrong.parse::<RegisterId>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn an_id_reads_back_what_it_writes() {
        let id = ActionId::from_random([7; 16]);
        assert_eq!(id.to_string().parse(), Ok(id));
        assert!("7".parse::<ActionId>().is_err());
    }
}
