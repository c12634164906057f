//! Which tables of a document hold the register, and which its actions.

use std::{borrow::Cow, collections::HashSet};

use bellwether_domain::{Diagnostic, Field};

use super::{
    Found,
    actions::ActionTable,
    join,
    judge::{self, Verdict},
    main_table::{Main, fields, risks},
    parts,
};
use crate::{
    IntakeError, Options, Part,
    locate::{self, Located},
    map::{self, Mapped, heading},
    note,
    parse::{date, squeeze},
    sheet::Document,
    why::{TableSeen, Taken, Why},
};

/// The most tables that one register is published in.
const MOST_TABLES: usize = 6;

/// The fewest fields of a table that is said to be left out.
const LEAST_FIELDS: usize = 3;

/// Bytes of a line that may be a title.
const MOST_LINE: usize = 200;

/// The document with further tables of the same risks set beside the register, and what was
/// found in it.
pub(super) fn joined<'a>(
    document: &'a Document,
    options: &Options,
) -> (Cow<'a, Document>, Located) {
    let mut document = Cow::Borrowed(document);
    let mut located = locate::locate(&document, options.heads.as_ref());
    for _ in 1..MOST_TABLES {
        if located.tables.len() < 2 {
            break;
        }
        let found = read(&document, &located, options);
        let wider = best(&found).and_then(|best| join::join(&document, &found, best));
        let Some(wider) = wider else { break };
        located = locate::locate(&wider, None);
        document = Cow::Owned(wider);
    }
    located.tables = parts::apart(&document, std::mem::take(&mut located.tables), options);
    (document, located)
}

/// The tables of a document with their columns read.
fn read<'a>(document: &'a Document, located: &'a Located, options: &Options) -> Vec<Found<'a>> {
    let names = document.sheets.iter().filter_map(|sheet| sheet.name.as_deref());
    let around = located.front.iter().map(String::as_str).chain(names);
    let around: Vec<&str> = around.filter(|line| line.len() <= MOST_LINE).collect();
    let around = judge::Around {
        speaks: around.iter().any(|line| judge::speaks(line)),
        titled: around.iter().any(|line| judge::titles(line)),
        otherwise: around.iter().find_map(|line| judge::otherwise(line)),
    };
    let tables = located.tables.iter().filter(|table| !table.body.is_empty());
    tables
        .filter_map(|table| {
            let sheet = document.sheets.get(table.sheet)?;
            let mapping = map::map(table, sheet, &options.map);
            let is_named = |name: &String| mapping.columns.iter().any(|own| own.is_named(name));
            let is_said = options.heads.is_some();
            let verdict = if is_said || options.map.iter().any(|(name, _)| is_named(name)) {
                Verdict::given()
            } else {
                Verdict::of(&mapping, around)
            };
            Some(Found { sheet, table, mapping, verdict })
        })
        .collect()
}

/// The table that makes the most of a register.
fn best(found: &[Found<'_>]) -> Option<usize> {
    let weight = |found: &Found<'_>| {
        let rows = found.mapping.wording().map(|column| column.contents.said).max().unwrap_or(0);
        // A list of names and notes is no register beside one that rates or manages.
        let kept = [Field::Likelihood, Field::Impact, Field::Score, Field::Level, Field::Action];
        let managed = kept.iter().any(|field| found.mapping.first(*field).is_some());
        let managed = usize::from(managed) * 80;
        found.mapping.worth() * 10
            + rows.min(60) * 2
            + managed
            + usize::from(!found.sheet.hidden) * 5
    };
    (0..found.len())
        .filter(|place| {
            let held = found.get(*place);
            held.is_some_and(|held| held.mapping.worth() > 0 && held.verdict.is_register())
        })
        .max_by_key(|place| (found.get(*place).map(weight), std::cmp::Reverse(*place)))
}

/// What of a document holds the register.
pub(super) struct Chosen<'a> {
    pub(super) register: Vec<Found<'a>>,
    pub(super) actions: Vec<ActionTable<'a>>,
    /// What is said of the tables that are left out.
    pub(super) notes: Vec<Diagnostic>,
    /// The registers that it holds, where they are several and nobody said which is meant.
    pub(super) parts: Vec<Part>,
    /// Every table that was looked at, and what it was taken for.
    pub(super) tables: Vec<TableSeen>,
}

