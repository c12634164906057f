//! How plausible a whole reading is: one measure, with its reasons, used to choose between the
//! readings of a text, to doubt one aloud and to decline it.
//!
//! Contents decide: a rating should be a rating and an owner an owner; a risk is a wording and not
//! a number, a letter or one word while sentences stand elsewhere; nothing that divides cells is
//! left in them; risks fill about what their neighbours fill.

use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

use bellwether_domain::{Diagnostic, Field, Register, Source, Stage};

mod cells;
mod signs;

use self::cells::{ends_in_numbers, is_fit, is_numbers};
use super::{Found, fit::cell, misplaced};
use crate::{
    Target,
    locate::source,
    map::{Mapped, heading, vocabulary::Concept},
    note,
    parse::squeeze,
    sheet::Row,
};

/// Below this a reading is doubted aloud.
const DOUBTED: f32 = 0.8;
/// Below this it is declined.
const DECLINED: f32 = 0.35;
/// A column of which more cells than this do not fit is in doubt.
const UNFIT: f32 = 0.25;
/// The most rows that a message names.
const MOST_NAMED: usize = 6;
/// The most rows that are looked at.
const MOST_ROWS: usize = 3_000;

/// What speaks against a reading.
#[derive(Debug)]
struct Reason {
    /// What is left of the plausibility, from 0 to 1.
    factor: f32,
    says: String,
    /// The rows in doubt, as the document numbers them.
    rows: Vec<u32>,
    at: Option<Source>,
}

/// How plausible a reading is.
#[derive(Debug)]
pub(crate) struct Plausible {
    /// From 0 to 1.
    pub(crate) confidence: f32,
    /// The share of each column's cells that fit it, in the order of the readings of columns.
    pub(crate) columns: Vec<f32>,
    reasons: Vec<Reason>,
}

impl Plausible {
    /// A reading that somebody vouches for.
    pub(crate) fn certain(columns: usize) -> Self {
        Self { confidence: 1.0, columns: vec![1.0; columns], reasons: vec![] }
    }

