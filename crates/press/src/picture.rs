//! Drawings for the formats that cannot rely on every reader knowing SVG.

#[cfg(feature = "pdf")]
mod pixels;

use bellwether_papers::paper::Mark;

/// A drawing, as it is and as pixels.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Picture {
    /// The drawing as SVG, where it is one of ours.
    pub(crate) svg: Option<Vec<u8>>,
    /// The same as PNG, a drawing of ours at 192 dots an inch.
    pub(crate) png: Vec<u8>,
    /// Its width and height on paper, in points.
    pub(crate) size: (f32, f32),
}

impl Picture {
    /// The body's own mark, as high as at the head of a PDF.
    pub(crate) fn of_mark(mark: &Mark) -> Self {
        Self { svg: None, png: mark.png.clone(), size: mark.fitted(MARK) }
    }

    /// The parts of a package that it is kept in: what each name ends with, and the bytes.
    pub(crate) fn parts(self) -> impl Iterator<Item = (&'static str, Vec<u8>)> {
        [("svg", self.svg), ("png", Some(self.png))]
            .into_iter()
            .filter_map(|(ends, bytes)| Some((ends, bytes?)))
    }
}

/// How high the body's own mark is, in points.
const MARK: f32 = 36.0;

#[cfg(feature = "pdf")]
pub(crate) use pixels::{MOST_DOTS, draw, is_of_a_mark, mark, size};

/// The body's own mark, drawn; nothing where it is no picture.
#[cfg(not(feature = "pdf"))]
pub(crate) fn mark(_logo: &[u8]) -> Option<Mark> {
    None
}

/// A program that was built without the typesetter has no pixels: words stand for a drawing.
#[cfg(not(feature = "pdf"))]
pub(crate) fn draw(_svg: &str, _width: f32) -> Option<Picture> {
    None
}
