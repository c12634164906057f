//! The rows of a table in order: risks, their continuations, sections, furniture; repairs on the way.

use std::collections::{HashMap, HashSet};

use bellwether_domain::{Date, Diagnostic, Field, Risk, Source};

use super::{
    fit::{self, cell},
    risk::{Broken, Context, is_covered},
};
use crate::{
    Target,
    locate::{Table, filled, says, source},
    map::{Mapped, Mapping, contents::is_code},
    note,
    parse::{date, owners, rating, squeeze},
    sheet::{Cell, Row, Sheet},
};

/// What a table gave.
#[derive(Debug, Default)]
pub(crate) struct Walked {
    pub(crate) risks: Vec<Risk>,
    pub(crate) diagnostics: Vec<Diagnostic>,
    /// Which risk each row went into.
    pub(crate) rows: HashMap<usize, usize>,
    /// By how many columns a row had slipped, to the left where positive.
    pub(crate) shifted: HashMap<usize, isize>,
}

/// Walks a table's rows.
pub(crate) fn walk(
    sheet: &Sheet,
    table: &Table,
    mapping: &Mapping,
    known: &owners::Known,
    as_at: Date,
    furniture: &HashSet<String>,
) -> Walked {
    let context = Context { mapping, known, as_at };
    let mut walk = Walk::new(sheet, table, context, furniture);
    for index in &table.body {
        if let Some(row) = sheet.rows.get(*index) {
            walk.row(*index, row);
        }
    }
    walk.finish()
}

struct Walk<'a> {
    sheet: &'a Sheet,
    table: &'a Table,
    context: Context<'a>,
    furniture: &'a HashSet<String>,
    walked: Walked,
    /// Text columns that tell a new risk, and whether references are the rule.
    referenced: bool,
    /// How many mapped cells a risk's row usually fills.
    usual: usize,
    section: Option<String>,
    /// The last cell said in each column, for cells merged down over several risks.
    above: HashMap<usize, Cell>,
    last_page: Option<u32>,
    split: bool,
    unread: Vec<u32>,
    /// Whether another table's headings ended this one.
    ended: bool,
}

impl<'a> Walk<'a> {
    fn new(
        sheet: &'a Sheet,
        table: &'a Table,
        context: Context<'a>,
        furniture: &'a HashSet<String>,
    ) -> Self {
        let rows = || table.body.iter().filter_map(|row| sheet.rows.get(*row));
        let said = |column: &Mapped, row: &Row| !cell(column, row).is_empty();
        let worded: Vec<&Row> = rows()
            .filter(|row| context.mapping.wording().any(|column| said(column, row)))
            .collect();
        let referenced = context.mapping.first(Field::Reference).is_some_and(|column| {
            let with = worded.iter().filter(|row| said(column, row)).count();
            with * 10 >= worded.len() * 6
        });
        let mut counts: Vec<usize> = worded
            .iter()
            .map(|row| context.mapping.columns.iter().filter(|c| said(c, row)).count())
            .collect();
        counts.sort_unstable();
        let usual = counts.get(counts.len() / 2).copied().unwrap_or(0);
        Self {
            sheet,
            table,
            context,
            furniture,
            walked: Walked::default(),
            referenced,
            usual,
            section: None,
            above: HashMap::new(),
            last_page: None,
            split: false,
            unread: vec![],
            ended: false,
        }
    }

    /// The page of a row: the format's own, else counted by repeated headings.
    fn page(&self, index: usize, row: &Row) -> Option<u32> {
        if row.page.is_some() || self.table.repeats.is_empty() {
            return row.page;
        }
        let before = self.table.repeats.iter().filter(|repeat| **repeat <= index).count();
        u32::try_from(before + 1).ok()
    }

