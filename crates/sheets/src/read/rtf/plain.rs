//! All the text of a file, comments and properties too, without its setting.

use encoding_rs::{Encoding, WINDOWS_1252};

use super::tokens::{Token, Tokens};

/// The words at which a line ends, or something begins that is no part of the text before it.
const BREAKS: [&str; 29] = [
    "annotation",
    "atnauthor",
    "atnid",
    "author",
    "cell",
    "company",
    "doccomm",
    "fldinst",
    "fldrslt",
    "fonttbl",
    "footer",
    "footnote",
    "header",
    "info",
    "keywords",
    "line",
    "manager",
    "nestcell",
    "nestrow",
    "operator",
    "page",
    "par",
    "pard",
    "pict",
    "row",
    "stylesheet",
    "subject",
    "tab",
    "title",
];

/// Most groups within each other that keep what they were set to.
const DEEPEST: usize = 10_000;

/// The text of all groups in their order.
pub(crate) fn plain(bytes: &[u8]) -> String {
    let mut text = Text { left: String::new(), bytes: vec![], units: vec![], page: WINDOWS_1252 };
    // How many signs stand for a character of Unicode to those that do not know it.
    let (mut stands, mut groups, mut skip) = (1, vec![], 0);
    for token in Tokens::new(bytes) {
        match token {
            Token::Open if groups.len() < DEEPEST => groups.push(stands),
            Token::Open => {}
            Token::Close => stands = groups.pop().unwrap_or(1),
            Token::Byte(_) if skip > 0 => skip -= 1,
            Token::Byte(byte) => text.byte(byte),
            Token::Word("u", Some(unit)) => {
                text.unit(unit as u16);
                skip = stands;
            }
            Token::Word("uc", Some(number)) => stands = usize::try_from(number).unwrap_or(1),
            Token::Word("ansicpg", Some(number)) => text.set_page(number),
            Token::Word(word, _) => {
                let sign = match word {
                    "lquote" | "rquote" => "’",
                    "endash" => "–",
                    "emdash" => "—",
                    word if BREAKS.contains(&word) => "\n",
                    _ => continue,
                };
                text.push(sign);
            }
            Token::Symbol(b'~') => text.push(" "),
            Token::Symbol(b'_') => text.push("-"),
            Token::Symbol(b'*') => text.push("\n"),
            Token::Symbol(sign @ (b'\\' | b'{' | b'}')) => text.byte(sign),
            Token::Symbol(_) => {}
        }
    }
    text.push("");
    text.left
}

struct Text {
    left: String,
    bytes: Vec<u8>,
    units: Vec<u16>,
    page: &'static Encoding,
}

impl Text {
    fn set_page(&mut self, number: i32) {
        self.push("");
        let label = format!("windows-{number}");
        self.page = Encoding::for_label(label.as_bytes()).unwrap_or(WINDOWS_1252);
    }

    fn byte(&mut self, byte: u8) {
        self.end_units();
        self.bytes.push(byte);
    }

    fn unit(&mut self, unit: u16) {
        self.end_bytes();
        self.units.push(unit);
    }

    fn push(&mut self, text: &str) {
        self.end_units();
        self.end_bytes();
        self.left.push_str(text);
    }

    fn end_units(&mut self) {
        self.left.push_str(&String::from_utf16_lossy(&self.units));
        self.units.clear();
    }

    fn end_bytes(&mut self) {
        self.left.push_str(&self.page.decode_without_bom_handling(&self.bytes).0);
        self.bytes.clear();
    }
}
