//! What a reader sees before an item of a list, which the document only describes.

/// What stands before an item of a list.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Marker {
    pub(crate) text: String,
    /// How deep the item lies, from nought.
    pub(crate) depth: usize,
    /// Whether it is a number or letter rather than a bullet.
    pub(crate) counts: bool,
}

impl Marker {
    /// An item's words behind its marker. A number without words is a column that counts by
    /// itself; a bullet without words is nothing.
    pub(crate) fn before(&self, words: &str) -> String {
        match words {
            "" if self.counts => self.text.trim_end_matches('.').to_owned(),
            "" => String::new(),
            _ => format!("{}{} {words}", "  ".repeat(self.depth), self.text),
        }
    }
}

/// A number as lists count: "4", "d", "iv", "04".
pub(crate) fn numeral(count: u32, format: &str) -> String {
    match format {
        "lowerLetter" => letters(count, b'a'),
        "upperLetter" => letters(count, b'A'),
        "lowerRoman" => roman(count).to_lowercase(),
        "upperRoman" => roman(count),
        "decimalZero" => format!("{count:02}"),
        _ => count.to_string(),
    }
}

/// a … z, aa, bb …, as office programs count.
fn letters(count: u32, first: u8) -> String {
    let Some(count) = count.checked_sub(1) else { return String::new() };
    let letter = char::from(first + (count % 26) as u8);
    std::iter::repeat_n(letter, (count / 26 + 1).min(8) as usize).collect()
}

fn roman(mut count: u32) -> String {
    const NUMERALS: [(u32, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    if count > 3999 {
        return count.to_string();
    }
    let mut text = String::new();
    for (value, numeral) in NUMERALS {
        while count >= value {
            text.push_str(numeral);
            count -= value;
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numerals_are_written_as_office_programs_write_them() {
        let cases = [
            (4, "decimal", "4"),
            (4, "lowerLetter", "d"),
            (28, "upperLetter", "BB"),
            (14, "lowerRoman", "xiv"),
            (5, "decimalZero", "05"),
        ];
        for (count, format, text) in cases {
            assert_eq!(numeral(count, format), text);
        }
    }

    #[test]
    fn a_marker_stands_before_its_words() {
        let marker = |counts: bool| Marker { text: "3.".to_owned(), depth: 1, counts };
        assert_eq!(marker(true).before("Fire"), "  3. Fire");
        assert_eq!(marker(true).before(""), "3");
        assert_eq!(marker(false).before(""), "");
    }
}