    fn row(&mut self, index: usize, row: &Row) {
        self.ended |= self.is_other_heading(row);
        if self.ended || self.is_furniture(row) {
            return;
        }
        let page = self.page(index, row);
        let source = source(self.sheet, row, page);
        self.split = page != self.last_page && self.last_page.is_some();
        if let Some(section) = self.section_of(row) {
            self.section = Some(section);
            return;
        }
        if let Some(shifted) = self.unshift(row) {
            let direction = if shifted.by > 0 { "left" } else { "right" };
            let moved = filled(&shifted.row)
                .map(|(_, cell)| cell.text.trim())
                .collect::<Vec<_>>()
                .join(" | ");
            self.walked.diagnostics.push(note::warning(
                "row-shifted",
                format!(
                    "The row’s cells stood {} columns too far to the {direction}; they were put back under their headings: {}.",
                    shifted.by.abs(),
                    note::quote(&moved)
                ),
                "Check that the row now reads as it should, and correct the source.",
                Some(source.clone()),
            ));
            self.walked.shifted.insert(index, shifted.by);
            self.place(index, &shifted.row, &source);
        } else {
            self.place(index, row, &source);
        }
        self.last_page = page;
    }

    /// Whether a row heads another table: it names the reference again and other columns differ.
    fn is_other_heading(&self, row: &Row) -> bool {
        let Some(column) = self.context.mapping.first(Field::Reference) else { return false };
        let heading = &column.column.heading;
        !heading.is_empty()
            && squeeze(&cell(column, row)) == *heading
            && filled(row).all(|(_, cell)| cell.text.len() <= 60)
    }

    fn unshift(&self, row: &Row) -> Option<fit::Shifted> {
        // A row that begins a risk in its place is not shifted, whatever else is odd in it.
        let anchored = self.reference(row).is_some_and(|text| is_code(&text));
        if anchored { None } else { fit::unshift(self.context.mapping, row) }
    }

    fn reference(&self, row: &Row) -> Option<String> {
        let column = self.context.mapping.first(Field::Reference)?;
        Some(squeeze(&cell(column, row))).filter(|text| !text.is_empty())
    }

    fn worded(&self, row: &Row) -> bool {
        self.context.mapping.wording().any(|column| is_wording(&cell(column, row)))
    }

    /// Whether a row gives a rating, where the register has any.
    fn is_rated(&self, row: &Row) -> bool {
        let mut ratings = self.context.mapping.columns.iter().filter(|column| {
            matches!(column.target, Target::Rating(..)) && column.contents.said > 0
        });
        let rated = |column: &Mapped| !cell(column, row).is_empty();
        match ratings.next() {
            Some(first) => rated(first) || ratings.any(rated),
            None => true,
        }
    }

    /// How many columns a row fills.
    fn weight(&self, row: &Row) -> usize {
        self.context.mapping.columns.iter().filter(|c| !cell(c, row).is_empty()).count()
    }

    fn place(&mut self, index: usize, row: &Row, source: &Source) {
        let worded = self.worded(row);
        let reference = self.reference(row);
        let repeated = self.repeats_last(row, reference.as_deref());
        let begins = worded
            && !repeated
            && (reference.is_some()
                || !self.referenced
                || self.weight(row) * 2 > self.usual && self.is_rated(row))
            && (self.usual < 3 || self.weight(row) >= 2);
        if begins {
            self.begin(index, row, source);
        } else if self.walked.risks.is_empty() {
            self.unread.push(row.number);
        } else if reference.is_some() && !worded && !repeated {
            // A number kept free for a risk not yet written.
            self.unread.push(row.number);
        } else {
            self.go_on(index, row, source, worded && !repeated);
        }
    }

    /// Whether a row repeats the number and wording of the risk before, to carry a further action.
    fn repeats_last(&self, row: &Row, reference: Option<&str>) -> bool {
        let Some(last) = self.walked.risks.last() else { return false };
        let Some(reference) = reference else { return false };
        let same = |column: &Mapped, kept: &Option<String>| {
            let text = squeeze(&cell(column, row));
            text.is_empty() || kept.as_deref() == Some(text.as_str())
        };
        let mapping = self.context.mapping;
        last.reference.as_deref() == Some(reference)
            && mapping.of(Field::Description).all(|c| same(c, &last.description))
            && mapping.of(Field::Title).all(|c| same(c, &last.title))
            && mapping.of(Field::Event).all(|c| same(c, &last.event))
            && mapping.of(Field::Cause).all(|c| same(c, &last.cause))
    }

