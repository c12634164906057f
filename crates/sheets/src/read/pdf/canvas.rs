//! What a page draws: glyphs with their places, filled areas, and ruled lines.
//!
//! The PDF library interprets the page and calls the [`Canvas`] for everything it would paint.

use hayro_interpret::font::{Glyph as DrawnGlyph, GlyphRun};
use hayro_interpret::kurbo::{Affine, BezPath, PathEl, Point, Rect, Shape};
use hayro_interpret::{
    BlendMode, ClipPath, Device, DrawMode, DrawProps, Image, ImageDrawProps, Paint, SoftMask,
};

use super::characters;
use super::dots;
use super::fonts::is_bold_name;
use super::limits::{MAX_GLYPHS, MAX_MARKS};
use super::marks::{Dot, Fill, Glyph, Ruling};
use super::turn::{Turn, turn_of};
use crate::sheet::{Rgb, Scan};

/// A filled shape thinner than this is a ruled line, in points.
const THIN: f64 = 3.0;
/// How far a line may lean and still be level or upright, in points.
const LEAN: f64 = 0.75;
/// How much of its box a filled path must cover to stand for it: a rounded rectangle does.
const MIN_COVER: f64 = 0.7;

/// A shape wider than this is no dot, in points.
const WIDEST_DOT: f64 = 40.0;

/// A page is turned where it has this many times more letters that way than level ones: long
/// headings over a column of figures are turned, too.
const MOSTLY: usize = 4;

/// What one page draws, in points from its top left corner.
#[derive(Debug, Default)]
pub(super) struct Canvas {
    pub(super) width: f64,
    pub(super) height: f64,
    pub(super) glyphs: Vec<Glyph>,
    /// In the order they are painted.
    pub(super) fills: Vec<Fill>,
    pub(super) rulings: Vec<Ruling>,
    pub(super) dots: Vec<Dot>,
    /// The area that pictures cover, as parts of the page.
    pub(super) pictures: f64,
    /// How its words were recognised, where it is a picture.
    pub(super) scan: Option<Scan>,
    /// How many glyphs could not be told.
    pub(super) unknown: usize,
    clips: Vec<Rect>,
    marks: usize,
    runs: u32,
}

/// Carried by the unwinding that stops a page which draws too much.
pub(super) struct TooMuch;

impl Canvas {
    pub(super) fn new(width: f64, height: f64) -> Self {
        Self { width, height, ..Self::default() }
    }

    pub(super) fn marks(&self) -> usize {
        self.marks
    }

    /// Sets the strings bold that `strings` names, where it speaks of the strings of this page.
    pub(super) fn embolden(&mut self, strings: &[bool]) {
        if u32::try_from(strings.len()) == Ok(self.runs) {
            for glyph in &mut self.glyphs {
                let string = usize::try_from(glyph.run).unwrap_or_default().checked_sub(1);
                glyph.bold |= string.and_then(|at| strings.get(at)).copied().unwrap_or_default();
            }
        }
    }

    /// The page turned so that most of its text runs from left to right: some registers lie on
    /// their side.
    pub(super) fn upright(mut self) -> Self {
        let letters = |turn| self.glyphs.iter().filter(|glyph| glyph.turn == turn).count();
        let main = [Turn::Down, Turn::Over, Turn::Up]
            .into_iter()
            .find(|turn| letters(*turn) > MOSTLY * letters(Turn::Level))
            .unwrap_or(Turn::Level);
        if main == Turn::Level {
            return self;
        }
        let (width, height) = (self.width, self.height);
        let place = |point: Point| match main {
            Turn::Level => point,
            Turn::Down => Point::new(point.y, width - point.x),
            Turn::Over => Point::new(width - point.x, height - point.y),
            Turn::Up => Point::new(height - point.y, point.x),
        };
        for glyph in &mut self.glyphs {
            glyph.origin = place(glyph.origin);
            glyph.turn = glyph.turn.seen_from(main);
        }
        let areas = self.fills.iter_mut().map(|fill| &mut fill.area);
        for area in areas.chain(self.dots.iter_mut().map(|dot| &mut dot.area)) {
            let end = Point::new(area.x1, area.y1);
            *area = Rect::from_points(place(area.origin()), place(end));
        }
        for ruling in &mut self.rulings {
            let (a, b) = (place(ruling.start()), place(ruling.end()));
            *ruling = Ruling::between(a, b);
        }
        if matches!(main, Turn::Down | Turn::Up) {
            (self.width, self.height) = (height, width);
        }
        self
    }

