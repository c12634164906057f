//! The cells of one row → the fields of one risk.

use bellwether_domain::{
    Action, Assessment, AssessmentPart, Control, Date, Field, Number, Reading, Risk, Source, due,
};

use super::{
    fit::cell,
    labelled,
    order::Order,
    shade,
    sharing::{closes, closing, divide, most_close, names_both, share},
};
use crate::{
    Target,
    map::{Mapped, Mapping},
    parse::{is_nothing, list, owners, product, rating, squeeze, status},
    sheet::{Merged, Row},
};

/// What reading a cell needs to know of the document.
pub(crate) struct Context<'a> {
    pub(crate) mapping: &'a Mapping,
    pub(crate) known: &'a owners::Known,
    pub(crate) as_at: Date,
    /// Whether an action closes with its owner and date.
    pub(crate) closed: bool,
    /// Whether the target dates have their months first.
    pub(super) order: Order,
}

/// Whether the actions of a table close with their owners and dates, which have no columns.
pub(crate) fn closes_actions(mapping: &Mapping, rows: &[&Row]) -> bool {
    let apart = [Field::ActionOwners, Field::ActionDue];
    let Some(column) = mapping.first(Field::Action) else { return false };
    apart.iter().all(|field| mapping.first(*field).is_none())
        && (closes(column)
            || most_close(rows.iter().map(|row| cell(column, row)), column.contents.is_wrapped()))
}

/// Initials mended while a row was read, as they stood.
pub(crate) type Broken = Vec<String>;