    fn begin(&mut self, index: usize, row: &Row, source: &Source) {
        let row = self.inherit(row);
        let mut broken = Broken::new();
        let mut risk = self.context.risk(&row, source, &mut broken);
        if let Some(section) = self.section.clone() {
            let column = self.context.mapping.first(Field::Category);
            if let Some(codes) = column.filter(|c| c.contents.said > 0 && c.contents.length < 3.0) {
                // One-letter types beside named sections: the sections are the categories.
                if let Some(code) = risk.category.replace(section) {
                    risk.extra.insert(codes.column.path(), code);
                }
            } else if risk.category.is_none() && column.is_none() {
                risk.category = Some(section);
            } else {
                risk.extra.insert("Section".to_owned(), section);
            }
        }
        self.walked.risks.push(risk);
        self.walked.rows.insert(index, self.walked.risks.len() - 1);
        self.mended(&broken, source);
    }

    /// The row with cells that a merged cell above reaches over filled in from it.
    fn inherit(&mut self, row: &Row) -> Row {
        let mut whole = row.clone();
        for column in &self.context.mapping.columns {
            let index = column.column.index;
            if is_covered(column, row) && column.field() != Some(Field::Reference) {
                if let (Some(above), Some(slot)) =
                    (self.above.get(&index), whole.cells.get_mut(index))
                {
                    slot.text.clone_from(&above.text);
                    slot.fill = above.fill;
                }
            } else if let Some(cell) =
                row.cells.get(index).filter(|cell| says(cell) || cell.rows > 1)
            {
                self.above.insert(index, cell.clone());
            } else if column.field() == Some(Field::Category)
                && sparse(column)
                && let (Some(above), Some(slot)) =
                    (self.above.get(&index), whole.cells.get_mut(index))
            {
                slot.text.clone_from(&above.text);
            }
        }
        whole
    }

    /// A row that carries on the risk before it.
    fn go_on(&mut self, index: usize, row: &Row, source: &Source, text: bool) {
        let at = self.walked.risks.len().saturating_sub(1);
        self.walked.rows.insert(index, at);
        if self.split {
            self.walked.diagnostics.push(note::info(
                "risk-split",
                "The risk before goes on across a page break; its parts were joined.".to_owned(),
                "Check that the rows after the break belong to the same risk.",
                Some(source.clone()),
            ));
        }
        let mut broken = Broken::new();
        if (text || self.split) && self.carries_text(row) {
            self.join_text(row, &mut broken);
        } else {
            self.add(row, source, &mut broken);
        }
        self.mended(&broken, source);
    }

    /// Whether a row continues the words of the row before rather than adding an action.
    fn carries_text(&self, row: &Row) -> bool {
        let said = |field: Field| self.context.mapping.of(field).any(|c| !cell(c, row).is_empty());
        let told = said(Field::ActionOwners) || said(Field::ActionDue) || said(Field::ActionStatus);
        let lower = self
            .context
            .mapping
            .of(Field::Action)
            .any(|column| cell(column, row).starts_with(char::is_lowercase));
        let alone = self.context.mapping.first(Field::ActionOwners).is_none()
            && self.context.mapping.first(Field::ActionDue).is_none()
            && self.worded(row);
        (!told && (lower || self.worded(row))) || alone
    }

    /// Joins every cell of a row to the same column of the risk before.
    fn join_text(&mut self, row: &Row, broken: &mut Broken) {
        let Some(risk) = self.walked.risks.last_mut() else { return };
        for column in &self.context.mapping.columns {
            let words = squeeze(&cell(column, row));
            if words.is_empty() {
                continue;
            }
            match column.field() {
                Some(Field::Action) => match risk.actions.last_mut() {
                    Some(last) => {
                        last.description.push(' ');
                        last.description.push_str(&words);
                    }
                    None => {
                        let source = risk.source.clone().unwrap_or_default();
                        self.context.add_actions(risk, row, &source, broken);
                    }
                },
                Some(Field::Controls) => match risk.controls.last_mut() {
                    Some(last) => {
                        last.description.push(' ');
                        last.description.push_str(&words);
                    }
                    None => self.context.fill(risk, column, row, broken),
                },
                Some(Field::Owners) if !risk.owners.is_empty() => {
                    // "Chief" on one page and "Officer" on the next are one owner.
                    if let Some(last) = risk.owners.last_mut() {
                        last.push(' ');
                        last.push_str(&words);
                    }
                }
                Some(Field::Category) if risk.category.is_some() => {
                    if let Some(kept) = &mut risk.category {
                        kept.push(' ');
                        kept.push_str(&words);
                    }
                }
                Some(Field::Reference) => {}
                Some(field) if crate::target::is_rating(field) && rated(risk, column) => {}
                _ => self.context.fill(risk, column, row, broken),
            }
        }
    }

