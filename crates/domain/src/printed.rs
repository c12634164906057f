//! How the body's document looks on paper: its sheet, and the colours of its bands. Papers and
//! drawings follow it; nothing is judged by it.

use std::{fmt, str::FromStr};

use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};
use thiserror::Error;

/// The sheet that a document is set for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct PageSetup {
    /// Its size (ISO 216).
    pub size: PageSize,
    /// Whether the long side is across.
    pub landscape: bool,
}

/// A size of paper (ISO 216).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[allow(missing_docs, reason = "the names of the sizes speak for themselves")]
pub enum PageSize {
    A4,
    A3,
}

/// The long side from which a sheet is taken for A3, in points: half way from A4.
const NEARER_A3: f32 = 1016.0;

impl PageSetup {
    /// The sheet nearest to one of a width and a height in points; `None` where they are no sheet.
    pub fn nearest(width: f32, height: f32) -> Option<Self> {
        let is_sheet = |side: f32| (200.0..10_000.0).contains(&side);
        let size = if width.max(height) > NEARER_A3 { PageSize::A3 } else { PageSize::A4 };
        (is_sheet(width) && is_sheet(height)).then_some(Self { size, landscape: width > height })
    }
}

impl fmt::Display for PageSetup {
    /// "A3 across".
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let way = if self.landscape { "across" } else { "upright" };
        write!(f, "{:?} {way}", self.size)
    }
}

/// A colour as a document has it; written `#rrggbb`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Shade(pub [u8; 3]);

/// Why a text is no colour.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("“{0}” is no colour: write it as #c00000")]
pub struct NoShade(String);

impl fmt::Display for Shade {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [red, green, blue] = self.0;
        write!(f, "#{red:02x}{green:02x}{blue:02x}")
    }
}

impl FromStr for Shade {
    type Err = NoShade;

    fn from_str(text: &str) -> Result<Self, NoShade> {
        let refused = || NoShade(text.to_owned());
        let digits = text.trim().strip_prefix('#').filter(|digits| digits.len() == 6);
        let digits = digits.filter(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()));
        let number = digits.and_then(|digits| u32::from_str_radix(digits, 16).ok());
        let [_, red, green, blue] = number.ok_or_else(refused)?.to_be_bytes();
        Ok(Self([red, green, blue]))
    }
}

impl Serialize for Shade {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Shade {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        String::deserialize(from)?.parse().map_err(D::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sheet_is_known_by_its_sides() {
        let named = |width, height| PageSetup::nearest(width, height).map(|page| page.to_string());
        assert_eq!(named(842.0, 595.0).as_deref(), Some("A4 across"));
        assert_eq!(named(612.0, 792.0).as_deref(), Some("A4 upright"));
        assert_eq!(named(842.0, 1191.0).as_deref(), Some("A3 upright"));
        assert_eq!(named(1224.0, 792.0).as_deref(), Some("A3 across"));
        assert_eq!(named(0.0, 595.0), None);
        assert_eq!(named(f32::NAN, 595.0), None);
    }

    #[test]
    fn a_colour_reads_back() {
        assert_eq!("#C00a09".parse::<Shade>().unwrap().to_string(), "#c00a09");
        for wrong in ["c00000", "#c0000", "red", "#+c0000", "#gg0000", ""] {
            assert!(wrong.parse::<Shade>().is_err(), "{wrong}");
        }
    }
}
