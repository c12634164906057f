//! The colours of bands, as the formats write them.

use bellwether_papers::paper::Band;

/// A colour as a body's scoring matrix has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Colour(pub(crate) [u8; 3]);

impl Colour {
    /// What stands behind a band and the ink that is read on it; none where it has no colour.
    pub(crate) fn of(band: &Band) -> Option<(Self, Self)> {
        let hex = band.colour.strip_prefix('#').filter(|hex| hex.len() == 6)?;
        let [_, red, green, blue] = u32::from_str_radix(hex, 16).ok()?.to_be_bytes();
        let ink = if band.is_dark() { [255; 3] } else { [0; 3] };
        Some((Self([red, green, blue]), Self(ink)))
    }

    /// As `RRGGBB`.
    pub(crate) fn hex(self) -> String {
        let Self([red, green, blue]) = self;
        format!("{red:02X}{green:02X}{blue:02X}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ink_is_read_on_its_band() {
        let hex = |colour: &str| {
            let band = Band { name: String::new(), colour: colour.into() };
            Colour::of(&band).map(|(fill, ink)| [fill.hex(), ink.hex()].join(" "))
        };
        assert_eq!(hex("#ffff00").as_deref(), Some("FFFF00 000000"));
        assert_eq!(hex("#8b0000").as_deref(), Some("8B0000 FFFFFF"));
        assert_eq!(hex("red"), None);
    }
}
