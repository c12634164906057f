//! What stands in the pack for a meeting: the words on its cover, and its sections.

use bellwether_app::settings::pack::PackKept;
use bellwether_checks::rule;
use bellwether_history::Entry;
use bellwether_papers::{
    compose::{Chosen, Cover, Material, Pack, Section},
    format::Format,
};
use maud::{Markup, html};

use super::{
    layout::layout,
    papers::{Kind, told},
    waive::done_notice,
};
use crate::{
    component::saving,
    form::pack::Typed,
    view::{Frame, address},
    words::{count, day},
};

/// What the page shows.
pub struct Shown<'a> {
    /// The register that the pack is of.
    pub of: &'a Material,
    /// The pack as it is kept.
    pub kept: &'a PackKept,
    /// The form as typed so far.
    pub typed: &'a Typed,
    /// What the seal is for, where it is the pack of a seal.
    pub seal: Option<&'a str>,
    /// How addresses name that seal.
    pub pairs: Vec<(&'static str, String)>,
    /// What is to be put right, in sentences.
    pub problems: &'a [String],
    /// The entry that was just made.
    pub done: Option<&'a Entry>,
}

/// The page.
pub fn pack(frame: &Frame, shown: &Shown<'_>) -> Markup {
    let content = html! {
        header .page-head {
            div {
                h1 { "The pack for a meeting" }
                p .lede {
                    @match shown.seal {
                        Some(seal) => { "What stands in the pack of the register as it was sealed for " strong { (seal) } "." }
                        None => {
                            "What stands in the pack of the register as at " (day(shown.of.as_at))
                            ". Its words are the meeting’s own; its sections are remembered for the next one."
                        }
                    }
                }
            }
            nav .pager aria-label="Back" { a .button href=(frame.link("/papers", &[])) { "Back to the papers" } }
        }
        (done_notice(frame, shown.done))
        (saving::unsaved(shown.problems))
        @if shown.kept.before.is_some() && shown.seal.is_none() {
            p .notice {
                "The meeting before is over, and what was said for it is kept with it. "
                a href=(frame.link("/papers/pack", &[("from", "before".to_owned())])) { "Begin from its words" }
            }
        }
        (look(frame, shown))
        form .stack.below method="post" action="/papers/pack" {
            @if let Some(seq) = shown.kept.seq { input type="hidden" name="began" value=(seq); }
            @for (name, value) in &shown.pairs { input type="hidden" name=(name) value=(value); }
            @if shown.pairs.is_empty() { input type="hidden" name="as-at" value=(shown.of.as_at); }
            (cover(&shown.typed.pack.cover, shown.seal))
            (sections(shown.of, &shown.typed.pack))
            (findings(shown.of, &shown.typed.pack))
            (keep(shown.typed))
        }
    };
    layout(frame, "The pack for a meeting", &content)
}

/// The pack as it is kept, in its formats.
fn look(frame: &Frame, shown: &Shown<'_>) -> Markup {
    let at = |format: &Format| {
        let path = Kind::Pack.path(*format);
        match shown.pairs.is_empty() {
            true => frame.link(&path, &[]),
            false => format!("{path}{}", address::query(shown.pairs.clone())),
        }
    };
    html! {
        p .seal-links {
            span { "As it is kept:" }
            @for format in Kind::Pack.formats() { a href=(at(format)) { (told(*format)) } }
        }
    }
}

fn cover(cover: &Cover, seal: Option<&str>) -> Markup {
    let usual = seal.unwrap_or_default();
    html! {
        section .panel.waive {
            div .panel-head { h2 { "Cover" } p { "What is left empty is left out. These words stand in the public version, too." } }
            div .waive-fields.pack-cover {
                (line("meeting", "Meeting", &cover.meeting, usual))
                div {
                    label for="pack-date" { "Date of the meeting" }
                    input #pack-date name="date" value=(cover.date) placeholder="2025-12-18" autocomplete="off" maxlength="200";
                }
                (line("item", "Agenda item", &cover.item, ""))
                (line("author", "Author", &cover.author, ""))
                (line("contact", "Contact", &cover.contact, ""))
                (text("purpose", "Purpose", "Left empty: to report the register.", &cover.purpose))
                (text("recommendation", "Recommendation", "Left empty: that the report be noted. A line that begins with a dash is a point of a list.", &cover.recommendation))
                (text("implications", "Implications", "For money, law, people, equality and the like.", &cover.implications))
                (text("members", "For members alone", "The public version leaves this out, and says that it does.", &cover.members))
                (line("under", "The paragraph relied on for it", &cover.under, "LGA 1972 Sch. 12A para. 3"))
                (text("deep", "Risks that the meeting looks into", "A risk’s number on a line: each has a page of its own.", &cover.deep.join("\n")))
            }
        }
    }
}

