//! The form that chooses which risks to show, and the line that says which are shown.

use std::collections::{BTreeMap, HashSet};

use bellwether_domain::{Field, Risk};
use indexmap::IndexMap;
use maud::{Markup, html};

use super::layout::stays;
use crate::{
    component::segments::status_words,
    view::{
        Choices, Column, DueGroup, Filter, Frame, Issue, Sort,
        filter::same,
        language::{by_words, folded},
    },
    words::{count, sentence, thousands},
};

/// The form; a plain GET, so that the choice stands in the address.
pub fn filters(frame: &Frame, issue: &Issue<'_>, filter: &Filter) -> Markup {
    let heading = |field, otherwise: &str| sentence(issue.register.heading(field, otherwise));
    let bands: Vec<(String, String)> = issue
        .bands
        .ranges()
        .iter()
        .rev()
        .map(|range| {
            let words = if range.label == range.range() {
                range.label.clone()
            } else {
                format!("{} ({})", range.label, range.range())
            };
            (range.from.to_string(), words)
        })
        .collect();
    let dues: Vec<(String, String)> = DueGroup::ALL
        .into_iter()
        .filter(|group| issue.in_group(*group) > 0)
        .map(|group| (group.key().to_owned(), group.title(issue.soon_days)))
        .collect();
    let now = issue.score_label(issue.now());
    let choices = choices(issue);
    html! {
        details .filters open[filter.narrows() || filter.grouped] {
            summary .chevron { "Filter and group" }
            form method="get" action=(frame.path) role="search" aria-label="Filter the register" {
                (stays(frame))
                @for (name, value) in kept(filter) { input type="hidden" name=(name) value=(value); }
                div .field-search.is-set[filter.text.is_some()] {
                    label for="f-q" { "Search" }
                    input #f-q type="search" name="q" value=[filter.text.as_deref()] placeholder="Words in a risk, its actions or owners" autocomplete="off";
                }
                (choice("category", &heading(Field::Category, "Category"), &choices.categories, filter.category.as_deref()))
                (choice("owner", &heading(Field::Owners, "Owner"), &choices.owners, filter.owner.as_deref()))
                (choice("involves", "Involves", &choices.involved, filter.involves.as_deref()))
                (choice("band", &now, &bands, filter.band.map(|b| b.to_string()).as_deref()))
                (choice("risk-status", &heading(Field::Status, "Status"), &choices.states, filter.state.as_deref()))
                (choice("status", "Action status", &choices.statuses, filter.status.as_deref()))
                (choice("due", "Action due", &dues, filter.due.map(DueGroup::key)))
                (order(issue, filter))
                div .field-do {
                    @if !choices.categories.is_empty() {
                        label .check { input type="checkbox" name="group" value="category" checked[filter.grouped]; "Group" }
                    }
                    button type="submit" data-needless { "Apply" }
                }
            }
        }
    }
}

/// The order, for a narrow window, where there are no headings to sort by.
fn order(issue: &Issue<'_>, filter: &Filter) -> Markup {
    let mut orders: Vec<(Sort, String)> = vec![];
    let mut both = |column, up: String, down: String| {
        let first = [(false, up), (true, down)];
        orders.extend(first.map(|(descending, words)| (Sort { column, descending }, words)));
    };
    for stage in issue.stages() {
        let label = issue.score_label(stage);
        both(
            Column::Score(stage),
            format!("{label}, lowest first"),
            format!("{label}, highest first"),
        );
    }
    let heading = |field, otherwise: &str| sentence(issue.register.heading(field, otherwise));
    for (column, words) in [
        (Column::Reference, heading(Field::Reference, "Ref")),
        (Column::Risk, heading(Field::Description, "Risk")),
        (Column::Owner, heading(Field::Owners, "Owner")),
        (Column::Actions, issue.actions_heading()),
        (Column::Due, "Next due".to_owned()),
    ] {
        both(column, format!("{words}, first to last"), format!("{words}, last to first"));
    }
    html! {
        div .field-order.is-set[filter.sort.is_some()] {
            label for="f-sort" { "Order" }
            select #f-sort name="sort" {
                option value="" { "The register’s own" }
                @for (sort, words) in orders {
                    option value=(sort.key()) selected[filter.sort == Some(sort)] { (words) }
                }
            }
        }
    }
}

