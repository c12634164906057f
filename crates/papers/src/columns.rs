//! The columns of a register as a table, under the body's own headings.

use bellwether_domain::{Action, Assessment, Field, Register, Risk, Stage};

/// One column: its heading and what it shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// The body's heading, else the field's own word.
    pub heading: String,
    /// What stands in it.
    pub content: Content,
}

/// What a column shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Content {
    /// A field of the risk.
    Risk(Field),
    /// A part of an assessment.
    Assessment(Stage, Field),
    /// A field of an action; one row of the table per action.
    Action(Field),
    /// A column of the body's own.
    Extra(String),
}

/// The columns that the register fills, in the order of its own document where that is known.
pub fn columns(register: &Register) -> Vec<Column> {
    let mut columns: Vec<Column> = fields(register)
        .into_iter()
        .filter(|column| column.content == Content::Risk(Field::Reference) || column.used(register))
        .collect();
    for risk in &register.risks {
        for heading in risk.extra.keys() {
            let content = Content::Extra(heading.clone());
            if !columns.iter().any(|column| column.content == content) {
                columns.push(Column { heading: heading.clone(), content });
            }
        }
    }
    columns
}

/// Every field there is, under its heading.
fn fields(register: &Register) -> Vec<Column> {
    use Field::{
        ActionDue, ActionOwners, ActionStatus, Category, Cause, Consequence, Controls, Description,
        Event, Impact, Level, Likelihood, Owners, Reference, Score, Status, Title,
    };
    let column = |field, otherwise: &str, content| Column {
        heading: register.heading(field, otherwise).to_owned(),
        content,
    };
    let risk = |field, otherwise| column(field, otherwise, Content::Risk(field));
    let mut columns = vec![
        risk(Reference, "Ref"),
        risk(Category, "Category"),
        risk(Title, "Title"),
        risk(Description, "Risk"),
        risk(Cause, "Cause"),
        risk(Event, "Event"),
        risk(Consequence, "Consequence"),
        risk(Owners, "Owner"),
        risk(Controls, "Controls"),
    ];
    let assessed = |columns: &mut Vec<Column>, stage| {
        let label = stage_label(register, stage);
        for (field, word) in
            [(Likelihood, "Likelihood"), (Impact, "Impact"), (Score, "Score"), (Level, "Level")]
        {
            let heading = format!("{label}: {}", register.heading(field, word));
            columns.push(Column { heading, content: Content::Assessment(stage, field) });
        }
    };
    assessed(&mut columns, Stage::Inherent);
    assessed(&mut columns, Stage::Current);
    let action = |field, otherwise| column(field, otherwise, Content::Action(field));
    columns.extend([
        action(Field::Action, "Action"),
        action(ActionOwners, "Action owner"),
        action(ActionDue, "Target date"),
        action(ActionStatus, "Action status"),
    ]);
    assessed(&mut columns, Stage::Target);
    columns.extend([risk(Field::Response, "Response"), risk(Status, "Status")]);
    columns
}

/// The body's own words for a stage: those of the first risk that has them.
pub fn stage_label(register: &Register, stage: Stage) -> &str {
    register.risks.iter().find_map(|risk| risk.assessments.get(stage)?.label.as_deref()).unwrap_or(
        match stage {
            Stage::Inherent => "Inherent",
            Stage::Current => "Current",
            Stage::Target => "Target",
        },
    )
}

impl Column {
    fn used(&self, register: &Register) -> bool {
        register.risks.iter().any(|risk| {
            !self.of_risk(risk).is_empty()
                || risk.actions.iter().any(|action| !self.of_action(action).is_empty())
        })
    }

    /// What the column shows of the risk itself; empty for an action's column.
    pub fn of_risk(&self, risk: &Risk) -> String {
        match &self.content {
            Content::Risk(field) => risk_field(risk, *field),
            Content::Assessment(stage, field) => risk
                .assessments
                .get(*stage)
                .map(|assessment| assessment_field(assessment, *field))
                .unwrap_or_default(),
            Content::Extra(heading) => risk.extra.get(heading).cloned().unwrap_or_default(),
            Content::Action(_) => String::new(),
        }
    }

    /// What the column shows of an action; empty for a column of the risk.
    pub fn of_action(&self, action: &Action) -> String {
        let Content::Action(field) = self.content else { return String::new() };
        match field {
            Field::Action => action.description.clone(),
            Field::ActionOwners => action.owners.join(" / "),
            Field::ActionDue => action.due.as_ref().map_or(String::new(), |due| due.text.clone()),
            Field::ActionStatus => {
                action.status.as_ref().map_or(String::new(), |status| status.text.clone())
            }
            _ => String::new(),
        }
    }
}

fn risk_field(risk: &Risk, field: Field) -> String {
    let words = |words: &Option<String>| words.clone().unwrap_or_default();
    match field {
        Field::Reference => words(&risk.reference),
        Field::Category => words(&risk.category),
        Field::Title => words(&risk.title),
        Field::Description => words(&risk.description),
        Field::Cause => words(&risk.cause),
        Field::Event => words(&risk.event),
        Field::Consequence => words(&risk.consequence),
        Field::Owners => risk.owners.join(" / "),
        Field::Controls => {
            let controls: Vec<&str> =
                risk.controls.iter().map(|control| control.description.as_str()).collect();
            controls.join("\n")
        }
        Field::Status => risk.status.as_ref().map_or(String::new(), |s| s.text.clone()),
        Field::Response => risk.response.as_ref().map_or(String::new(), |r| r.text.clone()),
        _ => String::new(),
    }
}

fn assessment_field(assessment: &Assessment, field: Field) -> String {
    let rating = match field {
        Field::Likelihood => &assessment.likelihood,
        Field::Impact => &assessment.impact,
        Field::Score => &assessment.score,
        Field::Level => return assessment.level.clone().unwrap_or_default(),
        _ => return String::new(),
    };
    rating.as_ref().map_or(String::new(), |rating| rating.text.clone())
}
