//! The pictures of a page, painted grey on white paper at so many points an inch.

use hayro_interpret::font::GlyphRun;
use hayro_interpret::kurbo::{Affine, BezPath, Point, Rect, Shape};
use hayro_interpret::{
    BlendMode, ClipPath, Device, DrawMode, DrawProps, Image, ImageData, ImageDrawProps, LumaData,
    Paint, SoftMask,
};

use super::super::canvas::TooMuch;
use super::super::limits::MAX_MARKS;
use super::MOST_POINTS;
use crate::recognise::Picture;

/// Looks along one side of a point, at most.
const MOST_LOOKS: usize = 3;

/// A page of paper on which pictures are painted; what else is drawn is passed over.
pub(super) struct Paper {
    pub(super) picture: Picture,
    clips: Vec<Rect>,
    marks: usize,
}

impl Paper {
    pub(super) fn new(width: usize, height: usize) -> Self {
        Self { picture: Picture::white(width, height), clips: vec![], marks: 0 }
    }

    /// A picture by itself, so many times as large.
    pub(super) fn of(picture: &Picture, scale: f64) -> Self {
        let length = |points: usize| floor(points as f64 * scale).max(1);
        let mut paper = Self::new(length(picture.width), length(picture.height));
        let size = [picture.width, picture.height].map(|side| u32::try_from(side).unwrap_or(0));
        let shade = |at: usize| (picture.grey.get(at).copied().unwrap_or(255), 255);
        paper.paint((size[0], size[1]), Affine::scale(scale), shade);
        paper
    }

    fn count(&mut self) {
        self.marks += 1;
        if self.marks > MAX_MARKS {
            std::panic::resume_unwind(Box::new(TooMuch));
        }
    }

    /// Paints what `shade` says of each point of a picture of this size, through its place on the
    /// page: the point itself and how much of it covers the paper.
    fn paint(
        &mut self,
        (wide, high): (u32, u32),
        place: Affine,
        shade: impl Fn(usize) -> (u8, u8),
    ) {
        let own = place.transform_rect_bbox(Rect::new(0.0, 0.0, f64::from(wide), f64::from(high)));
        let page = Rect::new(0.0, 0.0, self.picture.width as f64, self.picture.height as f64);
        let clip = self.clips.last().copied().unwrap_or(page).intersect(page).intersect(own);
        let size = place.determinant().abs();
        if clip.area() <= 0.0 || !(size > 1e-9 && size.is_finite()) || wide == 0 || high == 0 {
            return;
        }
        let back = place.inverse();
        let (columns, rows) = (points(wide), points(high));
        // Where many points of the picture fall on one of the page it is looked at in several places.
        let looks = floor((1.0 / size.sqrt()).ceil()).clamp(1, MOST_LOOKS);
        let steps: Vec<f64> = (0..looks).map(|look| (look as f64 + 0.5) / looks as f64).collect();
        let sample = |x: f64, y: f64| {
            let at = back * Point::new(x, y);
            let (u, v) = (at.x, at.y);
            let inside = (0.0..f64::from(wide)).contains(&u) && (0.0..f64::from(high)).contains(&v);
            inside.then(|| blend(u - 0.5, v - 0.5, columns, rows, &shade))
        };
        let (left, right) = (floor(clip.x0), floor(clip.x1.ceil()).min(self.picture.width));
        for y in floor(clip.y0)..floor(clip.y1.ceil()).min(self.picture.height) {
            let row = self.picture.row_mut(y);
            for (x, point) in row.iter_mut().enumerate().take(right).skip(left) {
                let (mut grey, mut cover) = (0.0, 0.0);
                for down in &steps {
                    for across in &steps {
                        let seen = sample(x as f64 + across, y as f64 + down);
                        let (own, share) = seen.unwrap_or((0.0, 0.0));
                        grey += own * share;
                        cover += share;
                    }
                }
                let all = (looks * looks) as f64;
                *point = (f64::from(*point) * (1.0 - cover / all) + grey / all).round() as u8;
            }
        }
    }
}

