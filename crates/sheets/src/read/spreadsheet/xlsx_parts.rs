//! Where the parts of an XLSX workbook lie, and what it has names for.

use memchr::memmem;
use quick_xml::events::Event;

use super::conditional::Names;
use crate::{
    ReadError,
    read::{
        limits::{MOST_SHEETS, too_many_sheets},
        package::Package,
        relations::relations,
        xml::{attribute, each_element, is_true, number, push_reference, reader},
    },
};

/// Where the parts of a workbook lie.
pub(super) struct Parts {
    /// Each sheet's name and path, in the workbook's order.
    pub(super) sheets: Vec<(String, String)>,
    pub(super) styles: Option<String>,
    pub(super) theme: Option<String>,
    /// What the workbook has names for.
    pub(super) names: Names,
    /// Whether its formulas are to be reckoned when it is opened: it asks for that, or it lacks the
    /// order that programs which reckon leave in it.
    pub(super) recalculates: bool,
}

impl Parts {
    /// Follows the package's relationships to the workbook and from there to its sheets.
    pub(super) fn find(package: &mut Package<'_>) -> Result<Self, ReadError> {
        let root = relations(package, "_rels/.rels", "")?;
        let workbook = root.values().find(|(kind, _)| kind.ends_with("/officeDocument"));
        let workbook = workbook.map_or("xl/workbook.xml", |(_, path)| path.as_str()).to_owned();
        let (folder, file) = workbook.rsplit_once('/').unwrap_or(("", &workbook));
        let related = relations(package, &format!("{folder}/_rels/{file}.rels"), folder)?;
        let Some(text) = package.text(&workbook)? else {
            return Err(ReadError::Damaged {
                kind: package.kind(),
                detail: "its list of sheets is missing".to_owned(),
            });
        };
        let mut sheets = Vec::new();
        let mut recalculates = !related.values().any(|(kind, _)| kind.ends_with("/calcChain"));
        each_element(&text, |element| {
            if element.local_name().as_ref() == "calcPr" {
                recalculates |= attribute(element, "fullCalcOnLoad").is_some_and(|v| is_true(&v));
            }
            if element.local_name().as_ref() == "sheet"
                && let (Some(name), Some(id)) =
                    (attribute(element, "name"), attribute(element, "id"))
                && let Some((_, path)) = related.get(id.as_ref())
            {
                sheets.push((name.into_owned(), path.clone()));
            }
        });
        if sheets.len() > MOST_SHEETS {
            return Err(too_many_sheets(sheets.len()));
        }
        let part = |wanted: &str| {
            let found = related.values().find(|(kind, _)| kind.ends_with(wanted));
            found.map(|(_, path)| path.clone())
        };
        let names = names(&text, &sheets);
        Ok(Self { sheets, styles: part("/styles"), theme: part("/theme"), names, recalculates })
    }
}

/// The names of a workbook, from the XML that lists its sheets.
fn names(text: &str, sheets: &[(String, String)]) -> Names {
    let mut names = Names::default();
    if memmem::find(text.as_bytes(), b"definedName").is_none() {
        return names;
    }
    let mut reader = reader(text);
    let mut open: Option<(String, Option<usize>, String)> = None;
    loop {
        match reader.read_event() {
            Ok(Event::Start(e)) if e.local_name().as_ref() == "definedName" => {
                let name = attribute(&e, "name").unwrap_or_default().into_owned();
                open = Some((name, number(&e, "localSheetId"), String::new()));
            }
            Ok(Event::Text(t)) => {
                if let Some((.., formula)) = &mut open {
                    formula.push_str(&t.xml10_content());
                }
            }
            Ok(Event::GeneralRef(r)) => {
                if let Some((.., formula)) = &mut open {
                    push_reference(&r, formula);
                }
            }
            Ok(Event::End(_)) => {
                if let Some((name, sheet, formula)) = open.take() {
                    let sheet = sheet.map(|at| sheets.get(at).map_or("", |(name, _)| name));
                    names.add(&name, sheet, &formula);
                }
            }
            Ok(Event::Eof) | Err(_) => return names,
            Ok(_) => {}
        }
    }
}
