//! What stands where in a risk: read in words, taken whole, put back.

use std::borrow::Cow;

use super::{
    ActionField, AssessmentPart, RiskField, Value,
    value::{Misplaced, fill},
};
use crate::{Action, Assessment, Rating, Reading, Risk};

/// Words to read; `None` where nothing is said.
pub type Words<'a> = Option<Cow<'a, str>>;

fn owners(owners: &[String]) -> Words<'_> {
    match owners {
        [] => None,
        [one] => Some(one.into()),
        several => Some(several.join(" / ").into()),
    }
}

fn read<T>(reading: &Option<Reading<T>>) -> Words<'_> {
    reading.as_ref().map(|reading| reading.text.as_str().into())
}

fn said<T: Clone + Into<Value>>(value: &Option<T>) -> Option<Value> {
    value.clone().map(Into::into)
}

fn listed(owners: &[String]) -> Option<Value> {
    (!owners.is_empty()).then(|| owners.to_vec().into())
}

fn list(slot: &mut Vec<String>, value: Option<Value>) -> Result<(), Misplaced> {
    *slot = value.map(TryInto::try_into).transpose()?.unwrap_or_default();
    Ok(())
}

impl RiskField {
    /// The field as text, where it is one.
    pub fn text(self, risk: &Risk) -> Option<&Option<String>> {
        Some(match self {
            Self::Reference => &risk.reference,
            Self::Category => &risk.category,
            Self::Title => &risk.title,
            Self::Description => &risk.description,
            Self::Cause => &risk.cause,
            Self::Event => &risk.event,
            Self::Consequence => &risk.consequence,
            Self::Owners | Self::Status | Self::Response => return None,
        })
    }

    /// The field as text to be changed, where it is one.
    pub fn text_mut(self, risk: &mut Risk) -> Option<&mut Option<String>> {
        Some(match self {
            Self::Reference => &mut risk.reference,
            Self::Category => &mut risk.category,
            Self::Title => &mut risk.title,
            Self::Description => &mut risk.description,
            Self::Cause => &mut risk.cause,
            Self::Event => &mut risk.event,
            Self::Consequence => &mut risk.consequence,
            Self::Owners | Self::Status | Self::Response => return None,
        })
    }

    /// What a risk says there, in words; owners are parted by " / ".
    pub fn words(self, risk: &Risk) -> Words<'_> {
        match self {
            Self::Owners => owners(&risk.owners),
            Self::Status => read(&risk.status),
            Self::Response => read(&risk.response),
            text => text.text(risk)?.as_deref().map(Into::into),
        }
    }

    /// What a risk says there.
    pub fn say(self, risk: &Risk) -> Option<Value> {
        match self {
            Self::Owners => listed(&risk.owners),
            Self::Status => said(&risk.status),
            Self::Response => said(&risk.response),
            text => said(text.text(risk)?),
        }
    }

    /// Has a risk say something else there.
    ///
    /// # Errors
    /// When the value is of another kind; the risk is as it was then.
    pub fn put(self, risk: &mut Risk, value: Option<Value>) -> Result<(), Misplaced> {
        match self {
            Self::Owners => list(&mut risk.owners, value),
            Self::Status => fill(&mut risk.status, value),
            Self::Response => fill(&mut risk.response, value),
            text => text.text_mut(risk).map_or(Err(Misplaced), |slot| fill(slot, value)),
        }
    }
}

impl AssessmentPart {
    /// The part as a rating, where it is one.
    pub fn rating(self, assessment: &Assessment) -> Option<&Rating> {
        match self {
            Self::Likelihood => assessment.likelihood.as_ref(),
            Self::Impact => assessment.impact.as_ref(),
            Self::Score => assessment.score.as_ref(),
            Self::Level => None,
        }
    }

    /// What an assessment says there, in words.
    pub fn words(self, assessment: &Assessment) -> Words<'_> {
        match self {
            Self::Level => assessment.level.as_deref().map(Into::into),
            rating => rating.rating(assessment).map(|rating| rating.text.as_str().into()),
        }
    }

    /// What an assessment says there.
    pub fn say(self, assessment: &Assessment) -> Option<Value> {
        match self {
            Self::Level => said(&assessment.level),
            rating => rating.rating(assessment).cloned().map(Into::into),
        }
    }

    /// Has an assessment say something else there.
    ///
    /// # Errors
    /// When the value is of another kind; the assessment is as it was then.
    pub fn put(self, assessment: &mut Assessment, value: Option<Value>) -> Result<(), Misplaced> {
        match self {
            Self::Likelihood => fill(&mut assessment.likelihood, value),
            Self::Impact => fill(&mut assessment.impact, value),
            Self::Score => fill(&mut assessment.score, value),
            Self::Level => fill(&mut assessment.level, value),
        }
    }
}

impl ActionField {
    /// What an action says there, in words; owners are parted by " / ".
    pub fn words(self, action: &Action) -> Words<'_> {
        match self {
            Self::Whole | Self::Description => Some(action.description.as_str().into()),
            Self::Owners => owners(&action.owners),
            Self::Due => action.due.as_ref().map(|due| due.text.as_str().into()),
            Self::Status => read(&action.status),
        }
    }

    /// What an action says there.
    pub fn say(self, action: &Action) -> Option<Value> {
        match self {
            Self::Whole => Some(action.clone().into()),
            Self::Description => Some(action.description.clone().into()),
            Self::Owners => listed(&action.owners),
            Self::Due => said(&action.due),
            Self::Status => said(&action.status),
        }
    }

    /// Has an action say something else there.
    ///
    /// # Errors
    /// When the value is of another kind, or is none and an action cannot be without; the action
    /// is as it was then.
    pub fn put(self, action: &mut Action, value: Option<Value>) -> Result<(), Misplaced> {
        match self {
            Self::Whole => *action = value.ok_or(Misplaced)?.try_into()?,
            Self::Description => action.description = value.ok_or(Misplaced)?.try_into()?,
            Self::Owners => list(&mut action.owners, value)?,
            Self::Due => fill(&mut action.due, value)?,
            Self::Status => fill(&mut action.status, value)?,
        }
        Ok(())
    }
}
