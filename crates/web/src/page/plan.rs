//! What was read, beside where it stood, and what bringing it in would do.

use std::collections::{HashMap, HashSet};

use bellwether_app::import::{Fate, Plan};
use bellwether_domain::{Diagnostic, Source, Stage};
use bellwether_intake::{ColumnReading, Target, sheet::Row as SourceRow};
use maud::{Markup, html};

use super::layout::layout;
use crate::{
    component::{change, diagnostics, score, who},
    view::{Frame, Issue, Row, frame::short_title},
    words::{count, day, sentence},
};

/// The most rows of the source that are shown beside the reading.
const MOST_ROWS: usize = 3000;

/// What the reader chose on the way here.
pub struct Choice {
    /// The date given by hand.
    pub date: Option<bellwether_domain::Date>,
    /// Readings of columns that were corrected.
    pub map: Vec<(String, Target)>,
}

/// The page of a plan; `issue` is the document's register as rows.
pub fn plan(frame: &Frame, issue: &Issue<'_>, plan: &Plan, choice: &Choice) -> Markup {
    let counts = plan.counts();
    let register = &plan.intake.register;
    let lines = lines(plan);
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
        (other_body(frame, plan))
        (state(plan))
        section .strip aria-label="What it would do" {
            div { span .term { "New risks" } " " span .figure { (counts.create) } }
            div { span .term { "Changed" } " " span .figure { (counts.change) } }
            @if counts.reopen > 0 { div { span .term { "Reopened" } " " span .figure { (counts.reopen) } } }
            div { span .term { "The same" } " " span .figure { (counts.same) } }
            div .late[counts.missing > 0] { span .term { "On the register, not in the document" } " " span .figure { (counts.missing) } }
            div { span .term { "Remarks on reading" } " " span .figure { (register.diagnostics.len()) } }
        }
        div .stack {
            (remarks(plan, &lines))
            (columns(frame, plan, choice))
            (reading(issue, plan, &lines))
            (changes(issue, plan))
            (accept(frame, plan, choice))
        }
    };
    layout(frame, "Import: the plan", &content)
}

/// Says so where the document is another body's than the register that is kept here.
fn other_body(frame: &Frame, plan: &Plan) -> Markup {
    let document = plan.intake.register.organisation.as_deref();
    html! {
        @if let (Some(kept), Some(document)) = (frame.organisation.as_deref(), document) {
            @if kept.to_lowercase() != document.to_lowercase() {
                p .notice.notice-warning { "This document is of " strong { (document) } "; the register kept here is of " strong { (kept) } ". Accept it only if they are the same body." }
            }
        }
    }
}

fn state(plan: &Plan) -> Markup {
    html! {
        @if plan.already.is_some() {
            p .notice { "This very file was brought in before for this date. " @if plan.is_settled() { "Accepting it again changes nothing." } }
        } @else if plan.is_settled() {
            p .notice { "The register already says everything that this document says. There is nothing to accept." }
        }
        @if let Some(until) = plan.until {
            p .notice { "A later issue is already in the history: this document will speak from " (day(plan.as_at)) " until " (day(until)) "." }
        }
    }
}

/// A row of the document, and the risk that it went into.
struct SourceLine<'a> {
    sheet: Option<&'a str>,
    row: &'a SourceRow,
    risk: Option<usize>,
    heading: bool,
}

/// The rows of the sheets that hold something that was read.
fn lines(plan: &Plan) -> Vec<SourceLine<'_>> {
    let intake = &plan.intake;
    let mut risks = HashMap::new();
    for stood in &intake.stood {
        risks.entry((stood.at.sheet, stood.at.row)).or_insert(stood.risk);
    }
    let held: HashSet<u16> = intake.stood.iter().map(|stood| stood.at.sheet).collect();
    let sheets = (0..).zip(&intake.document.sheets).filter(|(number, _)| held.contains(number));
    sheets
        .flat_map(|(number, sheet)| (0..).zip(&sheet.rows).map(move |row| (number, sheet, row)))
        .filter(|(.., (_, row))| row.cells.iter().any(|cell| !cell.text.trim().is_empty()))
        .map(|(number, sheet, (at, row))| SourceLine {
            sheet: sheet.name.as_deref(),
            row,
            risk: risks.get(&(number, at)).copied(),
            heading: intake.headings.binary_search(&(number, at)).is_ok(),
        })
        .collect()
}

fn remarks(plan: &Plan, lines: &[SourceLine<'_>]) -> Markup {
    let noticed = &plan.intake.register.diagnostics;
    let anchor = |diagnostic: &Diagnostic| {
        let index = row_at(lines, diagnostic.source.as_ref()?)?;
        (index < MOST_ROWS).then(|| format!("#line-{index}"))
    };
    html! {
        @if !noticed.is_empty() {
            section .panel #remarks {
                div .panel-head { h2 { "What was repaired or doubted" } p { (count(noticed.len(), "remark")) } }
                div .panel-body { (diagnostics::grouped(noticed, Some(&anchor))) }
            }
        }
    }
}

