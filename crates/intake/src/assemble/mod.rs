//! Tables with their columns read → the register.

mod actions;
mod choose;
pub(crate) mod commas;
mod covers;
mod fit;
mod fold;
mod hidden;
mod join;
mod judge;
mod labelled;
mod layout;
mod main_table;
mod misplaced;
mod numbered;
mod order;
mod own;
mod paint;
mod parts;
mod plausible;
mod rating;
mod review;
mod risk;
mod said;
mod scheme;
mod shade;
mod sharing;
mod spelling;
mod trace;
mod typed;
mod undated;
mod walk;
mod within;

use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

use bellwether_domain::{Date, Diagnostic, Field, Person, Register, Risk, Stage};
use indexmap::IndexMap;

use crate::{
    ColumnReading, IntakeError, Options, Part, Stood, Target,
    locate::{self, Located, Table, filled, front},
    map::{self, Mapping},
    marking, note,
    parse::{date, owners, squeeze},
    sheet::{Document, Sheet},
    why::{TableSeen, Taken, Why, Worth},
};

pub(crate) use self::{own::own, plausible::Plausible, walk::Struck};

/// What a document was read into.
pub(crate) struct Assembled {
    pub(crate) register: Register,
    pub(crate) columns: Vec<ColumnReading>,
    /// Where each value stood.
    pub(crate) stood: Vec<Stood>,
    /// The rows of headings, as sheet and row of the document.
    pub(crate) headings: Vec<(u16, u32)>,
    /// The dates that the document says it speaks of, where they differ.
    pub(crate) dates: Vec<(Date, String)>,
    /// The risks whose rows are struck out.
    pub(crate) struck: Vec<Struck>,
    /// The registers that it holds, where they are several and nobody said which is meant.
    pub(crate) parts: Vec<Part>,
    /// The line of its head that says that it is not for the public.
    pub(crate) head: Option<String>,
    /// How plausible the reading is as a whole.
    pub(crate) plausible: Plausible,
    /// Why it was read so.
    pub(crate) why: Why,
}

impl Assembled {
    /// What it is worth among the readings of one text: what was read, as far as that is plausible.
    pub(crate) fn weight(&self) -> f32 {
        self.worth() as f32 * self.plausible.confidence.powi(3) * self.filled()
    }

    /// Of two readings the one that fills more of its columns is the likelier: headings under which
    /// nothing stands may be halves of others.
    fn filled(&self) -> f32 {
        let headed = || self.columns.iter().filter(|column| !column.heading.is_empty());
        let empty = headed().filter(|column| column.samples.is_empty()).count();
        1.0 - 0.5 * empty as f32 / headed().count().max(1) as f32
    }

    /// The same, in figures.
    pub(crate) fn told(&self) -> Worth {
        Worth {
            risks: self.register.risks.len(),
            facts: self.worth(),
            confidence: self.plausible.confidence,
            weight: self.weight(),
        }
    }

    /// Doubts the reading aloud for a reason that its cells do not show.
    pub(crate) fn doubt(&mut self, doubt: Diagnostic) {
        self.plausible.doubt();
        self.register.diagnostics.push(doubt);
    }

    /// How much was read, to choose between readings of one text: facts, not cells.
    fn worth(&self) -> usize {
        let risk = |risk: &Arc<Risk>| {
            let rated = Stage::ALL.iter().filter_map(|stage| risk.assessments.get(*stage));
            let ratings: usize = rated
                .map(|a| {
                    [&a.likelihood, &a.impact, &a.score]
                        .into_iter()
                        .flatten()
                        .filter(|r| r.value.is_some())
                        .count()
                })
                .sum();
            let said = [&risk.reference, &risk.category, &risk.description, &risk.title];
            1 + said.into_iter().flatten().count()
                + 2 * ratings
                + usize::from(!risk.owners.is_empty())
                + usize::from(!risk.actions.is_empty())
        };
        self.register.risks.iter().map(risk).sum()
    }
}

/// A table that holds risks, with its sheet.
struct Found<'a> {
    sheet: &'a Sheet,
    table: &'a Table,
    mapping: Mapping,
    verdict: judge::Verdict,
}

