//! # Too many for a strategic register
//!
//! ## What it finds
//!
//! A register with more than twenty live risks. One finding for the register.
//!
//! ## Why
//!
//! A board can steer by a dozen or two: published strategic registers of comparable bodies have
//! 14 to 16. Beyond that it is an operational register, and the board loses the few that
//! matter.
//!
//! ## Example
//!
//! Forty-five strategic risks.
//!
//! ## What to do
//!
//! Group the risks, and take those that one department can hold down to its register.
//!
//! ## Settings
//!
//! `most_risks`: how many are not too many (20).

use super::super::prelude::*;

pub(crate) const RULE: Rule = Rule {
    id: "GOV-09",
    name: "too-many-risks",
    title: "Too many for a strategic register",
    severity: Severity::Medium,
    kind: Kind::Deterministic,
    starred: true,
    help: "Group the risks, and move those that one department can hold to its own register.",
    source: include_str!("too_many_risks.rs"),
    looks: &[(Sight::Register(Aspects::NONE), run)],
};

fn run(on: &Context<'_>, out: &mut Findings) {
    let risks = on.risks.len();
    let most = on.settings.most_risks;
    if risks > most {
        let message = format!("The register has {}, more than {most}.", plural(risks, "risk"));
        out.register(message, "");
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::finds;

    #[test]
    fn finds_twenty_one() {
        finds(
            &RULE,
            r"
            1 | Buildings | Room 1 floods | AB | 4x4 3x4 2x4
            2 | Buildings | Room 2 floods | AB | 4x4 3x4 2x4
            3 | Buildings | Room 3 floods | AB | 4x4 3x4 2x4
            4 | Buildings | Room 4 floods | AB | 4x4 3x4 2x4
            5 | Buildings | Room 5 floods | AB | 4x4 3x4 2x4
            6 | Buildings | Room 6 floods | AB | 4x4 3x4 2x4
            7 | Buildings | Room 7 floods | AB | 4x4 3x4 2x4
            8 | Buildings | Room 8 floods | AB | 4x4 3x4 2x4
            9 | Buildings | Room 9 floods | AB | 4x4 3x4 2x4
            10 | Buildings | Room 10 floods | AB | 4x4 3x4 2x4
            11 | Buildings | Room 11 floods | AB | 4x4 3x4 2x4
            12 | Buildings | Room 12 floods | AB | 4x4 3x4 2x4
            13 | Buildings | Room 13 floods | AB | 4x4 3x4 2x4
            14 | Buildings | Room 14 floods | AB | 4x4 3x4 2x4
            15 | Buildings | Room 15 floods | AB | 4x4 3x4 2x4
            16 | Buildings | Room 16 floods | AB | 4x4 3x4 2x4
            17 | Buildings | Room 17 floods | AB | 4x4 3x4 2x4
            18 | Buildings | Room 18 floods | AB | 4x4 3x4 2x4
            19 | Buildings | Room 19 floods | AB | 4x4 3x4 2x4
            20 | Buildings | Room 20 floods | AB | 4x4 3x4 2x4
            21 | Buildings | Room 21 floods | AB | 4x4 3x4 2x4
            ",
            &["*"],
        );
    }

    #[test]
    fn silent_on_twenty() {
        finds(
            &RULE,
            r"
            1 | Buildings | Room 1 floods | AB | 4x4 3x4 2x4
            2 | Buildings | Room 2 floods | AB | 4x4 3x4 2x4
            3 | Buildings | Room 3 floods | AB | 4x4 3x4 2x4
            4 | Buildings | Room 4 floods | AB | 4x4 3x4 2x4
            5 | Buildings | Room 5 floods | AB | 4x4 3x4 2x4
            6 | Buildings | Room 6 floods | AB | 4x4 3x4 2x4
            7 | Buildings | Room 7 floods | AB | 4x4 3x4 2x4
            8 | Buildings | Room 8 floods | AB | 4x4 3x4 2x4
            9 | Buildings | Room 9 floods | AB | 4x4 3x4 2x4
            10 | Buildings | Room 10 floods | AB | 4x4 3x4 2x4
            11 | Buildings | Room 11 floods | AB | 4x4 3x4 2x4
            12 | Buildings | Room 12 floods | AB | 4x4 3x4 2x4
            13 | Buildings | Room 13 floods | AB | 4x4 3x4 2x4
            14 | Buildings | Room 14 floods | AB | 4x4 3x4 2x4
            15 | Buildings | Room 15 floods | AB | 4x4 3x4 2x4
            16 | Buildings | Room 16 floods | AB | 4x4 3x4 2x4
            17 | Buildings | Room 17 floods | AB | 4x4 3x4 2x4
            18 | Buildings | Room 18 floods | AB | 4x4 3x4 2x4
            19 | Buildings | Room 19 floods | AB | 4x4 3x4 2x4
            20 | Buildings | Room 20 floods | AB | 4x4 3x4 2x4
            21 | Buildings | Room 21 floods | AB | 4x4 3x4 2x4
            status Closed
            ",
            &[],
        );
    }
}
