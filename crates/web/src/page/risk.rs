//! One risk: where it stands, what is being done, and how it got there.

use bellwether_app::read::{Closing, Kin, RiskHistory};
use bellwether_checks::Finding;
use bellwether_domain::{Action, Date, Field, Mark, Stage};
use bellwether_history::{Kept, RiskVersion};
use maud::{Markup, html};

use super::{
    closed::said,
    layout::layout,
    papers,
    risk_history::{history, trend},
};
use crate::{
    component::{
        change::entry_link,
        due, evidence, finding,
        matrix::{Matrix, Stop},
        score, segments, who,
    },
    view::{DueView, Frame, Issue, Row, back::row_id},
    words::{count, day, sentence},
};

/// What the page of one risk shows beside the register.
pub struct RiskPage<'a> {
    /// The risk.
    pub row: &'a Row<'a>,
    /// When, by whom and why it was closed, where it is off the register by then.
    pub closing: Option<Closing>,
    /// Its versions, oldest first.
    pub history: &'a RiskHistory,
    /// The risks that were one with it, or are, each with how an address names it.
    pub kin: Vec<(Kin, String)>,
    /// What the checks find in it; `None` while they are still being made.
    pub findings: Option<Vec<&'a Finding>>,
    /// What became of a change to it that was just sent.
    pub saved: Option<Saved>,
    /// The files that stand beside it.
    pub files: Vec<&'a Kept>,
    /// The largest file that can be attached, in mebibytes.
    pub most_mebibytes: usize,
    /// What of the register is not for the public.
    pub marks: Vec<Mark>,
    /// The risk before it on the register, by key and number.
    pub before: Option<(String, String)>,
    /// The risk after it.
    pub after: Option<(String, String)>,
}

impl<'a> RiskPage<'a> {
    /// What is found in one action, or in the risk itself.
    fn findings_of(&self, action: Option<usize>) -> Vec<&'a Finding> {
        let own = |finding: &&&Finding| finding.action_of(self.row.position) == action;
        self.findings.iter().flatten().filter(own).copied().collect()
    }
}

/// What became of a change that was sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Saved {
    /// It stands.
    Yes,
    /// The risk is on the register now.
    New,
    /// It stands beside what somebody else changed meanwhile.
    Merged,
    /// The register said all of it already.
    Same,
}

impl Saved {
    /// As an address writes it.
    pub fn of_key(key: &str) -> Option<Self> {
        match key {
            "yes" => Some(Self::Yes),
            "new" => Some(Self::New),
            "merged" => Some(Self::Merged),
            "same" => Some(Self::Same),
            _ => None,
        }
    }

    fn words(self) -> &'static str {
        match self {
            Self::Yes => "Saved. The change stands below, and in the history.",
            Self::New => "Saved. The risk is on the register.",
            Self::Merged => {
                "Saved. Somebody else changed this risk since you began: both changes stand below."
            }
            Self::Same => "Nothing to save: the register said all of it already.",
        }
    }
}