/// The point between four, by how near each is: its grey and how much it covers, from 0 to 1.
fn blend(
    u: f64,
    v: f64,
    columns: usize,
    rows: usize,
    shade: impl Fn(usize) -> (u8, u8),
) -> (f64, f64) {
    let (x, y) = (floor(u), floor(v));
    let (right, down) = ((u - x as f64).clamp(0.0, 1.0), (v - y as f64).clamp(0.0, 1.0));
    let (mut grey, mut cover) = (0.0, 0.0);
    for (dx, dy, share) in [
        (0, 0, (1.0 - right) * (1.0 - down)),
        (1, 0, right * (1.0 - down)),
        (0, 1, (1.0 - right) * down),
        (1, 1, right * down),
    ] {
        let at = (y + dy).min(rows - 1) * columns + (x + dx).min(columns - 1);
        let (own, alpha) = shade(at);
        grey += f64::from(own) * share;
        cover += f64::from(alpha) / 255.0 * share;
    }
    (grey, cover)
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to a page")]
fn floor(number: f64) -> usize {
    number.floor().clamp(0.0, 1e6) as usize
}

fn points(number: u32) -> usize {
    usize::try_from(number).unwrap_or_default()
}

/// How dark a colour of three channels looks.
fn grey(red: u8, green: u8, blue: u8) -> u8 {
    let sum = 299 * u32::from(red) + 587 * u32::from(green) + 114 * u32::from(blue);
    u8::try_from(sum / 1000).unwrap_or(255)
}

/// The place of a picture of which fewer points were unpacked than it has.
fn scaled(place: Affine, (across, down): (f32, f32)) -> Affine {
    place * Affine::scale_non_uniform(f64::from(across), f64::from(down))
}

impl<'a> Device<'a> for Paper {
    fn draw_path(&mut self, _: &BezPath, _: DrawProps<'a>, _: &DrawMode) {
        self.count();
    }

    fn push_clip_path(&mut self, clip: &ClipPath) {
        self.count();
        let area = clip.path.bounding_box();
        let within = self.clips.last().map_or(area, |clip| clip.intersect(area));
        self.clips.push(within);
    }

    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {
        self.count();
    }

    fn draw_glyph_run(&mut self, _: &GlyphRun<'_, 'a>, _: DrawProps<'a>, _: &DrawMode) {
        self.count();
    }

    fn draw_image(&mut self, image: Image<'a, '_>, props: ImageDrawProps<'a>) {
        self.count();
        if points(image.width()).saturating_mul(points(image.height())) > MOST_POINTS {
            return;
        }
        let place = props.transform;
        match image {
            Image::Stencil(stencil) => stencil.with_stencil(
                |mask, paint| {
                    let ink = match paint {
                        Paint::Color(colour) => {
                            let [red, green, blue, _] = colour.to_rgba().to_rgba8();
                            grey(red, green, blue)
                        }
                        Paint::Pattern(_) => 0,
                    };
                    let place = scaled(place, mask.scale_factors);
                    let shade = |at: usize| (ink, mask.data.get(at).copied().unwrap_or(0));
                    self.paint((mask.width, mask.height), place, shade);
                },
                None,
            ),
            Image::Raster(raster) => raster.with_rgba(
                |image, alpha| {
                    let (wide, high) = (image.width(), image.height());
                    let place = scaled(place, image.scale_factors());
                    let alpha = alpha.filter(|mask| (mask.width, mask.height) == (wide, high));
                    self.paint((wide, high), place, |at| {
                        (shade(&image, at), cover(alpha.as_ref(), at))
                    });
                },
                None,
            ),
        }
    }

    fn pop_clip(&mut self) {
        self.clips.pop();
    }

    fn pop_transparency_group(&mut self) {}
}

fn shade(image: &ImageData, at: usize) -> u8 {
    match image {
        ImageData::Luma(luma) => luma.data.get(at).copied().unwrap_or(255),
        ImageData::Rgb(rgb) => match rgb.data.get(3 * at..3 * at + 3) {
            Some([red, green, blue]) => grey(*red, *green, *blue),
            _ => 255,
        },
    }
}

fn cover(alpha: Option<&LumaData>, at: usize) -> u8 {
    alpha.map_or(255, |mask| mask.data.get(at).copied().unwrap_or(0))
}
