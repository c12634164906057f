//! The register: a dense table in the body's own words and order.

use bellwether_domain::{Field, Stage};
use maud::{Markup, html};

use super::layout::layout;
use crate::{
    component::{due, score, segments, who},
    view::{Column, DueGroup, Filter, Frame, Issue, Movement, Row, Sort},
    words::{count, day, thousands},
};

/// The page of the register.
pub fn register(frame: &Frame, issue: &Issue<'_>, filter: &Filter) -> Markup {
    let rows = filter.apply(issue);
    let title = frame.short_title().unwrap_or_else(|| "Risk register".to_owned());
    let content = html! {
        header .page-head {
            div {
                h1 { (title) }
                p .lede {
                    (count(issue.rows.len(), "risk")) ", " (count(issue.action_count(), "action")) "."
                    @if let Some(since) = issue.since { " Movement is since " (day(since)) "." }
                }
            }
        }
        (strip(frame, issue))
        (super::filters::filters(frame, issue, filter))
        div data-swap {
            (super::filters::shown(frame, issue, filter, rows.len()))
            @if rows.is_empty() {
                div .panel.nothing {
                    p { "No risk matches." }
                    p { "Take away a filter, or " a href=(frame.link("/", &[])) { "show the whole register" } "." }
                }
            } @else { (table(frame, issue, filter, &rows)) }
            div .page-foot { (score::key(&issue.bands)) }
        }
    };
    layout(frame, &title, &content)
}

/// The figures a committee asks for first; each leads to the risks it counts.
fn strip(frame: &Frame, issue: &Issue<'_>) -> Markup {
    let now = issue.now();
    let moved = |movement: Movement| {
        let filter = Filter { moved: Some(movement), ..Filter::default() };
        (filter.apply(issue).len(), frame.link("/", &filter.pairs()))
    };
    let actions = |group: DueGroup| {
        (issue.in_group(group), frame.link("/actions", &[("due", group.key().to_owned())]))
    };
    let (up, up_link) = moved(Movement::Up);
    let (down, down_link) = moved(Movement::Down);
    let (new, new_link) = moved(Movement::New);
    let (overdue, overdue_link) = actions(DueGroup::Overdue);
    let (undated, undated_link) = actions(DueGroup::Undated);
    let (continuous, _) = actions(DueGroup::Continuous);
    html! {
        section .strip aria-label="In short" {
            a href=(frame.link("/", &[])) { span .term { "Risks" } " " span .figure { (thousands(issue.rows.len())) } }
            @if let Some(least) = issue.bands.severe() {
                @let filter = Filter { least: Some(least), ..Filter::default() };
                a href=(frame.link("/", &filter.pairs())) {
                    span .term {
                        @match issue.bands.word(least).filter(|_| issue.bands.are_stated()) {
                            Some(word) => { "Rated " (word) " now" },
                            None => { "Scoring " (least) " or more now" },
                        }
                    }
                    " " span .figure { (filter.apply(issue).len()) }
                }
            }
            @if issue.since.is_some() {
                a href=(up_link) { span .term { (issue.score_label(now)) " up" } " " span .figure { (up) } }
                a href=(down_link) { span .term { (issue.score_label(now)) " down" } " " span .figure { (down) } }
                a href=(new_link) { span .term { "New risks" } " " span .figure { (new) } }
            }
            a .late[overdue > 0] href=(overdue_link) { span .term { "Actions overdue" } " " span .figure { (thousands(overdue)) small { " of " (thousands(issue.action_count())) } } }
            a href=(undated_link) { span .term { "Actions with no date" } " " span .figure { (thousands(undated)) small { " + " (thousands(continuous)) " continuous" } } }
        }
    }
}