/// Filters that have no field of their own in the form: they come from links.
fn kept(filter: &Filter) -> Vec<(&'static str, String)> {
    let own = [
        "q",
        "category",
        "owner",
        "involves",
        "band",
        "risk-status",
        "status",
        "due",
        "sort",
        "group",
    ];
    filter.pairs().into_iter().filter(|(name, _)| !own.contains(name)).collect()
}

pub(super) fn choice(
    name: &str,
    label: &str,
    options: &[(String, String)],
    chosen: Option<&str>,
) -> Markup {
    let known = chosen.is_none_or(|chosen| options.iter().any(|(value, _)| same(value, chosen)));
    html! {
        @if options.len() > 1 || chosen.is_some() {
            div .is-set[chosen.is_some()] {
                label for={ "f-" (name) } { (label) }
                select id={ "f-" (name) } name=(name) {
                    option value="" { "All" }
                    @if let Some(chosen) = chosen.filter(|_| !known) { option value=(chosen) selected { (chosen) } }
                    @for (value, words) in options {
                        option value=(value) selected[chosen.is_some_and(|chosen| same(chosen, value))] { (words) }
                    }
                }
            }
        }
    }
}

/// What the lists of a register can be narrowed to.
pub(super) fn choices<'i>(issue: &'i Issue<'_>) -> &'i Choices {
    issue.choices(|| Choices {
        categories: categories(issue),
        owners: owners(issue, leads),
        involved: owners(issue, answer),
        states: states(issue),
        statuses: statuses(issue),
    })
}

/// Categories, spelling variants that differ only in case taken together.
fn categories(issue: &Issue<'_>) -> Vec<(String, String)> {
    counted(issue.rows.iter().filter_map(|row| row.risk.category.as_deref()))
}

/// Those who own a risk, or an action of it.
type Owning<'r> = Box<dyn Iterator<Item = &'r str> + 'r>;

/// Those who own a risk.
pub(super) fn leads(risk: &Risk) -> Owning<'_> {
    Box::new(risk.owners.iter().map(String::as_str))
}

/// Those who own an action of a risk.
pub(super) fn acts(risk: &Risk) -> Owning<'_> {
    Box::new(risk.actions.iter().flat_map(|action| &action.owners).map(String::as_str))
}

/// Those who answer for a risk or for an action of it.
pub(super) fn answer(risk: &Risk) -> Owning<'_> {
    Box::new(leads(risk).chain(acts(risk)))
}

/// Owners to choose from, each once however its capitals go, with the name where the key has it.
pub(super) fn owners(
    issue: &Issue<'_>,
    of: impl for<'r> Fn(&'r Risk) -> Owning<'r>,
) -> Vec<(String, String)> {
    let mut owners: BTreeMap<String, &str> = BTreeMap::new();
    // Few own many: each spelling is folded once.
    let mut seen: HashSet<&str> = HashSet::new();
    for owner in issue.rows.iter().flat_map(|row| of(row.risk)) {
        if seen.insert(owner) {
            owners.entry(folded(owner)).or_insert(owner);
        }
    }
    let mut owners: Vec<&str> = owners.into_values().collect();
    owners.sort_by(|a, b| by_words(a, b));
    owners
        .into_iter()
        .map(|owner| {
            let words = match issue.name(owner) {
                Some(name) => format!("{owner} – {name}"),
                None => owner.to_owned(),
            };
            (owner.to_owned(), words)
        })
        .collect()
}

/// Statuses of the risks themselves, in the body's own words.
fn states(issue: &Issue<'_>) -> Vec<(String, String)> {
    let said = issue.rows.iter().filter_map(|row| row.risk.status.as_ref());
    counted(said.map(|status| status.text.as_str()))
}

/// Words with how often each stands there, however its capitals go; in the order in which they
/// first come.
fn counted<'r>(words: impl Iterator<Item = &'r str>) -> Vec<(String, String)> {
    let mut spelt: IndexMap<&str, usize> = IndexMap::new();
    for words in words {
        *spelt.entry(words).or_default() += 1;
    }
    let mut seen: IndexMap<String, (&str, usize)> = IndexMap::new();
    for (words, times) in spelt {
        seen.entry(words.to_lowercase()).or_insert((words, 0)).1 += times;
    }
    seen.into_values().map(|(words, n)| (words.to_owned(), format!("{words} ({n})"))).collect()
}

