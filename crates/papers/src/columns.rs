//! The columns of a register as a table, under the body's own headings.

use std::{fmt, sync::Arc};

use bellwether_domain::{
    Action, ActionField, AssessmentPart, Covered, Field, LaidOut, Place, Register, Risk, RiskField,
    Stage, stage_label::undated,
};

/// One column: its heading and what it shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// The body's heading, else the field's own word; where it stands alone, with the words that
    /// tell it from others of the same.
    pub heading: String,
    /// The same under the headings over it.
    pub own: String,
    /// The headings over it, outermost first.
    pub groups: Vec<String>,
    /// What stands in it.
    pub content: Content,
}

/// What a column shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Content {
    /// A place of the risk.
    Place(Place),
    /// The controls, one a line.
    Controls,
    /// A field of an action; one row of the table per action.
    Action(ActionField),
}

impl fmt::Display for Content {
    /// The name by which a heading says what stands under it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Place(Place::Extra(_)) => f.write_str("extra"),
            Self::Place(Place::Risk(field)) => f.write_str(Field::from(*field).name()),
            Self::Place(place) => place.fmt(f),
            Self::Controls => f.write_str(Field::Controls.name()),
            Self::Action(field) => f.write_str(Field::from(*field).name()),
        }
    }
}

/// The columns of the register: those of the body's own table in its order, filled or not, with
/// what else the register fills beside what it belongs to; without such a table those that it fills.
pub fn columns(register: &Register) -> Vec<Column> {
    let all = fields(register);
    let is_wording = |content: &Content| {
        RiskField::WORDING.iter().any(|f| *content == Content::Place(Place::Risk(*f)))
    };
    let reworded = all.iter().any(|column| is_wording(&column.content) && column.used(register));
    let mut columns: Vec<Column> = vec![];
    for laid_out in register.layout.columns() {
        let Some(content) = Content::of(&laid_out.of) else { continue };
        let known = all.iter().find(|column| column.content == content);
        let Some(column) = known.map(|column| column.laid_out(laid_out, register)) else {
            continue;
        };
        // A cell that was read into its labelled parts stands in the columns of these.
        if column.used(register) || !(is_wording(&content) && reworded) {
            columns.push(column);
        }
    }
    let reference = Content::Place(Place::Risk(RiskField::Reference));
    let bare = columns.is_empty();
    for (at, column) in all.iter().enumerate() {
        let is_known = columns.iter().any(|known| known.content == column.content);
        let is_wanted = bare && column.content == reference || column.used(register);
        if !is_known && is_wanted {
            let place = place_of(at, &all, &columns);
            columns.insert(place, column.clone());
        }
    }
    columns
}

/// Where a column of ours stands among those of the body: before or after those of its kind, else
/// after the one that it follows with us.
fn place_of(at: usize, all: &[Column], columns: &[Column]) -> usize {
    let kind = all.get(at).map(|column| column.content.kind());
    let ours = |column: &Column| all.iter().position(|own| own.content == column.content);
    let of_kind = |column: &&Column| Some(column.content.kind()) == kind;
    let later = |column: &Column| of_kind(&column) && ours(column).is_some_and(|own| own > at);
    let earlier = |column: &Column| ours(column).is_some_and(|own| own < at);
    let after_kind = columns.iter().rposition(|column| of_kind(&column) && earlier(column));
    let before_kind = columns.iter().position(later);
    let follows = || {
        let before = columns.iter().enumerate().filter(|(_, column)| earlier(column));
        before.max_by_key(|(_, column)| ours(column)).map(|(place, _)| place + 1)
    };
    after_kind.map(|place| place + 1).or(before_kind).or_else(follows).unwrap_or_default()
}

/// Every field there is, under its heading, and the body's own columns.
fn fields(register: &Register) -> Vec<Column> {
    let column = |field: Field, content| {
        let heading = register.heading(field, plain(field)).to_owned();
        Column { own: heading.clone(), heading, groups: vec![], content }
    };
    let risk = |field| column(Field::OfRisk(field), Content::Place(Place::Risk(field)));
    let assessed = |stage| {
        let part = move |part| {
            let heading = rating_heading(register, stage, part);
            let over = register.stage_label(stage).to_owned();
            let own = heading.strip_prefix(&format!("{over}: ")).map(str::to_owned);
            let groups = if own.is_some() { vec![over] } else { vec![] };
            let own = own.unwrap_or_else(|| heading.clone());
            Column { heading, own, groups, content: Content::Place(Place::Assessment(stage, part)) }
        };
        AssessmentPart::ALL.into_iter().map(part)
    };
    let action = |field| column(Field::OfAction(field), Content::Action(field));
    let (last, first): (Vec<RiskField>, Vec<RiskField>) = RiskField::ALL
        .into_iter()
        .partition(|field| matches!(field, RiskField::Status | RiskField::Response));
    let mut columns: Vec<Column> = first.into_iter().map(risk).collect();
    columns.push(column(Field::Controls, Content::Controls));
    columns.extend(assessed(Stage::Inherent));
    columns.extend(assessed(Stage::Current));
    columns.extend(ActionField::SAID.map(action));
    columns.extend(assessed(Stage::Target));
    columns.extend(last.into_iter().rev().map(risk));
    let laid_out = register.layout.columns().iter().filter_map(|column| match &column.of {
        Covered::Extra(heading) => Some(heading),
        _ => None,
    });
    for heading in register.risks.iter().flat_map(|risk| risk.extra.keys()).chain(laid_out) {
        let content = Content::Place(Place::Extra(heading.clone()));
        if !columns.iter().any(|column| column.content == content) {
            let (own, groups) = (heading.clone(), vec![]);
            columns.push(Column { heading: heading.clone(), own, groups, content });
        }
    }
    columns
}