/// The tables that hold the register: the best one, and those headed as it is.
pub(super) fn choose<'a>(
    document: &'a Document,
    located: &'a Located,
    options: &Options,
) -> Result<Chosen<'a>, IntakeError> {
    let found = read(document, located, options);
    let names = parts::places(&found);
    let found = parts::named(found, options.table.as_deref())?;
    let Some(best) = best(&found) else {
        let most = found.iter().filter(|each| each.mapping.worth() > 0);
        let most = most.max_by_key(|each| each.mapping.worth());
        let unnamed =
            "no row of headings names a risk beside its scores, owners, causes or actions";
        let reason = most.map_or_else(|| unnamed.to_owned(), |each| each.verdict.reason(each));
        let tables = found.iter().map(|each| super::table_seen(each, Taken::Other)).collect();
        let why = Why { tables, ..Why::default() };
        return Err(IntakeError::no_register(reason, most.and_then(wording), why));
    };
    let main = found.get(best).map(Main::new);
    let is_alike = |each: &Found<'_>| {
        let is_like = main.as_ref().is_some_and(|main| main.is_like(each) || main.is_beside(each));
        is_like && !each.sheet.hidden && each.mapping.worth() > 0
    };
    let alike: Vec<bool> = found.iter().map(is_alike).collect();
    let mut chosen = Vec::new();
    let (mut actions, mut notes, mut tables) = (Vec::new(), Vec::new(), Vec::new());
    for (place, (each, alike)) in found.into_iter().zip(alike).enumerate() {
        let mut seen = |taken| tables.push(super::table_seen(&each, taken));
        if place == best || alike {
            seen(Taken::Register);
            chosen.push(each);
        } else if let Some(table) = ActionTable::of(each.sheet, each.table, &each.mapping) {
            seen(Taken::Actions);
            actions.push(table);
        } else {
            seen(Taken::Other);
            if has_matter(&each) && !each.sheet.hidden {
                notes.push(left_out(&each));
            }
        }
    }
    let (register, superseded) = latest_issues(chosen);
    notes.extend(superseded.iter().map(|sheet| earlier_issue(sheet)));
    let is_earlier =
        |table: &TableSeen| table.sheet.as_ref().is_some_and(|own| superseded.contains(own));
    tables
        .iter_mut()
        .filter(|table| is_earlier(table))
        .for_each(|table| table.taken = Taken::Earlier);
    let parts = if options.table.is_none() { parts::several(&register, &names) } else { vec![] };
    Ok(Chosen { register, actions, notes, parts, tables })
}

/// How whoever knows that the rows of a table are risks says so: its column of wordings, and the
/// field that it is.
pub(super) fn wording(found: &Found<'_>) -> Option<String> {
    let said = |column: &&Mapped| column.contents.said > 0;
    let titles = found.mapping.of(Field::Title);
    let column = titles.chain(found.mapping.wording()).find(said)?;
    let heading = Some(squeeze(&column.column.heading)).filter(|words| !words.is_empty());
    let name = heading.filter(|words| words.len() <= MOST_NAME && !words.contains(['"', '=']));
    let place = || format!("column {}", column.column.index + 1);
    Some(format!("{}={}", name.unwrap_or_else(place), column.target))
}

/// Bytes of a heading that is named in a sentence.
const MOST_NAME: usize = 60;

/// Whether a table that is left out is worth a word: it has several fields of a register, or few
/// that are of nothing else.
fn has_matter(found: &Found<'_>) -> bool {
    let is_register = found.mapping.worth() > 1 && found.verdict.is_register();
    is_register || fields(found).len() >= LEAST_FIELDS
}

/// What is said of a table that is left out, though it has fields of a register.
fn left_out(found: &Found<'_>) -> Diagnostic {
    let heads = found.table.columns.iter().map(|column| column.heading.trim());
    let heads: Vec<&str> = heads.filter(|heading| !heading.is_empty()).collect();
    let (rows, heads) = (found.table.body.len(), note::quote(&heads.join(", ")));
    let first = found.table.header.first().and_then(|row| found.sheet.rows.get(*row));
    note::info(
        "table-left-out",
        format!("A table with other headings was left out: {heads} (rows: {rows})."),
        note::LEFT_OUT,
        first.map(|row| locate::source(found.sheet, row, None)),
    )
}

/// What is said of a sheet that holds an earlier issue of the same register.
fn earlier_issue(sheet: &str) -> Diagnostic {
    note::info(
        "sheet-superseded",
        format!("The sheet “{sheet}” holds an earlier issue of the same risks and was left out."),
        "Bring each issue in as a file of its own, the earliest first, to keep its history.",
        None,
    )
}

