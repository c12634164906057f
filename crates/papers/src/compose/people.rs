//! The key of owners: whom the register names by initials.

use bellwether_domain::Register;

use crate::paper::{Align, Block, Cell, Column, Group, Heads, Row, Table};

/// The key under its heading; nothing where the register has none.
pub(super) fn blocks(register: &Register) -> Vec<Block> {
    if register.people.is_empty() {
        return vec![];
    }
    let posts = register.people.iter().any(|person| person.role.is_some());
    let mut head = vec![Cell::heading("Initials", 1, 1), Cell::heading("Name", 1, 1)];
    head.extend(posts.then(|| Cell::heading("Post", 1, 1)));
    let rows = register.people.iter().map(|person| {
        let mut cells = vec![
            Cell { heads: Some(Heads::Row), ..Cell::plain(person.initials.clone()) },
            Cell::plain(person.name.clone()),
        ];
        cells.extend(posts.then(|| Cell::plain(person.role.clone().unwrap_or_default())));
        Group { rows: vec![Row { cells }] }
    });
    let column = |weight| Column { weight, align: Align::Start };
    let table = Table {
        caption: String::new(),
        columns: [column(10), column(30)].into_iter().chain(posts.then(|| column(50))).collect(),
        head: vec![Row { cells: head }],
        groups: rows.collect(),
    };
    let heading = Block::Heading { level: 1, text: "Key of owners".to_owned() };
    vec![heading, Block::Table(table)]
}
