//! What calamine leaves out of a sheet's cells: runs of text that are struck through, and formulas
//! that were saved without their results. Only sheets that have such are read a second time.

use std::{collections::HashMap, rc::Rc};

use memchr::memmem;
use quick_xml::events::{BytesStart, Event};

use super::a1::place;
use crate::{
    ReadError,
    read::{
        package::Package,
        unsaid,
        xml::{attribute, is_on, number, push_reference, reader},
    },
};

/// The cells of a sheet of which there is more to know, by row and column from zero.
#[derive(Debug, Default)]
pub(super) struct Beside {
    /// Texts with their struck runs marked.
    pub(super) struck: HashMap<(u32, u32), String>,
    /// Formulas without results.
    pub(super) open: HashMap<(u32, u32), Open>,
}

/// A formula without a result.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Open {
    pub(super) formula: Rc<str>,
    /// The cell that its references count from.
    pub(super) base: (u32, u32),
}

/// The shared texts of a workbook that have struck runs, by their places in the list.
pub(super) fn struck_texts(list: &[u8]) -> HashMap<u32, String> {
    let mut found = HashMap::new();
    if memmem::find(list, b"strike").is_none() {
        return found;
    }
    let text = String::from_utf8_lossy(list);
    let mut reader = reader(&text);
    let (mut index, mut runs) = (0_u32, Runs::default());
    while let Ok(event) = reader.read_event() {
        match event {
            Event::Eof => break,
            Event::End(e) if e.local_name().as_ref() == "si" => {
                found.extend(runs.take().map(|text| (index, text)));
                index = index.saturating_add(1);
            }
            Event::Empty(e) if e.local_name().as_ref() == "si" => index = index.saturating_add(1),
            event => runs.event(&event),
        }
    }
    found
}

/// Reads the cells of a sheet again. `zeros` says that results of nought are none.
pub(super) fn read(
    package: &mut Package<'_>,
    path: &str,
    texts: &HashMap<u32, String>,
    zeros: bool,
) -> Result<Beside, ReadError> {
    let text = package.text(path)?.unwrap_or_default();
    let mut walk =
        Walk { texts, zeros, beside: Beside::default(), cell: None, shared: HashMap::new() };
    let mut reader = reader(&text);
    while let Ok(event) = reader.read_event() {
        match event {
            Event::Eof => break,
            Event::Start(e) if e.local_name().as_ref() == "c" => walk.begin(&e),
            Event::End(e) if e.local_name().as_ref() == "c" => walk.end(),
            event => walk.event(&event),
        }
    }
    Ok(walk.beside)
}

struct Walk<'a> {
    texts: &'a HashMap<u32, String>,
    zeros: bool,
    beside: Beside,
    cell: Option<Cell>,
    /// The formulas that further cells share, by their numbers, and where they count from.
    shared: HashMap<u32, Open>,
}

#[derive(Default)]
struct Cell {
    at: (u32, u32),
    kind: String,
    within: Within,
    has_formula: bool,
    formula: String,
    /// The number of a formula that several cells share.
    shared: Option<u32>,
    value: String,
    runs: Runs,
}

/// What a text in a cell belongs to.
#[derive(Clone, Copy, Default, PartialEq)]
enum Within {
    #[default]
    Nothing,
    Formula,
    Value,
}

