//! The paper of what changed since another date: every risk, field by field, with why.

use bellwether_domain::{Register, words::counted};

use super::{
    Material, Setting, Since,
    build::{self, Plain, heading, paragraph},
    register::paper_of,
    section,
};
use crate::paper::{Align, Cell, PageSetup, PageSize, Paper};

/// Every change; it says so where nothing is known of another date.
pub fn changes(of: &Material, setting: &Setting) -> Paper {
    let mut blocks = vec![heading(1, "What changed")];
    let told = match &of.since {
        None => "Nothing earlier is known to compare with.".to_owned(),
        Some(since) => {
            let count: usize = since.changed.iter().map(|changed| changed.changes.len()).sum();
            let others = since.new.len() + since.reopened.len() + since.closed.len();
            format!("{} since {}.", counted(count + others, "change"), section::named(since))
        }
    };
    blocks.push(paragraph(told));
    // Also where it is empty: the table is what some formats hold of it.
    blocks.push(table(&of.register, of.since.as_ref()).block());
    let page = PageSetup { size: PageSize::A4, landscape: true };
    paper_of(&of.register, setting, page, blocks)
}

fn table(register: &Register, since: Option<&Since>) -> Plain {
    let mut table = Plain::new(&[
        ("Ref", 8, Align::Start),
        ("Risk", 34, Align::Start),
        ("What", 18, Align::Start),
        ("Before", 34, Align::Start),
        ("After", 34, Align::Start),
        ("Why", 26, Align::Start),
    ]);
    let Some(since) = since else { return table };
    let lists =
        [("New", &since.new), ("Back on the register", &since.reopened), ("Closed", &since.closed)];
    for (what, told) in lists {
        for (at, told) in told.iter().enumerate() {
            table.row(vec![
                build::named(build::reference(&told.risk, at)),
                Cell::plain(told.risk.wording()),
                Cell::plain(what),
                Cell::plain(""),
                Cell::plain(""),
                Cell::plain(told.why.clone()),
            ]);
        }
    }
    for (at, changed) in since.changed.iter().enumerate() {
        for (change, why) in changed.changes.iter().zip(&changed.why) {
            let what = match change.place.item.as_str() {
                "" => change.place.at.label(register),
                item => format!("{}: {item}", change.place.at.label(register)),
            };
            table.row(vec![
                build::named(build::reference(&changed.risk, at)),
                Cell::plain(changed.risk.wording()),
                Cell::plain(what),
                Cell::plain(change.before.clone().unwrap_or_default()),
                Cell::plain(change.after.clone().unwrap_or_default()),
                Cell::plain(why.clone()),
            ]);
        }
    }
    table
}
