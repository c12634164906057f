//! The 56 colours of an XLS workbook.

use crate::{read::colour::WHITE, sheet::Rgb};

/// The colours that styles name by number, from 8 on.
#[derive(Debug)]
pub(in crate::read::spreadsheet) struct Palette([u32; 56]);

impl Default for Palette {
    fn default() -> Self {
        Self([
            0x000000, 0xFFFFFF, 0xFF0000, 0x00FF00, 0x0000FF, 0xFFFF00, 0xFF00FF, 0x00FFFF,
            0x800000, 0x008000, 0x000080, 0x808000, 0x800080, 0x008080, 0xC0C0C0, 0x808080,
            0x9999FF, 0x993366, 0xFFFFCC, 0xCCFFFF, 0x660066, 0xFF8080, 0x0066CC, 0xCCCCFF,
            0x000080, 0xFF00FF, 0xFFFF00, 0x00FFFF, 0x800080, 0x800000, 0x008080, 0x0000FF,
            0x00CCFF, 0xCCFFFF, 0xCCFFCC, 0xFFFF99, 0x99CCFF, 0xFF99CC, 0xCC99FF, 0xFFCC99,
            0x3366FF, 0x33CCCC, 0x99CC00, 0xFFCC00, 0xFF9900, 0xFF6600, 0x666699, 0x969696,
            0x003366, 0x339966, 0x003300, 0x333300, 0x993300, 0x993366, 0x333399, 0x333333,
        ])
    }
}

impl Palette {
    /// Takes the workbook's own colours, four bytes each.
    pub(super) fn replace(&mut self, colours: &[u8]) {
        for (known, own) in self.0.iter_mut().zip(colours.chunks_exact(4)) {
            if let [red, green, blue, _] = own {
                *known = u32::from_be_bytes([0, *red, *green, *blue]);
            }
        }
    }

    /// A colour by its number; `None` for white and for what the system decides.
    pub(in crate::read::spreadsheet) fn colour(&self, number: u16) -> Option<Rgb> {
        self.any(number).filter(|colour| *colour != WHITE)
    }

    /// A colour by its number, white too; `None` for what the system decides.
    pub(in crate::read::spreadsheet) fn any(&self, number: u16) -> Option<Rgb> {
        // The first eight are fixed, and the next eight begin as the same.
        let fixed = Self::default();
        let code = match number {
            0..8 => fixed.0.get(usize::from(number))?,
            _ => self.0.get(usize::from(number) - 8)?,
        };
        let [_, red, green, blue] = code.to_be_bytes();
        Some(Rgb { red, green, blue })
    }
}
