//! Accepting what the checks suggest: each suggestion is an edit like any other, with its own entry in
//! the journal.

use std::collections::HashSet;

use bellwether_checks::{Asks, Finding, Fix, Suggestion, suggest};
use bellwether_domain::{Date, Due, Field, Reading, Risk, calendar::long_date, due};
use bellwether_history::{ActorName, Authority, Committed};
use thiserror::Error;

use crate::{
    App, AppError,
    edit::{Began, Edit, EditError, Leave},
    read::Snapshot,
    settings::waivers::Place,
};

/// A suggestion that somebody accepts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chosen {
    /// The finding that it would put right.
    pub place: Place,
    /// What stood in the place when it was read; `None` where nobody was shown it.
    pub from: Option<String>,
    /// What it asked for; empty where it asks for nothing.
    pub answer: String,
}

/// What was accepted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Accepted {
    /// The entries of the journal, one for each suggestion that changed something.
    pub entries: Vec<Committed>,
}

/// Why one suggestion cannot be accepted.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Declined {
    /// The finding does not stand any more, or something else stands in its place.
    #[error("{0}: what it speaks of has changed since you read it: look at it again")]
    Changed(String),
    /// There is not one good way to put it right.
    #[error("{0}: nothing is suggested for it: change the risk itself")]
    NothingSuggested(String),
    /// It asks for something.
    #[error("{0}: say what is to be added")]
    NoWords(String),
    /// It asks for a day.
    #[error("{0}: give the date as 2018-03-16")]
    NoDay(String),
    /// The day that was given has passed.
    #[error("{0}: {1} has passed: give a day after {2}")]
    DayPast(String, Date, Date),
    /// It asks whose it is.
    #[error("{0}: choose one of {1}")]
    NoOwner(String, String),
}

/// Why nothing, or not all, was accepted.
#[derive(Debug, Error)]
pub enum Refused {
    /// Some cannot be accepted; nothing was changed.
    #[error("{}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "))]
    Declined(Vec<Declined>),
    /// An edit was declined, with how many were made before it.
    #[error("{place}: {source} ({before} before it were accepted)")]
    Edit {
        /// Of which finding.
        place: String,
        /// How many were accepted before it.
        before: usize,
        /// Why.
        #[source]
        source: Box<EditError>,
    },
    /// The register could not be read.
    #[error(transparent)]
    App(#[from] AppError),
}

impl App {
    /// Accepts suggestions, each as an edit in somebody's name. All are looked at first: where one cannot
    /// be accepted nothing is changed.
    ///
    /// # Errors
    /// When one of them does not stand any more or lacks its answer, or an edit is declined.
    pub fn accept(
        &self,
        snapshot: &Snapshot,
        chosen: &[Chosen],
        who: &ActorName,
    ) -> Result<Accepted, Refused> {
        let judged = self.judge(snapshot)?;
        let mut problems = Vec::new();
        let mut all: Vec<(&Finding, &str)> = Vec::new();
        for one in chosen {
            let finding = judged.findings.iter().find(|finding| one.place.holds(finding));
            match finding.map(|finding| (finding, understood(snapshot, finding, one))) {
                Some((finding, Ok(()))) => all.push((finding, one.answer.as_str())),
                Some((_, Err(problem))) => problems.push(problem),
                None => problems.push(Declined::Changed(name(&one.place))),
            }
        }
        if !problems.is_empty() {
            return Err(Refused::Declined(problems));
        }
        let mut entries = Vec::new();
        let mut changed = HashSet::new();
        for (before, (finding, answer)) in all.into_iter().enumerate() {
            // A risk that was changed a moment ago begins from that.
            let again = !changed.insert(finding.risk.clone());
            let fresh = again.then(|| self.snapshot(Some(snapshot.as_at), None)).transpose()?;
            let edited = self.make(fresh.as_ref().unwrap_or(snapshot), finding, answer, who);
            let place = finding.place();
            let edited =
                edited.map_err(|source| Refused::Edit { place, before, source: source.into() })?;
            entries.extend(edited);
        }
        Ok(Accepted { entries })
    }