impl Context<'_> {
    /// Owners of an action, noting initials that a wrap had broken. What the cell says of them stays
    /// with the risk, under its own heading.
    fn owners(&self, risk: &mut Risk, text: &str, broken: &mut Broken) -> Vec<String> {
        let read = owners::read(text, self.known);
        broken.extend(read.broken);
        if let (Some(reason), Some(column)) = (read.reason, self.mapping.first(Field::ActionOwners))
        {
            append(risk.extra.entry(column.column.path()).or_default(), &reason);
        }
        read.names
    }

    /// A new risk from its row.
    pub(crate) fn risk(&self, row: &Row, source: &Source, broken: &mut Broken) -> Risk {
        let mut risk = Risk { source: Some(source.clone()), ..Risk::default() };
        for column in &self.mapping.columns {
            self.fill(&mut risk, column, row, broken);
        }
        self.add_actions(&mut risk, row, source, broken);
        risk
    }

    /// Adds one column's cell to a risk; actions are added apart, since they take several columns.
    pub(crate) fn fill(&self, risk: &mut Risk, column: &Mapped, row: &Row, broken: &mut Broken) {
        let words = cell(column, row);
        let plain = squeeze(&words);
        match column.target {
            Target::Rating(field, stage) => {
                let (plain, reason) = split_reason(&plain);
                let slot = risk.assessments.slot(stage);
                let assessment = slot.get_or_insert_default();
                rate(assessment, field, plain, shade::judged(column, row), column);
                if let Some(exact) = exact(column, row) {
                    hold(assessment, field, exact);
                }
                if assessment.is_blank() {
                    *slot = None;
                } else if assessment.label.is_none() {
                    assessment.label.clone_from(&column.label);
                }
                if let Some(reason) = reason {
                    append(risk.extra.entry(column.column.path()).or_default(), reason);
                }
            }
            Target::Field(field) => self.field(risk, column, field, &words, broken),
            Target::Extra if !plain.is_empty() => {
                let kept = risk.extra.entry(column.own_heading()).or_default();
                append(kept, &plain);
            }
            Target::Extra | Target::Ignore => {}
        }
    }

    fn field(
        &self,
        risk: &mut Risk,
        column: &Mapped,
        field: Field,
        words: &str,
        broken: &mut Broken,
    ) {
        let plain = squeeze(words);
        let (plain, wrapped) = (plain.as_str(), column.contents.is_wrapped());
        if plain.is_empty() {
            return;
        }
        let text = |slot: &mut Option<String>| append(slot.get_or_insert_default(), plain);
        match field {
            Field::Reference => risk.reference = Some(plain.to_owned()),
            Field::Category => risk.category = Some(plain.to_owned()),
            Field::Title => text(&mut risk.title),
            Field::Description => match labelled::parts(words) {
                Some(parts) => parts.give(risk),
                None => append(risk.description.get_or_insert_default(), plain),
            },
            Field::Cause => text(&mut risk.cause),
            Field::Event => text(&mut risk.event),
            Field::Consequence => text(&mut risk.consequence),
            Field::Owners => {
                let read = owners::read(words, self.known);
                broken.extend(read.broken);
                for owner in read.names {
                    if !risk.owners.contains(&owner) {
                        risk.owners.push(owner);
                    }
                }
                if let Some(reason) = read.reason {
                    append(risk.extra.entry(column.column.path()).or_default(), &reason);
                }
            }
            Field::Controls => {
                risk.controls.extend(
                    list::under(&column.column.heading, words, wrapped)
                        .into_iter()
                        .map(Control::new),
                );
            }
            Field::Status => risk.status = status::risk(plain),
            Field::Response => risk.response = status::response(plain),
            Field::OfAction(_) | Field::OfAssessment(_) => {}
        }
    }

    /// Adds the actions of a row: several in one cell share its owner, date and status unless
    /// those cells hold as many.
    pub(crate) fn add_actions(
        &self,
        risk: &mut Risk,
        row: &Row,
        source: &Source,
        broken: &mut Broken,
    ) -> usize {
        let tied = self.tied_actions(risk, row, source, broken);
        let words = |field: Field| {
            self.mapping
                .first(field)
                .map(|column| cell(column, row).into_owned())
                .unwrap_or_default()
        };
        let shade =
            self.mapping.first(Field::ActionStatus).and_then(|column| shade::light(column, row));
        let (owner, due) = self.who_and_when(row);
        let mut stand = words(Field::ActionStatus);
        if stand.is_empty() {
            stand = shade.unwrap_or_default().to_owned();
        }
        let mut texts = Vec::new();
        let mut numbered = false;
        for column in self.mapping.of(Field::Action).filter(|column| column.family.is_none()) {
            numbered |= cell(column, row).starts_with(['1', '•', '-']);
            let wrapped = column.contents.is_wrapped();
            texts.extend(list::under(&column.column.heading, &cell(column, row), wrapped));
        }
        texts.retain(|text| !says_none(text));
        let count = texts.len();
        if count == 0 && tied > 0 {
            return tied;
        }
        if count == 0 {
            if let Some(action) = self.only_dated(row, source) {
                risk.actions.push(action);
                return 1;
            }
            if risk.actions.is_empty() {
                self.keep(risk, row);
            } else {
                self.add_to_last(risk, &owner, &due, &stand, broken);
            }
            return 0;
        }
        let (owners, dues, states) = (
            share(&owner, count, numbered),
            share(&due, count, numbered),
            share(&stand, count, numbered),
        );
        for (place, text) in texts.into_iter().enumerate() {
            let at = |cells: &[String]| cells.get(place).cloned().unwrap_or_default();
            let (words, who, when) =
                if self.closed { closing(&text) } else { (text.as_str(), "", "") };
            let owners = self.owners(risk, &(at(&owners) + who), broken);
            risk.actions.push(Action {
                id: None,
                description: words.to_owned(),
                owners,
                due: self.due(&(at(&dues) + when)),
                status: status::action(&at(&states)),
                source: Some(source.clone()),
            });
        }
        tied + count
    }

    /// Adds the actions whose columns are tied to others by a number.
    fn tied_actions(
        &self,
        risk: &mut Risk,
        row: &Row,
        source: &Source,
        broken: &mut Broken,
    ) -> usize {
        let before = risk.actions.len();
        for column in self.mapping.of(Field::Action).filter(|column| column.family.is_some()) {
            let words = |field: Field| {
                let tied = self.mapping.of(field).find(|other| other.family == column.family);
                tied.map(|other| cell(other, row).into_owned()).unwrap_or_default()
            };
            let description = squeeze(&cell(column, row));
            if says_none(&description) {
                continue;
            }
            let owners = self.owners(risk, &words(Field::ActionOwners), broken);
            risk.actions.push(Action {
                id: None,
                description,
                owners,
                due: self.due(&words(Field::ActionDue)),
                status: status::action(&words(Field::ActionStatus)),
                source: Some(source.clone()),
            });
        }
        risk.actions.len() - before
    }

    /// What is due on a row of a table without a column of actions, where the reader has said that
    /// its dates are those of some: it goes by the heading of the dates.
    fn only_dated(&self, row: &Row, source: &Source) -> Option<Action> {
        let column = self.mapping.first(Field::ActionDue).filter(|column| column.is_given())?;
        let due = self.due(&cell(column, row)).filter(|due| !is_nothing(&due.text))?;
        self.mapping.first(Field::Action).is_none().then(|| Action {
            description: column.own_heading(),
            due: Some(due),
            source: Some(source.clone()),
            ..Action::default()
        })
    }

    /// An owner, a date or a status of actions, where there is no action, stays with the risk under
    /// its own heading.
    fn keep(&self, risk: &mut Risk, row: &Row) {
        for field in [Field::ActionOwners, Field::ActionDue, Field::ActionStatus] {
            for column in self.mapping.of(field) {
                let words = squeeze(&cell(column, row));
                let heading = column.column.path();
                if !is_nothing(&words) && !heading.is_empty() {
                    append(risk.extra.entry(heading).or_default(), &words);
                }
            }
        }
    }

    /// The owner and the date of a row's actions, which may stand together in one column.
    fn who_and_when(&self, row: &Row) -> (String, String) {
        let (who, when) =
            (self.mapping.first(Field::ActionOwners), self.mapping.first(Field::ActionDue));
        let words = |column: &Mapped| cell(column, row).into_owned();
        match (who, when) {
            (None, Some(both)) | (Some(both), None) if names_both(both) => {
                let lines = words(both);
                let parts: Vec<(&str, &str)> = lines.lines().map(divide).collect();
                let join = |parts: Vec<&str>| parts.join("\n").trim().to_owned();
                (
                    join(parts.iter().map(|(who, _)| *who).collect()),
                    join(parts.iter().map(|(_, when)| *when).collect()),
                )
            }
            _ => (who.map(words).unwrap_or_default(), when.map(words).unwrap_or_default()),
        }
    }

    /// A date, owner or status on a row without an action goes with the action before.
    fn add_to_last(
        &self,
        risk: &mut Risk,
        owner: &str,
        due: &str,
        stand: &str,
        broken: &mut Broken,
    ) {
        let names = self.owners(risk, owner, broken);
        let Some(last) = risk.actions.last_mut() else { return };
        for name in names {
            if !last.owners.contains(&name) {
                last.owners.push(name);
            }
        }
        if !squeeze(due).is_empty() {
            let mut text = last.due.take().map(|due| due.text).unwrap_or_default();
            append(&mut text, &squeeze(due));
            last.due = self.due(&text);
        }
        if last.status.is_none() {
            last.status = status::action(stand);
        }
    }

    fn due(&self, text: &str) -> Option<due::Due> {
        let text = squeeze(text);
        (!text.is_empty() && text.chars().any(char::is_alphanumeric))
            .then(|| self.order.read(&text, self.as_at))
    }
}