/// Statuses of actions, in the body's own words.
fn statuses(issue: &Issue<'_>) -> Vec<(String, String)> {
    let mut seen: BTreeMap<&str, String> = BTreeMap::new();
    for (text, status, _) in issue.rows.iter().flat_map(|row| &row.actions.by_status) {
        if !text.is_empty() {
            seen.entry(text).or_insert_with(|| match status_words(text, *status) {
                words if words == *text => words,
                words => format!("{text} – {words}"),
            });
        }
    }
    seen.into_iter().map(|(text, label)| (text.to_owned(), label)).collect()
}

/// "12 of 45 risks", with each filter as a link that takes it away.
pub fn shown(frame: &Frame, issue: &Issue<'_>, filter: &Filter, number: usize) -> Markup {
    let set = set(issue, filter);
    html! {
        p .counted role="status" {
            @if filter.narrows() {
                span { strong { (thousands(number)) } " of " (count(issue.rows.len(), "risk")) }
            } @else {
                span { strong { (count(number, "risk")) } @if filter.sort.is_none() { ", in the register’s own order" } }
            }
            @for (words, without) in &set {
                a .unset href=(frame.link("/", &without.pairs())) title="Take this filter away" {
                    (words) span aria-hidden="true" { " ×" } span .unseen { " – take this filter away" }
                }
            }
            @if set.len() > 1 || filter.sort.is_some() {
                a href=(frame.link("/", &[])) { "Clear all" }
            }
        }
    }
}

/// The filter of the register that another page keeps to, each part as a link that takes it away.
pub(super) fn of(
    frame: &Frame,
    issue: &Issue<'_>,
    of: Option<&Filter>,
    pairs: impl Fn(Option<Filter>) -> Vec<(&'static str, String)>,
) -> Markup {
    html! {
        @if let Some(of) = of {
            span { "of the risks" }
            @for (words, without) in set(issue, of) {
                a .unset href=(frame.link(&frame.path, &pairs(without.narrows().then_some(without)))) title="Take this filter away" {
                    (words) span aria-hidden="true" { " ×" } span .unseen { " – take this filter away" }
                }
            }
        }
    }
}

/// Each filter that is set, in words, with the filter that is left without it.
fn set(issue: &Issue<'_>, filter: &Filter) -> Vec<(String, Filter)> {
    let mut set = vec![];
    let mut push = |words: Option<String>, without: Filter| {
        if let Some(words) = words {
            set.push((words, without));
        }
    };
    let f = filter;
    let now = issue.score_label(issue.now());
    let label = |field, otherwise| issue.register.heading(field, otherwise);
    push(f.text.as_ref().map(|t| format!("“{t}”")), Filter { text: None, ..f.clone() });
    push(
        f.category.as_ref().map(|c| format!("{}: {c}", label(Field::Category, "Category"))),
        Filter { category: None, ..f.clone() },
    );
    push(
        f.owner.as_ref().map(|o| match issue.name(o) {
            Some(name) => format!("{}: {name}", label(Field::Owners, "Owner")),
            None => format!("{}: {o}", label(Field::Owners, "Owner")),
        }),
        Filter { owner: None, ..f.clone() },
    );
    push(
        f.involves.as_ref().map(|who| format!("Involves {}", issue.name(who).unwrap_or(who))),
        Filter { involves: None, ..f.clone() },
    );
    push(
        f.band.map(|from| {
            let range = issue.bands.range(from).map_or(from.to_string(), |r| r.label.clone());
            format!("{now}: {range}")
        }),
        Filter { band: None, ..f.clone() },
    );
    push(f.least.map(|n| format!("{now}: {n} or more")), Filter { least: None, ..f.clone() });
    push(
        f.state.as_ref().map(|s| format!("{}: {s}", label(Field::Status, "Status"))),
        Filter { state: None, ..f.clone() },
    );
    push(f.status.as_ref().map(|s| format!("Status: {s}")), Filter { status: None, ..f.clone() });
    push(
        f.due.map(|due| format!("Actions: {}", due.title(issue.soon_days).to_lowercase())),
        Filter { due: None, ..f.clone() },
    );
    let stage = issue.stage_label_short(f.stage.unwrap_or(issue.now()));
    push(
        f.likelihood.map(|n| format!("{stage} likelihood {n}")),
        Filter { likelihood: None, ..f.clone() },
    );
    push(f.impact.map(|n| format!("{stage} impact {n}")), Filter { impact: None, ..f.clone() });
    push(f.moved.map(|moved| sentence(moved.words())), Filter { moved: None, ..f.clone() });
    set
}
