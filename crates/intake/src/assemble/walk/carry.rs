//! Rows that carry on the risk before them: further actions, or the rest of its words.

use bellwether_domain::{Action, Control, Diagnostic, Field, Place, Risk, RiskField, Source};

use super::{
    super::{
        fit::cell,
        risk::{Broken, is_covered},
    },
    Walk,
};
use crate::{
    Target,
    locate::filled,
    map::{Mapped, heading, vocabulary::Concept},
    note,
    parse::{list, squeeze},
    sheet::Row,
};

impl Walk<'_> {
    /// A row that carries on the risk before it.
    pub(super) fn go_on(&mut self, index: usize, row: &Row, source: &Source, text: bool) {
        let at = self.walked.risks.len().saturating_sub(1);
        self.walked.rows.insert(index, at);
        if self.split {
            self.walked.diagnostics.push(note::info(
                "risk-split",
                "The risk before goes on across a page break; its parts were joined.".to_owned(),
                "Check that the rows after the break belong to the same risk.",
                Some(source.clone()),
            ));
        }
        let mut broken = Broken::new();
        if (text || self.split) && self.carries_text(row) {
            self.join_text(row, source, &mut broken);
        } else {
            self.add(row, source, &mut broken);
        }
        self.mended(&broken, source);
    }

    /// Takes a row of one cell that says by a label of its own what it adds to the risk before:
    /// "Action: …" across the table.
    pub(super) fn told_by_label(&mut self, index: usize, row: &Row, source: &Source) -> bool {
        let mut cells = filled(row);
        let (Some((_, only)), None) = (cells.next(), cells.next()) else { return false };
        let Some((label, words)) = only.text.trim().split_once(':') else { return false };
        let found = heading::best(label).filter(|found| found.score >= 0.9 && label.len() <= 40);
        let acts = match found.map(|found| found.concept) {
            Some(Concept::Action) => true,
            Some(Concept::Control) => false,
            _ => return false,
        };
        let field = if acts { Field::Action } else { Field::Controls };
        let Some(risk) = self.walked.risks.last_mut() else { return false };
        // Where a column has them, the words before the colon are its own.
        if self.context.mapping.first(field).is_some() || words.split_whitespace().count() < 2 {
            return false;
        }
        for description in list::items(words.trim(), false) {
            if acts {
                let source = Some(source.clone());
                risk.actions.push(Action { description, source, ..Action::default() });
            } else {
                risk.controls.push(Control::new(description));
            }
        }
        self.walked.rows.insert(index, self.walked.risks.len().saturating_sub(1));
        true
    }

    /// Whether a row continues the words of the row before rather than adding an action.
    pub(super) fn carries_text(&self, row: &Row) -> bool {
        let said = |field: Field| self.context.mapping.of(field).any(|c| !cell(c, row).is_empty());
        let told = said(Field::ActionOwners) || said(Field::ActionDue) || said(Field::ActionStatus);
        let lower = self
            .context
            .mapping
            .of(Field::Action)
            .any(|column| cell(column, row).starts_with(char::is_lowercase));
        let alone = self.context.mapping.first(Field::ActionOwners).is_none()
            && self.context.mapping.first(Field::ActionDue).is_none()
            && self.worded(row);
        (!told && (lower || self.worded(row))) || alone
    }

    /// Joins every cell of a row to the same column of the risk before.
    pub(super) fn join_text(&mut self, row: &Row, source: &Source, broken: &mut Broken) {
        let Some(risk) = self.walked.risks.last_mut() else { return };
        for column in &self.context.mapping.columns {
            let words = squeeze(&cell(column, row));
            if words.is_empty() {
                continue;
            }
            match column.field() {
                Some(Field::Action) => match risk.actions.last_mut() {
                    Some(last) => {
                        let (rest, items) = going_on(column, row);
                        append(&mut last.description, &rest);
                        risk.actions.extend(items.into_iter().map(|description| Action {
                            description,
                            source: Some(source.clone()),
                            ..Action::default()
                        }));
                    }
                    None => {
                        let source = risk.source.clone().unwrap_or_default();
                        self.context.add_actions(risk, row, &source, broken);
                    }
                },
                Some(Field::Controls) => match risk.controls.last_mut() {
                    Some(last) => {
                        let (rest, items) = going_on(column, row);
                        append(&mut last.description, &rest);
                        let controls = items.into_iter().map(Control::new);
                        risk.controls.extend(controls);
                    }
                    None => self.context.fill(risk, column, row, broken),
                },
                Some(Field::Owners) if !risk.owners.is_empty() => {
                    // "Chief" on one page and "Officer" on the next are one owner.
                    if let Some(last) = risk.owners.last_mut() {
                        last.push(' ');
                        last.push_str(&words);
                    }
                }
                Some(Field::Category) if risk.category.is_some() => {
                    if let Some(kept) = &mut risk.category {
                        kept.push(' ');
                        kept.push_str(&words);
                    }
                }
                Some(Field::Reference) => {}
                Some(field) if crate::target::is_rating(field) && rated(risk, column) => {}
                _ => self.context.fill(risk, column, row, broken),
            }
        }
    }

    /// Adds a continuation row's actions and controls; a cell of the risk itself is doubted.
    pub(super) fn add(&mut self, row: &Row, source: &Source, broken: &mut Broken) {
        let Some(risk) = self.walked.risks.last_mut() else { return };
        for column in &self.context.mapping.columns {
            let words = squeeze(&cell(column, row));
            if words.is_empty() || is_covered(column, row) {
                continue;
            }
            match column.field() {
                Some(
                    Field::Action
                    | Field::ActionOwners
                    | Field::ActionDue
                    | Field::ActionStatus
                    | Field::Reference,
                ) => {}
                Some(Field::Controls) | None => self.context.fill(risk, column, row, broken),
                Some(field) if is_blank(risk, column, field) => {
                    self.context.fill(risk, column, row, broken)
                }
                Some(Field::Cause | Field::Consequence) if !holds(risk, &words) => {
                    self.context.fill(risk, column, row, broken);
                }
                Some(field) => {
                    let same = holds(risk, &words)
                        || field == Field::Owners && risk.owners.contains(&words);
                    let repeated = same && field != Field::Owners;
                    if !repeated {
                        self.walked.diagnostics.push(stray(column, &words, same, source));
                    }
                }
            }
        }
        self.context.add_actions(risk, row, source, broken);
    }
}

