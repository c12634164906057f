//! The register: a dense table in the body's own words and order.

use bellwether_app::check::Judged;
use bellwether_domain::{Field, Number, Stage};
use indexmap::IndexMap;
use maud::{Markup, html};

use super::{checks::Choice, closed::Shut, layout::layout};
use crate::{
    component::{due, finding, pages, score, segments, who},
    view::{
        Asked, Column, DueGroup, Filter, Frame, Issue, Movement, Paging, Row, Sort, back::row_id,
    },
    words::{count, day, thousands},
};

/// The risks that are off the register.
pub struct Closed<'a> {
    /// How many there are.
    pub all: usize,
    /// The first that the search of the page finds.
    pub found: &'a [Shut],
    /// How many it finds.
    pub total: usize,
}

/// The page of the register.
pub fn register(
    frame: &Frame,
    issue: &Issue<'_>,
    judged: Option<&Judged>,
    filter: &Filter,
    asked: Asked,
    closed: &Closed<'_>,
) -> Markup {
    let rows = filter.apply(issue);
    let strip = strip(frame, issue, judged, filter, &rows);
    let groups = groups(filter, rows);
    let total = groups.iter().map(|group| group.rows.len()).sum();
    let paging = Paging::of(total, asked);
    let title = frame.short_title().unwrap_or_else(|| "Risk register".to_owned());
    let content = html! {
        header .page-head {
            div {
                h1 { (title) }
                p .lede {
                    (count(issue.rows.len(), "risk")) ", " (count(issue.action_count(), "action")) "."
                    @if closed.all > 0 { " " a href=(frame.link("/closed", &[])) { (count(closed.all, "closed risk")) } "." }
                    @if let Some(since) = issue.since { " Movement is since " (day(since)) "." }
                }
            }
            @if frame.is_latest { div .page-do { a .button href=(frame.link("/risks/new", &frame.back_pair().into_iter().collect::<Vec<_>>())) { "New risk" } } }
        }
        (strip)
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
            @if let Some(text) = &filter.text { (super::closed::found(frame, closed.found, closed.total, text)) }
            div .page-foot { (score::key(&issue.bands)) }
        }
    };
    layout(frame, &title, &content)
}

/// The figures a committee asks for first, of the risks that the filter shows; each leads to what
/// it counts, with the filter.
fn strip<'i>(
    frame: &Frame,
    issue: &'i Issue<'_>,
    judged: Option<&Judged>,
    filter: &Filter,
    shown: &[&'i Row<'i>],
) -> Markup {
    let now = issue.now();
    // The tiles of risks choose among what the rest of the filter shows.
    let rest = Filter { least: None, moved: None, ..filter.clone() };
    let among = if rest == *filter { shown.to_vec() } else { rest.apply(issue) };
    let tile = |words: Markup, least: Option<Number>, moved: Option<Movement>| {
        let own = Filter { least, moved, ..Filter::default() };
        let number = among.iter().filter(|row| own.shows(row, issue)).count();
        let is_set = own.narrows() && (least, moved) == (filter.least, filter.moved);
        let to = if is_set { rest.clone() } else { Filter { least, moved, ..filter.clone() } };
        html! {
            a href=(frame.link("/", &to.pairs())) aria-current=[is_set.then_some("true")] {
                span .term { (words) } " " span .figure { (thousands(number)) }
            }
        }
    };
    let moved = |words: &str, moved| tile(html! { (words) }, filter.least, Some(moved));
    let actions: usize = shown.iter().map(|row| row.actions.total).sum();
    let standing =
        |group| shown.iter().flat_map(|row| &row.stands).filter(|due| due.group == group).count();
    let of = filter.of().map(|of| (Filter::OF, of));
    let to_actions = |group: DueGroup| {
        let due = [("due", group.key().to_owned())];
        frame.link("/actions", &due.into_iter().chain(of.clone()).collect::<Vec<_>>())
    };
    let (overdue, undated) = (standing(DueGroup::Overdue), standing(DueGroup::Undated));
    let chosen = Choice { of: filter.narrows().then(|| filter.clone()), ..Choice::default() };
    let found = judged.map(|judged| match &chosen.of {
        None => (judged.headline().counts.all(), judged.headline().blocking),
        Some(_) => judged.groups_at(shown.iter().map(|row| row.position)),
    });
    let to_checks = match &chosen.of {
        None => frame.link("/checks#first", &[]),
        Some(_) => frame.link("/checks", &Choice { blocks: true, ..chosen }.pairs()),
    };
    html! {
        section .strip aria-label="In short" data-follows {
            (tile(html! { "Risks" }, None, None))
            @if let Some(least) = issue.bands.severe() {
                (tile(
                    match issue.bands.word(least).filter(|_| issue.bands.are_stated()) {
                        Some(word) => html! { "Rated " (word) " now" },
                        None => html! { "Scoring " (least) " or more now" },
                    },
                    Some(least),
                    filter.moved,
                ))
            }
            @if issue.since.is_some() {
                (moved(&format!("{} up", issue.score_label(now)), Movement::Up))
                (moved(&format!("{} down", issue.score_label(now)), Movement::Down))
                (moved("New risks", Movement::New))
            }
            a .late[overdue > 0] href=(to_actions(DueGroup::Overdue)) { span .term { "Actions overdue" } " " span .figure { (thousands(overdue)) small { " of " (thousands(actions)) } } }
            (overdue_today(frame, issue, shown, of.as_ref()))
            a href=(to_actions(DueGroup::Undated)) { span .term { "Actions with no date" } " " span .figure { (thousands(undated)) small { " + " (thousands(standing(DueGroup::Continuous))) " continuous" } } }
            @if let Some((found, blocking)) = found {
                a .late[blocking > 0] href=(to_checks) { span .term { "Would block sign-off" } " " span .figure { (thousands(blocking)) small { " of " (count(found, "finding")) } } }
            }
        }
        @if judged.is_none() { (finding::not_yet(frame)) }
    }
}