    /// Makes the change that a finding suggests.
    fn make(
        &self,
        snapshot: &Snapshot,
        finding: &Finding,
        answer: &str,
        who: &ActorName,
    ) -> Result<Option<Committed>, EditError> {
        let position = finding.positions().next();
        finding.risk.as_deref().map_or(Ok(()), |number| snapshot.not_shared(number))?;
        let Some(version) = position.and_then(|n| snapshot.view.risks.get(n)) else {
            return Ok(None);
        };
        let Some(finding) = &where_it_stands(finding, &version.risk) else { return Ok(None) };
        let Some(suggestion) = suggest(finding, &snapshot.register) else { return Ok(None) };
        let (fix, reason) = (change(&suggestion, answer), reason(finding, &suggestion, answer));
        let mut risk = (*version.risk).clone();
        put(&mut risk, finding.action, &fix, snapshot.as_at);
        let began = Began { seq: version.seq, as_at: snapshot.as_at };
        let effective = snapshot.as_at;
        let leave = Leave { until_next: true, ..Leave::default() };
        let edit = Edit { id: version.id, began, risk, leave };
        let reason = match reason.parse() {
            Ok(reason) => reason,
            Err(refused) => {
                return Err(EditError::unsigned(&[refused], self.preview_edit(&edit, effective)));
            }
        };
        let author = self.author(Authority { actor: who.clone(), reason, effective });
        Ok(author.edit(&edit)?.committed)
    }
}

/// Whether a suggestion still stands as it was read, and has what it asks for.
fn understood(snapshot: &Snapshot, finding: &Finding, one: &Chosen) -> Result<(), Declined> {
    let place = || format!("{}, {}", finding.rule, finding.place());
    let suggestion =
        suggest(finding, &snapshot.register).ok_or_else(|| Declined::NothingSuggested(place()))?;
    // A form sends other white space than it was given.
    let same = |from: &String| from.split_whitespace().eq(suggestion.from.split_whitespace());
    if !one.from.as_ref().is_none_or(same) {
        return Err(Declined::Changed(place()));
    }
    let answer = one.answer.trim();
    match &suggestion.asks {
        Asks::Words | Asks::Owner(_) if answer.is_empty() => Err(Declined::NoWords(place())),
        Asks::Day => match answer.parse::<Date>() {
            Err(_) => Err(Declined::NoDay(place())),
            Ok(day) if day < snapshot.as_at => Err(Declined::DayPast(place(), day, snapshot.as_at)),
            Ok(_) => Ok(()),
        },
        Asks::Owner(among) if !among.is_empty() && !among.iter().any(|own| own == answer) => {
            Err(Declined::NoOwner(place(), among.join(", ")))
        }
        _ => Ok(()),
    }
}

fn name(place: &Place) -> String {
    match (&place.risk, place.action) {
        (Some(risk), Some(action)) => format!("{}, risk {risk}, action {action}", place.rule),
        (Some(risk), None) => format!("{}, risk {risk}", place.rule),
        (None, _) => place.rule.clone(),
    }
}

/// The change itself; a day is written as people write it.
fn change(suggestion: &Suggestion, answer: &str) -> Fix {
    let day = answer.trim().parse::<Date>().ok().filter(|_| suggestion.asks == Asks::Day);
    suggestion.with(&day.map_or_else(|| answer.to_owned(), long_date))
}

/// Why, for the journal: what was put where, and by which rule.
fn reason(finding: &Finding, suggestion: &Suggestion, answer: &str) -> String {
    let (title, place, rule) = (&suggestion.title, finding.place(), finding.rule);
    let fix = change(suggestion, answer);
    match (&suggestion.asks, fix.from.is_empty()) {
        (Asks::Nothing, false) if fix.to.is_empty() => {
            format!("{title} in {place}: “{}” ({rule})", fix.from)
        }
        (Asks::Words, _) => format!("{title} in {place}: “{}” ({rule})", answer.trim()),
        (_, true) => format!("{title} in {place}: “{}” ({rule})", fix.to),
        (_, false) => format!("{title} in {place}: “{}” is now “{}” ({rule})", fix.from, fix.to),
    }
}

/// The same where its action stands now: one before it may have been taken out a moment ago. `None`
/// where it was taken out itself.
fn where_it_stands(finding: &Finding, risk: &Risk) -> Option<Finding> {
    let Some(id) = finding.action_id else { return Some(finding.clone()) };
    let at = risk.actions.iter().position(|action| action.id == Some(id))?;
    let mut moved = finding.clone();
    moved.action = Some(at + 1);
    Some(moved)
}

/// Takes out an action, where another says the same.
fn take_out(risk: &mut Risk, action: Option<usize>, description: &str) {
    let says = |at: &usize| risk.actions.get(*at).is_some_and(|own| own.description == description);
    let same = (0..risk.actions.len()).filter(says).count();
    if let Some(at) = action.and_then(|n| n.checked_sub(1)).filter(says)
        && same > 1
    {
        risk.actions.remove(at);
    }
}

/// Puts the words of a fix in the place of those it replaces.
fn put(risk: &mut Risk, action: Option<usize>, fix: &Fix, as_at: Date) {
    let swap = |text: &mut String| {
        if *text == fix.from {
            text.clone_from(&fix.to);
        }
    };
    // Of several owners one is kept; where there is none, one is named.
    let own = |owners: &mut Vec<String>| match owners.join(" / ") == fix.from {
        true => *owners = vec![fix.to.clone()],
        false => owners.iter_mut().for_each(swap),
    };
    if fix.field == Field::Action && fix.to.is_empty() {
        return take_out(risk, action, &fix.from);
    }
    let action = action.and_then(|n| n.checked_sub(1)).and_then(|n| risk.actions.get_mut(n));
    match (fix.field, action) {
        (Field::ActionOwners, Some(action)) => own(&mut action.owners),
        (Field::Action, Some(action)) => swap(&mut action.description),
        (Field::ActionDue, Some(action)) => {
            let stood = action.due.as_ref().map_or("", |due: &Due| due.text.as_str());
            if stood == fix.from {
                action.due = Some(due::read(&fix.to, as_at));
            }
        }
        (Field::ActionStatus, Some(action)) => {
            let stood = action.status.as_ref().map_or("", |status| status.text.as_str());
            if stood == fix.from {
                action.status = Some(Reading { text: fix.to.clone(), value: None });
            }
        }
        (Field::Owners, _) => own(&mut risk.owners),
        (Field::OfRisk(field), _) => match field.text_mut(risk) {
            Some(slot) if slot.is_none() && fix.from.is_empty() => *slot = Some(fix.to.clone()),
            slot => slot.into_iter().flatten().for_each(swap),
        },
        // No suggestion is of another field; nothing is changed then.
        _ => {}
    }
}
