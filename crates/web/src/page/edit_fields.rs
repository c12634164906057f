//! The fields of the edit form: words, scores by the body's own scales, actions.

use std::collections::BTreeSet;

use bellwether_app::edit::Problem;
use bellwether_domain::{
    Action, ActionField, ActionStatus, Assessment, AssessmentPart, Date, Field, Level, Place, Risk,
    RiskField, Stage,
};
use maud::{Markup, html};

use crate::{
    component::{due, score},
    form::edit::owners_text,
    view::{DueView, Issue},
    words::sentence,
};

/// The name of the field that a place of the risk has in the form.
pub(super) fn name_of(place: &Place, item: Option<usize>) -> Option<String> {
    Some(match place {
        Place::Risk(field) => Field::from(*field).name().to_owned(),
        Place::Assessment(stage, part) => format!("{stage}.{}", Field::from(*part)),
        Place::Control(..) => "controls".to_owned(),
        Place::Action(_, field) => {
            let part = match field {
                ActionField::Owners => "owners",
                ActionField::Due => "due",
                ActionField::Status => "status",
                ActionField::Whole | ActionField::Description => "words",
            };
            format!("action.{}.{part}", item?)
        }
        Place::Extra(heading) => format!("extra.{heading}"),
        Place::Register(_) => return None,
    })
}

/// What the fields are drawn from.
pub(super) struct Fields<'a> {
    /// The register around the risk: its headings, its scales, the words it uses.
    pub(super) issue: &'a Issue<'a>,
    /// The risk as typed so far.
    pub(super) risk: &'a Risk,
    /// What is wrong with it.
    pub(super) problems: &'a [Problem],
    /// The day that dates are judged at.
    pub(super) as_at: Date,
    /// How many empty rows for actions follow.
    pub(super) spare: usize,
}

