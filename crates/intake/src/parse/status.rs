//! Statuses: traffic lights and words, of actions and of risks; the response chosen.

use std::sync::OnceLock;

use bellwether_domain::{ActionStatus, Reading, Response, RiskState};

use super::{is_nothing, squeeze};
use crate::words;

/// Reads the status of an action.
pub(crate) fn action(text: &str) -> Option<Reading<ActionStatus>> {
    let text = squeeze(text);
    (!is_nothing(&text)).then(|| Reading { value: action_value(&text), text })
}

/// The lists of words for each status, colours first.
pub(crate) const LISTS: [(&str, ActionStatus); 10] = [
    ("red", ActionStatus::Red),
    ("amber", ActionStatus::Amber),
    ("green", ActionStatus::Green),
    ("blue", ActionStatus::Blue),
    ("not started", ActionStatus::NotStarted),
    ("in progress", ActionStatus::InProgress),
    ("overdue", ActionStatus::Overdue),
    ("complete", ActionStatus::Complete),
    ("on hold", ActionStatus::OnHold),
    ("cancelled", ActionStatus::Cancelled),
];

/// What an action's status says: the whole of it, else a colour in it, else the longest phrase.
pub(crate) fn action_value(text: &str) -> Option<ActionStatus> {
    static PHRASES: OnceLock<Vec<(Vec<String>, ActionStatus)>> = OnceLock::new();
    let phrases = PHRASES.get_or_init(|| {
        let split = |word: &str| words::fold(word).split(' ').map(str::to_owned).collect();
        let mut phrases: Vec<(Vec<String>, ActionStatus)> = LISTS
            .iter()
            .flat_map(|(name, status)| words::list(name).iter().map(|w| (split(w), *status)))
            .collect();
        let colour = |status: ActionStatus| LISTS.iter().take(4).any(|(_, known)| *known == status);
        phrases.sort_by_key(|(words, status)| {
            (words.len() > 1 || !colour(*status), std::cmp::Reverse(words.len()))
        });
        phrases
    });
    let folded = words::fold(text);
    let said: Vec<&str> = folded.split(' ').collect();
    if said.len() > 5 {
        return None;
    }
    let whole = phrases.iter().find(|(phrase, _)| *phrase == said);
    let part = |(phrase, _): &&(Vec<String>, ActionStatus)| {
        // A letter is a status only where it is the whole cell.
        let letter = phrase.iter().all(|word| word.len() < 3);
        !letter && said.windows(phrase.len()).any(|window| window == phrase.as_slice())
    };
    whole.or_else(|| phrases.iter().find(part)).map(|(_, status)| *status)
}

/// Reads the status of a risk.
pub(crate) fn risk(text: &str) -> Option<Reading<RiskState>> {
    let text = squeeze(text);
    if text.is_empty() || text.chars().all(|c| !c.is_alphanumeric()) {
        return None;
    }
    Some(Reading { value: risk_value(&text), text })
}

/// What a risk's status says.
pub(crate) fn risk_value(text: &str) -> Option<RiskState> {
    // "De-escalated" is one word.
    let folded = fold(&text.to_lowercase().replace("de-escalat", "deescalat"));
    let has = |words: &[&str]| words.iter().any(|word| folded.split(' ').any(|w| w == *word));
    let place = |words: &[&str]| folded.split(' ').position(|word| words.contains(&word));
    let live = place(&["open", "opened", "reopened", "active", "live"]);
    let is_again = has(&["reopened"])
        || live.zip(place(&["closed"])).is_some_and(|(live, closed)| live < closed);
    if is_again {
        // "Open (was closed)": what it was is said after what it is.
        return Some(RiskState::Open);
    }
    let closing =
        place(&["closed", "closure", "close", "removal", "archived", "removed", "merged", "merge"]);
    let not_yet = has(&["proposed", "recommended", "pending", "awaiting", "propose"])
        || place(&["not", "to"]).zip(closing).is_some_and(|(not, closing)| not < closing);
    if closing.is_some() && not_yet {
        // What is to be closed, or is not yet, is not.
        Some(RiskState::Open)
    } else if has(&["materialised", "materialized", "occurred", "issue", "happened"]) {
        Some(RiskState::Materialised)
    } else if has(&[
        "closed",
        "archived",
        "retired",
        "removed",
        "expired",
        "inactive",
        "superseded",
        "resolved",
        "withdrawn",
        "done",
        "complete",
        "completed",
        // It lives on in the other.
        "merged",
        "subsumed",
    ]) {
        Some(RiskState::Closed)
    } else if has(&["draft", "proposed", "pending"]) {
        Some(RiskState::Draft)
    } else if has(&[
        "open",
        "active",
        "live",
        "ongoing",
        "current",
        "escalated",
        "deescalated",
        "escalate",
        "monitor",
        "monitoring",
        "monitored",
        "managed",
        "new",
        "agored",
        "progress",
        "reopened",
        "reviewed",
        "untreated",
        "treated",
        "backlog",
    ]) || folded == "to do"
        || folded == "mitigation planned"
        || folded == "not started"
    {
        Some(RiskState::Open)
    } else {
        None
    }
}

