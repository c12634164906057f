//! What a heading may speak of, and the list of words for each.

use bellwether_domain::{Field, Stage};

use crate::words;

/// What a heading speaks of, before its place and its cells decide the field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Concept {
    Reference,
    Category,
    Title,
    Description,
    Cause,
    Event,
    Consequence,
    RiskOwner,
    ActionOwner,
    /// An owner of the risk or of the action: the columns beside it decide.
    Owner,
    Likelihood,
    Impact,
    Score,
    Level,
    Control,
    Action,
    /// What to do if it happens: an action only where there is no other.
    Fallback,
    Due,
    ActionStatus,
    RiskStatus,
    /// The status of the risk or of the action.
    Status,
    Response,
    /// "Description", "details": of the risk or of the action.
    Wording,
    /// Known, and no field of the register.
    Other,
}

impl Concept {
    /// The field that a column of it is, before a rating has its stage.
    pub(crate) fn field(self) -> Option<Field> {
        match self {
            Self::Reference => Some(Field::Reference),
            Self::Category => Some(Field::Category),
            Self::Title => Some(Field::Title),
            Self::Description | Self::Wording => Some(Field::Description),
            Self::Cause => Some(Field::Cause),
            Self::Event => Some(Field::Event),
            Self::Consequence => Some(Field::Consequence),
            Self::RiskOwner | Self::Owner => Some(Field::Owners),
            Self::ActionOwner => Some(Field::ActionOwners),
            Self::Likelihood => Some(Field::Likelihood),
            Self::Impact => Some(Field::Impact),
            Self::Score => Some(Field::Score),
            Self::Level => Some(Field::Level),
            Self::Control => Some(Field::Controls),
            Self::Action | Self::Fallback => Some(Field::Action),
            Self::Due => Some(Field::ActionDue),
            Self::ActionStatus => Some(Field::ActionStatus),
            Self::RiskStatus | Self::Status => Some(Field::Status),
            Self::Response => Some(Field::Response),
            Self::Other => None,
        }
    }

    /// Every concept with the name of its list of phrases.
    const LISTS: [(Self, &'static str); 24] = [
        (Self::Reference, "reference"),
        (Self::Category, "category"),
        (Self::Title, "title"),
        (Self::Description, "description"),
        (Self::Cause, "cause"),
        (Self::Event, "event"),
        (Self::Consequence, "consequence"),
        (Self::RiskOwner, "risk owner"),
        (Self::ActionOwner, "action owner"),
        (Self::Owner, "owner"),
        (Self::Likelihood, "likelihood"),
        (Self::Impact, "impact"),
        (Self::Score, "score"),
        (Self::Level, "level"),
        (Self::Control, "control"),
        (Self::Action, "action"),
        (Self::Fallback, "fallback"),
        (Self::Due, "due"),
        (Self::ActionStatus, "action status"),
        (Self::RiskStatus, "risk status"),
        (Self::Status, "status"),
        (Self::Response, "response"),
        (Self::Wording, "wording"),
        (Self::Other, "other"),
    ];
}

/// A word for a stage: clear, or one that bodies use for either of two.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum StageWord {
    Clear(Stage),
    /// "Residual": target where there is a current stage, else current.
    Residual,
}

impl StageWord {
    const LISTS: [(Self, &'static str); 4] = [
        (Self::Clear(Stage::Inherent), "stage inherent"),
        (Self::Clear(Stage::Current), "stage current"),
        (Self::Clear(Stage::Target), "stage target"),
        (Self::Residual, "stage residual"),
    ];
}

/// The phrases of every concept.
pub(crate) fn headings() -> impl Iterator<Item = (Concept, &'static str)> {
    let phrases = |(concept, name): (Concept, &str)| {
        words::list(name).iter().map(move |phrase| (concept, *phrase))
    };
    Concept::LISTS.into_iter().flat_map(phrases)
}

/// The phrases of every stage of assessment.
pub(crate) fn stages() -> impl Iterator<Item = (StageWord, &'static str)> {
    let phrases = |(stage, name): (StageWord, &str)| {
        words::list(name).iter().map(move |phrase| (stage, *phrase))
    };
    StageWord::LISTS.into_iter().flat_map(phrases)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::status;

    #[test]
    fn every_list_is_one_that_is_asked_for() {
        let concepts = Concept::LISTS.map(|(_, name)| name);
        let stages = StageWord::LISTS.map(|(_, name)| name);
        let states = status::LISTS.map(|(name, _)| name);
        for name in words::names() {
            let known = name.starts_with("rating")
                || concepts.contains(&name)
                || stages.contains(&name)
                || states.contains(&name);
            assert!(known, "nothing asks for the list “{name}”");
        }
    }
}
