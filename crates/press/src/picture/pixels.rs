//! Drawings as pixels, with the fonts of the papers, so that they look the same everywhere.

use std::sync::{Arc, LazyLock};

use bellwether_papers::paper::Mark;
use resvg::{
    tiny_skia::{FilterQuality, IntSize, Pixmap, PixmapPaint, Transform},
    usvg::{ImageHrefResolver, Options, Tree, fontdb},
};
use typst::{
    foundations::Bytes,
    visualize::{ExchangeFormat, RasterImage},
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

fn options() -> Options<'static> {
    Options {
        fontdb: FONTS.clone(),
        font_family: "Source Sans 3".into(),
        // A drawing shows what is in it: no file of this machine.
        image_href_resolver: ImageHrefResolver {
            resolve_string: Box::new(|_, _| None),
            ..ImageHrefResolver::default()
        },
        ..Options::default()
    }
}

/// Draws SVG, to fit a width in points; nothing where it is no drawing.
pub(crate) fn draw(svg: &str, width: f32) -> Option<Picture> {
    let tree = Tree::from_str(svg, &options()).ok()?;
    let scale = SCALE.min(LARGEST / tree.size().width().max(tree.size().height()));
    let pixels = |side: f32| ((side * scale).ceil().max(1.0)) as u32;
    let mut pixmap = Pixmap::new(pixels(tree.size().width()), pixels(tree.size().height()))?;
    pixmap.fill(resvg::tiny_skia::Color::WHITE);
    resvg::render(&tree, Transform::from_scale(scale, scale), &mut pixmap.as_mut());
    // A unit of SVG is 1/96 of an inch.
    let (across, down) = (tree.size().width() * 0.75, tree.size().height() * 0.75);
    let fitted = (width / across).min(1.0);
    Some(Picture {
        svg: Some(svg.as_bytes().to_vec()),
        png: pixmap.encode_png().ok()?,
        size: (across * fitted, down * fitted),
    })
}

/// How many dots a mark is high, and wide, at the most: enough to print, and little to keep.
const MARK: (f32, f32) = (300.0, 2000.0);

/// The most dots that the picture of a mark has: what is unpacked of it takes four bytes each.
pub(crate) const MOST_DOTS: usize = 16_000_000;

/// How many dots a picture is wide and high, before any of it is unpacked.
pub(crate) fn size(picture: &[u8]) -> Option<(usize, usize)> {
    imagesize::blob_size(picture).ok().map(|size| (size.width, size.height))
}

/// Whether a picture has no more dots than that of a mark.
pub(crate) fn is_of_a_mark((across, down): (usize, usize)) -> bool {
    across.saturating_mul(down) <= MOST_DOTS
}

/// The body's own mark as pixels, on what stands behind it; nothing where it is no picture.
pub(crate) fn mark(logo: &[u8]) -> Option<Mark> {
    let format = ExchangeFormat::detect(logo);
    if format.is_some() && !size(logo).is_some_and(is_of_a_mark) {
        return None;
    }
    let drawn = match format {
        Some(format) => raster(&RasterImage::plain(Bytes::new(logo.to_vec()), format).ok()?),
        None => {
            let tree = Tree::from_str(std::str::from_utf8(logo).ok()?, &options()).ok()?;
            let size = tree.size();
            let scale = (MARK.0 / size.height()).min(MARK.1 / size.width());
            let mut pixmap = Pixmap::new(dots(size.width() * scale), dots(size.height() * scale))?;
            resvg::render(&tree, Transform::from_scale(scale, scale), &mut pixmap.as_mut());
            Some(pixmap)
        }
    }?;
    Some(Mark { dots: (drawn.width(), drawn.height()), png: drawn.encode_png().ok()? })
}

/// A picture of dots, made smaller where it has more than are printed.
fn raster(image: &RasterImage) -> Option<Pixmap> {
    let mut rgba = image.dynamic().to_rgba8().into_raw();
    for dot in rgba.as_chunks_mut::<4>().0 {
        let [red, green, blue, alpha] = *dot;
        let part = |colour: u8| ((u16::from(colour) * u16::from(alpha) + 127) / 255) as u8;
        *dot = [part(red), part(green), part(blue), alpha];
    }
    let size = IntSize::from_wh(image.dynamic().width(), image.dynamic().height())?;
    let whole = Pixmap::from_vec(rgba, size)?;
    let (across, down) = (whole.width() as f32, whole.height() as f32);
    let scale = (MARK.0 / down).min(MARK.1 / across);
    if scale >= 1.0 {
        return Some(whole);
    }
    let mut smaller = Pixmap::new(dots(across * scale), dots(down * scale))?;
    let paint = PixmapPaint { quality: FilterQuality::Bicubic, ..PixmapPaint::default() };
    let by = Transform::from_scale(scale, scale);
    smaller.draw_pixmap(0, 0, whole.as_ref(), &paint, by, None);
    Some(smaller)
}

/// A side in whole dots, one at least.
fn dots(side: f32) -> u32 {
    side.round().max(1.0) as u32
}
