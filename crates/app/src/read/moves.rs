//! How often the date of an action has moved, through all versions of its risk.

use bellwether_domain::{
    ActionField, Date,
    diff::{ChangeKind, Direction, FieldChange, diff_risks},
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
    /// The day from which the action was first on the register.
    pub since: Date,
    /// Its date as it was first written; `None` where there was none.
    pub first: Option<String>,
}

/// Whether a change is of an action's date.
fn is_of_date(change: &FieldChange) -> bool {
    change.place.action_field() == Some(ActionField::Due)
}

/// The moves of each action's date that is among the changes, through the versions of its risk:
/// in order, the last of them the one in force.
pub(super) fn date_moves(versions: &[RiskVersion], changes: &[FieldChange]) -> Vec<DateMoves> {
    let dated = changes.iter().filter(|change| is_of_date(change));
    let now = |change: &&FieldChange| change.after.clone();
    let actions: Vec<_> = dated.filter_map(|c| Some((action_of(c)?, now(&c)))).collect();
    moves_of(versions, actions)
}

/// The moves of the dates of actions, each by its wording and the date it has now, through the
/// versions of their risk.
pub(crate) fn moves_of<'a>(
    versions: &[RiskVersion],
    actions: impl IntoIterator<Item = (&'a str, Option<String>)>,
) -> Vec<DateMoves> {
    let in_force: Vec<&RiskVersion> = versions
        .chunk_by(|a, b| a.effective == b.effective)
        .filter_map(<[RiskVersion]>::last)
        .collect();
    let steps: Vec<(Date, Vec<FieldChange>)> = in_force
        .windows(2)
        .filter_map(|pair| match pair {
            [before, after] => Some((after.effective, diff_risks(&before.risk, &after.risk))),
            _ => None,
        })
        .collect();
    let Some(begins) = in_force.first().map(|version| version.effective) else { return vec![] };
    actions.into_iter().map(|(action, now)| trace(action, now, &steps, begins)).collect()
}

/// Follows an action back through what changed, step by step, to where it came in.
fn trace(
    action: &str,
    now: Option<String>,
    steps: &[(Date, Vec<FieldChange>)],
    begins: Date,
) -> DateMoves {
    let action = action.to_owned();
    let mut moves = DateMoves { action, later: 0, earlier: 0, since: begins, first: now };
    let mut called = moves.action.clone();
    for (effective, changes) in steps.iter().rev() {
        let own = || changes.iter().filter(|change| action_of(change) == Some(&called));
        if own().any(|change| change.kind == ChangeKind::ActionAdded) {
            moves.since = *effective;
            break;
        }
        let redated = own().find(|change| is_of_date(change));
        if let Some(change) = redated {
            moves.first.clone_from(&change.before);
        }
        match redated.and_then(|change| change.direction) {
            Some(Direction::Up) => moves.later += 1,
            Some(Direction::Down) => moves.earlier += 1,
            None => {}
        }
        // The step names the action as it reads after it.
        let reworded = own().find(|change| change.kind == ChangeKind::ActionReworded);
        if let Some(before) = reworded.and_then(|change| change.before.clone()) {
            called = before;
        }
    }
    moves
}

fn action_of(change: &FieldChange) -> Option<&str> {
    change.place.action()
}
