//! What was told of risks that were closed long ago: their texts, but for what is also told elsewhere.

use std::collections::{BTreeMap, BTreeSet};

use bellwether_domain::{ActionField, Date, Place, RegisterId, Risk, RiskField, similar::folded};
use bellwether_history::{RegisterKey, RiskId, RiskVersion, Standing, Words};

use crate::{App, AppError};

/// The fewest letters and digits of a text that goes: shorter ones stand in many places, and tell little.
const FEWEST: usize = 12;

/// What an erasure leaves where words stood.
const ERASED: &str = "[erased by entry ";

/// A closed risk of which something is still told that is past its time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PastRisk {
    /// Its number, or how it is worded where it has none.
    pub name: String,
    /// The day on which it was closed.
    pub since: Date,
    /// What is told of it and of nothing else, in all its versions.
    pub words: Vec<Words>,
}

impl App {
    /// The risks that were closed on a day that is past, and of which something is still told.
    /// `registers` are all of the organisation.
    pub(super) fn past_risks(
        &self,
        registers: BTreeSet<RegisterId>,
        is_past: impl Fn(Date) -> bool,
    ) -> Result<BTreeMap<RiskId, PastRisk>, AppError> {
        let every = self.store.every_risk(&self.register)?;
        let is_past = |version: &RiskVersion| {
            version.standing == Standing::Closed && is_past(version.effective)
        };
        let (past, kept): (Vec<_>, Vec<_>) = every.into_iter().partition(is_past);
        if past.is_empty() {
            return Ok(BTreeMap::new());
        }
        // Words are found wherever they stand: none may go that another risk says, or ever said.
        let mut said = String::new();
        let mut says = |register: &RegisterKey, risks: &[RiskVersion]| -> Result<(), AppError> {
            for version in risks {
                for text in self.texts(register, version.id)? {
                    said.push_str(&folded(&text));
                    said.push('\n');
                }
            }
            Ok(())
        };
        says(&self.register, &kept)?;
        for id in registers.into_iter().filter(|id| *id != self.register.id) {
            let organisation = self.register.organisation.clone();
            let register = RegisterKey { organisation, id };
            says(&register, &self.store.every_risk(&register)?)?;
        }
        let mut risks = BTreeMap::new();
        for version in past {
            let texts = self.texts(&self.register, version.id)?;
            let goes = |text: &&str| {
                let letters = text.chars().filter(|letter| letter.is_alphanumeric()).count();
                letters >= FEWEST && !said.contains(&folded(text))
            };
            let pieces: BTreeSet<&str> = texts.iter().flat_map(|text| left(text)).collect();
            let words: Vec<Words> =
                pieces.into_iter().filter(goes).filter_map(|text| text.parse().ok()).collect();
            if !words.is_empty() {
                let name = version.risk.reference.as_deref().unwrap_or(version.risk.wording());
                let name = name.to_owned();
                risks.insert(version.id, PastRisk { name, since: version.effective, words });
            }
        }
        Ok(risks)
    }

    /// What all versions of a risk tell in words of its own: no number, name, date or status.
    fn texts(&self, register: &RegisterKey, id: RiskId) -> Result<BTreeSet<String>, AppError> {
        let versions = self.store.risk_versions(register, id, None)?;
        let told = |risk: &Risk| -> Vec<String> {
            let places = Place::all(risk).filter(tells);
            places.filter_map(|place| Some(place.words(risk)?.trim().to_owned())).collect()
        };
        Ok(versions.iter().flat_map(|version| told(&version.risk)).collect())
    }
}

/// What earlier erasures left of a text.
fn left(text: &str) -> impl Iterator<Item = &str> {
    let pieces = text.split(ERASED).enumerate().map(|(at, piece)| match at {
        0 => piece,
        _ => piece.split_once(']').map_or("", |(_, rest)| rest),
    });
    pieces.map(str::trim)
}

fn tells(place: &Place) -> bool {
    match place {
        Place::Risk(field) => RiskField::WORDING.contains(field),
        Place::Action(_, field) => *field == ActionField::Description,
        Place::Control(..) | Place::Extra(_) => true,
        Place::Assessment(..) | Place::Register(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_an_erasure_left_is_told_piece_by_piece() {
        let pieces = |text| left(text).filter(|piece| !piece.is_empty()).collect::<Vec<_>>();
        assert_eq!(pieces("[erased by entry 4]"), Vec::<&str>::new());
        assert_eq!(
            pieces("The keeper [erased by entry 4] retires; [erased by entry 41]"),
            ["The keeper", "retires;"]
        );
        assert_eq!(pieces("The keeper retires"), ["The keeper retires"]);
    }
}
