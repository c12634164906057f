//! Drawings for the formats that cannot rely on every reader knowing SVG.

#[cfg(feature = "pdf")]
mod pixels;

/// A drawing, as it is and as pixels.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Picture {
    /// The drawing as SVG.
    pub(crate) svg: Vec<u8>,
    /// The same as PNG, at 192 dots an inch.
    pub(crate) png: Vec<u8>,
    /// Its width and height on paper, in points.
    pub(crate) size: (f32, f32),
}

#[cfg(feature = "pdf")]
pub(crate) use pixels::draw;

/// A program that was built without the typesetter has no pixels: words stand for a drawing.
#[cfg(not(feature = "pdf"))]
pub(crate) fn draw(_svg: &str, _width: f32) -> Option<Picture> {
    None
}
