//! Drawings as pixels, with the fonts of the papers, so that they look the same everywhere.

use std::sync::{Arc, LazyLock};

use resvg::{
    tiny_skia::{Pixmap, Transform},
    usvg::{Options, Tree, fontdb},
};

use super::Picture;
use crate::fonts;

/// How many pixels a unit of the drawing has.
const SCALE: f32 = 2.0;

/// No picture is drawn larger than this, in pixels of one side.
const LARGEST: f32 = 6000.0;

static FONTS: LazyLock<Arc<fontdb::Database>> = LazyLock::new(|| {
    let mut fonts = fontdb::Database::new();
    for file in fonts::FILES {
        fonts.load_font_data(file.to_vec());
    }
    fonts.set_sans_serif_family("Source Sans 3");
    Arc::new(fonts)
});

/// Draws SVG, to fit a width in points; nothing where it is no drawing.
pub(crate) fn draw(svg: &str, width: f32) -> Option<Picture> {
    let options = Options {
        fontdb: FONTS.clone(),
        font_family: "Source Sans 3".into(),
        ..Options::default()
    };
    let tree = Tree::from_str(svg, &options).ok()?;
    let scale = SCALE.min(LARGEST / tree.size().width().max(tree.size().height()));
    let pixels = |side: f32| ((side * scale).ceil().max(1.0)) as u32;
    let mut pixmap = Pixmap::new(pixels(tree.size().width()), pixels(tree.size().height()))?;
    pixmap.fill(resvg::tiny_skia::Color::WHITE);
    resvg::render(&tree, Transform::from_scale(scale, scale), &mut pixmap.as_mut());
    // A unit of SVG is 1/96 of an inch.
    let (across, down) = (tree.size().width() * 0.75, tree.size().height() * 0.75);
    let fitted = (width / across).min(1.0);
    Some(Picture {
        svg: svg.as_bytes().to_vec(),
        png: pixmap.encode_png().ok()?,
        size: (across * fitted, down * fitted),
    })
}
