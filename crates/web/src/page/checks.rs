//! What the checks find: by rule, owner and severity.

use std::{
    borrow::Cow,
    cmp::Ordering,
    collections::{BTreeSet, HashSet},
    sync::Arc,
};

use bellwether_app::{
    check::{Judged, Moved, SealName, grouped},
    settings::waivers::Kept,
};
use bellwether_checks::{
    Finding, Group, Listed, Severity, Waiver, group, rule as rule_of, to_answer,
};
use bellwether_history::Entry;
use maud::{Markup, html};

use super::{
    checks_moved, filters,
    layout::{layout, stays},
    suggested::Suggested,
    waive,
};
use crate::{
    component::{
        between,
        finding::{self, place_link},
        pages,
    },
    view::{Asked, Filter, Frame, Issue, Paging, Which, filter::same},
    words::{count, day, sentence, short_day, thousands},
};

/// Beyond so many findings on the page each rule shows its first few.
const MANY: usize = 1_500;

/// How many a rule shows of many.
const FEW: usize = 20;

/// How many places are named of a rule that would block sign-off.
const PLACES: usize = 12;

/// Of at most so many places it is said who is to answer.
const ASKED: usize = 200;

/// Which findings to show.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Choice {
    /// By number ("ACT-04").
    pub rule: Option<String>,
    /// Who is to answer.
    pub owner: Option<String>,
    /// A severity.
    pub severity: Option<Severity>,
    /// Only what would block a sign-off.
    pub blocks: bool,
    /// Only what was not there at the issue before.
    pub new: bool,
    /// The risks that they speak of; all, and the register itself, where none are chosen.
    pub of: Option<Filter>,
}

impl Choice {
    /// As pairs of an address.
    pub fn pairs(&self) -> Vec<(&'static str, String)> {
        [
            ("rule", self.rule.clone()),
            ("owner", self.owner.clone()),
            ("severity", self.severity.map(|severity| severity.letter().to_string())),
            ("blocks", self.blocks.then(|| "yes".to_owned())),
            ("new", self.new.then(|| "yes".to_owned())),
            (Filter::OF, self.of.as_ref().and_then(Filter::of)),
        ]
        .into_iter()
        .filter_map(|(name, value)| Some((name, value?)))
        .collect()
    }

    /// Tells whether a finding is shown, whatever group it is in; which risks are chosen is found out
    /// once for all of them.
    pub fn shows<'i>(&'i self, issue: &'i Issue<'_>) -> impl Fn(&Finding) -> bool + 'i {
        let places: Option<HashSet<usize>> = self
            .of
            .as_ref()
            .map(|of| of.apply(issue).into_iter().map(|row| row.position).collect());
        move |finding| {
            let row = finding::row(issue, finding);
            self.is_of(finding)
                && (!self.new || finding.new == Some(true))
                && self.owner.as_ref().is_none_or(|owner| {
                    finding.answers(issue.register).iter().any(|own| same(own, owner))
                })
                && places
                    .as_ref()
                    .is_none_or(|places| row.is_some_and(|row| places.contains(&row.position)))
        }
    }

    fn is_of(&self, finding: &Finding) -> bool {
        self.rule.as_ref().is_none_or(|rule| rule.eq_ignore_ascii_case(finding.rule))
    }

    /// Tells whether what somebody has answered for is shown.
    fn shows_answered<'i>(
        &'i self,
        judged: &'i Judged,
        issue: &'i Issue<'_>,
    ) -> impl Fn(&Finding) -> bool + 'i {
        let shows = self.shows(issue);
        move |finding| {
            self.severity.is_none_or(|severity| finding.severity == severity)
                && (!self.blocks || judged.blocks(finding))
                && shows(finding)
        }
    }

    /// What somebody has answered for, as far as it is chosen.
    pub fn answered<'j>(
        &self,
        judged: &'j Judged,
        issue: &Issue<'_>,
    ) -> Vec<&'j (Arc<Finding>, Waiver)> {
        let shows = self.shows_answered(judged, issue);
        judged.waived.iter().filter(|(finding, _)| shows(finding)).collect()
    }

    /// Whether it is one owner's own and nothing else.
    fn is_an_owners(&self) -> bool {
        self.owner.is_some() && *self == Self { owner: self.owner.clone(), ..Self::default() }
    }

    /// The findings that it shows, and what is left of the groups that hold them. What a group says is
    /// counted in the whole register; how grave it is, and whether it blocks, is the group's.
    pub fn gathered<'j>(
        &self,
        judged: &'j Judged,
        issue: &Issue<'_>,
    ) -> (Shown<'j>, Cow<'j, [Group]>) {
        // All of them were gathered when they were judged.
        if *self == Self::default() {
            return (Shown::All(&judged.findings), Cow::Borrowed(judged.groups.as_slice()));
        }
        let all = judged.findings.iter().map(AsRef::as_ref);
        // A rule that is asked for speaks for itself: no other tells its facts.
        let all: Vec<&Finding> = all.filter(|finding| self.is_of(finding)).collect();
        let groups = match self.rule {
            Some(_) => Cow::Owned(grouped(&all, issue.register, &judged.settings)),
            None => Cow::Borrowed(judged.groups.as_slice()),
        };
        let shows = self.shows(issue);
        let (shown, groups) = group::choose(&all, &groups, |group, finding| {
            self.severity.is_none_or(|severity| group.severity == severity)
                && (!self.blocks || group.blocks)
                && shows(finding)
        });
        (Shown::Some(shown), Cow::Owned(groups))
    }
}

