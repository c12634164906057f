//! The document at one side, what was read from it at the other, each value linked to its cell.

use bellwether_app::import::{Fate, Plan};
use bellwether_domain::{Action, Assessment, AssessmentPart, Field, RiskField, Stage};
use bellwether_intake::Target;
use maud::{Markup, html};

use super::plan_choice::Choice;
use crate::{
    component::{score, source},
    view::{DueView, Frame, Issue, Part, Row, Traced, Value, traced::anchor},
    words::{count, sentence},
};

/// What the two sides are drawn from.
pub(super) struct Reading<'a> {
    /// The page around them.
    pub(super) frame: &'a Frame,
    /// The document's register as rows.
    pub(super) issue: &'a Issue<'a>,
    /// What would become of each risk.
    pub(super) plan: &'a Plan,
    /// The document, and what became of each cell.
    pub(super) traced: &'a Traced<'a>,
    /// What the reader chose on the way here.
    pub(super) choice: &'a Choice,
    /// Which part is shown, from zero.
    pub(super) number: usize,
    /// That part.
    pub(super) part: &'a Part,
}

impl Reading<'_> {
    /// Both sides of the part.
    pub(super) fn draw(&self) -> Markup {
        let document = self.traced.rows(self.part).next().is_some();
        html! {
            section .panel #reading {
                div .panel-head {
                    h2 { "What was read, beside where it stood" }
                    p { @if document { "Choose a value or a cell to find the other." } @else { "The document is Bellwether’s own: it was taken as it is." } }
                }
                (self.parts())
                div .reading .is-alone[!document] {
                    @if document {
                        div .source tabindex="0" role="region" aria-label="The document" { (source::source(self.traced, self.part)) }
                    }
                    div .read tabindex="0" role="region" aria-label="The reading" {
                        @for row in self.part.risks.iter().filter_map(|risk| self.issue.rows.get(*risk)) { (self.risk(row)) }
                        @if self.part.risks.is_empty() { p .nothing-read.muted { "Nothing of the register was read from this part." } }
                    }
                }
            }
        }
    }

    /// The address of a part, or of a place in it.
    fn link(&self, part: usize, anchor: &str) -> String {
        format!("{}#{anchor}", self.choice.address(self.frame, Some(part)))
    }

    /// The way through a document of several parts.
    fn parts(&self) -> Markup {
        let (parts, number) = (&self.traced.parts, self.number);
        let before = number.checked_sub(1);
        let after = Some(number + 1).filter(|after| *after < parts.len());
        let way = |part: Option<usize>, rel: &str, words: &str| {
            html! {
                @match part {
                    Some(part) => a .button rel=(rel) data-part href=(self.link(part, "reading")) { (words) },
                    None => span .button.is-off aria-hidden="true" { (words) },
                }
            }
        };
        html! {
            @if parts.len() > 1 {
                nav .pages.reading-parts aria-label="Parts of the document" {
                    (way(before, "prev", "← Before"))
                    p { strong { (self.traced.name(self.part)) } ", part " (number + 1) " of " (parts.len()) }
                    (way(after, "next", "After →"))
                    @if parts.len() > 2 {
                        form method="get" action={ (self.frame.path) "#reading" } data-part {
                            (self.choice.hidden())
                            label .unseen for="part" { "Part of the document" }
                            select #part name="part" {
                                @for (other, part) in parts.iter().enumerate() {
                                    option value=(other + 1) selected[other == number] { (self.traced.name(part)) }
                                }
                            }
                            button type="submit" { "Go" }
                        }
                    }
                }
            }
        }
    }

    /// A value, linked to the cell that it stood in.
    fn value(&self, value: Value, words: &Markup) -> Markup {
        let cells = self.traced.cells(value);
        let here = |part: Option<usize>| part == Some(self.number);
        let first =
            cells.iter().find(|at| here(self.traced.part_of_cell(**at))).or(cells.first()).copied();
        let own = value.anchor();
        html! {
            @match first.and_then(|at| Some((at, self.traced.part_of_cell(at)?))) {
                Some((at, part)) => a .value id=(own) title={ "From " (self.traced.place_of(at)) }
                    href={ @if here(Some(part)) { "#" (anchor(at)) } @else { (self.link(part, &anchor(at))) } }
                    data-to=[(cells.len() > 1).then(|| cells.iter().map(|at| anchor(*at)).collect::<Vec<_>>().join(" "))] { (words) },
                None => span .value id=(own) { (words) },
            }
        }
    }

    fn field(&self, risk: usize, field: Field, words: &str) -> Markup {
        self.value(Value::of(risk, Target::Field(field)), &html! { (words) })
    }

    fn heading(&self, field: Field) -> String {
        sentence(self.issue.register.heading_of(field))
    }

    fn risk(&self, row: &Row<'_>) -> Markup {
        let (risk, place) = (row.risk, row.position);
        let fate = self.plan.risks.get(place).map(|planned| &planned.fate);
        let said = |own: RiskField| Some((Field::from(own), own.words(risk)?.into_owned()));
        let mut texts = RiskField::WORDING.into_iter().filter_map(said);
        let wording = texts.next();
        let controls: Vec<&str> = risk.controls.iter().map(|c| c.description.as_str()).collect();
        let owners = (!risk.owners.is_empty()).then(|| (Field::Owners, risk.owners.join("; ")));
        let rest = said(RiskField::Category)
            .into_iter()
            .chain(owners)
            .chain([RiskField::Response, RiskField::Status].into_iter().filter_map(said));
        html! {
            article .read-risk id={ "read-" (place) } {
                h3 {
                    @match &risk.reference {
                        Some(own) => (self.field(place, Field::Reference, own)),
                        None => span .muted { (row.reference()) },
                    }
                    span { @if let Some((field, text)) = &wording { (self.field(place, *field, text)) } }
                    (fate_pill(fate))
                }
                p .read-scores {
                    @for stage in Stage::ALL {
                        @if let Some(assessment) = risk.assessments.get(stage).filter(|a| !a.is_blank()) {
                            (self.assessment(place, stage, assessment))
                        }
                    }
                }
                dl .read-facts {
                    @for (field, text) in texts.chain(rest).filter(|(_, text)| !text.is_empty()) {
                        div { dt { (self.heading(field)) } dd { (self.field(place, field, &text)) } }
                    }
                    @if !controls.is_empty() {
                        div { dt { (self.heading(Field::Controls)) } dd { (self.field(place, Field::Controls, &controls.join(" · "))) } }
                    }
                    @for (heading, text) in &risk.extra {
                        div { dt title=(heading) { (heading.rsplit(" / ").next().unwrap_or(heading)) } dd { (self.value(self.traced.extra(place, heading), &html! { (text) })) } }
                    }
                }
                @if !risk.actions.is_empty() {
                    ol .read-actions {
                        @for (number, (action, due)) in row.dated().enumerate() {
                            li { (self.action(place, number, action, &due)) }
                        }
                    }
                }
            }
        }
    }

    /// "Gross 4 × 5 20": each figure linked to its own cell.
    fn assessment(&self, risk: usize, stage: Stage, assessment: &Assessment) -> Markup {
        let of = |part| Value::of(risk, Target::Rating(part, stage));
        let part = |part: AssessmentPart| {
            let rating = part.rating(assessment)?;
            Some(self.value(of(part), &html! { (rating.text) }))
        };
        let likelihood = part(AssessmentPart::Likelihood);
        let impact = part(AssessmentPart::Impact);
        let scored = assessment.score.is_some() || assessment.level.is_some();
        let result = [of(AssessmentPart::Score), of(AssessmentPart::Level)]
            .into_iter()
            .find(|value| !self.traced.cells(*value).is_empty())
            .unwrap_or_else(|| of(AssessmentPart::Score));
        html! {
            span .score {
                span .muted.small { (self.issue.stage_label_short(stage)) }
                @if let Some(part) = &likelihood { (part) }
                @if likelihood.is_some() && impact.is_some() { span .muted aria-hidden="true" { "×" } }
                @if let Some(part) = &impact { (part) }
                @if scored { (self.value(result, &score::chip(assessment, &self.issue.bands))) }
            }
        }
    }

    fn action(&self, risk: usize, number: usize, action: &Action, due: &DueView) -> Markup {
        let value =
            |field, words: &Markup| self.value(Value::of_action(risk, field, number), words);
        html! {
            (value(Field::Action, &html! { (action.description) }))
            span .read-action {
                @if !action.owners.is_empty() { (value(Field::ActionOwners, &html! { (action.owners.join(", ")) })) }
                @if let Some(own) = &action.due {
                    (value(Field::ActionDue, &html! { (own.text) }))
                    @if due.words != own.text { span .muted { (due.words) } }
                }
                @if let Some(status) = &action.status { (value(Field::ActionStatus, &html! { (status.text) })) }
            }
        }
    }
}

fn fate_pill(fate: Option<&Fate>) -> Markup {
    html! {
        @match fate {
            Some(Fate::Create) => span .pill.pill-blue { "New" },
            Some(Fate::Change(changes)) => span .pill.pill-amber { (count(changes.len(), "change")) },
            Some(Fate::Reopen(_)) => span .pill.pill-amber { "Reopened" },
            Some(Fate::Close(_)) => span .pill.pill-amber { "Closed" },
            Some(Fate::Same) | None => "",
        }
    }
}