/// A rating that comes with its reason, divided; the reason is kept beside it.
fn split_reason(words: &str) -> (&str, Option<&str>) {
    if rating::is_rating(words) || rating::value(words).is_some() {
        return (words, None);
    }
    rating::reasoned(words).map_or((words, None), |(rating, reason)| (rating, Some(reason)))
}

/// The assessment's part that a column gives.
fn rate(
    assessment: &mut Assessment,
    part: AssessmentPart,
    words: &str,
    colour: Option<&'static str>,
    column: &Mapped,
) {
    let first = First::of(column);
    if part == AssessmentPart::Score
        && let Some(given) = whole(words, first)
    {
        return give(assessment, given, words);
    }
    match part {
        AssessmentPart::Likelihood => assessment.likelihood = rating::read(words),
        AssessmentPart::Impact => assessment.impact = rating::read(words),
        AssessmentPart::Score | AssessmentPart::Level if rating::named_pair(words).is_some() => {
            let Some(named) = rating::named_pair(words) else { return };
            assessment.likelihood = rating::read(named.likelihood);
            assessment.impact = rating::read(named.impact);
            match named.result {
                Some(result) if rating::number(result).is_some() => {
                    assessment.score = rating::read(result);
                }
                Some(result) => assessment.level = Some(result.to_owned()),
                None => {}
            }
        }
        AssessmentPart::Score
            if column.contents.paired >= 0.7
                && column.contents.scaled < 0.7
                && rating::pair(words).is_some() =>
        {
            let parts =
                rating::pair(words).map(|(one, other)| (rating::read(one), rating::read(other)));
            let Some((one, other)) = parts else { return };
            let (likelihood, impact) =
                if first == First::Impact { (other, one) } else { (one, other) };
            (assessment.likelihood, assessment.impact) = (likelihood, impact);
        }
        AssessmentPart::Score => {
            assessment.score = rating::read(words);
            if assessment.level.is_none() {
                assessment.level = rating::worded(words).or(colour).map(str::to_owned);
            }
        }
        AssessmentPart::Level => {
            if !words.is_empty() && words.chars().any(char::is_alphanumeric) {
                assessment.level = Some(words.to_owned());
            } else if assessment.level.is_none() {
                assessment.level = colour.map(str::to_owned);
            }
        }
    }
}

