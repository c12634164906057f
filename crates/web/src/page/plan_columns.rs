//! How each column was read, each with a list to choose another reading from.

use bellwether_app::import::Plan;
use bellwether_intake::{ColumnReading, Target};
use maud::{Markup, html};

use super::plan_choice::Choice;
use crate::{
    view::{Frame, traced::anchor},
    words::{count, sentence},
};

/// Below this a reading is a question.
const DOUBTFUL: f32 = 0.6;

/// The table, open where something is in doubt; the readings in doubt stand first.
pub(super) fn columns(frame: &Frame, plan: &Plan, choice: &Choice) -> Markup {
    let all = &plan.intake.columns;
    let mut order: Vec<(usize, &ColumnReading)> = all.iter().enumerate().collect();
    order.sort_by_key(|(_, column)| !is_doubtful(column));
    let doubtful = all.iter().filter(|column| is_doubtful(column)).count();
    html! {
        @if !all.is_empty() {
            details .panel.columns #columns open[doubtful > 0 || !choice.map.is_empty()] {
                summary .panel-head.chevron {
                    h2 { "How the columns were read" }
                    p { (count(all.len(), "column")) @if doubtful > 0 { ", " span .late { (doubtful) " in doubt" } } }
                }
                @if doubtful > 0 {
                    p .columns-ask { "The headings and cells of " (count(doubtful, "column")) " leave room for doubt. Choose what each is: the rows are read again by it, and the next document with these headings will be, too." }
                }
                form method="get" action={ (frame.path) "#columns" } data-reread {
                    @for (name, value) in choice.pairs().into_iter().filter(|(name, _)| *name != "map") { input type="hidden" name=(name) value=(value); }
                    // What was chosen for a heading that stands no longer in the table stays chosen.
                    @for (heading, target) in choice.map.iter().filter(|(h, _)| !all.iter().any(|c| c.is_named(h))) {
                        input type="hidden" name="map" value={ (heading) "=" (target) };
                    }
                    div .sheet.sheet-in {
                        table .cards role="table" aria-label="Columns" {
                            thead role="rowgroup" { tr role="row" {
                                th role="columnheader" scope="col" { "Heading in the document" }
                                th role="columnheader" scope="col" .col-when { "Read as" }
                                th role="columnheader" scope="col" .col-status { "Sure" }
                                th role="columnheader" scope="col" { "Why, and what it holds" }
                            } }
                            tbody role="rowgroup" { @for (number, column) in order { (self::column(number, column, plan, choice)) } }
                        }
                    }
                    p .columns-do { button type="submit" { "Read it again with these" } }
                }
            }
        }
    }
}

fn is_doubtful(column: &ColumnReading) -> bool {
    column.confidence < DOUBTFUL && !column.samples.is_empty()
}

fn column(number: usize, column: &ColumnReading, plan: &Plan, choice: &Choice) -> Markup {
    let chosen =
        choice.map.iter().find(|(heading, _)| column.is_named(heading)).map(|(_, target)| *target);
    let remembered = plan.columns.remembered.iter().any(|(heading, _)| column.is_named(heading));
    let percent = (column.confidence.clamp(0.0, 1.0) * 100.0).round();
    let id = format!("map-{number}");
    let name = if column.heading.is_empty() { "(no heading)" } else { &column.heading };
    html! {
        tr role="row" .doubted[is_doubtful(column)] {
            td .wide role="cell" {
                @match column.at {
                    Some(at) => a .heading-link href={ "#" (anchor(at)) } { (name) },
                    None => strong { (name) },
                }
                span .under { @if let Some(sheet) = &column.sheet { (sheet) ", " } "column " (column.column) }
            }
            td .wide role="cell" {
                @let own = plan.intake.name_of(column);
                select id=(id) name="map" aria-label={ "Read “" (own) "” as" } {
                    option value="" selected[chosen.is_none()] { @if chosen.is_some() { "As the program reads it" } @else { (target_words(column.target)) } }
                    @for target in Target::all().filter(|target| *target != column.target || chosen.is_some()) {
                        option value={ (own) "=" (target) } selected[chosen == Some(target)] { (target_words(target)) }
                    }
                }
            }
            td role="cell" {
                @if chosen.is_some() { span .pill.pill-blue { "Chosen" } }
                @else if remembered { span .pill.pill-blue title="As when a document with these headings was brought in" { "Remembered" } }
                @else {
                    span .num.late[is_doubtful(column)] { (percent) "%" }
                    svg .bar viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true" { rect width=(percent) height="10" {} }
                }
            }
            td .wide.small role="cell" {
                @if column.evidence.is_empty() { "Neither its heading nor its cells say what it is" }
                @else { (sentence(&column.evidence.join("; "))) }
                @if !column.samples.is_empty() { span .under { "“" (column.samples.join("” “")) "”" } }
            }
        }
    }
}

pub(super) fn target_words(target: Target) -> String {
    match target {
        Target::Field(field) => field.plain().to_owned(),
        Target::Rating(part, stage) => {
            format!(
                "{} {}",
                sentence(stage.name()),
                bellwether_domain::Field::from(part).plain().to_lowercase()
            )
        }
        Target::Extra => "Kept under its own heading".to_owned(),
        Target::Ignore => "Left out".to_owned(),
    }
}
