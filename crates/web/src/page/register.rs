//! The register: a dense table in the body's own words and order.

use bellwether_app::check::Judged;
use bellwether_domain::{Field, Stage};
use indexmap::IndexMap;
use maud::{Markup, html};

use super::layout::layout;
use crate::{
    component::{due, finding, pages, score, segments, who},
    view::{Asked, Column, DueGroup, Filter, Frame, Issue, Movement, Paging, Row, Sort},
    words::{count, day, thousands},
};

/// The page of the register.
pub fn register(
    frame: &Frame,
    issue: &Issue<'_>,
    judged: &Judged,
    filter: &Filter,
    asked: Option<Asked>,
) -> Markup {
    let groups = groups(filter, filter.apply(issue));
    let total = groups.iter().map(|group| group.rows.len()).sum();
    let paging = Paging::of(total, asked);
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
            @if frame.is_latest { div .page-do { a .button href="/risks/new" { "New risk" } } }
        }
        (strip(frame, issue, judged))
        (super::filters::filters(frame, issue, filter))
        div data-swap {
            (super::filters::shown(frame, issue, filter, total))
            @if total == 0 {
                div .panel.nothing {
                    p { "No risk matches." }
                    p { "Take away a filter, or " a href=(frame.link("/", &[])) { "show the whole register" } "." }
                }
            } @else {
                (table(frame, issue, judged, filter, &on_page(&groups, &paging)))
                (pages::pages(frame, &paging, "risk", &filter.pairs()))
            }
            div .page-foot { (score::key(&issue.bands)) }
        }
    };
    layout(frame, &title, &content)
}

/// The figures a committee asks for first; each leads to the risks it counts.
fn strip(frame: &Frame, issue: &Issue<'_>, judged: &Judged) -> Markup {
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
    let found = judged.counts();
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
                    " " span .figure { (thousands(filter.apply(issue).len())) }
                }
            }
            @if issue.since.is_some() {
                a href=(up_link) { span .term { (issue.score_label(now)) " up" } " " span .figure { (thousands(up)) } }
                a href=(down_link) { span .term { (issue.score_label(now)) " down" } " " span .figure { (thousands(down)) } }
                a href=(new_link) { span .term { "New risks" } " " span .figure { (thousands(new)) } }
            }
            a .late[overdue > 0] href=(overdue_link) { span .term { "Actions overdue" } " " span .figure { (thousands(overdue)) small { " of " (thousands(issue.action_count())) } } }
            (overdue_today(frame, issue))
            a href=(undated_link) { span .term { "Actions with no date" } " " span .figure { (thousands(undated)) small { " + " (thousands(continuous)) " continuous" } } }
            a .late[found.high > 0] href=(frame.link("/checks#first", &[])) { span .term { "Would block sign-off" } " " span .figure { (thousands(found.high)) small { " of " (count(found.all(), "finding")) } } }
        }
    }
}

/// What is overdue by now, where the page speaks of the register as it last was.
fn overdue_today(frame: &Frame, issue: &Issue<'_>) -> Markup {
    let now = frame.today.filter(|today| frame.asked().is_none() && *today > issue.as_at);
    let Some(today) = now else { return html! {} };
    let overdue = issue.overdue_on(today);
    let to = Frame { as_at: Some(today), ..frame.clone() };
    html! {
        a .late[overdue > 0] href=(to.link("/actions", &[("due", DueGroup::Overdue.key().to_owned())])) {
            span .term { "Overdue today" } " " span .figure { (thousands(overdue)) small { " of " (thousands(issue.action_count())) } }
        }
    }
}

fn table(
    frame: &Frame,
    issue: &Issue<'_>,
    judged: &Judged,
    filter: &Filter,
    parts: &[Part<'_, '_>],
) -> Markup {
    let stages = issue.stages();
    let heading = |field, otherwise| issue.register.heading(field, otherwise).to_owned();
    let head = |column: Column, words: &str, class: &str| head(frame, filter, column, words, class);
    let with_owner = issue.rows.iter().any(|row| !row.risk.owners.is_empty());
    let categories = issue.rows.iter().any(|row| row.risk.category.is_some());
    let columns = 5 + stages.len() + usize::from(with_owner);
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
                    th role="columnheader" scope="col" .col-checks { "Checks" }
                } }
                @for part in parts {
                    tbody role="rowgroup" {
                        @if filter.grouped {
                            tr .group role="row" { th .wide role="rowheader" scope="rowgroup" colspan=(columns) {
                                (part.group.category.unwrap_or("No category"))
                                small { (count(part.group.rows.len(), "risk")) @if part.continues { ", continued" } }
                            } }
                        }
                        @for row in part.rows { (self::row(frame, issue, judged, row, (&stages, with_owner, categories && !filter.grouped))) }
                    }
                }
            }
        }
    }
}

/// The risks of a category; all of them where the register is not grouped.
struct Group<'r, 'a> {
    category: Option<&'r str>,
    rows: Vec<&'r Row<'a>>,
}

/// What of a group stands on a page.
struct Part<'g, 'a> {
    group: &'g Group<'g, 'a>,
    rows: &'g [&'g Row<'a>],
    /// Whether the group began on a page before.
    continues: bool,
}

/// The rows under their categories, in the order in which the categories first come.
fn groups<'r, 'a>(filter: &Filter, rows: Vec<&'r Row<'a>>) -> Vec<Group<'r, 'a>> {
    if !filter.grouped {
        return vec![Group { category: None, rows }];
    }
    let mut groups: IndexMap<Option<String>, Group<'_, '_>> = IndexMap::new();
    for row in rows {
        let category = row.risk.category.as_deref();
        let group = groups.entry(category.map(str::to_lowercase));
        group.or_insert_with(|| Group { category, rows: vec![] }).rows.push(row);
    }
    groups.into_values().collect()
}

/// The parts of the groups that stand on a page.
fn on_page<'g, 'a>(groups: &'g [Group<'g, 'a>], paging: &Paging) -> Vec<Part<'g, 'a>> {
    let mut before = 0;
    let mut parts = vec![];
    for group in groups {
        let rows = paging.within(before, &group.rows);
        if !rows.is_empty() {
            parts.push(Part { group, rows, continues: paging.continues(before) });
        }
        before += group.rows.len();
    }
    parts
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
    judged: &Judged,
    row: &Row<'_>,
    (stages, with_owner, with_category): (&[Stage], bool, bool),
) -> Markup {
    let link = frame.risk(&row.key);
    html! {
        tr role="row" {
            td .col-ref role="cell" { (row.reference()) }
            td .wide role="cell" {
                a .risk-wording href=(link) data-stop { (row.risk.wording()) }
                @if row.is_new() { " " span .pill.pill-blue { "New" } }
                @if with_category { @if let Some(category) = &row.risk.category { span .under { (category) } } }
            }
            @if with_owner { td .col-owner role="cell" { (who::initials(issue, &row.risk.owners)) } }
            @for stage in stages {
                td .col-score role="cell" data-label=(issue.stage_label_short(*stage)) { (score::score(issue, row, *stage)) }
            }
            td .col-actions role="cell" data-label="Actions" { (segments::segments(&row.actions)) }
            td .col-due role="cell" data-label="Next due" { (due::summary(&row.actions)) }
            td .col-checks role="cell" data-label="Checks" {
                (finding::tally(judged.of_risk(row.position), &format!("{link}#checks"), &format!("risk {}", row.reference())))
            }
        }
    }
}
