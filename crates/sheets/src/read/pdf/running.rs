//! The lines that every page repeats at its head and foot.

use super::layout::Page;
use super::pieces::Pieces;

/// How much of a page its head and its foot take at most, each.
const MARGIN: f64 = 0.14;
/// How far the same line may stand higher or lower on another page, in points.
const SHIFT: f64 = 4.0;
/// A gap to the text beside it, in parts of its height, that shows a line stands by itself.
const APART: f64 = 1.2;

/// For each page, which of its lines are running heads and feet.
pub(super) fn mark(pages: &[Page]) -> Vec<Vec<bool>> {
    let keys: Vec<Vec<Option<Key>>> = pages.iter().map(keys).collect();
    let mut marks: Vec<Vec<bool>> = Vec::with_capacity(pages.len());
    for (number, page) in keys.iter().enumerate() {
        // A register of many pages repeats its head soon; looking at neighbours keeps this linear.
        let near = keys.iter().enumerate().skip(number.saturating_sub(3)).take(7);
        let others: Vec<&Key> = near
            .filter(|(other, _)| *other != number)
            .flat_map(|(_, keys)| keys.iter().flatten())
            .collect();
        let repeats = |key: &Key| others.iter().any(|other| other.same(key));
        marks.push(
            page.iter()
                .map(|key| {
                    key.as_ref().is_some_and(|key| key.numbered || (key.apart && repeats(key)))
                })
                .collect(),
        );
    }
    marks
}

/// What a line of the margin looks like.
struct Key {
    /// Its text with every number as `#`.
    text: String,
    top: f64,
    apart: bool,
    /// Whether it is nothing but a page number.
    numbered: bool,
}

impl Key {
    fn same(&self, other: &Self) -> bool {
        (self.top - other.top).abs() <= SHIFT && self.text == other.text
    }
}

fn keys(page: &Page) -> Vec<Option<Key>> {
    (0..page.lines.len())
        .map(|index| {
            let line = page.lines.get(index)?;
            let place = line.place();
            let head = place.y1 <= MARGIN * page.height;
            let foot = place.y0 >= (1.0 - MARGIN) * page.height;
            if !head && !foot {
                return None;
            }
            let neighbour = if head {
                page.lines.get(index + 1)
            } else {
                index.checked_sub(1).and_then(|i| page.lines.get(i))
            };
            let gap = neighbour.map_or(f64::MAX, |other| {
                let other = other.place();
                if head { other.y0 - place.y1 } else { place.y0 - other.y1 }
            });
            // A row of a table has more pieces than a head or foot.
            let few = Pieces::new(line.clone()).pieces.len() <= 3;
            let text = numberless(&line.text());
            let numbered = page_number(&text) && gap > 0.8 * place.height();
            Some(Key {
                apart: gap > APART * place.height() || (few && text.contains('#')),
                text,
                top: place.y0,
                numbered,
            })
        })
        .collect()
}

/// A text with every number as `#`.
fn numberless(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        if !character.is_numeric() {
            out.push(character);
        } else if !out.ends_with('#') {
            out.push('#');
        }
    }
    out
}

/// Whether a text is a page number in any of its usual dresses.
fn page_number(numberless: &str) -> bool {
    let bare: String =
        numberless.to_lowercase().chars().filter(|c| c.is_alphabetic() || *c == '#').collect();
    matches!(bare.as_str(), "#of#" | "page#" | "page#of#" | "p#" | "tudalen#" | "tudalen#o#")
        || (bare == "#" && !numberless.contains('.'))
        || (bare == "##" && numberless.contains('/'))
}
