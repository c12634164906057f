//! What mail writes in another way: quoted-printable text, base64 parts, words of a subject.

use encoding_rs::{Encoding, WINDOWS_1252};

use super::Walk;

impl Walk<'_> {
    /// Hands over what of a text is written as mail writes it, as it is meant.
    pub(super) fn mail(&mut self, text: &str, depth: usize) {
        let small = text.to_ascii_lowercase();
        if small.contains("quoted-printable") {
            let bytes = unquoted(text.as_bytes());
            for text in [
                String::from_utf8_lossy(&bytes),
                WINDOWS_1252.decode_without_bom_handling(&bytes).0,
            ] {
                (self.see)(&text);
                if text.contains(['<', '&']) {
                    self.markup(&text);
                }
            }
        }
        if text.contains("=?") {
            (self.see)(&with_words_decoded(text));
        }
        if small.contains("base64") {
            for part in base64_parts(text, &small) {
                self.file(&decode_base64(part), depth + 1);
            }
        }
    }
}

/// The base64 of a text: after the head that says so, and in addresses that hold their data.
fn base64_parts<'t>(text: &'t str, small: &str) -> Vec<&'t str> {
    let is_of_it =
        |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '/' | '=' | '\r' | '\n');
    let run = |rest: &'t str| rest.split(|c| !is_of_it(c)).next().unwrap_or_default();
    let in_address = text.match_indices(";base64,").filter_map(|(at, found)| {
        let end = text.get(at + found.len()..)?;
        Some(end.split(|c: char| !is_of_it(c) && c != '%').next().unwrap_or_default())
    });
    let after_head = small.match_indices("base64").filter_map(|(at, _)| {
        let line = small.get(..at)?.rsplit('\n').next()?;
        let is_head = line.trim_start().starts_with("content-transfer-encoding")
            || line.contains("encoding=b")
            || line.contains("encoding=");
        let rest = text.get(at..).filter(|_| is_head)?;
        // The lines of mail are read with one sign at their ends.
        let body = rest.split_once("\n\n").map(|(_, body)| body)?;
        Some(run(body))
    });
    in_address.chain(after_head).collect()
}

/// The bytes of base64; what is no sign of it is passed over.
fn decode_base64(text: &str) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(text.len() * 3 / 4);
    let (mut held, mut bits) = (0_u32, 0);
    for c in text.bytes() {
        let value = match c {
            b'A'..=b'Z' => c - b'A',
            b'a'..=b'z' => c - b'a' + 26,
            b'0'..=b'9' => c - b'0' + 52,
            b'+' | b'-' => 62,
            b'/' | b'_' => 63,
            _ => continue,
        };
        held = (held << 6 | u32::from(value)) & 0xFF_FFFF;
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            bytes.push((held >> bits) as u8);
        }
    }
    bytes
}

/// Quoted-printable as it is meant: “=E9” is a byte, and a line that ends with “=” goes on.
fn unquoted(text: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some((first, after)) = rest.split_first() {
        let digits = after.get(..2).and_then(|two| std::str::from_utf8(two).ok());
        let byte = digits.and_then(|two| u8::from_str_radix(two, 16).ok());
        (rest, _) = match (first, byte, after) {
            (b'=', Some(byte), [_, _, rest @ ..]) => (rest, bytes.push(byte)),
            (b'=', None, [b'\r', b'\n', rest @ ..] | [b'\n', rest @ ..]) => (rest, ()),
            _ => (after, bytes.push(*first)),
        };
    }
    bytes
}

/// A text with “=?utf-8?Q?Jos=C3=A9?=” in it as it is meant; two such words go on without a space.
fn with_words_decoded(text: &str) -> String {
    let mut left = String::with_capacity(text.len());
    let mut rest = text;
    let mut after_word = false;
    while let Some((before, from)) = rest.split_once("=?") {
        if !(after_word && before.trim().is_empty()) {
            left.push_str(before);
        }
        match word(from) {
            Some((decoded, end)) => {
                left.push_str(&decoded);
                (rest, after_word) = (end, true);
            }
            None => {
                left.push_str("=?");
                (rest, after_word) = (from, false);
            }
        }
    }
    left.push_str(rest);
    left
}

/// The word that begins after “=?”, and what follows it.
fn word(from: &str) -> Option<(String, &str)> {
    let (charset, rest) = from.split_once('?')?;
    let (how, rest) = rest.split_once('?')?;
    let (coded, rest) = rest.split_once("?=")?;
    let bytes = match how {
        "B" | "b" => decode_base64(coded),
        "Q" | "q" => unquoted(coded.replace('_', " ").as_bytes()),
        _ => return None,
    };
    let charset = charset.split('*').next().unwrap_or(charset);
    let encoding = Encoding::for_label(charset.as_bytes()).unwrap_or(WINDOWS_1252);
    Some((encoding.decode_without_bom_handling(&bytes).0.into_owned(), rest))
}
