//! What is said of words that were recognised on a picture: of each such page that they were, and
//! of each word that may be another where it stands.

use std::collections::HashSet;

use bellwether_domain::{AssessmentPart, Diagnostic, Rating, Risk, Source, Stage};

use crate::{
    Target,
    assemble::Assembled,
    locate::source,
    note,
    sheet::{Document, Scan, Sheet, Spot, Unsure},
};

/// A word of a document that may be another.
#[derive(Debug, Clone, Copy)]
pub struct Doubtful<'a> {
    /// The cell that it stands in, where it stands in one.
    pub at: Option<Spot>,
    /// The page, from one.
    pub page: u32,
    /// The word, how sure the recogniser is of it, and the picture of its line.
    pub word: &'a Unsure,
}

/// The words that may be others, page by page.
pub fn doubtful(document: &Document) -> Vec<Doubtful<'_>> {
    let sheets = document.sheets.iter().enumerate();
    let words = sheets.flat_map(|(at, sheet)| {
        scans(sheet).flat_map(move |(page, scan)| {
            let place = move |word: &Unsure| cell(sheet, at, page, word);
            scan.unsure.iter().map(move |word| Doubtful { at: place(word), page, word })
        })
    });
    words.collect()
}

/// The pages of a document that were recognised, from one.
pub fn pages(document: &Document) -> Vec<u32> {
    document.sheets.iter().flat_map(|sheet| scans(sheet).map(|(page, _)| page)).collect()
}

fn scans(sheet: &Sheet) -> impl Iterator<Item = (u32, &Scan)> {
    (1..).zip(sheet.pages.iter()).filter_map(|(number, page)| Some((number, page.scan.as_ref()?)))
}

/// The cell that a word of a page stands in.
fn cell(sheet: &Sheet, at: usize, page: u32, word: &Unsure) -> Option<Spot> {
    let x = (word.area.left + word.area.right) / 2.0;
    let y = (word.area.top + word.area.bottom) / 2.0;
    let holds = |cell: &crate::sheet::Cell| {
        let area = cell.area.as_deref()?;
        let inside = area.left <= x && x <= area.right && area.top <= y && y <= area.bottom;
        Some(inside && cell.text.contains(&word.text))
    };
    let rows = sheet.rows.iter().enumerate().filter(|(_, row)| row.page == Some(page));
    let mut cells = rows.flat_map(|(row, own)| {
        own.cells.iter().enumerate().map(move |(column, cell)| (row, column, cell))
    });
    let (row, column, _) = cells.find(|(.., cell)| holds(cell) == Some(true))?;
    Spot::new(at, row, column)
}

/// Says which pages were recognised, and doubts the reading where a word may be another.
pub(crate) fn doubt(read: &mut Assembled, document: &Document) {
    for sheet in &document.sheets {
        for (page, scan) in scans(sheet) {
            read.register.diagnostics.push(recognised(page, scan));
        }
    }
    for doubtful in doubtful(document) {
        read.doubt(in_doubt(document, read, &doubtful));
    }
    let scanned: HashSet<u32> = pages(document).into_iter().collect();
    let of_scan = |risk: &Risk| {
        let page = risk.source.as_ref().and_then(|source| source.page);
        page.is_some_and(|page| scanned.contains(&page))
    };
    let risks: Vec<&Risk> =
        read.register.risks.iter().map(AsRef::as_ref).filter(|risk| of_scan(risk)).collect();
    let strange: Vec<Diagnostic> = Stage::ALL
        .into_iter()
        .flat_map(|stage| unlike(&risks, stage).into_iter().chain(unequal(&risks, stage)))
        .chain(unnumbered(&risks))
        .collect();
    strange.into_iter().for_each(|doubt| read.doubt(doubt));
}

/// Ratings that are no number where nearly all others of their column are one.
fn unlike(risks: &[&Risk], stage: Stage) -> Vec<Diagnostic> {
    let mut doubts = Vec::new();
    for part in [AssessmentPart::Likelihood, AssessmentPart::Impact, AssessmentPart::Score] {
        let ratings: Vec<(&Rating, Option<Source>)> = risks
            .iter()
            .filter_map(|risk| Some((rating(risk, stage, part)?, risk.source.clone())))
            .collect();
        let strange = ratings.iter().filter(|(rating, _)| rating.value.is_none());
        if strange.clone().count() * USUAL < ratings.len() {
            doubts.extend(strange.map(|(rating, source)| {
                let says = format!(
                    "{} {} is no number as the others are",
                    Target::Rating(part, stage),
                    note::quote(&rating.text)
                );
                doubted(&says, source.clone())
            }));
        }
    }
    doubts
}

