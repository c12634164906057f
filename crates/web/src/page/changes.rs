//! What changed between two dates, as a committee asks for it.

use std::collections::HashMap;

use bellwether_app::{
    check::{Judged, Moved, SealName, When},
    read::{Changed, Changes, End},
};
use bellwether_domain::{
    Assessment, Field,
    diff::{ChangeKind, FieldChange},
};
use bellwether_history::{Entry, RiskId, RiskVersion, Seq};
use maud::{Markup, html};

use super::layout::{known_at, layout, rows};
use crate::{
    component::{
        between::{Between, end},
        change, finding, pages, score,
    },
    view::{Asked, Frame, Issue, Paging},
    words::{count, day, sentence, short_day, thousands},
};

/// What the page shows.
pub struct ChangesPage<'a> {
    /// What changed.
    pub changes: &'a Changes,
    /// How an address names a risk.
    pub key: &'a dyn Fn(&RiskVersion) -> String,
    /// What the checks find at the later date.
    pub judged: &'a Judged,
    /// The place of a risk on the register at the later date.
    pub places: &'a HashMap<RiskId, usize>,
    /// How the counts of the checks moved.
    pub moved: Option<&'a Moved>,
    /// What was asked to be compared.
    pub between: Between,
    /// The seals that can be.
    pub seals: &'a [SealName],
    /// Which page of what changed is asked for.
    pub asked: Asked,
}

impl ChangesPage<'_> {
    /// What the checks find in a risk, in a few words.
    fn tally(&self, frame: &Frame, version: &RiskVersion) -> Markup {
        let own = self.places.get(&version.id).into_iter().flat_map(|p| self.judged.of_risk(*p));
        let link = format!("{}#checks", frame.risk(&(self.key)(version)));
        let of = version.risk.reference.as_deref().map(|number| format!("risk {number}"));
        finding::tally(own, &link, of.as_deref().unwrap_or("this risk"))
    }
}

/// One score that moved, as stated or by the matrix.
struct Move<'a> {
    changed: &'a Changed,
    was: &'a Assessment,
    is: &'a Assessment,
    /// By how much.
    by: f64,
}

/// The lists of the page, one after another, of which a page shows a part.
struct Lists {
    /// How many rows stand before each.
    before: [usize; 5],
    paging: Paging,
}

/// Which list, in the order in which they stand.
#[derive(Clone, Copy)]
enum List {
    Moved,
    New,
    Reopened,
    Closed,
    Every,
}

impl Lists {
    fn of(all: &Changes, moves: usize, asked: Asked) -> Self {
        let lengths =
            [moves, all.new.len(), all.reopened.len(), all.closed.len(), all.changed.len()];
        let mut total = 0;
        let before = lengths.map(|length| {
            total += length;
            total - length
        });
        Self { before, paging: Paging::of(total, asked) }
    }

    fn before(&self, list: List) -> usize {
        self.before.get(list as usize).copied().unwrap_or_default()
    }

    /// The rows of a list that stand on this page.
    fn shown<'r, T>(&self, list: List, rows: &'r [T]) -> &'r [T] {
        self.paging.within(self.before(list), rows)
    }

    /// Where a list begins: on this page, or on which other.
    fn link(&self, frame: &Frame, list: List) -> String {
        let anchor = match list {
            List::Moved => "#moved",
            List::New => "#new",
            List::Reopened => "#reopened",
            List::Closed => "#closed",
            List::Every => "#every",
        };
        if !self.paging.needed() {
            return anchor.to_owned();
        }
        let page = self.paging.page_of(self.before(list)).to_string();
        let pairs: Vec<_> = frame.pairs.iter().cloned().chain([("page", page)]).collect();
        frame.link(&format!("{}{anchor}", frame.path), &pairs)
    }
}

