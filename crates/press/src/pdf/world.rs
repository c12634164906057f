//! What the typesetter sees: a look, the paper as a value, the fonts. Nothing else: no file, no
//! network, no clock.

use typst::{
    Feature, Library, LibraryExt, World,
    diag::{FileError, FileResult},
    foundations::{Bytes, Datetime, Dict, Duration, Value},
    syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot},
    text::{Font, FontBook},
    utils::LazyHash,
    visualize::{ExchangeFormat, RasterImage, SvgImage},
};

use crate::{
    fonts::CASE,
    picture::{is_of_a_mark, size},
};

use super::{LOOK, PdfError};

/// How the blocks of a paper become content; a look imports it.
const BLOCKS: &str = include_str!("../../templates/blocks.typ");

/// The desk at which one paper is set.
pub(crate) struct Desk {
    library: LazyHash<Library>,
    look: Source,
    blocks: Source,
}

impl Desk {
    /// Lays out a paper under a look, else under ours.
    pub(crate) fn new(
        look: Option<&str>,
        paper: Dict,
        logo: Option<Bytes>,
    ) -> Result<Self, PdfError> {
        let mut inputs = Dict::new();
        inputs.insert("paper".into(), Value::Dict(paper));
        inputs.insert("logo".into(), logo.map_or(Value::None, Value::Bytes));
        let features = [Feature::A11yExtras].into_iter().collect();
        let library = Library::builder().with_inputs(inputs).with_features(features).build();
        Ok(Self {
            library: LazyHash::new(library),
            look: source("look.typ", look.unwrap_or(LOOK))?,
            blocks: source("blocks.typ", BLOCKS)?,
        })
    }

    /// Whether a file is the look itself.
    pub(crate) fn is_look(&self, id: FileId) -> bool {
        id == self.look.id()
    }
}

fn source(name: &str, text: &str) -> Result<Source, PdfError> {
    let path = VirtualPath::new(name).map_err(|error| PdfError::Typesetter(error.to_string()))?;
    let id = RootedPath::new(VirtualRoot::Project, path).intern();
    Ok(Source::new(id, text.to_owned()))
}

impl World for Desk {
    fn library(&self) -> &LazyHash<Library> {
        &self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &CASE.book
    }

    fn main(&self) -> FileId {
        self.look.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        [&self.look, &self.blocks]
            .into_iter()
            .find(|source| source.id() == id)
            .cloned()
            .ok_or_else(refused)
    }

    fn file(&self, _: FileId) -> FileResult<Bytes> {
        Err(refused())
    }

    fn font(&self, index: usize) -> Option<Font> {
        CASE.fonts.get(index).cloned()
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}

fn refused() -> FileError {
    FileError::Other(Some("a template reads no file but /blocks.typ".into()))
}

/// A logo, where it is a picture that can be drawn.
pub(crate) fn logo(bytes: &[u8]) -> Result<Bytes, PdfError> {
    let Some(format) = ExchangeFormat::detect(bytes) else {
        let bytes = Bytes::new(bytes.to_vec());
        return SvgImage::new(bytes.clone()).map(|_| bytes).map_err(|_| PdfError::Logo);
    };
    let (across, down) = size(bytes).ok_or(PdfError::Logo)?;
    if !is_of_a_mark((across, down)) {
        return Err(PdfError::LogoTooLarge(across, down));
    }
    let bytes = Bytes::new(bytes.to_vec());
    RasterImage::plain(bytes.clone(), format).map(|_| bytes).map_err(|_| PdfError::Logo)
}