/// The number that a cell holds, where it shows a rounded one.
fn exact(column: &Mapped, row: &Row) -> Option<Number> {
    let cell = row.cells.get(column.column.index).filter(|_| column.column.ticks.is_empty())?;
    Number::new(*cell.exact.as_deref()?)
}

/// Gives a rating the number that its cell holds; the words stay as they are shown.
fn hold(assessment: &mut Assessment, part: AssessmentPart, exact: Number) {
    let rating = match part {
        AssessmentPart::Likelihood => &mut assessment.likelihood,
        AssessmentPart::Impact => &mut assessment.impact,
        AssessmentPart::Score => &mut assessment.score,
        _ => return,
    };
    if let Some(rating) = rating.as_mut().filter(|rating| rating.value.is_some()) {
        rating.value = Some(exact);
    }
}

/// Which of the two ratings comes first where one cell holds both.
#[derive(Clone, Copy, PartialEq)]
enum First {
    Likelihood,
    Impact,
}

impl First {
    /// Likelihood, unless the heading says "I x L" or names the impact before it.
    fn of(column: &Mapped) -> Self {
        let words = crate::map::heading::words(&column.column.path());
        let place = |names: &[&str]| words.iter().position(|word| names.contains(&word.as_str()));
        match (
            place(&["l", "likelihood", "p", "probability"]),
            place(&["i", "impact", "s", "severity", "c", "consequence"]),
        ) {
            (Some(likelihood), Some(impact)) if impact < likelihood => Self::Impact,
            _ => Self::Likelihood,
        }
    }
}

/// Likelihood, impact and score of a cell that gives all of them: "4 x 5 = 20".
fn whole(words: &str, first: First) -> Option<(Number, Number, Option<Number>)> {
    product::tagged(words).or_else(|| {
        let (one, other, score) = product::bare(words)?;
        Some(if first == First::Impact { (other, one, score) } else { (one, other, score) })
    })
}

/// Gives an assessment what one cell says of all its parts, each in its own words.
fn give(
    assessment: &mut Assessment,
    (likelihood, impact, score): (Number, Number, Option<Number>),
    words: &str,
) {
    assessment.likelihood = Some(Reading::read(likelihood.to_string(), likelihood));
    assessment.impact = Some(Reading::read(impact.to_string(), impact));
    assessment.score = Some(match score {
        Some(score) => Reading::read(score.to_string(), score),
        None => Reading { text: words.to_owned(), value: likelihood.times(impact) },
    });
}

/// Whether an action's text says that there is none.
fn says_none(text: &str) -> bool {
    const NONE: [&str; 14] = [
        "none at present",
        "none at this time",
        "none currently",
        "none planned",
        "none needed",
        "none yet",
        "not preventable",
        "no action",
        "no action required",
        "no further action",
        "no actions",
        "none required",
        "no further action required",
        "no further actions",
    ];
    is_nothing(text) || NONE.contains(&text.trim().trim_end_matches('.').to_lowercase().as_str())
}

fn append(kept: &mut String, words: &str) {
    if !kept.is_empty() {
        kept.push(' ');
    }
    kept.push_str(words);
}

/// Whether a cell belongs to a merged one that began above.
pub(crate) fn is_covered(column: &Mapped, row: &Row) -> bool {
    row.cells.get(column.column.index).is_some_and(|cell| cell.merged == Merged::FromAbove)
}