    /// Counts one thing drawn. The interpreter offers no way to stop it, so beyond the limit the
    /// page is left by unwinding, which the reader's own thread contains.
    fn count(&mut self) {
        self.marks += 1;
        if self.marks > MAX_MARKS || self.glyphs.len() > MAX_GLYPHS {
            std::panic::resume_unwind(Box::new(TooMuch));
        }
    }

    fn clip(&self) -> Rect {
        self.clips.last().copied().unwrap_or(Rect::new(0.0, 0.0, self.width, self.height))
    }

    /// Whether a glyph goes on a string that runs over the right edge of the page: its words are
    /// those of the cell, though paper ends there.
    fn runs_on(&self, origin: Point, size: f64) -> bool {
        let clip = self.clip();
        let at_the_edge = clip.x1 >= self.width - 1.0 && (clip.y0..=clip.y1).contains(&origin.y);
        let before = self.glyphs.last().filter(|last| last.run == self.runs);
        at_the_edge
            && origin.x < 2.0 * self.width
            && before.is_some_and(|last| {
                let gap = origin.x - last.origin.x - last.advance;
                (last.origin.y - origin.y).abs() < 0.1 * size && gap.abs() < size
            })
    }

    fn add_fill(&mut self, area: Rect, colour: Rgb) {
        let area = area.abs();
        let seen = area.intersect(self.clip());
        if seen.width() <= 0.0 && seen.height() <= 0.0 {
            return;
        }
        if area.width() <= THIN && area.height() > THIN {
            let at = area.center().x;
            self.add_ruling(Ruling { upright: true, at, from: area.y0, to: area.y1 });
        } else if area.height() <= THIN && area.width() > THIN {
            let at = area.center().y;
            self.add_ruling(Ruling { upright: false, at, from: area.x0, to: area.x1 });
        } else if area.width() > THIN && area.height() > THIN {
            let page = self.width * self.height;
            if seen.area() > 0.0 && seen.area() < 0.85 * page {
                self.fills.push(Fill { area: seen, colour });
            }
        }
    }

    /// A small shape as wide as it is high.
    fn add_dot(&mut self, area: Rect, path: &BezPath, colour: Rgb) {
        let (short, long) = (area.width().min(area.height()), area.width().max(area.height()));
        let white = colour.red.min(colour.green).min(colour.blue) > 240;
        let dot = short >= 1.0 && long <= WIDEST_DOT.min(1.25 * short) && !white;
        if dot && self.clip().contains(area.center()) {
            let curved =
                |element: &PathEl| matches!(element, PathEl::CurveTo(..) | PathEl::QuadTo(..));
            let round = path.elements().iter().any(curved);
            self.dots.push(Dot { area, colour, round });
        }
    }

    fn add_ruling(&mut self, mut ruling: Ruling) {
        let clip = self.clip().inflate(THIN, THIN);
        let (low, high, near, far) = if ruling.upright {
            (clip.y0, clip.y1, clip.x0, clip.x1)
        } else {
            (clip.x0, clip.x1, clip.y0, clip.y1)
        };
        ruling.from = ruling.from.max(low);
        ruling.to = ruling.to.min(high);
        if ruling.to > ruling.from && ruling.at >= near && ruling.at <= far {
            self.rulings.push(ruling);
        }
    }

