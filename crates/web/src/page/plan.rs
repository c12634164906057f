//! What was read, beside where it stood, and what bringing it in would do.

use bellwether_app::import::{Carried, Fate, Plan, Question, question::Kind};
use bellwether_domain::Diagnostic;
use maud::{Markup, html};

use super::{
    layout::layout, plan_choice::Choice, plan_columns::columns, plan_questions, plan_shape,
    plan_words, reading::Reading,
};
use crate::{
    component::{
        change,
        diagnostics::{self, Place},
    },
    view::{Frame, Issue, Part, Traced, frame::short_title},
    words::{count, day, sentence},
};

/// Changed risks beyond these are counted, not spelt out, until they are asked for.
const MOST_CHANGED: usize = 60;

/// The page of a plan; `issue` is the document's register as rows.
pub fn plan(frame: &Frame, issue: &Issue<'_>, plan: &Plan, choice: &Choice) -> Markup {
    let counts = plan.counts();
    let register = &plan.intake.register;
    let traced = Traced::new(&plan.intake);
    // What stands before the register is no place to begin.
    let first = traced.parts.iter().position(|part| !part.risks.is_empty()).unwrap_or(0);
    let number = choice.part.and_then(|part| part.checked_sub(1)).unwrap_or(first);
    let number = number.min(traced.parts.len().saturating_sub(1));
    let none = Part::default();
    let part = traced.parts.get(number).unwrap_or(&none);
    let reading = Reading { frame, issue, plan, traced: &traced, choice, number, part };
    let content = html! {
        header .page-head {
            div {
                p .eyebrow { (plan.file) " · read as " (plan.intake.format) }
                h1 { (short_title(register.organisation.as_deref(), register.title.as_deref()).unwrap_or_else(|| "The register as read".to_owned())) }
                p .lede {
                    "Speaks of " strong { (day(plan.as_at)) } ". "
                    (count(register.risks.len(), "risk")) ", " (count(issue.action_count(), "action")) ", "
                    (count(register.people.len(), "name")) " in the key of owners."
                }
            }
        }
        @if let Some(other) = &choice.register {
            p .notice { "This document goes to the register " strong { (other) } ", which has a history of its own in the same database; the register here stays as it is. " a href=(choice.here(frame)) { "It belongs here" } "." }
        }
        (state(plan))
        (plan_questions::asked(frame, plan, choice))
        section .strip aria-label="What it would do" {
            div { span .term { "New risks" } " " span .figure { (counts.create) } }
            div { span .term { "Changed" } " " span .figure { (counts.change) } }
            @if counts.close > 0 { div { span .term { "Closed by the document" } " " span .figure { (counts.close) } } }
            @if counts.reopen > 0 { div { span .term { "Reopened" } " " span .figure { (counts.reopen) } } }
            div { span .term { "The same" } " " span .figure { (counts.same) } }
            div .late[counts.missing > 0] { span .term { "On the register, not in the document" } " " span .figure { (counts.missing) } }
            div { span .term { "Remarks on reading" } " " span .figure { (register.diagnostics.len()) } }
        }
        div .stack {
            (plan_words::words(frame, plan, &traced, choice))
            (remarks(frame, plan, &traced, choice))
            (columns(frame, plan, choice))
            (plan_shape::panel(frame, &plan.intake.document, choice))
            (reading.draw())
            (changes(frame, issue, plan, choice))
            (plan_questions::offered(plan))
            (accept(frame, plan, choice))
        }
    };
    layout(frame, "Import: the plan", &content)
}

fn state(plan: &Plan) -> Markup {
    html! {
        @if plan.already.is_some() {
            p .notice { "This very file was brought in before for this date. " @if plan.is_settled() { "Accepting it again changes nothing." } }
        } @else if plan.is_settled() {
            p .notice { "The register already says everything that this document says. There is nothing to accept." }
        }
        @if plan.in_print > 0 {
            p .notice { (count(plan.in_print, "value")) @if plan.in_print == 1 { " differs" } @else { " differ" } " from what stands in spaces, quotes, dashes or capitals alone, and " @if plan.in_print == 1 { "stays as it is." } @else { "stay as they are." } }
        }
        @if plan.fills() > 0 {
            p .notice { "What later issues have no place for goes on through them: " (count(plan.fills(), "risk")) " of theirs " @if plan.fills() == 1 { "is" } @else { "are" } " filled in." }
        }
        @if let Some(until) = plan.until {
            p .notice { "A later issue is already in the history: this document will speak from " (day(plan.as_at)) " until " (day(until)) "." }
        }
    }
}