/// Reads a document's register.
pub(crate) fn assemble(document: &Document, options: &Options) -> Result<Assembled, IntakeError> {
    let original = document;
    // Where somebody says how a table lies, it lies so.
    let shaped = match &options.heads {
        Some(_) => locate::records::Reshaped::default(),
        None => locate::records::reshape(document),
    };
    let document = shaped.document.as_ref().unwrap_or(document);
    let (document, located) = choose::joined(document, options);
    let document = document.as_ref();
    let choose::Chosen { register: found, actions, notes, parts, tables } =
        choose::choose(document, &located, options)?;
    let said = as_at(&located, &found, options);
    let as_at = said.date.as_ref().map(|(date, _)| *date).or(options.as_at);
    let mut register = Register {
        title: front::title(&located.front).or_else(|| sheet_title(&found)),
        as_at,
        scheme: located.scheme.clone(),
        people: located.people.clone(),
        headings: headings(&found),
        rating_headings: rating::headings(&found),
        layout: layout::layout(&found),
        page: layout::page(original, &found),
        ..Register::default()
    };
    register.organisation = front::organisation(register.title.as_deref(), &located.front);
    register.diagnostics.extend(notes);
    let known = known(&found, &located.people);
    let furniture = furniture(&located);
    let known_date = as_at.or_else(|| likely_date(&found));
    let reading_date = known_date.unwrap_or(Date::constant(2000, 1, 1));
    let mut places = HashMap::new();
    let mut stood = Vec::new();
    let (mut columns, mut struck, mut after) = (Vec::new(), Vec::new(), Vec::new());
    for each in &found {
        register.diagnostics.extend(each.mapping.diagnostics.iter().cloned());
        register.diagnostics.extend(hidden::hidden(each));
        register.diagnostics.extend(said::misaligned(each));
        register.diagnostics.extend(said::beyond(each));
        register.diagnostics.extend(said::unmapped(each));
        let walked = walk::walk(each, &known, reading_date, &furniture, options.joined);
        let first = register.risks.len();
        let counted = (first, columns.len());
        stood.extend(trace::table(each.sheet, each.table, &each.mapping, &walked, counted));
        columns.extend(readings(each));
        places.extend(
            walked.rows.into_iter().map(|(row, risk)| ((each.table.sheet, row), first + risk)),
        );
        register.risks.extend(walked.risks.into_iter().map(Arc::new));
        register.diagnostics.extend(walked.diagnostics);
        struck.extend(walked.struck);
        after.extend(scheme::after(&located, each.table, walked.after));
    }
    register.diagnostics.extend(said::remarks(original, document, &found));
    register.diagnostics.extend(typed::marks(document, &found));
    register.diagnostics.extend(typed::separators(&found, &known));
    for table in &actions {
        let lost = table.join(&mut register, &mut places, &known, reading_date);
        stood.extend(table.trace(&register, &places));
        if lost > 0 {
            register.diagnostics.push(note::warning(
                "action-without-risk",
                format!(
                    "{lost} of the actions in a table of their own name no risk and were left out."
                ),
                "Give each action the number of its risk.",
                None,
            ));
        }
    }
    numbered::part(&mut register);
    if register.risks.is_empty() {
        let reason = "headings like those of a register were found, but no risk under them";
        let why = Why { tables, ..Why::default() };
        return Err(IntakeError::no_register(reason.to_owned(), None, why));
    }
    let plausible = if options.map.is_empty() {
        Plausible::of(&found, &register, &places)
    } else {
        Plausible::certain(columns.len())
    };
    if plausible.is_declined() && options.heads.is_none() {
        let wording = found.first().and_then(choose::wording);
        let tables = with_columns(tables, &found);
        let why = Why { tables, against: plausible.against_it(), ..Why::default() };
        return Err(IntakeError::no_register(plausible.reason(), wording, why));
    }
    register.diagnostics.extend(plausible.doubts());
    scheme::complete(&mut register, &located);
    shade::without_repeats(&mut register, &found);
    paint::learn(&mut register, (original, &stood), (document, &located.taken));
    register.diagnostics.extend(scheme::unread(document, located.unread.iter().chain(&after)));
    register.covers = Some(covers::covers(&register, &found, &actions));
    register.diagnostics.extend(said::unused(&found, options));
    register.diagnostics.extend(said::idle(&found, &register, options));
    register.diagnostics.extend(said::dated(&said, options));
    if known_date.is_none() {
        let open = undated::clear(&mut register);
        register.diagnostics.extend(open);
    }
    let spellings = spelling::unify(&mut register);
    register.diagnostics.extend(spellings);
    register.diagnostics.extend(review::review(&register));
    place_in_order(&mut register);
    register.diagnostics = fold::fold(register.diagnostics);
    within::complete(&mut stood, original, &register.risks, &shaped.joined);
    trace::in_order(&mut stood);
    let headed = found.iter().filter(|each| !shaped.sheets.contains(&each.table.sheet));
    let (headings, dates) = (heading_rows(headed), said.differ);
    let head = marking::head(register.title.as_deref(), &located.front);
    let why = Why { tables, against: plausible.against_it(), ..Why::default() };
    Ok(Assembled { columns, stood, headings, dates, struck, register, parts, head, plausible, why })
}