    fn add_line(&mut self, a: Point, b: Point, width: f64, colour: Rgb) {
        let area = Rect::from_points(a, b);
        if width > 2.0 * THIN {
            let half = width / 2.0;
            if area.height() < LEAN {
                self.add_fill(area.inflate(0.0, half), colour);
            } else if area.width() < LEAN {
                self.add_fill(area.inflate(half, 0.0), colour);
            }
        } else if area.height() < LEAN && area.width() > area.height() {
            let at = area.center().y;
            self.add_ruling(Ruling { upright: false, at, from: area.x0, to: area.x1 });
        } else if area.width() < LEAN && area.height() > area.width() {
            let at = area.center().x;
            self.add_ruling(Ruling { upright: true, at, from: area.y0, to: area.y1 });
        }
    }

    fn add_outline(&mut self, area: Rect, width: f64, colour: Rgb) {
        let corners = [
            Point::new(area.x0, area.y0),
            Point::new(area.x1, area.y0),
            Point::new(area.x1, area.y1),
            Point::new(area.x0, area.y1),
            Point::new(area.x0, area.y0),
        ];
        for pair in corners.windows(2) {
            if let [a, b] = pair {
                self.add_line(*a, *b, width, colour);
            }
        }
    }

    /// Each closed part of a filled path; two boxes of which one frames the other are a border.
    fn fill_path(&mut self, path: &BezPath, colour: Rgb) {
        let parts = subpaths(path);
        if let [outer, inner] = parts.as_slice() {
            let (outer, inner) = (outer.bounding_box(), inner.bounding_box());
            let (outer, inner) =
                if outer.area() >= inner.area() { (outer, inner) } else { (inner, outer) };
            let frames = outer.contains(inner.origin())
                && outer.contains(Point::new(inner.x1, inner.y1))
                && inner.area() > 0.5 * outer.area();
            if frames {
                let border = (outer.width() - inner.width()) / 2.0;
                return self.add_outline(
                    outer.inset(-border / 2.0),
                    border.clamp(0.0, THIN),
                    colour,
                );
            }
        }
        for part in parts {
            let area = part.bounding_box();
            self.add_dot(area, &part, colour);
            let thin = area.width() <= THIN || area.height() <= THIN;
            if thin || part.area().abs() >= MIN_COVER * area.area() {
                self.add_fill(area, colour);
            }
        }
    }

    fn stroke_path(&mut self, path: &BezPath, width: f64, colour: Rgb) {
        for part in subpaths(path) {
            for segment in part.segments() {
                if let hayro_interpret::kurbo::PathSeg::Line(line) = segment {
                    self.add_line(line.p0, line.p1, width, colour);
                }
            }
        }
    }

    fn draw(&mut self, path: &BezPath, props: &DrawProps<'_>, mode: &DrawMode) {
        self.count();
        let Some(colour) = paint_colour(&props.paint) else { return };
        let path = props.transform * path.clone();
        match mode {
            DrawMode::Fill(_) => self.fill_path(&path, colour),
            DrawMode::Stroke(stroke) => {
                let scale = props.transform.determinant().abs().sqrt();
                self.stroke_path(&path, f64::from(stroke.line_width) * scale, colour);
            }
            DrawMode::FillAndStroke(_, stroke) => {
                self.fill_path(&path, colour);
                let scale = props.transform.determinant().abs().sqrt();
                self.stroke_path(&path, f64::from(stroke.line_width) * scale, colour);
            }
            DrawMode::Invisible => {}
        }
    }