    /// Adds a continuation row's actions and controls; a cell of the risk itself is doubted.
    fn add(&mut self, row: &Row, source: &Source, broken: &mut Broken) {
        let Some(risk) = self.walked.risks.last_mut() else { return };
        for column in &self.context.mapping.columns {
            let words = squeeze(&cell(column, row));
            if words.is_empty() || is_covered(column, row) {
                continue;
            }
            match column.field() {
                Some(
                    Field::Action
                    | Field::ActionOwners
                    | Field::ActionDue
                    | Field::ActionStatus
                    | Field::Reference,
                ) => {}
                Some(Field::Controls) | None => self.context.fill(risk, column, row, broken),
                Some(field) if is_blank(risk, column, field) => {
                    self.context.fill(risk, column, row, broken)
                }
                Some(Field::Cause | Field::Consequence) if !holds(risk, &words) => {
                    self.context.fill(risk, column, row, broken);
                }
                Some(field) => {
                    let same = holds(risk, &words)
                        || field == Field::Owners && risk.owners.contains(&words);
                    let repeated = same && field != Field::Owners;
                    if !repeated {
                        self.walked.diagnostics.push(stray(column, &words, same, source));
                    }
                }
            }
        }
        self.context.add_actions(risk, row, source, broken);
    }

    fn mended(&mut self, broken: &Broken, source: &Source) {
        for words in broken {
            let joined: String = words.split_whitespace().collect();
            self.walked.diagnostics.push(note::warning(
                "initials-broken",
                format!("“{words}” was read as “{joined}”, initials that the document names and a wrap had broken."),
                "Check that this is the person meant.",
                Some(source.clone()),
            ));
        }
    }

    /// A title, a page number or a note repeated on every page.
    fn is_furniture(&self, row: &Row) -> bool {
        let texts: Vec<String> = filled(row).map(|(_, cell)| squeeze(&cell.text)).take(3).collect();
        let [text] = texts.as_slice() else { return texts.is_empty() && !has_covered(row) };
        let lower = text.to_lowercase();
        self.furniture.contains(text)
            || (lower.starts_with("page ") && lower.len() < 20)
            || (text.chars().all(|c| c.is_ascii_digit()) && self.split_soon(row))
    }

    fn split_soon(&self, row: &Row) -> bool {
        row.table.is_none()
    }

    /// The name of a section: one cell alone, across the table or in its first columns.
    fn section_of(&self, row: &Row) -> Option<String> {
        let mut cells = filled(row);
        let (index, cell) = cells.next()?;
        if cells.next().is_some() || self.usual < 3 {
            return None;
        }
        let text = squeeze(&cell.text);
        let words = text.chars().any(char::is_alphabetic) && text.len() <= 120;
        let column = self.context.mapping.columns.iter().find(|c| c.column.index == index);
        let field = column.and_then(Mapped::field);
        let own = matches!(
            field,
            Some(
                Field::Action
                    | Field::Controls
                    | Field::ActionOwners
                    | Field::ActionDue
                    | Field::ActionStatus
            )
        ) && cell.columns <= 1;
        let covered = has_covered(row);
        let carried = covered || self.split && text.starts_with(char::is_lowercase);
        let wide = usize::from(cell.columns) * 2 > self.table.columns.len();
        let text_goes_on = self.referenced
            && field.is_some_and(|f| Mapping::WORDING.contains(&f))
            && text.starts_with(char::is_lowercase);
        (words && (wide || !own && !carried && !text_goes_on)).then_some(text)
    }