/// The findings that a choice shows.
pub enum Shown<'a> {
    /// All that stand.
    All(&'a Listed),
    /// Those that were chosen.
    Some(Vec<&'a Finding>),
}

impl<'a> Shown<'a> {
    fn get(&self, number: usize) -> Option<&'a Finding> {
        match self {
            Self::All(all) => all.get(number).map(AsRef::as_ref),
            Self::Some(some) => some.get(number).copied(),
        }
    }

    /// How many there are.
    fn len(&self) -> usize {
        match self {
            Self::All(all) => all.len(),
            Self::Some(some) => some.len(),
        }
    }

    /// All of them.
    pub fn all(&self) -> Vec<&'a Finding> {
        (0..self.len()).filter_map(|number| self.get(number)).collect()
    }
}

/// What the page shows.
pub struct Checked<'a> {
    /// What was found, and what of it somebody has answered for.
    pub judged: &'a Judged,
    /// How the counts moved, where there is something to compare with.
    pub moved: Option<Moved>,
    /// The two ends of the comparison that the reader chose, as the address has them.
    pub between: between::Between,
    /// The seals there are to compare with.
    pub seals: &'a [SealName],
    /// The waivers in force, with their keys.
    pub kept: &'a [Kept],
    /// What was just done.
    pub done: Option<&'a Entry>,
    /// How many suggestions were just accepted.
    pub accepted: usize,
}

