//! Cuts a cell into words, numbers and marks, each with its place in the text.

use super::{spelling, vocabulary::Word};

/// A piece of the cell.
#[derive(Debug, Clone, Copy)]
pub(super) struct Token<'t> {
    pub(super) kind: Kind,
    pub(super) text: &'t str,
    /// Where it starts, in bytes.
    pub(super) start: usize,
    /// Nothing stands between it and the token before.
    pub(super) glued: bool,
    /// The word was read in spite of a slip of spelling.
    pub(super) misspelt: bool,
}

/// What a piece is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Word(Word),
    Number { value: u32, digits: u8, ordinal: bool },
    Mark(Mark),
}

/// Punctuation that means something in a target date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    Dash,
    Slash,
    Dot,
    Comma,
    Semicolon,
    Colon,
    Open,
    Close,
    Ampersand,
    Question,
    Arrow,
    Apostrophe,
    Percent,
    Tick,
    Line,
    Other,
}

impl Token<'_> {
    /// The byte after its last.
    pub(super) fn end(&self) -> usize {
        self.start + self.text.len()
    }
}

/// Reads the whole text as tokens; white space and characters without width separate them.
pub(super) fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut all: Vec<Token<'_>> = Vec::with_capacity(text.len() / 4 + 1);
    let mut at = 0;
    let mut glued = false;
    while let Some(first) = text[at..].chars().next() {
        if matches!(first, '\u{200b}'..='\u{200f}' | '\u{feff}' | '\u{ad}' | '\u{2060}') {
            at += first.len_utf8();
            continue;
        }
        if first.is_whitespace() && first != '\n' {
            at += first.len_utf8();
            glued = false;
            continue;
        }
        let rest = &text[at..];
        let (length, kind, misspelt) = if first.is_ascii_digit() {
            let (length, kind) = number(rest);
            (length, kind, false)
        } else if first.is_alphabetic() {
            let length = word_length(rest);
            let (word, misspelt) = spelling::classify(&rest[..length]);
            (length, Kind::Word(word), misspelt)
        } else {
            let (length, mark) = mark(rest, first);
            (length, Kind::Mark(mark), false)
        };
        all.push(Token { kind, text: &rest[..length], start: at, glued, misspelt });
        at += length;
        glued = true;
    }
    all
}

/// The letters from the start of `rest`, with apostrophes between letters ("wedi'i").
fn word_length(rest: &str) -> usize {
    let mut length = 0;
    let mut letters = rest.chars().peekable();
    while let Some(c) = letters.next() {
        let inside =
            matches!(c, '\'' | '’') && letters.peek().is_some_and(|next| next.is_alphabetic());
        if !(c.is_alphabetic() || inside) {
            break;
        }
        length += c.len_utf8();
    }
    length
}

/// The digits from the start of `rest`, and "st", "nd", "rd" or "th" behind them.
fn number(rest: &str) -> (usize, Kind) {
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let value = rest[..digits].parse().unwrap_or(u32::MAX);
    let suffix = rest[digits..].bytes().take_while(u8::is_ascii_alphabetic).count();
    let ordinal = ["st", "nd", "rd", "th", "af", "ain", "il", "ydd", "fed", "eg"]
        .iter()
        .any(|ending| rest[digits..digits + suffix].eq_ignore_ascii_case(ending));
    let length = if ordinal { digits + suffix } else { digits };
    (length, Kind::Number { value, digits: digits.min(99) as u8, ordinal })
}

fn mark(rest: &str, first: char) -> (usize, Mark) {
    let two = rest.get(..2).unwrap_or_default();
    if matches!(two, "->" | "=>" | ">>") {
        return (2, Mark::Arrow);
    }
    if two == "--" {
        return (rest.bytes().take_while(|b| *b == b'-').count(), Mark::Dash);
    }
    let mark = match first {
        '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe58}' | '\u{fe63}' | '\u{ff0d}' | '~' => {
            Mark::Dash
        }
        '/' | '\\' | '\u{2044}' | '\u{2215}' => Mark::Slash,
        '.' => Mark::Dot,
        ',' => Mark::Comma,
        ';' | '|' | '•' | '·' | '▪' | '*' => Mark::Semicolon,
        ':' => Mark::Colon,
        '(' | '[' | '{' => Mark::Open,
        ')' | ']' | '}' => Mark::Close,
        '&' | '+' => Mark::Ampersand,
        '?' => Mark::Question,
        '→' | '⇒' | '➔' | '>' => Mark::Arrow,
        '\'' | '’' | '‘' | '`' => Mark::Apostrophe,
        '%' => Mark::Percent,
        '✓' | '✔' | '☑' | '✅' => Mark::Tick,
        '\n' => Mark::Line,
        _ => Mark::Other,
    };
    (first.len_utf8(), mark)
}
