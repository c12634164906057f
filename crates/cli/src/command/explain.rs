//! `bellwether convert --explain`: why a document was read as it was, in plain words.

use std::{
    collections::HashSet,
    fmt::{self, Display, Write},
};

use bellwether_intake::{
    ColumnReading, Intake, IntakeError, Target,
    sheet::{Document, Spot},
    why::{Seen, TableSeen, Taken, Tried, Why},
};

/// Tables, and cells that were left over, beyond these are counted.
const MOST_TABLES: usize = 12;
const MOST_LEFT: usize = 12;
/// Characters of a cell that are shown.
const MOST_SHOWN: usize = 70;

/// Why a register was read as it was.
pub(super) fn explained(file: &str, intake: &Intake) -> String {
    let mut said = String::new();
    let risks = intake.register.risks.len();
    let sure = percent(intake.confidence);
    let of = if risks == 1 { "risk" } else { "risks" };
    // Nothing that is written to a string can fail.
    let _ = writeln!(
        said,
        "{file} ({}) is read as a register of {risks} {of}, {sure} sure.",
        intake.format
    );
    let _ = tell(&mut said, &intake.why, &intake.columns);
    let _ = left_over(&mut said, intake);
    said
}

/// Why nothing of a document was read as a register.
pub(super) fn declined(file: &str, error: &IntakeError, seen: &Seen) -> String {
    let mut said = String::new();
    let _ = writeln!(said, "{file} ({}) is read as no register.\n{error}", seen.format);
    let _ = tell(&mut said, &seen.why, &[]);
    said
}

fn tell(said: &mut String, why: &Why, columns: &[ColumnReading]) -> fmt::Result {
    ways(said, &why.ways)?;
    if !why.tables.is_empty() {
        writeln!(
            said,
            "\nTables (a table may be the register where its points come to more than 0)"
        )?;
    }
    for table in why.tables.iter().take(MOST_TABLES) {
        self::table(said, table)?;
    }
    if let Some(more @ 1..) = why.tables.len().checked_sub(MOST_TABLES) {
        writeln!(said, "  and {more} more")?;
    }
    if !columns.is_empty() {
        writeln!(said, "\nColumns of the register")?;
    }
    columns.iter().try_for_each(|column| self::column(said, column))?;
    if !why.against.is_empty() {
        writeln!(said, "\nWhat speaks against the reading (what it leaves of its plausibility)")?;
    }
    for (factor, says) in &why.against {
        writeln!(said, "  to {:>4}  {says}", percent(*factor))?;
    }
    Ok(())
}

/// The readings that competed.
fn ways(said: &mut String, ways: &[Tried]) -> fmt::Result {
    writeln!(said, "\nHow it was divided into cells")?;
    match ways {
        [] => {
            return writeln!(
                said,
                "  The file says by itself where its cells end: nothing else was tried."
            );
        }
        [one] if one.came_to.is_ok() => {
            return writeln!(
                said,
                "  {}: its signs settle it, and nothing else was tried.",
                capital(&one.way)
            );
        }
        _ => writeln!(
            said,
            "  weight = facts read × plausibility³; the greatest wins, the first of equals"
        )?,
    }
    for (place, tried) in ways.iter().enumerate() {
        let won = if place == 0 && tried.came_to.is_ok() { "won  " } else { "     " };
        match &tried.came_to {
            Ok(worth) => writeln!(
                said,
                "  {won}{:>8.1}  {}: {} risks, {} facts, {} plausible",
                worth.weight,
                tried.way,
                worth.risks,
                worth.facts,
                percent(worth.confidence)
            )?,
            Err(refusal) => writeln!(said, "  {won}       –  {}: {}", tried.way, reason(refusal))?,
        }
    }
    Ok(())
}

