//! What colours a cell: the band of a score where the body has bands, the light of a status.

use bellwether_domain::{Action, ActionStatus, AssessmentPart, Place, Rag, Risk, Scheme};
use bellwether_figures as figures;

use crate::{columns::Content, paper::Band};

/// What colours a risk's cell in a column: its score's band there.
pub(super) fn of_risk(scheme: Option<&Scheme>, risk: &Risk, content: &Content) -> Option<Band> {
    let Content::Place(Place::Assessment(stage, part)) = content else { return None };
    let assessment = risk.assessments.get(*stage)?;
    match part {
        AssessmentPart::Score | AssessmentPart::Level => {
            Band::of_score(scheme?, assessment.scored(scheme)?.value)
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
    Some(Band { name: name.to_owned(), colour: figures::colour(rag).to_owned() })
}
