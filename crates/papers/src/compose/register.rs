//! The register paper: the table as the body lays it out, then its matrix and its key of owners.

use bellwether_domain::{Register, calendar::long_date, words::counted};

use super::{Setting, people, scoring, table};
use crate::{
    fit,
    paper::{Block, PageSetup, PageSize, Paper, Span, Table},
};

/// The margins at both sides of a sheet together, in points.
const MARGINS: f32 = 80.0;

/// Words smaller than this, in points, are not read in comfort: such a table wants A3.
const SMALLEST: f32 = 8.0;

/// The register as a paper.
pub fn register(register: &Register, setting: &Setting) -> Paper {
    let table = table::table(&setting.laid_out(register));
    let page = setting.page.unwrap_or_else(|| page(register, [&table]));
    let mut blocks = vec![Block::Paragraph(vec![Span::plain(summary(register))])];
    if register.risks.is_empty() {
        blocks.push(Block::Paragraph(vec![Span::plain("No risk is on this register.")]));
    } else {
        blocks.push(Block::Table(table));
    }
    blocks.extend(scoring::blocks(register));
    blocks.extend(people::blocks(register));
    paper_of(register, setting, page, blocks)
}

/// A paper of a register with these blocks.
pub(super) fn paper_of(
    register: &Register,
    setting: &Setting,
    page: PageSetup,
    mut blocks: Vec<Block>,
) -> Paper {
    let name = match blocks.first() {
        Some(Block::Heading { level: 1, text }) => text.clone(),
        _ => String::new(),
    };
    if let Some(paragraphs) = &setting.left_out {
        blocks.insert(0, Block::Paragraph(vec![Span::plain(left_out(paragraphs))]));
    }
    Paper {
        title: title(register),
        name,
        organisation: register.organisation.clone().unwrap_or_default(),
        language: LANGUAGE.to_owned(),
        as_at: register.as_at,
        version: setting.version,
        standing: setting.standing.clone(),
        page,
        mark: None,
        blocks,
    }
}

/// That something is left out, and why; not what, nor how much.
pub fn left_out(paragraphs: &[String]) -> String {
    let why = match paragraphs {
        [] => String::new(),
        some => format!(" ({})", some.join("; ")),
    };
    format!(
        "Some of the register is not public{why} and is left out of this paper. What is counted here \
         is what is public."
    )
}

/// The language of our own words.
const LANGUAGE: &str = "en-GB";

/// The register's own title, else what it is.
fn title(register: &Register) -> String {
    let own = register.title.as_deref().map(str::trim).filter(|title| !title.is_empty());
    own.unwrap_or("Risk register").to_owned()
}

/// "As at 16 March 2018. 45 risks, 187 actions."
fn summary(register: &Register) -> String {
    let actions: usize = register.risks.iter().map(|risk| risk.actions.len()).sum();
    let mut held = counted(register.risks.len(), "risk");
    if !register.withholds_actions() {
        held += &format!(", {}", counted(actions, "action"));
    }
    match register.as_at {
        Some(day) => format!("As at {}. {held}.", long_date(day)),
        None => format!("{held}. The register does not say which day it speaks of."),
    }
}

/// The sheet that tables are set for: that of the body's document, else A4 across; where they would be
/// set too small on it, A3 across.
pub(super) fn page<'a>(
    register: &Register,
    tables: impl IntoIterator<Item = &'a Table>,
) -> PageSetup {
    let own = register.page.unwrap_or(PageSetup { size: PageSize::A4, landscape: true });
    let mut tables = tables.into_iter();
    let is_crowded = tables.any(|table| fit::fit(table, across(own)).size < SMALLEST);
    if is_crowded { PageSetup { size: PageSize::A3, landscape: true } } else { own }
}

/// The width of a sheet between its margins, in points.
fn across(page: PageSetup) -> f32 {
    let (short, long) = match page.size {
        PageSize::A4 => (595.0, 842.0),
        PageSize::A3 => (842.0, 1191.0),
    };
    (if page.landscape { long } else { short }) - MARGINS
}