/// The page of one risk.
pub fn risk(frame: &Frame, issue: &Issue<'_>, view: &RiskPage<'_>) -> Markup {
    let risk = view.row.risk;
    let number = issue.register.heading(Field::Reference, "Risk");
    let title = format!("{} {}", number_word(number), view.row.reference());
    let content = html! {
        header .page-head {
            div {
                (way_back(frame, &view.row.key))
                p .eyebrow {
                    (title)
                    @if let Some(category) = &risk.category { " · " (category) }
                }
                h1 .risk-title { (risk.wording()) }
                p .lede {
                    @if risk.owners.is_empty() { "No owner is named." } @else {
                        (sentence(issue.register.heading(Field::Owners, "Owner"))) ": " (who::in_full(issue, &risk.owners)) "."
                    }
                    @if view.row.is_new() && view.closing.is_none() { " " span .pill.pill-blue { "New in this issue" } }
                    @if let Some(Mark { paragraph, .. }) = view.marks.iter().find(|mark| mark.is_of(risk)) {
                        " " span .pill { "Not for the public" @if !paragraph.is_empty() { ": " (paragraph) } }
                    }
                    @if let Some(closing) = &view.closing { " " span .pill { @if closing.unmade { "Taken back" } @else { "Closed" } } br; (said(closing)) }
                }
                @for (kin, key) in &view.kin {
                    p .small {
                        (kin.words) " "
                        a href=(frame.risk(key)) { @match &kin.other.risk.reference { Some(own) => { "risk " (own) }, None => { (kin.other.risk.wording()) } } }
                        " on " (day(kin.since)) " ("
                        a href=(entry_link(frame, kin.seq)) { "entry " (kin.seq) } ")."
                    }
                }
            }
            div .page-do {
                a .button href=(frame.risk_at(&view.row.key, "/edit")) { @if view.closing.is_some() { "Put back" } @else { "Edit" } }
                a .button href=(frame.link("/restricted", &[("risk", view.row.key.clone())])) { "Restrict" }
                (pager(frame, view))
            }
        }
        @if let Some(saved) = view.saved { p .notice role="status" {
            (saved.words()) " "
            @match &frame.back {
                Some(back) => a href=(back.link(frame, &view.row.key)) { (back.words()) },
                None => a href=(frame.link(&format!("/#{}", row_id(&view.row.key)), &[])) { "Back to the register" },
            }
        } }
        (stages(issue, view.row))
        // On a phone the scores come between what is done and how it got there.
        div .risk-parts.below {
            div .stack.part-main {
                (statement(issue, view.row))
                (actions(frame, issue, view))
                (controls(issue, view.row))
                (evidence::panel(frame, (&view.row.key, view.row.risk), &view.files, &view.marks, view.most_mebibytes))
            }
            aside .stack.part-aside aria-label="Scores" {
                (position(frame, issue, view.row))
                (trend(issue, view.row.reference(), view.history, issue.as_at))
                (extra(view))
            }
            div .stack.part-rest {
                (findings(frame, view))
                (history(issue, view.history))
                (papers::of_risk(frame, &view.row.key))
            }
        }
    };
    layout(frame, &title, &content)
}

/// The way back to the list that the reader came from.
fn way_back(frame: &Frame, key: &str) -> Markup {
    html! {
        @if let Some(back) = &frame.back {
            p .way-back { a href=(back.link(frame, key)) { span aria-hidden="true" { "← " } (back.words()) } }
        }
    }
}

/// "Risk No." over a column is "Risk" before a number.
fn number_word(heading: &str) -> String {
    let word = heading.split_whitespace().next().unwrap_or("Risk");
    match word.to_lowercase().trim_end_matches('.') {
        "no" | "ref" | "id" | "number" | "reference" | "#" => "Risk".to_owned(),
        _ => sentence(word),
    }
}

fn pager(frame: &Frame, view: &RiskPage<'_>) -> Markup {
    html! {
        nav .pager aria-label="Other risks" {
            @if let Some((key, number)) = &view.before {
                a .button href=(frame.risk(key)) { span aria-hidden="true" { "←" } " " span .unseen { "Risk before: " } (number) }
            }
            @if let Some((key, number)) = &view.after {
                a .button href=(frame.risk(key)) { span .unseen { "Risk after: " } (number) " " span aria-hidden="true" { "→" } }
            }
        }
    }
}

