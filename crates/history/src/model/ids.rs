//! What names an organisation, a risk, a journal entry, an author and a stretch of bytes: each
//! its own type, so that one cannot be handed in for another.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use thiserror::Error;
use uuid::Uuid;

/// The short name of an organisation: what every table is keyed by first.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct OrganisationId(String);

/// Why a text names no organisation.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error(
    "“{0}” cannot name an organisation: use 1 to 64 of the letters a–z, digits and hyphens, \
     beginning with a letter or digit"
)]
pub struct NotAnOrganisation(String);

impl OrganisationId {
    /// The short name as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Default for OrganisationId {
    /// The one organisation of a database that holds only one.
    fn default() -> Self {
        Self("main".to_owned())
    }
}

impl FromStr for OrganisationId {
    type Err = NotAnOrganisation;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let fits = (1..=64).contains(&text.len())
            && !text.starts_with('-')
            && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
        if fits { Ok(Self(text.to_owned())) } else { Err(NotAnOrganisation(text.to_owned())) }
    }
}

impl TryFrom<String> for OrganisationId {
    type Error = NotAnOrganisation;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<OrganisationId> for String {
    fn from(id: OrganisationId) -> Self {
        id.0
    }
}

impl fmt::Display for OrganisationId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A risk through all its versions, whatever number the register gives it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct RiskId(Uuid);

impl RiskId {
    /// An id from random bytes, which the caller brings (UUID version 4, RFC 9562).
    pub fn from_random(bytes: [u8; 16]) -> Self {
        Self(uuid::Builder::from_random_bytes(bytes).into_uuid())
    }
}

impl FromStr for RiskId {
    type Err = uuid::Error;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Ok(Self(text.parse()?))
    }
}

impl fmt::Display for RiskId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// The number of a journal entry: per organisation, from 1, without gaps.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Seq(pub u32);

impl Seq {
    /// The first entry of every journal.
    pub const FIRST: Self = Self(1);

    /// No journal comes as far as this.
    pub(crate) const LAST: Self = Self(u32::MAX);

    /// The entry after this one.
    pub fn next(self) -> Self {
        // Four thousand million changes by one organisation are out of reach.
        Self(self.0.saturating_add(1))
    }

    /// The number after which those of the versions stand that the entry wrote, and at which those
    /// of the entry before it end.
    pub(crate) fn before_its_versions(self) -> i64 {
        // A thousand million versions by one entry are out of reach, too.
        i64::from(self.0) << 30
    }
}

impl fmt::Display for Seq {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// Who made a change, as the journal names them.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Actor(pub String);

impl From<&str> for Actor {
    fn from(name: &str) -> Self {
        Self(name.to_owned())
    }
}

impl fmt::Display for Actor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A SHA-256 digest, written as 64 hexadecimal digits.
pub type Digest = Hex<32>;

impl Digest {
    /// What the first entry of a journal gives as the one before it.
    pub const ZERO: Self = Self([0; 32]);

    /// The digest of some bytes.
    pub fn of(bytes: impl AsRef<[u8]>) -> Self {
        Self(Sha256::digest(bytes).into())
    }
}

/// The public half of the key that an organisation signs with (Ed25519, RFC 8032).
pub type PublicKey = Hex<32>;

/// A signature (Ed25519, RFC 8032).
pub type Signature = Hex<64>;

/// Bytes written as two lower-case hexadecimal digits each.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Hex<const N: usize>(pub [u8; N]);

/// Why a text is no such bytes.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("“{text}” is not {digits} lower-case hexadecimal digits")]
pub struct NotHex {
    text: String,
    digits: usize,
}

impl<const N: usize> FromStr for Hex<N> {
    type Err = NotHex;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let wrong = || NotHex { text: text.to_owned(), digits: 2 * N };
        if text.len() != 2 * N {
            return Err(wrong());
        }
        let mut bytes = [0; N];
        for (byte, pair) in bytes.iter_mut().zip(text.as_bytes().chunks_exact(2)) {
            for digit in pair {
                let value = match digit {
                    b'0'..=b'9' => digit - b'0',
                    b'a'..=b'f' => digit - b'a' + 10,
                    _ => return Err(wrong()),
                };
                *byte = *byte << 4 | value;
            }
        }
        Ok(Self(bytes))
    }
}

impl<const N: usize> TryFrom<String> for Hex<N> {
    type Error = NotHex;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl<const N: usize> From<Hex<N>> for String {
    fn from(hex: Hex<N>) -> Self {
        hex.to_string()
    }
}

impl<const N: usize> fmt::Display for Hex<N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl<const N: usize> fmt::Debug for Hex<N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Hex({self})")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_digest_reads_back_what_it_writes() {
        let digest = Digest::of("a register");
        assert_eq!(digest.to_string().parse(), Ok(digest));
        assert!("12".parse::<Digest>().is_err());
        assert!("g".repeat(64).parse::<Digest>().is_err());
    }

    #[test]
    fn an_organisation_has_a_plain_short_name() {
        assert!("northshire-2".parse::<OrganisationId>().is_ok());
        for wrong in ["", "-a", "North", "a b", "a'; --", &"a".repeat(65)] {
            assert!(wrong.parse::<OrganisationId>().is_err(), "{wrong}");
        }
    }
}
