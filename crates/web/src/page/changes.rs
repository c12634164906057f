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

use super::layout::{known_at, layout};
use crate::{
    component::{
        between::{Between, end},
        change, finding, score,
    },
    view::{Frame, Issue},
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

/// The page of changes.
pub fn changes(frame: &Frame, issue: &Issue<'_>, view: &ChangesPage<'_>) -> Markup {
    let all = view.changes;
    let moves = moves(issue, all);
    let (up, down) =
        (moves.iter().filter(|m| m.by > 0.0).count(), moves.iter().filter(|m| m.by < 0.0).count());
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
            (summary(issue, all, (up, down), came_and_went(issue, all)))
            div .stack {
                (movement(frame, issue, view, &moves))
                (risks(frame, issue, view, "new", "New risks", &all.new))
                (risks(frame, issue, view, "reopened", "Back on the register", &all.reopened))
                (risks(frame, issue, view, "closed", "No longer on the register", &all.closed))
                (every(frame, issue, view))
                (particulars(frame, all))
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
    issue: &Issue<'_>,
    all: &Changes,
    (up, down): (usize, usize),
    (came, went): (usize, usize),
) -> Markup {
    use ChangeKind as K;
    let score = issue.score_label(issue.now());
    let rare =
        [(format!("{score} given"), came, "#every"), (format!("{score} gone"), went, "#every")];
    let figures = [
        (format!("{score} up"), up, "#moved"),
        (format!("{score} down"), down, "#moved"),
        ("New risks".to_owned(), all.new.len(), "#new"),
        ("Reopened".to_owned(), all.reopened.len(), "#reopened"),
        ("Closed".to_owned(), all.closed.len(), "#closed"),
        ("Risks re-worded".to_owned(), all.risks(K::Reworded), "#every"),
        ("Risks re-owned".to_owned(), all.risks(K::Reowned), "#every"),
        ("Risks of another status".to_owned(), all.risks(K::StatusChanged), "#every"),
        ("Actions added".to_owned(), all.actions(K::ActionAdded), "#every"),
        ("Actions removed".to_owned(), all.actions(K::ActionRemoved), "#every"),
        ("Actions completed".to_owned(), all.actions(K::ActionCompleted), "#every"),
        ("Actions slipped".to_owned(), all.actions(K::ActionSlipped), "#every"),
        ("Actions brought forward".to_owned(), all.actions(K::ActionBroughtForward), "#every"),
        ("Actions re-owned".to_owned(), all.actions(K::ActionReowned), "#every"),
        ("Actions of another status".to_owned(), all.actions(K::ActionStatusChanged), "#every"),
        ("Risks unchanged".to_owned(), all.same, ""),
    ];
    html! {
        section .strip aria-label="In short" {
            @for (words, number, to) in rare.into_iter().filter(|(_, number, _)| *number > 0).chain(figures) {
                @if to.is_empty() || number == 0 {
                    div { span .term { (words) } " " span .figure { (number) } }
                } @else {
                    a href=(to) { span .term { (words) } " " span .figure { (number) } }
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
    moves: &[Move<'_>],
) -> Markup {
    html! {
        @if !moves.is_empty() {
            section .panel #moved {
                div .panel-head { h2 { (issue.score_label(issue.now())) ": what moved" } p { (count(moves.len(), "risk")) } }
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
    id: &str,
    title: &str,
    versions: &[RiskVersion],
) -> Markup {
    html! {
        @if !versions.is_empty() {
            section .panel id=(id) {
                div .panel-head { h2 { (title) } p { (count(versions.len(), "risk")) } }
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

fn every(frame: &Frame, issue: &Issue<'_>, view: &ChangesPage<'_>) -> Markup {
    let changed = &view.changes.changed;
    html! {
        @if !changed.is_empty() {
            section .panel #every {
                div .panel-head { h2 { "Every change, risk by risk" } p { (count(changed.len(), "risk")) } }
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