impl Content {
    /// What a column of the body's table shows.
    fn of(covered: &Covered) -> Option<Self> {
        Some(match covered {
            Covered::Field(Field::OfRisk(field)) => Self::Place(Place::Risk(*field)),
            Covered::Field(Field::Controls) => Self::Controls,
            Covered::Field(Field::OfAction(field)) => Self::Action(*field),
            Covered::Rating(stage, part) => Self::Place(Place::Assessment(*stage, *part)),
            Covered::Extra(heading) => Self::Place(Place::Extra(heading.clone())),
            _ => return None,
        })
    }

    /// What stands together in a table: the risk, each assessment, the controls, the actions.
    fn kind(&self) -> (u8, Option<Stage>) {
        match self {
            Self::Place(Place::Assessment(stage, _)) => (1, Some(*stage)),
            Self::Controls => (2, None),
            Self::Action(_) => (3, None),
            Self::Place(Place::Extra(_)) => (4, None),
            Self::Place(_) => (0, None),
        }
    }
}

/// The body's own heading for a rating, else one that names its assessment as well: unless there is
/// but the current one, which needs no name.
fn rating_heading(register: &Register, stage: Stage, part: AssessmentPart) -> String {
    let rated = |stage| {
        let of =
            |risk: &Arc<Risk>| risk.assessments.get(stage).is_some_and(|rated| !rated.is_blank());
        register.risks.iter().any(of)
    };
    let known = register.rating_heading(stage, part).is_some();
    let alone = stage == Stage::Current && !rated(Stage::Inherent) && !rated(Stage::Target);
    if alone && !known {
        return register.heading_of(part).to_owned();
    }
    Place::Assessment(stage, part).label(register)
}

/// The plain word for a field at the head of a narrow column.
fn plain(field: Field) -> &'static str {
    match field {
        Field::Reference => "Ref",
        Field::Action => "Action",
        other => other.plain(),
    }
}

impl Column {
    /// The same as the body's table has it.
    fn laid_out(&self, laid_out: &LaidOut, register: &Register) -> Self {
        let mut groups = laid_out.groups.clone();
        // "Score now (16 March 2018)" is no heading of what was given by hand since.
        if let Content::Place(Place::Assessment(stage, _)) = self.content {
            let label = register.stage_label(stage);
            let of_that_day = |group: &&mut String| undated(group).as_deref() == Some(label);
            groups.iter_mut().filter(of_that_day).for_each(|group| *group = label.to_owned());
        }
        let own = if laid_out.heading.is_empty() && laid_out.groups.is_empty() {
            self.own.clone()
        } else {
            laid_out.heading.clone()
        };
        Self { own, groups, ..self.clone() }
    }

    fn used(&self, register: &Register) -> bool {
        register.risks.iter().any(|risk| {
            !self.of_risk(risk).is_empty()
                || risk.actions.iter().any(|action| !self.of_action(action).is_empty())
        })
    }

    /// What the column shows of the risk itself; empty for an action's column.
    pub fn of_risk(&self, risk: &Risk) -> String {
        match &self.content {
            Content::Place(place) => place.words(risk).map_or(String::new(), Into::into),
            Content::Controls => {
                let words = risk.controls.iter().map(|control| control.description.as_str());
                words.collect::<Vec<_>>().join("\n")
            }
            Content::Action(_) => String::new(),
        }
    }

    /// What the column shows of an action; empty for a column of the risk.
    pub fn of_action(&self, action: &Action) -> String {
        match self.content {
            Content::Action(field) => field.words(action).map_or(String::new(), Into::into),
            _ => String::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may fail")]

    use bellwether_domain::{
        ActionStatus, Control, Due, Rating, Reading, Response, RiskState, due::Tail, place::Value,
    };

    use super::*;
    use crate::csv::{Dialect, csv};

    /// A risk that says at each place what the place is called.
    fn risk() -> Risk {
        let mut risk =
            Risk { controls: vec![Control::new("A warden sleeps in")], ..Risk::default() };
        risk.actions = vec![Action::default()];
        risk.extra.insert("Trend".into(), "up".into());
        for place in Place::all(&risk.clone()) {
            let name = place.to_string();
            let due =
                Due { text: name.clone(), milestones: vec![], tail: Tail::None, flags: vec![] };
            let kinds: [Value; 7] = [
                name.clone().into(),
                vec![name.clone()].into(),
                Rating::unread(name.clone()).into(),
                Reading::<RiskState>::unread(name.clone()).into(),
                Reading::<Response>::unread(name.clone()).into(),
                Reading::<ActionStatus>::unread(name).into(),
                due.into(),
            ];
            assert!(kinds.into_iter().any(|kind| place.put(&mut risk, Some(kind)).is_ok()));
        }
        risk
    }

    #[test]
    fn every_place_of_a_risk_stands_in_one_cell_of_the_table() {
        let register = Register { risks: vec![risk().into()], ..Register::default() };
        let table = csv(&register, Dialect::default()).unwrap();
        let places: Vec<Place> = Place::all(&register.risks[0]).collect();
        assert_eq!(table.lines().next().unwrap().split(',').count(), places.len());
        for place in places {
            let cells = table.lines().nth(1).unwrap().split(',');
            assert_eq!(cells.filter(|cell| *cell == place.to_string()).count(), 1, "{table}");
        }
    }
}
