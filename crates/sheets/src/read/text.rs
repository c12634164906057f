//! Bytes → text: UTF-8, UTF-16 of either order, Windows-1252; with or without a byte-order mark.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use super::strangers;
use crate::ReadError;

/// Decodes a text file.
pub(crate) fn decode(bytes: &[u8]) -> Result<String, ReadError> {
    if bytes.is_empty() {
        return Err(ReadError::Empty);
    }
    let (encoding, skip) = Encoding::for_bom(bytes).unwrap_or_else(|| (guess(bytes), 0));
    let body = bytes.get(skip..).unwrap_or_default();
    let (text, malformed) = encoding.decode_without_bom_handling(body);
    if malformed && encoding != UTF_8 {
        return Err(ReadError::Encoding);
    }
    // One stray byte in a UTF-8 file with a mark: read on, the character shows as a lozenge.
    let text = text.into_owned();
    if is_binary(&text) {
        return Err(strangers::unknown("a program or other binary file"));
    }
    Ok(text.replace("\r\n", "\n").replace('\r', "\n"))
}

/// Without a mark: zero bytes in every other place are UTF-16; what is not UTF-8 is Windows-1252.
fn guess(bytes: &[u8]) -> &'static Encoding {
    let sample = bytes.get(..bytes.len().min(4096)).unwrap_or_default();
    let zeros = |from: usize| sample.iter().skip(from).step_by(2).filter(|b| **b == 0).count();
    let half = sample.len() / 2;
    let (even, odd) = (zeros(0), zeros(1));
    if half > 0 && odd * 10 > half * 4 && even * 10 < half {
        UTF_16LE
    } else if half > 0 && even * 10 > half * 4 && odd * 10 < half {
        UTF_16BE
    } else if std::str::from_utf8(bytes).is_ok() {
        UTF_8
    } else {
        WINDOWS_1252
    }
}

/// Whether a decoded text is no text: more than one control character in fifty.
fn is_binary(text: &str) -> bool {
    let mut controls = 0_usize;
    let mut all = 0_usize;
    for c in text.chars().take(20_000) {
        all += 1;
        let control = c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{c}' | '\u{b}');
        controls += usize::from(control || c == '\u{FFFD}');
    }
    controls * 50 > all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_encoding_gives_the_same_text() {
        let text = "Ref\tRisk\r\n1\tCafé £5 – “late”\r\n";
        let wide =
            |order: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(order).collect::<Vec<_>>();
        let little = wide(u16::to_le_bytes);
        let big = wide(u16::to_be_bytes);
        let marked = |mark: &[u8], bytes: &[u8]| [mark, bytes].concat();
        let (narrow, _, _) = WINDOWS_1252.encode(text);
        let expected = text.replace("\r\n", "\n");
        for bytes in [
            text.as_bytes().to_vec(),
            marked(b"\xEF\xBB\xBF", text.as_bytes()),
            little.clone(),
            big.clone(),
            marked(b"\xFF\xFE", &little),
            marked(b"\xFE\xFF", &big),
            narrow.into_owned(),
        ] {
            assert_eq!(decode(&bytes).as_deref(), Ok(expected.as_str()));
        }
    }

    #[test]
    fn binary_is_declined() {
        let bytes: Vec<u8> = (0..=255).cycle().take(4096).collect();
        assert!(matches!(decode(&bytes), Err(ReadError::UnknownKind { .. })));
        assert_eq!(decode(b""), Err(ReadError::Empty));
    }
}