/// References without a figure where nearly all others have one: "Fl" among F2, F3.
fn unnumbered(risks: &[&Risk]) -> Vec<Diagnostic> {
    let named = risks.iter().filter_map(|risk| Some((risk.reference.as_deref()?, *risk)));
    let named: Vec<(&str, &Risk)> = named.collect();
    let bare = |name: &str| !name.contains(|letter: char| letter.is_ascii_digit());
    let strange = named.iter().filter(|(name, _)| bare(name));
    if strange.clone().count() * USUAL >= named.len() {
        return vec![];
    }
    let told = strange.map(|(name, risk)| {
        let says = format!("reference {} has no figure as the others have", note::quote(name));
        doubted(&says, risk.source.clone())
    });
    told.collect()
}

/// Scores that are not what likelihood and impact come to where nearly all others are.
fn unequal(risks: &[&Risk], stage: Stage) -> Vec<Diagnostic> {
    let value = |risk: &Risk, part| Some(rating(risk, stage, part)?.value?.get());
    let products: Vec<(f64, f64, &Risk)> = risks
        .iter()
        .filter_map(|risk| {
            let (likelihood, impact) =
                (value(risk, AssessmentPart::Likelihood)?, value(risk, AssessmentPart::Impact)?);
            Some((likelihood * impact, value(risk, AssessmentPart::Score)?, *risk))
        })
        .collect();
    let strange = products.iter().filter(|(product, score, _)| (product - score).abs() > 0.01);
    if strange.clone().count() * USUAL >= products.len() {
        return vec![];
    }
    let told = strange.map(|(product, score, risk)| {
        let says = format!(
            "{stage} score {score} is not the {product} that its likelihood and impact come to"
        );
        doubted(&says, risk.source.clone())
    });
    told.collect()
}

/// One in so many may be otherwise where the rest are alike.
const USUAL: usize = 4;

fn rating(risk: &Risk, stage: Stage, part: AssessmentPart) -> Option<&Rating> {
    let assessment = risk.assessments.get(stage)?;
    match part {
        AssessmentPart::Likelihood => assessment.likelihood.as_ref(),
        AssessmentPart::Impact => assessment.impact.as_ref(),
        AssessmentPart::Score => assessment.score.as_ref(),
        _ => None,
    }
}

fn doubted(says: &str, source: Option<Source>) -> Diagnostic {
    let row = source.as_ref().and_then(|source| source.row);
    let row = row.map(|row| format!(" (row {row})")).unwrap_or_default();
    note::warning(
        "reading-in-doubt",
        format!("The reading is in doubt: the {says}, on a page that was recognised{row}."),
        "Compare it with the page before you keep it.",
        source,
    )
}

/// What is said of a page that was recognised.
fn recognised(page: u32, scan: &Scan) -> Diagnostic {
    let sure = (scan.confidence * 100.0).round();
    note::info(
        "text-recognised",
        format!(
            "Page {page} is a picture: its {} words were recognised, {sure}% sure on average.",
            scan.words
        ),
        "Compare what matters with the page, or ask for the file that it was made from.",
        Some(Source { page: Some(page), ..Source::default() }),
    )
}

/// What is said of a word that may be another.
fn in_doubt(document: &Document, read: &Assembled, doubtful: &Doubtful<'_>) -> Diagnostic {
    let Doubtful { at, page, word } = doubtful;
    let row = at.and_then(|at| document.row(at));
    let place = row.map(|row| {
        let number = at.map_or(0, |at| u32::from(at.column) + 1);
        let named = |column: &&crate::ColumnReading| column.column == number;
        let heading = read.columns.iter().find(named).filter(|column| !column.heading.is_empty());
        let column = heading.map_or_else(
            || format!("column {number}"),
            |column| format!("column {}", note::quote(&column.heading)),
        );
        format!(", row {}, {column}", row.number)
    });
    let sheet = at.and_then(|at| document.sheets.get(usize::from(at.sheet)));
    let from = sheet.zip(row).map(|(sheet, row)| source(sheet, row, None));
    let place = place.unwrap_or_default();
    let says = if word.text.is_empty() {
        format!("something short on page {page}{place} could not be recognised")
    } else {
        let (text, sure) = (note::quote(&word.text), (word.confidence * 100.0).round());
        format!(
            "the word {text} on page {page}{place} was recognised on a picture and may be another ({sure}% sure)"
        )
    };
    note::warning(
        "reading-in-doubt",
        format!("The reading is in doubt: {says}."),
        "Compare it with the picture of its line before you keep it.",
        Some(Source {
            column: at.map(|at| u32::from(at.column) + 1),
            ..from.unwrap_or(Source { page: Some(*page), ..Source::default() })
        }),
    )
}
