//! Where two changed the same: both texts side by side, and a choice.

use bellwether_app::edit::{Began, Overtaken};
use bellwether_domain::{ActionField, Date, Place, RiskField, merge::MergeConflict, place::Named};
use maud::{Markup, html};

use super::edit_fields::name_of;
use crate::{
    component::word_diff::word_diff,
    form::edit::owners_text,
    view::Issue,
    words::{count, day, sentence, short_day},
};

/// Every conflict with its choice; what is chosen is sent with the rest of the form.
pub(super) fn choices(
    issue: &Issue<'_>,
    began: Began,
    overtaken: &Overtaken,
    effective: Date,
) -> Markup {
    let entry = overtaken.entry.as_ref();
    let who = entry.map_or("Somebody else", |entry| entry.actor.0.as_str());
    let number = overtaken.conflicts.len();
    // A change may also be made for a day on which the register said something older.
    let since = overtaken.stands.seq > began.seq;
    html! {
        section .panel.choices role="alert" {
            // Once all is decided the change begins from what stands now.
            input type="hidden" name="stands" value=(overtaken.stands.seq);
            input type="hidden" name="stands-as-at" value=(effective);
            div .panel-head {
                h2 {
                    @if !since { "The register said otherwise on " (day(effective)) }
                    @else if number == 1 { (who) " changed the same since you began" }
                    @else { (who) " changed " (count(number, "thing")) " that you changed since you began" }
                }
                p { "Nothing of yours was saved yet. What you changed otherwise is kept below." }
            }
            @if let Some(entry) = entry {
                p .panel-body.muted.small {
                    "Their reason: “" (entry.reason) "”, true from " (short_day(entry.effective)) "."
                }
            }
            @for (number, conflict) in overtaken.conflicts.iter().enumerate() {
                (choice(issue, overtaken, number, conflict, who))
            }
        }
    }
}

fn choice(
    issue: &Issue<'_>,
    overtaken: &Overtaken,
    number: usize,
    conflict: &MergeConflict,
    who: &str,
) -> Markup {
    let own = |what: &str| format!("conflict.{number}.{what}");
    let base = conflict.base.as_deref();
    html! {
        fieldset .choice {
            legend { (what(issue, &conflict.place)) }
            input type="hidden" name=(own("field")) value=(field(conflict));
            @for (side, text) in [("mine", mine(conflict)), ("theirs", theirs(conflict, overtaken))] {
                @if let Some(text) = text { input type="hidden" name=(own(side)) value=(text); }
            }
            p .choice-base { span .muted { "Before: " } @match base { Some(text) => (text), None => span .muted { "nothing" } } }
            div .choice-sides {
                (side(number, "theirs", &format!("{who} wrote"), base, conflict.theirs.as_deref()))
                (side(number, "mine", "You wrote", base, conflict.mine.as_deref()))
            }
        }
    }
}

fn side(number: usize, value: &str, title: &str, base: Option<&str>, text: Option<&str>) -> Markup {
    html! {
        label .choice-side {
            span .choice-who { input type="radio" name={ "choose." (number) } value=(value) required; (title) }
            span .choice-text {
                @match text {
                    None => em { "Taken away" },
                    Some(text) => @match base.and_then(|base| word_diff(base, text)) {
                        Some(compared) => (compared),
                        None => (text),
                    },
                }
            }
        }
    }
}

/// The field of the form that a conflict is about; `.whole` for an action kept or taken away.
fn field(conflict: &MergeConflict) -> String {
    let name = name_of(&conflict.place.at, conflict.item).unwrap_or_default();
    let whole = conflict.mine.is_none() || conflict.theirs.is_none();
    match (conflict.place.action_field(), name.strip_suffix(".words")) {
        (Some(ActionField::Whole | ActionField::Description), Some(row)) if whole => {
            format!("{row}.whole")
        }
        _ => name,
    }
}

/// My text as the form writes it.
fn mine(conflict: &MergeConflict) -> Option<String> {
    conflict.mine.clone()
}

/// Their text as the form writes it.
fn theirs(conflict: &MergeConflict, overtaken: &Overtaken) -> Option<String> {
    match &conflict.place.at {
        Place::Risk(RiskField::Owners) => Some(owners_text(&overtaken.stands.risk.owners)),
        Place::Action(_, ActionField::Owners) => {
            conflict.theirs.as_ref().map(|owners| owners.replace(" / ", "; "))
        }
        _ => conflict.theirs.clone(),
    }
}

/// What a conflict is about, in words.
fn what(issue: &Issue<'_>, place: &Named) -> Markup {
    let heading = |field| sentence(issue.register.heading_of(field));
    html! {
        @match (&place.at, place.at.field()) {
            (Place::Assessment(stage, _), Some(field)) => { (issue.stage_label_short(*stage)) ": " (field.plain().to_lowercase()) },
            (Place::Action(_, ActionField::Whole | ActionField::Description), _) => { "Action: “" (place.item) "”" },
            (Place::Action(..), Some(field)) => { (heading(field)) " of “" (place.item) "”" },
            (_, Some(field)) => (heading(field)),
            (at, None) => (at.label(issue.register)),
        }
    }
}