/// The three assessments, each with its number, its words and its movement.
fn stages(issue: &Issue<'_>, row: &Row<'_>) -> Markup {
    let scheme = issue.bands.scheme();
    html! {
        section .stages aria-label="Assessments" {
            @for stage in issue.stages() {
                @let assessment = row.risk.assessments.get(stage).filter(|a| !a.is_blank());
                div .stage {
                    h2 { (issue.own_stage_label(row.risk, stage)) }
                    @match assessment {
                        None => p .muted { "Not scored" },
                        Some(assessment) => {
                            (score::big_chip(assessment, &issue.bands))
                            dl {
                                @if let Some(words) = score::part(assessment.likelihood.as_ref(), scheme.map(|s| s.likelihood.as_slice())) {
                                    div { dt { "Likelihood" } dd { (words) } }
                                }
                                @if let Some(words) = score::part(assessment.impact.as_ref(), scheme.map(|s| s.impact.as_slice())) {
                                    div { dt { "Impact" } dd { (words) } }
                                }
                                @if let Some(word) = score::rating(assessment, &issue.bands) {
                                    div { dt { "Rating" } dd { (word) } }
                                }
                                @if let Some(by) = row.moved(stage) {
                                    div { dt { "Since " (issue.since.map(crate::words::short_day).unwrap_or_default()) } dd { (score::moved(by)) } }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// Cause, event and consequence, and the full wording, where the title does not say it all.
fn statement(issue: &Issue<'_>, row: &Row<'_>) -> Markup {
    let risk = row.risk;
    let parts = [
        (Field::Description, "Description", &risk.description),
        (Field::Cause, "Cause", &risk.cause),
        (Field::Event, "Event", &risk.event),
        (Field::Consequence, "Consequence", &risk.consequence),
    ];
    let parts: Vec<_> = parts
        .into_iter()
        .filter_map(|(field, name, words)| Some((field, name, words.as_deref()?)))
        .filter(|(.., words)| *words != risk.wording())
        .collect();
    let response = risk.response.as_ref().map(|response| response.text.as_str());
    let status = risk.status.as_ref().map(|status| status.text.as_str());
    html! {
        @if !parts.is_empty() || response.is_some() || status.is_some() {
            section .panel {
                div .panel-head { h2 { "In its own words" } }
                dl .facts.panel-body {
                    @for (field, name, words) in parts {
                        dt { (issue.register.heading(field, name)) } dd { (words) }
                    }
                    @if let Some(words) = response { dt { (issue.register.heading(Field::Response, "Response")) } dd { (words) } }
                    @if let Some(words) = status { dt { (issue.register.heading(Field::Status, "Status")) } dd { (words) } }
                }
            }
        }
    }
}

fn actions(frame: &Frame, issue: &Issue<'_>, view: &RiskPage<'_>) -> Markup {
    let row = view.row;
    let heading = |field, otherwise| sentence(issue.register.heading(field, otherwise));
    html! {
        section .panel #actions {
            div .panel-head {
                h2 { (issue.actions_heading()) }
                p { (count(row.actions.total, "action"))
                    @if row.actions.overdue > 0 { ", " span .late { (row.actions.overdue) " overdue" } }
                }
            }
            @if row.risk.actions.is_empty() {
                p .panel-body.muted { "Nothing is planned." }
            } @else {
                div .sheet.sheet-in {
                    table .cards role="table" aria-label=(issue.actions_heading()) {
                        thead role="rowgroup" { tr role="row" {
                            th role="columnheader" scope="col" .col-ref { "No." }
                            th role="columnheader" scope="col" { (heading(Field::Action, "Action")) }
                            th role="columnheader" scope="col" .col-owner { (heading(Field::ActionOwners, "Owner")) }
                            th role="columnheader" scope="col" .col-when { (heading(Field::ActionDue, "Due")) }
                            th role="columnheader" scope="col" .col-status { (heading(Field::ActionStatus, "Status")) }
                        } }
                        tbody role="rowgroup" {
                            @for (i, (action, due)) in row.dated().enumerate() {
                                (action_row(frame, issue, i + 1, action, &due, view))
                            }
                        }
                    }
                }
            }
        }
    }
}

fn action_row(
    frame: &Frame,
    issue: &Issue<'_>,
    number: usize,
    action: &Action,
    reading: &DueView,
    view: &RiskPage<'_>,
) -> Markup {
    let own = view.findings_of(Some(number));
    html! {
        tr role="row" id={ "action-" (number) } {
            td .col-ref role="cell" { (number) }
            td .wide.action-words role="cell" {
                (action.description)
                (finding::folded(frame, &own, &[&action.description, &reading.text]))
            }
            td .col-owner role="cell" { (who::initials(issue, &action.owners)) }
            td .col-when.wide role="cell" {
                (due::reading(reading))
                @for remark in reading.remarks() { span .under { (remark) } }
            }
            td .col-status role="cell" {
                @if let Some(status) = &action.status { (segments::pill(&status.text, status.value)) }
                @else { span .muted { "–" span .unseen { " no status" } } }
            }
        }
    }
}

fn controls(issue: &Issue<'_>, row: &Row<'_>) -> Markup {
    html! {
        @if !row.risk.controls.is_empty() {
            section .panel {
                div .panel-head {
                    h2 { (sentence(issue.register.heading(Field::Controls, "Controls"))) }
                    p { "What holds the risk now" }
                }
                ul .plain-list.panel-body { @for control in &row.risk.controls { li { (control.description) } } }
            }
        }
    }
}

/// What the checks find in the risk itself; what they find in an action stands with it.
fn findings(frame: &Frame, view: &RiskPage<'_>) -> Markup {
    let Some(all) = &view.findings else { return finding::not_yet(frame) };
    let own = view.findings_of(None);
    let beside = all.len() - own.len();
    html! {
        @if !all.is_empty() {
            section .panel #checks {
                div .panel-head { h2 { "What an auditor would ask" } p {
                    (count(own.len(), "finding"))
                    @if beside > 0 { ", and " a href="#actions" { (beside) " beside the actions" } }
                } }
                @if !own.is_empty() { div .panel-body { (finding::list(frame, &own, &[view.row.risk.wording()])) } }
            }
        }
    }
}

/// Where it stands on the body's own matrix, with the way from stage to stage.
fn position(frame: &Frame, issue: &Issue<'_>, row: &Row<'_>) -> Markup {
    let Some(scheme) = issue.bands.scheme() else { return html! {} };
    let stops = stops(issue, row);
    if stops.is_empty() {
        return html! {};
    }
    let words: Vec<String> = stops
        .iter()
        .map(|stop| {
            format!(
                "{} likelihood {}, impact {}",
                issue.stage_label_short(stop.stage),
                stop.cell.0,
                stop.cell.1
            )
        })
        .collect();
    let key: Vec<(String, String)> =
        stops.iter().map(|s| (s.letter.clone(), issue.stage_label_short(s.stage))).collect();
    let matrix = Matrix {
        scheme,
        bands: &issue.bands,
        risks: std::collections::BTreeMap::new(),
        blocked: std::collections::BTreeMap::new(),
        stops,
        stage: None,
    };
    html! {
        section .panel {
            div .panel-head { h2 { "On the matrix" } p { a href=(frame.link("/heat-map", &[("risk", row.key.clone())])) { "Heat map" } } }
            div .panel-body {
                (matrix.draw(&format!("Position on the matrix: {}", words.join("; ")), None))
                @if let Some(origin) = score::scales(&issue.bands) { p .small.muted { (origin) } }
                p .legend { @for (letter, words) in key { span { b { (letter) } " " (words) } } }
            }
        }
    }
}

/// The stops of a risk's way: the first letters of the body's own labels, told apart by number
/// where they are alike.
pub(super) fn stops(issue: &Issue<'_>, row: &Row<'_>) -> Vec<Stop> {
    let initial = |stage| {
        issue.stage_label_short(stage).chars().next().unwrap_or('?').to_uppercase().to_string()
    };
    let letters: Vec<String> = Stage::ALL.into_iter().map(initial).collect();
    Stage::ALL
        .into_iter()
        .enumerate()
        .filter_map(|(i, stage)| {
            let cell = row.risk.assessments.get(stage)?.cell()?;
            let letter = letters.get(i)?;
            let alone = letters.iter().filter(|other| *other == letter).count() == 1;
            let letter = if alone { letter.clone() } else { (i + 1).to_string() };
            Some(Stop { stage, letter, cell })
        })
        .collect()
}

fn extra(view: &RiskPage<'_>) -> Markup {
    let row = view.row;
    // The first issue that has it there is the one that it was read from.
    let source = &row.risk.source;
    let there = |(_, at): &&(Date, Option<RiskVersion>)| {
        at.as_ref().is_some_and(|version| version.risk.source == *source)
    };
    let of = view.history.at_issues.iter().find(there).map(|(date, _)| *date);
    html! {
        @if !row.risk.extra.is_empty() || row.risk.source.is_some() {
            section .panel {
                div .panel-head { h2 { "Also on the register" } }
                dl .facts.panel-body {
                    @for (heading, words) in &row.risk.extra { dt { (heading) } dd { (words) } }
                    @if let Some(source) = &row.risk.source { dt { "In the document" @if let Some(date) = of { " of " (day(date)) } } dd { (sentence(&source.to_string())) } }
                }
            }
        }
    }
}
