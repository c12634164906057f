//! Actions across all risks, by where they stand.

use bellwether_app::check::Judged;
use bellwether_checks::Finding;
use bellwether_domain::{Action, Field, Register, due::Stand};
use maud::{Markup, html};

use super::{
    filters::{acts, choices, owners},
    layout::{layout, stays},
};
use crate::{
    component::{due, finding, pages, segments, who},
    view::{Asked, DueGroup, DueView, Filter, Frame, Issue, Paging, Row, filter::same, language},
    words::{count, day, sentence, thousands},
};

/// Which actions to show.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Choice {
    /// An owner of the action.
    pub owner: Option<String>,
    /// Where it stands.
    pub due: Option<DueGroup>,
    /// Its status, in the body's own words.
    pub status: Option<String>,
    /// Words in the action or its risk.
    pub text: Option<String>,
    /// The risks whose actions they are; all where none are chosen.
    pub of: Option<Filter>,
}

/// An action with the risk it belongs to.
pub struct Item<'r> {
    /// The risk.
    pub row: &'r Row<'r>,
    /// Its number among the risk's actions, from one.
    pub number: usize,
    /// The action.
    pub action: &'r Action,
    /// Where it stands.
    pub stand: Stand,
}

impl Item<'_> {
    /// Its date, as pages show it.
    pub fn due(&self, issue: &Issue<'_>) -> DueView {
        DueView::of(self.action, issue.as_at, issue.soon_days)
    }
}

impl Choice {
    /// As pairs of an address.
    pub fn pairs(&self) -> Vec<(&'static str, String)> {
        [
            ("q", self.text.clone()),
            ("owner", self.owner.clone()),
            ("due", self.due.map(|due| due.key().to_owned())),
            ("status", self.status.clone()),
            (Filter::OF, self.of.as_ref().and_then(Filter::of)),
        ]
        .into_iter()
        .filter_map(|(name, value)| Some((name, value?)))
        .collect()
    }

    fn shows(&self, item: &Item<'_>, register: &Register) -> bool {
        let status = item.action.status.as_ref().map(|status| status.text.as_str());
        let owners = || item.action.owners.iter().map(String::as_str);
        self.owner.as_deref().is_none_or(|wanted| owners().any(|owner| same(owner, wanted)))
            && self.due.is_none_or(|due| item.stand.group == due)
            && self
                .status
                .as_deref()
                .is_none_or(|wanted| status.is_some_and(|own| same(own, wanted)))
            && self.text.as_deref().is_none_or(|text| {
                let words =
                    [&*item.action.description, item.row.risk.wording(), item.row.reference()];
                let named = owners().flat_map(|owner| language::named(register, owner));
                language::holds(words.into_iter().chain(named), text)
            })
    }

    /// The actions to show, the most pressing first.
    pub fn apply<'r>(&self, issue: &'r Issue<'r>) -> Vec<Item<'r>> {
        let mut items: Vec<Item<'r>> = issue
            .rows
            .iter()
            .filter(|row| self.of.as_ref().is_none_or(|of| of.shows(row, issue)))
            .flat_map(|row| {
                let both = row.risk.actions.iter().zip(&row.stands).enumerate();
                both.map(move |(i, (action, stand))| Item {
                    row,
                    number: i + 1,
                    action,
                    stand: *stand,
                })
            })
            .filter(|item| self.shows(item, issue.register))
            .collect();
        items.sort_by_key(|item| {
            let date = match item.stand.group {
                DueGroup::Overdue | DueGroup::Passed => item.stand.late_since,
                _ => item.stand.next_due,
            };
            (item.stand.group, date, item.row.position, item.number)
        });
        items
    }
}

/// The page of all actions.
pub fn actions(
    frame: &Frame,
    issue: &Issue<'_>,
    judged: Option<&Judged>,
    choice: &Choice,
    asked: Asked,
) -> Markup {
    let items = choice.apply(issue);
    let paging = Paging::of(items.len(), asked);
    let mut before = 0;
    // They come sorted by group.
    let parts = items.chunk_by(|a, b| a.stand.group == b.stand.group).map(|group| {
        let part = Part {
            all: group.len(),
            items: paging.within(before, group),
            continues: paging.continues(before),
        };
        before += group.len();
        part
    });
    let parts: Vec<Part<'_, '_>> = parts.filter(|part| !part.items.is_empty()).collect();
    let title = issue.actions_heading();
    let content = html! {
        header .page-head {
            div {
                h1 { (title) }
                p .lede { (count(issue.action_count(), "action")) " across " (count(issue.rows.len(), "risk")) ", as at " (day(issue.as_at)) "." }
            }
        }
        (strip(frame, issue, choice))
        @if judged.is_none() { (finding::not_yet(frame)) }
        (form(frame, issue, choice))
        div data-swap {
            p .counted role="status" {
                span { strong { (count(items.len(), "action")) } @if *choice != Choice::default() { " of " (thousands(issue.action_count())) } }
                (super::filters::of(frame, issue, choice.of.as_ref(), |of| Choice { of, ..choice.clone() }.pairs()))
                @if *choice != Choice::default() { a href=(frame.link("/actions", &[])) { "Clear all" } }
            }
            @if items.is_empty() {
                div .panel.nothing { p { "No action matches." } p { a href=(frame.link("/actions", &[])) { "Show all actions" } } }
            }
            div .stack {
                @for part in &parts { (group(frame, issue, judged, part)) }
                (pages::pages(frame, &paging, "action", &choice.pairs()))
            }
        }
    };
    layout(frame, &title, &content)
}