fn table(said: &mut String, table: &TableSeen) -> fmt::Result {
    let sheet = table.sheet.as_ref().map(|sheet| format!("sheet “{sheet}”, ")).unwrap_or_default();
    let row = table.row.map(|row| format!("headings in row {row}, ")).unwrap_or_default();
    let points: i32 = table.weighed.iter().map(|(weight, _)| weight).sum();
    let taken = match table.taken {
        Taken::Register => "the register",
        Taken::Actions => "the actions of its risks",
        Taken::Earlier => "an earlier issue of it, left out",
        Taken::Other => "nothing of a register, left out",
    };
    writeln!(said, "  {}: {taken}", capital(&format!("{sheet}{row}{} rows", table.rows)))?;
    writeln!(said, "        {}", shown(&table.heads.join(" | ")))?;
    for (weight, says) in &table.weighed {
        writeln!(said, "    {weight:+}  {says}")?;
    }
    writeln!(said, "    {points:+}  in all")?;
    if table.taken != Taken::Register {
        for column in table.columns.iter().filter(|column| column.target != Target::Extra) {
            writeln!(said, "        “{}” would be {}", shown(&column.heading), column.target)?;
        }
    }
    Ok(())
}

fn column(said: &mut String, column: &ColumnReading) -> fmt::Result {
    let heading = if column.heading.is_empty() { "(no heading)" } else { &column.heading };
    writeln!(
        said,
        "  {:>3}  {} → {}, {} sure",
        column.column,
        shown(heading),
        column.target,
        percent(column.confidence)
    )?;
    for why in &column.evidence {
        writeln!(said, "         {}", capital(why))?;
    }
    if column.evidence.is_empty() {
        writeln!(said, "         Neither its heading nor its cells say what it is")?;
    }
    for weighed in &column.weighed {
        writeln!(
            said,
            "         weighed: {} {} (heading “{}” {}, cells agree {})",
            weighed.field,
            percent(weighed.heading * weighed.cells),
            weighed.phrase,
            percent(weighed.heading.min(1.0)),
            percent(weighed.cells)
        )?;
    }
    if !column.holds.is_empty() {
        writeln!(said, "         holds: {}", column.holds)?;
    }
    Ok(())
}

/// What went into no field: columns, and cells outside the rows of risks.
fn left_over(said: &mut String, intake: &Intake) -> fmt::Result {
    writeln!(said, "\nLeft over")?;
    let mut any = false;
    for (target, what) in
        [(Target::Extra, "kept under its own heading"), (Target::Ignore, "left out on your word")]
    {
        for column in intake.columns.iter().filter(|column| column.target == target) {
            writeln!(said, "  Column {} “{}”: {what}", column.column, shown(&column.heading))?;
            any = true;
        }
    }
    let cells = unread(&intake.document, intake);
    for (at, text) in cells.iter().take(MOST_LEFT) {
        let row = intake.document.row(*at);
        let page =
            row.and_then(|row| row.page).map(|page| format!("page {page}, ")).unwrap_or_default();
        let number = row.map_or(0, |row| row.number);
        writeln!(
            said,
            "  Cell on {page}row {number}, column {}: “{}”",
            at.column + 1,
            shown(text)
        )?;
    }
    if let Some(more @ 1..) = cells.len().checked_sub(MOST_LEFT) {
        writeln!(said, "  and {more} more cells")?;
    }
    if !any && cells.is_empty() {
        writeln!(said, "  Nothing")?;
    }
    Ok(())
}

/// The cells that no value of a risk was read from and that are no headings: titles, keys, notes.
fn unread<'d>(document: &'d Document, intake: &Intake) -> Vec<(Spot, &'d str)> {
    let read: HashSet<Spot> = intake.stood.iter().map(|stood| stood.at).collect();
    let heads: HashSet<(u16, u32)> = intake.headings.iter().copied().collect();
    let cells = document.sheets.iter().flat_map(|sheet| &sheet.rows).flat_map(|row| &row.cells);
    let placed = cells.filter_map(|cell| Some((cell.origin?, cell.text.trim())));
    let left = placed.filter(|(at, text)| {
        !text.is_empty() && !read.contains(at) && !heads.contains(&(at.sheet, at.row))
    });
    left.collect()
}

fn percent(share: f32) -> String {
    format!("{}%", (share * 100.0).round())
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().map(char::to_uppercase);
    first.into_iter().flatten().chain(letters).collect()
}

/// The beginning of a text, on one line.
fn shown(text: &str) -> impl Display {
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if words.chars().count() <= MOST_SHOWN {
        return words;
    }
    words.chars().take(MOST_SHOWN).collect::<String>().trim_end().to_owned() + "…"
}

/// Why, without what to do.
fn reason(refusal: &str) -> &str {
    let first = refusal.split(". ").next().unwrap_or(refusal);
    first.strip_prefix("No risk register was found in the file: ").unwrap_or(first)
}
