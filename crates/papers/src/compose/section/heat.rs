//! Where the risks stand on the matrix: a drawing, and the same as a table.

mod movement;

use bellwether_domain::{Level, Number, Risk, Scheme, Stage};
use bellwether_figures::matrix::matrix;

use super::Material;
use crate::{
    compose::{build, scored::Scores, scoring},
    paper::{Align, Block, Cell, Column, Group, Row, Table},
};

/// Whether there is a matrix with a risk on it.
pub(super) fn holds(of: &Material) -> bool {
    let scores = of.scores();
    let placed =
        |risk: &Risk| risk.assessments.get(scores.now()).is_some_and(|a| a.cell().is_some());
    scores.scheme().is_some() && of.register.risks.iter().any(|risk| placed(risk))
}

pub(super) fn blocks(of: &Material) -> Vec<Block> {
    let scores = of.scores();
    let Some(scheme) = scores.scheme() else { return vec![] };
    let stage = scores.now();
    let live: Vec<(usize, &Risk)> =
        of.register.risks.iter().map(|risk| &**risk).enumerate().collect();
    let standing = Standing { risks: live, stage };
    let label = of.register.stage_label(stage);
    let mut blocks = vec![build::paragraph(format!(
        "Each risk stands by its number where its likelihood and its impact meet: {label}."
    ))];
    let at = |cell| standing.at(cell);
    let band = |score| scores.band(score);
    blocks.push(Block::Figure(matrix(scheme, band, at, label)));
    let mut tables = vec![Block::Table(table(scheme, &scores, &standing, label))];
    let outside: Vec<String> = standing
        .risks
        .iter()
        .filter(|(_, risk)| standing.cell(risk).is_none_or(|(l, i)| scheme.score(l, i).is_none()))
        .map(|(at, risk)| build::reference(risk, *at))
        .collect();
    if !outside.is_empty() {
        let words = format!("Not on the matrix, for want of both figures: {}.", outside.join(", "));
        blocks.push(build::paragraph(words));
    }
    // Each drawing has its page, so that none is torn or small; the same as tables follows them.
    let (drawn, told) = movement::blocks(of, scheme, &scores);
    blocks.extend(drawn);
    tables.extend(told);
    blocks.extend([Block::PageBreak, build::heading(2, "The same as tables")]);
    blocks.extend(tables);
    blocks
}

/// The risks and the stage by which they are placed.
struct Standing<'a> {
    risks: Vec<(usize, &'a Risk)>,
    stage: Stage,
}

impl Standing<'_> {
    fn cell(&self, risk: &Risk) -> Option<(Number, Number)> {
        risk.assessments.get(self.stage)?.cell()
    }

    /// The numbers of the risks in a cell.
    fn at(&self, cell: (Number, Number)) -> Vec<String> {
        let here = self.risks.iter().filter(|(_, risk)| self.cell(risk) == Some(cell));
        here.map(|(at, risk)| build::reference(risk, *at)).collect()
    }
}

/// The matrix with the numbers of the risks in its cells.
fn table(scheme: &Scheme, scores: &Scores, standing: &Standing<'_>, label: &str) -> Table {
    let (rows, columns) = (scheme.rows(), scheme.columns());
    let mut head = vec![Cell::heading(scoring::corner(scheme), 1, 1)];
    head.extend(columns.iter().map(|level| Cell::heading(level.word(), 1, 1)));
    let row = |level: &&Level| {
        let mut cells = vec![build::named(level.word())];
        cells.extend(columns.iter().map(|column| {
            let cell = scheme.cell(column, level);
            let band = scheme.score(cell.0, cell.1).and_then(|score| scores.band(score));
            let refs = standing.at(cell).join(", ");
            Cell { band, ..Cell::plain(if refs.is_empty() { "–".to_owned() } else { refs }) }
        }));
        Group { rows: vec![Row { cells }] }
    };
    let mut widths = vec![Column { weight: 20, align: Align::Start }];
    widths.extend(columns.iter().map(|_| Column { weight: 20, align: Align::Centre }));
    Table {
        caption: label.trim_end_matches(':').to_owned(),
        columns: widths,
        head: vec![Row { cells: head }],
        groups: rows.iter().map(row).collect(),
    }
}
