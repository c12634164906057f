//! A value of a workbook as the text that its cell shows.

use calamine::{Data, DataRef};

use super::{conditional::Value, number_format::Shown};
use crate::sheet::Rgb;

/// What a cell style does to what its cells show.
#[derive(Debug, Default)]
pub(super) struct Look {
    pub(super) shown: Shown,
    pub(super) fill: Option<Rgb>,
    pub(super) bold: bool,
    /// Whether they are struck through.
    pub(super) struck: bool,
}

/// The text of a value read cell by cell.
pub(super) fn cell(
    value: &DataRef<'_>,
    shown: &Shown,
    epoch_1904: bool,
    hides_zeros: bool,
) -> String {
    match value {
        DataRef::Empty => String::new(),
        DataRef::String(_) | DataRef::SharedString(_) if !shown.shows_texts() => String::new(),
        DataRef::String(text) => tidy(text),
        DataRef::SharedString(text) => tidy(text),
        DataRef::Float(0.0) | DataRef::Int(0) if hides_zeros => String::new(),
        DataRef::Float(number) => shown.number(*number, epoch_1904),
        DataRef::Int(number) => shown.number(*number as f64, epoch_1904),
        DataRef::DateTime(moment) => shown.number(moment.as_f64(), epoch_1904),
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => {
            text.strip_suffix("T00:00:00").unwrap_or(text).to_owned()
        }
        DataRef::Bool(true) => "TRUE".to_owned(),
        DataRef::Bool(false) => "FALSE".to_owned(),
        DataRef::Error(error) => error.to_string(),
    }
}

/// A value read with its whole sheet as one read cell by cell.
pub(super) fn borrowed(value: &Data) -> DataRef<'_> {
    match value {
        Data::Empty => DataRef::Empty,
        Data::String(text) => DataRef::SharedString(text),
        Data::Float(number) => DataRef::Float(*number),
        Data::Int(number) => DataRef::Int(*number),
        Data::Bool(truth) => DataRef::Bool(*truth),
        Data::DateTime(moment) => DataRef::DateTime(*moment),
        Data::DateTimeIso(text) => DataRef::DateTimeIso(text.clone()),
        Data::DurationIso(text) => DataRef::DurationIso(text.clone()),
        Data::Error(error) => DataRef::Error(error.clone()),
    }
}

/// What a cell holds that shows something else: a percentage, a date, nothing.
pub(super) fn otherwise(value: &DataRef<'_>, text: &str) -> Option<Value> {
    let number = match value {
        DataRef::Float(number) => *number,
        DataRef::Int(number) => *number as f64,
        DataRef::DateTime(moment) => moment.as_f64(),
        DataRef::String(words) if text.is_empty() => return Some(Value::Text(tidy(words))),
        DataRef::SharedString(words) if text.is_empty() => return Some(Value::Text(tidy(words))),
        _ => return None,
    };
    (text.parse() != Ok(number)).then_some(Value::Number(number))
}

/// The number that a cell holds, where its format shows it rounded.
pub(super) fn exact(value: &DataRef<'_>, shown: &Shown, text: &str) -> Option<Box<f64>> {
    let DataRef::Float(number) = value else { return None };
    if matches!(shown, Shown::General) || number.fract() == 0.0 {
        return None;
    }
    let told: f64 = text.parse().ok()?;
    (told != *number && (told - number).abs() <= 0.5).then(|| Box::new(*number))
}

/// Line breaks as `\n`, no white space at either end.
pub(super) fn tidy(text: &str) -> String {
    let text = text.trim();
    if memchr::memchr(b'\r', text.as_bytes()).is_some() {
        text.replace("\r\n", "\n").replace('\r', "\n")
    } else {
        text.to_owned()
    }
}