/// The page of findings.
pub fn checks(
    frame: &Frame,
    issue: &Issue<'_>,
    checked: &Checked<'_>,
    choice: &Choice,
    asked: Asked,
) -> Markup {
    let blocking = group::blocking(&checked.judged.groups);
    let waived = choice.answered(checked.judged, issue);
    let expired: Vec<&Waiver> = checked.judged.expired.iter().collect();
    let (shown, groups) = choice.gathered(checked.judged, issue);
    let chosen = *choice != Choice::default();
    let places = group::places(&groups).all();
    let gathered = Gathered { groups: &groups, findings: &shown };
    let content = html! {
        header .page-head {
            div {
                h1 { "Checks" }
                p .lede { "What an auditor would say of this register, before the auditor does. Judged as at " (day(issue.as_at)) "; each finding quotes its evidence. " strong { (finding::blocking(blocking, "#first")) } (since(frame, checked.judged)) }
            }
            nav .pager aria-label="Settings" { a .button href=(frame.link("/settings", &[])) { "Settings" } }
        }
        (waive::done_last(frame, checked.done, checked.accepted))
        (strip(frame, issue, checked.judged, checked.moved.as_ref(), choice))
        @if !chosen || choice.is_an_owners() { (first(frame, issue, &gathered)) }
        (checks_moved::moved(frame, checked.moved.as_ref(), &checked.between, checked.seals))
        (owners(frame, checked.judged, choice))
        (form(frame, issue, checked.judged, choice))
        div data-swap {
            p .counted role="status" {
                span {
                    strong { (count(groups.len(), "finding")) }
                    @if chosen { " of " (thousands(checked.judged.groups.len())) }
                    @if places > groups.len() { " in " (count(places, "place")) }
                }
                (filters::of(frame, issue, choice.of.as_ref(), |of| Choice { of, ..choice.clone() }.pairs()))
                @if chosen { a href=(frame.link("/checks", &[])) { "Clear all" } }
            }
            @if shown.len() == 0 {
                div .panel.nothing { p { "Nothing found." } p { "No check has anything to say " @if chosen { "of this choice" } @else { "of this register" } "." } }
            }
            (all(frame, issue, choice, &gathered, asked))
            div .stack.below { (waive::set_aside(frame, issue, &waived, &expired, checked.kept)) }
        }
    };
    layout(frame, "Checks", &content)
}

/// How much is new since the issue before, in words that lead to it.
fn since(frame: &Frame, judged: &Judged) -> Markup {
    let new = judged.new;
    let to = Choice { new: true, ..Choice::default() };
    html! {
        @if let Some(since) = judged.since {
            " "
            @if new == 0 { "Nothing is new since " (day(since)) "." }
            @else { a href=(frame.link("/checks", &to.pairs())) { (count(new, "place")) } @if new == 1 { " is" } @else { " are" } " new since " (day(since)) "." }
        }
    }
}

/// Each owner's own: how many places are theirs to answer.
fn owners(frame: &Frame, judged: &Judged, choice: &Choice) -> Markup {
    let own = judged.owners();
    html! {
        @if *choice == Choice::default() && own.len() > 1 {
            details .panel.rule.below #owners {
                summary .chevron { h2 { "By who is to answer" } span .tally { (thousands(own.len())) } }
                div .panel-body { ul .plain-list {
                    @for own in own {
                        @let to = Choice { owner: Some(own.owner.clone()), ..Choice::default() };
                        li {
                            a href=(frame.link("/checks", &to.pairs())) { (own.owner) } ": " (count(own.places, "place"))
                            @if own.blocking > 0 { ", " strong .late { (thousands(own.blocking)) " blocking sign-off" } }
                            @if own.new > 0 { ", " (thousands(own.new)) " new" }
                        }
                    }
                } }
            }
        }
    }
}

/// Findings, and the groups that they went into.
struct Gathered<'a> {
    groups: &'a [Group],
    findings: &'a Shown<'a>,
}

impl<'a> Gathered<'a> {
    /// What is told of a group: each place once, as many as are wanted.
    fn places(&self, group: &Group, most: usize) -> Vec<&'a Finding> {
        group.told.iter().filter_map(|number| self.findings.get(*number)).take(most).collect()
    }
}

/// What to put right first: the groups that matter most, where, and what to do.
fn first(frame: &Frame, issue: &Issue<'_>, gathered: &Gathered<'_>) -> Markup {
    let short: Vec<&Group> = group::short_list(gathered.groups).collect();
    html! {
        @if !short.is_empty() {
            section .panel.blocking #first {
                div .panel-head {
                    h2 { "What to put right first" }
                    p { "What blocks a sign-off, then the risks that score highest" }
                }
                ol .blocks {
                    @for group in short {
                        @let places = gathered.places(group, ASKED);
                        li {
                            h3 {
                                (finding::severity(group.severity)) " "
                                a .plain href={ "#" (id(group)) } data-stop { (group.message) }
                                @if group.blocks { " " span .pill.pill-red { "blocks sign-off" } }
                                (news(group))
                            }
                            @if let [one] = places.as_slice() { @if let Some(words) = one.words(issue.register) { p .quote { (words) } } }
                            @if places.iter().any(|finding| finding.risk.is_some()) {
                                p {
                                    @for (number, finding) in places.iter().take(PLACES).enumerate() { @if number > 0 { ", " } (place_link(frame, issue, finding)) }
                                    @if group.told.len() > PLACES { " and " (thousands(group.told.len() - PLACES)) " more" } "."
                                }
                            }
                            p .muted { (group.help) @if group.told.len() <= ASKED { (whose(issue, &places)) } }
                        }
                    }
                }
            }
        }
    }
}