/// What a cell says of the last item of the row before, and the items that it has of its own: those
/// after bullets or blank lines.
fn going_on(column: &Mapped, row: &Row) -> (String, Vec<String>) {
    let text = cell(column, row);
    let marked = |line: &str| list::unmarked(line) != line.trim();
    let first = text.lines().find(|line| !line.trim().is_empty()).is_some_and(marked);
    if !text.lines().any(marked) && !text.trim().contains("\n\n") {
        return (squeeze(&text), vec![]);
    }
    let mut items = list::items(&text, column.contents.is_wrapped());
    let rest = if first || items.is_empty() { String::new() } else { items.remove(0) };
    (rest, items)
}

fn append(text: &mut String, rest: &str) {
    if !rest.is_empty() {
        text.push(' ');
        text.push_str(rest);
    }
}

fn rated(risk: &Risk, column: &Mapped) -> bool {
    column.field().is_some_and(|field| !is_blank(risk, column, field))
}

/// Whether a risk has nothing yet in a column's field.
fn is_blank(risk: &Risk, column: &Mapped, field: Field) -> bool {
    match (column.target, field) {
        (Target::Rating(part, stage), _) => Place::Assessment(stage, part).words(risk).is_none(),
        (_, Field::OfRisk(own)) => own != RiskField::Reference && own.words(risk).is_none(),
        _ => false,
    }
}

/// Whether a risk already says the words in one of its own fields.
fn holds(risk: &Risk, words: &str) -> bool {
    let texts = [
        &risk.category,
        &risk.title,
        &risk.description,
        &risk.cause,
        &risk.event,
        &risk.consequence,
    ];
    texts.iter().any(|text| text.as_deref() == Some(words))
        || bellwether_domain::Stage::ALL
            .iter()
            .filter_map(|stage| risk.assessments.get(*stage))
            .any(|a| {
                let ratings = [&a.likelihood, &a.impact, &a.score];
                ratings.into_iter().flatten().any(|rating| rating.text == words)
                    || a.level.as_deref() == Some(words)
            })
}

fn stray(column: &Mapped, words: &str, same: bool, source: &Source) -> Diagnostic {
    let heading = &column.column.heading;
    let done = if same {
        "it says what the risk already says, so nothing was changed"
    } else {
        "it was left out"
    };
    note::warning(
        "stray-cell",
        format!("“{words}” stands under “{heading}” on a row that carries on a risk; {done}."),
        "Check whether it is a slip, or was meant to add to the risk.",
        Some(source.clone()),
    )
}
