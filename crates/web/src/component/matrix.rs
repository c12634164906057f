//! The body's own matrix with its risks, each cell leading to those in it.

use std::collections::BTreeMap;

use bellwether_app::check::Judged;
use bellwether_checks::Finding;
use bellwether_domain::{Level, Number, Scheme, Stage};
use bellwether_figures::{
    Band,
    matrix::{self as figures, Face, Paint},
};
use maud::{Markup, PreEscaped, html};

use super::score::level_name;
use crate::{
    view::{Bands, Frame, Issue, Tone},
    words::{count, thousands},
};

/// A stop of a risk's way over the matrix.
#[derive(Debug, Clone)]
pub struct Stop {
    /// Which assessment.
    pub stage: Stage,
    /// Its letter on the drawing.
    pub letter: String,
    /// Likelihood and impact.
    pub cell: (Number, Number),
}

/// So many risks of a cell are named; the cell leads to all of them.
const NAMED: usize = 50;

/// The numbers of the risks of a cell, of many the first.
pub fn named(refs: &[String]) -> String {
    let more = refs.len().saturating_sub(NAMED);
    let named = refs.get(..NAMED).unwrap_or(refs).join(", ");
    if more > 0 { format!("{named} and {} more", thousands(more)) } else { named }
}

/// What a drawing of the matrix shows.
pub struct Matrix<'a> {
    /// The scales.
    pub scheme: &'a Scheme,
    /// The colours.
    pub bands: &'a Bands,
    /// The risks in each cell: number and address key.
    pub risks: BTreeMap<(Number, Number), Vec<String>>,
    /// How many of the risks in each cell have a finding that would block sign-off.
    pub blocked: BTreeMap<(Number, Number), usize>,
    /// The way of one risk, gross to target.
    pub stops: Vec<Stop>,
    /// Which assessment the risks are placed by; cells link to it.
    pub stage: Option<Stage>,
}

impl<'a> Matrix<'a> {
    /// The matrix with every risk in the cell that a stage puts it in.
    pub fn of_stage(issue: &'a Issue<'_>, scheme: &'a Scheme, stage: Stage) -> Self {
        let mut risks: BTreeMap<_, Vec<String>> = BTreeMap::new();
        for row in &issue.rows {
            if let Some(cell) = row.risk.assessments.get(stage).and_then(|a| a.cell()) {
                risks.entry(cell).or_default().push(row.reference().to_owned());
            }
        }
        let blocked = BTreeMap::new();
        Self { scheme, bands: &issue.bands, risks, blocked, stops: vec![], stage: Some(stage) }
    }

    /// The same, with how many risks of each cell the checks would block.
    #[must_use]
    pub fn with_findings(mut self, issue: &Issue<'_>, judged: &Judged) -> Self {
        let Some(stage) = self.stage else { return self };
        for row in &issue.rows {
            let grave = |finding: &Finding| judged.blocks(finding);
            let cell = row.risk.assessments.get(stage).and_then(|a| a.cell());
            if let Some(cell) = cell.filter(|_| judged.of_risk(row.position).any(grave)) {
                *self.blocked.entry(cell).or_default() += 1;
            }
        }
        self
    }

    /// How many risks stand in no cell of it.
    pub fn outside(&self, issue: &Issue<'_>) -> usize {
        let on = |scale: &[Level], value: &Number| scale.iter().any(|l| l.value == *value);
        let is_cell = |(likelihood, impact): &(Number, Number)| {
            on(&self.scheme.likelihood, likelihood) && on(&self.scheme.impact, impact)
        };
        let cells = self.risks.iter().filter(|(cell, _)| is_cell(cell));
        issue.rows.len().saturating_sub(cells.map(|(_, refs)| refs.len()).sum())
    }

    /// Draws it. With a frame its cells link to the register filtered to them.
    pub fn draw(&self, name: &str, frame: Option<&Frame>) -> Markup {
        let role = if frame.is_some() { "group" } else { "img" };
        let attributes = format!(" role=\"{role}\" aria-label=\"{}\"", html! { (name) }.0);
        let stops: Vec<figures::Stop> = self
            .stops
            .iter()
            .map(|stop| figures::Stop { letter: stop.letter.clone(), cell: stop.cell })
            .collect();
        let size = figures::Size::page(self.scheme);
        let drawn =
            figures::Matrix::of(self.scheme, size)
                .draw(&attributes, &stops, |cell, score| self.face(cell, score, frame));
        PreEscaped(drawn)
    }

    fn face(
        &self,
        (likelihood, impact): (Number, Number),
        score: Option<Number>,
        frame: Option<&Frame>,
    ) -> Face {
        let cell = (likelihood, impact);
        let tone = score.map_or(Tone::Plain, |score| self.bands.tone(score));
        let refs = self.risks.get(&cell).cloned().unwrap_or_default();
        let marked = self.blocked.get(&cell).copied().unwrap_or_default();
        let link = frame.filter(|_| !refs.is_empty()).map(|frame| {
            let words = format!(
                "Likelihood {}, impact {}, score {}: {}: {}{}",
                level_name(self.scheme, true, likelihood),
                level_name(self.scheme, false, impact),
                score.map(|s| s.to_string()).unwrap_or_default(),
                count(refs.len(), "risk"),
                named(&refs),
                match marked {
                    0 => String::new(),
                    number => format!("; the checks would block sign-off on {number} of them"),
                },
            );
            let stage = self.stage.map_or("current", Stage::name).to_owned();
            let pairs = [
                ("stage", stage),
                ("likelihood", likelihood.to_string()),
                ("impact", impact.to_string()),
            ];
            (frame.link("/", &pairs), words)
        });
        let band = score.and_then(|score| Band::of_score(self.scheme, score));
        // A shade of the body's own is set as it is, with the ink that is read on it.
        let own = score.and_then(|score| self.scheme.band(score)?.shade).is_some();
        let class = |class: String| if own { String::new() } else { class };
        let paint = Paint { ground: class(tone.fill()), on: class(tone.on()), band };
        Face { paint, score, refs, marked, link }
    }
}