    fn glyph(
        &mut self,
        glyph: &DrawnGlyph<'_>,
        transform: Affine,
        bold: bool,
        colour: Option<Rgb>,
    ) {
        let [a, b, _, _, x, y] = transform.as_coeffs();
        let origin = Point::new(x, y);
        // The height of the type square to the line: slanting and stretching leave it alone.
        let size = transform.determinant().abs() / a.hypot(b) * 1000.0;
        if !(size > 0.5 && size < 2000.0 && origin.is_finite()) {
            return;
        }
        let Some(turn) = turn_of(Point::new(a, b)) else { return };
        if !self.clip().inflate(size, size).contains(origin) && !self.runs_on(origin, size) {
            return;
        }
        let Some(text) = characters::of(glyph) else {
            self.unknown += 1;
            return;
        };
        let units = match glyph {
            DrawnGlyph::Outline(outline) => outline.advance_width(),
            DrawnGlyph::Type3(drawn) => drawn.advance_width(),
        };
        let advance = f64::from(units.unwrap_or(500.0)) / 1000.0 * size;
        let glyph = Glyph { text, origin, advance, size, turn, bold, run: self.runs };
        if let Some(colour) = colour.filter(|colour| dots::is_light(&glyph.text, *colour)) {
            self.fills.push(Fill { area: dots::place(&glyph), colour });
        }
        self.glyphs.push(glyph);
    }
}

impl<'a> Device<'a> for Canvas {
    fn draw_path(&mut self, path: &BezPath, props: DrawProps<'a>, mode: &DrawMode) {
        self.draw(path, &props, mode);
    }

    fn push_clip_path(&mut self, clip: &ClipPath) {
        self.count();
        let area = clip.path.bounding_box().intersect(self.clip());
        self.clips.push(area);
    }

    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {
        self.count();
    }

    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, _: &DrawMode) {
        self.runs += 1;
        let bold = run.glyphs().first().is_some_and(|glyph| is_bold(glyph));
        let colour = paint_colour(&props.paint);
        for glyph in run.glyphs() {
            self.count();
            self.glyph(glyph, props.transform * glyph.transform(), bold, colour);
        }
    }

    fn draw_image(&mut self, image: Image<'a, '_>, props: ImageDrawProps<'a>) {
        self.count();
        let own = Rect::new(0.0, 0.0, f64::from(image.width()), f64::from(image.height()));
        let area = props.transform.transform_rect_bbox(own);
        self.pictures += area.intersect(self.clip()).area() / (self.width * self.height).max(1.0);
    }

    fn pop_clip(&mut self) {
        self.clips.pop();
    }

    fn pop_transparency_group(&mut self) {}
}

/// The colour of a paint over white paper; `None` for a pattern or for nothing visible.
fn paint_colour(paint: &Paint<'_>) -> Option<Rgb> {
    let Paint::Color(colour) = paint else { return None };
    let [red, green, blue, alpha] = colour.to_rgba().to_rgba8();
    if alpha < 8 {
        return None;
    }
    let over = |channel: u8| {
        let (channel, alpha) = (u32::from(channel), u32::from(alpha));
        u8::try_from((channel * alpha + 255 * (255 - alpha) + 127) / 255).unwrap_or(u8::MAX)
    };
    Some(Rgb { red: over(red), green: over(green), blue: over(blue) })
}

/// Whether the name or the weight of the font says bold.
///
/// The library names the fonts of the TrueType and composite kinds only.
fn is_bold(glyph: &DrawnGlyph<'_>) -> bool {
    let DrawnGlyph::Outline(outline) = glyph else { return false };
    outline.font_data().is_some_and(|font| {
        font.weight.is_some_and(|weight| (600..=950).contains(&weight))
            || font.postscript_name.is_some_and(|name| is_bold_name(&name))
    })
}

fn subpaths(path: &BezPath) -> Vec<BezPath> {
    let mut parts: Vec<BezPath> = Vec::new();
    for element in path.elements() {
        match (element, parts.last_mut()) {
            (PathEl::MoveTo(_), _) | (_, None) => {
                if let PathEl::MoveTo(_) = element {
                    parts.push(BezPath::from_vec(vec![*element]));
                }
            }
            (_, Some(part)) => part.push(*element),
        }
    }
    parts
}
