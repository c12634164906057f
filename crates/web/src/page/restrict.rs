//! What of the register is not for the public: what is marked, and the form that marks and lifts.

use std::collections::{BTreeMap, BTreeSet};

use bellwether_app::{
    evidence::stands,
    read::Snapshot,
    settings::restricted::{Marks, whole},
};
use bellwether_domain::{Covered, Field, Place, Restricted, RiskField};
use bellwether_history::{Entry, Kept, RiskVersion};
use maud::{Markup, html};

use super::{layout::layout, waive::done_notice};
use crate::{
    component::saving,
    form::restrict::{Typed, name},
    view::Frame,
    words::count,
};

/// So many risks are listed to be ticked; beyond, their numbers are written.
const LISTED: usize = 200;

/// What the page shows.
pub struct Shown<'a> {
    /// The register now.
    pub snapshot: &'a Snapshot,
    /// The risk that the reader came from, by the name that its address has.
    pub risk: Option<(&'a str, &'a RiskVersion)>,
    /// What is marked today.
    pub marks: Marks,
    /// The same in words.
    pub told: Vec<String>,
    /// Every file that was ever attached.
    pub evidence: Vec<Kept>,
    /// What was typed so far.
    pub typed: &'a Typed,
    /// What is to be put right, in sentences.
    pub problems: &'a [String],
    /// The entry that was just made.
    pub done: Option<&'a Entry>,
}

impl Shown<'_> {
    fn is_marked(&self, what: &Restricted) -> bool {
        self.marks.marks.iter().any(|mark| mark.what.is_as(what))
    }
}

/// The page.
pub fn restrict(frame: &Frame, shown: &Shown<'_>) -> Markup {
    let content = html! {
        header .page-head {
            div {
                h1 { "Not for the public" }
                p .lede { "What is marked here is left out of every public paper from today on, also of those that speak of an earlier day. What is not marked is public." }
            }
            nav .pager aria-label="Back" {
                @match shown.risk {
                    Some((key, _)) => a .button href=(frame.risk(key)) { "Back to the risk" },
                    None => a .button href=(frame.link("/papers", &[])) { "Back to the papers" },
                }
            }
        }
        (done_notice(frame, shown.done))
        (saving::unsaved(shown.problems))
        form .stack method="post" action="/restricted" {
            @if let Some(seq) = shown.marks.seq { input type="hidden" name="began" value=(seq); }
            @if let Some((key, _)) = shown.risk { input type="hidden" name="risk" value=(key); }
            (standing(shown))
            (of_risk(shown))
            (risks(shown))
            (group("Categories", "Every risk of a category, those to come too", &categories(shown), shown))
            (group("Evidence", "A file, wherever it is attached: its name and its digest", &files(shown), shown))
            (group("Columns", "What stands under a heading, in every risk", &columns(shown), shown))
            (keep(shown))
        }
    };
    layout(frame, "Not for the public", &content)
}

/// What is marked, each to be lifted.
fn standing(shown: &Shown<'_>) -> Markup {
    html! {
        section .panel {
            div .panel-head { h2 { "Marked today" } p { (count(shown.told.len(), "mark")) } }
            @if shown.told.is_empty() {
                p .panel-body { "Nothing: all of the register is for the public." }
            } @else {
                ul .plain-list.panel-body.marks {
                    @for (mark, told) in shown.marks.marks.iter().zip(&shown.told) {
                        li {
                            span { strong { (told) } @if !mark.paragraph.is_empty() { ", under " (mark.paragraph) } }
                            label .check { input type="checkbox" name="lift" value=(name(&mark.what)) checked[shown.typed.lifted.contains(&mark.what)]; span { "Lift" span .unseen { ": " (told) } } }
                        }
                    }
                }
            }
        }
    }
}

/// Something to be ticked: what, and its words.
type Choice = (Restricted, String);

/// The risk that the reader came from, and its actions.
fn of_risk(shown: &Shown<'_>) -> Markup {
    let Some((key, version)) = shown.risk else { return html! {} };
    let mut choices = vec![(Restricted::Risk(version.id), "The risk, whole".to_owned())];
    for (at, action) in version.risk.actions.iter().enumerate() {
        if let Some(id) = action.id {
            let words = format!("Action {}: {}", at + 1, action.description);
            choices.push((Restricted::Action(id), words));
        }
    }
    let own = |kept: &&Kept| kept.attachment.risk == Some(version.id);
    choices.extend(standing_files(shown).filter(own).map(|kept| file(kept, "")));
    group(&format!("Risk {key}"), version.risk.wording(), &choices, shown)
}

/// All risks, or a place to write the numbers of some.
fn risks(shown: &Shown<'_>) -> Markup {
    let all = &shown.snapshot.view.risks;
    if all.len() > LISTED {
        return html! {
            section .panel.waive {
                div .panel-head { h2 { label .plain-label for="risks" { "Risks" } } }
                div .panel-body {
                    p #about-risks .hint { "Their numbers, one on a line." }
                    textarea #risks name="risks" rows="5" aria-describedby="about-risks" { (shown.typed.risks) }
                }
            }
        };
    }
    let other = |version: &&RiskVersion| shown.risk.is_none_or(|(_, own)| own.id != version.id);
    let choices = all.iter().filter(other).map(|version| {
        let number = version.risk.reference.as_deref().unwrap_or("–");
        (Restricted::Risk(version.id), format!("{number}: {}", version.risk.wording()))
    });
    let choices: Vec<Choice> = choices.collect();
    let title = if shown.risk.is_some() { "Other risks" } else { "Risks" };
    group(title, "Whole, with their actions and their history", &choices, shown)
}