/// Who is to answer for these places: the first few.
fn whose(issue: &Issue<'_>, places: &[&Finding]) -> Markup {
    html! { @if let Some(who) = to_answer(places, issue.register) { " To answer: " (who) "." } }
}

/// All groups: each with its places where they fit on a page; of many the first few of each, of one
/// rule in pages.
fn all(
    frame: &Frame,
    issue: &Issue<'_>,
    choice: &Choice,
    gathered: &Gathered<'_>,
    asked: Asked,
) -> Markup {
    let total = gathered.findings.len();
    if let [only] = gathered.groups {
        let places = gathered.places(only, usize::MAX);
        let paging = Paging::of(places.len(), asked);
        return html! {
            div .stack {
                (panel(frame, issue, choice, only, paging.within(0, &places), places.len()))
                (pages::pages(frame, &paging, "finding", &choice.pairs()))
            }
        };
    }
    let few = if total > MANY && asked.part != Some(Which::All) { FEW } else { usize::MAX };
    html! {
        div .stack {
            @for group in gathered.groups {
                @let places = gathered.places(group, few);
                (panel(frame, issue, choice, group, &places, group.told.len()))
            }
        }
    }
}

/// How much of a group is new since the issue before.
fn news(group: &Group) -> Markup {
    html! {
        @match group.new {
            None | Some(0) => {},
            Some(some) => { " " span .pill { @if some >= group.told.len() { "new" } @else { (thousands(some)) " new" } } },
        }
    }
}

/// What an address calls a group on the page.
fn id(group: &Group) -> String {
    let rule = group.rules.first().copied().unwrap_or_default();
    format!("{rule}-{}", group.severity.letter())
}

/// How many findings there are of each severity, of those that the rest of the choice shows.
fn strip(
    frame: &Frame,
    issue: &Issue<'_>,
    judged: &Judged,
    moved: Option<&Moved>,
    choice: &Choice,
) -> Markup {
    let rest = Choice { severity: None, ..choice.clone() };
    let groups = rest.gathered(judged, issue).1;
    let (counts, places) = (group::counts(&groups), group::places(&groups));
    // Movement is said of the whole register, beside the counts of this page's own date.
    let moved = moved.filter(|moved| {
        rest == Choice::default() && moved.to.seal.is_none() && Some(moved.to.as_at) == frame.as_at
    });
    html! {
        nav .strip aria-label="By severity" data-follows {
            @for severity in Severity::ALL {
                @let number = counts.get(severity);
                @let places = places.get(severity);
                @let to = Choice { severity: (choice.severity != Some(severity)).then_some(severity), ..choice.clone() };
                a .late[severity == Severity::High && number > 0] href=(frame.link("/checks", &to.pairs())) aria-current=[(choice.severity == Some(severity)).then_some("true")] {
                    span .term { (sentence(&severity.to_string())) ": " (severity.meaning()) } " "
                    span .figure {
                        (thousands(number))
                        @if places > number { " " small { "in " (count(places, "place")) } }
                        @if let Some(moved) = moved { (movement(moved, severity)) }
                    }
                }
            }
        }
    }
}

/// How many more or fewer than at the earlier point.
fn movement(moved: &Moved, severity: Severity) -> Markup {
    let (before, after) = (moved.from.counts.get(severity), moved.to.counts.get(severity));
    let by = match after.cmp(&before) {
        Ordering::Greater => format!("{} more than", thousands(after - before)),
        Ordering::Less => format!("{} fewer than", thousands(before - after)),
        Ordering::Equal => "the same as".to_owned(),
    };
    html! { " " small .moved-by { (by) " " (short_day(moved.from.as_at)) } }
}

