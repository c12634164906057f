//! The heat map: each assessment on the body's own matrix, and the same as tables.

use bellwether_app::check::Judged;
use bellwether_checks::Finding;
use bellwether_domain::{Scheme, Stage};
use maud::{Markup, html};

use super::{
    layout::{layout, moment},
    risk::stops,
};
use crate::{
    component::{
        finding,
        matrix::{Matrix, named},
        score,
    },
    view::{Frame, Issue, Row},
    words::{count, sentence},
};

/// A register of more risks asks for a number: so many choices would be most of the page.
const MOST_OFFERED: usize = 250;

/// What the reader chose to see.
#[derive(Debug, Clone, Default)]
pub struct Choice {
    /// One assessment alone.
    pub stage: Option<Stage>,
    /// The risk whose way is drawn.
    pub risk: Option<String>,
}

impl Choice {
    /// As pairs of an address.
    pub fn pairs(&self) -> Vec<(&'static str, String)> {
        let stage = self.stage.map(|stage| ("stage", stage.name().to_owned()));
        let risk = self.risk.clone().map(|risk| ("risk", risk));
        stage.into_iter().chain(risk).collect()
    }
}

/// The page of the heat map.
pub fn heat_map(frame: &Frame, issue: &Issue<'_>, judged: &Judged, choice: &Choice) -> Markup {
    let content = html! {
        header .page-head {
            div {
                h1 { "Heat map" }
                p .lede { (count(issue.rows.len(), "risk")) @if issue.bands.printed().is_some() { " on the register’s own matrix" } ". Choose a cell to see its risks; choose a risk to see its way." }
                @if let Some(origin) = score::scales(&issue.bands) {
                    p .lede { (origin) " " a href=(frame.link("/settings#body", &[])) { "Settings" } }
                }
            }
        }
        @match issue.bands.scheme() {
            None => div .panel.nothing {
                p { "This register states no matrix." }
                p { "Likelihoods and impacts cannot be placed without the scales they stand on. " a href=(frame.link("/", &[])) { "Look at the scores in the register" } "." }
            },
            Some(scheme) => (maps(frame, issue, judged, scheme, choice)),
        }
    };
    layout(frame, "Heat map", &content)
}

fn maps(
    frame: &Frame,
    issue: &Issue<'_>,
    judged: &Judged,
    scheme: &Scheme,
    choice: &Choice,
) -> Markup {
    let all = issue.stages();
    let shown: Vec<Stage> = match choice.stage {
        Some(stage) => all.iter().copied().filter(|s| *s == stage).collect(),
        None => all.clone(),
    };
    let chosen = choice.risk.as_deref().map(|asked| (asked, called(issue, asked)));
    html! {
        div .map-tools {
            nav .switch aria-label="Assessment shown" {
                (tab(frame, choice, None, "All"))
                @for stage in &all { (tab(frame, choice, Some(*stage), &issue.stage_label_short(*stage))) }
            }
            (chooser(frame, issue, choice))
        }
        @match &chosen {
            None => {},
            Some((_, one)) if one.len() == 1 => @for row in one { (way(frame, issue, judged, scheme, row)) },
            Some((asked, some)) => p .counted role="status" { span { (which(frame, choice, asked, some)) } },
        }
        div class={ "maps maps-" (shown.len().clamp(1, 3)) } {
            @for stage in &shown { (panel(frame, issue, judged, scheme, *stage)) }
        }
        div .page-foot {
            (score::key(&issue.bands))
            @if judged.blocks_sign_off() {
                p .legend { svg .cell-blocked viewBox="0 0 9 8" aria-hidden="true" { path d="M4.5 0 9 8H0z" {} } "with the number of risks in the cell on which " a href=(frame.link("/checks#first", &[])) { "the checks would block sign-off" } }
            }
        }
        details .as-table {
            summary .chevron { "The same as a table" }
            div .maps { @for stage in &shown { (table(frame, issue, judged, scheme, *stage)) } }
        }
    }
}

/// The risks that a reader calls so: by key, else by number in whatever capitals.
fn called<'r, 'i>(issue: &'r Issue<'i>, asked: &str) -> Vec<&'r Row<'i>> {
    let by_key = issue.rows.iter().find(|row| row.key == asked);
    let asked = asked.to_lowercase();
    let numbered =
        |row: &&Row<'_>| row.risk.reference.as_ref().is_some_and(|own| own.to_lowercase() == asked);
    by_key.map_or_else(|| issue.rows.iter().filter(numbered).collect(), |row| vec![row])
}

/// Says that no risk has a number, or leads to each of those that share it.
fn which(frame: &Frame, choice: &Choice, asked: &str, some: &[&Row<'_>]) -> Markup {
    html! {
        @if some.is_empty() {
            "No risk has the number “" (asked) "” on this register."
        } @else {
            (sentence(&count(some.len(), "risk"))) " have the number “" (asked) "”: "
            @for (place, row) in some.iter().enumerate() {
                @let to = Choice { risk: Some(row.key.clone()), ..choice.clone() };
                @if place > 0 { "; " }
                a href=(frame.link("/heat-map", &to.pairs())) { (short(row.risk.wording())) }
            }
        }
    }
}

fn tab(frame: &Frame, choice: &Choice, stage: Option<Stage>, words: &str) -> Markup {
    let to = Choice { stage, ..choice.clone() };
    html! { a href=(frame.link("/heat-map", &to.pairs())) aria-current=[(choice.stage == stage).then_some("true")] { (words) } }
}

fn chooser(frame: &Frame, issue: &Issue<'_>, choice: &Choice) -> Markup {
    html! {
        form .map-risk method="get" action="/heat-map" {
            (moment(frame))
            @if let Some(stage) = choice.stage { input type="hidden" name="stage" value=(stage.name()); }
            div {
                @if issue.rows.len() > MOST_OFFERED {
                    label for="risk" { "The way of one risk, by its number" }
                    input #risk type="search" name="risk" value=[choice.risk.as_deref()] autocomplete="off";
                } @else {
                    label for="risk" { "The way of one risk" }
                    select #risk name="risk" {
                        option value="" { "None" }
                        @for row in &issue.rows {
                            option value=(row.key) selected[choice.risk.as_deref() == Some(row.key.as_str())] { (row.reference()) " – " (short(row.risk.wording())) }
                        }
                    }
                }
            }
            button type="submit" { "Show" }
        }
    }
}

