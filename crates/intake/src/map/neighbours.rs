//! Columns told by those around them: wordings, actions, owners and statuses.

use super::{draft::Draft, heading, vocabulary::Concept};
use crate::parse::{is_nothing, status};

/// "Description" and "details" go with the group or the columns around them.
pub(super) fn wordings(drafts: &mut [Draft]) {
    for place in 0..drafts.len() {
        let Some(draft) = drafts.get(place) else { continue };
        if draft.concept != Concept::Wording {
            continue;
        }
        let acts = |concept: Concept| {
            matches!(
                concept,
                Concept::Action | Concept::ActionOwner | Concept::ActionStatus | Concept::Due
            )
        };
        let context = draft.context();
        let after = drafts.get(place + 1..).unwrap_or_default();
        let next = after.iter().take(2).filter(|draft| acts(draft.concept)).count();
        let rated =
            drafts.get(..place).unwrap_or_default().iter().any(|d| d.concept == Concept::Score);
        let worded = drafts
            .iter()
            .any(|draft| matches!(draft.concept, Concept::Title | Concept::Event | Concept::Cause));
        let last = drafts.get(..place).and_then(<[Draft]>::last);
        let described = drafts.iter().any(|draft| draft.concept == Concept::Description);
        let already = drafts.iter().any(|d| d.concept == Concept::Action);
        let concept = match context {
            Some(Concept::Action | Concept::Response | Concept::ActionOwner) => Concept::Action,
            Some(Concept::Control) => Concept::Control,
            // Details of the action before it, where the risk itself is already in words.
            _ if worded && last.is_some_and(|draft| draft.concept == Concept::Action) => {
                Concept::Other
            }
            _ if described && next > 0 && !already => Concept::Action,
            _ if draft.column.groups.iter().any(|group| heading::stage(group).is_some())
                && rated =>
            {
                Concept::Other
            }
            _ => Concept::Description,
        };
        if let Some(draft) = drafts.get_mut(place) {
            draft.become_(concept, 0.8, "by the columns around it");
        }
    }
}

/// "Subject" is the category of what another column words; where none does it is the title.
pub(super) fn subjects(drafts: &mut [Draft]) {
    const WORDING: [Concept; 5] = [
        Concept::Title,
        Concept::Description,
        Concept::Event,
        Concept::Cause,
        Concept::Consequence,
    ];
    let words = |draft: &Draft| WORDING.contains(&draft.concept) && draft.contents.said > 0;
    let because = "no other column says what the risk is";
    findings(drafts, because);
    if drafts.iter().any(words) {
        return;
    }
    let subject = drafts.iter_mut().find(|draft| {
        draft.concept == Concept::Category
            && draft.phrase() == Some("subject")
            && draft.contents.distinct >= 1.0
    });
    if let Some(draft) = subject {
        draft.become_(Concept::Title, 0.8, because);
    }
}

/// "Finding" of an assessment that rates each, where nothing but causes and effects is beside it.
fn findings(drafts: &mut [Draft], because: &str) {
    let names = |draft: &Draft| {
        let wording = [Concept::Title, Concept::Description, Concept::Event, Concept::Wording];
        wording.contains(&draft.concept) && draft.contents.said > 0
    };
    if drafts.iter().any(names) {
        return;
    }
    let rated = drafts.iter().any(|draft| {
        matches!(draft.concept, Concept::Level | Concept::Likelihood | Concept::Impact)
    });
    let finding = drafts.iter_mut().find(|draft| {
        draft.concept == Concept::Other
            && matches!(draft.phrase(), Some("finding" | "observation" | "weakness"))
            && draft.contents.distinct >= 0.9
            && draft.contents.length >= 12.0
    });
    if let (true, Some(draft)) = (rated, finding) {
        draft.become_(Concept::Description, 0.8, because);
    }
}