fn form(frame: &Frame, issue: &Issue<'_>, judged: &Judged, choice: &Choice) -> Markup {
    let since = judged.since;
    let found: BTreeSet<&str> =
        judged.groups.iter().flat_map(|group| &group.rules).copied().collect();
    let titled = |id: &str| {
        let title = rule_of(id).map_or(id, |rule| rule.title);
        (id.to_owned(), format!("{id} – {title}"))
    };
    let rules: Vec<(String, String)> = found.into_iter().map(titled).collect();
    let severities: Vec<(String, String)> = Severity::ALL
        .into_iter()
        .map(|s| (s.letter().to_string(), sentence(&s.to_string())))
        .collect();
    let severity = choice.severity.map(|s| s.letter().to_string());
    html! {
        details .filters open[*choice != Choice::default()] {
            summary .chevron { "Filter" }
            form method="get" action="/checks" role="search" aria-label="Filter the findings" {
                (stays(frame))
                @if let Some(of) = choice.of.as_ref().and_then(Filter::of) { input type="hidden" name=(Filter::OF) value=(of); }
                (filters::choice("rule", "Rule", &rules, choice.rule.as_deref()))
                (filters::choice("owner", "Who is to answer", &filters::choices(issue).involved, choice.owner.as_deref()))
                (filters::choice("severity", "Severity", &severities, severity.as_deref()))
                label .check { input type="checkbox" name="blocks" value="yes" checked[choice.blocks]; span { "Blocks sign-off" } }
                @if since.is_some() || choice.new { label .check { input type="checkbox" name="new" value="yes" checked[choice.new]; span { "New since " @match since { Some(since) => (day(since)), None => "the issue before" } } } }
                div .field-do { button type="submit" data-needless { "Apply" } }
            }
        }
    }
}

/// One group, folded away unless it should block sign-off or was asked for.
fn panel(
    frame: &Frame,
    issue: &Issue<'_>,
    choice: &Choice,
    group: &Group,
    places: &[&Finding],
    all: usize,
) -> Markup {
    let grave = group.severity == Severity::High;
    let rule = group.rules.first().copied().unwrap_or_default();
    let suggested = Suggested::of(frame, issue, &id(group), places);
    html! {
        details .panel.rule id=(id(group)) open[grave || *choice != Choice::default()] {
            summary .chevron {
                (finding::severity(group.severity))
                h2 { (group.title) }
                @if group.blocks { span .pill.pill-red { "blocks sign-off" } }
                (news(group))
                @if group.seen { span .pill { "seen at the import" } }
                span .tally { (thousands(all)) }
                span .rule-id { (group.rules.join(", ")) }
            }
            div .panel-body {
                p .muted.small { (group.help) }
                ul .found {
                    @for (number, finding) in places.iter().enumerate() {
                        li { (one(frame, issue, finding, &group.help, &suggested.one(number, finding))) }
                    }
                }
                (suggested.accept(frame, group.title))
                @if group.elsewhere > 0 { p .small { (count(group.elsewhere, "place")) " more " @if group.elsewhere == 1 { "is" } @else { "are" } " told with other findings: " a href=(frame.link("/checks", &[("rule", rule.to_owned())])) { "all of " (rule) } } }
                @else if choice.rule.is_none() && places.len() < all {
                    p .small { a href=(frame.link("/checks", &[("rule", rule.to_owned())])) { "All " (thousands(all)) " places" } }
                }
            }
        }
    }
}

/// One finding; what to do is said only where it differs from the rule's own advice.
fn one(frame: &Frame, issue: &Issue<'_>, finding: &Finding, help: &str, offer: &Markup) -> Markup {
    html! {
        div .found-where { (place_link(frame, issue, finding)) }
        div {
            p { (finding.message) }
            (finding::quote(frame, issue, finding))
            @if finding.help != help { p .muted { (finding.help) } }
            (offer)
            (waive::answer(frame, finding))
        }
    }
}
