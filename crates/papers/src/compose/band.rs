//! What colours a cell: the band of a score where the body has bands, the light of a status.

use bellwether_domain::{Action, ActionStatus, AssessmentPart, Number, Place, Rag, Risk, Scheme};

use crate::{columns::Content, paper::Band};

/// The colour of a traffic light, as a paper prints it: apart from the others in greyscale, too.
pub(super) fn colour(rag: Rag) -> &'static str {
    match rag {
        Rag::Red => "#c0302a",
        Rag::Amber => "#eda83a",
        Rag::Green => "#c3e8cf",
        Rag::Blue => "#a9cbf7",
    }
}

/// The band of a score; `None` where the body has no bands or gives this one no colour.
pub(super) fn of_score(scheme: Option<&Scheme>, score: Number) -> Option<Band> {
    let band = scheme?.band(score)?;
    Some(Band { name: band.label.clone(), colour: colour(band.colour?).to_owned() })
}

/// What colours a risk's cell in a column: its score's band there.
pub(super) fn of_risk(scheme: Option<&Scheme>, risk: &Risk, content: &Content) -> Option<Band> {
    let Content::Place(Place::Assessment(stage, part)) = content else { return None };
    let assessment = risk.assessments.get(*stage)?;
    match part {
        AssessmentPart::Score | AssessmentPart::Level => {
            of_score(scheme, assessment.scored(scheme)?.value)
        }
        AssessmentPart::Likelihood | AssessmentPart::Impact => None,
    }
}

/// What colours an action's status.
pub(super) fn of_action(action: &Action) -> Option<Band> {
    let (name, rag) = match action.status_value()? {
        ActionStatus::Red => ("Red", Rag::Red),
        ActionStatus::Amber => ("Amber", Rag::Amber),
        ActionStatus::Green => ("Green", Rag::Green),
        ActionStatus::Blue => ("Blue", Rag::Blue),
        _ => return None,
    };
    Some(Band { name: name.to_owned(), colour: colour(rag).to_owned() })
}
