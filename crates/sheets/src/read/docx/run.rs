//! A paragraph in the making, and what its runs say of themselves.

use quick_xml::events::BytesStart;

use super::styles::{ListPlace, Styles};
use crate::{
    read::{
        blocks::Block,
        colour,
        xml::{attribute, is_on},
    },
    sheet::Rgb,
};

/// A paragraph in the making.
#[derive(Default)]
pub(super) struct Writing {
    pub(super) text: String,
    pub(super) style: String,
    pub(super) place: ListPlace,
    /// Characters set bold, and characters in all (white space aside).
    pub(super) bold: usize,
    pub(super) all: usize,
    pub(super) fill: Option<Rgb>,
    pub(super) page: Option<u32>,
    /// What text boxes in it hold; it follows the paragraph.
    pub(super) boxes: Vec<Block>,
}

/// How the text that comes is set.
#[derive(Default)]
pub(super) struct Run {
    pub(super) bold: Option<bool>,
    pub(super) hidden: bool,
    pub(super) struck: Option<bool>,
}

/// Takes up one property of a run, or a sign among its text.
pub(super) fn run_property(
    name: &str,
    e: &BytesStart<'_>,
    styles: &Styles,
    run: &mut Run,
    writing: &mut Writing,
) {
    match name {
        "rStyle" => {
            let id = attribute(e, "val").unwrap_or_default();
            run.bold = styles.bold(&id).then_some(true).or(run.bold);
            run.struck = styles.struck(&id).then_some(true).or(run.struck);
        }
        "strike" | "dstrike" => run.struck = Some(is_on(e, "val") || run.struck == Some(true)),
        "b" => run.bold = Some(is_on(e, "val")),
        "vanish" => run.hidden = is_on(e, "val"),
        "highlight" => {
            let colour = attribute(e, "val").and_then(|name| colour::named(&name));
            writing.fill = writing.fill.or(colour);
        }
        "shd" => writing.fill = writing.fill.or_else(|| shading(e)),
        _ if run.hidden => {}
        "br" if attribute(e, "type").is_some_and(|v| v == "page" || v == "column") => {}
        "br" | "cr" => writing.text.push('\n'),
        "tab" | "ptab" => writing.text.push('\t'),
        "noBreakHyphen" => writing.text.push('-'),
        "sym" => writing.text.extend(attribute(e, "char").and_then(|code| symbol(&code))),
        _ => {}
    }
}

/// The background that a shading gives.
pub(super) fn shading(e: &BytesStart<'_>) -> Option<Rgb> {
    let pattern = attribute(e, "val").unwrap_or_default();
    let attribute = |name| attribute(e, name).and_then(|value| colour::hex(&value));
    match pattern.as_ref() {
        "nil" => None,
        "solid" => attribute("color"),
        _ => attribute("fill"),
    }
    .filter(|colour| *colour != colour::WHITE)
}

/// The sign of a symbol font (Wingdings, Symbol), as a character that means the same.
fn symbol(code: &str) -> Option<char> {
    let code = u32::from_str_radix(code, 16).ok()?;
    Some(match code & 0xFF {
        0xFC | 0x50 if code >= 0xF000 => '✓',
        0xFB | 0x4F if code >= 0xF000 => '✗',
        0xFE if code >= 0xF000 => '☑',
        0xFD if code >= 0xF000 => '☒',
        0xA8 | 0x6F if code >= 0xF000 => '☐',
        0xE0 | 0xE8 if code >= 0xF000 => '→',
        0xE1 | 0xE9 if code >= 0xF000 => '↑',
        0xE2 | 0xEA if code >= 0xF000 => '↓',
        0xDF | 0xE7 if code >= 0xF000 => '←',
        0xB7 | 0xA7 | 0x6C | 0x6E if code >= 0xF000 => '•',
        _ => char::from_u32(code)?,
    })
}