fn line(name: &str, title: &str, value: &str, placeholder: &str) -> Markup {
    html! {
        div {
            label for={ "pack-" (name) } { (title) }
            input id={ "pack-" (name) } name=(name) value=(value) placeholder=(placeholder) autocomplete="off" maxlength="200";
        }
    }
}

fn text(name: &str, title: &str, hint: &str, value: &str) -> Markup {
    html! {
        div .waive-why {
            label for={ "pack-" (name) } { (title) }
            p .hint id={ "about-pack-" (name) } { (hint) }
            textarea id={ "pack-" (name) } name=(name) rows="3" aria-describedby={ "about-pack-" (name) } { (value) }
        }
    }
}

/// The sections: those chosen in their order, then the others that the register has facts for.
fn sections(of: &Material, pack: &Pack) -> Markup {
    let mut all: Vec<(bool, Chosen)> =
        pack.sections().into_iter().map(|chosen| (true, chosen)).collect();
    let others = Section::ALL.into_iter().filter(|section| !pack.has(*section));
    all.extend(others.map(|section| (false, section.into())));
    let (offered, lacking): (Vec<_>, Vec<_>) =
        all.into_iter().partition(|(_, chosen)| chosen.section.holds(of));
    html! {
        section .panel {
            div .panel-head { h2 { "Sections" } p { "In the order of their places; under your own headings where you give some." } }
            ul .set-list.pack-sections {
                @for (place, (is_chosen, chosen)) in offered.iter().enumerate() {
                    @let (name, title) = (chosen.section.name(), chosen.section.title());
                    li {
                        label .check { input type="checkbox" name="section" value=(name) checked[*is_chosen]; span { (title) } }
                        label .pack-place { "Place" span .unseen { " of " (title) } input name={ "place-" (name) } value=((place + 1)) inputmode="numeric" autocomplete="off"; }
                        label .pack-title { "Heading" span .unseen { " of " (title) } input name={ "title-" (name) } value=(chosen.title) placeholder=(title) maxlength="200" autocomplete="off"; }
                    }
                }
            }
            @if !lacking.is_empty() {
                div .panel-body {
                    p .hint {
                        "Not offered as at this date: "
                        @for (at, (_, chosen)) in lacking.iter().enumerate() {
                            @if at > 0 { "; " }
                            (chosen.section.title()) " (" (chosen.section.lack()) ")"
                        }
                        "."
                    }
                    // What was chosen comes back once there are facts for it.
                    @for (place, (_, chosen)) in lacking.iter().enumerate().filter(|(_, (is_chosen, _))| *is_chosen) {
                        @let name = chosen.section.name();
                        input type="hidden" name="section" value=(name);
                        input type="hidden" name={ "place-" (name) } value=((offered.len() + place + 1));
                        input type="hidden" name={ "title-" (name) } value=(chosen.title);
                    }
                }
            }
        }
    }
}

/// The rules that found something, of which the body chooses what it reports.
fn findings(of: &Material, pack: &Pack) -> Markup {
    let Some(found) = of.found.as_ref().filter(|_| Section::Findings.holds(of)) else {
        return html! {};
    };
    let mut rules: Vec<(&'static str, usize)> = vec![];
    for fact in &found.groups {
        for own in fact.rules.iter().take(1) {
            match rules.iter_mut().find(|(known, _)| known == own) {
                Some((_, times)) => *times += 1,
                None => rules.push((own, 1)),
            }
        }
    }
    html! {
        details .panel.rule open[!pack.findings.is_empty()] {
            summary .chevron { h2 { "Findings that the pack reports" } }
            div .panel-body {
                p .hint { "For the section “" (Section::Findings.title()) "”, where it is chosen above. Without any here it holds what is to be put right first. No public version has it: findings quote all of the register." }
                ul .plain-list {
                    @for (id, times) in rules {
                        li {
                            label .check {
                                input type="checkbox" name="finding" value=(id) checked[pack.findings.iter().any(|chosen| chosen == id)];
                                span { (rule(id).map_or(id, |rule| rule.title)) }
                            }
                            " " span .muted { (count(times, "finding")) ", " (id) }
                        }
                    }
                }
            }
        }
    }
}

fn keep(typed: &Typed) -> Markup {
    html! {
        section .accept.edit-keep aria-label="Save" {
            (saving::who_and_why(&typed.by, Some("For example: for the Audit Committee")))
            div .edit-do { button .button-primary type="submit" { "Save" } }
        }
    }
}
