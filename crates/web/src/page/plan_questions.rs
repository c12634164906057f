//! What the plan asks before it can be accepted, and what can be said otherwise: form controls
//! that belong to the form at the foot of the page.

use bellwether_app::import::{
    Plan, Question,
    question::{Concern, Kind},
};
use maud::{Markup, html};

use super::plan_choice::Choice;
use crate::{
    view::Frame,
    words::{count, sentence},
};

/// So many things can be decided one by one without tiring.
const FEW: usize = 5;

/// The form that the answers belong to.
const FORM: &str = "accept";

/// The questions that must be answered, each with its options; those that were left open when the
/// form was sent are named first.
pub(super) fn asked(frame: &Frame, plan: &Plan, choice: &Choice) -> Markup {
    let again = choice.sent.is_some();
    let asked: Vec<&Question> =
        plan.questions.iter().filter(|question| question.otherwise.is_none()).collect();
    let open = plan.open().count();
    html! {
        @if again && open > 0 {
            section .notice.notice-error role="alert" {
                h2 { "Nothing was changed: " (count(open, "question")) " still " @if open == 1 { "needs" } @else { "need" } " an answer" }
                p { a href={ "#" (plan.open().next().map_or("questions", |question| question.key.as_str())) } { "Go to the first" } "." }
            }
        }
        @for question in asked.iter().filter(|_| !plan.is_settled()) { (self::question(frame, plan, question, choice)) }
    }
}

fn question(frame: &Frame, plan: &Plan, question: &Question, choice: &Choice) -> Markup {
    let each = question.is_for_each();
    let many = question.concerns.len() > FEW;
    html! {
        section .panel.question.missing[question.kind == Kind::Missing] id=(question.key) {
            div .panel-head {
                h2 { (heading(question.kind)) }
                @if question.kind == Kind::Missing { p { "Nothing is taken off the register unless you say so." } }
                @else if each { p { (question.words) } }
            }
            @if !each {
                fieldset .changed-risk {
                    legend { (question.words) }
                    @for concern in &question.concerns { p .small { (named(concern)) } }
                    (options(plan, question, &question.key, question.answer(&plan.decisions), true))
                }
                @if let Some(instead) = question.instead() { (elsewhere(frame, choice, &instead.words)) }
            } @else {
                @if many {
                    fieldset .changed-risk.missing-all {
                        legend { "All " (count(question.concerns.len(), "risk")) " together" span .muted { ", but for those decided below" } }
                        (options(plan, question, &question.key, question.answer(&plan.decisions), false))
                    }
                }
                div .missing-each {
                    @for concern in &question.concerns {
                        @if let Some(key) = &concern.key {
                            fieldset .changed-risk {
                                legend { (named(concern)) }
                                (options(plan, question, key, plan.decisions.get(key), !many))
                            }
                        }
                    }
                }
            }
        }
    }
}

/// Another register for the document, by its short name.
fn elsewhere(frame: &Frame, choice: &Choice, words: &str) -> Markup {
    html! {
        form .changed-risk method="get" action=(frame.path) {
            (choice.hidden())
            label for="register" { (words) }
            div .elsewhere {
                input #register name="register" required maxlength="64" pattern="[a-z0-9][a-z0-9\\-]*" autocomplete="off" spellcheck="false" aria-describedby="register-form";
                button type="submit" { "Plan it for that register" }
            }
            p #register-form .small.muted { "Letters a–z, digits and hyphens, for example “museum-trust”." }
        }
    }
}

fn named(concern: &Concern) -> Markup {
    html! { span .ref { (concern.name) } " " (concern.words) }
}

/// One option is ticked, several are chosen from.
fn options(
    plan: &Plan,
    question: &Question,
    name: &str,
    chosen: Option<&str>,
    required: bool,
) -> Markup {
    let one = if question.options_of(name).count() == 1 { "checkbox" } else { "radio" };
    let required = required && !plan.is_settled();
    html! {
        @for option in question.options_of(name) {
            label .check {
                input type=(one) form=(FORM) name=(name) value=(option.key) required[required] checked[chosen == Some(option.key.as_str())];
                (option.words)
            }
        }
    }
}

fn heading(kind: Kind) -> &'static str {
    match kind {
        Kind::Tables => "Several registers in one document",
        Kind::Dates => "Which date does it speak of?",
        Kind::Reading => "Was the document read rightly?",
        Kind::Struck => "Struck out in the document",
        Kind::Ahead => "A day that is yet to come",
        Kind::OtherRegister => "Is this another register?",
        Kind::OffScale => "Off the scale",
        Kind::Marks => "For the public?",
        Kind::ByHand => "Changed by hand since the issue before",
        Kind::Same => "Which risk is which?",
        Kind::Emptied => "Empty where much stood",
        Kind::Missing => "On the register, not in the document",
        Kind::NotCovered => "What the document says nothing of",
    }
}

/// What stays because the document has no place for it, with the choice to let it go.
pub(super) fn offered(plan: &Plan) -> Markup {
    let offered: Vec<&Question> =
        plan.questions.iter().filter(|question| question.otherwise.is_some()).collect();
    html! {
        @if !offered.is_empty() && !plan.is_settled() {
            section .panel.question #kept {
                div .panel-head {
                    h2 { (heading(Kind::NotCovered)) }
                    p { "It stays as it is, unless you say otherwise." }
                }
                @for question in offered {
                    fieldset .changed-risk {
                        legend { (sentence(&question.words)) }
                        (options(plan, question, &question.key, question.answer(&plan.decisions), false))
                    }
                }
            }
        }
    }
}
