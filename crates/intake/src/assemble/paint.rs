//! The shades that the document paints its bands in: behind the scores of its matrix, the words of its
//! key, and the scores of its risks.

use std::collections::{HashMap, HashSet};

use bellwether_domain::{AssessmentPart, Number, Register, Scheme, Shade, scheme::Band};

use super::{scheme::rag, shade};
use crate::{
    Stood, Target,
    sheet::{Cell, Document, Rgb, Row},
};

/// How much more a cell of the matrix or the key says of its band than the score of a risk, which may
/// be painted for other reasons.
const KEY: usize = 3;

/// How often each fill stands behind each band.
type Votes = HashMap<usize, HashMap<Rgb, usize>>;

/// Learns the shades of the bands: those that most cells of a band have, and no other band.
pub(super) fn learn(
    register: &mut Register,
    (original, stood): (&Document, &[Stood]),
    (document, taken): (&Document, &HashSet<(usize, usize)>),
) {
    let Some(scheme) = &register.scheme else { return };
    let mut votes = Votes::new();
    for own in stood {
        let Target::Rating(AssessmentPart::Score | AssessmentPart::Level, stage) = own.target
        else {
            continue;
        };
        let risk = register.risks.get(own.risk);
        let score = risk.and_then(|risk| risk.assessments.get(stage)?.score_value());
        let fill = original.cell(own.at).and_then(|cell| cell.fill);
        if let (Some(band), Some(fill)) = (score.and_then(|score| place(scheme, score)), fill) {
            *votes.entry(band).or_default().entry(fill).or_default() += 1;
        }
    }
    for (sheet, row) in taken {
        let Some(row) = document.sheets.get(*sheet).and_then(|sheet| sheet.rows.get(*row)) else {
            continue;
        };
        for (band, fill) in said(scheme, row) {
            *votes.entry(band).or_default().entry(fill).or_default() += KEY;
        }
    }
    let shades: HashMap<usize, Rgb> = votes
        .into_iter()
        .filter_map(|(band, fills)| Some((band, most(fills)?)))
        .filter(|(band, fill)| scheme.bands.get(*band).is_some_and(|own| agrees(own, *fill)))
        .collect();
    let alone = |fill: Rgb| shades.values().filter(|other| **other == fill).count() == 1;
    let Some(scheme) = &mut register.scheme else { return };
    for (place, band) in scheme.bands.iter_mut().enumerate() {
        let fill = shades.get(&place).copied().filter(|fill| alone(*fill));
        band.shade = fill.map(|Rgb { red, green, blue }| Shade([red, green, blue]));
    }
}

/// The band of a score, by its place.
fn place(scheme: &Scheme, score: Number) -> Option<usize> {
    scheme.bands.iter().rposition(|band| band.from <= score)
}

/// What a row of the matrix or the key paints: a cell of a score, or of a band's own word.
fn said(scheme: &Scheme, row: &Row) -> Vec<(usize, Rgb)> {
    let is_score = |score: &Number| scheme.scores.iter().flatten().any(|own| own == score);
    let named = |words: &str| {
        let words = words.to_lowercase();
        let mut named = scheme.bands.iter().enumerate().filter(|(_, band)| {
            let label = band.label.to_lowercase();
            !label.is_empty()
                && words.split(|c: char| !c.is_alphanumeric()).any(|word| word == label)
                || words.trim() == label
        });
        named.next().filter(|_| named.next().is_none()).map(|(place, _)| place)
    };
    let whole: String = row.cells.iter().map(|cell| format!("{} ", cell.text)).collect();
    let of = |cell: &Cell| {
        let text = cell.text.trim();
        match text.parse::<f64>().ok().and_then(Number::new) {
            Some(score) => is_score(&score).then(|| place(scheme, score))?,
            // A swatch stands beside its word.
            None if text.is_empty() => named(&whole),
            None => named(text),
        }
    };
    row.cells.iter().filter_map(|cell| Some((of(cell)?, cell.fill?))).collect()
}

/// The fill that most have, where they are most of all.
fn most(fills: HashMap<Rgb, usize>) -> Option<Rgb> {
    let all: usize = fills.values().sum();
    let (fill, votes) = fills.into_iter().max_by_key(|(_, votes)| *votes)?;
    (votes * 2 > all).then_some(fill)
}

/// Whether a fill can be a band's: the hue of the traffic light that the document names, or another
/// one that is no mere tint.
fn agrees(band: &Band, fill: Rgb) -> bool {
    match shade::name(fill).and_then(rag) {
        Some(hue) => band.colour.is_none_or(|colour| colour == hue),
        None => shade::is_strong(fill),
    }
}

#[cfg(test)]
mod tests {
    use crate::{Options, read};

    /// A page with a register, a matrix and a key, whose cells are painted as given by band.
    fn shades(low: &str, high: &str) -> Vec<Option<String>> {
        let cell = |score: u32| {
            let fill = if score >= 4 { high } else { low };
            format!("<td style=\"background-color:{fill}\">{score}</td>")
        };
        let row = |words: &str, l: u32| {
            let cells: String = (1..=3).map(|i| cell(l * i)).collect();
            format!("<tr><td>{words}</td>{cells}</tr>")
        };
        let risk = |reference: &str, words: &str, score: u32| {
            format!(
                "<tr><td>{reference}</td><td>{words}</td><td>{score}</td><td>1</td>{}</tr>",
                cell(score)
            )
        };
        let page = format!(
            "<table><tr><th>Ref</th><th>Risk</th><th>Likelihood</th><th>Impact</th><th>Score</th></tr>{}{}{}</table>\
             <p>Matrix</p><table><tr><td>Likelihood / Impact</td><td>Small</td><td>Middling</td><td>Large</td></tr>{}{}{}</table>\
             <p>Low 1 to 3</p><p>High 4 to 9</p>",
            risk("Q1", "The quay floods at a spring tide", 3),
            risk("Q2", "A pile rots under the pier", 2),
            risk("Q3", "The crane fails in a gale", 1),
            row("Likely", 3),
            row("Possible", 2),
            row("Rare", 1),
        );
        let register = read(page.as_bytes(), &Options::default()).unwrap().register;
        let bands = register.scheme.unwrap().bands;
        assert_eq!(bands.len(), 2);
        bands.into_iter().map(|band| band.shade.map(|shade| shade.to_string())).collect()
    }

    #[test]
    fn bands_are_painted_as_their_matrix_is() {
        let as_drawn = ["#92d050", "#c00000"].map(|shade| Some(shade.to_owned()));
        assert_eq!(shades("#92D050", "#C00000"), as_drawn);
    }

    #[test]
    fn what_sets_no_bands_apart_is_no_shade() {
        for (low, high) in [("#c00000", "#c00000"), ("#d9d9d9", "#f2f2f2"), ("#dbe5f1", "#e4dfec")]
        {
            assert_eq!(shades(low, high), [None, None], "{low} {high}");
        }
    }
}
