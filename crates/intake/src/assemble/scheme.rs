//! The scheme where the document does not state all of it: what its bands or a matrix of words and
//! the scores of its own risks say together.

use bellwether_domain::{
    Diagnostic, Number, Rag, Register, Scheme, Source, Stage,
    scheme::{Band, Level},
};

use super::shade;
use crate::{
    locate::{Line, Located, Table, WordMatrix, key, under},
    note,
    sheet::Document,
};

/// Completes the scheme; a matrix of words that scores cannot be told of is a diagnostic.
pub(super) fn complete(register: &mut Register, located: &Located) {
    if register.scheme.is_none()
        && let Some(words) = &located.words
    {
        register.scheme = if multiplies(register) { of_words(words) } else { None };
        if register.scheme.is_none() {
            register.diagnostics.push(without_scores(words));
        }
    }
    let Some((bands, top)) = &located.bands else { return };
    if register.scheme.is_none() {
        let is_square = |size: &u8| Some(Number::from(i32::from(*size).pow(2))) == *top;
        let size = (3_u8..=10).find(is_square);
        let multiplies = || multiplies(register);
        register.scheme = size.filter(|_| multiplies()).map(Scheme::product);
    }
    match &mut register.scheme {
        Some(scheme) if scheme.bands.is_empty() => scheme.bands.clone_from(bands),
        Some(_) => {}
        None => register.diagnostics.push(without_matrix(bands)),
    }
}

/// What is said of bands that are those of no matrix.
fn without_matrix(bands: &[Band]) -> Diagnostic {
    let band = |band: &Band| format!("“{}” from {}", band.label, band.from);
    let named: Vec<String> = bands.iter().map(band).collect();
    note::warning(
        "bands-unread",
        format!(
            "The document names bands of scores ({}), but no matrix that they are of, so they were not taken.",
            named.join(", ")
        ),
        "Put the matrix, or the steps of likelihood and impact, beside the bands.",
        None,
    )
}

/// The lines after a table, where it is the last of its sheet.
pub(super) fn after(located: &Located, table: &Table, lines: Vec<(usize, String)>) -> Vec<Line> {
    let follows = |other: &Table| other.sheet == table.sheet && other.header > table.header;
    if located.tables.iter().any(follows) {
        return vec![];
    }
    // What stands right over the matrix or a key is its title.
    let heads = |row: usize| (1..=2).any(|far| located.taken.contains(&(table.sheet, row + far)));
    let says = |line: &str| under::says(line) && !key::heads_key(line);
    let own = lines.into_iter().filter(|(row, line)| says(line) && !heads(*row));
    let line = |(row, line)| Line {
        sheet: table.sheet,
        row,
        line,
        place: "after the register",
        left_out: vec![],
    };
    own.map(line).collect()
}

/// Whether every score that the risks state is likelihood times impact, and there is one.
fn multiplies(register: &Register) -> bool {
    let rated = register
        .risks
        .iter()
        .flat_map(|risk| Stage::ALL.map(|stage| risk.assessments.get(stage)))
        .flatten()
        .filter_map(|assessment| Some((assessment.cell()?, assessment.score_value()?)));
    let mut products = rated.map(|((l, i), score)| l.times(i) == Some(score)).peekable();
    products.peek().is_some() && products.all(|agrees| agrees)
}

/// The scheme of a matrix of words in a register whose scores are products. Its bands are the
/// words, where each takes scores of its own; else it has none.
fn of_words(words: &WordMatrix) -> Option<Scheme> {
    let times = |impact: &Level| -> Option<Vec<Number>> {
        words.likelihood.iter().map(|likelihood| likelihood.value.times(impact.value)).collect()
    };
    let scores: Vec<Vec<Number>> = words.impact.iter().map(times).collect::<Option<_>>()?;
    let bands = bands(words, &scores).unwrap_or_default();
    Some(Scheme {
        likelihood: words.likelihood.clone(),
        impact: words.impact.clone(),
        scores,
        bands,
        drawn: words.drawn,
    })
}

/// The words as bands of scores, each from its lowest; `None` where two share a score or overlap.
fn bands(words: &WordMatrix, scores: &[Vec<Number>]) -> Option<Vec<Band>> {
    let mut bands: Vec<(Band, Number)> = Vec::new();
    for (verdict, score) in words.cells.iter().flatten().zip(scores.iter().flatten()) {
        let colour = verdict.fill.and_then(shade::name);
        let label = if verdict.word.is_empty() { colour? } else { verdict.word.as_str() };
        match bands.iter_mut().find(|(band, _)| band.label == label) {
            Some((band, to)) => (band.from, *to) = (band.from.min(*score), (*to).max(*score)),
            None => {
                let label = label.to_owned();
                let colour = colour.and_then(rag);
                bands.push((Band { label, from: *score, colour, shade: None }, *score));
            }
        }
    }
    bands.sort_by_key(|(band, _)| band.from);
    let apart = bands.windows(2).all(|pair| match pair {
        [(_, to), (next, _)] => *to < next.from,
        _ => false,
    });
    apart.then(|| bands.into_iter().map(|(band, _)| band).collect())
}

