//! The rows of a table in order: risks, their continuations, sections, furniture; repairs on the way.

mod carry;
mod kind;
mod parents;
mod standing;

use std::collections::{HashMap, HashSet};

use bellwether_domain::{Date, Diagnostic, Field, Risk, Source};

pub(crate) use self::standing::Struck;
use self::{kind::sparse, standing::parts};
use super::{
    Found,
    fit::{self, cell},
    order::Order,
    risk::{Broken, Context, closes_actions, is_covered},
};
use crate::{
    Target,
    locate::{Table, filled, says, source, under},
    map::{Mapped, contents::is_code, heading},
    note,
    parse::{owners, squeeze},
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
    /// The risks whose rows are struck out.
    pub(crate) struck: Vec<Struck>,
    /// The lines after the last risk that nobody read, by their rows.
    pub(crate) after: Vec<(usize, String)>,
}

/// How many rows tell whether actions close with their owners and dates.
const MOST_ASKED: usize = 60;

/// Walks a table's rows.
pub(super) fn walk(
    found: &Found<'_>,
    known: &owners::Known,
    as_at: Date,
    furniture: &HashSet<String>,
    joined: bool,
) -> Walked {
    let Found { sheet, table, mapping, .. } = found;
    let first: Vec<&Row> =
        table.body.iter().filter_map(|row| sheet.rows.get(*row)).take(MOST_ASKED).collect();
    let closed = closes_actions(mapping, &first);
    let mut order = Order::of(sheet, table, mapping.first(Field::ActionDue));
    let said = std::mem::take(&mut order.said);
    let context = Context { mapping, known, as_at, closed, order };
    let mut walk = Walk::new(sheet, table, context, furniture);
    walk.joined = joined;
    walk.walked.diagnostics.extend(said);
    let row = |index: &usize| sheet.rows.get(*index);
    for (place, index) in table.body.iter().enumerate() {
        if let Some(found) = row(index) {
            walk.row(*index, found, table.body.get(place + 1).and_then(row));
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
    /// The columns of few words that every risk fills: places into the mapping.
    always: Vec<usize>,
    section: Option<String>,
    /// The heading that says the risks under it are closed, and the parts that headings begin.
    closed: Option<String>,
    parts: HashMap<usize, String>,
    /// Whether the last risk was struck out, so that what carries it on is none.
    out: bool,
    /// The headings of the ratings, folded: a row that begins with one explains it.
    ratings: Vec<Vec<String>>,
    /// The last cell said in each column, for cells merged down over several risks.
    above: HashMap<usize, Cell>,
    last_page: Option<u32>,
    split: bool,
    unread: Vec<u32>,
    /// Whether rows with the reference of the risk before are of it, whatever they word.
    joined: bool,
    /// The column that tells the risks of a log from its issues and assumptions, the kind that
    /// the rows now are, and the rows that are no risks.
    kinds: Option<&'a Mapped>,
    other_kind: bool,
    others: Vec<u32>,
    /// Rows kept for risks to come, with nothing in them but a computed 0.
    unused: Vec<u32>,
    /// Whether another table's headings, or a key, ended this one.
    ended: bool,
    /// The rows of the table that ended this one, its headings first.
    below: Vec<u32>,
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
        let usual =
            usual(worded.iter().map(|row| {
                context.mapping.columns.iter().filter(|column| said(column, row)).count()
            }));
        let kinds = kind::kinds(&worded, context.mapping);
        let always = kind::always(&worded, context.mapping);
        let rated = |column: &&Mapped| matches!(column.target, Target::Rating(..));
        let headings = context.mapping.columns.iter().filter(rated);
        let ratings = headings.map(|column| heading::words(&column.column.heading)).collect();
        Self {
            sheet,
            table,
            context,
            furniture,
            walked: Walked::default(),
            referenced,
            usual,
            always,
            section: None,
            closed: None,
            parts: parts(sheet, table),
            out: false,
            ratings,
            above: HashMap::new(),
            last_page: None,
            split: false,
            unread: vec![],
            joined: false,
            kinds,
            other_kind: false,
            others: vec![],
            unused: vec![],
            ended: false,
            below: vec![],
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

    fn row(&mut self, index: usize, row: &Row, next: Option<&Row>) {
        self.pass_headings(index);
        if !self.below.is_empty() || !self.ended && self.is_other_heading(row) {
            self.below.push(row.number);
            return;
        }
        if let Some(words) = row.struck.as_ref().filter(|_| !self.ended) {
            return self.strike(row, words);
        }
        self.ended |= self.is_key(row);
        if self.ended {
            self.walked.after.push((index, under::line(row)));
            return;
        }
        if self.is_furniture(row) || self.is_repetition(row) {
            return;
        }
        if self.is_note(row)
            || self.is_placeholder(row)
            || self.walked.risks.is_empty() && self.is_hint(row)
        {
            self.unread.push(row.number);
            return;
        }
        if self.is_unused(row) {
            self.unused.push(row.number);
            return;
        }
        if self.is_of_another_kind(row) {
            self.others.push(row.number);
            return;
        }
        let page = self.page(index, row);
        let source = source(self.sheet, row, page);
        self.split = page != self.last_page && self.last_page.is_some();
        if self.told_by_label(index, row, &source) {
            self.last_page = page;
            return;
        }
        if let Some(section) = self.section_of(row).or_else(|| self.numbered_section(row, next)) {
            self.enter(section);
            // One that no risk follows heads nothing.
            self.walked.after.push((index, under::line(row)));
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

    /// Enters the part of the register that the last headings before a row begin.
    fn pass_headings(&mut self, index: usize) {
        let passed = self.parts.keys().copied().filter(|head| *head < index).max();
        if let Some(part) = passed.and_then(|head| self.parts.remove(&head)) {
            self.parts.retain(|head, _| *head > index);
            self.enter(part);
        }
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

    fn place(&mut self, index: usize, row: &Row, source: &Source) {
        let worded = self.worded(row);
        let reference = self.reference(row);
        let repeated = self.repeats_last(row, reference.as_deref());
        let begins = worded
            && !repeated
            && !self.is_cut_by_page(row)
            && (reference.is_some()
                || !self.referenced
                || self.weight(row) * 2 > self.usual && self.is_rated(row))
            && (self.usual < 3 || self.weight(row) >= 2);
        if begins {
            self.out = false;
            self.begin(index, row, source);
        } else if self.out {
            self.strike_further();
        } else if self.walked.risks.is_empty() {
            self.unread.push(row.number);
        } else if reference.is_some() && !worded && !repeated {
            // A number kept free for a risk not yet written.
            self.unread.push(row.number);
        } else {
            self.go_on(index, row, source, worded && !repeated);
        }
    }

    fn begin(&mut self, index: usize, row: &Row, source: &Source) {
        let row = self.inherit(row);
        let mut broken = Broken::new();
        let mut risk = self.context.risk(&row, source, &mut broken);
        if self.kinds.is_some_and(|column| column.field() == Some(Field::Category)) {
            risk.category = None;
        }
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
        self.stand(&mut risk);
        self.walked.risks.push(risk);
        self.walked.after.clear();
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

    fn finish(mut self) -> Walked {
        let hold = |rows: usize| if rows == 1 { "row holds" } else { "rows hold" };
        let notes = [
            self.said(
                "row-without-risk",
                &self.unread,
                |rows, first| format!("{rows} {} no wording of a risk (the first is row {first}) and became none.", hold(rows)),
                "Check that nothing is missing there.",
            ),
            self.said(
                "row-unused",
                &self.unused,
                |rows, first| format!("{rows} {} nothing but a computed 0 (the first is row {first}) and became no risk.", hold(rows)),
                "Nothing need be done; they are kept free for further risks.",
            ),
            self.said(
                "row-of-another-kind",
                &self.others,
                |rows, first| format!("{rows} rows of the log are issues, assumptions or the like (the first is row {first}); only its risks were taken."),
                "Keep the other kinds in their own lists.",
            ),
            self.said(
                "table-left-out",
                &self.below,
                |rows, first| format!("A table with other headings was left out: it begins in row {first} (rows: {}).", rows - 1),
                note::LEFT_OUT,
            ),
        ];
        self.walked.diagnostics.extend(notes.into_iter().flatten());
        self.walked.diagnostics.extend(self.walked.struck.iter().map(Struck::said));
        tidy_references(&mut self.walked.risks);
        number_by_wording(&mut self.walked.risks);
        parents::gather(&mut self.walked, self.context.mapping, self.context.as_at, self.sheet);
        self.walked
    }

    /// What is said of rows that became no risk, from how many they are and which is the first.
    fn said(
        &self,
        code: &'static str,
        rows: &[u32],
        message: impl Fn(usize, u32) -> String,
        help: &str,
    ) -> Option<Diagnostic> {
        let first = *rows.first()?;
        let source =
            Source { sheet: self.sheet.name.clone(), row: Some(first), ..Source::default() };
        Some(note::info(code, message(rows.len(), first), help, Some(source)))
    }
}

/// How many cells a risk's row usually fills; of rows with one alone, at most two in three are
/// sections and lines around the table.
fn usual(counts: impl Iterator<Item = usize>) -> usize {
    let mut counts: Vec<usize> = counts.collect();
    counts.sort_unstable();
    let bare = counts.iter().filter(|count| **count <= 1).count();
    let from = if bare * 3 <= counts.len() * 2 { bare } else { 0 };
    let full = counts.get(from..).unwrap_or_default();
    full.get(full.len() / 2).copied().unwrap_or(0)
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

/// "WR1 The pier sinks": a code of letters and digits before the first space.
fn spaced(text: &str) -> Option<(&str, &str)> {
    let (code, rest) = text.split_once(' ')?;
    let letters = code.trim_end_matches(|c: char| c.is_ascii_digit());
    let named =
        (1..=4).contains(&letters.len()) && letters.bytes().all(|byte| byte.is_ascii_uppercase());
    (named && letters.len() < code.len()).then_some((code, rest))
}

/// "CRR1: the pier sinks": where every risk without a number begins its wording with a code of its
/// own, the code is its number.
fn number_by_wording(risks: &mut [Risk]) {
    let split = |risk: &Risk| -> Option<(String, String)> {
        let text = risk.title.as_ref().or(risk.description.as_ref())?;
        let marks = [": ", " - ", " – ", " — ", ". "];
        let parts = marks.iter().filter_map(|mark| text.split_once(mark));
        let (code, rest) = parts.min_by_key(|(code, _)| code.len()).or_else(|| spaced(text))?;
        let coded = is_code(code) && !code.contains(' ') && code.len() <= 10;
        (risk.reference.is_none() && coded && rest.contains(char::is_alphabetic))
            .then(|| (code.to_owned(), rest.trim().to_owned()))
    };
    let parts: Option<Vec<(String, String)>> = risks.iter().map(split).collect();
    let Some(parts) = parts.filter(|parts| parts.len() >= 2) else { return };
    let codes: HashSet<&String> = parts.iter().map(|(code, _)| code).collect();
    if codes.len() < parts.len() {
        return;
    }
    for (risk, (code, rest)) in risks.iter_mut().zip(parts) {
        risk.reference = Some(code);
        match &mut risk.title {
            Some(title) => *title = rest,
            None => risk.description = Some(rest),
        }
    }
}
