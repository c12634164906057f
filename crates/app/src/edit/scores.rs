//! Scores that follow from likelihood and impact.
//!
//! A score is kept as the body states it. But where it was plainly the matrix's (or, without a
//! matrix, the product), and likelihood or impact moves, it moves with them: otherwise an edit of
//! one field would leave another wrong.

use bellwether_domain::{
    Assessment, AssessmentPart, Number, Place, Reading, Risk, Scheme, Stage,
    merge::{MergeConflict, Merged},
};

/// Moves the score with its cell, where the edit moved just the cell; a cell that was cleared takes
/// the score along.
pub(crate) fn follow(scheme: Option<&Scheme>, seen: Option<&Assessment>, mine: &mut Assessment) {
    let blank = Assessment::default();
    let seen = seen.unwrap_or(&blank);
    let stated = |a: &Assessment| a.score.as_ref().map(|score| score.text.clone());
    if mine.cell() == seen.cell() || stated(mine) != stated(seen) {
        return;
    }
    if mine.cell().is_none() && follows(scheme, seen) {
        clear(mine, mine.level == seen.level && band_follows(scheme, seen));
        return;
    }
    let Some(score) = by_matrix(scheme, mine) else { return };
    if seen.score.is_none() && scheme.is_none() || seen.score.is_some() && !follows(scheme, seen) {
        return;
    }
    let level_followed = mine.level == seen.level && band_follows(scheme, seen);
    state(scheme, mine, score, level_followed);
}

/// Settles the scores of two merged edits by the matrix, where both sides' scores were its.
///
/// One raised the likelihood, the other lowered the impact: both stand, and the score is that of
/// the cell they make together, which neither of them saw.
pub(crate) fn settle(scheme: Option<&Scheme>, mine: &Risk, theirs: &Risk, merged: &mut Merged) {
    for stage in Stage::ALL {
        let sides = (mine.assessments.get(stage), theirs.assessments.get(stage));
        let (Some(mine), Some(theirs)) = sides else { continue };
        let is = |c: &MergeConflict, part| c.place.at == Place::Assessment(stage, part);
        let cell_is_open = merged
            .conflicts
            .iter()
            .any(|c| is(c, AssessmentPart::Likelihood) || is(c, AssessmentPart::Impact));
        let is_cleared = |side: &Assessment| side.cell().is_none() && side.score.is_none();
        let followed = |side: &Assessment| follows(scheme, side) || is_cleared(side);
        if cell_is_open || !followed(mine) || !followed(theirs) {
            continue;
        }
        let Some(both) = merged.risk.assessments.slot(stage) else { continue };
        if both.cell().is_none() {
            // One took a rating away; what the other's score followed from is no more.
            let level = |side: &Assessment| side.level.is_none() || band_follows(scheme, side);
            let level_follows = level(mine) && level(theirs);
            clear(both, level_follows);
            merged.conflicts.retain(|c| {
                !(is(c, AssessmentPart::Score) || level_follows && is(c, AssessmentPart::Level))
            });
            continue;
        }
        let Some(score) = by_matrix(scheme, both) else { continue };
        if both.cell() == mine.cell() || both.cell() == theirs.cell() {
            // One side's cell stands, and with it that side's score, as it states it.
            let side = if both.cell() == mine.cell() { mine } else { theirs };
            both.score.clone_from(&side.score);
        } else {
            let level_follows = band_follows(scheme, mine) && band_follows(scheme, theirs);
            state(scheme, both, score, level_follows);
            if level_follows {
                merged.conflicts.retain(|c| !is(c, AssessmentPart::Level));
            }
        }
        merged.conflicts.retain(|c| !is(c, AssessmentPart::Score));
    }
}

fn state(scheme: Option<&Scheme>, assessment: &mut Assessment, score: Number, level: bool) {
    assessment.score = Some(Reading::read(score.to_string(), score));
    if level && let Some(band) = scheme.and_then(|scheme| scheme.band(score)) {
        assessment.level = Some(band.label.clone());
    }
}

fn clear(assessment: &mut Assessment, level: bool) {
    assessment.score = None;
    if level {
        assessment.level = None;
    }
}

/// What the matrix says of an assessment's cell; without a matrix, the product.
fn by_matrix(scheme: Option<&Scheme>, assessment: &Assessment) -> Option<Number> {
    let (likelihood, impact) = assessment.cell()?;
    match scheme {
        Some(scheme) => scheme.score(likelihood, impact),
        None => likelihood.times(impact),
    }
}

/// Whether the stated score is the matrix's.
pub(crate) fn follows(scheme: Option<&Scheme>, assessment: &Assessment) -> bool {
    let score = assessment.score_value();
    score.is_some() && score == by_matrix(scheme, assessment)
}

/// Whether the level is the body's own word for the band that the score is in.
fn band_follows(scheme: Option<&Scheme>, assessment: &Assessment) -> bool {
    let band = scheme.zip(assessment.score_value()).and_then(|(scheme, score)| scheme.band(score));
    band.is_some_and(|band| assessment.level.as_ref() == Some(&band.label))
}