/// Of sheets that hold the same risks (one a quarter) the latest issue, and the names of the others.
fn latest_issues(tables: Vec<Found<'_>>) -> (Vec<Found<'_>>, Vec<String>) {
    let mut kept: Vec<Found<'_>> = Vec::with_capacity(tables.len());
    let mut older = Vec::new();
    for table in tables {
        let same = |known: &&mut Found<'_>| {
            known.table.sheet != table.table.sheet && is_reissue(known, &table)
        };
        match kept.iter_mut().find(same) {
            Some(known) => {
                let name = |found: &Found<'_>| found.sheet.name.clone().unwrap_or_default();
                let later = period(&name(&table)) > period(&name(known));
                let left = if later { std::mem::replace(known, table) } else { table };
                older.push(name(&left));
            }
            None => kept.push(table),
        }
    }
    (kept, older)
}

/// Whether two tables hold mostly the same risks, by number and wording.
fn is_reissue(one: &Found<'_>, other: &Found<'_>) -> bool {
    let numbered = |found| -> HashSet<(String, String)> {
        risks(found).into_iter().filter(|(number, _)| !number.is_empty()).collect()
    };
    let (ours, theirs) = (numbered(one), numbered(other));
    let fewer = ours.len().min(theirs.len());
    let common = ours.intersection(&theirs).count();
    fewer >= 2 && common * 10 >= fewer * 6
}

/// The year and month that a sheet's name speaks of: "Q2 2025", "March 2025".
fn period(name: &str) -> Option<(i16, i8)> {
    if let Some(date) = date::find(name) {
        return Some((date.year(), date.month()));
    }
    let words = heading::words(name);
    let year = words.iter().find(|word| word.len() == 4 && word.starts_with("20"))?.parse().ok()?;
    let quarter = words.iter().find_map(|word| word.strip_prefix('q')?.parse::<i8>().ok());
    Some((year, quarter.map_or(0, |quarter| quarter.clamp(1, 4) * 3)))
}

#[cfg(test)]
mod tests {
    use crate::{Options, read};

    const STRATEGIC: &str = "Ref,Risk,Likelihood,Impact,Lead,Mitigation,Comment from the board\n\
        S1,The roof of the library leaks,3,4,AB,Replace the roof,In hand\n\
        S2,Grants are cut at short notice,4,4,CD,Lobby the ministry,Watch\n\n";

    /// The wordings that are read, and the codes of what is noticed.
    fn reading(text: &str) -> (Vec<String>, Vec<String>) {
        let register = read(text.as_bytes(), &Options::default()).unwrap().register;
        let wordings = register.risks.iter().map(|risk| risk.wording().to_owned()).collect();
        (wordings, register.diagnostics.iter().map(|found| found.code.to_string()).collect())
    }

    #[test]
    fn parts_with_headings_of_their_own_are_one_register() {
        let (wordings, codes) = reading(&format!(
            "{STRATEGIC}No.,Hazard,Probability,Severity,Owner,Treatment,Site\n\
             1,A visitor falls on the quay,2,5,EF,Mend the rail,Harbour\n\
             2,A cyclist is struck at the gate,2,4,EF,Paint the lines,Depot\n"
        ));
        assert_eq!(wordings.len(), 4, "{wordings:?}");
        assert!(!codes.contains(&"table-left-out".to_owned()));
    }

    #[test]
    fn the_same_risks_told_again_are_read_once() {
        let (wordings, _) = reading(&format!(
            "{STRATEGIC}Code,Summary of the risk,Likelihood,Impact,Owner,Treatment,Last seen\n\
             S1,Library roof,3,4,AB,Replace the roof,May\n\
             S2,Grants,4,4,CD,Lobby the ministry,May\n"
        ));
        assert_eq!(wordings.len(), 2, "{wordings:?}");
    }

    #[test]
    fn a_table_that_is_left_out_is_said_to_be() {
        let emerging = "Ref,Emerging risk,Category,Raised by,Status\n\
             E1,Rents in the old town rise,Money,GH,Open\n\
             E2,The ferry may stop in winter,Travel,GH,Open\n";
        // Headings that name no risk do not begin a table: its rows stand below the register's.
        let issues = "Ref,Issue,Raised by,Priority,Resolution,Status\n\
             I1,The lift is out of order,GH,High,Call the maker,Open\n\
             I2,Two posts are vacant,GH,High,Advertise again,Open\n";
        let short = "Emerging risk,Owner\nRents in the old town rise,GH\nThe ferry may stop,GH\n";
        for below in [emerging, issues, short] {
            let (wordings, codes) = reading(&format!("{STRATEGIC}{below}"));
            assert_eq!(wordings.len(), 2, "{wordings:?}");
            assert_eq!(
                codes.iter().filter(|code| *code == "table-left-out").count(),
                1,
                "{codes:?}"
            );
        }
    }
}