/// The page of changes.
pub fn changes(frame: &Frame, issue: &Issue<'_>, view: &ChangesPage<'_>) -> Markup {
    let all = view.changes;
    let moves = moves(issue, all);
    let (up, down) =
        (moves.iter().filter(|m| m.by > 0.0).count(), moves.iter().filter(|m| m.by < 0.0).count());
    let lists = Lists::of(all, moves.len(), view.asked);
    let content = html! {
        header .page-head {
            div {
                h1 { "What changed" }
                p .lede { "Between " (end_words(&all.from)) " and " (end_words(&all.to)) "." }
            }
            (between(frame, view))
        }
        (checks(frame, view))
        @if all.new.is_empty() && all.closed.is_empty() && all.reopened.is_empty() && all.changed.is_empty() && all.particulars.is_empty() {
            div .panel.nothing {
                p { "Nothing changed." }
                p { (sentence(&count(all.same, "risk"))) " read the same on both dates." }
            }
        } @else {
            (summary(frame, issue, all, (up, down), &lists))
            div .stack {
                (movement(frame, issue, view, moves.len(), lists.shown(List::Moved, &moves)))
                @for (list, versions) in [(List::New, &all.new), (List::Reopened, &all.reopened), (List::Closed, &all.closed)] {
                    (risks(frame, issue, view, list, versions.len(), lists.shown(list, versions)))
                }
                (every(frame, issue, view, lists.shown(List::Every, &all.changed)))
                (pages::pages(frame, &lists.paging, "row", &frame.pairs))
                @if lists.paging.before().is_none() { (particulars(frame, all)) }
            }
        }
    };
    layout(frame, "What changed", &content)
}

/// What the checks say of the two dates.
fn checks(frame: &Frame, view: &ChangesPage<'_>) -> Markup {
    let Some(moved) = view.moved else { return html! {} };
    let (from, to) = (&moved.from, &moved.to);
    let ends = [("from", from.as_at.to_string()), ("to", to.as_at.to_string())];
    html! {
        p .checks-line {
            "The checks found " strong { (thousands(from.counts.all())) } " things on the earlier date, "
            (thousands(from.blocking)) " that would block sign-off; and "
            strong { (thousands(to.counts.all())) } " on the later, "
            (thousands(to.blocking)) " that would. "
            a href=(frame.link("/checks#moved", &ends)) { "What moved, rule by rule" }
        }
    }
}

/// The scores that moved, the steepest rise first.
fn moves<'a>(issue: &Issue<'_>, all: &'a Changes) -> Vec<Move<'a>> {
    let now = issue.now();
    let moved = |changed: &'a Changed| {
        let (was, is) = (&changed.was.risk, &changed.version.risk);
        let (was, is) = (was.assessments.get(now)?, is.assessments.get(now)?);
        let score = |own| Some(issue.bands.scored(own)?.value.get());
        let by = score(is)? - score(was)?;
        (by != 0.0).then_some(Move { changed, was, is, by })
    };
    let mut moves: Vec<Move<'_>> = all.changed.iter().filter_map(moved).collect();
    moves.sort_by(|a, b| b.by.total_cmp(&a.by));
    moves
}

/// How many risks have a score that had none, and how many have none that had one.
fn came_and_went(issue: &Issue<'_>, all: &Changes) -> (usize, usize) {
    let now = issue.now();
    let has = |version: &RiskVersion| {
        let own = version.risk.assessments.get(now);
        own.is_some_and(|own| issue.bands.scored(own).is_some())
    };
    let stands = |was: bool, is: bool| {
        all.changed.iter().filter(|c| (has(&c.was), has(&c.version)) == (was, is)).count()
    };
    (stands(false, true), stands(true, false))
}

/// "12 September 2025", or a seal by its name.
fn end_words(end: &End) -> String {
    let date = day(end.as_at.effective);
    end.seal.as_ref().map_or(date.clone(), |seal| format!("{} ({date}, as sealed)", seal.name))
}

fn between(frame: &Frame, view: &ChangesPage<'_>) -> Markup {
    let now = |end: &End| {
        let seal = end.seal.as_ref().map(|seal| When::Seal(seal.seq));
        Some(seal.unwrap_or(When::Date(end.as_at.effective)))
    };
    html! {
        form .between method="get" action="/changes" aria-label="Compare two dates or seals" {
            (rows(frame))
            (known_at(frame))
            (end(frame, "from", "From", now(&view.changes.from), view.seals))
            (end(frame, "to", "To", now(&view.changes.to), view.seals))
            button type="submit" { "Compare" }
        }
    }
}

