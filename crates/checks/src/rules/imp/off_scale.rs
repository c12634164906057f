//! # L or I outside the scale
//!
//! ## What it finds
//!
//! A likelihood or an impact that is not a step of the register's own scale. Where the document
//! states no scale it runs from 1 to what the settings say, else to the highest figure in use; a
//! single figure far above all others is then outside, and so are naught and less. One finding for
//! each risk.
//!
//! ## Why
//!
//! A figure off the scale has no meaning that readers share, and no place on the matrix.
//!
//! ## Example
//!
//! A likelihood of 6 where the matrix runs from 1 to 5.
//!
//! ## What to do
//!
//! Correct the figure, or state the scale that it belongs to.
//!
//! ## Settings
//!
//! None.

use super::super::prelude::*;
use bellwether_domain::{
    AssessmentPart, Stage,
    scales::{Origin, Scales},
    scheme::Axis,
};

pub(crate) const RULE: Rule = Rule {
    id: "IMP-10",
    name: "off-scale",
    title: "L or I outside the scale",
    severity: Severity::High,
    kind: Kind::Deterministic,
    starred: true,
    help: "Correct the figure so that it is a step of the scale.",
    source: include_str!("off_scale.rs"),
    looks: &[(Sight::Register(Aspects::SCORES), run)],
};

fn run(on: &Context<'_>, out: &mut Findings) {
    let all = on.scales.as_ref().map(|scales| on.register.off_scale(&scales.scheme));
    let all = all.unwrap_or_default();
    for risk in &on.risks {
        let mut off: Vec<(Axis, String)> = Vec::new();
        for own in all.iter().filter(|own| own.risk == risk.position) {
            off.push((own.axis, words(on, own.stage, own.axis, &own.text)));
        }
        if on.scales.is_none() {
            off.extend(naughts(on, risk));
        }
        let Some((axis, _)) = off.iter().max_by_key(|(axis, _)| *axis == Axis::Impact) else {
            continue;
        };
        let field = match axis {
            Axis::Impact => AssessmentPart::Impact,
            Axis::Likelihood => AssessmentPart::Likelihood,
        };
        let off: Vec<&str> = off.iter().map(|(_, words)| words.as_str()).collect();
        out.risk(risk, message(on.scales.as_ref()), off.join("; ")).field(field);
    }
}

fn message(scales: Option<&Scales>) -> String {
    match scales.filter(|scales| scales.origin != Origin::Printed) {
        None => "A rating is outside the register's own scale.".to_owned(),
        Some(Scales { scheme, .. }) => format!(
            "A rating is outside the scale, which runs from 1 to {} by the other figures or the \
             settings.",
            scheme.likelihood.len().max(scheme.impact.len())
        ),
    }
}

fn words(on: &Context<'_>, stage: Stage, axis: Axis, text: &str) -> String {
    format!("{}: {} {text}", on.stage(stage), axis.name())
}

/// Naught and less, which are on no scale.
fn naughts(on: &Context<'_>, risk: &RiskView<'_>) -> Vec<(Axis, String)> {
    let of = |stage| {
        let score = risk.score(stage);
        let axes = [
            (Axis::Likelihood, score.and_then(|score| score.likelihood)),
            (Axis::Impact, score.and_then(|score| score.impact)),
        ];
        axes.into_iter().filter_map(move |(axis, value)| Some((stage, axis, value?)))
    };
    let all = Stage::ALL.into_iter().flat_map(of).filter(|(.., value)| value.get() <= 0.0);
    all.map(|(stage, axis, value)| (axis, words(on, stage, axis, &value.to_string()))).collect()
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::finds;

    #[test]
    fn finds_a_six_and_a_naught_on_a_scale_of_five() {
        finds(
            &RULE,
            r"
            scale
            1 | Buildings | The boiler fails | AB | 6x4 6x3 2x2
            2 | Buildings | The roof leaks | AB | 4x4 3x0 2x2
            ",
            &["1", "2"],
        );
    }

    #[test]
    fn silent_on_the_scale_and_above_five_where_no_scale_is_stated() {
        finds(
            &RULE,
            r"
            1 | Buildings | The boiler fails | AB | 9x4 5x3 2x2
            ",
            &[],
        );
    }

    #[test]
    fn finds_a_figure_far_above_all_others_where_no_scale_is_stated() {
        finds(
            &RULE,
            r"
            1 | Buildings | The boiler fails | AB | 5x4 5x3 2x2
            2 | Buildings | The roof leaks | AB | 4x4 3x3 2x2
            3 | Buildings | The drains block | AB | 4x4 44x3 2x2
            ",
            &["3"],
        );
    }
}