impl Walk<'_> {
    fn begin(&mut self, e: &BytesStart<'_>) {
        let at = attribute(e, "r").and_then(|at| place(&at));
        let kind = attribute(e, "t").unwrap_or_default().into_owned();
        self.cell = at.map(|at| Cell { at, kind, ..Cell::default() });
    }

    fn event(&mut self, event: &Event<'_>) {
        let Some(cell) = &mut self.cell else { return };
        match event {
            Event::Start(e) | Event::Empty(e) if e.local_name().as_ref() == "f" => {
                cell.has_formula = true;
                if attribute(e, "t").is_some_and(|kind| kind == "shared") {
                    cell.shared = number(e, "si");
                }
                if matches!(event, Event::Start(_)) {
                    cell.within = Within::Formula;
                }
            }
            Event::Start(e) if e.local_name().as_ref() == "v" => cell.within = Within::Value,
            Event::End(e) if matches!(e.local_name().as_ref(), "f" | "v") => {
                cell.within = Within::Nothing;
            }
            Event::Text(t) if cell.within != Within::Nothing => cell.push(&t.xml10_content()),
            Event::CData(t) if cell.within != Within::Nothing => cell.push(&t.xml10_content()),
            Event::GeneralRef(r) if cell.within != Within::Nothing => {
                let mut text = String::new();
                push_reference(r, &mut text);
                cell.push(&text);
            }
            event => cell.runs.event(event),
        }
    }

    fn end(&mut self) {
        let Some(mut cell) = self.cell.take() else { return };
        if let Some(text) = cell.runs.take() {
            self.beside.struck.insert(cell.at, text);
        }
        let value = cell.value.trim();
        if cell.kind == "s"
            && let Some(text) = value.parse().ok().and_then(|index| self.texts.get(&index))
        {
            self.beside.struck.insert(cell.at, text.clone());
        }
        if !cell.has_formula {
            return;
        }
        let own = Open { formula: cell.formula.trim().into(), base: cell.at };
        let open = match cell.shared {
            Some(shared) if own.formula.is_empty() => self.shared.get(&shared).cloned(),
            Some(shared) => {
                self.shared.insert(shared, own.clone());
                Some(own)
            }
            None => Some(own),
        };
        // A text may well be empty; a number is not.
        let unknown = value.is_empty() && cell.kind != "str" || self.zeros && value == "0";
        if let Some(open) = open.filter(|open| unknown && !open.formula.is_empty()) {
            self.beside.open.insert(cell.at, open);
        }
    }
}

impl Cell {
    fn push(&mut self, text: &str) {
        match self.within {
            Within::Formula => self.formula.push_str(text),
            Within::Value => self.value.push_str(text),
            Within::Nothing => {}
        }
    }
}

/// The runs of a text, some of them struck through.
#[derive(Default)]
struct Runs {
    text: String,
    struck: bool,
    any: bool,
    in_text: bool,
    /// Elements open that hold the reading of signs, which does not show.
    phonetic: usize,
}

impl Runs {
    fn event(&mut self, event: &Event<'_>) {
        match event {
            Event::Start(e) | Event::Empty(e) => match e.local_name().as_ref() {
                "r" => self.struck = false,
                "strike" => self.struck = is_on(e, "val"),
                "rPh" if matches!(event, Event::Start(_)) => self.phonetic += 1,
                "t" => self.in_text = matches!(event, Event::Start(_)),
                _ => {}
            },
            Event::End(e) => match e.local_name().as_ref() {
                "t" => self.in_text = false,
                "r" => self.struck = false,
                "rPh" => self.phonetic = self.phonetic.saturating_sub(1),
                _ => {}
            },
            Event::Text(t) => self.push(&t.xml10_content()),
            Event::CData(t) => self.push(&t.xml10_content()),
            Event::GeneralRef(r) => {
                let mut text = String::new();
                push_reference(r, &mut text);
                self.push(&text);
            }
            _ => {}
        }
    }

    fn push(&mut self, text: &str) {
        if !self.in_text || self.phonetic > 0 {
            return;
        }
        if self.struck {
            self.any = true;
            unsaid::push_struck(&mut self.text, text);
        } else {
            self.text.push_str(text);
        }
    }

    /// The text that has come, where any of it is struck.
    fn take(&mut self) -> Option<String> {
        let runs = std::mem::take(self);
        runs.any.then_some(runs.text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shared_texts_with_struck_runs_are_told_by_their_places() {
        let list = br#"<sst><si><t>one</t></si><si/><si><r><rPr><strike/></rPr><t>2 </t></r><r><t>3 &amp; 4</t></r></si>
            <si><r><rPr><strike val="0"/></rPr><t>five</t></r></si></sst>"#;
        let found = struck_texts(list);
        assert_eq!(found.len(), 1);
        assert_eq!(found[&2], unsaid::strike("2 ") + "3 & 4");
        assert!(struck_texts(b"<sst><si><t>plain</t></si></sst>").is_empty());
    }
}