/// The row of the document that a place speaks of; rows of a text stand on no page.
fn row_at(lines: &[SourceLine<'_>], source: &Source) -> Option<usize> {
    let number = source.row?;
    lines.iter().position(|line| {
        line.row.number == number
            && (line.sheet.is_none() || line.sheet == source.sheet.as_deref())
            && (line.row.page.is_none() || line.row.page == source.page)
    })
}

/// How each column was read, each with a list to choose another reading from.
fn columns(frame: &Frame, plan: &Plan, choice: &Choice) -> Markup {
    let doubtful = plan.intake.columns.iter().filter(|column| column.confidence < 0.6).count();
    html! {
        @if !plan.intake.columns.is_empty() {
            details .panel.columns open[doubtful > 0 || !choice.map.is_empty()] {
                summary .panel-head.chevron {
                    h2 { "How the columns were read" }
                    p { (count(plan.intake.columns.len(), "column")) @if doubtful > 0 { ", " span .late { (doubtful) " in doubt" } } }
                }
                form method="get" action=(frame.path) {
                    @if let Some(date) = choice.date { input type="hidden" name="date" value=(date); }
                    div .sheet.sheet-in {
                        table .cards role="table" aria-label="Columns" {
                            thead role="rowgroup" { tr role="row" {
                                th role="columnheader" scope="col" { "Heading in the document" }
                                th role="columnheader" scope="col" .col-when { "Read as" }
                                th role="columnheader" scope="col" .col-status { "Sure" }
                                th role="columnheader" scope="col" { "Why, and what it holds" }
                            } }
                            tbody role="rowgroup" { @for column in &plan.intake.columns { (self::column(column, choice)) } }
                        }
                    }
                    p .columns-do { button type="submit" { "Read it again with these" } }
                }
            }
        }
    }
}

fn column(column: &ColumnReading, choice: &Choice) -> Markup {
    let chosen = choice
        .map
        .iter()
        .find(|(heading, _)| heading.eq_ignore_ascii_case(&column.heading))
        .map(|(_, target)| *target);
    let percent = (column.confidence.clamp(0.0, 1.0) * 100.0).round();
    html! {
        tr role="row" {
            td .wide role="cell" {
                strong { @if column.heading.is_empty() { "(no heading)" } @else { (column.heading) } }
                span .under { @if let Some(sheet) = &column.sheet { (sheet) ", " } "column " (column.column) }
            }
            td .wide role="cell" {
                select name="map" aria-label={ "Read “" (column.heading) "” as" } {
                    option value="" selected[chosen.is_none()] { (target_words(column.target)) }
                    @for target in Target::all().filter(|target| *target != column.target || chosen.is_some()) {
                        option value={ (column.heading) "=" (target) } selected[chosen == Some(target)] { (target_words(target)) }
                    }
                }
            }
            td role="cell" {
                span .num.late[column.confidence < 0.6] { (percent) "%" }
                svg .bar viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true" { rect width=(percent) height="10" {} }
            }
            td .wide.small role="cell" {
                (sentence(&column.evidence.join("; ")))
                @if !column.samples.is_empty() { span .under { "“" (column.samples.join("” “")) "”" } }
            }
        }
    }
}

fn target_words(target: Target) -> String {
    match target {
        Target::Field(field) => change::default_heading(field).to_owned(),
        Target::Rating(field, stage) => {
            format!("{} {}", sentence(stage.name()), change::default_heading(field).to_lowercase())
        }
        Target::Extra => "Kept under its own heading".to_owned(),
        Target::Ignore => "Left out".to_owned(),
    }
}

/// The document at the left, the reading at the right, each linked to the other.
fn reading(issue: &Issue<'_>, plan: &Plan, rows: &[SourceLine<'_>]) -> Markup {
    let doubted: Vec<usize> = plan
        .intake
        .register
        .diagnostics
        .iter()
        .filter_map(|diagnostic| row_at(rows, diagnostic.source.as_ref()?))
        .collect();
    html! {
        section .panel #reading {
            div .panel-head { h2 { "What was read, beside where it stood" } p { "Choose a line or a risk to find the other." } }
            div .reading {
                @if !rows.is_empty() {
                    div tabindex="0" role="region" aria-label="The document" {
                        ol .source {
                            @for (i, row) in rows.iter().take(MOST_ROWS).enumerate() {
                                li id={ "line-" (i) } .doubted[doubted.contains(&i)] .is-heading[row.heading] {
                                    @match row.risk {
                                        Some(risk) => a href={ "#read-" (risk) } title="Where it went" { (row.row.number) },
                                        None => span .gap { (row.row.number) },
                                    }
                                    span .cells {
                                        (cells(&row.row.cells.iter().map(|cell| cell.text.clone()).collect::<Vec<_>>()))
                                    }
                                }
                            }
                        }
                        @if rows.len() > MOST_ROWS { p .muted.small { (count(rows.len() - MOST_ROWS, "further row")) " not shown here; all were read." } }
                    }
                }
                div tabindex="0" role="region" aria-label="The reading" {
                    @for row in &issue.rows { (risk(issue, plan, rows, row)) }
                }
            }
        }
    }
}