/// What is overdue by now, where the page speaks of the register as it last was.
fn overdue_today(
    frame: &Frame,
    issue: &Issue<'_>,
    shown: &[&Row<'_>],
    of: Option<&(&'static str, String)>,
) -> Markup {
    let now = frame.today.filter(|today| frame.asked().is_none() && *today > issue.as_at);
    let Some(today) = now else { return html! {} };
    let overdue: usize = shown.iter().map(|row| row.overdue_on(today, issue.soon_days)).sum();
    let actions: usize = shown.iter().map(|row| row.actions.total).sum();
    let to = Frame { as_at: Some(today), ..frame.clone() };
    let due = [("due", DueGroup::Overdue.key().to_owned())];
    let pairs: Vec<_> = due.into_iter().chain(of.cloned()).collect();
    html! {
        a .late[overdue > 0] href=(to.link("/actions", &pairs)) {
            span .term { "Overdue today" } " " span .figure { (thousands(overdue)) small { " of " (thousands(actions)) } }
        }
    }
}

fn table(
    frame: &Frame,
    issue: &Issue<'_>,
    judged: Option<&Judged>,
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
        div .sheet.many {
            table .cards role="table" aria-label="Risks" {
                thead role="rowgroup" { tr role="row" {
                    (head(Column::Reference, &heading(Field::Reference, "Ref"), "col-ref"))
                    (head(Column::Risk, &heading(Field::Description, "Risk"), ""))
                    @if with_owner { (head(Column::Owner, &heading(Field::Owners, "Owner"), "col-owner")) }
                    @for stage in &stages { (head(Column::Score(*stage), &issue.dated_stage_label(*stage), "col-score")) }
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
    judged: Option<&Judged>,
    row: &Row<'_>,
    (stages, with_owner, with_category): (&[Stage], bool, bool),
) -> Markup {
    let link = frame.risk(&row.key);
    html! {
        tr role="row" id=(row_id(&row.key)) {
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
                @match judged {
                    Some(judged) => (finding::tally(judged.of_risk(row.position), &format!("{link}#checks"), &format!("risk {}", row.reference()))),
                    None => span .muted { "…" span .unseen { " not checked yet" } },
                }
            }
        }
    }
}
