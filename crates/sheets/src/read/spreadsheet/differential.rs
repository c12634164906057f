//! The fills that a workbook's conditional formats name by number, and its theme's colours.

use quick_xml::events::{BytesStart, Event};

use super::{xls::palette::Palette, xlsx_parts::Parts};
use crate::{
    ReadError,
    read::{
        colour::{self, tinted},
        package::Package,
        xml::{attribute, each_element, number, reader},
    },
    sheet::Rgb,
};

/// The colours of a theme that names none, in the order of its numbers.
const USUAL: [u32; 10] = [
    0xFFFFFF, 0x000000, 0xE7E6E6, 0x44546A, 0x4472C4, 0xED7D31, 0xA5A5A5, 0xFFC000, 0x5B9BD5,
    0x70AD47,
];

/// What conditional formats look like.
#[derive(Debug)]
pub(super) struct Looks {
    fills: Vec<Option<Rgb>>,
    theme: Vec<Rgb>,
    palette: Palette,
}

impl Looks {
    /// Reads them from the workbook's styles and theme.
    pub(super) fn read(package: &mut Package<'_>, parts: &Parts) -> Result<Self, ReadError> {
        let mut part = |path: &Option<String>| match path {
            Some(path) => package.text(path).map(Option::unwrap_or_default),
            None => Ok(String::new()),
        };
        let theme = theme(&part(&parts.theme)?);
        let mut looks = Self { fills: vec![], theme, palette: Palette::default() };
        looks.fills = looks.differential(&part(&parts.styles)?);
        Ok(looks)
    }

    /// The fill of a format by its number.
    pub(super) fn fill(&self, id: usize) -> Option<Rgb> {
        self.fills.get(id).copied().flatten()
    }

    /// The colour that an element names: by its channels, its place in the theme or the palette.
    pub(super) fn colour(&self, e: &BytesStart<'_>) -> Option<Rgb> {
        let plain = if let Some(code) = attribute(e, "rgb") {
            // The first of four channels is how opaque it is.
            let code = if code.len() == 8 { code.get(2..).unwrap_or_default() } else { &code };
            colour::hex(code)
        } else if let Some(place) = number::<usize>(e, "theme") {
            self.theme.get(place).copied()
        } else {
            number::<u16>(e, "indexed").and_then(|place| self.palette.colour(place))
        };
        let tint = number::<f64>(e, "tint").unwrap_or(0.0);
        plain.map(|colour| tinted(colour, tint))
    }

    fn differential(&self, styles: &str) -> Vec<Option<Rgb>> {
        let mut fills: Vec<Option<Rgb>> = Vec::new();
        let (mut listed, mut filling) = (false, false);
        let mut reader = reader(styles);
        while let Ok(event) = reader.read_event() {
            match event {
                Event::Start(e) | Event::Empty(e) => match e.local_name().as_ref() {
                    "dxfs" => listed = true,
                    "dxf" if listed => fills.push(None),
                    "fill" => filling = true,
                    // The background is the colour of a solid one; the other is its pattern's.
                    name @ ("bgColor" | "fgColor") if listed && filling => {
                        if let Some(fill) = fills.last_mut()
                            && (fill.is_none() || name == "bgColor")
                        {
                            *fill = self.colour(&e).or(*fill);
                        }
                    }
                    _ => {}
                },
                Event::End(e) => match e.local_name().as_ref() {
                    "dxfs" => break,
                    "fill" => filling = false,
                    _ => {}
                },
                Event::Eof => break,
                _ => {}
            }
        }
        fills
    }
}

/// The colours of a theme: light and dark come in the other order than they are numbered.
fn theme(text: &str) -> Vec<Rgb> {
    let channel = |code: u32, shift: u32| (code >> shift & 0xFF) as u8;
    let usual = USUAL.map(|code| Rgb {
        red: channel(code, 16),
        green: channel(code, 8),
        blue: channel(code, 0),
    });
    let mut named = Vec::new();
    each_element(text, |e| {
        let code = match e.local_name().as_ref() {
            "srgbClr" => attribute(e, "val"),
            "sysClr" => attribute(e, "lastClr"),
            _ => None,
        };
        if named.len() < 10 {
            named.extend(code.and_then(|code| colour::hex(&code)));
        }
    });
    if named.len() < usual.len() {
        return usual.to_vec();
    }
    named.swap(0, 1);
    named.swap(2, 3);
    named
}
