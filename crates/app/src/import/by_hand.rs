//! What was changed by hand since the issue before, where the document says what that issue said:
//! it took no notice of the change, so it is asked which of the two stands.

use bellwether_domain::{
    Place, Register, Risk, Scheme,
    diff::{FieldChange, diff_risks},
    merge::merge,
    place::ActionField,
    words::counted,
};
use bellwether_history::{RiskId, RiskVersion, Standing};

use super::question::{Choice, Concern, Decisions, Kind, Question};
use crate::edit::scores;

/// The question of all of them.
const BY_HAND: &str = "by-hand";
/// The answer that what was changed by hand stands.
const KEEP: &str = "keep";

/// What was changed by hand in one risk and the document says as the issue before did.
pub(super) struct ByHand {
    id: RiskId,
    name: String,
    /// From what was said by hand to what the document says.
    changes: Vec<FieldChange>,
    /// It was taken off the register by hand, and the document lists it as before.
    pub(super) closed: bool,
    /// The document's risk with what was said by hand in it.
    pub(super) kept: Risk,
}

impl ByHand {
    /// Compares what the last issue `issued` with what stands and what the document has `said`.
    pub(super) fn find(
        issued: &RiskVersion,
        base: &RiskVersion,
        (standing, said): (Standing, &Risk),
        scheme: Option<&Scheme>,
    ) -> Option<Self> {
        let both = (issued.standing, base.standing);
        let closed = both == (Standing::Live, Standing::Closed) && standing == Standing::Live;
        let kept = if closed {
            Risk::clone(&base.risk)
        } else {
            let mut merged = merge(&issued.risk, said, &base.risk);
            scores::settle(scheme, said, &base.risk, &mut merged);
            // What the document took away is its own word.
            let gone = merged.conflicts.iter().filter(|own| own.mine.is_none());
            let gone =
                gone.filter(|own| matches!(own.place.at, Place::Action(_, ActionField::Whole)));
            let mut gone: Vec<usize> = gone.filter_map(|own| own.item).collect();
            gone.sort_unstable_by(|a, b| b.cmp(a));
            for place in gone {
                if place < merged.risk.actions.len() {
                    merged.risk.actions.remove(place);
                }
            }
            merged.risk
        };
        let changes = if closed { vec![] } else { diff_risks(&kept, said) };
        let name = said.reference.clone().unwrap_or_else(|| format!("“{}”", said.wording()));
        let found = Self { id: base.id, name, changes, closed, kept };
        (closed || !found.changes.is_empty()).then_some(found)
    }

    fn key(&self) -> String {
        format!("{BY_HAND}-{}", self.id)
    }

    /// Whether what was said by hand was said to stand.
    pub(super) fn stands(&self, decisions: &Decisions) -> bool {
        decisions.get(&self.key()).or(decisions.get(BY_HAND)) == Some(KEEP)
    }

    fn concern(&self, register: &Register) -> Concern {
        let words = |text: &Option<String>| text.clone().unwrap_or_else(|| "nothing".to_owned());
        let each = |change: &FieldChange| {
            let place = change.place.at.label(register);
            let item = match &change.place.at {
                Place::Action(_, ActionField::Whole) => String::new(),
                Place::Action(..) => format!(" of “{}”", change.place.item),
                _ => String::new(),
            };
            let (hand, document) = (words(&change.before), words(&change.after));
            format!("{place}{item}: by hand “{hand}”, in the document “{document}”")
        };
        let words = if self.closed {
            "taken off the register by hand; the document lists it as before".to_owned()
        } else {
            self.changes.iter().map(each).collect::<Vec<_>>().join("; ")
        };
        Concern { key: Some(self.key()), name: self.name.clone(), words }
    }
}

/// The question which of the two stands.
pub(super) fn question(found: &[ByHand], register: &Register) -> Option<Question> {
    let count: usize = found.iter().map(|own| own.changes.len().max(1)).sum();
    (!found.is_empty()).then(|| Question {
        key: BY_HAND.to_owned(),
        kind: Kind::ByHand,
        words: format!(
            "{} changed by hand since the issue before, and the document still says what that \
             issue said. Which stands?",
            match count {
                1 => "A value was".to_owned(),
                several => format!("{} were", counted(several, "value")),
            }
        ),
        options: vec![
            Choice::new(KEEP, "What was changed by hand stands", "--by-hand keep"),
            Choice::new("document", "Take what the document says", "--by-hand document"),
        ],
        otherwise: None,
        concerns: found.iter().map(|own| own.concern(register)).collect(),
    })
}
