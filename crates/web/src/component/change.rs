//! One field that is not what it was: what it is, before and after.

use bellwether_domain::{
    ActionField, AssessmentPart, Field, Place,
    diff::{ChangeKind, FieldChange},
};
use bellwether_history::Seq;
use maud::{Markup, html};

use super::{score, word_diff::word_diff};
use crate::{
    view::{Bands, Frame, Issue, Tone},
    words::sentence,
};

/// Changes as a list; those of one action stand together under its wording.
pub fn list(issue: &Issue<'_>, changes: &[FieldChange]) -> Markup {
    let together = changes.chunk_by(|a, b| action(a).is_some() && action(a) == action(b));
    html! {
        ul .changes {
            @for changes in together {
                @match changes {
                    [change] => li {
                        div .what { (what(issue, change)) }
                        div { (both(issue, change)) }
                    },
                    several => (of_action(issue, several)),
                }
            }
        }
    }
}

/// Where an entry stands in the journal.
pub fn entry_link(frame: &Frame, seq: Seq) -> String {
    frame.link(&format!("/history#entry-{seq}"), &[("before", seq.next().to_string())])
}

/// The wording of the action that a change is of.
fn action(change: &FieldChange) -> Option<&str> {
    change.place.action()
}

/// Several changes of one action.
fn of_action(issue: &Issue<'_>, changes: &[FieldChange]) -> Markup {
    let mut kinds: Vec<&str> = changes.iter().map(|change| kind(change.kind)).collect();
    kinds.dedup();
    let kind = kinds.iter().find(|kind| **kind == "Action completed").or(kinds.first());
    html! {
        li {
            div .what {
                (kind.copied().unwrap_or_default())
                @if let Some(words) = changes.iter().find_map(action) { span .of { (words) } }
            }
            div .of-action {
                @for change in changes {
                    @if let Some(field) = change.place.at.field() {
                        p { span .muted { (sentence(issue.register.heading_of(field))) ": " } (both(issue, change)) }
                    }
                }
            }
        }
    }
}

/// A change in a few words: "Score now: score 15 → 20"; of prose, that it reads otherwise.
pub fn in_short(issue: &Issue<'_>, change: &FieldChange) -> Markup {
    let short = |text: &Option<String>| text.as_deref().map_or("–".to_owned(), clipped);
    html! {
        @match change.place.at.field() {
            _ if is_prose(change.kind) => (kind(change.kind).to_lowercase()),
            Some(field @ Field::OfAction(_)) => {
                (kind(change.kind).to_lowercase())
                @if change.before.is_some() && change.after.is_some() && field != Field::Action {
                    " (" (short(&change.before)) " → " (short(&change.after)) ")"
                }
            },
            _ => { (what(issue, change)) " " (short(&change.before)) " → " (short(&change.after)) },
        }
    }
}

/// As much of a value as a line of the journal has room for.
const MOST_SHORT: usize = 40;

/// The beginning of a text, where it is long.
pub fn clipped(text: &str) -> String {
    if text.chars().count() <= MOST_SHORT {
        return text.to_owned();
    }
    text.chars().take(MOST_SHORT - 1).chain(['…']).collect()
}

/// What changed, in the body's own words.
fn what(issue: &Issue<'_>, change: &FieldChange) -> Markup {
    let heading = |field| sentence(issue.register.heading_of(field));
    html! {
        @match (&change.place.at, change.place.at.field()) {
            (Place::Control(..), _) => (kind(change.kind)),
            (Place::Assessment(stage, _), Some(field)) => {
                (issue.stage_label_short(*stage)) ": " (field.plain().to_lowercase())
            },
            (Place::Action(_, field), _) => {
                (kind(change.kind))
                @if !matches!(field, ActionField::Whole | ActionField::Description) { span .of { (change.place.item) } }
            },
            (_, Some(field)) => (heading(field)),
            (at, None) => (at.label(issue.register)),
        }
    }
}

/// Before and after: scores as chips, wordings word by word, the rest side by side.
fn both(issue: &Issue<'_>, change: &FieldChange) -> Markup {
    let is_score = matches!(change.place.at, Place::Assessment(_, AssessmentPart::Score));
    html! {
        @match (&change.before, &change.after) {
            (Some(before), Some(after)) if is_score => {
                span .score {
                    (stated(before, &issue.bands)) span .to { span aria-hidden="true" { "→" } span .unseen { "became" } } (stated(after, &issue.bands))
                    @if let (Ok(before), Ok(after)) = (before.parse::<f64>(), after.parse::<f64>()) { (score::moved(after - before)) }
                }
            },
            (Some(before), Some(after)) => @match is_prose(change.kind).then(|| word_diff(before, after)).flatten() {
                Some(compared) => (compared),
                None => {
                    span .arrowed { del { (before) } span .to { span aria-hidden="true" { "→" } span .unseen { "became" } } ins { (after) } }
                },
            },
            (None, Some(after)) => ins { (after) },
            (Some(before), None) => del { (before) },
            (None, None) => "",
        }
    }
}

/// Whether what changed is prose, where the words that stayed are worth showing.
fn is_prose(kind: ChangeKind) -> bool {
    use ChangeKind::{ActionReworded, ControlReworded, OtherChanged, Reworded};
    matches!(kind, Reworded | ActionReworded | ControlReworded | OtherChanged)
}

fn stated(text: &str, bands: &Bands) -> Markup {
    let value = text.parse().ok().and_then(bellwether_domain::Number::new);
    let tone = value.map_or(Tone::Plain, |value| bands.tone(value));
    html! { span class={ "chip " (tone.chip()) } { (text) } }
}

/// What a change amounts to, as a committee would say it.
pub fn kind(kind: ChangeKind) -> &'static str {
    match kind {
        ChangeKind::Rescored => "Re-scored",
        ChangeKind::Reworded => "Re-worded",
        ChangeKind::Reowned => "Re-owned",
        ChangeKind::Recategorised => "Moved to another category",
        ChangeKind::Renumbered => "Re-numbered",
        ChangeKind::StatusChanged => "Status changed",
        ChangeKind::ControlAdded => "Control added",
        ChangeKind::ControlRemoved => "Control removed",
        ChangeKind::ControlReworded => "Control re-worded",
        ChangeKind::ActionAdded => "Action added",
        ChangeKind::ActionRemoved => "Action removed",
        ChangeKind::ActionCompleted => "Action completed",
        ChangeKind::ActionSlipped => "Action slipped",
        ChangeKind::ActionBroughtForward => "Action brought forward",
        ChangeKind::ActionUndated => "Action lost its date",
        ChangeKind::ActionRedated => "Action’s date re-worded",
        ChangeKind::ActionReworded => "Action re-worded",
        ChangeKind::ActionReowned => "Action re-owned",
        ChangeKind::ActionStatusChanged => "Action’s status changed",
        ChangeKind::OtherChanged => "Other column changed",
    }
}