/// How many actions stand where, of those that the rest of the choice shows.
fn strip(frame: &Frame, issue: &Issue<'_>, choice: &Choice) -> Markup {
    let rest = Choice { due: None, ..choice.clone() }.apply(issue);
    html! {
        nav .strip aria-label="By date" data-follows {
            @for group in DueGroup::ALL {
                @let number = rest.iter().filter(|item| item.stand.group == group).count();
                @if issue.in_group(group) > 0 {
                    @let to = Choice { due: (choice.due != Some(group)).then_some(group), ..choice.clone() };
                    a .late[group == DueGroup::Overdue && number > 0] href=(frame.link("/actions", &to.pairs())) aria-current=[(choice.due == Some(group)).then_some("true")] {
                        span .term { (group.title(issue.soon_days)) } " " span .figure { (thousands(number)) }
                    }
                }
            }
        }
    }
}

fn form(frame: &Frame, issue: &Issue<'_>, choice: &Choice) -> Markup {
    let heading = |field, otherwise| sentence(issue.register.heading(field, otherwise));
    let dues: Vec<(String, String)> = DueGroup::ALL
        .into_iter()
        .filter(|group| issue.in_group(*group) > 0)
        .map(|group| (group.key().to_owned(), group.title(issue.soon_days)))
        .collect();
    html! {
        details .filters open[*choice != Choice::default()] {
            summary .chevron { "Filter" }
            form method="get" action="/actions" role="search" aria-label="Filter the actions" {
                (stays(frame))
                @if let Some(of) = choice.of.as_ref().and_then(Filter::of) { input type="hidden" name=(Filter::OF) value=(of); }
                div .field-search.is-set[choice.text.is_some()] {
                    label for="f-q" { "Search" }
                    input #f-q type="search" name="q" value=[choice.text.as_deref()] placeholder="Words in an action, its risk or owners" autocomplete="off";
                }
                (super::filters::choice("owner", &heading(Field::ActionOwners, "Owner"), &owners(issue, acts), choice.owner.as_deref()))
                (super::filters::choice("due", "Stands", &dues, choice.due.map(DueGroup::key)))
                (super::filters::choice("status", &heading(Field::ActionStatus, "Status"), &choices(issue).statuses, choice.status.as_deref()))
                div .field-do { button type="submit" data-needless { "Apply" } }
            }
        }
    }
}

/// What of a group stands on a page.
struct Part<'p, 'r> {
    /// How many actions the group has on all pages.
    all: usize,
    items: &'p [Item<'r>],
    /// Whether it began on a page before.
    continues: bool,
}

fn group(frame: &Frame, issue: &Issue<'_>, judged: Option<&Judged>, part: &Part<'_, '_>) -> Markup {
    let Some(group) = part.items.first().map(|item| item.stand.group) else { return html! {} };
    let heading = |field, otherwise| sentence(issue.register.heading(field, otherwise));
    html! {
        section .panel id=(group.key()) {
            div .panel-head {
                h2 { (group.title(issue.soon_days)) " " span .tally { (thousands(part.all)) } @if part.continues { " " small { "continued" } } }
                p { (group.meaning()) }
            }
            div .sheet.sheet-in {
                table .cards role="table" aria-label=(group.title(issue.soon_days)) {
                    thead role="rowgroup" { tr role="row" {
                        th role="columnheader" scope="col" .col-ref { "Risk" }
                        th role="columnheader" scope="col" { (heading(Field::Action, "Action")) }
                        th role="columnheader" scope="col" .col-owner { (heading(Field::ActionOwners, "Owner")) }
                        th role="columnheader" scope="col" .col-when { (heading(Field::ActionDue, "Due")) }
                        th role="columnheader" scope="col" .col-status { (heading(Field::ActionStatus, "Status")) }
                    } }
                    tbody role="rowgroup" { @for item in part.items { (self::item(frame, issue, judged, item)) } }
                }
            }
        }
    }
}

fn item(frame: &Frame, issue: &Issue<'_>, judged: Option<&Judged>, item: &Item<'_>) -> Markup {
    let (link, due) = (frame.risk(&item.row.key), item.due(issue));
    let position = item.row.position;
    let own: Vec<&Finding> = judged
        .into_iter()
        .flat_map(|judged| judged.of_risk(position))
        .filter(|finding| finding.action_of(position) == Some(item.number))
        .collect();
    html! {
        tr role="row" {
            td .col-ref role="cell" { a .plain href=(link) title=(finding::quoted(item.row.risk.wording())) { (item.row.reference()) } }
            td .wide role="cell" {
                a .risk-wording.action-words href={ (link) "#action-" (item.number) } data-stop { (item.action.description) }
                span .under { (item.row.risk.wording()) }
                (finding::folded(frame, &own, &[&item.action.description, &due.text]))
            }
            td .col-owner role="cell" { (who::initials(issue, &item.action.owners)) }
            td .col-when.wide role="cell" { (due::reading(&due)) }
            td .col-status role="cell" {
                @if let Some(status) = &item.action.status { (segments::pill(&status.text, status.value)) }
                @else { span .muted { "–" span .unseen { " no status" } } }
            }
        }
    }
}