pub(super) fn rag(colour: &str) -> Option<Rag> {
    match colour {
        "red" => Some(Rag::Red),
        "amber" | "yellow" => Some(Rag::Amber),
        "green" => Some(Rag::Green),
        _ => None,
    }
}

/// The lines that nobody read.
pub(super) fn unread<'a>(
    document: &Document,
    lines: impl Iterator<Item = &'a Line>,
) -> Vec<Diagnostic> {
    let said = lines.map(|Line { sheet, row, line, place, left_out }| {
        let sheet = document.sheets.get(*sheet);
        let row = sheet.and_then(|sheet| sheet.rows.get(*row));
        let source = Source {
            sheet: sheet.and_then(|sheet| sheet.name.clone()),
            page: row.and_then(|row| row.page),
            row: row.map(|row| row.number),
            ..Source::default()
        };
        if left_out.is_empty() {
            return note::info(
                "line-unread",
                format!("The line {} {place} was not read.", note::quote(line)),
                "Check that it says nothing that the register needs.",
                Some(source),
            );
        }
        let scores: Vec<String> = left_out.iter().map(ToString::to_string).collect();
        note::warning(
            "bands-unread",
            format!(
                "The line {} names bands, but scores of the matrix lie between them ({}), so it was not read.",
                note::quote(line),
                scores.join(", ")
            ),
            "Give every score of the matrix a band.",
            Some(source),
        )
    });
    said.collect()
}

fn without_scores(words: &WordMatrix) -> Diagnostic {
    let mut said: Vec<&str> = Vec::new();
    for verdict in words.cells.iter().flatten() {
        if !verdict.word.is_empty() && !said.contains(&verdict.word.as_str()) {
            said.push(&verdict.word);
        }
    }
    note::info(
        "matrix-in-words",
        format!(
            "The matrix of {} likelihoods and {} impacts gives words ({}) and no scores, so it was not taken as the scheme.",
            words.likelihood.len(),
            words.impact.len(),
            said.join(", ")
        ),
        "Set the scale and its scores in the settings, if the body uses scores.",
        None,
    )
}

#[cfg(test)]
mod tests {
    use crate::{Options, read};

    /// A register, and under it a matrix.
    fn with_matrix(matrix: &str) -> bellwether_domain::Register {
        let register = "Ref,Risk,Likelihood,Impact,Score\n1,The quay floods,3,3,9\n2,A pile rots,2,1,2\n3,The crane fails,1,3,3\n\n";
        read(format!("{register}{matrix}").as_bytes(), &Options::default()).unwrap().register
    }

    #[test]
    fn a_matrix_of_words_tells_the_bands_of_products() {
        let matrix = "Risk matrix\n,,Impact,,\n,,1,2,3\nLikelihood,3 - Likely,M,H,H\n,2 - Possible,L,M,H\n,1 - Unlikely,L,L,M\n";
        let register = with_matrix(matrix);
        assert_eq!(register.risks.len(), 3);
        let scheme = register.scheme.unwrap();
        let labels: Vec<&str> = scheme.likelihood.iter().map(|l| l.label.as_str()).collect();
        assert_eq!(labels, ["1 - Unlikely", "2 - Possible", "3 - Likely"]);
        let bands: Vec<(&str, f64)> =
            scheme.bands.iter().map(|band| (band.label.as_str(), band.from.get())).collect();
        assert_eq!(bands, [("L", 1.0), ("M", 3.0), ("H", 6.0)]);
    }

    #[test]
    fn a_word_that_shares_a_score_with_another_is_no_band() {
        let matrix = ",Minor,Moderate,Major\nLikely,High,High,High\nPossible,Low,Medium,High\nRare,Low,Low,Medium\n";
        let scheme = with_matrix(matrix).scheme.unwrap();
        assert!(scheme.bands.is_empty());
        assert_eq!(scheme.impact[2].label, "Major");
    }

    #[test]
    fn the_headings_under_a_matrix_are_not_its_labels() {
        let matrix = "Likelihood,Impact,,\n,1,2,3\n3,3,6,9\n2,2,4,6\n1,1,2,3\n";
        let register = "Ref,Risk,Owner,Likelihood,Impact,Score\n1,The quay floods,AB,3,2,6\n2,A pile rots,AB,2,1,2\n";
        for text in [format!("{matrix}{register}"), format!("{register}\n{matrix}")] {
            let register = read(text.as_bytes(), &Options::default()).unwrap().register;
            assert_eq!(register.risks.len(), 2, "{:?}", register.risks);
            let scheme = register.scheme.unwrap();
            assert_eq!((scheme.likelihood.len(), scheme.impact.len()), (3, 3));
            assert_eq!(scheme.drawn.across, bellwether_domain::scheme::Axis::Impact);
        }
    }