/// In short: how many risks and actions changed, and how. An action counts once, however many
/// of its fields say so.
fn summary(
    frame: &Frame,
    issue: &Issue<'_>,
    all: &Changes,
    (up, down): (usize, usize),
    lists: &Lists,
) -> Markup {
    use ChangeKind as K;
    use List::{Closed, Every, Moved, New, Reopened};
    let score = issue.score_label(issue.now());
    let (came, went) = came_and_went(issue, all);
    let rare = [
        (format!("{score} given"), came, Some(Every)),
        (format!("{score} gone"), went, Some(Every)),
    ];
    let risks = |words: &str, kind| (words.to_owned(), all.risks(kind), Some(Every));
    let actions = |words: &str, kind| (words.to_owned(), all.actions(kind), Some(Every));
    let figures = [
        (format!("{score} up"), up, Some(Moved)),
        (format!("{score} down"), down, Some(Moved)),
        ("New risks".to_owned(), all.new.len(), Some(New)),
        ("Reopened".to_owned(), all.reopened.len(), Some(Reopened)),
        ("Closed".to_owned(), all.closed.len(), Some(Closed)),
        risks("Risks re-worded", K::Reworded),
        risks("Risks re-owned", K::Reowned),
        risks("Risks of another status", K::StatusChanged),
        actions("Actions added", K::ActionAdded),
        actions("Actions removed", K::ActionRemoved),
        actions("Actions completed", K::ActionCompleted),
        actions("Actions slipped", K::ActionSlipped),
        actions("Actions that lost their date", K::ActionUndated),
        actions("Actions brought forward", K::ActionBroughtForward),
        actions("Actions re-owned", K::ActionReowned),
        actions("Actions of another status", K::ActionStatusChanged),
        ("Risks unchanged".to_owned(), all.same, None),
    ];
    let to = |list: Option<List>, number| {
        list.filter(|_| number > 0).map(|list| lists.link(frame, list))
    };
    html! {
        section .strip aria-label="In short" {
            @for (words, number, list) in rare.into_iter().filter(|(_, number, _)| *number > 0).chain(figures) {
                @match to(list, number) {
                    None => div { span .term { (words) } " " span .figure { (thousands(number)) } },
                    Some(to) => a href=(to) { span .term { (words) } " " span .figure { (thousands(number)) } },
                }
            }
        }
    }
}

/// Who said it, why, and where the journal has it.
fn said(frame: &Frame, entry: Option<&Entry>) -> Markup {
    html! {
        @if let Some(entry) = entry {
            p .said.small.muted {
                a .plain href=(change::entry_link(frame, entry.seq)) { (entry.actor) }
                ", from " (short_day(entry.effective))
                @if !entry.reason.is_empty() { ": " (entry.reason) }
            }
        }
    }
}