fn as_at(located: &Located, found: &[Found<'_>], options: &Options) -> front::AsAt {
    if options.as_at.is_some() {
        return front::AsAt::default();
    }
    let groups: Vec<String> = found
        .iter()
        .flat_map(|each| each.table.header.iter().filter_map(|row| each.sheet.rows.get(*row)))
        .flat_map(|row| filled(row).map(|(_, cell)| squeeze(&cell.text)))
        .collect();
    let names = found.iter().filter_map(|each| each.sheet.name.as_deref());
    front::as_at(&located.front, groups.iter().map(String::as_str).chain(names))
}

/// The name of the sheet, where it calls itself a register.
fn sheet_title(found: &[Found<'_>]) -> Option<String> {
    let name = found.first()?.sheet.name.clone()?;
    name.to_lowercase().contains("register").then_some(name)
}

/// The body's own headings by field, in the order of its columns.
fn headings(found: &[Found<'_>]) -> IndexMap<Field, String> {
    let mut headings = IndexMap::new();
    for column in found.iter().flat_map(|each| &each.mapping.columns) {
        if let Some(field) = column.field().filter(|_| !column.column.heading.is_empty()) {
            let words = column.column.heading.trim_end_matches(['*', ' ', ':']).to_owned();
            headings.entry(field).or_insert(words);
        }
    }
    headings
}

/// Owners that the document itself names: its key, and cells of one owner.
fn known(found: &[Found<'_>], people: &[Person]) -> owners::Known {
    let mut known = owners::Known::default();
    for person in people {
        known.add(&person.initials);
        known.add(&person.name);
    }
    for each in found {
        let columns = [Field::Owners, Field::ActionOwners];
        for column in columns.iter().flat_map(|field| each.mapping.of(*field)) {
            for row in each.table.body.iter().filter_map(|row| each.sheet.rows.get(*row)) {
                let words = squeeze(&fit::cell(column, row));
                let alone = words.len() <= 60
                    && !words.contains(['/', ',', ';', '&', '\n', '+', '|'])
                    && !words.contains(" and ");
                if alone && !words.is_empty() {
                    known.add(&words);
                }
            }
        }
    }
    for owner in found.iter().flat_map(|each| whole_owners(each, &known)).collect::<Vec<_>>() {
        known.add(&owner);
    }
    known
}

/// Owners whose names hold commas, by what each column of owners shows.
fn whole_owners(found: &Found<'_>, known: &owners::Known) -> Vec<String> {
    let fields = [Field::Owners, Field::ActionOwners];
    let columns = fields.iter().flat_map(|field| found.mapping.of(*field));
    let rows = || found.table.body.iter().filter_map(|row| found.sheet.rows.get(*row));
    let cells = |column| rows().map(|row| fit::cell(column, row).into_owned()).collect::<Vec<_>>();
    columns.flat_map(|column| commas::whole(&cells(column), known)).collect()
}

/// Lines that stand around the tables and may be repeated inside them on every page.
fn furniture(located: &Located) -> HashSet<String> {
    located.front.iter().filter(|line| line.len() <= 200).cloned().collect()
}

/// The day to read the target dates of an undated register from: the latest whole date among its
/// columns of other dates (raised, reviewed), else the earliest of the target dates themselves.
fn likely_date(found: &[Found<'_>]) -> Option<Date> {
    let dates = |wanted: fn(&Target) -> bool| -> Vec<Date> {
        let cells = |each: &Found<'_>| -> Vec<Date> {
            let columns = each.mapping.columns.iter().filter(|column| wanted(&column.target));
            let first = || each.table.body.iter().take(2000);
            let rows = || first().filter_map(|row| each.sheet.rows.get(*row));
            columns.flat_map(|c| rows().filter_map(|row| date::find(&fit::cell(c, row)))).collect()
        };
        found.iter().flat_map(cells).collect()
    };
    let others = dates(|target| *target == Target::Extra).into_iter().max();
    others.or_else(|| dates(|target| *target == Target::Field(Field::ActionDue)).into_iter().min())
}

/// Below this a reading deserves a question.
const DOUBTFUL: f32 = 0.6;

/// Diagnostics in the order of the document; those without a place first.
fn place_in_order(register: &mut Register) {
    register.diagnostics.sort_by_key(|d| {
        d.source.as_ref().map(|s| (s.sheet.clone(), s.row.unwrap_or(0), s.column.unwrap_or(0)))
    });
}

/// Whether a column has a heading or holds anything.
fn told(column: &&map::Mapped) -> bool {
    column.contents.said > 0 || !column.column.heading.is_empty()
}

/// How each column was read.
fn readings(found: &Found<'_>) -> impl Iterator<Item = ColumnReading> {
    let heading = found.table.header.last().and_then(|row| found.sheet.rows.get(*row));
    found.mapping.columns.iter().filter(told).map(move |column| ColumnReading {
        sheet: found.sheet.name.clone(),
        column: u32::try_from(column.column.index + 1).unwrap_or(u32::MAX),
        heading: column.column.path(),
        target: column.target,
        confidence: column.confidence,
        evidence: column.evidence.clone(),
        weighed: column.weighed.clone(),
        holds: column.contents.in_words(),
        samples: column.contents.samples.clone(),
        at: heading.and_then(|row| row.cells.get(column.column.index)?.origin),
    })
}

/// What was seen of a table.
fn table_seen(found: &Found<'_>, taken: Taken) -> TableSeen {
    let heads = found.table.columns.iter().map(|column| squeeze(&column.path()));
    let row = found.table.header.last().and_then(|row| found.sheet.rows.get(*row));
    TableSeen {
        sheet: found.sheet.name.clone(),
        heads: heads.filter(|heading| !heading.is_empty()).collect(),
        row: row.map(|row| row.number),
        rows: found.table.body.len(),
        taken,
        weighed: found.verdict.weighed(),
        columns: if taken == Taken::Register { vec![] } else { readings(found).collect() },
    }
}

/// The tables with the columns of those that would have been the register.
fn with_columns(tables: Vec<TableSeen>, found: &[Found<'_>]) -> Vec<TableSeen> {
    let others = tables.into_iter().filter(|table| table.taken != Taken::Register);
    found.iter().map(|each| table_seen(each, Taken::Other)).chain(others).collect()
}

/// The rows that were read as headings, the repeated ones included.
fn heading_rows<'a>(found: impl Iterator<Item = &'a Found<'a>>) -> Vec<(u16, u32)> {
    let mut rows = Vec::new();
    for each in found {
        let repeats = each.table.repeats.iter().map(|from| *from..from + each.table.header.len());
        let headers = each.table.header.iter().copied().chain(repeats.flatten());
        let at = |row: usize| {
            let row = each.sheet.rows.get(row)?;
            row.cells.iter().find_map(|cell| cell.origin)
        };
        rows.extend(headers.filter_map(at).map(|at| (at.sheet, at.row)));
    }
    rows.sort_unstable();
    rows.dedup();
    rows
}