    fn finish(mut self) -> Walked {
        if let (Some(first), count) = (self.unread.first(), self.unread.len()) {
            let plural = if count == 1 { "row holds" } else { "rows hold" };
            self.walked.diagnostics.push(note::info(
                "row-without-risk",
                format!("{count} {plural} no wording of a risk (the first is row {first}) and became none."),
                "Check that nothing is missing there.",
                Some(Source { sheet: self.sheet.name.clone(), row: Some(*first), ..Source::default() }),
            ));
        }
        tidy_references(&mut self.walked.risks);
        self.walked
    }
}

/// Whether a cell says something of a risk: words, and not merely a rating or a date.
fn is_wording(words: &str) -> bool {
    words.chars().filter(|c| c.is_alphabetic()).count() >= 3
        && !rating::is_word(words)
        && !(words.len() <= 12 && date::is_date(words))
}

fn has_covered(row: &Row) -> bool {
    row.cells.iter().any(|cell| cell.merged == crate::sheet::Merged::FromAbove)
}

/// Whether a column of categories names each only once, on its first risk.
fn sparse(column: &Mapped) -> bool {
    let cells = &column.contents;
    cells.said > 0 && cells.said * 10 < cells.rows * 7
}

fn rated(risk: &Risk, column: &Mapped) -> bool {
    column.field().is_some_and(|field| !is_blank(risk, column, field))
}

/// Whether a risk has nothing yet in a column's field.
fn is_blank(risk: &Risk, column: &Mapped, field: Field) -> bool {
    if let Target::Rating(field, stage) = column.target {
        let Some(assessment) = risk.assessments.get(stage) else { return true };
        return match field {
            Field::Likelihood => assessment.likelihood.is_none(),
            Field::Impact => assessment.impact.is_none(),
            Field::Score => assessment.score.is_none(),
            _ => assessment.level.is_none(),
        };
    }
    match field {
        Field::Category => risk.category.is_none(),
        Field::Title => risk.title.is_none(),
        Field::Description => risk.description.is_none(),
        Field::Cause => risk.cause.is_none(),
        Field::Event => risk.event.is_none(),
        Field::Consequence => risk.consequence.is_none(),
        Field::Owners => risk.owners.is_empty(),
        Field::Status => risk.status.is_none(),
        Field::Response => risk.response.is_none(),
        _ => false,
    }
}

/// Whether a risk already says the words in one of its own fields.
fn holds(risk: &Risk, words: &str) -> bool {
    let texts = [
        &risk.category,
        &risk.title,
        &risk.description,
        &risk.cause,
        &risk.event,
        &risk.consequence,
    ];
    texts.iter().any(|text| text.as_deref() == Some(words))
        || bellwether_domain::Stage::ALL
            .iter()
            .filter_map(|stage| risk.assessments.get(*stage))
            .any(|a| {
                let ratings = [&a.likelihood, &a.impact, &a.score];
                ratings.into_iter().flatten().any(|rating| rating.text == words)
                    || a.level.as_deref() == Some(words)
            })
}

fn stray(column: &Mapped, words: &str, same: bool, source: &Source) -> Diagnostic {
    let heading = &column.column.heading;
    let done = if same {
        "it says what the risk already says, so nothing was changed"
    } else {
        "it was left out"
    };
    note::warning(
        "stray-cell",
        format!("“{words}” stands under “{heading}” on a row that carries on a risk; {done}."),
        "Check whether it is a slip, or was meant to add to the risk.",
        Some(source.clone()),
    )
}

/// A word that stands in place of every number ("Risk", "Risk", …) is no reference.
fn tidy_references(risks: &mut [Risk]) {
    let mut counts = HashMap::<String, usize>::new();
    for risk in risks.iter() {
        if let Some(reference) = &risk.reference {
            *counts.entry(reference.clone()).or_default() += 1;
        }
    }
    for risk in risks {
        let word = risk.reference.as_ref().is_some_and(|reference| {
            !reference.chars().any(|c| c.is_ascii_digit())
                && counts.get(reference).is_some_and(|count| *count > 1)
        });
        if word {
            risk.reference = None;
        }
    }
}