fn table(frame: &Frame, issue: &Issue<'_>, filter: &Filter, rows: &[&Row<'_>]) -> Markup {
    let stages = issue.stages();
    let heading = |field, otherwise| issue.register.heading(field, otherwise).to_owned();
    let head = |column: Column, words: &str, class: &str| head(frame, filter, column, words, class);
    let with_owner = issue.rows.iter().any(|row| !row.risk.owners.is_empty());
    let categories = issue.rows.iter().any(|row| row.risk.category.is_some());
    let columns = 4 + stages.len() + usize::from(with_owner);
    html! {
        div .sheet {
            table .cards role="table" aria-label="Risks" {
                thead role="rowgroup" { tr role="row" {
                    (head(Column::Reference, &heading(Field::Reference, "Ref"), "col-ref"))
                    (head(Column::Risk, &heading(Field::Description, "Risk"), ""))
                    @if with_owner { (head(Column::Owner, &heading(Field::Owners, "Owner"), "col-owner")) }
                    @for stage in &stages { (head(Column::Score(*stage), &issue.stage_label(*stage), "col-score")) }
                    (head(Column::Actions, &issue.actions_heading(), "col-actions"))
                    (head(Column::Due, "Next due", "col-due"))
                } }
                @for (category, rows) in groups(filter, rows) {
                    tbody role="rowgroup" {
                        @if filter.grouped {
                            tr .group role="row" { th .wide role="rowheader" scope="rowgroup" colspan=(columns) {
                                (category.unwrap_or("No category")) small { (count(rows.len(), "risk")) }
                            } }
                        }
                        @for row in rows { (self::row(frame, issue, row, &stages, with_owner, categories && !filter.grouped)) }
                    }
                }
            }
        }
    }
}

/// The rows under their categories, in the order in which the categories first come.
fn groups<'r, 'a>(
    filter: &Filter,
    rows: &[&'r Row<'a>],
) -> Vec<(Option<&'r str>, Vec<&'r Row<'a>>)> {
    if !filter.grouped {
        return vec![(None, rows.to_vec())];
    }
    let mut groups: Vec<(Option<&str>, Vec<&Row<'_>>)> = vec![];
    for row in rows {
        let category = row.risk.category.as_deref();
        let key = category.map(str::to_lowercase);
        match groups.iter_mut().find(|(c, _)| c.map(str::to_lowercase) == key) {
            Some((_, rows)) => rows.push(row),
            None => groups.push((category, vec![row])),
        }
    }
    groups
}

/// A heading that sorts by its column.
fn head(frame: &Frame, filter: &Filter, column: Column, words: &str, class: &str) -> Markup {
    let now = filter.sort.filter(|sort| sort.column == column);
    let descending = now.map_or(column.falls(), |sort| !sort.descending);
    let next = Filter { sort: Some(Sort { column, descending }), ..filter.clone() };
    let sorted = now.map(|sort| if sort.descending { "descending" } else { "ascending" });
    html! {
        th role="columnheader" scope="col" class=(class) aria-sort=[sorted] {
            a href=(frame.link("/", &next.pairs())) title=(words) {
                span .clamp { (words) }
                @if let Some(sort) = now { span aria-hidden="true" { (if sort.descending { "↓" } else { "↑" }) } }
            }
        }
    }
}

fn row(
    frame: &Frame,
    issue: &Issue<'_>,
    row: &Row<'_>,
    stages: &[Stage],
    with_owner: bool,
    with_category: bool,
) -> Markup {
    html! {
        tr role="row" {
            td .col-ref role="cell" { (row.reference()) }
            td .wide role="cell" {
                a .risk-wording href=(frame.risk(&row.key)) data-stop { (row.risk.wording()) }
                @if row.is_new() { " " span .pill.pill-blue { "New" } }
                @if with_category { @if let Some(category) = &row.risk.category { span .under { (category) } } }
            }
            @if with_owner { td .col-owner role="cell" { (who::initials(issue, &row.risk.owners)) } }
            @for stage in stages {
                td .col-score role="cell" data-label=(issue.stage_label_short(*stage)) { (score::score(issue, row, *stage)) }
            }
            td .col-actions role="cell" data-label="Actions" { (segments::segments(&row.actions)) }
            td .col-due role="cell" data-label="Next due" { (due::summary(&row.actions)) }
        }
    }
}
