//! Colours as documents write them.

use crate::sheet::Rgb;

/// The colour that counts as none.
pub(crate) const WHITE: Rgb = Rgb { red: 255, green: 255, blue: 255 };

/// "#FFC000", "FFC000" or "#fc0".
pub(crate) fn hex(text: &str) -> Option<Rgb> {
    let digits = text.trim().trim_start_matches('#');
    if !digits.is_ascii() {
        return None;
    }
    let channel = |at: usize, width: usize| {
        let part = u8::from_str_radix(digits.get(at * width..(at + 1) * width)?, 16).ok()?;
        Some(if width == 1 { part * 17 } else { part })
    };
    let width = match digits.len() {
        3 | 4 => 1,
        6 | 8 => 2,
        _ => return None,
    };
    Some(Rgb { red: channel(0, width)?, green: channel(1, width)?, blue: channel(2, width)? })
}

/// A colour made lighter (to 1) or darker (to -1), its hue kept.
pub(crate) fn tinted(colour: Rgb, tint: f64) -> Rgb {
    let channels =
        [colour.red, colour.green, colour.blue].map(|channel| f64::from(channel) / 255.0);
    let most = channels.iter().copied().fold(0.0, f64::max);
    let least = channels.iter().copied().fold(1.0, f64::min);
    let light = f64::midpoint(most, least);
    let wanted = if tint < 0.0 { light * (1.0 + tint) } else { light + (1.0 - light) * tint };
    // How far a channel may stand off the lightness shrinks towards black and white.
    let room = |light: f64| 1.0 - (2.0 * light - 1.0).abs();
    let scale = if room(light) > 0.0 { room(wanted) / room(light) } else { 0.0 };
    let [red, green, blue] = channels.map(|channel| {
        let moved = wanted + (channel - light) * scale;
        (moved * 255.0).round().clamp(0.0, 255.0) as u8
    });
    Rgb { red, green, blue }
}

/// A colour by its name in HTML or Word; `None` for white and for names of no colour.
pub(crate) fn named(name: &str) -> Option<Rgb> {
    const NAMES: [(&str, u32); 60] = [
        ("amber", 0xFFBF00),
        ("aqua", 0x00FFFF),
        ("beige", 0xF5F5DC),
        ("black", 0x000000),
        ("blue", 0x0000FF),
        ("brown", 0xA52A2A),
        ("chartreuse", 0x7FFF00),
        ("coral", 0xFF7F50),
        ("crimson", 0xDC143C),
        ("cyan", 0x00FFFF),
        ("darkblue", 0x00008B),
        ("darkcyan", 0x008B8B),
        ("darkgray", 0xA9A9A9),
        ("darkgreen", 0x006400),
        ("darkgrey", 0xA9A9A9),
        ("darkmagenta", 0x8B008B),
        ("darkorange", 0xFF8C00),
        ("darkred", 0x8B0000),
        ("darkyellow", 0x808000),
        ("firebrick", 0xB22222),
        ("forestgreen", 0x228B22),
        ("fuchsia", 0xFF00FF),
        ("gold", 0xFFD700),
        ("gray", 0x808080),
        ("green", 0x008000),
        ("greenyellow", 0xADFF2F),
        ("grey", 0x808080),
        ("indianred", 0xCD5C5C),
        ("khaki", 0xF0E68C),
        ("lavender", 0xE6E6FA),
        ("lightblue", 0xADD8E6),
        ("lightgray", 0xD3D3D3),
        ("lightgreen", 0x90EE90),
        ("lightgrey", 0xD3D3D3),
        ("lightyellow", 0xFFFFE0),
        ("lime", 0x00FF00),
        ("limegreen", 0x32CD32),
        ("magenta", 0xFF00FF),
        ("maroon", 0x800000),
        ("mediumseagreen", 0x3CB371),
        ("navy", 0x000080),
        ("olive", 0x808000),
        ("orange", 0xFFA500),
        ("orangered", 0xFF4500),
        ("palegreen", 0x98FB98),
        ("pink", 0xFFC0CB),
        ("purple", 0x800080),
        ("red", 0xFF0000),
        ("salmon", 0xFA8072),
        ("seagreen", 0x2E8B57),
        ("silver", 0xC0C0C0),
        ("skyblue", 0x87CEEB),
        ("springgreen", 0x00FF7F),
        ("tan", 0xD2B48C),
        ("teal", 0x008080),
        ("tomato", 0xFF6347),
        ("turquoise", 0x40E0D0),
        ("violet", 0xEE82EE),
        ("yellow", 0xFFFF00),
        ("yellowgreen", 0x9ACD32),
    ];
    let name = name.trim().to_ascii_lowercase();
    let (_, code) = NAMES.iter().find(|(known, _)| *known == name)?;
    let channel = |shift: u32| (code >> shift & 0xFF) as u8;
    Some(Rgb { red: channel(16), green: channel(8), blue: channel(0) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_are_read() {
        let amber = Some(Rgb { red: 255, green: 192, blue: 0 });
        assert_eq!(hex("#FFC000"), amber);
        assert_eq!(hex("ffc000"), amber);
        assert_eq!(hex("#f00"), named("Red"));
        assert_eq!(hex("auto"), None);
        assert_eq!(hex("£££"), None);
        assert_eq!(named("white"), None);
    }

    #[test]
    fn a_tint_keeps_the_hue() {
        let accent = hex("#4472C4").unwrap();
        // As a spreadsheet's own palette has them.
        let near = |a: Rgb, b: &str| {
            let b = hex(b).unwrap();
            let pairs = [(a.red, b.red), (a.green, b.green), (a.blue, b.blue)];
            assert!(pairs.iter().all(|(a, b)| a.abs_diff(*b) <= 1), "{a:?} {b:?}");
        };
        near(tinted(accent, 0.8), "#DAE3F3");
        near(tinted(accent, 0.4), "#8FAADC");
        near(tinted(accent, -0.25), "#2F5597");
        near(tinted(hex("#FFFFFF").unwrap(), -0.5), "#808080");
    }
}
