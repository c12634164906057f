//! # Risk is the objective negated
//!
//! ## What it finds
//!
//! A statement whose main clause (before *because, so, leading to* and the like) has one of the
//! words *not, no, cannot, never, ineffective, lack*, a verb that ends in *n't*, or *fail* or *unable
//! to* where it is we who fail or a plan of ours; or which begins with *inability, absence,
//! non-compliance*, or with *inadequate* or *insufficient* where nothing follows from it. That a boiler
//! or a supplier fails is an event, and so is what somebody else does not do where something follows
//! from it ("the ministry does not renew visas, so …"), what is wanting and does something ("lack of
//! shade gives infants sunstroke"), what is not so in a second clause ("the lender recalls the hoard, and
//! the show has no centrepiece"), and what is told with its cause and its consequence. It goes by
//! words and can err. One finding for each risk.
//! Silent where the register is not in English.
//!
//! ## Why
//!
//! A risk is "not simply the converse of the objectives" (Orange Book 2004, chapter 3; so too
//! the Institute of Internal Auditors): "confidence does not increase" says that the aim might
//! be missed, and nothing of what might happen to make it so.
//!
//! ## Example
//!
//! "Satisfaction with the service does not increase."
//!
//! ## What to do
//!
//! Name the uncertain event: what might happen, from what cause, with what effect.
//!
//! ## Settings
//!
//! None.

use super::super::prelude::*;
use bellwether_domain::RiskField;

pub(crate) const RULE: Rule = Rule {
    id: "TXT-01",
    name: "objective-negated",
    title: "Risk is the objective negated",
    severity: Severity::Medium,
    kind: Kind::Text,
    starred: true,
    help: "Say what might happen, rather than that the objective is not met.",
    source: include_str!("objective_negated.rs"),
    looks: &[(Sight::Risk, run)],
};

fn run(on: &Context<'_>, out: &mut Findings) {
    if !on.is_english() {
        return;
    }
    for risk in &on.risks {
        if let Some(word) = &risk.telling().negation {
            let message =
                format!("It negates an objective (“{word}”) rather than saying what might happen.");
            out.risk(risk, message, risk.statement).field(RiskField::Description);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::finds;

    #[test]
    fn finds_each_word_that_negates() {
        finds(
            &RULE,
            r"
            1 | Buildings | The boiler is not serviced | AB | 4x4 3x4 2x4
            2 | Buildings | Ineffective checks of the roof | AB | 4x4 3x4 2x4
            3 | Buildings | Lack of spare parts | AB | 4x4 3x4 2x4
            4 | Buildings | Doors don't shut | AB | 4x4 3x4 2x4
            ",
            &["1", "2", "3", "4"],
        );
    }

    #[test]
    fn silent_on_an_event_and_on_words_that_merely_contain_one() {
        finds(
            &RULE,
            r"
            1 | Buildings | A notice to quit leaves the team homeless | AB | 4x4 3x4 2x4
            ",
            &[],
        );
    }
}