fn short(words: &str) -> String {
    match words.char_indices().nth(64) {
        Some((end, _)) => format!("{}…", words.get(..end).unwrap_or(words).trim_end()),
        None => words.to_owned(),
    }
}

fn panel(
    frame: &Frame,
    issue: &Issue<'_>,
    judged: &Judged,
    scheme: &Scheme,
    stage: Stage,
) -> Markup {
    let matrix = Matrix::of_stage(issue, scheme, stage).with_findings(issue, judged);
    let outside = matrix.outside(issue);
    let off = off_scale(issue, scheme, stage);
    let label = issue.stage_label(stage);
    html! {
        section .panel {
            div .panel-head { h2 { (label) } @if outside > 0 { p { (count(outside, "risk")) " not placed" } } }
            div .panel-body {
                (matrix.draw(&label, Some(frame)))
                @if !off.is_empty() { p .small { "Off the scale: " (off.join("; ")) "." } }
            }
        }
    }
}

/// The ratings of a stage that are no step of the scales: "risk 7, likelihood 44".
fn off_scale(issue: &Issue<'_>, scheme: &Scheme, stage: Stage) -> Vec<String> {
    let off = issue.register.off_scale(scheme).into_iter().filter(|off| off.stage == stage);
    let said = off.filter_map(|off| {
        let row = issue.rows.get(off.risk)?;
        let axis = off.axis.name();
        Some(format!("risk {}, {axis} {}", row.reference(), off.text))
    });
    said.collect()
}

/// One risk from gross to target.
fn way(
    frame: &Frame,
    issue: &Issue<'_>,
    judged: &Judged,
    scheme: &Scheme,
    row: &Row<'_>,
) -> Markup {
    let own: Vec<&Finding> = judged
        .of_risk(row.position)
        .filter(|finding| finding.action_of(row.position).is_none())
        .collect();
    let matrix = Matrix {
        scheme,
        bands: &issue.bands,
        risks: std::collections::BTreeMap::new(),
        blocked: std::collections::BTreeMap::new(),
        stops: stops(issue, row),
        stage: None,
    };
    html! {
        section .panel.way {
            div .way-map { (matrix.draw(&format!("The way of risk {} over the matrix", row.reference()), None)) }
            div .way-words {
                p .eyebrow { "Risk " (row.reference()) }
                h2 { a .plain href=(frame.risk(&row.key)) { (row.risk.wording()) } }
                dl .facts {
                    @for stop in &matrix.stops {
                        dt { b { (stop.letter) } " " (issue.stage_label_short(stop.stage)) }
                        dd {
                            @if let Some(assessment) = row.risk.assessments.get(stop.stage) {
                                (score::chip(assessment, &issue.bands)) " " span .muted.small { (score::words(assessment, &issue.bands)) }
                            }
                        }
                    }
                }
                (finding::folded(frame, &own, &[row.risk.wording()]))
            }
        }
    }
}

fn table(
    frame: &Frame,
    issue: &Issue<'_>,
    judged: &Judged,
    scheme: &Scheme,
    stage: Stage,
) -> Markup {
    let matrix = Matrix::of_stage(issue, scheme, stage).with_findings(issue, judged);
    html! {
        section .panel {
            div .panel-head { h3 { (issue.stage_label(stage)) } }
            div .scroll tabindex="0" role="region" aria-label={ (issue.stage_label(stage)) " as a table" } {
                table .table.matrix-table {
                    thead { tr {
                        th scope="col" { (scheme.drawn.across.other().title()) " ↓ " (scheme.drawn.across.title()) " →" }
                        @for level in scheme.columns() { th scope="col" { (level.in_full()) } }
                    } }
                    tbody {
                        @for row in scheme.rows() {
                            tr {
                                th scope="row" { (row.in_full()) }
                                @for column in scheme.columns() {
                                    @let (likelihood, impact) = scheme.cell(column, row);
                                    @let refs = matrix.risks.get(&(likelihood, impact));
                                    td {
                                        @if let Some(score) = scheme.score(likelihood, impact) { span .muted.small { "Score " (score) } }
                                        @if let Some(refs) = refs {
                                            br; a href=(frame.link("/", &[("stage", stage.name().to_owned()), ("likelihood", likelihood.to_string()), ("impact", impact.to_string())])) {
                                                (sentence(&count(refs.len(), "risk"))) ": " (named(refs))
                                            }
                                            @if let Some(blocked) = matrix.blocked.get(&(likelihood, impact)) {
                                                br; span .late.small { "Sign-off blocked on " (blocked) }
                                            }
                                        } @else { br; span .muted { "none" } }
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}