/// The files that stand beside the register and its other risks, each content once.
fn files(shown: &Shown<'_>) -> Vec<Choice> {
    let own = shown.risk.map(|(_, version)| version.id);
    let mut seen = BTreeSet::new();
    let other = |kept: &&Kept| own.is_none() || kept.attachment.risk != own;
    let once = |kept: &&Kept| seen.insert(kept.attachment.sha256.to_string());
    let all = standing_files(shown).filter(other).filter(once);
    all.map(|kept| file(kept, &beside(shown, kept))).collect()
}

fn standing_files<'a>(shown: &'a Shown<'_>) -> impl Iterator<Item = &'a Kept> {
    shown.evidence.iter().filter(|kept| stands(kept, None, None))
}

fn file(kept: &Kept, beside: &str) -> Choice {
    let own = &kept.attachment;
    let words = format!("The file {}{beside}", own.name);
    (Restricted::Attachment(own.sha256.to_string()), words)
}

/// ", beside risk 3".
fn beside(shown: &Shown<'_>, kept: &Kept) -> String {
    let Some(risk) = kept.attachment.risk else { return ", beside the register".to_owned() };
    let view = &shown.snapshot.view;
    let version = view.risks.iter().chain(view.closed.iter()).find(|version| version.id == risk);
    let number = version.and_then(|version| version.risk.reference.as_deref());
    format!(", beside risk {}", number.unwrap_or("without a number"))
}

fn categories(shown: &Shown<'_>) -> Vec<Choice> {
    let category = Place::Risk(RiskField::Category);
    let risks = shown.snapshot.view.risks.iter();
    let words = risks.filter_map(|version| category.words(&version.risk));
    // A mark is of a category however its capitals are written.
    let all: BTreeMap<String, String> =
        words.map(|own| (own.trim().to_lowercase(), own.trim().to_owned())).collect();
    all.into_values().map(|words| (Restricted::Category(words.clone()), words)).collect()
}

/// The body's own columns in their order; what a register without a layout may hold.
fn columns(shown: &Shown<'_>) -> Vec<Choice> {
    let register = &shown.snapshot.register;
    let heading = |name: String, words: String| (Restricted::Heading(name), words);
    if register.layout.is_empty() {
        let fields = Field::all().filter(|field| register.headings.contains_key(field));
        let own: BTreeSet<&String> =
            register.risks.iter().flat_map(|risk| risk.extra.keys()).collect();
        let own = own.into_iter().map(|key| (Covered::Extra(key.clone()).to_string(), key.clone()));
        let fields =
            fields.map(|field| (field.name().to_owned(), register.heading_of(field).to_owned()));
        return fields.chain(own).map(|(name, words)| heading(name, words)).collect();
    }
    let columns = register.layout.columns().iter();
    let mut named: Vec<Choice> = vec![];
    for column in columns {
        let of = whole(&column.of).to_string();
        let words: Vec<&str> = column
            .groups
            .iter()
            .chain([&column.heading])
            .map(String::as_str)
            .filter(|words| !words.is_empty())
            .collect();
        let choice = match &column.of {
            Covered::Rating(stage, _) => heading(
                of,
                format!("{}: likelihood, impact and score", register.stage_label(*stage)),
            ),
            _ => heading(of, words.join(": ")),
        };
        if !named.contains(&choice) {
            named.push(choice);
        }
    }
    named
}

/// Things to be marked, under a heading; those marked already are told above.
fn group(title: &str, meaning: &str, choices: &[Choice], shown: &Shown<'_>) -> Markup {
    let open: Vec<&Choice> = choices.iter().filter(|(what, _)| !shown.is_marked(what)).collect();
    html! {
        @if !choices.is_empty() {
            section .panel {
                div .panel-head { h2 { (title) } p { (meaning) } }
                ul .picks.panel-body {
                    @for (what, words) in &open {
                        li { label .check { input type="checkbox" name="mark" value=(name(what)) checked[shown.typed.marked.contains(what)]; span { (words) } } }
                    }
                    @if open.is_empty() { li .muted { "All of these are marked." } }
                }
            }
        }
    }
}

fn keep(shown: &Shown<'_>) -> Markup {
    let used: BTreeSet<&str> = shown
        .marks
        .marks
        .iter()
        .map(|mark| mark.paragraph.as_str())
        .filter(|paragraph| !paragraph.is_empty())
        .collect();
    html! {
        section .accept.edit-keep aria-label="Save" {
            div {
                label for="under" { "The paragraph relied on" }
                input #under name="under" value=(shown.typed.under) list="paragraphs" maxlength="200" autocomplete="off" placeholder="LGA 1972 Sch. 12A para. 3";
                datalist #paragraphs { @for own in used { option value=(own) {} } }
            }
            (saving::who_and_why(&shown.typed.by, None))
            div .edit-do { button .button-primary type="submit" { "Save" } }
        }
    }
}