/// Contingency plans and recommendations are actions only where nothing else is.
pub(super) fn actions(drafts: &mut [Draft]) {
    tasks(drafts);
    let headed = headed(drafts);
    kinds(drafts);
    further(drafts);
    in_place(drafts);
    let acts = drafts.iter().any(|draft| draft.concept == Concept::Action);
    for draft in drafts.iter_mut() {
        // "Open" among "mitigate" and "accept" is a choice not yet made.
        let choices = draft.contents.response + draft.contents.undecided;
        let response =
            if draft.contents.response >= 0.3 { choices } else { draft.contents.response };
        // Dashes alone name none.
        let names = |cell: &String| !is_nothing(cell) && status::response_value(cell).is_some();
        let chosen = response >= 0.7
            && draft.contents.length <= 24.0
            && draft.contents.samples.iter().any(names);
        // "Mitigate", "Accept" by themselves are no actions, and no controls.
        let bare = response >= 0.9 && draft.contents.length <= 12.0;
        if draft.concept == Concept::Control && bare && draft.contents.distinct < 0.8 {
            draft.become_(Concept::Response, 0.8, "its cells name a response");
        }
        let is_headed = headed.as_deref() == Some(draft.column.heading.as_str());
        if draft.concept == Concept::Action
            && chosen
            && !is_headed
            && (bare || acts_elsewhere(acts, draft))
        {
            draft.become_(Concept::Response, 0.8, "its cells name a response");
        }
    }
    let acts = drafts.iter().any(|draft| draft.concept == Concept::Action);
    for draft in drafts.iter_mut() {
        if draft.concept == Concept::Fallback {
            if acts {
                draft.become_(Concept::Other, 0.7, "kept under its own heading beside the actions");
            } else {
                draft.become_(Concept::Action, 0.7, "the only column of actions");
            }
        }
    }
}

/// The one column that is headed as the actions ("Action", "Planned actions"), with an owner, a date
/// or a status of actions beside it: it holds the actions, however few its words. Only words that
/// choose a response and nothing else ("Treat", "Tolerate") are none.
fn headed(drafts: &mut [Draft]) -> Option<String> {
    let acts = |draft: &Draft| {
        let words = heading::words(&draft.column.heading);
        let named = words.iter().any(|word| matches!(word.as_str(), "action" | "actions"));
        let best = heading::best(&draft.column.heading);
        named && best.is_some_and(|found| found.concept == Concept::Action && found.score >= 0.9)
    };
    let chooses = |cell: &String| CHOICES.contains(&cell.trim().to_lowercase().as_str());
    let mut all = (0..drafts.len()).filter(|at| drafts.get(*at).is_some_and(acts));
    let place = all.next().filter(|_| all.next().is_none())?;
    let others = |at: usize| drafts.get(at).is_some_and(|d| d.concept == Concept::Action);
    if (0..drafts.len()).any(|at| at != place && others(at)) {
        return None;
    }
    let beside = drafts.iter().skip(place + 1).take(3).any(|draft| {
        matches!(draft.concept, Concept::ActionOwner | Concept::ActionStatus | Concept::Due)
    });
    let draft = drafts.get_mut(place).filter(|_| beside)?;
    let cells = &draft.contents;
    let ticks = cells.length <= 3.0 && cells.code < 0.9;
    if cells.samples.is_empty() || cells.samples.iter().all(chooses) || ticks {
        return None;
    }
    draft.become_(Concept::Action, 0.8, "the owner, date or status beside it is of actions");
    Some(draft.column.heading.clone())
}

/// Words that choose a response, and name nothing to be done.
const CHOICES: [&str; 15] = [
    "treat",
    "tolerate",
    "transfer",
    "terminate",
    "take",
    "accept",
    "avoid",
    "mitigate",
    "reduce",
    "share",
    "retain",
    "treating",
    "accepted",
    "eliminate",
    "exploit",
];

/// "Mitigation" between two assessments, with the actions in a column of their own after both, is
/// what is in place: the second counts it.
fn in_place(drafts: &mut [Draft]) {
    let rates = |draft: &Draft| {
        matches!(draft.concept, Concept::Likelihood | Concept::Impact | Concept::Score)
    };
    let Some(last) = drafts.iter().rposition(rates) else { return };
    let acts = drafts.iter().skip(last).any(|draft| draft.concept == Concept::Action);
    let Some(first) = drafts.iter().position(rates).filter(|_| acts) else { return };
    let between = drafts.get_mut(first..last).unwrap_or_default();
    for draft in between.iter_mut().filter(|draft| draft.concept == Concept::Action) {
        let words = heading::words(&draft.column.heading);
        if words.iter().any(|word| matches!(word.as_str(), "mitigation" | "mitigating" | "measure"))
        {
            draft.become_(Concept::Control, 0.8, "it stands before the assessment that counts it");
        }
    }
}

