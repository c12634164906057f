//! How scores went, as steps over time on the bands of the matrix, labelled with the scores.

use std::fmt::Write as _;

use bellwether_domain::{Date, Number, Scheme, calendar::short_date};

use crate::{
    Band, Figure,
    svg::{self, At, GREY, INK, PAPER, Words},
};

/// A score, and the day from which it held.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Step {
    /// From when.
    pub from: Date,
    /// `None` where the risk had none, or was off the register.
    pub score: Option<Number>,
}

/// How a score went.
#[derive(Debug, Clone, PartialEq)]
pub struct Course {
    /// Whose it is: the risk's number.
    pub name: String,
    /// Oldest first.
    pub steps: Vec<Step>,
    /// The day that it is told on.
    pub until: Date,
}

/// How large a course is drawn by itself.
#[derive(Debug, Clone, Copy)]
pub struct Size {
    wide: f64,
    high: f64,
    /// Whether the bands have their names beside them.
    names: bool,
}

impl Size {
    /// Over the whole width of a paper.
    pub const PAPER: Self = Self { wide: 640.0, high: 210.0, names: true };
    /// Beside the words of a page.
    pub const PAGE: Self = Self { wide: 360.0, high: 140.0, names: false };
}

/// Where a drawing's time and scores stand.
struct Frame {
    left: f64,
    top: f64,
    wide: f64,
    high: f64,
    from: Date,
    until: Date,
    most: f64,
}

/// One course with its days and, where there is room, the names of the bands.
pub fn alone(
    course: &Course,
    scheme: Option<&Scheme>,
    band: impl Fn(Number) -> Option<Band>,
    size: Size,
) -> Figure {
    let Size { wide, high, names } = size;
    let mut svg = svg::begin((wide, high), "course", "");
    let frame = Frame {
        left: 12.0,
        top: 20.0,
        wide: wide - if names { 152.0 } else { 42.0 },
        high: high - 52.0,
        ..Frame::of(std::slice::from_ref(course), scheme)
    };
    frame.bands(&mut svg, scheme, &band, names);
    frame.steps(&mut svg, course, true);
    frame.days(&mut svg, course);
    let alternative = alternative(std::slice::from_ref(course));
    Figure { svg: svg + "</svg>", alternative, caption: String::new() }
}

/// Several, small, beside and under one another, all over the same time and to the same height.
pub fn panels(
    courses: &[Course],
    scheme: Option<&Scheme>,
    band: impl Fn(Number) -> Option<Band>,
) -> Figure {
    const ACROSS: usize = 4;
    const WIDE: f64 = 190.0;
    const HIGH: f64 = 104.0;
    let rows = courses.len().div_ceil(ACROSS);
    let mut svg =
        svg::begin((WIDE * ACROSS.min(courses.len()) as f64, HIGH * rows as f64), "course", "");
    let whole = Frame::of(courses, scheme);
    for (at, course) in courses.iter().enumerate() {
        let (x, y) = ((at % ACROSS) as f64 * WIDE, (at / ACROSS) as f64 * HIGH);
        let frame =
            Frame { left: x + 8.0, top: y + 24.0, wide: WIDE - 40.0, high: HIGH - 36.0, ..whole };
        text(&mut svg, (x + 8.0, y + 14.0), "start", (12.0, true), &course.name);
        frame.bands(&mut svg, scheme, &band, false);
        frame.steps(&mut svg, course, false);
    }
    let caption = format!(
        "Each from {} to {}, on the bands of the matrix.",
        short_date(whole.from),
        short_date(whole.until)
    );
    Figure { svg: svg + "</svg>", alternative: alternative(courses), caption }
}

/// Words in ink.
fn text(svg: &mut String, at: At, anchor: &str, (size, strong): (f64, bool), words: &str) {
    svg::text(svg, at, Words { anchor, size, strong, ..Words::PLAIN }, words);
}

fn alternative(courses: &[Course]) -> String {
    let told = courses.iter().map(|course| {
        let steps = course.steps.iter().map(|step| match step.score {
            Some(score) => format!("{score} from {}", short_date(step.from)),
            None => format!("no score from {}", short_date(step.from)),
        });
        format!("{}: {}", course.name, steps.collect::<Vec<_>>().join(", "))
    });
    format!("Scores over time. {}.", told.collect::<Vec<_>>().join("; "))
}

impl Frame {
    /// The time of these courses, and the height of the matrix; its place is not yet known.
    fn of(courses: &[Course], scheme: Option<&Scheme>) -> Self {
        let until = courses.iter().map(|course| course.until).max().unwrap_or_default();
        let begins = courses.iter().filter_map(|course| Some(course.steps.first()?.from)).min();
        let scores = courses.iter().flat_map(|course| &course.steps).filter_map(|step| step.score);
        let scored = scores.map(Number::get).fold(1.0, f64::max);
        let matrix = scheme.into_iter().flat_map(|scheme| scheme.scores.iter().flatten());
        let most = matrix.map(|score| score.get()).fold(scored, f64::max);
        let from = begins.unwrap_or(until);
        Self { left: 0.0, top: 0.0, wide: 0.0, high: 0.0, from, until, most }
    }