    #[test]
    fn a_line_under_the_bands_that_nobody_reads_is_named() {
        let matrix = ",1,2,3\n3,3,6,9\n2,2,4,6\n1,1,2,3\nLow (1 to 3)\nHigh (4 to 9)\nAll that is High is reviewed each month\n";
        let register = with_matrix(matrix);
        assert_eq!(register.scheme.as_ref().map(|scheme| scheme.bands.len()), Some(2));
        let named = |d: &&bellwether_domain::Diagnostic| d.code == "line-unread";
        let named: Vec<_> = register.diagnostics.iter().filter(named).collect();
        let [only] = named.as_slice() else { panic!("{:?}", register.diagnostics) };
        assert!(only.message.contains("reviewed each month"), "{}", only.message);
    }

    /// The lines that a reading names as unread.
    fn unread(text: &str) -> Vec<String> {
        let register = read(text.as_bytes(), &Options::default()).unwrap().register;
        let named = register.diagnostics.into_iter();
        named.filter(|d| d.code.ends_with("-unread")).map(|d| d.message).collect()
    }

    #[test]
    fn what_stands_under_a_key_without_a_matrix_is_named() {
        let register = "Ref,Risk,Owner,Likelihood,Impact,Score\n1,The quay floods,AB,3,3,9\n2,A pile rots,CD,2,1,2\n\n";
        let key = "Key to owners,,\nAB,Anna Bell,\nCD,Carl Dunn,\n";
        let lines = "Small 1 to 4,,\nScores are looked at by the board,,\n";
        for text in [format!("{register}{key}{lines}"), format!("{key}{lines}\n{register}")] {
            let said = unread(&text);
            assert_eq!(said.len(), 2, "{said:?}");
            assert!(said.iter().any(|line| line.contains("“Small 1 to 4”")), "{said:?}");
        }
    }

    #[test]
    fn bands_of_no_matrix_are_named() {
        let register =
            "Ref,Risk,Likelihood,Impact,Score\n1,The quay floods,3,3,9\n2,A pile rots,2,1,2\n\n";
        let said = unread(&format!("{register}Low 1 to 4\nMedium 5 to 9\nHigh 10 to 30\n"));
        assert_eq!(said.len(), 1, "{said:?}");
        assert!(said[0].contains("“Medium” from 5"), "{said:?}");
    }

    #[test]
    fn what_stands_beside_a_matrix_is_named() {
        let matrix = ",Minor,Moderate,Major,,Note\nLikely,3,6,9,,High is told to the board\nPossible,2,4,6,,\nRare,1,2,3,,Low is for the record\n";
        let said: Vec<String> = with_matrix(matrix)
            .diagnostics
            .into_iter()
            .filter(|d| d.code == "line-unread")
            .map(|d| d.message)
            .collect();
        assert_eq!(said.len(), 2, "{said:?}");
        assert!(said[0].contains("beside the matrix"), "{said:?}");
    }

    #[test]
    fn a_band_without_an_end_says_nothing_of_the_scales() {
        let register =
            "Ref,Risk,Likelihood,Impact,Score\n1,The quay floods,3,5,15\n2,A pile rots,2,1,2\n\n";
        let key = "Low,up to 4\nMedium,5 to 9\nHigh,10 to 15\nSevere,above 15\n";
        let register =
            read(format!("{register}{key}").as_bytes(), &Options::default()).unwrap().register;
        assert_eq!((register.risks.len(), register.scheme), (2, None));
    }

    #[test]
    fn a_band_without_an_end_is_no_risk() {
        let register =
            "Ref,Risk,Likelihood,Impact,Score\n1,The quay floods,3,3,9\n2,A pile rots,2,1,2\n\n";
        let key = "Low,up to 4\nMedium,5 to 9\nHigh,10 to 16\nSevere,above 16\n";
        let register =
            read(format!("{register}{key}").as_bytes(), &Options::default()).unwrap().register;
        assert_eq!(register.risks.len(), 2, "{:?}", register.risks);
    }

    #[test]
    fn words_alone_are_no_scheme() {
        let text = "Ref,Risk,Likelihood,Impact,Rating\n1,The quay floods,Likely,Major,High\n2,A pile rots,Rare,Minor,Low\n\n,Minor,Moderate,Major\nLikely,Medium,High,High\nPossible,Low,Medium,High\nRare,Low,Low,Medium\n";
        let register = read(text.as_bytes(), &Options::default()).unwrap().register;
        assert_eq!((register.risks.len(), register.scheme), (2, None));
        assert!(register.diagnostics.iter().any(|d| d.code == "matrix-in-words"));
    }
}