/// "Automated", "Manual" beside the controls say of what kind they are.
fn kinds(drafts: &mut [Draft]) {
    const KINDS: [&str; 12] = [
        "automated",
        "automatic",
        "manual",
        "preventive",
        "preventative",
        "detective",
        "corrective",
        "directive",
        "physical",
        "technical",
        "administrative",
        "hybrid",
    ];
    let is_kind = |cell: &String| KINDS.contains(&cell.trim().to_lowercase().as_str());
    for draft in drafts.iter_mut().filter(|draft| draft.concept == Concept::Control) {
        let cells = &draft.contents.samples;
        if !cells.is_empty() && cells.iter().all(is_kind) {
            draft.become_(Concept::Other, 0.6, "its words say of what kind the controls are");
        }
    }
}

/// "Applied controls" beside "Existing applied controls" are those that are still to come.
fn further(drafts: &mut [Draft]) {
    const STAND: [&str; 3] = ["existing", "current", "implemented"];
    let controls = || drafts.iter().filter(|draft| draft.concept == Concept::Control);
    let rest = |draft: &Draft| {
        let words = heading::words(&draft.column.heading);
        words
            .split_first()
            .filter(|(first, _)| STAND.contains(&first.as_str()))
            .map(|(_, rest)| rest.to_vec())
    };
    let standing: Vec<Vec<String>> = controls().filter_map(rest).collect();
    for draft in drafts.iter_mut().filter(|draft| draft.concept == Concept::Control) {
        if standing.contains(&heading::words(&draft.column.heading)) {
            draft.become_(Concept::Action, 0.8, "another column gives the controls that exist");
        }
    }
}

/// "Task | Risk | Solution": the task before the risk is what the risk is to. A task's name is an
/// action where the risk has words of its own.
fn tasks(drafts: &mut [Draft]) {
    let words = |draft: &Draft| heading::words(&draft.column.heading);
    let of_risk = |draft: &Draft| {
        matches!(draft.concept, Concept::Title | Concept::Description | Concept::Event)
            && words(draft).iter().any(|word| word == "risk")
    };
    if drafts.iter().any(of_risk) {
        for draft in drafts.iter_mut().filter(|draft| words(draft) == ["task", "name"]) {
            draft.become_(Concept::Action, 0.8, "another column words the risk");
        }
    }
    let at = |concept: Concept| drafts.iter().position(|draft| draft.concept == concept);
    let last = drafts.iter().rposition(|draft| draft.concept == Concept::Action);
    let (Some(first), Some(last)) = (at(Concept::Action), last) else { return };
    let worded = at(Concept::Description).is_some_and(|risk| (first..last).contains(&risk));
    let grouped = at(Concept::Category).is_some();
    let Some(draft) = drafts.get_mut(first).filter(|_| worded) else { return };
    if heading::words(&draft.column.heading) == ["task"] {
        let concept = if grouped { Concept::Other } else { Concept::Category };
        draft.become_(concept, 0.7, "it stands before the risk, and the actions after it");
    }
}

fn acts_elsewhere(acts: bool, draft: &Draft) -> bool {
    acts && draft.contents.distinct < 0.8
}

/// Whether a heading names a second owner beside the first.
pub(super) fn is_second(draft: &Draft) -> bool {
    let words = heading::words(&draft.column.heading);
    let first = words.first().map(String::as_str).unwrap_or_default();
    matches!(first, "secondary" | "second" | "deputy" | "backup" | "alternate")
}

/// An "owner" after the action is the action's where the risk has one, or a date follows.
pub(super) fn owners(drafts: &mut [Draft]) {
    for place in 0..drafts.len() {
        let Some(draft) = drafts.get(place) else { continue };
        if draft.concept != Concept::Owner {
            continue;
        }
        let before = drafts.get(..place).unwrap_or_default();
        let after = drafts.get(place + 1..).unwrap_or_default();
        let owned = before.iter().chain(after).any(|d| d.concept == Concept::RiskOwner)
            || before.iter().any(|d| d.concept == Concept::Owner);
        let acted = before.iter().rev().take(2).any(|d| d.concept == Concept::Action);
        let acted_ever = before.iter().any(|d| d.concept == Concept::Action);
        let dated =
            after.iter().take(2).any(|d| matches!(d.concept, Concept::Due | Concept::ActionStatus));
        let context = draft.context();
        let action = match context {
            Some(Concept::Action | Concept::ActionOwner) => true,
            Some(Concept::Description | Concept::RiskOwner) => false,
            _ => {
                (acted_ever && owned)
                    || (acted && dated && !draft.column.heading.to_lowercase().contains("owner"))
            }
        };
        let concept =
            if action && !is_second(draft) { Concept::ActionOwner } else { Concept::RiskOwner };
        let sure = if owned || context.is_some() || !acted { 0.9 } else { 0.7 };
        if let Some(draft) = drafts.get_mut(place) {
            draft.become_(concept, sure, "by the columns around it");
        }
    }
}

