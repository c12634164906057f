//! A number as the sheet shows it, by the number format of its cell.

use ssfmt::{DateSystem, FormatOptions, NumberFormat};

use crate::read::limits::MOST_FORMAT;

/// Characters of a number that a cell shows in full.
const MOST_SHOWN: usize = 11;

/// How the numbers of one cell style show.
#[derive(Debug, Default)]
pub(crate) enum Shown {
    /// As many digits as the number has.
    #[default]
    General,
    /// By a format code.
    Coded(Box<NumberFormat>),
    /// Not at all; texts do where the format speaks of numbers only.
    Hidden { texts: bool },
}

impl Shown {
    /// Reads a format code; one that cannot be read shows as `General`.
    pub(crate) fn by_code(code: &str) -> Self {
        let code = code.trim();
        if code.is_empty() || code.eq_ignore_ascii_case("general") || code == "@" {
            return Self::General;
        }
        if code.len() > MOST_FORMAT {
            return Self::General;
        }
        if code.chars().all(|c| c == ';') {
            return Self::Hidden { texts: code.len() >= 3 };
        }
        let code = day_first(code).unwrap_or(code);
        NumberFormat::parse(code).map_or(Self::General, |format| Self::Coded(Box::new(format)))
    }

    /// Whether a text shows.
    pub(crate) fn shows_texts(&self) -> bool {
        !matches!(self, Self::Hidden { texts: true })
    }

    /// The number as text.
    pub(crate) fn number(&self, value: f64, epoch_1904: bool) -> String {
        match self {
            Self::General => general(value),
            Self::Hidden { .. } => String::new(),
            Self::Coded(format) => {
                let date_system =
                    if epoch_1904 { DateSystem::Date1904 } else { DateSystem::Date1900 };
                let options = FormatOptions { date_system, ..FormatOptions::default() };
                let text = format.try_format(value, &options);
                text.map_or_else(|_| general(value), |text| text.trim().to_owned())
            }
        }
    }
}

/// A number with as many digits as it has, without the noise of binary fractions.
fn general(value: f64) -> String {
    if value.fract() == 0.0 && value.abs() < 1e15 {
        return (value as i64).to_string();
    }
    // The shortest text that reads back as the same number; what is longer than a cell shows is
    // rounded as spreadsheets round it.
    let text = value.to_string();
    if text.len() <= MOST_SHOWN {
        return text;
    }
    ssfmt::format_default(value, "General").unwrap_or_else(|_| value.to_string())
}

/// A date of numbers only that puts the month first ("mm-dd-yy", which is also what the built-in
/// "short date" is stored as) gets its day first: which order a sheet shows depends on the machine
/// that opens it, and the stages after this read day-first.
fn day_first(code: &str) -> Option<&'static str> {
    let mut letters = Vec::<String>::new();
    let mut fresh = true;
    let mut chars = code.chars();
    while let Some(c) = chars.next() {
        match c {
            '"' => while chars.next().is_some_and(|c| c != '"') {},
            '[' => while chars.next().is_some_and(|c| c != ']') {},
            '\\' | '_' | '*' => _ = chars.next(),
            ';' => break,
            _ if c.is_ascii_alphabetic() => {
                let c = c.to_ascii_lowercase();
                match letters.last_mut() {
                    Some(run) if !fresh && run.ends_with(c) => run.push(c),
                    _ => letters.push(c.to_string()),
                }
                fresh = false;
                continue;
            }
            _ => {}
        }
        fresh = true;
    }
    let run = |at: usize| letters.get(at).map_or("", String::as_str);
    let month_first = matches!(run(0), "m" | "mm")
        && matches!(run(1), "d" | "dd")
        && matches!(run(2), "yy" | "yyyy");
    match (month_first, letters.len()) {
        (true, 3) => Some("dd/mm/yyyy"),
        (true, _) => Some("dd/mm/yyyy hh:mm"),
        (false, _) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_show_as_their_format_says() {
        // 2018-04-01 is day 43191 of the 1900 system.
        let cases = [
            ("General", 12.0, "12"),
            ("General", -0.0, "0"),
            ("General", -3.0, "-3"),
            ("General", 0.1 + 0.2, "0.3"),
            ("General", 2.5, "2.5"),
            ("0", 3.6, "4"),
            ("0.0", 3.0, "3.0"),
            ("0%", 0.25, "25%"),
            ("0.0%", 0.125, "12.5%"),
            ("#,##0", 1_234_567.0, "1,234,567"),
            ("\"£\"#,##0", 5000.0, "£5,000"),
            ("[$£-809]#,##0.00", 5000.0, "£5,000.00"),
            ("_-* #,##0_-;-* #,##0_-", 12.0, "12"),
            ("mmm-yy", 43191.0, "Apr-18"),
            ("mmm yyyy", 43191.0, "Apr 2018"),
            ("mmmm yyyy", 43191.0, "April 2018"),
            ("d-mmm-yy", 43191.0, "1-Apr-18"),
            ("[$-409]d\\-mmm\\-yy;@", 43191.0, "1-Apr-18"),
            ("dd/mm/yyyy", 43191.0, "01/04/2018"),
            ("d\"/\"m\"/\"yyyy", 43191.0, "1/4/2018"),
            ("yyyy\\-mm\\-dd", 43191.0, "2018-04-01"),
            ("mm-dd-yy", 43191.0, "01/04/2018"),
            ("m/d/yyyy", 43191.0, "01/04/2018"),
            ("[$-409]mm/dd/yyyy;@", 43191.0, "01/04/2018"),
            ("m/d/yy h:mm", 43191.5, "01/04/2018 12:00"),
            ("h:mm", 0.5, "12:00"),
            ("0.00E+00", 12345.0, "1.23E+04"),
            ("\"Risk \"0", 7.0, "Risk 7"),
            ("R000", 7.0, "R007"),
        ];
        for (code, value, shown) in cases {
            assert_eq!(Shown::by_code(code).number(value, false), shown, "{code}");
        }
    }

    #[test]
    fn the_other_epoch_is_four_years_on() {
        assert_eq!(Shown::by_code("yyyy-mm-dd").number(41729.0, true), "2018-04-01");
    }

    proptest::proptest! {
        #[test]
        fn no_code_and_no_number_panics(code in "[0#?.,%dmyhs\\[\\]\"\\\\;@E+/ -]{0,20}", value: f64) {
            let shown = Shown::by_code(&code);
            _ = shown.number(value, false);
        }
    }
}
