//! Bytes → characters: each font may have an encoding of its own.

use std::collections::HashMap;

use encoding_rs::{Encoding, WINDOWS_1252};

/// What a font's bytes stand for.
#[derive(Debug, Clone, Copy)]
pub(super) enum Letters {
    Of(&'static Encoding),
    /// Signs rather than letters (Symbol, Wingdings).
    Signs,
}

/// The encodings of a document: its own, and those of its fonts.
#[derive(Debug)]
pub(super) struct Fonts {
    own: &'static Encoding,
    fonts: HashMap<i32, Letters>,
}

impl Default for Fonts {
    fn default() -> Self {
        Self { own: WINDOWS_1252, fonts: HashMap::new() }
    }
}

impl Fonts {
    /// The document's own code page.
    pub(super) fn page(&mut self, number: i32) {
        if let Some(encoding) = page(number) {
            self.own = encoding;
        }
    }

    /// The character set that a font of the font table has.
    pub(super) fn set(&mut self, font: i32, charset: i32) {
        let number = match charset {
            2 => {
                self.fonts.insert(font, Letters::Signs);
                return;
            }
            77 => 10_000,
            128 => 932,
            129 => 949,
            134 => 936,
            136 => 950,
            161 => 1253,
            162 => 1254,
            163 => 1258,
            177 => 1255,
            178 => 1256,
            186 => 1257,
            204 => 1251,
            222 => 874,
            238 => 1250,
            _ => return,
        };
        if let Some(encoding) = page(number) {
            self.fonts.insert(font, Letters::Of(encoding));
        }
    }

    /// What bytes stand for in a font.
    pub(super) fn letters(&self, font: Option<i32>) -> Letters {
        let own = font.and_then(|font| self.fonts.get(&font).copied());
        own.unwrap_or(Letters::Of(self.own))
    }
}

impl Letters {
    /// The text of some bytes; what stands for nothing shows as a lozenge.
    pub(super) fn text(self, bytes: &[u8]) -> String {
        match self {
            Self::Of(encoding) => encoding.decode_without_bom_handling(bytes).0.into_owned(),
            Self::Signs => bytes.iter().map(|byte| sign(u32::from(*byte))).collect(),
        }
    }
}

/// The character that means the same as a sign of a symbol font.
pub(super) fn sign(code: u32) -> char {
    match code & 0xFF {
        0xFC | 0x50 => '✓',
        0xFB | 0x4F => '✗',
        0xFE => '☑',
        0xFD => '☒',
        0xA8 | 0x6F => '☐',
        0xE0 | 0xE8 => '→',
        0x20 => ' ',
        _ => '•',
    }
}

fn page(number: i32) -> Option<&'static Encoding> {
    let label = match number {
        932 => "shift_jis".to_owned(),
        936 => "gbk".to_owned(),
        949 => "euc-kr".to_owned(),
        950 => "big5".to_owned(),
        10_000 => "macintosh".to_owned(),
        65_001 => "utf-8".to_owned(),
        number => format!("windows-{number}"),
    };
    Encoding::for_label(label.as_bytes())
}
