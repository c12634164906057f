//! What the formulas of an XLS workbook name by number: sheets, and names ([MS-XLS] 2.4.105,
//! 2.4.150, 2.4.271).

use std::rc::Rc;

use super::bytes::{characters, short};
use crate::read::spreadsheet::conditional::{
    Formula,
    tokens::{self, References},
};

/// A sheet of the workbook.
pub(super) const SHEET: u16 = 0x0085;
/// A workbook whose sheets are named: this one or another.
const BOOK: u16 = 0x01AE;
/// The list of the sheets that formulas name.
const NAMED_SHEETS: u16 = 0x0017;
/// A name.
const NAME: u16 = 0x0018;

/// The records of a workbook that say so.
#[derive(Debug, Default)]
pub(super) struct Gathered {
    sheets: Vec<Rc<str>>,
    /// Whether each of the workbooks is this one.
    own: Vec<bool>,
}

impl Gathered {
    /// Takes a record.
    pub(super) fn take(&mut self, kind: u16, data: &[u8], references: &mut References) {
        match kind {
            SHEET => {
                let name = sheet_name(data).unwrap_or_default();
                self.sheets.push(name.to_lowercase().into());
            }
            BOOK => self.own.push(short(data, 2) == Some(0x0401)),
            NAMED_SHEETS => {
                let (list, _) = data.get(2..).unwrap_or_default().as_chunks::<6>();
                references.sheets = list.iter().map(|sheet| self.sheet(sheet)).collect();
            }
            NAME => {
                let meant =
                    name(data).and_then(|tokens| tokens::formula(tokens, (0, 0), references));
                references.names.push(meant.filter(Formula::is_fixed));
            }
            _ => {}
        }
    }

    /// One sheet of this workbook, not several beside each other.
    fn sheet(&self, listed: &[u8; 6]) -> Option<Rc<str>> {
        let [book, first, last] = [short(listed, 0)?, short(listed, 2)?, short(listed, 4)?];
        let own = self.own.get(usize::from(book)).copied().unwrap_or(false);
        self.sheets.get(usize::from(first)).filter(|_| own && first == last).cloned()
    }
}

fn sheet_name(data: &[u8]) -> Option<String> {
    Some(characters(data.get(8..)?, usize::from(*data.get(6)?), *data.get(7)?)?.0)
}

/// The formula of a name, after the name itself.
fn name(data: &[u8]) -> Option<&[u8]> {
    let (length, formula) = (*data.get(3)?, short(data, 4)?);
    let (_, rest) = characters(data.get(15..)?, usize::from(length), *data.get(14)?)?;
    rest.get(..usize::from(formula))
}
