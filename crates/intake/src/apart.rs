//! A reading in a process of its own: what it is asked and what it answers, as bytes.
//!
//! Whatever a hostile file does to the process that reads it, the one that asks gets a register, a
//! sentence, or nothing that it understands.

use std::io::{self, Read, Write};

use serde::{Deserialize, Serialize};

use crate::{Intake, IntakeError, Options, recognise::Recogniser, seen_by, why::Seen};

#[derive(Serialize, Deserialize)]
enum Answer {
    Read(Box<Intake>),
    Declined(String, Option<Box<Seen>>),
}

/// What goes before the document's bytes: how it is to be read.
///
/// # Errors
/// When the options cannot be written as bytes.
pub fn question(options: &Options) -> Result<Vec<u8>, IntakeError> {
    let options = postcard::to_stdvec(options).map_err(|error| no_reader(&error))?;
    let length = u64::try_from(options.len()).unwrap_or(u64::MAX);
    Ok([&length.to_le_bytes()[..], &options].concat())
}

/// Reads what is asked, a [`question`] and the document after it, and writes the answer. Pages that
/// are pictures are read by `eyes`.
///
/// # Errors
/// When the question breaks off, or nobody takes the answer.
pub fn answer(eyes: &dyn Recogniser, mut asked: impl Read, mut to: impl Write) -> io::Result<()> {
    let mut length = [0; 8];
    asked.read_exact(&mut length)?;
    let mut options = Vec::new();
    asked.by_ref().take(u64::from_le_bytes(length)).read_to_end(&mut options)?;
    let options: Options = postcard::from_bytes(&options).map_err(io::Error::other)?;
    let mut bytes = Vec::new();
    asked.read_to_end(&mut bytes)?;
    let answer = match seen_by(eyes, &bytes, &options) {
        Ok(intake) => Answer::Read(Box::new(intake)),
        Err(mut error) => {
            let sentence = error.to_string();
            let seen = match &mut error {
                IntakeError::NoRegister { seen, .. } => seen.take(),
                _ => None,
            };
            Answer::Declined(sentence, seen)
        }
    };
    drop(bytes);
    postcard::to_io(&answer, &mut to).map_err(io::Error::other)?;
    to.flush()
}

/// The reading, or the refusal, that an answer holds.
///
/// # Errors
/// When the file was declined, or the answer is not to be understood.
pub fn understood(answer: &[u8]) -> Result<Intake, IntakeError> {
    match postcard::from_bytes(answer).map_err(|error| no_reader(&error))? {
        Answer::Read(intake) => Ok(*intake),
        Answer::Declined(sentence, seen) => Err(IntakeError::Declined { sentence, seen }),
    }
}

fn no_reader(error: &postcard::Error) -> IntakeError {
    IntakeError::NoReader(error.to_string())
}

/// What leaves out what it lacks stands as JSON among bytes that are told by their order alone.
pub(crate) mod as_json {
    use serde::{
        Deserialize, Deserializer, Serialize, Serializer,
        de::{self, DeserializeOwned},
        ser,
    };

    pub(crate) fn serialize<T: Serialize, S: Serializer>(
        value: &T,
        to: S,
    ) -> Result<S::Ok, S::Error> {
        serde_json::to_string(value).map_err(ser::Error::custom)?.serialize(to)
    }

    pub(crate) fn deserialize<'de, T: DeserializeOwned, D: Deserializer<'de>>(
        from: D,
    ) -> Result<T, D::Error> {
        serde_json::from_str(&String::deserialize(from)?).map_err(de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Target, read, recognise::Nobody};

    fn asked(bytes: &[u8], options: &Options) -> Result<Intake, IntakeError> {
        let question = [question(options).unwrap(), bytes.to_vec()].concat();
        let mut said = Vec::new();
        answer(&Nobody, question.as_slice(), &mut said).unwrap();
        understood(&said)
    }

    #[test]
    fn what_is_read_apart_is_what_is_read_here() {
        let file = "<table><tr><th>Ref<th>Risk<th>Owner<th>Likelihood<th>Due</tr>\
            <tr><td>1<td>The weir <b>leaks</b><td>AB<td style='background:#f00'>4<td>May 2031</tr>\
            <tr><td><s>2</s><td><s>The lock jams</s><td><s>CD</s><td><s>3</s><td></tr></table>";
        let options = Options {
            as_at: "2030-05-01".parse().ok(),
            map: vec![("Due".to_owned(), Target::Ignore)],
            file_name: Some("weir.html".to_owned()),
            ..Options::default()
        };
        let (here, apart) =
            (read(file.as_bytes(), &options).unwrap(), asked(file.as_bytes(), &options));
        assert!(!here.struck.is_empty() && here.columns.iter().any(|c| c.target == Target::Ignore));
        assert_eq!(format!("{:?}", apart.unwrap()), format!("{here:?}"));
    }

    #[test]
    fn a_refusal_comes_over_in_its_own_words() {
        let options = Options::default();
        let here = read(b"", &options).unwrap_err().to_string();
        assert_eq!(asked(b"", &options).unwrap_err().to_string(), here);
    }

    #[test]
    fn an_answer_that_breaks_off_is_none() {
        assert!(matches!(understood(&[]), Err(IntakeError::NoReader(_))));
        assert!(matches!(understood(&[0, 200, 1]), Err(IntakeError::NoReader(_))));
        assert!(answer(&Nobody, &[9_u8; 4][..], Vec::new()).is_err());
    }
}
