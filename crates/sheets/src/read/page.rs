//! The pages that a document is set for: how wide and how high, in points.

use std::collections::{HashMap, HashSet};

use memchr::memmem;
use quick_xml::events::BytesStart;

use super::xml::{attribute, each_element, number};
use crate::sheet::Page;

/// A width and a height, in points.
type Size = (f32, f32);

const A4: Size = (595.3, 841.9);
const A3: Size = (841.9, 1190.6);

/// Of a workbook's `pageSetup`; nothing where it does not say which way the page lies: then nobody has
/// set it.
pub(crate) fn of_excel(element: &BytesStart<'_>) -> Option<Size> {
    let (short, long) = match number::<u32>(element, "paperSize") {
        // A3, and Tabloid, Ledger and 11 × 17.
        Some(8 | 3 | 4 | 17 | 67) => A3,
        _ => A4,
    };
    match attribute(element, "orientation")?.as_ref() {
        "landscape" => Some((long, short)),
        "portrait" => Some((short, long)),
        _ => None,
    }
}

/// Of a Word document: of its sections the broadest, for what has many columns stands there.
pub(crate) fn of_word(text: &str) -> Option<Size> {
    let sides = memmem::find_iter(text.as_bytes(), b"pgSz ").filter_map(|at| {
        let tag = text.get(at..)?.split('>').next()?;
        let side = |name: &str| {
            let value = tag.split(name).nth(1)?.split('"').next()?;
            // Twentieths of a point.
            value.parse::<f32>().ok().map(|twips| twips / 20.0)
        };
        Some((side(":w=\"")?, side(":h=\"")?))
    });
    broadest(sides)
}

/// Of an OpenDocument file: of the pages that its content names, else of its usual one, the broadest.
pub(crate) fn of_opendocument(shared: &str, content: &str) -> Option<Size> {
    let mut layouts: HashMap<String, Size> = HashMap::new();
    let mut masters: Vec<(String, String)> = vec![];
    let mut within = String::new();
    each_element(shared, |element| match element.local_name().as_ref() {
        "page-layout" => within = attribute(element, "name").unwrap_or_default().into_owned(),
        "page-layout-properties" => {
            let side = |name| attribute(element, name).and_then(|side| length(&side));
            if let Some(size) = side("page-width").zip(side("page-height")) {
                layouts.insert(within.clone(), size);
            }
        }
        "master-page" => {
            let own = |name| attribute(element, name).unwrap_or_default().into_owned();
            masters.push((own("name"), own("page-layout-name")));
        }
        _ => {}
    });
    const NAMES: &[u8] = b"master-page-name=\"";
    let named: HashSet<&str> = memmem::find_iter(content.as_bytes(), NAMES)
        .filter_map(|at| content.get(at + NAMES.len()..)?.split('"').next())
        .filter(|name| !name.is_empty())
        .collect();
    let size = |(_, layout): &(String, String)| layouts.get(layout).copied();
    let used = masters.iter().filter(|(name, _)| named.contains(name.as_str()));
    broadest(used.filter_map(size)).or_else(|| masters.iter().find_map(size))
}

/// Of a web page: what its style sheet sets it for (`@page{size:A4 landscape}`), the broadest.
pub(crate) fn of_style(text: &str) -> Option<Size> {
    broadest(memmem::find_iter(text.as_bytes(), b"@page").filter_map(|at| {
        let rule = text.get(at..)?.split_once('{')?.1;
        // What stands in its margins comes after the size, or has none.
        let said = rule.split(['{', '}', ';']).take(12).find_map(|own| {
            let (name, value) = own.split_once(':')?;
            (name.trim() == "size").then(|| value.trim().to_ascii_lowercase())
        })?;
        let mut words = said.split_whitespace();
        let sides: Vec<f32> = words.clone().filter_map(length).collect();
        if let [width, rest @ ..] = sides.as_slice() {
            return Some((*width, rest.first().copied().unwrap_or(*width)));
        }
        let (short, long) = if words.clone().any(|word| word == "a3") { A3 } else { A4 };
        Some(if words.any(|word| word == "landscape") { (long, short) } else { (short, long) })
    }))
}

/// Of a document that is pages: that of most of them.
pub(crate) fn most_common(pages: &[Page]) -> Option<Size> {
    let whole = |page: &Page| (page.width.round() as i32, page.height.round() as i32);
    let mut counts: HashMap<(i32, i32), usize> = HashMap::new();
    pages.iter().for_each(|page| *counts.entry(whole(page)).or_default() += 1);
    let most = pages.iter().rev().max_by_key(|page| counts.get(&whole(page)))?;
    Some((most.width, most.height))
}

fn broadest(sizes: impl Iterator<Item = Size>) -> Option<Size> {
    sizes.max_by(|(a, _), (b, _)| a.total_cmp(b))
}

/// A length as OpenDocument and style sheets write it ("29.7cm"), in points.
fn length(text: &str) -> Option<f32> {
    const UNITS: [(&str, f32); 5] =
        [("cm", 72.0 / 2.54), ("mm", 72.0 / 25.4), ("in", 72.0), ("pt", 1.0), ("pc", 12.0)];
    UNITS.into_iter().find_map(|(unit, points)| {
        Some(text.trim().strip_suffix(unit)?.trim().parse::<f32>().ok()? * points)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_broadest_section_of_a_word_document_counts() {
        let text = "<w:pgSz w:w=\"11906\" w:h=\"16838\"/><w:p/><w:pgSz w:w=\"23811\" w:h=\"16838\" \
                    w:orient=\"landscape\"/>";
        let (width, height) = of_word(text).unwrap();
        assert!((width - 1190.55).abs() < 0.1 && (height - 841.9).abs() < 0.1);
        assert_eq!(of_word("<w:pgSz w:w=\"wide\"/><w:pgSz "), None);
    }

    #[test]
    fn a_web_page_is_set_for_what_its_style_sheet_says() {
        let of = |rule: &str| of_style(&format!("<style>td{{size:1px}}@page{rule}</style>"));
        assert_eq!(
            of("{size:A4 landscape;margin:16mm;@top-left{content:\"a\"}}"),
            Some((A4.1, A4.0))
        );
        assert_eq!(of(" :first { margin: 1cm; size: A3 }"), Some(A3));
        assert_eq!(of("{size:landscape}"), Some((A4.1, A4.0)));
        assert_eq!(of("{ size: 420mm 297mm; }").map(|(width, _)| width.round()), Some(1191.0));
        assert_eq!(of("{margin:1cm}"), None);
    }

    #[test]
    fn an_opendocument_page_is_that_which_the_content_names() {
        let layout = |name: &str, sides: [&str; 2]| {
            let [wide, high] = sides;
            format!(
                "<style:page-layout style:name=\"{name}\"><style:page-layout-properties \
                 fo:page-width=\"{wide}\" fo:page-height=\"{high}\"/></style:page-layout>"
            )
        };
        let master = |name: &str, of: &str| {
            format!("<style:master-page style:name=\"{name}\" style:page-layout-name=\"{of}\"/>")
        };
        let shared = format!(
            "<s>{}{}{}{}</s>",
            layout("L1", ["21cm", "297mm"]),
            layout("L2", ["11.69in", "595.3pt"]),
            master("Standard", "L1"),
            master("Across", "L2")
        );
        assert!(of_opendocument(&shared, "<t/>").unwrap().0 < 600.0);
        let named = "<style:style style:master-page-name=\"Across\"/>";
        assert!(of_opendocument(&shared, named).unwrap().0 > 800.0);
        assert_eq!(of_opendocument("", named), None);
    }
}