/// The cells of a row; empty ones at its end are left out, several together are one mark.
fn cells(cells: &[String]) -> Markup {
    let end = cells.iter().rposition(|cell| !cell.is_empty()).map_or(0, |last| last + 1);
    let runs = cells.get(..end).unwrap_or_default().chunk_by(|a, b| a.is_empty() && b.is_empty());
    html! {
        @for (i, run) in runs.enumerate() {
            @if i > 0 { span .gap { " │ " } }
            @match run {
                [cell] => (cell),
                empty => span .gap title=(count(empty.len(), "empty cell")) { "⋯" },
            }
        }
    }
}

fn risk(issue: &Issue<'_>, plan: &Plan, lines: &[SourceLine<'_>], row: &Row<'_>) -> Markup {
    let line = lines.iter().position(|line| line.risk == Some(row.position));
    let fate = plan.risks.get(row.position).map(|planned| &planned.fate);
    html! {
        article .read-risk id={ "read-" (row.position) } {
            h3 {
                @match line.filter(|line| *line < MOST_ROWS) {
                    Some(line) => a href={ "#line-" (line) } title="Where it stood" { (row.reference()) },
                    None => span { (row.reference()) },
                }
                span { (row.risk.wording()) }
                @match fate {
                    Some(Fate::Create) => span .pill.pill-blue { "New" },
                    Some(Fate::Change(changes)) => span .pill.pill-amber { (count(changes.len(), "change")) },
                    Some(Fate::Reopen(_)) => span .pill.pill-amber { "Reopened" },
                    Some(Fate::Same) | None => "",
                }
            }
            p .read-facts {
                @if let Some(category) = &row.risk.category { span .muted { (category) } }
                (who::initials(issue, &row.risk.owners))
                @for stage in Stage::ALL {
                    @if let Some(assessment) = row.risk.assessments.get(stage) {
                        span .score { span .muted.small { (issue.stage_label_short(stage)) } (score::chip(assessment, &issue.bands)) }
                    }
                }
            }
            @if !row.risk.actions.is_empty() {
                ul .read-actions {
                    @for (action, due) in row.risk.actions.iter().zip(&row.dues) {
                        li {
                            (action.description)
                            span .muted {
                                @if !action.owners.is_empty() { " · " (action.owners.join(", ")) }
                                " · " (due.words)
                                @if let Some(status) = &action.status { " · " (status.text) }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// What would change, field by field.
fn changes(issue: &Issue<'_>, plan: &Plan) -> Markup {
    let changed: Vec<_> = plan
        .risks
        .iter()
        .filter_map(|planned| match &planned.fate {
            Fate::Change(changes) | Fate::Reopen(changes) => Some((planned, changes)),
            Fate::Create | Fate::Same => None,
        })
        .collect();
    html! {
        @if !changed.is_empty() || !plan.particulars.is_empty() {
            section .panel #changes {
                div .panel-head { h2 { "What would change" } p { (count(changed.len(), "risk")) } }
                @for (planned, changes) in changed {
                    div .changed-risk {
                        h3 { span .ref { (planned.reference.as_deref().unwrap_or("–")) } (planned.wording) }
                        (change::list(issue, changes))
                    }
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

/// The decisions that only a person can make, and the button.
fn accept(frame: &Frame, plan: &Plan, choice: &Choice) -> Markup {
    html! {
        form #accept method="post" action={ (frame.path) "/accept" } {
            @if let Some(date) = choice.date { input type="hidden" name="date" value=(date); }
            @for (heading, target) in &choice.map { input type="hidden" name="map" value={ (heading) "=" (target) }; }
            @if let Some(head) = plan.head { input type="hidden" name="head" value=(head); }
            @if !plan.missing.is_empty() {
                section .panel.missing {
                    div .panel-head {
                        h2 { "On the register, not in the document" }
                        p { "Nothing is taken off the register unless you say so." }
                    }
                    @for missing in &plan.missing {
                        fieldset .changed-risk {
                            legend { span .ref { (missing.reference.as_deref().unwrap_or("–")) } " " (missing.wording) }
                            label .check { input type="radio" name={ "missing-" (missing.id) } value="close" required; "Close it as at " (day(plan.as_at)) "; its history stays" }
                            label .check { input type="radio" name={ "missing-" (missing.id) } value="keep" required; "Keep it as it is" }
                        }
                    }
                }
            }
            div .accept {
                div {
                    label for="who" { "Your name, for the journal" }
                    input #who name="who" required autocomplete="name";
                }
                div {
                    label for="reason" { "Why (for example, the meeting it was published for)" }
                    input #reason name="reason" placeholder={ "Issue of " (day(plan.as_at)) };
                }
                button .button-primary type="submit" disabled[plan.is_settled()] { "Accept" }
                a .button href="/import" { "Leave it" }
            }
        }
    }
}
