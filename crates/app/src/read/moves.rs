//! How often the date of an action has moved, through all versions of its risk.

use bellwether_domain::{
    Action, ActionField, Date, Place,
    diff::{Direction, FieldChange, date_moved, lost_date},
    similar::pair_actions,
};
use bellwether_history::RiskVersion;
use serde::Serialize;

/// How often the date of an action has moved since it was first given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DateMoves {
    /// The action, as it reads now.
    pub action: String,
    /// How often its date became later.
    pub later: usize,
    /// How often it became earlier.
    pub earlier: usize,
    /// How often it gave way to none.
    pub lost: usize,
    /// The day from which the action was first on the register.
    pub since: Date,
    /// Its date as it was first written; `None` where there was none.
    pub first: Option<String>,
}

/// The moves of each action's date that is among the changes, through the versions of its risk:
/// in order, the last of them the one in force.
pub(super) fn date_moves(versions: &[RiskVersion], changes: &[FieldChange]) -> Vec<DateMoves> {
    let Some(last) = versions.last() else { return vec![] };
    let is_redated = |action: &&Action| {
        changes.iter().any(|change| match change.place.at {
            Place::Action(key, ActionField::Due) => {
                key.action(&last.risk).is_some_and(|own| std::ptr::eq(own, *action))
            }
            _ => false,
        })
    };
    let all = moves_of(versions, &last.risk.actions);
    let redated = last.risk.actions.iter().zip(all).filter(|(action, _)| is_redated(action));
    redated.map(|(_, moves)| moves).collect()
}

/// The moves of the dates of actions as they are now, in their order, through the versions of their
/// risk: each known again as everywhere, by its id, else by its words.
pub(crate) fn moves_of(versions: &[RiskVersion], now: &[Action]) -> Vec<DateMoves> {
    let in_force: Vec<&RiskVersion> = versions
        .chunk_by(|a, b| a.effective == b.effective)
        .filter_map(<[RiskVersion]>::last)
        .collect();
    let Some(last) = in_force.last() else { return vec![] };
    let mut all: Vec<Trace<'_>> =
        now.iter().map(|action| Trace::of(action, last.effective)).collect();
    // Those that are still followed, each by where it stands among the actions of the step.
    let mut followed: Vec<(usize, usize)> = (0..now.len()).map(|at| (at, at)).collect();
    let mut after = now;
    for version in in_force.iter().rev() {
        let before = &version.risk.actions;
        let pairs = pair_actions(before, after);
        followed.retain_mut(|(of, at)| {
            let was = pairs.iter().find(|pair| pair.after == *at).map(|pair| pair.before);
            let action = was.and_then(|was| before.get(was));
            if let (Some(was), Some(action), Some(trace)) = (was, action, all.get_mut(*of)) {
                *at = was;
                trace.back_to(action, version.effective);
            }
            action.is_some()
        });
        after = before;
    }
    all.into_iter().map(|trace| trace.moves).collect()
}

/// An action that is followed back to where it came in.
struct Trace<'a> {
    moves: DateMoves,
    earliest: &'a Action,
}

impl<'a> Trace<'a> {
    fn of(action: &'a Action, since: Date) -> Self {
        let (action_words, first) = (action.description.clone(), due(action));
        let moves = DateMoves { action: action_words, later: 0, earlier: 0, lost: 0, since, first };
        Self { moves, earliest: action }
    }

    /// One step back, to what it was before.
    fn back_to(&mut self, before: &'a Action, since: Date) {
        match date_moved(before, self.earliest) {
            Some(Direction::Up) => self.moves.later += 1,
            Some(Direction::Down) => self.moves.earlier += 1,
            None => self.moves.lost += usize::from(lost_date(before, self.earliest)),
        }
        (self.moves.first, self.moves.since) = (due(before), since);
        self.earliest = before;
    }
}

/// Its date as it is written.
fn due(action: &Action) -> Option<String> {
    action.due.as_ref().map(|due| due.text.clone())
}
