//! Whether a file holds some words; also asked of another process, as bytes.

use std::io::{self, Read, Write};

use bellwether_history::Words;
use bellwether_intake::each_text;
use serde::{Deserialize, Serialize};

/// What is found of words in a file.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Look {
    /// Whether it holds one of them.
    pub holds: bool,
    /// What of it could not be looked into, in words: “pictures”.
    pub unseen: Vec<String>,
}

/// Looks for words in every text of a file.
pub fn look(bytes: &[u8], words: &[Words]) -> Look {
    let mut holds = false;
    let unseen = each_text(bytes, &mut |text| {
        holds = holds || words.iter().any(|words| words.stand_in(text));
    });
    Look { holds, unseen: unseen.into_iter().map(str::to_owned).collect() }
}

/// What goes before the bytes of a file that is to be looked into: a line that holds the words.
pub fn question(words: &[Words]) -> Vec<u8> {
    let words: Vec<String> = words.iter().map(Words::to_string).collect();
    format!("{}\n", serde_json::json!(words)).into_bytes()
}

/// Looks for what is asked, a [`question`] and the file after it, and writes what is found.
///
/// # Errors
/// When the question is not to be understood, or nobody takes the answer.
pub fn answer(mut asked: impl Read, mut to: impl Write) -> io::Result<()> {
    let mut bytes = Vec::new();
    asked.read_to_end(&mut bytes)?;
    let end = bytes.iter().position(|byte| *byte == b'\n').ok_or(io::ErrorKind::InvalidData)?;
    let (words, file) = bytes.split_at(end);
    let words: Vec<String> = serde_json::from_slice(words)?;
    let words: Result<Vec<Words>, _> = words.iter().map(|words| words.parse()).collect();
    let words = words.map_err(io::Error::other)?;
    serde_json::to_writer(&mut to, &look(file.get(1..).unwrap_or_default(), &words))?;
    to.flush()
}

/// What an answer says was found; `None` where it is not to be understood.
pub fn understood(answer: &[u8]) -> Option<Look> {
    serde_json::from_slice(answer).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_found_comes_over() {
        let words = ["Quill Fenwright".parse().unwrap()];
        let asked = |file: &[u8]| {
            let mut said = Vec::new();
            answer([&question(&words), file].concat().as_slice(), &mut said).unwrap();
            understood(&said).unwrap()
        };
        assert_eq!(asked(b"by Quill\nFenwright"), Look { holds: true, unseen: vec![] });
        assert_eq!(asked(b""), Look::default());
        assert_eq!(asked(b"\x89PNG\r\n").unseen, ["pictures"]);
        assert!(answer(&b"no line"[..], Vec::new()).is_err() && understood(b"").is_none());
    }
}
