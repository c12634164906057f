//! Statuses: traffic lights and words, of actions and of risks; the response chosen.

use bellwether_domain::{ActionStatus, Reading, Response, RiskState};

use super::{is_nothing, squeeze};

/// Reads the status of an action.
pub(crate) fn action(text: &str) -> Option<Reading<ActionStatus>> {
    let text = squeeze(text);
    (!is_nothing(&text)).then(|| Reading { value: action_value(&text), text })
}

/// What an action's status says.
pub(crate) fn action_value(text: &str) -> Option<ActionStatus> {
    use ActionStatus::{
        Amber, Blue, Cancelled, Complete, Green, InProgress, NotStarted, OnHold, Overdue, Red,
    };
    let folded = fold(text);
    let exact = match folded.as_str() {
        "r" | "red" | "coch" => Red,
        "a" | "amber" | "orange" | "y" | "yellow" | "oren" | "melyn" => Amber,
        "g" | "green" | "gwyrdd" => Green,
        "b" | "blue" | "glas" => Blue,
        "100" => Complete,
        _ => return by_words(&folded),
    };
    return Some(exact);

    fn by_words(folded: &str) -> Option<ActionStatus> {
        const WORDS: [(&str, ActionStatus); 34] = [
            ("not started", NotStarted),
            ("not yet started", NotStarted),
            ("not begun", NotStarted),
            ("not complete", InProgress),
            ("incomplete", InProgress),
            ("partially complete", InProgress),
            ("part complete", InProgress),
            ("overdue", Overdue),
            ("delayed", Overdue),
            ("late", Overdue),
            ("behind schedule", Red),
            ("off track", Red),
            ("at risk", Amber),
            ("on track", Green),
            ("on target", Green),
            ("on schedule", Green),
            ("complete", Complete),
            ("done", Complete),
            ("finished", Complete),
            ("closed", Complete),
            ("achieved", Complete),
            ("implemented", Complete),
            ("in progress", InProgress),
            ("ongoing", InProgress),
            ("on going", InProgress),
            ("underway", InProgress),
            ("under way", InProgress),
            ("started", InProgress),
            ("open", InProgress),
            ("on hold", OnHold),
            ("deferred", OnHold),
            ("paused", OnHold),
            ("cancelled", Cancelled),
            ("planned", NotStarted),
        ];
        const COLOURS: [(&str, ActionStatus); 4] =
            [("red", Red), ("amber", Amber), ("green", Green), ("blue", Blue)];
        let words: Vec<&str> = folded.split(' ').collect();
        if words.len() > 5 {
            return None;
        }
        let named = |(word, status): &(&str, ActionStatus)| {
            let parts: Vec<&str> = word.split(' ').collect();
            let at = |window: &[&str]| {
                window.iter().zip(&parts).all(|(have, want)| {
                    have == want || (*want == "complete" && *have == "completed")
                })
            };
            words.windows(parts.len()).any(at).then_some(*status)
        };
        COLOURS.iter().chain(&WORDS).find_map(named)
    }
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
    let folded = fold(text);
    let has = |words: &[&str]| words.iter().any(|word| folded.split(' ').any(|w| w == *word));
    if has(&["materialised", "materialized", "occurred", "issue", "happened"]) {
        Some(RiskState::Materialised)
    } else if has(&[
        "closed",
        "archived",
        "retired",
        "removed",
        "expired",
        "inactive",
        "superseded",
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
        "monitor",
        "monitoring",
        "monitored",
        "managed",
        "new",
        "agored",
        "progress",
    ]) {
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
    const STEMS: [(&str, Response); 19] = [
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
        ("exploit", Response::Take),
        ("enhance", Response::Take),
        ("take", Response::Take),
    ];
    let folded = fold(text);
    if folded.split(' ').count() > 4 {
        return None;
    }
    let starts = |stem: &str| folded.split(' ').any(|word| word.starts_with(stem));
    STEMS.iter().find(|(stem, _)| starts(stem)).map(|(_, response)| *response)
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

    #[test]
    fn responses_go_by_their_stems() {
        assert_eq!(response_value("Mitigation"), Some(Response::Treat));
        assert_eq!(response_value("Transference"), Some(Response::Transfer));
        assert_eq!(response_value("Escalation"), None);
    }
}
