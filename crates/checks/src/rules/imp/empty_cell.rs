//! # Mandatory cell empty
//!
//! ## What it finds
//!
//! A risk without an owner, a likelihood or an impact; an action without an owner, a date or a
//! status. It is judged after shifted rows were put right. Ratings are asked of every stage
//! that the register uses. A column that is empty throughout, or is not there, is no empty
//! cell: it is named once, for the register. A rating given as a word or a colour in place of
//! likelihood and impact stands. One finding for each risk and each action, naming all that is
//! empty.
//!
//! ## Why
//!
//! Auditors have criticised registers with dozens of unscored risks. What has no owner is
//! nobody's; what has no date is never late.
//!
//! ## Example
//!
//! An action with an owner and a status, and nothing under "Target date".
//!
//! ## What to do
//!
//! Fill the cells, or say why they cannot be filled.
//!
//! ## Settings
//!
//! None.

use super::super::prelude::*;
use bellwether_domain::{AssessmentPart, Field, Stage};

pub(crate) const RULE: Rule = Rule {
    id: "IMP-12",
    name: "empty-cell",
    title: "Mandatory cell empty",
    severity: Severity::High,
    kind: Kind::Deterministic,
    starred: true,
    help: "Fill the empty cells.",
    source: include_str!("empty_cell.rs"),
    looks: &[(
        Sight::Register(
            Aspects::WORDS.and(Aspects::SCORES).and(Aspects::OWNERS).and(Aspects::PROGRESS),
        ),
        run,
    )],
};

fn run(on: &Context<'_>, out: &mut Findings) {
    let columns = Columns::of(on);
    let missing = columns.missing(on);
    if !missing.is_empty() && !on.risks.is_empty() {
        out.register(format!("The register has no {}.", either(&missing)), "");
    }
    for risk in &on.risks {
        let empty = columns.empty_of_risk(on, risk);
        if let Some((field, _)) = empty.first() {
            let names: Vec<&str> = empty.iter().map(|(_, name)| name.as_str()).collect();
            out.risk(risk, format!("The risk has no {}.", either(&names)), "").field(*field);
        }
        for action in &risk.actions {
            let empty = columns.empty_of_action(action);
            if let Some((field, _)) = empty.first() {
                let names: Vec<&str> = empty.iter().map(|(_, name)| *name).collect();
                let message = format!("The action has no {}.", either(&names));
                out.action(risk, action, message, action.action.description.as_str()).field(*field);
            }
        }
    }
}

/// Which of the mandatory columns the register has: those with anything in them.
struct Columns {
    owner: bool,
    ratings: Vec<Stage>,
    action_owner: bool,
    action_due: bool,
    action_status: bool,
}

impl Columns {
    fn of(on: &Context<'_>) -> Self {
        let rates = |risk: &RiskView<'_>, stage| {
            let assessment = risk.risk.assessments.get(stage);
            assessment.is_some_and(|a| a.likelihood.is_some() && a.impact.is_some())
        };
        let rated = |stage: &Stage| on.risks.iter().any(|risk| rates(risk, *stage));
        let heads = |field: Field| on.register.headings.contains_key(&field);
        Self {
            owner: heads(Field::Owners) || on.risks.iter().any(|r| !r.risk.owners.is_empty()),
            ratings: Stage::ALL.into_iter().filter(rated).collect(),
            action_owner: heads(Field::ActionOwners)
                || on.actions().any(|(_, a)| !a.action.owners.is_empty()),
            action_due: heads(Field::ActionDue)
                || on.actions().any(|(_, a)| a.action.due.is_some()),
            action_status: heads(Field::ActionStatus)
                || on.actions().any(|(_, a)| a.action.status.is_some()),
        }
    }

    fn missing(&self, on: &Context<'_>) -> Vec<&'static str> {
        let any_action = on.actions().next().is_some();
        let any_rating = on.risks.iter().any(|r| {
            Stage::ALL.into_iter().any(|s| r.risk.assessments.get(s).is_some_and(|a| !a.is_blank()))
        });
        [
            (!self.owner, "risk owners"),
            (!any_rating, "ratings"),
            (any_action && !self.action_owner, "action owners"),
            (any_action && !self.action_due, "action dates"),
            (any_action && !self.action_status, "action statuses"),
        ]
        .into_iter()
        .filter_map(|(missing, name)| missing.then_some(name))
        .collect()
    }

    fn empty_of_risk(&self, on: &Context<'_>, risk: &RiskView<'_>) -> Vec<(Field, String)> {
        let mut empty = Vec::new();
        if self.owner && risk.risk.owners.is_empty() {
            empty.push((Field::Owners, "owner".to_owned()));
        }
        for &stage in &self.ratings {
            let assessment = risk.risk.assessments.get(stage);
            if assessment.is_some_and(|a| a.level.is_some() || a.score.is_some())
                && assessment.is_some_and(|a| a.likelihood.is_none() && a.impact.is_none())
            {
                continue;
            }
            for part in [AssessmentPart::Likelihood, AssessmentPart::Impact] {
                if assessment.is_none_or(|assessment| part.rating(assessment).is_none()) {
                    let field = Field::from(part);
                    empty.push((field, format!("{field} ({})", on.stage(stage))));
                }
            }
        }
        empty
    }

    fn empty_of_action(&self, action: &ActionView<'_>) -> Vec<(Field, &'static str)> {
        let action = action.action;
        [
            (Field::ActionOwners, "owner", self.action_owner && action.owners.is_empty()),
            (Field::ActionDue, "date", self.action_due && action.due.is_none()),
            (Field::ActionStatus, "status", self.action_status && action.status.is_none()),
        ]
        .into_iter()
        .filter_map(|(field, name, empty)| empty.then_some((field, name)))
        .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::finds;

    #[test]
    fn finds_one_finding_for_each_risk_and_action_with_gaps() {
        finds(
            &RULE,
            r"
            1 | Buildings | The boiler fails | AB | 4x4 3x3 2x2
            - Mend the boiler | AB | Apr-18 | A
            2 | Buildings | The roof leaks | | 4x4 ?x3 .
            - Mend the roof | | | A
            ",
            &["2", "2.1"],
        );
    }

    #[test]
    fn finds_columns_that_are_not_there_once() {
        finds(
            &RULE,
            r"
            1 | Buildings | The boiler fails | AB | 4x4 3x3 2x2
            - Mend the boiler | AB
            2 | Buildings | The roof leaks | AB | 4x4 3x3 2x2
            - Mend the roof | AB
            ",
            &["*"],
        );
    }

    #[test]
    fn finds_ratings_that_others_give_in_words() {
        let found = finds(
            &RULE,
            r"
            1 | Buildings | The boiler fails | AB | . LikelyxMajor RarexMajor
            2 | Buildings | The roof leaks | AB | . . RarexMajor
            ",
            &["2"],
        );
        assert_eq!(found[0].message, "The risk has no likelihood (current) or impact (current).");
    }

    #[test]
    fn silent_where_every_cell_is_filled() {
        finds(
            &RULE,
            r"
            1 | Buildings | The boiler fails | AB | 4x4 3x3 2x2
            - Mend the boiler | AB | TBD | A
            ",
            &[],
        );
    }
}
