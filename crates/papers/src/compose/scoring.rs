//! How the body scores: its matrix as it draws it, and its bands.

use bellwether_domain::{Level, Register, Scheme};

use crate::paper::{Align, Block, Cell, Column, Group, Heads, Row, Span, Table};
use bellwether_figures::Band;

/// The matrix and the bands under their heading; nothing where the register prints none.
pub(super) fn blocks(register: &Register) -> Vec<Block> {
    let Some(scheme) = &register.scheme else { return vec![] };
    let mut blocks = vec![Block::Heading { level: 1, text: "Scoring matrix".to_owned() }];
    blocks.push(Block::Table(matrix(scheme)));
    blocks.extend(bands(scheme).map(|words| Block::Paragraph(vec![Span::plain(words)])));
    blocks
}

/// The matrix as the document draws it, its scores in the colours of their bands.
fn matrix(scheme: &Scheme) -> Table {
    let (rows, columns) = (scheme.rows(), scheme.columns());
    let mut head = vec![Cell::heading(corner(scheme), 1, 1)];
    head.extend(columns.iter().map(|level| Cell::heading(level.word(), 1, 1)));
    let row = |level: &&Level| {
        let mut cells = vec![Cell { heads: Some(Heads::Row), ..Cell::plain(level.word()) }];
        cells.extend(columns.iter().map(|column| {
            let (likelihood, impact) = scheme.cell(column, level);
            let score = scheme.score(likelihood, impact);
            let words = score.map(|score| score.to_string());
            Cell {
                number: words.clone(),
                band: score.and_then(|score| Band::of_score(scheme, score)),
                ..Cell::plain(words.unwrap_or_default())
            }
        }));
        Row { cells }
    };
    let mut widths = vec![Column { weight: 20, align: Align::Start }];
    widths.extend(columns.iter().map(|_| Column { weight: 14, align: Align::Centre }));
    Table {
        caption: String::new(),
        columns: widths,
        head: vec![Row { cells: head }],
        // All of it on one page.
        groups: rows.iter().map(|level| Group { rows: vec![row(level)] }).collect(),
    }
}

/// "Impact / Likelihood": the axis of the rows, then that of the columns.
pub(super) fn corner(scheme: &Scheme) -> String {
    let across = scheme.drawn.across;
    format!("{} / {}", across.other().title(), across.title())
}

/// "Risk levels: Low (green) 1 to 6; High (red) 8 to 25."
fn bands(scheme: &Scheme) -> Option<String> {
    let mut scores: Vec<_> = scheme.scores.iter().flatten().copied().collect();
    scores.sort_unstable();
    let band = |(at, band): (usize, &bellwether_domain::scheme::Band)| {
        let next = scheme.bands.get(at + 1).map(|next| next.from);
        let last = scores.iter().rfind(|score| next.is_none_or(|next| **score < next));
        let last = last.filter(|last| **last >= band.from)?;
        let colour = band.colour.map_or(String::new(), |colour| format!(" ({colour})"));
        Some(format!("{}{colour} {} to {last}", band.label, band.from))
    };
    let bands: Vec<String> = scheme.bands.iter().enumerate().filter_map(band).collect();
    (!bands.is_empty()).then(|| format!("Risk levels: {}", bands.join("; ")))
}
