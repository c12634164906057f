//! How scores went, as steps over time on the bands of the matrix, labelled with the scores.

use std::fmt::Write as _;

use bellwether_domain::{Date, Number, Scheme, calendar::short_date};

use super::{FONT, text};
use crate::{
    compose::course::Course,
    paper::{Band, Figure},
};

const INK: &str = "#16181d";

/// The course of one risk's score, by its number.
pub(crate) struct Panel<'a> {
    pub(crate) name: String,
    pub(crate) course: &'a Course,
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

/// One course, large, with its days and the names of the bands.
pub(crate) fn alone(
    panel: &Panel<'_>,
    scheme: Option<&Scheme>,
    band: impl Fn(Number) -> Option<Band>,
) -> Figure {
    let (wide, high) = (640.0, 210.0);
    let mut svg = begin(wide, high);
    let frame = Frame {
        left: 12.0,
        top: 20.0,
        wide: wide - 152.0,
        high: high - 52.0,
        ..Frame::of(std::slice::from_ref(&panel.course), scheme)
    };
    frame.bands(&mut svg, scheme, &band, true);
    frame.steps(&mut svg, panel.course, true);
    frame.days(&mut svg, panel.course);
    Figure { svg: svg + "</svg>", alternative: alternative(&[panel]), caption: String::new() }
}

/// Several, small, beside and under one another, all over the same time and to the same height.
pub(crate) fn panels(
    panels: &[Panel<'_>],
    scheme: Option<&Scheme>,
    band: impl Fn(Number) -> Option<Band>,
) -> Figure {
    const ACROSS: usize = 4;
    const WIDE: f64 = 190.0;
    const HIGH: f64 = 104.0;
    let rows = panels.len().div_ceil(ACROSS);
    let mut svg = begin(WIDE * ACROSS.min(panels.len()) as f64, HIGH * rows as f64);
    let courses: Vec<&Course> = panels.iter().map(|panel| panel.course).collect();
    let whole = Frame::of(&courses, scheme);
    for (at, panel) in panels.iter().enumerate() {
        let (x, y) = ((at % ACROSS) as f64 * WIDE, (at / ACROSS) as f64 * HIGH);
        let frame =
            Frame { left: x + 8.0, top: y + 24.0, wide: WIDE - 40.0, high: HIGH - 36.0, ..whole };
        text(&mut svg, (x + 8.0, y + 14.0), "start", (12.0, INK, true), &panel.name);
        frame.bands(&mut svg, scheme, &band, false);
        frame.steps(&mut svg, panel.course, false);
    }
    let caption = format!(
        "Each from {} to {}, on the bands of the matrix.",
        short_date(whole.from),
        short_date(whole.until)
    );
    let all: Vec<&Panel<'_>> = panels.iter().collect();
    Figure { svg: svg + "</svg>", alternative: alternative(&all), caption }
}

fn begin(wide: f64, high: f64) -> String {
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {wide:.0} {high:.0}\" \
         width=\"{wide:.0}\" height=\"{high:.0}\" font-family=\"{FONT}\">"
    )
}

fn alternative(panels: &[&Panel<'_>]) -> String {
    let told = panels.iter().map(|panel| {
        let steps = panel.course.steps.iter().map(|step| match step.score {
            Some(score) => format!("{score} from {}", short_date(step.from)),
            None => format!("no score from {}", short_date(step.from)),
        });
        format!("{}: {}", panel.name, steps.collect::<Vec<_>>().join(", "))
    });
    format!("Scores over time. {}.", told.collect::<Vec<_>>().join("; "))
}

impl Frame {
    /// The time of these courses, and the height of the matrix; its place is not yet known.
    fn of(courses: &[&Course], scheme: Option<&Scheme>) -> Self {
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
            ground(self.y(self.most), self.y(0.0), "#f1f2f4", 1.0);
        }
        for (at, own) in bands.iter().enumerate() {
            let bottom = self.y(if at == 0 { 0.0 } else { own.from.get() });
            let top = self.y(bands.get(at + 1).map_or(self.most, |next| next.from.get()));
            let fill = band(own.from).map_or_else(|| "#f1f2f4".to_owned(), |band| band.colour);
            // The higher the stronger, so that they differ in grey, too.
            let share = at as f64 / (bands.len() as f64 - 1.0).max(1.0);
            ground(top, bottom, &fill, 0.3 + 0.35 * share);
        }
        for (at, own) in bands.iter().enumerate() {
            let bottom = self.y(if at == 0 { 0.0 } else { own.from.get() });
            if at > 0 {
                let _ = write!(
                    svg,
                    "<line x1=\"{left:.1}\" y1=\"{bottom:.1}\" x2=\"{:.1}\" y2=\"{bottom:.1}\" \
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
                text(svg, place, "start", (11.0, INK, false), &words);
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
        for (ink, width) in [("#ffffff", 5.0), (INK, 2.5)] {
            let _ = write!(
                svg,
                "<path d=\"{path}\" fill=\"none\" stroke=\"{ink}\" stroke-width=\"{width}\" \
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
                text(svg, (to + 5.0, y + 4.0), "start", (12.0, INK, true), &score.to_string());
            } else if (at == 0 || each) && from + 2.0 > free && to - from > 16.0 {
                let y = if y - self.top < 6.0 { y + 15.0 } else { y - 6.0 };
                text(svg, (from + 2.0, y), "start", (12.0, INK, true), &score.to_string());
                free = from + 20.0;
            }
        }
    }

    /// The days on which the score moved, and the ends, as far as there is room.
    fn days(&self, svg: &mut String, course: &Course) {
        const ROOM: f64 = 84.0;
        let foot = self.top + self.high + 16.0;
        let (first, last) = (self.x(self.from), self.x(self.until));
        text(svg, (first, foot), "start", (11.0, INK, false), &short_date(self.from));
        text(svg, (last, foot), "end", (11.0, INK, false), &short_date(self.until));
        let mut taken = first + ROOM / 2.0 + 20.0;
        for step in course.steps.iter().skip(1) {
            let x = self.x(step.from);
            if x - ROOM / 2.0 > taken - 20.0 && x + ROOM / 2.0 < last - ROOM + 20.0 {
                text(svg, (x, foot), "middle", (11.0, INK, false), &short_date(step.from));
                taken = x + ROOM;
            }
        }
    }
}
