//! What names a journal entry, an author and a stretch of bytes: each its own type, so that one
//! cannot be handed in for another. What names a register and the things in it is the domain's.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use thiserror::Error;

use bellwether_domain::RegisterId;
pub use bellwether_domain::id::{NotAShortName, OrganisationId, RiskId};

/// Which register: what every table of versions is keyed by.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct RegisterKey {
    /// Whose it is: the journal with its chain is theirs, whatever register an entry speaks of.
    pub organisation: OrganisationId,
    /// Which of theirs.
    pub id: RegisterId,
}

impl From<OrganisationId> for RegisterKey {
    /// The register of an organisation that has one.
    fn from(organisation: OrganisationId) -> Self {
        Self { organisation, id: RegisterId::default() }
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
}