    /// Judges a reading; `places` says which rows went into a risk.
    pub(super) fn of(
        found: &[Found<'_>],
        register: &Register,
        places: &HashMap<(usize, usize), usize>,
    ) -> Self {
        let mut plausible = Self { confidence: 1.0, columns: vec![], reasons: vec![] };
        for each in found {
            plausible.fits(each, places);
        }
        plausible.wordings(found, register);
        plausible.divided(register);
        for each in found {
            plausible.swallowed(each, places);
        }
        plausible.fragments(register);
        plausible.shifted(register);
        plausible.strays(found, register);
        plausible.unread(found, register);
        plausible.guessed(found);
        plausible.untold(found);
        plausible.hinted(found);
        plausible.repeats(register);
        plausible.blank(found, register);
        plausible.signs(found, register);
        for each in found {
            plausible.misheaded(each);
            plausible.headless(each);
            plausible.side_by_side(each);
        }
        for sign in misplaced::signs(register) {
            plausible.against(0.75, sign.says, sign.rows, None);
        }
        for reason in &plausible.reasons {
            plausible.confidence *= reason.factor;
        }
        plausible
    }

    /// Lowers a reading that is doubted for another reason to where others are.
    pub(super) fn doubt(&mut self) {
        self.confidence = self.confidence.min(0.75);
    }

    /// Whether the reading is none to offer.
    pub(crate) fn is_declined(&self) -> bool {
        self.confidence < DECLINED
    }

    /// Why, in words.
    pub(crate) fn reason(&self) -> String {
        let mut reasons: Vec<&Reason> = self.reasons.iter().collect();
        reasons.sort_by(|a, b| a.factor.total_cmp(&b.factor));
        let said: Vec<&str> = reasons.iter().take(2).map(|reason| reason.says.as_str()).collect();
        format!("a table was found, but {}", said.join("; and "))
    }

    /// What speaks against it, the heaviest first, each with what it leaves of the confidence.
    pub(super) fn against_it(&self) -> Vec<(f32, String)> {
        let each = self.reasons.iter().map(|reason| (reason.factor, reason.says.clone()));
        let mut reasons: Vec<(f32, String)> = each.collect();
        reasons.sort_by(|a, b| a.0.total_cmp(&b.0));
        reasons
    }

    /// What is said of a reading in doubt.
    pub(super) fn doubts(&self) -> Vec<Diagnostic> {
        if self.confidence >= DOUBTED {
            return vec![];
        }
        let doubt = |reason: &Reason| {
            let rows = match reason.rows.as_slice() {
                [] => String::new(),
                [row] => format!(" (row {row})"),
                rows => {
                    let named: Vec<String> =
                        rows.iter().take(MOST_NAMED).map(ToString::to_string).collect();
                    let more = if rows.len() > MOST_NAMED { " and others" } else { "" };
                    format!(" (rows {}{more})", named.join(", "))
                }
            };
            note::warning(
                "reading-in-doubt",
                format!("The reading is in doubt: {}{rows}.", reason.says),
                "Compare these rows and columns with the document before you keep it; say what a column is if it was taken for something else.",
                reason.at.clone(),
            )
        };
        self.reasons.iter().filter(|reason| reason.factor < 0.97).map(doubt).collect()
    }

    fn against(&mut self, factor: f32, says: String, rows: Vec<u32>, at: Option<Source>) {
        self.reasons.push(Reason { factor, says, rows, at });
    }

    /// Cells that are not what their column is said to be.
    fn fits(&mut self, found: &Found<'_>, places: &HashMap<(usize, usize), usize>) {
        let rows = rows_of(found, places);
        let (mut all, mut unfit) = (0_usize, 0_usize);
        let mut by_row = HashMap::<u32, usize>::new();
        for column in found.mapping.columns.iter().filter(super::told) {
            let (mut said, mut wrong) = (0_usize, Vec::new());
            for row in &rows {
                let words = cell(column, row);
                if words.trim().is_empty() {
                    continue;
                }
                said += 1;
                if !is_fit(column, words.trim()) {
                    wrong.push(row.number);
                }
            }
            let share = wrong.len() as f32 / said.max(1) as f32;
            self.columns.push(1.0 - share);
            if column.field().is_none() {
                self.crowded(found, column, &rows);
                continue;
            }
            all += said;
            unfit += wrong.len();
            for row in &wrong {
                *by_row.entry(*row).or_default() += 1;
            }
            if wrong.len() >= 2 && share > UNFIT {
                let says = format!(
                    "{} of {said} cells under {} do not look like {}",
                    wrong.len(),
                    note::quote(&column.own_heading()),
                    column.target
                );
                let head = found.table.header.last().and_then(|row| found.sheet.rows.get(*row));
                let at = head.map(|row| Source {
                    column: u32::try_from(column.column.index + 1).ok(),
                    ..source(found.sheet, row, None)
                });
                self.against((1.0 - share * 0.6).clamp(0.2, 0.78), says, wrong, at);
            }
        }
        let mut rows: Vec<u32> =
            by_row.iter().filter(|(_, count)| **count >= 2).map(|(row, _)| *row).collect();
        rows.sort_unstable();
        let risks = places.values().collect::<HashSet<_>>().len();
        if rows.len() * 20 > risks {
            let share = unfit as f32 / all.max(1) as f32;
            let says = "cells of these rows do not look like what their columns hold".to_owned();
            self.against((1.0 - 2.0 * share).clamp(0.3, 0.78), says, rows, None);
        }
    }

    /// A column without a field whose cells hold several numbers each: those of columns beside it.
    fn crowded(&mut self, found: &Found<'_>, column: &Mapped, rows: &[&Row]) {
        let is_full =
            |row: &&&Row| is_numbers(cell(column, row).trim()) && column.column.is_plain();
        let wrong: Vec<u32> = rows.iter().filter(is_full).map(|row| row.number).collect();
        if wrong.len() >= 2 && wrong.len() * 2 > rows.len() {
            let heading = note::quote(&column.own_heading());
            let head = found.table.header.last().and_then(|row| found.sheet.rows.get(*row));
            let at = head.map(|row| source(found.sheet, row, None));
            self.against(
                0.7,
                format!("several numbers stand in each cell under {heading}"),
                wrong,
                at,
            );
        }
    }

    /// Columns that are headed as a rating and were read as the wording of the risks: their cells
    /// are those of another column.
    fn misheaded(&mut self, found: &Found<'_>) {
        let rates = |column: &&Mapped| {
            let headed = heading::best(&column.column.heading);
            let is_rating = headed.is_some_and(|found| {
                matches!(found.concept, Concept::Likelihood | Concept::Score) && found.score >= 0.9
            });
            // "Risk", "risk assessment" are headings of either.
            let words = heading::words(&column.column.heading);
            let clear = words.iter().any(|word| {
                matches!(word.as_str(), "likelihood" | "probability" | "score" | "lxi")
            });
            is_rating
                && clear
                && column.contents.said >= 2
                && column.contents.length >= 15.0
                && matches!(column.field(), Some(Field::Title | Field::Description | Field::Event))
        };
        if let Some(column) = found.mapping.columns.iter().find(rates) {
            let says = format!(
                "{} heads a rating, and words of the risks stand under it",
                note::quote(&column.own_heading())
            );
            self.against(0.7, says, vec![], None);
        }
    }

    /// A form that nobody has filled in: of several columns the words of the risks alone are there.
    fn blank(&mut self, found: &[Found<'_>], register: &Register) {
        const LEAST_COLUMNS: usize = 4;
        let fields: HashSet<Field> = found
            .iter()
            .flat_map(|each| each.mapping.columns.iter().filter_map(Mapped::field))
            .collect();
        let is_bare = |risk: &Arc<bellwether_domain::Risk>| {
            Stage::ALL.iter().all(|stage| risk.assessments.get(*stage).is_none())
                && risk.owners.is_empty()
                && risk.actions.is_empty()
                && risk.controls.is_empty()
                && risk.reference.is_none()
                && risk.category.is_none()
                && risk.status.is_none()
                && risk.extra.is_empty()
        };
        if fields.len() > LEAST_COLUMNS && register.risks.iter().all(is_bare) {
            let says = format!(
                "of its {} columns only the words of the risks are filled in, as in a form that nobody has used",
                fields.len()
            );
            self.against(0.3, says, vec![], None);
        }
    }

    /// Risks that are a number, a letter or one word, while another column holds sentences.
    fn wordings(&mut self, found: &[Found<'_>], register: &Register) {
        let words = |text: &str| text.split_whitespace().count();
        let bare = |risk: &&bellwether_domain::Risk| {
            let said =
                [&risk.title, &risk.description, &risk.event, &risk.cause, &risk.consequence];
            let most = said.into_iter().flatten().map(|text| words(text)).max().unwrap_or(0);
            most <= 1
        };
        let risks = register.risks.iter().map(|risk| &**risk);
        let poor: Vec<&bellwether_domain::Risk> = risks.filter(bare).collect();
        if poor.len() * 4 < register.risks.len().max(2) {
            return;
        }
        let worded = found.iter().any(|each| {
            each.mapping.columns.iter().any(|column| {
                let is_other = !matches!(
                    column.field(),
                    Some(
                        Field::Title
                            | Field::Description
                            | Field::Event
                            | Field::Cause
                            | Field::Consequence
                    )
                );
                is_other && column.contents.said >= 2 && column.contents.length >= 25.0
            })
        });
        let nothing = poor.iter().filter(|risk| risk.wording().is_empty()).count();
        if worded || nothing * 2 > poor.len() {
            let share = poor.len() as f32 / register.risks.len().max(1) as f32;
            let says = format!(
                "{} of {} risks are a word or less, though other columns hold sentences",
                poor.len(),
                register.risks.len()
            );
            let rows = poor.iter().filter_map(|risk| risk.source.as_ref()?.row).collect();
            self.against((1.0 - share * 0.7).min(0.75), says, rows, None);
        }
    }

    /// Separators that are left in cells.
    fn divided(&mut self, register: &Register) {
        let left = |text: &str| {
            let text = text.trim();
            text.ends_with('|')
                || text.starts_with('|')
                || text.matches(" | ").count() >= 2
                || text.matches('\t').count() >= 2
                || text.starts_with("/ ")
                || text.matches(" / ").count() >= 3
        };
        let mut rows = Vec::new();
        for risk in &register.risks {
            let texts = texts(risk).map(String::as_str);
            let rated = Stage::ALL.iter().filter_map(|stage| risk.assessments.get(*stage));
            let rated = rated.flat_map(|a| [&a.likelihood, &a.impact, &a.score]).flatten();
            let actions = risk.actions.iter().map(|action| action.description.as_str());
            if texts.chain(rated.map(|rating| rating.text.as_str())).chain(actions).any(left) {
                rows.push(risk.source.as_ref().and_then(|source| source.row).unwrap_or(0));
            }
        }
        let share = rows.len() as f32 / register.risks.len().max(1) as f32;
        if rows.len() >= 2 && share > 0.1 {
            let says = "what divides cells from each other is left inside them".to_owned();
            self.against((1.0 - share).clamp(0.25, 0.75), says, rows, None);
        }
    }

    /// Risks that begin in mid-sentence among others that do not: rows that were lines of one.
    fn fragments(&mut self, register: &Register) {
        let mut filled: Vec<usize> = register.risks.iter().map(|risk| fills(risk)).collect();
        filled.sort_unstable();
        let usual = filled.get(filled.len() / 2).copied().unwrap_or(0);
        let is_small = |risk: &&Arc<bellwether_domain::Risk>| {
            let mut words = risk.wording().split_whitespace();
            // A body may write all its risks so: what fills a whole row is a risk.
            risk.reference.is_none()
                && (usual < 4 || fills(risk) < usual)
                && words.next().is_some_and(|word| word.starts_with(char::is_lowercase))
                && words.next().is_some()
        };
        let rows: Vec<u32> = register
            .risks
            .iter()
            .filter(is_small)
            .map(|risk| risk.source.as_ref().and_then(|source| source.row).unwrap_or(0))
            .collect();
        let share = rows.len() as f32 / register.risks.len().max(1) as f32;
        if rows.len() >= 2 && (0.2..0.9).contains(&share) {
            let says = format!("{} risks begin in the middle of a sentence", rows.len());
            self.against(0.6, says, rows, None);
        }
    }

    /// Rows whose cells stood elsewhere than under their headings, as the parts of a broken row do.
    fn shifted(&mut self, register: &Register) {
        let rows: Vec<u32> = register
            .diagnostics
            .iter()
            .filter(|found| found.code == "row-shifted")
            .filter_map(|found| found.source.as_ref()?.row)
            .collect();
        if rows.len() >= 2 && rows.len() * 10 > register.risks.len() {
            let says = format!("the cells of {} rows stood beside their columns", rows.len());
            self.against(0.75, says, rows, None);
        }
    }

    /// Columns that are full and have no heading, beside others that have one: headings that were
    /// broken over lines stand elsewhere, or above the wrong column.
    fn headless(&mut self, found: &Found<'_>) {
        let is_full = |column: &&Mapped| {
            column.contents.said >= 2 && column.contents.said * 10 >= column.contents.rows * 8
        };
        let bare = |column: &&Mapped| {
            column.column.heading.trim().is_empty() && column.column.groups.is_empty()
        };
        let full = || found.mapping.columns.iter().filter(is_full);
        let count = full().filter(bare).count();
        if count >= 3 && count * 4 >= full().count() {
            let says = format!("{count} columns have no heading of their own");
            self.against(0.75, says, vec![], None);
        }
    }

    /// Two columns that word risks, with an empty one between: each may be of a register of its own.
    fn side_by_side(&mut self, found: &Found<'_>) {
        let words = |column: &&Mapped| {
            let said = heading::best(&column.own_heading()).map(|found| found.concept);
            column.contents.said > 1 && matches!(said, Some(Concept::Description | Concept::Event))
        };
        let places: Vec<usize> =
            found.mapping.columns.iter().filter(words).map(|column| column.column.index).collect();
        let rows = || {
            let rows = found.table.header.iter().chain(&found.table.body);
            rows.filter_map(|row| found.sheet.rows.get(*row)).take(MOST_ROWS)
        };
        let is_empty = |at: &usize| {
            rows().all(|row| row.cells.get(*at).is_none_or(|cell| cell.text.trim().is_empty()))
        };
        let between = places.windows(2).find(|pair| {
            let [one, next] = pair else { return false };
            (one + 1..*next).any(|at| is_empty(&at))
        });
        if between.is_some() {
            let says = "an empty column stands between two that word risks, so that these may be two registers side by side".to_owned();
            self.against(0.75, says, vec![], None);
        }
    }

    /// Numbers at the end of words, beside a column of ratings that has none on these rows.
    fn swallowed(&mut self, found: &Found<'_>, places: &HashMap<(usize, usize), usize>) {
        let is_text = |column: &Mapped| {
            let texts = [
                Field::Action,
                Field::Cause,
                Field::Consequence,
                Field::Controls,
                Field::Description,
                Field::Event,
                Field::Owners,
            ];
            column.field().is_some_and(|field| texts.contains(&field))
        };
        let rates = |column: &Mapped| matches!(column.target, Target::Rating(..));
        let rows = rows_of(found, places);
        for pair in found.mapping.columns.windows(2) {
            let [text, rated] = pair else { continue };
            if !(is_text(text) && rates(rated)) {
                continue;
            }
            let has = |row: &&&Row| {
                cell(rated, row).trim().is_empty() && ends_in_numbers(cell(text, row).trim())
            };
            let wrong: Vec<u32> = rows.iter().filter(has).map(|row| row.number).collect();
            if wrong.len() >= 2 && wrong.len() * 2 > rows.len() {
                let says = format!(
                    "numbers stand at the end of {} where {} is empty",
                    note::quote(&text.own_heading()),
                    note::quote(&rated.own_heading())
                );
                self.against(0.6, says, wrong, None);
            }
        }
    }

    /// Cells and rows for which the reading has no place.
    fn strays(&mut self, found: &[Found<'_>], register: &Register) {
        let stray =
            |found: &&Diagnostic| found.code == "stray-cell" && found.message.contains("left out");
        let strays = || register.diagnostics.iter().filter(stray);
        let row = |found: &Diagnostic| found.source.as_ref()?.row;
        let rows: Vec<u32> = strays().filter_map(row).collect();
        // The words of a risk are what nothing can do without.
        let columns = found.iter().flat_map(|each| each.mapping.wording());
        let under: Vec<String> =
            columns.map(|c| format!("stands under {}", note::quote(&c.own_heading()))).collect();
        let is_worded = |found: &&Diagnostic| under.iter().any(|says| found.message.contains(says));
        let worded: Vec<u32> = strays().filter(is_worded).filter_map(row).collect();
        if !worded.is_empty() {
            let says = "words of risks have no place in it and were left out".to_owned();
            self.against(0.75, says, worded, None);
        }
        let share = rows.len() as f32 / register.risks.len().max(1) as f32;
        if rows.len() >= 2 && share > 0.3 || rows.len() >= 4 && share > 0.2 {
            let says = format!("{} cells have no place in it", rows.len());
            self.against((1.0 - share * 0.5).clamp(0.3, 0.75), says, rows, None);
        }
    }

    /// Columns that may hold ratings and were read as none, where no risk is rated or one of a
    /// likelihood and an impact is not.
    fn unread(&mut self, found: &[Found<'_>], register: &Register) {
        if register.risks.len() < 2 {
            return;
        }
        let rated = |stage: Stage| {
            let parts = register.risks.iter().filter_map(move |risk| risk.assessments.get(stage));
            parts.fold((false, false, false), |(l, i, s), a| {
                (
                    l || a.likelihood.is_some(),
                    i || a.impact.is_some(),
                    s || a.score.is_some() || a.level.is_some(),
                )
            })
        };
        let stages = Stage::ALL.map(rated);
        let none = stages.iter().all(|(l, i, s)| !(*l || *i || *s));
        let half = stages.iter().any(|(l, i, _)| l != i);
        if !none && !half {
            return;
        }
        let rating = |column: &&Mapped| {
            let cells = &column.contents;
            column.target == Target::Extra
                && cells.said >= 2
                && cells.length <= 12.0
                && cells.distinct < 0.9
                && !cells.counting
                && (cells.small >= 0.8 && cells.highest <= 25.0 || cells.rating >= 0.8)
        };
        let columns = found.iter().flat_map(|each| each.mapping.columns.iter().filter(rating));
        let named: Vec<String> = columns.map(|column| note::quote(&column.own_heading())).collect();
        if !named.is_empty() {
            let says = format!(
                "{}, though {} may hold {}",
                if none { "no rating was read" } else { "a likelihood or an impact is missing" },
                named.join(", "),
                if named.len() == 1 { "one" } else { "some" }
            );
            self.against(0.7, says, vec![], None);
        }
    }

    /// Columns of which only the cells tell what they are.
    fn guessed(&mut self, found: &[Found<'_>]) {
        let Some(main) = found.first() else { return };
        let told = |column: &&Mapped| column.contents.said > 0 && column.field().is_some();
        let columns: Vec<&Mapped> = main.mapping.columns.iter().filter(told).collect();
        let unsure: Vec<&&Mapped> =
            columns.iter().filter(|column| column.confidence < super::DOUBTFUL).collect();
        let worded = unsure.iter().any(|column| {
            matches!(column.field(), Some(Field::Description | Field::Title | Field::Event))
        });
        if worded || unsure.len() >= 2 && unsure.len() * 2 >= columns.len() {
            let named: Vec<String> = unsure
                .iter()
                .map(|column| {
                    format!("{} as {}", note::quote(&column.own_heading()), column.target)
                })
                .collect();
            let says =
                format!("these columns were read by their cells alone: {}", named.join(", "));
            self.against(0.75, says, vec![], None);
        }
    }

    /// Tables that may be of anything: nothing in them or around them speaks of risks or rates one.
    fn untold(&mut self, found: &[Found<'_>]) {
        if found.iter().any(|each| each.verdict.is_told) {
            return;
        }
        let says = "nothing in it or around it speaks of risks, and nothing in it rates one";
        self.against(0.75, says.to_owned(), vec![], None);
    }

    /// Tables of which little says that they are a register.
    fn hinted(&mut self, found: &[Found<'_>]) {
        let most = found.iter().max_by_key(|each| each.verdict.weight());
        let Some(told) = most.filter(|each| each.verdict.is_faint()) else { return };
        let says = match told.verdict.told().as_slice() {
            [] => "nothing says that it is a register of risks".to_owned(),
            told => format!("little says that it is a register of risks: {}", told.join(", ")),
        };
        self.against(0.75, says, vec![], None);
    }

    /// One number for many risks.
    fn repeats(&mut self, register: &Register) {
        let mut seen = HashSet::new();
        let numbers = register.risks.iter().filter_map(|risk| risk.reference.as_deref());
        let (mut all, mut again) = (0_usize, 0_usize);
        for number in numbers {
            all += 1;
            again += usize::from(!seen.insert(squeeze(number)));
        }
        if all >= 6 && again * 3 > all {
            let says = format!("{again} of {all} risks have the number of another");
            self.against(0.75, says, vec![], None);
        }
    }
}

/// What a risk is said to be.
fn texts(risk: &bellwether_domain::Risk) -> impl Iterator<Item = &String> {
    let texts = [
        &risk.title,
        &risk.description,
        &risk.event,
        &risk.cause,
        &risk.consequence,
        &risk.category,
    ];
    texts.into_iter().flatten()
}

/// How many of its fields a risk has.
fn fills(risk: &bellwether_domain::Risk) -> usize {
    let rated = Stage::ALL.iter().filter_map(|stage| risk.assessments.get(*stage));
    let ratings: usize = rated
        .map(|a| {
            let parts = [&a.likelihood, &a.impact, &a.score];
            parts.into_iter().flatten().count() + usize::from(a.level.is_some())
        })
        .sum();
    texts(risk).count()
        + ratings
        + usize::from(!risk.owners.is_empty())
        + usize::from(!risk.actions.is_empty())
        + usize::from(!risk.controls.is_empty())
        + usize::from(risk.status.is_some())
}

/// The first rows of a table that hold risks.
fn rows_of<'a>(found: &'a Found<'_>, places: &HashMap<(usize, usize), usize>) -> Vec<&'a Row> {
    let held = |row: &&usize| places.contains_key(&(found.table.sheet, **row));
    let rows = found.table.body.iter().filter(held);
    rows.filter_map(|row| found.sheet.rows.get(*row)).take(MOST_ROWS).collect()
}