impl Fields<'_> {
    fn heading(&self, field: Field) -> String {
        sentence(self.issue.register.heading_of(field))
    }

    /// Whether the register uses a field at all.
    fn uses(&self, has: impl Fn(&Risk) -> bool) -> bool {
        has(self.risk) || self.issue.register.risks.iter().any(|risk| has(risk))
    }

    /// What is wrong with a field, said beneath it.
    fn wrong(&self, name: &str) -> Option<&str> {
        self.problems
            .iter()
            .find(|problem| {
                let place = problem.place.as_ref();
                place.and_then(|place| name_of(&place.at, problem.item)).as_deref() == Some(name)
            })
            .map(|problem| problem.message.as_str())
    }

    fn note(&self, name: &str) -> Markup {
        html! {
            @if let Some(wrong) = self.wrong(name) {
                p .wrong id={ (name) "-wrong" } { (sentence(wrong)) "." }
            }
        }
    }

    fn describes(&self, name: &str) -> Option<String> {
        self.wrong(name).map(|_| format!("{name}-wrong"))
    }

    /// One line of text, with the words that the register has elsewhere to choose from.
    fn line(&self, name: &str, label: &str, value: &str, list: Option<&str>) -> Markup {
        html! {
            label for=(name) { (label) }
            input id=(name) name=(name) value=(value) list=[list] autocomplete="off"
                aria-invalid=[self.wrong(name).map(|_| "true")] aria-describedby=[self.describes(name)];
            (self.note(name))
        }
    }

    /// Several lines of text.
    fn area(&self, name: &str, label: &str, value: &str, rows: usize) -> Markup {
        html! {
            label for=(name) { (label) }
            textarea id=(name) name=(name) rows=(rows)
                aria-invalid=[self.wrong(name).map(|_| "true")] aria-describedby=[self.describes(name)] { (value) }
            (self.note(name))
        }
    }

    /// Number, category, owners and the wording.
    pub(super) fn wording(&self) -> Markup {
        let risk = self.risk;
        use RiskField::{Cause, Consequence, Description, Event, Title};
        let mut shown = vec![Title, Description, Cause, Event, Consequence];
        shown.retain(|field| self.uses(|risk| field.words(risk).is_some()));
        if shown.is_empty() {
            shown.push(Description);
        }
        html! {
            section .panel {
                div .panel-head { h2 { "What it is, and whose" } }
                div .panel-body.edit-grid {
                    @if self.uses(|risk| risk.reference.is_some()) { div .edit-short { (self.line("reference", "Number", risk.reference.as_deref().unwrap_or_default(), None)) } }
                    div { (self.line("category", &self.heading(Field::Category), risk.category.as_deref().unwrap_or_default(), Some("categories"))) }
                    div {
                        (self.line("owners", &self.heading(Field::Owners), &owners_text(&risk.owners), Some("people")))
                        p .hint { "Initials or names, as the register writes them. Several are parted by / or ;" }
                    }
                    @for own in shown {
                        @let (text, field) = (own.words(risk).unwrap_or_default(), Field::from(own));
                        div .edit-whole { (self.area(field.name(), &self.heading(field), &text, rows(&text))) }
                    }
                    @for own in [RiskField::Response, RiskField::Status] {
                        @if self.uses(|risk| own.words(risk).is_some()) {
                            @let field = Field::from(own);
                            @let known = self.words(|risk| own.words(risk).map(Into::into));
                            div { (self.choice(field.name(), &self.heading(field), own.words(risk).as_deref(), &known)) }
                        }
                    }
                }
                (self.lists())
            }
        }
    }

    /// Every word that the register has for something.
    fn words(&self, of: impl Fn(&Risk) -> Option<String>) -> Vec<String> {
        let all: BTreeSet<String> =
            self.issue.register.risks.iter().filter_map(|risk| of(risk)).collect();
        all.into_iter().collect()
    }

    /// The words to choose from, for the fields that may also hold others.
    fn lists(&self) -> Markup {
        let mut people: BTreeSet<&str> = BTreeSet::new();
        for risk in &self.issue.register.risks {
            let of_actions = risk.actions.iter().flat_map(|action| &action.owners);
            people.extend(risk.owners.iter().chain(of_actions).map(String::as_str));
        }
        html! {
            datalist #categories { @for category in self.words(|risk| risk.category.clone()) { option value=(category) {} } }
            datalist #people {
                @for owner in people { option value=(owner) { (self.issue.name(owner).unwrap_or(owner)) } }
            }
        }
    }

    /// A choice among words, whatever else stands there now included.
    fn choice(&self, name: &str, label: &str, now: Option<&str>, words: &[String]) -> Markup {
        html! {
            label for=(name) { (label) }
            select id=(name) name=(name) {
                option value="" { "–" }
                @if let Some(now) = now.filter(|now| !now.is_empty() && !words.iter().any(|word| word == now)) {
                    option value=(now) selected { (now) }
                }
                @for word in words { option value=(word) selected[now == Some(word)] { (word) } }
            }
            (self.note(name))
        }
    }

    /// The assessments, each by the body's own scale.
    pub(super) fn assessments(&self) -> Markup {
        html! {
            section .stages.edit-stages aria-label="Assessments" {
                @for stage in self.issue.stages() { (self.assessment(stage)) }
            }
        }
    }

    fn assessment(&self, stage: Stage) -> Markup {
        let blank = Assessment::default();
        let assessment = self.risk.assessments.get(stage).unwrap_or(&blank);
        let scheme = self.issue.bands.printed();
        let uses = |has: fn(&Assessment) -> bool| {
            self.uses(|risk| risk.assessments.get(stage).is_some_and(has))
        };
        // Where a matrix gives the score there is nothing to type.
        let by_matrix = scheme.is_some() && uses(|a| a.likelihood.is_some() && a.impact.is_some());
        let own_level = uses(|a| a.level.is_some())
            && assessment.score_value().is_none_or(|s| self.issue.bands.word(s).is_none());
        html! {
            fieldset .stage {
                legend { (self.issue.stage_label(stage)) }
                @if !assessment.is_blank() { (score::big_chip(assessment, &self.issue.bands)) }
                div .edit-scores {
                    @if uses(|a| a.likelihood.is_some()) {
                        div { (self.rating(stage, AssessmentPart::Likelihood, assessment, scheme.map(|s| s.likelihood.as_slice()))) }
                    }
                    @if uses(|a| a.impact.is_some()) {
                        div { (self.rating(stage, AssessmentPart::Impact, assessment, scheme.map(|s| s.impact.as_slice()))) }
                    }
                    @if !by_matrix && uses(|a| a.score.is_some()) {
                        div { (self.rating(stage, AssessmentPart::Score, assessment, None)) }
                    }
                    @if own_level {
                        div { (self.line(&format!("{stage}.level"), "Rating", assessment.level.as_deref().unwrap_or_default(), None)) }
                    }
                    @if by_matrix { p .hint { "The score follows from the matrix." } }
                }
            }
        }
    }

    fn rating(
        &self,
        stage: Stage,
        part: AssessmentPart,
        assessment: &Assessment,
        scale: Option<&[Level]>,
    ) -> Markup {
        let (field, rating) = (Field::from(part), part.rating(assessment));
        let (name, label) = (format!("{stage}.{field}"), field.plain());
        let text = rating.map(|rating| rating.text.as_str()).unwrap_or_default();
        let Some(scale) = scale else { return self.line(&name, label, text, None) };
        let on = |level: &Level| rating.is_some_and(|rating| rating.value == Some(level.value));
        // A register that writes words keeps writing words.
        let in_words =
            scale.iter().any(|level| on(level) && level.label.eq_ignore_ascii_case(text));
        html! {
            label for=(name) { (label) }
            select id=(name) name=(name) aria-invalid=[self.wrong(&name).map(|_| "true")] aria-describedby=[self.describes(&name)] {
                option value="" { "–" }
                @if !text.is_empty() && !scale.iter().any(on) { option value=(text) selected { (text) } }
                @for level in scale.iter().rev() {
                    @let own = if in_words { level.label.clone() } else { level.value.to_string() };
                    option value={ @if on(level) { (text) } @else { (own) } } selected[on(level)] {
                        (level.in_full())
                    }
                }
            }
            (self.note(&name))
        }
    }

    /// The actions, then empty rows for new ones.
    pub(super) fn actions(&self) -> Markup {
        let count = self.risk.actions.len();
        let statuses = self.statuses();
        html! {
            section .panel #actions {
                div .panel-head {
                    h2 { (self.issue.actions_heading()) }
                    p { "Write a date as you would say it: “Sept 2026 then ongoing”." }
                }
                input type="hidden" name="actions" value=(count + self.spare);
                @for (row, action) in self.risk.actions.iter().enumerate() {
                    (self.action(row, Some(action), &statuses))
                }
                @for row in count..count + self.spare { (self.action(row, None, &statuses)) }
                p .panel-body.edit-more { button type="submit" name="do" value="more" formnovalidate { "One more action" } }
            }
        }
    }

    fn action(&self, row: usize, action: Option<&Action>, statuses: &[String]) -> Markup {
        let name = |part: &str| format!("action.{row}.{part}");
        let words = action.map(|action| action.description.as_str()).unwrap_or_default();
        let owners = action.map(|action| owners_text(&action.owners)).unwrap_or_default();
        let status = action.and_then(|action| action.status.as_ref()).map(|s| s.text.as_str());
        let text = action.and_then(|action| action.due.as_ref()).map(|due| due.text.as_str());
        let reading = action.filter(|action| action.due.is_some());
        html! {
            fieldset .edit-action.is-new[words.is_empty()] {
                legend { @if action.is_some() { "Action " (row + 1) } @else { "New action" } }
                @if let Some(id) = action.and_then(|action| action.id) { input type="hidden" name=(name("id")) value=(id); }
                div .edit-words {
                    (self.area(&name("words"), "What is to be done", words, rows(words).min(4)))
                    @if !words.is_empty() {
                        label .check.edit-remove { input type="checkbox" name=(name("remove")); "Take it off the list" }
                    }
                }
                div { (self.line(&name("owners"), &self.heading(Field::ActionOwners), &owners, Some("people"))) }
                div {
                    (self.line(&name("due"), &self.heading(Field::ActionDue), text.unwrap_or_default(), None))
                    @if let Some(action) = reading {
                        @let view = DueView::of(action, self.as_at, self.issue.soon_days);
                        div .read-back { (due::words(&view)) }
                        @for remark in view.remarks() { p .hint { (remark) } }
                    }
                }
                div { (self.choice(&name("status"), &self.heading(Field::ActionStatus), status, statuses)) }
            }
        }
    }

    /// The register's own words for statuses, and plain ones for what it has no word for.
    fn statuses(&self) -> Vec<String> {
        let all = || self.issue.register.risks.iter().flat_map(|risk| &risk.actions);
        let own: BTreeSet<(Option<ActionStatus>, &str)> = all()
            .filter_map(|action| action.status.as_ref())
            .filter(|status| status.value.is_some())
            .map(|status| (status.value, status.text.as_str()))
            .collect();
        let plain = [
            (ActionStatus::InProgress, "In progress"),
            (ActionStatus::Complete, "Complete"),
            (ActionStatus::OnHold, "On hold"),
            (ActionStatus::Cancelled, "Cancelled"),
        ];
        let has = |status| own.iter().any(|(value, _)| *value == Some(status));
        let lacking = plain.iter().filter(|(status, _)| !has(*status)).map(|(_, word)| *word);
        own.iter().map(|(_, word)| *word).chain(lacking).map(str::to_owned).collect()
    }

    /// Controls, and the columns of the body's own.
    pub(super) fn rest(&self) -> Markup {
        let controls: Vec<&str> =
            self.risk.controls.iter().map(|control| control.description.as_str()).collect();
        let text = controls.join("\n");
        html! {
            @if self.uses(|risk| !risk.controls.is_empty()) || !self.risk.extra.is_empty() {
                section .panel {
                    div .panel-head { h2 { "What holds it now, and what else the register says" } }
                    div .panel-body.edit-grid {
                        @if self.uses(|risk| !risk.controls.is_empty()) {
                            div .edit-whole {
                                (self.area("controls", &self.heading(Field::Controls), &text, (controls.len() + rows(&text)).clamp(3, 12)))
                                p .hint { "One on a line." }
                            }
                        }
                        @for (heading, cell) in &self.risk.extra {
                            div .edit-whole { (self.area(&format!("extra.{heading}"), heading, cell, rows(cell))) }
                        }
                    }
                }
            }
        }
    }
}

/// Room for a text without scrolling.
fn rows(text: &str) -> usize {
    (text.chars().count() / 90 + 1).clamp(2, 10)
}