/// "Date" right after the actions, or their owner, is when they are due.
pub(super) fn dates(drafts: &mut [Draft]) {
    if drafts.iter().any(|draft| draft.concept == Concept::Due) {
        return;
    }
    for place in 1..drafts.len() {
        let Some([before, draft]) = drafts.get_mut(place - 1..=place) else { continue };
        let acts = matches!(before.concept, Concept::Action | Concept::ActionOwner);
        let is_date = heading::words(&draft.column.heading) == ["date"];
        if acts && is_date && draft.contents.said > 0 && draft.contents.due >= 0.6 {
            draft.become_(Concept::Due, 0.8, "it stands beside the actions");
            return;
        }
    }
}

/// Whether the cells say how far actions have come ("In progress", "Not started"), which no risk is.
fn says_how_far(draft: &Draft) -> bool {
    let cells = &draft.contents.samples;
    let of_risk = |cell: &str| {
        ["open", "closed", "live", "active"].iter().any(|word| cell.eq_ignore_ascii_case(word))
    };
    let far = |cell: &&String| status::action_value(cell).is_some() && !of_risk(cell.trim());
    let letters = cells.iter().any(|cell| cell.len() <= 2);
    !letters && cells.iter().filter(far).count() >= 2
}

/// Whether the cells are colours and nothing else ("Red", "A").
fn is_coloured(draft: &Draft) -> bool {
    const COLOURS: [&str; 11] =
        ["red", "amber", "green", "blue", "yellow", "grey", "r", "a", "g", "b", "y"];
    let cells: Vec<&String> =
        draft.contents.samples.iter().filter(|cell| !is_nothing(cell)).collect();
    cells.len() > 1
        && cells.iter().all(|cell| COLOURS.contains(&cell.trim().to_lowercase().as_str()))
}

/// A "status" or "RAG" beside action, owner and date is the action's.
pub(super) fn statuses(drafts: &mut [Draft]) {
    let worded = [Concept::Description, Concept::Title, Concept::Event];
    let risks = drafts.iter().filter(|draft| worded.contains(&draft.concept));
    let risks = risks.map(|draft| draft.contents.said).max().unwrap_or(0);
    let stated = drafts.iter().any(|draft| {
        draft.concept == Concept::ActionStatus
            || draft.concept == Concept::Status && says_how_far(draft)
    });
    for place in 0..drafts.len() {
        let Some(draft) = drafts.get(place) else { continue };
        let before = drafts.get(..place).unwrap_or_default();
        let near = before.iter().rev().take(3);
        let acted = near
            .filter(|d| matches!(d.concept, Concept::Action | Concept::ActionOwner | Concept::Due))
            .count();
        let rag = draft.contents.rating >= 0.6 || draft.contents.fills > 0;
        let rated = before.last().is_some_and(|d| {
            matches!(
                d.concept,
                Concept::Score | Concept::Level | Concept::Impact | Concept::Likelihood
            )
        });
        let concept = match draft.concept {
            // "Risk status" over "high" and "low" says how great the risk is.
            Concept::RiskStatus | Concept::Status
                if draft.contents.rating >= 0.8 && draft.contents.status < 0.5 =>
            {
                Concept::Level
            }
            // Said on rows of further actions too, it is theirs.
            Concept::Status
                if acted >= 2
                    || acted == 1 && (draft.contents.said > risks || says_how_far(draft)) =>
            {
                Concept::ActionStatus
            }
            Concept::Status => Concept::RiskStatus,
            Concept::ActionStatus
                if draft.column.heading.to_lowercase().contains("rag")
                    && acted == 0
                    && (rated || rag) =>
            {
                Concept::Level
            }
            Concept::Level
                if acted >= 2
                    && !rated
                    && (draft.contents.status >= 0.6 || draft.contents.fills > 0) =>
            {
                Concept::ActionStatus
            }
            // "BRAG", "Traffic light": whatever it is called, colours beside the dates are states.
            Concept::Other | Concept::Level | Concept::Score
                if acted >= 2 && !rated && !stated && is_coloured(draft) =>
            {
                Concept::ActionStatus
            }
            other => other,
        };
        if let Some(draft) = drafts.get_mut(place) {
            draft.become_(concept, 0.85, "by the columns around it");
        }
    }
}