fn movement(
    frame: &Frame,
    issue: &Issue<'_>,
    view: &ChangesPage<'_>,
    all: usize,
    moves: &[Move<'_>],
) -> Markup {
    html! {
        @if !moves.is_empty() {
            section .panel #moved {
                div .panel-head { h2 { (issue.score_label(issue.now())) ": what moved" } p { (count(all, "risk")) } }
                div .sheet.sheet-in {
                    table .cards role="table" aria-label="Scores that moved" {
                        thead role="rowgroup" { tr role="row" {
                            th role="columnheader" scope="col" .col-ref { "Risk" }
                            th role="columnheader" scope="col" { (sentence(issue.register.heading(Field::Description, "Risk"))) }
                            th role="columnheader" scope="col" .col-score { "Was" }
                            th role="columnheader" scope="col" .col-score { "Is" }
                            th role="columnheader" scope="col" .col-score { "Moved" }
                        } }
                        tbody role="rowgroup" {
                            @for m in moves {
                                @let risk = &m.changed.version.risk;
                                tr role="row" {
                                    td .col-ref role="cell" { (risk.reference.as_deref().unwrap_or("–")) }
                                    td .wide role="cell" { a .risk-wording href=(frame.risk(&(view.key)(&m.changed.version))) data-stop { (risk.wording()) } }
                                    td .col-score role="cell" data-label="Was" { (score::chip(m.was, &issue.bands)) }
                                    td .col-score role="cell" data-label="Is" { (score::chip(m.is, &issue.bands)) }
                                    td .col-score role="cell" data-label="Moved" { (score::moved(m.by)) }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn risks(
    frame: &Frame,
    issue: &Issue<'_>,
    view: &ChangesPage<'_>,
    list: List,
    all: usize,
    versions: &[RiskVersion],
) -> Markup {
    let (id, title) = match list {
        List::New => ("new", "New risks"),
        List::Reopened => ("reopened", "Back on the register"),
        _ => ("closed", "No longer on the register"),
    };
    html! {
        @if !versions.is_empty() {
            section .panel id=(id) {
                div .panel-head { h2 { (title) } p { (count(all, "risk")) } }
                @for version in versions {
                    div .changed-risk {
                        h3 {
                            @if let Some(reference) = &version.risk.reference { span .ref { (reference) } }
                            a .plain href=(frame.risk(&(view.key)(version))) data-stop { (version.risk.wording()) }
                            @if let Some(assessment) = version.risk.assessments.get(issue.now()) { (score::chip(assessment, &issue.bands)) }
                            @if id != "closed" { (view.tally(frame, version)) }
                        }
                        (said(frame, view.changes.entry(version)))
                    }
                }
            }
        }
    }
}

fn every(frame: &Frame, issue: &Issue<'_>, view: &ChangesPage<'_>, changed: &[Changed]) -> Markup {
    html! {
        @if !changed.is_empty() {
            section .panel #every {
                div .panel-head { h2 { "Every change, risk by risk" } p { (count(view.changes.changed.len(), "risk")) } }
                @for risk in changed {
                    div .changed-risk {
                        h3 {
                            @if let Some(reference) = &risk.version.risk.reference { span .ref { (reference) } }
                            a .plain href=(frame.risk(&(view.key)(&risk.version))) data-stop { (risk.version.risk.wording()) }
                            (view.tally(frame, &risk.version))
                        }
                        @for (seq, changes) in by_entry(risk) {
                            (change::list(issue, &changes))
                            (said(frame, view.changes.said(seq)))
                        }
                        (date_moves(risk))
                    }
                }
            }
        }
    }
}

/// The changes of a risk by the entry that said them, in the order in which they are told first.
fn by_entry(risk: &Changed) -> Vec<(Option<Seq>, Vec<FieldChange>)> {
    let mut groups: Vec<(Option<Seq>, Vec<FieldChange>)> = Vec::new();
    for (change, seq) in risk.changes.iter().zip(&risk.said) {
        match groups.iter_mut().find(|(known, _)| known == seq) {
            Some((_, group)) => group.push(change.clone()),
            None => groups.push((*seq, vec![change.clone()])),
        }
    }
    groups
}

/// How often the dates that moved have moved in all.
fn date_moves(risk: &Changed) -> Markup {
    let times = |number: usize| match number {
        1 => "once".to_owned(),
        2 => "twice".to_owned(),
        more => format!("{more} times"),
    };
    html! {
        @for moves in risk.date_moves.iter().filter(|moves| moves.later + moves.earlier > 0) {
            p .small {
                "The date of “" (moves.action) "” has moved " (times(moves.later + moves.earlier))
                " since " (day(moves.since))
                @match (moves.later, moves.earlier) {
                    (_, 0) => " (later).",
                    (0, _) => " (earlier).",
                    (later, earlier) => { " (" (later) " later, " (earlier) " earlier)." },
                }
            }
        }
    }
}

fn particulars(frame: &Frame, all: &Changes) -> Markup {
    html! {
        @if !all.particulars.is_empty() {
            section .panel {
                div .panel-head { h2 { "Beside the risks" } }
                ul .changes.panel-body {
                    @for (change, seq) in all.particulars.iter().zip(&all.particulars_said) {
                        li {
                            div .what { (sentence(&change.what)) }
                            div {
                                @if let Some(before) = &change.before { del { (before) } " " }
                                @if let Some(after) = &change.after { ins { (after) } }
                                (said(frame, all.said(*seq)))
                            }
                        }
                    }
                }
            }
        }
    }
}
