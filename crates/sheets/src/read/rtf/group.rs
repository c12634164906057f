//! What the signs of a group are: how its text is set, and where it goes.

/// Where the text of a group goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Place {
    #[default]
    Text,
    /// A list's marker, written out before its item.
    Marker,
    /// What stands on every page.
    Running,
    /// A text box.
    TextBox,
    Fonts,
    Colours,
    /// No text of the page.
    Nowhere,
}

/// How text is set; a group takes it from the one around it.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Group {
    pub(super) place: Place,
    pub(super) font: Option<i32>,
    pub(super) bold: bool,
    pub(super) hidden: bool,
    /// Struck through, and deleted with changes tracked.
    pub(super) struck: bool,
    pub(super) deleted: bool,
    /// The colour behind the words, by its place in the list of colours.
    pub(super) fill: Option<i32>,
    /// How many characters stand for one that is written by its number.
    pub(super) instead: i32,
    /// Whether the group began with the sign for what older programs pass over.
    pub(super) optional: bool,
}

impl Group {
    /// Takes a word that sets text; gives whether it was one.
    pub(super) fn set(&mut self, word: &str, number: Option<i32>) -> bool {
        let on = number != Some(0);
        match word {
            "plain" => {
                (self.bold, self.hidden, self.fill) = (false, false, None);
                (self.struck, self.deleted) = (false, false);
            }
            "b" => self.bold = on,
            "v" => self.hidden = on,
            "strike" | "striked" => self.struck = on,
            "deleted" => self.deleted = on,
            "f" => self.font = number,
            "highlight" | "chcbpat" | "cb" => self.fill = number.filter(|number| *number != 0),
            "uc" => self.instead = number.unwrap_or(1).clamp(0, 16),
            _ => return false,
        }
        true
    }
}

/// Where the text of a group goes that begins with a word: `None` where the word opens no
/// place of its own.
pub(super) fn place(word: &str) -> Option<Place> {
    Some(match word {
        "fonttbl" => Place::Fonts,
        "colortbl" => Place::Colours,
        "listtext" | "pntext" => Place::Marker,
        "header" | "headerl" | "headerr" | "headerf" | "footer" | "footerl" | "footerr"
        | "footerf" => Place::Running,
        "shptxt" | "dptxbxtext" => Place::TextBox,
        "stylesheet" | "info" | "pict" | "objdata" | "footnote" | "annotation" | "nonshppict"
        | "shprslt" | "nonesttables" | "filetbl" | "fldinst" | "listtable" | "revtbl" | "xe"
        | "tc" | "rxe" | "bkmkstart" | "bkmkend" | "private" | "sp" | "upr" | "nesttableprops" => {
            Place::Nowhere
        }
        _ => return None,
    })
}

/// Whether the group of a word holds text though older programs pass it over.
pub(super) fn is_kept(word: &str) -> bool {
    matches!(word, "shpinst" | "shpgrp" | "do")
}