/// Reads the response chosen for a risk.
pub(crate) fn response(text: &str) -> Option<Reading<Response>> {
    let text = squeeze(text);
    (!is_nothing(&text)).then(|| Reading { value: response_value(&text), text })
}

/// Which of the five responses the words name, where they name one.
pub(crate) fn response_value(text: &str) -> Option<Response> {
    const STEMS: [(&str, Response); 38] = [
        ("treat", Response::Treat),
        ("mitigat", Response::Treat),
        ("reduc", Response::Treat),
        ("control", Response::Treat),
        ("contingency", Response::Treat),
        ("tolerat", Response::Tolerate),
        ("accept", Response::Tolerate),
        ("retain", Response::Tolerate),
        ("monitor", Response::Tolerate),
        ("transfer", Response::Transfer),
        ("share", Response::Transfer),
        ("deflect", Response::Transfer),
        ("insure", Response::Transfer),
        ("terminat", Response::Terminate),
        ("avoid", Response::Terminate),
        ("eliminat", Response::Terminate),
        ("denied", Response::Terminate),
        ("refus", Response::Terminate),
        ("watch", Response::Tolerate),
        ("exploit", Response::Take),
        ("enhance", Response::Take),
        ("take", Response::Take),
        ("mitig", Response::Treat),
        ("prevent", Response::Treat),
        ("protect", Response::Treat),
        ("ridu", Response::Treat),
        ("trait", Response::Treat),
        ("tratt", Response::Treat),
        ("verminder", Response::Treat),
        ("accett", Response::Tolerate),
        ("acept", Response::Tolerate),
        ("aceit", Response::Tolerate),
        ("akzept", Response::Tolerate),
        ("trasfer", Response::Transfer),
        ("transf", Response::Transfer),
        ("evit", Response::Terminate),
        ("vermeid", Response::Terminate),
        ("elimin", Response::Terminate),
    ];
    let folded = fold(text);
    if folded.split(' ').count() > 4 {
        return None;
    }
    // "Not treated" is no way to treat a risk.
    if folded.split(' ').any(|word| matches!(word, "not" | "no" | "un")) {
        return None;
    }
    let starts = |stem: &str| folded.split(' ').any(|word| word.starts_with(stem));
    STEMS.iter().find(|(stem, _)| starts(stem)).map(|(_, response)| *response)
}

/// Whether a cell of responses says that none has been chosen yet.
pub(crate) fn is_undecided(text: &str) -> bool {
    let folded = fold(text);
    matches!(
        folded.as_str(),
        "open" | "undecided" | "not treated" | "untreated" | "research" | "cancelled"
    )
}

fn fold(text: &str) -> String {
    let plain: String =
        text.to_lowercase().chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
    squeeze(&plain)
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("A", Some(ActionStatus::Amber))]
    #[case("Green", Some(ActionStatus::Green))]
    #[case("Completed 1/2/20", Some(ActionStatus::Complete))]
    #[case("In progress", Some(ActionStatus::InProgress))]
    #[case("Not started", Some(ActionStatus::NotStarted))]
    #[case("Wibble", None)]
    fn an_action_status(#[case] text: &str, #[case] value: Option<ActionStatus>) {
        assert_eq!(action(text).and_then(|status| status.value), value);
    }

    #[rstest]
    #[case("Closed - duplicate of R1", Some(RiskState::Closed))]
    #[case("Archived", Some(RiskState::Closed))]
    #[case("Not yet closed", Some(RiskState::Open))]
    #[case("Proposed for closure", Some(RiskState::Open))]
    #[case("To be closed in May", Some(RiskState::Open))]
    #[case("Live", Some(RiskState::Open))]
    #[case("Open (was closed)", Some(RiskState::Open))]
    #[case("Closed in May, reopened in June", Some(RiskState::Open))]
    #[case("Closed (no longer active)", Some(RiskState::Closed))]
    #[case("Withdrawn", Some(RiskState::Closed))]
    #[case("Complete", Some(RiskState::Closed))]
    #[case("Merged with A5", Some(RiskState::Closed))]
    #[case("To be merged with A5", Some(RiskState::Open))]
    #[case("Merged to A5", Some(RiskState::Closed))]
    #[case("Merged with A5, to be reviewed", Some(RiskState::Closed))]
    #[case("Closed - moved to the issues log", Some(RiskState::Closed))]
    #[case("Closed (not proceeding)", Some(RiskState::Closed))]
    #[case("Closure proposed", Some(RiskState::Open))]
    #[case("De-escalated", Some(RiskState::Open))]
    #[case("Deescalated to the division", Some(RiskState::Open))]
    fn a_risk_status(#[case] text: &str, #[case] value: Option<RiskState>) {
        assert_eq!(risk_value(text), value);
    }

    #[test]
    fn responses_go_by_their_stems() {
        assert_eq!(response_value("Mitigation"), Some(Response::Treat));
        assert_eq!(response_value("Transference"), Some(Response::Transfer));
        assert_eq!(response_value("Escalation"), None);
        assert_eq!(response_value("Not treated"), None);
        assert_eq!(response_value("Denied"), Some(Response::Terminate));
    }
}