/// What was noticed, by kind, each linked to where it stands.
fn remarks(frame: &Frame, plan: &Plan, traced: &Traced<'_>, choice: &Choice) -> Markup {
    let noticed = &plan.intake.register.diagnostics;
    let place = |diagnostic: &Diagnostic| {
        if let Some(column) = traced.asked(diagnostic) {
            return Some(Place { address: format!("#map-{column}"), asks: true });
        }
        let (part, anchor) = traced.place(diagnostic)?;
        let address = format!("{}#{anchor}", choice.address(frame, Some(part)));
        Some(Place { address, asks: false })
    };
    let whole =
        |code: &str| format!("{}#kind-{code}", choice.with(frame, "remarks", code.to_owned()));
    let links =
        diagnostics::Links { place: &place, whole: &whole, asked: choice.remarks.as_deref() };
    html! {
        @if !noticed.is_empty() {
            section .panel #remarks {
                div .panel-head { h2 { "What was repaired or doubted" } p { (count(noticed.len(), "remark")) } }
                div .panel-body { (diagnostics::grouped(noticed, Some(&links))) }
            }
        }
    }
}

/// What would change, field by field.
fn changes(frame: &Frame, issue: &Issue<'_>, plan: &Plan, choice: &Choice) -> Markup {
    let changed: Vec<_> = plan
        .risks
        .iter()
        .filter_map(|planned| match &planned.fate {
            // What is new is spelt out where it is like something that stood.
            Fate::Create if planned.why.is_some() => Some((planned, &[][..])),
            Fate::Change(changes) | Fate::Reopen(changes) | Fate::Close(changes) => {
                Some((planned, changes.as_slice()))
            }
            Fate::Create | Fate::Same => None,
        })
        .collect();
    let shown = if choice.all_changes { changed.len() } else { changed.len().min(MOST_CHANGED) };
    let rest = changed.len() - shown;
    html! {
        @if !changed.is_empty() || !plan.particulars.is_empty() {
            section .panel #changes {
                div .panel-head { h2 { "What would change" } p { (count(changed.len(), "risk")) } }
                @for (planned, changes) in changed.into_iter().take(shown) {
                    div .changed-risk {
                        h3 { span .ref { (planned.reference.as_deref().unwrap_or("–")) } (planned.wording) }
                        @if let Some(why) = &planned.why { p .small { (why) } }
                        @match planned.fate {
                            Fate::Close(_) => p .small { "The document lists it as closed: it is off the register from " strong { (day(planned.effective)) } "." },
                            Fate::Reopen(_) => p .small { "It was closed, and is back on the register." },
                            _ => {}
                        }
                        (change::list(issue, changes))
                        @for carried in &planned.carried { (carried_on(issue, carried)) }
                        @for filled in planned.filled.iter().filter(|filled| !filled.changes.is_empty()) {
                            p .small { "It fills in what was not said from " strong { (day(filled.effective)) } " on:" }
                            (change::list(issue, &filled.changes))
                        }
                    }
                }
                @if rest > 0 {
                    p .panel-body { (count(rest, "further risk")) " would change. " a href={ (choice.with(frame, "changes", "all".to_owned())) "#changes" } { "Show all changes" } }
                }
                @if !plan.particulars.is_empty() {
                    div .changed-risk {
                        h3 { "Beside the risks" }
                        ul .changes {
                            @for change in &plan.particulars {
                                li {
                                    div .what { (sentence(&change.what)) }
                                    div { @if let Some(before) = &change.before { del { (before) } " " } @if let Some(after) = &change.after { ins { (after) } } }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// The form that the answers belong to, with its button.
fn accept(frame: &Frame, plan: &Plan, choice: &Choice) -> Markup {
    let sent = choice.sent.as_ref();
    let (who, why) = (sent.map(|(who, _)| who), sent.map(|(_, why)| why));
    html! {
        form #accept method="post" action={ (frame.path) "/accept" } {
            (choice.hidden())
            @if let Some(head) = plan.head { input type="hidden" name="head" value=(head); }
            div .accept {
                div {
                    label for="who" { "Your name, for the journal" }
                    input #who name="who" value=[who] required autocomplete="name";
                }
                div {
                    label for="reason" { "Why (for example, the meeting it was published for)" }
                    input #reason name="reason" value=[why] placeholder={ "Issue of " (day(plan.as_at)) };
                }
                @if plan.questions.iter().any(alters) {
                    button type="submit" formmethod="get" formaction=(frame.path) formnovalidate { "Plan again with these answers" }
                }
                button .button-primary type="submit" disabled[plan.is_settled()] { "Accept" }
                a .button href="/import" { "Leave it" }
            }
        }
    }
}

/// Whether its answer makes another plan.
fn alters(question: &Question) -> bool {
    matches!(
        question.kind,
        Kind::Struck
            | Kind::Tables
            | Kind::Dates
            | Kind::Same
            | Kind::Emptied
            | Kind::NotCovered
            | Kind::ByHand
    )
}

/// What becomes of an edit by hand that holds from a later day.
fn carried_on(issue: &Issue<'_>, carried: &Carried) -> Markup {
    html! {
        @if !carried.changes.is_empty() {
            p .small { "And in what was said by hand from " strong { (day(carried.effective)) } " on:" }
            (change::list(issue, &carried.changes))
        }
        @for conflict in &carried.conflicts {
            p .small {
                "Said by hand from " strong { (day(carried.effective)) } " on, and stands: “"
                (conflict.mine.as_deref().unwrap_or("–")) "”. The document has “"
                (conflict.theirs.as_deref().unwrap_or("–")) "”."
            }
        }
    }
}