    fn x(&self, day: Date) -> f64 {
        let days = |until: Date| f64::from((until - self.from).get_days());
        let all = days(self.until).max(1.0);
        self.left + self.wide * (days(day) / all).clamp(0.0, 1.0)
    }

    fn y(&self, score: f64) -> f64 {
        self.top + self.high * (1.0 - (score / self.most).clamp(0.0, 1.0))
    }

    /// The bands, pale, each above the line at which it begins; without any a plain ground.
    fn bands(
        &self,
        svg: &mut String,
        scheme: Option<&Scheme>,
        band: impl Fn(Number) -> Option<Band>,
        named: bool,
    ) {
        let Self { left, wide, .. } = self;
        let mut ground = |top: f64, bottom: f64, fill: &str, opacity: f64| {
            let _ = write!(
                svg,
                "<rect x=\"{left:.1}\" y=\"{top:.1}\" width=\"{wide:.1}\" height=\"{:.1}\" \
                 fill=\"{fill}\" fill-opacity=\"{opacity}\"/>",
                bottom - top
            );
        };
        let bands = scheme.map(|scheme| scheme.bands.as_slice()).unwrap_or_default();
        if bands.is_empty() {
            ground(self.y(self.most), self.y(0.0), GREY, 1.0);
        }
        for (at, own) in bands.iter().enumerate() {
            let bottom = self.y(if at == 0 { 0.0 } else { own.from.get() });
            let top = self.y(bands.get(at + 1).map_or(self.most, |next| next.from.get()));
            let fill = band(own.from).map_or_else(|| GREY.to_owned(), |band| band.colour);
            // The higher the stronger, so that they differ in grey, too.
            let share = at as f64 / (bands.len() as f64 - 1.0).max(1.0);
            ground(top, bottom, &fill, 0.3 + 0.35 * share);
        }
        for (at, own) in bands.iter().enumerate() {
            let bottom = self.y(if at == 0 { 0.0 } else { own.from.get() });
            if at > 0 {
                let _ = write!(
                    svg,
                    "<line class=\"course-band\" x1=\"{left:.1}\" y1=\"{bottom:.1}\" x2=\"{:.1}\" y2=\"{bottom:.1}\" \
                     stroke=\"#6b7280\" stroke-width=\"0.8\" stroke-dasharray=\"3 3\"/>",
                    left + wide
                );
            }
            if named {
                let words = match at {
                    0 => own.label.clone(),
                    _ => format!("{}, from {}", own.label, own.from),
                };
                let place = (left + wide + 30.0, bottom - 4.0);
                text(svg, place, "start", (11.0, false), &words);
            }
        }
    }

    /// The line of the scores; broken where there was none.
    fn steps(&self, svg: &mut String, course: &Course, each: bool) {
        let ends = course.steps.iter().skip(1).map(|step| step.from).chain([course.until]);
        let spans: Vec<(f64, f64, Option<Number>)> = course
            .steps
            .iter()
            .zip(ends)
            .map(|(step, end)| (self.x(step.from), self.x(end), step.score))
            .collect();
        let mut path = String::new();
        let mut is_drawn = false;
        for (from, to, score) in &spans {
            let Some(score) = score else {
                is_drawn = false;
                continue;
            };
            let y = self.y(score.get());
            let _ = match is_drawn {
                true => write!(path, "V{y:.1}H{to:.1}"),
                false => write!(path, "M{from:.1} {y:.1}H{to:.1}"),
            };
            is_drawn = true;
        }
        for (class, ink, width) in [("course-halo", PAPER, 5.0), ("course-line", INK, 2.5)] {
            let _ = write!(
                svg,
                "<path class=\"{class}\" d=\"{path}\" fill=\"none\" stroke=\"{ink}\" stroke-width=\"{width}\" \
                 stroke-linecap=\"round\" stroke-linejoin=\"round\"/>"
            );
        }
        let last = spans.len().saturating_sub(1);
        let mut free = f64::MIN;
        for (at, (from, to, score)) in spans.iter().enumerate() {
            let Some(score) = score else { continue };
            let y = self.y(score.get());
            if at == last {
                // What it is now stands after the end of its line.
                text(svg, (to + 5.0, y + 4.0), "start", (12.0, true), &score.to_string());
            } else if (at == 0 || each) && from + 2.0 > free && to - from > 16.0 {
                let y = if y - self.top < 6.0 { y + 15.0 } else { y - 6.0 };
                text(svg, (from + 2.0, y), "start", (12.0, true), &score.to_string());
                free = from + 20.0;
            }
        }
    }

    /// The days on which the score moved, and the ends, as far as there is room.
    fn days(&self, svg: &mut String, course: &Course) {
        const ROOM: f64 = 84.0;
        let foot = self.top + self.high + 16.0;
        let (first, last) = (self.x(self.from), self.x(self.until));
        text(svg, (first, foot), "start", (11.0, false), &short_date(self.from));
        text(svg, (last, foot), "end", (11.0, false), &short_date(self.until));
        let mut taken = first + ROOM / 2.0 + 20.0;
        for step in course.steps.iter().skip(1) {
            let x = self.x(step.from);
            if x - ROOM / 2.0 > taken - 20.0 && x + ROOM / 2.0 < last - ROOM + 20.0 {
                text(svg, (x, foot), "middle", (11.0, false), &short_date(step.from));
                taken = x + ROOM;
            }
        }
    }
}
