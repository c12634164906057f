//! Setting in a process of its own: what is asked and what is answered, as bytes, and who does it.
//!
//! A template is a program that somebody wrote, and the longest register takes long: whatever setting
//! does to the process that sets, the one that asks gets a paper or a sentence.

use std::{
    io::{self, Read, Write},
    sync::OnceLock,
};

use bellwether_papers::{
    format::WriteError,
    paper::{Mark, Paper},
};
use serde::{Deserialize, Serialize, de::DeserializeOwned};

use crate::{Drawn, picture};

/// Who sets papers.
pub trait Setter: Sync {
    /// Sets what a question asks for, and gives the [`answer`] to it; where it is to be kept, the same
    /// question is not worked at again.
    ///
    /// # Errors
    /// When it is not set: why, in words, or that as many others are being set as may.
    fn set(&self, question: &[u8], keep: bool) -> Result<Vec<u8>, WriteError>;
}

static SETTER: OnceLock<&'static dyn Setter> = OnceLock::new();

/// Says once who sets papers from now on; until then they are set where they are asked for.
pub fn set_by(setter: &'static dyn Setter) {
    // Who was named first stays.
    let _ = SETTER.set(setter);
}

/// A paper and the look that it is to be set in.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct Asked<'a> {
    /// The paper.
    pub paper: &'a Paper,
    /// The body's own template; empty where it has none.
    pub template: &'a str,
    /// The body's own mark; empty where it has none.
    pub logo: &'a [u8],
}

#[derive(Serialize)]
enum Question<'a> {
    Paper(&'a Asked<'a>),
    /// The body's own mark, as dots.
    Mark(&'a [u8]),
}

/// The same as it comes over.
#[derive(Deserialize)]
enum Given {
    Paper { paper: Box<Paper>, template: String, logo: Vec<u8> },
    Mark(Vec<u8>),
}

pub(crate) fn set(asked: &Asked<'_>) -> Result<Drawn, WriteError> {
    match SETTER.get() {
        None => here(asked.paper, asked.template, asked.logo).map_err(WriteError::Pdf),
        Some(setter) => understood::<Result<_, _>>(&setter.set(&question(asked)?, false)?)?
            .map_err(WriteError::Pdf),
    }
}

/// The body's own mark, drawn; nothing where it is no picture.
pub(crate) fn mark(logo: &[u8]) -> Result<Option<Mark>, WriteError> {
    match SETTER.get() {
        None => Ok(picture::mark(logo)),
        Some(setter) => understood(&setter.set(&told(&Question::Mark(logo))?, true)?),
    }
}

/// What asks for a paper in a look.
///
/// # Errors
/// When it cannot be told in bytes.
pub fn question(asked: &Asked<'_>) -> Result<Vec<u8>, WriteError> {
    told(&Question::Paper(asked))
}

fn told(question: &Question<'_>) -> Result<Vec<u8>, WriteError> {
    postcard::to_stdvec(question).map_err(|error| no_setter(&error))
}

/// Sets what is asked, and writes the answer: the paper, or why it is not set.
///
/// # Errors
/// When the question is not to be understood, or nobody takes the answer.
pub fn answer(mut asked: impl Read, mut to: impl Write) -> io::Result<()> {
    let mut question = Vec::new();
    asked.read_to_end(&mut question)?;
    let given = postcard::from_bytes(&question).map_err(io::Error::other)?;
    drop(question);
    let told = match given {
        Given::Paper { paper, template, logo } => {
            postcard::to_io(&here(&paper, &template, &logo), &mut to)
        }
        Given::Mark(logo) => postcard::to_io(&picture::mark(&logo), &mut to),
    };
    told.map_err(io::Error::other)?.flush()
}

fn understood<T: DeserializeOwned>(answer: &[u8]) -> Result<T, WriteError> {
    postcard::from_bytes(answer).map_err(|error| no_setter(&error))
}

fn no_setter(error: &postcard::Error) -> WriteError {
    WriteError::Pdf(format!("the paper could not be set here ({error})"))
}

/// Sets it in this process.
#[cfg(feature = "pdf")]
fn here(paper: &Paper, template: &str, logo: &[u8]) -> Result<Drawn, String> {
    let template = (!template.is_empty()).then(|| template.to_owned());
    let logo = (!logo.is_empty()).then(|| logo.to_owned());
    let set = crate::pdf::write(paper, &crate::pdf::Look { template, logo });
    set.map(|pdf| Drawn { bytes: pdf.bytes, remarks: pdf.remarks }).map_err(|e| e.to_string())
}

#[cfg(not(feature = "pdf"))]
fn here(_: &Paper, _: &str, _: &[u8]) -> Result<Drawn, String> {
    Err("this program was built without what sets PDF".into())
}
